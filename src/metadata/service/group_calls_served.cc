// What the coordinator answers, call by call.
#include <algorithm>
#include <utility>

#include "base/deliberate_bugs.h"
#include "metadata/service/group_coordinator.h"
#include "metadata/service/group_coordinator_internal.h"
#include "metadata/service/sequencer.h"

namespace ringfence::meta {
namespace {

std::size_t bytes_of(const JoinCall& call) {
  std::size_t bytes = sizeof(JoinCall);
  for (const MemberProtocol& protocol : call.protocols) bytes += protocol.metadata.size();
  return bytes;
}

std::size_t bytes_of(const SyncCall& call) {
  std::size_t bytes = 0;
  for (const MemberAssignment& one : call.assignments) bytes += one.assignment.size();
  return bytes;
}

template <class Answer>
Result<GroupReply> refused(GroupError error) {
  Answer answer;
  answer.error = error;
  return GroupReply(std::move(answer));
}

GroupError from_decision(DecideError error) {
  switch (error) {
    case DecideError::kNone:
      return GroupError::kNone;
    case DecideError::kUnknownTopic:
      return GroupError::kUnknownTopic;
    case DecideError::kUnknownPartition:
      return GroupError::kUnknownPartition;
    case DecideError::kUnknownGroup:
      return GroupError::kUnknownGroup;
    case DecideError::kGroupNotEmpty:
      return GroupError::kNotEmpty;
    case DecideError::kIllegalGeneration:
      return GroupError::kIllegalGeneration;
    case DecideError::kInvalidRequest:
      return GroupError::kTooLarge;
    default:
      return GroupError::kNotCoordinator;
  }
}

}  // namespace

async::Task<Result<GroupReply>> GroupCoordinator::serve(GroupCall call, async::Deadline deadline) {
  start();
  while (!leading_ && !over_) {
    const async::Wake wake = co_await loaded_.wait(deadline);
    if (wake == async::Wake::kTimeout) co_return Error(ErrorCode::kTimeout);
    if (wake == async::Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
  }
  if (over_) co_return Error(ErrorCode::kUnavailable, "this sequencer does not lead any more");
  if (auto* join = std::get_if<JoinCall>(&call))
    co_return co_await serve_join(std::move(*join), deadline);
  if (auto* sync = std::get_if<SyncCall>(&call))
    co_return co_await serve_sync(std::move(*sync), deadline);
  if (auto* beat = std::get_if<HeartbeatCall>(&call)) co_return co_await serve_heartbeat(*beat);
  if (auto* leave = std::get_if<LeaveCall>(&call))
    co_return co_await serve_leave(std::move(*leave));
  if (auto* commit = std::get_if<OffsetCommitCall>(&call))
    co_return co_await serve_commit(std::move(*commit), deadline);
  if (auto* describe = std::get_if<DescribeGroupsCall>(&call))
    co_return co_await serve_describe(std::move(*describe), deadline);
  if (auto* remove = std::get_if<DeleteGroupsCall>(&call))
    co_return co_await serve_delete(std::move(*remove), deadline);
  if (auto* offsets = std::get_if<OffsetDeleteCall>(&call))
    co_return co_await serve_delete_offsets(std::move(*offsets), deadline);
  co_return co_await serve_list(deadline);
}

async::Task<Result<GroupReply>> GroupCoordinator::wait_reply(GroupTicket ticket,
                                                             async::Deadline deadline) {
  Waiter& waiter = *waiters_.at(ticket);
  auto answered = co_await waiter.answer.wait(deadline);
  waiters_.erase(ticket);
  if (!answered) co_return answered.error();
  auto& answer = **answered;
  if (!answer) co_return Error(ErrorCode::kUnavailable, "the group has another coordinator");
  if (auto* join = std::get_if<JoinAnswer>(&*answer)) co_return GroupReply(std::move(*join));
  co_return GroupReply(std::move(std::get<SyncAnswer>(*answer)));
}

async::Task<Result<GroupReply>> GroupCoordinator::serve_join(JoinCall call,
                                                             async::Deadline deadline) {
  ++stats_.joins;
  EntryPtr entry = find(call.group.token);
  if (entry == nullptr && !call.member.is_zero()) {
    JoinAnswer unknown;
    unknown.error = GroupError::kUnknownMember;
    unknown.member = call.member;
    co_return GroupReply(std::move(unknown));
  }
  const std::size_t asked = bytes_of(call);
  if (asked + bytes_ > options_.bytes_max) {
    ++stats_.crowded;
    co_return refused<JoinAnswer>(GroupError::kCrowded);
  }
  if (entry != nullptr && entry->group.bytes() + asked > options_.group_bytes_max)
    co_return refused<JoinAnswer>(GroupError::kGroupFull);
  if (entry == nullptr) entry = find_or_make(call.group);
  const GroupTicket ticket = next_ticket_++;
  Waiter waiter(loop_);
  waiters_[ticket] = &waiter;
  GroupEffects effects;
  entry->group.join(call, ticket, loop_.now(), effects);
  settle(entry, std::move(effects));
  co_return co_await wait_reply(ticket, deadline);
}

async::Task<Result<GroupReply>> GroupCoordinator::serve_sync(SyncCall call,
                                                             async::Deadline deadline) {
  const EntryPtr entry = find(call.group);
  if (entry == nullptr) co_return refused<SyncAnswer>(GroupError::kUnknownMember);
  if (entry->group.bytes() + bytes_of(call) > options_.group_bytes_max)
    co_return refused<SyncAnswer>(GroupError::kTooLarge);
  const GroupTicket ticket = next_ticket_++;
  Waiter waiter(loop_);
  waiters_[ticket] = &waiter;
  GroupEffects effects;
  entry->group.sync(call, ticket, loop_.now(), effects);
  settle(entry, std::move(effects));
  co_return co_await wait_reply(ticket, deadline);
}

async::Task<Result<GroupReply>> GroupCoordinator::serve_heartbeat(HeartbeatCall call) {
  ++stats_.heartbeats;
  const EntryPtr entry = find(call.group);
  if (entry == nullptr) co_return refused<HeartbeatAnswer>(GroupError::kUnknownMember);
  const GroupError error = entry->group.heartbeat(call, loop_.now());
  if (entry->written < entry->writes && !co_await written(entry))
    co_return Error(ErrorCode::kUnavailable, "the group has another coordinator");
  co_return refused<HeartbeatAnswer>(error);
}

async::Task<Result<GroupReply>> GroupCoordinator::serve_leave(LeaveCall call) {
  const EntryPtr entry = find(call.group);
  if (entry == nullptr) co_return refused<LeaveAnswer>(GroupError::kUnknownMember);
  GroupEffects effects;
  const std::size_t before = entry->group.size();
  LeaveAnswer answer = entry->group.leave(call, loop_.now(), effects);
  stats_.members_left += before - std::min(before, entry->group.size());
  settle(entry, std::move(effects));
  if (!co_await written(entry))
    co_return Error(ErrorCode::kUnavailable, "the group has another coordinator");
  co_return GroupReply(std::move(answer));
}

GroupError GroupCoordinator::judge_commit(const OffsetCommitCall& call) {
  if (deliberate_bug(DeliberateBug::kCommitOfOldGeneration)) return GroupError::kNone;
  if (const EntryPtr entry = find(call.group.token))
    return entry->group.check_commit(call, loop_.now());
  if (call.generation < 0) return GroupError::kNone;
  const bool known = sequencer_.state().find_group(call.group.token) != nullptr;
  return known ? GroupError::kUnknownMember : GroupError::kIllegalGeneration;
}

async::Task<Result<GroupReply>> GroupCoordinator::serve_commit(OffsetCommitCall call,
                                                               async::Deadline deadline) {
  ++stats_.commits;
  const GroupError error = judge_commit(call);
  if (error != GroupError::kNone) {
    const EntryPtr entry = find(call.group.token);
    if (entry != nullptr && !co_await written(entry))
      co_return Error(ErrorCode::kUnavailable, "the group has another coordinator");
    co_return refused<OffsetCommitAnswer>(error);
  }
  rpc::CommandRequest request;
  request.request_id = loop_.random().uuid();
  request.fresh_id = loop_.random().uuid();
  request.command = CommitOffsets{.group = std::move(call.group),
                                  .generation = std::max(call.generation, -1),
                                  .entries = std::move(call.entries)};
  auto decided = co_await sequencer_.submit(std::move(request), deadline);
  if (!decided) co_return decided.error();
  OffsetCommitAnswer answer;
  answer.error = from_decision(decided->error);
  if (const auto* results = std::get_if<CommitOffsetsAnswer>(&decided->answer))
    for (const DecideError each : results->results) answer.entries.push_back(from_decision(each));
  co_return GroupReply(std::move(answer));
}

// ---- looking

GroupDescription GroupCoordinator::describe_one(const Token& group) {
  if (const EntryPtr entry = find(group)) return entry->group.describe();
  const Group* stored = sequencer_.state().find_group(group);
  if (stored == nullptr) return {};
  return {.state = GroupState::kEmpty,
          .protocol_type = stored->protocol_type,
          .protocol = {},
          .members = {}};
}

// What was seen may rest on rounds in flight: it is told when these are durable.
async::Task<Result<GroupReply>> GroupCoordinator::serve_describe(DescribeGroupsCall call,
                                                                 async::Deadline deadline) {
  DescribeGroupsAnswer answer;
  for (const Token& group : call.groups) answer.groups.push_back(describe_one(group));
  auto confirmed = co_await sequencer_.read_index(deadline);
  if (!confirmed) co_return confirmed.error();
  co_return GroupReply(std::move(answer));
}

async::Task<Result<GroupReply>> GroupCoordinator::serve_list(async::Deadline deadline) {
  std::map<Token, GroupListing> listed;
  for (const Group* group : sequencer_.state().groups())
    listed[group->name.token] = {group->name, group->protocol_type, GroupState::kEmpty};
  for (const auto& [token, entry] : entries_)
    listed[token] = {entry->group.name(), entry->group.protocol_type(), entry->group.state()};
  ListGroupsAnswer answer;
  for (auto& [token, group] : listed) answer.groups.push_back(std::move(group));
  auto confirmed = co_await sequencer_.read_index(deadline);
  if (!confirmed) co_return confirmed.error();
  co_return GroupReply(std::move(answer));
}

// ---- removing

async::Task<Result<GroupReply>> GroupCoordinator::serve_delete(DeleteGroupsCall call,
                                                               async::Deadline deadline) {
  DeleteGroupsAnswer answer;
  for (const Token& group : call.groups) {
    const EntryPtr entry = find(group);
    if (entry != nullptr && entry->group.state() != GroupState::kEmpty) {
      answer.groups.push_back(GroupError::kNotEmpty);
      continue;
    }
    rpc::CommandRequest request;
    request.request_id = loop_.random().uuid();
    request.command = DeleteGroup{group};
    auto decided = co_await sequencer_.submit(std::move(request), deadline);
    if (!decided) co_return decided.error();
    answer.groups.push_back(from_decision(decided->error));
  }
  co_return GroupReply(std::move(answer));
}

async::Task<Result<GroupReply>> GroupCoordinator::serve_delete_offsets(OffsetDeleteCall call,
                                                                       async::Deadline deadline) {
  const State& state = sequencer_.state();
  const EntryPtr entry = find(call.group);
  const bool live = entry != nullptr && entry->group.state() != GroupState::kEmpty;
  if (live && !entry->group.consumer_group())
    co_return refused<OffsetDeleteAnswer>(GroupError::kNotEmpty);
  if (state.find_group(call.group) == nullptr && !live)
    co_return refused<OffsetDeleteAnswer>(GroupError::kUnknownGroup);
  OffsetDeleteAnswer answer;
  DeleteOffsets command{.group = call.group, .partitions = {}};
  for (const TopicPartition& partition : call.partitions) {
    const Topic* topic = state.find_topic(partition.topic);
    const bool used = live && topic != nullptr && entry->group.subscribed_to(topic->name.token);
    answer.partitions.push_back(used ? GroupError::kSubscribed : GroupError::kNone);
    if (!used) command.partitions.push_back(partition);
  }
  rpc::CommandRequest request;
  request.request_id = loop_.random().uuid();
  request.command = std::move(command);
  auto decided = co_await sequencer_.submit(std::move(request), deadline);
  if (!decided) co_return decided.error();
  // A group that nobody has committed for has nothing to delete.
  if (decided->error != DecideError::kUnknownGroup) answer.error = from_decision(decided->error);
  co_return GroupReply(std::move(answer));
}

}  // namespace ringfence::meta
