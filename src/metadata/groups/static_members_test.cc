// Goal: members with a group.instance.id keep their place across restarts, and two that show the
// same one never both count (KIP-345). Method: stories on one group with a clock.
#include "metadata/groups/group_bench.h"

namespace ringfence::meta {
namespace {

using namespace test;
using enum GroupError;

JoinCall static_call(Bench& bench, std::string_view instance, const Uuid& member = {}) {
  JoinCall call = bench.join_call(member);
  call.instance = name_of(instance);
  call.require_known_member = true;
  return call;
}

// A stable group of two static members; the first leads.
std::vector<Uuid> stable_static(Bench& bench) {
  const GroupTicket a = bench.join(static_call(bench, "one"));
  const GroupTicket b = bench.join(static_call(bench, "two"));
  bench.pass(seconds(10));
  const std::vector<Uuid> members{bench.joined(a).member, bench.joined(b).member};
  (void)bench.sync(members[1], 1);
  (void)bench.sync(bench.joined(a).leader, 1, {{members[0], "A"}, {members[1], "B"}});
  EXPECT_EQ(bench.group.state(), GroupState::kStable);
  bench.changes.clear();
  return members;
}

TEST(StaticMembers, ComeBackWithoutARebalance) {
  Bench bench;
  const std::vector<Uuid> members = stable_static(bench);
  const GroupTicket back = bench.join(static_call(bench, "two"));
  ASSERT_TRUE(bench.answered(back));
  const Uuid fresh = bench.joined(back).member;
  EXPECT_NE(fresh, members[1]);
  EXPECT_EQ(bench.joined(back).generation, 1);
  EXPECT_EQ(bench.group.state(), GroupState::kStable);
  EXPECT_EQ(bench.synced(bench.sync(fresh, 1)).assignment, "B");
  ASSERT_EQ(bench.changes.size(), 1u);
  EXPECT_EQ(std::get<ReplaceGroupMember>(bench.changes[0]).old_member, members[1]);
  // Whoever held the instance before is fenced.
  EXPECT_EQ(bench.heartbeat(members[1], 1, name_of("two").token), kFencedInstance);
  EXPECT_EQ(bench.commit(members[1], 1, name_of("two").token), kFencedInstance);
  EXPECT_EQ(bench.heartbeat(members[1], 1), kUnknownMember);
  EXPECT_EQ(bench.leave(members[1], name_of("two").token), kFencedInstance);
  const GroupTicket old = bench.join(static_call(bench, "two", members[1]));
  EXPECT_EQ(bench.joined(old).error, kFencedInstance);
}

TEST(StaticMembers, ALeaderThatComesBackNeedNotAssignAgain) {
  for (const bool can_skip : {true, false}) {
    Bench bench;
    const std::vector<Uuid> members = stable_static(bench);
    JoinCall call = static_call(bench, "one");
    call.can_skip_assignment = can_skip;
    const GroupTicket back = bench.join(call);
    EXPECT_EQ(bench.joined(back).skip_assignment, can_skip);
    EXPECT_EQ(bench.joined(back).members.size(), can_skip ? 2u : 0u);
    EXPECT_EQ(bench.joined(back).leader, can_skip ? bench.joined(back).member : members[0])
        << "an old client must not take itself for the leader";
  }
}

TEST(StaticMembers, AChangeOfProtocolIsARebalance) {
  Bench bench;
  bench.settings.initial_delay = Duration(0);
  JoinCall first = static_call(bench, "one");
  first.protocols = {{name_of("range"), "m"}, {name_of("sticky"), "m"}};
  const GroupTicket a = bench.join(first);
  (void)bench.sync(bench.joined(a).member, 1, {{bench.joined(a).member, "A"}});
  JoinCall again = static_call(bench, "one");
  again.protocols = {{name_of("sticky"), "m"}};
  const GroupTicket back = bench.join(again);
  EXPECT_EQ(bench.joined(back).generation, 2);
  EXPECT_EQ(bench.joined(back).protocol.token, name_of("sticky").token);
}

TEST(StaticMembers, WhoStaysAwayIsRemovedBySessionNotByRebalance) {
  Bench bench;
  const std::vector<Uuid> members = stable_static(bench);
  (void)bench.join_new();
  const GroupTicket a = bench.join(static_call(bench, "one", members[0]));
  for (int i = 0; i < 13 && !bench.answered(a); ++i) {
    bench.pass(seconds(5));
    (void)bench.heartbeat(members[1], 1, name_of("two").token);
  }
  ASSERT_TRUE(bench.answered(a));
  EXPECT_EQ(bench.group.size(), 3u) << "a static member keeps its place while its session lasts";
}

TEST(StaticMembers, AnAdministratorRemovesByInstance) {
  Bench bench;
  (void)stable_static(bench);
  EXPECT_EQ(bench.leave({}, name_of("two").token), kNone);
  EXPECT_EQ(bench.leave({}, name_of("two").token), kUnknownMember);
  EXPECT_EQ(bench.group.size(), 1u);
}

TEST(StaticMembers, AJoinThatWaitsIsFencedByItsSuccessor) {
  Bench bench;
  const GroupTicket first = bench.join(static_call(bench, "one"));
  const GroupTicket second = bench.join(static_call(bench, "one"));
  EXPECT_EQ(bench.joined(first).error, kFencedInstance);
  bench.pass(seconds(10));
  EXPECT_EQ(bench.joined(second).error, kNone);
  EXPECT_EQ(bench.group.size(), 1u);
}

}  // namespace
}  // namespace ringfence::meta
