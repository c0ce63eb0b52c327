#include "agent/frame_reader.h"

#include <cstring>
#include <memory>

#include "kafka/protocol/header.h"

namespace ringfence::agent {
namespace {

using async::Cancel;
using async::Deadline;
using async::Task;

// Memory that is not touched before bytes arrive: a peer that announces much and sends little costs
// little.
std::shared_ptr<std::byte[]> allocate(std::size_t size) {
  return std::make_shared_for_overwrite<std::byte[]>(size);
}

}  // namespace

void FrameReader::consume(std::byte* into, std::size_t bytes) {
  std::memcpy(into, buffer_.data() + begin_, bytes);
  begin_ += bytes;
  if (begin_ == end_) begin_ = end_ = 0;
}

void FrameReader::arm(std::size_t size) {
  frame_deadline_ = loop_.now() + kFrameGrace +
                    seconds(static_cast<std::int64_t>(size / kFrameBytesPerSecondMin));
}

// True when at least `bytes` are buffered, false when the stream ended before the first of them.
Task<Result<bool>> FrameReader::fill(std::size_t bytes, Cancel cancel) {
  while (buffered() < bytes) {
    if (begin_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, buffered());
      end_ -= begin_;
      begin_ = 0;
    }
    auto got = co_await stream_.read_some(std::span(buffer_).subspan(end_), Deadline::none(cancel));
    if (!got) co_return got.error();
    if (*got == 0) {
      if (buffered() == 0) co_return false;
      co_return Error(ErrorCode::kClosed, "the stream ended inside a frame");
    }
    end_ += *got;
  }
  co_return true;
}

Result<std::size_t> FrameReader::parse_length() {
  const bytes::ByteSpan head = std::span(buffer_).subspan(begin_, kafka::kFrameLengthBytes);
  const auto length = kafka::frame_length(head, frame_bytes_max_);
  if (!length) {
    const auto first = static_cast<unsigned char>(head[0]);
    if (first == 0x16 && static_cast<unsigned char>(head[1]) == 0x03) garbage_kind_ = "tls";
    if (first >= 'A' && first <= 'Z') garbage_kind_ = "http";
  }
  return length;
}

Task<Result<Lease>> FrameReader::take(std::size_t size, Cancel cancel) {
  async::Budget& budget = size <= kSmallRequestBytes ? memory_.small : memory_.large;
  if (!budget.try_acquire(size)) {
    frame_deadline_ = MonotonicTime::never();
    RF_CO_TRY(co_await budget.acquire(size, Deadline::none(cancel)));
    arm(size);
  }
  co_return Lease(budget, size);
}

Task<Result<std::optional<Frame>>> FrameReader::read_body(std::size_t size, Cancel cancel) {
  // Until the peer has sent a share of a large frame nothing is reserved for the rest.
  const std::size_t probe_size =
      size <= kSmallRequestBytes ? 0 : std::min(size / kFrameProbeShare, kFrameProbeBytes);
  std::shared_ptr<std::byte[]> probe;
  std::size_t have = 0;
  if (probe_size > 0) {
    probe = allocate(probe_size);
    have = std::min(buffered(), probe_size);
    consume(probe.get(), have);
    if (have < probe_size) {
      RF_CO_TRY(co_await async::read_exactly(
          stream_, std::span(probe.get() + have, probe_size - have), Deadline::none(cancel)));
      have = probe_size;
    }
  }
  RF_CO_TRY_ASSIGN(Lease lease, co_await take(size, cancel));
  std::shared_ptr<std::byte[]> storage = allocate(size);
  if (have > 0) std::memcpy(storage.get(), probe.get(), have);
  probe.reset();
  const std::size_t more = std::min(buffered(), size - have);
  consume(storage.get() + have, more);
  have += more;
  if (have < size) {
    RF_CO_TRY(co_await async::read_exactly(stream_, std::span(storage.get() + have, size - have),
                                           Deadline::none(cancel)));
  }
  frame_deadline_ = MonotonicTime::never();
  const bytes::ByteSpan view(storage.get(), size);
  co_return Frame{bytes::Slice(std::move(storage), view), std::move(lease)};
}

Task<Result<std::optional<Frame>>> FrameReader::next(Cancel cancel) {
  frame_deadline_ = MonotonicTime::never();
  RF_CO_TRY_ASSIGN(const bool any, co_await fill(1, cancel));
  if (!any) co_return std::optional<Frame>();
  arm(0);
  RF_CO_TRY(co_await fill(kafka::kFrameLengthBytes, cancel));
  RF_CO_TRY_ASSIGN(const std::size_t size, parse_length());
  begin_ += kafka::kFrameLengthBytes;
  arm(size);
  co_return co_await read_body(size, cancel);
}

}  // namespace ringfence::agent
