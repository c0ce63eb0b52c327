// One record as one line of an export (docs/formats/export.md), and roots over lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "evidence/crypto.h"
#include "kafka/protocol/record_reader.h"

namespace ringfence::review::exit {

// Appends the record's line without its end.
void append_line(std::string& out, const kafka::Record& record, kafka::TimestampType type);

struct LineView {
  std::int64_t offset = -1;
  std::string_view content;  // what stands after the offset and its tab
};
// kCorrupt: not a line of this format. The six fields are counted, base64 is not decoded.
Result<LineView> read_line(std::string_view line);

// An RFC 6962 root over entries as they come, in memory of the logarithm of their number.
class MerkleStream {
 public:
  void add(std::string_view entry);
  std::uint64_t count() const { return count_; }
  std::string root() const;  // hex

 private:
  std::vector<evidence::Digest> peaks_;  // of full subtrees, the largest first
  std::uint64_t count_ = 0;
};

}  // namespace ringfence::review::exit
