#include "agent/handlers/produce_checks.h"

#include <fmt/format.h>

#include "kafka/protocol/record_batch.h"
#include "kafka/protocol/record_reader.h"

namespace ringfence::agent {
namespace {

using kafka::KafkaError;

// zstd came with Produce 7 (KIP-110).
constexpr std::int16_t kFirstZstdVersion = 7;
// Bound of what a compressed batch of a compacted topic may unpack to while its keys are looked at.
constexpr std::size_t kUnpackedBytesMax = 64u << 20;

BatchVerdict refuse(KafkaError error, std::string message) {
  return {error, std::move(message), {}};
}

BatchVerdict check_times(const kafka::RecordBatchHeader& header, const TopicSettings& settings,
                         UnixMillis now) {
  const std::int64_t latest = header.max_timestamp;
  if (latest == kafka::kNoTimestamp) return {};
  if (latest > now.ms && latest - now.ms > settings.timestamp_after_max_ms) {
    return refuse(KafkaError::kInvalidTimestamp,
                  fmt::format("timestamp {} is more than {} ms in the future", latest,
                              settings.timestamp_after_max_ms));
  }
  const std::int64_t first = header.base_timestamp;
  if (first != kafka::kNoTimestamp && first < now.ms &&
      now.ms - first > settings.timestamp_before_max_ms) {
    return refuse(KafkaError::kInvalidTimestamp,
                  fmt::format("timestamp {} is more than {} ms in the past", first,
                              settings.timestamp_before_max_ms));
  }
  return {};
}

// LZ4 frame format 1.6.2, FLG: bit 5 says that blocks are independent. Kafka's Java reader knows no
// other frames, so one batch of them would stop every Java consumer of the partition.
bool lz4_blocks_depend(const bytes::Slice& data, const kafka::RecordBatchHeader& header) {
  constexpr std::size_t kFlagsAt = kafka::kBatchHeaderBytes + 4;
  constexpr auto kIndependent = std::byte{0x20};
  return header.compression() == bytes::Compression::kLz4 && data.size() > kFlagsAt &&
         (data.span()[kFlagsAt] & kIndependent) == std::byte{0};
}

// A compacted topic has no use for a record without a key (KIP-467: named record by record).
BatchVerdict check_keys(const bytes::Slice& data) {
  auto reader = kafka::RecordReader::open(data.span(), kUnpackedBytesMax);
  if (!reader) return refuse(kafka::batch_error_code(reader.error()), reader.error().detail);
  BatchVerdict verdict;
  kafka::Record record;
  for (std::int32_t index = 0;; ++index) {
    const auto more = reader->next(record);
    if (!more) return refuse(kafka::batch_error_code(more.error()), more.error().detail);
    if (!*more) break;
    if (!record.key) {
      verdict.records.emplace_back(index, "a compacted topic needs a key in every record");
    }
  }
  if (!verdict.records.empty()) {
    verdict.error = KafkaError::kInvalidRecord;
    verdict.message = "one or more records have no key";
  }
  return verdict;
}

BatchVerdict check_header(const kafka::RecordBatchHeader& header, const ProduceContext& context) {
  if (header.is_control()) {
    return refuse(KafkaError::kInvalidRecord, "clients may not write control batches");
  }
  if (header.is_transactional()) {
    return refuse(KafkaError::kInvalidTxnState, "transactions are not served yet");
  }
  if (header.compression() == bytes::Compression::kZstd && context.version < kFirstZstdVersion) {
    return refuse(KafkaError::kUnsupportedCompressionType,
                  "zstd needs version 7 of the Produce request");
  }
  return {};
}

}  // namespace

BatchVerdict check_batch(const TopicPartition& partition, const bytes::Slice& data,
                         const TopicSettings& settings, const ProduceContext& context,
                         storage::Batch& batch) {
  if (data.empty()) {
    return refuse(KafkaError::kInvalidRecord, "a partition needs exactly one record batch");
  }
  if (static_cast<std::int64_t>(data.size()) > settings.message_bytes_max) {
    return refuse(KafkaError::kMessageTooLarge,
                  fmt::format("a batch of {} bytes; allowed are {}", data.size(),
                              settings.message_bytes_max));
  }
  const auto header = kafka::validate_batch(data.span());
  if (!header) return refuse(kafka::batch_error_code(header.error()), header.error().detail);
  if (BatchVerdict verdict = check_header(*header, context); verdict.error != KafkaError::kNone) {
    return verdict;
  }
  if (lz4_blocks_depend(data, *header)) {
    return refuse(KafkaError::kInvalidRecord, "LZ4 frames must have independent blocks");
  }
  if (settings.compacted) {
    if (BatchVerdict verdict = check_keys(data); verdict.error != KafkaError::kNone) return verdict;
  }
  if (settings.log_append_time) {
    batch = storage::make_batch_with_append_time(partition, data, context.now);
    return {};
  }
  batch = storage::make_batch(partition, *header, data);
  return check_times(*header, settings, context.now);
}

}  // namespace ringfence::agent
