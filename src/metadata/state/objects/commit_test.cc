// Goal: commits follow Kafka's idempotence rules and the session rules to the letter, entry by
// entry. Method: tables of (what is known, batch, expected verdict) after KAFKA.md 2.8, then
// scripted sessions.
#include <gtest/gtest.h>

#include "base/deliberate_bugs.h"
#include "metadata/state/producers/sequence_rules.h"
#include "metadata/state/test_support.h"

namespace ringfence::meta {
namespace {

using test::Batch;
using test::commit_of;
using test::Machine;
using test::results_of;
using enum DecideError;

constexpr std::int32_t kMax = INT32_MAX;

struct Step {
  const char* what;
  std::int16_t epoch;
  std::int32_t sequence;
  std::int32_t count;
  DecideError error;
  std::int64_t offset;  // expected, -1 on refusal
};

// Runs steps of one producer against one partition, each in an object of its own.
void run_steps(const std::vector<Step>& steps) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  const SessionId session = machine.session();
  std::uint64_t counter = 0;
  for (const Step& step : steps) {
    SCOPED_TRACE(step.what);
    const auto timestamp = 1000 + static_cast<std::int64_t>(counter);
    const Outcome outcome = machine.run(commit_of(
        session, ++counter, {{topic, {{0, step.count, 5, step.epoch, step.sequence, timestamp}}}}));
    ASSERT_EQ(outcome.error, kNone);
    EXPECT_EQ(results_of(outcome)[0].error, step.error)
        << decide_error_name(results_of(outcome)[0].error);
    EXPECT_EQ(results_of(outcome)[0].base_offset.value, step.offset);
  }
}

TEST(Idempotence, SequencesMustFollow) {
  run_steps({{"unknown producer: any sequence", 0, 17, 3, kNone, 0},
             {"follows", 0, 20, 1, kNone, 3},
             {"gap", 0, 22, 1, kOutOfOrderSequence, -1},
             {"the right one after a gap", 0, 21, 4, kNone, 4},
             {"overlaps but is no duplicate", 0, 21, 3, kOutOfOrderSequence, -1},
             {"far behind, never seen", 0, 3, 1, kOutOfOrderSequence, -1}});
}

TEST(Idempotence, TheLastFiveBatchesAreDuplicates) {
  std::vector<Step> steps;
  for (std::int32_t i = 0; i < 7; ++i) steps.push_back({"fill", 2, i * 10, 10, kNone, i * 10});
  for (std::int32_t i = 2; i < 7; ++i) steps.push_back({"dup", 2, i * 10, 10, kDuplicate, i * 10});
  steps.push_back({"the sixth from the end is forgotten", 2, 10, 10, kOutOfOrderSequence, -1});
  steps.push_back({"another length is no duplicate", 2, 60, 9, kOutOfOrderSequence, -1});
  steps.push_back({"goes on", 2, 70, 1, kNone, 70});
  run_steps(steps);
}

TEST(Idempotence, EpochsFence) {
  run_steps({{"first", 3, 0, 5, kNone, 0},
             {"older epoch", 2, 5, 1, kInvalidProducerEpoch, -1},
             {"older epoch, same sequences", 2, 0, 5, kInvalidProducerEpoch, -1},
             {"new epoch not at 0", 4, 5, 1, kOutOfOrderSequence, -1},
             {"the refused epoch left no trace", 3, 5, 1, kNone, 5},
             {"new epoch at 0", 4, 0, 2, kNone, 6},
             {"batches of the epoch before are no duplicates", 3, 5, 1, kInvalidProducerEpoch, -1},
             {"duplicate in the new epoch", 4, 0, 2, kDuplicate, 6},
             {"follows in the new epoch", 4, 2, 1, kNone, 8}});
}

TEST(Idempotence, SequencesWrap) {
  EXPECT_EQ(advance_sequence(kMax, 1), 0);
  EXPECT_EQ(advance_sequence(kMax - 2, 5), 2);
  EXPECT_EQ(advance_sequence(0, kMax), kMax);
  EXPECT_EQ(advance_sequence(7, 0), 7);
  run_steps({{"up to the end", 0, kMax - 4, 5, kNone, 0},
             {"1 is a gap", 0, 1, 1, kOutOfOrderSequence, -1},
             {"0 follows", 0, 0, 3, kNone, 5},
             {"duplicate before the wrap", 0, kMax - 4, 5, kDuplicate, 0},
             {"follows", 0, 3, 1, kNone, 8}});
  run_steps({{"across the end", 0, kMax - 1, 4, kNone, 0},
             {"duplicate across the end", 0, kMax - 1, 4, kDuplicate, 0},
             {"follows", 0, 2, 1, kNone, 4}});
}

TEST(Idempotence, ADuplicateAnswersTheOriginalTimestamp) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  const SessionId session = machine.session();
  (void)machine.run(commit_of(session, 1, {{topic, {{0, 2, 9, 0, 0, 111}}}}));
  const Outcome again = machine.run(commit_of(session, 2, {{topic, {{0, 2, 9, 0, 0, 222}}}}));
  EXPECT_EQ(results_of(again)[0].error, kDuplicate);
  EXPECT_EQ(results_of(again)[0].max_timestamp, UnixMillis{111});
}

TEST(Commit, EntriesOfOneObjectSeeEachOther) {
  Machine machine;
  const TopicId topic = machine.topic(1, 2);
  const SessionId session = machine.session();
  const Outcome outcome = machine.run(commit_of(session, 1,
                                                {{topic,
                                                  {{0, 2, 7, 0, 0},
                                                   {0, 1, 8, 0, 0},
                                                   {0, 3, 7, 0, 2},
                                                   {0, 2, 7, 0, 0},  // again, in the same object
                                                   {0, 1, 7, 0, 9},  // gap
                                                   {0, 1, 7, 0, 5},
                                                   {0, 4},  // not idempotent
                                                   {1, 1, 7, 0, 50}}}}));
  const auto& results = results_of(outcome);
  const std::vector<std::pair<DecideError, std::int64_t>> expected = {
      {kNone, 0}, {kNone, 2}, {kNone, 3}, {kDuplicate, 0}, {kOutOfOrderSequence, -1},
      {kNone, 6}, {kNone, 7}, {kNone, 0}};
  ASSERT_EQ(results.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(results[i].error, expected[i].first) << i;
    EXPECT_EQ(results[i].base_offset.value, expected[i].second) << i;
  }
  EXPECT_EQ(machine.state.find_partition(topic, PartitionIndex(0))->high_watermark, Offset(11));
}

TEST(Commit, ManyProducersOfOnePartitionSeeThemselves) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  const SessionId session = machine.session();
  std::vector<Batch> batches;
  for (std::int32_t round = 0; round < 3; ++round) {
    for (std::int64_t producer = 0; producer < 50; ++producer) {
      batches.push_back({0, 1, producer, 0, round});
    }
  }
  batches.push_back({0, 1, 49, 0, 1});
  const Outcome outcome = machine.run(commit_of(session, 1, {{topic, batches}}));
  for (std::size_t i = 0; i < 150; ++i) EXPECT_EQ(results_of(outcome)[i].error, kNone) << i;
  EXPECT_EQ(results_of(outcome)[150].error, kDuplicate);
  EXPECT_EQ(results_of(outcome)[150].base_offset, Offset(99));
}

TEST(Commit, OneBadEntryDoesNotFailTheRest) {
  Machine machine;
  const TopicId topic = machine.topic(1, 2);
  const TopicId other = machine.topic(2, 1);
  const SessionId session = machine.session();
  (void)machine.run(DeleteTopic{topic});
  const TopicId third = machine.topic(3, 1);
  const Outcome outcome = machine.run(
      commit_of(session, 1, {{topic, {{0}, {1}}}, {other, {{0, 3}, {5}}}, {third, {{0, 2}}}}));
  const auto& results = results_of(outcome);
  EXPECT_EQ(results[0].error, kUnknownTopic);
  EXPECT_EQ(results[1].error, kUnknownTopic);
  EXPECT_EQ(results[2].error, kNone);
  EXPECT_EQ(results[3].error, kUnknownPartition);
  EXPECT_EQ(results[4].error, kNone);
  EXPECT_EQ(machine.state.find_partition(third, PartitionIndex(0))->high_watermark, Offset(2));
}

TEST(Commit, ContiguousBatchesAreOneRun) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  const SessionId session = machine.session();
  CommitObject commit = commit_of(
      session, 1, {{topic, {{0, 2, -1, 0, 0, 50}, {0, 3, -1, 0, 0, 90}, {0, 1, -1, 0, 0, 70}}}});
  commit.entries[2].position += 8;  // not contiguous
  commit.object_size += 8;
  (void)machine.run(commit);
  const auto runs = machine.state.find(topic, PartitionIndex(0), Offset(0));
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs[0].last(), Offset(4));
  EXPECT_EQ(runs[0].byte_length, 200u);
  EXPECT_EQ(runs[0].record_count, 5u);
  EXPECT_EQ(runs[0].max_timestamp(), UnixMillis{90});
  EXPECT_EQ(runs[1].base(), Offset(5));
  EXPECT_EQ(machine.state.object(runs[0]).id, commit.object);
  EXPECT_EQ(machine.state.object(runs[0]).live_runs, 2u);

  EXPECT_EQ(machine.state.find(topic, PartitionIndex(0), Offset(4)).size(), 2u);
  EXPECT_EQ(machine.state.find(topic, PartitionIndex(0), Offset(5)).size(), 1u);
  EXPECT_TRUE(machine.state.find(topic, PartitionIndex(0), Offset(6)).empty());
  EXPECT_EQ(machine.state.find_by_time(topic, PartitionIndex(0), UnixMillis{80}), &runs[0]);
  EXPECT_EQ(machine.state.find_by_time(topic, PartitionIndex(0), UnixMillis{91}), nullptr);
  EXPECT_EQ(machine.state.find_max_timestamp(topic, PartitionIndex(0)), &runs[0]);
}

TEST(Commit, ObjectsWithoutReferencesAreCandidates) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  const SessionId session = machine.session();
  const CommitObject good = commit_of(session, 1, {{topic, {{0, 2, 7, 0, 0}}}});
  const CommitObject duplicate = commit_of(session, 2, {{topic, {{0, 2, 7, 0, 0}}}});
  (void)machine.run(good);
  (void)machine.run(duplicate);
  EXPECT_EQ(machine.state.condemn_candidates(10), std::vector<ObjectId>{duplicate.object});
  (void)machine.run(DeleteTopic{topic});
  const std::vector<ObjectId> both{good.object, duplicate.object};
  EXPECT_EQ(machine.state.condemn_candidates(10), both);
  EXPECT_EQ(machine.state.condemn_candidates(1).size(), 1u);
}

TEST(Session, ARetryGetsTheStoredResult) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  const SessionId session = machine.session();
  const CommitObject first = commit_of(session, 1, {{topic, {{0, 2}}}});
  const Outcome original = machine.run(first);
  (void)machine.run(commit_of(session, 3, {{topic, {{0, 2}}}}));
  const Outcome again = machine.run(first);
  EXPECT_FALSE(again.decision);
  EXPECT_TRUE(std::get<CommitAnswer>(again.answer).repeated);
  EXPECT_EQ(results_of(again), results_of(original));
  EXPECT_EQ(machine.state.find_partition(topic, PartitionIndex(0))->high_watermark, Offset(4));
  // A counter that was skipped is too old once a later one is decided.
  EXPECT_EQ(machine.run(commit_of(session, 2, {{topic, {{0, 2}}}})).error, kCounterTooOld);
}

TEST(Session, ReleasedResultsAreForgotten) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  const SessionId session = machine.session();
  for (std::uint64_t counter = 1; counter <= 5; ++counter) {
    CommitObject commit = commit_of(session, counter, {{topic, {{0, 1}}}});
    if (counter == 5) commit.lowest_wanted = FlushCounter(4);
    ASSERT_EQ(machine.run(commit).error, kNone);
  }
  EXPECT_EQ(machine.run(commit_of(session, 3, {})).error, kCounterTooOld);
  EXPECT_EQ(machine.run(commit_of(session, 4, {})).error, kNone);
  EXPECT_EQ(machine.state.find_session(session)->results.size(), 2u);
}

TEST(Session, AnEndedSessionIsRefusedForEver) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  const SessionId session = machine.session();
  const CommitObject commit = commit_of(session, 1, {{topic, {{0, 1}}}});
  (void)machine.run(commit);
  EXPECT_EQ(machine.run(EndSession{session}).error, kNone);
  EXPECT_EQ(machine.run(commit).error, kSessionEnded);
  EXPECT_EQ(machine.run(commit_of(session, 2, {{topic, {{0, 1}}}})).error, kSessionEnded);
  EXPECT_EQ(machine.run(commit_of(session.next(), 1, {})).error, kSessionUnknown);
  EXPECT_EQ(machine.run(EndSession{session.next()}).error, kSessionUnknown);
  const Outcome twice = machine.run(EndSession{session});
  EXPECT_EQ(twice.error, kNone);
  EXPECT_FALSE(twice.decision);
  EXPECT_EQ(machine.session(), session.next()) << "ids are never given twice";
}

TEST(Commit, MalformedCommitsAreRefusedWhole) {
  Machine machine;
  const TopicId topic = machine.topic(1, 4);
  const SessionId session = machine.session();
  const CommitObject good = commit_of(session, 1, {{topic, {{0, 1}, {1, 1, 7, 0, 0}}}});
  const auto refused = [&](auto&& spoil) {
    CommitObject bad = good;
    spoil(bad);
    const Outcome outcome = machine.run(bad);
    return outcome.error == kInvalidRequest && !outcome.decision;
  };
  EXPECT_TRUE(refused([](CommitObject& c) { c.counter = FlushCounter(0); }));
  EXPECT_TRUE(refused([](CommitObject& c) { c.lowest_wanted = FlushCounter(2); }));
  EXPECT_TRUE(refused([](CommitObject& c) { c.object = ObjectId{}; }));
  EXPECT_TRUE(refused([](CommitObject& c) { c.topics[0].entry_count = 1; }));
  EXPECT_TRUE(refused([](CommitObject& c) { c.topics[0].entry_count = 3; }));
  EXPECT_TRUE(refused([](CommitObject& c) { c.topics.push_back({c.topics[0].topic, 0}); }));
  EXPECT_TRUE(refused([](CommitObject& c) { c.entries[0].partition = PartitionIndex(3); }));
  EXPECT_TRUE(refused([](CommitObject& c) { c.entries[0].partition = PartitionIndex(-1); }));
  EXPECT_TRUE(refused([](CommitObject& c) { c.entries[0].record_count = 0; }));
  EXPECT_TRUE(refused([](CommitObject& c) { c.entries[1].base_sequence = -1; }));
  EXPECT_TRUE(refused([](CommitObject& c) { c.entries[1].producer_epoch = kNoProducerEpoch; }));
  EXPECT_TRUE(refused([](CommitObject& c) { c.object_size -= 1; }));
  EXPECT_EQ(machine.run(good).error, kNone);
  CommitObject same_object = good;
  same_object.counter = FlushCounter(2);
  EXPECT_EQ(machine.run(same_object).error, kInvalidRequest) << "object ids are never used twice";
}

#ifdef RINGFENCE_DELIBERATE_BUGS
// The switches that the simulator throws do what their names say.
TEST(Commit, DeliberateBugs) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  const SessionId session = machine.session();
  const SessionId ended = machine.session();
  (void)machine.run(EndSession{ended});
  const CommitObject first = commit_of(session, 1, {{topic, {{0, 1}, {0, 2, 7, 3, 0}}}});
  (void)machine.run(first);
  std::uint64_t counter = 1;
  const auto with_bug = [&](std::string_view bug, const CommitObject& commit) {
    EXPECT_TRUE(set_deliberate_bug(bug));
    Outcome outcome = machine.run(commit);
    EXPECT_TRUE(set_deliberate_bug("none"));
    return outcome;
  };
  const auto again = [&](std::int16_t epoch) {
    return commit_of(session, ++counter, {{topic, {{0, 2, 7, epoch, 0}}}});
  };
  const Outcome zero = with_bug("zero_offset_default", again(3));
  EXPECT_EQ(results_of(zero)[0].error, kDuplicate);
  EXPECT_EQ(results_of(zero)[0].base_offset, Offset(0));
  EXPECT_EQ(results_of(with_bug("skip_duplicate_check", again(3)))[0].base_offset, Offset(3));
  EXPECT_EQ(results_of(with_bug("skip_epoch_fence", again(2)))[0].base_offset, Offset(5));
  const Outcome forgotten = with_bug("forget_session_results", first);
  EXPECT_TRUE(forgotten.decision);
  EXPECT_EQ(results_of(forgotten)[0].base_offset, Offset(7));
  const Outcome late = with_bug("accept_ended_session", commit_of(ended, 1, {{topic, {{0}}}}));
  EXPECT_EQ(late.error, kNone);
  EXPECT_TRUE(late.decision);
}
#endif

}  // namespace
}  // namespace ringfence::meta
