// Hashes, text forms and Ed25519 keys of the evidence formats (docs/formats). libcrypto does the
// work; nothing here invents cryptography.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct evp_pkey_st;

namespace ringfence::evidence {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);
std::string to_hex(std::string_view bytes);
std::string to_base64(std::string_view bytes);
std::string as_bytes(const Digest& digest);
std::string random_bytes(std::size_t count);  // from libcrypto's generator; for salts and keys

// An Ed25519 private key. One key has one holder and one role (docs/formats/trust_policy.md).
class SigningKey {
 public:
  static Result<SigningKey> generate();
  static Result<SigningKey> from_seed(std::string_view seed);  // 32 bytes
  static Result<SigningKey> load_pem(const std::filesystem::path& path);
  Result<> save_pem(const std::filesystem::path& path) const;  // PKCS #8, mode 0600, never over

  const std::string& public_key() const { return public_key_; }  // 32 bytes
  const std::string& id() const { return id_; }                  // SHA-256 of it, hex
  std::string sign(std::string_view message) const;              // 64 bytes

 private:
  explicit SigningKey(std::shared_ptr<evp_pkey_st> key);
  std::shared_ptr<evp_pkey_st> key_;  // shared: immutable, and copies of a key are one key
  std::string public_key_;
  std::string id_;
};

// Key id and line of a C2SP signed note: type 0x01 for logs, 0x04 for witnesses (cosignature/v1).
std::string note_key_id(std::string_view name, char type, std::string_view public_key);
// "name+hash+base64", as sumdb/note and torchwood read verifier keys.
std::string note_verifier_key(std::string_view name, char type, std::string_view public_key);

}  // namespace ringfence::evidence
