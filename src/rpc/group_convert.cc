// Group calls and answers between their structs and their wire form.
#include <cstring>
#include <utility>

#include "rpc/proto_convert.h"

namespace ringfence::rpc {
namespace {

using meta::GroupError;
using meta::GroupMember;
using meta::NamePair;
using meta::Token;

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

Error bad(std::string_view what) {
  return Error(ErrorCode::kCorrupt, "rpc frame: " + std::string(what));
}

std::string raw(const Token& token) {
  return {reinterpret_cast<const char*>(token.bytes.data()), token.bytes.size()};
}

// Absent ones are empty.
std::string optional_raw(const Token& token) {
  return token.is_zero() ? std::string() : raw(token);
}
std::string optional_id(const Uuid& id) { return id.is_zero() ? std::string() : id_bytes(id); }

Result<void> token_from(const std::string& in, Token& out) {
  if (in.empty()) return {};
  if (in.size() != out.bytes.size()) return bad("a token of a wrong size");
  std::memcpy(out.bytes.data(), in.data(), in.size());
  return {};
}

Result<void> id_or_none(const std::string& in, std::string_view what, Uuid& out) {
  if (in.empty()) return {};
  return id_from(in, what, out);
}

Result<void> blob_from(const std::string& in, std::string& out) {
  if (in.size() > meta::kGroupBlobBytesMax) return bad("a sealed blob over its limit");
  out = in;
  return {};
}

Result<void> error_from(std::uint32_t in, GroupError& out) {
  if (in >= static_cast<std::uint32_t>(GroupError::kCount))
    return bad("unknown group error " + std::to_string(in));
  out = static_cast<GroupError>(in);
  return {};
}

Result<void> state_from(std::uint32_t in, meta::GroupState& out) {
  if (in > static_cast<std::uint32_t>(meta::GroupState::kDead)) return bad("unknown group state");
  out = static_cast<meta::GroupState>(in);
  return {};
}

template <class Entries>
Result<void> partition_from(const Entries& in, TopicPartition& out) {
  RF_TRY(id_from(in.topic_id(), "topic_id", out.topic));
  if (in.partition() > static_cast<std::uint32_t>(INT32_MAX)) return bad("partition out of range");
  out.partition = PartitionIndex(static_cast<std::int32_t>(in.partition()));
  return {};
}

// ---- calls out

void fill(const meta::JoinCall& call, proto::JoinGroup& out) {
  to_proto(call.group, *out.mutable_group());
  out.set_member(optional_id(call.member));
  out.set_fresh_member(optional_id(call.fresh_member));
  to_proto(call.instance, *out.mutable_instance());
  to_proto(call.client, *out.mutable_client());
  out.set_host(call.host);
  out.set_session_timeout_ms(call.session_timeout_ms);
  out.set_rebalance_timeout_ms(call.rebalance_timeout_ms);
  to_proto(call.protocol_type, *out.mutable_protocol_type());
  for (const meta::MemberProtocol& protocol : call.protocols) {
    proto::GroupProtocol& entry = *out.add_protocols();
    to_proto(protocol.name, *entry.mutable_name());
    entry.set_metadata(protocol.metadata);
  }
  out.set_topics_known(call.subscribed.has_value());
  if (call.subscribed) {
    std::string topics;
    for (const Token& token : *call.subscribed) topics += raw(token);
    out.set_topics(std::move(topics));
  }
  out.set_require_known_member(call.require_known_member);
  out.set_can_skip_assignment(call.can_skip_assignment);
}

void fill(const meta::SyncCall& call, proto::SyncGroup& out) {
  out.set_group(raw(call.group));
  out.set_generation(call.generation);
  out.set_member(optional_id(call.member));
  out.set_instance(optional_raw(call.instance));
  out.set_protocol_type(optional_raw(call.protocol_type));
  out.set_protocol(optional_raw(call.protocol));
  for (const meta::MemberAssignment& one : call.assignments) {
    proto::Assignment& entry = *out.add_assignments();
    entry.set_member(optional_id(one.member));
    entry.set_assignment(one.assignment);
  }
}

void fill(const meta::HeartbeatCall& call, proto::GroupHeartbeat& out) {
  out.set_group(raw(call.group));
  out.set_generation(call.generation);
  out.set_member(optional_id(call.member));
  out.set_instance(optional_raw(call.instance));
}

void fill(const meta::LeaveCall& call, proto::LeaveGroup& out) {
  out.set_group(raw(call.group));
  for (const meta::LeaveCall::Member& member : call.members) {
    proto::LeavingMember& entry = *out.add_members();
    entry.set_member(optional_id(member.id));
    entry.set_instance(optional_raw(member.instance));
  }
}

void fill(const meta::OffsetCommitCall& call, proto::CommitOffsets& out) {
  to_proto(call.group, *out.mutable_group());
  out.set_generation(call.generation);
  out.set_member(optional_id(call.member));
  out.set_instance(optional_raw(call.instance));
  for (const meta::OffsetEntry& entry : call.entries) {
    proto::PartitionOffset& offset = *out.add_entries();
    offset.set_topic_id(id_bytes(entry.partition.topic));
    offset.set_partition(static_cast<std::uint32_t>(entry.partition.partition.value));
    offset.set_offset(entry.committed.offset.value);
    offset.set_leader_epoch(entry.committed.leader_epoch);
    offset.set_metadata(entry.committed.metadata);
    offset.set_expires_at_ms(entry.committed.expires_at.ms);
  }
}

// ---- calls in

Result<meta::GroupCall> call_from(const proto::JoinGroup& in) {
  meta::JoinCall call;
  RF_TRY(from_proto(in.group(), call.group));
  RF_TRY(id_or_none(in.member(), "member", call.member));
  RF_TRY(id_from(in.fresh_member(), "fresh_member", call.fresh_member));
  RF_TRY(from_proto(in.instance(), call.instance));
  RF_TRY(from_proto(in.client(), call.client));
  RF_TRY(blob_from(in.host(), call.host));
  call.session_timeout_ms = in.session_timeout_ms();
  call.rebalance_timeout_ms = in.rebalance_timeout_ms();
  RF_TRY(from_proto(in.protocol_type(), call.protocol_type));
  for (const proto::GroupProtocol& entry : in.protocols()) {
    meta::MemberProtocol protocol;
    RF_TRY(from_proto(entry.name(), protocol.name));
    RF_TRY(blob_from(entry.metadata(), protocol.metadata));
    call.protocols.push_back(std::move(protocol));
  }
  if (in.topics_known()) {
    const std::string& topics = in.topics();
    if (topics.size() % sizeof(Token::bytes) != 0 ||
        topics.size() / sizeof(Token::bytes) > meta::kGroupTopicsMax)
      return bad("subscribed topics of a wrong size");
    call.subscribed.emplace(topics.size() / sizeof(Token::bytes));
    for (std::size_t i = 0; i < call.subscribed->size(); ++i)
      std::memcpy((*call.subscribed)[i].bytes.data(), topics.data() + i * sizeof(Token::bytes),
                  sizeof(Token::bytes));
  }
  call.require_known_member = in.require_known_member();
  call.can_skip_assignment = in.can_skip_assignment();
  return meta::GroupCall(std::move(call));
}

Result<meta::GroupCall> call_from(const proto::SyncGroup& in) {
  meta::SyncCall call;
  RF_TRY(token_from(in.group(), call.group));
  call.generation = in.generation();
  RF_TRY(id_or_none(in.member(), "member", call.member));
  RF_TRY(token_from(in.instance(), call.instance));
  RF_TRY(token_from(in.protocol_type(), call.protocol_type));
  RF_TRY(token_from(in.protocol(), call.protocol));
  for (const proto::Assignment& entry : in.assignments()) {
    meta::MemberAssignment one;
    RF_TRY(id_or_none(entry.member(), "member", one.member));
    RF_TRY(blob_from(entry.assignment(), one.assignment));
    call.assignments.push_back(std::move(one));
  }
  return meta::GroupCall(std::move(call));
}

Result<meta::GroupCall> call_from(const proto::GroupHeartbeat& in) {
  meta::HeartbeatCall call;
  RF_TRY(token_from(in.group(), call.group));
  call.generation = in.generation();
  RF_TRY(id_or_none(in.member(), "member", call.member));
  RF_TRY(token_from(in.instance(), call.instance));
  return meta::GroupCall(call);
}

Result<meta::GroupCall> call_from(const proto::LeaveGroup& in) {
  meta::LeaveCall call;
  RF_TRY(token_from(in.group(), call.group));
  for (const proto::LeavingMember& entry : in.members()) {
    meta::LeaveCall::Member member;
    RF_TRY(id_or_none(entry.member(), "member", member.id));
    RF_TRY(token_from(entry.instance(), member.instance));
    call.members.push_back(member);
  }
  return meta::GroupCall(std::move(call));
}

Result<meta::GroupCall> call_from(const proto::CommitOffsets& in) {
  meta::OffsetCommitCall call;
  RF_TRY(from_proto(in.group(), call.group));
  call.generation = in.generation();
  RF_TRY(id_or_none(in.member(), "member", call.member));
  RF_TRY(token_from(in.instance(), call.instance));
  if (static_cast<std::size_t>(in.entries_size()) > meta::kOffsetEntriesMax)
    return bad("too many offsets");
  for (const proto::PartitionOffset& offset : in.entries()) {
    meta::OffsetEntry entry;
    RF_TRY(partition_from(offset, entry.partition));
    entry.committed.offset = Offset(offset.offset());
    entry.committed.leader_epoch = offset.leader_epoch();
    RF_TRY(blob_from(offset.metadata(), entry.committed.metadata));
    entry.committed.expires_at = UnixMillis{offset.expires_at_ms()};
    call.entries.push_back(std::move(entry));
  }
  return meta::GroupCall(std::move(call));
}

template <class Call, class Message>
Result<meta::GroupCall> tokens_from(const Message& in) {
  Call call;
  for (const std::string& group : in.groups()) {
    Token token;
    RF_TRY(token_from(group, token));
    call.groups.push_back(token);
  }
  return meta::GroupCall(std::move(call));
}

Result<meta::GroupCall> call_from(const proto::DeleteOffsets& in) {
  meta::OffsetDeleteCall call;
  RF_TRY(token_from(in.group(), call.group));
  for (const proto::GroupPartition& entry : in.partitions()) {
    TopicPartition partition;
    RF_TRY(partition_from(entry, partition));
    call.partitions.push_back(partition);
  }
  return meta::GroupCall(std::move(call));
}

// ---- replies out

void fill(GroupError error, const std::vector<GroupError>& errors, proto::GroupResult& out) {
  out.set_error(static_cast<std::uint32_t>(error));
  for (const GroupError each : errors) out.add_errors(static_cast<std::uint32_t>(each));
}

void fill(const meta::JoinAnswer& answer, proto::JoinResult& out) {
  out.set_error(static_cast<std::uint32_t>(answer.error));
  out.set_generation(answer.generation);
  out.set_member(optional_id(answer.member));
  out.set_leader(optional_id(answer.leader));
  to_proto(answer.protocol_type, *out.mutable_protocol_type());
  to_proto(answer.protocol, *out.mutable_protocol());
  out.set_skip_assignment(answer.skip_assignment);
  for (const meta::JoinAnswer::Member& member : answer.members) {
    proto::JoinedMember& entry = *out.add_members();
    entry.set_member(optional_id(member.id));
    to_proto(member.instance, *entry.mutable_instance());
    entry.set_metadata(member.metadata);
  }
}

void fill(const meta::SyncAnswer& answer, proto::SyncResult& out) {
  out.set_error(static_cast<std::uint32_t>(answer.error));
  to_proto(answer.protocol_type, *out.mutable_protocol_type());
  to_proto(answer.protocol, *out.mutable_protocol());
  out.set_assignment(answer.assignment);
}

void fill(const meta::DescribeGroupsAnswer& answer, proto::DescribeGroupsResult& out) {
  out.set_error(static_cast<std::uint32_t>(answer.error));
  for (const meta::GroupDescription& group : answer.groups) {
    proto::DescribedGroup& described = *out.add_groups();
    described.set_state(static_cast<std::uint32_t>(group.state));
    to_proto(group.protocol_type, *described.mutable_protocol_type());
    to_proto(group.protocol, *described.mutable_protocol());
    for (const GroupMember& member : group.members) {
      proto::DescribedMember& entry = *described.add_members();
      entry.set_member(optional_id(member.id));
      to_proto(member.instance, *entry.mutable_instance());
      to_proto(member.client, *entry.mutable_client());
      entry.set_host(member.host);
      entry.set_session_timeout_ms(member.session_timeout_ms);
      entry.set_rebalance_timeout_ms(member.rebalance_timeout_ms);
      entry.set_metadata(member.metadata);
      entry.set_assignment(member.assignment);
    }
  }
}

void fill(const meta::ListGroupsAnswer& answer, proto::ListGroupsResult& out) {
  out.set_error(static_cast<std::uint32_t>(answer.error));
  for (const meta::GroupListing& group : answer.groups) {
    proto::ListedGroup& listed = *out.add_groups();
    to_proto(group.name, *listed.mutable_name());
    to_proto(group.protocol_type, *listed.mutable_protocol_type());
    listed.set_state(static_cast<std::uint32_t>(group.state));
  }
}

// ---- replies in

Result<void> errors_from(const proto::GroupResult& in, std::vector<GroupError>& out) {
  for (const std::uint32_t each : in.errors()) {
    GroupError error = GroupError::kNone;
    RF_TRY(error_from(each, error));
    out.push_back(error);
  }
  return {};
}

Result<meta::GroupReply> reply_from(const proto::JoinResult& in) {
  meta::JoinAnswer answer;
  RF_TRY(error_from(in.error(), answer.error));
  answer.generation = in.generation();
  RF_TRY(id_or_none(in.member(), "member", answer.member));
  RF_TRY(id_or_none(in.leader(), "leader", answer.leader));
  RF_TRY(from_proto(in.protocol_type(), answer.protocol_type));
  RF_TRY(from_proto(in.protocol(), answer.protocol));
  answer.skip_assignment = in.skip_assignment();
  for (const proto::JoinedMember& entry : in.members()) {
    meta::JoinAnswer::Member member;
    RF_TRY(id_or_none(entry.member(), "member", member.id));
    RF_TRY(from_proto(entry.instance(), member.instance));
    member.metadata = entry.metadata();
    answer.members.push_back(std::move(member));
  }
  return meta::GroupReply(std::move(answer));
}

Result<meta::GroupReply> reply_from(const proto::SyncResult& in) {
  meta::SyncAnswer answer;
  RF_TRY(error_from(in.error(), answer.error));
  RF_TRY(from_proto(in.protocol_type(), answer.protocol_type));
  RF_TRY(from_proto(in.protocol(), answer.protocol));
  answer.assignment = in.assignment();
  return meta::GroupReply(std::move(answer));
}

Result<meta::GroupReply> reply_from(const proto::DescribeGroupsResult& in) {
  meta::DescribeGroupsAnswer answer;
  RF_TRY(error_from(in.error(), answer.error));
  for (const proto::DescribedGroup& described : in.groups()) {
    meta::GroupDescription group;
    RF_TRY(state_from(described.state(), group.state));
    RF_TRY(from_proto(described.protocol_type(), group.protocol_type));
    RF_TRY(from_proto(described.protocol(), group.protocol));
    for (const proto::DescribedMember& entry : described.members()) {
      GroupMember member;
      RF_TRY(id_or_none(entry.member(), "member", member.id));
      RF_TRY(from_proto(entry.instance(), member.instance));
      RF_TRY(from_proto(entry.client(), member.client));
      member.host = entry.host();
      member.session_timeout_ms = entry.session_timeout_ms();
      member.rebalance_timeout_ms = entry.rebalance_timeout_ms();
      member.metadata = entry.metadata();
      member.assignment = entry.assignment();
      group.members.push_back(std::move(member));
    }
    answer.groups.push_back(std::move(group));
  }
  return meta::GroupReply(std::move(answer));
}

Result<meta::GroupReply> reply_from(const proto::ListGroupsResult& in) {
  meta::ListGroupsAnswer answer;
  RF_TRY(error_from(in.error(), answer.error));
  for (const proto::ListedGroup& listed : in.groups()) {
    meta::GroupListing group;
    RF_TRY(from_proto(listed.name(), group.name));
    RF_TRY(from_proto(listed.protocol_type(), group.protocol_type));
    RF_TRY(state_from(listed.state(), group.state));
    answer.groups.push_back(std::move(group));
  }
  return meta::GroupReply(std::move(answer));
}

template <class Answer>
Result<meta::GroupReply> result_from(const proto::GroupResult& in,
                                     std::vector<GroupError> Answer::* elements) {
  Answer answer;
  RF_TRY(error_from(in.error(), answer.error));
  RF_TRY(errors_from(in, answer.*elements));
  return meta::GroupReply(std::move(answer));
}

}  // namespace

void group_call_to_proto(const meta::GroupCall& call, proto::GroupCall& out) {
  std::visit(Overloaded{
                 [&](const meta::JoinCall& c) { fill(c, *out.mutable_join()); },
                 [&](const meta::SyncCall& c) { fill(c, *out.mutable_sync()); },
                 [&](const meta::HeartbeatCall& c) { fill(c, *out.mutable_heartbeat()); },
                 [&](const meta::LeaveCall& c) { fill(c, *out.mutable_leave()); },
                 [&](const meta::OffsetCommitCall& c) { fill(c, *out.mutable_commit()); },
                 [&](const meta::DescribeGroupsCall& c) {
                   for (const Token& token : c.groups)
                     out.mutable_describe()->add_groups(raw(token));
                   out.mutable_describe();
                 },
                 [&](const meta::ListGroupsCall&) { out.mutable_list(); },
                 [&](const meta::DeleteGroupsCall& c) {
                   for (const Token& token : c.groups) out.mutable_remove()->add_groups(raw(token));
                   out.mutable_remove();
                 },
                 [&](const meta::OffsetDeleteCall& c) {
                   out.mutable_delete_offsets()->set_group(raw(c.group));
                   for (const TopicPartition& partition : c.partitions) {
                     proto::GroupPartition& entry = *out.mutable_delete_offsets()->add_partitions();
                     entry.set_topic_id(id_bytes(partition.topic));
                     entry.set_partition(static_cast<std::uint32_t>(partition.partition.value));
                   }
                 },
             },
             call);
}

Result<meta::GroupCall> group_call_from_proto(const proto::GroupCall& in) {
  switch (in.call_case()) {
    case proto::GroupCall::kJoin:
      return call_from(in.join());
    case proto::GroupCall::kSync:
      return call_from(in.sync());
    case proto::GroupCall::kHeartbeat:
      return call_from(in.heartbeat());
    case proto::GroupCall::kLeave:
      return call_from(in.leave());
    case proto::GroupCall::kCommit:
      return call_from(in.commit());
    case proto::GroupCall::kDescribe:
      return tokens_from<meta::DescribeGroupsCall>(in.describe());
    case proto::GroupCall::kList:
      return meta::GroupCall(meta::ListGroupsCall{});
    case proto::GroupCall::kRemove:
      return tokens_from<meta::DeleteGroupsCall>(in.remove());
    case proto::GroupCall::kDeleteOffsets:
      return call_from(in.delete_offsets());
    case proto::GroupCall::CALL_NOT_SET:
      break;
  }
  return bad("a group call that says nothing");
}

void group_reply_to_proto(const meta::GroupReply& reply, proto::GroupReply& out) {
  std::visit(
      Overloaded{
          [&](const meta::JoinAnswer& r) { fill(r, *out.mutable_join()); },
          [&](const meta::SyncAnswer& r) { fill(r, *out.mutable_sync()); },
          [&](const meta::HeartbeatAnswer& r) { fill(r.error, {}, *out.mutable_heartbeat()); },
          [&](const meta::LeaveAnswer& r) { fill(r.error, r.members, *out.mutable_leave()); },
          [&](const meta::OffsetCommitAnswer& r) {
            fill(r.error, r.entries, *out.mutable_commit());
          },
          [&](const meta::DescribeGroupsAnswer& r) { fill(r, *out.mutable_describe()); },
          [&](const meta::ListGroupsAnswer& r) { fill(r, *out.mutable_list()); },
          [&](const meta::DeleteGroupsAnswer& r) {
            fill(r.error, r.groups, *out.mutable_remove());
          },
          [&](const meta::OffsetDeleteAnswer& r) {
            fill(r.error, r.partitions, *out.mutable_delete_offsets());
          },
      },
      reply);
}

Result<meta::GroupReply> group_reply_from_proto(const proto::GroupReply& in) {
  switch (in.reply_case()) {
    case proto::GroupReply::kJoin:
      return reply_from(in.join());
    case proto::GroupReply::kSync:
      return reply_from(in.sync());
    case proto::GroupReply::kHeartbeat: {
      meta::HeartbeatAnswer answer;
      RF_TRY(error_from(in.heartbeat().error(), answer.error));
      return meta::GroupReply(answer);
    }
    case proto::GroupReply::kLeave:
      return result_from(in.leave(), &meta::LeaveAnswer::members);
    case proto::GroupReply::kCommit:
      return result_from(in.commit(), &meta::OffsetCommitAnswer::entries);
    case proto::GroupReply::kDescribe:
      return reply_from(in.describe());
    case proto::GroupReply::kList:
      return reply_from(in.list());
    case proto::GroupReply::kRemove:
      return result_from(in.remove(), &meta::DeleteGroupsAnswer::groups);
    case proto::GroupReply::kDeleteOffsets:
      return result_from(in.delete_offsets(), &meta::OffsetDeleteAnswer::partitions);
    case proto::GroupReply::REPLY_NOT_SET:
      break;
  }
  return bad("a group reply that says nothing");
}

}  // namespace ringfence::rpc
