// JSON in the form of Apache Kafka's own message converters, for `inspect`, logs of tests and the
// oracle test. Field names in camelCase, bytes and uuids as base64 (uuids URL-safe, without
// padding), records as `recordsSizeInBytes`, fields that a version lacks and tagged fields with
// their default left out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "bytes/slice.h"

namespace ringfence::kafka {

// Writes one JSON text. The generated converters drive it; text that is not UTF-8 comes out with
// replacement characters.
class JsonWriter {
 public:
  // The text so far; complete when every object and array is closed.
  const std::string& text() const { return text_; }

  void begin_object();
  void end_object();
  void begin_array(std::string_view name);
  void end_array();
  void key(std::string_view name);
  void null(std::string_view name);

  void integer(std::string_view name, std::int64_t value);
  void floating(std::string_view name, double value);
  void boolean(std::string_view name, bool value);
  void text(std::string_view name, std::string_view value);
  void text(std::string_view name, const std::string& value) {
    text(name, std::string_view(value));
  }
  void text(std::string_view name, const std::optional<std::string>& value);
  void uuid(std::string_view name, const Uuid& value);
  void bytes(std::string_view name, const bytes::Slice& value);
  void bytes(std::string_view name, const std::optional<bytes::Slice>& value);
  void records(std::string_view name, const bytes::Chain& value);
  void records(std::string_view name, const std::optional<bytes::Chain>& value);
  // int8_t, int16_t, int32_t, int64_t, std::string, Uuid.
  template <class T>
  void list(std::string_view name, const std::vector<T>& values);
  template <class T>
  void list(std::string_view name, const std::optional<std::vector<T>>& values);

 private:
  void separate();
  void quote(std::string_view value);
  void element(std::int64_t value);
  void element(const std::string& value) { quote(value); }
  void element(const Uuid& value);

  std::string text_;
  bool first_ = true;
};

// A place in a parsed JSON text. Reading a field that is missing, of another type or out of range
// sets the document's error, which sticks; outputs are then left as they are. Cheap to copy; the
// document must outlive it.
class JsonValue {
 public:
  Result<void> status() const;

  bool expect_object() const;
  bool has(const char* name) const;
  bool is_null(const char* name) const;
  JsonValue at(const char* name) const;
  std::size_t array_size(const char* name) const;
  JsonValue at(const char* name, std::size_t index) const;

  void integer(const char* name, std::int8_t& out) const;
  void integer(const char* name, std::int16_t& out) const;
  void integer(const char* name, std::uint16_t& out) const;
  void integer(const char* name, std::int32_t& out) const;
  void integer(const char* name, std::int64_t& out) const;
  void floating(const char* name, double& out) const;
  void boolean(const char* name, bool& out) const;
  void text(const char* name, std::string& out) const;
  void text(const char* name, std::optional<std::string>& out) const;
  void uuid(const char* name, Uuid& out) const;
  void bytes(const char* name, bytes::Slice& out) const;
  void bytes(const char* name, std::optional<bytes::Slice>& out) const;
  // Records are not in the JSON form: the result is empty, or null where `"records": null` is
  // written.
  void records(const char* name, bytes::Chain& out) const;
  void records(const char* name, std::optional<bytes::Chain>& out) const;
  template <class T>
  void list(const char* name, std::vector<T>& out) const;
  template <class T>
  void list(const char* name, std::optional<std::vector<T>>& out) const;

 private:
  friend class JsonDocument;
  JsonValue(const void* node, std::string* error) : node_(node), error_(error) {}
  const void* find(const char* name) const;
  std::int64_t number(const char* name, std::int64_t low, std::int64_t high,
                      std::int64_t old) const;
  void fail(const char* name, const char* what) const;

  const void* node_;    // nlohmann::json, kept out of this header; nullptr after an error
  std::string* error_;  // the document's first error
};

// Parses a text and owns the result.
class JsonDocument {
 public:
  static Result<JsonDocument> parse(std::string_view text);
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  ~JsonDocument();
  JsonValue root() const;

 private:
  struct State;
  explicit JsonDocument(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ringfence::kafka
