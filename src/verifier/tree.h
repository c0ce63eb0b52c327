// The log's hashes (RFC 6962 section 2.1), tile paths (C2SP tlog-tiles) and signed notes (C2SP
// signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verifier/text.h"

namespace ringfence::verifier {

std::uint64_t big_endian(std::string_view bytes);

Digest leaf_hash(std::string_view entry);
Digest node_hash(const Digest& left, const Digest& right);
Digest tree_root(const Digest* leaves, std::size_t count);
bool inclusion_holds(std::uint64_t index, std::uint64_t size, const Digest& leaf,
                     const std::vector<Digest>& path, const Digest& root);
// "x001/x234/067", and with ".p/W" where the tile is not full (width 1 to 256).
std::string tile_path(std::uint64_t index, std::uint64_t width);

// Key id of a note's key: the first four bytes of SHA-256(name || 0x0a || type || key).
std::string note_key_id(std::string_view name, char type, std::string_view key);

struct NoteKey {
  std::string name;
  std::string key;  // 32 bytes
};

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Digest root{};
  std::int64_t witnessed = 0;  // the earliest time that a trusted witness signed; 0 = none
};

// The note must bear the log key's signature. Lines of keys that nobody named are ignored; a bad
// signature under a named key refuses the note.
Expected<Checkpoint> read_checkpoint(std::string_view note, const NoteKey& log,
                                     const std::vector<NoteKey>& witnesses,
                                     const std::string& file);

struct InclusionProof {
  std::uint64_t index = 0;
  std::vector<Digest> path;
  std::string note;
};
Expected<InclusionProof> read_proof(std::string_view text, const std::string& file);

}  // namespace ringfence::verifier
