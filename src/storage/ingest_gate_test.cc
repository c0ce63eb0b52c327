// Goal: rule 3 behind a failed flush, and what the deliberate bugs of the batcher break. Method:
// idempotent producers with several batches in flight while the store or the commit fails; then
// each bug is switched on and the rule it breaks is seen to be broken (so that the history checker
// has something to find).
#include "base/deliberate_bugs.h"
#include "storage/object_format.h"
#include "storage/sequence_gate.h"
#include "storage/test_ingest.h"

namespace ringfence::storage {
namespace {

using meta::DecideError;
using test::Fate;

BatchFacts facts(std::int64_t producer, std::int16_t epoch, std::int32_t sequence) {
  BatchFacts out;
  out.producer_id = ProducerId(producer);
  out.producer_epoch = ProducerEpoch(epoch);
  out.base_sequence = sequence;
  return out;
}

TEST(SequenceGateTest, HoldsLaterSequencesUntilTheFailedOneComes) {
  SequenceGate gate(10, seconds(60));
  const TopicPartition a{{}, PartitionIndex(0)}, b{{}, PartitionIndex(1)};
  const MonotonicTime now{0};
  gate.fail(a, facts(1, 0, 5), now);
  gate.fail(a, facts(1, 0, 7), now);  // the earliest counts
  EXPECT_TRUE(gate.blocks(a, facts(1, 0, 6)));
  EXPECT_FALSE(gate.blocks(a, facts(1, 0, 5)));
  EXPECT_FALSE(gate.admit(a, facts(1, 0, 6), now));
  EXPECT_FALSE(gate.admit(a, facts(1, 0, 9), now));
  EXPECT_TRUE(gate.admit(a, facts(1, 0, 4), now));  // a duplicate of what was decided
  EXPECT_TRUE(gate.admit(b, facts(1, 0, 6), now));  // another partition
  EXPECT_TRUE(gate.admit(a, facts(2, 0, 6), now));  // another producer
  EXPECT_TRUE(gate.admit(a, facts(-1, -1, -1), now));
  EXPECT_FALSE(gate.admit(a, facts(1, 0, 6), now));
  EXPECT_TRUE(gate.admit(a, facts(1, 0, 5), now));
  EXPECT_TRUE(gate.admit(a, facts(1, 0, 6), now));
  EXPECT_EQ(gate.size(), 0u);
}

TEST(SequenceGateTest, ANewEpochOpensIt) {
  SequenceGate gate(10, seconds(60));
  const TopicPartition a{{}, PartitionIndex(0)};
  gate.fail(a, facts(1, 3, 5), {});
  EXPECT_TRUE(gate.admit(a, facts(1, 2, 9), {}));  // for the sequencer to refuse
  EXPECT_FALSE(gate.admit(a, facts(1, 3, 9), {}));
  EXPECT_TRUE(gate.admit(a, facts(1, 4, 0), {}));
  EXPECT_EQ(gate.size(), 0u);
}

TEST(SequenceGateTest, SequencesWrap) {
  SequenceGate gate(10, seconds(60));
  const TopicPartition a{{}, PartitionIndex(0)};
  gate.fail(a, facts(1, 0, INT32_MAX - 1), {});
  EXPECT_FALSE(gate.admit(a, facts(1, 0, 3), {}));
  EXPECT_TRUE(gate.admit(a, facts(1, 0, INT32_MAX - 9), {}));
}

TEST(SequenceGateTest, IsBoundedAndForgets) {
  SequenceGate gate(10, seconds(60));
  const TopicPartition a{{}, PartitionIndex(0)};
  for (int i = 0; i < 25; ++i) gate.fail(a, facts(i, 0, 5), MonotonicTime{i});
  EXPECT_EQ(gate.size(), 10u);
  EXPECT_TRUE(gate.admit(a, facts(0, 0, 9), MonotonicTime{30}));
  EXPECT_FALSE(gate.admit(a, facts(24, 0, 9), MonotonicTime{30}));
  EXPECT_TRUE(gate.admit(a, facts(24, 0, 9), MonotonicTime{100'000'000'000}));
}

class IngestGateTest : public test::IngestFixture {
 protected:
  ~IngestGateTest() override { set_deliberate_bug("none"); }
};

TEST_F(IngestGateTest, BatchesBehindAFailedFlushGetTheSameRetriableError) {
  options_.object_bytes_max = 100;  // a batch an object
  options_.extra_slot_bytes_min = 1;
  start();
  store_.hold_puts();
  std::vector<std::shared_ptr<Pending>> first;
  for (int i = 0; i < 6; ++i) first.push_back(append_sequence(0, i));
  auto other = append_sequence(0, 0, 8);
  auto elsewhere = append_sequence(1, 0);
  run_for(milliseconds(10));
  store_.put_faults.push_back({ErrorCode::kPermission, false});  // the first object, for good
  store_.release_puts();
  run_for(seconds(1));
  int retriable = 0;
  for (const auto& pending : first) {
    ASSERT_TRUE(pending->done);
    if (pending->result.failed_with(ErrorCode::kUnavailable)) ++retriable;
  }
  // Whichever object failed, everything of its producer and partition from there on did.
  EXPECT_GE(retriable, 1);
  EXPECT_TRUE(other->done && elsewhere->done);
  bool failed = false;
  for (const auto& pending : first) {
    if (!pending->result.ok()) failed = true;
    EXPECT_EQ(pending->result.ok(), !failed);
    if (pending->result.ok()) EXPECT_EQ(pending->result->error, DecideError::kNone);
  }
}

TEST_F(IngestGateTest, TheGateOpensWithTheFirstFailedSequence) {
  start();
  store_.put_faults.push_back({ErrorCode::kPermission, false});
  auto failed = append_sequence(0, 0);
  run_for(milliseconds(100));
  EXPECT_TRUE(failed->result.failed_with(ErrorCode::kUnavailable));
  auto early = append_sequence(0, 1);
  run_for(milliseconds(100));
  EXPECT_TRUE(early->result.failed_with(ErrorCode::kUnavailable));
  auto again = append_sequence(0, 0);
  auto next = append_sequence(0, 1);
  run_for(milliseconds(100));
  ASSERT_TRUE(again->result.ok() && next->result.ok());
  EXPECT_EQ(again->result->base_offset.value, 0);
  EXPECT_EQ(next->result->base_offset.value, 1);
}

TEST_F(IngestGateTest, AnUnknownCommitHoldsLaterSequencesBack) {
  start();
  append_sequence(0, 0);
  run_for(seconds(1));
  metadata_.fates = {Fate::kNeverArrives};
  metadata_.delay = milliseconds(50);
  auto doubtful = append_sequence(0, 1);
  run_for(milliseconds(10));
  auto behind = append_sequence(0, 2);  // its commit is on its way when the first one fails
  run_for(seconds(1));
  EXPECT_TRUE(doubtful->result.failed_with(ErrorCode::kUnknownOutcome));
  // Never as OUT_OF_ORDER_SEQUENCE: the gap is ours.
  EXPECT_TRUE(behind->result.failed_with(ErrorCode::kUnavailable));
  auto again = append_sequence(0, 1);
  auto next = append_sequence(0, 2);
  run_for(seconds(1));
  ASSERT_TRUE(again->result.ok() && next->result.ok());
  EXPECT_EQ(again->result->error, DecideError::kNone);
  EXPECT_EQ(next->result->error, DecideError::kNone);
}

TEST_F(IngestGateTest, BatchesRefusedByTheCallerShutItToo) {
  start();
  test::BatchSpec spec;
  spec.partition = at(0);
  spec.producer = ProducerId(7);
  spec.sequence = 0;
  ingest_->refused({test::make_test_batch(spec)});
  auto later = append_sequence(0, 1);
  run_for(milliseconds(100));
  EXPECT_TRUE(later->result.failed_with(ErrorCode::kUnavailable));
}

TEST_F(IngestGateTest, CommitsUnansweredInTimeAreUnknownAndStayOrdered) {
  options_.answer_within = seconds(2);
  start();
  metadata_.hold();
  auto first = append_sequence(0, 0);
  run_for(seconds(3));
  EXPECT_TRUE(first->result.failed_with(ErrorCode::kUnknownOutcome));
  metadata_.release();
  run_for(seconds(1));
  auto again = append_sequence(0, 0);
  run_for(seconds(1));
  ASSERT_TRUE(again->result.ok());
  EXPECT_EQ(again->result->error, DecideError::kDuplicate);
}

#ifdef RINGFENCE_DELIBERATE_BUGS

TEST_F(IngestGateTest, BugAckBeforePut) {
  ASSERT_TRUE(set_deliberate_bug("ack_before_put"));
  start();
  store_.hold_puts();
  auto pending = append(0, "x");
  run_for(milliseconds(10));
  EXPECT_TRUE(pending->done && pending->result.ok());
  EXPECT_EQ(store_.memory().object_count(), 0u);
}

TEST_F(IngestGateTest, BugAckBeforeCommit) {
  ASSERT_TRUE(set_deliberate_bug("ack_before_commit"));
  start();
  metadata_.hold();
  auto pending = append(0, "x");
  run_for(milliseconds(10));
  EXPECT_TRUE(pending->done && pending->result.ok());
  EXPECT_EQ(high_watermark(0), 0);
  metadata_.release();
  run_for(milliseconds(10));
  EXPECT_EQ(high_watermark(0), 1);
}

TEST_F(IngestGateTest, BugCommitBeforePut) {
  ASSERT_TRUE(set_deliberate_bug("commit_before_put"));
  start();
  store_.hold_puts();
  auto pending = append(0, "x");
  run_for(milliseconds(10));
  EXPECT_TRUE(pending->done && pending->result.ok());
  EXPECT_EQ(high_watermark(0), 1);
  EXPECT_EQ(store_.memory().object_count(), 0u);
}

TEST_F(IngestGateTest, BugRetryWithNewObjectDuplicates) {
  ASSERT_TRUE(set_deliberate_bug("retry_with_new_object"));
  start();
  metadata_.fates = {Fate::kAnswerLost};
  auto pending = append(0, "x");
  run_for(seconds(1));
  EXPECT_TRUE(pending->result.ok());
  EXPECT_EQ(high_watermark(0), 2);
}

TEST_F(IngestGateTest, BugUnorderedCommit) {
  ASSERT_TRUE(set_deliberate_bug("unordered_commit"));
  options_.object_bytes_max = 2000;
  options_.extra_slot_bytes_min = 1;
  store_.put_latency_min = milliseconds(1);
  store_.put_latency_max = milliseconds(200);
  start();
  for (int i = 0; i < 40; ++i) append(0, std::string(1000, 'x'));
  run_for(seconds(5));
  bool ordered = true;
  for (std::size_t i = 1; i < metadata_.commands.size(); ++i) {
    ordered &= metadata_.commands[i - 1].counter < metadata_.commands[i].counter;
  }
  EXPECT_FALSE(ordered);
}

TEST_F(IngestGateTest, BugNoFailedSequenceGateShowsTheGap) {
  ASSERT_TRUE(set_deliberate_bug("no_failed_sequence_gate"));
  start();
  auto first = append_sequence(0, 0);
  run_for(milliseconds(100));
  store_.put_faults.push_back({ErrorCode::kPermission, false});
  auto failed = append_sequence(0, 1);
  run_for(milliseconds(100));
  auto later = append_sequence(0, 2);
  run_for(milliseconds(100));
  ASSERT_TRUE(later->result.ok());
  EXPECT_EQ(later->result->error, DecideError::kOutOfOrderSequence);
}

TEST_F(IngestGateTest, BugReorderPartitionBatches) {
  ASSERT_TRUE(set_deliberate_bug("reorder_partition_batches"));
  start();
  append(0, "first");
  append(0, "second");
  run_for(milliseconds(100));
  EXPECT_EQ(stored_values(0), (std::vector<std::string>{"second", "first"}));
}

TEST_F(IngestGateTest, BugDifferentBytesOnRetry) {
  ASSERT_TRUE(set_deliberate_bug("different_bytes_on_retry"));
  start();
  store_.put_faults.push_back({ErrorCode::kUnknownOutcome, true});
  store_.hold_puts();
  append(0, "one");
  run_for(milliseconds(5));
  append(0, "two");
  store_.release_puts();
  run_for(seconds(1));
  const auto& bodies = store_.put_bodies.begin()->second;
  ASSERT_EQ(bodies.size(), 2u);
  EXPECT_NE(bodies[0], bodies[1]);
}

#endif

}  // namespace
}  // namespace ringfence::storage
