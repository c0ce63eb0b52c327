#include "evidence/transparency_log.h"

#include <algorithm>
#include <charconv>

#include "evidence/files.h"

namespace ringfence::evidence {
namespace {

constexpr std::uint64_t kTile = 256;
constexpr std::string_view kDash = "\xe2\x80\x94 ";
constexpr std::size_t kEntryBytes = 34;  // a two-byte length and a commitment

}  // namespace

TransparencyLog::TransparencyLog(std::filesystem::path folder, std::string origin, SigningKey key)
    : folder_(std::move(folder)), origin_(std::move(origin)), key_(std::move(key)) {}

Result<TransparencyLog> TransparencyLog::open(std::filesystem::path folder, std::string origin,
                                              SigningKey key) {
  TransparencyLog log(std::move(folder), std::move(origin), std::move(key));
  std::error_code error;
  if (std::filesystem::exists(log.folder_ / "checkpoint", error)) RF_TRY(log.load());
  return log;
}

Result<> TransparencyLog::load() {
  RF_TRY_ASSIGN(note_, read_file(folder_ / "checkpoint"));
  const std::size_t first = note_.find('\n');
  const std::size_t second = note_.find('\n', first + 1);
  std::uint64_t size = 0;
  if (note_.substr(0, first) != origin_ || second == std::string::npos ||
      std::from_chars(note_.data() + first + 1, note_.data() + second, size).ec != std::errc()) {
    return Error(ErrorCode::kCorrupt, "the checkpoint is not of this log");
  }
  for (std::uint64_t tile = 0; tile * kTile < size; ++tile) {
    const std::uint64_t width = std::min(kTile, size - tile * kTile);
    RF_TRY_ASSIGN(const std::string bundle,
                  read_file(folder_ / "tile/entries" / tile_path(tile, width)));
    if (bundle.size() != width * kEntryBytes) return Error(ErrorCode::kCorrupt, "entry bundle");
    for (std::uint64_t i = 0; i < width; ++i) {
      Digest commitment;
      std::copy_n(bundle.data() + i * kEntryBytes + 2, 32, commitment.begin());
      append(commitment);
    }
  }
  published_ = size;
  const std::string expected = body();
  if (!note_.starts_with(expected)) {
    return Error(ErrorCode::kCorrupt, "the entries have another root than the checkpoint");
  }
  return {};
}

std::uint64_t TransparencyLog::append(const Digest& commitment) {
  commitments_.push_back(commitment);
  leaves_.push_back(leaf_hash(as_bytes(commitment)));
  return leaves_.size() - 1;
}

std::string TransparencyLog::body() const {
  return origin_ + "\n" + std::to_string(leaves_.size()) + "\n" +
         to_base64(as_bytes(tree_root(leaves_.data(), leaves_.size()))) + "\n";
}

Result<> TransparencyLog::write_tiles() const {
  std::vector<Digest> hashes = leaves_;
  for (int level = 0; !hashes.empty(); ++level) {
    for (std::uint64_t tile = 0; tile * kTile < hashes.size(); ++tile) {
      const std::uint64_t begin = tile * kTile;
      const std::uint64_t width = std::min<std::uint64_t>(kTile, hashes.size() - begin);
      const std::filesystem::path path =
          folder_ / "tile" / std::to_string(level) / tile_path(tile, width);
      std::error_code error;
      if (width == kTile && std::filesystem::exists(path, error)) continue;  // full: never changes
      std::string bytes;
      std::string entries;
      for (std::uint64_t i = begin; i < begin + width; ++i) {
        bytes += as_bytes(hashes[i]);
        if (level == 0) entries += std::string("\0\x20", 2) + as_bytes(commitments_[i]);
      }
      if (level == 0) {
        RF_TRY(write_file(folder_ / "tile/entries" / tile_path(tile, width), entries));
      }
      RF_TRY(write_file(path, bytes));
    }
    std::vector<Digest> above;
    for (std::uint64_t tile = 0; (tile + 1) * kTile <= hashes.size(); ++tile) {
      above.push_back(tree_root(hashes.data() + tile * kTile, kTile));
    }
    hashes = std::move(above);
  }
  return {};
}

Result<std::string> TransparencyLog::publish() {
  if (published_ == leaves_.size() && !note_.empty()) return note_;
  RF_TRY(write_tiles());
  const std::string text = body();
  const std::string signature = note_key_id(origin_, 0x01, key_.public_key()) + key_.sign(text);
  note_ = text + "\n" + std::string(kDash) + origin_ + " " + to_base64(signature) + "\n";
  RF_TRY(write_file(folder_ / "checkpoints" / std::to_string(leaves_.size()), note_));
  RF_TRY(write_file(folder_ / "checkpoint", note_));
  published_ = leaves_.size();
  return note_;
}

Result<std::string> TransparencyLog::cosign(const std::string& name, const SigningKey& key,
                                            std::int64_t unix_seconds) {
  const std::string text = note_.substr(0, note_.find("\n\n") + 1);
  if (note_.empty()) return Error(ErrorCode::kNotFound, "nothing published yet");
  std::string blob = note_key_id(name, 0x04, key.public_key());
  for (int shift = 56; shift >= 0; shift -= 8) {
    blob += static_cast<char>(unix_seconds >> shift & 0xff);
  }
  blob += key.sign("cosignature/v1\ntime " + std::to_string(unix_seconds) + "\n" + text);
  note_ += std::string(kDash) + name + " " + to_base64(blob) + "\n";
  RF_TRY(write_file(folder_ / "checkpoints" / std::to_string(published_), note_));
  RF_TRY(write_file(folder_ / "checkpoint", note_));
  return note_;
}

std::uint64_t TransparencyLog::find(const Digest& commitment) const {
  const auto found = std::find(commitments_.begin(), commitments_.end(), commitment);
  return static_cast<std::uint64_t>(found - commitments_.begin());
}

Result<std::string> TransparencyLog::proof(std::uint64_t index) const {
  if (index >= published_) return Error(ErrorCode::kNotFound, "not published yet");
  std::string text = "c2sp.org/tlog-proof@v1\nindex " + std::to_string(index) + "\n";
  for (const Digest& node : inclusion_proof(leaves_, index, published_)) {
    text += to_base64(as_bytes(node)) + "\n";
  }
  return text + "\n" + note_;
}

std::vector<Digest> TransparencyLog::consistency(std::uint64_t old_size, std::uint64_t size) const {
  if (old_size > size || size > leaves_.size()) return {};
  return consistency_proof(leaves_, old_size, size);
}

}  // namespace ringfence::evidence
