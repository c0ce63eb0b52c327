// Text forms of bytes and times, each read strictly: one value has one accepted spelling, so that
// no changed byte passes as the same value. Nothing here trusts its input.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ringfence::verifier {

// Why a packet is refused: the file that is wrong (relative to its folder), and what is wrong.
struct Failure {
  std::string file;
  std::string what;
};
template <class T = void>
using Expected = std::expected<T, Failure>;
inline std::unexpected<Failure> refuse(std::string file, std::string what) {
  return std::unexpected(Failure{std::move(file), std::move(what)});
}

#define VF_CONCAT_INNER(a, b) a##b
#define VF_CONCAT(a, b) VF_CONCAT_INNER(a, b)
#define VF_TRY(...)                                            \
  do {                                                         \
    auto vf_result = (__VA_ARGS__);                            \
    if (!vf_result) return std::unexpected(vf_result.error()); \
  } while (false)
#define VF_ASSIGN_IMPL(temporary, declaration, ...)          \
  auto temporary = (__VA_ARGS__);                            \
  if (!temporary) return std::unexpected(temporary.error()); \
  declaration = *std::move(temporary)
#define VF_ASSIGN(declaration, ...) \
  VF_ASSIGN_IMPL(VF_CONCAT(vf_try_, __LINE__), declaration, __VA_ARGS__)

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view bytes);
std::string sha1(std::string_view bytes);    // for UUIDv5 names only
std::string bytes_of(const Digest& digest);  // 32 raw bytes
// RFC 8032 section 5.1.7, by libcrypto. `key` 32 bytes, `signature` 64 bytes; other sizes fail.
bool ed25519_verify(std::string_view key, std::string_view message, std::string_view signature);

std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);  // lower case only
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);  // RFC 4648 section 4, padded
bool is_digest(std::string_view text);                          // 64 lower-case hex digits

// RFC 3339 in the one form "2026-01-31T23:59:59Z"; seconds since 1970, years 1970 to 9999.
std::optional<std::int64_t> parse_time(std::string_view text);
std::string format_time(std::int64_t seconds);

// Decimal without sign and leading zeroes, at most 9007199254740991.
std::optional<std::int64_t> parse_count(std::string_view text);
bool valid_utf8(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
// Lines that each end with '\n'; nothing if the last one does not.
std::optional<std::vector<std::string_view>> lines_of(std::string_view text);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

}  // namespace ringfence::verifier
