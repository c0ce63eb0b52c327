#include "rpc/codec.h"

#include <utility>

#include "bytes/writer.h"
#include "proto/ringfence_rpc.pb.h"
#include "rpc/proto_convert.h"

namespace ringfence::rpc {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kDetailBytesMax = 1024;

std::string clipped(const std::string& detail) { return detail.substr(0, kDetailBytesMax); }

Result<void> fill(const RequestFrame& frame, proto::Request& out) {
  out.set_id(frame.id);
  out.set_timeout_ms(frame.timeout_ms);
  return std::visit(
      Overloaded{
          [&](const CommandRequest& request) { return command_to_proto(request, out); },
          [&](const ReadIndexRequest&) {
            out.mutable_read_index();
            return Result<void>();
          },
          [&](const SubscribeRequest& request) {
            to_proto(request.position, *out.mutable_subscribe()->mutable_position());
            out.mutable_subscribe()->set_session(request.session.value);
            return Result<void>();
          },
          [&](const ListAgentsRequest&) {
            out.mutable_list_agents();
            return Result<void>();
          },
          [&](const GroupRequest& request) {
            group_call_to_proto(request.call, *out.mutable_group());
            return Result<void>();
          },
      },
      frame.request);
}

void fill(const ListAgentsResponse& response, proto::ListAgentsResult& out) {
  out.set_sequence(response.sequence.value);
  for (const AgentEntry& entry : response.agents) {
    proto::Agent& agent = *out.add_agents();
    agent.set_session(entry.session.value);
    agent.set_node_id(entry.node.value);
    to_proto(entry.agent, *agent.mutable_agent());
    agent.set_endpoints(entry.endpoints);
  }
}

void fill(const ResponseFrame& frame, proto::Response& out) {
  out.set_id(frame.id);
  if (!frame.response) {
    out.mutable_failure()->set_code(static_cast<std::uint32_t>(frame.response.error().code));
    out.mutable_failure()->set_detail(clipped(frame.response.error().detail));
    return;
  }
  std::visit(
      Overloaded{
          [&](const CommandResponse& response) {
            decided_to_proto(response, *out.mutable_decided());
          },
          [&](const ReadIndexResponse& response) {
            out.mutable_read_index()->set_sequence(response.sequence.value);
          },
          [&](const SubscribeResponse& response) {
            proto::SubscribeResult& result = *out.mutable_subscribe();
            result.set_sequence(response.sequence.value);
            result.set_session_live(response.session_live);
            if (response.resync) to_proto(*response.resync, *result.mutable_resync());
          },
          [&](const ListAgentsResponse& response) { fill(response, *out.mutable_list_agents()); },
          [&](const GroupResponse& response) {
            group_reply_to_proto(response.reply, *out.mutable_group());
          },
      },
      *frame.response);
}

void fill(const PushFrame& frame, proto::Push& out) {
  std::visit(Overloaded{
                 [&](const LogRecords& push) {
                   out.mutable_records()->set_first_sequence(push.first.value);
                   for (const bytes::Slice& record : push.records)
                     out.mutable_records()->add_records(record.data(), record.size());
                 },
                 [&](const Resync& push) { to_proto(push.snapshot, *out.mutable_resync()); },
             },
             frame.push);
}

void fill(const Hello& hello, proto::Hello& out) {
  out.set_protocol_version(hello.protocol_version);
  out.set_features(hello.features);
  out.set_required_features(hello.required_features);
  if (!hello.cluster.is_zero()) out.set_cluster_id(id_bytes(hello.cluster));
  out.set_node_id(hello.node.value);
  out.set_instance(id_bytes(hello.instance));
}

Result<void> fill(const Frame& frame, proto::Frame& out) {
  return std::visit(
      Overloaded{
          [&](const RequestFrame& request) { return fill(request, *out.mutable_request()); },
          [&](const ResponseFrame& response) {
            fill(response, *out.mutable_response());
            return Result<void>();
          },
          [&](const PushFrame& push) {
            fill(push, *out.mutable_push());
            return Result<void>();
          },
          [&](const Hello& hello) {
            fill(hello, *out.mutable_hello());
            return Result<void>();
          },
          [&](const CancelFrame& cancel) {
            out.mutable_cancel()->set_id(cancel.id);
            return Result<void>();
          },
          [&](const PingFrame&) {
            out.mutable_ping();
            return Result<void>();
          },
          [&](const GoodbyeFrame& goodbye) {
            out.mutable_goodbye()->set_code(static_cast<std::uint32_t>(goodbye.reason.code));
            out.mutable_goodbye()->set_detail(clipped(goodbye.reason.detail));
            return Result<void>();
          },
      },
      frame);
}

// The codes that are on the wire are those of base/error.h; an unknown one reads as internal.
Error error_from(std::uint32_t code, const std::string& detail) {
  const auto last = static_cast<std::uint32_t>(ErrorCode::kInternal);
  return Error(static_cast<ErrorCode>(std::min(code, last)), clipped(detail));
}

Result<Frame> request_from(proto::Request& in) {
  RequestFrame frame{in.id(), in.timeout_ms(), ReadIndexRequest{}};
  switch (in.call_case()) {
    case proto::Request::kReadIndex:
      break;
    case proto::Request::kSubscribe: {
      SubscribeRequest request{{}, SessionId(in.subscribe().session())};
      RF_TRY(from_proto(in.subscribe().position(), request.position));
      frame.request = request;
      break;
    }
    case proto::Request::kListAgents:
      frame.request = ListAgentsRequest{};
      break;
    case proto::Request::kGroup: {
      RF_TRY_ASSIGN(meta::GroupCall call, group_call_from_proto(in.group()));
      frame.request = GroupRequest{std::move(call)};
      break;
    }
    case proto::Request::CALL_NOT_SET:
      return Error(ErrorCode::kCorrupt, "request without a call");
    default: {
      RF_TRY_ASSIGN(CommandRequest command, command_from_proto(in));
      frame.request = std::move(command);
    }
  }
  return Frame(std::move(frame));
}

Result<ListAgentsResponse> list_from(const proto::ListAgentsResult& in) {
  ListAgentsResponse response{LogSequence(in.sequence()), {}};
  for (const proto::Agent& agent : in.agents()) {
    AgentEntry entry{SessionId(agent.session()), NodeId(agent.node_id()), {}, agent.endpoints()};
    RF_TRY(from_proto(agent.agent(), entry.agent));
    response.agents.push_back(std::move(entry));
  }
  return response;
}

Result<SubscribeResponse> subscribe_from(const proto::SubscribeResult& in) {
  SubscribeResponse response{LogSequence(in.sequence()), {}, in.session_live()};
  if (in.has_resync()) {
    response.resync.emplace();
    RF_TRY(from_proto(in.resync(), *response.resync));
  }
  return response;
}

Result<Frame> response_from(const proto::Response& in) {
  ResponseFrame frame{in.id(), ReadIndexResponse{}};
  switch (in.result_case()) {
    case proto::Response::kFailure:
      frame.response = error_from(in.failure().code(), in.failure().detail());
      break;
    case proto::Response::kDecided: {
      RF_TRY_ASSIGN(CommandResponse response, decided_from_proto(in.decided()));
      frame.response = std::move(response);
      break;
    }
    case proto::Response::kReadIndex:
      frame.response = ReadIndexResponse{LogSequence(in.read_index().sequence())};
      break;
    case proto::Response::kSubscribe: {
      RF_TRY_ASSIGN(SubscribeResponse response, subscribe_from(in.subscribe()));
      frame.response = std::move(response);
      break;
    }
    case proto::Response::kListAgents: {
      RF_TRY_ASSIGN(ListAgentsResponse response, list_from(in.list_agents()));
      frame.response = std::move(response);
      break;
    }
    case proto::Response::kGroup: {
      RF_TRY_ASSIGN(meta::GroupReply reply, group_reply_from_proto(in.group()));
      frame.response = GroupResponse{std::move(reply)};
      break;
    }
    case proto::Response::RESULT_NOT_SET:
      return Error(ErrorCode::kCorrupt, "response without a result");
  }
  return Frame(std::move(frame));
}

// The strings stay where the parser put them: the slices share one owner.
LogRecords records_from(proto::LogRecords& in) {
  LogRecords push{LogSequence(in.first_sequence()), {}};
  for (std::string& record : *in.mutable_records()) {
    auto owner = std::make_shared<std::string>(std::move(record));
    const bytes::ByteSpan view = std::as_bytes(std::span(owner->data(), owner->size()));
    push.records.emplace_back(std::move(owner), view);
  }
  return push;
}

Result<Frame> push_from(proto::Push& in) {
  switch (in.kind_case()) {
    case proto::Push::kRecords:
      return Frame(PushFrame{records_from(*in.mutable_records())});
    case proto::Push::kResync: {
      Resync push;
      RF_TRY(from_proto(in.resync(), push.snapshot));
      return Frame(PushFrame{std::move(push)});
    }
    case proto::Push::KIND_NOT_SET:
      break;
  }
  return Error(ErrorCode::kCorrupt, "push without a kind");
}

Result<Frame> hello_from(const proto::Hello& in) {
  Hello hello;
  hello.protocol_version = in.protocol_version();
  hello.features = in.features();
  hello.required_features = in.required_features();
  hello.node = NodeId(in.node_id());
  if (!in.cluster_id().empty()) RF_TRY(id_from(in.cluster_id(), "cluster_id", hello.cluster));
  RF_TRY(id_from(in.instance(), "instance", hello.instance));
  return Frame(hello);
}

}  // namespace

Result<bytes::Chain> encode_frame(const Frame& frame) {
  proto::Frame message;
  RF_TRY(fill(frame, message));
  const std::size_t size = message.ByteSizeLong();
  std::vector<std::byte> bytes(kLengthBytes + size);
  for (std::size_t i = 0; i < kLengthBytes; ++i)
    bytes[i] = static_cast<std::byte>(size >> (8 * (kLengthBytes - 1 - i)));
  message.SerializeWithCachedSizesToArray(
      reinterpret_cast<std::uint8_t*>(bytes.data() + kLengthBytes));
  return bytes::Chain(bytes::Slice::from_vector(std::move(bytes)));
}

Result<Frame> decode_frame(bytes::ByteSpan body) {
  proto::Frame message;
  if (!message.ParseFromArray(body.data(), static_cast<int>(body.size())))
    return Error(ErrorCode::kCorrupt, "rpc frame: not a frame");
  if (const std::string where = undeclared_field(message); !where.empty())
    return Error(ErrorCode::kCorrupt, "rpc frame: undeclared field in " + where);
  switch (message.body_case()) {
    case proto::Frame::kHello:
      return hello_from(message.hello());
    case proto::Frame::kRequest:
      return request_from(*message.mutable_request());
    case proto::Frame::kResponse:
      return response_from(message.response());
    case proto::Frame::kPush:
      return push_from(*message.mutable_push());
    case proto::Frame::kCancel:
      return Frame(CancelFrame{message.cancel().id()});
    case proto::Frame::kPing:
      return Frame(PingFrame{});
    case proto::Frame::kGoodbye:
      return Frame(GoodbyeFrame{error_from(message.goodbye().code(), message.goodbye().detail())});
    case proto::Frame::BODY_NOT_SET:
      break;
  }
  return Error(ErrorCode::kCorrupt, "rpc frame: empty");
}

}  // namespace ringfence::rpc
