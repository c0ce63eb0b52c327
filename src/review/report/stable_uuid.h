// Identifiers of exports: UUIDv5 (RFC 9562), so that the same content gives the same bytes.
#pragma once

#include <string>
#include <string_view>

namespace ringfence::review {

// In a namespace of this project; `name` says what is identified, as "oscal observation ID".
std::string stable_uuid(std::string_view name);

}  // namespace ringfence::review
