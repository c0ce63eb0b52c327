#include "object_store/object_store.h"

namespace ringfence::store {
namespace {

bool legal_key_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

}  // namespace

std::string_view key_problem(std::string_view key) {
  if (key.empty()) return "empty key";
  if (key.size() > kKeyBytesMax) return "key over 1024 bytes";
  std::size_t start = 0;
  for (std::size_t i = 0; i <= key.size(); ++i) {
    if (i < key.size() && key[i] != '/') {
      if (!legal_key_char(key[i])) return "character outside [a-zA-Z0-9._/-] in key";
      continue;
    }
    const std::string_view component = key.substr(start, i - start);
    if (component.empty()) return "empty component in key";
    if (component == "." || component == "..") return "component . or .. in key";
    if (component.size() > kKeyComponentBytesMax) return "key component over 200 bytes";
    start = i + 1;
  }
  return {};
}

Result<RangeToRead> clip_range(std::uint64_t object_size_bytes, std::uint64_t offset,
                               std::optional<std::uint64_t> length) {
  if (offset >= object_size_bytes && offset > 0) {
    return Error(ErrorCode::kInvalid, "offset at or beyond the end of the object");
  }
  const std::uint64_t left = object_size_bytes - offset;
  return RangeToRead{offset, length && *length < left ? *length : left};
}

}  // namespace ringfence::store
