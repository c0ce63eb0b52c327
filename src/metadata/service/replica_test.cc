// Goal: a replica applies only what follows, and wakes exactly those who wait for what changed.
// Method: records built by hand; thousands of waits on one simulated loop, the wakes counted.
#include "metadata/service/replica.h"

#include "metadata/service/service_test_util.h"
#include "metadata/state/decide.h"
#include "metadata/state/snapshot.h"

namespace ringfence::meta {
namespace {

class ReplicaTest : public ::testing::Test {
 protected:
  // One record with the decision of one command.
  bytes::Slice record(const Command& command) {
    const DecideContext context{UnixMillis{1'700'000'000'000}, Random(++ids_).uuid(), {}, {}};
    Outcome outcome = decide(leader_, command, context);
    EXPECT_TRUE(outcome.decision.has_value()) << decide_error_name(outcome.error);
    RecordBuilder builder(kFirstShard, LeaderEpoch(1), leader_.position());
    builder.add(*outcome.decision);
    evolve(leader_, *outcome.decision);
    bytes::Slice blob = builder.finish();
    leader_.set_position(builder.position());
    if (const auto* created = std::get_if<CreateTopicAnswer>(&outcome.answer))
      topic_ = created->topic;
    if (const auto* session = std::get_if<RegisterSessionAnswer>(&outcome.answer))
      session_ = session->session;
    return blob;
  }
  void lay_ground(std::int32_t partitions) {
    EXPECT_TRUE(replica_.apply(record(create_topic(1, partitions))).ok());
    EXPECT_TRUE(replica_.apply(record(RegisterSession{NodeId(1), {}, {}})).ok());
  }
  bytes::Slice commit(std::int32_t partition) {
    return record(commit_of(session_, ++counter_, topic_, 1, partition));
  }

  async::Task<void> poll(std::int32_t partition, int& woken) {
    PartitionWatch watch(
        replica_, {{topic_, PartitionIndex(partition)}, {topic_, PartitionIndex(partition + 1)}});
    const auto wake = co_await watch.wait(async::Deadline::after(loop_, seconds(10)));
    if (wake == async::Wake::kSignalled) ++woken;
  }
  async::Task<void> wait_for(LogSequence sequence, std::vector<std::uint64_t>& woken) {
    const auto wake =
        co_await replica_.wait_applied(sequence, async::Deadline::after(loop_, seconds(10)));
    if (wake == async::Wake::kSignalled) {
      EXPECT_GE(replica_.applied(), sequence);
      woken.push_back(sequence.value);
    }
  }

  void settle() { scheduler_.run(async::sleep_for(loop_, milliseconds(100))); }

  async::SimScheduler scheduler_{1};
  async::SimLoop loop_{scheduler_, 2, UnixMillis{0}};
  Replica replica_{loop_};
  State leader_{Mode::kFull};
  std::uint64_t ids_ = 0;
  TopicId topic_;
  SessionId session_;
  std::uint64_t counter_ = 0;
};

TEST_F(ReplicaTest, OnlyTheNextRecordOfTheSameHistoryIsApplied) {
  const bytes::Slice first = record(create_topic(1));
  const bytes::Slice second = record(create_topic(2));
  EXPECT_TRUE(replica_.apply(second).failed_with(ErrorCode::kCorrupt));  // a gap
  EXPECT_TRUE(replica_.apply(first).ok());
  EXPECT_TRUE(replica_.apply(first).ok());  // again: nothing happens
  EXPECT_EQ(replica_.applied(), LogSequence(1));
  std::vector<std::byte> flipped(second.data(), second.data() + second.size());
  flipped[flipped.size() / 2] ^= std::byte{4};
  EXPECT_TRUE(replica_.apply(bytes::Slice::from_vector(flipped)).failed_with(ErrorCode::kCorrupt));
  EXPECT_TRUE(replica_.apply(second).ok());
  EXPECT_EQ(replica_.position(), leader_.position());
}

TEST_F(ReplicaTest, AnotherHistoryDoesNotChain) {
  EXPECT_TRUE(replica_.apply(record(create_topic(1))).ok());
  RecordBuilder other(kFirstShard, LeaderEpoch(2), {LogSequence(1), {}});
  other.add(Decision{{}, {}, {}, ProducerIdAllocated{ProducerId(1)}});
  EXPECT_TRUE(replica_.apply(other.finish()).failed_with(ErrorCode::kCorrupt));
  EXPECT_EQ(replica_.applied(), LogSequence(1));
}

TEST_F(ReplicaTest, ACommitWakesTheLongPollsOfItsPartitionsAlone) {
  lay_ground(2000);
  int woken = 0;
  {
    async::TaskGroup group(loop_);
    for (std::int32_t i = 0; i < 1900; ++i) group.spawn(poll(i, woken));
    const std::uint64_t before = scheduler_.events();
    EXPECT_TRUE(replica_.apply(commit(500)).ok());
    settle();
    EXPECT_EQ(woken, 2);  // those that watch 499+500 and 500+501
    EXPECT_LE(scheduler_.events() - before, 5u);
    EXPECT_TRUE(replica_.apply(record(DeleteTopic{topic_})).ok());
    scheduler_.run_until([&] { return group.running() == 0; }, loop_.now() + seconds(1));
    EXPECT_EQ(woken, 1900);
  }
}

TEST_F(ReplicaTest, AChangeBetweenLookingAndWaitingIsNotMissed) {
  lay_ground(2);
  PartitionWatch watch(replica_, {{topic_, PartitionIndex(0)}});
  EXPECT_TRUE(replica_.apply(commit(1)).ok());
  EXPECT_EQ(scheduler_.run(watch.wait(async::Deadline::after(loop_, seconds(1)))),
            async::Wake::kTimeout);
  EXPECT_TRUE(replica_.apply(commit(0)).ok());
  EXPECT_EQ(scheduler_.run(watch.wait(async::Deadline::after(loop_, seconds(1)))),
            async::Wake::kSignalled);
  EXPECT_EQ(scheduler_.run(watch.wait(async::Deadline::after(loop_, seconds(1)))),
            async::Wake::kTimeout);
}

TEST_F(ReplicaTest, WaitsForASequenceEndWhenItIsApplied) {
  lay_ground(1);
  std::vector<std::uint64_t> woken;
  async::TaskGroup group(loop_);
  for (std::uint64_t i = 1; i <= 8; ++i) {
    group.spawn(wait_for(LogSequence(i), woken));
    group.spawn(wait_for(LogSequence(i), woken));
  }
  EXPECT_EQ(woken, (std::vector<std::uint64_t>{1, 1, 2, 2}));  // there already
  EXPECT_TRUE(replica_.apply(commit(0)).ok());
  EXPECT_TRUE(replica_.apply(commit(0)).ok());
  settle();
  EXPECT_EQ(woken.size(), 8u);
  scheduler_.run_until([&] { return group.running() == 0; }, loop_.now() + seconds(60));
  EXPECT_EQ(woken.size(), 8u);  // the rest timed out
  EXPECT_EQ(group.running(), 0u);
}

TEST_F(ReplicaTest, ANewerStateAsAWholeWakesWhoeverItConcerns) {
  lay_ground(1);
  int polled = 0;
  std::vector<std::uint64_t> woken;
  async::TaskGroup group(loop_);
  group.spawn(poll(0, polled));
  group.spawn(wait_for(LogSequence(4), woken));
  (void)commit(0);
  (void)commit(0);
  auto copy = parse_snapshot(serialize_snapshot(leader_).flatten().span(), Mode::kReplica);
  ASSERT_TRUE(copy.ok());
  replica_.replace(std::move(*copy));
  scheduler_.run_until([&] { return group.running() == 0; }, loop_.now() + seconds(1));
  EXPECT_EQ(polled, 1);
  EXPECT_EQ(woken.size(), 1u);
  EXPECT_TRUE(replica_.apply(commit(0)).ok());
}

}  // namespace
}  // namespace ringfence::meta
