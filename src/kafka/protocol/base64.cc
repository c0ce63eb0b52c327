#include "kafka/protocol/base64.h"

#include <cstdint>

namespace ringfence::kafka {
namespace {

constexpr std::string_view kPlainDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrlDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

std::string base64_encode(bytes::ByteSpan data, Base64 form) {
  const std::string_view digits = form == Base64::kPlain ? kPlainDigits : kUrlDigits;
  std::string out;
  out.reserve((data.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < data.size(); at += 3) {
    const std::size_t have = std::min<std::size_t>(3, data.size() - at);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      bits = bits << 8 | (i < have ? static_cast<std::uint32_t>(data[at + i]) : 0);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      if (i <= have) {
        out += digits[bits >> (18 - 6 * i) & 0x3f];
      } else if (form == Base64::kPlain) {
        out += '=';
      }
    }
  }
  return out;
}

std::optional<std::vector<std::byte>> base64_decode(std::string_view text, Base64 form) {
  const std::string_view digits = form == Base64::kPlain ? kPlainDigits : kUrlDigits;
  if (form == Base64::kPlain) {
    if (text.size() % 4 != 0) return std::nullopt;
    for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  }
  if (text.size() % 4 == 1) return std::nullopt;
  std::vector<std::byte> out;
  out.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const std::size_t digit = digits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held >= 8) {
      held -= 8;
      out.push_back(static_cast<std::byte>(bits >> held));
      bits &= (1u << held) - 1;
    }
  }
  if (bits != 0) return std::nullopt;
  return out;
}

}  // namespace ringfence::kafka
