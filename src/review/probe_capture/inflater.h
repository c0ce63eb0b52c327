// Unpacks a compressed stream that arrives piece by piece, for as long as it is one.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "bytes/slice.h"

namespace ringfence::review {

// kSnappy: Java's framing ("xerial") and the framing format of snappy itself; a bare block has no
// mark and is found in Kafka batches only. kZip: one stored or deflated member of an archive.
// kChunked: an HTTP/1.1 body in chunks; begins after the header's empty line.
enum class Packing : std::uint8_t { kGzip, kZlib, kZstd, kLz4, kSnappy, kZip, kChunked };
const char* packing_name(Packing packing);  // "gzip"

// What the bytes at the front announce; nothing when they announce none of these.
// Never kChunked, which has no mark of its own.
std::optional<Packing> packing_at(bytes::ByteSpan data);

// Memory: one codec's window, at most 8 MiB. One owner, one thread.
class Inflater {
 public:
  virtual ~Inflater() = default;
  enum class State : std::uint8_t { kMore, kEnded, kBroken };
  // Takes from `in` and fills the front of `out`. `in` shrinks by what was taken, `filled` says how
  // much came out. kMore with an empty `in` and nothing filled: feed more. After kEnded or kBroken
  // the object is done with.
  virtual State step(bytes::ByteSpan& in, std::span<std::byte> out, std::size_t& filled) = 0;
};

// Null when the codec has no memory for it.
std::unique_ptr<Inflater> make_inflater(Packing packing);

}  // namespace ringfence::review
