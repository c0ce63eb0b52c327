// Goal: a whole cluster, composed as `ringfence dev` composes it, behaves towards Kafka clients as
// Kafka does: produce and read back, long polls, duplicates, late starts, drains, and bad manners
// on the wire. Method: sequencer and agent over a simulated loop, memory store, memory log and
// in-memory connections; our own client and raw frames. Every test runs in virtual time.
#include <gtest/gtest.h>

#include <map>

#include "agent/agent.h"
#include "async/memory_stream.h"
#include "async/sim_loop.h"
#include "config/key_table.h"
#include "kafka/client/client.h"
#include "kafka/protocol/generated/fetch.h"
#include "kafka/protocol/generated/find_coordinator.h"
#include "kafka/protocol/generated/produce.h"
#include "kafka/protocol/record_builder.h"
#include "metadata/log/memory_log.h"
#include "metadata/service/sequencer_server.h"
#include "object_store/memory_store.h"

namespace ringfence::cli {
namespace {

using async::Deadline;
using async::Task;
using kafka::KafkaError;
using kafka::client::Client;

// Connections inside the process.
class LocalNetwork final : public async::Network {
 public:
  explicit LocalNetwork(async::Loop& loop) : loop_(loop) {}

  class Port final : public async::Listener {
   public:
    Port(LocalNetwork& network, async::Endpoint local)
        : network_(network), local_(std::move(local)), arrived_(network.loop_) {}
    ~Port() override { network_.ports_.erase(local_.to_string()); }
    Task<Result<std::unique_ptr<async::Stream>>> accept(Deadline deadline) override {
      while (waiting_.empty()) {
        if (closed_) co_return Error(ErrorCode::kClosed);
        if (co_await arrived_.wait(deadline) == async::Wake::kCancelled)
          co_return Error(ErrorCode::kCancelled);
      }
      auto stream = std::move(waiting_.front());
      waiting_.pop_front();
      co_return std::move(stream);
    }
    void close() override {
      closed_ = true;
      arrived_.wake_all();
    }
    async::Endpoint local() const override { return local_; }
    void push(std::unique_ptr<async::Stream> stream) {
      waiting_.push_back(std::move(stream));
      arrived_.wake_one();
    }

   private:
    LocalNetwork& network_;
    async::Endpoint local_;
    bool closed_ = false;
    std::deque<std::unique_ptr<async::Stream>> waiting_;
    async::WaitQueue arrived_;
  };

  Result<std::unique_ptr<async::Listener>> listen(const async::Endpoint& endpoint) override {
    async::Endpoint local = endpoint;
    if (local.port == 0) local.port = next_port_++;
    auto port = std::make_unique<Port>(*this, local);
    ports_[local.to_string()] = port.get();
    return port;
  }
  Task<Result<std::unique_ptr<async::Stream>>> connect(async::Endpoint endpoint,
                                                       Deadline) override {
    const auto port = ports_.find(endpoint.to_string());
    if (port == ports_.end()) co_return Error(ErrorCode::kUnavailable, "nobody listens");
    auto [near, far] = async::make_memory_stream_pair(loop_, 256 * 1024);
    port->second->push(std::move(far));
    co_return std::move(near);
  }

 private:
  async::Loop& loop_;
  std::map<std::string, Port*> ports_;
  std::uint16_t next_port_ = 20'000;
};

Task<Result<std::unique_ptr<async::Stream>>> join(async::Loop& loop,
                                                  meta::SequencerServer* server) {
  if (server == nullptr) co_return Error(ErrorCode::kUnavailable, "no sequencer");
  auto [near, far] = async::make_memory_stream_pair(loop, 1 << 20);
  server->serve(std::move(far));
  co_return std::move(near);
}

// One sequencer and one agent.
struct Cluster {
  explicit Cluster(std::uint64_t seed, config::Config settings = config::default_config())
      : scheduler(seed),
        loop(scheduler, seed, UnixMillis{1'700'000'000'000}),
        network(loop),
        store(loop),
        log(log_store),
        keys(keys::Keys::deterministic(seed)),
        sequencer(loop, log, store),
        server(loop, sequencer),
        agent({loop, network, store,
               [this](Deadline) { return join(loop, connected ? &server : nullptr); }, keys},
              {std::move(settings), ClusterId{}}) {}

  Task<bool> start() {
    const auto agent_started = agent.start();
    if (!agent_started) co_return false;
    const auto started = co_await sequencer.start();
    connected = true;
    co_return started.ok();
  }
  Task<bool> stop() {
    co_await agent.stop();
    co_await server.stop();
    co_await sequencer.stop();
    co_return true;
  }
  kafka::client::ClientOptions client_options() const {
    return {.broker = agent.listeners().front().advertised, .client_id = "test"};
  }

  async::SimScheduler scheduler;
  async::SimLoop loop;
  LocalNetwork network;
  store::MemoryStore store;
  meta::MemoryLogStore log_store;
  meta::MemoryLog log;
  keys::Keys keys;
  meta::Sequencer sequencer;
  meta::SequencerServer server;
  bool connected = false;
  agent::Agent agent;
};

// Runs `body` against a started cluster with a connected client, then stops everything.
using Body = Task<void> (*)(Cluster&, Client&);
Task<bool> whole(Cluster& cluster, Body body) {
  EXPECT_TRUE(co_await cluster.start());
  Client client(cluster.loop, cluster.network, cluster.client_options());
  const auto connected = co_await client.connect();
  EXPECT_TRUE(connected.ok());
  if (connected) co_await body(cluster, client);
  co_await client.stop();
  co_return co_await cluster.stop();
}
void run(Body body, config::Config settings = config::default_config()) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    Cluster cluster(seed, settings);
    EXPECT_TRUE(cluster.scheduler.run(whole(cluster, body)));
  }
}

bytes::ByteSpan span(std::string_view text) { return std::as_bytes(std::span(text)); }

bytes::Slice batch(std::vector<std::string> values, kafka::BatchOptions options = {}) {
  kafka::RecordBatchBuilder builder(options);
  for (const std::string& value : values)
    builder.append(1'700'000'000'000, std::nullopt, span(value));
  return *builder.build();
}

std::vector<std::string> values(const bytes::Chain& records) {
  std::vector<std::string> out;
  const bytes::Slice flat = records.flatten();
  kafka::BatchCursor cursor(flat);
  while (cursor.next().value_or(false)) {
    auto reader = kafka::RecordReader::open(cursor.batch().span(), 1 << 20);
    kafka::Record record;
    while (reader->next(record).value_or(false)) {
      out.emplace_back(reinterpret_cast<const char*>(record.value->data()), record.value->size());
    }
  }
  return out;
}

Task<TopicId> make_topic(Client& client, std::string name, std::int32_t partitions,
                         std::map<std::string, std::string> configs = {}) {
  kafka::client::TopicSpec spec{std::move(name), partitions, -1, std::move(configs)};
  const auto made = co_await client.create_topic(std::move(spec));
  EXPECT_TRUE(made.ok());
  co_return made ? made->topic_id : TopicId{};
}

Task<void> produce_and_read(Cluster&, Client& client) {
  const TopicId id = co_await make_topic(client, "orders", 2);
  for (int i = 0; i < 10; ++i) {
    const auto produced = co_await client.produce(
        {"orders", id, 1}, batch({"a" + std::to_string(i), "b"}), -1, client.deadline());
    EXPECT_TRUE(produced.ok());
    EXPECT_EQ(produced->error, KafkaError::kNone);
    EXPECT_EQ(produced->base_offset, 2 * i);
  }
  auto fetched = co_await client.fetch({{{"orders", id, 1}, 3, 1 << 20}}, {}, client.deadline());
  EXPECT_TRUE(fetched.ok());
  EXPECT_EQ((*fetched)[0].high_watermark, 20);
  EXPECT_EQ((*fetched)[0].log_start, 0);
  const auto read = values((*fetched)[0].records);
  // The batch that holds offset 3 comes whole.
  EXPECT_EQ(read.size(), 18u);
  if (read.size() != 18) co_return;
  EXPECT_EQ(read[0], "a1");
  EXPECT_EQ((co_await client.list_offset("orders", 1, -1))->offset, 20);
  EXPECT_EQ((co_await client.list_offset("orders", 1, -2))->offset, 0);
  EXPECT_EQ((co_await client.list_offset("orders", 0, -1))->offset, 0);
  EXPECT_EQ((co_await client.list_offset("orders", 1, 1'700'000'000'000))->offset, 0);
  EXPECT_EQ((co_await client.list_offset("orders", 1, 1'700'000'000'001))->offset, -1);
}
TEST(EndToEnd, ProduceAndRead) { run(&produce_and_read); }

Task<void> small_limit_still_moves(Cluster&, Client& client) {
  const TopicId id = co_await make_topic(client, "big", 1);
  (void)co_await client.produce({"big", id, 0}, batch({std::string(5000, 'x')}), -1,
                                client.deadline());
  (void)co_await client.produce({"big", id, 0}, batch({std::string(5000, 'y')}), -1,
                                client.deadline());
  auto fetched =
      co_await client.fetch({{{"big", id, 0}, 0, 100}}, {100, 1, 500}, client.deadline());
  EXPECT_EQ(values((*fetched)[0].records).size(), 1u) << "one whole batch, however small the limit";
}
TEST(EndToEnd, AFetchLimitBelowABatchStillMoves) { run(&small_limit_still_moves); }

Task<void> later(async::Loop& loop, Client& client, TopicId id) {
  co_await async::sleep_for(loop, milliseconds(700));
  (void)co_await client.produce({"poll", id, 0}, batch({"x"}), -1, client.deadline());
}
Task<void> long_poll(Cluster& cluster, Client& client) {
  const TopicId id = co_await make_topic(client, "poll", 1);
  Client writer(cluster.loop, cluster.network, cluster.client_options());
  EXPECT_TRUE((co_await writer.connect()).ok());
  async::TaskGroup group(cluster.loop);
  const MonotonicTime began = cluster.loop.now();
  group.spawn(later(cluster.loop, writer, id));
  auto fetched =
      co_await client.fetch({{{"poll", id, 0}, 0, 1 << 20}}, {1 << 20, 1, 5000}, client.deadline());
  const Duration took = cluster.loop.now() - began;
  EXPECT_EQ(values((*fetched)[0].records).size(), 1u);
  EXPECT_GE(took, milliseconds(700));
  EXPECT_LT(took, milliseconds(1500)) << "woken by the commit, not by the clock";
  const MonotonicTime again = cluster.loop.now();
  fetched =
      co_await client.fetch({{{"poll", id, 0}, 1, 1 << 20}}, {1 << 20, 1, 2000}, client.deadline());
  EXPECT_TRUE((*fetched)[0].records.empty());
  EXPECT_EQ((*fetched)[0].error, KafkaError::kNone);
  EXPECT_GE(cluster.loop.now() - again, milliseconds(2000));
  co_await group.join();
  co_await writer.stop();
}
TEST(EndToEnd, LongPollIsWokenByTheCommit) { run(&long_poll); }

Task<void> duplicates(Cluster&, Client& client) {
  const TopicId id = co_await make_topic(client, "idem", 1);
  const auto producer = co_await client.init_producer_id();
  EXPECT_TRUE(producer.ok());
  kafka::BatchOptions options;
  options.producer_id = producer->id;
  options.producer_epoch = producer->epoch;
  options.base_sequence = 0;
  const bytes::Slice first = batch({"a", "b"}, options);
  for (int i = 0; i < 3; ++i) {
    const auto produced = co_await client.produce({"idem", id, 0}, first, -1, client.deadline());
    EXPECT_EQ(produced->error, KafkaError::kNone);
    EXPECT_EQ(produced->base_offset, 0) << "the original offset, every time";
  }
  options.base_sequence = 5;
  const auto gap =
      co_await client.produce({"idem", id, 0}, batch({"c"}, options), -1, client.deadline());
  EXPECT_EQ(gap->error, KafkaError::kOutOfOrderSequenceNumber);
  EXPECT_EQ((co_await client.list_offset("idem", 0, -1))->offset, 2);
}
TEST(EndToEnd, DuplicatesGetTheirOriginalOffset) { run(&duplicates); }

Task<void> ranges_and_unknowns(Cluster&, Client& client) {
  const TopicId id = co_await make_topic(client, "r", 1);
  (void)co_await client.produce({"r", id, 0}, batch({"x"}), -1, client.deadline());
  auto fetched = co_await client.fetch(
      {{{"r", id, 0}, 2, 100}, {{"r", id, 9}, 0, 100}, {{"gone", Uuid{{9}}, 0}, 0, 100}}, {},
      client.deadline());
  EXPECT_EQ((*fetched)[0].error, KafkaError::kOffsetOutOfRange);
  EXPECT_EQ((*fetched)[0].high_watermark, 1);
  EXPECT_EQ((*fetched)[1].error, KafkaError::kUnknownTopicOrPartition);
  EXPECT_EQ((*fetched)[2].error, KafkaError::kUnknownTopicId);
  const auto nowhere =
      co_await client.produce({"nope", {}, 0}, batch({"x"}), -1, client.deadline());
  EXPECT_EQ(nowhere->error, KafkaError::kUnknownTopicOrPartition);
  EXPECT_TRUE((co_await client.delete_topic("r")).ok());
  fetched = co_await client.fetch({{{"r", id, 0}, 0, 100}}, {}, client.deadline());
  EXPECT_EQ((*fetched)[0].error, KafkaError::kUnknownTopicId);
  const TopicId second = co_await make_topic(client, "r", 1);
  EXPECT_NE(second, id) << "a topic made again is another one";
  EXPECT_EQ((co_await client.list_offset("r", 0, -1))->offset, 0);
}
TEST(EndToEnd, RangesAndUnknownThings) { run(&ranges_and_unknowns); }

Task<void> collision(Cluster&, Client& client) {
  (void)co_await make_topic(client, "a.b", 1);
  kafka::client::TopicSpec spec{"a_b", 1, -1, {}};
  EXPECT_TRUE((co_await client.create_topic(spec)).failed_with(ErrorCode::kInvalid));
  spec.name = "a.b";
  EXPECT_TRUE((co_await client.create_topic(spec)).failed_with(ErrorCode::kAlreadyExists));
  spec = {"c", 1, -1, {{"no.such.config", "1"}}};
  EXPECT_TRUE((co_await client.create_topic(spec)).failed_with(ErrorCode::kInvalid));
  const auto topics = co_await client.metadata(std::nullopt);
  EXPECT_EQ(topics->topics.size(), 1u);
}
TEST(EndToEnd, NamesThatCollide) { run(&collision); }

Task<void> auto_create(Cluster&, Client& client) {
  auto absent = co_await client.metadata(std::vector<std::string>{"auto"}, false);
  EXPECT_EQ(absent->topics[0].error_code, code(KafkaError::kUnknownTopicOrPartition));
  auto made = co_await client.metadata(std::vector<std::string>{"auto", "b d"}, true);
  EXPECT_EQ(made->topics[0].error_code, 0);
  EXPECT_EQ(made->topics[0].partitions.size(), 4u);
  EXPECT_EQ(made->topics[0].partitions[0].leader_epoch, -1);
  EXPECT_EQ(made->topics[1].error_code, code(KafkaError::kInvalidTopicException));
}
TEST(EndToEnd, AutoCreate) {
  config::Config settings = config::default_config();
  settings.num_partitions = 4;
  run(&auto_create, settings);
}

// Raw frames on a connection of their own.
Task<Result<std::string>> exchange(Cluster& cluster, std::string sent, std::size_t answer_bytes) {
  RF_CO_TRY_ASSIGN(auto stream, co_await cluster.network.connect(cluster.client_options().broker,
                                                                 Deadline::none()));
  (void)co_await stream->write_all(bytes::Chain(bytes::Slice::copy_of(sent)), Deadline::none());
  std::string answer(answer_bytes, '\0');
  const auto got = co_await async::read_exactly(*stream, std::as_writable_bytes(std::span(answer)),
                                                Deadline::after(cluster.loop, seconds(5)));
  std::byte more{};
  const auto end =
      co_await stream->read_some(std::span(&more, 1), Deadline::after(cluster.loop, seconds(5)));
  const bool closed = end ? *end == 0 : end.failed_with(ErrorCode::kClosed);
  stream->close();
  if (!got) co_return got.error();
  if (!closed) co_return Error(ErrorCode::kInternal, "the connection stays open");
  co_return answer;
}

Task<void> bad_manners(Cluster& cluster, Client&) {
  for (const std::string& garbage :
       {std::string("GET / HTTP/1.1\r\n\r\n"), std::string("\x16\x03\x01\x02\x00\x01\x00\x01", 8),
        std::string("\x7f\xff\xff\xff", 4),
        std::string("\x00\x00\x00\x0a\x00\x63\x00\x00\x00\x00\x00\x01\xff\xff", 14),
        std::string("\x00\x00\x00\x0a\x00\x00\x00\x02\x00\x00\x00\x01\xff\xff", 14),  // Produce 2
        std::string("\x00\x00\x00\x0a\x00\x03\x00\x07\x00\x00\x00\x01\xff\xff", 14)}) {  // no body
    const auto answer = co_await exchange(cluster, garbage, 0);
    EXPECT_TRUE(answer.ok()) << answer.error().to_string();
  }
  // An unknown version of ApiVersions is answered as version 0, and the connection goes on.
  const auto versions =
      co_await exchange(cluster,
                        std::string("\x00\x00\x00\x0a\x00\x12\x00\x63\x00\x00\x00\x07\xff\xff"
                                    "\x00\x00\x00\x0a\x00\x63\x00\x00\x00\x00\x00\x01\xff\xff",
                                    28),
                        20);
  EXPECT_TRUE(versions.ok()) << versions.error().to_string();
  EXPECT_EQ(
      versions->substr(0, 18),
      std::string("\x00\x00\x00\x10\x00\x00\x00\x07\x00\x23\x00\x00\x00\x01\x00\x12\x00\x00", 18))
      << "what came before the unknown API was answered";
}
TEST(EndToEnd, BadMannersCloseTheConnection) { run(&bad_manners); }

Task<void> pipelined(Cluster& cluster, Client& client) {
  const TopicId id = co_await make_topic(client, "pipe", 1);
  std::vector<std::int64_t> offsets(50, -1);
  async::TaskGroup group(cluster.loop);
  const auto send = [](Client& c, TopicId topic, int i, std::int64_t& offset) -> Task<void> {
    const auto produced =
        co_await c.produce({"pipe", topic, 0}, batch({std::to_string(i)}), -1, c.deadline());
    if (produced && produced->error == KafkaError::kNone) offset = produced->base_offset;
  };
  for (int i = 0; i < 50; ++i)
    group.spawn(send(client, id, i, offsets[static_cast<std::size_t>(i)]));
  co_await group.join();
  for (int i = 0; i < 50; ++i)
    EXPECT_EQ(offsets[static_cast<std::size_t>(i)], i) << "arrival order is log order";
}
TEST(EndToEnd, PipelinedProduceKeepsItsOrder) { run(&pipelined); }

Task<bool> early_requests(Cluster& cluster) {
  // No sequencer yet: a client gets retriable errors, never "not there".
  EXPECT_TRUE(cluster.agent.start().ok());
  EXPECT_FALSE(cluster.agent.ready());
  Client client(cluster.loop, cluster.network, cluster.client_options());
  EXPECT_TRUE((co_await client.connect()).ok());
  const auto topics = co_await client.metadata(std::vector<std::string>{"t"}, false);
  EXPECT_EQ(topics->topics[0].error_code, code(KafkaError::kLeaderNotAvailable));
  const auto fetched = co_await client.fetch({{{"t", {}, 0}, 0, 100}}, {}, client.deadline());
  EXPECT_EQ((*fetched)[0].error, KafkaError::kNotLeaderOrFollower);
  EXPECT_TRUE((co_await cluster.sequencer.start()).ok());
  cluster.connected = true;
  co_await async::sleep_for(cluster.loop, seconds(10));
  EXPECT_TRUE(cluster.agent.ready()) << cluster.agent.not_ready_reason();
  const auto later = co_await client.metadata(std::vector<std::string>{"t"}, false);
  EXPECT_EQ(later->topics[0].error_code, code(KafkaError::kUnknownTopicOrPartition));
  co_await client.stop();
  co_return co_await cluster.stop();
}
TEST(EndToEnd, RequestsBeforeTheSequencerAnswers) {
  Cluster cluster(1);
  EXPECT_TRUE(cluster.scheduler.run(early_requests(cluster)));
}

Task<void> idle_and_crowded(Cluster& cluster, Client& client) {
  std::vector<std::unique_ptr<async::Stream>> streams;
  for (int i = 0; i < 6; ++i) {
    streams.push_back(
        *co_await cluster.network.connect(cluster.client_options().broker, Deadline::none()));
  }
  co_await async::sleep_for(cluster.loop, milliseconds(10));
  std::byte byte{};
  // max.connections is 4, one is the client's: the last ones are closed at once.
  const auto refused = co_await streams[5]->read_some(std::span(&byte, 1),
                                                      Deadline::after(cluster.loop, seconds(1)));
  EXPECT_TRUE(refused.ok() ? *refused == 0 : refused.failed_with(ErrorCode::kClosed));
  const auto held = co_await streams[0]->read_some(std::span(&byte, 1),
                                                   Deadline::after(cluster.loop, seconds(1)));
  EXPECT_TRUE(held.failed_with(ErrorCode::kTimeout));
  const auto idle = co_await streams[0]->read_some(std::span(&byte, 1),
                                                   Deadline::after(cluster.loop, seconds(10)));
  EXPECT_TRUE(idle.ok() ? *idle == 0 : idle.failed_with(ErrorCode::kClosed))
      << "idle for longer than 5 s";
  for (auto& stream : streams) stream->close();
  EXPECT_FALSE((co_await client.metadata(std::nullopt)).ok()) << "the client was idle as well";
}
TEST(EndToEnd, IdleAndSuperfluousConnectionsAreClosed) {
  config::Config settings = config::default_config();
  settings.max_connections = 4;
  settings.connections_max_idle_ms = 5000;
  run(&idle_and_crowded, settings);
}

Task<void> acks_zero(Cluster& cluster, Client& client) {
  const TopicId id = co_await make_topic(client, "zero", 1);
  (void)co_await client.produce({"zero", id, 0}, batch({"x"}), 0, client.deadline());
  // No answer came in between: the next one is the metadata's.
  EXPECT_TRUE((co_await client.metadata(std::nullopt)).ok());
  EXPECT_EQ((co_await client.list_offset("zero", 0, -1))->offset, 1);
  (void)co_await client.produce({"absent", {}, 0}, batch({"x"}), 0, client.deadline());
  co_await client.flush();
  co_await async::sleep_for(cluster.loop, seconds(1));
  EXPECT_FALSE(client.connected()) << "an error with acks=0 closes the connection";
}
TEST(EndToEnd, AcksZeroHasNoAnswer) { run(&acks_zero); }

Task<void> posing(Cluster&, Client& client) {
  const TopicId id = co_await make_topic(client, "pose", 1);
  kafka::FetchRequest request;
  request.replica_id = 2;
  request.max_bytes = 1000;
  auto& topic = request.topics.emplace_back();
  topic.topic = "pose";
  topic.topic_id = id;
  topic.partitions.emplace_back().partition_max_bytes = 1000;
  const auto answer = co_await client.call<kafka::FetchResponse>(request, client.deadline(), 12);
  EXPECT_EQ(answer->error_code, code(KafkaError::kClusterAuthorizationFailed));
}
TEST(EndToEnd, AClientThatPosesAsABrokerGetsNothing) { run(&posing); }

}  // namespace
}  // namespace ringfence::cli
