// CRC-32C (Castagnoli, RFC 3720 appendix B.4): the checksum of Kafka's record batches and of our
// own formats.
#pragma once

#include <cstdint>

#include "bytes/slice.h"

namespace ringfence::bytes {

// The checksum of `data`.
std::uint32_t crc32c(ByteSpan data);
// The checksum of a + b, given crc32c(a): extend(crc32c(a), b) == crc32c(a + b). Start from 0 for
// nothing.
std::uint32_t crc32c_extend(std::uint32_t crc, ByteSpan data);
std::uint32_t crc32c(const Chain& chain);
// The checksum of a + b from the two checksums and the length of b, without the bytes.
std::uint32_t crc32c_combine(std::uint32_t crc_a, std::uint32_t crc_b, std::uint64_t length_b);

// Without special instructions; the reference for tests and for machines without SSE 4.2.
std::uint32_t crc32c_extend_software(std::uint32_t crc, ByteSpan data);

}  // namespace ringfence::bytes
