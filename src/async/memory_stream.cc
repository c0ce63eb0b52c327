#include "async/memory_stream.h"

#include <cstring>
#include <deque>

namespace ringfence::async {
namespace {

// One direction. Slices are passed by reference: nothing is copied until the reader copies out.
struct Pipe {
  Pipe(Loop& loop, std::size_t capacity_bytes)
      : readable(loop), writable(loop), capacity(capacity_bytes) {}
  std::deque<bytes::Slice> slices;
  std::size_t held = 0;
  bool closed = false;
  WaitQueue readable;
  WaitQueue writable;
  std::size_t capacity;

  void close() {
    closed = true;
    readable.wake_all();
    writable.wake_all();
  }
};

class MemoryStream final : public Stream {
 public:
  MemoryStream(std::shared_ptr<Pipe> in, std::shared_ptr<Pipe> out)
      : in_(std::move(in)), out_(std::move(out)) {}
  ~MemoryStream() override { close(); }

  Task<Result<std::size_t>> read_some(std::span<std::byte> into, Deadline deadline) override {
    auto in = in_;
    while (in->slices.empty()) {
      if (closed_) co_return Error(ErrorCode::kClosed);
      if (in->closed) co_return std::size_t{0};
      const Wake wake = co_await in->readable.wait(deadline);
      if (wake == Wake::kTimeout) co_return Error(ErrorCode::kTimeout);
      if (wake == Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
    }
    std::size_t copied = 0;
    while (copied < into.size() && !in->slices.empty()) {
      bytes::Slice& front = in->slices.front();
      const std::size_t take = std::min(into.size() - copied, front.size());
      std::memcpy(into.data() + copied, front.data(), take);
      copied += take;
      if (take == front.size()) {
        in->slices.pop_front();
      } else {
        front = front.sub(take);
      }
    }
    in->held -= copied;
    in->writable.wake_all();
    co_return copied;
  }

  Task<Result<void>> write_all(bytes::Chain data, Deadline deadline) override {
    auto out = out_;
    while (!out->closed && out->held > 0 && out->held + data.size() > out->capacity) {
      const Wake wake = co_await out->writable.wait(deadline);
      if (wake == Wake::kTimeout) co_return Error(ErrorCode::kTimeout);
      if (wake == Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
    }
    if (out->closed) co_return Error(ErrorCode::kClosed);
    for (const bytes::Slice& slice : data.slices()) out->slices.push_back(slice);
    out->held += data.size();
    out->readable.wake_all();
    co_return Result<void>();
  }

  void close() override {
    if (closed_) return;
    closed_ = true;
    in_->close();
    out_->close();
  }

  std::string peer() const override { return "memory"; }

 private:
  std::shared_ptr<Pipe> in_;
  std::shared_ptr<Pipe> out_;
  bool closed_ = false;
};

}  // namespace

std::pair<std::unique_ptr<Stream>, std::unique_ptr<Stream>> make_memory_stream_pair(
    Loop& loop, std::size_t capacity_bytes) {
  auto a = std::make_shared<Pipe>(loop, capacity_bytes);
  auto b = std::make_shared<Pipe>(loop, capacity_bytes);
  return {std::make_unique<MemoryStream>(a, b), std::make_unique<MemoryStream>(b, a)};
}

}  // namespace ringfence::async
