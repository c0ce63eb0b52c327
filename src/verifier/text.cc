#include "verifier/text.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <memory>

namespace ringfence::verifier {
namespace {

namespace chrono = std::chrono;  // its calendar only: the verifier reads no clock here
constexpr std::int64_t kMaxCount = 9007199254740991;

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

}  // namespace

Digest sha256(std::string_view bytes) {
  Digest digest;
  SHA256(raw(bytes), bytes.size(), digest.data());
  return digest;
}

std::string sha1(std::string_view bytes) {
  std::string digest(20, '\0');
  SHA1(raw(bytes), bytes.size(), raw(digest));
  return digest;
}

std::string bytes_of(const Digest& digest) { return {digest.begin(), digest.end()}; }

bool ed25519_verify(std::string_view key, std::string_view message, std::string_view signature) {
  if (key.size() != 32 || signature.size() != 64) return false;
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pkey(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(key), key.size()), EVP_PKEY_free);
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                  EVP_MD_CTX_free);
  if (!pkey || !context) return false;
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, pkey.get()) != 1) return false;
  return EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message),
                          message.size()) == 1;
}

std::string to_hex(std::string_view bytes) {
  std::string text;
  for (const unsigned char byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

std::optional<std::string> from_hex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    std::uint8_t value = 0;
    std::from_chars(text.data() + i, text.data() + i + 2, value, 16);
    bytes += static_cast<char>(value);
  }
  return to_hex(bytes) == text ? std::optional(bytes) : std::nullopt;  // one spelling a value
}

std::string to_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // one more for the zero that is written
  EVP_EncodeBlock(raw(text), raw(bytes), static_cast<int>(bytes.size()));
  text.pop_back();
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  const int got = EVP_DecodeBlock(raw(bytes), raw(text), static_cast<int>(text.size()));
  if (got != static_cast<int>(bytes.size())) return std::nullopt;
  bytes.resize(bytes.size() -
               std::min<std::size_t>(2, text.size() - 1 - text.find_last_not_of('=')));
  return to_base64(bytes) == text ? std::optional(bytes) : std::nullopt;  // one spelling a value
}

bool is_digest(std::string_view text) { return text.size() == 64 && from_hex(text).has_value(); }

std::optional<std::int64_t> parse_time(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:ddZ";
  if (text.size() != kForm.size()) return std::nullopt;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == 'd' ? !digit : text[i] != kForm[i]) return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t count) {
    std::int64_t value = 0;
    for (const char c : text.substr(at, count)) value = value * 10 + (c - '0');
    return value;
  };
  const chrono::year_month_day date(chrono::year(static_cast<int>(number(0, 4))),
                                    chrono::month(static_cast<unsigned>(number(5, 2))),
                                    chrono::day(static_cast<unsigned>(number(8, 2))));
  if (!date.ok() || number(0, 4) < 1970) return std::nullopt;
  if (number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 59) return std::nullopt;
  return chrono::sys_days(date).time_since_epoch().count() * 86400LL + number(11, 2) * 3600 +
         number(14, 2) * 60 + number(17, 2);
}

std::string format_time(std::int64_t seconds) {
  const chrono::year_month_day date(chrono::sys_days(chrono::days(seconds / 86400)));
  const auto rest = static_cast<int>(seconds % 86400);
  std::array<char, 64> text;
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), rest / 3600, rest / 60 % 60, rest % 60);
  return text.data();
}

std::optional<std::int64_t> parse_count(std::string_view text) {
  std::int64_t value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  const bool good = value >= 0 && value <= kMaxCount && std::to_string(value) == text;
  return good ? std::optional(value) : std::nullopt;
}

bool valid_utf8(std::string_view text) {
  constexpr std::array<std::uint32_t, 4> kLeast = {0, 0x80, 0x800, 0x10000};
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t more =
        first < 0x80 ? 0 : static_cast<std::size_t>(std::countl_one(first)) - 1;
    if (more > 3 || (first >= 0x80 && more == 0) || i + more >= text.size()) return false;
    std::uint32_t point = more == 0 ? first : first & (0x3fU >> more);
    for (std::size_t j = 1; j <= more; ++j) {
      const auto next = static_cast<unsigned char>(text[i + j]);
      if ((next & 0xc0) != 0x80) return false;
      point = point << 6 | (next & 0x3f);
    }
    if (point < kLeast[more] || point > 0x10ffff || point >> 11 == 27) return false;  // surrogates
    i += more + 1;
  }
  return true;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::optional<std::vector<std::string_view>> lines_of(std::string_view text) {
  if (text.empty()) return std::vector<std::string_view>{};
  if (text.back() != '\n') return std::nullopt;
  text.remove_suffix(1);
  return split(text, '\n');
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (&part != &parts.front()) text += separator;
    text += part;
  }
  return text;
}

}  // namespace ringfence::verifier
