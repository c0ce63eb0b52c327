#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "kafka/protocol/base64.h"
#include "kafka/protocol/json.h"

namespace ringfence::kafka {
namespace {

using Json = nlohmann::json;

const Json* as_json(const void* node) { return static_cast<const Json*>(node); }

}  // namespace

struct JsonDocument::State {
  Json root;
  std::string error;
};

JsonDocument::JsonDocument(std::unique_ptr<State> state) : state_(std::move(state)) {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

Result<JsonDocument> JsonDocument::parse(std::string_view text) {
  auto state = std::make_unique<State>();
  state->root = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (state->root.is_discarded()) return Error(ErrorCode::kInvalid, "not JSON");
  return JsonDocument(std::move(state));
}

JsonValue JsonDocument::root() const { return JsonValue(&state_->root, &state_->error); }

Result<void> JsonValue::status() const {
  if (!error_->empty()) return Error(ErrorCode::kInvalid, *error_);
  return {};
}

void JsonValue::fail(const char* name, const char* what) const {
  if (error_->empty()) *error_ = std::string(name) + ": " + what;
}

const void* JsonValue::find(const char* name) const {
  if (node_ == nullptr || !as_json(node_)->is_object()) return nullptr;
  const auto found = as_json(node_)->find(name);
  if (found != as_json(node_)->end()) return &*found;
  fail(name, "is missing");
  return nullptr;
}

bool JsonValue::expect_object() const {
  if (node_ != nullptr && as_json(node_)->is_object()) return true;
  fail("value", "is not an object");
  return false;
}

bool JsonValue::has(const char* name) const {
  return node_ != nullptr && as_json(node_)->is_object() && as_json(node_)->contains(name);
}

bool JsonValue::is_null(const char* name) const {
  const Json* node = as_json(find(name));
  return node == nullptr || node->is_null();
}

JsonValue JsonValue::at(const char* name) const { return JsonValue(find(name), error_); }

std::size_t JsonValue::array_size(const char* name) const {
  const Json* node = as_json(find(name));
  if (node == nullptr) return 0;
  if (node->is_array()) return node->size();
  fail(name, "is not an array");
  return 0;
}

JsonValue JsonValue::at(const char* name, std::size_t index) const {
  const Json* node = as_json(find(name));
  const bool there = node != nullptr && node->is_array() && index < node->size();
  return JsonValue(there ? &(*node)[index] : nullptr, error_);
}

std::int64_t JsonValue::number(const char* name, std::int64_t low, std::int64_t high,
                               std::int64_t old) const {
  const Json* node = as_json(find(name));
  if (node == nullptr) return old;
  const bool fits = node->is_number_integer() &&
                    !(node->is_number_unsigned() &&
                      node->get<std::uint64_t>() >
                          static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
  const std::int64_t value = fits ? node->get<std::int64_t>() : 0;
  if (fits && value >= low && value <= high) return value;
  fail(name, "is not an integer of its range");
  return old;
}

#define RF_KAFKA_INTEGER(T)                                                               \
  void JsonValue::integer(const char* name, T& out) const {                               \
    out = static_cast<T>(                                                                 \
        number(name, std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), out)); \
  }
RF_KAFKA_INTEGER(std::int8_t)
RF_KAFKA_INTEGER(std::int16_t)
RF_KAFKA_INTEGER(std::uint16_t)
RF_KAFKA_INTEGER(std::int32_t)
RF_KAFKA_INTEGER(std::int64_t)
#undef RF_KAFKA_INTEGER

void JsonValue::floating(const char* name, double& out) const {
  const Json* node = as_json(find(name));
  if (node == nullptr) return;
  if (node->is_number()) {
    out = node->get<double>();
  } else if (*node == "NaN") {
    out = std::numeric_limits<double>::quiet_NaN();
  } else if (*node == "Infinity" || *node == "-Infinity") {
    out = std::numeric_limits<double>::infinity() * (*node == "Infinity" ? 1 : -1);
  } else {
    fail(name, "is not a number");
  }
}

void JsonValue::boolean(const char* name, bool& out) const {
  const Json* node = as_json(find(name));
  if (node == nullptr) return;
  if (!node->is_boolean()) return fail(name, "is not a boolean");
  out = node->get<bool>();
}

void JsonValue::text(const char* name, std::string& out) const {
  const Json* node = as_json(find(name));
  if (node == nullptr) return;
  if (!node->is_string()) return fail(name, "is not a string");
  out = node->get<std::string>();
}

void JsonValue::text(const char* name, std::optional<std::string>& out) const {
  is_null(name) ? out.reset() : text(name, out.emplace());
}

void JsonValue::uuid(const char* name, Uuid& out) const {
  std::string encoded;
  text(name, encoded);
  const auto raw = base64_decode(encoded, Base64::kUrlWithoutPadding);
  if (!raw || raw->size() != out.bytes.size()) return fail(name, "is not a uuid");
  std::ranges::transform(*raw, out.bytes.begin(),
                         [](std::byte byte) { return static_cast<std::uint8_t>(byte); });
}

void JsonValue::bytes(const char* name, bytes::Slice& out) const {
  std::string encoded;
  text(name, encoded);
  auto raw = base64_decode(encoded, Base64::kPlain);
  if (!raw) return fail(name, "is not base64");
  out = bytes::Slice::from_vector(*std::move(raw));
}

void JsonValue::bytes(const char* name, std::optional<bytes::Slice>& out) const {
  is_null(name) ? out.reset() : bytes(name, out.emplace());
}

void JsonValue::records(const char* name, bytes::Chain& out) const {
  std::int64_t size = 0;
  integer((std::string(name) + "SizeInBytes").c_str(), size);
  out = {};
}

void JsonValue::records(const char* name, std::optional<bytes::Chain>& out) const {
  has(name) ? out.reset() : records(name, out.emplace());
}

template <class T>
void JsonValue::list(const char* name, std::vector<T>& out) const {
  const std::size_t size = array_size(name);
  out.assign(size, T());
  for (std::size_t i = 0; i < size; ++i) {
    // An array element is read as the only field of an object of its own.
    const Json holder = {{name, *as_json(at(name, i).node_)}};
    const JsonValue value(&holder, error_);
    if constexpr (std::is_same_v<T, std::string>) {
      value.text(name, out[i]);
    } else if constexpr (std::is_same_v<T, Uuid>) {
      value.uuid(name, out[i]);
    } else {
      value.integer(name, out[i]);
    }
  }
}

template <class T>
void JsonValue::list(const char* name, std::optional<std::vector<T>>& out) const {
  is_null(name) ? out.reset() : list(name, out.emplace());
}

#define RF_KAFKA_LIST(T)                                             \
  template void JsonValue::list(const char*, std::vector<T>&) const; \
  template void JsonValue::list(const char*, std::optional<std::vector<T>>&) const;
RF_KAFKA_LIST(std::int8_t)
RF_KAFKA_LIST(std::int16_t)
RF_KAFKA_LIST(std::int32_t)
RF_KAFKA_LIST(std::int64_t)
RF_KAFKA_LIST(std::string)
RF_KAFKA_LIST(Uuid)
#undef RF_KAFKA_LIST

}  // namespace ringfence::kafka
