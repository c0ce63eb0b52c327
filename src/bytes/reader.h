// A bounded cursor over bytes that somebody else wrote. Nothing it is told about lengths is
// believed: every read is checked, counts are checked against the bytes that are left before
// anything is allocated, and what the caller allocates for decoded values is charged against a
// budget that grows with the input.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "bytes/slice.h"
#include "bytes/varint.h"

namespace ringfence::bytes {

// Integers are big-endian, as in Kafka's protocol. The first failure sticks: later reads return
// zero or empty, so a decoder reads a whole structure and asks once, with status(). One owner, one
// thread; cheap to create.
class Reader {
 public:
  // Decoded values may take kBudgetFactor times the input plus kBudgetFloor bytes of memory.
  static constexpr std::size_t kBudgetFactor = 32;
  static constexpr std::size_t kBudgetFloor = 64 * 1024;

  // Slices that are read share the storage of `input` and keep it alive.
  explicit Reader(Slice input)
      : input_(std::move(input)),
        bytes_(input_.span()),
        shares_(true),
        budget_(budget_for(bytes_)) {}
  // The caller keeps `bytes` alive; slices that are read are copies.
  explicit Reader(ByteSpan bytes) : bytes_(bytes), budget_(budget_for(bytes_)) {}

  std::size_t position() const { return position_; }
  std::size_t remaining() const { return bytes_.size() - position_; }
  bool at_end() const { return position_ == bytes_.size(); }

  bool ok() const { return failure_ == nullptr; }
  // `what` must be a string literal: it names the field or the rule that was broken. The first one
  // is kept.
  void fail(const char* what) {
    if (failure_ == nullptr) {
      failure_ = what;
      failed_at_ = position_;
    }
    position_ = bytes_.size();
  }
  // kInvalid with what was wrong and at which byte.
  Error error() const;
  Result<void> status() const;
  // As status(), and nothing may be left over.
  Result<void> finish() const;

  std::uint8_t u8() { return integer<std::uint8_t>(); }
  std::uint16_t u16() { return integer<std::uint16_t>(); }
  std::uint32_t u32() { return integer<std::uint32_t>(); }
  std::uint64_t u64() { return integer<std::uint64_t>(); }
  std::int8_t i8() { return static_cast<std::int8_t>(u8()); }
  std::int16_t i16() { return static_cast<std::int16_t>(u16()); }
  std::int32_t i32() { return static_cast<std::int32_t>(u32()); }
  std::int64_t i64() { return static_cast<std::int64_t>(u64()); }
  double f64() { return std::bit_cast<double>(u64()); }
  Uuid uuid();

  std::uint32_t uvarint() { return static_cast<std::uint32_t>(variable(kVarintMaxBytes)); }
  std::uint64_t uvarlong() { return variable(kVarlongMaxBytes); }
  std::int32_t varint() { return zigzag_decode(uvarint()); }
  std::int64_t varlong() { return zigzag_decode(uvarlong()); }

  // The next `size` bytes. Views live as long as the input.
  ByteSpan span(std::size_t size);
  std::string_view text(std::size_t size);
  Slice slice(std::size_t size);
  void skip(std::size_t size) { (void)span(size); }

  // A count of elements that take at least `element_bytes_min` (> 0) bytes each. Fails and returns
  // 0 when that many cannot follow, or when `element_memory` bytes for each would exceed the
  // budget.
  std::size_t count(std::uint64_t claimed, std::size_t element_bytes_min,
                    std::size_t element_memory);

 private:
  static std::size_t budget_for(ByteSpan bytes) {
    return bytes.size() * kBudgetFactor + kBudgetFloor;
  }

  template <class Integer>
  Integer integer() {
    if (remaining() < sizeof(Integer)) [[unlikely]] {
      fail("unexpected end");
      return 0;
    }
    Integer value;
    std::memcpy(&value, bytes_.data() + position_, sizeof(Integer));
    position_ += sizeof(Integer);
    if constexpr (sizeof(Integer) > 1 && std::endian::native == std::endian::little) {
      value = std::byteswap(value);
    }
    return value;
  }
  std::uint64_t variable(std::size_t max_bytes);

  Slice input_;
  ByteSpan bytes_;
  bool shares_ = false;
  std::size_t position_ = 0;
  std::size_t budget_;
  const char* failure_ = nullptr;
  std::size_t failed_at_ = 0;
};

}  // namespace ringfence::bytes
