// What agents and the sequencer say to each other, as plain structs. The wire form (protobuf,
// proto/ringfence_rpc.proto) is known to codec.cc alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "bytes/slice.h"
#include "metadata/state/commands.h"
#include "metadata/state/groups/group_calls.h"
#include "metadata/state/types.h"

namespace ringfence::rpc {

inline constexpr std::uint32_t kProtocolVersion = 1;
// Feature bits of the hello frame. None is defined yet beyond the base protocol.
inline constexpr std::uint64_t kKnownFeatures = 0;

// First frame in each direction. A different version or an unknown required feature is refused with
// a reason.
struct Hello {
  std::uint32_t protocol_version = kProtocolVersion;
  std::uint64_t features = kKnownFeatures;
  std::uint64_t required_features = 0;
  ClusterId cluster;  // zero: not known yet; two known ones must be equal
  NodeId node{-1};    // broker id of an agent; -1 for a sequencer
  Uuid instance;      // random per process, so that logs of two processes can be matched
};

// A command for the state machine. Agents may send RegisterSession, EndSession, CreateTopic,
// DeleteTopic, CommitObject and InitProducerId; ExpireProducers and the commands of groups have no
// wire form.
struct CommandRequest {
  meta::Command command;
  meta::NamePair actor;  // zero token: the agent itself
  Uuid request_id;       // the same in every retry
  Uuid fresh_id;         // the same in every retry; the id of a topic that this creates
};
// Rule 8: what is the durable position now?
struct ReadIndexRequest {};
// Pushes every durable record behind `position`, in order. One subscription per connection; a new
// one replaces it.
struct SubscribeRequest {
  meta::LogPosition position;
  SessionId session;  // lives on this connection from now on; 0: none yet
};
// The agents with a live session.
struct ListAgentsRequest {};
// A consumer group's client asks the leader. A join or a sync may wait for minutes: such questions
// do not count against the bounds on questions.
struct GroupRequest {
  meta::GroupCall call;
};
using Request = std::variant<CommandRequest, ReadIndexRequest, SubscribeRequest, ListAgentsRequest,
                             GroupRequest>;

struct CommandResponse {
  meta::DecideError error = meta::DecideError::kNone;
  meta::Answer answer;
  LogSequence sequence;  // newest record that the answer depends on; durable
};
struct ReadIndexResponse {
  LogSequence sequence;
};
// A snapshot object in the bucket and the records it contains.
struct SnapshotRef {
  std::string key;
  meta::LogPosition position;
};
struct SubscribeResponse {
  LogSequence sequence;               // the durable position
  std::optional<SnapshotRef> resync;  // set: nothing follows; load this and subscribe again
  bool session_live = false;          // the named session has not ended
};
struct AgentEntry {
  SessionId session;
  NodeId node;
  meta::NamePair agent;
  std::string endpoints;  // sealed blob as the agent registered it
};
struct ListAgentsResponse {
  LogSequence sequence;
  std::vector<AgentEntry> agents;  // ascending by session
};
struct GroupResponse {
  meta::GroupReply reply;
};
using Response = std::variant<CommandResponse, ReadIndexResponse, SubscribeResponse,
                              ListAgentsResponse, GroupResponse>;

struct LogRecords {
  LogSequence first;
  std::vector<bytes::Slice> records;  // whole records of the decision log
};
// The next records are gone from the log: nothing follows; load the snapshot and subscribe again.
struct Resync {
  SnapshotRef snapshot;
};
using Push = std::variant<LogRecords, Resync>;

struct RequestFrame {
  std::uint64_t id = 0;
  std::uint32_t timeout_ms = 0;  // 0: no limit
  Request request;
};
struct ResponseFrame {
  std::uint64_t id = 0;
  Result<Response> response;
};
struct PushFrame {
  Push push;
};
struct CancelFrame {
  std::uint64_t id = 0;
};
struct PingFrame {};
struct GoodbyeFrame {
  Error reason;
};
using Frame = std::variant<Hello, RequestFrame, ResponseFrame, PushFrame, CancelFrame, PingFrame,
                           GoodbyeFrame>;

}  // namespace ringfence::rpc
