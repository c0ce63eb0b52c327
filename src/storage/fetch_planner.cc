#include "storage/fetch_planner.h"

namespace ringfence::storage {

PlannedRun planned(const meta::State& state, const meta::Run& run) {
  const meta::ObjectInfo& object = state.object(run);
  return {object.id,       object.size_bytes,    run.position,       run.byte_length,
          run.base_offset, run.last().value + 1, run.max_timestamp()};
}

std::vector<PlannedRun> plan_fetch(const meta::State& state, const TopicPartition& partition,
                                   Offset offset, std::size_t bytes_max) {
  std::vector<PlannedRun> plan;
  std::size_t behind_first = 0;
  for (const meta::Run& run : state.find(partition.topic, partition.partition, offset)) {
    if (behind_first > bytes_max || plan.size() == kPlannedRunsMax) break;
    if (!plan.empty()) behind_first += run.byte_length;
    plan.push_back(planned(state, run));
  }
  return plan;
}

}  // namespace ringfence::storage
