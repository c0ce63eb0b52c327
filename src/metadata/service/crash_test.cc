// Goal: a node that dies or is paused at any moment stops in no time and leaves no task behind;
// what was acknowledged is there after the next start. Method: a cluster under load on one
// simulated loop; the loop is killed at seeded moments, everything stopped, and the log replayed.
#include "metadata/service/service_test_util.h"
#include "metadata/state/builder.h"

namespace ringfence::meta {
namespace {

// One life of a cluster: sequencer, server and two agents on a loop that dies.
class Life {
 public:
  Life(async::SimScheduler& scheduler, MemoryLogStore& log_store, store::MemoryStore& store,
       std::uint64_t seed)
      : loop_(scheduler, seed, UnixMillis{1'700'000'000'000}),
        log_(loop_, log_store),
        sequencer_(loop_, log_, store, options()),
        server_(loop_, sequencer_, {}),
        random_(seed),
        group_(loop_) {
    for (std::int32_t node = 1; node <= 2; ++node) {
      ClientOptions client;
      client.node = NodeId(node);
      clients_.push_back(std::make_unique<Client>(
          loop_, store, [this](async::Deadline) { return connect(); }, client));
    }
  }

  async::Task<bool> live_and_die(std::uint8_t life, std::map<Uuid, std::int64_t>& acknowledged) {
    auto started = co_await sequencer_.start();
    EXPECT_TRUE(started.ok()) << started.error().to_string();
    for (auto& client : clients_) {
      client->start();
      group_.spawn(load(*client, life, acknowledged));
      group_.spawn(ask(*client));
    }
    co_await async::sleep_for(loop_, microseconds(random_.between(0, 60'000)));
    loop_.kill();
    for (auto& client : clients_) co_await client->stop();
    co_await server_.stop();
    co_await sequencer_.stop();
    co_await group_.join();
    co_return true;
  }

 private:
  static SequencerOptions options() {
    SequencerOptions options;
    options.snapshot.after_records = 20;
    options.snapshot.margin_records = 5;
    return options;
  }
  async::Task<Result<std::unique_ptr<async::Stream>>> connect() {
    auto pair = async::make_memory_stream_pair(loop_, 10'000);
    server_.serve(std::move(pair.second));
    co_return std::move(pair.first);
  }
  async::Task<void> load(Client& client, std::uint8_t life,
                         std::map<Uuid, std::int64_t>& acknowledged) {
    auto session = co_await client.wait_session(SessionId(0), {});
    if (!session) co_return;
    auto topic = co_await client.create_topic(create_topic(life), {}, {});
    if (!topic) co_return;
    const TopicId id = topic->answer.topic;
    for (std::uint64_t i = 1; !loop_.dead(); ++i) {
      CommitObject commit = commit_of(*session, i, id);
      const Uuid object = commit.object;
      auto done = co_await client.commit_object(std::move(commit));
      if (!done) co_return;
      acknowledged[object] = offset_of(done->answer).value;
    }
  }
  async::Task<void> ask(Client& client) {
    while ((co_await client.read_index({})).ok() &&
           co_await async::sleep_for(loop_, microseconds(300))) {
    }
  }

  async::SimLoop loop_;
  FlakyLog log_;
  Sequencer sequencer_;
  SequencerServer server_;
  Random random_;
  async::TaskGroup group_;
  std::vector<std::unique_ptr<Client>> clients_;
};

// Every acknowledged object is in the state of the log at the offset that was said.
async::Task<bool> check(async::SimScheduler& scheduler, MemoryLogStore& log_store,
                        store::MemoryStore& store,
                        const std::map<Uuid, std::int64_t>& acknowledged) {
  async::SimLoop loop(scheduler, 99, UnixMillis{0});
  MemoryLog log(log_store);
  Sequencer sequencer(loop, log, store);
  auto started = co_await sequencer.start();
  EXPECT_TRUE(started.ok()) << started.error().to_string();
  const State& state = sequencer.state_for_test();
  std::map<Uuid, std::int64_t> found;
  for (const Topic* topic : state.topics()) {
    const auto view = state.find_partition(topic->id, PartitionIndex(0));
    for (const Run& run : view->runs) found[state.object(run).id] = run.base_offset;
  }
  for (const auto& [object, offset] : acknowledged) {
    const auto there = found.find(object);
    EXPECT_TRUE(there != found.end() && there->second == offset) << object.to_hex();
  }
  co_await sequencer.stop();
  co_return true;
}

TEST(Crash, WhatWasAcknowledgedIsThereAfterAnyNumberOfCrashes) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    async::SimScheduler scheduler(seed);
    async::SimLoop bucket_loop(scheduler, 1, UnixMillis{0});
    MemoryLogStore log_store;
    store::MemoryStore store(bucket_loop);
    std::map<Uuid, std::int64_t> acknowledged;
    for (std::uint8_t life = 1; life <= 5; ++life) {
      Life one(scheduler, log_store, store, seed * 100 + life);
      ASSERT_TRUE(scheduler.run(one.live_and_die(life, acknowledged)));
    }
    EXPECT_GT(acknowledged.size(), 10u);
    ASSERT_TRUE(scheduler.run(check(scheduler, log_store, store, acknowledged)));
  }
}

}  // namespace
}  // namespace ringfence::meta
