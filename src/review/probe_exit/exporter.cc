#include "review/probe_exit/exporter.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "kafka/client/cluster_client.h"
#include "net/real_loop.h"

namespace ringfence::review::exit {
namespace {

namespace fs = std::filesystem;
namespace client = kafka::client;
using async::Task;
using kafka::KafkaError;

constexpr std::int64_t kEarliest = -2, kLatest = -1;
constexpr int kEmptyFetchesMax = 20;

class Exporter {
 public:
  Exporter(client::ClusterClient& cluster, ExportOptions& options)
      : cluster_(cluster), options_(options) {}

  Task<Result<Export>> run() {
    RF_CO_TRY(co_await make_plan());
    for (ExportTopic& topic : plan_.topics) {
      for (ExportPartition& partition : topic.partitions) {
        total_ += std::max<std::int64_t>(0, partition.end - partition.start);
      }
    }
    for (ExportTopic& topic : plan_.topics) {
      for (ExportPartition& partition : topic.partitions) {
        RF_CO_TRY(co_await read_out(topic, partition));
      }
    }
    co_await read_groups();
    plan_.finished = options_.now();
    RF_CO_TRY(write_export(options_.folder, kManifestName, plan_));
    co_return std::move(plan_);
  }

 private:
  std::string file(const std::string& name) const { return options_.folder + "/" + name; }

  Task<Result<void>> make_plan() {
    auto known = read_export(options_.folder, kPlanName);
    if (known) {
      if (known->cluster_id != cluster_.cluster_id()) {
        co_return Error(ErrorCode::kCorrupt, options_.folder + " holds an export of cluster " +
                                                 known->cluster_id + ", this is " +
                                                 cluster_.cluster_id());
      }
      plan_ = std::move(*known);
      co_return Result<void>();
    }
    if (!known.error().is(ErrorCode::kNotFound)) co_return known.error();
    plan_.cluster_id = cluster_.cluster_id();
    plan_.started = options_.now();
    RF_CO_TRY(co_await list_topics());
    RF_CO_TRY(co_await find_ranges());
    RF_CO_TRY(co_await read_configs());
    std::error_code error;
    for (const char* folder : {"records", "gaps"}) {
      fs::create_directories(file(folder), error);
      if (error) co_return Error(ErrorCode::kPermission, file(folder) + ": " + error.message());
    }
    co_return write_export(options_.folder, kPlanName, plan_);
  }

  Task<Result<void>> list_topics() {
    std::optional<std::vector<std::string>> names;
    if (!options_.topics.empty()) names = options_.topics;
    if (options_.like != nullptr) {
      names.emplace();
      for (const ExportTopic& topic : options_.like->topics) names->push_back(topic.name);
      if (names->empty()) co_return Result<void>();
    }
    RF_CO_TRY_ASSIGN(std::vector<client::TopicInfo> found, co_await cluster_.topics(names));
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    for (const client::TopicInfo& topic : found) {
      if (topic.error != KafkaError::kNone) {
        Error error = client::to_error(topic.error, std::nullopt);
        error.detail = "topic " + topic.name + ": " + error.detail;
        co_return error;
      }
      if (!names && topic.internal) continue;
      ExportTopic entry{topic.name, {}, {}};
      for (const client::PartitionInfo& one : topic.partitions) {
        ExportPartition partition;
        partition.index = one.index;
        const std::string base = fmt::format("{:06}-{:06}.tsv", plan_.topics.size(), one.index);
        partition.records = "records/" + base;
        partition.gaps = "gaps/" + base;
        entry.partitions.push_back(std::move(partition));
      }
      plan_.topics.push_back(std::move(entry));
    }
    co_return Result<void>();
  }

  const ExportPartition* range_of(const std::string& topic, std::int32_t partition) const {
    if (options_.like == nullptr) return nullptr;
    for (const ExportTopic& one : options_.like->topics) {
      if (one.name != topic) continue;
      for (const ExportPartition& part : one.partitions) {
        if (part.index == partition) return &part;
      }
    }
    return nullptr;
  }

  // Of every partition, in the plan's order. A request names a partition once.
  Task<Result<std::vector<std::int64_t>>> offsets_at(std::int64_t when) {
    std::vector<client::OffsetQuery> queries;
    for (const ExportTopic& topic : plan_.topics) {
      for (const ExportPartition& partition : topic.partitions) {
        queries.push_back({topic.name, partition.index, when});
      }
    }
    RF_CO_TRY_ASSIGN(const auto answers, co_await cluster_.list_offsets(queries));
    std::vector<std::int64_t> out;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (answers[i].error != KafkaError::kNone) {
        Error error = client::to_error(answers[i].error, std::nullopt);
        error.detail = fmt::format("topic {} partition {}: {}", queries[i].topic,
                                   queries[i].partition, error.detail);
        co_return error;
      }
      out.push_back(answers[i].offset);
    }
    co_return out;
  }

  Task<Result<void>> find_ranges() {
    RF_CO_TRY_ASSIGN(const auto first, co_await offsets_at(kEarliest));
    RF_CO_TRY_ASSIGN(const auto last, co_await offsets_at(kLatest));
    std::size_t at = 0;
    for (ExportTopic& topic : plan_.topics) {
      for (ExportPartition& partition : topic.partitions) {
        partition.start = first.at(at);
        partition.end = last.at(at++);
        if (const ExportPartition* like = range_of(topic.name, partition.index)) {
          // No more than the source had when it was exported.
          partition.start = std::max(partition.start, like->start);
          partition.end = std::max(partition.start, std::min(partition.end, like->end));
        }
      }
    }
    co_return Result<void>();
  }

  Task<Result<void>> read_configs() {
    std::vector<client::ConfigResource> resources;
    for (const ExportTopic& topic : plan_.topics) {
      resources.push_back({client::ConfigResource::Type::kTopic, topic.name, {}});
    }
    if (resources.empty()) co_return Result<void>();
    const auto answers = co_await cluster_.configs(std::move(resources));
    // Without the right to read settings the reasons of gaps are less exact, nothing else.
    if (!answers) co_return Result<void>();
    for (std::size_t i = 0; i < answers->size() && i < plan_.topics.size(); ++i) {
      for (const auto& config : (*answers)[i].configs) {
        if (!config.is_sensitive && config.value) {
          plan_.topics[i].configs[config.name] = *config.value;
        }
      }
    }
    co_return Result<void>();
  }

  Task<Result<void>> read_out(ExportTopic& topic, ExportPartition& partition) {
    RF_CO_TRY_ASSIGN(
        PartitionWriter writer,
        PartitionWriter::open(file(partition.records), file(partition.gaps), partition.start));
    BatchSorter sorter(writer, writer.next_offset(), partition.end, topic.compacted());
    int empty = 0;
    while (sorter.next() < partition.end) {
      const std::int64_t before = sorter.next();
      RF_CO_TRY(co_await read_some(topic, partition, sorter));
      if (options_.progress) options_.progress(done_ + sorter.next() - partition.start, total_);
      empty = sorter.next() > before ? 0 : empty + 1;
      if (empty > kEmptyFetchesMax) {
        co_return Error(
            ErrorCode::kUnavailable,
            fmt::format("topic {} partition {}: nothing comes at offset {}, the end is {}",
                        topic.name, partition.index, before, partition.end));
      }
      if (options_.stop_after >= 0 &&
          static_cast<std::int64_t>(writer.records_written()) >= options_.stop_after) {
        RF_CO_TRY(writer.close());
        co_return Error(ErrorCode::kCancelled, "stopped as asked");
      }
    }
    done_ += std::max<std::int64_t>(0, partition.end - partition.start);
    RF_CO_TRY(writer.close());
    RF_CO_TRY_ASSIGN(partition.facts,
                     read_partition(file(partition.records), file(partition.gaps)));
    co_return Result<void>();
  }

  Task<Result<void>> read_some(const ExportTopic& topic, const ExportPartition& partition,
                               BatchSorter& sorter) {
    client::FetchWish wish;
    wish.from.topic = topic.name;
    wish.from.partition = partition.index;
    wish.offset = sorter.next();
    wish.bytes_max = 8 << 20;
    client::FetchLimits limits;
    limits.committed_only = true;
    RF_CO_TRY_ASSIGN(const client::Fetched fetched,
                     co_await cluster_.fetch(std::move(wish), limits, cluster_.deadline()));
    if (fetched.error == KafkaError::kOffsetOutOfRange) {
      RF_CO_TRY_ASSIGN(const auto earliest,
                       co_await cluster_.list_offset(topic.name, partition.index, kEarliest));
      if (earliest.offset <= sorter.next()) {
        co_return Error(ErrorCode::kCorrupt,
                        fmt::format("topic {} partition {}: offset {} is out of range and the log "
                                    "starts at {}: records after the end that was given are gone",
                                    topic.name, partition.index, sorter.next(), earliest.offset));
      }
      // Retention moved on while we read.
      sorter.skip_to(earliest.offset, "retention");
      co_return Result<void>();
    }
    if (fetched.error != KafkaError::kNone) {
      Error error = client::to_error(fetched.error, std::nullopt);
      error.detail =
          fmt::format("topic {} partition {}: {}", topic.name, partition.index, error.detail);
      co_return error;
    }
    const std::int64_t before = sorter.next();
    if (const auto taken = sorter.take(fetched); !taken) {
      co_return Error(taken.error().code, fmt::format("topic {} partition {}: {}", topic.name,
                                                      partition.index, taken.error().detail));
    }
    const bool held_back = sorter.next() == before && fetched.last_stable >= 0 &&
                           fetched.last_stable <= before && fetched.high_watermark > before;
    // Records of a transaction that nobody has ended cannot be read by anyone.
    if (held_back) sorter.skip_to(partition.end, "open-transaction");
    co_return Result<void>();
  }

  Task<void> read_groups() {
    plan_.groups.clear();
    std::vector<std::string> names = options_.groups;
    if (options_.like != nullptr) {
      for (const ExportGroup& group : options_.like->groups) names.push_back(group.id);
    } else if (names.empty()) {
      const auto listed = co_await cluster_.groups();
      if (!listed) {
        plan_.groups_error = listed.error().to_string();
        co_return;
      }
      for (const auto& group : *listed) names.push_back(group.group_id);
    }
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      auto offsets = co_await cluster_.group_offsets(name);
      if (!offsets) {
        plan_.groups_error = "group " + name + ": " + offsets.error().to_string();
        continue;
      }
      std::erase_if(*offsets, [&](const client::GroupOffset& one) { return !exported(one.topic); });
      plan_.groups.push_back({name, std::move(*offsets)});
    }
  }

  bool exported(const std::string& topic) const {
    return std::any_of(plan_.topics.begin(), plan_.topics.end(),
                       [&](const ExportTopic& one) { return one.name == topic; });
  }

  client::ClusterClient& cluster_;
  ExportOptions& options_;
  Export plan_;
  std::int64_t total_ = 0, done_ = 0;
};

Task<int> run(client::ClusterClient& cluster, ExportOptions& options, Result<Export>& result) {
  const auto connected = co_await cluster.connect();
  if (connected) {
    Exporter exporter(cluster, options);
    result = co_await exporter.run();
  } else {
    result = connected.error();
  }
  co_await cluster.stop();
  co_return 0;
}

}  // namespace

Result<Export> export_cluster(ExportOptions options) {
  RF_TRY_ASSIGN(client::ClusterOptions cluster_options,
                client::cluster_options(options.connection));
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) return Error(ErrorCode::kPermission, options.folder + ": " + error.message());
  net::RealLoop loop;
  client::ClusterClient cluster(loop, loop.network(), std::move(cluster_options));
  Result<Export> result = Error(ErrorCode::kInternal, "not run");
  loop.run(run(cluster, options, result));
  return result;
}

}  // namespace ringfence::review::exit
