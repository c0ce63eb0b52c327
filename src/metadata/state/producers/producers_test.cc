// Goal: producer ids and epochs are given out as KIP-98 and KIP-360 ask, and silent producers are
// forgotten. Method: scripted commands.
#include <gtest/gtest.h>

#include "metadata/state/test_support.h"

namespace ringfence::meta {
namespace {

using test::commit_of;
using test::Machine;
using test::results_of;
using enum DecideError;

InitProducerIdAnswer init(Machine& machine, std::int64_t id = -1, int epoch = -1) {
  const Outcome outcome = machine.run(InitProducerId{
      .id = ProducerId(id), .epoch = ProducerEpoch(static_cast<std::int16_t>(epoch))});
  EXPECT_EQ(outcome.error, kNone);
  return std::get<InitProducerIdAnswer>(outcome.answer);
}

TEST(InitProducerId, IdsAreGivenOnce) {
  Machine machine;
  const InitProducerIdAnswer first = init(machine);
  const InitProducerIdAnswer second = init(machine);
  EXPECT_EQ(first.epoch, ProducerEpoch(0));
  EXPECT_EQ(second.id, first.id.next());
}

TEST(InitProducerId, EpochsGoUpAndFence) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  const SessionId session = machine.session();
  const std::int64_t id = init(machine).id.value;
  (void)machine.run(commit_of(session, 1, {{topic, {{0, 1, id, 0, 0}}}}));
  const InitProducerIdAnswer raised = init(machine, id, 0);
  EXPECT_EQ(raised.id.value, id);
  EXPECT_EQ(raised.epoch, ProducerEpoch(1));
  EXPECT_EQ(init(machine, id, 0).epoch, ProducerEpoch(1)) << "a retry gets the same answer";
  const Outcome old = machine.run(commit_of(session, 2, {{topic, {{0, 1, id, 0, 1}}}}));
  EXPECT_EQ(results_of(old)[0].error, kInvalidProducerEpoch);
  const Outcome fresh = machine.run(commit_of(session, 3, {{topic, {{0, 1, id, 1, 0}}}}));
  EXPECT_EQ(results_of(fresh)[0].error, kNone);
  EXPECT_EQ(init(machine, id, 1).epoch, ProducerEpoch(2));
  const Outcome fenced =
      machine.run(InitProducerId{.id = ProducerId(id), .epoch = ProducerEpoch(0)});
  EXPECT_EQ(fenced.error, kProducerFenced);
  EXPECT_FALSE(fenced.decision);
}

TEST(InitProducerId, ExhaustedEpochsGetANewId) {
  Machine machine;
  const std::int64_t id = init(machine).id.value;
  EXPECT_EQ(init(machine, id, 32765).epoch, ProducerEpoch(32766));
  for (const int epoch : {32766, 32767}) {
    const InitProducerIdAnswer answer = init(machine, id, epoch);
    EXPECT_NE(answer.id.value, id);
    EXPECT_EQ(answer.epoch, ProducerEpoch(0));
  }
}

TEST(InitProducerId, ForeignIdsGetANewOne) {
  Machine machine;
  const InitProducerIdAnswer answer = init(machine, 123'456, 3);
  EXPECT_EQ(answer.id, ProducerId(1));
  EXPECT_EQ(answer.epoch, ProducerEpoch(0));
}

TEST(InitProducerId, WhatIsNotThereYet) {
  Machine machine;
  InitProducerId transactional;
  transactional.transactional_id.token = test::token_of(1);
  EXPECT_EQ(machine.run(transactional).error, kUnsupported);
  EXPECT_EQ(machine.run(InitProducerId{.id = ProducerId(3)}).error, kInvalidRequest);
  EXPECT_EQ(machine.run(InitProducerId{.epoch = ProducerEpoch(3)}).error, kInvalidRequest);
}

TEST(ExpireProducers, ForgetsTheSilentOnly) {
  Machine machine;
  const TopicId topic = machine.topic(1, 2);
  const SessionId session = machine.session();
  (void)machine.run(commit_of(session, 1, {{topic, {{0, 1, 7, 0, 0}, {1, 1, 8, 0, 0}}}}));
  const UnixMillis cut = machine.now;
  (void)machine.run(commit_of(session, 2, {{topic, {{1, 1, 8, 0, 1}}}}));
  const Outcome outcome = machine.run(ExpireProducers{.silent_since = cut});
  EXPECT_EQ(std::get<ExpireProducersAnswer>(outcome.answer).expired, 1u);
  EXPECT_EQ(std::get<ExpireProducersAnswer>(outcome.answer).next_cursor, 0u);
  const Outcome after =
      machine.run(commit_of(session, 3, {{topic, {{0, 1, 7, 0, 55}, {1, 1, 8, 0, 1}}}}));
  EXPECT_EQ(results_of(after)[0].error, kNone) << "unknown again: any sequence";
  EXPECT_EQ(results_of(after)[1].error, kDuplicate) << "still known";
  const Outcome nothing = machine.run(ExpireProducers{.silent_since = cut});
  EXPECT_FALSE(nothing.decision);
}

TEST(ExpireProducers, IsBoundedPerDecision) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  const SessionId session = machine.session();
  std::vector<test::Batch> batches;
  for (std::int64_t id = 100; id < 125; ++id) batches.push_back({0, 1, id, 0, 0});
  (void)machine.run(commit_of(session, 1, {{topic, batches}}));
  for (int i = 0; i < 3; ++i) (void)init(machine, init(machine).id.value, 0);  // fences
  std::uint64_t cursor = 0;
  std::uint32_t expired = 0;
  int rounds = 0;
  do {
    const Outcome outcome =
        machine.run(ExpireProducers{.silent_since = machine.now, .limit = 10, .cursor = cursor});
    const auto& answer = std::get<ExpireProducersAnswer>(outcome.answer);
    EXPECT_LE(answer.expired, 10u);
    expired += answer.expired;
    cursor = answer.next_cursor;
    ++rounds;
  } while (cursor != 0 && rounds < 10);
  EXPECT_EQ(expired, 28u);
  EXPECT_EQ(machine.state.producer_entry_count(), 0u);
  EXPECT_EQ(machine.state.producer_table().fence_count(), 0u);
  EXPECT_EQ(machine.run(ExpireProducers{.limit = 0}).error, kInvalidRequest);
}

}  // namespace
}  // namespace ringfence::meta
