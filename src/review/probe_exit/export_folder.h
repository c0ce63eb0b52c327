// An export as a folder (docs/formats/export.md): the plan that was made first, the records, and
// the manifest that was written last.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "kafka/client/cluster_client.h"
#include "review/probe_exit/partition_file.h"

namespace ringfence::review::exit {

struct ExportPartition {
  std::int32_t index = 0;
  std::int64_t start = 0, end = 0;  // offsets start..end-1 are exported
  std::string records, gaps;        // names of the files, relative to the folder
  PartitionFacts facts;             // of the manifest
};

struct ExportTopic {
  std::string name;
  std::map<std::string, std::string> configs;  // as the cluster gives them, secrets left out
  std::vector<ExportPartition> partitions;
  bool compacted() const;
};

struct ExportGroup {
  std::string id;
  std::vector<kafka::client::GroupOffset> offsets;
};

struct Export {
  std::string cluster_id;
  std::string started, finished;  // RFC 3339
  std::vector<ExportTopic> topics;
  std::vector<ExportGroup> groups;
  std::string groups_error;  // why there are none
};

// plan.json holds all but `facts`, `finished` and groups; export.json all of it.
Result<void> write_export(const std::string& folder, const char* name, const Export& data);
// kNotFound; kCorrupt names what is wrong. File names in it cannot leave the folder.
Result<Export> read_export(const std::string& folder, const char* name);
inline constexpr const char* kPlanName = "plan.json";
inline constexpr const char* kManifestName = "export.json";

// One line a partition, "TOPIC-IN-HEX PARTITION COUNT ROOT", sorted: what the log commits to.
std::string roots_text(const Export& data);

}  // namespace ringfence::review::exit
