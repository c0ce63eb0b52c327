#include "evidence/crypto.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <unistd.h>

#include "base/assert.h"

namespace ringfence::evidence {
namespace {

using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free)>;

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

Digest sha256(std::string_view bytes) {
  Digest digest;
  SHA256(raw(bytes), bytes.size(), digest.data());
  return digest;
}

std::string as_bytes(const Digest& digest) { return {digest.begin(), digest.end()}; }

std::string to_hex(std::string_view bytes) {
  std::string text;
  for (const unsigned char byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

std::string sha256_hex(std::string_view bytes) { return to_hex(as_bytes(sha256(bytes))); }

std::string to_base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), raw(bytes),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  const int good =
      RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count));
  RF_ASSERT(good == 1, "no randomness: a salt or key cannot be made");
  return bytes;
}

SigningKey::SigningKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {
  std::array<unsigned char, 32> out;
  std::size_t size = out.size();
  EVP_PKEY_get_raw_public_key(key_.get(), out.data(), &size);
  public_key_.assign(out.begin(), out.end());
  id_ = sha256_hex(public_key_);
}

Result<SigningKey> SigningKey::generate() { return from_seed(random_bytes(32)); }

Result<SigningKey> SigningKey::from_seed(std::string_view seed) {
  if (seed.size() != 32) return Error(ErrorCode::kInvalid, "an Ed25519 seed has 32 bytes");
  std::shared_ptr<EVP_PKEY> key(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(seed), seed.size()),
      EVP_PKEY_free);
  if (!key) return Error(ErrorCode::kInternal, "libcrypto made no Ed25519 key");
  return SigningKey(std::move(key));
}

Result<SigningKey> SigningKey::load_pem(const std::filesystem::path& path) {
  BioPtr bio(BIO_new_file(path.c_str(), "r"), BIO_free);
  if (!bio) return Error(ErrorCode::kNotFound, "key file " + path.string() + " cannot be read");
  std::shared_ptr<EVP_PKEY> key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr),
                                EVP_PKEY_free);
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519) {
    return Error(ErrorCode::kInvalid, "key file " + path.string() + " holds no Ed25519 key");
  }
  return SigningKey(std::move(key));
}

Result<> SigningKey::save_pem(const std::filesystem::path& path) const {
  BioPtr bio(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return Error(ErrorCode::kAlreadyExists, "cannot create " + path.string());
  const bool written =
      ::write(file, data, static_cast<std::size_t>(size)) == size && ::fsync(file) == 0;
  ::close(file);
  if (!written) return Error(ErrorCode::kInternal, "cannot write " + path.string());
  return {};
}

std::string SigningKey::sign(std::string_view message) const {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                  EVP_MD_CTX_free);
  std::string signature(64, '\0');
  std::size_t size = signature.size();
  const bool good =
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     raw(message), message.size()) == 1;
  RF_ASSERT(good, "libcrypto did not sign");
  return signature;
}

std::string note_key_id(std::string_view name, char type, std::string_view public_key) {
  std::string bytes(name);
  bytes += '\n';
  bytes += type;
  bytes += public_key;
  return as_bytes(sha256(bytes)).substr(0, 4);
}

std::string note_verifier_key(std::string_view name, char type, std::string_view public_key) {
  return std::string(name) + "+" + to_hex(note_key_id(name, type, public_key)) + "+" +
         to_base64(std::string(1, type) + std::string(public_key));
}

}  // namespace ringfence::evidence
