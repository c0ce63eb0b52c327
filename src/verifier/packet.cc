#include "verifier/packet.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>

namespace ringfence::verifier {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kManifest = "manifest.dsse.json";
constexpr std::string_view kManifestType = "application/vnd.ringfence.packet.v1+json";
constexpr std::int64_t kItemBytesMax = 256 << 10;
constexpr std::size_t kItemsBytesMax = 64U << 20;
constexpr std::int64_t kLeavesMax = 1'000'000;
constexpr std::uint64_t kTile = 256;

bool safe_path(std::string_view path) {
  const auto parts = split(path, '/');
  if (path.size() > 200 || parts.size() > 8) return false;
  return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
    constexpr std::string_view kAllowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    return !part.empty() && part.find_first_not_of('.') != part.npos &&
           part.find_first_not_of(kAllowed) == part.npos;
  });
}

// Calls `use` with each block of a file.
template <class Use>
Expected<> read_blocks(const Place& place, const std::string& name, Use use) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(place.file.c_str(), "rb"),
                                                             std::fclose);
  bool good = file != nullptr && fseeko(file.get(), place.offset, SEEK_SET) == 0;
  std::vector<char> buffer(1U << 16);
  for (std::int64_t left = place.size; good && left > 0;) {
    const auto wanted = std::min<std::size_t>(buffer.size(), static_cast<std::size_t>(left));
    good = std::fread(buffer.data(), 1, wanted, file.get()) == wanted;
    if (good) use(std::string_view(buffer.data(), wanted));
    left -= static_cast<std::int64_t>(wanted);
  }
  return good ? Expected<>{} : refuse(name, "cannot be read");
}

Expected<std::string> hash_file(const Place& place, const std::string& name) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  std::string digest(32, '\0');
  bool good = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  VF_TRY(read_blocks(place, name, [&](std::string_view block) {
    good = good && EVP_DigestUpdate(context.get(), block.data(), block.size()) == 1;
  }));
  auto* out = reinterpret_cast<unsigned char*>(digest.data());
  good = good && EVP_DigestFinal_ex(context.get(), out, nullptr) == 1;
  if (!good) return refuse(name, "cannot be read");
  return to_hex(digest);
}

// A zip whose members are stored: no compression, encryption, comment or zip64, so nothing in it
// can become larger than it is (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16). Each byte belongs to one
// member.
Expected<Files> list_zip(const fs::path& path, const std::string& zip) {
  const auto little = [](std::string_view bytes, std::size_t at, std::size_t count) {
    std::int64_t value = 0;
    while (count-- > 0) value = value << 8 | static_cast<unsigned char>(bytes[at + count]);
    return value;
  };
  VF_ASSIGN(const Place whole, place_of(path, zip));
  if (whole.size < 22) return refuse(zip, "neither folder nor zip");
  VF_ASSIGN(const std::string end, read_file({path, 22, whole.size - 22}, zip, 22));
  const std::int64_t directory_at = little(end, 16, 4);
  const Place listed{path, little(end, 12, 4), directory_at};
  if (!end.starts_with("PK\5\6") || directory_at + listed.size != whole.size - 22) {
    return refuse(zip, "neither folder nor zip, or a zip with a comment, of parts or above 4 GiB");
  }
  VF_ASSIGN(const std::string directory, read_file(listed, zip, 32 << 20));
  Files files;
  std::int64_t next = 0;
  for (std::string_view rest = directory; !rest.empty();) {
    if (rest.size() < 46 || !rest.starts_with("PK\1\2")) return refuse(zip, "a broken directory");
    const std::int64_t length = little(rest, 28, 2);
    std::string name(rest.substr(46, static_cast<std::size_t>(length)));
    std::replace_if(name.begin(), name.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    if (!safe_path(name)) return refuse(zip, "an odd path: " + quote_json(name));
    Place place{path, little(rest, 24, 4), little(rest, 42, 4)};
    const bool plain = (little(rest, 8, 2) & ~0x800) == 0 && little(rest, 10, 2) == 0;
    if (!plain || little(rest, 20, 4) != place.size) return refuse(name, "compressed or encrypted");
    VF_ASSIGN(const std::string head, read_file({path, 30 + length, next}, name, 1 << 17));
    if (place.offset != next || !head.starts_with("PK\3\4") || head.substr(30) != name ||
        head.substr(6, 22) != rest.substr(8, 22)) {
      return refuse(name, "another header than the directory of the zip has");
    }
    place.offset = next + 30 + length + little(head, 28, 2);
    next = place.offset + place.size;
    if (next > directory_at) return refuse(name, "reaches into the directory of the zip");
    if (!files.emplace(name, place).second) return refuse(name, "stands twice in the zip");
    const std::int64_t entry = 46 + length + little(rest, 30, 2) + little(rest, 32, 2);
    rest.remove_prefix(std::min(rest.size(), static_cast<std::size_t>(entry)));
  }
  if (next != directory_at) return refuse(zip, "bytes that belong to no member");
  return files;
}

void read_open(Check& check, const Value& document, Manifest& manifest) {
  for (const auto& [unused, object] : check.at(document, "open", Value::Kind::kArray).members) {
    check.only(object, {"claim", "why", "since"});
    Open open{check.text(object, "why"), check.text(object, "since")};
    const std::set<std::string> known = {"not-built", "not-measured", "not-asked", "unanswered"};
    if (!known.contains(open.why)) check.fail("unknown reason of an open claim");
    if (!open.since.empty() && !parse_time(open.since)) check.fail("a bad time of an open claim");
    manifest.open.insert_or_assign(check.text(object, "claim"), open);
  }
}

Expected<Manifest> read_manifest(const Packet& packet, const Trust& trust) {
  const std::string name(kManifest);
  VF_ASSIGN(const std::string text, packet.read(name, 24 << 20));
  VF_ASSIGN(const Envelope envelope, read_envelope(text, name));
  if (envelope.type != kManifestType || envelope.signatures.size() != 1) {
    return refuse(name, "no packet manifest with one signature");
  }
  const auto& [key_id, signature] = envelope.signatures[0];
  const TrustKey* key = trust.find(key_id);
  if (key == nullptr) return refuse(name, "not signed by a key of the trust policy");
  if (!ed25519_verify(key->key, dsse_encoding(envelope.type, envelope.payload), signature)) {
    return refuse(name, "the signature of key " + key->name + " does not verify");
  }
  if (key->role != "cust-release" && key->role != "reviewer" && key->role != "vendor-staff") {
    return refuse(name, "signed in role " + key->role);
  }
  VF_ASSIGN(const Value document, parse_json(envelope.payload, name));
  Check check(name);
  check.only(document, {"type", "created", "audience", "question_set", "checkpoint_size",
                        "previous", "subject", "open", "files"});
  Manifest manifest;
  manifest.digest = to_hex(bytes_of(sha256(text)));
  if (check.text(document, "type") != "ringfence-packet/v1") check.fail("no packet of version 1");
  manifest.created = check.time(document, "created");
  manifest.audience = check.text(document, "audience");
  manifest.question_set = check.digest(document, "question_set");
  manifest.checkpoint_size = check.count(document, "checkpoint_size");
  manifest.previous = check.digest(document, "previous", true);
  const Value& subject = check.at(document, "subject", Value::Kind::kObject);
  check.only(subject, {"system", "environment", "build", "config_digest", "policy_digest"});
  manifest.subject = read_scope(check, subject);
  read_open(check, document, manifest);
  for (const auto& [unused, object] : check.at(document, "files", Value::Kind::kArray).members) {
    check.only(object, {"path", "size", "sha256"});
    const std::string path = check.text(object, "path");
    if (!safe_path(path)) check.fail("a path that climbs out or is odd: " + quote_json(path));
    const Manifest::File file{check.count(object, "size"), check.digest(object, "sha256")};
    if (!manifest.files.emplace(path, file).second) check.fail("a path stands twice: " + path);
  }
  if (manifest.checkpoint_size > kLeavesMax) check.fail("a log of more than 1,000,000 leaves");
  if (!check.ok()) return check.failure();
  return manifest;
}

// Every file listed is there with its digest, and none is there that is not listed.
Expected<> check_files(const Files& present, const Manifest& manifest) {
  for (const auto& [name, unused] : present) {
    if (name != kManifest && !manifest.files.contains(name)) {
      return refuse(name, "a file that the manifest does not list");
    }
  }
  for (const auto& [name, file] : manifest.files) {
    const auto found = present.find(name);
    if (found == present.end()) return refuse(name, "listed in the manifest and missing");
    VF_ASSIGN(const std::string digest, hash_file(found->second, name));
    if (digest != file.sha256) return refuse(name, "another SHA-256 than the manifest says");
    if (found->second.size != file.size) return refuse(name, "another size than the manifest says");
  }
  return {};
}

// Reads the log's part of a packet and checks that it is one log.
class LogReader {
 public:
  LogReader(Packet& packet, const Trust& trust)
      : packet_(packet),
        log_{trust.log_key()->name, trust.log_key()->key},
        witnesses_(trust.witnesses()) {}

  Expected<> read() {
    VF_TRY(read_entries());
    packet_.checkpoint.origin = log_.name;
    bool newest = false;
    for (const auto& [name, unused] : packet_.manifest.files) {
      if (!name.starts_with("checkpoints/")) continue;
      VF_ASSIGN(const std::string note, packet_.read(name, 1 << 16));
      VF_ASSIGN(const Checkpoint point, checkpoint(note, name));
      if (point.size >= packet_.checkpoint.size) packet_.checkpoint = point;
      newest = newest || point.size == size();
    }
    if (!newest) packet_.gaps.push_back("no checkpoint of size " + std::to_string(size()));
    return read_hash_tiles();
  }

  // One signed checkpoint, in its own file or inside a proof.
  Expected<Checkpoint> checkpoint(const std::string& note, const std::string& name) {
    const auto known = notes_.find(note);
    if (known != notes_.end()) return known->second;
    VF_ASSIGN(const Checkpoint point, read_checkpoint(note, log_, witnesses_, name));
    const auto [same, fresh] = roots_.emplace(point.size, point.root);
    if (same->second != point.root) {
      return refuse(name, "a fork: two signed roots of size " + std::to_string(point.size));
    }
    if (fresh && point.size <= packet_.leaves.size() &&
        tree_root(packet_.leaves.data(), point.size) != point.root) {
      return refuse(name, "the entries in tiles/ have another root");
    }
    if (point.size > size()) {
      packet_.gaps.push_back("the log had " + std::to_string(point.size) + " leaves, shown are " +
                             std::to_string(size()));
    }
    notes_.emplace(note, point);
    return point;
  }

 private:
  std::uint64_t size() const {
    return static_cast<std::uint64_t>(packet_.manifest.checkpoint_size);
  }

  // The bundle of the last tile may be shorter than the checkpoint says: then leaves are missing.
  Expected<> read_entries() {
    for (std::uint64_t tile = 0; tile * kTile < size(); ++tile) {
      std::uint64_t width = std::min(kTile, size() - tile * kTile);
      std::string name = "tiles/entries/" + tile_path(tile, width);
      while (width > 0 && !packet_.manifest.files.contains(name)) {
        name = "tiles/entries/" + tile_path(tile, --width);
      }
      if (width > 0) {
        VF_ASSIGN(const std::string bundle, packet_.read(name, 34 * kTile));
        if (bundle.size() != 34 * width) return refuse(name, "no entries of 32 bytes each");
        for (std::uint64_t i = 0; i < width; ++i) {
          if (bundle[34 * i] != 0 || bundle[34 * i + 1] != 32) {
            return refuse(name, "an entry that is not a 32-byte commitment");
          }
          packet_.leaves.push_back(leaf_hash(std::string_view(bundle).substr(34 * i + 2, 32)));
        }
      }
      if (packet_.leaves.size() < std::min(size(), (tile + 1) * kTile)) break;
    }
    if (packet_.leaves.size() < size()) {
      packet_.gaps.push_back("leaves " + std::to_string(packet_.leaves.size()) + " to " +
                             std::to_string(size() - 1) + " are missing from tiles/entries");
    }
    return {};
  }

  // Hash tiles are redundant here, but who reads them alone must read the same log.
  Expected<> read_hash_tiles() {
    if (packet_.leaves.size() < size()) return {};
    std::vector<Digest> hashes = packet_.leaves;
    for (int level = 0; !hashes.empty(); ++level) {
      for (std::uint64_t tile = 0; tile * kTile < hashes.size(); ++tile) {
        const std::uint64_t width = std::min<std::uint64_t>(kTile, hashes.size() - tile * kTile);
        const std::string name = "tiles/" + std::to_string(level) + "/" + tile_path(tile, width);
        if (!packet_.manifest.files.contains(name)) {
          return refuse(name, "a hash tile is missing");
        }
        VF_ASSIGN(const std::string bytes, packet_.read(name, 32 * kTile));
        std::string expected;
        for (std::uint64_t i = 0; i < width; ++i) expected += bytes_of(hashes[tile * kTile + i]);
        if (bytes != expected) return refuse(name, "other hashes than the entries have");
      }
      std::vector<Digest> above;
      for (std::uint64_t tile = 0; (tile + 1) * kTile <= hashes.size(); ++tile) {
        above.push_back(tree_root(hashes.data() + tile * kTile, kTile));
      }
      hashes = std::move(above);
    }
    return {};
  }

  Packet& packet_;
  NoteKey log_;
  std::vector<NoteKey> witnesses_;
  std::map<std::string, Checkpoint> notes_;
  std::map<std::uint64_t, Digest> roots_;
};

Expected<std::int64_t> check_inclusion(const Packet& packet, LogReader& log, const std::string& id,
                                       const std::string& envelope) {
  const std::string salt_name = "items/" + id + ".salt";
  const std::string proof_name = "proofs/" + id + ".tlog-proof";
  if (!packet.manifest.files.contains(salt_name)) return refuse(salt_name, "missing");
  if (!packet.manifest.files.contains(proof_name)) return refuse(proof_name, "missing");
  VF_ASSIGN(const std::string salt, packet.read(salt_name, 65));
  const auto bytes = from_hex(std::string_view(salt).substr(0, 64));
  if (salt.size() != 65 || salt.back() != '\n' || !bytes) return refuse(salt_name, "no salt");
  VF_ASSIGN(const std::string text, packet.read(proof_name, 1 << 16));
  VF_ASSIGN(const InclusionProof proof, read_proof(text, proof_name));
  VF_ASSIGN(const Checkpoint point, log.checkpoint(proof.note, proof_name));
  const Digest leaf = leaf_hash(bytes_of(sha256(*bytes + envelope)));
  if (!inclusion_holds(proof.index, point.size, leaf, proof.path, point.root)) {
    return refuse(proof_name, "does not prove that the item is in the log");
  }
  if (proof.index < packet.leaves.size() && packet.leaves[proof.index] != leaf) {
    return refuse(proof_name, "the entry in tiles/ is another one");
  }
  return static_cast<std::int64_t>(proof.index);
}

Expected<> read_items(Packet& packet, LogReader& log, const Trust& trust, const RawReader& raw) {
  std::size_t total = 0;
  for (const auto& [name, unused] : packet.manifest.files) {
    if (!name.starts_with("items/") || name.ends_with(".salt")) continue;
    VF_ASSIGN(const std::string envelope, packet.read(name, kItemBytesMax));
    total += envelope.size();
    if (total > kItemsBytesMax) return refuse(name, "items of more than 64 MiB together");
    VF_ASSIGN(SignedItem signed_item, read_item(envelope, name, trust));
    Item& item = signed_item.item;
    if (name != "items/" + item.id + ".dsse.json") return refuse(name, "named after another id");
    VF_ASSIGN(item.leaf, check_inclusion(packet, log, item.id, envelope));
    for (const RawFile& file : item.raw) {
      const bool shown = raw.contains(file.digest);
      if (file.disclosure == "full" && !shown) {
        packet.gaps.push_back(name + ": raw file " + file.digest + " is not in the packet");
      }
    }
    recompute(item, signed_item.body, raw);
    packet.items.push_back(std::move(item));
  }
  return {};
}

// Each leaf is an item, an erased one with its tombstone, or a gap.
Expected<> check_leaves(Packet& packet) {
  std::sort(packet.items.begin(), packet.items.end(),
            [](const Item& a, const Item& b) { return a.leaf < b.leaf; });
  std::map<std::int64_t, const Item*> erased;
  std::set<std::int64_t> held;
  for (const Item& item : packet.items) {
    if (!held.insert(item.leaf).second) return refuse(item.file, "two items of one leaf");
    if (item.type == "tombstone" && item.facts.erased_leaf < item.leaf &&
        (item.key->role == "cust-log" || item.key->role == "cust-approver" ||
         item.key->role == "reviewer")) {
      erased.emplace(item.facts.erased_leaf, &item);
    }
  }
  for (std::int64_t leaf = 0; leaf < packet.manifest.checkpoint_size; ++leaf) {
    if (held.contains(leaf)) continue;
    const auto found = erased.find(leaf);
    const std::string name = "leaf " + std::to_string(leaf);
    const Facts* stone = found == erased.end() ? nullptr : &found->second->facts;
    if (stone == nullptr) {
      packet.gaps.push_back(name + ": its item is not in the packet");
    } else {
      packet.notices.push_back(name + ": erased, basis: " + stone->basis);
    }
    if (packet.absent_run.empty() && (stone == nullptr || stone->erased_run)) {
      packet.absent_run = name + " is not in the packet and may be a run";
    }
  }
  return {};
}

}  // namespace

Expected<Place> place_of(const fs::path& path, const std::string& name) {
  std::error_code error;
  const auto size = static_cast<std::int64_t>(fs::file_size(path, error));
  if (error) return refuse(name, "cannot be read");
  return Place{path, size};
}

Expected<std::string> read_file(const Place& place, const std::string& name, std::int64_t limit) {
  if (place.size > limit) return refuse(name, "larger than " + std::to_string(limit) + " bytes");
  std::string text;
  VF_TRY(read_blocks(place, name, [&](std::string_view block) { text += block; }));
  return text;
}

Expected<std::string> Packet::read(const std::string& name, std::int64_t limit) const {
  const auto found = present.find(name);
  if (found == present.end()) return refuse(name, "cannot be read");
  return read_file(found->second, name, limit);
}

Expected<Files> list_files(const fs::path& folder) {
  Files files;
  std::error_code error;
  const std::string top = folder.filename().string();
  const auto status = fs::symlink_status(folder, error);
  if (fs::is_regular_file(status)) return list_zip(folder, top);
  if (!fs::is_directory(status)) return refuse(top, "no folder");
  fs::recursive_directory_iterator at(folder, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    const std::string name = at->path().lexically_relative(folder).generic_string();
    const auto kind = at->symlink_status(error);
    if (fs::is_directory(kind)) continue;
    if (!fs::is_regular_file(kind)) return refuse(name, "neither file nor folder");
    VF_ASSIGN(const Place place, place_of(at->path(), name));
    files.emplace(name, place);
    if (files.size() > 150'000) return refuse(name, "more than 150,000 files");
  }
  if (error) return refuse(top, "cannot be listed");
  return files;
}

Expected<Packet> read_packet(const fs::path& path, const Trust& trust, const QuestionSet& set) {
  Packet packet;
  VF_ASSIGN(packet.present, list_files(path));  // first: nothing odd is ever opened
  VF_ASSIGN(packet.manifest, read_manifest(packet, trust));
  if (packet.manifest.question_set != set.digest) {
    return refuse(std::string(kManifest),
                  "R3 question_set_is_the_readers: made for another question set");
  }
  VF_TRY(check_files(packet.present, packet.manifest));
  RawReader raw;
  for (const auto& [name, file] : packet.manifest.files) {
    if (!name.starts_with("raw/")) continue;
    if (name != "raw/" + file.sha256) return refuse(name, "named after another digest");
    raw.emplace(file.sha256, packet.present.at(name));
  }
  LogReader log(packet, trust);
  VF_TRY(log.read());
  VF_TRY(read_items(packet, log, trust, raw));
  VF_TRY(check_leaves(packet));
  return packet;
}

Expected<std::vector<Item>> read_counter(const fs::path& folder, const Trust& trust) {
  VF_ASSIGN(const auto files, list_files(folder));
  std::vector<Item> items;
  RawReader raw;
  for (const auto& [name, place] : files) {
    if (name.starts_with("raw/")) raw.emplace(name.substr(4), place);
  }
  for (const auto& [name, place] : files) {
    if (name.starts_with("raw/")) {
      VF_ASSIGN(const std::string digest, hash_file(place, name));
      if (name != "raw/" + digest) return refuse(name, "named after another digest");
      continue;
    }
    if (!name.ends_with(".dsse.json")) return refuse(name, "no item");
    VF_ASSIGN(const std::string envelope, read_file(place, name, kItemBytesMax));
    VF_ASSIGN(SignedItem signed_item, read_item(envelope, name, trust));
    signed_item.item.counter = true;
    if (signed_item.item.key->role != "reviewer") return refuse(name, "not by a reviewer's key");
    recompute(signed_item.item, signed_item.body, raw);
    items.push_back(std::move(signed_item.item));
  }
  return items;
}

}  // namespace ringfence::verifier
