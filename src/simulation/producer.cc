#include <algorithm>

#include "bytes/varint.h"
#include "kafka/protocol/generated/init_producer_id.h"
#include "kafka/protocol/record_builder.h"
#include "simulation/workload.h"

namespace ringfence::sim {

using async::Task;
using kafka::KafkaError;

namespace {

// Refusals that certainly had no effect. Everything else leaves the outcome open.
bool is_definite(std::int16_t code) {
  switch (static_cast<KafkaError>(code)) {
    case KafkaError::kCorruptMessage:
    case KafkaError::kUnknownTopicOrPartition:
    case KafkaError::kNotLeaderOrFollower:
    case KafkaError::kMessageTooLarge:
    case KafkaError::kInvalidTopicException:
    case KafkaError::kNotEnoughReplicas:
    case KafkaError::kOutOfOrderSequenceNumber:
    case KafkaError::kInvalidProducerEpoch:
    case KafkaError::kInvalidRecord:
    case KafkaError::kUnknownProducerId:
    case KafkaError::kThrottlingQuotaExceeded:
      return true;
    default:
      return false;
  }
}

// The value, in eight bytes, and a filler that depends on it.
std::vector<std::byte> payload(std::int64_t value, std::size_t filler) {
  std::vector<std::byte> out(8 + filler);
  for (int i = 0; i < 8; ++i)
    out[static_cast<std::size_t>(i)] = static_cast<std::byte>(value >> (56 - 8 * i));
  for (std::size_t i = 0; i < filler; ++i)
    out[8 + i] = static_cast<std::byte>(static_cast<std::uint64_t>(value) * 31 + i * 7);
  return out;
}

}  // namespace

std::string key_of(const std::string& topic, std::int32_t partition) {
  return topic + "/" + std::to_string(partition);
}

std::pair<std::string, std::int32_t> split_key(const std::string& key) {
  const std::size_t slash = key.rfind('/');
  return {key.substr(0, slash), std::stoi(key.substr(slash + 1))};
}

Task<Result<std::shared_ptr<KafkaLink>>> Connections::to(int agent) {
  const AgentAddress address = context_.agents(agent);
  auto found = links_.find(agent);
  if (found != links_.end() && found->second.first == address.life &&
      !found->second.second->broken())
    co_return found->second.second;
  auto stream = co_await context_.network.connect(address.endpoint, context_.within(seconds(2)));
  if (!stream) co_return stream.error();
  auto link = std::make_shared<KafkaLink>(context_.loop, *std::move(stream), client_id_);
  context_.links.push_back(link);
  links_[agent] = {address.life, link};
  co_return link;
}

void Connections::close_all() {
  for (auto& [agent, entry] : links_) entry.second->close();
}

Producer::Producer(ClientContext& context, std::int32_t process, bool idempotent)
    : context_(context),
      process_(process),
      idempotent_(idempotent),
      random_(context.random.fork()),
      connections_(context, "producer-" + std::to_string(process)),
      agent_(static_cast<int>(random_.below(static_cast<std::uint64_t>(context.options.agents)))),
      version_(std::array<std::int16_t, 4>{3, 7, 9, 12}[random_.below(4)]),
      duplicates_(context.loop) {}

Task<void> Producer::run(async::Cancel stop) {
  while (!stop.cancelled()) {
    if (idempotent_ && (producer_id_ < 0 || identity_lost_)) {
      co_await ensure_identity();
      if (producer_id_ < 0 || identity_lost_) continue;
    }
    Window window = make_window();
    co_await deliver(window, context_.options.delivery_timeout, -1);
    if (idempotent_ && !identity_lost_ && random_.chance(context_.options.epoch_bump))
      co_await raise_epoch();
    if (random_.chance(0.05))
      agent_ = static_cast<int>(random_.below(static_cast<std::uint64_t>(context_.options.agents)));
    co_await async::sleep_for(
        context_.loop, Duration(random_.between(0, context_.options.think_max.count())), stop);
  }
}

std::shared_ptr<OutgoingBatch> Producer::make_batch(const std::string& topic,
                                                    std::int32_t partition, int records,
                                                    std::int16_t epoch, std::int32_t sequence) {
  const std::string key = key_of(topic, partition);
  kafka::BatchOptions options;
  // KIP-110: zstd came with version 7.
  if (random_.chance(context_.options.compressed))
    options.compression = static_cast<bytes::Compression>(1 + random_.below(version_ < 7 ? 3 : 4));
  if (idempotent_) {
    options.producer_id = producer_id_;
    options.producer_epoch = epoch;
    options.base_sequence = sequence;
  }
  kafka::RecordBatchBuilder builder(options);
  auto batch = std::make_shared<OutgoingBatch>();
  batch->op = context_.recorder.make("send", process_);
  batch->op.idempotent = idempotent_;
  for (int i = 0; i < records; ++i) {
    const std::int64_t value = context_.fresh_value(key);
    const auto filler =
        random_.below(static_cast<std::uint64_t>(context_.options.value_bytes_max) + 1);
    const auto bytes = payload(value, filler);
    // Clocks of producers are not in step.
    const std::int64_t timestamp = context_.loop.wall_now().ms + random_.between(-50, 50);
    builder.append(timestamp, std::nullopt, bytes::ByteSpan(bytes));
    batch->values.push_back(value);
    batch->op.sends.push_back({key, value});
  }
  batch->topic = topic;
  batch->partition = partition;
  batch->bytes = *builder.build();
  const auto header = kafka::read_batch_header(batch->bytes.span());
  batch->op.batches = {SeenBatch{.key = key,
                                 .producer_id = header->producer_id,
                                 .epoch = header->producer_epoch,
                                 .sequence = header->base_sequence,
                                 .crc = header->crc}};
  return batch;
}

Window Producer::make_window() {
  Window window;
  const auto count = 1 + random_.below(static_cast<std::uint64_t>(context_.options.window_max));
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::string& topic = context_.topics[random_.below(context_.topics.size())];
    const auto partition = static_cast<std::int32_t>(
        random_.below(static_cast<std::uint64_t>(context_.options.partitions)));
    const int records = static_cast<int>(
        1 + random_.below(static_cast<std::uint64_t>(context_.options.records_max)));
    std::int32_t& sequence = next_sequence_[key_of(topic, partition)];
    auto batch = make_batch(topic, partition, records, epoch_, sequence);
    sequence += records;
    context_.recorder.begin(batch->op);
    window.push_back(std::move(batch));
  }
  return window;
}

Task<void> Producer::deliver(Window window, Duration timeout, int fixed_agent) {
  const MonotonicTime end = context_.loop.now() + timeout;
  bool first = true;
  while (context_.loop.now() < end && !context_.cancel.cancelled()) {
    Window rest;
    for (const auto& batch : window)
      if (!batch->done) rest.push_back(batch);
    if (rest.empty()) co_return;
    if (!first) context_.stats.resent += rest.size();
    first = false;
    if (fixed_agent >= 0) agent_ = fixed_agent;
    const bool moved = co_await attempt(rest, agent_);
    if (moved) continue;
    // A plain producer never repeats what may have been written: it could not tell a duplicate.
    if (!idempotent_) break;
    if (random_.chance(0.5) && fixed_agent < 0)
      agent_ = static_cast<int>(random_.below(static_cast<std::uint64_t>(context_.options.agents)));
    co_await async::sleep_for(context_.loop, Duration(random_.between(20'000'000, 300'000'000)),
                              context_.cancel.token());
  }
  give_up(window);
}

// Sends what is left of a window, as one request per run of distinct partitions, all in flight at
// once. True when the rest may be tried again at once.
Task<bool> Producer::attempt(Window window, int agent) {
  auto link = co_await connections_.to(agent);
  if (!link) co_return false;
  if (random_.chance(context_.options.duplicate_request)) {
    ++context_.stats.duplicates_sent;
    const int other =
        static_cast<int>(random_.below(static_cast<std::uint64_t>(context_.options.agents)));
    const Duration delay(random_.chance(0.5) ? 0 : random_.between(0, 4'000'000'000));
    for (const auto& batch : window) batch->indefinite = batch->repeated = true;
    duplicates_.spawn(repeat(window, other, delay));
  }
  // Sometimes the requests of a window do not leave together, so that one fails while the next one
  // is accepted.
  const std::int64_t spread_ns = random_.chance(context_.options.spread) ? 400'000'000 : 0;
  async::TaskGroup requests(context_.loop);
  Window part;
  std::vector<std::string> keys;
  for (std::size_t i = 0; i <= window.size(); ++i) {
    const std::string key = i < window.size() ? key_of(window[i]->topic, window[i]->partition) : "";
    const bool full =
        i == window.size() || std::ranges::find(keys, key) != keys.end() || random_.chance(0.4);
    if (full && !part.empty()) {
      if (spread_ns > 0 && requests.running() > 0)
        co_await async::sleep_for(context_.loop, Duration(random_.between(0, spread_ns)),
                                  context_.cancel.token());
      requests.spawn(send_request(*link, std::exchange(part, {}), agent));
      keys.clear();
    }
    if (i == window.size()) break;
    part.push_back(window[i]);
    keys.push_back(key);
  }
  co_await requests.join();
  co_return std::ranges::all_of(window, [](const auto& batch) { return batch->done; });
}

namespace {

kafka::ProduceRequest produce_request(const Window& part, Duration timeout) {
  kafka::ProduceRequest request;
  request.acks = -1;
  request.timeout_ms = static_cast<std::int32_t>(timeout / milliseconds(1));
  for (const auto& batch : part) {
    auto topic = std::ranges::find(request.topic_data, batch->topic,
                                   &kafka::ProduceRequest::TopicProduceData::name);
    if (topic == request.topic_data.end()) {
      request.topic_data.emplace_back();
      topic = std::prev(request.topic_data.end());
      topic->name = batch->topic;
    }
    topic->partition_data.push_back({batch->partition, bytes::Chain(batch->bytes)});
  }
  return request;
}

}  // namespace

Task<void> Producer::send_request(std::shared_ptr<KafkaLink> link, Window part, int agent) {
  auto request = produce_request(part, context_.options.request_timeout);
  auto response = co_await link->call<kafka::ProduceResponse>(
      version_, std::move(request), context_.within(context_.options.request_timeout));
  if (!response) {
    for (const auto& batch : part) {
      batch->indefinite = true;
      batch->error = error_name(response.error().code);
    }
    co_return;
  }
  for (const auto& batch : part) {
    for (const auto& topic : response->responses) {
      for (const auto& partition : topic.partition_responses) {
        if (topic.name == batch->topic && partition.index == batch->partition)
          settle(*batch, partition.error_code, partition.base_offset, agent);
      }
    }
  }
}

void Producer::settle(OutgoingBatch& batch, std::int16_t code, std::int64_t base_offset,
                      int agent) {
  if (batch.done) return;
  if (code == 0 || code == kafka::code(KafkaError::kDuplicateSequenceNumber)) {
    batch.done = true;
    ++context_.stats.acknowledged;
    const AgentAddress address = context_.agents(agent);
    batch.op.node = address.name;
    batch.op.life = address.life;
    // What left the client once must not stand in the log twice, whoever sent it.
    batch.op.idempotent = idempotent_ || !batch.repeated;
    for (std::size_t i = 0; i < batch.op.sends.size(); ++i)
      batch.op.sends[i].offset = code == 0 ? base_offset + static_cast<std::int64_t>(i) : kUnknown;
    context_.recorder.end(batch.op, OpType::kOk);
    if (random_.chance(context_.options.probe)) {
      auto copy = std::make_shared<OutgoingBatch>(batch);
      duplicates_.spawn(probe(std::move(copy), agent));
    }
    return;
  }
  batch.error = kafka::error_code_name(code);
  if (!is_definite(code)) batch.indefinite = true;
  // Everything before it was acknowledged or is in flight in order: clients take this answer for
  // lost data (rule 3).
  if (idempotent_ && !batch.zombie &&
      (code == kafka::code(KafkaError::kOutOfOrderSequenceNumber) ||
       code == kafka::code(KafkaError::kUnknownProducerId)))
    context_.recorder.audit("I6-false-gap", false,
                            batch.error + " for value " + std::to_string(batch.values[0]) + " of " +
                                key_of(batch.topic, batch.partition) + ", process " +
                                std::to_string(process_));
}

void Producer::give_up(const Window& window) {
  for (const auto& batch : window) {
    if (batch->done) continue;
    batch->done = true;
    ++context_.stats.gave_up;
    if (idempotent_) identity_lost_ = true;
    batch->op.error = batch->error.empty() ? "not sent" : batch->error;
    batch->op.idempotent = idempotent_ || !batch->repeated;
    context_.recorder.end(batch->op, batch->indefinite ? OpType::kInfo : OpType::kFail);
  }
}

// The same requests once more, in the same order, wherever they lead. Nobody listens to the
// answers.
Task<void> Producer::repeat(Window window, int agent, Duration delay) {
  const Window copy = window;
  const auto frames = copy;
  co_await async::sleep_for(context_.loop, delay, context_.cancel.token());
  auto stream = co_await context_.network.connect(context_.agents(agent).endpoint,
                                                  context_.within(seconds(2)));
  if (!stream) co_return;
  auto link = std::make_shared<KafkaLink>(context_.loop, *std::move(stream), "repeater");
  context_.links.push_back(link);
  for (const auto& batch : frames) {
    auto request = produce_request({batch}, context_.options.request_timeout);
    auto response = co_await link->call<kafka::ProduceResponse>(
        version_, std::move(request), context_.within(context_.options.request_timeout));
    if (!response) break;
  }
  link->close();
}

Task<void> Producer::ensure_identity() {
  // KIP-360: the id stays, its epoch rises, and the old epoch is fenced everywhere; at the first
  // time a new id.
  auto link = co_await connections_.to(agent_);
  if (link) {
    Op op = context_.recorder.make("init_producer", process_);
    op.batches = {SeenBatch{.producer_id = producer_id_, .epoch = epoch_}};
    context_.recorder.begin(op);
    kafka::InitProducerIdRequest request;
    request.transactional_id = std::nullopt;
    request.transaction_timeout_ms = 60'000;
    const bool fresh = producer_id_ < 0 || random_.chance(0.2);
    request.producer_id = fresh ? -1 : producer_id_;
    request.producer_epoch = fresh ? std::int16_t{-1} : epoch_;
    auto response = co_await (*link)->call<kafka::InitProducerIdResponse>(
        4, std::move(request), context_.within(context_.options.request_timeout));
    if (response && response->error_code == 0) {
      producer_id_ = response->producer_id;
      epoch_ = response->producer_epoch;
      next_sequence_.clear();
      identity_lost_ = false;
      op.batches = {SeenBatch{.producer_id = producer_id_, .epoch = epoch_}};
      context_.recorder.end(op, OpType::kOk);
      co_return;
    }
    op.error =
        response ? kafka::error_code_name(response->error_code) : error_name(response.error().code);
    context_.recorder.end(op, OpType::kInfo);
    if (response && response->error_code == kafka::code(KafkaError::kProducerFenced))
      producer_id_ = -1, epoch_ = -1;
  }
  agent_ = static_cast<int>(random_.below(static_cast<std::uint64_t>(context_.options.agents)));
  co_await async::sleep_for(context_.loop, Duration(random_.between(20'000'000, 300'000'000)),
                            context_.cancel.token());
}

Task<void> Producer::raise_epoch() {
  const std::int64_t old_id = producer_id_;
  const std::int16_t old_epoch = epoch_;
  const auto old_sequences = next_sequence_;
  ++context_.stats.epochs_raised;
  if (random_.chance(0.5)) {
    // The client's own bump, told to the broker by the next batch only.
    ++epoch_;
    next_sequence_.clear();
    co_return;
  }
  identity_lost_ = true;
  co_await ensure_identity();
  if (identity_lost_ || producer_id_ != old_id) co_return;
  if (!random_.chance(context_.options.zombie)) co_return;
  ++context_.stats.zombies_sent;
  // An instance of this producer that did not notice goes on with the old epoch.
  const auto sequences = std::exchange(next_sequence_, old_sequences);
  co_await zombie_send(old_epoch);
  next_sequence_ = sequences;
}

Task<void> Producer::zombie_send(std::int16_t old_epoch) {
  Window window;
  const std::string& topic = context_.topics[random_.below(context_.topics.size())];
  const auto partition = static_cast<std::int32_t>(
      random_.below(static_cast<std::uint64_t>(context_.options.partitions)));
  auto batch = make_batch(topic, partition, 1, old_epoch, next_sequence_[key_of(topic, partition)]);
  batch->zombie = true;
  context_.recorder.begin(batch->op);
  window.push_back(batch);
  const int agent =
      static_cast<int>(random_.below(static_cast<std::uint64_t>(context_.options.agents)));
  auto link = co_await connections_.to(agent);
  if (link) co_await send_request(*link, window, agent);
  if (batch->done) co_return;
  batch->done = true;
  batch->op.error = batch->error.empty() ? "not sent" : batch->error;
  context_.recorder.end(batch->op, batch->indefinite ? OpType::kInfo : OpType::kFail);
}

// Reads what was just acknowledged: through the agent that did, which must have it, or through any
// other.
Task<void> Producer::probe(std::shared_ptr<OutgoingBatch> batch, int agent) {
  const std::int32_t process =
      process_ + 1000 + static_cast<std::int32_t>(batch->op.op % 1000) * 1000;
  Reader reader(context_, process);
  const std::string key = key_of(batch->topic, batch->partition);
  if (batch->op.sends[0].offset != kUnknown && random_.chance(0.4)) {
    co_await reader.poll(agent, key, batch->op.sends[0].offset, 0, 4096, false);
  } else {
    const int other =
        static_cast<int>(random_.below(static_cast<std::uint64_t>(context_.options.agents)));
    co_await reader.list(other, key, -1, false);
  }
}

Task<void> Producer::final_sends(int agent, Duration within) {
  const MonotonicTime end = context_.loop.now() + within;
  while (idempotent_ && (producer_id_ < 0 || identity_lost_) && context_.loop.now() < end)
    co_await ensure_identity();
  Window window;
  for (const std::string& topic : context_.topics) {
    for (std::int32_t partition = 0; partition < context_.options.partitions; ++partition) {
      std::int32_t& sequence = next_sequence_[key_of(topic, partition)];
      auto batch = make_batch(topic, partition, 1, epoch_, sequence++);
      batch->op.final = true;
      context_.recorder.begin(batch->op);
      window.push_back(std::move(batch));
    }
  }
  co_await deliver(window, within, agent);
}

}  // namespace ringfence::sim
