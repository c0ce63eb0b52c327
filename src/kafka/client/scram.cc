#include "kafka/client/scram.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "kafka/protocol/base64.h"

namespace ringfence::kafka::client {
namespace {

const EVP_MD* method(ScramHash hash) {
  return hash == ScramHash::kSha256 ? EVP_sha256() : EVP_sha512();
}

// RFC 5802 section 5.1: ',' and '=' of a name are escaped.
std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == ',') {
      out += "=2C";
    } else if (c == '=') {
      out += "=3D";
    } else {
      out += c;
    }
  }
  return out;
}

// The value of "k=value" at the front of `rest`, which moves behind it and its comma.
std::optional<std::string_view> take(std::string_view& rest, char key) {
  if (rest.size() < 2 || rest[0] != key || rest[1] != '=') return std::nullopt;
  const std::size_t end = std::min(rest.find(','), rest.size());
  const std::string_view value = rest.substr(2, end - 2);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return value;
}

}  // namespace

ScramClient::ScramClient(ScramHash hash, std::string user, std::string password, std::string nonce)
    : hash_(hash),
      user_(std::move(user)),
      password_(std::move(password)),
      nonce_(std::move(nonce)) {}

std::string ScramClient::digest(std::string_view bytes) const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, method(hash_), nullptr);
  return std::string(reinterpret_cast<const char*>(out.data()), size);
}

std::string ScramClient::keyed(std::string_view key, std::string_view bytes) const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  HMAC(method(hash_), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), out.data(), &size);
  return std::string(reinterpret_cast<const char*>(out.data()), size);
}

Result<std::string> ScramClient::salted_password(std::string_view salt, int iterations) const {
  std::string out(static_cast<std::size_t>(EVP_MD_get_size(method(hash_))), '\0');
  const int done =
      PKCS5_PBKDF2_HMAC(password_.data(), static_cast<int>(password_.size()),
                        reinterpret_cast<const unsigned char*>(salt.data()),
                        static_cast<int>(salt.size()), iterations, method(hash_),
                        static_cast<int>(out.size()), reinterpret_cast<unsigned char*>(out.data()));
  if (done != 1) return Error(ErrorCode::kInternal, "SCRAM: the password could not be salted");
  return out;
}

std::string ScramClient::first() const { return "n,,n=" + escaped(user_) + ",r=" + nonce_; }

Result<std::string> ScramClient::final(std::string_view server_first) {
  std::string_view rest = server_first;
  const auto nonce = take(rest, 'r');
  const auto salt_text = take(rest, 's');
  const auto rounds_text = take(rest, 'i');
  if (!nonce || !salt_text || !rounds_text)
    return Error(ErrorCode::kCorrupt, "SCRAM: the server's first message lacks r, s or i");
  if (nonce->size() <= nonce_.size() || !nonce->starts_with(nonce_))
    return Error(ErrorCode::kPermission, "SCRAM: the server's nonce does not extend ours");
  int rounds = 0;
  const auto parsed =
      std::from_chars(rounds_text->data(), rounds_text->data() + rounds_text->size(), rounds);
  if (parsed.ec != std::errc() || parsed.ptr != rounds_text->data() + rounds_text->size())
    return Error(ErrorCode::kCorrupt, "SCRAM: the number of rounds is no number");
  if (rounds < kIterationsMin || rounds > kIterationsMax)
    return Error(ErrorCode::kPermission,
                 "SCRAM: " + std::to_string(rounds) + " rounds; allowed are " +
                     std::to_string(kIterationsMin) + " to " + std::to_string(kIterationsMax));
  const auto salt = base64_decode(*salt_text, Base64::kPlain);
  if (!salt || salt->empty()) return Error(ErrorCode::kCorrupt, "SCRAM: the salt is not base64");
  const std::string_view salt_bytes(reinterpret_cast<const char*>(salt->data()), salt->size());

  const std::string without_proof = "c=biws,r=" + std::string(*nonce);
  const std::string signed_text =
      first().substr(3) + "," + std::string(server_first) + "," + without_proof;
  RF_TRY_ASSIGN(const std::string salted, salted_password(salt_bytes, rounds));
  const std::string client_key = keyed(salted, "Client Key");
  std::string proof = keyed(digest(client_key), signed_text);
  for (std::size_t i = 0; i < proof.size(); ++i)
    proof[i] = static_cast<char>(proof[i] ^ client_key[i]);
  server_signature_ = keyed(keyed(salted, "Server Key"), signed_text);
  return without_proof + ",p=" + base64_encode(std::as_bytes(std::span(proof)), Base64::kPlain);
}

Result<void> ScramClient::check(std::string_view server_final) const {
  std::string_view rest = server_final;
  if (const auto refusal = take(rest, 'e'))
    return Error(ErrorCode::kPermission, "SCRAM: the server refuses: " + std::string(*refusal));
  const auto verifier = take(rest, 'v');
  if (!verifier) return Error(ErrorCode::kCorrupt, "SCRAM: the server's last message lacks v");
  if (server_signature_.empty() ||
      *verifier != base64_encode(std::as_bytes(std::span(server_signature_)), Base64::kPlain))
    return Error(ErrorCode::kPermission, "SCRAM: the server's signature is wrong");
  return {};
}

}  // namespace ringfence::kafka::client
