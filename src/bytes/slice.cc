#include "bytes/slice.h"

#include <cstring>

#include "base/assert.h"

namespace ringfence::bytes {

Slice Slice::copy_of(ByteSpan data) {
  return from_vector(std::vector<std::byte>(data.begin(), data.end()));
}

Slice Slice::copy_of(std::string_view text) {
  return copy_of(std::as_bytes(std::span(text.data(), text.size())));
}

Slice Slice::from_vector(std::vector<std::byte> data) {
  auto owner = std::make_shared<const std::vector<std::byte>>(std::move(data));
  ByteSpan view(owner->data(), owner->size());
  return Slice(std::move(owner), view);
}

Slice Slice::sub(std::size_t position, std::size_t length) const {
  RF_ASSERT(position <= size() && length <= size() - position, "sub-slice out of range");
  return Slice(owner_, view_.subspan(position, length));
}

void Chain::append(Slice slice) {
  if (slice.empty()) return;
  size_ += slice.size();
  slices_.push_back(std::move(slice));
}

void Chain::append(const Chain& other) {
  for (const Slice& slice : other.slices_) append(slice);
}

Chain Chain::sub(std::size_t position, std::size_t length) const {
  RF_ASSERT(position <= size_ && length <= size_ - position, "sub-chain out of range");
  Chain out;
  for (const Slice& slice : slices_) {
    if (length == 0) break;
    if (position >= slice.size()) {
      position -= slice.size();
      continue;
    }
    const std::size_t take = std::min(length, slice.size() - position);
    out.append(slice.sub(position, take));
    position = 0;
    length -= take;
  }
  return out;
}

Slice Chain::flatten() const {
  if (slices_.empty()) return {};
  if (slices_.size() == 1) return slices_.front();
  std::vector<std::byte> all;
  all.reserve(size_);
  for (const Slice& slice : slices_)
    all.insert(all.end(), slice.data(), slice.data() + slice.size());
  return Slice::from_vector(std::move(all));
}

bool Chain::operator==(const Chain& other) const {
  if (size_ != other.size_) return false;
  auto right = other.slices_.begin();
  std::size_t skip = 0;  // bytes of *right already compared
  for (const Slice& left : slices_) {
    for (std::size_t done = 0; done < left.size();) {
      const std::size_t take = std::min(left.size() - done, right->size() - skip);
      if (std::memcmp(left.data() + done, right->data() + skip, take) != 0) return false;
      done += take;
      skip += take;
      if (skip == right->size()) {
        ++right;
        skip = 0;
      }
    }
  }
  return true;
}

}  // namespace ringfence::bytes
