#include "review/probe_fit/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "kafka/protocol/record_builder.h"
#include "kafka/protocol/record_reader.h"

namespace ringfence::review {

using async::Deadline;
using async::Task;
using kafka::KafkaError;

namespace {

constexpr std::size_t kBatchRecordsMax = 1000;
constexpr std::size_t kBatchBytesMax = 512 * 1024;
constexpr std::size_t kUnpackedMax = 64u << 20;
constexpr std::int64_t kNotKnown = -1;
constexpr Duration kTick = milliseconds(1);

std::int64_t micros(Duration d) { return std::chrono::duration_cast<microseconds>(d).count(); }

}  // namespace

std::string value_head(const std::string& mark, std::int64_t number) {
  return fmt::format("{}{:016x}", mark, number);
}

std::int64_t number_of(std::string_view value, const std::string& mark) {
  if (value.size() < 32 || !value.starts_with(mark)) return -1;
  std::int64_t number = -1;
  const auto parsed = std::from_chars(value.data() + 16, value.data() + 32, number, 16);
  return parsed.ec == std::errc() && parsed.ptr == value.data() + 32 ? number : -1;
}

Load::Load(async::Loop& loop, async::Network& network, LoadOptions options)
    : loop_(loop),
      network_(network),
      options_(std::move(options)),
      cluster_(loop, network, options_.cluster),
      mark_(loop.random().uuid().to_hex().substr(0, 16)),
      generator_(loop),
      senders_(loop),
      reading_tasks_(loop) {}

Load::~Load() = default;

Task<Result<void>> Load::start() {
  RF_CO_TRY(co_await cluster_.connect());
  RF_CO_TRY_ASSIGN(const auto topics,
                   co_await cluster_.topics(std::vector<std::string>{options_.topic}));
  if (topics.size() != 1 || topics[0].error != KafkaError::kNone || topics[0].partitions.empty())
    co_return kafka::client::to_error(
        topics.empty() ? KafkaError::kUnknownTopicOrPartition : topics[0].error, std::nullopt);
  topic_id_ = topics[0].id;
  for (const auto& partition : topics[0].partitions) {
    auto part = std::make_unique<Part>(loop_);
    part->index = partition.index;
    RF_CO_TRY_ASSIGN(const auto end,
                     co_await cluster_.list_offset(options_.topic, partition.index, -1));
    part->start_offset = end.offset;
    parts_.push_back(std::move(part));
  }
  // Without the right to a producer id the load goes on, and a lost answer may cost a duplicate.
  auto producer = co_await cluster_.init_producer_id();
  if (producer) producer_ = *producer;
  const int readers = options_.fan_out + (options_.catch_up_reader ? 1 : 0);
  for (int i = 0; i < readers; ++i) {
    auto reader = std::make_unique<Reader>();
    reader->cluster =
        std::make_unique<kafka::client::ClusterClient>(loop_, network_, options_.cluster);
    reader->measures = i < options_.fan_out;
    reader->positions = start_offsets();
    RF_CO_TRY(co_await reader->cluster->connect());
    readers_.push_back(std::move(reader));
  }
  origin_ = loop_.now() + milliseconds(50);
  enter("warm-up");
  generating_ = reading_ = true;
  for (auto& part : parts_) {
    part->last_acknowledged = origin_;
    senders_.spawn(send(*part));
  }
  for (auto& reader : readers_) reading_tasks_.spawn(read(*reader));
  generator_.spawn(generate());
  co_return Result<void>();
}

std::vector<std::int64_t> Load::start_offsets() const {
  std::vector<std::int64_t> offsets;
  for (const auto& part : parts_) offsets.push_back(part->start_offset);
  return offsets;
}

void Load::enter(std::string phase) {
  const std::int64_t now = cluster_.interruptions();
  if (!phases_.empty()) phases_.back().interruptions += now - interruptions_before_;
  interruptions_before_ = now;
  Phase& next = phases_.emplace_back();
  next.name = std::move(phase);
  next.start = loop_.now();
  next.start_ms = loop_.wall_now().ms;
}

MonotonicTime Load::due_at(std::int64_t number) const {
  const std::int64_t whole = number / options_.rate, rest = number % options_.rate;
  return origin_ + std::chrono::seconds(whole) + nanoseconds(rest * 1'000'000'000 / options_.rate);
}

Phase& Load::phase_at(MonotonicTime when) {
  for (std::size_t i = phases_.size(); i-- > 1;) {
    if (when >= phases_[i].start) return phases_[i];
  }
  return phases_.front();
}

Second& Load::second_at(MonotonicTime when) {
  const auto at = static_cast<std::size_t>(std::max<std::int64_t>(
      0, std::chrono::duration_cast<std::chrono::seconds>(when - origin_).count()));
  if (seconds_.size() <= at) seconds_.resize(at + 1);
  return seconds_[at];
}

Task<void> Load::generate() {
  std::int64_t number = 0;
  const auto bytes = static_cast<std::int64_t>(options_.record_bytes);
  while (generating_ && number < kRecordsMax) {
    const MonotonicTime now = loop_.now();
    for (; number < kRecordsMax && due_at(number) <= now; ++number) {
      acknowledged_.push_back(false);
      ++phase_at(due_at(number)).due;
      if ((pending_ + 1) * bytes > static_cast<std::int64_t>(kPendingBytesMax)) {
        ++never_sent_;
        on_failed({number}, "NEVER_SENT");
        continue;
      }
      Part& part = *parts_[static_cast<std::size_t>(number) % parts_.size()];
      part.queue.push_back(number);
      ++pending_;
      if (part.queue.size() == 1) part.work.wake_all();
    }
    const MonotonicTime next = std::max(due_at(number), now + kTick);
    if (!co_await async::sleep_until(loop_, Deadline{next, stop_generating_.token()})) break;
  }
}

Task<void> Load::send(Part& part) {
  while (generating_ || !part.queue.empty()) {
    if (part.queue.empty()) {
      const auto wake = co_await part.work.wait(Deadline::none(stop_generating_.token()));
      if (wake == async::Wake::kCancelled && part.queue.empty()) break;
      continue;
    }
    if (stop_sending_.cancelled()) {
      on_failed({part.queue.begin(), part.queue.end()}, "NOT_ACKNOWLEDGED");
      pending_ -= static_cast<std::int64_t>(part.queue.size());
      part.queue.clear();
      continue;
    }
    const MonotonicTime full = due_at(part.queue.front()) + options_.linger;
    if (generating_ && loop_.now() < full)
      (void)co_await async::sleep_until(loop_, Deadline{full, stop_generating_.token()});
    std::vector<std::int64_t> numbers;
    std::size_t bytes = 0;
    while (!part.queue.empty() && numbers.size() < kBatchRecordsMax && bytes < kBatchBytesMax) {
      numbers.push_back(part.queue.front());
      part.queue.pop_front();
      bytes += static_cast<std::size_t>(options_.record_bytes);
    }
    pending_ -= static_cast<std::int64_t>(numbers.size());
    co_await send_batch(part, std::move(numbers));
  }
}

Result<bytes::Slice> Load::make_batch(const std::vector<std::int64_t>& numbers,
                                      std::int32_t sequence) {
  kafka::BatchOptions options;
  options.producer_id = producer_.id;
  options.producer_epoch = producer_.epoch;
  if (producer_.id >= 0) options.base_sequence = sequence;
  kafka::RecordBatchBuilder builder(options);
  const std::int64_t now_ms = loop_.wall_now().ms;
  for (const std::int64_t number : numbers) {
    std::string value = value_head(mark_, number);
    value.resize(static_cast<std::size_t>(options_.record_bytes), '.');
    builder.append(now_ms, std::nullopt, std::as_bytes(std::span(value)));
  }
  return builder.build();
}

Task<void> Load::send_batch(Part& part, std::vector<std::int64_t> numbers) {
  const auto count = static_cast<std::int32_t>(numbers.size());
  while (true) {
    const std::int64_t generation = producer_generation_;
    auto batch = make_batch(numbers, part.next_sequence);
    if (!batch) co_return on_failed(numbers, batch.error().to_string());
    auto answer = co_await cluster_.produce({options_.topic, topic_id_, part.index}, *batch, -1,
                                            Deadline::none(stop_sending_.token()));
    if (!answer) co_return on_failed(numbers, std::string(error_name(answer.error().code)));
    if (generation == producer_generation_)
      part.next_sequence = static_cast<std::int32_t>(
          (static_cast<std::int64_t>(part.next_sequence) + count) & 0x7FFFFFFF);
    if (answer->error == KafkaError::kNone || answer->error == KafkaError::kDuplicateSequenceNumber)
      co_return on_acknowledged(part, numbers);
    const bool forgotten = answer->error == KafkaError::kOutOfOrderSequenceNumber ||
                           answer->error == KafkaError::kUnknownProducerId ||
                           answer->error == KafkaError::kInvalidProducerEpoch;
    if (!forgotten || stop_sending_.cancelled())
      co_return on_failed(numbers, std::string(kafka::name(answer->error)));
    // The cluster lost what it knew of us: a new producer id, and this batch again.
    if (generation == producer_generation_) co_await renew_producer();
  }
}

Task<void> Load::renew_producer() {
  auto producer = co_await cluster_.init_producer_id();
  if (!producer) {
    (void)co_await async::sleep_for(loop_, milliseconds(100), stop_sending_.token());
    co_return;
  }
  producer_ = *producer;
  ++producer_generation_;
  for (auto& part : parts_) part->next_sequence = 0;
}

void Load::on_acknowledged(Part& part, const std::vector<std::int64_t>& numbers) {
  const MonotonicTime now = loop_.now();
  Phase& current = phases_.back();
  current.gap = std::max(current.gap, now - part.last_acknowledged);
  part.last_acknowledged = now;
  part.any = true;
  Second& second = second_at(now);
  for (const std::int64_t number : numbers) {
    acknowledged_[static_cast<std::size_t>(number)] = true;
    const MonotonicTime due = due_at(number);
    const std::int64_t latency = micros(now - due);
    Phase& phase = phase_at(due);
    phase.produce.add(latency);
    ++phase.acknowledged;
    ++second.acknowledged;
    second.produce_max_us = std::max(second.produce_max_us, latency);
  }
}

void Load::on_failed(const std::vector<std::int64_t>& numbers, const std::string& why) {
  Second& second = second_at(loop_.now());
  for (const std::int64_t number : numbers) {
    Phase& phase = phase_at(due_at(number));
    ++phase.failed;
    ++phase.errors[why];
    ++second.failed;
  }
}

Task<Result<void>> Load::look(Reader& reader) {
  RF_CO_TRY_ASSIGN(const auto topics,
                   co_await reader.cluster->topics(std::vector<std::string>{options_.topic}));
  if (topics.size() != 1 || topics[0].error != KafkaError::kNone)
    co_return Error(ErrorCode::kUnavailable, "the topic is not shown now");
  for (const auto& partition : topics[0].partitions)
    reader.leaders[partition.index] = partition.leader;
  for (const auto& broker : reader.cluster->brokers()) {
    if (reader.loops.insert(broker.id).second) reading_tasks_.spawn(read_from(reader, broker.id));
  }
  co_return Result<void>();
}

// Looks for leaders now and then; each broker has a loop of its own, since a broker answers the
// requests of one connection one after the other.
Task<void> Load::read(Reader& reader) {
  while (reading_) {
    (void)co_await look(reader);
    if (!co_await async::sleep_for(loop_, milliseconds(500), stop_reading_.token())) break;
  }
}

Task<void> Load::read_from(Reader& reader, std::int32_t broker) {
  while (reading_) {
    std::vector<std::int32_t> mine;
    for (const auto& [partition, leader] : reader.leaders) {
      if (leader == broker && partition < partitions()) mine.push_back(partition);
    }
    if (mine.empty()) {
      (void)co_await async::sleep_for(loop_, milliseconds(50), stop_reading_.token());
      continue;
    }
    co_await read_once(reader, broker, std::move(mine));
  }
}

Task<void> Load::read_once(Reader& reader, std::int32_t broker,
                           std::vector<std::int32_t> partitions) {
  std::vector<kafka::client::FetchWish> wishes;
  for (const std::int32_t partition : partitions)
    wishes.push_back({{options_.topic, topic_id_, partition},
                      reader.positions[static_cast<std::size_t>(partition)]});
  kafka::client::FetchLimits limits;
  limits.bytes_max = 16 << 20;
  limits.wait_ms = 250;
  auto answers = co_await reader.cluster->fetch_from(broker, std::move(wishes), limits,
                                                     Deadline::none(stop_reading_.token()));
  bool wrong = !answers;
  bool at_end = true;
  for (std::size_t i = 0; answers && i < answers->size(); ++i) {
    const auto& fetched = (*answers)[i];
    std::int64_t& position = reader.positions[static_cast<std::size_t>(partitions[i])];
    if (fetched.error == KafkaError::kOffsetOutOfRange) {
      position = std::max(position, fetched.log_start);
    }
    wrong = wrong || fetched.error != KafkaError::kNone;
    if (fetched.error == KafkaError::kNone) on_records(reader, fetched, position);
    at_end = at_end && position >= fetched.high_watermark;
  }
  if (!reader.measures && answers && at_end && !wrong) {
    reader.positions = start_offsets();
    ++catch_up_passes_;
  }
  if (wrong) {
    (void)co_await look(reader);
    (void)co_await async::sleep_for(loop_, milliseconds(20), stop_reading_.token());
  }
}

void Load::on_records(const Reader& reader, const kafka::client::Fetched& fetched,
                      std::int64_t& position) {
  const MonotonicTime now = loop_.now();
  kafka::BatchCursor cursor(fetched.records.flatten());
  while (true) {
    const auto more = cursor.next();
    if (!more || !*more) break;
    const std::int64_t next = cursor.header().next_offset();
    if (next <= position) continue;
    if (reader.measures) {
      auto records = kafka::RecordReader::open(cursor.batch().span(), kUnpackedMax);
      kafka::Record record;
      while (records) {
        const auto one = records->next(record);
        if (!one || !*one) break;
        if (record.offset < position || !record.value) continue;
        const std::string_view text(reinterpret_cast<const char*>(record.value->data()),
                                    record.value->size());
        const std::int64_t number = number_of(text, mark_);
        if (number < 0 || number >= due()) continue;
        const std::int64_t latency = micros(now - due_at(number));
        phase_at(due_at(number)).end_to_end.add(latency);
        Second& second = second_at(now);
        ++second.received;
        second.end_to_end_max_us = std::max(second.end_to_end_max_us, latency);
      }
    }
    position = next;
  }
}

Task<std::int64_t> Load::brokers_now() {
  // Soon or not at all: the drill waits for this.
  auto topics =
      co_await cluster_.topics(std::vector<std::string>{options_.topic},
                               Deadline::after(loop_, 2 * options_.cluster.attempt_timeout));
  co_return topics ? static_cast<std::int64_t>(cluster_.brokers().size()) : kNotKnown;
}

Task<void> Load::finish() {
  generating_ = false;
  stop_generating_.cancel();
  co_await generator_.join();
  for (auto& part : parts_) part->work.wake_all();
  const MonotonicTime end = loop_.now() + options_.drain;
  while (senders_.running() > 0 && loop_.now() < end)
    (void)co_await async::sleep_for(loop_, milliseconds(20));
  stop_sending_.cancel();
  co_await senders_.join();
  // Readers get the last records, too.
  (void)co_await async::sleep_for(loop_, milliseconds(1000));
  enter("end");
  phases_.pop_back();  // only for its count of interruptions
  for (const auto& part : parts_) {
    const Phase& last = phases_.back();
    const bool open = last.failed > 0 && last.due > 0;
    if (open) phases_.back().gap = std::max(last.gap, loop_.now() - part->last_acknowledged);
  }
  reading_ = false;
  stop_reading_.cancel();
  co_await reading_tasks_.join();
  for (auto& reader : readers_) co_await reader->cluster->stop();
  co_await cluster_.stop();
}

}  // namespace ringfence::review
