// The keys as files in one directory.
#pragma once

#include <string>

#include "base/result.h"
#include "keys/keys.h"

namespace ringfence::keys {

struct LocalKeysOptions {
  std::string directory;  // made with mode 0700 when missing
  // Keys that are missing are made only when nothing was stored under them yet: with a bucket or
  // metadata log that holds something, new keys would make every name unreadable.
  bool store_is_empty = false;
};

// Reads the keys, or makes them. Blocking; call at start. kNotFound: keys are missing and the store
// is not empty; kPermission: a file that others may read; kCorrupt: wrong length or not
// hexadecimal.
Result<Keys> open_local_keys(const LocalKeysOptions& options);

}  // namespace ringfence::keys
