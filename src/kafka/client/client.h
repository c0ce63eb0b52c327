// A client of one broker. Versions are agreed with ApiVersions; each call is one request.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "async/stream.h"
#include "base/ids.h"
#include "base/result.h"
#include "kafka/client/connection.h"
#include "kafka/client/security.h"
#include "kafka/protocol/error_codes.h"
#include "kafka/protocol/generated/api_versions.h"
#include "kafka/protocol/generated/create_topics.h"
#include "kafka/protocol/generated/describe_configs.h"
#include "kafka/protocol/generated/metadata.h"

namespace ringfence::kafka::client {

struct ClientOptions {
  async::Endpoint broker;
  std::string client_id = "ringfence";
  Duration timeout = seconds(30);  // of connecting and of every call that does not say otherwise
  std::size_t response_bytes_max = 128u << 20;
  Security security;  // default: no TLS, no identity
};

struct TopicSpec {
  std::string name;
  std::int32_t partitions = -1;          // -1: the broker's default
  std::int16_t replication_factor = -1;  // -1: the broker's default
  std::map<std::string, std::string> configs;
  bool validate_only = false;
};

struct ProduceTarget {
  std::string topic;
  TopicId topic_id;  // needed from Produce 13 on
  std::int32_t partition = 0;
};

// One partition's answer to a produce.
struct Produced {
  KafkaError error = KafkaError::kNone;
  std::int64_t base_offset = -1;
  std::int64_t log_append_time_ms = -1;
};

struct FetchWish {
  ProduceTarget from;
  std::int64_t offset = 0;
  std::int32_t bytes_max = 1 << 20;
};

struct Fetched {
  KafkaError error = KafkaError::kNone;
  std::int64_t high_watermark = -1;
  std::int64_t log_start = -1;
  bytes::Chain records;  // whole batches; walk with BatchCursor
  std::int64_t last_stable = -1;
  // With `committed_only`: transactions whose records are to be left out from `first_offset` on,
  // until the marker that ends them.
  struct Aborted {
    std::int64_t producer_id = -1;
    std::int64_t first_offset = -1;
  };
  std::vector<Aborted> aborted;
};

struct FetchLimits {
  std::int32_t bytes_max = 50 << 20;
  std::int32_t bytes_min = 1;
  std::int32_t wait_ms = 500;
  bool committed_only = false;  // read_committed: ends at the last stable offset
};

// Single-threaded. Lifecycle: make, connect(), use, stop(), destroy. Errors of the transport are
// Errors; errors of the broker are KafkaErrors inside the answers, or kInvalid, kNotFound and so on
// with Kafka's name where a call has one answer only.
class Client {
 public:
  Client(async::Loop& loop, async::Network& network, ClientOptions options);

  // Connects, shakes hands, agrees on versions and proves who we are. kUnavailable: nobody listens
  // there; else as TlsStream::connect() and authenticate().
  async::Task<Result<void>> connect();
  async::Task<void> stop();
  // What TLS showed of the broker; null without TLS.
  const net::TlsPeer* tls() const { return tls_ ? &*tls_ : nullptr; }
  bool connected() const { return connection_ != nullptr && !connection_->broken(); }

  // The newest version that both sides speak; kUnsupported when there is none.
  Result<std::int16_t> version(std::int16_t api_key) const;

  // Any request, in the newest common version (at most `version_max`).
  template <class Response, class Request>
  async::Task<Result<Response>> call(Request request, async::Deadline deadline,
                                     std::int16_t version_max = INT16_MAX) {
    RF_CO_TRY_ASSIGN(const std::int16_t agreed, version(Request::kApiKey));
    co_return co_await connection_->call<Response>(std::min(agreed, version_max),
                                                   std::move(request), deadline);
  }

  // Null: all topics.
  async::Task<Result<MetadataResponse>> metadata(std::optional<std::vector<std::string>> topics,
                                                 bool may_create = false);
  async::Task<Result<CreateTopicsResponse::CreatableTopicResult>> create_topic(TopicSpec spec);
  async::Task<Result<void>> delete_topic(std::string name);
  async::Task<Result<std::vector<DescribeConfigsResponse::DescribeConfigsResourceResult>>>
  topic_configs(std::string name);

  struct Producer {
    std::int64_t id = -1;
    std::int16_t epoch = -1;
  };
  async::Task<Result<Producer>> init_producer_id();
  // One whole batch for one partition. acks 0 returns when the request was queued.
  async::Task<Result<Produced>> produce(ProduceTarget target, bytes::Slice batch, std::int16_t acks,
                                        async::Deadline deadline);
  async::Task<Result<std::vector<Fetched>>> fetch(std::vector<FetchWish> wishes, FetchLimits limits,
                                                  async::Deadline deadline);
  struct OffsetAt {
    std::int64_t offset = -1;
    std::int64_t timestamp = -1;
  };
  // -1 latest, -2 earliest, -3 largest timestamp, else the first record at or after the time.
  async::Task<Result<OffsetAt>> list_offset(std::string topic, std::int32_t partition,
                                            std::int64_t timestamp);

  async::Deadline deadline() const;
  async::Task<void> flush() { return connection_->flush(); }

 private:
  async::Task<Result<std::unique_ptr<async::Stream>>> open_stream(async::Deadline deadline);
  async::Task<Result<void>> agree();

  async::Loop& loop_;
  async::Network& network_;
  ClientOptions options_;
  std::unique_ptr<Connection> connection_;
  std::optional<net::TlsPeer> tls_;
  std::map<std::int16_t, ApiVersionsResponse::ApiVersion> served_;
};

// Whether the broker refuses for lack of rights or identity.
bool is_refusal(KafkaError error);
// The Error that a KafkaError becomes where a call has one answer; `message` is the broker's, if
// any.
Error to_error(KafkaError error, const std::optional<std::string>& message);

}  // namespace ringfence::kafka::client
