// The state machine's two halves (ARCHITECTURE rule 1).
//
//   decide: looks at the state and a command, judges, and says what should happen. Reads only.
//   evolve: makes a decision true. Total: it never fails and never judges, so new code cannot
//   change history.
//
// The sequencer runs decide, then evolve, then appends the decisions of the round as one record;
// restart, standby, agents' replicas and snapshots run evolve alone. An answer may leave the
// process only when the newest decision that the state contained at decide time is durable.
#pragma once

#include <optional>

#include "metadata/state/commands.h"
#include "metadata/state/decisions.h"
#include "metadata/state/state.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

struct DecideContext {
  UnixMillis now;  // the leader's wall clock: recorded, and the last-use time of producers
  Uuid fresh_id;   // never used before; becomes the topic id of a CreateTopic
  NamePair actor;  // who asks
  Uuid request_id;
};

struct Outcome {
  DecideError error =
      DecideError::kNone;  // refusal of the command as a whole; commits also have one per entry
  Answer answer;           // the answer type of the command, or monostate when refused
  std::optional<Decision> decision;  // absent: nothing to log (a refusal, a retry, validate_only)
};

// `state` must be a full one (Mode::kFull).
Outcome decide(const State& state, const Command& command, const DecideContext& context);
// The hot command without the variant.
Outcome decide_commit(const State& state, const CommitObject& commit, const DecideContext& context);

void evolve(State& state, const Decision& decision);

}  // namespace ringfence::meta
