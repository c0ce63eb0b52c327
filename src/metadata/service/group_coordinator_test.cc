// Goal: the leader's half of consumer groups: no answer before what it rests on is durable, nothing
// logged for heartbeats, nobody loses an assignment when the sequencer comes back, waiting clients
// hear of its end, and memory is bounded; and each deliberate bug of groups breaks what it says.
// Method: clients, server, sequencer and a log that is slow or lost on order, on one simulated
// loop; joins and syncs go through rpc as an agent sends them.
#include "metadata/service/group_coordinator.h"

#include "base/deliberate_bugs.h"
#include "metadata/service/service_test_util.h"
#include "metadata/state/snapshot.h"

namespace ringfence::meta {
namespace {

class GroupCoordinatorTest : public ServiceTest {
 public:  // for the coroutines of the tests
  using ServiceTest::add_client;
  using ServiceTest::in;
  using ServiceTest::log_;
  using ServiceTest::loop_;
  using ServiceTest::sequencer_;
  using ServiceTest::server_;
  using ServiceTest::server_options_;
  using ServiceTest::shut_down;
  using ServiceTest::start_sequencer;
  using ServiceTest::stop_sequencer;
  using ServiceTest::topic;

  void SetUp() override { server_options_.groups.group.initial_delay = Duration(0); }
  void TearDown() override {
    set_deliberate_bug("none");
    ServiceTest::TearDown();
  }

  async::Task<bool> begin() {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    agent_ = &add_client(1);
    EXPECT_TRUE((co_await agent_->wait_session(SessionId(0), in(seconds(60)))).ok());
    co_return true;
  }
  async::Task<bool> restart() {
    co_await stop_sequencer();
    EXPECT_TRUE((co_await start_sequencer()).ok());
    co_return true;
  }

  JoinCall join_call(std::uint8_t group, Uuid member = {}) {
    JoinCall call;
    call.group = named(group);
    call.member = member;
    call.fresh_member = loop_.random().uuid();
    call.client = named(60);
    call.session_timeout_ms = 10'000;
    call.rebalance_timeout_ms = 20'000;
    call.protocol_type = named(61);
    call.protocols.push_back({named(62), "sealed metadata"});
    return call;
  }
  template <class Answer>
  async::Task<Answer> ask(GroupCall call, Duration limit = seconds(60)) {
    auto reply = co_await agent_->group_call(std::move(call), in(limit));
    EXPECT_TRUE(reply.ok()) << reply.error().to_string();
    co_return reply ? std::get<Answer>(std::move(*reply)) : Answer{};
  }
  async::Task<JoinAnswer> join(std::uint8_t group, Uuid member = {}) {
    return ask<JoinAnswer>(join_call(group, member));
  }
  async::Task<SyncAnswer> sync(std::uint8_t group, std::int32_t generation, Uuid member,
                               std::vector<MemberAssignment> assignments = {}) {
    SyncCall call;
    call.group = named(group).token;
    call.generation = generation;
    call.member = member;
    call.assignments = std::move(assignments);
    return ask<SyncAnswer>(std::move(call));
  }
  async::Task<GroupError> heartbeat(std::uint8_t group, std::int32_t generation, Uuid member) {
    auto answer =
        co_await ask<HeartbeatAnswer>(HeartbeatCall{named(group).token, generation, member, {}});
    co_return answer.error;
  }
  async::Task<OffsetCommitAnswer> commit(std::uint8_t group, std::int32_t generation, Uuid member,
                                         TopicId topic, std::int64_t offset) {
    OffsetCommitCall call;
    call.group = named(group);
    call.generation = generation;
    call.member = member;
    call.entries.push_back({{topic, PartitionIndex(0)}, {.offset = Offset(offset)}});
    return ask<OffsetCommitAnswer>(std::move(call));
  }
  // A stable group of one.
  async::Task<Uuid> stable(std::uint8_t group) {
    const JoinAnswer joined = co_await join(group);
    EXPECT_EQ(joined.error, GroupError::kNone);
    const SyncAnswer synced =
        co_await sync(group, joined.generation, joined.member, {{joined.member, "mine"}});
    EXPECT_EQ(synced.assignment, "mine");
    co_return joined.member;
  }
  std::int64_t stored_offset(std::uint8_t group, TopicId topic) {
    const Group* found = sequencer_->state().find_group(named(group).token);
    if (found == nullptr) return -1;
    const auto at = found->offsets.find({topic, PartitionIndex(0)});
    return at == found->offsets.end() ? -1 : at->second.offset.value;
  }

  Client* agent_ = nullptr;
};

// ---- what holds

TEST_F(GroupCoordinatorTest, MembersAndOffsetsLastAcrossARestart) {
  run([](GroupCoordinatorTest* t) -> async::Task<bool> {
    co_await t->begin();
    const TopicId topic = co_await t->topic(1);
    const Uuid member = co_await t->stable(7);
    EXPECT_EQ((co_await t->commit(7, 1, member, topic, 42)).error, GroupError::kNone);
    co_await t->restart();
    EXPECT_EQ(co_await t->heartbeat(7, 1, member), GroupError::kNone);
    EXPECT_EQ((co_await t->sync(7, 1, member)).assignment, "mine");
    EXPECT_EQ(t->stored_offset(7, topic), 42);
    // A full session from here, not from the last heartbeat before.
    co_await async::sleep_for(t->loop_, milliseconds(9'000));
    EXPECT_EQ(co_await t->heartbeat(7, 1, member), GroupError::kNone);
    co_await async::sleep_for(t->loop_, milliseconds(11'000));
    EXPECT_EQ(co_await t->heartbeat(7, 1, member), GroupError::kUnknownMember);
    co_return true;
  }(this));
}

TEST_F(GroupCoordinatorTest, IdleMembersAppendNothing) {
  run([](GroupCoordinatorTest* t) -> async::Task<bool> {
    co_await t->begin();
    const TopicId topic = co_await t->topic(1);
    const Uuid member = co_await t->stable(7);
    EXPECT_EQ((co_await t->commit(7, 1, member, topic, 42)).error, GroupError::kNone);
    const std::uint64_t before = t->log_->appends;
    for (int i = 0; i < 100; ++i) {
      EXPECT_EQ(co_await t->heartbeat(7, 1, member), GroupError::kNone);
      EXPECT_EQ((co_await t->commit(7, 1, member, topic, 42)).error, GroupError::kNone);
      co_await async::sleep_for(t->loop_, seconds(3));
    }
    EXPECT_EQ(t->log_->appends, before);
    co_return true;
  }(this));
}

TEST_F(GroupCoordinatorTest, AnswersWaitForTheLog) {
  run([](GroupCoordinatorTest* t) -> async::Task<bool> {
    co_await t->begin();
    t->log_->append_time = seconds(1);
    const MonotonicTime before = t->loop_.now();
    (void)co_await t->join(7);
    EXPECT_GE(t->loop_.now() - before, seconds(1));
    co_return true;
  }(this));
}

TEST_F(GroupCoordinatorTest, ALostAppendIsMadeAgainBeforeAnybodyHears) {
  for (const AppendFault fault :
       {AppendFault::kUnknownAbsent, AppendFault::kUnknownThere, AppendFault::kRefused}) {
    run([](GroupCoordinatorTest* t, AppendFault f) -> async::Task<bool> {
      co_await t->begin();
      t->log_->faults = {f};
      const auto group = static_cast<std::uint8_t>(10 + static_cast<int>(f));
      const Uuid member = co_await t->stable(group);
      co_await t->restart();
      EXPECT_EQ((co_await t->sync(group, 1, member)).assignment, "mine");
      co_await t->shut_down();
      co_return true;
    }(this, fault));
  }
}

TEST_F(GroupCoordinatorTest, WhoWaitsHearsThatTheLeaderIsGone) {
  run([](GroupCoordinatorTest* t) -> async::Task<bool> {
    t->server_options_.groups.group.initial_delay = seconds(60);
    co_await t->begin();
    async::TaskGroup group(t->loop_);
    bool told = false;
    group.spawn([](GroupCoordinatorTest* self, bool* out) -> async::Task<void> {
      auto reply = co_await self->agent_->group_call(self->join_call(7), self->in(seconds(50)));
      *out = !reply;
    }(t, &told));
    co_await async::sleep_for(t->loop_, seconds(1));
    co_await t->stop_sequencer();
    co_await group.join();
    EXPECT_TRUE(told);
    co_return true;
  }(this));
}

TEST_F(GroupCoordinatorTest, MemoryOfAllGroupsIsBounded) {
  run([](GroupCoordinatorTest* t) -> async::Task<bool> {
    t->server_options_.groups.bytes_max = 64 * 1024;
    co_await t->begin();
    GroupError last = GroupError::kNone;
    int joined = 0;
    for (std::uint8_t group = 1; group < 60 && last == GroupError::kNone; ++group) {
      JoinCall call = t->join_call(group);
      call.protocols[0].metadata.assign(5'000, 'm');
      last = (co_await t->ask<JoinAnswer>(std::move(call))).error;
      if (last == GroupError::kNone) ++joined;
    }
    EXPECT_EQ(last, GroupError::kCrowded);
    EXPECT_GE(joined, 5);
    EXPECT_LE(t->server_->groups().bytes(), 80u * 1024);
    // Their sessions end, and there is room again.
    co_await async::sleep_for(t->loop_, seconds(60));
    EXPECT_EQ(t->server_->groups().bytes(), 0u);
    EXPECT_EQ((co_await t->join(1)).error, GroupError::kNone);
    co_return true;
  }(this));
}

TEST_F(GroupCoordinatorTest, JoinsThatWaitDoNotKeepOthersOut) {
  run([](GroupCoordinatorTest* t) -> async::Task<bool> {
    t->server_options_.groups.group.initial_delay = seconds(5);
    co_await t->begin();
    async::TaskGroup group(t->loop_);
    int answered = 0;
    for (int i = 0; i < 2'000; ++i) {
      group.spawn([](GroupCoordinatorTest* self, int* out) -> async::Task<void> {
        auto answer = co_await self->ask<JoinAnswer>(self->join_call(7));
        if (answer.error == GroupError::kNone) ++*out;
      }(t, &answered));
    }
    const MonotonicTime before = t->loop_.now();
    EXPECT_TRUE((co_await t->agent_->create_topic(create_topic(1), {}, t->in(seconds(5)))).ok());
    EXPECT_LT(t->loop_.now() - before, seconds(2)) << "more wait than questions may be open";
    co_await group.join();
    EXPECT_EQ(answered, 2'000);
    co_return true;
  }(this));
}

TEST_F(GroupCoordinatorTest, ListDescribeAndDelete) {
  run([](GroupCoordinatorTest* t) -> async::Task<bool> {
    co_await t->begin();
    const TopicId topic = co_await t->topic(1);
    const Uuid member = co_await t->stable(7);
    (void)co_await t->commit(8, -1, {}, topic, 5);
    auto listed = co_await t->ask<ListGroupsAnswer>(ListGroupsCall{});
    EXPECT_EQ(listed.groups.size(), 2u);
    auto described = co_await t->ask<DescribeGroupsAnswer>(
        DescribeGroupsCall{{named(7).token, named(8).token, named(9).token}});
    EXPECT_EQ(described.groups[0].state, GroupState::kStable);
    EXPECT_EQ(described.groups[0].members[0].assignment, "mine");
    EXPECT_EQ(described.groups[1].state, GroupState::kEmpty);
    EXPECT_EQ(described.groups[2].state, GroupState::kDead);
    DeleteGroupsCall remove{{named(7).token, named(8).token, named(9).token}};
    auto deleted = co_await t->ask<DeleteGroupsAnswer>(std::move(remove));
    EXPECT_EQ(deleted.groups,
              (std::vector{GroupError::kNotEmpty, GroupError::kNone, GroupError::kUnknownGroup}));
    LeaveCall leave;
    leave.group = named(7).token;
    leave.members.push_back({member, {}});
    EXPECT_EQ((co_await t->ask<LeaveAnswer>(std::move(leave))).members[0], GroupError::kNone);
    EXPECT_EQ(t->server_->groups().member_count(), 0u);
    co_return true;
  }(this));
}

TEST_F(GroupCoordinatorTest, OffsetsAreForgottenInTime) {
  run([](GroupCoordinatorTest* t) -> async::Task<bool> {
    SequencerOptions options;
    options.offsets_retention = seconds(600);
    options.offsets_retention_check = seconds(60);
    EXPECT_TRUE((co_await t->start_sequencer(options)).ok());
    t->agent_ = &t->add_client(1);
    const TopicId topic = co_await t->topic(1);
    (void)co_await t->commit(7, -1, {}, topic, 5);
    co_await async::sleep_for(t->loop_, seconds(500));
    EXPECT_EQ(t->stored_offset(7, topic), 5);
    co_await async::sleep_for(t->loop_, seconds(300));
    EXPECT_EQ(t->stored_offset(7, topic), -1);
    EXPECT_EQ(t->sequencer_->state().group_count(), 0u);
    co_return true;
  }(this));
}

// ---- what each deliberate bug breaks

#ifdef RINGFENCE_DELIBERATE_BUGS

TEST_F(GroupCoordinatorTest, BugAnswerBeforeDurable) {
  run([](GroupCoordinatorTest* t) -> async::Task<bool> {
    co_await t->begin();
    t->log_->append_time = seconds(1);
    set_deliberate_bug("group_answer_before_durable");
    const MonotonicTime before = t->loop_.now();
    (void)co_await t->join(7);
    EXPECT_LT(t->loop_.now() - before, milliseconds(500));
    co_return true;
  }(this));
}

TEST_F(GroupCoordinatorTest, BugCommitOfOldGeneration) {
  for (const bool bug : {false, true}) {
    run([](GroupCoordinatorTest* t, bool on) -> async::Task<bool> {
      co_await t->begin();
      const TopicId topic = co_await t->topic(on ? 2 : 1);
      const Uuid member = co_await t->stable(on ? 8 : 7);
      const JoinAnswer again = co_await t->join(on ? 8 : 7, member);
      EXPECT_EQ(again.generation, 2);
      if (on) set_deliberate_bug("commit_of_old_generation");
      const auto answer = co_await t->commit(on ? 8 : 7, 1, member, topic, 9);
      EXPECT_EQ(answer.error, on ? GroupError::kNone : GroupError::kIllegalGeneration);
      co_await t->shut_down();
      co_return true;
    }(this, bug));
  }
}

TEST_F(GroupCoordinatorTest, BugSnapshotWithoutGroups) {
  run([](GroupCoordinatorTest* t) -> async::Task<bool> {
    co_await t->begin();
    (void)co_await t->stable(7);
    const auto groups = [t] {
      return parse_snapshot(serialize_snapshot(t->sequencer_->state()).flatten().span())
          ->group_count();
    };
    EXPECT_EQ(groups(), 1u);
    set_deliberate_bug("snapshot_without_groups");
    EXPECT_EQ(groups(), 0u);
    co_return true;
  }(this));
}

TEST_F(GroupCoordinatorTest, BugAssignmentFromAnyone) {
  for (const bool bug : {false, true}) {
    run([](GroupCoordinatorTest* t, bool on) -> async::Task<bool> {
      t->server_options_.groups.group.initial_delay = seconds(1);
      co_await t->begin();
      const std::uint8_t name = on ? 8 : 7;
      async::TaskGroup group(t->loop_);
      std::vector<JoinAnswer> joined(2);
      for (JoinAnswer& one : joined)
        group.spawn(
            [](GroupCoordinatorTest* self, std::uint8_t n, JoinAnswer* out) -> async::Task<void> {
              *out = co_await self->join(n);
            }(t, name, &one));
      co_await group.join();
      const Uuid leader = joined[0].leader;
      const Uuid follower = joined[0].member == leader ? joined[1].member : joined[0].member;
      if (on) set_deliberate_bug("assignment_from_anyone");
      SyncCall call;
      call.group = named(name).token;
      call.generation = 1;
      call.member = follower;
      call.assignments = {{follower, "taken"}};
      auto reply = co_await t->agent_->group_call(std::move(call), t->in(seconds(2)));
      EXPECT_EQ(reply.ok(), on) << "a follower waits for its leader";
      co_await t->shut_down();
      co_return true;
    }(this, bug));
  }
}

#endif

}  // namespace
}  // namespace ringfence::meta
