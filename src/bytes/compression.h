// The compression codecs that Kafka record batches use. Decompression never trusts the input:
// output is bounded by the caller's limit, memory grows only with output that really came, and a
// length that lies is an error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bytes/slice.h"

namespace ringfence::bytes {

// The numbers are those of a record batch's attributes.
enum class Compression : std::uint8_t { kNone = 0, kGzip = 1, kSnappy = 2, kLz4 = 3, kZstd = 4 };
inline constexpr std::uint8_t kCompressionMax = 4;

// "none", "gzip", "snappy", "lz4", "zstd".
std::string_view compression_name(Compression codec);

// Unpacks step by step with bounded memory: at most a codec's window or block (8 MiB zstd unless
// output_max is larger, 4 MiB lz4, one snappy block) besides the caller's buffer. One owner, one
// thread. `input` must outlive it.
class Decompressor {
 public:
  virtual ~Decompressor() = default;
  // Fills the front of `out`, which must not be empty; returns how many bytes, 0 at the end of the
  // data. kCorrupt for bad input. The caller stops when it has had enough.
  virtual Result<std::size_t> read(std::span<std::byte> out) = 0;
};

// `output_max` bounds what the codec may allocate for its window; it does not cut the output.
// Snappy: framed as Java's xerial library does, or a single raw block.
std::unique_ptr<Decompressor> make_decompressor(Compression codec, ByteSpan input,
                                                std::size_t output_max);

// All of it. kTooLarge when the output would exceed output_max (a bomb, or a limit set too low),
// kCorrupt for bad input.
Result<std::vector<std::byte>> decompress(Compression codec, ByteSpan input,
                                          std::size_t output_max);

// Level 0 is the codec's default. Snappy is xerial-framed, lz4 uses 64 KiB blocks: what every
// client reads.
Result<std::vector<std::byte>> compress(Compression codec, ByteSpan input, int level = 0);

}  // namespace ringfence::bytes
