#include "kafka/client/connection.h"

#include <array>

namespace ringfence::kafka::client {

using async::Deadline;
using async::Task;

Connection::Connection(async::Loop& loop, std::unique_ptr<async::Stream> stream,
                       std::string client_id, std::size_t response_bytes_max)
    : loop_(loop),
      stream_(std::move(stream)),
      client_id_(std::move(client_id)),
      response_bytes_max_(response_bytes_max),
      work_(loop),
      written_(loop),
      tasks_(loop) {}

Connection::~Connection() = default;

void Connection::start() {
  tasks_.spawn(write_loop());
  tasks_.spawn(read_loop());
}

void Connection::enqueue(bytes::Chain frame) {
  outgoing_.push_back(std::move(frame));
  work_.wake_all();
}

Task<Result<bytes::Slice>> Connection::exchange(bytes::Chain frame, std::int32_t correlation_id,
                                                Deadline deadline) {
  if (broken_) co_return Error(ErrorCode::kClosed, "the connection is broken");
  auto waiting = std::make_shared<Waiting>(correlation_id, loop_);
  waiting_.push_back(waiting);
  enqueue(std::move(frame));
  auto answer = co_await waiting->answer.wait(deadline);
  if (!answer) {
    // Answers come in order: one that is given up would be taken for the next.
    fail(answer.error());
    co_return answer.error();
  }
  co_return **answer;
}

Task<void> Connection::write_loop() {
  while (!broken_) {
    if (outgoing_.empty()) {
      co_await work_.wait(Deadline::none(cancel_.token()));
      continue;
    }
    bytes::Chain out;
    while (!outgoing_.empty() && out.size() < (1u << 20)) {
      out.append(outgoing_.front());
      outgoing_.pop_front();
    }
    writing_ = true;
    const auto written =
        co_await stream_->write_all(std::move(out), Deadline::none(cancel_.token()));
    writing_ = false;
    if (!written) fail(written.error());
    written_.wake_all();
  }
}

Task<Result<bytes::Slice>> Connection::read_frame() {
  const Deadline deadline = Deadline::none(cancel_.token());
  std::array<std::byte, kFrameLengthBytes> head;
  RF_CO_TRY(co_await async::read_exactly(*stream_, head, deadline));
  bytes::Reader reader{bytes::ByteSpan(head)};
  const std::int32_t size = reader.i32();
  if (size < 4 || static_cast<std::size_t>(size) > response_bytes_max_) {
    co_return Error(ErrorCode::kCorrupt, "a response of an impossible length");
  }
  auto storage = std::make_shared_for_overwrite<std::byte[]>(static_cast<std::size_t>(size));
  const std::span<std::byte> body(storage.get(), static_cast<std::size_t>(size));
  RF_CO_TRY(co_await async::read_exactly(*stream_, body, deadline));
  co_return bytes::Slice(std::move(storage), body);
}

Task<void> Connection::read_loop() {
  while (!broken_) {
    auto frame = co_await read_frame();
    if (!frame) {
      fail(frame.error());
      break;
    }
    bytes::Reader reader(*frame);
    const std::int32_t correlation_id = reader.i32();
    if (waiting_.empty() || waiting_.front()->correlation_id != correlation_id) {
      fail(Error(ErrorCode::kCorrupt, "an answer out of order"));
      break;
    }
    const auto waiting = std::move(waiting_.front());
    waiting_.pop_front();
    waiting->answer.set(std::move(*frame));
  }
}

void Connection::fail(const Error& error) {
  if (broken_) return;
  broken_ = true;
  stream_->close();
  cancel_.cancel();
  while (!waiting_.empty()) {
    const auto waiting = std::move(waiting_.front());
    waiting_.pop_front();
    if (!waiting->answer.is_set()) {
      waiting->answer.set(Result<bytes::Slice>(Error(ErrorCode::kClosed, error.to_string())));
    }
  }
  work_.wake_all();
  written_.wake_all();
}

Task<void> Connection::flush() {
  while (!broken_ && (writing_ || !outgoing_.empty())) co_await written_.wait();
}

void Connection::close() { fail(Error(ErrorCode::kClosed, "closed here")); }

Task<void> Connection::stop() {
  close();
  co_await tasks_.join();
}

}  // namespace ringfence::kafka::client
