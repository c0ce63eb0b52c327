// Assembles a packet (docs/formats/packet.md) from an evidence folder: a folder that a reader takes
// away and checks offline. It never grades anything.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "evidence/evidence_folder.h"

namespace ringfence::evidence {

struct OpenClaim {
  std::string claim;
  std::string why;    // not-built, not-measured, not-asked, unanswered
  std::string since;  // RFC 3339, for unanswered
};

struct PacketOptions {
  std::string created;  // RFC 3339
  std::string audience = "auditor";
  std::string question_set;  // digest, docs/formats/question_set.md
  std::string previous;      // SHA-256 of the manifest.dsse.json of the packet before; or empty
  Scope subject;
  std::vector<OpenClaim> open;
  std::map<std::string, std::string> files;  // path -> bytes: statement.md, annex/..., and so on
  std::set<std::string> without_items;       // ids left out: each shows as a gap (exit 2)
  std::set<std::string> without_raw;         // digests left out, beside those withheld
};

// `out` must not exist or be empty. `key` has role cust-release, reviewer or vendor-staff. Returns
// the SHA-256 of the manifest, which signatures of people and the next packet name.
Result<std::string> write_packet(const EvidenceFolder& evidence, const std::filesystem::path& out,
                                 const PacketOptions& options, const SigningKey& key);

}  // namespace ringfence::evidence
