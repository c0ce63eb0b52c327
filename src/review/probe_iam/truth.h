// Three-valued truth: what the texts do not decide stays visible instead of becoming "allowed" or
// "denied".
#pragma once

#include <cstdint>
#include <set>
#include <string>

namespace ringfence::review::iam {

enum class Truth : std::uint8_t { kNo, kMaybe, kYes };

constexpr Truth truth(bool value) { return value ? Truth::kYes : Truth::kNo; }
constexpr Truth operator!(Truth a) {
  return a == Truth::kYes ? Truth::kNo : a == Truth::kNo ? Truth::kYes : Truth::kMaybe;
}
constexpr Truth both(Truth a, Truth b) { return a < b ? a : b; }
constexpr Truth either(Truth a, Truth b) { return a < b ? b : a; }

// What could not be evaluated, in plain words, each once and in a fixed order.
using Notes = std::set<std::string>;

// Stands in a text for a part that nobody gave (an unresolved parameter of a template). Readers
// refuse control characters in documents, so that no document can contain it.
constexpr char kUnknownMark = '\x01';

}  // namespace ringfence::review::iam
