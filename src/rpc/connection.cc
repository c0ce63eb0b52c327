#include "rpc/connection.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/assert.h"
#include "rpc/codec.h"

namespace ringfence::rpc {
namespace {

constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kBufferBytes = 64 * 1024;
constexpr std::size_t kBufferKeptBytes =
    1024 * 1024;                                  // a larger one is given back when it is empty
constexpr std::size_t kWriteBytes = 1024 * 1024;  // frames gathered into one write
constexpr Duration kGoodbyeTimeout = seconds(1);

// Answered when other clients have come, or after minutes.
bool may_wait_long(const Request& request) {
  const auto* group = std::get_if<GroupRequest>(&request);
  return group != nullptr && (std::holds_alternative<meta::JoinCall>(group->call) ||
                              std::holds_alternative<meta::SyncCall>(group->call));
}

std::uint32_t remaining_ms(const async::Loop& loop, const async::Deadline& deadline) {
  if (deadline.at == MonotonicTime::never()) return 0;
  const std::int64_t ms = (deadline.at - loop.now()).count() / 1'000'000;
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(ms, 1, UINT32_MAX));
}

}  // namespace

PendingCall::~PendingCall() {
  if (connection_ != nullptr) connection_->withdraw(id_);
}

class Connection::Waiter final : public PendingCall {
 public:
  explicit Waiter(async::Loop& loop) : promise(loop) {}
  void on_answer(Result<Response> answer) override { promise.set(std::move(answer)); }
  async::Promise<Result<Response>> promise;
};

struct Connection::Serving {
  async::CancelSource cancel;
};

Connection::Connection(async::Loop& loop, std::unique_ptr<async::Stream> stream, Hello own_hello,
                       ConnectionHandler& handler, ConnectionLimits limits)
    : loop_(loop),
      stream_(std::move(stream)),
      own_hello_(own_hello),
      handler_(handler),
      limits_(limits),
      tasks_(loop),
      serving_tasks_(loop),
      waiting_tasks_(loop),
      changed_(loop),
      writable_(loop) {}

Connection::~Connection() {
  RF_ASSERT(calls_.empty(), "a connection was destroyed before its run() returned");
}

async::Task<Error> Connection::run() {
  tasks_.spawn(write_loop());
  tasks_.spawn(ping_loop());
  auto greeted = co_await handshake();
  Error reason;
  if (greeted) {
    reason = co_await read_loop();
  } else {
    reason = greeted.error();
  }
  end(reason);
  // The goodbye gets a moment; a peer that does not read gets no more than that.
  const async::Deadline moment = async::Deadline::after(loop_, kGoodbyeTimeout);
  while (!writer_done_ && co_await changed_.wait(moment) == async::Wake::kSignalled) {
  }
  write_cancel_.cancel();
  stream_->close();
  co_await serving_tasks_.join();
  co_await waiting_tasks_.join();
  co_await tasks_.join();
  co_return reason_;
}

void Connection::end(Error reason) {
  if (state_ == State::kEnded) return;
  (void)send(GoodbyeFrame{reason});
  state_ = State::kEnded;
  reason_ = std::move(reason);
  auto calls = std::exchange(calls_, {});
  waiting_calls_ = 0;
  for (auto& [id, call] : calls) call->connection_ = nullptr;
  for (auto& [id, call] : calls)
    call->on_answer(Error(ErrorCode::kUnknownOutcome, "connection ended: " + reason_.to_string()));
  cancel_.cancel();
  changed_.wake_all();
  writable_.wake_all();
}

void Connection::close(Error reason) { end(std::move(reason)); }

async::Task<Result<void>> Connection::wait_open(async::Deadline deadline) {
  while (state_ == State::kHandshake) {
    const async::Wake wake = co_await changed_.wait(deadline);
    if (wake == async::Wake::kTimeout) co_return Error(ErrorCode::kTimeout, "no hello in time");
    if (wake == async::Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
  }
  if (state_ == State::kEnded) co_return reason_;
  co_return Result<void>();
}

Result<void> Connection::send(const Frame& frame) {
  if (state_ == State::kEnded) return Error(ErrorCode::kClosed);
  RF_TRY_ASSIGN(bytes::Chain data, encode_frame(frame));
  if (data.size() > limits_.frame_bytes_max)
    return Error(ErrorCode::kTooLarge, "rpc frame of " + std::to_string(data.size()) + " bytes");
  outgoing_bytes_ += data.size();
  outgoing_.push_back(std::move(data));
  sent_since_tick_ = true;
  writable_.wake_one();
  return {};
}

bytes::Chain Connection::next_write() {
  bytes::Chain data;
  while (!outgoing_.empty() &&
         (data.empty() || data.size() + outgoing_.front().size() <= kWriteBytes)) {
    data.append(outgoing_.front());
    outgoing_.pop_front();
    ++stats_.frames_out;
  }
  return data;
}

async::Task<void> Connection::write_loop() {
  while (true) {
    while (outgoing_.empty() && state_ != State::kEnded) {
      const auto wake = co_await writable_.wait(async::Deadline::none(write_cancel_.token()));
      if (wake == async::Wake::kCancelled) break;
    }
    if (outgoing_.empty() || write_cancel_.cancelled() || loop_.dead()) break;
    bytes::Chain data = next_write();
    const std::size_t size = data.size();
    auto written = co_await stream_->write_all(
        std::move(data),
        async::Deadline::after(loop_, limits_.write_timeout, write_cancel_.token()));
    outgoing_bytes_ -= size;
    changed_.wake_all();
    if (!written) {
      end(Error(ErrorCode::kClosed, "write failed: " + written.error().to_string()));
      break;
    }
    stats_.bytes_out += size;
  }
  writer_done_ = true;
  changed_.wake_all();
}

async::Task<void> Connection::ping_loop() {
  // Silence is counted in ticks of our own timer, so that a pause of this process does not count
  // against the peer.
  const auto ticks_max = std::max<std::int64_t>(1, limits_.silence_max / limits_.ping_interval);
  while (co_await async::sleep_for(loop_, limits_.ping_interval, cancel_.token())) {
    if (state_ != State::kOpen) continue;
    if (!sent_since_tick_) (void)send(PingFrame{});
    sent_since_tick_ = false;
    silent_ticks_ = reading_ ? silent_ticks_ + 1 : 0;
    if (silent_ticks_ > ticks_max) {
      end(Error(ErrorCode::kTimeout, "nothing heard from the peer"));
      break;
    }
  }
}

// ---- reading

void Connection::make_room(std::size_t count) {
  const std::size_t have = buffer_end_ - buffer_begin_;
  if (buffer_begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + buffer_begin_, have);
    buffer_begin_ = 0;
    buffer_end_ = have;
  }
  if (have == 0 && buffer_.size() > kBufferKeptBytes) buffer_ = {};
  // Grows with what arrived, not with what a length field claims.
  const std::size_t wanted = std::min(count, std::max(kBufferBytes, 2 * have));
  if (buffer_.size() < std::max(wanted, kBufferBytes))
    buffer_.resize(std::max(wanted, kBufferBytes));
}

async::Task<Result<bytes::ByteSpan>> Connection::read_bytes(std::size_t count,
                                                            async::Deadline deadline) {
  while (buffer_end_ - buffer_begin_ < count) {
    if (buffer_begin_ + count > buffer_.size() || buffer_end_ == buffer_.size()) make_room(count);
    reading_ = true;
    auto got = co_await stream_->read_some(std::span(buffer_).subspan(buffer_end_), deadline);
    reading_ = false;
    if (!got) co_return got.error();
    if (*got == 0) co_return Error(ErrorCode::kClosed, "the peer closed the connection");
    silent_ticks_ = 0;
    stats_.bytes_in += *got;
    buffer_end_ += *got;
  }
  const bytes::ByteSpan result(buffer_.data() + buffer_begin_, count);
  buffer_begin_ += count;
  co_return result;
}

async::Task<Result<Frame>> Connection::read_frame(async::Deadline deadline) {
  RF_CO_TRY_ASSIGN(const bytes::ByteSpan head, co_await read_bytes(kLengthBytes, deadline));
  std::size_t length = 0;
  for (const std::byte b : head) length = length << 8 | static_cast<std::size_t>(b);
  if (length > limits_.frame_bytes_max) {
    co_return Error(ErrorCode::kTooLarge, "rpc frame of " + std::to_string(length) +
                                              " bytes, limit " +
                                              std::to_string(limits_.frame_bytes_max));
  }
  RF_CO_TRY_ASSIGN(const bytes::ByteSpan body, co_await read_bytes(length, deadline));
  ++stats_.frames_in;
  co_return decode_frame(body);
}

Result<void> Connection::judge_hello(const Frame& frame) {
  if (const auto* goodbye = std::get_if<GoodbyeFrame>(&frame)) return goodbye->reason;
  const auto* hello = std::get_if<Hello>(&frame);
  if (hello == nullptr) return Error(ErrorCode::kCorrupt, "the first frame is not a hello");
  if (hello->protocol_version != kProtocolVersion) {
    return Error(ErrorCode::kUnsupported,
                 "rpc protocol version " + std::to_string(hello->protocol_version) +
                     ", this build speaks " + std::to_string(kProtocolVersion));
  }
  if (const std::uint64_t unknown = hello->required_features & ~kKnownFeatures; unknown != 0)
    return Error(ErrorCode::kUnsupported,
                 "rpc peer requires unknown features " + std::to_string(unknown));
  if (!hello->cluster.is_zero() && !own_hello_.cluster.is_zero() &&
      hello->cluster != own_hello_.cluster) {
    return Error(ErrorCode::kPermission, "the peer belongs to cluster " + hello->cluster.to_hex() +
                                             ", this is cluster " + own_hello_.cluster.to_hex());
  }
  RF_TRY(handler_.accept_hello(*hello));
  peer_hello_ = *hello;
  return {};
}

async::Task<Result<void>> Connection::handshake() {
  RF_CO_TRY(send(own_hello_));
  auto frame =
      co_await read_frame(async::Deadline::after(loop_, limits_.hello_timeout, cancel_.token()));
  if (!frame) co_return frame.error();
  RF_CO_TRY(judge_hello(*frame));
  if (state_ == State::kEnded) co_return reason_;
  state_ = State::kOpen;
  changed_.wake_all();
  co_return Result<void>();
}

async::Task<Error> Connection::read_loop() {
  const async::Deadline forever = async::Deadline::none(cancel_.token());
  while (state_ == State::kOpen) {
    co_await handler_.admit(cancel_.token());
    co_await serving_tasks_.wait_below(limits_.serving_max, forever);
    if (cancel_.cancelled() || loop_.dead()) break;
    auto frame = co_await read_frame(forever);
    if (!frame) co_return frame.error();
    if (auto done = dispatch(std::move(*frame)); !done) co_return done.error();
  }
  co_return state_ == State::kEnded ? reason_ : Error(ErrorCode::kCancelled);
}

Result<void> Connection::dispatch(Frame frame) {
  if (auto* request = std::get_if<RequestFrame>(&frame)) {
    if (request->id <= last_peer_id_)
      return Error(ErrorCode::kCorrupt, "rpc request ids do not rise");
    last_peer_id_ = request->id;
    if (!may_wait_long(request->request)) {
      serving_tasks_.spawn(serve_one(std::move(*request)));
    } else if (waiting_tasks_.running() < limits_.waiting_max) {
      waiting_tasks_.spawn(serve_one(std::move(*request)));
    } else {
      return send(ResponseFrame{request->id, Error(ErrorCode::kUnavailable, "too many wait")});
    }
    return {};
  }
  if (auto* response = std::get_if<ResponseFrame>(&frame)) return on_response(std::move(*response));
  if (auto* push = std::get_if<PushFrame>(&frame)) return handler_.on_push(std::move(push->push));
  if (const auto* cancel = std::get_if<CancelFrame>(&frame)) {
    const auto found = serving_.find(cancel->id);
    if (found != serving_.end()) found->second->cancel.cancel();
    return {};
  }
  if (std::holds_alternative<PingFrame>(frame)) return {};
  if (auto* goodbye = std::get_if<GoodbyeFrame>(&frame)) {
    return Error(goodbye->reason.code, "the peer ended: " + goodbye->reason.detail);
  }
  return Error(ErrorCode::kCorrupt, "a second rpc hello");
}

Result<void> Connection::on_response(ResponseFrame frame) {
  const auto found = calls_.find(frame.id);
  if (found == calls_.end()) {
    if (frame.id == 0 || frame.id >= next_id_)
      return Error(ErrorCode::kCorrupt, "rpc response to a question that was not asked");
    return {};  // withdrawn
  }
  PendingCall& call = *found->second;
  calls_.erase(found);
  if (call.may_wait_) --waiting_calls_;
  call.connection_ = nullptr;
  changed_.wake_all();
  call.on_answer(std::move(frame.response));
  return {};
}

async::Task<void> Connection::serve_one(RequestFrame frame) {
  Serving serving{async::CancelSource(cancel_.token())};
  serving_.emplace(frame.id, &serving);
  async::Deadline deadline = async::Deadline::none(serving.cancel.token());
  if (frame.timeout_ms > 0) deadline.at = loop_.now() + milliseconds(frame.timeout_ms);
  auto response = co_await handler_.serve(std::move(frame.request), deadline);
  serving_.erase(frame.id);
  if (state_ != State::kOpen) co_return;
  if (outgoing_bytes_ > limits_.outgoing_bytes_max) {
    end(Error(ErrorCode::kUnavailable, "the peer does not read its answers"));
    co_return;
  }
  auto sent = send(ResponseFrame{frame.id, std::move(response)});
  if (!sent && !sent.failed_with(ErrorCode::kClosed))
    (void)send(ResponseFrame{frame.id, sent.error()});
}

// ---- asking and pushing

void Connection::withdraw(std::uint64_t id) {
  const auto found = calls_.find(id);
  if (found != calls_.end()) {
    if (found->second->may_wait_) --waiting_calls_;
    calls_.erase(found);
  }
  changed_.wake_all();
  (void)send(CancelFrame{id});
}

bool Connection::call_slot_free() const {
  return calls_.size() - waiting_calls_ < limits_.calls_max &&
         outgoing_bytes_ <= limits_.outgoing_bytes_max;
}

Result<void> Connection::start_call(Request request, std::uint32_t timeout_ms, PendingCall& call) {
  const bool may_wait = may_wait_long(request);
  const bool full = may_wait ? waiting_calls_ >= limits_.waiting_max
                             : calls_.size() - waiting_calls_ >= limits_.calls_max;
  if (state_ != State::kOpen || full)
    return Error(ErrorCode::kUnavailable, "not connected, or too many questions");
  RF_ASSERT(call.connection_ == nullptr, "a pending call is used for one question at a time");
  RF_TRY(send(RequestFrame{next_id_, timeout_ms, std::move(request)}));
  call.connection_ = this;
  call.id_ = next_id_++;
  call.may_wait_ = may_wait;
  if (may_wait) ++waiting_calls_;
  calls_.emplace(call.id_, &call);
  return {};
}

async::Task<Result<void>> Connection::wait_call_slot(async::Deadline deadline) {
  while (state_ == State::kOpen && !call_slot_free()) {
    const async::Wake wake = co_await changed_.wait(deadline);
    if (wake == async::Wake::kTimeout) co_return Error(ErrorCode::kTimeout);
    if (wake == async::Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
  }
  if (state_ != State::kOpen) co_return Error(ErrorCode::kUnavailable, "not connected");
  co_return Result<void>();
}

async::Task<Result<Response>> Connection::call(Request request, async::Deadline deadline) {
  RF_CO_TRY(co_await wait_call_slot(deadline));
  Waiter waiter(loop_);
  RF_CO_TRY(start_call(std::move(request), remaining_ms(loop_, deadline), waiter));
  auto answer = co_await waiter.promise.wait(deadline);
  if (answer) co_return std::move(**answer);
  if (answer.failed_with(ErrorCode::kTimeout))
    co_return Error(ErrorCode::kUnknownOutcome, "no answer within the deadline");
  co_return answer.error();
}

Result<void> Connection::push(Push push) {
  if (state_ != State::kOpen) return Error(ErrorCode::kClosed);
  if (outgoing_bytes_ > limits_.outgoing_bytes_max) {
    Error error(ErrorCode::kUnavailable, "the peer does not read what is pushed to it");
    end(error);
    return error;
  }
  return send(PushFrame{std::move(push)});
}

async::Task<Result<void>> Connection::wait_outgoing_below(std::size_t bytes,
                                                          async::Deadline deadline) {
  while (state_ == State::kOpen && outgoing_bytes_ > bytes) {
    const async::Wake wake = co_await changed_.wait(deadline);
    if (wake == async::Wake::kTimeout) co_return Error(ErrorCode::kTimeout);
    if (wake == async::Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
  }
  if (state_ != State::kOpen) co_return Error(ErrorCode::kClosed);
  co_return Result<void>();
}

}  // namespace ringfence::rpc
