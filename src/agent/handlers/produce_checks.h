// What an agent checks of a produced batch before it is queued. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "agent/topic_settings.h"
#include "base/ids.h"
#include "base/time.h"
#include "bytes/slice.h"
#include "kafka/protocol/error_codes.h"
#include "storage/batch.h"

namespace ringfence::agent {

struct BatchVerdict {
  kafka::KafkaError error = kafka::KafkaError::kNone;
  std::string message;                                        // for people; empty without an error
  std::vector<std::pair<std::int32_t, std::string>> records;  // index in the batch, what is wrong
};

struct ProduceContext {
  std::int16_t version = 0;  // of the Produce request
  UnixMillis now;
};

// Checks `data`, the records field of one partition, and fills `batch`. With LogAppendTime the
// batch gets a new header; its records are shared, never copied.
BatchVerdict check_batch(const TopicPartition& partition, const bytes::Slice& data,
                         const TopicSettings& settings, const ProduceContext& context,
                         storage::Batch& batch);

}  // namespace ringfence::agent
