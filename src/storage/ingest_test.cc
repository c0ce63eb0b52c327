// Goal: the batcher keeps the rules of the commit path that are its own: durable before committed
// before answered, flush order, arrival order, one object per flush and never an empty one, bounded
// memory. Method: a SimLoop, a store and a metadata service (real decide and evolve) that fail on
// demand. The gate behind failed sequences has its own file.
#include "storage/object_format.h"
#include "storage/test_ingest.h"

namespace ringfence::storage {
namespace {

using meta::DecideError;
using test::Fate;

class IngestTest : public test::IngestFixture {};

TEST_F(IngestTest, OffsetsComeBackInOrder) {
  start();
  std::vector<std::shared_ptr<Pending>> all;
  for (int i = 0; i < 40; ++i) all.push_back(append(i % 4, std::to_string(i)));
  run_for(seconds(1));
  for (int i = 0; i < 40; ++i) {
    const auto& pending = all[static_cast<std::size_t>(i)];
    ASSERT_TRUE(pending->done && pending->result.ok());
    EXPECT_EQ(pending->result->base_offset.value, i / 4);
    EXPECT_EQ(pending->result->error, DecideError::kNone);
    EXPECT_GT(pending->result->sequence.value, 0u);
  }
  EXPECT_EQ(stored_values(1),
            (std::vector<std::string>{"1", "5", "9", "13", "17", "21", "25", "29", "33", "37"}));
}

TEST_F(IngestTest, WhatArrivesTogetherIsOneObject) {
  start();
  for (int i = 0; i < 40; ++i) append(i % 4, std::to_string(i));
  run_for(seconds(1));
  EXPECT_EQ(store_.put_bodies.size(), 1u);
  const auto parsed =
      parse_object(std::as_bytes(std::span(store_.put_bodies.begin()->second.front())));
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->footer.sections.size(), 4u);
  EXPECT_EQ(parsed->header.identity.cluster, options_.cluster);
  EXPECT_EQ(parsed->header.identity.session, metadata_.session());
  const auto opened = ids_.open(parsed->header.identity.object);
  EXPECT_EQ(opened.session, metadata_.session());
  EXPECT_EQ(opened.counter, parsed->header.identity.counter);
}

TEST_F(IngestTest, NothingWaitingIsNoObject) {
  options_.flush_interval = milliseconds(10);
  start();
  run_for(seconds(10));
  EXPECT_TRUE(store_.put_bodies.empty());
  append(0, "one");
  run_for(seconds(10));
  EXPECT_EQ(store_.put_bodies.size(), 1u);
}

TEST_F(IngestTest, ObjectsStayWithinTheirSize) {
  options_.object_bytes_max = 10'000;
  start();
  for (int i = 0; i < 60; ++i) append(0, std::string(1000, 'x'));
  run_for(seconds(5));
  EXPECT_EQ(high_watermark(0), 60);
  EXPECT_GE(store_.put_bodies.size(), 7u);
  for (const auto& [key, bodies] : store_.put_bodies) EXPECT_LT(bodies.front().size(), 12'000u);
}

TEST_F(IngestTest, ABatchLargerThanAnObjectGoesAlone) {
  options_.object_bytes_max = 1000;
  start();
  auto big = append(0, std::string(50'000, 'x'));
  auto small = append(0, "y");
  run_for(seconds(1));
  EXPECT_TRUE(big->result.ok() && small->result.ok());
  EXPECT_EQ(store_.put_bodies.size(), 2u);
}

TEST_F(IngestTest, LightLoadUsesOneSlotAndHeavyLoadAll) {
  store_.put_latency_min = store_.put_latency_max = milliseconds(100);
  options_.extra_slot_bytes_min = 10'000;
  options_.object_bytes_max = 20'000;
  start();
  append(0, "first");
  run_for(milliseconds(10));
  append(0, "second");
  run_for(milliseconds(10));
  EXPECT_EQ(store_.puts_running, 1);
  for (int i = 0; i < 100; ++i) append(i % 4, std::string(1000, 'x'));
  run_for(milliseconds(10));
  EXPECT_EQ(store_.puts_running, 4);
  run_for(seconds(5));
  EXPECT_EQ(store_.puts_running_most, 4);
}

TEST_F(IngestTest, TheIntervalSpacesFlushes) {
  options_.flush_interval = milliseconds(250);
  start();
  for (int i = 0; i < 100; ++i) {
    append(0, "x");
    run_for(milliseconds(10));
  }
  // One second: at once, then every 250 ms.
  EXPECT_GE(store_.put_bodies.size(), 4u);
  EXPECT_LE(store_.put_bodies.size(), 5u);
  run_for(seconds(1));
  EXPECT_EQ(high_watermark(0), 100);
}

TEST_F(IngestTest, ThePutBudgetWidensTheInterval) {
  options_.put_rate_max = 2;
  start();
  for (int i = 0; i < 400; ++i) {
    append(0, "x");
    run_for(milliseconds(25));
  }
  // Ten seconds at two a second, and what the bucket held at the start.
  EXPECT_LE(store_.put_bodies.size(), 23u);
  EXPECT_GE(store_.put_bodies.size(), 18u);
}

TEST_F(IngestTest, NothingIsAnsweredBeforePutAndCommit) {
  start();
  store_.hold_puts();
  metadata_.hold();
  auto pending = append(0, "x");
  run_for(seconds(1));
  EXPECT_FALSE(pending->done);
  EXPECT_TRUE(metadata_.commands.empty());
  store_.release_puts();
  run_for(seconds(1));
  EXPECT_EQ(metadata_.commands.size(), 1u);
  EXPECT_FALSE(pending->done);
  metadata_.release();
  run_for(seconds(1));
  EXPECT_TRUE(pending->done && pending->result.ok());
}

TEST_F(IngestTest, CommitsLeaveInFlushOrderAndArePipelined) {
  options_.object_bytes_max = 2000;
  options_.extra_slot_bytes_min = 1;
  store_.put_latency_min = milliseconds(1);
  store_.put_latency_max = milliseconds(200);  // PUTs end in any order
  metadata_.delay = milliseconds(50);
  start();
  for (int i = 0; i < 60; ++i) append(0, std::to_string(i) + std::string(1000, 'x'));
  bool pipelined = false;
  std::size_t answered_before = 0;
  for (int i = 0; i < 400; ++i) {
    run_for(milliseconds(10));
    pipelined |= metadata_.commands.size() > answered_before + 1 && high_watermark(0) == 0;
  }
  EXPECT_EQ(high_watermark(0), 60);
  EXPECT_TRUE(pipelined);
  for (std::size_t i = 0; i < metadata_.commands.size(); ++i) {
    EXPECT_EQ(metadata_.commands[i].counter.value, i + 1);
  }
  const auto values = stored_values(0);
  ASSERT_EQ(values.size(), 60u);
  for (int i = 0; i < 60; ++i) {
    EXPECT_TRUE(values[static_cast<std::size_t>(i)].starts_with(std::to_string(i) + "x"));
  }
}

TEST_F(IngestTest, ARetriedPutSendsTheSameBytesUnderTheSameKey) {
  for (const ErrorCode code :
       {ErrorCode::kUnavailable, ErrorCode::kUnknownOutcome, ErrorCode::kOutOfSpace}) {
    store_.put_faults.push_back({code, code == ErrorCode::kUnknownOutcome});
  }
  start();
  auto pending = append(0, "x");
  run_for(seconds(5));
  EXPECT_TRUE(pending->result.ok());
  ASSERT_EQ(store_.put_bodies.size(), 1u);
  const auto& bodies = store_.put_bodies.begin()->second;
  ASSERT_EQ(bodies.size(), 4u);
  for (const std::string& body : bodies) EXPECT_TRUE(body == bodies.front());
}

TEST_F(IngestTest, AStoreOutageKeepsMemoryFlatAndEndsByItself) {
  options_.memory_bytes_max = 100'000;
  options_.answer_within = seconds(15);
  start();
  store_.puts_fail = true;
  store_.put_error = ErrorCode::kUnavailable;
  int granted = 0;
  async::TaskGroup clients(loop_);
  for (int i = 0; i < 200; ++i) clients.spawn(produce_within_budget(granted));
  run_for(seconds(5));
  EXPECT_EQ(granted, 10);  // the others wait outside
  EXPECT_LE(ingest_->memory_used(), 100'000u);
  run_for(seconds(8));
  store_.puts_fail = false;
  run_for(seconds(30));
  EXPECT_EQ(granted, 200);
  EXPECT_EQ(high_watermark(0), 200);
  EXPECT_EQ(ingest_->memory_used(), 0u);
  scheduler_.run(join(clients));
}

TEST_F(IngestTest, AnAnswerComesInTimeWhileTheStoreIsOut) {
  options_.answer_within = seconds(15);
  start();
  store_.puts_fail = true;
  store_.put_error = ErrorCode::kUnavailable;
  std::vector<std::shared_ptr<Pending>> all;
  for (int i = 0; i < 300; ++i) {
    all.push_back(append(0, std::string(100, 'x')));
    run_for(milliseconds(20));
  }
  run_for(seconds(16));
  for (const auto& pending : all) {
    EXPECT_TRUE(pending->done);
    EXPECT_TRUE(pending->result.failed_with(ErrorCode::kUnavailable));
  }
  store_.puts_fail = false;
  auto after = append(0, "after");
  run_for(seconds(3));
  EXPECT_TRUE(after->done && after->result.ok());
  EXPECT_EQ(after->result->base_offset.value, 0);
}

TEST_F(IngestTest, ADeletedTopicFailsOnlyItsOwnBatches) {
  const TopicId doomed = metadata_.create_topic(1, 2);
  start();
  store_.hold_puts();
  auto kept = append(0, "kept");
  test::BatchSpec spec;
  spec.partition = {doomed, PartitionIndex(0)};
  auto lost = append(spec);
  run_for(milliseconds(10));
  metadata_.delete_topic(doomed);
  store_.release_puts();
  run_for(seconds(1));
  ASSERT_TRUE(kept->result.ok() && lost->result.ok());
  EXPECT_EQ(kept->result->error, DecideError::kNone);
  EXPECT_EQ(lost->result->error, DecideError::kUnknownTopic);
}

TEST_F(IngestTest, ALostSessionIsReplacedAndInDoubtCommitsAreUnknown) {
  start();
  auto first = append_sequence(0, 0);
  run_for(milliseconds(100));
  ASSERT_TRUE(first->result.ok());
  metadata_.fates = {Fate::kAnswerLost};
  auto doubtful = append_sequence(0, 1);
  run_for(milliseconds(100));
  EXPECT_TRUE(doubtful->result.failed_with(ErrorCode::kUnknownOutcome));
  metadata_.lose_session();
  auto later = append_sequence(1, 0);
  run_for(milliseconds(100));
  EXPECT_FALSE(later->done);
  metadata_.new_session();
  run_for(milliseconds(100));
  EXPECT_TRUE(later->result.ok());
  EXPECT_EQ(metadata_.commands.back().counter.value, 1u);
  // The retry settles it: it had been committed.
  auto retry = append_sequence(0, 1);
  run_for(milliseconds(100));
  ASSERT_TRUE(retry->result.ok());
  EXPECT_EQ(retry->result->error, DecideError::kDuplicate);
  EXPECT_EQ(retry->result->base_offset.value, 1);
}

TEST_F(IngestTest, AFlushOfAnEndedSessionIsNotCommitted) {
  start();
  store_.hold_puts();
  auto pending = append(0, "x");
  run_for(milliseconds(10));
  metadata_.lose_session();
  metadata_.new_session();
  store_.release_puts();
  run_for(seconds(1));
  EXPECT_TRUE(pending->result.failed_with(ErrorCode::kUnavailable));
  EXPECT_TRUE(metadata_.commands.empty());
}

TEST_F(IngestTest, StoppingEndsEveryCaller) {
  options_.object_bytes_max = 500;
  start();
  store_.hold_puts();
  std::vector<std::shared_ptr<Pending>> all;
  for (int i = 0; i < 20; ++i) all.push_back(append(0, std::string(300, 'x')));
  run_for(milliseconds(10));
  scheduler_.run(stop());
  for (const auto& pending : all) {
    EXPECT_TRUE(pending->done);
    EXPECT_TRUE(pending->result.failed_with(ErrorCode::kCancelled));
  }
  EXPECT_EQ(ingest_->memory_used(), 0u);
}

TEST_F(IngestTest, ADeadNodeStops) {
  start();
  for (int i = 0; i < 20; ++i) append(0, "x");
  run_for(microseconds(100));
  loop_.kill();
  scheduler_.run(stop());
}

}  // namespace
}  // namespace ringfence::storage
