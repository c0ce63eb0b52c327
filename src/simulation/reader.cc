#include <algorithm>

#include "bytes/crc32c.h"
#include "kafka/protocol/generated/list_offsets.h"
#include "kafka/protocol/record_batch.h"
#include "kafka/protocol/record_reader.h"
#include "simulation/workload.h"

namespace ringfence::sim {

using async::Task;

namespace {

constexpr std::size_t kUnpackedMax = 1 << 20;

std::int64_t value_of(bytes::ByteSpan payload) {
  if (payload.size() < 8) return -2;  // never sent: the checker calls it a phantom
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value = value << 8 | static_cast<std::uint64_t>(payload[i]);
  return static_cast<std::int64_t>(value);
}

Result<void> read_batch(const bytes::Slice& batch, const kafka::RecordBatchHeader& header,
                        std::int64_t position, PollMop& mop, std::vector<SeenBatch>& batches) {
  // Clients check this too; the CRC begins behind the fields that the broker sets.
  if (bytes::crc32c(batch.span().subspan(21)) != header.crc)
    return Error(ErrorCode::kCorrupt, "a batch fails its checksum");
  const std::uint64_t bytes_hash =
      (std::uint64_t{bytes::crc32c(batch.span().subspan(16))} << 32) | batch.size();
  batches.push_back({mop.key, header.base_offset, header.last_offset(), header.producer_id,
                     header.producer_epoch, header.base_sequence, header.crc, bytes_hash});
  RF_TRY_ASSIGN(auto reader, kafka::RecordReader::open(batch.span(), kUnpackedMax));
  kafka::Record record;
  while (true) {
    RF_TRY_ASSIGN(const bool more, reader.next(record));
    if (!more) return {};
    if (record.offset < position) continue;
    mop.records.push_back(
        {record.offset, value_of(record.value.value_or(bytes::ByteSpan())), record.timestamp});
  }
}

}  // namespace

Result<void> read_fetched(const bytes::Chain& records, std::int64_t position, PollMop& mop,
                          std::vector<SeenBatch>& batches) {
  kafka::BatchCursor cursor(records.flatten());
  while (true) {
    RF_TRY_ASSIGN(const bool more, cursor.next());
    if (!more) return {};
    RF_TRY(read_batch(cursor.batch(), cursor.header(), position, mop, batches));
  }
}

Reader::Reader(ClientContext& context, std::int32_t process)
    : context_(context),
      process_(process),
      random_(context.random.fork()),
      connections_(context, "reader-" + std::to_string(process)),
      version_(std::array<std::int16_t, 4>{4, 7, 11, 12}[random_.below(4)]) {
  // KIP-110: zstd is served from version 10 on.
  if (context.options.compressed > 0) version_ = std::max<std::int16_t>(version_, 11);
}

void Reader::assign(const std::string& key) {
  Op op = context_.recorder.make("assign", process_);
  op.assigned = {key};
  context_.recorder.begin(op);
  context_.recorder.end(op, OpType::kOk);
}

Task<void> Reader::run(async::Cancel stop) {
  std::vector<std::string> keys;
  for (const std::string& topic : context_.topics)
    for (std::int32_t p = 0; p < context_.options.partitions; ++p) keys.push_back(key_of(topic, p));
  const auto agents = static_cast<std::uint64_t>(context_.options.agents);
  int agent = static_cast<int>(random_.below(agents));
  std::size_t turn = random_.below(keys.size());
  while (!stop.cancelled()) {
    const std::string& key = keys[turn++ % keys.size()];
    auto [position, fresh] = positions_.try_emplace(key, 0);
    if (random_.chance(0.01)) {
      // Somebody rewinds, or asks for what cannot be there.
      position->second = random_.chance(0.5) ? static_cast<std::int64_t>(random_.below(50)) : 0;
      fresh = true;
    }
    if (fresh) assign(key);
    const std::int64_t next =
        co_await poll(agent, key, position->second, static_cast<std::int32_t>(random_.below(200)),
                      static_cast<std::int32_t>(500 + random_.below(8000)), false);
    if (next >= 0) {
      position->second = next;
    } else {
      agent = static_cast<int>(random_.below(agents));
    }
    if (random_.chance(0.03)) agent = static_cast<int>(random_.below(agents));
    if (random_.chance(0.05))
      co_await list(static_cast<int>(random_.below(agents)), key, random_.chance(0.8) ? -1 : -2,
                    false);
    co_await async::sleep_for(context_.loop, Duration(random_.between(20'000'000, 250'000'000)),
                              stop);
  }
}

Task<std::int64_t> Reader::poll(int agent, std::string key, std::int64_t position,
                                std::int32_t wait_ms, std::int32_t max_bytes, bool final) {
  auto link = co_await connections_.to(agent);
  if (!link) co_return -1;
  const AgentAddress address = context_.agents(agent);
  Op op = context_.recorder.make("poll", process_);
  op.node = address.name;
  op.life = address.life;
  op.polls = {PollMop{key, position}};
  context_.recorder.begin(op);
  const auto [topic, partition] = split_key(key);
  kafka::FetchRequest request;
  request.max_wait_ms = wait_ms;
  request.min_bytes = 1;
  request.max_bytes = 1 << 20;
  request.topics.emplace_back();
  request.topics[0].topic = topic;
  request.topics[0].partitions.push_back(
      {.partition = partition, .fetch_offset = position, .partition_max_bytes = max_bytes});
  auto response = co_await (*link)->call<kafka::FetchResponse>(
      version_, std::move(request),
      context_.within(context_.options.request_timeout + milliseconds(wait_ms)));
  std::string error;
  const bool shaped =
      response && response->responses.size() == 1 && response->responses[0].partitions.size() == 1;
  if (!response) {
    error = error_name(response.error().code);
  } else if (response->error_code != 0) {
    error = kafka::error_code_name(response->error_code);
  } else if (!shaped) {
    error = "unexpected answer";
  } else if (response->responses[0].partitions[0].error_code != 0) {
    error = kafka::error_code_name(response->responses[0].partitions[0].error_code);
  }
  if (error.empty()) {
    const auto& data = response->responses[0].partitions[0];
    op.polls[0].high_watermark = data.high_watermark;
    op.polls[0].log_start = data.log_start_offset;
    const auto read =
        read_fetched(data.records.value_or(bytes::Chain()), position, op.polls[0], op.batches);
    if (!read) error = "CORRUPT: " + read.error().detail;
  }
  if (!error.empty()) {
    op.error = error;
    op.polls = {PollMop{key, position}};
    op.batches.clear();
    context_.recorder.end(op, OpType::kFail);
    co_return -1;
  }
  last_high_watermark_ = op.polls[0].high_watermark;
  const std::int64_t next =
      op.polls[0].records.empty() ? position : op.polls[0].records.back().offset + 1;
  op.final = final;
  if (final) {
    for (const SeenRecord& record : op.polls[0].records) timestamps_.push_back(record.timestamp);
  }
  context_.recorder.end(std::move(op), OpType::kOk);
  co_return next;
}

Task<void> Reader::list(int agent, std::string key, std::int64_t timestamp, bool final) {
  auto link = co_await connections_.to(agent);
  if (!link) co_return;
  const AgentAddress address = context_.agents(agent);
  Op op = context_.recorder.make("list_offsets", process_);
  op.node = address.name;
  op.life = address.life;
  op.lists = {ListMop{key, timestamp}};
  op.final = final;
  context_.recorder.begin(op);
  const auto [topic, partition] = split_key(key);
  kafka::ListOffsetsRequest request;
  request.replica_id = -1;
  request.topics.push_back({topic, {{.partition_index = partition, .timestamp = timestamp}}});
  auto response = co_await (*link)->call<kafka::ListOffsetsResponse>(
      7, std::move(request), context_.within(context_.options.request_timeout));
  if (!response) {
    op.error = error_name(response.error().code);
  } else if (response->topics.size() != 1 || response->topics[0].partitions.size() != 1) {
    op.error = "unexpected answer";
  } else if (response->topics[0].partitions[0].error_code != 0) {
    op.error = kafka::error_code_name(response->topics[0].partitions[0].error_code);
  } else {
    op.lists[0].offset = response->topics[0].partitions[0].offset;
    op.lists[0].found_timestamp = response->topics[0].partitions[0].timestamp;
  }
  const OpType type = op.error.empty() ? OpType::kOk : OpType::kFail;
  context_.recorder.end(std::move(op), type);
}

Task<void> Reader::final_read(int agent, std::string key, Duration within) {
  const MonotonicTime end = context_.loop.now() + within;
  assign(key);
  std::int64_t position = 0;
  bool complete = false;
  while (!complete && context_.loop.now() < end) {
    const std::int64_t next = co_await poll(agent, key, position, 0, 64 * 1024, true);
    if (next < 0) {
      co_await async::sleep_for(context_.loop, milliseconds(200), context_.cancel.token());
      continue;
    }
    complete = next >= last_high_watermark_;
    position = next;
  }
  if (!complete) {
    // Recorded as an operation that had to succeed and did not.
    Op op = context_.recorder.make("poll", process_);
    op.node = context_.agents(agent).name;
    op.polls = {PollMop{key, position}};
    op.final = true;
    context_.recorder.begin(op);
    op.error = "the high watermark was not reached";
    context_.recorder.end(op, OpType::kInfo);
    co_return;
  }
  context_.ends[key] = std::max(context_.ends[key], position);
  for (const std::int64_t timestamp : {-1, -2, -3}) co_await list(agent, key, timestamp, true);
  for (int i = 0; i < 2 && !timestamps_.empty(); ++i)
    co_await list(agent, key, timestamps_[random_.below(timestamps_.size())], true);
}

}  // namespace ringfence::sim
