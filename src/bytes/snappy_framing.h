// Snappy as Kafka clients send it: Java frames blocks with a header of its own ("xerial"), others
// send one raw block.
#pragma once

#include <memory>
#include <vector>

#include "base/result.h"
#include "bytes/compression.h"

namespace ringfence::bytes {

// Reads both forms. A block that claims more than output_max bytes, or more than snappy can pack
// into its size, is refused before memory is taken.
std::unique_ptr<Decompressor> make_snappy_reader(ByteSpan input, std::size_t output_max);
// Writes the framed form with blocks of 32 KiB.
std::vector<std::byte> compress_snappy(ByteSpan input);

}  // namespace ringfence::bytes
