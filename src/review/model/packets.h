// Packets that a subject has written, newest first, and what stands beside each.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "review/model/difference.h"
#include "review/model/review_folder.h"
#include "review/model/signatures.h"

namespace ringfence::review {

struct PacketPlace {
  std::string name;                               // "2026-01-31-2"
  std::filesystem::path folder;                   // packets/NAME
  std::filesystem::path zip, signatures, record;  // NAME.zip, .signatures.json, .record.json
};

std::vector<PacketPlace> list_packets(const Subject& subject);
// DATE, or DATE-2, DATE-3 … when there is one already.
PacketPlace next_packet(const Subject& subject, std::string_view date);
// By name or by path of its folder; empty: the newest. kNotFound.
Result<PacketPlace> find_packet(const Subject& subject, std::string_view name);
// SHA-256 of its manifest, hex.
Result<std::string> manifest_digest(const PacketPlace& packet);

// What the signatures beside a packet are worth now. Empty: none.
Result<std::vector<SignatureView>> check_signatures(const ReviewFolder& review,
                                                    const Subject& subject,
                                                    const PacketPlace& packet, const Record& record,
                                                    const std::vector<ItemView>& items);
// The newest packet with enough intact signatures, as it was.
Result<std::optional<SignedBefore>> last_signed(const ReviewFolder& review, const Subject& subject,
                                                const Profile& profile, const Record& record,
                                                const std::vector<ItemView>& items);

}  // namespace ringfence::review
