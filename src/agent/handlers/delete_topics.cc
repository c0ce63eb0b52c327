// DeleteTopics, by name or by id.
#include "agent/error_map.h"
#include "agent/handlers/handlers.h"
#include "agent/topic_lookup.h"
#include "async/task_group.h"

namespace ringfence::agent {
namespace {

using async::Task;
using kafka::KafkaError;
using Answer = kafka::DeleteTopicsResponse::DeletableTopicResult;

constexpr std::int32_t kTimeoutMsDefault = 30'000;

struct Job {
  Call& call;
  MissingCheck& missing;
  async::Deadline deadline;
};

void fail(Job& job, Answer& answer, KafkaError error) {
  answer.error_code = code(error);
  job.call.services.metrics.count_error("DeleteTopics", answer.error_code);
}

Task<void> delete_one(Job& job, TopicRef ref, Answer& answer) {
  Services& services = job.call.services;
  const meta::Topic* topic = ref.find(services);
  if (topic == nullptr) {
    const KafkaError stale = co_await job.missing.confirm();
    topic = ref.find(services);
    if (topic == nullptr) {
      fail(job, answer, stale != KafkaError::kNone ? stale : ref.unknown());
      co_return;
    }
  }
  const TopicId id = topic->id;
  answer.topic_id = id;
  if (ref.by_id()) {
    auto name = services.names.topic_name(*topic);
    if (name) answer.name = std::move(*name);
  }
  const auto decided = co_await services.meta.delete_topic({id}, {}, job.deadline);
  if (!decided) {
    fail(job, answer, map_error(Operation::kAdmin, decided.error()));
  } else if (decided->error != meta::DecideError::kNone) {
    fail(job, answer, map_refusal(Operation::kAdmin, decided->error, ref.by_id()));
  }
}

}  // namespace

Task<kafka::DeleteTopicsResponse> delete_topics(Call& call, kafka::DeleteTopicsRequest request) {
  Services& services = call.services;
  const std::int32_t timeout = request.timeout_ms > 0 ? request.timeout_ms : kTimeoutMsDefault;
  MissingCheck missing(services, call.cancel, Operation::kAdmin);
  Job job{call, missing,
          async::Deadline::after(services.loop, milliseconds(timeout), call.abandon)};
  kafka::DeleteTopicsResponse response;
  response.responses.resize(call.version() >= 6 ? request.topics.size()
                                                : request.topic_names.size());
  async::TaskGroup group(services.loop);
  for (std::size_t i = 0; i < response.responses.size(); ++i) {
    Answer& answer = response.responses[i];
    TopicRef ref;
    if (call.version() >= 6) {
      const auto& wanted = request.topics[i];
      answer.name = wanted.name;
      answer.topic_id = wanted.topic_id;
      if (wanted.name.has_value() == !wanted.topic_id.is_zero()) {
        fail(job, answer, KafkaError::kInvalidRequest);
        continue;
      }
      ref.id = wanted.topic_id;
      if (wanted.name) ref.name = &*wanted.name;
    } else {
      answer.name = request.topic_names[i];
      ref.name = &request.topic_names[i];
    }
    group.spawn(delete_one(job, ref, answer));
  }
  co_await group.join();
  co_return response;
}

}  // namespace ringfence::agent
