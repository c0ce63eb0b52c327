#include "agent/names.h"

#include "agent/limits.h"

namespace ringfence::agent {

std::string_view topic_name_problem(std::string_view name) {
  if (name.empty()) return "the name is empty";
  if (name == "." || name == "..") return "the name is \".\" or \"..\"";
  if (name.size() > 249) return "the name is longer than 249 characters";
  for (const char c : name) {
    const bool legal = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '_' || c == '-';
    if (!legal) return "the name has a character other than a-z, A-Z, 0-9, '.', '_' and '-'";
  }
  return {};
}

bool is_internal_topic(std::string_view name) {
  return name == "__consumer_offsets" || name == "__transaction_state";
}

const meta::Token& Names::topic_token(const std::string& name) {
  const auto found = tokens_.find(name);
  if (found != tokens_.end()) return found->second;
  if (tokens_.size() >= kNameCacheEntriesMax) tokens_.clear();
  meta::Token token{keys_.token(keys::NameKind::kTopic, name)};
  // A name beyond every limit is not kept: the cache holds 100,000 names of at most 249 bytes.
  meta::Token& slot = name.size() <= 249 ? tokens_[name] : oversized_;
  slot = token;
  return slot;
}

Result<meta::NamePair> Names::pair(keys::NameKind kind, std::string_view name) const {
  meta::NamePair pair;
  pair.token.bytes = keys_.token(kind, name);
  pair.key_id = keys_.key_id();
  RF_TRY_ASSIGN(pair.sealed, keys_.seal(kind, name));
  return pair;
}

meta::Token Names::collision_token(std::string_view name) const {
  std::string folded(name);
  for (char& c : folded) {
    if (c == '.') c = '_';
  }
  return meta::Token{keys_.token(keys::NameKind::kTopicCollision, folded)};
}

Result<std::string> Names::topic_name(const meta::Topic& topic) {
  const auto found = clear_.find(topic.id);
  if (found != clear_.end()) return found->second;
  RF_TRY_ASSIGN(std::string clear, keys_.open(keys::NameKind::kTopic, topic.name.sealed));
  if (clear_.size() >= kNameCacheEntriesMax) clear_.clear();
  clear_[topic.id] = clear;
  return clear;
}

const meta::Topic* Names::find(const meta::State& state, const std::string& name) {
  return state.find_topic(topic_token(name));
}

}  // namespace ringfence::agent
