// The documents of a packet, from review/report.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "review/commands/command.h"

namespace ringfence::review {

struct DocumentRequest {
  std::string audience;
  std::string created;   // RFC 3339
  std::string previous;  // digest of the packet before, or empty
  bool pdf = true;       // where a Chromium is on the machine
};

struct PacketDocuments {
  std::map<std::string, std::string> files;  // path in the packet -> bytes
  std::set<std::string> without_items, without_raw;
  evidence::Scope subject;  // with tokens where the audience must not read names
  std::vector<std::string> notices;
};

Result<PacketDocuments> packet_documents(const Session& session, const DocumentRequest& request);

}  // namespace ringfence::review
