// Record batches and a simple id cipher for the tests of this folder, of the agent and of the
// simulator.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/assert.h"
#include "base/hash_map.h"
#include "base/ids.h"
#include "kafka/protocol/record_builder.h"
#include "storage/batch.h"
#include "storage/object_ids.h"

namespace ringfence::storage::test {

struct BatchSpec {
  TopicPartition partition{TopicId{{1}}, PartitionIndex(0)};
  int records = 1;
  std::size_t value_bytes = 20;
  std::string value;  // instead of value_bytes of filler
  std::int64_t timestamp = 1'700'000'000'000;
  std::int64_t timestamp_step = 1;
  ProducerId producer = kNoProducerId;
  std::int16_t epoch = 0;
  std::int32_t sequence = -1;
  bytes::Compression compression = bytes::Compression::kNone;
};

inline Batch make_test_batch(const BatchSpec& spec) {
  kafka::BatchOptions options;
  options.compression = spec.compression;
  if (spec.producer.value >= 0) {
    options.producer_id = spec.producer.value;
    options.producer_epoch = spec.epoch;
    options.base_sequence = spec.sequence;
  }
  kafka::RecordBatchBuilder builder(options);
  const std::string value = spec.value.empty() ? std::string(spec.value_bytes, 'v') : spec.value;
  for (int i = 0; i < spec.records; ++i) {
    builder.append(spec.timestamp + i * spec.timestamp_step, std::nullopt,
                   std::as_bytes(std::span(value)));
  }
  const auto built = builder.build();
  RF_ASSERT(built.ok(), "a test batch did not build");
  const auto header = kafka::validate_batch(built->span());
  RF_ASSERT(header.ok(), "a test batch is not valid");
  return make_batch(spec.partition, *header, *built);
}

// A permutation, not a cipher.
class PlainIds final : public ObjectIdCipher {
 public:
  ObjectId seal(SessionId session, FlushCounter counter) const override {
    ObjectId id;
    for (int i = 0; i < 8; ++i) {
      id.bytes[static_cast<std::size_t>(i)] =
          static_cast<std::uint8_t>((counter.value * 0x9E3779B97F4A7C15ull) >> (8 * i));
      id.bytes[static_cast<std::size_t>(8 + i)] =
          static_cast<std::uint8_t>(session.value >> (8 * (7 - i)));
    }
    return id;
  }
  Opened open(const ObjectId& id) const override {
    std::uint64_t mixed = 0, session = 0;
    for (int i = 7; i >= 0; --i) mixed = mixed << 8 | id.bytes[static_cast<std::size_t>(i)];
    for (std::size_t i = 8; i < 16; ++i) session = session << 8 | id.bytes[i];
    return {SessionId(session), FlushCounter(mixed * 0xF1DE83E19937733Dull)};
  }
};

// From RINGFENCE_SEED, or fresh; printed, so that a failure replays.
inline std::uint64_t seed_of_run() {
  const char* given = std::getenv("RINGFENCE_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : hash_salt();
  std::printf("seed %llu (replay with RINGFENCE_SEED)\n", static_cast<unsigned long long>(seed));
  return seed;
}

}  // namespace ringfence::storage::test
