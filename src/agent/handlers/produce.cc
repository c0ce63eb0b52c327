#include "agent/handlers/produce.h"

#include <algorithm>

#include "agent/error_map.h"
#include "agent/handlers/produce_checks.h"
#include "agent/topic_lookup.h"
#include "agent/topic_metrics.h"
#include "agent/topic_settings.h"
#include "async/task_group.h"
#include "kafka/protocol/generated/produce.h"
#include "kafka/protocol/record_batch.h"
#include "storage/ingest.h"

namespace ringfence::agent {
namespace {

using async::Task;
using kafka::KafkaError;
using PartitionAnswer = kafka::ProduceResponse::PartitionProduceResponse;

// A client's timeout below this would give up before a store can have answered.
constexpr std::int32_t kTimeoutMsMin = 1'000;
constexpr std::int32_t kTimeoutMsMax = 600'000;

class Pending final : public PendingProduce {
 public:
  Pending(Call& call, kafka::ProduceRequest request)
      : services_(call.services),
        version_(call.version()),
        correlation_id_(call.header.correlation_id),
        cancel_(call.abandon),
        request_(std::move(request)),
        appending_(services_.loop) {}

  // Checks everything and queues the good batches. Returns when they have their place in line.
  Task<void> start(std::size_t frame_bytes);
  Task<Reply> finish() override;

 private:
  // A batch on its way: where its outcome goes.
  struct Sent {
    PartitionAnswer* answer;
    TopicPartition partition;
    std::int32_t record_count;
    std::uint32_t bytes;
    bool log_append_time;
  };

  Task<void> check_all();
  Task<const meta::Topic*> find_topic(const TopicRef& ref, MissingCheck& missing,
                                      KafkaError& error);
  void check_partition(const meta::Topic& topic, const TopicSettings& settings,
                       kafka::ProduceRequest::PartitionProduceData& data, PartitionAnswer& answer);
  void refuse(PartitionAnswer& answer, KafkaError error, std::string message = {});
  void refuse_unplaced(const TopicRef& ref, const kafka::ProduceRequest::PartitionProduceData& data,
                       PartitionAnswer& answer, KafkaError error);
  bool follows_unplaced(const TopicRef& ref,
                        const kafka::ProduceRequest::PartitionProduceData& data);
  Task<void> append(storage::Reservation reservation);
  void settle(const Sent& sent, const Result<storage::AppendResult>& result);
  async::Deadline deadline() const;

  Services& services_;
  std::int16_t version_;
  std::int32_t correlation_id_;
  async::Cancel cancel_;
  kafka::ProduceRequest request_;
  kafka::ProduceResponse response_;
  std::vector<storage::Batch> batches_;
  std::vector<Sent> sent_;
  bool failed_ = false;
  async::TaskGroup appending_;
};

async::Deadline Pending::deadline() const {
  const std::int32_t timeout = std::clamp(request_.timeout_ms, kTimeoutMsMin, kTimeoutMsMax);
  return async::Deadline::after(services_.loop, milliseconds(timeout), cancel_);
}

void Pending::refuse(PartitionAnswer& answer, KafkaError error, std::string message) {
  failed_ = true;
  answer.error_code = code(error);
  answer.base_offset = -1;
  if (!message.empty()) answer.error_message = std::move(message);
  services_.metrics.count_error("Produce", answer.error_code);
}

Task<void> Pending::start(std::size_t frame_bytes) {
  co_await check_all();
  if (batches_.empty()) co_return;
  auto reservation = co_await services_.ingest.reserve(frame_bytes, deadline());
  if (!reservation) {
    const KafkaError error = map_error(Operation::kProduce, reservation.error());
    for (const Sent& sent : sent_) refuse(*sent.answer, error);
    services_.ingest.refused(batches_);  // rule 3: what follows must not read as a gap
    co_return;
  }
  appending_.spawn(append(std::move(*reservation)));
}

Task<void> Pending::check_all() {
  MissingCheck missing(services_, cancel_, Operation::kProduce);
  response_.responses.resize(request_.topic_data.size());
  const bool bad_acks = request_.acks < -1 || request_.acks > 1;
  for (std::size_t t = 0; t < request_.topic_data.size(); ++t) {
    auto& topic_data = request_.topic_data[t];
    auto& topic_answer = response_.responses[t];
    topic_answer.name = topic_data.name;
    topic_answer.topic_id = topic_data.topic_id;
    auto& answers = topic_answer.partition_responses;
    answers.resize(topic_data.partition_data.size());
    KafkaError error = bad_acks ? KafkaError::kInvalidRequiredAcks : KafkaError::kNone;
    TopicRef ref;
    if (version_ < 13) ref.name = &topic_data.name;
    ref.id = topic_data.topic_id;
    const meta::Topic* topic = bad_acks ? nullptr : co_await find_topic(ref, missing, error);
    for (std::size_t p = 0; p < answers.size(); ++p) {
      auto& data = topic_data.partition_data[p];
      answers[p].index = data.index;
      KafkaError part_error = error;
      if (topic != nullptr && data.index >= topic->partition_count()) {
        // A new partition may be there that the replica has not seen yet.
        part_error = co_await missing.confirm();
        topic = ref.find(services_);
        if (topic == nullptr) error = ref.unknown();
        if (part_error == KafkaError::kNone) part_error = error;
      }
      if (part_error != KafkaError::kNone || topic == nullptr) {
        refuse_unplaced(ref, data, answers[p], part_error);
        continue;
      }
      if (services_.ingest.any_refused() && follows_unplaced(ref, data)) {
        refuse(answers[p], KafkaError::kNotLeaderOrFollower);
        continue;
      }
      check_partition(*topic, topic_settings(services_.config, *topic), data, answers[p]);
    }
  }
}

namespace {

// A batch by the name of its topic, which the replica may not know (yet). Nullopt: it has no
// producer, or no header that can be read.
std::optional<storage::Batch> unplaced_batch(
    Services& services, const TopicRef& ref,
    const kafka::ProduceRequest::PartitionProduceData& data) {
  if (!data.records) return std::nullopt;
  const auto header = kafka::read_batch_header(data.records->flatten().span());
  if (!header || !header->has_producer()) return std::nullopt;
  storage::Batch batch;
  batch.partition = {ref.id, PartitionIndex(data.index)};
  if (!ref.by_id()) {
    const meta::Token& token = services.names.topic_token(*ref.name);
    std::copy_n(token.bytes.begin(), batch.partition.topic.bytes.size(),
                batch.partition.topic.bytes.begin());
  }
  batch.facts = storage::facts_of(*header);
  return batch;
}

}  // namespace

// Rule 3 holds before the topic is known too: the replica may have caught up when the next request
// of the pipeline comes, whose sequence would then read as a gap.
void Pending::refuse_unplaced(const TopicRef& ref,
                              const kafka::ProduceRequest::PartitionProduceData& data,
                              PartitionAnswer& answer, KafkaError error) {
  refuse(answer, error);
  if (!kafka::is_retriable(error)) return;
  if (auto batch = unplaced_batch(services_, ref, data)) services_.ingest.refused({*batch});
}

bool Pending::follows_unplaced(const TopicRef& ref,
                               const kafka::ProduceRequest::PartitionProduceData& data) {
  const auto batch = unplaced_batch(services_, ref, data);
  return batch && services_.ingest.follows_refused(batch->partition, batch->facts);
}

Task<const meta::Topic*> Pending::find_topic(const TopicRef& ref, MissingCheck& missing,
                                             KafkaError& error) {
  if (const meta::Topic* topic = ref.find(services_)) co_return topic;
  error = co_await missing.confirm();
  const meta::Topic* topic = ref.find(services_);
  if (topic != nullptr) {
    error = KafkaError::kNone;
  } else if (error == KafkaError::kNone) {
    error = ref.unknown();
  }
  co_return topic;
}

void Pending::check_partition(const meta::Topic& topic, const TopicSettings& settings,
                              kafka::ProduceRequest::PartitionProduceData& data,
                              PartitionAnswer& answer) {
  if (data.index < 0 || data.index >= topic.partition_count()) {
    refuse(answer, KafkaError::kUnknownTopicOrPartition);
    return;
  }
  const bytes::Slice records = data.records ? data.records->flatten() : bytes::Slice();
  data.records.reset();
  const TopicPartition partition{topic.id, PartitionIndex(data.index)};
  storage::Batch batch;
  BatchVerdict verdict =
      check_batch(partition, records, settings, {version_, services_.loop.wall_now()}, batch);
  if (verdict.error != KafkaError::kNone) {
    refuse(answer, verdict.error, std::move(verdict.message));
    for (auto& [index, message] : verdict.records) {
      answer.record_errors.push_back({index, std::move(message)});
    }
    return;
  }
  sent_.push_back({&answer, partition, batch.facts.offset_count, batch.facts.byte_length,
                   settings.log_append_time});
  batches_.push_back(std::move(batch));
}

Task<void> Pending::append(storage::Reservation reservation) {
  const auto results =
      co_await services_.ingest.append(std::move(batches_), std::move(reservation), deadline());
  for (std::size_t i = 0; i < sent_.size(); ++i) settle(sent_[i], results[i]);
}

void Pending::settle(const Sent& sent, const Result<storage::AppendResult>& result) {
  if (!result) {
    refuse(*sent.answer, map_error(Operation::kProduce, result.error()));
    return;
  }
  const KafkaError error = map_refusal(Operation::kProduce, result->error, version_ >= 13);
  if (error != KafkaError::kNone) {
    refuse(*sent.answer, error);
    return;
  }
  sent.answer->base_offset = result->base_offset.value;
  if (sent.log_append_time) sent.answer->log_append_time_ms = result->max_timestamp.ms;
  const auto view = services_.meta.replica().state().find_partition(sent.partition.topic,
                                                                    sent.partition.partition);
  sent.answer->log_start_offset = view ? view->log_start.value : 0;
  services_.metrics.produced_batches.add();
  const ServerMetrics::Topic& counters = topic_metrics(services_, sent.partition.topic);
  counters.produced_records->add(static_cast<std::uint64_t>(sent.record_count));
  counters.produced_bytes->add(sent.bytes);
}

Task<Reply> Pending::finish() {
  co_await appending_.join();
  if (request_.acks == 0) {
    // No response at all; the only way to report an error is to close the connection.
    co_return failed_ ? Reply::close(CloseReason::kProduceFailed) : Reply::nothing();
  }
  co_return Reply::send(kafka::response_frame(version_, correlation_id_, response_));
}

}  // namespace

Task<std::unique_ptr<PendingProduce>> start_produce(Call& call) {
  kafka::ProduceRequest request;
  const std::size_t frame_bytes = call.body.remaining();
  if (!decode(call.body, call.version(), request)) co_return nullptr;
  auto pending = std::make_unique<Pending>(call, std::move(request));
  co_await pending->start(frame_bytes);
  co_return pending;
}

}  // namespace ringfence::agent
