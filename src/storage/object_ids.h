// Names of data objects. An id is opaque in the bucket and maps back to (session, counter) for
// whoever has the cluster key, so that the sweep needs no GET (ARCHITECTURE section 2, step 3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"

namespace ringfence::storage {

// A keyed permutation of 128-bit values: AES-128 of (session, counter), each big-endian, under the
// cluster's key. src/keys implements it; here is only what storage asks of it.
class ObjectIdCipher {
 public:
  virtual ~ObjectIdCipher() = default;
  virtual ObjectId seal(SessionId session, FlushCounter counter) const = 0;
  struct Opened {
    SessionId session;
    FlushCounter counter;
  };
  // The inverse; any id opens to something, so the caller checks what it gets.
  virtual Opened open(const ObjectId& id) const = 0;
};

inline constexpr std::string_view kDataPrefix = "data/";

// "data/" and 32 hex digits.
std::string object_key(const ObjectId& id);
// Nullopt: not the key of a data object.
std::optional<ObjectId> object_id_of_key(std::string_view key);

}  // namespace ringfence::storage
