// The judging half of each part. Internal: callers use decide() of decide.h.
#pragma once

#include "metadata/state/decide.h"

namespace ringfence::meta {

inline Outcome refuse(DecideError error, Answer answer = {}) {
  return {.error = error, .answer = std::move(answer), .decision = std::nullopt};
}

inline Outcome decided(const DecideContext& context, DecisionBody body, Answer answer) {
  return {.error = DecideError::kNone,
          .answer = std::move(answer),
          .decision = Decision{.time = context.now,
                               .actor = context.actor,
                               .request_id = context.request_id,
                               .body = std::move(body)}};
}

Outcome decide_register(const State&, const RegisterSession&, const DecideContext&);
Outcome decide_end(const State&, const EndSession&, const DecideContext&);
Outcome decide_create_topic(const State&, const CreateTopic&, const DecideContext&);
Outcome decide_delete_topic(const State&, const DeleteTopic&, const DecideContext&);
Outcome decide_init_producer(const State&, const InitProducerId&, const DecideContext&);
Outcome decide_expire(const State&, const ExpireProducers&, const DecideContext&);
Outcome decide_put_group(const State&, const PutGroup&, const DecideContext&);
Outcome decide_assign_group(const State&, const AssignGroup&, const DecideContext&);
Outcome decide_remove_members(const State&, const RemoveGroupMembers&, const DecideContext&);
Outcome decide_replace_member(const State&, const ReplaceGroupMember&, const DecideContext&);
Outcome decide_commit_offsets(const State&, const CommitOffsets&, const DecideContext&);
Outcome decide_delete_offsets(const State&, const DeleteOffsets&, const DecideContext&);
Outcome decide_delete_group(const State&, const DeleteGroup&, const DecideContext&);
Outcome decide_expire_offsets(const State&, const ExpireOffsets&, const DecideContext&);

}  // namespace ringfence::meta
