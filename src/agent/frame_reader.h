// Reads length-prefixed frames from one connection. Each frame lies in a buffer of exactly its
// size, so record bytes are never copied again: whoever keeps a slice of a frame keeps that frame
// and nothing else.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "agent/limits.h"
#include "async/stream.h"
#include "async/wait.h"
#include "base/result.h"
#include "bytes/slice.h"

namespace ringfence::agent {

// Units of a budget, given back when this dies.
class Lease {
 public:
  Lease() = default;
  Lease(async::Budget& budget, std::size_t amount) : budget_(&budget), amount_(amount) {}
  Lease(Lease&& other) noexcept
      : budget_(std::exchange(other.budget_, nullptr)), amount_(std::exchange(other.amount_, 0)) {}
  Lease& operator=(Lease&& other) noexcept {
    if (this != &other) {
      release();
      budget_ = std::exchange(other.budget_, nullptr);
      amount_ = std::exchange(other.amount_, 0);
    }
    return *this;
  }
  ~Lease() { release(); }
  std::size_t amount() const { return amount_; }
  void release() {
    if (budget_ != nullptr) budget_->release(amount_);
    budget_ = nullptr;
    amount_ = 0;
  }

 private:
  async::Budget* budget_ = nullptr;
  std::size_t amount_ = 0;
};

struct Frame {
  bytes::Slice data;  // without the length
  Lease lease;
};

// Memory of all requests of an agent.
struct RequestMemory {
  async::Budget& small;
  async::Budget& large;
};

// One connection, one read at a time. Deadlines are kept by the owner, which cancels: see
// frame_deadline().
class FrameReader {
 public:
  FrameReader(async::Loop& loop, async::Stream& stream, RequestMemory memory,
              std::size_t frame_bytes_max)
      : loop_(loop), stream_(stream), memory_(memory), frame_bytes_max_(frame_bytes_max) {}

  // The next frame; nothing when the peer ended the stream between frames. kInvalid, kTooLarge: no
  // frame of ours, close. kClosed: the stream broke or ended inside a frame.
  async::Task<Result<std::optional<Frame>>> next(async::Cancel cancel);

  // When the frame that is arriving must be complete; never() between frames. While the reader
  // itself waits for memory the clock stands still.
  MonotonicTime frame_deadline() const { return frame_deadline_; }
  // What the length of a refused frame looked like, for the log: "tls", "http" or "length".
  const char* garbage_kind() const { return garbage_kind_; }

 private:
  async::Task<Result<bool>> fill(std::size_t bytes, async::Cancel cancel);
  async::Task<Result<std::optional<Frame>>> read_body(std::size_t size, async::Cancel cancel);
  async::Task<Result<Lease>> take(std::size_t size, async::Cancel cancel);
  Result<std::size_t> parse_length();
  std::size_t buffered() const { return end_ - begin_; }
  void consume(std::byte* into, std::size_t bytes);
  void arm(std::size_t size);

  async::Loop& loop_;
  async::Stream& stream_;
  RequestMemory memory_;
  std::size_t frame_bytes_max_;
  MonotonicTime frame_deadline_ = MonotonicTime::never();
  const char* garbage_kind_ = "length";
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::array<std::byte, kReceiveBufferBytes> buffer_;
};

}  // namespace ringfence::agent
