// Reading and writing past the page cache. An object is written once, synced at once, and kept in
// our own block cache: the kernel's copy would only cost memory, and its pages cost more CPU time
// than the transfer itself (docs/PERFORMANCE.md).
#pragma once

#include <cstddef>
#include <memory>

#include "bytes/slice.h"
#include "object_store/file_calls.h"

namespace ringfence::store {

// Less than this goes through the page cache: nothing to gain.
inline constexpr std::size_t kDirectBytesMin = 128 * 1024;

// Writes the whole chain at the start of a new, empty file; 0 or -errno. `fd` is open for writing
// without O_DIRECT and is left so. Where the file system knows no direct writes, the rest goes
// through the page cache. The caller syncs in either case. Blocks; thread-safe.
int write_chain(FileCalls& calls, int fd, const bytes::Chain& body);

// Memory for read_whole(), with room to the end of the last block.
std::shared_ptr<std::byte[]> make_read_buffer(std::size_t size);
// Reads `size` bytes at `offset` into a buffer of make_read_buffer(size); the count, short only at
// the file's end, or -errno. `fd` is open for reading without O_DIRECT and is left so. Blocks;
// thread-safe.
ssize_t read_whole(FileCalls& calls, int fd, std::byte* into, std::size_t size, off_t offset);

}  // namespace ringfence::store
