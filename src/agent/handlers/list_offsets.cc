// ListOffsets: both ends of a partition, and offsets by time, exact to the record.
#include <algorithm>

#include "agent/error_map.h"
#include "agent/handlers/handlers.h"
#include "agent/topic_lookup.h"
#include "storage/reader.h"

namespace ringfence::agent {
namespace {

using async::Task;
using kafka::KafkaError;
using Wanted = kafka::ListOffsetsRequest::ListOffsetsPartition;
using Answer = kafka::ListOffsetsResponse::ListOffsetsPartitionResponse;

enum : std::int64_t {
  kLatest = -1,
  kEarliest = -2,
  kMaxTimestamp = -3,
  kEarliestLocal = -4,
  kLatestTiered = -5,
  kEarliestPendingUpload = -6,
};

constexpr std::int32_t kTimeoutMsDefault = 30'000;

// The request version that brought each marker.
std::int16_t first_version(std::int64_t timestamp) {
  switch (timestamp) {
    case kMaxTimestamp:
      return 7;
    case kEarliestLocal:
      return 8;
    case kLatestTiered:
      return 9;
    case kEarliestPendingUpload:
      return 11;
    default:
      return 1;
  }
}

struct Question {
  Services& services;
  std::int16_t version;
  async::Deadline deadline;
};

void fail(Question& question, Answer& answer, KafkaError error) {
  answer.error_code = code(error);
  question.services.metrics.count_error("ListOffsets", answer.error_code);
}

Task<void> by_record(Question& question, TopicPartition partition, std::int64_t timestamp,
                     Answer& answer) {
  storage::Reader& reader = question.services.reader;
  auto found = timestamp == kMaxTimestamp
                   ? co_await reader.find_max_timestamp(partition, question.deadline)
                   : co_await reader.find_time(partition, UnixMillis{timestamp}, question.deadline);
  if (!found) {
    fail(question, answer, map_error(Operation::kListOffsets, found.error()));
    co_return;
  }
  if (!*found) co_return;
  answer.offset = (*found)->offset.value;
  answer.timestamp = (*found)->timestamp.ms;
}

Task<void> answer_one(Question& question, const std::string& name, const Wanted& wanted,
                      Answer& answer) {
  Services& services = question.services;
  answer.partition_index = wanted.partition_index;
  const meta::State& state = services.meta.replica().state();
  const meta::Topic* topic = services.names.find(state, name);
  const auto view = topic == nullptr
                        ? std::nullopt
                        : state.find_partition(topic->id, PartitionIndex(wanted.partition_index));
  if (!view) {
    fail(question, answer, KafkaError::kUnknownTopicOrPartition);
    co_return;
  }
  if (wanted.timestamp < kEarliestPendingUpload ||
      question.version < first_version(wanted.timestamp)) {
    fail(question, answer, KafkaError::kUnsupportedVersion);
    co_return;
  }
  const TopicPartition partition{topic->id, PartitionIndex(wanted.partition_index)};
  switch (wanted.timestamp) {
    // Without transactions the last stable offset is the high watermark.
    case kLatest:
      answer.offset = view->last_stable_offset.value;
      break;
    // Nothing is tiered: what is local is everything.
    case kEarliest:
    case kEarliestLocal:
      answer.offset = view->log_start.value;
      break;
    case kLatestTiered:
    case kEarliestPendingUpload:
      break;
    default:
      co_await by_record(question, partition, wanted.timestamp, answer);
  }
}

}  // namespace

Task<kafka::ListOffsetsResponse> list_offsets(Call& call, kafka::ListOffsetsRequest request) {
  Services& services = call.services;
  const std::int32_t timeout = request.timeout_ms > 0 ? request.timeout_ms : kTimeoutMsDefault;
  Question question{services, call.version(),
                    async::Deadline::after(services.loop, milliseconds(timeout), call.abandon)};
  // Every answer says where something ends (rule 8).
  const auto fresh = co_await confirm_index(services, call.cancel);
  kafka::ListOffsetsResponse response;
  for (const auto& topic : request.topics) {
    auto& answers = response.topics.emplace_back();
    answers.name = topic.name;
    answers.partitions.resize(topic.partitions.size());
    for (std::size_t i = 0; i < topic.partitions.size(); ++i) {
      Answer& answer = answers.partitions[i];
      if (request.replica_id >= 0) {
        answer.partition_index = topic.partitions[i].partition_index;
        fail(question, answer, KafkaError::kClusterAuthorizationFailed);
      } else if (!fresh) {
        answer.partition_index = topic.partitions[i].partition_index;
        fail(question, answer, map_error(Operation::kListOffsets, fresh.error()));
      } else {
        co_await answer_one(question, topic.name, topic.partitions[i], answer);
      }
    }
  }
  co_return response;
}

}  // namespace ringfence::agent
