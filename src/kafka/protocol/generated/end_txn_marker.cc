// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/end_txn_marker.h"

#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

namespace {

void read(bytes::Reader& r, [[maybe_unused]] std::int16_t version,
          EndTxnMarker& m) {
  m.coordinator_epoch = r.i32();
}

void write(bytes::Writer& w, [[maybe_unused]] std::int16_t version,
           [[maybe_unused]] const EndTxnMarker& m) {
  w.i32(m.coordinator_epoch);
}

}  // namespace

Result<void> decode(bytes::Reader& reader, std::int16_t version, EndTxnMarker& message) {
  if (version < EndTxnMarker::kMinVersion || version > EndTxnMarker::kMaxVersion) return unknown_version(version);
  read(reader, version, message);
  return reader.status();
}

void encode(bytes::Writer& writer, std::int16_t version, const EndTxnMarker& message) {
  assert_version(EndTxnMarker::kMinVersion, version, EndTxnMarker::kMaxVersion);
  write(writer, version, message);
}

}  // namespace ringfence::kafka
