// Strict JSON (RFC 8259, narrowed): one value, valid UTF-8, no duplicate key, no fraction or
// exponent, whole numbers within +-(2^53 - 1), bounded depth, size and number of values. A document
// that two readers could understand differently is refused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "verifier/text.h"

namespace ringfence::verifier {

constexpr std::size_t kJsonBytesMax = 16U << 20;
constexpr std::size_t kJsonDepthMax = 32;
constexpr std::size_t kJsonValuesMax = 300'000;

struct Member;
struct Value {
  enum class Kind : std::uint8_t { kNull, kBool, kNumber, kText, kArray, kObject };
  Kind kind = Kind::kNull;
  std::int64_t number = 0;  // also a bool: 0 or 1
  std::string text;
  std::vector<Member> members;  // of an array: with empty keys

  bool is(Kind other) const { return kind == other; }
  const Value* find(std::string_view key) const;  // null when absent or no object
};
struct Member {
  std::string key;
  Value value;
};

Expected<Value> parse_json(std::string_view text, const std::string& file);
std::string quote_json(std::string_view text);  // with the quotation marks

// Reads the members of a document and remembers the first that is wrong. Every member named must be
// there and no other: a field that one reader ignores and another obeys is a way to lie.
class Check {
 public:
  explicit Check(std::string file) : file_(std::move(file)) {}
  bool ok() const { return what_.empty(); }
  std::unexpected<Failure> failure() const { return refuse(file_, what_); }
  void fail(const std::string& what);

  void only(const Value& object, const std::vector<std::string_view>& keys);
  const Value& at(const Value& object, std::string_view key, Value::Kind kind);
  std::string text(const Value& object, std::string_view key);  // no control characters
  std::string digest(const Value& object, std::string_view key, bool or_empty = false);
  std::int64_t count(const Value& object, std::string_view key);  // >= 0
  std::int64_t time(const Value& object, std::string_view key);
  std::vector<std::string> texts(const Value& object, std::string_view key);

 private:
  std::string file_;
  std::string what_;
};

}  // namespace ringfence::verifier
