// DescribeConfigs for topics and brokers.
#include <algorithm>
#include <charconv>

#include "agent/cluster_view.h"
#include "agent/error_map.h"
#include "agent/handlers/config_entries.h"
#include "agent/handlers/handlers.h"
#include "agent/topic_lookup.h"

namespace ringfence::agent {
namespace {

using async::Task;
using kafka::KafkaError;
using Resource = kafka::DescribeConfigsRequest::DescribeConfigsResource;
using Answer = kafka::DescribeConfigsResponse::DescribeConfigsResult;

// org.apache.kafka.common.config.ConfigResource.Type.
enum : std::int8_t { kTopicResource = 2, kBrokerResource = 4 };

struct Question {
  Call& call;
  MissingCheck& missing;
  const kafka::DescribeConfigsRequest& request;
};

void fail(Question& question, Answer& answer, KafkaError error, std::string message) {
  answer.error_code = code(error);
  answer.error_message = std::move(message);
  question.call.services.metrics.count_error("DescribeConfigs", answer.error_code);
}

void add_entries(const Question& question, const Resource& resource,
                 const std::vector<ConfigEntry>& entries, Answer& answer) {
  for (const ConfigEntry& entry : entries) {
    // A key that is asked for and does not exist is silently absent.
    if (resource.configuration_keys &&
        std::ranges::find(*resource.configuration_keys, entry.name) ==
            resource.configuration_keys->end()) {
      continue;
    }
    auto& config = answer.configs.emplace_back();
    config.name = std::string(entry.name);
    config.value = entry.value;
    config.read_only = entry.read_only;
    config.config_source = static_cast<std::int8_t>(entry.source);
    config.config_type = static_cast<std::int8_t>(entry.type);
    config.documentation.reset();
    if (question.request.include_documentation) {
      config.documentation = std::string(entry.documentation);
    }
    if (!question.request.include_synonyms) continue;
    for (const ConfigSynonym& synonym : entry.synonyms) {
      config.synonyms.push_back(
          {synonym.name, synonym.value, static_cast<std::int8_t>(synonym.source)});
    }
  }
}

Task<void> describe_topic(Question& question, const Resource& resource, Answer& answer) {
  Services& services = question.call.services;
  if (const auto wrong = topic_name_problem(resource.resource_name); !wrong.empty()) {
    fail(question, answer, KafkaError::kInvalidTopicException, std::string(wrong));
    co_return;
  }
  TopicRef ref;
  ref.name = &resource.resource_name;
  const KafkaError stale = co_await question.missing.confirm();
  const meta::Topic* topic = ref.find(services);
  if (topic == nullptr) {
    fail(question, answer, stale != KafkaError::kNone ? stale : ref.unknown(),
         stale != KafkaError::kNone ? "the metadata service did not answer in time"
                                    : "there is no such topic");
    co_return;
  }
  add_entries(question, resource, topic_config_entries(services.config, services.keys, *topic),
              answer);
}

void describe_broker(Question& question, const Resource& resource, Answer& answer) {
  Services& services = question.call.services;
  // The cluster-wide dynamic default: nothing is set there.
  if (resource.resource_name.empty()) return;
  std::int32_t id = -1;
  const char* end = resource.resource_name.data() + resource.resource_name.size();
  const auto parsed = std::from_chars(resource.resource_name.data(), end, id);
  if (parsed.ec != std::errc() || parsed.ptr != end || id != services.cluster.self().node.value) {
    fail(question, answer, KafkaError::kInvalidRequest,
         "ask the broker itself for its configuration");
    return;
  }
  add_entries(question, resource, broker_config_entries(services.config), answer);
}

}  // namespace

Task<kafka::DescribeConfigsResponse> describe_configs(Call& call,
                                                      kafka::DescribeConfigsRequest request) {
  MissingCheck missing(call.services, call.cancel, Operation::kAdmin);
  Question question{call, missing, request};
  kafka::DescribeConfigsResponse response;
  for (const Resource& resource : request.resources) {
    Answer& answer = response.results.emplace_back();
    answer.resource_type = resource.resource_type;
    answer.resource_name = resource.resource_name;
    answer.error_message.reset();
    if (resource.resource_type == kTopicResource) {
      co_await describe_topic(question, resource, answer);
    } else if (resource.resource_type == kBrokerResource) {
      describe_broker(question, resource, answer);
    } else {
      fail(question, answer, KafkaError::kInvalidRequest,
           "only topics and brokers have configurations here");
    }
  }
  co_return response;
}

}  // namespace ringfence::agent
