// JSON forms of what was seen, for bodies and raw files. Internal to this folder.
#pragma once

#include <nlohmann/json.hpp>

#include "review/probe_kafka/survey.h"

namespace ringfence::review {

using Json = nlohmann::ordered_json;

Json listener_json(const ListenerReport& report);
Json trials_json(const IdentityTrials& trials);
Json settings_json(const BrokerSettings& settings);
std::string dump(const Json& json);  // invalid UTF-8 replaced

}  // namespace ringfence::review
