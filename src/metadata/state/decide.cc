#include "metadata/state/decide.h"

#include "base/assert.h"
#include "metadata/state/deciders.h"
#include "metadata/state/evolver.h"

namespace ringfence::meta {
namespace {

struct Decider {
  const State& state;
  const DecideContext& context;

  Outcome operator()(const RegisterSession& c) { return decide_register(state, c, context); }
  Outcome operator()(const EndSession& c) { return decide_end(state, c, context); }
  Outcome operator()(const CreateTopic& c) { return decide_create_topic(state, c, context); }
  Outcome operator()(const DeleteTopic& c) { return decide_delete_topic(state, c, context); }
  Outcome operator()(const CommitObject& c) { return decide_commit(state, c, context); }
  Outcome operator()(const InitProducerId& c) { return decide_init_producer(state, c, context); }
  Outcome operator()(const ExpireProducers& c) { return decide_expire(state, c, context); }
  Outcome operator()(const PutGroup& c) { return decide_put_group(state, c, context); }
  Outcome operator()(const AssignGroup& c) { return decide_assign_group(state, c, context); }
  Outcome operator()(const RemoveGroupMembers& c) {
    return decide_remove_members(state, c, context);
  }
  Outcome operator()(const ReplaceGroupMember& c) {
    return decide_replace_member(state, c, context);
  }
  Outcome operator()(const CommitOffsets& c) { return decide_commit_offsets(state, c, context); }
  Outcome operator()(const DeleteOffsets& c) { return decide_delete_offsets(state, c, context); }
  Outcome operator()(const DeleteGroup& c) { return decide_delete_group(state, c, context); }
  Outcome operator()(const ExpireOffsets& c) { return decide_expire_offsets(state, c, context); }
};

}  // namespace

Outcome decide(const State& state, const Command& command, const DecideContext& context) {
  RF_ASSERT(state.mode() == Mode::kFull, "only a full state decides");
  return std::visit(Decider{state, context}, command);
}

void evolve(State& state, const Decision& decision) {
  std::visit(Evolver(state, decision.time), decision.body);
}

}  // namespace ringfence::meta
