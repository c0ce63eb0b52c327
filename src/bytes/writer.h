// Collects a message as a Chain: small fields go into one owned buffer, large slices are linked by
// reference, so a fetch response carries its records without copying them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "bytes/slice.h"
#include "bytes/varint.h"

namespace ringfence::bytes {

// Integers are big-endian. One owner, one thread. Memory: what was written, doubled at most.
class Writer {
 public:
  // Slices of at least this many bytes are linked; smaller ones are copied, which is cheaper than
  // another piece.
  static constexpr std::size_t kLinkBytesMin = 1024;

  explicit Writer(std::size_t reserve_bytes = 256);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Bytes written so far, linked ones included.
  std::size_t size() const { return used_ + linked_bytes_; }

  void u8(std::uint8_t value) { integer(value); }
  void u16(std::uint16_t value) { integer(value); }
  void u32(std::uint32_t value) { integer(value); }
  void u64(std::uint64_t value) { integer(value); }
  void i8(std::int8_t value) { integer(static_cast<std::uint8_t>(value)); }
  void i16(std::int16_t value) { integer(static_cast<std::uint16_t>(value)); }
  void i32(std::int32_t value) { integer(static_cast<std::uint32_t>(value)); }
  void i64(std::int64_t value) { integer(static_cast<std::uint64_t>(value)); }
  void f64(double value) { u64(std::bit_cast<std::uint64_t>(value)); }
  void uuid(const Uuid& id) { raw(std::as_bytes(std::span(id.bytes))); }

  void uvarint(std::uint64_t value);
  void varint(std::int32_t value) { uvarint(zigzag_encode(value)); }
  void varlong(std::int64_t value) { uvarint(zigzag_encode(value)); }

  // Copies the bytes.
  void raw(ByteSpan bytes);
  void raw(std::string_view text) { raw(std::as_bytes(std::span(text.data(), text.size()))); }
  // Links the slice when it is large, else copies it.
  void slice(const Slice& slice);
  void chain(const Chain& chain);

  // Leaves four bytes to be filled in by end_length32(), which takes what this returned and stores
  // the number of bytes written since (the four excluded). Pairs may nest.
  struct Mark {
    std::size_t at;
    std::size_t size_after;
  };
  Mark begin_length32();
  void end_length32(Mark mark);

  // Set when a value did not fit its length field and was cut (a string over 32,767 bytes in an old
  // version). The message is well formed; the sender decides whether to send it.
  bool truncated() const { return truncated_; }
  void set_truncated() { truncated_ = true; }

  // What was written; the writer is empty afterwards and may be used again.
  Chain finish();
  // As finish(), in one piece; copies when slices were linked.
  Slice finish_flat() { return finish().flatten(); }

 private:
  struct Link {
    std::size_t at;  // position in the buffer before which the slice belongs
    Slice slice;
  };

  template <class Integer>
  void integer(Integer value) {
    if constexpr (sizeof(Integer) > 1 && std::endian::native == std::endian::little) {
      value = std::byteswap(value);
    }
    std::memcpy(room(sizeof(Integer)), &value, sizeof(Integer));
    used_ += sizeof(Integer);
  }
  // A place for `size` more bytes; the caller adds to used_.
  std::byte* room(std::size_t size) {
    if (capacity_ - used_ < size) [[unlikely]]
      grow(size);
    return buffer_.get() + used_;
  }
  void grow(std::size_t size);

  std::shared_ptr<std::byte[]> buffer_;  // shared with the slices that finish() hands out
  std::size_t capacity_ = 0;
  std::size_t used_ = 0;
  std::size_t linked_bytes_ = 0;
  std::vector<Link> links_;
  bool truncated_ = false;
};

}  // namespace ringfence::bytes
