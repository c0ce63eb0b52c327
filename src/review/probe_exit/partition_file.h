// The two files of one exported partition: records, one a line, and gaps between their offsets.
#pragma once

#include <cstdint>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "review/probe_exit/record_line.h"

namespace ringfence::review::exit {

// Offsets first..last hold no record, and why: compaction, aborted, transaction-marker, retention,
// open-transaction, unknown.
struct Gap {
  std::int64_t first = 0, last = 0;
  std::string reason;
  bool operator==(const Gap&) const = default;
};

struct PartitionFacts {
  std::int64_t first_offset = -1, last_offset = -1;  // of records; -1: none
  std::uint64_t count = 0, bytes = 0;
  std::string root, content_root;  // over lines; over lines without their offset
  std::string sha256;              // of the records file
  std::vector<Gap> gaps;           // neighbours with one reason are one gap
};

// Writes, and goes on after an interruption: what stands in the files is read again, a line that
// was cut off is removed. Gaps reach the disk before the records behind them.
class PartitionWriter {
 public:
  // Paths without a folder that does not exist. kCorrupt: the files are not an export's.
  // `start`: the first offset of the range.
  static Result<PartitionWriter> open(const std::string& records, const std::string& gaps,
                                      std::int64_t start);

  std::int64_t next_offset() const { return next_; }
  void record(const kafka::Record& record, kafka::TimestampType type);
  void gap(std::int64_t first, std::int64_t last, std::string_view reason);
  std::uint64_t records_written() const { return lines_.count(); }
  std::uint64_t bytes_written() const { return bytes_; }
  Result<void> flush();
  Result<void> close();

 private:
  PartitionWriter() = default;
  Result<void> read_back(const std::string& records, const std::string& gaps);

  std::string records_path_;
  std::ofstream records_, gaps_file_;
  std::string pending_, pending_gaps_, line_;
  MerkleStream lines_;
  std::uint64_t bytes_ = 0;
  std::int64_t next_ = 0;
  bool failed_ = false;
};

// Calls `line` for each record line of a file, in order; stops at its error. kCorrupt: a line that
// is none, or offsets that do not rise. Lines are at most kLineMax bytes.
constexpr std::size_t kLineMax = std::size_t{256} << 20;
Result<void> read_records(
    const std::string& path,
    const std::function<Result<void>(std::string_view line, const LineView& view)>& line);
Result<std::vector<Gap>> read_gaps(const std::string& path);
// Everything that the files say.
Result<PartitionFacts> read_partition(const std::string& records, const std::string& gaps);

// Reads lines one at a time, for comparisons.
class LineReader {
 public:
  static Result<LineReader> open(const std::string& path);
  // False at the end. A last line without its end is kCorrupt.
  Result<bool> next(std::string_view& line);
  std::uint64_t position() const { return consumed_; }  // bytes of whole lines so far

 private:
  explicit LineReader(std::string path) : path_(std::move(path)) {}
  std::string path_;
  std::ifstream file_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::uint64_t consumed_ = 0;
};

}  // namespace ringfence::review::exit
