// Goal: what an agent relies on: commits keep flush order and have one outcome over cut connections
// and restarts; the own replica has what was acknowledged; the read index is coalesced and never
// stale; a lagging or slow replica comes back from snapshot and log. Method: clients, server and
// sequencer joined by memory streams on one simulated loop; streams are cut, the sequencer
// restarted, appends fail on order.
#include "metadata/service/service_test_util.h"
#include "metadata/state/snapshot.h"
#include "rpc/codec.h"

namespace ringfence::meta {
namespace {

class ClientTest : public ServiceTest {
 protected:
  async::Task<SessionId> ready(Client& client) {
    auto got = co_await client.wait_session(SessionId(0), in(seconds(60)));
    EXPECT_TRUE(got.ok()) << client.last_error().to_string();
    co_return got ? *got : SessionId(0);
  }
  async::Task<TopicId> make_topic(Client& client, std::uint8_t seed, std::int32_t partitions = 1) {
    auto made = co_await client.create_topic(create_topic(seed, partitions), {}, in(seconds(60)));
    EXPECT_TRUE(made.ok()) << made.error().to_string();
    EXPECT_EQ(made->error, DecideError::kNone);
    EXPECT_NE(client.replica().state().find_topic(made->answer.topic), nullptr);
    co_return made->answer.topic;
  }
  std::int64_t end_of(Client& client, TopicId topic, std::int32_t partition = 0) {
    auto view = client.replica().state().find_partition(topic, PartitionIndex(partition));
    return view ? view->high_watermark.value : -1;
  }

  async::Task<bool> first_light() {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    Client& client = add_client(1);
    const SessionId mine = co_await ready(client);
    const TopicId topic = co_await make_topic(client, 1);
    for (std::uint64_t i = 1; i <= 10; ++i) {
      auto done = co_await client.commit_object(commit_of(mine, i, topic, 3));
      EXPECT_TRUE(done.ok());
      EXPECT_EQ(offset_of(done->answer).value, static_cast<std::int64_t>(3 * (i - 1)));
      EXPECT_EQ(end_of(client, topic), static_cast<std::int64_t>(3 * i));  // own replica has it
    }
    auto again = co_await client.create_topic(create_topic(1), {}, in(seconds(5)));
    EXPECT_EQ(again->error, DecideError::kTopicExists);
    auto producer = co_await client.init_producer_id({}, {}, in(seconds(5)));
    EXPECT_GE(producer->answer.id.value, 0);
    auto agents = co_await client.list_agents(in(seconds(5)));
    EXPECT_EQ(agents->size(), 1u);
    EXPECT_EQ(agents->front().node, NodeId(1));
    auto gone = co_await client.delete_topic({topic}, {}, in(seconds(5)));
    EXPECT_EQ(gone->error, DecideError::kNone);
    EXPECT_EQ(client.replica().state().find_topic(topic), nullptr);
    co_return true;
  }

  async::Task<void> commit_one(Client& client, CommitObject commit,
                               std::map<std::uint64_t, std::int64_t>& offsets) {
    const std::uint64_t counter = commit.counter.value;
    auto done = co_await client.commit_object(std::move(commit));
    EXPECT_TRUE(done.ok()) << done.error().to_string();
    if (done) offsets[counter] = offset_of(done->answer).value;
  }

  // Streams are cut again and again while commits are in flight; every commit ends once, in order.
  async::Task<bool> cuts() {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    ClientOptions options;
    options.backoff_max = milliseconds(50);
    Client& client = add_client(1, options);
    const SessionId mine = co_await ready(client);
    const TopicId topic = co_await make_topic(client, 1);
    std::map<std::uint64_t, std::int64_t> offsets;
    async::TaskGroup group(loop_);
    Random random(5);
    for (std::uint64_t i = 1; i <= 400; ++i) {
      group.spawn(commit_one(client, commit_of(mine, i, topic), offsets));
      if (random.chance(0.1)) cut_streams();
      if (random.chance(0.1)) log_->faults.push_back(AppendFault::kUnknownAbsent);
      if (random.chance(0.1)) log_->faults.push_back(AppendFault::kUnknownThere);
      co_await async::sleep_for(loop_, microseconds(random.between(0, 3000)));
    }
    co_await group.join();
    EXPECT_EQ(offsets.size(), 400u);
    for (const auto& [counter, offset] : offsets)
      EXPECT_EQ(offset, static_cast<std::int64_t>(counter) - 1);
    EXPECT_EQ(end_of(client, topic), 400);
    EXPECT_GT(client.stats().commits_resent, 0u);
    EXPECT_GT(client.stats().connects, 10u);
    EXPECT_EQ(client.stats().sessions_lost, 0u);
    co_return true;
  }

  async::Task<bool> restarts() {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    Client& client = add_client(1);
    const SessionId mine = co_await ready(client);
    const TopicId topic = co_await make_topic(client, 1);
    std::map<std::uint64_t, std::int64_t> offsets;
    async::TaskGroup group(loop_);
    for (std::uint64_t i = 1; i <= 60; ++i) {
      group.spawn(commit_one(client, commit_of(mine, i, topic), offsets));
      co_await async::sleep_for(loop_, microseconds(700));
      if (i % 20 != 0) continue;
      co_await stop_sequencer();
      EXPECT_TRUE((co_await start_sequencer()).ok());
    }
    co_await group.join();
    for (const auto& [counter, offset] : offsets)
      EXPECT_EQ(offset, static_cast<std::int64_t>(counter) - 1);
    EXPECT_EQ(client.session(), mine);  // the same process keeps its session
    co_return offsets.size() == 60;
  }

  async::Task<void> expect_error(Client& client, CommitObject commit, ErrorCode code) {
    auto done = co_await client.commit_object(std::move(commit));
    EXPECT_TRUE(done.failed_with(code)) << (done ? "done" : done.error().to_string());
  }

  // The session is ended behind the agent's back while one commit's outcome is open and another
  // waits.
  async::Task<bool> session_lost() {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    Client& client = add_client(1);
    const SessionId mine = co_await ready(client);
    const TopicId topic = co_await make_topic(client, 1);
    log_->append_time = seconds(1);
    async::TaskGroup group(loop_);
    group.spawn(expect_error(client, commit_of(mine, 1, topic), ErrorCode::kUnknownOutcome));
    co_await async::sleep_for(loop_, milliseconds(100));
    cut_streams();
    online_ = false;
    co_await async::sleep_for(loop_, seconds(2));
    auto ended = co_await sequencer_->submit(request_of(EndSession{mine}, 9), {});
    EXPECT_TRUE(ended.ok());
    group.spawn(expect_error(client, commit_of(mine, 2, topic), ErrorCode::kFenced));
    online_ = true;
    auto next = co_await client.wait_session(mine, in(seconds(60)));
    EXPECT_TRUE(next.ok());
    EXPECT_GT(*next, mine);
    co_await group.join();
    EXPECT_EQ(client.stats().sessions_lost, 1u);
    EXPECT_EQ(end_of(client, topic), 1);  // it had taken effect, which nobody could know
    co_return true;
  }

  async::Task<void> read_one(Client& client, TopicId topic, std::int64_t at_least, int& done) {
    auto read = co_await client.read_index(in(seconds(30)));
    EXPECT_TRUE(read.ok()) << read.error().to_string();
    EXPECT_GE(end_of(client, topic), at_least);
    ++done;
  }

  async::Task<bool> read_index() {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    Client& writer = add_client(1);
    Client& reader = add_client(2);
    const SessionId mine = co_await ready(writer);
    (void)co_await ready(reader);
    const TopicId topic = co_await make_topic(writer, 1);
    int done = 0;
    for (std::uint64_t i = 1; i <= 20; ++i) {
      auto committed = co_await writer.commit_object(commit_of(mine, i, topic));
      EXPECT_TRUE(committed.ok());
      async::TaskGroup group(loop_);
      for (int j = 0; j < 100; ++j)
        group.spawn(read_one(reader, topic, static_cast<std::int64_t>(i), done));
      co_await group.join();
    }
    EXPECT_EQ(done, 2000);
    EXPECT_EQ(reader.stats().read_index_asked, 2000u);
    EXPECT_LE(reader.stats().read_index_sent, 40u);  // one question for all who wait
    // Without a sequencer nothing may be concluded.
    co_await stop_sequencer();
    auto late = co_await reader.read_index(in(seconds(5)));
    EXPECT_TRUE(late.failed_with(ErrorCode::kTimeout));
    co_return true;
  }

  SequencerOptions snapshots(std::uint64_t records, std::uint64_t margin) {
    SequencerOptions options;
    options.snapshot.after_records = records;
    options.snapshot.margin_records = margin;
    options.session_timeout = seconds(100'000);
    options.tail_bytes_max = 1000;
    return options;
  }

  async::Task<bool> lagging() {
    EXPECT_TRUE((co_await start_sequencer(snapshots(10, 3))).ok());
    Client& writer = add_client(1);
    const SessionId mine = co_await ready(writer);
    const TopicId topic = co_await make_topic(writer, 1);
    Client& late = add_client(2);
    (void)co_await ready(late);
    EXPECT_TRUE((co_await late.read_index(in(seconds(5)))).ok());
    late_online_ = false;
    cut_streams();
    (void)co_await writer.commit_object(commit_of(mine, 1, topic));
    for (std::uint64_t i = 2; i <= 60; ++i)
      (void)co_await writer.commit_object(commit_of(mine, i, topic));
    co_await async::sleep_for(loop_, seconds(5));
    EXPECT_GT(log_store_.first(), late.replica().applied().next());  // its next record is gone
    late_online_ = true;
    EXPECT_TRUE((co_await late.read_index(in(seconds(60)))).ok());
    EXPECT_EQ(late.stats().resyncs, 1u);
    EXPECT_EQ(end_of(late, topic), 60);
    EXPECT_EQ(state_hash(late.replica().state()), state_hash(writer.replica().state()));
    co_return true;
  }

  async::Task<bool> slow_subscriber() {
    server_options_.push_bytes_max = 2'000;
    server_options_.push_stall_max = seconds(5);
    server_options_.push_frame_bytes = 1'000;
    EXPECT_TRUE((co_await start_sequencer(snapshots(1'000'000, 3))).ok());
    Client& writer = add_client(1);
    const SessionId mine = co_await ready(writer);
    const TopicId topic = co_await make_topic(writer, 1);
    // A subscriber that never reads: greeted, subscribed, and then silent.
    auto pair = async::make_memory_stream_pair(loop_, 1000);
    server_->serve(std::move(pair.second));
    rpc::Hello hello;
    hello.instance = Random(1).uuid();
    (void)co_await pair.first->write_all(*rpc::encode_frame(hello), {});
    (void)co_await pair.first->write_all(
        *rpc::encode_frame(rpc::RequestFrame{1, 0, rpc::SubscribeRequest{}}), {});
    async::TaskGroup group(loop_);
    async::CancelSource done;
    group.spawn(keep_pinging(*pair.first, done.token()));
    for (std::uint64_t i = 1; i <= 200; ++i) {
      auto committed = co_await writer.commit_object(commit_of(mine, i, topic));
      EXPECT_TRUE(committed.ok());  // others are not held up
    }
    co_await async::sleep_for(loop_, seconds(20));
    EXPECT_EQ(server_->stats().cut_off, 1u);
    EXPECT_EQ(server_->stats().connections, 1u);
    done.cancel();
    co_await group.join();
    co_return true;
  }
  async::Task<void> keep_pinging(async::Stream& stream, async::Cancel cancel) {
    while (co_await async::sleep_for(loop_, seconds(1), cancel))
      if (!co_await stream.write_all(*rpc::encode_frame(rpc::PingFrame{}), {})) co_return;
  }

  async::Task<bool> diverged() {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    Client& client = add_client(1);
    (void)co_await ready(client);
    const TopicId topic = co_await make_topic(client, 1);
    (void)topic;
    // The log loses its end: acknowledged decisions are gone.
    co_await stop_sequencer();
    log_store_.records.erase(log_store_.last);
    log_store_.last = LogSequence(log_store_.last.value - 1);
    EXPECT_TRUE((co_await start_sequencer()).ok());
    co_await async::sleep_for(loop_, seconds(10));
    EXPECT_EQ(sequencer_->status(), SequencerStatus::kDiverged);
    EXPECT_NE(sequencer_->failure().detail.find("1 more"), std::string::npos)
        << sequencer_->failure().detail;
    EXPECT_TRUE((co_await client.read_index(in(seconds(5)))).failed_with(ErrorCode::kTimeout));
    co_return true;
  }

  async::Task<bool> stop_with_work() {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    Client& client = add_client(1);
    const SessionId mine = co_await ready(client);
    const TopicId topic = co_await make_topic(client, 1);
    log_->append_time = seconds(1);
    async::TaskGroup group(loop_);
    group.spawn(expect_error(client, commit_of(mine, 1, topic), ErrorCode::kUnknownOutcome));
    group.spawn(read_fails(client));
    co_await async::sleep_for(loop_, milliseconds(10));
    co_await client.stop();
    co_await group.join();
    co_return true;
  }
  async::Task<void> read_fails(Client& client) {
    EXPECT_FALSE((co_await client.read_index({})).ok());
  }

  void cut_streams() {
    for (const std::weak_ptr<async::Stream>& stream : streams_)
      if (auto alive = stream.lock()) alive->close();
    streams_.clear();
  }

  // A stream that the test can cut from outside.
  class Shared final : public async::Stream {
   public:
    explicit Shared(std::shared_ptr<async::Stream> stream) : stream_(std::move(stream)) {}
    async::Task<Result<std::size_t>> read_some(std::span<std::byte> into,
                                               async::Deadline deadline) override {
      return stream_->read_some(into, deadline);
    }
    async::Task<Result<void>> write_all(bytes::Chain data, async::Deadline deadline) override {
      return stream_->write_all(std::move(data), deadline);
    }
    void close() override { stream_->close(); }
    std::string peer() const override { return stream_->peer(); }

   private:
    std::shared_ptr<async::Stream> stream_;
  };
  Client& add_client(std::int32_t node, ClientOptions options = {}) {
    options.node = NodeId(node);
    clients_.push_back(std::make_unique<Client>(
        loop_, store_, [this, node](async::Deadline) { return connect_shared(node); }, options));
    clients_.back()->start();
    return *clients_.back();
  }
  async::Task<Result<std::unique_ptr<async::Stream>>> connect_shared(std::int32_t node) {
    if (!online_ || (node == 2 && !late_online_))
      co_return Error(ErrorCode::kUnavailable, "offline");
    auto stream = co_await connect();
    if (!stream) co_return stream.error();
    std::shared_ptr<async::Stream> shared = std::move(*stream);
    streams_.push_back(shared);
    co_return std::unique_ptr<async::Stream>(std::make_unique<Shared>(std::move(shared)));
  }

  bool online_ = true;
  bool late_online_ = true;
  std::vector<std::weak_ptr<async::Stream>> streams_;
};

TEST_F(ClientTest, CommandsAreDecidedAndTheOwnReplicaHasThem) { EXPECT_TRUE(run(first_light())); }

TEST_F(ClientTest, CommitsKeepOrderAndOutcomeOverCutStreamsAndLostAppends) {
  EXPECT_TRUE(run(cuts()));
}

TEST_F(ClientTest, CommitsSurviveARestartOfTheSequencer) { EXPECT_TRUE(run(restarts())); }

TEST_F(ClientTest, ALostSessionSaysWhatIsKnownAndWhatIsNot) { EXPECT_TRUE(run(session_lost())); }

TEST_F(ClientTest, TheReadIndexIsCoalescedAndNeverStale) { EXPECT_TRUE(run(read_index())); }

TEST_F(ClientTest, ALaggingReplicaComesBackFromSnapshotAndLog) { EXPECT_TRUE(run(lagging())); }

TEST_F(ClientTest, ASubscriberThatDoesNotReadIsCutOff) { EXPECT_TRUE(run(slow_subscriber())); }

TEST_F(ClientTest, ALogBehindItsAgentsIsNotServed) { EXPECT_TRUE(run(diverged())); }

TEST_F(ClientTest, StoppingEndsEverythingInFlight) { EXPECT_TRUE(run(stop_with_work())); }

}  // namespace
}  // namespace ringfence::meta
