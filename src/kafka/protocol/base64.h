// Base64 (RFC 4648): plain with padding for bytes, URL-safe without padding for Kafka's uuids.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/slice.h"

namespace ringfence::kafka {

enum class Base64 { kPlain, kUrlWithoutPadding };

std::string base64_encode(bytes::ByteSpan data, Base64 form);
// Strict: nullopt for characters of the other form, missing or extra padding, and bits that do not
// fill a byte.
std::optional<std::vector<std::byte>> base64_decode(std::string_view text, Base64 form);

}  // namespace ringfence::kafka
