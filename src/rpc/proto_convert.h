// Private to the .cc files of this folder: commands and answers between their structs and their
// wire form. The one place that knows both.
#pragma once

#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "metadata/state/types.h"
#include "proto/ringfence_rpc.pb.h"
#include "rpc/messages.h"

namespace ringfence::rpc {

namespace proto = ringfence::rpc::v1;

std::string id_bytes(const Uuid& id);
// kCorrupt unless 16 bytes; `what` names the field.
Result<void> id_from(const std::string& in, std::string_view what, Uuid& out);

void to_proto(const meta::LogPosition& position, proto::Position& out);
Result<void> from_proto(const proto::Position& in, meta::LogPosition& out);
void to_proto(const SnapshotRef& ref, proto::Snapshot& out);
Result<void> from_proto(const proto::Snapshot& in, SnapshotRef& out);
void to_proto(const meta::NamePair& pair, proto::NamePair& out);
Result<void> from_proto(const proto::NamePair& in, meta::NamePair& out);

// kInvalid: the command has no wire form.
Result<void> command_to_proto(const CommandRequest& request, proto::Request& out);
Result<CommandRequest> command_from_proto(const proto::Request& in);
void decided_to_proto(const CommandResponse& response, proto::Decided& out);
Result<CommandResponse> decided_from_proto(const proto::Decided& in);

// Columns (commit_columns.cc).
void commit_to_proto(const meta::CommitObject& commit, proto::CommitObject& out);
Result<meta::CommitObject> commit_from_proto(const proto::CommitObject& in);
void commit_result_to_proto(const meta::CommitAnswer& answer, proto::CommitResult& out);
Result<meta::CommitAnswer> commit_result_from_proto(const proto::CommitResult& in);

// Groups (group_convert.cc).
void group_call_to_proto(const meta::GroupCall& call, proto::GroupCall& out);
Result<meta::GroupCall> group_call_from_proto(const proto::GroupCall& in);
void group_reply_to_proto(const meta::GroupReply& reply, proto::GroupReply& out);
Result<meta::GroupReply> group_reply_from_proto(const proto::GroupReply& in);

// The name of the first message that holds a field this build does not know; empty: none does.
std::string undeclared_field(const google::protobuf::Message& message);

}  // namespace ringfence::rpc
