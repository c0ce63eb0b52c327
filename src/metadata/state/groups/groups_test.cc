// Goal: membership and committed offsets last, generations never go back, what is deleted or old
// enough is forgotten, and saying the same again changes nothing. Method: scripted commands, then
// random ones beside a naive model, with snapshots in between.
#include <gtest/gtest.h>

#include "metadata/state/snapshot.h"
#include "metadata/state/test_support.h"

namespace ringfence::meta {
namespace {

using test::Machine;
using test::token_of;
using test::uuid_of;
using enum DecideError;

NamePair group_name(std::uint64_t n) {
  return {.token = token_of(5000 + n), .key_id = 1, .sealed = "sealed group"};
}

GroupMember member_of(std::uint64_t n) {
  GroupMember member;
  member.id = uuid_of(n);
  member.session_timeout_ms = 10'000;
  member.rebalance_timeout_ms = 60'000;
  member.metadata = "sealed metadata";
  return member;
}

PutGroup put_of(std::uint64_t group, std::int32_t generation,
                const std::vector<std::uint64_t>& members) {
  PutGroup put{.group = group_name(group), .generation = generation};
  put.protocol_type = {.token = token_of(1), .key_id = 1, .sealed = "consumer"};
  for (const std::uint64_t n : members) put.members.push_back(member_of(n));
  if (!members.empty()) put.leader = uuid_of(members.front());
  return put;
}

CommitOffsets commit_of(std::uint64_t group, std::int32_t generation, const TopicId& topic,
                        std::int32_t partition, std::int64_t offset) {
  CommitOffsets commit{.group = group_name(group), .generation = generation, .entries = {}};
  commit.entries.push_back({{topic, PartitionIndex(partition)}, {.offset = Offset(offset)}});
  return commit;
}

const Group& stored(const Machine& machine, std::uint64_t group) {
  return *machine.state.find_group(group_name(group).token);
}

std::int64_t offset_of(const Machine& machine, std::uint64_t group, const TopicId& topic,
                       std::int32_t partition) {
  const Group* found = machine.state.find_group(group_name(group).token);
  if (found == nullptr) return -1;
  const auto at = found->offsets.find({topic, PartitionIndex(partition)});
  return at == found->offsets.end() ? -1 : at->second.offset.value;
}

std::vector<DecideError> results(const Outcome& outcome) {
  return std::get<CommitOffsetsAnswer>(outcome.answer).results;
}

TEST(Groups, AGenerationBeginsIsAssignedAndLosesMembers) {
  Machine machine;
  EXPECT_EQ(machine.run(put_of(1, 1, {1, 2})).error, kNone);
  EXPECT_EQ(stored(machine, 1).phase, GroupPhase::kCompleting);
  AssignGroup assign{.group = group_name(1).token, .generation = 1, .assignments = {}};
  assign.assignments = {{uuid_of(1), "one"}, {uuid_of(9), "a stranger"}};
  EXPECT_EQ(machine.run(assign).error, kNone);
  EXPECT_EQ(stored(machine, 1).phase, GroupPhase::kStable);
  EXPECT_EQ(stored(machine, 1).members[0].assignment, "one");
  EXPECT_EQ(stored(machine, 1).members[1].assignment, "");
  EXPECT_EQ(machine.run(assign).error, kIllegalGeneration) << "once only";
  RemoveGroupMembers remove{group_name(1).token, 1, {uuid_of(1)}, uuid_of(2)};
  EXPECT_EQ(machine.run(remove).error, kNone);
  EXPECT_EQ(stored(machine, 1).phase, GroupPhase::kPreparing);
  EXPECT_EQ(stored(machine, 1).leader, uuid_of(2));
  EXPECT_EQ(machine.run(put_of(1, 2, {})).error, kNone);
  EXPECT_EQ(stored(machine, 1).phase, GroupPhase::kEmpty);
  EXPECT_EQ(machine.run(put_of(1, 2, {3})).error, kIllegalGeneration) << "never back";
  EXPECT_EQ(stored(machine, 1).generation, 2);
}

TEST(Groups, AMemberIsReplacedInItsPlace) {
  Machine machine;
  (void)machine.run(put_of(1, 1, {1, 2}));
  (void)machine.run(AssignGroup{group_name(1).token, 1, {{uuid_of(1), "kept"}}});
  ReplaceGroupMember replace{group_name(1).token, 1, uuid_of(1), member_of(8)};
  EXPECT_EQ(machine.run(replace).error, kNone);
  const GroupMember* fresh = stored(machine, 1).find_member(uuid_of(8));
  ASSERT_NE(fresh, nullptr);
  EXPECT_EQ(fresh->assignment, "kept");
  EXPECT_EQ(stored(machine, 1).leader, uuid_of(8));
  EXPECT_EQ(machine.run(replace).error, kUnknownMember);
}

TEST(Groups, WhatIsMalformedIsRefused) {
  Machine machine;
  PutGroup put = put_of(1, 1, {1, 1});
  EXPECT_EQ(machine.run(put).error, kInvalidRequest) << "a member twice";
  put = put_of(1, 1, {1});
  put.leader = uuid_of(2);
  EXPECT_EQ(machine.run(put).error, kInvalidRequest) << "the leader is no member";
  put = put_of(1, 1, {1});
  put.members[0].metadata.resize(kGroupBlobBytesMax + 1);
  EXPECT_EQ(machine.run(put).error, kInvalidRequest);
  put = put_of(1, 1, {1});
  put.group.token = {};
  EXPECT_EQ(machine.run(put).error, kInvalidRequest);
  EXPECT_EQ(machine.run(AssignGroup{group_name(1).token, 1, {}}).error, kUnknownGroup);
  EXPECT_TRUE(machine.decisions.empty());
}

TEST(Offsets, AreStoredByGroupTopicAndPartition) {
  Machine machine;
  const TopicId topic = machine.topic(1, 2);
  EXPECT_EQ(results(machine.run(commit_of(1, -1, topic, 0, 7)))[0], kNone);
  EXPECT_EQ(results(machine.run(commit_of(1, -1, topic, 2, 7)))[0], kUnknownPartition);
  EXPECT_EQ(results(machine.run(commit_of(1, -1, uuid_of(3), 0, 7)))[0], kUnknownTopic);
  (void)machine.run(commit_of(2, -1, topic, 0, 9));
  EXPECT_EQ(offset_of(machine, 1, topic, 0), 7);
  EXPECT_EQ(offset_of(machine, 2, topic, 0), 9);
  EXPECT_EQ(machine.state.committed_offset_count(), 2u);
}

TEST(Offsets, OfAnotherGenerationAreRefused) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  EXPECT_EQ(machine.run(commit_of(1, 1, topic, 0, 7)).error, kUnknownGroup);
  (void)machine.run(put_of(1, 1, {1}));
  EXPECT_EQ(machine.run(commit_of(1, 1, topic, 0, 7)).error, kNone);
  (void)machine.run(put_of(1, 2, {1}));
  EXPECT_EQ(machine.run(commit_of(1, 1, topic, 0, 8)).error, kIllegalGeneration);
  EXPECT_EQ(offset_of(machine, 1, topic, 0), 7);
}

TEST(Offsets, TheSameAgainIsNoDecisionForAnHour) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  (void)machine.run(commit_of(1, -1, topic, 0, 7));
  EXPECT_FALSE(machine.run(commit_of(1, -1, topic, 0, 7)).decision);
  EXPECT_TRUE(machine.run(commit_of(1, -1, topic, 0, 8)).decision) << "something new";
  machine.now.ms += kCommitRefreshMs + 1;
  EXPECT_TRUE(machine.run(commit_of(1, -1, topic, 0, 8)).decision) << "it is kept young";
}

TEST(Offsets, GoWithTheirTopic) {
  Machine machine;
  const TopicId gone = machine.topic(1, 2), kept = machine.topic(2, 1);
  (void)machine.run(commit_of(1, -1, gone, 0, 1));
  (void)machine.run(commit_of(1, -1, gone, 1, 1));
  (void)machine.run(commit_of(1, -1, kept, 0, 5));
  (void)machine.run(DeleteTopic{gone});
  EXPECT_EQ(machine.state.committed_offset_count(), 1u);
  EXPECT_EQ(offset_of(machine, 1, kept, 0), 5);
  const TopicId again = machine.topic(1, 2);
  EXPECT_EQ(offset_of(machine, 1, again, 0), -1) << "a topic of the same name begins anew";
}

TEST(Offsets, AreDeletedOnDemand) {
  Machine machine;
  const TopicId topic = machine.topic(1, 2);
  EXPECT_EQ(machine.run(DeleteOffsets{group_name(1).token, {}}).error, kUnknownGroup);
  (void)machine.run(commit_of(1, -1, topic, 0, 1));
  (void)machine.run(commit_of(1, -1, topic, 1, 1));
  DeleteOffsets one{group_name(1).token, {{topic, PartitionIndex(0)}}};
  EXPECT_TRUE(machine.run(one).decision);
  EXPECT_FALSE(machine.run(one).decision) << "nothing is there any more";
  EXPECT_EQ(offset_of(machine, 1, topic, 1), 1);
}

TEST(Groups, AreDeletedWhenEmptyOnly) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  EXPECT_EQ(machine.run(DeleteGroup{group_name(1).token}).error, kUnknownGroup);
  (void)machine.run(put_of(1, 1, {1}));
  (void)machine.run(commit_of(1, 1, topic, 0, 1));
  EXPECT_EQ(machine.run(DeleteGroup{group_name(1).token}).error, kGroupNotEmpty);
  (void)machine.run(put_of(1, 2, {}));
  EXPECT_EQ(machine.run(DeleteGroup{group_name(1).token}).error, kNone);
  EXPECT_EQ(machine.state.group_count(), 0u);
  EXPECT_EQ(machine.state.committed_offset_count(), 0u);
}

// ---- retention

ExpireOffsets older_than(const Machine& machine, std::int64_t ms) {
  return {.committed_before = {machine.now.ms - ms}};
}

TEST(Retention, BeginsWhenAGroupBecomesEmpty) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  (void)machine.run(put_of(1, 1, {1}));
  (void)machine.run(commit_of(1, 1, topic, 0, 1));
  machine.now.ms += 100'000;
  EXPECT_FALSE(machine.run(older_than(machine, 1'000)).decision) << "somebody is in it";
  (void)machine.run(put_of(1, 2, {}));
  EXPECT_FALSE(machine.run(older_than(machine, 1'000)).decision) << "it has just become empty";
  machine.now.ms += 2'000;
  EXPECT_TRUE(machine.run(older_than(machine, 1'000)).decision);
  EXPECT_EQ(machine.state.group_count(), 0u) << "and with its last offset it is gone";
}

TEST(Retention, OfTopicsThatAStableGroupDoesNotRead) {
  Machine machine;
  const TopicId read = machine.topic(1, 1), left = machine.topic(2, 1);
  PutGroup put = put_of(1, 1, {1});
  put.subscribed = {token_of(1)};  // the name token of topic 1
  (void)machine.run(put);
  (void)machine.run(commit_of(1, 1, read, 0, 1));
  (void)machine.run(commit_of(1, 1, left, 0, 1));
  machine.now.ms += 100'000;
  EXPECT_FALSE(machine.run(older_than(machine, 1'000)).decision) << "in the middle of a rebalance";
  (void)machine.run(AssignGroup{group_name(1).token, 1, {}});
  (void)machine.run(older_than(machine, 1'000));
  EXPECT_EQ(offset_of(machine, 1, read, 0), 1);
  EXPECT_EQ(offset_of(machine, 1, left, 0), -1);
}

TEST(Retention, OfCommitsFromOutside) {
  Machine machine;
  const TopicId topic = machine.topic(1, 2);
  (void)machine.run(commit_of(1, -1, topic, 0, 1));
  machine.now.ms += 10'000;
  CommitOffsets own = commit_of(1, -1, topic, 1, 1);
  own.entries[0].committed.expires_at = {machine.now.ms + 1'000'000};
  (void)machine.run(own);
  (void)machine.run(older_than(machine, 5'000));
  EXPECT_EQ(offset_of(machine, 1, topic, 0), -1);
  EXPECT_EQ(offset_of(machine, 1, topic, 1), 1);
  machine.now.ms += 500'000;
  (void)machine.run(older_than(machine, 5'000));
  EXPECT_EQ(offset_of(machine, 1, topic, 1), 1) << "its client asked for more";
  machine.now.ms += 600'000;
  (void)machine.run(older_than(machine, 5'000));
  EXPECT_EQ(offset_of(machine, 1, topic, 1), -1);
}

TEST(Retention, IsBoundedPerDecision) {
  Machine machine;
  const TopicId topic = machine.topic(1, 10);
  for (std::uint64_t group = 1; group <= 5; ++group)
    for (std::int32_t p = 0; p < 10; ++p) (void)machine.run(commit_of(group, -1, topic, p, 1));
  machine.now.ms += 100'000;
  ExpireOffsets expire = older_than(machine, 1'000);
  expire.limit = 12;
  int turns = 0;
  std::uint32_t expired = 0;
  do {
    const auto answer = std::get<ExpireOffsetsAnswer>(machine.run(expire).answer);
    EXPECT_LE(answer.expired, 12u);
    expired += answer.expired;
    expire.cursor = answer.next_cursor;
    if (expire.cursor.is_zero() && machine.state.committed_offset_count() > 0) continue;
  } while (++turns < 20 && (machine.state.committed_offset_count() > 0));
  EXPECT_EQ(expired, 50u);
  expire.limit = 0;
  EXPECT_EQ(machine.run(expire).error, kInvalidRequest);
}

// ---- random commands beside a model

TEST(Groups, RandomCommandsAgreeWithAModelAndSurviveSnapshots) {
  for (const std::uint64_t seed : {1ull, 2ull, 3ull, 4ull}) {
    SCOPED_TRACE(seed);
    Random random(seed);
    Machine machine;
    const TopicId topic = machine.topic(1, 4);
    std::map<std::pair<std::uint64_t, std::int32_t>, std::int64_t> offsets;
    std::map<std::uint64_t, std::int32_t> generations;
    for (int i = 0; i < 2'000; ++i) {
      const std::uint64_t group = random.below(6);
      const auto partition = static_cast<std::int32_t>(random.below(4));
      const auto known = generations.find(group);
      const std::int32_t newest = known == generations.end() ? -1 : known->second;
      switch (random.below(6)) {
        case 0: {
          const std::int32_t next = newest + static_cast<std::int32_t>(random.below(3));
          const bool grows = known == generations.end() || next > newest;
          const bool empty = random.chance(0.3);
          const Outcome outcome = machine.run(
              put_of(group, next, empty ? std::vector<std::uint64_t>{} : std::vector{1 + group}));
          EXPECT_EQ(outcome.error, grows ? kNone : kIllegalGeneration);
          if (grows) generations[group] = next;
          break;
        }
        case 1: {
          const Outcome outcome = machine.run(DeleteGroup{group_name(group).token});
          if (outcome.error != kNone) break;
          generations.erase(group);
          std::erase_if(offsets, [group](const auto& entry) { return entry.first.first == group; });
          break;
        }
        case 2:
          machine.state = *parse_snapshot(serialize_snapshot(machine.state).flatten().span());
          break;
        default: {
          const bool inside = random.chance(0.5);
          const std::int32_t generation =
              inside ? newest - static_cast<std::int32_t>(random.below(2)) : -1;
          const auto offset = static_cast<std::int64_t>(random.below(50));
          const Outcome outcome =
              machine.run(commit_of(group, generation, topic, partition, offset));
          if (generation >= 0 && generation != newest) {
            EXPECT_EQ(outcome.error, kIllegalGeneration);
          } else if (outcome.error == kNone) {
            offsets[{group, partition}] = offset;
            // A commit from outside makes the group, in generation 0.
            generations.try_emplace(group, 0);
          }
        }
      }
      for (const auto& [place, offset] : offsets)
        ASSERT_EQ(offset_of(machine, place.first, topic, place.second), offset);
      ASSERT_EQ(machine.state.committed_offset_count(), offsets.size());
    }
  }
}

TEST(Groups, ASnapshotHoldsAllOfThem) {
  Machine machine;
  const TopicId topic = machine.topic(1, 1);
  (void)machine.run(put_of(1, 4, {1, 2, 3}));
  (void)machine.run(AssignGroup{group_name(1).token, 4, {{uuid_of(2), "sealed"}}});
  CommitOffsets commit = commit_of(1, 4, topic, 0, 17);
  commit.entries[0].committed.metadata = "sealed note";
  commit.entries[0].committed.leader_epoch = 3;
  (void)machine.run(commit);
  const bytes::Slice bytes = serialize_snapshot(machine.state).flatten();
  for (const Mode mode : {Mode::kFull, Mode::kReplica}) {
    const auto parsed = parse_snapshot(bytes.span(), mode);
    ASSERT_TRUE(parsed) << parsed.error().to_string();
    const Group* group = parsed->find_group(group_name(1).token);
    ASSERT_NE(group, nullptr);
    EXPECT_EQ(group->members, stored(machine, 1).members);
    EXPECT_EQ(group->offsets, stored(machine, 1).offsets);
    EXPECT_EQ(group->phase, GroupPhase::kStable);
    EXPECT_EQ(group->generation, 4);
  }
  EXPECT_EQ(state_hash(*parse_snapshot(bytes.span())), state_hash(machine.state));
}

}  // namespace
}  // namespace ringfence::meta
