#include <fmt/format.h>

#include <algorithm>

#include "bytes/crc32c.h"
#include "kafka/protocol/record_reader.h"
#include "review/probe_exit/exporter.h"

namespace ringfence::review::exit {
namespace {

using kafka::RecordBatchHeader;

constexpr std::size_t kUnpackedMax = std::size_t{1} << 30;
constexpr std::size_t kCrcCovers = 21;

bool is_abort_marker(const bytes::Slice& batch) {
  auto reader = kafka::RecordReader::open(batch.span(), 1 << 16);
  kafka::Record record;
  if (!reader) return false;
  const auto any = reader->next(record);
  // Key: version i16, type i16 with 0 for abort.
  return any && *any && record.key && record.key->size() >= 4 && (*record.key)[2] == std::byte{0} &&
         (*record.key)[3] == std::byte{0};
}

}  // namespace

void BatchSorter::skip_to(std::int64_t offset, std::string_view reason) {
  const std::int64_t to = std::min(offset, end_);
  if (to <= next_) return;
  writer_.gap(next_, to - 1, reason);
  next_ = to;
}

// As consumers with read_committed do: a producer's batches are dropped from the first offset of
// its aborted transaction up to the marker that ends it.
const char* BatchSorter::dropped(const bytes::Slice& batch, const RecordBatchHeader& header,
                                 const std::vector<kafka::client::Fetched::Aborted>& aborted,
                                 std::size_t& next_aborted,
                                 std::map<std::int64_t, bool>& open) const {
  while (next_aborted < aborted.size() &&
         aborted[next_aborted].first_offset <= header.last_offset()) {
    open[aborted[next_aborted++].producer_id] = true;
  }
  if (header.is_control()) {
    if (is_abort_marker(batch)) open.erase(header.producer_id);
    return "transaction-marker";
  }
  return header.is_transactional() && open.contains(header.producer_id) ? "aborted" : nullptr;
}

Result<void> BatchSorter::take(const kafka::client::Fetched& fetched) {
  std::vector<kafka::client::Fetched::Aborted> aborted = fetched.aborted;
  std::sort(aborted.begin(), aborted.end(),
            [](const auto& a, const auto& b) { return a.first_offset < b.first_offset; });
  std::size_t next_aborted = 0;
  std::map<std::int64_t, bool> open;
  kafka::BatchCursor cursor(fetched.records.flatten());
  while (true) {
    RF_TRY_ASSIGN(const bool more, cursor.next());
    if (!more) return {};
    const RecordBatchHeader& header = cursor.header();
    const bytes::ByteSpan bytes = cursor.batch().span();
    if (bytes::crc32c(bytes.subspan(kCrcCovers)) != header.crc) {
      return Error(ErrorCode::kCorrupt,
                   fmt::format("the batch at offset {} fails its CRC", header.base_offset));
    }
    const char* drop = dropped(cursor.batch(), header, aborted, next_aborted, open);
    if (header.next_offset() <= next_) continue;
    if (next_ >= end_) return {};
    RF_TRY(take_batch(cursor.batch(), header, drop));
  }
}

Result<void> BatchSorter::take_batch(const bytes::Slice& batch, const RecordBatchHeader& header,
                                     const char* drop) {
  const char* hole = compacted_ ? "compaction" : "unknown";
  skip_to(header.base_offset, hole);
  if (drop != nullptr) {
    skip_to(header.next_offset(), drop);
    return {};
  }
  RF_TRY_ASSIGN(kafka::RecordReader reader, kafka::RecordReader::open(batch.span(), kUnpackedMax));
  kafka::Record record;
  while (true) {
    RF_TRY_ASSIGN(const bool more, reader.next(record));
    if (!more) break;
    if (record.offset < next_) continue;
    if (record.offset >= end_) return {};
    skip_to(record.offset, hole);
    writer_.record(record, header.timestamp_type());
    next_ = record.offset + 1;
  }
  // What a compaction took from the end of the batch.
  skip_to(header.next_offset(), hole);
  return {};
}

}  // namespace ringfence::review::exit
