#include "kafka/client/client.h"

#include <fmt/format.h>

#include <tuple>

#include "kafka/client/sasl.h"
#include "kafka/protocol/generated/delete_topics.h"
#include "kafka/protocol/generated/fetch.h"
#include "kafka/protocol/generated/init_producer_id.h"
#include "kafka/protocol/generated/list_offsets.h"
#include "kafka/protocol/generated/produce.h"

namespace ringfence::kafka::client {

using async::Deadline;
using async::Task;

namespace {

// Answers in the order of the wishes: brokers put partitions with errors first.
Result<std::vector<Fetched>> place_answers(const std::vector<FetchWish>& wishes,
                                           FetchResponse answer) {
  std::map<std::tuple<std::string_view, Uuid, std::int32_t>, std::size_t> places;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    const ProduceTarget& from = wishes[i].from;
    places[{from.topic, Uuid{}, from.partition}] = i;
    places[{"", from.topic_id, from.partition}] = i;
  }
  std::vector<Fetched> fetched(wishes.size());
  std::size_t answered = 0;
  for (auto& topic : answer.responses) {
    for (auto& partition : topic.partitions) {
      const auto place = places.find({topic.topic, topic.topic_id, partition.partition_index});
      if (place == places.end()) return Error(ErrorCode::kCorrupt, "other partitions answered");
      Fetched& one = fetched[place->second];
      one.error = static_cast<KafkaError>(partition.error_code);
      one.high_watermark = partition.high_watermark;
      one.log_start = partition.log_start_offset;
      one.last_stable = partition.last_stable_offset;
      if (partition.records) one.records = std::move(*partition.records);
      ++answered;
      if (!partition.aborted_transactions) continue;
      for (const auto& aborted : *partition.aborted_transactions)
        one.aborted.push_back({aborted.producer_id, aborted.first_offset});
    }
  }
  if (answered != wishes.size()) return Error(ErrorCode::kCorrupt, "other partitions answered");
  return fetched;
}

}  // namespace

bool is_refusal(KafkaError error) {
  switch (error) {
    case KafkaError::kTopicAuthorizationFailed:
    case KafkaError::kGroupAuthorizationFailed:
    case KafkaError::kClusterAuthorizationFailed:
    case KafkaError::kTransactionalIdAuthorizationFailed:
    case KafkaError::kDelegationTokenAuthorizationFailed:
    case KafkaError::kSaslAuthenticationFailed:
    case KafkaError::kIllegalSaslState:
      return true;
    default:
      return false;
  }
}

Error to_error(KafkaError error, const std::optional<std::string>& message) {
  ErrorCode code = ErrorCode::kInvalid;
  if (is_retriable(error)) code = ErrorCode::kUnavailable;
  if (error == KafkaError::kUnknownTopicOrPartition || error == KafkaError::kUnknownTopicId) {
    code = ErrorCode::kNotFound;
  }
  if (error == KafkaError::kTopicAlreadyExists) code = ErrorCode::kAlreadyExists;
  if (is_refusal(error)) code = ErrorCode::kPermission;
  if (error == KafkaError::kUnsupportedVersion || error == KafkaError::kSecurityDisabled)
    code = ErrorCode::kUnsupported;
  std::string detail(name(error));
  if (message && !message->empty()) detail += ": " + *message;
  return Error(code, detail);
}

Client::Client(async::Loop& loop, async::Network& network, ClientOptions options)
    : loop_(loop), network_(network), options_(std::move(options)) {}

Deadline Client::deadline() const { return Deadline::after(loop_, options_.timeout); }

Task<Result<std::unique_ptr<async::Stream>>> Client::open_stream(Deadline deadline) {
  RF_CO_TRY_ASSIGN(auto stream, co_await network_.connect(options_.broker, deadline));
  const Security& security = options_.security;
  if (!security.tls) co_return std::move(stream);
  const std::string name =
      security.tls_server_name.empty() ? options_.broker.host : security.tls_server_name;
  RF_CO_TRY_ASSIGN(auto secured, co_await net::TlsStream::connect(loop_, std::move(stream),
                                                                  security.tls, name, deadline));
  tls_ = secured->tls();
  co_return std::unique_ptr<async::Stream>(std::move(secured));
}

Task<Result<void>> Client::connect() {
  RF_CO_TRY_ASSIGN(auto stream, co_await open_stream(deadline()));
  connection_ = std::make_unique<Connection>(loop_, std::move(stream), options_.client_id,
                                             options_.response_bytes_max);
  connection_->start();
  co_return co_await agree();
}

Task<Result<void>> Client::agree() {
  ApiVersionsRequest request;
  request.client_software_name = "ringfence";
  request.client_software_version = "1";
  auto answer = co_await connection_->call<ApiVersionsResponse>(0, request, deadline());
  if (!answer) co_return answer.error();
  if (answer->error_code != 0) {
    co_return to_error(static_cast<KafkaError>(answer->error_code), std::nullopt);
  }
  for (const auto& api : answer->api_keys) served_[api.api_key] = api;
  if (options_.security.sasl) {
    const auto served = served_.find(36);  // SaslAuthenticate; Kafka lists it on every listener
    const std::int16_t newest =
        served == served_.end() ? std::int16_t{0} : served->second.max_version;
    auto accepted =
        co_await authenticate(*connection_, *options_.security.sasl, newest, deadline());
    if (!accepted) co_return accepted.error();
  }
  co_return Result<void>();
}

Task<void> Client::stop() {
  if (connection_) co_await connection_->stop();
}

Result<std::int16_t> Client::version(std::int16_t api_key) const {
  const ApiInfo* ours = find_api(api_key);
  const auto theirs = served_.find(api_key);
  if (ours == nullptr || theirs == served_.end()) {
    return Error(ErrorCode::kUnsupported, fmt::format("the broker does not serve API {}", api_key));
  }
  std::int16_t newest = std::min(ours->max_version, theirs->second.max_version);
  newest = std::min<std::int16_t>(newest, static_cast<std::int16_t>(ours->first_unstable - 1));
  if (newest < ours->min_version || newest < theirs->second.min_version) {
    return Error(ErrorCode::kUnsupported, fmt::format("no common version of {}", ours->name));
  }
  return newest;
}

Task<Result<MetadataResponse>> Client::metadata(std::optional<std::vector<std::string>> topics,
                                                bool may_create) {
  MetadataRequest request;
  request.allow_auto_topic_creation = may_create;
  if (topics) {
    request.topics.emplace();
    for (std::string& topic : *topics) request.topics->push_back({Uuid{}, std::move(topic)});
  } else {
    request.topics.reset();
  }
  co_return co_await call<MetadataResponse>(std::move(request), deadline());
}

Task<Result<CreateTopicsResponse::CreatableTopicResult>> Client::create_topic(TopicSpec spec) {
  CreateTopicsRequest request;
  request.timeout_ms = static_cast<std::int32_t>(options_.timeout / milliseconds(1));
  request.validate_only = spec.validate_only;
  auto& topic = request.topics.emplace_back();
  topic.name = spec.name;
  topic.num_partitions = spec.partitions;
  topic.replication_factor = spec.replication_factor;
  for (auto& [key, value] : spec.configs) topic.configs.push_back({key, value});
  auto answer = co_await call<CreateTopicsResponse>(std::move(request), deadline());
  if (!answer) co_return answer.error();
  if (answer->topics.size() != 1)
    co_return Error(ErrorCode::kCorrupt, "one topic asked, others answered");
  auto& result = answer->topics.front();
  if (result.error_code != 0) {
    co_return to_error(static_cast<KafkaError>(result.error_code), result.error_message);
  }
  co_return std::move(result);
}

Task<Result<void>> Client::delete_topic(std::string name) {
  DeleteTopicsRequest request;
  request.timeout_ms = static_cast<std::int32_t>(options_.timeout / milliseconds(1));
  request.topic_names.push_back(name);
  request.topics.push_back({name, Uuid{}});
  auto answer = co_await call<DeleteTopicsResponse>(std::move(request), deadline());
  if (!answer) co_return answer.error();
  if (answer->responses.size() != 1)
    co_return Error(ErrorCode::kCorrupt, "one topic asked, others answered");
  const auto& result = answer->responses.front();
  if (result.error_code != 0) {
    co_return to_error(static_cast<KafkaError>(result.error_code), result.error_message);
  }
  co_return Result<void>();
}

Task<Result<std::vector<DescribeConfigsResponse::DescribeConfigsResourceResult>>>
Client::topic_configs(std::string name) {
  DescribeConfigsRequest request;
  auto& resource = request.resources.emplace_back();
  resource.resource_type = 2;
  resource.resource_name = std::move(name);
  resource.configuration_keys.reset();
  auto answer = co_await call<DescribeConfigsResponse>(std::move(request), deadline());
  if (!answer) co_return answer.error();
  if (answer->results.size() != 1)
    co_return Error(ErrorCode::kCorrupt, "one topic asked, others answered");
  auto& result = answer->results.front();
  if (result.error_code != 0) {
    co_return to_error(static_cast<KafkaError>(result.error_code), result.error_message);
  }
  co_return std::move(result.configs);
}

Task<Result<Client::Producer>> Client::init_producer_id() {
  InitProducerIdRequest request;
  request.transactional_id.reset();
  request.transaction_timeout_ms = 60'000;
  auto answer = co_await call<InitProducerIdResponse>(std::move(request), deadline());
  if (!answer) co_return answer.error();
  if (answer->error_code != 0) {
    co_return to_error(static_cast<KafkaError>(answer->error_code), std::nullopt);
  }
  co_return Producer{answer->producer_id, answer->producer_epoch};
}

Task<Result<Produced>> Client::produce(ProduceTarget target, bytes::Slice batch, std::int16_t acks,
                                       Deadline deadline) {
  ProduceRequest request;
  request.transactional_id.reset();
  request.acks = acks;
  request.timeout_ms = static_cast<std::int32_t>(options_.timeout / milliseconds(1));
  auto& topic = request.topic_data.emplace_back();
  topic.name = std::move(target.topic);
  topic.topic_id = target.topic_id;
  auto& partition = topic.partition_data.emplace_back();
  partition.index = target.partition;
  partition.records = bytes::Chain(std::move(batch));
  RF_CO_TRY_ASSIGN(std::int16_t agreed, version(ProduceRequest::kApiKey));
  if (target.topic_id.is_zero()) agreed = std::min<std::int16_t>(agreed, 12);
  if (acks == 0) {
    RF_CO_TRY(connection_->send_only(agreed, request));
    co_return Produced{};
  }
  auto answer = co_await connection_->call<ProduceResponse>(agreed, std::move(request), deadline);
  if (!answer) co_return answer.error();
  if (answer->responses.size() != 1 || answer->responses[0].partition_responses.size() != 1) {
    co_return Error(ErrorCode::kCorrupt, "one partition asked, others answered");
  }
  const auto& result = answer->responses[0].partition_responses[0];
  co_return Produced{static_cast<KafkaError>(result.error_code), result.base_offset,
                     result.log_append_time_ms};
}

Task<Result<std::vector<Fetched>>> Client::fetch(std::vector<FetchWish> wishes, FetchLimits limits,
                                                 Deadline deadline) {
  FetchRequest request;
  request.max_wait_ms = limits.wait_ms;
  request.min_bytes = limits.bytes_min;
  request.max_bytes = limits.bytes_max;
  request.isolation_level = limits.committed_only ? 1 : 0;
  bool ids_known = true;
  for (const FetchWish& wish : wishes) {
    ids_known = ids_known && !wish.from.topic_id.is_zero();
    // One topic entry each keeps the answers in the order of the wishes.
    auto& topic = request.topics.emplace_back();
    topic.topic = wish.from.topic;
    topic.topic_id = wish.from.topic_id;
    auto& partition = topic.partitions.emplace_back();
    partition.partition = wish.from.partition;
    partition.fetch_offset = wish.offset;
    partition.partition_max_bytes = wish.bytes_max;
  }
  auto answer = co_await call<FetchResponse>(std::move(request), deadline,
                                             ids_known ? INT16_MAX : std::int16_t{12});
  if (!answer) co_return answer.error();
  if (answer->error_code != 0) {
    co_return to_error(static_cast<KafkaError>(answer->error_code), std::nullopt);
  }
  co_return place_answers(wishes, std::move(*answer));
}

Task<Result<Client::OffsetAt>> Client::list_offset(std::string topic, std::int32_t partition,
                                                   std::int64_t timestamp) {
  ListOffsetsRequest request;
  request.replica_id = -1;
  request.timeout_ms = static_cast<std::int32_t>(options_.timeout / milliseconds(1));
  auto& wanted = request.topics.emplace_back();
  wanted.name = std::move(topic);
  wanted.partitions.push_back({partition, -1, timestamp});
  auto answer = co_await call<ListOffsetsResponse>(std::move(request), deadline());
  if (!answer) co_return answer.error();
  if (answer->topics.size() != 1 || answer->topics[0].partitions.size() != 1) {
    co_return Error(ErrorCode::kCorrupt, "one partition asked, others answered");
  }
  const auto& result = answer->topics[0].partitions[0];
  if (result.error_code != 0) {
    co_return to_error(static_cast<KafkaError>(result.error_code), std::nullopt);
  }
  co_return OffsetAt{result.offset, result.timestamp};
}

}  // namespace ringfence::kafka::client
