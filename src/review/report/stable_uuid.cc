#include "review/report/stable_uuid.h"

#include <openssl/evp.h>

#include <array>

#include "evidence/crypto.h"

namespace ringfence::review {

std::string stable_uuid(std::string_view name) {
  constexpr std::string_view kNamespace(
      "\x5b\x0e\x8a\x71\x2f\x64\x4c\x0d\x9a\x37\x1c\xe2\x88\x40\x6f\xb3", 16);
  const std::string message = std::string(kNamespace) + std::string(name);
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned int size = 0;
  EVP_Digest(message.data(), message.size(), hash.data(), &size, EVP_sha1(), nullptr);
  hash[6] = static_cast<unsigned char>((hash[6] & 0x0FU) | 0x50U);
  hash[8] = static_cast<unsigned char>((hash[8] & 0x3FU) | 0x80U);
  const std::string hex =
      evidence::to_hex({reinterpret_cast<const char*>(hash.data()), std::size_t{16}});
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20, 12);
}

}  // namespace ringfence::review
