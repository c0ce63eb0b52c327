#include "agent/server_metrics.h"

#include "kafka/protocol/api.h"

namespace ringfence::agent {

std::string_view close_reason_name(CloseReason reason) {
  switch (reason) {
    case CloseReason::kPeer:
      return "peer";
    case CloseReason::kStopping:
      return "stopping";
    case CloseReason::kIdle:
      return "idle";
    case CloseReason::kSlowRequest:
      return "slow_request";
    case CloseReason::kSlowReader:
      return "slow_reader";
    case CloseReason::kTooMany:
      return "too_many";
    case CloseReason::kBadLength:
      return "bad_length";
    case CloseReason::kUnsupportedApi:
      return "unsupported_api";
    case CloseReason::kMalformed:
      return "malformed";
    case CloseReason::kProduceFailed:
      return "produce_failed";
    case CloseReason::kBroken:
      return "broken";
    case CloseReason::kCount:
      break;
  }
  return "unknown";
}

ServerMetrics::ServerMetrics(metrics::Registry& registry)
    : connections(registry.gauge("ringfence_kafka_connections", "Open client connections.")),
      connections_accepted(registry.counter("ringfence_kafka_connections_accepted_total",
                                            "Client connections accepted.")),
      bytes_in(registry.counter("ringfence_kafka_received_bytes_total",
                                "Bytes of requests received from clients.")),
      bytes_out(registry.counter("ringfence_kafka_sent_bytes_total",
                                 "Bytes of responses sent to clients.")),
      produced_batches(
          registry.counter("ringfence_produce_batches_total", "Record batches acknowledged.")),
      topics_auto_created(registry.counter("ringfence_topics_auto_created_total",
                                           "Topics made because a client asked for them.")),
      registry_(registry) {
  for (std::size_t i = 0; i < closes_.size(); ++i) {
    closes_[i] = &registry.counter(
        "ringfence_kafka_connections_closed_total", "Client connections closed, by reason.",
        {{"reason", std::string(close_reason_name(static_cast<CloseReason>(i)))}});
  }
}

const ServerMetrics::Api& ServerMetrics::api(std::int16_t key) {
  static constexpr Api kNone;
  const kafka::ApiInfo* info = kafka::find_api(key);
  if (info == nullptr || key < 0 || static_cast<std::size_t>(key) >= apis_.size()) return kNone;
  Api& entry = apis_[static_cast<std::size_t>(key)];
  if (entry.requests == nullptr) {
    const metrics::Labels labels{{"api", std::string(info->name)}};
    entry.requests =
        &registry_.counter("ringfence_kafka_requests_total", "Requests handled, by API.", labels);
    entry.seconds =
        &registry_.histogram("ringfence_kafka_request_seconds",
                             "Time from the whole request to the ready response, by API.",
                             metrics::latency_bounds(), labels);
  }
  return entry;
}

ServerMetrics::Topic& ServerMetrics::add_topic(const TopicId& id, std::string label) {
  // Far above the series that the registry keeps apart; deleted topics do not pile up.
  if (topics_.size() >= 10 * metrics::Registry::kSeriesMax) topics_.clear();
  const metrics::Labels labels{{"topic", std::move(label)}};
  Topic& topic = topics_[id];
  topic.produced_bytes = &registry_.counter("ringfence_topic_produce_bytes_total",
                                            "Bytes of record batches acknowledged.", labels);
  topic.produced_records =
      &registry_.counter("ringfence_topic_produce_records_total", "Records acknowledged.", labels);
  topic.fetched_bytes = &registry_.counter("ringfence_topic_fetch_bytes_total",
                                           "Bytes of record batches served.", labels);
  return topic;
}

void ServerMetrics::count_error(std::string_view api, std::int16_t error_code) {
  registry_
      .counter(
          "ringfence_kafka_errors_total", "Errors answered, by API and code.",
          {{"api", std::string(api)}, {"error", std::string(kafka::error_code_name(error_code))}})
      .add();
}

void ServerMetrics::count_close(CloseReason reason) {
  closes_[static_cast<std::size_t>(reason)]->add();
}

}  // namespace ringfence::agent
