// Logging from the first line: a log line is a template id with typed arguments. Names (topic,
// client, principal, address) are a type of their own and are written as a keyed token unless the
// owner asked for clear names, so that a log can be handed to somebody else without handing over
// who and what.
//
//   constexpr log::Template kRefused{"kafka.connection.refused", "too many connections"};
//   log::warn(kRefused, {{"limit", limit}, {"peer", log::name(log::NameKind::kAddress, peer)}});
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"

namespace ringfence::log {

enum class Level : std::uint8_t { kDebug, kInfo, kWarn, kError };
enum class Format : std::uint8_t { kLogfmt, kJson };
enum class NameKind : std::uint8_t { kTopic, kClient, kPrincipal, kAddress, kPath };

// A constant of the program: a stable id that tools match on, and one line for people.
struct Template {
  std::string_view id;
  std::string_view text;
};

// A name that somebody chose. Rendered as "<kind>:<token>" by default.
struct Name {
  NameKind kind;
  std::string clear;
};
inline Name name(NameKind kind, std::string_view clear) { return {kind, std::string(clear)}; }

// Text that the caller vouches for: no name in clear (an Error's detail keeps that promise).
struct Text {
  std::string value;
};
inline Text text(std::string_view value) { return {std::string(value)}; }

// One argument. There is deliberately no constructor from std::string: say name() or text().
class Field {
 public:
  using Value =
      std::variant<std::int64_t, std::uint64_t, double, bool, std::string_view, Text, Name>;

  template <std::signed_integral T>
  Field(std::string_view key, T value) : key_(key), value_(static_cast<std::int64_t>(value)) {}
  template <std::unsigned_integral T>
    requires(!std::same_as<T, bool>)
  Field(std::string_view key, T value) : key_(key), value_(static_cast<std::uint64_t>(value)) {}
  template <std::same_as<bool> T>
  Field(std::string_view key, T value) : key_(key), value_(value) {}
  Field(std::string_view key, double value) : key_(key), value_(value) {}
  // Milliseconds with a fraction.
  Field(std::string_view key, Duration value)
      : key_(key), value_(static_cast<double>(value.count()) / 1e6) {}
  // String literals only.
  template <std::size_t N>
  Field(std::string_view key, const char (&literal)[N])
      : key_(key), value_(std::string_view(literal, N - 1)) {}
  Field(std::string_view key, Text value) : key_(key), value_(std::move(value)) {}
  Field(std::string_view key, Name value) : key_(key), value_(std::move(value)) {}
  Field(std::string_view key, const Error& error) : key_(key), value_(Text{error.to_string()}) {}
  Field(std::string_view key, const Uuid& id) : key_(key), value_(Text{id.to_hex()}) {}
  template <class Tag, class Rep>
  Field(std::string_view key, Strong<Tag, Rep> id) : Field(key, id.value) {}

  std::string_view key() const { return key_; }
  const Value& value() const { return value_; }

 private:
  std::string_view key_;
  Value value_;
};

struct Options {
  Level level = Level::kInfo;
  Format format = Format::kLogfmt;
  bool names_clear = false;
  // Keyed token of a name, hex. Without one a name is written as "<kind>:hidden".
  std::function<std::string(NameKind, std::string_view)> token;
  // The time of a line; without it lines carry none. May be called from any thread.
  std::function<UnixMillis()> now;
  // Where a finished line goes, newline included; without it lines are dropped.
  std::function<void(std::string_view)> sink;
};

// Process-wide; call before other threads log. Lines before the first call are dropped.
void configure(Options options);
bool enabled(Level level);
// Thread-safe. Never fails.
void write(Level level, const Template& template_, std::initializer_list<Field> fields);

inline void debug(const Template& t, std::initializer_list<Field> f = {}) {
  if (enabled(Level::kDebug)) write(Level::kDebug, t, f);
}
inline void info(const Template& t, std::initializer_list<Field> f = {}) {
  if (enabled(Level::kInfo)) write(Level::kInfo, t, f);
}
inline void warn(const Template& t, std::initializer_list<Field> f = {}) {
  if (enabled(Level::kWarn)) write(Level::kWarn, t, f);
}
inline void error(const Template& t, std::initializer_list<Field> f = {}) {
  if (enabled(Level::kError)) write(Level::kError, t, f);
}

// Formats one line as `write` would, for tests and for other sinks.
std::string render(const Options& options, Level level, const Template& template_,
                   std::initializer_list<Field> fields);

}  // namespace ringfence::log
