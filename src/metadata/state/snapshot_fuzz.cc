// Goal: no bytes in the bucket break the snapshot reader; what it accepts is a state that reads
// back the same. Method: the input's checksum and digest are made right, so that the parser behind
// the checks is what is tested.
#include <cstdlib>

#include "bytes/crc32c.h"
#include "metadata/state/sha256.h"
#include "metadata/state/snapshot.h"
#include "metadata/state/snapshot_format.h"

using namespace ringfence;
using namespace ringfence::meta;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = std::as_bytes(std::span(data, size));
  (void)parse_snapshot(input);
  std::vector<std::byte> sealed(input.begin(), input.end());
  if (sealed.size() >= kSnapshotHeaderBytes + 4) {
    const std::uint32_t check = bytes::crc32c(bytes::ByteSpan(sealed).first(kSnapshotHeaderBytes));
    for (std::size_t i = 0; i < 4; ++i) {
      sealed[kSnapshotHeaderBytes + i] = static_cast<std::byte>(check >> (24 - 8 * i));
    }
  }
  const Digest digest = sha256(sealed);
  const auto tail = std::as_bytes(std::span(digest));
  sealed.insert(sealed.end(), tail.begin(), tail.end());
  for (const Mode mode : {Mode::kFull, Mode::kReplica}) {
    const auto state = parse_snapshot(sealed, mode);
    if (!state) continue;
    const bytes::Slice written = serialize_snapshot(*state).flatten();
    const auto again = parse_snapshot(written.span(), mode);
    if (!again || state_hash(*again) != state_hash(*state)) std::abort();
  }
  return 0;
}
