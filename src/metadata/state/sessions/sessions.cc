// Registering and ending agents' sessions.
#include "metadata/state/deciders.h"
#include "metadata/state/evolver.h"

namespace ringfence::meta {

Outcome decide_register(const State& state, const RegisterSession& command,
                        const DecideContext& context) {
  if (command.agent.sealed.size() > kSealedBytesMax || command.endpoints.size() > kSealedBytesMax) {
    return refuse(DecideError::kInvalidRequest);
  }
  if (state.session_table().size() >= kLiveSessionsMax) return refuse(DecideError::kPolicy);
  const SessionId id = state.session_table().next();
  return decided(context,
                 SessionRegistered{.session = id,
                                   .node = command.node,
                                   .agent = command.agent,
                                   .endpoints = command.endpoints},
                 RegisterSessionAnswer{.session = id});
}

Outcome decide_end(const State& state, const EndSession& command, const DecideContext& context) {
  if (state.find_session(command.session) != nullptr) {
    return decided(context, SessionEnded{.session = command.session}, EndSessionAnswer{});
  }
  // Ending it twice is a retry, not an error.
  const bool was_given =
      command.session.value > 0 && command.session < state.session_table().next();
  if (!was_given) return refuse(DecideError::kSessionUnknown);
  return {.error = DecideError::kNone, .answer = EndSessionAnswer{}, .decision = std::nullopt};
}

void Evolver::operator()(const SessionRegistered& decision) {
  if (!full_) return;
  sessions_.add(Session{.id = decision.session,
                        .node = decision.node,
                        .agent = decision.agent,
                        .endpoints = decision.endpoints,
                        .last_counter = FlushCounter(0),
                        .results = {}});
}

void Evolver::operator()(const SessionEnded& decision) {
  if (full_) sessions_.end(decision.session);
}

}  // namespace ringfence::meta
