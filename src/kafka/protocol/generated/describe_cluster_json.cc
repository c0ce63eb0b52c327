// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/describe_cluster.h"

#include "kafka/protocol/json.h"

namespace ringfence::kafka {

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeClusterRequest& m) {
  j.begin_object();
  j.boolean("includeClusterAuthorizedOperations", m.include_cluster_authorized_operations);
  if (version >= 1) j.integer("endpointType", m.endpoint_type);
  if (version >= 2) j.boolean("includeFencedBrokers", m.include_fenced_brokers);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeClusterRequest& m) {
  if (!j.expect_object()) return;
  j.boolean("includeClusterAuthorizedOperations", m.include_cluster_authorized_operations);
  if (version >= 1) j.integer("endpointType", m.endpoint_type);
  if (version >= 2) j.boolean("includeFencedBrokers", m.include_fenced_brokers);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeClusterRequest& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeClusterRequest& message) {
  take(json, version, message);
  return json.status();
}

namespace {

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const describe_cluster_response::DescribeClusterBroker& m) {
  j.begin_object();
  j.integer("brokerId", m.broker_id);
  j.text("host", m.host);
  j.integer("port", m.port);
  j.text("rack", m.rack);
  if (version >= 2) j.boolean("isFenced", m.is_fenced);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] describe_cluster_response::DescribeClusterBroker& m) {
  if (!j.expect_object()) return;
  j.integer("brokerId", m.broker_id);
  j.text("host", m.host);
  j.integer("port", m.port);
  j.text("rack", m.rack);
  if (version >= 2) j.boolean("isFenced", m.is_fenced);
}

void put(JsonWriter& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] const DescribeClusterResponse& m) {
  j.begin_object();
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  if (version >= 1) j.integer("endpointType", m.endpoint_type);
  j.text("clusterId", m.cluster_id);
  j.integer("controllerId", m.controller_id);
  j.begin_array("brokers");
  for (const auto& element : m.brokers) put(j, version, element);
  j.end_array();
  j.integer("clusterAuthorizedOperations", m.cluster_authorized_operations);
  j.end_object();
}

void take(const JsonValue& j, [[maybe_unused]] std::int16_t version, [[maybe_unused]] DescribeClusterResponse& m) {
  if (!j.expect_object()) return;
  j.integer("throttleTimeMs", m.throttle_time_ms);
  j.integer("errorCode", m.error_code);
  j.text("errorMessage", m.error_message);
  if (version >= 1) j.integer("endpointType", m.endpoint_type);
  j.text("clusterId", m.cluster_id);
  j.integer("controllerId", m.controller_id);
  m.brokers.resize(j.array_size("brokers"));
  {
    std::size_t index = 0;
    for (auto& element : m.brokers) take(j.at("brokers", index++), version, element);
  }
  j.integer("clusterAuthorizedOperations", m.cluster_authorized_operations);
}

}  // namespace

void to_json(JsonWriter& json, std::int16_t version, const DescribeClusterResponse& message) {
  put(json, version, message);
}

Result<void> from_json(const JsonValue& json, std::int16_t version, DescribeClusterResponse& message) {
  take(json, version, message);
  return json.status();
}

}  // namespace ringfence::kafka
