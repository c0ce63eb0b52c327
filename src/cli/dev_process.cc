#include "cli/dev_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "async/memory_stream.h"
#include "base/log.h"
#include "cli/process_setup.h"
#include "keys/local_keys.h"

namespace ringfence::cli {
namespace {

using async::Deadline;
using async::Task;

constexpr Duration kStoreTimeout = seconds(30);
constexpr Duration kHealthInterval = milliseconds(500);
// Bytes in flight between agent and sequencer, each way.
constexpr std::size_t kStreamBytes = 4u << 20;
constexpr std::size_t kRereadBytes = 4u << 20;

constexpr log::Template kWritesRefused{
    "store.writes_refused",
    "a sync failed: writes are refused until the metadata log was read again"};
constexpr log::Template kWritesResumed{"store.writes_resumed",
                                       "the metadata log is readable: writes go on"};
constexpr log::Template kRereadFailed{"store.reread_failed", "the metadata log could not be read"};

Error system_error(std::string_view what, const std::string& path) {
  const ErrorCode code = errno == ENOSPC ? ErrorCode::kOutOfSpace : ErrorCode::kPermission;
  return Error(code, fmt::format("{} {}: {}", what, path, std::strerror(errno)));
}

Result<void> make_directory(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return {};
  return system_error("making", path);
}

bool exists(const std::string& path) {
  struct stat info{};
  return ::stat(path.c_str(), &info) == 0;
}

// The file `cluster-id`: the id on the first line, the fingerprint of the keys on the second.
struct Identity {
  ClusterId cluster;
  std::string keys;  // empty in files of the first builds
};

// nullopt when there is none yet.
Result<std::optional<Identity>> read_identity(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) return std::optional<Identity>();
  if (file < 0) return system_error("opening", path);
  char buffer[128];
  const ssize_t size = ::read(file, buffer, sizeof buffer);
  ::close(file);
  if (size < 32)
    return Error(ErrorCode::kCorrupt, path + ": not a cluster id of 32 hexadecimal digits");
  const std::string_view text(buffer, static_cast<std::size_t>(size));
  RF_TRY_ASSIGN(const ClusterId id, Uuid::from_hex(text.substr(0, 32)));
  constexpr std::string_view kKeysLine = "\nkeys: ";
  Identity identity{id, {}};
  if (const std::size_t at = text.find(kKeysLine); at != std::string_view::npos) {
    const std::string_view rest = text.substr(at + kKeysLine.size());
    identity.keys = rest.substr(0, rest.find('\n'));
  }
  return std::optional<Identity>(std::move(identity));
}

// Makes the names in a directory durable.
Result<void> sync_directory(const std::string& path) {
  const int directory = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = directory >= 0 && ::fsync(directory) == 0;
  if (directory >= 0) ::close(directory);
  if (!synced) return system_error("syncing", path);
  return {};
}

Result<void> write_identity(const DataLayout& layout, const Identity& identity) {
  const std::string text = identity.cluster.to_hex() + "\nkeys: " + identity.keys + "\n";
  const std::string temporary = layout.cluster_id + ".new";
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return system_error("making", temporary);
  const bool good = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                    ::fsync(file) == 0;
  ::close(file);
  if (!good || ::rename(temporary.c_str(), layout.cluster_id.c_str()) != 0) {
    return system_error("writing", layout.cluster_id);
  }
  return sync_directory(layout.root);
}

void observe_groups(metrics::Registry& registry, const meta::SequencerServer& server,
                    const meta::SequencerStats& sequencer) {
  using meta::GroupState;
  const auto in_state = [&server](GroupState state) {
    return [&server, state] {
      return static_cast<double>(server.groups().group_counts()[static_cast<std::size_t>(state)]);
    };
  };
  registry.observed_gauge("ringfence_groups_preparing", "Consumer groups whose members join.",
                          in_state(GroupState::kPreparingRebalance));
  registry.observed_gauge("ringfence_groups_completing",
                          "Consumer groups that wait for their "
                          "leader's assignment.",
                          in_state(GroupState::kCompletingRebalance));
  registry.observed_gauge("ringfence_groups_stable", "Consumer groups that consume.",
                          in_state(GroupState::kStable));
  registry.observed_gauge("ringfence_group_members", "Members of consumer groups.", [&server] {
    return static_cast<double>(server.groups().member_count());
  });
  registry.observed_gauge("ringfence_group_bytes", "Memory of live groups.",
                          [&server] { return static_cast<double>(server.groups().bytes()); });
  const meta::GroupCoordinatorStats& stats = server.groups().stats();
  registry.observed_counter("ringfence_group_rebalances_total", "Completed rebalances.",
                            [&stats] { return static_cast<double>(stats.rebalances); });
  registry.observed_counter("ringfence_group_members_left_total",
                            "Members that left or were silent for too long.",
                            [&stats] { return static_cast<double>(stats.members_left); });
  registry.observed_counter("ringfence_group_joins_crowded_total",
                            "Joins refused because live groups use all their memory.",
                            [&stats] { return static_cast<double>(stats.crowded); });
  registry.observed_counter(
      "ringfence_offsets_expired_total", "Committed offsets and empty groups that were forgotten.",
      [&sequencer] { return static_cast<double>(sequencer.offsets_expired); });
}

Task<Result<std::unique_ptr<async::Stream>>> connect_in_process(async::Loop& loop,
                                                                meta::SequencerServer& server) {
  auto [agent_end, sequencer_end] = async::make_memory_stream_pair(loop, kStreamBytes);
  server.serve(std::move(sequencer_end));
  co_return std::move(agent_end);
}

}  // namespace

DataLayout::DataLayout(const std::string& data_dir)
    : root(data_dir),
      keys(data_dir + "/keys"),
      bucket(data_dir + "/bucket"),
      log_dir(data_dir + "/metadata"),
      log(data_dir + "/metadata/log.db"),
      cluster_id(data_dir + "/cluster-id") {}

DevProcess::DevProcess(net::RealLoop& loop, config::Config config)
    : loop_(loop), config_(std::move(config)), layout_(config_.data_dir) {}

DevProcess::~DevProcess() = default;

Task<Result<void>> DevProcess::start() {
  // Addresses first: a typing error there should not leave a data directory behind.
  RF_CO_TRY(agent::parse_listeners(config_));
  if (!config_.http_address.empty()) RF_CO_TRY(agent::parse_http_address(config_));
  RF_CO_TRY_ASSIGN(auto lock, store::DirectoryLock::acquire(layout_.root));
  lock_ = std::make_unique<store::DirectoryLock>(std::move(lock));
  RF_CO_TRY(co_await open_storage());
  RF_CO_TRY(co_await start_metadata());
  meta::SequencerServer& server = *sequencer_server_;
  net::RealLoop& loop = loop_;
  agent::AgentSeams seams{loop_, loop_.network(), *store_,
                          [&loop, &server](Deadline) { return connect_in_process(loop, server); },
                          *keys_};
  agent_ = std::make_unique<agent::Agent>(std::move(seams), agent::AgentOptions{config_, cluster_});
  RF_CO_TRY(agent_->start());
  observe();
  co_return Result<void>();
}

Task<Result<bool>> DevProcess::store_is_empty() {
  if (exists(layout_.log)) co_return false;
  for (const char* prefix : {"data/", "metadata/"}) {
    RF_CO_TRY_ASSIGN(const auto page,
                     co_await store_->list(prefix, "", Deadline::after(loop_, kStoreTimeout)));
    if (!page.objects.empty()) co_return false;
  }
  co_return true;
}

Task<Result<void>> DevProcess::open_storage() {
  RF_CO_TRY_ASSIGN(store_, store::FileStore::open(loop_, layout_.bucket));
  RF_CO_TRY_ASSIGN(const bool empty, co_await store_is_empty());
  RF_CO_TRY_ASSIGN(auto keys, keys::open_local_keys({layout_.keys, empty}));
  keys_ = std::make_unique<keys::Keys>(std::move(keys));
  start_logging(config_, loop_, *keys_);
  // Served without its log, the bucket would look empty, and object ids would be given out again.
  if (!empty && !exists(layout_.log)) {
    co_return Error(ErrorCode::kPreconditionFailed,
                    fmt::format("{} is missing, but the bucket {} holds data: put the metadata "
                                "log back, or start with an empty data directory",
                                layout_.log, layout_.bucket));
  }
  RF_CO_TRY_ASSIGN(const auto known, read_identity(layout_.cluster_id));
  if (known && !known->keys.empty() && known->keys != keys_->fingerprint()) {
    co_return Error(ErrorCode::kPreconditionFailed,
                    fmt::format("the keys in {} are not those that this cluster was made with "
                                "(fingerprint {}, not {}): put the right ones back",
                                layout_.keys, keys_->fingerprint(), known->keys));
  }
  cluster_ = known ? known->cluster : loop_.random().uuid();
  if (!known) RF_CO_TRY(write_identity(layout_, {cluster_, keys_->fingerprint()}));
  RF_CO_TRY_ASSIGN(const auto marker,
                   co_await storage::claim_bucket(loop_, *store_, cluster_,
                                                  Deadline::after(loop_, kStoreTimeout)));
  guard_ = std::make_unique<storage::ClusterGuard>(loop_, *store_, marker);
  guard_->start();
  co_return Result<void>();
}

Task<Result<void>> DevProcess::start_metadata() {
  RF_CO_TRY(make_directory(layout_.log_dir));
  // SQLite syncs the names inside the directory, but not the directory's own.
  RF_CO_TRY(sync_directory(layout_.root));
  log_ = std::make_unique<meta::SqliteLog>(loop_, layout_.log);
  meta::SequencerOptions options;
  options.producer_expiry = milliseconds(config_.producer_id_expiration_ms);
  options.snapshot.after_records = static_cast<std::uint64_t>(config_.snapshot_records);
  options.offsets_retention = std::chrono::minutes(config_.offsets_retention_minutes);
  options.offsets_retention_check = milliseconds(config_.offsets_retention_check_interval_ms);
  sequencer_ = std::make_unique<meta::Sequencer>(loop_, *log_, *store_, options);
  meta::SequencerServerOptions server;
  server.cluster = cluster_;
  meta::GroupSettings& groups = server.groups.group;
  groups.initial_delay = milliseconds(config_.group_initial_rebalance_delay_ms);
  groups.min_session_timeout_ms = static_cast<std::int32_t>(config_.group_min_session_timeout_ms);
  groups.max_session_timeout_ms = static_cast<std::int32_t>(config_.group_max_session_timeout_ms);
  groups.max_size = static_cast<std::size_t>(config_.group_max_size);
  sequencer_server_ = std::make_unique<meta::SequencerServer>(loop_, *sequencer_, server);
  co_return co_await sequencer_->start();
}

// Rule 15: after a failed sync nothing is taken for granted. What the log names is there, or the
// sequencer stops.
Task<void> DevProcess::recover_store() {
  log::error(kWritesRefused);
  LogSequence from(1);
  for (;;) {
    auto records = co_await log_->read(from, kRereadBytes);
    if (records.failed_with(ErrorCode::kNotFound)) {
      // Truncated behind a snapshot: go on where the log begins.
      from = sequencer_->durable().sequence;
      records = co_await log_->read(from, kRereadBytes);
    }
    if (!records) {
      log::error(kRereadFailed, {{"error", records.error()}});
      co_return;
    }
    if (records->empty()) break;
    from = records->back().sequence.next();
  }
  store_->resume_writes();
  log::warn(kWritesResumed);
}

Task<std::string> DevProcess::wait_failure(async::Cancel cancel) {
  while (co_await async::sleep_for(loop_, kHealthInterval, cancel)) {
    if (!guard_->still_owner()) co_return guard_->lost().detail;
    const auto status = sequencer_->status();
    if (status != meta::SequencerStatus::kServing && status != meta::SequencerStatus::kLoading) {
      co_return fmt::format("the sequencer does not serve any more ({}): {}",
                            meta::sequencer_status_name(status), sequencer_->failure().to_string());
    }
    if (store_->writes_refused()) co_await recover_store();
  }
  co_return std::string();
}

Task<void> DevProcess::stop() {
  if (agent_) co_await agent_->stop();
  if (sequencer_server_) co_await sequencer_server_->stop();
  if (sequencer_) co_await sequencer_->stop();
  if (guard_) co_await guard_->stop();
  if (log_) (void)co_await log_->close();
  stop_logging();
}

void DevProcess::observe() {
  metrics::Registry& registry = agent_->registry();
  const auto& stats = sequencer_->stats();
  registry.observed_counter("ringfence_sequencer_rounds_total",
                            "Records appended to the metadata log.",
                            [&stats] { return static_cast<double>(stats.rounds); });
  registry.observed_counter("ringfence_sequencer_commands_total", "Commands decided.",
                            [&stats] { return static_cast<double>(stats.commands); });
  registry.observed_counter("ringfence_sequencer_record_bytes_total",
                            "Bytes appended to the metadata log.",
                            [&stats] { return static_cast<double>(stats.record_bytes); });
  registry.observed_counter("ringfence_sequencer_append_seconds_total", "Time spent in appends.",
                            [&stats] { return static_cast<double>(stats.append_ns_total) / 1e9; });
  registry.observed_counter("ringfence_sequencer_append_failures_total", "Appends that failed.",
                            [&stats] { return static_cast<double>(stats.append_failures); });
  observe_groups(registry, *sequencer_server_, stats);
  const auto& snapshots = sequencer_->snapshot_stats();
  registry.observed_counter("ringfence_snapshots_total", "Metadata snapshots made.",
                            [&snapshots] { return static_cast<double>(snapshots.made); });
  registry.observed_counter("ringfence_snapshot_failures_total", "Metadata snapshots that failed.",
                            [&snapshots] { return static_cast<double>(snapshots.failures); });
}

}  // namespace ringfence::cli
