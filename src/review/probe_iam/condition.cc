// Condition operators:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>

#include "review/probe_iam/evaluate.h"

namespace ringfence::review::iam {
namespace {

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  std::int64_t of_era = year - era * 400;
  std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

// Seconds since 1970 of a W3C ISO 8601 date, or of a text of digits.
std::optional<double> date_of(std::string_view text) {
  if (text.find('-') == std::string_view::npos) return number_of(text);
  auto part = [&](std::size_t at, std::size_t length) -> std::optional<int> {
    int value = 0;
    if (at + length > text.size()) return std::nullopt;
    auto [end, error] = std::from_chars(text.data() + at, text.data() + at + length, value);
    if (error != std::errc() || end != text.data() + at + length || value < 0) {
      return std::nullopt;
    }
    return value;
  };
  auto year = part(0, 4), month = part(5, 2);
  auto day = text.size() > 7 ? part(8, 2) : std::optional<int>(1);
  if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1 || *day > 31) {
    return std::nullopt;
  }
  auto seconds = static_cast<double>(days_from_civil(*year, *month, *day)) * 86400;
  if (text.size() <= 10) return seconds;
  auto hour = part(11, 2), minute = part(14, 2);
  if (!hour || !minute) return std::nullopt;
  seconds += *hour * 3600 + *minute * 60;
  std::size_t at = 16;
  if (at < text.size() && text[at] == ':') {
    auto second = part(at + 1, 2);
    if (!second) return std::nullopt;
    seconds += *second;
    at += 3;
    if (at < text.size() && text[at] == '.') {
      while (++at < text.size() && text[at] >= '0' && text[at] <= '9') {
      }
    }
  }
  if (at == text.size() || text.substr(at) == "Z") return seconds;
  auto offset_hour = part(at + 1, 2), offset_minute = part(at + 4, 2);
  if (!offset_hour || !offset_minute || (text[at] != '+' && text[at] != '-')) return std::nullopt;
  double offset = *offset_hour * 3600 + *offset_minute * 60;
  return text[at] == '+' ? seconds - offset : seconds + offset;
}

struct Address {
  std::array<std::uint8_t, 16> bytes{};
  int bits = 0;  // 32 or 128
};

std::optional<Address> address4(std::string_view text) {
  Address out{.bits = 32};
  for (std::size_t i = 0; i < 4; ++i) {
    auto dot = text.find('.');
    if ((dot == std::string_view::npos) != (i == 3)) return std::nullopt;
    std::string_view part = text.substr(0, dot);
    int value = -1;
    auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (error != std::errc() || end != part.data() + part.size() || value < 0 || value > 255) {
      return std::nullopt;
    }
    out.bytes[i] = static_cast<std::uint8_t>(value);
    if (i < 3) text.remove_prefix(dot + 1);
  }
  return out;
}

std::optional<Address> address6(std::string_view text) {
  std::vector<std::uint16_t> head, tail;
  bool gap = false;
  if (text.starts_with("::")) {
    gap = true;
    text.remove_prefix(2);
  }
  while (!text.empty()) {
    auto colon = text.find(':');
    std::string_view part = text.substr(0, colon);
    unsigned value = 0;
    auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value, 16);
    if (part.empty() || part.size() > 4 || error != std::errc() ||
        end != part.data() + part.size()) {
      return std::nullopt;
    }
    (gap ? tail : head).push_back(static_cast<std::uint16_t>(value));
    if (head.size() + tail.size() > 8) return std::nullopt;
    if (colon == std::string_view::npos) break;
    text.remove_prefix(colon + 1);
    if (text.starts_with(":")) {
      if (gap) return std::nullopt;
      gap = true;
      text.remove_prefix(1);
    } else if (text.empty()) {
      return std::nullopt;
    }
  }
  std::size_t given = head.size() + tail.size();
  if (gap ? given > 7 : given != 8) return std::nullopt;
  head.insert(head.end(), 8 - given, 0);
  head.insert(head.end(), tail.begin(), tail.end());
  Address out{.bits = 128};
  for (std::size_t i = 0; i < 8; ++i) {
    out.bytes[2 * i] = static_cast<std::uint8_t>(head[i] >> 8);
    out.bytes[2 * i + 1] = static_cast<std::uint8_t>(head[i] & 0xFF);
  }
  return out;
}

std::optional<Address> address_of(std::string_view text) {
  return text.find(':') == std::string_view::npos ? address4(text) : address6(text);
}

// Whether the block holds the address; nothing when the block is no block.
std::optional<bool> block_holds(std::string_view block, const Address& address) {
  auto slash = block.find('/');
  auto base = address_of(block.substr(0, slash));
  if (!base) return std::nullopt;
  int prefix = base->bits;
  if (slash != std::string_view::npos) {
    std::string_view digits = block.substr(slash + 1);
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
    if (error != std::errc() || end != digits.data() + digits.size() || prefix < 0 ||
        prefix > base->bits) {
      return std::nullopt;
    }
  }
  if (base->bits != address.bits) return false;
  for (int bit = 0; bit < prefix; ++bit) {
    int mask = 0x80 >> (bit % 8);
    if ((base->bytes[bit / 8] & mask) != (address.bytes[bit / 8] & mask)) return false;
  }
  return true;
}

// The pattern with its variables put in. Nothing where a variable has no value: then the provider
// lets the test fail.
std::optional<std::string> resolve_variable(const Pattern::Piece& piece, const Context& context) {
  auto found = context.find(piece.text);
  if (found != context.end() && found->second.size() == 1) return found->second.front();
  if (piece.has_default) return piece.fallback;
  return std::nullopt;
}

std::optional<std::string> resolve_text(const Pattern& pattern, const Context& context) {
  std::string out;
  for (const Pattern::Piece& piece : pattern.pieces) {
    if (!piece.variable) {
      out += piece.text;
      continue;
    }
    auto value = resolve_variable(piece, context);
    if (!value) return std::nullopt;
    out += *value;
  }
  return out;
}

std::optional<Glob> resolve_glob(const Pattern& pattern, const Context& context) {
  if (!pattern.has_variable) return pattern.glob;
  Glob glob;
  for (const Pattern::Piece& piece : pattern.pieces) {
    if (piece.variable) {
      auto value = resolve_variable(piece, context);
      if (!value) return std::nullopt;
      glob.append_literal(*value);
    } else if (piece.literal) {
      glob.append_literal(piece.text);
    } else {
      glob.append_pattern(piece.text);
    }
  }
  return glob;
}

bool has_unknown(std::string_view text) { return text.find(kUnknownMark) != std::string::npos; }

// Each of the six parts by itself, so that no wildcard reaches over a colon of the first five.
Truth match_arn(std::string_view pattern, std::string_view value) {
  Truth out = Truth::kYes;
  if (has_unknown(pattern) && pattern.find(':') == std::string_view::npos) return Truth::kMaybe;
  for (int part = 0; part < 6; ++part) {
    bool last = part == 5;
    auto colon_p = last ? std::string_view::npos : pattern.find(':');
    auto colon_v = last ? std::string_view::npos : value.find(':');
    if (!last && (colon_p == std::string_view::npos || colon_v == std::string_view::npos)) {
      // "*" alone stands for any ARN.
      return part == 0 && pattern == "*" ? Truth::kYes : Truth::kNo;
    }
    out = both(out, Glob::parse(pattern.substr(0, colon_p)).match(value.substr(0, colon_v)));
    if (last || out == Truth::kNo) break;
    pattern.remove_prefix(colon_p + 1);
    value.remove_prefix(colon_v + 1);
  }
  return out;
}

bool compare(Operator op, double value, double limit) {
  switch (op) {
    case Operator::kNumericEquals:
    case Operator::kDateEquals:
      return value == limit;
    case Operator::kNumericLess:
    case Operator::kDateLess:
      return value < limit;
    case Operator::kNumericLessEquals:
    case Operator::kDateLessEquals:
      return value <= limit;
    case Operator::kNumericGreater:
    case Operator::kDateGreater:
      return value > limit;
    default:
      return value >= limit;
  }
}

Truth match_ordered(Operator op, std::string_view limit, std::string_view value, Notes& notes) {
  if (has_unknown(limit)) return Truth::kMaybe;
  const bool numeric = op >= Operator::kNumericEquals && op <= Operator::kNumericGreaterEquals;
  auto wanted = numeric ? number_of(limit) : date_of(limit);
  auto given = numeric ? number_of(value) : date_of(value);
  if (!wanted) {
    notes.insert(
        fmt::format("\"{:.60}\" is no {}; matches nothing", limit, numeric ? "number" : "date"));
    return Truth::kNo;
  }
  return truth(given && compare(op, *given, *wanted));
}

// Without negation and quantifier: does one value of the request match one value of the policy?
Truth match_value(const ConditionTest& test, const Pattern& pattern, std::string_view value,
                  const Context& context, Notes& notes) {
  if (test.op == Operator::kStringLike) {
    auto glob = resolve_glob(pattern, context);
    return glob ? glob->match(value) : Truth::kNo;
  }
  auto text = resolve_text(pattern, context);
  if (!text) return Truth::kNo;
  switch (test.op) {
    case Operator::kString:
      return Glob::literal(*text).match(value);
    case Operator::kStringIgnoreCase:
      return Glob::literal(*text, true).match(value);
    case Operator::kBool:
      if (has_unknown(*text)) return Truth::kMaybe;
      return truth(lower(*text) == lower(value));
    case Operator::kBinary:
      return Glob::literal(*text).match(value);
    case Operator::kArn:
      return match_arn(*text, value);
    case Operator::kIpAddress: {
      if (has_unknown(*text)) return Truth::kMaybe;
      auto address = address_of(value);
      if (!address) return Truth::kNo;
      auto holds = block_holds(*text, *address);
      if (!holds)
        notes.insert(fmt::format("\"{:.60}\" is no address block; matches nothing", *text));
      return truth(holds.value_or(false));
    }
    default:
      return match_ordered(test.op, *text, value, notes);
  }
}

Truth match_null(const ConditionTest& test, bool present) {
  Truth out = Truth::kNo;
  for (const Pattern& pattern : test.values) {
    if (has_unknown(pattern.written)) {
      out = either(out, Truth::kMaybe);
    } else {
      out = either(out, truth((lower(pattern.written) == "true") != present));
    }
  }
  return out;
}

Truth missing_key(const ConditionTest& test) {
  if (test.if_exists) return Truth::kYes;
  if (test.quantifier == Quantifier::kAllValues) return Truth::kYes;
  if (test.quantifier == Quantifier::kAnyValue) return Truth::kNo;
  return truth(test.negated);
}

}  // namespace

Truth match_condition(const ConditionTest& test, const Context& context, Notes& notes) {
  if (test.op == Operator::kNotKnown) return Truth::kMaybe;
  auto found = context.find(test.key);
  const bool present = found != context.end() && !found->second.empty();
  if (test.op == Operator::kNull) return match_null(test, present);
  if (!present) return missing_key(test);
  Truth all = Truth::kYes, any = Truth::kNo;
  for (const std::string& value : found->second) {
    Truth one = Truth::kNo;
    for (const Pattern& pattern : test.values) {
      one = either(one, match_value(test, pattern, value, context, notes));
      if (one == Truth::kYes) break;
    }
    if (test.negated) one = !one;
    all = both(all, one);
    any = either(any, one);
  }
  if (test.quantifier == Quantifier::kAllValues) return all;
  if (test.quantifier == Quantifier::kAnyValue) return any;
  if (all == any) return all;
  notes.insert(
      fmt::format("{} {}: several values in the request and no set operator, which the "
                  "provider does not define",
                  test.operator_written, test.key_written));
  return Truth::kMaybe;
}

Truth match_conditions(const Statement& statement, const Context& context, Notes& notes) {
  Truth out = Truth::kYes;
  for (const ConditionTest& test : statement.conditions) {
    out = both(out, match_condition(test, context, notes));
    if (out == Truth::kNo) break;
  }
  return out;
}

Truth match_resource(const Statement& statement, const Request& request) {
  if (!statement.has_resource) return Truth::kYes;  // trust policy: the role itself
  Truth out = Truth::kNo;
  for (const Pattern& pattern : statement.resources) {
    auto glob = resolve_glob(pattern, request.context);
    if (!glob) continue;
    out = either(out, glob->match(request.resource));
    if (out == Truth::kYes) break;
  }
  return statement.not_resource ? !out : out;
}

}  // namespace ringfence::review::iam
