// One connection between two of our processes: frames over a Stream, with request ids, deadlines,
// cancellation, pushes and bounds in both directions. Symmetric: either side may ask, serve and
// push.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "async/cancel.h"
#include "async/loop.h"
#include "async/stream.h"
#include "async/task.h"
#include "async/task_group.h"
#include "async/wait.h"
#include "base/result.h"
#include "base/time.h"
#include "rpc/messages.h"

namespace ringfence::rpc {

struct ConnectionLimits {
  std::size_t frame_bytes_max = 256u << 20;    // a longer frame ends the connection
  std::size_t outgoing_bytes_max = 64u << 20;  // queued to send; beyond it the peer is cut off
  std::size_t calls_max = 1024;    // questions of ours without an answer; later ones wait
  std::size_t serving_max = 1024;  // questions of the peer being served; beyond it nothing is read
  std::size_t waiting_max = 200'000;  // joins and syncs of groups, which count apart, each way
  Duration hello_timeout = seconds(10);
  Duration write_timeout = seconds(30);  // one write of a peer that does not read
  Duration ping_interval = seconds(2);   // sent when nothing else was
  Duration silence_max = seconds(10);    // nothing received for so long: the peer is gone
};

// Counters for /metrics; plain numbers, read on the loop's thread.
struct ConnectionStats {
  std::uint64_t frames_in = 0;
  std::uint64_t frames_out = 0;
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
};

// What the owner of a connection does with what arrives. Outlives the connection's run().
class ConnectionHandler {
 public:
  virtual ~ConnectionHandler() = default;
  // Judges the peer's hello; an error is sent to it and ends the connection.
  virtual Result<void> accept_hello(const Hello& hello) = 0;
  // Awaited before a request is started and before anything else is read: back-pressure by the
  // owner.
  virtual async::Task<void> admit(async::Cancel cancel) = 0;
  // Requests are started in the order of arrival, each at once; they may end in any order. The
  // deadline is the asker's, and is cancelled when it loses interest or the connection ends.
  virtual async::Task<Result<Response>> serve(Request request, async::Deadline deadline) = 0;
  // An error ends the connection.
  virtual Result<void> on_push(Push push) = 0;
};

// Where an answer goes. Intrusive: part of whatever waits. Called once, from the read loop or when
// the connection ends; must not destroy the connection. Destroying the call before that withdraws
// it.
class PendingCall {
 public:
  PendingCall() = default;
  PendingCall(const PendingCall&) = delete;
  PendingCall& operator=(const PendingCall&) = delete;
  virtual ~PendingCall();
  // The peer's answer; or kUnknownOutcome: the connection ended after the question was queued.
  virtual void on_answer(Result<Response> answer) = 0;
  bool outstanding() const { return connection_ != nullptr; }

 private:
  friend class Connection;
  class Connection* connection_ = nullptr;
  std::uint64_t id_ = 0;
  bool may_wait_ = false;  // counts apart
};

// Single-threaded. Lifecycle: make, run() once (it returns when the connection has ended and
// everything it served has finished), destroy. close() makes run() return soon.
class Connection {
 public:
  Connection(async::Loop& loop, std::unique_ptr<async::Stream> stream, Hello own_hello,
             ConnectionHandler& handler, ConnectionLimits limits = {});
  ~Connection();

  // Exchanges hellos and serves until the connection ends; returns why. A failed handshake ends it
  // too.
  async::Task<Error> run();
  // True after the handshake and until the end.
  bool open() const { return state_ == State::kOpen; }
  // Returns at the handshake's success, or with the reason of its failure.
  async::Task<Result<void>> wait_open(async::Deadline deadline);
  const Hello& peer_hello() const { return peer_hello_; }
  // Says `reason` to the peer (best effort) and ends. Idempotent.
  void close(Error reason);

  // Asks and waits. kUnavailable: not open, nothing was sent. kTimeout, kCancelled: nothing was
  // sent, or the answer did not come in time and the peer was told that it is not wanted (kTimeout
  // becomes kUnknownOutcome then). kUnknownOutcome: the connection ended. Anything else: the peer's
  // failure.
  async::Task<Result<Response>> call(Request request, async::Deadline deadline);
  // Waits until start_call may be used.
  async::Task<Result<void>> wait_call_slot(async::Deadline deadline);
  bool call_slot_free() const;
  // Queues a question at once: two calls leave in the order of these calls. kUnavailable: not open,
  // or no slot; kInvalid, kTooLarge: it cannot be sent.
  Result<void> start_call(Request request, std::uint32_t timeout_ms, PendingCall& call);

  // Queues a push. kClosed: not open. Beyond outgoing_bytes_max the peer is cut off: kUnavailable.
  Result<void> push(Push push);
  // Waits until at most `bytes` are queued to send. kClosed at the end of the connection.
  async::Task<Result<void>> wait_outgoing_below(std::size_t bytes, async::Deadline deadline);
  std::size_t outgoing_bytes() const { return outgoing_bytes_; }

  const ConnectionStats& stats() const { return stats_; }

 private:
  friend class PendingCall;
  enum class State : std::uint8_t { kHandshake, kOpen, kEnded };
  class Waiter;
  struct Serving;

  void end(Error reason);
  Result<void> send(const Frame& frame);
  void withdraw(std::uint64_t id);
  bytes::Chain next_write();
  async::Task<void> write_loop();
  async::Task<void> ping_loop();
  async::Task<Result<Frame>> read_frame(async::Deadline deadline);
  async::Task<Result<bytes::ByteSpan>> read_bytes(std::size_t count, async::Deadline deadline);
  void make_room(std::size_t count);
  async::Task<Result<void>> handshake();
  Result<void> judge_hello(const Frame& frame);
  async::Task<Error> read_loop();
  Result<void> dispatch(Frame frame);
  Result<void> on_response(ResponseFrame frame);
  async::Task<void> serve_one(RequestFrame frame);

  async::Loop& loop_;
  std::unique_ptr<async::Stream> stream_;
  Hello own_hello_;
  Hello peer_hello_;
  ConnectionHandler& handler_;
  ConnectionLimits limits_;
  State state_ = State::kHandshake;
  Error reason_;

  async::TaskGroup tasks_;
  async::TaskGroup serving_tasks_;
  async::TaskGroup waiting_tasks_;    // served joins and syncs
  async::CancelSource cancel_;        // ends reads, pings and what is served
  async::CancelSource write_cancel_;  // ends the writer, a moment later
  async::WaitQueue changed_;          // state, slots or queue length changed
  async::WaitQueue writable_;         // something to write, or the end

  std::deque<bytes::Chain> outgoing_;
  std::size_t outgoing_bytes_ = 0;
  bool sent_since_tick_ = false;
  bool reading_ = false;  // inside a read: silence is the peer's, not ours
  std::uint32_t silent_ticks_ = 0;
  bool writer_done_ = false;

  std::vector<std::byte> buffer_;
  std::size_t buffer_begin_ = 0;
  std::size_t buffer_end_ = 0;

  std::uint64_t next_id_ = 1;
  std::uint64_t last_peer_id_ = 0;
  std::map<std::uint64_t, PendingCall*> calls_;
  std::size_t waiting_calls_ = 0;  // of these, joins and syncs
  std::map<std::uint64_t, Serving*> serving_;
  ConnectionStats stats_;
};

}  // namespace ringfence::rpc
