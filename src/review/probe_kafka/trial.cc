#include "review/probe_kafka/trial.h"

#include <fmt/format.h>

#include <algorithm>

#include "kafka/protocol/generated/create_topics.h"
#include "kafka/protocol/generated/fetch.h"
#include "kafka/protocol/generated/init_producer_id.h"
#include "kafka/protocol/generated/metadata.h"
#include "kafka/protocol/generated/produce.h"
#include "kafka/protocol/record_builder.h"

namespace ringfence::review {

using async::Task;
using kafka::KafkaError;
using kafka::client::ClusterClient;

namespace {

constexpr std::size_t kTopicsARequest = 1000;
constexpr std::size_t kAllowedKept = 1000;

constexpr const char* kInventedName = "a topic name that nobody granted";
constexpr const char* kExisting = "existing topics";

bool refused(KafkaError error) { return kafka::client::is_refusal(error); }
bool not_there(KafkaError error) {
  return error == KafkaError::kUnknownTopicOrPartition || error == KafkaError::kUnknownTopicId;
}

std::string error_text(KafkaError error) { return std::string(kafka::name(error)); }

// How many answers said what, as one line: "TOPIC_AUTHORIZATION_FAILED 10, NONE 2".
class Tally {
 public:
  void add(KafkaError error) { ++counts_[error]; }
  std::string text() const {
    std::string out;
    for (const auto& [error, count] : counts_)
      out += fmt::format("{}{} {}", out.empty() ? "" : ", ", error_text(error), count);
    return out.empty() ? "no answer" : out;
  }

 private:
  std::map<KafkaError, std::int64_t> counts_;
};

class Attempts {
 public:
  Attempts(ClusterClient& cluster, TrialPlan plan, IdentityTrials& out)
      : cluster_(cluster), plan_(std::move(plan)), out_(out) {}

  Task<void> run() {
    co_await describe_invented();
    co_await describe_existing();
    co_await read_invented();
    co_await read_existing();
    co_await create();
    co_await produce_at_all();
    co_await write();
  }

 private:
  Trial& add(std::string operation, std::string on, std::int64_t topics = 1) {
    Trial& trial = out_.trials.emplace_back();
    trial.operation = std::move(operation);
    trial.on = std::move(on);
    trial.topics = topics;
    return trial;
  }
  // A connection that ends instead of answering is a refusal of this request.
  static void judge(Trial& trial, const Error& error) {
    const bool no = error.is(ErrorCode::kPermission) || error.is(ErrorCode::kClosed);
    trial.outcome = no ? Outcome::kRefused : Outcome::kNotTried;
    trial.detail = error.to_string();
  }
  // `hidden` says that "not there" is the answer of a refusal: the topic is known to exist.
  static Outcome judge(KafkaError error, bool hidden) {
    if (refused(error)) return Outcome::kRefused;
    if (not_there(error)) return hidden ? Outcome::kRefused : Outcome::kUnclear;
    return Outcome::kAllowed;
  }
  void note_allowed(Trial& trial, const std::string& topic) {
    ++trial.allowed;
    if (out_.allowed_topics.size() < kAllowedKept) out_.allowed_topics.push_back(topic);
  }

  Task<void> describe_invented() {
    Trial trial;
    trial.operation = "describe";
    trial.on = kInventedName;
    auto topics = co_await cluster_.topics(std::vector<std::string>{plan_.invented});
    if (!topics) {
      judge(trial, topics.error());
    } else {
      const KafkaError error =
          topics->empty() ? KafkaError::kUnknownServerError : topics->front().error;
      trial.outcome = judge(error, false);
      trial.detail = error_text(error);
      if (trial.outcome == Outcome::kAllowed) trial.allowed = 1;
    }
    out_.trials.push_back(std::move(trial));
  }

  Task<void> describe_existing() {
    if (plan_.existing.empty()) co_return;
    Trial trial;
    trial.operation = "describe";
    trial.on = kExisting;
    trial.topics = static_cast<std::int64_t>(plan_.existing.size());
    trial.outcome = Outcome::kRefused;
    Tally tally;
    auto topics = co_await cluster_.topics(plan_.existing);
    if (!topics) {
      judge(trial, topics.error());
    } else {
      for (const auto& topic : *topics) {
        tally.add(topic.error);
        if (judge(topic.error, true) == Outcome::kAllowed) note_allowed(trial, topic.name);
      }
      if (trial.allowed > 0) trial.outcome = Outcome::kAllowed;
      trial.detail = tally.text();
    }
    out_.trials.push_back(std::move(trial));
  }

  // Asks for one byte of the first partition of each topic. Any broker decides about rights before
  // it looks for the partition, so one broker is asked for all.
  Task<Result<std::vector<std::pair<std::string, KafkaError>>>> fetch(
      std::vector<std::string> names) {
    kafka::FetchRequest request;
    request.max_wait_ms = 0;
    request.min_bytes = 0;
    request.max_bytes = 1;
    for (std::string& name : names) {
      auto& topic = request.topics.emplace_back();
      topic.topic = std::move(name);
      auto& partition = topic.partitions.emplace_back();
      partition.fetch_offset = 0;
      partition.partition_max_bytes = 1;
    }
    auto answer = co_await cluster_.call<kafka::FetchResponse>(-1, std::move(request), 12);
    if (!answer) co_return answer.error();
    std::vector<std::pair<std::string, KafkaError>> out;
    for (const auto& topic : answer->responses) {
      for (const auto& partition : topic.partitions)
        out.emplace_back(topic.topic, static_cast<KafkaError>(partition.error_code));
    }
    if (answer->error_code != 0 && out.empty())
      co_return kafka::client::to_error(static_cast<KafkaError>(answer->error_code), std::nullopt);
    co_return out;
  }

  Task<void> read_invented() {
    std::vector<std::string> names{plan_.invented};
    auto answers = co_await fetch(std::move(names));
    Trial& trial = add("read", kInventedName);
    if (!answers || answers->empty()) {
      judge(trial, answers ? Error(ErrorCode::kCorrupt, "no answer") : answers.error());
      co_return;
    }
    trial.outcome = judge(answers->front().second, false);
    trial.detail = error_text(answers->front().second);
    if (trial.outcome == Outcome::kAllowed) trial.allowed = 1;
  }

  Task<void> read_existing() {
    if (plan_.existing.empty()) co_return;
    Trial trial;
    trial.operation = "read";
    trial.on = kExisting;
    trial.topics = static_cast<std::int64_t>(plan_.existing.size());
    trial.outcome = Outcome::kRefused;
    Tally tally;
    for (std::size_t at = 0; at < plan_.existing.size(); at += kTopicsARequest) {
      const auto begin = plan_.existing.begin() + static_cast<std::ptrdiff_t>(at);
      const auto left = static_cast<std::size_t>(plan_.existing.end() - begin);
      std::vector<std::string> part(
          begin, begin + static_cast<std::ptrdiff_t>(std::min(left, kTopicsARequest)));
      auto answers = co_await fetch(std::move(part));
      if (!answers) {
        judge(trial, answers.error());
        break;
      }
      for (const auto& [topic, error] : *answers) {
        tally.add(error);
        if (judge(error, true) == Outcome::kAllowed) note_allowed(trial, topic);
      }
    }
    if (trial.allowed > 0) trial.outcome = Outcome::kAllowed;
    if (trial.detail.empty()) trial.detail = tally.text();
    out_.trials.push_back(std::move(trial));
  }

  // Only asked whether it would be made.
  Task<void> create() {
    kafka::CreateTopicsRequest request;
    request.validate_only = true;
    auto& topic = request.topics.emplace_back();
    topic.name = plan_.invented;
    topic.num_partitions = 1;
    topic.replication_factor = -1;
    auto answer = co_await cluster_.call<kafka::CreateTopicsResponse>(-1, std::move(request));
    Trial& trial = add("create", kInventedName);
    if (!answer || answer->topics.empty()) {
      judge(trial, answer ? Error(ErrorCode::kCorrupt, "no answer") : answer.error());
      co_return;
    }
    const auto error = static_cast<KafkaError>(answer->topics.front().error_code);
    trial.detail = error_text(error) + " (asked without making it)";
    trial.outcome = refused(error) ? Outcome::kRefused
                    : error == KafkaError::kNone || error == KafkaError::kPolicyViolation ||
                            error == KafkaError::kInvalidReplicationFactor
                        ? Outcome::kAllowed
                        : Outcome::kUnclear;
    if (trial.outcome == Outcome::kAllowed) trial.allowed = 1;
  }

  // Brokers give a producer id to whoever may write to any topic at all (KIP-360, KIP-679).
  Task<void> produce_at_all() {
    kafka::InitProducerIdRequest request;
    request.transactional_id.reset();
    request.transaction_timeout_ms = 60'000;
    auto answer = co_await cluster_.call<kafka::InitProducerIdResponse>(-1, std::move(request));
    Trial& trial = add("become a producer", "the cluster");
    if (!answer) {
      judge(trial, answer.error());
      co_return;
    }
    const auto error = static_cast<KafkaError>(answer->error_code);
    trial.detail = error_text(error);
    trial.outcome = refused(error)               ? Outcome::kRefused
                    : error == KafkaError::kNone ? Outcome::kAllowed
                                                 : Outcome::kUnclear;
    if (trial.outcome == Outcome::kAllowed) trial.allowed = 1;
  }

  Task<void> write() {
    if (!plan_.allow_writes) {
      Trial& trial = add("write", kInventedName);
      trial.detail = "writing was not tried: --allow-writes was not given";
      co_return;
    }
    kafka::RecordBatchBuilder builder;
    const std::string_view text = "ringfence-review: a trial of rights; may be deleted";
    builder.append(loop_time_ms_, std::nullopt, std::as_bytes(std::span(text)));
    auto batch = builder.build();
    if (!batch) co_return;
    co_await write_to(plan_.invented, kInventedName, *batch, false);
    for (const std::string& topic : plan_.writable)
      co_await write_to(topic, "a topic named for it", *batch, true);
  }

  Task<void> write_to(std::string topic, std::string on, bytes::Slice batch, bool exists) {
    kafka::ProduceRequest request;
    request.transactional_id.reset();
    request.acks = 1;
    request.timeout_ms = 5000;
    auto& entry = request.topic_data.emplace_back();
    entry.name = topic;
    entry.partition_data.emplace_back().records = bytes::Chain(std::move(batch));
    auto answer = co_await cluster_.call<kafka::ProduceResponse>(-1, std::move(request), 12);
    Trial& trial = add("write", std::move(on));
    if (!answer || answer->responses.empty() || answer->responses[0].partition_responses.empty()) {
      judge(trial, answer ? Error(ErrorCode::kCorrupt, "no answer") : answer.error());
      co_return;
    }
    const auto error =
        static_cast<KafkaError>(answer->responses[0].partition_responses[0].error_code);
    trial.outcome = judge(error, exists);
    trial.detail = error_text(error);
    if (trial.outcome == Outcome::kAllowed) note_allowed(trial, topic);
  }

 public:
  void set_time(std::int64_t ms) { loop_time_ms_ = ms; }

 private:
  ClusterClient& cluster_;
  TrialPlan plan_;
  IdentityTrials& out_;
  std::int64_t loop_time_ms_ = 0;
};

}  // namespace

std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::kRefused:
      return "refused";
    case Outcome::kAllowed:
      return "allowed";
    case Outcome::kUnclear:
      return "unclear";
    case Outcome::kNotTried:
      return "not tried";
  }
  return "unknown";
}

Task<IdentityTrials> try_identity(async::Loop& loop, async::Network& network,
                                  kafka::client::ClusterOptions options, std::string who,
                                  TrialPlan plan) {
  IdentityTrials out;
  out.who = std::move(who);
  ClusterClient cluster(loop, network, std::move(options));
  auto connected = co_await cluster.connect();
  out.connection = connected ? "served" : connected.error().detail;
  if (connected) {
    out.connect = Outcome::kAllowed;
    Attempts attempts(cluster, std::move(plan), out);
    attempts.set_time(loop.wall_now().ms);
    co_await attempts.run();
  } else {
    const bool silent =
        connected.error().is(ErrorCode::kTimeout) || connected.error().is(ErrorCode::kUnavailable);
    out.connect = silent ? Outcome::kNotTried : Outcome::kRefused;
  }
  co_await cluster.stop();
  co_return out;
}

Outcome overall(const IdentityTrials& trials) {
  if (trials.connect != Outcome::kAllowed) return trials.connect;
  bool unclear = false, not_tried = false;
  for (const Trial& trial : trials.trials) {
    if (trial.outcome == Outcome::kAllowed) return Outcome::kAllowed;
    unclear = unclear || trial.outcome == Outcome::kUnclear;
    not_tried = not_tried || trial.outcome == Outcome::kNotTried;
  }
  return not_tried ? Outcome::kNotTried : unclear ? Outcome::kUnclear : Outcome::kRefused;
}

}  // namespace ringfence::review
