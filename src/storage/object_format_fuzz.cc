// Goal: no bytes make the parser of data objects crash, read outside, or allocate more than a
// multiple of the input. Method: the input as a whole object, and as the footer of one whose
// checksums have been made right, so that the fuzzer reaches behind them.
#include <cstdint>
#include <vector>

#include "bytes/crc32c.h"
#include "storage/object_format.h"

namespace {

using ringfence::bytes::ByteSpan;

void put_big_endian(std::vector<std::byte>& out, std::size_t at, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    out[at + static_cast<std::size_t>(i)] = static_cast<std::byte>(value >> (8 * (bytes - 1 - i)));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ringfence::storage;
  const ByteSpan input(reinterpret_cast<const std::byte*>(data), size);
  (void)parse_object(input);
  (void)parse_object_header(input);
  (void)parse_object_trailer(input, size);
  if (size < 8) return 0;
  // The first eight bytes place the footer; the rest is the footer without its checksum.
  std::vector<std::byte> footer(input.begin() + 8, input.end());
  footer.resize(footer.size() + 4);
  put_big_endian(footer, footer.size() - 4,
                 ringfence::bytes::crc32c(ByteSpan(footer).first(footer.size() - 4)), 4);
  std::uint64_t position = 0;
  for (int i = 0; i < 8; ++i) position = position << 8 | data[i];
  const auto parsed = parse_object_footer(footer, ObjectTrailer{position, footer.size()});
  if (parsed) {
    for (const SectionEntry& section : parsed->sections) {
      if (section.position + section.stored_bytes > position) __builtin_trap();
    }
  }
  return 0;
}
