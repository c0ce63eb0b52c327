#include "metadata/state/sha256.h"

#include <openssl/evp.h>

#include "base/assert.h"

namespace ringfence::meta {

Digest sha256(bytes::ByteSpan data) {
  Sha256 hash;
  hash.update(data);
  return hash.finish();
}

// libcrypto fails here only when it has no memory or no SHA-256 at all: nothing to go on with.
Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  RF_ASSERT(context_ != nullptr, "EVP_MD_CTX_new failed");
  RF_ASSERT(EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), EVP_sha256(), nullptr) == 1,
            "libcrypto has no SHA-256");
}

Sha256::~Sha256() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

void Sha256::update(bytes::ByteSpan data) {
  RF_ASSERT(EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), data.data(), data.size()) == 1,
            "EVP_DigestUpdate failed");
}

void Sha256::update(const bytes::Chain& chain) {
  for (const bytes::Slice& slice : chain.slices()) update(slice.span());
}

Digest Sha256::finish() {
  Digest digest;
  unsigned size = 0;
  RF_ASSERT(EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), digest.data(), &size) == 1 &&
                size == digest.size(),
            "EVP_DigestFinal_ex failed");
  return digest;
}

}  // namespace ringfence::meta
