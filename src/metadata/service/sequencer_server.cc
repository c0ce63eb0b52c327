#include "metadata/service/sequencer_server.h"

#include <set>
#include <string>
#include <utility>

namespace ringfence::meta {

// One agent's connection.
class SequencerServer::Peer final : public rpc::ConnectionHandler {
 public:
  Peer(SequencerServer& server, std::unique_ptr<async::Stream> stream)
      : server_(server),
        connection_(server.loop_, std::move(stream), server.hello(), *this,
                    server.options_.connection),
        tasks_(server.loop_) {}

  // Until the connection ends.
  async::Task<void> run() {
    tasks_.spawn(watch_sequencer());
    co_await connection_.run();
    cancel_.cancel();
    for (const SessionId session : sessions_) server_.sequencer_.session_detached(session);
    co_await tasks_.join();
  }

  Result<void> accept_hello(const rpc::Hello&) override {
    if (server_.cancel_.cancelled())
      return Error(ErrorCode::kUnavailable, "the sequencer is stopping");
    if (server_.sequencer_.serving() || server_.sequencer_.status() == SequencerStatus::kLoading)
      return {};
    return Error(ErrorCode::kUnavailable,
                 "the sequencer is not serving: " + server_.sequencer_.failure().detail);
  }

  async::Task<void> admit(async::Cancel cancel) override {
    return server_.sequencer_.wait_space(cancel);
  }

  async::Task<Result<rpc::Response>> serve(rpc::Request request,
                                           async::Deadline deadline) override {
    if (auto* command = std::get_if<rpc::CommandRequest>(&request))
      return serve_command(std::move(*command), deadline);
    if (const auto* subscribe = std::get_if<rpc::SubscribeRequest>(&request))
      return serve_subscribe(*subscribe);
    if (std::holds_alternative<rpc::ListAgentsRequest>(request)) return serve_list(deadline);
    if (auto* group = std::get_if<rpc::GroupRequest>(&request))
      return serve_group(std::move(group->call), deadline);
    return serve_read_index(deadline);
  }

  Result<void> on_push(rpc::Push) override {
    return Error(ErrorCode::kInvalid, "an agent does not push to the sequencer");
  }

 private:
  async::Task<Result<rpc::Response>> serve_command(rpc::CommandRequest request,
                                                   async::Deadline deadline) {
    if (const auto* commit = std::get_if<CommitObject>(&request.command)) attach(commit->session);
    if (const auto* end = std::get_if<EndSession>(&request.command)) {
      if (!sessions_.contains(end->session))
        co_return Error(ErrorCode::kPermission, "a session is ended by its own agent");
    }
    auto decided = co_await server_.sequencer_.submit(std::move(request), deadline);
    if (!decided) co_return decided.error();
    if (const auto* session = std::get_if<RegisterSessionAnswer>(&decided->answer))
      attach(session->session);
    co_return rpc::Response(std::move(*decided));
  }

  async::Task<Result<rpc::Response>> serve_read_index(async::Deadline deadline) {
    auto answer = co_await server_.sequencer_.read_index(deadline);
    if (!answer) co_return answer.error();
    co_return rpc::Response(*answer);
  }

  async::Task<Result<rpc::Response>> serve_group(GroupCall call, async::Deadline deadline) {
    auto answer = co_await server_.groups_.serve(std::move(call), deadline);
    if (!answer) co_return answer.error();
    co_return rpc::Response(rpc::GroupResponse{std::move(*answer)});
  }

  async::Task<Result<rpc::Response>> serve_list(async::Deadline deadline) {
    auto answer = co_await server_.sequencer_.list_agents(deadline);
    if (!answer) co_return answer.error();
    co_return rpc::Response(std::move(*answer));
  }

  async::Task<Result<rpc::Response>> serve_subscribe(rpc::SubscribeRequest request) {
    const std::uint64_t subscription = ++subscription_;
    auto located = co_await server_.sequencer_.locate(request.position, request.session);
    if (!located) co_return located.error();
    if (located->session_live) attach(request.session);
    if (located->resync) {
      ++server_.stats_.resyncs;
    } else if (connection_.open()) {
      tasks_.spawn(push_records(request.position.sequence.next(), subscription));
    }
    co_return rpc::Response(std::move(*located));
  }

  void attach(SessionId session) {
    if (!connection_.open()) return;
    if (sessions_.insert(session).second) server_.sequencer_.session_attached(session);
  }

  // Until the connection ends or a newer subscription replaces this one. What is queued to the peer
  // is bounded; a peer that takes nothing for too long is cut off and comes back from where it is.
  async::Task<void> push_records(LogSequence next, std::uint64_t subscription) {
    const SequencerServerOptions& options = server_.options_;
    while (connection_.open() && subscription == subscription_) {
      auto room = co_await connection_.wait_outgoing_below(
          options.push_bytes_max,
          async::Deadline::after(server_.loop_, options.push_stall_max, cancel_.token()));
      if (room.failed_with(ErrorCode::kTimeout)) {
        ++server_.stats_.cut_off;
        connection_.close(Error(ErrorCode::kUnavailable, "the subscriber does not keep up"));
      }
      if (!room) co_return;
      const auto wake = co_await server_.sequencer_.wait_durable_beyond(
          LogSequence(next.value - 1), async::Deadline::none(cancel_.token()));
      if (wake != async::Wake::kSignalled || subscription != subscription_) co_return;
      auto records = co_await server_.sequencer_.read_durable(next, options.push_frame_bytes);
      if (records.failed_with(ErrorCode::kNotFound)) {
        co_await push_resync(subscription);
        co_return;
      }
      if (!records) {
        connection_.close(Error(ErrorCode::kUnavailable, records.error().detail));
        co_return;
      }
      if (records->empty() || subscription != subscription_) continue;
      const std::size_t count = records->size();
      if (!connection_.push(rpc::LogRecords{next, std::move(*records)})) co_return;
      next = next.plus(count);
    }
  }

  // The subscriber was so slow that its next records are gone.
  async::Task<void> push_resync(std::uint64_t subscription) {
    auto located = co_await server_.sequencer_.locate_snapshot();
    if (!located) {
      connection_.close(Error(ErrorCode::kUnavailable, located.error().detail));
    } else if (subscription == subscription_) {
      ++server_.stats_.resyncs;
      (void)connection_.push(rpc::Resync{std::move(*located)});
    }
  }

  async::Task<void> watch_sequencer() {
    co_await server_.sequencer_.wait_not_serving(cancel_.token());
    if (!cancel_.cancelled() && !server_.loop_.dead())
      connection_.close(Error(ErrorCode::kUnavailable, server_.sequencer_.failure().detail));
  }

  friend class SequencerServer;
  SequencerServer& server_;
  rpc::Connection connection_;
  std::uint64_t subscription_ = 0;
  std::set<SessionId> sessions_;  // attached here
  async::CancelSource cancel_;
  async::TaskGroup tasks_;
};

SequencerServer::SequencerServer(async::Loop& loop, Sequencer& sequencer,
                                 SequencerServerOptions options)
    : loop_(loop),
      sequencer_(sequencer),
      options_(options),
      groups_(loop, sequencer, options.groups),
      instance_(loop.random().uuid()),
      tasks_(loop) {}

rpc::Hello SequencerServer::hello() const {
  rpc::Hello hello;
  hello.cluster = options_.cluster;
  hello.instance = instance_;
  return hello;
}

void SequencerServer::serve(std::unique_ptr<async::Stream> stream) {
  if (cancel_.cancelled() || peers_.size() >= options_.connections_max) {
    ++stats_.refused;
    stream->close();
    return;
  }
  ++stats_.accepted;
  groups_.start();
  tasks_.spawn(run_peer(std::move(stream)));
}

async::Task<void> SequencerServer::run_peer(std::unique_ptr<async::Stream> stream) {
  Peer peer(*this, std::move(stream));
  peers_.push_back(&peer);
  stats_.connections = peers_.size();
  co_await peer.run();
  std::erase(peers_, &peer);
  stats_.connections = peers_.size();
}

void SequencerServer::listen(async::Listener& listener) { tasks_.spawn(accept_loop(listener)); }

async::Task<void> SequencerServer::accept_loop(async::Listener& listener) {
  while (!cancel_.cancelled() && !loop_.dead()) {
    auto stream = co_await listener.accept(async::Deadline::none(cancel_.token()));
    if (stream) {
      serve(std::move(*stream));
      continue;
    }
    if (stream.failed_with(ErrorCode::kCancelled) || stream.failed_with(ErrorCode::kClosed)) break;
    if (!co_await async::sleep_for(loop_, milliseconds(100), cancel_.token())) break;
  }
}

async::Task<void> SequencerServer::stop() {
  cancel_.cancel();
  for (Peer* peer : peers_)
    peer->connection_.close(Error(ErrorCode::kUnavailable, "the sequencer is stopping"));
  co_await groups_.stop();
  co_await tasks_.join();
}

}  // namespace ringfence::meta
