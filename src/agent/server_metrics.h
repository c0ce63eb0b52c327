// The counters of the Kafka endpoint. Labels are API names and error codes, never names that
// somebody chose.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash_map.h"
#include "base/ids.h"
#include "base/metrics.h"
#include "kafka/protocol/error_codes.h"

namespace ringfence::agent {

// Why a connection ended.
enum class CloseReason : std::uint8_t {
  kPeer,      // the client left
  kStopping,  // the agent stops
  kIdle,
  kSlowRequest,  // a request did not arrive in time
  kSlowReader,   // a response was not taken in time
  kTooMany,      // over max.connections
  kBadLength,    // not a Kafka frame, or over socket.request.max.bytes
  kUnsupportedApi,
  kMalformed,      // the bytes of a request do not decode
  kProduceFailed,  // an error with acks=0, where closing is the only answer
  kBroken,         // the stream failed
  kCount,
};
std::string_view close_reason_name(CloseReason reason);

// Single-threaded; references into the registry, which outlives it.
class ServerMetrics {
 public:
  explicit ServerMetrics(metrics::Registry& registry);

  struct Api {
    metrics::Counter* requests = nullptr;
    metrics::Histogram* seconds = nullptr;
  };
  // By API key; null pointers for keys that are not served.
  const Api& api(std::int16_t key);

  // By topic, under the label that `label` gives when the topic is seen first (topic_metrics.h).
  struct Topic {
    metrics::Counter* produced_bytes = nullptr;
    metrics::Counter* produced_records = nullptr;
    metrics::Counter* fetched_bytes = nullptr;
  };
  template <class Label>
  Topic& topic(const TopicId& id, Label label) {
    const auto found = topics_.find(id);
    return found != topics_.end() ? found->second : add_topic(id, label());
  }

  void count_error(std::string_view api, std::int16_t error_code);
  void count_close(CloseReason reason);

  metrics::Gauge& connections;
  metrics::Counter& connections_accepted;
  metrics::Counter& bytes_in;
  metrics::Counter& bytes_out;
  metrics::Counter& produced_batches;
  metrics::Counter& topics_auto_created;

 private:
  Topic& add_topic(const TopicId& id, std::string label);

  metrics::Registry& registry_;
  std::array<Api, 128> apis_{};
  HashMap<TopicId, Topic> topics_;
  std::array<metrics::Counter*, static_cast<std::size_t>(CloseReason::kCount)> closes_{};
};

}  // namespace ringfence::agent
