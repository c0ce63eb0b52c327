#include "rpc/proto_convert.h"

#include <cstring>
#include <limits>
#include <utility>

namespace ringfence::rpc {
namespace {

template <class Bytes>
std::string raw(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

template <std::size_t N>
Result<void> fixed_from(const std::string& in, std::string_view what,
                        std::array<std::uint8_t, N>& out) {
  if (in.size() != N) {
    return Error(ErrorCode::kCorrupt, "rpc frame: " + std::string(what) + " has " +
                                          std::to_string(in.size()) + " bytes, not " +
                                          std::to_string(N));
  }
  std::memcpy(out.data(), in.data(), N);
  return {};
}

template <class Narrow, class Wide>
Result<void> narrow(Wide in, std::string_view what, Narrow& out) {
  if (!std::in_range<Narrow>(in))
    return Error(ErrorCode::kCorrupt, "rpc frame: " + std::string(what) + " is out of range");
  out = static_cast<Narrow>(in);
  return {};
}

void create_to_proto(const meta::CreateTopic& command, proto::CreateTopic& out) {
  to_proto(command.name, *out.mutable_name());
  out.set_collision_token(raw(command.collision_token.bytes));
  out.set_partition_count(command.partition_count);
  out.set_replication_factor(command.replication_factor);
  out.set_validate_only(command.validate_only);
  for (const meta::TopicConfig& config : command.configs) {
    proto::TopicConfig& entry = *out.add_configs();
    entry.set_key(static_cast<std::uint32_t>(config.key));
    entry.set_value(config.value);
    entry.set_sealed(config.sealed);
  }
}

Result<meta::Command> create_from_proto(const proto::CreateTopic& in) {
  meta::CreateTopic command;
  RF_TRY(from_proto(in.name(), command.name));
  RF_TRY(fixed_from(in.collision_token(), "collision_token", command.collision_token.bytes));
  command.partition_count = in.partition_count();
  RF_TRY(narrow(in.replication_factor(), "replication_factor", command.replication_factor));
  command.validate_only = in.validate_only();
  for (const proto::TopicConfig& entry : in.configs()) {
    std::uint16_t key = 0;
    RF_TRY(narrow(entry.key(), "config key", key));
    command.configs.push_back({static_cast<meta::ConfigKey>(key), entry.value(), entry.sealed()});
  }
  return meta::Command(std::move(command));
}

}  // namespace

std::string id_bytes(const Uuid& id) { return raw(id.bytes); }

Result<void> id_from(const std::string& in, std::string_view what, Uuid& out) {
  return fixed_from(in, what, out.bytes);
}

void to_proto(const meta::LogPosition& position, proto::Position& out) {
  out.set_sequence(position.sequence.value);
  out.set_hash(raw(position.hash));
}

Result<void> from_proto(const proto::Position& in, meta::LogPosition& out) {
  out.sequence = LogSequence(in.sequence());
  return fixed_from(in.hash(), "position hash", out.hash);
}

void to_proto(const SnapshotRef& ref, proto::Snapshot& out) {
  out.set_key(ref.key);
  to_proto(ref.position, *out.mutable_position());
}

Result<void> from_proto(const proto::Snapshot& in, SnapshotRef& out) {
  out.key = in.key();
  return from_proto(in.position(), out.position);
}

void to_proto(const meta::NamePair& pair, proto::NamePair& out) {
  if (pair.token.is_zero()) return;
  out.set_token(raw(pair.token.bytes));
  out.set_key_id(pair.key_id);
  out.set_sealed(pair.sealed);
}

Result<void> from_proto(const proto::NamePair& in, meta::NamePair& out) {
  if (in.token().empty()) return {};
  out.key_id = in.key_id();
  out.sealed = in.sealed();
  if (in.sealed().size() > meta::kSealedBytesMax)
    return Error(ErrorCode::kCorrupt, "rpc frame: a sealed name is too long");
  return fixed_from(in.token(), "token", out.token.bytes);
}

Result<void> command_to_proto(const CommandRequest& request, proto::Request& out) {
  proto::Origin& origin = *out.mutable_origin();
  if (!request.actor.token.is_zero()) to_proto(request.actor, *origin.mutable_actor());
  origin.set_request_id(id_bytes(request.request_id));
  origin.set_fresh_id(id_bytes(request.fresh_id));
  if (const auto* commit = std::get_if<meta::CommitObject>(&request.command)) {
    commit_to_proto(*commit, *out.mutable_commit_object());
  } else if (const auto* create = std::get_if<meta::CreateTopic>(&request.command)) {
    create_to_proto(*create, *out.mutable_create_topic());
  } else if (const auto* remove = std::get_if<meta::DeleteTopic>(&request.command)) {
    out.mutable_delete_topic()->set_topic_id(id_bytes(remove->topic));
  } else if (const auto* init = std::get_if<meta::InitProducerId>(&request.command)) {
    proto::InitProducerId& message = *out.mutable_init_producer_id();
    message.set_id(init->id.value);
    message.set_epoch(init->epoch.value);
    if (!init->transactional_id.token.is_zero())
      to_proto(init->transactional_id, *message.mutable_transactional_id());
  } else if (const auto* add = std::get_if<meta::RegisterSession>(&request.command)) {
    proto::RegisterSession& message = *out.mutable_register_session();
    message.set_node_id(add->node.value);
    to_proto(add->agent, *message.mutable_agent());
    message.set_endpoints(add->endpoints);
  } else if (const auto* end = std::get_if<meta::EndSession>(&request.command)) {
    out.mutable_end_session()->set_session(end->session.value);
  } else {
    return Error(ErrorCode::kInvalid, "this command has no wire form");
  }
  return {};
}

namespace {

Result<meta::Command> body_from_proto(const proto::Request& in) {
  switch (in.call_case()) {
    case proto::Request::kCommitObject: {
      RF_TRY_ASSIGN(meta::CommitObject command, commit_from_proto(in.commit_object()));
      return meta::Command(std::move(command));
    }
    case proto::Request::kCreateTopic:
      return create_from_proto(in.create_topic());
    case proto::Request::kDeleteTopic: {
      meta::DeleteTopic command;
      RF_TRY(id_from(in.delete_topic().topic_id(), "topic_id", command.topic));
      return meta::Command(command);
    }
    case proto::Request::kInitProducerId: {
      meta::InitProducerId command{ProducerId(in.init_producer_id().id()), {}, {}};
      RF_TRY(narrow(in.init_producer_id().epoch(), "epoch", command.epoch.value));
      RF_TRY(from_proto(in.init_producer_id().transactional_id(), command.transactional_id));
      return meta::Command(std::move(command));
    }
    case proto::Request::kRegisterSession: {
      meta::RegisterSession command{
          NodeId(in.register_session().node_id()), {}, in.register_session().endpoints()};
      RF_TRY(from_proto(in.register_session().agent(), command.agent));
      return meta::Command(std::move(command));
    }
    case proto::Request::kEndSession:
      return meta::Command(meta::EndSession{SessionId(in.end_session().session())});
    default:
      return Error(ErrorCode::kCorrupt, "rpc frame: not a command");
  }
}

}  // namespace

Result<CommandRequest> command_from_proto(const proto::Request& in) {
  CommandRequest request;
  RF_TRY(from_proto(in.origin().actor(), request.actor));
  RF_TRY(id_from(in.origin().request_id(), "request_id", request.request_id));
  RF_TRY(id_from(in.origin().fresh_id(), "fresh_id", request.fresh_id));
  RF_TRY_ASSIGN(request.command, body_from_proto(in));
  return request;
}

void decided_to_proto(const CommandResponse& response, proto::Decided& out) {
  out.set_error(static_cast<std::uint32_t>(response.error));
  out.set_sequence(response.sequence.value);
  const meta::Answer& answer = response.answer;
  if (const auto* commit = std::get_if<meta::CommitAnswer>(&answer)) {
    commit_result_to_proto(*commit, *out.mutable_commit());
  } else if (const auto* session = std::get_if<meta::RegisterSessionAnswer>(&answer)) {
    out.mutable_session()->set_session(session->session.value);
  } else if (const auto* topic = std::get_if<meta::CreateTopicAnswer>(&answer)) {
    out.mutable_topic()->set_topic_id(id_bytes(topic->topic));
    out.mutable_topic()->set_partition_count(topic->partition_count);
  } else if (const auto* producer = std::get_if<meta::InitProducerIdAnswer>(&answer)) {
    out.mutable_producer_id()->set_id(producer->id.value);
    out.mutable_producer_id()->set_epoch(producer->epoch.value);
  }
}

Result<CommandResponse> decided_from_proto(const proto::Decided& in) {
  if (in.error() >= static_cast<std::uint32_t>(meta::DecideError::kCount))
    return Error(ErrorCode::kUnsupported,
                 "rpc frame: unknown refusal " + std::to_string(in.error()));
  CommandResponse response{
      static_cast<meta::DecideError>(in.error()), {}, LogSequence(in.sequence())};
  switch (in.answer_case()) {
    case proto::Decided::kCommit: {
      RF_TRY_ASSIGN(meta::CommitAnswer answer, commit_result_from_proto(in.commit()));
      response.answer = std::move(answer);
      break;
    }
    case proto::Decided::kSession:
      response.answer = meta::RegisterSessionAnswer{SessionId(in.session().session())};
      break;
    case proto::Decided::kTopic: {
      meta::CreateTopicAnswer answer;
      RF_TRY(id_from(in.topic().topic_id(), "topic_id", answer.topic));
      answer.partition_count = in.topic().partition_count();
      response.answer = answer;
      break;
    }
    case proto::Decided::kProducerId: {
      meta::InitProducerIdAnswer answer{ProducerId(in.producer_id().id()), {}};
      RF_TRY(narrow(in.producer_id().epoch(), "epoch", answer.epoch.value));
      response.answer = answer;
      break;
    }
    case proto::Decided::ANSWER_NOT_SET:
      break;
  }
  return response;
}

std::string undeclared_field(const google::protobuf::Message& message) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  if (!reflection.GetUnknownFields(message).empty()) return message.GetDescriptor()->name();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const google::protobuf::FieldDescriptor* field : fields) {
    if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      const google::protobuf::Message& part = field->is_repeated()
                                                  ? reflection.GetRepeatedMessage(message, field, i)
                                                  : reflection.GetMessage(message, field);
      std::string where = undeclared_field(part);
      if (!where.empty()) return where;
    }
  }
  return {};
}

}  // namespace ringfence::rpc
