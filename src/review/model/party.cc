#include "review/model/party.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "evidence/crypto.h"
#include "review/model/toml_fields.h"

namespace ringfence::review {
namespace {

// The details of each kind, in the order of digests and sentences.
const std::vector<std::string_view>& details_of(std::string_view kind) {
  static const std::map<std::string_view, std::vector<std::string_view>> kDetails = {
      {"entity", {"registration", "country"}},
      {"owner", {"share", "since"}},
      {"subprocessor", {"place", "purpose", "data"}},
      {"support", {"sites", "hours", "escalation"}},
      {"terms", {"version", "digest", "date"}}};
  return kDetails.at(kind);
}

PartyEntry read_entry(std::string_view kind, TomlFields& fields) {
  PartyEntry entry;
  entry.kind = kind;
  entry.name = fields.text("name");
  for (const std::string_view detail : details_of(kind)) {
    const bool dated = detail == "since" || detail == "date";
    entry.details.emplace_back(detail, dated ? fields.date(detail) : fields.text(detail));
  }
  entry.source = fields.text("source");
  entry.retrieved = fields.date("retrieved");
  entry.signer = fields.text("signer");
  entry.expires = fields.date("expires");
  if (entry.name.empty()) fields.fail("name", "is missing");
  if (entry.source.empty()) fields.fail("source", "is missing: where was this read?");
  if (entry.retrieved.empty()) fields.fail("retrieved", "is missing: when was this read?");
  return entry;
}

}  // namespace

std::string PartyEntry::digest() const {
  std::string text = "kind=" + kind + "\nname=" + name + "\n";
  for (const auto& [key, value] : details) text += key + "=" + value + "\n";
  return evidence::sha256_hex(text);
}

std::string PartyEntry::sentence() const {
  std::string out = kind;
  out[0] = static_cast<char>(out[0] - 'a' + 'A');
  out += " " + name;
  for (const auto& [key, value] : details) {
    if (!value.empty()) out += fmt::format(", {} {}", key, value);
  }
  return out;
}

std::vector<const PartyEntry*> Party::of(std::string_view kind) const {
  std::vector<const PartyEntry*> out;
  for (const PartyEntry& entry : entries) {
    if (entry.kind == kind) out.push_back(&entry);
  }
  return out;
}

std::string Party::digest(std::string_view kind) const {
  std::vector<std::string> digests;
  for (const PartyEntry* entry : of(kind)) digests.push_back(entry->digest());
  std::sort(digests.begin(), digests.end());
  std::string text;
  for (const std::string& digest : digests) text += digest + "\n";
  return evidence::sha256_hex(text);
}

Result<Party> parse_party(std::string_view toml) {
  RF_TRY_ASSIGN(TomlFields root, TomlFields::parse(toml, "party.toml"));
  Party party;
  for (const std::string_view kind : kPartyKinds) {
    for (TomlFields& fields : root.tables(kind)) {
      party.entries.push_back(read_entry(kind, fields));
    }
  }
  RF_TRY(root.finish());
  if (party.of("entity").size() > 1) {
    return Error(ErrorCode::kInvalid,
                 "party.toml: entity stands twice; one legal entity a subject");
  }
  return party;
}

std::string party_template(std::string_view entity) {
  return fmt::format(
      R"(# The legal party behind this subject. Each entry says where it was read, when, who signed for it
# (name and title; empty: nobody did), and until when it counts. `ringfence-review answers --party`
# files what is signed for as evidence; a later change here reopens the claims that lean on it.
# Entity named in subject.toml: {}

# [[entity]]
# name = {}
# registration = "register and number"
# country = ""
# source = "address or document"
# retrieved = 2026-01-31
# signer = "name, title"
# expires = 2027-01-31

# [[owner]]
# name = ""
# share = "100%"
# since = 2024-05-01
# source = ""
# retrieved = 2026-01-31
# signer = ""

# [[subprocessor]]
# name = ""
# place = ""
# purpose = ""
# data = ""
# source = ""
# retrieved = 2026-01-31
# signer = ""

# [[support]]
# name = "how support is reached"
# sites = ""
# hours = ""
# escalation = ""
# source = ""
# retrieved = 2026-01-31
# signer = ""

# [[terms]]
# name = "data processing terms"
# version = ""
# digest = "SHA-256 of the document"
# date = 2026-01-31
# source = ""
# retrieved = 2026-01-31
# signer = ""
)",
      entity, quote_toml(entity));
}

std::vector<std::string> claims_answered_by(std::string_view kind) {
  if (kind == "entity" || kind == "owner") return {"P1.a"};
  if (kind == "subprocessor") return {"P2.a"};
  if (kind == "support") return {"P3.a"};
  return {"P4.a"};
}

std::vector<std::string> claims_leaning_on(std::string_view kind) {
  // The entity is part of an item's scope besides: another one there makes every item foreign (R4).
  if (kind == "entity") return {"P1.a", "P1.b", "P4.a", "P4.b"};
  if (kind == "owner") return {"P1.a", "K3.d", "Z4.c"};
  if (kind == "subprocessor") {
    return {"P2.a", "P2.b", "C3.acc.d", "C3.ret.c", "C3.del.b", "C4.acc.b", "C4.res.d", "K3.d"};
  }
  if (kind == "support") return {"P3.a", "P3.b", "C4.acc.b", "C4.res.d", "Z4.c"};
  return {"P4.a", "P4.b", "F4.c", "C6.ret.b"};
}

}  // namespace ringfence::review
