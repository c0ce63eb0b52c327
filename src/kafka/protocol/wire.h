// The field forms of Kafka's protocol, shared by the generated readers and writers. `flexible`
// versions use compact lengths (unsigned varint of length + 1, 0 for null) and tag sections; older
// ones use int16 and int32 lengths.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bytes/reader.h"
#include "bytes/writer.h"

namespace ringfence::kafka {

// A null where none is allowed fails the reader.
std::string read_string(bytes::Reader& r, bool flexible);
std::optional<std::string> read_nullable_string(bytes::Reader& r, bool flexible);
bytes::Slice read_bytes(bytes::Reader& r, bool flexible);
std::optional<bytes::Slice> read_nullable_bytes(bytes::Reader& r, bool flexible);
bytes::Chain read_records(bytes::Reader& r, bool flexible);
std::optional<bytes::Chain> read_nullable_records(bytes::Reader& r, bool flexible);

// The number of elements, each of which takes at least `element_bytes_min` bytes on the wire and
// `element_memory` bytes once decoded; checked against what follows before the caller allocates.
std::size_t read_count(bytes::Reader& r, bool flexible, std::size_t element_bytes_min,
                       std::size_t element_memory);
std::optional<std::size_t> read_nullable_count(bytes::Reader& r, bool flexible,
                                               std::size_t element_bytes_min,
                                               std::size_t element_memory);

// Arrays of plain values: int8_t, int16_t, int32_t, int64_t, std::string, Uuid.
template <class T>
void read_list(bytes::Reader& r, bool flexible, std::vector<T>& out);
template <class T>
void read_list(bytes::Reader& r, bool flexible, std::optional<std::vector<T>>& out);

void write_string(bytes::Writer& w, bool flexible, std::string_view text);
void write_bytes(bytes::Writer& w, bool flexible, const bytes::Slice& data);
void write_records(bytes::Writer& w, bool flexible, const bytes::Chain& records);
// `null_ok`: this version can say null; where it cannot, null is written as empty.
void write_nullable_string(bytes::Writer& w, bool flexible, const std::optional<std::string>& text,
                           bool null_ok);
void write_nullable_bytes(bytes::Writer& w, bool flexible, const std::optional<bytes::Slice>& data,
                          bool null_ok);
void write_nullable_records(bytes::Writer& w, bool flexible,
                            const std::optional<bytes::Chain>& records, bool null_ok);
void write_count(bytes::Writer& w, bool flexible, std::size_t count);
void write_null_count(bytes::Writer& w, bool flexible, bool null_ok);
template <class T>
void write_list(bytes::Writer& w, bool flexible, const std::vector<T>& list);
template <class T>
void write_list(bytes::Writer& w, bool flexible, const std::optional<std::vector<T>>& list,
                bool null_ok);

// Walks a tag section: `for (TagReader tags(r); tags.next();)`. A body that does not read a field
// leaves it to be skipped; one that reads it must read exactly its size. Tags must ascend.
class TagReader {
 public:
  explicit TagReader(bytes::Reader& r);
  bool next();
  std::uint32_t tag() const { return tag_; }

 private:
  void close_field();

  bytes::Reader& r_;
  std::size_t left_;
  std::uint32_t tag_ = 0;
  bool open_ = false;
  std::size_t start_ = 0;
  std::size_t end_ = 0;
};

void skip_tags(bytes::Reader& r);

// Collects tagged fields, which need their count and sizes in front.
class TagWriter {
 public:
  explicit TagWriter(bytes::Writer& w) : w_(w) {}
  // The writer for the value of `tag`; end() follows.
  bytes::Writer& begin(std::uint32_t tag);
  void end();
  // Writes the section.
  void finish();

 private:
  bytes::Writer& w_;
  bytes::Writer fields_{0};
  bytes::Writer value_{0};
  std::uint32_t tag_ = 0;
  std::uint32_t count_ = 0;
};

Error unknown_version(std::int16_t version);
void assert_version(std::int16_t low, std::int16_t version, std::int16_t high);

}  // namespace ringfence::kafka
