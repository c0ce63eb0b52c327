// A packet: a folder or a zip whose signed manifest lists every file, with items, their salts and
// inclusion proofs, checkpoints and the log's tiles (docs/formats/packet.md). Reading it checks
// every byte: what does not match is refused by the name of its file; what is merely absent becomes
// a gap.
#pragma once

#include <filesystem>

#include "verifier/item.h"
#include "verifier/question_set.h"

namespace ringfence::verifier {

struct Open {
  std::string why;  // not-built, not-measured, not-asked, unanswered
  std::string since;
};

struct Manifest {
  std::string digest;  // of the signed envelope
  std::int64_t created = 0;
  std::string audience;
  std::string question_set;
  std::int64_t checkpoint_size = 0;
  std::string previous;  // digest of the manifest before; empty for the first
  Scope subject;
  std::map<std::string, Open> open;
  struct File {
    std::int64_t size = 0;
    std::string sha256;
  };
  std::map<std::string, File> files;
};

// Where the bytes of one file lie: alone, or stored inside a zip.
struct Place {
  std::filesystem::path file;
  std::int64_t size = 0;
  std::int64_t offset = 0;
};
using Files = std::map<std::string, Place>;

struct Packet {
  Files present;
  Manifest manifest;
  Checkpoint checkpoint;             // the newest
  std::vector<Digest> leaves;        // as far as the tiles show them
  std::vector<Item> items;           // by leaf
  std::string absent_run;            // why a run of a probe may be missing; empty = none is
  std::vector<std::string> gaps;     // what is missing: exit 2
  std::vector<std::string> notices;  // what the reader should know
  Expected<std::string> read(const std::string& name, std::int64_t limit) const;
};

Expected<Place> place_of(const std::filesystem::path& path, const std::string& name);
Expected<std::string> read_file(const Place& place, const std::string& name, std::int64_t limit);
// Regular files below a folder, or the members of a zip; anything else there is refused.
Expected<Files> list_files(const std::filesystem::path& folder);

Expected<Packet> read_packet(const std::filesystem::path& path, const Trust& trust,
                             const QuestionSet& set);
// The reader's own findings: *.dsse.json by keys of role reviewer.
Expected<std::vector<Item>> read_counter(const std::filesystem::path& folder, const Trust& trust);

// What this run recomputes from raw files (rule R2): sets item.recomputed or item.wrong.
using RawReader = Files;  // by digest
void recompute(Item& item, const Value& body, const RawReader& raw);

}  // namespace ringfence::verifier
