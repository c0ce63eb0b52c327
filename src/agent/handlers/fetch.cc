// Fetch: batches from an offset on, waiting for more when the client wants that. Without sessions
// (KIP-227 lets a server answer session 0 always).
#include <algorithm>

#include "agent/error_map.h"
#include "agent/handlers/handlers.h"
#include "agent/limits.h"
#include "agent/topic_lookup.h"
#include "agent/topic_metrics.h"
#include "kafka/protocol/generated/fetch.h"
#include "metadata/service/replica.h"
#include "storage/reader.h"

namespace ringfence::agent {
namespace {

using async::Deadline;
using async::Task;
using async::Wake;
using kafka::KafkaError;
using Answer = kafka::FetchResponse::PartitionData;

// How long the store may take to deliver what the index says is there.
constexpr Duration kReadTimeout = seconds(20);
// How long to wait for memory that other responses hold.
constexpr Duration kMemoryTimeout = seconds(10);

class Fetch {
 public:
  Fetch(Call& call, kafka::FetchRequest request)
      : call_(call),
        services_(call.services),
        request_(std::move(request)),
        missing_(services_, call.cancel, Operation::kFetch) {}

  Task<Reply> run();

 private:
  struct Part {
    const kafka::FetchRequest::FetchPartition* wanted;
    TopicRef ref;
    TopicPartition partition;
    Answer* answer;
    bool good = false;  // has no error so far
  };

  void lay_out();
  Task<void> look_up(Part& part);
  bool examine(Part& part);
  std::size_t available(std::size_t enough) const;
  Task<void> wait_for_data();
  Task<void> read_all();
  Task<bool> take_memory();
  void fail(Part& part, KafkaError error);
  Reply reply();
  void refuse(KafkaError error);

  Call& call_;
  Services& services_;
  kafka::FetchRequest request_;
  kafka::FetchResponse response_;
  MissingCheck missing_;
  std::vector<Part> parts_;
  std::size_t bytes_max_ = 0;
  bool any_error_ = false;
  Lease memory_;
};

void Fetch::refuse(KafkaError error) {
  response_.error_code = code(error);
  services_.metrics.count_error("Fetch", response_.error_code);
}

void Fetch::fail(Part& part, KafkaError error) {
  part.good = false;
  part.answer->error_code = code(error);
  any_error_ = true;
  services_.metrics.count_error("Fetch", part.answer->error_code);
}

// One answer for each partition asked, in the order of the request.
void Fetch::lay_out() {
  const bool by_id = call_.version() >= 13;
  response_.responses.resize(request_.topics.size());
  for (std::size_t t = 0; t < request_.topics.size(); ++t) {
    const auto& topic = request_.topics[t];
    auto& answer = response_.responses[t];
    answer.topic = topic.topic;
    answer.topic_id = topic.topic_id;
    answer.partitions.resize(topic.partitions.size());
    TopicRef ref;
    ref.id = topic.topic_id;
    if (!by_id) ref.name = &topic.topic;
    for (std::size_t p = 0; p < topic.partitions.size(); ++p) {
      Answer& part = answer.partitions[p];
      part.partition_index = topic.partitions[p].partition;
      part.high_watermark = -1;
      part.records = bytes::Chain();
      part.aborted_transactions.reset();
      if (request_.isolation_level == 1) part.aborted_transactions.emplace();
      parts_.push_back({&topic.partitions[p], ref, {}, &part});
    }
  }
}

// Watermarks as the replica knows them now. False: the partition is not there.
bool Fetch::examine(Part& part) {
  const meta::Topic* topic = part.ref.find(services_);
  if (topic == nullptr) return false;
  part.partition = {topic->id, PartitionIndex(part.wanted->partition)};
  const auto view = services_.meta.replica().state().find_partition(part.partition.topic,
                                                                    part.partition.partition);
  if (!view) return false;
  part.answer->high_watermark = view->high_watermark.value;
  part.answer->last_stable_offset = view->last_stable_offset.value;
  part.answer->log_start_offset = view->log_start.value;
  return true;
}

Task<void> Fetch::look_up(Part& part) {
  const auto in_range = [&part] {
    return part.wanted->fetch_offset >= part.answer->log_start_offset &&
           part.wanted->fetch_offset <= part.answer->high_watermark;
  };
  part.good = true;
  if (examine(part) && in_range()) co_return;
  // "Not there" and "beyond the end" need the read index (rule 8); too old an offset does not
  // become younger.
  const KafkaError stale = co_await missing_.confirm();
  if (!examine(part)) {
    const bool topic_known = part.ref.find(services_) != nullptr;
    fail(part, stale != KafkaError::kNone ? stale
               : topic_known              ? KafkaError::kUnknownTopicOrPartition
                                          : part.ref.unknown());
  } else if (!in_range()) {
    const bool below = part.wanted->fetch_offset < part.answer->log_start_offset;
    fail(part, stale != KafkaError::kNone && !below ? stale : KafkaError::kOffsetOutOfRange);
  }
}

// Bytes of records behind the fetch offsets, counted up to `enough`.
std::size_t Fetch::available(std::size_t enough) const {
  std::size_t total = 0;
  for (const Part& part : parts_) {
    if (!part.good) continue;
    const auto runs = services_.meta.replica().state().find(
        part.partition.topic, part.partition.partition, Offset(part.wanted->fetch_offset));
    std::size_t bytes = 0;
    const auto limit = static_cast<std::size_t>(std::max(part.wanted->partition_max_bytes, 1));
    for (const meta::Run& run : runs) {
      bytes += run.byte_length;
      if (bytes >= limit || total + bytes >= enough) break;
    }
    total += bytes;
    if (total >= enough) break;
  }
  return total;
}

Task<void> Fetch::wait_for_data() {
  const auto wait =
      std::min<Duration>(milliseconds(std::max(request_.max_wait_ms, 0)), kFetchWaitMax);
  const auto enough = static_cast<std::size_t>(std::max(request_.min_bytes, 0));
  if (any_error_ || wait == Duration(0) || available(enough) >= enough) co_return;
  std::vector<TopicPartition> partitions;
  for (const Part& part : parts_) {
    if (part.good) partitions.push_back(part.partition);
  }
  const Deadline deadline = Deadline::after(services_.loop, wait, call_.cancel);
  meta::PartitionWatch watch(services_.meta.replica(), partitions);
  while (available(enough) < enough) {
    if (co_await watch.wait(deadline) != Wake::kSignalled) break;
    for (const Part& part : parts_) {
      // Deleted while waiting.
      if (part.good && !services_.meta.replica().state().find_topic(part.partition.topic))
        co_return;
    }
  }
}

// Memory for what the index says will be read, so that slow readers cannot pile up responses, and
// cannot keep others from reading either: when they hold it all, a response gets smaller instead of
// waiting for them.
Task<bool> Fetch::take_memory() {
  std::size_t wanted = std::min(available(bytes_max_), bytes_max_);
  if (wanted == 0) co_return true;
  if (services_.fetch_memory.try_acquire(wanted)) {
    memory_ = Lease(services_.fetch_memory, wanted);
    co_return true;
  }
  bytes_max_ = std::min(bytes_max_, kCrowdedFetchBytes);
  wanted = std::min(wanted, bytes_max_);
  if (!services_.fetch_reserve.try_acquire(wanted)) {
    const auto taken = co_await services_.fetch_reserve.acquire(
        wanted, Deadline::after(services_.loop, kMemoryTimeout, call_.cancel));
    if (!taken) co_return false;
  }
  memory_ = Lease(services_.fetch_reserve, wanted);
  co_return true;
}

Task<void> Fetch::read_all() {
  std::size_t left = bytes_max_;
  bool first = true;
  const Deadline deadline = Deadline::after(services_.loop, kReadTimeout, call_.abandon);
  for (Part& part : parts_) {
    if (!part.good) continue;
    if (!examine(part)) {
      fail(part, part.ref.unknown());
      continue;
    }
    if (left == 0 || part.wanted->fetch_offset >= part.answer->high_watermark) continue;
    storage::ReadLimits limits;
    limits.bytes_max =
        std::min(left, static_cast<std::size_t>(std::max(part.wanted->partition_max_bytes, 0)));
    limits.at_least_one = first;
    auto read = co_await services_.reader.read(part.partition, Offset(part.wanted->fetch_offset),
                                               limits, deadline);
    if (!read) {
      fail(part, map_error(Operation::kFetch, read.error()));
      continue;
    }
    const std::size_t size = read->records.size();
    if (size > 0) first = false;
    left -= std::min(left, size);
    topic_metrics(services_, part.partition.topic).fetched_bytes->add(size);
    part.answer->records = std::move(read->records);
  }
}

Reply Fetch::reply() {
  Reply reply =
      Reply::send(kafka::response_frame(call_.version(), call_.header.correlation_id, response_));
  reply.lease = std::move(memory_);
  return reply;
}

Task<Reply> Fetch::run() {
  const std::int32_t replica =
      call_.version() >= 15 ? request_.replica_state.replica_id : request_.replica_id;
  lay_out();
  if (replica >= 0) {
    // Nothing replicates from here; a client that poses as a broker gets nothing (CVE-2018-1288).
    for (Part& part : parts_) fail(part, KafkaError::kClusterAuthorizationFailed);
    refuse(KafkaError::kClusterAuthorizationFailed);
    co_return reply();
  }
  if (request_.session_id != 0 && request_.session_epoch > 0) {
    response_.responses.clear();
    refuse(KafkaError::kFetchSessionIdNotFound);
    co_return reply();
  }
  bytes_max_ = static_cast<std::size_t>(
      std::min<std::int64_t>(std::max(request_.max_bytes, 0), services_.config.fetch_max_bytes));
  for (Part& part : parts_) co_await look_up(part);
  co_await wait_for_data();
  if (co_await take_memory()) co_await read_all();
  co_return reply();
}

}  // namespace

Task<Reply> handle_fetch(Call& call) {
  kafka::FetchRequest request;
  if (!decode(call.body, call.version(), request)) co_return Reply::close(CloseReason::kMalformed);
  Fetch fetch(call, std::move(request));
  co_return co_await fetch.run();
}

}  // namespace ringfence::agent
