// Stored things as JSON: data objects, log records, snapshots.
#pragma once

#include <nlohmann/json.hpp>

#include "keys/keys.h"
#include "metadata/state/decisions.h"
#include "metadata/state/record.h"
#include "metadata/state/state.h"
#include "storage/object_format.h"

namespace ringfence::cli {

// With keys, names are shown in clear beside their tokens; without, the pointer is null.
nlohmann::json object_json(const storage::ParsedObject& object);
nlohmann::json record_json(const meta::Record& record, const keys::Keys* keys);
nlohmann::json state_json(const meta::State& state, const keys::Keys* keys);

std::string hex(bytes::ByteSpan data);

}  // namespace ringfence::cli
