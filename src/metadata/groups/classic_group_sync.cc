// Assignments, heartbeats, leaving, and what happens when time passes.
#include <algorithm>
#include <utility>

#include "base/deliberate_bugs.h"
#include "metadata/groups/classic_group.h"

namespace ringfence::meta {

void ClassicGroup::fail_sync(GroupTicket ticket, GroupError error, GroupEffects& out) {
  if (ticket == 0) return;
  SyncAnswer answer;
  answer.error = error;
  out.replies.push_back({ticket, std::move(answer)});
}

void ClassicGroup::sync(const SyncCall& call, GroupTicket ticket, MonotonicTime now,
                        GroupEffects& out) {
  if (state_ == GroupState::kEmpty) return fail_sync(ticket, GroupError::kUnknownMember, out);
  const GroupError refused = check_member(call.member, call.instance);
  if (refused != GroupError::kNone) return fail_sync(ticket, refused, out);
  if (call.generation != generation_) return fail_sync(ticket, GroupError::kIllegalGeneration, out);
  const bool other_type =
      !call.protocol_type.is_zero() && call.protocol_type != protocol_type_.token;
  const bool other_protocol = !call.protocol.is_zero() && call.protocol != protocol_.token;
  if (other_type || other_protocol)
    return fail_sync(ticket, GroupError::kInconsistentProtocol, out);
  if (state_ == GroupState::kPreparingRebalance)
    return fail_sync(ticket, GroupError::kRebalanceInProgress, out);

  Member& member = *find(call.member);
  to_sync_.erase(member.id);
  if (to_sync_.empty()) sync_until_ = MonotonicTime::never();
  touch(member, now);
  if (state_ == GroupState::kStable) {
    SyncAnswer answer{.error = GroupError::kNone,
                      .protocol_type = protocol_type_,
                      .protocol = protocol_,
                      .assignment = member.assignment};
    out.replies.push_back({ticket, std::move(answer)});
    return;
  }
  // The earlier one is of a connection that was given up.
  fail_sync(member.sync, GroupError::kRebalanceInProgress, out);
  member.sync = ticket;
  if (member.id == leader_ || deliberate_bug(DeliberateBug::kAssignmentFromAnyone))
    assign(call, now, out);
}

void ClassicGroup::assign(const SyncCall& call, MonotonicTime now, GroupEffects& out) {
  AssignGroup change{.group = name_.token, .generation = generation_, .assignments = {}};
  for (const MemberAssignment& one : call.assignments) {
    Member* member = find(one.member);
    if (member == nullptr) continue;
    bytes_ -= std::min(bytes_, member->assignment.size());
    member->assignment = one.assignment;
    bytes_ += one.assignment.size();
  }
  for (const auto& [id, member] : members_)
    if (!member.assignment.empty()) change.assignments.push_back({id, member.assignment});
  out.changes.emplace_back(std::move(change));
  state_ = GroupState::kStable;
  ++rebalances_;
  end_sync_waits(GroupError::kNone, now, out);
}

// Answers every sync that waits, with the assignments or with an error.
void ClassicGroup::end_sync_waits(GroupError error, MonotonicTime now, GroupEffects& out) {
  for (auto& [id, member] : members_) {
    if (error != GroupError::kNone) {
      bytes_ -= std::min(bytes_, member.assignment.size());
      member.assignment.clear();
    }
    if (member.sync == 0) continue;
    SyncAnswer answer;
    answer.error = error;
    if (error == GroupError::kNone) {
      answer.protocol_type = protocol_type_;
      answer.protocol = protocol_;
      answer.assignment = member.assignment;
    }
    out.replies.push_back({std::exchange(member.sync, 0), std::move(answer)});
    touch(member, now);
  }
}

GroupError ClassicGroup::heartbeat(const HeartbeatCall& call, MonotonicTime now) {
  if (state_ == GroupState::kEmpty) return GroupError::kUnknownMember;
  const GroupError refused = check_member(call.member, call.instance);
  if (refused != GroupError::kNone) return refused;
  if (call.generation != generation_) return GroupError::kIllegalGeneration;
  Member& member = *find(call.member);
  touch(member, now);
  return state_ == GroupState::kPreparingRebalance ? GroupError::kRebalanceInProgress
                                                   : GroupError::kNone;
}

LeaveAnswer ClassicGroup::leave(const LeaveCall& call, MonotonicTime now, GroupEffects& out) {
  LeaveAnswer answer;
  bool left = false;
  for (const LeaveCall::Member& asked : call.members) {
    GroupError error = GroupError::kNone;
    if (asked.id.is_zero()) {
      // An administrator removes whoever holds the instance.
      const Member* holder = asked.instance.is_zero() ? nullptr : find_instance(asked.instance);
      if (holder == nullptr) {
        error = GroupError::kUnknownMember;
      } else {
        remove_member(Uuid(holder->id), GroupError::kUnknownMember, out);
      }
    } else if (pending_.erase(asked.id) == 0) {
      error = check_member(asked.id, asked.instance);
      if (error == GroupError::kNone) remove_member(asked.id, GroupError::kUnknownMember, out);
    }
    left = left || error == GroupError::kNone;
    answer.members.push_back(error);
  }
  if (left && state_ == GroupState::kPreparingRebalance) complete_join_if_all(now, out);
  if (left && (state_ == GroupState::kStable || state_ == GroupState::kCompletingRebalance) &&
      (!removed_.empty() || members_.empty()))
    prepare_rebalance(now, out);
  flush_removed(out);
  return answer;
}

GroupError ClassicGroup::check_commit(const OffsetCommitCall& call, MonotonicTime now) {
  // From outside the group, by an administrator or a consumer that assigns by itself.
  if (call.generation < 0 && state_ == GroupState::kEmpty) return GroupError::kNone;
  const bool anonymous = call.generation < 0 && call.member.is_zero() && call.instance.is_zero();
  if (anonymous) return GroupError::kUnknownMember;
  const GroupError refused = check_member(call.member, call.instance);
  if (refused != GroupError::kNone) return refused;
  if (call.generation != generation_) return GroupError::kIllegalGeneration;
  if (state_ == GroupState::kCompletingRebalance) return GroupError::kRebalanceInProgress;
  Member& member = *find(call.member);
  touch(member, now);
  return GroupError::kNone;
}

// ---- time

void ClassicGroup::tick(MonotonicTime now, GroupEffects& out) {
  expire_members(now, out);
  if (now >= join_until_) expire_join(now, out);
  if (now >= sync_until_) expire_sync(now, out);
  flush_removed(out);
}

void ClassicGroup::expire_members(MonotonicTime now, GroupEffects& out) {
  bool gone = std::erase_if(pending_, [now](const auto& p) { return p.second <= now; }) > 0;
  std::vector<Uuid> silent;
  for (auto& [id, member] : members_) {
    if (member.expires > now) continue;
    // Who waits for an answer cannot send heartbeats; only a first join has a limit.
    if (!member.is_new && (member.join != 0 || member.sync != 0)) {
      touch(member, now);
      continue;
    }
    silent.push_back(id);
  }
  for (const Uuid& id : silent) remove_member(id, GroupError::kUnknownMember, out);
  gone = gone || !silent.empty();
  if (!gone) return;
  const bool working = state_ == GroupState::kStable || state_ == GroupState::kCompletingRebalance;
  if (working && !silent.empty()) {
    prepare_rebalance(now, out);
  } else {
    // In a first rebalance the delay goes on; an empty one is completed by its end.
    complete_join_if_all(now, out);
  }
}

void ClassicGroup::expire_join(MonotonicTime now, GroupEffects& out) {
  if (state_ != GroupState::kPreparingRebalance) {
    join_until_ = MonotonicTime::never();
    return;
  }
  if (initial_ && added_in_delay_ && now < initial_limit_) {
    added_in_delay_ = false;
    join_until_ = std::min(now + settings_.initial_delay, initial_limit_);
    return;
  }
  complete_join(now, out);
}

// Members that got the generation and never asked for their part of it.
void ClassicGroup::expire_sync(MonotonicTime now, GroupEffects& out) {
  sync_until_ = MonotonicTime::never();
  const bool working = state_ == GroupState::kStable || state_ == GroupState::kCompletingRebalance;
  if (!working || to_sync_.empty()) return;
  const std::set<Uuid> missing = std::exchange(to_sync_, {});
  for (const Uuid& id : missing) remove_member(id, GroupError::kUnknownMember, out);
  prepare_rebalance(now, out);
}

MonotonicTime ClassicGroup::next_deadline() const {
  MonotonicTime next = std::min(join_until_, sync_until_);
  for (const auto& [id, until] : pending_) next = std::min(next, until);
  for (const auto& [id, member] : members_) next = std::min(next, member.expires);
  return next;
}

// ---- what others see

bool ClassicGroup::subscribed_to(const Token& topic) const {
  return !members_.empty() && subscribed_ && std::ranges::binary_search(*subscribed_, topic);
}

GroupDescription ClassicGroup::describe() const {
  GroupDescription out{.state = state_,
                       .protocol_type = protocol_type_,
                       .protocol = state_ == GroupState::kStable ? protocol_ : NamePair{},
                       .members = {}};
  const bool settled = state_ == GroupState::kStable;
  for (const auto& [id, member] : members_) {
    GroupMember shown = stored_form(member);
    // While they join, neither is settled.
    if (!settled) shown.metadata.clear();
    if (settled) shown.assignment = member.assignment;
    out.members.push_back(std::move(shown));
  }
  return out;
}

}  // namespace ringfence::meta
