// JoinGroup, SyncGroup, Heartbeat and LeaveGroup: names become pairs here, the group's coordinator
// (in the sequencer's process) judges, and what it gives back is opened again.
#include "agent/error_map.h"
#include "agent/group_names.h"
#include "agent/handlers/group_call.h"
#include "agent/handlers/handlers.h"

namespace ringfence::agent {
namespace {

using async::Task;
using kafka::KafkaError;
using keys::NameKind;

// "/10.0.0.1", as Kafka shows hosts.
std::string host_text(const std::string& peer) {
  const std::size_t colon = peer.rfind(':');
  return "/" + peer.substr(0, colon);
}

struct JoinParts {
  KafkaError error = KafkaError::kNone;
  meta::JoinCall call;
};

KafkaError fill_protocols(Call& call, const kafka::JoinGroupRequest& request, meta::JoinCall& out) {
  const keys::Keys& keys = call.services.keys;
  std::size_t bytes = 0;
  std::vector<std::string_view> metadata;
  for (const auto& protocol : request.protocols) {
    bytes += protocol.metadata.size() + protocol.name.size();
    if (bytes > keys::kBlobBytesMax) return KafkaError::kMessageTooLarge;
    auto name = call.services.names.pair(NameKind::kGroupProtocol, protocol.name);
    auto sealed = keys.seal_blob(NameKind::kMemberMetadata, protocol.metadata.text());
    if (!name || !sealed) return KafkaError::kMessageTooLarge;
    out.protocols.push_back({std::move(*name), std::move(*sealed)});
    metadata.push_back(protocol.metadata.text());
  }
  out.subscribed = subscribed_topics(call.services.names, request.protocol_type, metadata);
  return KafkaError::kNone;
}

JoinParts join_call(Call& call, const kafka::JoinGroupRequest& request) {
  JoinParts parts;
  const auto fail = [&parts](KafkaError error) {
    parts.error = error;
    return std::move(parts);
  };
  if (request.group_id.empty()) return fail(KafkaError::kInvalidGroupId);
  const Names& names = call.services.names;
  meta::JoinCall& out = parts.call;
  auto group = names.pair(NameKind::kGroup, request.group_id);
  auto type = names.pair(NameKind::kGroupProtocol, request.protocol_type);
  auto client =
      names.pair(NameKind::kClient, clipped_name(call.header.client_id.value_or(std::string())));
  auto host =
      call.services.keys.seal(NameKind::kAddress, clipped_name(host_text(call.client.peer)));
  if (!group || !client || !host) return fail(KafkaError::kInvalidGroupId);
  if (!type) return fail(KafkaError::kInconsistentGroupProtocol);
  out.group = std::move(*group);
  out.client = std::move(*client);
  out.host = std::move(*host);
  if (!request.protocol_type.empty()) out.protocol_type = std::move(*type);
  out.member = member_id(request.member_id);
  out.fresh_member = call.services.loop.random().uuid();
  if (request.group_instance_id) {
    auto instance = names.pair(NameKind::kGroupInstance, *request.group_instance_id);
    if (!instance) return fail(KafkaError::kInvalidRequest);
    out.instance = std::move(*instance);
  }
  out.session_timeout_ms = request.session_timeout_ms;
  // Version 0 has one timeout for both.
  out.rebalance_timeout_ms = call.version() == 0 || request.rebalance_timeout_ms < 0
                                 ? request.session_timeout_ms
                                 : request.rebalance_timeout_ms;
  out.require_known_member = call.version() >= 4;
  out.can_skip_assignment = call.version() >= 9;
  const KafkaError error = fill_protocols(call, request, out);
  if (error != KafkaError::kNone) return fail(error);
  return parts;
}

// kNone, or what is wrong with the sealed parts.
KafkaError open_join(Call& call, const meta::JoinAnswer& answer, kafka::JoinGroupResponse& out) {
  const keys::Keys& keys = call.services.keys;
  out.generation_id = answer.generation;
  out.leader = member_text(answer.leader);
  out.skip_assignment = answer.skip_assignment;
  auto type = open_name(keys, NameKind::kGroupProtocol, answer.protocol_type);
  auto name = open_name(keys, NameKind::kGroupProtocol, answer.protocol);
  if (!type || !name) return map_error(Operation::kGroup, ErrorCode::kCorrupt);
  out.protocol_type = std::move(*type);
  out.protocol_name = std::move(*name);
  for (const meta::JoinAnswer::Member& member : answer.members) {
    auto& shown = out.members.emplace_back();
    shown.member_id = member_text(member.id);
    if (!member.instance.token.is_zero()) {
      auto instance = open_name(keys, NameKind::kGroupInstance, member.instance);
      if (!instance) return map_error(Operation::kGroup, instance.error());
      shown.group_instance_id = std::move(*instance);
    }
    auto metadata = open_blob(keys, NameKind::kMemberMetadata, member.metadata);
    if (!metadata) return map_error(Operation::kGroup, metadata.error());
    shown.metadata = bytes::Slice::copy_of(*metadata);
  }
  return KafkaError::kNone;
}

}  // namespace

Task<kafka::JoinGroupResponse> join_group(Call& call, kafka::JoinGroupRequest request) {
  kafka::JoinGroupResponse response;
  response.member_id = request.member_id;
  JoinParts parts = join_call(call, request);
  request.protocols.clear();
  KafkaError error = parts.error;
  if (error == KafkaError::kNone) {
    // However long the others take; the client ends it by going away.
    auto asked = co_await ask_group<meta::JoinAnswer>(call, std::move(parts.call),
                                                      async::Deadline::none(call.cancel));
    if (!asked) {
      error = map_error(Operation::kGroup, asked.error());
    } else {
      error = map_group(asked->error);
      if (!asked->member.is_zero()) response.member_id = member_text(asked->member);
      if (asked->error == meta::GroupError::kGroupFull) response.member_id.clear();
      if (error == KafkaError::kNone) error = open_join(call, *asked, response);
    }
  }
  if (error != KafkaError::kNone) {
    response.members.clear();
    if (error != KafkaError::kMemberIdRequired)
      call.services.metrics.count_error("JoinGroup", code(error));
  }
  response.error_code = code(error);
  co_return response;
}

Task<kafka::SyncGroupResponse> sync_group(Call& call, kafka::SyncGroupRequest request) {
  kafka::SyncGroupResponse response;
  const auto fail = [&](KafkaError error) {
    response.error_code = code(error);
    call.services.metrics.count_error("SyncGroup", response.error_code);
    return response;
  };
  const keys::Keys& keys = call.services.keys;
  if (request.group_id.empty()) co_return fail(KafkaError::kInvalidGroupId);
  if (call.version() >= 5 && (!request.protocol_type || !request.protocol_name))
    co_return fail(KafkaError::kInconsistentGroupProtocol);
  meta::SyncCall out;
  out.group = meta::Token{keys.token(NameKind::kGroup, request.group_id)};
  out.generation = request.generation_id;
  out.member = member_id(request.member_id);
  out.instance = instance_token(keys, request.group_instance_id);
  if (request.protocol_type)
    out.protocol_type = meta::Token{keys.token(NameKind::kGroupProtocol, *request.protocol_type)};
  if (request.protocol_name)
    out.protocol = meta::Token{keys.token(NameKind::kGroupProtocol, *request.protocol_name)};
  for (const auto& one : request.assignments) {
    if (one.assignment.size() == 0) continue;
    auto sealed = keys.seal_blob(NameKind::kAssignment, one.assignment.text());
    if (!sealed) co_return fail(KafkaError::kMessageTooLarge);
    out.assignments.push_back({member_id(one.member_id), std::move(*sealed)});
  }
  request.assignments.clear();
  auto asked = co_await ask_group<meta::SyncAnswer>(call, std::move(out),
                                                    async::Deadline::none(call.cancel));
  if (!asked) co_return fail(map_error(Operation::kGroup, asked.error()));
  if (asked->error != meta::GroupError::kNone) co_return fail(map_group(asked->error));
  auto assignment = open_blob(keys, NameKind::kAssignment, asked->assignment);
  auto type = open_name(keys, NameKind::kGroupProtocol, asked->protocol_type);
  auto name = open_name(keys, NameKind::kGroupProtocol, asked->protocol);
  if (!assignment || !type || !name)
    co_return fail(map_error(Operation::kGroup, ErrorCode::kCorrupt));
  response.protocol_type = std::move(*type);
  response.protocol_name = std::move(*name);
  response.assignment = bytes::Slice::copy_of(*assignment);
  co_return response;
}

Task<kafka::HeartbeatResponse> heartbeat(Call& call, kafka::HeartbeatRequest request) {
  kafka::HeartbeatResponse response;
  KafkaError error = KafkaError::kInvalidGroupId;
  if (!request.group_id.empty()) {
    const keys::Keys& keys = call.services.keys;
    meta::HeartbeatCall out{.group = meta::Token{keys.token(NameKind::kGroup, request.group_id)},
                            .generation = request.generation_id,
                            .member = member_id(request.member_id),
                            .instance = instance_token(keys, request.group_instance_id)};
    auto asked = co_await ask_group<meta::HeartbeatAnswer>(call, out, group_deadline(call));
    error = asked ? map_group(asked->error) : map_error(Operation::kGroup, asked.error());
  }
  response.error_code = code(error);
  if (error != KafkaError::kNone && error != KafkaError::kRebalanceInProgress)
    call.services.metrics.count_error("Heartbeat", response.error_code);
  co_return response;
}

Task<kafka::LeaveGroupResponse> leave_group(Call& call, kafka::LeaveGroupRequest request) {
  kafka::LeaveGroupResponse response;
  const keys::Keys& keys = call.services.keys;
  const bool batch = call.version() >= 3;
  meta::LeaveCall out;
  out.group = meta::Token{keys.token(NameKind::kGroup, request.group_id)};
  if (!batch) request.members.push_back({request.member_id, std::nullopt, std::nullopt});
  for (const auto& member : request.members)
    out.members.push_back(
        {member_id(member.member_id), instance_token(keys, member.group_instance_id)});
  KafkaError error = KafkaError::kInvalidGroupId;
  std::vector<meta::GroupError> members;
  if (!request.group_id.empty()) {
    auto asked = co_await ask_group<meta::LeaveAnswer>(call, std::move(out), group_deadline(call));
    error = asked ? map_group(asked->error) : map_error(Operation::kGroup, asked.error());
    if (asked) members = std::move(asked->members);
  }
  members.resize(error == KafkaError::kNone ? request.members.size() : 0);
  if (!batch && error == KafkaError::kNone) error = map_group(members.front());
  for (std::size_t i = 0; batch && i < members.size(); ++i) {
    auto& shown = response.members.emplace_back();
    shown.member_id = request.members[i].member_id;
    shown.group_instance_id = request.members[i].group_instance_id;
    shown.error_code = code(map_group(members[i]));
  }
  response.error_code = code(error);
  if (error != KafkaError::kNone)
    call.services.metrics.count_error("LeaveGroup", response.error_code);
  co_return response;
}

}  // namespace ringfence::agent
