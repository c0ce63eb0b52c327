#include "config/key_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

#include "base/assert.h"

namespace ringfence::config {
namespace {

constexpr std::int64_t kMiB = 1024 * 1024;
constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
constexpr std::int64_t kForever = INT64_MAX;

std::vector<Key> network_keys() {
  return {
      {.name = "listeners",
       .section = Section::kNetwork,
       .member = &Config::listeners,
       .default_value = "127.0.0.1:9092",
       .kafka = true,
       .help = "Addresses where Kafka clients connect: HOST:PORT, [IPV6]:PORT or "
               "PLAINTEXT://HOST:PORT. "
               "Anything but loopback needs allow.plaintext as long as there is no TLS."},
      {.name = "advertised.listeners",
       .section = Section::kNetwork,
       .member = &Config::advertised_listeners,
       .default_value = "",
       .kafka = true,
       .help = "Addresses that clients are told to connect to, one for each listener and in the "
               "same order. "
               "Empty: the listeners themselves."},
      {.name = "http.address",
       .section = Section::kNetwork,
       .member = &Config::http_address,
       .default_value = "127.0.0.1:9080",
       .help = "Address of /live, /ready and /metrics: HOST:PORT. Empty: none."},
      {.name = "allow.plaintext",
       .section = Section::kNetwork,
       .member = &Config::allow_plaintext,
       .default_value = "false",
       .help = "Accept listeners and an HTTP address beyond loopback without TLS: everybody on "
               "that network can "
               "then read, write and delete topics."},
      {.name = "node.id",
       .section = Section::kNetwork,
       .member = &Config::node_id,
       .default_value = "1",
       .min = 0,
       .max = INT32_MAX,
       .kafka = true,
       .help = "Number of this agent as clients see it."},
  };
}

std::vector<Key> connection_keys() {
  return {
      {.name = "max.connections",
       .section = Section::kNetwork,
       .member = &Config::max_connections,
       .default_value = "20000",
       .min = 1,
       .max = 1'000'000,
       .kafka = true,
       .help = "Open client connections; further ones are closed at once."},
      {.name = "connections.max.idle.ms",
       .section = Section::kNetwork,
       .member = &Config::connections_max_idle_ms,
       .default_value = "600000",
       .min = 1000,
       .max = kForever / 1'000'000 - 1,
       .unit = "ms",
       .kafka = true,
       .help = "A connection without a request for this long is closed."},
      {.name = "connection.write.timeout.ms",
       .section = Section::kNetwork,
       .member = &Config::connection_write_timeout_ms,
       .default_value = "30000",
       .min = 100,
       .max = 3'600'000,
       .unit = "ms",
       .help = "A client that does not take a response within this time is cut off."},
      {.name = "socket.request.max.bytes",
       .section = Section::kNetwork,
       .member = &Config::socket_request_max_bytes,
       .default_value = "104857600",
       .min = 64 * 1024,
       .max = 1024 * kMiB,
       .unit = "bytes",
       .kafka = true,
       .help = "Largest request; a connection that announces more is closed."},
  };
}

std::vector<Key> memory_keys() {
  return {
      {.name = "queued.max.request.bytes",
       .section = Section::kMemory,
       .member = &Config::queued_max_request_bytes,
       .default_value = "134217728",
       .min = kMiB,
       .max = 1024 * 1024 * kMiB,
       .unit = "bytes",
       .kafka = true,
       .help =
           "Memory for requests that are being read or handled. Beyond it sockets are not read."},
      {.name = "ingest.memory.bytes",
       .section = Section::kMemory,
       .member = &Config::ingest_memory_bytes,
       .default_value = "67108864",
       .min = kMiB,
       .max = 1024 * 1024 * kMiB,
       .unit = "bytes",
       .help = "Memory for records that wait for the object store. Beyond it producers wait."},
      {.name = "cache.memory.bytes",
       .section = Section::kMemory,
       .member = &Config::cache_memory_bytes,
       .default_value = "134217728",
       .min = kMiB,
       .max = 1024 * 1024 * kMiB,
       .unit = "bytes",
       .help = "Memory for blocks of objects that were written or read lately."},
  };
}

std::vector<Key> storage_keys() {
  return {
      {.name = "data.dir",
       .section = Section::kStorage,
       .member = &Config::data_dir,
       .default_value = "ringfence-data",
       .help = "Directory with keys/, the metadata log and, with the file store, the bucket."},
      {.name = "flush.bytes",
       .section = Section::kStorage,
       .member = &Config::flush_bytes,
       .default_value = "8388608",
       .min = 64 * 1024,
       .max = 256 * kMiB,
       .unit = "bytes",
       .help = "Size at which waiting records are written as one object without waiting longer."},
      {.name = "flush.interval.ms",
       .section = Section::kStorage,
       .member = &Config::flush_interval_ms,
       .default_value = "-1",
       .min = -1,
       .max = 60'000,
       .unit = "ms",
       .help =
           "Longest wait before waiting records are written. -1: what suits the store (file: 0)."},
      {.name = "flush.concurrency",
       .section = Section::kStorage,
       .member = &Config::flush_concurrency,
       .default_value = "4",
       .min = 1,
       .max = 64,
       .help = "Objects that are written at the same time."},
      {.name = "put.budget.per.second",
       .section = Section::kStorage,
       .member = &Config::put_budget_per_second,
       .default_value = "0",
       .min = 0,
       .max = 100'000,
       .help = "PUT requests a second, that is money; the flush interval grows to stay below. 0: "
               "no limit."},
      {.name = "put.timeout.ms",
       .section = Section::kStorage,
       .member = &Config::put_timeout_ms,
       .default_value = "10000",
       .min = 100,
       .max = 600'000,
       .unit = "ms",
       .help = "A write that takes longer is sent again, with the same bytes under the same name."},
  };
}

std::vector<Key> metadata_keys() {
  return {
      {.name = "replica.staleness.max.ms",
       .section = Section::kMetadata,
       .member = &Config::replica_staleness_max_ms,
       .default_value = "300000",
       .min = 1000,
       .max = 7 * kDayMs,
       .unit = "ms",
       .help = "How long an agent serves without hearing from the metadata service."},
      {.name = "read.index.timeout.ms",
       .section = Section::kMetadata,
       .member = &Config::read_index_timeout_ms,
       .default_value = "5000",
       .min = 10,
       .max = 60'000,
       .unit = "ms",
       .help = "How long an answer of the kind \"not there\" waits for the metadata service before "
               "it becomes a "
               "retriable error."},
      {.name = "snapshot.records",
       .section = Section::kMetadata,
       .member = &Config::snapshot_records,
       .default_value = "100000",
       .min = 10,
       .max = 100'000'000,
       .help = "Log records between two snapshots of the metadata."},
      {.name = "producer.id.expiration.ms",
       .section = Section::kMetadata,
       .member = &Config::producer_id_expiration_ms,
       .default_value = "86400000",
       .min = 1000,
       .max = 365 * kDayMs,
       .unit = "ms",
       .kafka = true,
       .help = "The sequence numbers of an idempotent producer are forgotten when it was silent "
               "for this long."},
  };
}

std::vector<Key> topic_keys() {
  return {
      {.name = "auto.create.topics.enable",
       .section = Section::kTopics,
       .member = &Config::auto_create_topics_enable,
       .default_value = "true",
       .kafka = true,
       .help = "Make a topic when a client asks for one that does not exist."},
      {.name = "num.partitions",
       .section = Section::kTopics,
       .member = &Config::num_partitions,
       .default_value = "1",
       .min = 1,
       .max = 100'000,
       .kafka = true,
       .help = "Partitions of topics that are made without a number."},
      {.name = "default.replication.factor",
       .section = Section::kTopics,
       .member = &Config::default_replication_factor,
       .default_value = "1",
       .min = 1,
       .max = 32'767,
       .kafka = true,
       .help = "Reported back for topics that are made without a number. The object store keeps "
               "the copies."},
      {.name = "message.max.bytes",
       .section = Section::kTopics,
       .member = &Config::message_max_bytes,
       .default_value = "1048588",
       .min = 1024,
       .max = 1024 * kMiB,
       .unit = "bytes",
       .kafka = true,
       .help = "Largest record batch, unless the topic says max.message.bytes."},
      {.name = "log.message.timestamp.type",
       .section = Section::kTopics,
       .member = &Config::log_message_timestamp_type,
       .default_value = "CreateTime",
       .allowed = {"CreateTime", "LogAppendTime"},
       .kafka = true,
       .help = "Whose time records carry, unless the topic says message.timestamp.type."},
      {.name = "log.message.timestamp.before.max.ms",
       .section = Section::kTopics,
       .member = &Config::log_message_timestamp_before_max_ms,
       .default_value = "9223372036854775807",
       .min = 0,
       .max = kForever,
       .unit = "ms",
       .kafka = true,
       .help = "Records older than this are refused (CreateTime only)."},
      {.name = "log.message.timestamp.after.max.ms",
       .section = Section::kTopics,
       .member = &Config::log_message_timestamp_after_max_ms,
       .default_value = "3600000",
       .min = 0,
       .max = kForever,
       .unit = "ms",
       .kafka = true,
       .help = "Records further in the future than this are refused (CreateTime only)."},
      {.name = "fetch.max.bytes",
       .section = Section::kTopics,
       .member = &Config::fetch_max_bytes,
       .default_value = "57671680",
       .min = 1024,
       .max = 1024 * kMiB,
       .unit = "bytes",
       .kafka = true,
       .help = "Largest fetch response, whatever the client asks for."},
  };
}

std::vector<Key> group_keys() {
  return {
      {.name = "group.initial.rebalance.delay.ms",
       .section = Section::kGroups,
       .member = &Config::group_initial_rebalance_delay_ms,
       .default_value = "3000",
       .min = 0,
       .max = 300'000,
       .unit = "ms",
       .kafka = true,
       .help = "How long the first member of an empty group waits for others before partitions "
               "are shared out."},
      {.name = "group.min.session.timeout.ms",
       .section = Section::kGroups,
       .member = &Config::group_min_session_timeout_ms,
       .default_value = "6000",
       .min = 1,
       .max = INT32_MAX,
       .unit = "ms",
       .kafka = true,
       .help = "Shortest session timeout that a member may ask for."},
      {.name = "group.max.session.timeout.ms",
       .section = Section::kGroups,
       .member = &Config::group_max_session_timeout_ms,
       .default_value = "1800000",
       .min = 1,
       .max = INT32_MAX,
       .unit = "ms",
       .kafka = true,
       .help = "Longest session timeout that a member may ask for."},
      {.name = "group.max.size",
       .section = Section::kGroups,
       .member = &Config::group_max_size,
       .default_value = "2147483647",
       .min = 1,
       .max = INT32_MAX,
       .kafka = true,
       .help = "Members of one group; further ones are refused."},
  };
}

std::vector<Key> offset_keys() {
  return {
      {.name = "offset.metadata.max.bytes",
       .section = Section::kGroups,
       .member = &Config::offset_metadata_max_bytes,
       .default_value = "4096",
       .min = 0,
       .max = kMiB,
       .unit = "bytes",
       .kafka = true,
       .help = "Longest note that a client may store with a committed offset."},
      {.name = "offsets.retention.minutes",
       .section = Section::kGroups,
       .member = &Config::offsets_retention_minutes,
       .default_value = "10080",
       .min = 1,
       .max = 100LL * 365 * 24 * 60,
       .unit = "minutes",
       .kafka = true,
       .help = "Committed offsets are kept so long after their group became empty, or after the "
               "last commit for a topic that the group does not read any more."},
      {.name = "offsets.retention.check.interval.ms",
       .section = Section::kGroups,
       .member = &Config::offsets_retention_check_interval_ms,
       .default_value = "600000",
       .min = 1000,
       .max = 30 * kDayMs,
       .unit = "ms",
       .kafka = true,
       .help = "How often committed offsets are looked at for their age."},
  };
}

std::vector<Key> log_keys() {
  return {
      {.name = "log.level",
       .section = Section::kLogs,
       .member = &Config::log_level,
       .default_value = "info",
       .allowed = {"debug", "info", "warn", "error"},
       .help = "The least severe lines that are written to stderr."},
      {.name = "log.format",
       .section = Section::kLogs,
       .member = &Config::log_format,
       .default_value = "logfmt",
       .allowed = {"logfmt", "json"},
       .help = "Form of a log line."},
      {.name = "log.names",
       .section = Section::kLogs,
       .member = &Config::log_names,
       .default_value = "false",
       .help = "Write topic, client and principal names and addresses in clear instead of as keyed "
               "tokens."},
      {.name = "metric.names",
       .section = Section::kLogs,
       .member = &Config::metric_names,
       .default_value = "false",
       .help = "The same for metric labels."},
  };
}

std::vector<Key> all_keys() {
  std::vector<Key> all;
  for (auto part : {network_keys(), connection_keys(), memory_keys(), storage_keys(),
                    metadata_keys(), topic_keys(), group_keys(), offset_keys(), log_keys()}) {
    for (Key& key : part) all.push_back(std::move(key));
  }
  return all;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool parse(const Key& key, Config& config, bool Config::* member, std::string_view text) {
  (void)key;
  if (text != "true" && text != "false") return false;
  config.*member = text == "true";
  return true;
}

bool parse(const Key& key, Config& config, std::int64_t Config::* member, std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return false;
  if (value < key.min || value > key.max) return false;
  config.*member = value;
  return true;
}

bool parse(const Key& key, Config& config, std::string Config::* member, std::string_view text) {
  if (!key.allowed.empty() && std::ranges::find(key.allowed, text) == key.allowed.end())
    return false;
  config.*member = std::string(text);
  return true;
}

bool parse(const Key& key, Config& config, std::vector<std::string> Config::* member,
           std::string_view text) {
  (void)key;
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const std::string_view item = trimmed(text.substr(0, comma));
    if (item.empty()) return false;
    items.emplace_back(item);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  config.*member = std::move(items);
  return true;
}

}  // namespace

std::span<const Key> key_table() {
  static const std::vector<Key> table = all_keys();
  return table;
}

const Key* find_key(std::string_view name) {
  for (const Key& key : key_table()) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

std::string_view section_title(Section section) {
  switch (section) {
    case Section::kNetwork:
      return "Network";
    case Section::kMemory:
      return "Memory";
    case Section::kStorage:
      return "Storage";
    case Section::kMetadata:
      return "Metadata";
    case Section::kTopics:
      return "Topics";
    case Section::kGroups:
      return "Consumer groups";
    case Section::kLogs:
      return "Logs and metrics";
  }
  return "";
}

std::string_view type_name(const Key& key) {
  static constexpr std::string_view kNames[] = {"boolean", "integer", "string", "list"};
  return kNames[key.member.index()];
}

std::string allowed_text(const Key& key) {
  if (std::holds_alternative<bool Config::*>(key.member)) return "true or false";
  if (std::holds_alternative<std::int64_t Config::*>(key.member)) {
    return fmt::format("{} to {}", key.min, key.max);
  }
  if (std::holds_alternative<std::vector<std::string> Config::*>(key.member)) {
    return "values separated by commas";
  }
  return key.allowed.empty() ? "any text" : fmt::format("{}", fmt::join(key.allowed, " or "));
}

std::string flag_name(const Key& key) {
  std::string flag = "--" + std::string(key.name);
  std::ranges::replace(flag, '.', '-');
  return flag;
}

std::string environment_name(const Key& key) {
  std::string name = "RINGFENCE_";
  for (const char c : key.name)
    name += c == '.' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return name;
}

Config default_config() {
  Config config;
  for (const Key& key : key_table()) {
    const auto result = set_value(config, key, key.default_value, "the default");
    RF_ASSERT(result.ok(), "a default of the key table does not pass its own check");
  }
  return config;
}

Result<void> set_value(Config& config, const Key& key, std::string_view text,
                       std::string_view source) {
  const std::string_view value = trimmed(text);
  const bool good =
      std::visit([&](auto member) { return parse(key, config, member, value); }, key.member);
  if (good) return {};
  return Error(ErrorCode::kInvalid, fmt::format("{}: {} = \"{}\" is not allowed; allowed: {}",
                                                source, key.name, value, allowed_text(key)));
}

std::string value_text(const Config& config, const Key& key) {
  if (const auto* member = std::get_if<bool Config::*>(&key.member)) {
    return config.**member ? "true" : "false";
  }
  if (const auto* member = std::get_if<std::int64_t Config::*>(&key.member)) {
    return std::to_string(config.**member);
  }
  if (const auto* member = std::get_if<std::string Config::*>(&key.member)) return config.**member;
  return fmt::format("{}", fmt::join(config.*std::get<3>(key.member), ","));
}

}  // namespace ringfence::config
