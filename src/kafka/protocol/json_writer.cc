#include <fmt/format.h>

#include <cmath>

#include "kafka/protocol/base64.h"
#include "kafka/protocol/json.h"

namespace ringfence::kafka {
namespace {

// The length of the valid UTF-8 sequence at the start of `text`, 0 when it is not one.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  const unsigned char second = byte(1);
  const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
  const bool surrogate = lead == 0xed && second >= 0xa0;
  const bool beyond = lead == 0xf4 && second >= 0x90;
  return overlong || surrogate || beyond ? 0 : length;
}

}  // namespace

void JsonWriter::separate() {
  if (!first_) text_ += ',';
  first_ = true;
}

void JsonWriter::begin_object() {
  separate();
  text_ += '{';
  first_ = true;
}

void JsonWriter::end_object() {
  text_ += '}';
  first_ = false;
}

void JsonWriter::begin_array(std::string_view name) {
  key(name);
  text_ += '[';
}

void JsonWriter::end_array() {
  text_ += ']';
  first_ = false;
}

void JsonWriter::key(std::string_view name) {
  separate();
  text_ += '"';
  text_ += name;
  text_ += "\":";
  first_ = true;  // no comma before the value
}

void JsonWriter::null(std::string_view name) {
  key(name);
  text_ += "null";
  first_ = false;
}

void JsonWriter::quote(std::string_view value) {
  text_ += '"';
  while (!value.empty()) {
    const char c = value.front();
    const std::size_t length = utf8_length(value);
    if (length == 0) {
      text_ += "\xef\xbf\xbd";
    } else if (c == '"' || c == '\\') {
      text_ += '\\';
      text_ += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      text_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      text_ += value.substr(0, length);
    }
    value.remove_prefix(length == 0 ? 1 : length);
  }
  text_ += '"';
  first_ = false;
}

void JsonWriter::element(std::int64_t value) {
  text_ += fmt::to_string(value);
  first_ = false;
}

void JsonWriter::element(const Uuid& value) {
  quote(base64_encode(std::as_bytes(std::span(value.bytes)), Base64::kUrlWithoutPadding));
}

void JsonWriter::integer(std::string_view name, std::int64_t value) {
  key(name);
  element(value);
}

void JsonWriter::floating(std::string_view name, double value) {
  key(name);
  // JSON has no words for these; Java writes them as strings.
  if (std::isnan(value)) return quote("NaN");
  if (std::isinf(value)) return quote(value > 0 ? "Infinity" : "-Infinity");
  text_ += fmt::to_string(value);
  first_ = false;
}

void JsonWriter::boolean(std::string_view name, bool value) {
  key(name);
  text_ += value ? "true" : "false";
  first_ = false;
}

void JsonWriter::text(std::string_view name, std::string_view value) {
  key(name);
  quote(value);
}

void JsonWriter::text(std::string_view name, const std::optional<std::string>& value) {
  value ? text(name, std::string_view(*value)) : null(name);
}

void JsonWriter::uuid(std::string_view name, const Uuid& value) {
  key(name);
  element(value);
}

void JsonWriter::bytes(std::string_view name, const bytes::Slice& value) {
  key(name);
  quote(base64_encode(value.span(), Base64::kPlain));
}

void JsonWriter::bytes(std::string_view name, const std::optional<bytes::Slice>& value) {
  value ? bytes(name, *value) : null(name);
}

void JsonWriter::records(std::string_view name, const bytes::Chain& value) {
  integer(std::string(name) + "SizeInBytes", static_cast<std::int64_t>(value.size()));
}

void JsonWriter::records(std::string_view name, const std::optional<bytes::Chain>& value) {
  value ? records(name, *value) : null(name);
}

template <class T>
void JsonWriter::list(std::string_view name, const std::vector<T>& values) {
  begin_array(name);
  for (const T& value : values) {
    separate();
    element(value);
  }
  end_array();
}

template <class T>
void JsonWriter::list(std::string_view name, const std::optional<std::vector<T>>& values) {
  values ? list(name, *values) : null(name);
}

#define RF_KAFKA_LIST(T)                                                   \
  template void JsonWriter::list(std::string_view, const std::vector<T>&); \
  template void JsonWriter::list(std::string_view, const std::optional<std::vector<T>>&);
RF_KAFKA_LIST(std::int8_t)
RF_KAFKA_LIST(std::int16_t)
RF_KAFKA_LIST(std::int32_t)
RF_KAFKA_LIST(std::int64_t)
RF_KAFKA_LIST(std::string)
RF_KAFKA_LIST(Uuid)
#undef RF_KAFKA_LIST

}  // namespace ringfence::kafka
