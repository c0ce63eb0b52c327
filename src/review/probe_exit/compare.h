// Two exports side by side: the same records at the same offsets, or where they part.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "review/probe_exit/export_folder.h"

namespace ringfence::review::exit {

struct PartitionComparison {
  std::string topic;
  std::int32_t partition = 0;
  PartitionFacts source, target;
  bool equal = false;
  bool content_equal = false;          // the same records in the same order, at other offsets
  std::int64_t first_difference = -1;  // offset
  std::string what;                    // "the value differs", "missing in the target" ...
  bool gaps_explained = true;          // no gap of the source has the reason "unknown"
};

struct CommitComparison {
  std::string group, topic;
  std::int32_t partition = 0;
  std::int64_t source = -1, target = -1;  // committed offsets, -1: none
  bool same = false;
  std::string what;
};

struct Comparison {
  std::vector<PartitionComparison> partitions;
  std::vector<CommitComparison> commits;
};

// Reads all records again; kCorrupt when a records file is not what its manifest says.
Result<Comparison> compare_exports(const std::string& source_folder, const Export& source,
                                   const std::string& target_folder, const Export& target);

}  // namespace ringfence::review::exit
