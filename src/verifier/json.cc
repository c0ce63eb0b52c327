#include "verifier/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace ringfence::verifier {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  bool document(Value& out) {
    if (!value(out, 0)) return false;
    skip_space();
    return at_ == text_.size() || fail("bytes after the document");
  }
  const std::string& error() const { return error_; }

 private:
  bool fail(std::string what) {
    if (error_.empty()) error_ = "JSON at byte " + std::to_string(at_) + ": " + what;
    return false;
  }
  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\n\r").find(text_[at_]) != text_.npos) ++at_;
  }
  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  bool value(Value& out, std::size_t depth) {
    if (depth > kJsonDepthMax) return fail("nested too deep");
    if (++values_ > kJsonValuesMax) return fail("too many values");
    skip_space();
    if (take("{")) return members(out, Value::Kind::kObject, '}', depth);
    if (take("[")) return members(out, Value::Kind::kArray, ']', depth);
    if (take("\"")) return string((out.kind = Value::Kind::kText, out.text));
    if (take("true")) return out.kind = Value::Kind::kBool, out.number = 1, true;
    if (take("false")) return out.kind = Value::Kind::kBool, true;
    if (take("null")) return true;
    return number(out);
  }

  bool members(Value& out, Value::Kind kind, char close, std::size_t depth) {
    out.kind = kind;
    std::set<std::string> seen;
    for (skip_space(); !take({&close, 1}); skip_space()) {
      if (!out.members.empty() && !take(",")) return fail("a comma or the end is missing");
      out.members.emplace_back();
      auto& [key, child] = out.members.back();
      if (kind == Value::Kind::kObject) {
        skip_space();
        if (!take("\"") || !string(key)) return fail("a key is missing");
        if (!seen.insert(key).second) return fail("duplicate key " + quote_json(key));
        skip_space();
        if (!take(":")) return fail("a colon is missing");
      }
      if (!value(child, depth + 1)) return false;
    }
    return true;
  }

  bool number(Value& out) {
    out.kind = Value::Kind::kNumber;
    const bool negative = take("-");
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    const auto parsed = parse_count(text_.substr(begin, at_ - begin));
    if (begin == at_) return fail("no value here");
    if (!parsed) return fail("a number out of range or with a leading zero");
    if (at_ < text_.size() && std::string_view(".eE").find(text_[at_]) != text_.npos) {
      return fail("a number with a fraction or exponent");
    }
    out.number = negative ? -*parsed : *parsed;
    return true;
  }

  bool hex4(std::uint32_t& out) {
    const std::string_view digits = text_.substr(at_, 4);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out, 16);
    if (digits.size() < 4 || read.ptr != digits.data() + 4) return fail("a bad escape");
    at_ += 4;
    return true;
  }

  bool escape(std::string& out) {
    if (at_ >= text_.size()) return fail("an unfinished escape");
    const char c = text_[at_++];
    const std::size_t simple = std::string_view("\"\\/bfnrt").find(c);
    if (simple != std::string_view::npos) return out += "\"\\/\b\f\n\r\t"[simple], true;
    std::uint32_t point = 0;
    if (c != 'u') return fail("a bad escape");
    if (!hex4(point)) return false;
    if (point >= 0xd800 && point < 0xdc00) {
      std::uint32_t low = 0;
      if (!take("\\u") || !hex4(low)) return fail("half a surrogate pair");
      if (low < 0xdc00 || low >= 0xe000) return fail("half a surrogate pair");
      point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
    } else if (point >= 0xdc00 && point < 0xe000) {
      return fail("half a surrogate pair");
    }
    append_utf8(point, out);
    return true;
  }

  static void append_utf8(std::uint32_t point, std::string& out) {
    constexpr std::array<std::uint32_t, 4> kFirst = {0, 0xc0, 0xe0, 0xf0};
    std::size_t more = (point >= 0x80) + (point >= 0x800) + (point >= 0x10000);
    out += static_cast<char>(kFirst[more] | point >> (6 * more));
    while (more-- > 0) out += static_cast<char>(0x80 | (point >> (6 * more) & 63));
  }

  bool string(std::string& out) {
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20) return fail("a control character in a string");
      if (c != '\\') {
        out += c;
      } else if (!escape(out)) {
        return false;
      }
    }
    return fail("an unfinished string");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t values_ = 0;
  std::string error_;
};

const Value kNoValue;

}  // namespace

const Value* Value::find(std::string_view key) const {
  if (kind != Kind::kObject) return nullptr;
  for (const auto& [name, child] : members) {
    if (name == key) return &child;
  }
  return nullptr;
}

Expected<Value> parse_json(std::string_view text, const std::string& file) {
  if (text.size() > kJsonBytesMax) return refuse(file, "JSON larger than 16 MiB");
  if (!valid_utf8(text)) return refuse(file, "JSON that is not UTF-8");
  Value value;
  Parser parser(text);
  if (!parser.document(value)) return refuse(file, parser.error());
  return value;
}

std::string quote_json(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00" + to_hex({&c, 1});
    } else {
      out += c;
    }
  }
  return out + '"';
}

void Check::fail(const std::string& what) {
  if (what_.empty()) what_ = what;
}

void Check::only(const Value& object, const std::vector<std::string_view>& keys) {
  if (!object.is(Value::Kind::kObject)) return fail("an object is missing");
  for (const auto& [key, child] : object.members) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      return fail("unknown field " + quote_json(key));
    }
  }
  for (const std::string_view key : keys) {
    if (object.find(key) == nullptr) return fail("missing field " + quote_json(key));
  }
}

const Value& Check::at(const Value& object, std::string_view key, Value::Kind kind) {
  const Value* child = object.find(key);
  if (child != nullptr && child->is(kind)) return *child;
  fail("field " + quote_json(key) + " is missing or of another kind");
  return kNoValue;
}

std::string Check::text(const Value& object, std::string_view key) {
  const std::string& text = at(object, key, Value::Kind::kText).text;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      fail("field " + quote_json(key) + " holds a control character");
    }
  }
  return text;
}

std::string Check::digest(const Value& object, std::string_view key, bool or_empty) {
  std::string value = text(object, key);
  const bool good = is_digest(value) || (or_empty && value.empty());
  if (!good) fail("field " + quote_json(key) + " is no SHA-256 digest");
  return value;
}

std::int64_t Check::count(const Value& object, std::string_view key) {
  const std::int64_t number = at(object, key, Value::Kind::kNumber).number;
  if (number < 0) fail("field " + quote_json(key) + " is negative");
  return number;
}

std::int64_t Check::time(const Value& object, std::string_view key) {
  const auto seconds = parse_time(text(object, key));
  if (!seconds) fail("field " + quote_json(key) + " is no time like 2026-01-31T23:59:59Z");
  return seconds.value_or(0);
}

std::vector<std::string> Check::texts(const Value& object, std::string_view key) {
  std::vector<std::string> out;
  for (const auto& [unused, child] : at(object, key, Value::Kind::kArray).members) {
    if (!child.is(Value::Kind::kText)) fail("field " + quote_json(key) + " holds more than texts");
    out.push_back(child.text);
  }
  return out;
}

}  // namespace ringfence::verifier
