// An append-only log kept as C2SP tlog-tiles in a folder (docs/formats/evidence_log.md). Entries
// are 32-byte commitments, so nothing about an item can be read from it. One process writes;
// entries and tiles are durable before the checkpoint that covers them, and what lies behind the
// newest checkpoint does not exist.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "evidence/merkle.h"

namespace ringfence::evidence {

class TransparencyLog {
 public:
  // Reads the newest checkpoint and its entries; an empty folder is an empty log.
  static Result<TransparencyLog> open(std::filesystem::path folder, std::string origin,
                                      SigningKey key);

  std::uint64_t size() const { return leaves_.size(); }
  const std::string& origin() const { return origin_; }
  // Appends in memory; durable and visible after publish().
  std::uint64_t append(const Digest& commitment);
  // Writes entry bundles and tiles, then checkpoints/SIZE and checkpoint. Returns the signed note.
  Result<std::string> publish();
  // Index of a commitment; size() when it is not there.
  std::uint64_t find(const Digest& commitment) const;
  // A self-contained .tlog-proof against the newest published checkpoint.
  Result<std::string> proof(std::uint64_t index) const;
  // Of two sizes up to size(): for witnesses and readers without the entries.
  std::vector<Digest> consistency(std::uint64_t old_size, std::uint64_t size) const;
  // Adds a witness line (cosignature/v1) to the newest checkpoint.
  Result<std::string> cosign(const std::string& name, const SigningKey& key,
                             std::int64_t unix_seconds);

 private:
  TransparencyLog(std::filesystem::path folder, std::string origin, SigningKey key);
  Result<> load();
  Result<> write_tiles() const;
  std::string body() const;

  std::filesystem::path folder_;
  std::string origin_;
  SigningKey key_;
  std::vector<Digest> commitments_;
  std::vector<Digest> leaves_;
  std::uint64_t published_ = 0;
  std::string note_;  // the newest published checkpoint
};

}  // namespace ringfence::evidence
