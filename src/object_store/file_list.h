// Listing a file store: walks the directory tree in key order, reading only what the page needs.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "object_store/object_store.h"

namespace ringfence::store {

// Blocking. Up to `keys_max` keys that start with `prefix`, strictly after `after`, ascending.
Result<ListPage> list_files(int root, const std::string& prefix, const std::string& after,
                            std::size_t keys_max);

}  // namespace ringfence::store
