#include "review/probe_fit/read_back.h"

#include <fmt/format.h>

#include "kafka/protocol/record_reader.h"
#include "review/probe_fit/load.h"

namespace ringfence::review {

using async::Task;
using kafka::client::ClusterClient;

namespace {

constexpr std::size_t kUnpackedMax = 64u << 20;
constexpr std::size_t kLostKept = 1000;

class Reading {
 public:
  Reading(ClusterClient& cluster, std::string topic, std::string mark, std::size_t due)
      : cluster_(cluster), topic_(std::move(topic)), mark_(std::move(mark)), seen_(due) {}

  Task<Result<void>> partition(std::int32_t index, std::int64_t position) {
    RF_CO_TRY_ASSIGN(const auto end, co_await cluster_.list_offset(topic_, index, -1));
    while (position < end.offset) {
      kafka::client::FetchLimits limits;
      limits.wait_ms = 1000;
      RF_CO_TRY_ASSIGN(const auto fetched,
                       co_await cluster_.fetch({{topic_, {}, index}, position, 16 << 20}, limits,
                                               cluster_.deadline()));
      if (fetched.error != kafka::KafkaError::kNone)
        co_return Error(ErrorCode::kInvalid, fmt::format("partition {} at offset {}: {}", index,
                                                         position, kafka::name(fetched.error)));
      const std::int64_t before = position;
      RF_CO_TRY(take(fetched, position));
      if (position == before)
        co_return Error(ErrorCode::kCorrupt,
                        fmt::format("partition {}: nothing readable at offset {} of {}", index,
                                    position, end.offset));
    }
    co_return Result<void>();
  }

  ReadBack judge(const std::vector<bool>& acknowledged) {
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      if (acknowledged[i] && !seen_[i]) {
        ++out_.lost;
        if (out_.lost_numbers.size() < kLostKept)
          out_.lost_numbers.push_back(static_cast<std::int64_t>(i));
      }
      if (!acknowledged[i] && seen_[i]) ++out_.unacknowledged_found;
    }
    return std::move(out_);
  }

 private:
  Result<void> take(const kafka::client::Fetched& fetched, std::int64_t& position) {
    kafka::BatchCursor cursor(fetched.records.flatten());
    while (true) {
      RF_TRY_ASSIGN(const bool more, cursor.next());
      if (!more) return {};
      if (!cursor.header().is_control() && cursor.header().next_offset() > position) {
        RF_TRY_ASSIGN(auto records, kafka::RecordReader::open(cursor.batch().span(), kUnpackedMax));
        kafka::Record record;
        while (true) {
          RF_TRY_ASSIGN(const bool one, records.next(record));
          if (!one) break;
          if (record.offset >= position && record.value) count(*record.value);
        }
      }
      position = std::max(position, cursor.header().next_offset());
    }
  }

  void count(bytes::ByteSpan value) {
    const std::int64_t number =
        number_of({reinterpret_cast<const char*>(value.data()), value.size()}, mark_);
    if (number < 0 || static_cast<std::size_t>(number) >= seen_.size()) return;
    ++out_.records;
    if (seen_[static_cast<std::size_t>(number)]) ++out_.duplicates;
    seen_[static_cast<std::size_t>(number)] = true;
  }

  ClusterClient& cluster_;
  std::string topic_, mark_;
  std::vector<bool> seen_;
  ReadBack out_;
};

}  // namespace

Task<ReadBack> read_back(async::Loop& loop, async::Network& network,
                         kafka::client::ClusterOptions options, std::string topic,
                         std::vector<std::int64_t> start_offsets, std::string mark,
                         const std::vector<bool>& acknowledged) {
  options.timeout = std::max<Duration>(options.timeout, std::chrono::seconds(60));
  ClusterClient cluster(loop, network, std::move(options));
  Reading reading(cluster, std::move(topic), std::move(mark), acknowledged.size());
  auto done = co_await cluster.connect();
  for (std::size_t i = 0; done && i < start_offsets.size(); ++i)
    done = co_await reading.partition(static_cast<std::int32_t>(i), start_offsets[i]);
  co_await cluster.stop();
  ReadBack out = reading.judge(acknowledged);
  if (!done) out.problem = done.error().to_string();
  co_return out;
}

}  // namespace ringfence::review
