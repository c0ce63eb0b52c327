// What Kafka clients say about groups, turned into pairs, tokens and sealed blobs and back
// (ARCHITECTURE rule 12). Member ids are UUIDs in text form on the Kafka side.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/names.h"
#include "base/ids.h"
#include "base/result.h"
#include "metadata/state/groups/group_calls.h"

namespace ringfence::agent {

// "01234567-89ab-cdef-0123-456789abcdef"; empty for the zero id.
std::string member_text(const Uuid& member);
// Zero for an empty text; kForeignMember for one that no member of ours can have.
Uuid member_id(std::string_view text);

// What of a text is kept when it is longer than a sealed name may be.
std::string_view clipped_name(std::string_view text);

// The topics that a consumer's metadata names, as ascending tokens; nothing when it is not the
// metadata of a consumer (ConsumerProtocolSubscription, any version).
std::optional<std::vector<meta::Token>> subscribed_topics(
    Names& names, std::string_view protocol_type, const std::vector<std::string_view>& metadata);

std::string_view group_state_text(meta::GroupState state);

}  // namespace ringfence::agent
