// Reads partitions out of a cluster into an export folder.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "kafka/client/connection_options.h"
#include "review/probe_exit/export_folder.h"

namespace ringfence::review::exit {

struct ExportOptions {
  kafka::client::ConnectionOptions connection;
  std::string folder;
  std::vector<std::string> topics;  // empty: all that are not internal
  std::vector<std::string> groups;  // empty: all
  // Of an export to compare with: the same topics, partitions and offset ranges.
  const Export* like = nullptr;
  std::function<std::string()> now;
  std::function<void(std::int64_t done, std::int64_t total)> progress;  // offsets
  std::int64_t stop_after = -1;  // for tests: records after which it stops as if interrupted
};

// Goes on with what stands in the folder. Errors: of the transport; kPermission when the cluster
// refuses a topic; kNotFound when a topic of `like` or of `topics` is missing; kCorrupt when the
// folder holds an export of another cluster or damaged files, or a batch fails its CRC.
Result<Export> export_cluster(ExportOptions options);

// Sorts the records of one fetch into those that count and gaps. Pure; for one partition.
class BatchSorter {
 public:
  BatchSorter(PartitionWriter& writer, std::int64_t next, std::int64_t end, bool compacted)
      : writer_(writer), next_(next), end_(end), compacted_(compacted) {}

  // `aborted` is of this fetch. kCorrupt: a bad CRC or record.
  Result<void> take(const kafka::client::Fetched& fetched);
  std::int64_t next() const { return next_; }
  void skip_to(std::int64_t offset, std::string_view reason);

 private:
  Result<void> take_batch(const bytes::Slice& batch, const kafka::RecordBatchHeader& header,
                          const char* drop);
  // Why a batch's records do not count; null: they do.
  const char* dropped(const bytes::Slice& batch, const kafka::RecordBatchHeader& header,
                      const std::vector<kafka::client::Fetched::Aborted>& aborted,
                      std::size_t& next_aborted, std::map<std::int64_t, bool>& open) const;

  PartitionWriter& writer_;
  std::int64_t next_, end_;
  bool compacted_;
};

}  // namespace ringfence::review::exit
