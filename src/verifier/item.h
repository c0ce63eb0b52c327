// One evidence item: a DSSE envelope over an in-toto Statement v1 whose predicate is the common
// fields of docs/formats/evidence_item.md plus a body of its type.
#pragma once

#include "verifier/trust.h"

namespace ringfence::verifier {

struct Envelope {
  std::string type;
  std::string payload;
  std::vector<std::pair<std::string, std::string>> signatures;  // key id, 64 bytes
};
// Accepts exactly the bytes that docs/formats/evidence_item.md prescribes for these values.
Expected<Envelope> read_envelope(std::string_view text, const std::string& file);
std::string dsse_encoding(std::string_view type, std::string_view payload);  // "PAE"

struct RawFile {
  std::string digest;
  std::string disclosure;  // full, salted, withheld
};

// What the rules need of the body of an item; the body itself is not kept.
struct Facts {
  // attestation: kind is signed-reply, public-page, secondary or not-found; page is a raw file
  std::string kind, entity, quote, page, address;
  std::int64_t retrieved = 0, span_from = 0, span_to = 0;
  std::int64_t pages = 0;  // searched without finding
  // egress-reconciliation
  std::string ledger_key, counter_key, ledger_user, counter_user;
  // a sample (limit "sample")
  bool sampled = false;
  std::string seed;
  std::int64_t root_leaf = -1;
  std::vector<std::int64_t> indexes;
  // tombstone
  std::int64_t erased_leaf = -1;
  bool erased_run = false;  // an announcement or an outcome of a probe
  std::string basis;
};

struct Item {
  std::string file;
  bool counter = false;    // from --counter, not from the packet
  std::int64_t leaf = -1;  // index in the log; -1 when not logged
  std::string id;
  std::string type;  // "E07"; "start" and "tombstone" for the two that answer nothing
  std::vector<std::string> claims;
  Scope scope;
  std::string grade;  // what it says of itself, "P", "M" or "A": never graded, only refused
  std::string role;
  const TrustKey* key = nullptr;
  std::int64_t run = 0;
  std::int64_t to = 0, valid_until = 0;
  std::string tool, unit, result;
  std::int64_t population = 0, examined = 0, excluded = 0;
  std::vector<std::string> limits, assumes;
  std::vector<RawFile> raw;
  Facts facts;
  std::string recomputed;  // what this run recomputed; empty = nothing
  std::string wrong;       // what this run recomputed and found different
};

// Whether an item of this type is a run of a probe, which must have been announced by a start.
bool is_probe_type(std::string_view type);

struct SignedItem {
  Item item;
  Value body;
};
Expected<SignedItem> read_item(std::string_view text, const std::string& file, const Trust& trust);

}  // namespace ringfence::verifier
