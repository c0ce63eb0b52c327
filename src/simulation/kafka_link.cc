#include "simulation/kafka_link.h"

namespace ringfence::sim {

using async::Deadline;
using async::Task;
using async::Wake;

struct KafkaLink::Pending {
  explicit Pending(async::Loop& loop) : queue(loop) {}
  async::WaitQueue queue;
  std::optional<bytes::Slice> answer;
  bool failed = false;
};

KafkaLink::KafkaLink(async::Loop& loop, std::unique_ptr<async::Stream> stream,
                     std::string client_id)
    : loop_(loop),
      stream_(std::move(stream)),
      client_id_(std::move(client_id)),
      work_(loop),
      tasks_(loop) {
  tasks_.spawn(write_loop());
  tasks_.spawn(read_loop());
}

KafkaLink::~KafkaLink() = default;

void KafkaLink::close() { fail(); }

Task<void> KafkaLink::stop() {
  fail();
  co_await tasks_.join();
}

void KafkaLink::fail() {
  if (broken_) return;
  broken_ = true;
  stream_->close();
  work_.wake_all();
  for (auto& [correlation, pending] : std::exchange(pending_, {})) {
    pending->failed = true;
    pending->queue.wake_all();
  }
}

Task<Result<bytes::Slice>> KafkaLink::exchange(bytes::Chain frame, std::int32_t correlation,
                                               Deadline deadline) {
  if (broken_) co_return Error(ErrorCode::kClosed);
  auto pending = std::make_shared<Pending>(loop_);
  pending_[correlation] = pending;
  outgoing_.push_back(std::move(frame));
  work_.wake_all();
  while (!pending->answer && !pending->failed) {
    const Wake wake = co_await pending->queue.wait(deadline);
    if (wake == Wake::kSignalled || pending->answer) continue;
    fail();
    co_return Error(wake == Wake::kTimeout ? ErrorCode::kTimeout : ErrorCode::kCancelled);
  }
  if (!pending->answer) co_return Error(ErrorCode::kClosed);
  co_return *std::move(pending->answer);
}

Task<void> KafkaLink::write_loop() {
  while (!broken_) {
    if (outgoing_.empty()) {
      (void)co_await work_.wait();
      continue;
    }
    bytes::Chain frame = std::move(outgoing_.front());
    outgoing_.pop_front();
    const auto written = co_await stream_->write_all(std::move(frame), {});
    if (!written) fail();
  }
}

Task<Result<void>> KafkaLink::read_frame() {
  std::array<std::byte, 4> length;
  RF_CO_TRY(co_await async::read_exactly(*stream_, length, {}));
  RF_CO_TRY_ASSIGN(const std::size_t size,
                   kafka::frame_length(length, kafka::kFrameBytesMaxDefault));
  std::vector<std::byte> body(size);
  RF_CO_TRY(co_await async::read_exactly(*stream_, body, {}));
  bytes::Reader reader{bytes::ByteSpan(body)};
  const std::int32_t correlation = reader.i32();
  auto found = pending_.find(correlation);
  if (found == pending_.end()) co_return Error(ErrorCode::kCorrupt, "nobody asked for this");
  auto pending = std::move(found->second);
  pending_.erase(found);
  pending->answer = bytes::Slice::from_vector(std::move(body));
  pending->queue.wake_all();
  co_return Result<void>();
}

Task<void> KafkaLink::read_loop() {
  while (!broken_) {
    const auto read = co_await read_frame();
    if (!read) fail();
  }
}

}  // namespace ringfence::sim
