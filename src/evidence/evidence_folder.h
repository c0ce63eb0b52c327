// The evidence of one review or one deployment: items with their salts, raw files, and the log that
// commits to them (docs/formats/evidence_log.md). One process at a time; every call is durable when
// it returns, and what a crash left half done is finished by open().
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "evidence/item.h"
#include "evidence/transparency_log.h"

namespace ringfence::evidence {

struct StoredItem {
  std::string id;
  std::uint64_t leaf = 0;
  std::string type;
  std::string key_id;
  std::string tool;
  std::int64_t run = 0;
  bool erased = false;
};

// A run that began and has no outcome: the probe was interrupted. Close it with an item whose
// result is "inconclusive", else every claim it announced stays UNKNOWN (rule R6).
struct OpenRun {
  std::string key_id;
  std::string tool;
  std::int64_t run = 0;
  std::string start_id;
};

class EvidenceFolder {
 public:
  static Result<EvidenceFolder> open(std::filesystem::path folder, std::string origin,
                                     SigningKey log_key);

  // Begins a run of `item.tool` under `key`: logs a "probe-start" item with the claims that the run
  // will answer and the population it will cover, and returns its number. The outcome items take
  // that number, at least one for each claim, whatever came out.
  Result<std::int64_t> begin_run(Item item, const SigningKey& key);
  // Signs, stores, logs and publishes. `also` adds signatures of other keys (approvals).
  Result<StoredItem> add(const Item& item, const SigningKey& key,
                         const std::vector<const SigningKey*>& also = {});
  // For statements made elsewhere: the payload has `"id":""` once. Does not publish.
  Result<StoredItem> add_statement(const std::string& payload, const StoredItem& about,
                                   const std::vector<const SigningKey*>& keys);
  Result<> publish();
  // Stores bytes under raw/ and returns their digest, for Item::raw.
  Result<std::string> add_raw(std::string_view bytes);
  // The number that the next item outside a probe (attestation, record) of this tool takes.
  std::int64_t next_run(const std::string& key_id, const std::string& tool) const;
  std::vector<OpenRun> open_runs() const;
  // Logs the tombstone, then deletes envelope and salt: the tree stays whole, the event is gone.
  Result<StoredItem> erase(const std::string& id, const std::string& basis, Item tombstone,
                           const SigningKey& key);

  const std::vector<StoredItem>& items() const { return items_; }  // by leaf
  TransparencyLog& log() { return log_; }
  const TransparencyLog& log() const { return log_; }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  EvidenceFolder(std::filesystem::path folder, TransparencyLog log);
  Result<> load();
  Result<> append(const StoredItem& item);
  std::filesystem::path item_path(const std::string& id, std::string_view suffix) const;

  std::filesystem::path folder_;
  TransparencyLog log_;
  std::vector<StoredItem> items_;
};

}  // namespace ringfence::evidence
