// Strong integer types: two ids of different kinds never mix by accident.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace ringfence {

// An integer with a name. Explicit in and out; ordered; `next()` where a successor has meaning.
template <class Tag, class Rep>
struct Strong {
  using rep = Rep;
  Rep value{};

  constexpr Strong() = default;
  constexpr explicit Strong(Rep v) : value(v) {}
  constexpr auto operator<=>(const Strong&) const = default;
  constexpr Strong next() const { return Strong(static_cast<Rep>(value + 1)); }
  constexpr Strong plus(Rep by) const { return Strong(static_cast<Rep>(value + by)); }
};

}  // namespace ringfence

template <class Tag, class Rep>
struct std::hash<ringfence::Strong<Tag, Rep>> {
  std::size_t operator()(const ringfence::Strong<Tag, Rep>& id) const noexcept {
    return std::hash<Rep>{}(id.value);
  }
};
