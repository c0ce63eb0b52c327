#include "bytes/writer.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"

namespace ringfence::bytes {

Writer::Writer(std::size_t reserve_bytes) {
  if (reserve_bytes > 0) grow(reserve_bytes);
}

void Writer::grow(std::size_t size) {
  const std::size_t capacity = std::max({capacity_ * 2, used_ + size, std::size_t{64}});
  auto bigger = std::make_shared_for_overwrite<std::byte[]>(capacity);
  if (used_ > 0) std::memcpy(bigger.get(), buffer_.get(), used_);
  buffer_ = std::move(bigger);
  capacity_ = capacity;
}

void Writer::uvarint(std::uint64_t value) { used_ += write_varint(room(kVarlongMaxBytes), value); }

void Writer::raw(ByteSpan bytes) {
  if (bytes.empty()) return;
  std::memcpy(room(bytes.size()), bytes.data(), bytes.size());
  used_ += bytes.size();
}

void Writer::slice(const Slice& slice) {
  if (slice.size() < kLinkBytesMin) {
    raw(slice.span());
    return;
  }
  linked_bytes_ += slice.size();
  links_.push_back({used_, slice});
}

void Writer::chain(const Chain& chain) {
  for (const Slice& piece : chain.slices()) slice(piece);
}

Writer::Mark Writer::begin_length32() {
  const std::size_t at = used_;
  i32(0);
  return {at, size()};
}

void Writer::end_length32(Mark mark) {
  RF_ASSERT(mark.at + 4 <= used_ && mark.size_after <= size(), "length mark of another writer");
  auto length = static_cast<std::uint32_t>(size() - mark.size_after);
  if constexpr (std::endian::native == std::endian::little) length = std::byteswap(length);
  std::memcpy(buffer_.get() + mark.at, &length, sizeof(length));
}

Chain Writer::finish() {
  Chain out;
  const std::shared_ptr<const std::byte[]> owner = std::exchange(buffer_, nullptr);
  const auto piece = [&owner](std::size_t from, std::size_t to) {
    return Slice(owner, ByteSpan(owner.get() + from, to - from));
  };
  std::size_t position = 0;
  for (Link& link : links_) {
    if (link.at > position) out.append(piece(position, link.at));
    position = link.at;
    out.append(std::move(link.slice));
  }
  if (used_ > position) out.append(piece(position, used_));
  links_.clear();
  capacity_ = used_ = linked_bytes_ = 0;
  truncated_ = false;
  return out;
}

}  // namespace ringfence::bytes
