// Writing past the page cache. An object is written once, synced at once, and kept in our own block
// cache: the kernel's copy would only cost memory, and its pages cost more CPU time than the write
// itself (docs/PERFORMANCE.md).
#pragma once

#include <cstddef>

#include "bytes/slice.h"
#include "object_store/file_calls.h"

namespace ringfence::store {

// Smaller bodies go through the page cache: nothing to gain.
inline constexpr std::size_t kDirectBytesMin = 128 * 1024;

// Writes the whole chain at the start of a new, empty file; 0 or -errno. `fd` is open for writing
// without O_DIRECT and is left so. Where the file system knows no direct writes, the rest goes
// through the page cache. The caller syncs in either case. Blocks; thread-safe.
int write_chain(FileCalls& calls, int fd, const bytes::Chain& body);

}  // namespace ringfence::store
