// The documents of a packet, from review/report, and its form as a zip.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "review/commands/command.h"

namespace ringfence::review {

struct PacketDocuments {
  std::map<std::string, std::string> files;
  std::set<std::string> without_items, without_raw;
  evidence::Scope subject;
  std::vector<std::string> notices;
};

Result<PacketDocuments> packet_documents(const Session& session, std::string_view audience,
                                         const std::string& created, const std::string& previous);
Result<> write_packet_zip(const std::filesystem::path& folder, const std::filesystem::path& zip);

}  // namespace ringfence::review
