// Shared, immutable bytes. A Slice is a view that keeps its storage alive; copying it copies no
// bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace ringfence::bytes {

using ByteSpan = std::span<const std::byte>;

// A view into shared storage. Safe to hand to another thread; the bytes never change after
// construction.
class Slice {
 public:
  Slice() = default;
  // Takes shared storage and a view into it.
  Slice(std::shared_ptr<const void> owner, ByteSpan view) : owner_(std::move(owner)), view_(view) {}

  static Slice copy_of(ByteSpan data);
  static Slice copy_of(std::string_view text);
  static Slice from_vector(std::vector<std::byte> data);

  const std::byte* data() const { return view_.data(); }
  std::size_t size() const { return view_.size(); }
  bool empty() const { return view_.empty(); }
  ByteSpan span() const { return view_; }
  std::string_view text() const {
    return {reinterpret_cast<const char*>(view_.data()), view_.size()};
  }
  // The sub-range [position, position + length); asserts that it lies inside.
  Slice sub(std::size_t position, std::size_t length) const;
  Slice sub(std::size_t position) const { return sub(position, size() - position); }
  // Equal bytes; whose storage they are in does not matter.
  bool operator==(const Slice& other) const { return text() == other.text(); }

 private:
  std::shared_ptr<const void> owner_;
  ByteSpan view_;
};

// A sequence of slices that reads as one run of bytes: an object body, a response with records by
// reference.
class Chain {
 public:
  Chain() = default;
  explicit Chain(Slice slice) { append(std::move(slice)); }

  void append(Slice slice);
  void append(const Chain& other);
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const std::vector<Slice>& slices() const { return slices_; }
  // Bytes [position, position + length) without copying; asserts that they lie inside.
  Chain sub(std::size_t position, std::size_t length) const;
  // One contiguous slice; copies unless the chain has at most one piece.
  Slice flatten() const;
  // Equal bytes, however they are cut into pieces.
  bool operator==(const Chain& other) const;

 private:
  std::vector<Slice> slices_;
  std::size_t size_ = 0;
};

}  // namespace ringfence::bytes
