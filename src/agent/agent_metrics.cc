#include "agent/agent_metrics.h"

namespace ringfence::agent {
namespace {

template <class Read>
void gauge(metrics::Registry& registry, std::string_view name, std::string_view help, Read read) {
  registry.observed_gauge(name, help, [read] { return static_cast<double>(read()); });
}
template <class Read>
void counter(metrics::Registry& registry, std::string_view name, std::string_view help, Read read) {
  registry.observed_counter(name, help, [read] { return static_cast<double>(read()); });
}

}  // namespace

void observe_server(metrics::Registry& registry, const Server& server) {
  gauge(registry, "ringfence_request_memory_bytes",
        "Memory of large requests being read or handled.",
        [&server] { return server.large_requests().used(); });
  gauge(registry, "ringfence_request_memory_limit_bytes", "Its limit: queued.max.request.bytes.",
        [&server] { return server.large_requests().capacity(); });
}

void observe_metadata(metrics::Registry& registry, const async::Loop& loop,
                      const meta::Client& client) {
  gauge(registry, "ringfence_metadata_connected", "1 while subscribed to the metadata service.",
        [&client] { return client.connected() ? 1 : 0; });
  gauge(registry, "ringfence_replica_sequence",
        "Newest metadata record that the replica has applied.",
        [&client] { return client.replica().applied().value; });
  gauge(registry, "ringfence_replica_age_seconds",
        "Time since the replica was known to be up to date.", [&client, &loop] {
          return static_cast<double>((loop.now() - client.replica().last_contact()).count()) / 1e9;
        });
  gauge(registry, "ringfence_topics", "Topics.",
        [&client] { return client.replica().state().topic_count(); });
  gauge(registry, "ringfence_partitions", "Partitions.",
        [&client] { return client.replica().state().partition_count(); });
  gauge(registry, "ringfence_objects", "Objects that the index knows.",
        [&client] { return client.replica().state().object_count(); });
  counter(registry, "ringfence_metadata_connects_total",
          "Connections made to the metadata service.",
          [&client] { return client.stats().connects; });
  counter(registry, "ringfence_sessions_registered_total", "Sessions registered.",
          [&client] { return client.stats().sessions_registered; });
  counter(registry, "ringfence_commits_total", "Objects committed.",
          [&client] { return client.stats().commits; });
  counter(registry, "ringfence_commits_resent_total", "Commits sent again after a reconnect.",
          [&client] { return client.stats().commits_resent; });
  counter(registry, "ringfence_commits_unknown_total", "Commits without a known outcome.",
          [&client] { return client.stats().commits_unknown; });
  counter(registry, "ringfence_read_index_asked_total", "Reads that waited for the read index.",
          [&client] { return client.stats().read_index_asked; });
  counter(registry, "ringfence_read_index_sent_total", "Read index questions sent.",
          [&client] { return client.stats().read_index_sent; });
}

void observe_storage(metrics::Registry& registry, const storage::Ingest& ingest,
                     const storage::Reader& reader, const storage::BlockCache& cache,
                     const async::Budget& fetch_memory, const async::Budget& fetch_reserve) {
  gauge(registry, "ringfence_ingest_memory_bytes", "Memory of records that wait for the store.",
        [&ingest] { return ingest.memory_used(); });
  gauge(registry, "ringfence_ingest_flushes", "Objects being written.",
        [&ingest] { return ingest.stats().flushes_running; });
  counter(registry, "ringfence_objects_put_total", "Objects written.",
          [&ingest] { return ingest.stats().objects_put; });
  counter(registry, "ringfence_object_put_bytes_total", "Bytes of objects written.",
          [&ingest] { return ingest.stats().object_bytes; });
  counter(registry, "ringfence_put_attempts_total", "PUT requests, retries included.",
          [&ingest] { return ingest.stats().put_attempts; });
  counter(registry, "ringfence_put_failures_total", "PUT requests that failed.",
          [&ingest] { return ingest.stats().put_failures; });
  counter(registry, "ringfence_put_seconds_total", "Time spent in successful PUT requests.",
          [&ingest] { return static_cast<double>(ingest.stats().put_ns_total) / 1e9; });
  counter(registry, "ringfence_flushes_failed_total", "Flushes that failed for good.",
          [&ingest] { return ingest.stats().flushes_failed; });
  counter(registry, "ringfence_batches_unknown_total", "Batches answered with an unknown outcome.",
          [&ingest] { return ingest.stats().batches_unknown; });
  counter(registry, "ringfence_reads_corrupt_total", "Damaged or missing objects met.",
          [&reader] { return reader.stats().corrupt; });
  counter(registry, "ringfence_gets_total", "GET requests to the store.",
          [&cache] { return cache.stats().gets; });
  counter(registry, "ringfence_get_bytes_total", "Bytes read from the store.",
          [&cache] { return cache.stats().get_bytes; });
  counter(registry, "ringfence_get_failures_total", "GET requests that failed.",
          [&cache] { return cache.stats().get_failures; });
  counter(registry, "ringfence_cache_recent_hits_total", "Reads served from objects just written.",
          [&cache] { return cache.stats().recent_hits; });
  counter(registry, "ringfence_cache_block_hits_total", "Reads served from cached blocks.",
          [&cache] { return cache.stats().block_hits; });
  gauge(registry, "ringfence_cache_recent_bytes", "Memory of objects just written.",
        [&cache] { return cache.stats().recent_bytes; });
  gauge(registry, "ringfence_cache_block_bytes", "Memory of cached blocks.",
        [&cache] { return cache.stats().block_bytes; });
  gauge(registry, "ringfence_fetch_memory_bytes", "Memory of fetch responses being built or sent.",
        [&fetch_memory, &fetch_reserve] { return fetch_memory.used() + fetch_reserve.used(); });
}

}  // namespace ringfence::agent
