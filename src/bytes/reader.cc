#include "bytes/reader.h"

#include <fmt/format.h>

namespace ringfence::bytes {

Error Reader::error() const {
  if (failure_ == nullptr) return Error(ErrorCode::kInternal, "reader has not failed");
  return Error(ErrorCode::kInvalid,
               fmt::format("{} at byte {} of {}", failure_, failed_at_, bytes_.size()));
}

Result<void> Reader::status() const {
  if (failure_ != nullptr) return error();
  return {};
}

Result<void> Reader::finish() const {
  if (failure_ != nullptr) return error();
  if (!at_end()) {
    return Error(ErrorCode::kInvalid,
                 fmt::format("{} bytes left over at byte {}", remaining(), position_));
  }
  return {};
}

Uuid Reader::uuid() {
  Uuid id;
  const ByteSpan raw = span(id.bytes.size());
  if (!raw.empty()) std::memcpy(id.bytes.data(), raw.data(), raw.size());
  return id;
}

ByteSpan Reader::span(std::size_t size) {
  if (size > remaining()) [[unlikely]] {
    fail("length runs past the end");
    return {};
  }
  const ByteSpan view = bytes_.subspan(position_, size);
  position_ += size;
  return view;
}

std::string_view Reader::text(std::size_t size) {
  const ByteSpan view = span(size);
  return {reinterpret_cast<const char*>(view.data()), view.size()};
}

Slice Reader::slice(std::size_t size) {
  const std::size_t from = position_;
  const ByteSpan view = span(size);
  if (view.empty()) return {};
  return shares_ ? input_.sub(from, size) : Slice::copy_of(view);
}

std::size_t Reader::count(std::uint64_t claimed, std::size_t element_bytes_min,
                          std::size_t element_memory) {
  if (claimed > remaining() / element_bytes_min) {
    fail("count of elements exceeds the bytes that follow");
    return 0;
  }
  const auto elements = static_cast<std::size_t>(claimed);
  if (element_memory != 0 && elements > budget_ / element_memory) {
    fail("elements would take too much memory for the size of the input");
    return 0;
  }
  budget_ -= elements * element_memory;
  return elements;
}

std::uint64_t Reader::variable(std::size_t max_bytes) {
  std::uint64_t value = 0;
  const std::size_t used = read_varint(bytes_.subspan(position_), max_bytes, value);
  if (used == 0) {
    fail(remaining() < max_bytes ? "unexpected end in a varint" : "varint is too long");
    return 0;
  }
  position_ += used;
  return value;
}

}  // namespace ringfence::bytes
