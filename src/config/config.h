// Every setting of a process, typed. The defaults are in key_table.cc, not here: make one with
// default_config().
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ringfence::config {

struct Config {
  // Network
  std::vector<std::string> listeners;             // "HOST:PORT" or "PLAINTEXT://HOST:PORT"
  std::vector<std::string> advertised_listeners;  // empty: the listeners
  std::string http_address;                       // "HOST:PORT"; empty: no HTTP server
  bool allow_plaintext = false;
  std::int64_t node_id = 0;
  std::int64_t max_connections = 0;
  std::int64_t connections_max_idle_ms = 0;
  std::int64_t connection_write_timeout_ms = 0;
  std::int64_t socket_request_max_bytes = 0;

  // Memory
  std::int64_t queued_max_request_bytes = 0;
  std::int64_t ingest_memory_bytes = 0;
  std::int64_t cache_memory_bytes = 0;

  // Storage
  std::string data_dir;
  std::int64_t flush_bytes = 0;
  std::int64_t flush_interval_ms = 0;
  std::int64_t flush_concurrency = 0;
  std::int64_t put_budget_per_second = 0;
  std::int64_t put_timeout_ms = 0;

  // Metadata
  std::int64_t replica_staleness_max_ms = 0;
  std::int64_t read_index_timeout_ms = 0;
  std::int64_t snapshot_records = 0;
  std::int64_t producer_id_expiration_ms = 0;

  // Topics
  bool auto_create_topics_enable = false;
  std::int64_t num_partitions = 0;
  std::int64_t default_replication_factor = 0;
  std::int64_t message_max_bytes = 0;
  std::string log_message_timestamp_type;
  std::int64_t log_message_timestamp_before_max_ms = 0;
  std::int64_t log_message_timestamp_after_max_ms = 0;
  std::int64_t fetch_max_bytes = 0;

  // Consumer groups
  std::int64_t group_initial_rebalance_delay_ms = 0;
  std::int64_t group_min_session_timeout_ms = 0;
  std::int64_t group_max_session_timeout_ms = 0;
  std::int64_t group_max_size = 0;
  std::int64_t offset_metadata_max_bytes = 0;
  std::int64_t offsets_retention_minutes = 0;
  std::int64_t offsets_retention_check_interval_ms = 0;

  // Logs and metrics
  std::string log_level;
  std::string log_format;
  bool log_names = false;
  bool metric_names = false;
};

}  // namespace ringfence::config
