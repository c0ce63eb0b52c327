#include "review/probe_capture/plant.h"

#include <fmt/format.h>

#include "kafka/client/cluster_client.h"
#include "kafka/protocol/generated/find_coordinator.h"
#include "kafka/protocol/generated/init_producer_id.h"
#include "kafka/protocol/record_builder.h"
#include "net/real_loop.h"

namespace ringfence::review {
namespace {

using async::Task;
namespace client = kafka::client;

bytes::ByteSpan span_of(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

struct Work {
  const PlantOptions& options;
  const std::vector<Marker>& markers;
  std::vector<Planted> planted;

  std::string marker(std::string_view surface) const {
    for (const Marker& one : markers) {
      if (one.surface == surface) return one.text;
    }
    return {};
  }
  void note(std::string surface, bool done, std::string detail) {
    planted.push_back({std::move(surface), done, std::move(detail)});
  }
  void note(std::string surface, const Result<void>& result, std::string where) {
    note(std::move(surface), result.ok(), result ? std::move(where) : result.error().to_string());
  }
};

Result<bytes::Slice> marked_batch(const Work& work, bytes::Compression codec) {
  kafka::RecordBatchBuilder builder({.compression = codec});
  const std::string key = "key " + work.marker("record-key");
  const std::string value =
      "{\"customer\":\"" + work.marker("record-value") + "\",\"note\":\"planted by a review\"}";
  const std::string header_key = work.marker("header-key");
  const std::string header_value = "value " + work.marker("header-value");
  const kafka::RecordHeader header{header_key, span_of(header_value)};
  for (int i = 0; i < 4; ++i) {
    builder.append(1'700'000'000'000 + i, span_of(key), span_of(value), std::span(&header, 1));
  }
  return builder.build();
}

// One batch for each codec; how many were taken.
Task<Result<int>> produce_records(client::ClusterClient& cluster, const Work& work,
                                  std::string topic) {
  int taken = 0;
  Error last;
  for (const auto codec :
       {bytes::Compression::kNone, bytes::Compression::kGzip, bytes::Compression::kSnappy,
        bytes::Compression::kLz4, bytes::Compression::kZstd}) {
    RF_CO_TRY_ASSIGN(const bytes::Slice batch, marked_batch(work, codec));
    client::ProduceTarget target{.topic = topic, .partition = 0};
    const auto produced =
        co_await cluster.produce(std::move(target), batch, -1, cluster.deadline());
    if (!produced) {
      last = produced.error();
    } else if (produced->error != kafka::KafkaError::kNone) {
      last = client::to_error(produced->error, std::nullopt);
    } else {
      ++taken;
    }
  }
  if (taken == 0) co_return last;
  co_return taken;
}

Task<Result<std::int32_t>> transaction_coordinator(client::ClusterClient& cluster, std::string id) {
  kafka::FindCoordinatorRequest request;
  request.key = id;
  request.key_type = 1;
  request.coordinator_keys = {id};
  RF_CO_TRY_ASSIGN(const auto found,
                   co_await cluster.call<kafka::FindCoordinatorResponse>(-1, std::move(request)));
  if (!found.coordinators.empty()) {
    const auto& first = found.coordinators.front();
    if (first.error_code != 0) {
      co_return client::to_error(static_cast<kafka::KafkaError>(first.error_code),
                                 first.error_message);
    }
    co_return first.node_id;
  }
  if (found.error_code != 0) {
    co_return client::to_error(static_cast<kafka::KafkaError>(found.error_code),
                               found.error_message);
  }
  co_return found.node_id;
}

Task<Result<void>> ask_producer_id(client::ClusterClient& cluster, std::string id) {
  // A coordinator that is still loading says so; a few tries are enough for a fresh cluster.
  Error last;
  for (int attempt = 0; attempt < 20; ++attempt) {
    const auto coordinator = co_await transaction_coordinator(cluster, id);
    if (coordinator) {
      kafka::InitProducerIdRequest request;
      request.transactional_id = id;
      request.transaction_timeout_ms = 10'000;
      const auto answer =
          co_await cluster.call<kafka::InitProducerIdResponse>(*coordinator, std::move(request), 5);
      if (!answer) co_return answer.error();
      if (answer->error_code == 0) co_return Result<void>();
      last = client::to_error(static_cast<kafka::KafkaError>(answer->error_code), std::nullopt);
    } else {
      last = coordinator.error();
      if (!last.is(ErrorCode::kUnavailable)) co_return last;
    }
  }
  co_return last;
}

Task<void> plant_with(client::ClusterClient& cluster, Work& work) {
  work.note("client-id", true, "in every request of the planting client");
  const std::string own = work.marker("topic");
  const auto created = co_await cluster.create_topic(
      {.name = own, .partitions = 1, .replication_factor = -1, .configs = {}});
  work.note("topic", created, "topic " + own);
  const std::string topic = work.options.topic.empty() ? own : work.options.topic;
  const auto produced = co_await produce_records(cluster, work, topic);
  for (const char* surface : {"record-key", "record-value", "header-key", "header-value"}) {
    work.note(surface, produced.ok(),
              produced ? fmt::format("{} batches, one a codec, in partition 0", *produced)
                       : produced.error().to_string());
  }
  std::vector<client::GroupOffset> offsets = {{topic, 0, 1, work.marker("group-metadata")}};
  const auto committed =
      co_await cluster.commit_group_offsets(work.marker("group"), std::move(offsets));
  work.note("group", committed, "group " + work.marker("group"));
  work.note("group-metadata", committed, "text of the group's commit");
  const auto transactional = co_await ask_producer_id(cluster, work.marker("transactional-id"));
  work.note("transactional-id", transactional, "InitProducerId");
  const auto illegal = co_await cluster.create_topic(
      {.name = work.marker("error-name") + " %s ${jndi:x} \n", .partitions = 1});
  work.note("error-name", !illegal && !illegal.error().is(ErrorCode::kClosed),
            illegal ? "the name was accepted" : "refused: " + illegal.error().to_string());
}

Task<void> offer_principal(net::RealLoop& loop, client::ClusterOptions options, Work& work) {
  options.security.sasl = client::SaslCredentials{client::SaslMechanism::kPlain,
                                                  work.marker("principal"), "not the password"};
  options.client_id = work.marker("client-id");
  client::ClusterClient cluster(loop, loop.network(), std::move(options));
  const auto connected = co_await cluster.connect();
  co_await cluster.stop();
  const bool refused = !connected && connected.error().is(ErrorCode::kPermission);
  work.note("principal", connected.ok() || refused,
            refused     ? "refused as a SASL PLAIN user"
            : connected ? "taken as a SASL PLAIN user"
                        : "not offered: " + connected.error().to_string());
}

Task<int> run(net::RealLoop& loop, client::ClusterOptions options, Work& work,
              Result<void>& reached) {
  options.client_id = work.marker("client-id");
  client::ClusterClient cluster(loop, loop.network(), options);
  const auto connected = co_await cluster.connect();
  if (connected) {
    co_await plant_with(cluster, work);
  } else {
    reached = connected.error();
  }
  co_await cluster.stop();
  if (connected) co_await offer_principal(loop, std::move(options), work);
  co_return 0;
}

}  // namespace

Result<std::vector<Planted>> plant_markers(const PlantOptions& options,
                                           const std::vector<Marker>& markers) {
  RF_TRY_ASSIGN(client::ClusterOptions cluster, client::cluster_options(options.connection));
  Work work{options, markers, {}};
  Result<void> reached;
  net::RealLoop loop;
  loop.run(run(loop, std::move(cluster), work, reached));
  RF_TRY(reached);
  return std::move(work.planted);
}

}  // namespace ringfence::review
