// Goal: no bytes in the metadata log break the reader; what it accepts can be applied and written
// again. Method: the input gets a right digest, so that the parser behind the check is what is
// tested.
#include <cstdlib>

#include "metadata/state/builder.h"
#include "metadata/state/sha256.h"
#include "metadata/state/snapshot.h"

using namespace ringfence;
using namespace ringfence::meta;

namespace {

// Applying a topic of 100,000 partitions costs megabytes for a few bytes of input; that is a right
// of the log's writer, not a finding.
bool is_small(const Record& record) {
  std::int64_t partitions = 0;
  for (const Decision& decision : record.decisions) {
    const auto* topic = std::get_if<TopicCreated>(&decision.body);
    if (topic != nullptr) partitions += topic->partition_count;
  }
  return partitions <= 1000;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = std::as_bytes(std::span(data, size));
  (void)parse_record(input);
  std::vector<std::byte> sealed(input.begin(), input.end());
  const Digest digest = sha256(sealed);
  const auto tail = std::as_bytes(std::span(digest));
  sealed.insert(sealed.end(), tail.begin(), tail.end());
  const auto record = parse_record(sealed);
  if (!record) return 0;

  RecordBuilder builder(record->header.shard, record->header.epoch,
                        {.sequence = LogSequence(record->header.sequence.value - 1),
                         .hash = record->header.previous});
  for (const Decision& decision : record->decisions) builder.add(decision);
  const auto again = parse_record(builder.finish().span());
  if (!again || again->decisions.size() != record->decisions.size()) std::abort();

  if (!is_small(*record)) return 0;
  State state;
  state.set_position({.sequence = LogSequence(record->header.sequence.value - 1),
                      .hash = record->header.previous});
  if (record->header.shard == kFirstShard) {
    if (!apply_record(state, *record)) std::abort();
    (void)state_hash(state);
  }
  return 0;
}
