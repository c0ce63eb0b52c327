#include "kafka/client/cluster_client.h"

#include <fmt/format.h>

#include <algorithm>

namespace ringfence::kafka::client {

using async::Deadline;
using async::Task;

namespace {

constexpr int kConnectTries = 3;

// Whether the same request may succeed on another connection or a little later.
bool may_pass(const Error& error) {
  return error.is(ErrorCode::kClosed) || error.is(ErrorCode::kUnavailable) ||
         error.is(ErrorCode::kTimeout) || error.is(ErrorCode::kUnknownOutcome);
}

}  // namespace

ClusterClient::ClusterClient(async::Loop& loop, async::Network& network, ClusterOptions options)
    : loop_(loop), network_(network), options_(std::move(options)), connected_(loop) {}

ClusterClient::~ClusterClient() = default;

Deadline ClusterClient::deadline() const { return Deadline::after(loop_, options_.timeout); }

Deadline ClusterClient::attempt_deadline(Deadline deadline) const {
  return deadline.sooner(loop_.now() + options_.attempt_timeout);
}

Task<bool> ClusterClient::pause(Deadline deadline) {
  if (deadline.cancel.cancelled()) co_return false;
  if (loop_.now() + options_.retry_pause >= deadline.at) co_return false;
  co_return co_await async::sleep_for(loop_, options_.retry_pause, deadline.cancel);
}

Task<Result<void>> ClusterClient::connect() {
  const Deadline deadline = this->deadline();
  for (int tries = 1;; ++tries) {
    auto answer = co_await refresh(std::vector<std::string>{}, deadline);
    if (answer) co_return Result<void>();
    if (tries == kConnectTries || !may_pass(answer.error()) || !co_await pause(deadline))
      co_return answer.error();
  }
}

Task<void> ClusterClient::stop() {
  for (auto& [id, link] : links_) co_await link->client->stop();
  links_.clear();
  for (auto& link : retired_) co_await link->client->stop();
  retired_.clear();
}

void ClusterClient::retire(std::shared_ptr<Link> link) {
  for (auto it = links_.begin(); it != links_.end(); ++it) {
    if (it->second != link) continue;
    links_.erase(it);
    retired_.push_back(std::move(link));
    return;
  }
}

// Ends links that were given up and that no call holds any more.
Task<void> ClusterClient::reap() {
  std::vector<std::shared_ptr<Link>> free;
  std::erase_if(retired_, [&free](std::shared_ptr<Link>& link) {
    if (link.use_count() > 1) return false;
    free.push_back(std::move(link));
    return true;
  });
  for (auto& link : free) co_await link->client->stop();
}

Result<async::Endpoint> ClusterClient::address_of(std::int32_t broker) const {
  for (const Broker& known : brokers_) {
    if (known.id == broker) return known.at;
  }
  return Error(ErrorCode::kUnavailable, fmt::format("broker {} is not listed now", broker));
}

Task<Result<std::shared_ptr<ClusterClient::Link>>> ClusterClient::open(async::Endpoint at,
                                                                       Deadline deadline) {
  ClientOptions options;
  options.broker = at;
  options.client_id = options_.client_id;
  options.timeout = std::min(options_.attempt_timeout, deadline.at - loop_.now());
  options.response_bytes_max = options_.response_bytes_max;
  options.security = options_.security;
  auto link = std::make_shared<Link>();
  link->client = std::make_unique<Client>(loop_, network_, std::move(options));
  auto connected = co_await link->client->connect();
  if (!connected) {
    co_await link->client->stop();
    co_return Error(connected.error().code, at.to_string() + ": " + connected.error().to_string());
  }
  co_return link;
}

// The link to one broker; connects when there is none. -1: to any.
Task<Result<std::shared_ptr<ClusterClient::Link>>> ClusterClient::link_to(std::int32_t broker,
                                                                          Deadline deadline) {
  if (!retired_.empty()) co_await reap();
  if (broker < 0) co_return co_await any_link(deadline);
  while (true) {
    const auto found = links_.find(broker);
    if (found != links_.end()) {
      if (found->second->client->connected()) co_return found->second;
      retire(found->second);
    }
    if (!connecting_.contains(broker)) break;
    const async::Wake wake = co_await connected_.wait(deadline);
    if (wake == async::Wake::kTimeout) co_return Error(ErrorCode::kTimeout);
    if (wake == async::Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
  }
  RF_CO_TRY_ASSIGN(const async::Endpoint at, address_of(broker));
  connecting_.insert(broker);
  auto link = co_await open(at, deadline);
  connecting_.erase(broker);
  if (link) links_[broker] = *link;
  connected_.wake_all();
  co_return link;
}

Task<Result<std::shared_ptr<ClusterClient::Link>>> ClusterClient::any_link(Deadline deadline) {
  for (const auto& [id, link] : links_) {
    if (link->client->connected()) co_return link;
  }
  // Those of the first metadata answer have no link under their own id yet: -2, -3 ... stand for
  // the bootstrap addresses.
  Error last(ErrorCode::kInvalid, "no bootstrap address");
  std::vector<std::pair<std::int32_t, async::Endpoint>> tries;
  for (const Broker& broker : brokers_) tries.emplace_back(broker.id, broker.at);
  for (std::size_t i = 0; i < options_.bootstrap.size(); ++i)
    tries.emplace_back(-2 - static_cast<std::int32_t>(i), options_.bootstrap[i]);
  for (auto& [id, at] : tries) {
    if (deadline.passed(loop_)) break;
    auto link = co_await open(at, attempt_deadline(deadline));
    if (link) {
      const auto old = links_.find(id);
      if (old != links_.end()) retire(old->second);
      links_[id] = *link;
      co_return link;
    }
    last = link.error();
  }
  co_return last;
}

Task<Result<MetadataResponse>> ClusterClient::refresh(std::optional<std::vector<std::string>> names,
                                                      Deadline deadline) {
  const Deadline attempt = attempt_deadline(deadline);
  RF_CO_TRY_ASSIGN(const std::shared_ptr<Link> link, co_await link_to(-1, attempt));
  MetadataRequest request;
  request.allow_auto_topic_creation = false;
  const bool all = !names.has_value();
  if (all) {
    request.topics.reset();
  } else {
    request.topics.emplace();
    for (const std::string& name : *names) request.topics->push_back({Uuid{}, name});
  }
  auto answer = co_await link->client->call<MetadataResponse>(std::move(request), attempt);
  if (!answer) {
    retire(link);
    co_return answer.error();
  }
  learn(*answer, all);
  co_return answer;
}

void ClusterClient::learn(const MetadataResponse& answer, bool all_topics) {
  if (!answer.brokers.empty()) {
    brokers_.clear();
    for (const auto& broker : answer.brokers) {
      brokers_.push_back({broker.node_id,
                          {broker.host, static_cast<std::uint16_t>(broker.port)},
                          broker.rack.value_or("")});
    }
  }
  if (answer.cluster_id) cluster_id_ = *answer.cluster_id;
  controller_ = answer.controller_id;
  if (all_topics) known_.clear();
  for (const auto& topic : answer.topics) {
    if (!topic.name || topic.error_code != 0) continue;
    Known& known = known_[*topic.name];
    known.id = topic.topic_id;
    known.leaders.clear();
    for (const auto& partition : topic.partitions)
      known.leaders[partition.partition_index] = partition.leader_id;
  }
}

Task<Result<std::vector<TopicInfo>>> ClusterClient::topics(
    std::optional<std::vector<std::string>> names, std::optional<Deadline> within) {
  const Deadline deadline = within.value_or(this->deadline());
  Result<MetadataResponse> answer = Error(ErrorCode::kTimeout);
  do {
    answer = co_await refresh(names, deadline);
  } while (!answer && may_pass(answer.error()) && co_await pause(deadline));
  if (!answer) co_return answer.error();
  std::vector<TopicInfo> topics;
  for (auto& topic : answer->topics) {
    TopicInfo& info = topics.emplace_back();
    info.name = topic.name.value_or("");
    info.id = topic.topic_id;
    info.internal = topic.is_internal;
    info.error = static_cast<KafkaError>(topic.error_code);
    for (auto& partition : topic.partitions) {
      info.partitions.push_back({partition.partition_index, partition.leader_id,
                                 std::move(partition.replica_nodes),
                                 std::move(partition.isr_nodes)});
    }
    std::sort(info.partitions.begin(), info.partitions.end(),
              [](const auto& a, const auto& b) { return a.index < b.index; });
  }
  co_return topics;
}

Task<Result<ClusterClient::Leader>> ClusterClient::leader_of(std::string topic,
                                                             std::int32_t partition,
                                                             Deadline deadline) {
  for (int looked = 0;; ++looked) {
    const auto known = known_.find(topic);
    if (known != known_.end()) {
      const auto leader = known->second.leaders.find(partition);
      if (leader != known->second.leaders.end() && leader->second >= 0)
        co_return Leader{leader->second, known->second.id};
    }
    if (looked > 0 && !co_await pause(deadline))
      co_return Error(ErrorCode::kTimeout, "the partition has no leader");
    auto answer = co_await refresh(std::vector<std::string>{topic}, deadline);
    if (!answer) {
      if (!may_pass(answer.error())) co_return answer.error();
      continue;
    }
    if (answer->topics.size() != 1)
      co_return Error(ErrorCode::kCorrupt, "one topic asked, others answered");
    const auto error = static_cast<KafkaError>(answer->topics[0].error_code);
    if (error != KafkaError::kNone && !is_retriable(error)) co_return to_error(error, std::nullopt);
    const bool lacks = error == KafkaError::kUnknownTopicOrPartition ||
                       (error == KafkaError::kNone && !known_[topic].leaders.contains(partition));
    if (lacks && looked >= options_.unknown_topic_retries)
      co_return Error(ErrorCode::kNotFound, "UNKNOWN_TOPIC_OR_PARTITION");
  }
}

Task<Result<Produced>> ClusterClient::produce(ProduceTarget target, bytes::Slice batch,
                                              std::int16_t acks, Deadline deadline) {
  Error last(ErrorCode::kTimeout);
  do {
    auto leader = co_await leader_of(target.topic, target.partition, deadline);
    if (!leader) co_return leader.error();
    auto link = co_await link_to(leader->broker, attempt_deadline(deadline));
    if (!link) {
      last = link.error();
      ++interruptions_;
      if (!may_pass(last)) co_return last;
      forget(target.topic);
      continue;
    }
    target.topic_id = leader->topic_id;
    auto answer =
        co_await (*link)->client->produce(target, batch, acks, attempt_deadline(deadline));
    if (!answer) {
      last = answer.error();
      ++interruptions_;
      retire(*link);
      forget(target.topic);
      if (!may_pass(last)) co_return last;
      continue;
    }
    if (!is_retriable(answer->error)) co_return answer;
    last = to_error(answer->error, std::nullopt);
    ++interruptions_;
    forget(target.topic);
  } while (co_await pause(deadline));
  co_return last;
}

Task<Result<Fetched>> ClusterClient::fetch(FetchWish wish, FetchLimits limits, Deadline deadline) {
  Error last(ErrorCode::kTimeout);
  do {
    auto leader = co_await leader_of(wish.from.topic, wish.from.partition, deadline);
    if (!leader) co_return leader.error();
    auto link = co_await link_to(leader->broker, attempt_deadline(deadline));
    if (!link) {
      last = link.error();
      ++interruptions_;
      if (!may_pass(last)) co_return last;
      forget(wish.from.topic);
      continue;
    }
    wish.from.topic_id = leader->topic_id;
    auto answer = co_await (*link)->client->fetch({wish}, limits, attempt_deadline(deadline));
    if (!answer) {
      last = answer.error();
      ++interruptions_;
      retire(*link);
      forget(wish.from.topic);
      if (!may_pass(last)) co_return last;
      continue;
    }
    if (!is_retriable(answer->front().error)) co_return std::move(answer->front());
    last = to_error(answer->front().error, std::nullopt);
    ++interruptions_;
    forget(wish.from.topic);
  } while (co_await pause(deadline));
  co_return last;
}

Task<Result<std::vector<Fetched>>> ClusterClient::fetch_from(std::int32_t broker,
                                                             std::vector<FetchWish> wishes,
                                                             FetchLimits limits,
                                                             Deadline deadline) {
  auto link = co_await link_to(broker, attempt_deadline(deadline));
  if (!link) {
    ++interruptions_;
    co_return link.error();
  }
  auto answer =
      co_await (*link)->client->fetch(std::move(wishes), limits, attempt_deadline(deadline));
  if (!answer) {
    ++interruptions_;
    retire(*link);
    co_return answer.error();
  }
  for (const Fetched& one : *answer) interruptions_ += is_retriable(one.error) ? 1 : 0;
  co_return answer;
}

Task<Result<Client::Producer>> ClusterClient::init_producer_id() {
  const Deadline deadline = this->deadline();
  while (true) {
    auto link = co_await link_to(-1, attempt_deadline(deadline));
    if (!link) co_return link.error();
    auto producer = co_await (*link)->client->init_producer_id();
    if (producer || !may_pass(producer.error()) || !co_await pause(deadline)) co_return producer;
  }
}

Task<Result<Client::OffsetAt>> ClusterClient::list_offset(std::string topic, std::int32_t partition,
                                                          std::int64_t timestamp) {
  const Deadline deadline = this->deadline();
  Error last(ErrorCode::kTimeout);
  do {
    auto found = co_await leader_of(topic, partition, deadline);
    if (!found) co_return found.error();
    std::vector<OffsetQuery> queries{{topic, partition, timestamp}};
    auto answers = co_await list_offsets(std::move(queries));
    if (!answers) co_return answers.error();
    const OffsetAnswer& answer = answers->front();
    if (answer.error == KafkaError::kNone)
      co_return Client::OffsetAt{answer.offset, answer.timestamp};
    last = to_error(answer.error, std::nullopt);
    if (!is_retriable(answer.error)) co_return last;
    forget(topic);
  } while (co_await pause(deadline));
  co_return last;
}

}  // namespace ringfence::kafka::client
