// The edge of the names: clear ones on the Kafka side, pairs of token and sealed blob on the other
// (ARCHITECTURE rule 12). Nothing behind this file sees a clear topic name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash_map.h"
#include "base/result.h"
#include "keys/keys.h"
#include "metadata/state/state.h"
#include "metadata/state/types.h"

namespace ringfence::agent {

// Empty when Kafka allows the topic name, else what is wrong with it.
std::string_view topic_name_problem(std::string_view name);
// Topics that Kafka itself would make.
bool is_internal_topic(std::string_view name);

// Computes pairs and opens blobs, remembering both. One per agent, single-threaded. References that
// it returns are valid until the next call.
class Names {
 public:
  explicit Names(const keys::Keys& keys) : keys_(keys) {}

  // The token of a topic name; any text.
  const meta::Token& topic_token(const std::string& name);
  // Token and sealed blob. kTooLarge for names that no topic can have.
  Result<meta::NamePair> pair(keys::NameKind kind, std::string_view name) const;
  // Token over the name with `.` written as `_`.
  meta::Token collision_token(std::string_view name) const;
  // The clear name of a topic. kCorrupt: its blob was sealed under other keys.
  Result<std::string> topic_name(const meta::Topic& topic);

  // The topic with this name, in this state; null: not there (which proves nothing on a stale
  // replica).
  const meta::Topic* find(const meta::State& state, const std::string& name);

  // What logs and metric labels show for a topic.
  std::string shown_token(std::string_view name) const {
    return keys_.short_token(keys::NameKind::kTopic, name);
  }
  const keys::Keys& keys() const { return keys_; }

 private:
  const keys::Keys& keys_;
  HashMap<std::string, meta::Token> tokens_;
  meta::Token oversized_;
  HashMap<TopicId, std::string> clear_;
};

}  // namespace ringfence::agent
