#include "review/commands/packet_documents.h"

namespace ringfence::review {

Result<PacketDocuments> packet_documents(const Session& session, std::string_view,
                                         const std::string&, const std::string&) {
  PacketDocuments out;
  out.subject = session.subject.scope;
  return out;
}

Result<> write_packet_zip(const std::filesystem::path&, const std::filesystem::path&) { return {}; }

}  // namespace ringfence::review
