#include "keys/keys.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>

#include "base/assert.h"
#include "base/random.h"

namespace ringfence::keys {
namespace {

constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kLengthBytes = 2;
constexpr std::size_t kBlobLengthBytes = 4;
constexpr unsigned char kBlobBit = 0x80;  // of the associated data

struct CipherContextFree {
  void operator()(EVP_CIPHER_CTX* c) const { EVP_CIPHER_CTX_free(c); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, CipherContextFree>;

CipherContext new_context() {
  CipherContext context(EVP_CIPHER_CTX_new());
  RF_ASSERT(context, "OpenSSL has no memory for a cipher context");
  return context;
}

// Fetched once: the lookup costs more than the encryption of a name.
const EVP_CIPHER* siv_cipher() {
  static EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, "AES-256-SIV", nullptr);
  RF_ASSERT(cipher != nullptr, "this OpenSSL has no AES-256-SIV");
  return cipher;
}

const unsigned char* in(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* out(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

bool well_sized(std::string_view sealed, std::size_t plain_max) {
  return sealed.size() >= kTagBytes + kSealPaddingBytes &&
         (sealed.size() - kTagBytes) % kSealPaddingBytes == 0 &&
         sealed.size() <= kTagBytes + plain_max + 2 * kSealPaddingBytes;
}

std::string padded(std::string_view name) {
  const std::size_t used = kLengthBytes + name.size();
  const std::size_t blocks = (used + kSealPaddingBytes - 1) / kSealPaddingBytes;
  std::string plain(blocks * kSealPaddingBytes, '\0');
  plain[0] = static_cast<char>(name.size() >> 8);
  plain[1] = static_cast<char>(name.size() & 0xff);
  plain.replace(kLengthBytes, name.size(), name);
  return plain;
}

Uuid one_block(const std::array<std::uint8_t, kObjectIdKeyBytes>& key, const Uuid& input,
               bool encrypt) {
  const CipherContext context = new_context();
  Uuid result;
  int length = 0;
  RF_ASSERT(EVP_CipherInit_ex(context.get(), EVP_aes_128_ecb(), nullptr, key.data(), nullptr,
                              encrypt ? 1 : 0) == 1 &&
                EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
                EVP_CipherUpdate(context.get(), result.bytes.data(), &length, input.bytes.data(),
                                 16) == 1 &&
                length == 16,
            "AES-128 of one block cannot fail");
  return result;
}

}  // namespace

Keys::~Keys() { OPENSSL_cleanse(&material_, sizeof material_); }

Keys Keys::deterministic(std::uint64_t seed) {
  Random random(seed ^ 0x6b657973ull);
  KeyMaterial material;
  const auto fill = [&random](auto& bytes) {
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.below(256));
  };
  fill(material.name_token);
  fill(material.sealing);
  fill(material.object_id);
  return Keys(material);
}

NameToken Keys::token(NameKind kind, std::string_view name) const {
  std::string message;
  message.reserve(1 + name.size());
  message += static_cast<char>(kind);
  message += name;
  NameToken token{};
  unsigned int length = 0;
  RF_ASSERT(
      HMAC(EVP_sha256(), material_.name_token.data(), static_cast<int>(material_.name_token.size()),
           in(message), message.size(), token.data(), &length) != nullptr &&
          length == token.size(),
      "HMAC-SHA-256 cannot fail");
  return token;
}

std::string Keys::short_token(NameKind kind, std::string_view name) const {
  const NameToken full = token(kind, name);
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) fmt::format_to(std::back_inserter(text), "{:02x}", full[i]);
  return text;
}

Result<std::string> Keys::encrypt(unsigned char associated, const std::string& plain) const {
  std::string sealed(kTagBytes + plain.size(), '\0');
  const CipherContext context = new_context();
  int length = 0;
  const bool good =
      EVP_EncryptInit_ex2(context.get(), siv_cipher(), material_.sealing.data(), nullptr,
                          nullptr) == 1 &&
      EVP_EncryptUpdate(context.get(), nullptr, &length, &associated, 1) == 1 &&
      EVP_EncryptUpdate(context.get(), out(sealed) + kTagBytes, &length, in(plain),
                        static_cast<int>(plain.size())) == 1 &&
      EVP_EncryptFinal_ex(context.get(), nullptr, &length) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagBytes, out(sealed)) == 1;
  if (!good) return Error(ErrorCode::kInternal, "sealing a name failed");
  return sealed;
}

// The padded text; its size has been checked.
Result<std::string> Keys::decrypt(unsigned char associated, std::string_view sealed) const {
  const std::string_view body = sealed.substr(kTagBytes);
  std::string tag(sealed.substr(0, kTagBytes));
  std::string plain(body.size(), '\0');
  const CipherContext context = new_context();
  int length = 0;
  const bool good =
      EVP_DecryptInit_ex2(context.get(), siv_cipher(), material_.sealing.data(), nullptr,
                          nullptr) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagBytes, out(tag)) == 1 &&
      EVP_DecryptUpdate(context.get(), nullptr, &length, &associated, 1) == 1 &&
      EVP_DecryptUpdate(context.get(), out(plain), &length, in(body),
                        static_cast<int>(body.size())) == 1 &&
      EVP_DecryptFinal_ex(context.get(), nullptr, &length) == 1;
  if (!good) return Error(ErrorCode::kCorrupt, "a sealed name does not open with these keys");
  return plain;
}

Result<std::string> Keys::seal(NameKind kind, std::string_view name) const {
  if (name.size() > kNameBytesMax) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("a name of {} bytes; allowed are {}", name.size(), kNameBytesMax));
  }
  return encrypt(static_cast<unsigned char>(kind), padded(name));
}

Result<std::string> Keys::open(NameKind kind, std::string_view sealed) const {
  if (!well_sized(sealed, kNameBytesMax))
    return Error(ErrorCode::kCorrupt, "a sealed name does not open with these keys");
  RF_TRY_ASSIGN(const std::string plain, decrypt(static_cast<unsigned char>(kind), sealed));
  const std::size_t size = (static_cast<std::size_t>(static_cast<unsigned char>(plain[0])) << 8) |
                           static_cast<unsigned char>(plain[1]);
  if (size > plain.size() - kLengthBytes)
    return Error(ErrorCode::kCorrupt, "a sealed name does not open with these keys");
  return plain.substr(kLengthBytes, size);
}

Result<std::string> Keys::seal_blob(NameKind kind, std::string_view bytes) const {
  if (bytes.size() > kBlobBytesMax) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("{} bytes to seal; allowed are {}", bytes.size(), kBlobBytesMax));
  }
  const std::size_t used = kBlobLengthBytes + bytes.size();
  const std::size_t blocks = (used + kSealPaddingBytes - 1) / kSealPaddingBytes;
  std::string plain(blocks * kSealPaddingBytes, '\0');
  for (std::size_t i = 0; i < kBlobLengthBytes; ++i)
    plain[i] = static_cast<char>(bytes.size() >> (8 * (kBlobLengthBytes - 1 - i)));
  plain.replace(kBlobLengthBytes, bytes.size(), bytes);
  return encrypt(static_cast<unsigned char>(kind) | kBlobBit, plain);
}

Result<std::string> Keys::open_blob(NameKind kind, std::string_view sealed) const {
  const Error corrupt(ErrorCode::kCorrupt, "sealed bytes do not open with these keys");
  if (!well_sized(sealed, kBlobBytesMax)) return corrupt;
  RF_TRY_ASSIGN(const std::string plain,
                decrypt(static_cast<unsigned char>(kind) | kBlobBit, sealed));
  std::size_t size = 0;
  for (std::size_t i = 0; i < kBlobLengthBytes; ++i)
    size = size << 8 | static_cast<unsigned char>(plain[i]);
  if (size > plain.size() - kBlobLengthBytes) return corrupt;
  return plain.substr(kBlobLengthBytes, size);
}

ObjectId Keys::object_id(SessionId session, FlushCounter counter) const {
  Uuid plain;
  for (int i = 0; i < 8; ++i) {
    plain.bytes[i] = static_cast<std::uint8_t>(session.value >> (56 - 8 * i));
    plain.bytes[8 + i] = static_cast<std::uint8_t>(counter.value >> (56 - 8 * i));
  }
  return one_block(material_.object_id, plain, true);
}

Keys::ObjectOrigin Keys::object_origin(const ObjectId& id) const {
  const Uuid plain = one_block(material_.object_id, id, false);
  std::uint64_t session = 0, counter = 0;
  for (int i = 0; i < 8; ++i) {
    session = (session << 8) | plain.bytes[i];
    counter = (counter << 8) | plain.bytes[8 + i];
  }
  return {SessionId(session), FlushCounter(counter)};
}

std::string Keys::fingerprint() const {
  const std::string object = object_id(SessionId(0), FlushCounter(0)).to_hex();
  const std::string sealed = seal(NameKind::kAgent, "ringfence").value_or(std::string());
  return short_token(NameKind::kAgent, "ringfence key check " + object + sealed);
}

}  // namespace ringfence::keys
