#include "object_store/direct_io.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

namespace ringfence::store {
namespace {

constexpr int kVectorsMax = IOV_MAX;
constexpr std::size_t kAlignment =
    4096;  // of memory, offset and length; what every common device takes
constexpr std::size_t kBufferBytes = 1u << 20;

struct FreeBuffer {
  void operator()(std::byte* buffer) const { std::free(buffer); }
};
using Buffer = std::unique_ptr<std::byte, FreeBuffer>;

// One for each thread of the small blocking pool: memory that is touched once and then used again.
std::byte* aligned_buffer() {
  thread_local Buffer buffer(static_cast<std::byte*>(std::aligned_alloc(kAlignment, kBufferBytes)));
  return buffer.get();
}

// Where a walk through a chain stands.
struct Place {
  std::size_t index = 0;
  std::size_t skip = 0;  // bytes of slices[index] already passed
  off_t offset = 0;      // of the file

  void advance(const std::vector<bytes::Slice>& slices, std::size_t bytes) {
    offset += static_cast<off_t>(bytes);
    std::size_t left = bytes + skip;
    while (index < slices.size() && left >= slices[index].size()) left -= slices[index++].size();
    skip = left;
  }
};

// Copies up to `size` bytes from `place` on, without moving it.
std::size_t gather(const std::vector<bytes::Slice>& slices, Place place, std::byte* into,
                   std::size_t size) {
  std::size_t done = 0;
  for (; place.index < slices.size() && done < size; ++place.index, place.skip = 0) {
    const bytes::Slice& slice = slices[place.index];
    const std::size_t part = std::min(size - done, slice.size() - place.skip);
    if (part == 0) continue;
    std::memcpy(into + done, slice.data() + place.skip, part);
    done += part;
  }
  return done;
}

bool set_direct(int fd, bool on) {
  const int flags = ::fcntl(fd, F_GETFL);
  return flags >= 0 && ::fcntl(fd, F_SETFL, on ? flags | O_DIRECT : flags & ~O_DIRECT) == 0;
}

// The whole blocks of the chain. Stops early where direct writes end; the rest is the caller's.
int write_blocks(FileCalls& calls, int fd, const bytes::Chain& body, Place& place) {
  std::byte* const buffer = aligned_buffer();
  if (buffer == nullptr) return 0;
  const std::size_t whole = body.size() - body.size() % kAlignment;
  while (static_cast<std::size_t>(place.offset) < whole) {
    const std::size_t want = std::min(kBufferBytes, whole - static_cast<std::size_t>(place.offset));
    const iovec vector{buffer, gather(body.slices(), place, buffer, want)};
    const ssize_t wrote = calls.write_vectors(fd, &vector, 1, place.offset);
    if (wrote == -EINVAL) return 0;  // not on this file system, or with other blocks
    if (wrote < 0) return static_cast<int>(wrote);
    place.advance(body.slices(), static_cast<std::size_t>(wrote));
    if (wrote == 0 || static_cast<std::size_t>(wrote) % kAlignment != 0) return 0;
  }
  return 0;
}

// As much of `size` bytes as direct reads give; the buffer has room to the end of the last block.
ssize_t read_blocks(FileCalls& calls, int fd, std::byte* into, std::size_t size, off_t offset) {
  const std::size_t room = size + (kAlignment - size % kAlignment) % kAlignment;
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t got =
        calls.read_at(fd, into + filled, room - filled, offset + static_cast<off_t>(filled));
    if (got == -EINVAL) break;  // not on this file system, or with other blocks
    if (got < 0) return got;
    filled += static_cast<std::size_t>(got);
    if (got == 0 || static_cast<std::size_t>(got) % kAlignment != 0) break;  // the file's end
  }
  return static_cast<ssize_t>(std::min(filled, size));
}

// Everything from `place` on through the page cache: few calls, no copy of ours.
int write_rest(FileCalls& calls, int fd, const bytes::Chain& body, Place& place) {
  const std::vector<bytes::Slice>& slices = body.slices();
  std::vector<iovec> vectors;
  vectors.reserve(std::min<std::size_t>(slices.size(), kVectorsMax));
  while (place.index < slices.size()) {
    vectors.clear();
    std::size_t from = place.skip;
    for (std::size_t i = place.index;
         i < slices.size() && vectors.size() < std::size_t{kVectorsMax}; ++i, from = 0) {
      vectors.push_back({const_cast<std::byte*>(slices[i].data()) + from, slices[i].size() - from});
    }
    const ssize_t wrote =
        calls.write_vectors(fd, vectors.data(), static_cast<int>(vectors.size()), place.offset);
    if (wrote < 0) return static_cast<int>(wrote);
    if (wrote == 0) return -EIO;
    place.advance(slices, static_cast<std::size_t>(wrote));
  }
  return 0;
}

}  // namespace

std::shared_ptr<std::byte[]> make_read_buffer(std::size_t size) {
  if (size < kDirectBytesMin) return std::make_shared_for_overwrite<std::byte[]>(size);
  // Room for the block that `size` ends in, and to move the start up to a boundary.
  auto storage = std::make_shared_for_overwrite<std::byte[]>(size + 2 * kAlignment);
  const auto address = reinterpret_cast<std::uintptr_t>(storage.get());
  std::byte* const start = storage.get() + (kAlignment - address % kAlignment) % kAlignment;
  return {std::move(storage), start};
}

ssize_t read_whole(FileCalls& calls, int fd, std::byte* into, std::size_t size, off_t offset) {
  std::size_t filled = 0;
  const bool aligned =
      size >= kDirectBytesMin && static_cast<std::size_t>(offset) % kAlignment == 0;
  if (aligned && set_direct(fd, true)) {
    const ssize_t got = read_blocks(calls, fd, into, size, offset);
    if (!set_direct(fd, false)) return -EIO;
    if (got < 0) return got;
    filled = static_cast<std::size_t>(got);
  }
  while (filled < size) {
    const ssize_t got =
        calls.read_at(fd, into + filled, size - filled, offset + static_cast<off_t>(filled));
    if (got < 0) return got;
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return static_cast<ssize_t>(std::min(filled, size));
}

int write_chain(FileCalls& calls, int fd, const bytes::Chain& body) {
  Place place;
  if (body.size() >= kDirectBytesMin && set_direct(fd, true)) {
    const int code = write_blocks(calls, fd, body, place);
    if (!set_direct(fd, false)) return -EIO;
    if (code < 0) return code;
  }
  return write_rest(calls, fd, body, place);
}

}  // namespace ringfence::store
