// The log's records: one blob per round of the sequencer, holding that round's decisions, chained
// by digest. Format: docs/formats/metadata_log.md. Bytes are hostile: every length is checked
// before anything is allocated.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "bytes/slice.h"
#include "bytes/writer.h"
#include "metadata/state/decisions.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

struct RecordHeader {
  ShardId shard = kFirstShard;
  LeaderEpoch epoch;     // of the sequencer that wrote it
  LogSequence sequence;  // from 1
  Digest previous{};     // digest of record sequence - 1; zero for record 1
  std::uint32_t decision_count = 0;
};

struct Record {
  RecordHeader header;
  Digest hash{};  // of this record
  std::vector<Decision> decisions;
};

// Builds one record. Use once: add..., finish.
class RecordBuilder {
 public:
  // `previous`: the position that the record follows.
  RecordBuilder(ShardId shard, LeaderEpoch epoch, const LogPosition& previous);
  void add(const Decision& decision);
  // At most kDecisionsPerRecordMax.
  std::uint32_t decision_count() const { return count_; }
  // Bytes so far, for the cap of a round.
  std::size_t size_bytes() const;
  // The blob to append. `position()` is then that of the record.
  bytes::Slice finish();
  const LogPosition& position() const { return position_; }

 private:
  ShardId shard_;
  LeaderEpoch epoch_;
  LogPosition previous_;
  LogPosition position_;
  bytes::Writer decisions_;
  std::uint32_t count_ = 0;
};

// Header and digest only; kCorrupt, or kUnsupported for a version or feature this build does not
// know.
Result<RecordHeader> parse_record_header(bytes::ByteSpan blob);
// The whole record, checked. Same errors.
Result<Record> parse_record(bytes::ByteSpan blob);
// SHA-256 that the blob carries in its last 32 bytes, recomputed and compared.
Result<Digest> record_hash(bytes::ByteSpan blob);

}  // namespace ringfence::meta
