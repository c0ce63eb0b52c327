// SHA-256 by libcrypto: for the record chain and the state hash.
#pragma once

#include <memory>

#include "bytes/slice.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

Digest sha256(bytes::ByteSpan data);

// In pieces. Use once.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void update(bytes::ByteSpan data);
  void update(const bytes::Chain& chain);
  Digest finish();

 private:
  void* context_;  // EVP_MD_CTX
};

}  // namespace ringfence::meta
