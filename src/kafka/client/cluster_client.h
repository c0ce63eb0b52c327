// A client of a whole cluster: starts at any bootstrap address, follows leaders and coordinators,
// reads metadata again when they move, and tries retriable errors again until the deadline.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kafka/client/client.h"
#include "kafka/protocol/generated/describe_acls.h"
#include "kafka/protocol/generated/describe_configs.h"
#include "kafka/protocol/generated/describe_groups.h"
#include "kafka/protocol/generated/list_groups.h"

namespace ringfence::kafka::client {

struct ClusterOptions {
  std::vector<async::Endpoint> bootstrap;  // tried in this order until one answers
  Security security;
  std::string client_id = "ringfence-review";
  Duration timeout = seconds(30);          // of a call with all its retries
  Duration attempt_timeout = seconds(10);  // of one request, and of one connection
  Duration retry_pause = milliseconds(100);
  // How often a topic is looked for again before it counts as unknown: a new one takes a moment.
  int unknown_topic_retries = 5;
  std::size_t response_bytes_max = 128u << 20;
};

struct Broker {
  std::int32_t id = -1;
  async::Endpoint at;  // as advertised
  std::string rack;
};

struct PartitionInfo {
  std::int32_t index = 0;
  std::int32_t leader = -1;  // -1: none now
  std::vector<std::int32_t> replicas, in_sync;
};

struct TopicInfo {
  std::string name;
  TopicId id;
  bool internal = false;
  KafkaError error = KafkaError::kNone;   // of this topic alone: TOPIC_AUTHORIZATION_FAILED ...
  std::vector<PartitionInfo> partitions;  // by index
};

struct GroupOffset {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t offset = -1;
  std::string metadata;
};

struct ConfigResource {
  enum class Type : std::int8_t { kTopic = 2, kBroker = 4 };
  Type type = Type::kTopic;
  std::string name;               // of a broker: its id
  std::vector<std::string> keys;  // empty: all
};
struct ConfigAnswer {
  std::string name;
  KafkaError error = KafkaError::kNone;
  std::vector<DescribeConfigsResponse::DescribeConfigsResourceResult> configs;
};

// A partition of a topic, as list_offsets() asks for many at once.
struct OffsetQuery {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t timestamp = -1;  // as Client::list_offset
};
struct OffsetAnswer {
  KafkaError error = KafkaError::kNone;
  std::int64_t offset = -1;
  std::int64_t timestamp = -1;
};

// Single-threaded; calls may run beside each other. Lifecycle: make, connect(), use, stop() (all
// calls have returned), destroy. Errors: of the transport when no retry helped, kPermission when
// the broker refuses (the detail has Kafka's name of the refusal), kNotFound for topics that are
// not there. Per-partition answers carry their KafkaError.
class ClusterClient {
 public:
  ClusterClient(async::Loop& loop, async::Network& network, ClusterOptions options);
  ~ClusterClient();
  ClusterClient(const ClusterClient&) = delete;
  ClusterClient& operator=(const ClusterClient&) = delete;

  // Reaches any bootstrap address and learns the brokers. The error is that of the last address.
  async::Task<Result<void>> connect();
  async::Task<void> stop();

  const std::vector<Broker>& brokers() const { return brokers_; }
  const std::string& cluster_id() const { return cluster_id_; }
  async::Deadline deadline() const;

  // Asks again. Nothing: all topics. Topics that a call names and that do not exist come back with
  // their error.
  async::Task<Result<std::vector<TopicInfo>>> topics(
      std::optional<std::vector<std::string>> names,
      std::optional<async::Deadline> within = std::nullopt);

  // Data. `target.topic_id` may be left out. A batch whose answer was lost is sent again: without
  // a producer id in it, it may then stand in the log twice.
  async::Task<Result<Produced>> produce(ProduceTarget target, bytes::Slice batch, std::int16_t acks,
                                        async::Deadline deadline);
  // Also answers OFFSET_OUT_OF_RANGE and other errors of the partition, in `error`.
  async::Task<Result<Fetched>> fetch(FetchWish wish, FetchLimits limits, async::Deadline deadline);
  // Several partitions of one broker in one request, without a retry, in the order of the wishes.
  async::Task<Result<std::vector<Fetched>>> fetch_from(std::int32_t broker,
                                                       std::vector<FetchWish> wishes,
                                                       FetchLimits limits,
                                                       async::Deadline deadline);
  // A producer id of this cluster.
  async::Task<Result<Client::Producer>> init_producer_id();
  // How often produce, fetch and fetch_from met a lost connection or an error that may pass.
  std::int64_t interruptions() const { return interruptions_; }
  async::Task<Result<Client::OffsetAt>> list_offset(std::string topic, std::int32_t partition,
                                                    std::int64_t timestamp);
  // Many partitions, in the order of the queries; one request a leader, in pieces of 1,000. Errors
  // that stay after one retry are in the answers.
  async::Task<Result<std::vector<OffsetAnswer>>> list_offsets(std::vector<OffsetQuery> queries);

  // Administration.
  async::Task<Result<void>> create_topic(TopicSpec spec);
  async::Task<Result<void>> delete_topic(std::string name);
  // In the order asked, in pieces of 500 resources; settings of a broker are asked of that broker.
  async::Task<Result<std::vector<ConfigAnswer>>> configs(std::vector<ConfigResource> resources);
  // All rules. kUnsupported with SECURITY_DISABLED: the cluster has no authorizer.
  async::Task<Result<std::vector<DescribeAclsResponse::DescribeAclsResource>>> acls();

  // Groups. The list is of all brokers; kPermission when one refuses.
  async::Task<Result<std::vector<ListGroupsResponse::ListedGroup>>> groups();
  async::Task<Result<DescribeGroupsResponse::DescribedGroup>> group(std::string id);
  // Every committed offset of the group.
  async::Task<Result<std::vector<GroupOffset>>> group_offsets(std::string id);
  // As an administrator: works only while the group has no members.
  async::Task<Result<void>> commit_group_offsets(std::string id, std::vector<GroupOffset> offsets);

  // One request to one broker (-1: any), without a retry.
  template <class Response, class Request>
  async::Task<Result<Response>> call(std::int32_t broker, Request request,
                                     std::int16_t version_max = INT16_MAX) {
    const async::Deadline attempt = attempt_deadline(deadline());
    RF_CO_TRY_ASSIGN(const std::shared_ptr<Link> link, co_await link_to(broker, attempt));
    auto answer =
        co_await link->client->template call<Response>(std::move(request), attempt, version_max);
    co_return answer;
  }

 private:
  struct Link {
    std::unique_ptr<Client> client;
  };
  struct Known {
    TopicId id;
    std::map<std::int32_t, std::int32_t> leaders;
  };

  async::Deadline attempt_deadline(async::Deadline deadline) const;
  async::Task<Result<std::shared_ptr<Link>>> link_to(std::int32_t broker, async::Deadline deadline);
  async::Task<Result<std::shared_ptr<Link>>> open(async::Endpoint at, async::Deadline deadline);
  async::Task<Result<std::shared_ptr<Link>>> any_link(async::Deadline deadline);
  Result<async::Endpoint> address_of(std::int32_t broker) const;
  void retire(std::shared_ptr<Link> link);
  async::Task<void> reap();

  async::Task<Result<MetadataResponse>> refresh(std::optional<std::vector<std::string>> names,
                                                async::Deadline deadline);
  void learn(const MetadataResponse& answer, bool all_topics);
  struct Leader {
    std::int32_t broker = -1;
    TopicId topic_id;
  };
  async::Task<Result<Leader>> leader_of(std::string topic, std::int32_t partition,
                                        async::Deadline deadline);
  void forget(const std::string& topic) { known_.erase(topic); }
  async::Task<bool> pause(async::Deadline deadline);
  async::Task<Result<std::int32_t>> coordinator_of(std::string group, async::Deadline deadline);
  async::Task<Result<void>> ask_offsets(std::int32_t leader, std::vector<std::size_t> which,
                                        std::vector<OffsetQuery>& queries,
                                        std::vector<OffsetAnswer>& answers);
  async::Task<Result<std::vector<ConfigAnswer>>> ask_configs(std::int32_t broker,
                                                             std::vector<ConfigResource> part);
  template <class Response, class Request>
  async::Task<Result<Response>> call_coordinator(std::string group, Request request,
                                                 std::int16_t version_max,
                                                 std::int16_t (*error_of)(const Response&));

  async::Loop& loop_;
  async::Network& network_;
  ClusterOptions options_;
  std::vector<Broker> brokers_;
  std::string cluster_id_;
  std::int32_t controller_ = -1;
  std::int64_t interruptions_ = 0;
  std::map<std::string, Known> known_;
  // Shared: a call goes on with its link when another call has given the broker up.
  std::map<std::int32_t, std::shared_ptr<Link>> links_;
  std::set<std::int32_t> connecting_;
  async::WaitQueue connected_;
  std::vector<std::shared_ptr<Link>> retired_;
};

}  // namespace ringfence::kafka::client
