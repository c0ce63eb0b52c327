// Shared by the tests of this folder: a log that fails on order, a cluster of sequencer, server and
// clients on one simulated loop, and short ways to say commands.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "async/memory_stream.h"
#include "async/sim_loop.h"
#include "async/task_group.h"
#include "metadata/log/memory_log.h"
#include "metadata/service/client.h"
#include "metadata/service/sequencer.h"
#include "metadata/service/sequencer_server.h"
#include "object_store/memory_store.h"

namespace ringfence::meta {

// What the next append does instead of working.
enum class AppendFault {
  kNone,
  kRefused,        // kUnavailable, no effect
  kFull,           // kOutOfSpace, no effect
  kUnknownAbsent,  // kUnknownOutcome, nothing was written
  kUnknownThere,   // kUnknownOutcome, but it was written
};

// A memory log whose appends take time and fail on order.
class FlakyLog final : public MetadataLog {
 public:
  FlakyLog(async::Loop& loop, MemoryLogStore& store) : loop_(loop), log_(store) {}

  std::vector<AppendFault> faults;  // taken from the front, one for each append
  Duration append_time = milliseconds(1);
  std::uint64_t appends = 0;
  std::uint64_t reads = 0;

  async::Task<Result<LogOpened>> open(ShardId shard) override { return log_.open(shard); }
  async::Task<Result<void>> append(LeaderEpoch epoch, LogSequence sequence,
                                   bytes::Slice blob) override {
    ++appends;
    co_await async::sleep_for(loop_, append_time);
    AppendFault fault = AppendFault::kNone;
    if (!faults.empty()) {
      fault = faults.front();
      faults.erase(faults.begin());
    }
    if (fault == AppendFault::kRefused)
      co_return Error(ErrorCode::kUnavailable, "refused on order");
    if (fault == AppendFault::kFull) co_return Error(ErrorCode::kOutOfSpace, "full on order");
    if (fault == AppendFault::kUnknownAbsent)
      co_return Error(ErrorCode::kUnknownOutcome, "lost on order");
    auto done = co_await log_.append(epoch, sequence, std::move(blob));
    if (fault == AppendFault::kUnknownThere)
      co_return Error(ErrorCode::kUnknownOutcome, "answer lost on order");
    co_return done;
  }
  async::Task<Result<std::vector<LogRecord>>> read(LogSequence from,
                                                   std::size_t bytes_max) override {
    ++reads;
    return log_.read(from, bytes_max);
  }
  async::Task<Result<void>> confirm_leadership(LeaderEpoch epoch) override {
    return log_.confirm_leadership(epoch);
  }
  async::Task<Result<void>> put_snapshot_pointer(LeaderEpoch epoch,
                                                 SnapshotPointer pointer) override {
    return log_.put_snapshot_pointer(epoch, std::move(pointer));
  }
  async::Task<Result<std::optional<SnapshotPointer>>> snapshot_pointer() override {
    return log_.snapshot_pointer();
  }
  async::Task<Result<void>> truncate(LeaderEpoch epoch, LogSequence up_to) override {
    return log_.truncate(epoch, up_to);
  }
  async::Task<Result<void>> close() override { return log_.close(); }

 private:
  async::Loop& loop_;
  MemoryLog log_;
};

inline NamePair named(std::uint8_t seed) {
  NamePair pair;
  pair.token.bytes.fill(seed);
  pair.sealed = "sealed" + std::to_string(seed);
  return pair;
}

inline CreateTopic create_topic(std::uint8_t seed, std::int32_t partitions = 1) {
  CreateTopic command;
  command.name = named(seed);
  command.collision_token.bytes.fill(seed);
  command.partition_count = partitions;
  return command;
}

// One batch of `records` records without a producer.
inline CommitObject commit_of(SessionId session, std::uint64_t counter, TopicId topic,
                              std::int32_t records = 1, std::int32_t partition = 0) {
  CommitObject commit;
  commit.session = session;
  commit.counter = commit.lowest_wanted = FlushCounter(counter);
  commit.object.bytes.fill(static_cast<std::uint8_t>(session.value));
  std::memcpy(commit.object.bytes.data(), &counter, sizeof counter);
  commit.object_size = 1000;
  commit.topics = {{topic, 1}};
  CommitEntry entry;
  entry.partition = PartitionIndex(partition);
  entry.record_count = records;
  entry.byte_length = 100;
  entry.position = 64;
  entry.max_timestamp = UnixMillis{1'700'000'000'000};
  commit.entries = {entry};
  return commit;
}

inline rpc::CommandRequest request_of(Command command, std::uint64_t id = 1) {
  rpc::CommandRequest request;
  request.command = std::move(command);
  request.request_id = Random(id).uuid();
  request.fresh_id = Random(id + 1'000'000).uuid();
  return request;
}

inline Offset offset_of(const CommitAnswer& answer) { return answer.results->front().base_offset; }

class ServiceTest : public ::testing::Test {
 protected:
  void TearDown() override { run(shut_down()); }

  // Starts a sequencer and its server on the stored log.
  async::Task<Result<void>> start_sequencer(SequencerOptions options = {}) {
    log_ = std::make_unique<FlakyLog>(loop_, log_store_);
    sequencer_ = std::make_unique<Sequencer>(loop_, *log_, store_, options);
    server_ = std::make_unique<SequencerServer>(loop_, *sequencer_, server_options_);
    co_return co_await sequencer_->start();
  }
  async::Task<bool> shut_down() {
    for (auto& client : clients_) co_await client->stop();
    clients_.clear();
    co_await stop_sequencer();
    co_return true;
  }
  async::Task<bool> stop_sequencer() {
    if (server_) co_await server_->stop();
    if (sequencer_) co_await sequencer_->stop();
    server_.reset();
    sequencer_.reset();
    log_.reset();
    co_return true;
  }

  Client& add_client(std::int32_t node, ClientOptions options = {}) {
    options.node = NodeId(node);
    clients_.push_back(std::make_unique<Client>(
        loop_, store_, [this](async::Deadline) { return connect(); }, options));
    clients_.back()->start();
    return *clients_.back();
  }
  async::Task<Result<std::unique_ptr<async::Stream>>> connect() {
    if (server_ == nullptr) co_return Error(ErrorCode::kUnavailable, "no sequencer");
    auto pair = async::make_memory_stream_pair(loop_, stream_bytes_);
    server_->serve(std::move(pair.second));
    co_return std::move(pair.first);
  }

  async::Deadline in(Duration d) { return async::Deadline::after(loop_, d); }
  template <class T>
  T run(async::Task<T> task) {
    return scheduler_.run(std::move(task), scheduler_.now() + seconds(3600));
  }

  // A topic through the sequencer itself.
  async::Task<TopicId> topic(std::uint8_t seed, std::int32_t partitions = 1) {
    auto decided =
        co_await sequencer_->submit(request_of(create_topic(seed, partitions), seed), {});
    EXPECT_TRUE(decided.ok());
    EXPECT_EQ(decided->error, DecideError::kNone);
    co_return std::get<CreateTopicAnswer>(decided->answer).topic;
  }
  async::Task<SessionId> session(std::int32_t node) {
    auto decided = co_await sequencer_->submit(
        request_of(RegisterSession{NodeId(node), {}, {}}, 50 + node), {});
    EXPECT_TRUE(decided.ok());
    co_return std::get<RegisterSessionAnswer>(decided->answer).session;
  }

  async::SimScheduler scheduler_{1};
  async::SimLoop loop_{scheduler_, 2, UnixMillis{1'700'000'000'000}};
  MemoryLogStore log_store_;
  store::MemoryStore store_{loop_};
  SequencerServerOptions server_options_;
  std::size_t stream_bytes_ = 1 << 20;
  std::unique_ptr<FlakyLog> log_;
  std::unique_ptr<Sequencer> sequencer_;
  std::unique_ptr<SequencerServer> server_;
  std::vector<std::unique_ptr<Client>> clients_;
};

}  // namespace ringfence::meta
