#include "metadata/state/state.h"

#include <algorithm>

namespace ringfence::meta {

std::optional<PartitionView> State::find_partition(const TopicId& topic,
                                                   PartitionIndex index) const {
  const std::uint32_t slot = topics_.slot(topic, index);
  if (slot == kNoSlot) return std::nullopt;
  const Partition& partition = topics_.partition(slot);
  return PartitionView{.log_start = Offset(partition.log_start),
                       .high_watermark = Offset(partition.log_end),
                       .last_stable_offset = Offset(partition.log_end),
                       .runs = partition.runs};
}

std::span<const Run> State::find(const TopicId& topic, PartitionIndex index, Offset offset) const {
  const std::uint32_t slot = topics_.slot(topic, index);
  if (slot == kNoSlot) return {};
  const std::span<const Run> runs = topics_.partition(slot).runs;
  const auto first =
      std::ranges::partition_point(runs, [&](const Run& run) { return run.last() < offset; });
  return runs.subspan(static_cast<std::size_t>(first - runs.begin()));
}

const Run* State::find_by_time(const TopicId& topic, PartitionIndex index, UnixMillis at) const {
  const std::uint32_t slot = topics_.slot(topic, index);
  if (slot == kNoSlot) return nullptr;
  // Linear: timestamps need not ascend, and a lookup by time is rare beside appends.
  const std::vector<Run>& runs = topics_.partition(slot).runs;
  const auto found =
      std::ranges::find_if(runs, [&](const Run& run) { return run.max_timestamp_ms >= at.ms; });
  return found == runs.end() ? nullptr : &*found;
}

const Run* State::find_max_timestamp(const TopicId& topic, PartitionIndex index) const {
  const std::uint32_t slot = topics_.slot(topic, index);
  if (slot == kNoSlot) return nullptr;
  const std::vector<Run>& runs = topics_.partition(slot).runs;
  const auto found = std::ranges::max_element(runs, {}, &Run::max_timestamp_ms);
  return found == runs.end() ? nullptr : &*found;
}

}  // namespace ringfence::meta
