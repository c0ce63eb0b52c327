// One group and a clock, driven as the coordinator drives it. For tests.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "metadata/groups/classic_group.h"

namespace ringfence::meta::test {

inline constexpr std::int32_t kSession = 10'000;
inline constexpr std::int32_t kRebalance = 60'000;

inline Uuid id_of(int n) {
  Uuid id;
  id.bytes[0] = 0x40;
  id.bytes[15] = static_cast<std::uint8_t>(n);
  return id;
}

inline NamePair name_of(std::string_view text) {
  NamePair pair;
  for (std::size_t i = 0; i < text.size() && i < 31; ++i)
    pair.token.bytes[i] = static_cast<std::uint8_t>(text[i]);
  pair.token.bytes[31] = 1;
  pair.key_id = 1;
  pair.sealed = "sealed " + std::string(text);
  return pair;
}

// A group with a clock, driven as the coordinator drives it.
struct Bench {
  GroupSettings settings{.initial_delay = seconds(3), .max_size = 5};
  ClassicGroup group{name_of("g"), settings};
  MonotonicTime now{1'000'000'000};
  std::map<GroupTicket, std::variant<JoinAnswer, SyncAnswer>> answers;
  std::vector<Command> changes;
  GroupTicket next = 1;
  int fresh = 100;

  void take(GroupEffects effects) {
    for (Command& change : effects.changes) changes.push_back(std::move(change));
    for (auto& reply : effects.replies) answers[reply.ticket] = std::move(reply.answer);
  }
  JoinCall join_call(const Uuid& member, std::string_view metadata = "m",
                     std::vector<std::string_view> protocols = {"range"}) {
    JoinCall call;
    call.group = name_of("g");
    call.member = member;
    call.fresh_member = id_of(++fresh);
    call.session_timeout_ms = kSession;
    call.rebalance_timeout_ms = kRebalance;
    call.protocol_type = name_of("consumer");
    for (const auto protocol : protocols)
      call.protocols.push_back({name_of(protocol), std::string(metadata)});
    call.subscribed.emplace();
    return call;
  }
  GroupTicket join(const JoinCall& call) {
    const GroupTicket ticket = next++;
    GroupEffects effects;
    group.join(call, ticket, now, effects);
    take(std::move(effects));
    return ticket;
  }
  // As clients from version 0 to 3 join: the member is in at once.
  GroupTicket join_new(std::string_view metadata = "m") { return join(join_call({}, metadata)); }
  GroupTicket sync(const Uuid& member, std::int32_t generation,
                   std::vector<MemberAssignment> assignments = {}) {
    const GroupTicket ticket = next++;
    GroupEffects effects;
    SyncCall call;
    call.group = name_of("g").token;
    call.generation = generation;
    call.member = member;
    call.assignments = std::move(assignments);
    group.sync(call, ticket, now, effects);
    take(std::move(effects));
    return ticket;
  }
  GroupError heartbeat(const Uuid& member, std::int32_t generation, Token instance = {}) {
    return group.heartbeat({name_of("g").token, generation, member, instance}, now);
  }
  GroupError leave(const Uuid& member, Token instance = {}) {
    GroupEffects effects;
    LeaveCall call;
    call.group = name_of("g").token;
    call.members.push_back({member, instance});
    const LeaveAnswer answer = group.leave(call, now, effects);
    take(std::move(effects));
    return answer.members.front();
  }
  GroupError commit(const Uuid& member, std::int32_t generation, Token instance = {}) {
    OffsetCommitCall call;
    call.generation = generation;
    call.member = member;
    call.instance = instance;
    return group.check_commit(call, now);
  }
  // Runs the timers that are due on the way.
  void pass(Duration time) {
    const MonotonicTime end = now + time;
    while (group.next_deadline() <= end) {
      now = std::max(now, group.next_deadline());
      GroupEffects effects;
      group.tick(now, effects);
      take(std::move(effects));
    }
    now = end;
  }
  bool answered(GroupTicket ticket) const { return answers.contains(ticket); }
  const JoinAnswer& joined(GroupTicket ticket) { return std::get<JoinAnswer>(answers.at(ticket)); }
  const SyncAnswer& synced(GroupTicket ticket) { return std::get<SyncAnswer>(answers.at(ticket)); }

  // A stable group of `count` members; generation 1. The first of them leads.
  std::vector<Uuid> stable(int count) {
    std::vector<GroupTicket> tickets;
    for (int i = 0; i < count; ++i) tickets.push_back(join_new());
    pass(seconds(10));
    std::vector<Uuid> members;
    Uuid leader;
    for (const GroupTicket ticket : tickets) {
      EXPECT_EQ(joined(ticket).error, GroupError::kNone);
      members.push_back(joined(ticket).member);
      leader = joined(ticket).leader;
    }
    std::vector<MemberAssignment> assignments;
    for (const Uuid& member : members) assignments.push_back({member, "a" + member.to_hex()});
    for (const Uuid& member : members)
      sync(member, 1, member == leader ? assignments : std::vector<MemberAssignment>{});
    EXPECT_EQ(group.state(), GroupState::kStable);
    EXPECT_EQ(members.front(), leader);
    changes.clear();
    return members;
  }
};

}  // namespace ringfence::meta::test
