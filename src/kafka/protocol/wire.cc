#include "kafka/protocol/wire.h"

#include <fmt/format.h>

#include <limits>

#include "base/assert.h"

namespace ringfence::kafka {
namespace {

constexpr std::size_t kShortStringMax = std::numeric_limits<std::int16_t>::max();

// A length field; nullopt for null.
std::optional<std::size_t> compact_length(bytes::Reader& r) {
  const std::uint32_t length = r.uvarint();
  if (length == 0) return std::nullopt;
  return length - 1;
}

std::optional<std::size_t> signed_length(std::int64_t length) {
  if (length < 0) return std::nullopt;
  return static_cast<std::size_t>(length);
}

std::optional<std::size_t> string_length(bytes::Reader& r, bool flexible) {
  return flexible ? compact_length(r) : signed_length(r.i16());
}

std::optional<std::size_t> long_length(bytes::Reader& r, bool flexible) {
  return flexible ? compact_length(r) : signed_length(r.i32());
}

void read_value(bytes::Reader& r, bool, std::int8_t& out) { out = r.i8(); }
void read_value(bytes::Reader& r, bool, std::int16_t& out) { out = r.i16(); }
void read_value(bytes::Reader& r, bool, std::int32_t& out) { out = r.i32(); }
void read_value(bytes::Reader& r, bool, std::int64_t& out) { out = r.i64(); }
void read_value(bytes::Reader& r, bool, Uuid& out) { out = r.uuid(); }
void read_value(bytes::Reader& r, bool flexible, std::string& out) {
  out = read_string(r, flexible);
}

void write_value(bytes::Writer& w, bool, std::int8_t value) { w.i8(value); }
void write_value(bytes::Writer& w, bool, std::int16_t value) { w.i16(value); }
void write_value(bytes::Writer& w, bool, std::int32_t value) { w.i32(value); }
void write_value(bytes::Writer& w, bool, std::int64_t value) { w.i64(value); }
void write_value(bytes::Writer& w, bool, const Uuid& value) { w.uuid(value); }
void write_value(bytes::Writer& w, bool flexible, const std::string& value) {
  write_string(w, flexible, value);
}

template <class T>
constexpr std::size_t kValueBytesMin = std::is_same_v<T, std::string> ? 1 : sizeof(T);

// A value's own storage is charged too: a string of n bytes came from n bytes.
template <class T>
void read_values(bytes::Reader& r, bool flexible, std::size_t count, std::vector<T>& out) {
  out.resize(count);
  for (T& value : out) {
    read_value(r, flexible, value);
    if (!r.ok()) return;
  }
}

void write_length32(bytes::Writer& w, bool flexible, std::size_t length) {
  if (flexible) {
    w.uvarint(length + 1);
  } else {
    w.i32(static_cast<std::int32_t>(length));
  }
}

}  // namespace

std::string read_string(bytes::Reader& r, bool flexible) {
  const auto length = string_length(r, flexible);
  if (!length) {
    r.fail("string is null");
    return {};
  }
  return std::string(r.text(*length));
}

std::optional<std::string> read_nullable_string(bytes::Reader& r, bool flexible) {
  const auto length = string_length(r, flexible);
  if (!length) return std::nullopt;
  return std::string(r.text(*length));
}

bytes::Slice read_bytes(bytes::Reader& r, bool flexible) {
  const auto length = long_length(r, flexible);
  if (!length) {
    r.fail("bytes are null");
    return {};
  }
  return r.slice(*length);
}

std::optional<bytes::Slice> read_nullable_bytes(bytes::Reader& r, bool flexible) {
  const auto length = long_length(r, flexible);
  if (!length) return std::nullopt;
  return r.slice(*length);
}

bytes::Chain read_records(bytes::Reader& r, bool flexible) {
  return bytes::Chain(read_bytes(r, flexible));
}

std::optional<bytes::Chain> read_nullable_records(bytes::Reader& r, bool flexible) {
  const auto length = long_length(r, flexible);
  if (!length) return std::nullopt;
  return bytes::Chain(r.slice(*length));
}

std::size_t read_count(bytes::Reader& r, bool flexible, std::size_t element_bytes_min,
                       std::size_t element_memory) {
  const auto count = long_length(r, flexible);
  if (!count) {
    r.fail("array is null");
    return 0;
  }
  return r.count(*count, element_bytes_min, element_memory);
}

std::optional<std::size_t> read_nullable_count(bytes::Reader& r, bool flexible,
                                               std::size_t element_bytes_min,
                                               std::size_t element_memory) {
  const auto count = long_length(r, flexible);
  if (!count) return std::nullopt;
  return r.count(*count, element_bytes_min, element_memory);
}

template <class T>
void read_list(bytes::Reader& r, bool flexible, std::vector<T>& out) {
  read_values(r, flexible, read_count(r, flexible, kValueBytesMin<T>, sizeof(T)), out);
}

template <class T>
void read_list(bytes::Reader& r, bool flexible, std::optional<std::vector<T>>& out) {
  const auto count = read_nullable_count(r, flexible, kValueBytesMin<T>, sizeof(T));
  if (count) {
    read_values(r, flexible, *count, out.emplace());
  } else {
    out.reset();
  }
}

void write_string(bytes::Writer& w, bool flexible, std::string_view text) {
  if (flexible) {
    w.uvarint(text.size() + 1);
  } else {
    if (text.size() > kShortStringMax) {
      text = text.substr(0, kShortStringMax);
      w.set_truncated();
    }
    w.i16(static_cast<std::int16_t>(text.size()));
  }
  w.raw(text);
}

void write_bytes(bytes::Writer& w, bool flexible, const bytes::Slice& data) {
  write_length32(w, flexible, data.size());
  w.slice(data);
}

void write_records(bytes::Writer& w, bool flexible, const bytes::Chain& records) {
  write_length32(w, flexible, records.size());
  w.chain(records);
}

void write_nullable_string(bytes::Writer& w, bool flexible, const std::optional<std::string>& text,
                           bool null_ok) {
  if (text || !null_ok) {
    write_string(w, flexible, text ? std::string_view(*text) : std::string_view());
  } else if (flexible) {
    w.uvarint(0);
  } else {
    w.i16(-1);
  }
}

void write_nullable_bytes(bytes::Writer& w, bool flexible, const std::optional<bytes::Slice>& data,
                          bool null_ok) {
  if (data) {
    write_bytes(w, flexible, *data);
  } else {
    write_null_count(w, flexible, null_ok);
  }
}

void write_nullable_records(bytes::Writer& w, bool flexible,
                            const std::optional<bytes::Chain>& records, bool null_ok) {
  if (records) {
    write_records(w, flexible, *records);
  } else {
    write_null_count(w, flexible, null_ok);
  }
}

void write_count(bytes::Writer& w, bool flexible, std::size_t count) {
  write_length32(w, flexible, count);
}

void write_null_count(bytes::Writer& w, bool flexible, bool null_ok) {
  if (!null_ok) {
    write_length32(w, flexible, 0);
  } else if (flexible) {
    w.uvarint(0);
  } else {
    w.i32(-1);
  }
}

template <class T>
void write_list(bytes::Writer& w, bool flexible, const std::vector<T>& list) {
  write_count(w, flexible, list.size());
  for (const T& value : list) write_value(w, flexible, value);
}

template <class T>
void write_list(bytes::Writer& w, bool flexible, const std::optional<std::vector<T>>& list,
                bool null_ok) {
  if (list) {
    write_list(w, flexible, *list);
  } else {
    write_null_count(w, flexible, null_ok);
  }
}

#define RF_KAFKA_LIST(T)                                                         \
  template void read_list(bytes::Reader&, bool, std::vector<T>&);                \
  template void read_list(bytes::Reader&, bool, std::optional<std::vector<T>>&); \
  template void write_list(bytes::Writer&, bool, const std::vector<T>&);         \
  template void write_list(bytes::Writer&, bool, const std::optional<std::vector<T>>&, bool);
RF_KAFKA_LIST(std::int8_t)
RF_KAFKA_LIST(std::int16_t)
RF_KAFKA_LIST(std::int32_t)
RF_KAFKA_LIST(std::int64_t)
RF_KAFKA_LIST(std::string)
RF_KAFKA_LIST(Uuid)
#undef RF_KAFKA_LIST

TagReader::TagReader(bytes::Reader& r) : r_(r) {
  // A field takes at least its tag and its size; nothing is allocated for it.
  left_ = r.count(r.uvarint(), 2, 0);
}

bool TagReader::next() {
  const bool first = !open_;
  if (open_) close_field();
  if (left_ == 0 || !r_.ok()) return false;
  --left_;
  const std::uint32_t tag = r_.uvarint();
  if (!first && tag <= tag_) r_.fail("tags do not ascend");
  const std::uint32_t size = r_.uvarint();
  if (size > r_.remaining()) r_.fail("tagged field runs past the end");
  if (!r_.ok()) return false;
  tag_ = tag;
  open_ = true;
  start_ = r_.position();
  end_ = start_ + size;
  return true;
}

void TagReader::close_field() {
  if (!r_.ok()) return;
  if (r_.position() == start_) {
    r_.skip(end_ - start_);
  } else if (r_.position() != end_) {
    r_.fail("tagged field has another size than it says");
  }
}

void skip_tags(bytes::Reader& r) {
  TagReader tags(r);
  while (tags.next()) {
  }
}

bytes::Writer& TagWriter::begin(std::uint32_t tag) {
  tag_ = tag;
  return value_;
}

void TagWriter::end() {
  ++count_;
  fields_.uvarint(tag_);
  fields_.uvarint(value_.size());
  if (value_.truncated()) w_.set_truncated();
  fields_.chain(value_.finish());
}

void TagWriter::finish() {
  w_.uvarint(count_);
  if (count_ > 0) w_.chain(fields_.finish());
}

Error unknown_version(std::int16_t version) {
  return Error(ErrorCode::kUnsupported, fmt::format("version {} of this API", version));
}

void assert_version(std::int16_t low, std::int16_t version, std::int16_t high) {
  RF_ASSERT(version >= low && version <= high, "message version out of range");
}

}  // namespace ringfence::kafka
