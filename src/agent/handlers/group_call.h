// What the handlers of consumer groups share: asking the coordinator, opening what it gives back.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "agent/dispatch.h"
#include "agent/server_metrics.h"
#include "metadata/service/client.h"
#include "metadata/state/groups/group_calls.h"

namespace ringfence::agent {

// For calls that are answered at once.
inline constexpr Duration kGroupCallTimeout = seconds(10);

inline async::Deadline group_deadline(Call& call) {
  return async::Deadline::after(call.services.loop, kGroupCallTimeout, call.abandon);
}

template <class Answer>
async::Task<Result<Answer>> ask_group(Call& call, meta::GroupCall question,
                                      async::Deadline deadline) {
  auto reply = co_await call.services.meta.group_call(std::move(question), deadline);
  if (!reply) co_return reply.error();
  auto* answer = std::get_if<Answer>(&*reply);
  if (answer == nullptr)
    co_return Error(ErrorCode::kCorrupt, "the coordinator answered another question");
  co_return std::move(*answer);
}

// Absent ones are empty.
inline Result<std::string> open_name(const keys::Keys& keys, keys::NameKind kind,
                                     const meta::NamePair& pair) {
  if (pair.token.is_zero()) return std::string();
  return keys.open(kind, pair.sealed);
}
inline Result<std::string> open_blob(const keys::Keys& keys, keys::NameKind kind,
                                     const std::string& sealed) {
  if (sealed.empty()) return std::string();
  return keys.open_blob(kind, sealed);
}

inline meta::Token instance_token(const keys::Keys& keys,
                                  const std::optional<std::string>& instance) {
  if (!instance) return {};
  return meta::Token{keys.token(keys::NameKind::kGroupInstance, *instance)};
}

}  // namespace ringfence::agent
