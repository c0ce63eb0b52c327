// Writing and signing a packet, for the commands `packet` and `sign` and for the local page.
#pragma once

#include <set>
#include <string>

#include "review/commands/command.h"
#include "review/model/packets.h"
#include "verifier/report.h"

namespace ringfence::review {

struct PacketWish {
  std::string audience = "auditor";
  std::string out;  // folder; empty: packets/DATE of the subject
  bool no_zip = false;
  bool no_pdf = false;
};

struct WrittenPacket {
  PacketPlace place;
  std::string manifest;  // digest
  std::string notices;   // a line each
  std::size_t left_out_items = 0, left_out_raw = 0;
  verifier::Outcome checked;  // read back as its reader will; exit code 3 is an error of ours
};
// kPreconditionFailed: there is no evidence yet. A crash leaves no half packet under a good name.
Result<WrittenPacket> write_review_packet(const Session& session, const PacketWish& wish);

struct SignWish {
  std::string packet;  // name or folder; empty: the newest
  std::string role, name, title;
  std::string key;  // under keys/; empty: the role's
  bool make_key = false;
};
// kPreconditionFailed: evidence or record changed since the packet was written.
Result<> sign_review_packet(Session& session, const SignWish& wish);

// Whether the newest packet holds all evidence, and whoever signed it signed today's record.
Result<bool> newest_packet_is_current(const Session& session);

}  // namespace ringfence::review
