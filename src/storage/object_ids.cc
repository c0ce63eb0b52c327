#include "storage/object_ids.h"

namespace ringfence::storage {

std::string object_key(const ObjectId& id) {
  std::string key;
  key.reserve(kDataPrefix.size() + 32);
  key += kDataPrefix;
  key += id.to_hex();
  return key;
}

std::optional<ObjectId> object_id_of_key(std::string_view key) {
  if (!key.starts_with(kDataPrefix)) return std::nullopt;
  const std::string_view hex = key.substr(kDataPrefix.size());
  const auto id = Uuid::from_hex(hex);
  if (!id || id->to_hex() != hex) return std::nullopt;
  return *id;
}

}  // namespace ringfence::storage
