#include "verifier/tree.h"

#include <algorithm>
#include <bit>

namespace ringfence::verifier {
namespace {

constexpr char kLogType = 0x01;      // Ed25519 note signature
constexpr char kWitnessType = 0x04;  // Ed25519 cosignature/v1
constexpr std::string_view kDash = "\xe2\x80\x94 ";

std::optional<Digest> base64_digest(std::string_view text) {
  const auto bytes = from_base64(text);
  if (!bytes || bytes->size() != 32) return std::nullopt;
  Digest digest;
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return digest;
}

}  // namespace

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const unsigned char byte : bytes) value = value << 8 | byte;
  return value;
}

Digest leaf_hash(std::string_view entry) {
  std::string bytes(1, '\0');
  return sha256(bytes.append(entry));
}

Digest node_hash(const Digest& left, const Digest& right) {
  return sha256("\x01" + bytes_of(left) + bytes_of(right));
}

Digest tree_root(const Digest* leaves, std::size_t count) {
  if (count == 0) return sha256("");
  if (count == 1) return leaves[0];
  const std::size_t left = std::bit_floor(count - 1);
  return node_hash(tree_root(leaves, left), tree_root(leaves + left, count - left));
}

bool inclusion_holds(std::uint64_t index, std::uint64_t size, const Digest& leaf,
                     const std::vector<Digest>& path, const Digest& root) {
  // RFC 9162 section 2.1.3.2.
  if (index >= size) return false;
  std::uint64_t node = index;
  std::uint64_t last = size - 1;
  Digest hash = leaf;
  for (const Digest& sibling : path) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      hash = node_hash(sibling, hash);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && hash == root;
}

std::string tile_path(std::uint64_t index, std::uint64_t width) {
  const auto three = [](std::uint64_t n) { return std::to_string(1000 + n % 1000).substr(1); };
  std::string path = three(index);
  for (index /= 1000; index > 0; index /= 1000) path.insert(0, "x" + three(index) + "/");
  if (width < 256) path += ".p/" + std::to_string(width);
  return path;
}

std::string note_key_id(std::string_view name, char type, std::string_view key) {
  return bytes_of(sha256(std::string(name) + '\n' + type + std::string(key))).substr(0, 4);
}

Expected<Checkpoint> read_checkpoint(std::string_view note, const NoteKey& log,
                                     const std::vector<NoteKey>& witnesses,
                                     const std::string& file) {
  const std::size_t end = note.find("\n\n");
  if (end == note.npos || !valid_utf8(note)) return refuse(file, "no signed note");
  const std::string_view body = note.substr(0, end + 1);
  const auto fields = lines_of(body);
  const auto signatures = lines_of(note.substr(end + 2));
  if (!fields || fields->size() != 3 || !signatures || signatures->empty()) {
    return refuse(file, "no checkpoint of three lines with signatures");
  }
  Checkpoint out;
  out.origin = (*fields)[0];
  const auto size = parse_count((*fields)[1]);
  const auto root = base64_digest((*fields)[2]);
  if (!size || !root) return refuse(file, "bad size or root in the checkpoint");
  out.size = static_cast<std::uint64_t>(*size);
  out.root = *root;
  bool signed_by_log = false;
  for (const std::string_view line : *signatures) {
    const auto parts = split(line, ' ');
    const auto blob = parts.size() == 3 ? from_base64(parts[2]) : std::nullopt;
    if (!line.starts_with(kDash) || !blob || blob->size() < 5) {
      return refuse(file, "a bad signature line");
    }
    const std::string_view id = std::string_view(*blob).substr(0, 4);
    if (parts[1] == log.name && id == note_key_id(log.name, kLogType, log.key)) {
      if (signed_by_log) return refuse(file, "two signatures of the log");
      if (!ed25519_verify(log.key, body, std::string_view(*blob).substr(4))) {
        return refuse(file, "the log's signature does not verify");
      }
      signed_by_log = true;
    }
    for (const NoteKey& witness : witnesses) {
      if (parts[1] != witness.name) continue;
      if (id != note_key_id(witness.name, kWitnessType, witness.key)) continue;
      if (blob->size() != 76) return refuse(file, "a witness signature of another length");
      const std::uint64_t at = big_endian(std::string_view(*blob).substr(4, 8));
      const std::string signed_text =
          "cosignature/v1\ntime " + std::to_string(at) + "\n" + std::string(body);
      if (at > 253402300799 ||
          !ed25519_verify(witness.key, signed_text, std::string_view(*blob).substr(12))) {
        return refuse(file, "the signature of witness " + witness.name + " does not verify");
      }
      const auto seconds = static_cast<std::int64_t>(at);
      if (out.witnessed == 0 || seconds < out.witnessed) out.witnessed = seconds;
    }
  }
  if (!signed_by_log) return refuse(file, "no signature of the log named in the trust policy");
  if (out.origin != log.name) return refuse(file, "a checkpoint of another log");
  return out;
}

Expected<InclusionProof> read_proof(std::string_view text, const std::string& file) {
  const std::size_t end = text.find("\n\n");
  const auto lines = lines_of(text.substr(0, end == text.npos ? 0 : end + 1));
  if (!lines || lines->size() < 2 || (*lines)[0] != "c2sp.org/tlog-proof@v1" ||
      !(*lines)[1].starts_with("index ") || lines->size() > 66) {
    return refuse(file, "no tlog-proof");
  }
  InclusionProof proof;
  const auto index = parse_count((*lines)[1].substr(6));
  if (!index) return refuse(file, "a bad index");
  proof.index = static_cast<std::uint64_t>(*index);
  for (std::size_t i = 2; i < lines->size(); ++i) {
    const auto hash = base64_digest((*lines)[i]);
    if (!hash) return refuse(file, "a bad hash");
    proof.path.push_back(*hash);
  }
  proof.note = text.substr(end + 2);
  return proof;
}

}  // namespace ringfence::verifier
