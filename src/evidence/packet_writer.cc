#include "evidence/packet_writer.h"

#include <algorithm>

#include "evidence/files.h"

namespace ringfence::evidence {
namespace {

constexpr std::string_view kManifestType = "application/vnd.ringfence.packet.v1+json";

struct Listed {
  std::size_t size = 0;
  std::string digest;
};

class PacketFolder {
 public:
  explicit PacketFolder(std::filesystem::path out) : out_(std::move(out)) {}

  Result<> put(const std::string& path, std::string_view bytes) {
    listed_[path] = {bytes.size(), sha256_hex(bytes)};
    return write_file(out_ / path, bytes, false);
  }
  Result<> copy(const std::filesystem::path& from, const std::string& path) {
    RF_TRY_ASSIGN(const std::string bytes, read_file(from));
    return put(path, bytes);
  }
  // Everything below a folder of the evidence, in path order.
  Result<> copy_tree(const std::filesystem::path& from, const std::string& path) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(from, error)) {
      if (entry.is_regular_file(error) && entry.path().extension() != ".tmp") {
        files.push_back(entry.path());
      }
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      RF_TRY(copy(file, path + "/" + file.lexically_relative(from).generic_string()));
    }
    return {};
  }

  std::string files_json() const {
    std::string out = "[";
    for (const auto& [path, file] : listed_) {
      if (out.size() > 1) out += ",";
      out += "{\"path\":" + quote_json(path) + ",\"size\":" + std::to_string(file.size) +
             ",\"sha256\":\"" + file.digest + "\"}";
    }
    return out + "]";
  }

 private:
  std::filesystem::path out_;
  std::map<std::string, Listed> listed_;
};

std::string manifest_json(const EvidenceFolder& evidence, const PacketOptions& options,
                          const PacketFolder& folder) {
  std::string open = "[";
  for (const OpenClaim& claim : options.open) {
    if (open.size() > 1) open += ",";
    open += "{\"claim\":" + quote_json(claim.claim) + ",\"why\":" + quote_json(claim.why) +
            ",\"since\":" + quote_json(claim.since) + "}";
  }
  return "{\"type\":\"ringfence-packet/v1\",\"created\":" + quote_json(options.created) +
         ",\"audience\":" + quote_json(options.audience) +
         ",\"question_set\":" + quote_json(options.question_set) +
         ",\"checkpoint_size\":" + std::to_string(evidence.log().size()) +
         ",\"previous\":" + quote_json(options.previous) + ",\"subject\":{" +
         scope_json(options.subject) + "},\"open\":" + open + "],\"files\":" + folder.files_json() +
         "}";
}

Result<> put_items(const EvidenceFolder& evidence, const PacketOptions& options,
                   PacketFolder& folder) {
  const std::filesystem::path items = evidence.folder() / "items";
  for (const StoredItem& item : evidence.items()) {
    if (item.erased || options.without_items.contains(item.id)) continue;
    for (const char* suffix : {".dsse.json", ".salt"}) {
      RF_TRY(folder.copy(items / (item.id + suffix), "items/" + item.id + suffix));
    }
    RF_TRY_ASSIGN(const std::string proof, evidence.log().proof(item.leaf));
    RF_TRY(folder.put("proofs/" + item.id + ".tlog-proof", proof));
  }
  return {};
}

}  // namespace

Result<std::string> write_packet(const EvidenceFolder& evidence, const std::filesystem::path& out,
                                 const PacketOptions& options, const SigningKey& key) {
  std::error_code error;
  if (std::filesystem::exists(out, error) && !std::filesystem::is_empty(out, error)) {
    return Error(ErrorCode::kAlreadyExists, "the packet's folder is not empty");
  }
  PacketFolder folder(out);
  RF_TRY(put_items(evidence, options, folder));
  RF_TRY(folder.copy_tree(evidence.folder() / "log/tile", "tiles"));
  RF_TRY(folder.copy_tree(evidence.folder() / "log/checkpoints", "checkpoints"));
  std::vector<std::filesystem::path> raw;
  for (const auto& entry : std::filesystem::directory_iterator(evidence.folder() / "raw", error)) {
    raw.push_back(entry.path());
  }
  std::sort(raw.begin(), raw.end());
  for (const auto& file : raw) {
    const std::string digest = file.filename();
    if (file.extension() == ".tmp" || options.without_raw.contains(digest)) continue;
    RF_TRY(folder.copy(file, "raw/" + digest));
  }
  for (const auto& [path, bytes] : options.files) RF_TRY(folder.put(path, bytes));
  const std::string manifest =
      make_envelope(kManifestType, manifest_json(evidence, options, folder), {&key});
  RF_TRY(write_file(out / "manifest.dsse.json", manifest));
  return sha256_hex(manifest);
}

}  // namespace ringfence::evidence
