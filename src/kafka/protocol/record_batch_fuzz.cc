// Goal: no bytes crash the checks, the iterator or the decompressors of record batches, and what
// reads as records can be built again and reads the same.
// Input: a records field. The CRC of the first batch is made right, so that the fuzzer gets behind
// it.
#include <string>
#include <vector>

#include "base/assert.h"
#include "kafka/protocol/record_builder.h"

namespace ringfence::kafka {
namespace {

constexpr std::size_t kUnpackedMax = 1 << 20;

std::vector<std::string> read_all(bytes::ByteSpan batch, RecordBatchBuilder* copy) {
  std::vector<std::string> lines;
  auto reader = RecordReader::open(batch, kUnpackedMax);
  if (!reader.ok()) return {};
  Record record;
  while (true) {
    const auto more = reader->next(record);
    if (!more.ok()) return {};
    if (!*more) return lines;
    std::string line = std::to_string(record.timestamp) + (record.key ? "k" : "-") +
                       (record.value ? "v" : "-") + std::to_string(record.headers.size());
    for (const auto& field : {record.key, record.value}) {
      if (field) line.append(reinterpret_cast<const char*>(field->data()), field->size());
    }
    lines.push_back(line);
    if (copy != nullptr) copy->append(record.timestamp, record.key, record.value, record.headers);
  }
}

void check(const bytes::Slice& batch) {
  (void)validate_batch(batch.span());
  (void)validate_records(batch.span(), kUnpackedMax);
  const auto header = read_batch_header(batch.span());
  if (!header.ok() || header->size() > batch.size()) return;
  const bytes::Slice whole = batch.sub(0, header->size());
  (void)find_by_timestamp(whole.span(), header->max_timestamp, header->base_offset, kUnpackedMax);
  (void)find_max_timestamp(whole.span(), kUnpackedMax);
  const auto rewritten = read_batch_header(with_log_append_time(whole, 5).flatten().span());
  RF_ASSERT(rewritten.ok() && rewritten->max_timestamp == 5, "rewrite lost the header");
  RecordBatchBuilder copy;
  const auto lines = read_all(whole.span(), &copy);
  if (lines.empty() || header->timestamp_type() == TimestampType::kLogAppendTime) return;
  const auto built = copy.build();
  RF_ASSERT(built.ok(), "records that were read do not build");
  RF_ASSERT(read_all(built->span(), nullptr) == lines, "records changed on the way");
}

}  // namespace
}  // namespace ringfence::kafka

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ringfence;
  std::vector<std::byte> input(size);
  if (size > 0) std::memcpy(input.data(), data, size);
  if (size >= kafka::kBatchHeaderBytes) {
    const auto length = kafka::batch_size(input).value_or(size);
    kafka::set_crc(std::span(input).first(std::clamp(length, kafka::kBatchHeaderBytes, size)));
  }
  const bytes::Slice records = bytes::Slice::from_vector(std::move(input));
  kafka::check(records);
  kafka::BatchCursor cursor(records);
  for (auto more = cursor.next(); more.ok() && *more; more = cursor.next()) {
    kafka::check(cursor.batch());
  }
  return 0;
}
