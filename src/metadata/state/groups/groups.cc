// Groups: what the leader's coordinator asks for becomes durable here. Whether a client may do what
// it asks is judged by the coordinator (metadata/groups), which knows the timers; here generations
// never go back, and nothing is committed for an older one.
#include <algorithm>

#include "base/deliberate_bugs.h"
#include "metadata/state/deciders.h"
#include "metadata/state/evolver.h"

namespace ringfence::meta {
namespace {

constexpr std::int64_t kEmptyGroupKeptMs = 600'000;

bool members_well_formed(const PutGroup& command) {
  if (command.members.size() > kGroupMembersMax) return false;
  bool leader_found = command.members.empty() && command.leader.is_zero();
  std::vector<Uuid> ids;
  ids.reserve(command.members.size());
  for (const GroupMember& member : command.members) {
    if (member.id.is_zero()) return false;
    if (member.metadata.size() > kGroupBlobBytesMax || member.host.size() > kSealedBytesMax)
      return false;
    leader_found = leader_found || member.id == command.leader;
    ids.push_back(member.id);
  }
  std::ranges::sort(ids);
  return leader_found && std::ranges::adjacent_find(ids) == ids.end();
}

Outcome unchanged(Answer answer) {
  return {.error = DecideError::kNone, .answer = std::move(answer), .decision = std::nullopt};
}

// What a commit of one partition comes to.
DecideError judge_offset(const State& state, const OffsetEntry& entry) {
  if (state.find_topic(entry.partition.topic) == nullptr) return DecideError::kUnknownTopic;
  if (state.topic_table().slot(entry.partition.topic, entry.partition.partition) == kNoSlot)
    return DecideError::kUnknownPartition;
  if (entry.committed.metadata.size() > kGroupBlobBytesMax) return DecideError::kInvalidRequest;
  return DecideError::kNone;
}

bool says_nothing_new(const Group* group, const OffsetEntry& entry, UnixMillis now) {
  if (group == nullptr) return false;
  const auto stored = group->offsets.find(entry.partition);
  if (stored == group->offsets.end()) return false;
  CommittedOffset same = entry.committed;
  same.committed_at = stored->second.committed_at;
  return same == stored->second && now.ms - same.committed_at.ms < kCommitRefreshMs &&
         now.ms >= same.committed_at.ms;
}

// When the offsets of a group may be forgotten, as Apache Kafka judges it.
bool offset_expired(const Group& group, const TopicPartition& partition,
                    const CommittedOffset& offset, const State& state, UnixMillis before,
                    UnixMillis now) {
  const bool had_members = !group.protocol_type.token.is_zero();
  if (had_members && group.phase != GroupPhase::kEmpty) {
    if (group.phase != GroupPhase::kStable || !group.subscribed) return false;
    const Topic* topic = state.find_topic(partition.topic);
    if (topic != nullptr && std::ranges::binary_search(*group.subscribed, topic->name.token))
      return false;
  }
  if (offset.expires_at.ms >= 0) return offset.expires_at.ms <= now.ms;
  const bool by_group = had_members && group.phase == GroupPhase::kEmpty;
  const UnixMillis since =
      by_group ? std::max(group.changed_at, offset.committed_at) : offset.committed_at;
  return since.ms < before.ms;
}

}  // namespace

Outcome decide_put_group(const State& state, const PutGroup& command,
                         const DecideContext& context) {
  if (command.group.token.is_zero() || !members_well_formed(command))
    return refuse(DecideError::kInvalidRequest);
  if (command.subscribed && command.subscribed->size() > kGroupTopicsMax)
    return refuse(DecideError::kInvalidRequest);
  const Group* group = state.find_group(command.group.token);
  if (group != nullptr && command.generation <= group->generation)
    return refuse(DecideError::kIllegalGeneration);
  const Uuid id = group != nullptr ? group->id : context.fresh_id;
  return decided(context, GroupPut{.group = id, .put = command}, GroupAnswer{id});
}

Outcome decide_assign_group(const State& state, const AssignGroup& command,
                            const DecideContext& context) {
  const Group* group = state.find_group(command.group);
  if (group == nullptr) return refuse(DecideError::kUnknownGroup);
  if (group->generation != command.generation || group->phase != GroupPhase::kCompleting)
    return refuse(DecideError::kIllegalGeneration);
  GroupAssigned assigned{.group = group->id, .assignments = {}};
  for (const MemberAssignment& one : command.assignments) {
    if (one.assignment.size() > kGroupBlobBytesMax) return refuse(DecideError::kInvalidRequest);
    if (group->find_member(one.member) != nullptr) assigned.assignments.push_back(one);
  }
  return decided(context, std::move(assigned), GroupAnswer{group->id});
}

Outcome decide_remove_members(const State& state, const RemoveGroupMembers& command,
                              const DecideContext& context) {
  const Group* group = state.find_group(command.group);
  if (group == nullptr) return refuse(DecideError::kUnknownGroup);
  if (group->generation != command.generation) return refuse(DecideError::kIllegalGeneration);
  return decided(
      context,
      GroupMembersRemoved{.group = group->id, .members = command.members, .leader = command.leader},
      GroupAnswer{group->id});
}

Outcome decide_replace_member(const State& state, const ReplaceGroupMember& command,
                              const DecideContext& context) {
  const Group* group = state.find_group(command.group);
  if (group == nullptr) return refuse(DecideError::kUnknownGroup);
  if (group->generation != command.generation) return refuse(DecideError::kIllegalGeneration);
  if (group->find_member(command.old_member) == nullptr) return refuse(DecideError::kUnknownMember);
  if (command.member.id.is_zero() || group->find_member(command.member.id) != nullptr ||
      command.member.metadata.size() > kGroupBlobBytesMax)
    return refuse(DecideError::kInvalidRequest);
  return decided(
      context,
      GroupMemberReplaced{
          .group = group->id, .old_member = command.old_member, .member = command.member},
      GroupAnswer{group->id});
}

Outcome decide_commit_offsets(const State& state, const CommitOffsets& command,
                              const DecideContext& context) {
  if (command.group.token.is_zero() || command.entries.size() > kOffsetEntriesMax)
    return refuse(DecideError::kInvalidRequest);
  const Group* group = state.find_group(command.group.token);
  if (command.generation >= 0 && !deliberate_bug(DeliberateBug::kCommitOfOldGeneration)) {
    if (group == nullptr) return refuse(DecideError::kUnknownGroup);
    if (group->generation != command.generation) return refuse(DecideError::kIllegalGeneration);
  }
  CommitOffsetsAnswer answer;
  OffsetsCommitted committed;
  committed.group = group != nullptr ? group->id : context.fresh_id;
  if (group == nullptr) committed.name = command.group;
  for (const OffsetEntry& entry : command.entries) {
    const DecideError error = judge_offset(state, entry);
    answer.results.push_back(error);
    if (error != DecideError::kNone || says_nothing_new(group, entry, context.now)) continue;
    committed.entries.push_back(entry);
    committed.entries.back().committed.committed_at = context.now;
  }
  if (committed.entries.empty()) return unchanged(std::move(answer));
  return decided(context, std::move(committed), std::move(answer));
}

Outcome decide_delete_offsets(const State& state, const DeleteOffsets& command,
                              const DecideContext& context) {
  const Group* group = state.find_group(command.group);
  if (group == nullptr) return refuse(DecideError::kUnknownGroup);
  if (command.partitions.size() > kOffsetEntriesMax) return refuse(DecideError::kInvalidRequest);
  DeleteOffsetsAnswer answer;
  GroupsTrimmed::Entry entry{.group = group->id, .whole = false, .partitions = {}};
  for (const TopicPartition& partition : command.partitions) {
    answer.results.push_back(DecideError::kNone);
    if (group->offsets.contains(partition)) entry.partitions.push_back(partition);
  }
  if (entry.partitions.empty()) return unchanged(std::move(answer));
  GroupsTrimmed trimmed;
  trimmed.entries.push_back(std::move(entry));
  return decided(context, std::move(trimmed), std::move(answer));
}

Outcome decide_delete_group(const State& state, const DeleteGroup& command,
                            const DecideContext& context) {
  const Group* group = state.find_group(command.group);
  if (group == nullptr) return refuse(DecideError::kUnknownGroup);
  if (group->phase != GroupPhase::kEmpty) return refuse(DecideError::kGroupNotEmpty);
  GroupsTrimmed trimmed;
  trimmed.entries.push_back({.group = group->id, .whole = true, .partitions = {}});
  return decided(context, std::move(trimmed), GroupAnswer{group->id});
}

Outcome decide_expire_offsets(const State& state, const ExpireOffsets& command,
                              const DecideContext& context) {
  if (command.limit < 1 || command.limit > kExpirePerDecisionMax)
    return refuse(DecideError::kInvalidRequest);
  GroupsTrimmed trimmed;
  ExpireOffsetsAnswer answer;
  for (const Group* group : state.groups()) {
    if (group->id < command.cursor) continue;
    if (answer.expired >= command.limit) {
      answer.next_cursor = group->id;
      break;
    }
    GroupsTrimmed::Entry entry{.group = group->id, .whole = false, .partitions = {}};
    for (const auto& [partition, offset] : group->offsets) {
      if (answer.expired >= command.limit) break;
      if (!offset_expired(*group, partition, offset, state, command.committed_before, context.now))
        continue;
      entry.partitions.push_back(partition);
      ++answer.expired;
    }
    const bool nothing_left = entry.partitions.size() == group->offsets.size();
    // A group without offsets that nobody is in says nothing any more.
    const bool aged =
        !group->offsets.empty() || context.now.ms - group->changed_at.ms >= kEmptyGroupKeptMs;
    if (group->phase == GroupPhase::kEmpty && nothing_left && aged) {
      entry.whole = true;
      entry.partitions.clear();
      if (group->offsets.empty()) ++answer.expired;
    }
    if (entry.whole || !entry.partitions.empty()) trimmed.entries.push_back(std::move(entry));
  }
  if (trimmed.entries.empty()) return unchanged(answer);
  return decided(context, std::move(trimmed), answer);
}

// ---- evolve

void Evolver::operator()(const GroupPut& decision) {
  Group& group = groups_.add(decision.group, decision.put.group);
  group.generation = decision.put.generation;
  group.protocol_type = decision.put.protocol_type;
  group.protocol = decision.put.protocol;
  group.leader = decision.put.leader;
  group.members = decision.put.members;
  for (GroupMember& member : group.members) member.assignment.clear();
  group.subscribed = decision.put.subscribed;
  group.phase = group.members.empty() ? GroupPhase::kEmpty : GroupPhase::kCompleting;
  group.changed_at = time_;
}

void Evolver::operator()(const GroupAssigned& decision) {
  Group* group = groups_.find(decision.group);
  if (group == nullptr || group->members.empty()) return;
  HashMap<Uuid, const std::string*> assignments;
  for (const MemberAssignment& one : decision.assignments)
    assignments[one.member] = &one.assignment;
  for (GroupMember& member : group->members) {
    const auto found = assignments.find(member.id);
    member.assignment = found == assignments.end() ? std::string() : *found->second;
  }
  group->phase = GroupPhase::kStable;
  group->changed_at = time_;
}

void Evolver::operator()(const GroupMembersRemoved& decision) {
  Group* group = groups_.find(decision.group);
  if (group == nullptr) return;
  HashSet<Uuid> removed(decision.members.begin(), decision.members.end());
  std::erase_if(group->members,
                [&](const GroupMember& member) { return removed.contains(member.id); });
  group->leader = decision.leader;
  group->phase = group->members.empty() ? GroupPhase::kEmpty : GroupPhase::kPreparing;
  group->changed_at = time_;
}

void Evolver::operator()(const GroupMemberReplaced& decision) {
  Group* group = groups_.find(decision.group);
  if (group == nullptr) return;
  for (GroupMember& member : group->members) {
    if (member.id != decision.old_member) continue;
    std::string assignment = std::move(member.assignment);
    member = decision.member;
    member.assignment = std::move(assignment);
    if (group->leader == decision.old_member) group->leader = decision.member.id;
    return;
  }
}

void Evolver::operator()(const OffsetsCommitted& decision) {
  Group* group = groups_.find(decision.group);
  if (group == nullptr) {
    if (decision.name.token.is_zero()) return;
    group = &groups_.add(decision.group, decision.name);
    group->changed_at = time_;
  }
  for (const OffsetEntry& entry : decision.entries) {
    if (topics_.slot(entry.partition.topic, entry.partition.partition) == kNoSlot) continue;
    groups_.put_offset(*group, entry.partition, entry.committed);
  }
}

void Evolver::operator()(const GroupsTrimmed& decision) {
  for (const GroupsTrimmed::Entry& entry : decision.entries) {
    Group* group = groups_.find(entry.group);
    if (group == nullptr) continue;
    for (const TopicPartition& partition : entry.partitions)
      groups_.remove_offset(*group, partition);
    if (entry.whole) groups_.remove(entry.group);
  }
}

}  // namespace ringfence::meta
