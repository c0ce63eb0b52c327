// Finding the topic that a request names, by name or by id.
#pragma once

#include <string>

#include "agent/error_map.h"
#include "agent/names.h"
#include "agent/read_index.h"
#include "agent/services.h"
#include "async/task.h"
#include "kafka/protocol/error_codes.h"
#include "metadata/service/client.h"

namespace ringfence::agent {

// How a request names a topic: by id from the version on that knows ids, else by name.
struct TopicRef {
  const std::string* name = nullptr;  // null: by id
  TopicId id;

  bool by_id() const { return name == nullptr; }
  // Null: not in the replica, which proves nothing before confirm_index().
  const meta::Topic* find(Services& services) const {
    const meta::State& state = services.meta.replica().state();
    return by_id() ? state.find_topic(id) : services.names.find(state, *name);
  }
  kafka::KafkaError unknown() const {
    return by_id() ? kafka::KafkaError::kUnknownTopicId
                   : kafka::KafkaError::kUnknownTopicOrPartition;
  }
};

// Asks for the read index at most once for a request, when the first thing is missing.
class MissingCheck {
 public:
  MissingCheck(Services& services, async::Cancel cancel, Operation operation)
      : services_(services), cancel_(cancel), operation_(operation), answered_(services.loop) {}

  // kNone: the replica is as new as it has to be, look again. Else the retriable error to answer.
  // May be awaited by several at the same time; all get the one answer.
  async::Task<kafka::KafkaError> confirm() {
    if (!asked_) {
      asked_ = true;
      const auto fresh = co_await confirm_index(services_, cancel_);
      if (!fresh) error_ = map_error(operation_, fresh.error());
      answered_.set();
    } else if (co_await answered_.wait() != async::Wake::kSignalled) {
      co_return map_error(operation_, ErrorCode::kCancelled);
    }
    co_return error_;
  }

 private:
  Services& services_;
  async::Cancel cancel_;
  Operation operation_;
  bool asked_ = false;
  async::Event answered_;
  kafka::KafkaError error_ = kafka::KafkaError::kNone;
};

}  // namespace ringfence::agent
