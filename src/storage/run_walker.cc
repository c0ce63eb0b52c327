#include "storage/run_walker.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>

#include "base/assert.h"
#include "bytes/crc32c.h"
#include "storage/batch.h"

namespace ringfence::storage {

Error RunWalker::corrupt(const char* what) const {
  return Error(ErrorCode::kCorrupt, fmt::format("object {} at byte {}: {}", run_.object.to_hex(),
                                                run_.position + position_, what));
}

void RunWalker::resume(std::uint32_t position, std::int64_t offset) {
  RF_ASSERT(loaded_end_ == 0 && position_ == 0, "a walk is resumed before it begins");
  position_ = loaded_end_ = position;
  offset_ = offset;
}

bytes::ByteSpan RunWalker::peek(std::size_t size, std::byte* scratch) const {
  const auto& slices = loaded_.bytes.slices();
  if (slices[slice_].size() - inside_ >= size) {
    return slices[slice_].span().subspan(inside_, size);
  }
  std::size_t filled = 0;
  std::size_t from = inside_;
  for (std::size_t i = slice_; filled < size; ++i, from = 0) {
    const std::size_t take = std::min(size - filled, slices[i].size() - from);
    std::memcpy(scratch + filled, slices[i].data() + from, take);
    filled += take;
  }
  return {scratch, size};
}

Result<RunWalker::Step> RunWalker::step() {
  const std::uint32_t left = run_.byte_length - position_;
  if (left == 0) {
    if (offset_ != run_.end_offset) return corrupt("batches do not add up to the index entry");
    return Step::kEnd;
  }
  if (left < kafka::kBatchHeaderBytes) return corrupt("bytes behind the last batch");
  if (loaded_left() < kafka::kBatchHeaderBytes) {
    needed_ = kafka::kBatchHeaderBytes;
    return Step::kNeedBytes;
  }
  std::array<std::byte, kafka::kBatchHeaderBytes> scratch;
  const auto header = kafka::read_batch_header(peek(kafka::kBatchHeaderBytes, scratch.data()));
  if (!header) return corrupt("not a record batch");
  header_ = *header;
  if (header_.size() > left || header_.last_offset_delta < 0 || end_offset() > run_.end_offset) {
    return corrupt("a batch reaches beyond its index entry");
  }
  if (header_.size() > loaded_left()) {
    needed_ = static_cast<std::uint32_t>(header_.size());
    return Step::kNeedBytes;
  }
  return Step::kBatch;
}

async::Task<Result<void>> RunWalker::load(std::uint32_t window, async::Deadline deadline) {
  const std::uint32_t length = std::min(run_.byte_length - position_, std::max(window, needed_));
  auto loaded = co_await cache_.read(run_.object, run_.object_size, run_.position + position_,
                                     length, deadline);
  if (!loaded) co_return std::move(loaded).error();
  loaded_ = *std::move(loaded);
  loaded_end_ = position_ + length;
  slice_ = inside_ = 0;
  co_return Result<void>();
}

void RunWalker::advance(std::size_t bytes) {
  const auto& slices = loaded_.bytes.slices();
  inside_ += bytes;
  while (slice_ < slices.size() && inside_ >= slices[slice_].size()) {
    inside_ -= slices[slice_++].size();
  }
}

void RunWalker::skip() {
  const std::size_t size = batch_bytes();
  offset_ = end_offset();
  position_ += static_cast<std::uint32_t>(size);
  advance(size);
}

Result<void> RunWalker::check() const {
  if (loaded_.from_own_put) return {};
  const auto& slices = loaded_.bytes.slices();
  const std::size_t size = batch_bytes();
  std::uint32_t crc = 0;
  std::size_t from = inside_;
  std::size_t done = 0;
  for (std::size_t i = slice_; done < size; ++i, from = 0) {
    const std::size_t take = std::min(size - done, slices[i].size() - from);
    const std::size_t unchecked = std::min(take, kBatchCrcStart - std::min(done, kBatchCrcStart));
    crc = bytes::crc32c_extend(crc, slices[i].span().subspan(from + unchecked, take - unchecked));
    done += take;
  }
  if (crc != header_.crc) return corrupt("batch checksum");
  return {};
}

void RunWalker::take(std::size_t without, bytes::Chain& out) {
  const auto& slices = loaded_.bytes.slices();
  const std::size_t size = batch_bytes();
  std::size_t from = inside_;
  std::size_t done = 0;
  for (std::size_t i = slice_; done < size; ++i, from = 0) {
    const std::size_t take = std::min(size - done, slices[i].size() - from);
    const std::size_t dropped = std::min(take, without - std::min(done, without));
    if (dropped < take) out.append(slices[i].sub(from + dropped, take - dropped));
    done += take;
  }
  skip();
}

}  // namespace ringfence::storage
