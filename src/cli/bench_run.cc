#include "cli/bench_run.h"

#include <algorithm>

#include "async/task_group.h"
#include "kafka/protocol/record_builder.h"

namespace ringfence::cli {
namespace {

using async::Task;
using kafka::client::Client;

// What all connections of a run share.
struct Run {
  async::Loop& loop;
  async::Network& network;
  kafka::client::ClientOptions client;
  BenchOptions options;
  BenchProgress progress;
  MonotonicTime began{};
  MonotonicTime reported{};
  BenchResult result;
  std::vector<float> latencies_ms;
  std::int64_t left = 0;  // records that nobody has taken yet
  TopicId topic_id;
  std::int32_t partitions = 0;
  Error error;
  bool failed = false;

  void fail(Error why) {
    if (failed) return;
    failed = true;
    error = std::move(why);
  }
  void done(std::uint64_t records, std::uint64_t bytes, MonotonicTime sent) {
    const MonotonicTime now = loop.now();
    result.records += records;
    result.bytes += bytes;
    latencies_ms.push_back(static_cast<float>(static_cast<double>((now - sent).count()) / 1e6));
    result.seconds = static_cast<double>((now - began).count()) / 1e9;
    if (now - reported < seconds(1)) return;
    reported = now;
    progress(result);
  }
  BenchResult finish() {
    result.seconds = static_cast<double>((loop.now() - began).count()) / 1e9;
    std::ranges::sort(latencies_ms);
    if (!latencies_ms.empty()) {
      result.p50_ms = latencies_ms[latencies_ms.size() / 2];
      result.p99_ms = latencies_ms[latencies_ms.size() * 99 / 100];
      result.max_ms = latencies_ms.back();
    }
    return result;
  }
};

bytes::Compression parse_compression(const std::string& name) {
  if (name == "gzip") return bytes::Compression::kGzip;
  if (name == "snappy") return bytes::Compression::kSnappy;
  if (name == "lz4") return bytes::Compression::kLz4;
  if (name == "zstd") return bytes::Compression::kZstd;
  return bytes::Compression::kNone;
}

// One connection and one partition at a time, so that sequences stay in order.
class Producer {
 public:
  Producer(Run& run, std::int32_t first_partition)
      : run_(run),
        client_(run.loop, run.network, run.client),
        sending_(run.loop),
        partition_(first_partition) {
    value_.resize(static_cast<std::size_t>(run.options.record_bytes));
    for (auto& byte : value_) byte = static_cast<std::byte>(run.loop.random().below(256));
  }

  Task<void> work() {
    const auto result = co_await connect();
    if (!result) run_.fail(result.error());
    while (!run_.failed && run_.left > 0) {
      co_await pace();
      co_await sending_.wait_below(static_cast<std::size_t>(run_.options.in_flight));
      if (run_.failed || run_.left <= 0) break;
      sending_.spawn(send());
    }
    co_await sending_.join();
    co_await client_.stop();
  }

 private:
  Task<Result<void>> connect() {
    RF_CO_TRY(co_await client_.connect());
    if (run_.options.idempotent && run_.options.acks != 0) {
      RF_CO_TRY_ASSIGN(producer_, co_await client_.init_producer_id());
    }
    sequences_.assign(static_cast<std::size_t>(run_.partitions), 0);
    co_return Result<void>();
  }

  // Holds the rate over all connections.
  Task<void> pace() {
    if (run_.options.rate <= 0) co_return;
    const std::int64_t taken = run_.options.records - run_.left;
    const auto due = run_.began + Duration(taken * 1'000'000'000 / run_.options.rate);
    if (due > run_.loop.now()) co_await async::sleep_until(run_.loop, {due, {}});
  }

  std::int64_t batch_records() const {
    const std::int64_t fit = run_.options.batch_bytes / (run_.options.record_bytes + 16);
    std::int64_t count = std::max<std::int64_t>(1, std::min(fit, run_.left));
    // With a rate, a batch holds what falls due in about a millisecond.
    if (run_.options.rate > 0) count = std::clamp<std::int64_t>(run_.options.rate / 1000, 1, count);
    return count;
  }

  Task<void> send() {
    const std::int64_t count = batch_records();
    run_.left -= count;
    const std::int32_t partition = partition_;
    partition_ = (partition_ + 1) % run_.partitions;
    kafka::BatchOptions batch;
    batch.compression = parse_compression(run_.options.compression);
    batch.producer_id = producer_.id;
    batch.producer_epoch = producer_.epoch;
    if (producer_.id >= 0) batch.base_sequence = sequences_[static_cast<std::size_t>(partition)];
    sequences_[static_cast<std::size_t>(partition)] += static_cast<std::int32_t>(count);
    kafka::RecordBatchBuilder builder(batch);
    const std::int64_t now_ms = run_.loop.wall_now().ms;
    for (std::int64_t i = 0; i < count; ++i)
      builder.append(now_ms, std::nullopt, bytes::ByteSpan(value_));
    auto built = builder.build();
    if (!built) co_return run_.fail(built.error());
    const MonotonicTime sent = run_.loop.now();
    const auto produced =
        co_await client_.produce({run_.options.topic, run_.topic_id, partition}, std::move(*built),
                                 static_cast<std::int16_t>(run_.options.acks), client_.deadline());
    if (!produced) co_return run_.fail(produced.error());
    if (produced->error != kafka::KafkaError::kNone) {
      co_return run_.fail(kafka::client::to_error(produced->error, std::nullopt));
    }
    run_.done(static_cast<std::uint64_t>(count),
              static_cast<std::uint64_t>(count * run_.options.record_bytes), sent);
  }

  Run& run_;
  Client client_;
  async::TaskGroup sending_;
  Client::Producer producer_;
  std::int32_t partition_;
  std::vector<std::int32_t> sequences_;
  std::vector<std::byte> value_;
};

Task<Result<void>> look_up(Run& run, Client& client, bool may_create) {
  RF_CO_TRY(co_await client.connect());
  for (int attempt = 0; attempt < 2; ++attempt) {
    RF_CO_TRY_ASSIGN(const auto metadata,
                     co_await client.metadata(std::vector<std::string>{run.options.topic}));
    const auto& topic = metadata.topics.at(0);
    if (topic.error_code == 0) {
      run.topic_id = topic.topic_id;
      run.partitions = static_cast<std::int32_t>(topic.partitions.size());
      co_return Result<void>();
    }
    const auto error = static_cast<kafka::KafkaError>(topic.error_code);
    if (!may_create || error != kafka::KafkaError::kUnknownTopicOrPartition) {
      co_return kafka::client::to_error(error, run.options.topic);
    }
    kafka::client::TopicSpec spec;
    spec.name = run.options.topic;
    spec.partitions = static_cast<std::int32_t>(run.options.partitions);
    RF_CO_TRY(co_await client.create_topic(spec));
  }
  co_return Error(ErrorCode::kUnavailable, "the topic was made and is not there");
}

Task<Result<void>> prepare(Run& run, bool may_create) {
  Client client(run.loop, run.network, run.client);
  auto result = co_await look_up(run, client, may_create);
  co_await client.stop();
  co_return result;
}

struct Place {
  std::int32_t partition;
  std::int64_t next;
  std::int64_t end;
};

Task<Result<std::vector<Place>>> find_places(Run& run, Client& client) {
  std::vector<Place> places;
  for (std::int32_t partition = 0; partition < run.partitions; ++partition) {
    RF_CO_TRY_ASSIGN(const auto first,
                     co_await client.list_offset(run.options.topic, partition, -2));
    RF_CO_TRY_ASSIGN(const auto end, co_await client.list_offset(run.options.topic, partition, -1));
    places.push_back({partition, first.offset, end.offset});
  }
  co_return places;
}

// Records and bytes of the batches; moves `place` on.
Result<std::pair<std::uint64_t, std::uint64_t>> take(const bytes::Chain& records, Place& place) {
  kafka::BatchCursor cursor(records.flatten());
  std::uint64_t count = 0, bytes = 0;
  for (;;) {
    RF_TRY_ASSIGN(const bool more, cursor.next());
    if (!more) break;
    count += static_cast<std::uint64_t>(cursor.header().record_count);
    bytes += cursor.batch().size();
    place.next = cursor.header().next_offset();
  }
  return std::pair{count, bytes};
}

Task<Result<void>> consume_all(Run& run, Client& client) {
  RF_CO_TRY(co_await client.connect());
  RF_CO_TRY_ASSIGN(auto places, co_await find_places(run, client));
  run.began = run.reported = run.loop.now();
  for (;;) {
    std::erase_if(places, [](const Place& place) { return place.next >= place.end; });
    if (places.empty()) co_return Result<void>();
    std::vector<kafka::client::FetchWish> wishes;
    for (const Place& place : places) {
      wishes.push_back({{run.options.topic, run.topic_id, place.partition}, place.next, 4 << 20});
    }
    const MonotonicTime sent = run.loop.now();
    RF_CO_TRY_ASSIGN(const auto fetched,
                     co_await client.fetch(std::move(wishes), {}, client.deadline()));
    std::uint64_t records = 0, bytes = 0;
    for (std::size_t i = 0; i < fetched.size(); ++i) {
      if (fetched[i].error != kafka::KafkaError::kNone) {
        co_return kafka::client::to_error(fetched[i].error, run.options.topic);
      }
      RF_CO_TRY_ASSIGN(const auto taken, take(fetched[i].records, places[i]));
      records += taken.first;
      bytes += taken.second;
    }
    run.done(records, bytes, sent);
    // The first place gets its batch in any case; let another one be first.
    std::ranges::rotate(places, places.begin() + 1);
  }
}

}  // namespace

Task<Result<BenchResult>> bench_produce(async::Loop& loop, async::Network& network,
                                        kafka::client::ClientOptions client, BenchOptions options,
                                        BenchProgress progress) {
  Run run{loop, network, std::move(client), std::move(options), std::move(progress)};
  RF_CO_TRY(co_await prepare(run, true));
  run.left = run.options.records;
  run.began = run.reported = loop.now();
  std::vector<std::unique_ptr<Producer>> producers;
  async::TaskGroup group(loop);
  for (std::int64_t i = 0; i < run.options.connections; ++i) {
    producers.push_back(
        std::make_unique<Producer>(run, static_cast<std::int32_t>(i % run.partitions)));
    group.spawn(producers.back()->work());
  }
  co_await group.join();
  if (run.failed) co_return run.error;
  co_return run.finish();
}

Task<Result<BenchResult>> bench_consume(async::Loop& loop, async::Network& network,
                                        kafka::client::ClientOptions client, BenchOptions options,
                                        BenchProgress progress) {
  Run run{loop, network, std::move(client), std::move(options), std::move(progress)};
  RF_CO_TRY(co_await prepare(run, false));
  Client reader(loop, network, run.client);
  const auto result = co_await consume_all(run, reader);
  co_await reader.stop();
  if (!result) co_return result.error();
  co_return run.finish();
}

}  // namespace ringfence::cli
