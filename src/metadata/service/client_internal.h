// Private to the client's .cc files: its connection, its commits in flight, its questions.
#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "metadata/service/client.h"

namespace ringfence::meta {

// A read-index question that any number of callers wait for.
struct Client::Question {
  explicit Question(async::Loop& loop) : position(loop) {}
  async::Promise<Result<LogSequence>> position;
};

// A commit from commit_object() to its definite answer. Lives in the caller's frame.
struct Client::Commit final : rpc::PendingCall {
  Commit(Client& c, CommitObject o)
      : client(c), command(std::move(o)), request_id(c.fresh_uuid()), done(c.loop_) {}

  void on_answer(Result<rpc::Response> answer) override;
  // Takes it off the list and tells the caller.
  void finish(Result<rpc::CommandResponse> result);

  Client& client;
  CommitObject command;
  Uuid request_id;
  bool queued = false;  // on the present connection
  std::uint32_t sends = 0;
  async::Promise<Result<rpc::CommandResponse>> done;
};

inline bool is_session_lost(DecideError error) {
  return error == DecideError::kSessionEnded || error == DecideError::kSessionUnknown ||
         error == DecideError::kCounterTooOld;
}

// One connection and what runs on it.
struct Client::Link final : rpc::ConnectionHandler {
  Link(Client& c, std::unique_ptr<async::Stream> stream)
      : client(c),
        connection(c.loop_, std::move(stream), c.hello(), *this, c.options_.connection),
        tasks(c.loop_),
        changed(c.loop_) {}

  Result<void> accept_hello(const rpc::Hello&) override { return {}; }
  async::Task<void> admit(async::Cancel) override { co_return; }
  async::Task<Result<rpc::Response>> serve(rpc::Request, async::Deadline) override {
    co_return Error(ErrorCode::kUnsupported, "an agent serves no requests here");
  }
  Result<void> on_push(rpc::Push push) override;

  Client& client;
  rpc::Connection connection;
  std::optional<rpc::SnapshotRef> resync;  // the stream ended with this
  async::CancelSource cancel;
  async::TaskGroup tasks;
  async::WaitQueue changed;  // resync was set, or the end
};

}  // namespace ringfence::meta
