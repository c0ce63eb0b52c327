// Goal: a group answers every request as Apache Kafka 4.3's classic groups do, in every state, and
// says to the state exactly what must last. Method: a table of (state, request) -> answer, then
// stories: rebalances, late and silent members, leadership, restarts.
#include "metadata/groups/group_bench.h"

namespace ringfence::meta {
namespace {

using namespace test;

// ---- the table

struct Row {
  GroupState state;
  std::string_view request;
  GroupError expected;
};

// Brings a group of two into a state; members[0] leads.
std::vector<Uuid> bring(Bench& bench, GroupState state) {
  if (state == GroupState::kEmpty) return {id_of(1), id_of(2)};
  const std::vector<Uuid> members = bench.stable(2);
  if (state == GroupState::kStable) return members;
  (void)bench.join(bench.join_call(members[0]));  // the leader joins again: a rebalance
  if (state == GroupState::kPreparingRebalance) return members;
  (void)bench.join(bench.join_call(members[1]));
  return members;
}

GroupError ask(Bench& bench, const std::vector<Uuid>& members, std::string_view request) {
  const std::int32_t generation = bench.group.generation();
  const auto join_error = [&](const JoinCall& call) {
    const GroupTicket ticket = bench.join(call);
    return bench.answered(ticket) ? bench.joined(ticket).error : GroupError::kNone;
  };
  const auto sync_error = [&](GroupTicket ticket) {
    return bench.answered(ticket) ? bench.synced(ticket).error : GroupError::kNone;
  };
  JoinCall call = bench.join_call(members[1]);
  if (request == "heartbeat") return bench.heartbeat(members[1], generation);
  if (request == "heartbeat of a stranger") return bench.heartbeat(id_of(77), generation);
  if (request == "heartbeat of another generation")
    return bench.heartbeat(members[1], generation + 1);
  if (request == "heartbeat with an unknown instance")
    return bench.heartbeat(members[1], generation, name_of("i").token);
  if (request == "commit") return bench.commit(members[1], generation);
  if (request == "commit of a stranger") return bench.commit(id_of(77), generation);
  if (request == "commit of another generation") return bench.commit(members[1], generation - 1);
  if (request == "commit from outside") return bench.commit({}, -1);
  if (request == "sync") return sync_error(bench.sync(members[1], generation));
  if (request == "sync of a stranger") return sync_error(bench.sync(id_of(77), generation));
  if (request == "sync of another generation")
    return sync_error(bench.sync(members[1], generation + 1));
  if (request == "leave") return bench.leave(members[1]);
  if (request == "leave of a stranger") return bench.leave(id_of(77));
  if (request == "join again") return join_error(call);
  if (request == "join of a stranger") {
    call.member = id_of(77);
    return join_error(call);
  }
  if (request == "join with another protocol type") {
    call.protocol_type = name_of("connect");
    return join_error(call);
  }
  if (request == "join with other protocols") {
    call.protocols = {{name_of("sticky"), "m"}};
    return join_error(call);
  }
  if (request == "join without a protocol") {
    call.protocols.clear();
    return join_error(call);
  }
  if (request == "join without an id") {
    call.member = {};
    call.require_known_member = true;
    return join_error(call);
  }
  if (request == "join with a short session") {
    call.session_timeout_ms = 5'999;
    return join_error(call);
  }
  if (request == "join with a long session") {
    call.session_timeout_ms = 1'800'001;
    return join_error(call);
  }
  ADD_FAILURE() << "unknown request " << request;
  return GroupError::kCount;
}

constexpr GroupState kE = GroupState::kEmpty;
constexpr GroupState kP = GroupState::kPreparingRebalance;
constexpr GroupState kC = GroupState::kCompletingRebalance;
constexpr GroupState kS = GroupState::kStable;
using enum GroupError;

const Row kTable[] = {
    {kE, "heartbeat", kUnknownMember},
    {kP, "heartbeat", kRebalanceInProgress},
    {kC, "heartbeat", kNone},
    {kS, "heartbeat", kNone},
    {kP, "heartbeat of a stranger", kUnknownMember},
    {kC, "heartbeat of a stranger", kUnknownMember},
    {kS, "heartbeat of a stranger", kUnknownMember},
    {kP, "heartbeat of another generation", kIllegalGeneration},
    {kC, "heartbeat of another generation", kIllegalGeneration},
    {kS, "heartbeat of another generation", kIllegalGeneration},
    {kS, "heartbeat with an unknown instance", kUnknownMember},
    {kE, "commit", kUnknownMember},
    {kP, "commit", kNone},
    {kC, "commit", kRebalanceInProgress},
    {kS, "commit", kNone},
    {kP, "commit of a stranger", kUnknownMember},
    {kS, "commit of a stranger", kUnknownMember},
    {kP, "commit of another generation", kIllegalGeneration},
    {kC, "commit of another generation", kIllegalGeneration},
    {kS, "commit of another generation", kIllegalGeneration},
    {kE, "commit from outside", kNone},
    {kP, "commit from outside", kUnknownMember},
    {kC, "commit from outside", kUnknownMember},
    {kS, "commit from outside", kUnknownMember},
    {kE, "sync", kUnknownMember},
    {kP, "sync", kRebalanceInProgress},
    {kC, "sync", kNone},
    {kS, "sync", kNone},
    {kP, "sync of a stranger", kUnknownMember},
    {kC, "sync of a stranger", kUnknownMember},
    {kS, "sync of a stranger", kUnknownMember},
    {kP, "sync of another generation", kIllegalGeneration},
    {kC, "sync of another generation", kIllegalGeneration},
    {kS, "sync of another generation", kIllegalGeneration},
    {kE, "leave", kUnknownMember},
    {kP, "leave", kNone},
    {kC, "leave", kNone},
    {kS, "leave", kNone},
    {kS, "leave of a stranger", kUnknownMember},
    {kE, "join again", kUnknownMember},
    {kP, "join again", kNone},
    {kC, "join again", kNone},
    {kS, "join again", kNone},
    {kE, "join of a stranger", kUnknownMember},
    {kP, "join of a stranger", kUnknownMember},
    {kC, "join of a stranger", kUnknownMember},
    {kS, "join of a stranger", kUnknownMember},
    {kP, "join with another protocol type", kInconsistentProtocol},
    {kC, "join with another protocol type", kInconsistentProtocol},
    {kS, "join with another protocol type", kInconsistentProtocol},
    {kP, "join with other protocols", kInconsistentProtocol},
    {kC, "join with other protocols", kInconsistentProtocol},
    {kS, "join with other protocols", kInconsistentProtocol},
    {kE, "join without a protocol", kInconsistentProtocol},
    {kS, "join without a protocol", kInconsistentProtocol},
    {kE, "join without an id", kMemberIdRequired},
    {kP, "join without an id", kMemberIdRequired},
    {kC, "join without an id", kMemberIdRequired},
    {kS, "join without an id", kMemberIdRequired},
    {kE, "join with a short session", kInvalidSessionTimeout},
    {kS, "join with a short session", kInvalidSessionTimeout},
    {kE, "join with a long session", kInvalidSessionTimeout},
};

TEST(ClassicGroup, AnswersInEveryState) {
  for (const Row& row : kTable) {
    Bench bench;
    const std::vector<Uuid> members = bring(bench, row.state);
    ASSERT_EQ(bench.group.state(), row.state) << row.request;
    EXPECT_EQ(ask(bench, members, row.request), row.expected)
        << row.request << " in state " << static_cast<int>(row.state);
  }
}

// ---- stories

TEST(ClassicGroup, TheFirstMembersWaitForOthers) {
  Bench bench;
  const GroupTicket first = bench.join_new();
  bench.pass(milliseconds(2'900));
  const GroupTicket second = bench.join_new();
  bench.pass(milliseconds(200));
  EXPECT_FALSE(bench.answered(first)) << "the second came within the delay: it begins again";
  bench.pass(seconds(3));
  ASSERT_TRUE(bench.answered(first) && bench.answered(second));
  EXPECT_EQ(bench.joined(first).generation, 1);
  EXPECT_EQ(bench.joined(first).members.size(), 2u) << "the leader sees all";
  EXPECT_TRUE(bench.joined(second).members.empty());
  ASSERT_EQ(bench.changes.size(), 1u);
  EXPECT_EQ(std::get<PutGroup>(bench.changes[0]).members.size(), 2u);
}

TEST(ClassicGroup, TheDelayEndsWithTheRebalanceTimeout) {
  Bench bench;
  const GroupTicket first = bench.join_new();
  for (int i = 0; i < 30; ++i) {
    bench.pass(seconds(2));
    if (i < 4) (void)bench.join_new();
    JoinCall again = bench.join_call({});
    again.instance = name_of("i" + std::to_string(i));
    if (bench.group.size() < 5) (void)bench.join(again);
  }
  EXPECT_TRUE(bench.answered(first));
}

TEST(ClassicGroup, AnEmptyGroupBeginsWithoutDelayWhenSoConfigured) {
  Bench bench;
  bench.settings.initial_delay = Duration(0);
  const GroupTicket first = bench.join_new();
  ASSERT_TRUE(bench.answered(first));
  EXPECT_EQ(bench.joined(first).generation, 1);
}

TEST(ClassicGroup, AssignmentsReachEverybodyOnceTheLeaderHasSpoken) {
  Bench bench;
  const GroupTicket a = bench.join_new(), b = bench.join_new();
  bench.pass(seconds(7));
  const Uuid leader = bench.joined(a).leader;
  const Uuid follower =
      bench.joined(a).member == leader ? bench.joined(b).member : bench.joined(a).member;
  const GroupTicket waits = bench.sync(follower, 1);
  EXPECT_FALSE(bench.answered(waits));
  const GroupTicket leads = bench.sync(leader, 1, {{leader, "L"}, {follower, "F"}});
  EXPECT_EQ(bench.synced(waits).assignment, "F");
  EXPECT_EQ(bench.synced(leads).assignment, "L");
  EXPECT_EQ(std::get<AssignGroup>(bench.changes.back()).assignments.size(), 2u);
  EXPECT_EQ(bench.group.rebalances(), 1u);
  const GroupTicket again = bench.sync(leader, 1, {{leader, "other"}});
  EXPECT_EQ(bench.synced(again).assignment, "L") << "a second assignment counts for nothing";
}

TEST(ClassicGroup, AMemberThatTheLeaderForgotGetsNothing) {
  Bench bench;
  const GroupTicket a = bench.join_new(), b = bench.join_new();
  bench.pass(seconds(7));
  const Uuid leader = bench.joined(a).leader;
  (void)bench.sync(leader, 1, {{leader, "L"}, {id_of(200), "stranger"}});
  const Uuid follower =
      bench.joined(a).member == leader ? bench.joined(b).member : bench.joined(a).member;
  EXPECT_EQ(bench.synced(bench.sync(follower, 1)).assignment, "");
}

TEST(ClassicGroup, ANewMemberMakesTheOthersJoinAgain) {
  Bench bench;
  const std::vector<Uuid> members = bench.stable(2);
  const GroupTicket third = bench.join_new();
  EXPECT_EQ(bench.group.state(), GroupState::kPreparingRebalance);
  EXPECT_EQ(bench.heartbeat(members[0], 1), kRebalanceInProgress);
  EXPECT_EQ(bench.commit(members[0], 1), kNone) << "partitions are given up with a commit";
  (void)bench.join(bench.join_call(members[0]));
  EXPECT_FALSE(bench.answered(third));
  (void)bench.join(bench.join_call(members[1]));
  EXPECT_EQ(bench.joined(third).generation, 2);
  EXPECT_EQ(bench.commit(members[0], 1), kIllegalGeneration);
}

TEST(ClassicGroup, WhoMissesTheRebalanceTimeoutIsOut) {
  Bench bench;
  const std::vector<Uuid> members = bench.stable(2);
  const GroupTicket third = bench.join_new();
  (void)bench.join(bench.join_call(members[0]));
  for (int i = 0; i < 13 && !bench.answered(third); ++i) {
    bench.pass(seconds(5));
    (void)bench.heartbeat(members[1], 1);  // alive, but it does not join
  }
  ASSERT_TRUE(bench.answered(third));
  EXPECT_EQ(bench.group.size(), 2u);
  EXPECT_EQ(bench.heartbeat(members[1], 2), kUnknownMember);
}

TEST(ClassicGroup, ASilentMemberIsRemovedAndTheRestJoinsAgain) {
  Bench bench;
  const std::vector<Uuid> members = bench.stable(2);
  bench.pass(milliseconds(kSession - 1));
  EXPECT_EQ(bench.heartbeat(members[0], 1), kNone);
  bench.pass(milliseconds(2));
  EXPECT_EQ(bench.group.state(), GroupState::kPreparingRebalance);
  ASSERT_EQ(bench.changes.size(), 1u);
  const auto& removed = std::get<RemoveGroupMembers>(bench.changes[0]);
  EXPECT_EQ(removed.members, std::vector<Uuid>{members[1]});
  EXPECT_EQ(removed.leader, members[0]);
  EXPECT_EQ(bench.heartbeat(members[0], 1), kRebalanceInProgress);
  const GroupTicket again = bench.join(bench.join_call(members[0]));
  EXPECT_EQ(bench.joined(again).generation, 2);
}

TEST(ClassicGroup, TheLastOneLeavesAnEmptyGroupBehind) {
  Bench bench;
  const std::vector<Uuid> members = bench.stable(1);
  EXPECT_EQ(bench.leave(members[0]), kNone);
  EXPECT_EQ(bench.group.state(), GroupState::kEmpty);
  EXPECT_EQ(bench.group.generation(), 2);
  ASSERT_EQ(bench.changes.size(), 1u);
  EXPECT_TRUE(std::get<PutGroup>(bench.changes[0]).members.empty());
  EXPECT_TRUE(bench.group.idle());
}

TEST(ClassicGroup, ALeaderThatLeavesIsFollowedByAnother) {
  Bench bench;
  const std::vector<Uuid> members = bench.stable(3);
  EXPECT_EQ(bench.leave(members[0]), kNone);
  const GroupTicket b = bench.join(bench.join_call(members[1]));
  (void)bench.join(bench.join_call(members[2]));
  EXPECT_NE(bench.joined(b).leader, members[0]);
}

TEST(ClassicGroup, MembersThatNeverSyncAreRemoved) {
  Bench bench;
  const GroupTicket a = bench.join_new(), b = bench.join_new();
  bench.pass(seconds(7));
  const Uuid leader = bench.joined(a).leader;
  (void)bench.sync(leader, 1, {{leader, "L"}});
  const Uuid other =
      bench.joined(a).member == leader ? bench.joined(b).member : bench.joined(a).member;
  for (int i = 0; i < 13; ++i) {
    bench.pass(seconds(5));
    (void)bench.heartbeat(leader, 1);
    (void)bench.heartbeat(other, 1);
  }
  EXPECT_EQ(bench.heartbeat(other, 1), kUnknownMember);
  EXPECT_EQ(bench.heartbeat(leader, 1), kRebalanceInProgress);
}

TEST(ClassicGroup, AnIdThatIsNotUsedIsForgotten) {
  Bench bench;
  JoinCall call = bench.join_call({});
  call.require_known_member = true;
  const GroupTicket ticket = bench.join(call);
  const Uuid given = bench.joined(ticket).member;
  EXPECT_EQ(given, call.fresh_member);
  EXPECT_FALSE(bench.group.idle());
  bench.pass(milliseconds(kSession + 1));
  EXPECT_TRUE(bench.group.idle());
  const GroupTicket late = bench.join(bench.join_call(given));
  EXPECT_EQ(bench.joined(late).error, kUnknownMember);
}

TEST(ClassicGroup, AnIdThatWasGivenHoldsTheRebalance) {
  Bench bench;
  const std::vector<Uuid> members = bench.stable(1);
  JoinCall call = bench.join_call({});
  call.require_known_member = true;
  const Uuid given = bench.joined(bench.join(call)).member;
  EXPECT_EQ(bench.group.state(), GroupState::kStable) << "nothing has happened yet";
  const GroupTicket first = bench.join(bench.join_call(members[0]));
  EXPECT_FALSE(bench.answered(first)) << "the other one is about to come";
  const GroupTicket second = bench.join(bench.join_call(given));
  EXPECT_TRUE(bench.answered(first) && bench.answered(second));
}

TEST(ClassicGroup, TheProtocolThatAllKnowAndMostPrefer) {
  Bench bench;
  const GroupTicket a = bench.join(bench.join_call({}, "m", {"range", "sticky"}));
  (void)bench.join(bench.join_call({}, "m", {"sticky", "range", "own"}));
  (void)bench.join(bench.join_call({}, "m", {"sticky", "range"}));
  bench.pass(seconds(10));
  EXPECT_EQ(bench.joined(a).protocol.token, name_of("sticky").token);
  JoinCall stranger = bench.join_call({}, "m", {"own"});
  EXPECT_EQ(bench.joined(bench.join(stranger)).error, kInconsistentProtocol);
}

TEST(ClassicGroup, ARejoinWithNothingNewIsAnsweredFromTheGeneration) {
  Bench bench;
  const std::vector<Uuid> members = bench.stable(2);
  const GroupTicket same = bench.join(bench.join_call(members[1]));
  ASSERT_TRUE(bench.answered(same));
  EXPECT_EQ(bench.joined(same).generation, 1);
  EXPECT_EQ(bench.group.state(), GroupState::kStable);
  (void)bench.join(bench.join_call(members[1], "other"));
  EXPECT_EQ(bench.group.state(), GroupState::kPreparingRebalance);
}

TEST(ClassicGroup, ALimitOnMembers) {
  Bench bench;
  (void)bench.stable(5);
  EXPECT_EQ(bench.joined(bench.join_new()).error, kGroupFull);
  Bench waiting;
  for (int i = 0; i < 5; ++i) (void)waiting.join_new();
  EXPECT_EQ(waiting.joined(waiting.join_new()).error, kGroupFull);
}

TEST(ClassicGroup, IdsGivenOutAreLimited) {
  Bench bench;
  bench.settings.pending_max = 3;
  for (int i = 0; i < 4; ++i) {
    JoinCall call = bench.join_call({});
    call.require_known_member = true;
    const GroupError expected = i < 3 ? kMemberIdRequired : kGroupFull;
    EXPECT_EQ(bench.joined(bench.join(call)).error, expected);
  }
}

// ---- after a change of leader

Group stored_group(GroupPhase phase) {
  Group group;
  group.id = id_of(50);
  group.name = name_of("g");
  group.generation = 7;
  group.phase = phase;
  group.protocol_type = name_of("consumer");
  group.protocol = name_of("range");
  group.leader = id_of(1);
  for (const int n : {1, 2})
    group.members.push_back({.id = id_of(n),
                             .instance = {},
                             .client = {},
                             .host = {},
                             .session_timeout_ms = kSession,
                             .rebalance_timeout_ms = kRebalance,
                             .metadata = "m",
                             .assignment = phase == GroupPhase::kStable ? "kept" : ""});
  group.subscribed.emplace();
  return group;
}

TEST(RestoredGroup, NobodyLosesAnAssignment) {
  const GroupSettings settings;
  ClassicGroup group(stored_group(GroupPhase::kStable), settings, MonotonicTime{0});
  EXPECT_EQ(group.state(), GroupState::kStable);
  EXPECT_EQ(group.next_deadline(), MonotonicTime{0} + milliseconds(kSession)) << "a full session";
  EXPECT_EQ(group.heartbeat({name_of("g").token, 7, id_of(2), {}}, MonotonicTime{1}), kNone);
  GroupEffects effects;
  SyncCall sync;
  sync.generation = 7;
  sync.member = id_of(2);
  group.sync(sync, 1, MonotonicTime{1}, effects);
  EXPECT_EQ(std::get<SyncAnswer>(effects.replies[0].answer).assignment, "kept");
  EXPECT_TRUE(effects.changes.empty());
}

TEST(RestoredGroup, AnUnfinishedRebalanceGoesOn) {
  const GroupSettings settings;
  ClassicGroup preparing(stored_group(GroupPhase::kPreparing), settings, MonotonicTime{0});
  EXPECT_EQ(preparing.heartbeat({name_of("g").token, 7, id_of(2), {}}, MonotonicTime{1}),
            kRebalanceInProgress);
  ClassicGroup completing(stored_group(GroupPhase::kCompleting), settings, MonotonicTime{0});
  GroupEffects effects;
  SyncCall sync;
  sync.generation = 7;
  sync.member = id_of(1);
  sync.assignments = {{id_of(1), "new"}};
  completing.sync(sync, 1, MonotonicTime{1}, effects);
  EXPECT_EQ(completing.state(), GroupState::kStable);
  ASSERT_EQ(effects.changes.size(), 1u);
}

TEST(RestoredGroup, SilenceEmptiesIt) {
  const GroupSettings settings;
  ClassicGroup group(stored_group(GroupPhase::kStable), settings, MonotonicTime{0});
  GroupEffects effects;
  group.tick(MonotonicTime{0} + milliseconds(kSession), effects);
  EXPECT_EQ(group.state(), GroupState::kEmpty);
  ASSERT_EQ(effects.changes.size(), 1u);
  EXPECT_EQ(std::get<PutGroup>(effects.changes[0]).generation, 8);
}

TEST(ClassicGroup, BytesComeBackToWhereTheyWere) {
  Bench bench;
  const std::size_t before = bench.group.bytes();
  const std::vector<Uuid> members = bench.stable(3);
  EXPECT_GT(bench.group.bytes(), before);
  for (const Uuid& member : members) (void)bench.leave(member);
  EXPECT_EQ(bench.group.bytes(), before);
}

TEST(ClassicGroup, TopicsThatSomebodyReads) {
  Bench bench;
  bench.settings.initial_delay = Duration(0);
  JoinCall call = bench.join_call({});
  call.subscribed = {name_of("t").token};
  (void)bench.join(call);
  EXPECT_TRUE(bench.group.subscribed_to(name_of("t").token));
  EXPECT_FALSE(bench.group.subscribed_to(name_of("u").token));
  EXPECT_TRUE(bench.group.consumer_group());
}

}  // namespace
}  // namespace ringfence::meta
