// Elements with stable small integer names. Chunked, so that growth copies nothing and wastes at
// most one chunk.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/assert.h"

namespace ringfence::meta {

inline constexpr std::uint32_t kNoSlot = 0xFFFFFFFFu;

// Freed slots are reused last-in-first-out, so slot numbers depend on the history of calls only.
// Slot numbers never leave the process: stored forms name things by id.
template <class T>
class Pool {
 public:
  Pool() = default;
  // A moved-from pool is empty and usable.
  Pool(Pool&& other) noexcept { swap(other); }
  Pool& operator=(Pool&& other) noexcept {
    Pool taken(std::move(other));
    swap(taken);
    return *this;
  }

  // A default-constructed element.
  std::uint32_t allocate() {
    ++live_;
    if (!free_.empty()) {
      const std::uint32_t slot = free_.back();
      free_.pop_back();
      return slot;
    }
    RF_ASSERT(end_ != kNoSlot, "pool is full");
    if ((end_ & kMask) == 0) chunks_.push_back(std::make_unique<T[]>(kChunk));
    return end_++;
  }
  // Resets the element to T{}.
  void release(std::uint32_t slot) {
    (*this)[slot] = T{};
    free_.push_back(slot);
    --live_;
  }

  T& operator[](std::uint32_t slot) { return chunks_[slot >> kShift][slot & kMask]; }
  const T& operator[](std::uint32_t slot) const { return chunks_[slot >> kShift][slot & kMask]; }
  std::size_t live() const { return live_; }
  // One past the largest slot ever used.
  std::uint32_t end() const { return end_; }

 private:
  static constexpr std::uint32_t kShift = 9;
  static constexpr std::uint32_t kChunk = 1u << kShift;
  static constexpr std::uint32_t kMask = kChunk - 1;

  void swap(Pool& other) noexcept {
    std::swap(chunks_, other.chunks_);
    std::swap(free_, other.free_);
    std::swap(end_, other.end_);
    std::swap(live_, other.live_);
  }

  std::vector<std::unique_ptr<T[]>> chunks_;
  std::vector<std::uint32_t> free_;
  std::uint32_t end_ = 0;
  std::size_t live_ = 0;
};

}  // namespace ringfence::meta
