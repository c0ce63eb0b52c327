#include "metadata/state/topics/topic_table.h"

#include <algorithm>

namespace ringfence::meta {
namespace {

template <class Map, class Key>
std::uint32_t slot_in(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? kNoSlot : found->second;
}

}  // namespace

const Topic* TopicTable::find(const TopicId& id) const {
  const std::uint32_t slot = slot_in(by_id_, id);
  return slot == kNoSlot ? nullptr : &topics_[slot];
}

const Topic* TopicTable::find_by_token(const Token& token) const {
  const std::uint32_t slot = slot_in(by_token_, token);
  return slot == kNoSlot ? nullptr : &topics_[slot];
}

const Topic* TopicTable::find_by_collision_token(const Token& token) const {
  const std::uint32_t slot = slot_in(by_collision_token_, token);
  return slot == kNoSlot ? nullptr : &topics_[slot];
}

std::uint32_t TopicTable::slot(const TopicId& id, PartitionIndex partition) const {
  const Topic* topic = find(id);
  if (topic == nullptr || partition.value < 0 || partition.value >= topic->partition_count()) {
    return kNoSlot;
  }
  return topic->partitions[static_cast<std::size_t>(partition.value)];
}

std::vector<const Topic*> TopicTable::sorted() const {
  std::vector<const Topic*> topics;
  topics.reserve(topics_.live());
  // Collected in slot order, then sorted: the order of the hash table never shows.
  for (std::uint32_t slot = 0; slot < topics_.end(); ++slot) {
    if (!topics_[slot].partitions.empty()) topics.push_back(&topics_[slot]);
  }
  std::ranges::sort(topics, {}, [](const Topic* topic) -> const TopicId& { return topic->id; });
  return topics;
}

void TopicTable::add(Topic topic, std::int32_t partition_count) {
  if (partition_count <= 0 || by_id_.contains(topic.id)) return;
  const std::uint32_t slot = topics_.allocate();
  topic.partitions.clear();
  topic.partitions.reserve(static_cast<std::size_t>(partition_count));
  for (std::int32_t index = 0; index < partition_count; ++index) {
    const std::uint32_t partition_slot = partitions_.allocate();
    partitions_[partition_slot].topic = slot;
    partitions_[partition_slot].index = index;
    topic.partitions.push_back(partition_slot);
  }
  by_id_[topic.id] = slot;
  by_token_[topic.name.token] = slot;
  by_collision_token_[topic.collision_token] = slot;
  topics_[slot] = std::move(topic);
}

void TopicTable::remove(const TopicId& id) {
  const std::uint32_t slot = slot_in(by_id_, id);
  if (slot == kNoSlot) return;
  const Topic& topic = topics_[slot];
  for (const std::uint32_t partition_slot : topic.partitions) partitions_.release(partition_slot);
  // A decision may name a token that a later topic took over; only our own entries go.
  if (slot_in(by_token_, topic.name.token) == slot) by_token_.erase(topic.name.token);
  if (slot_in(by_collision_token_, topic.collision_token) == slot) {
    by_collision_token_.erase(topic.collision_token);
  }
  by_id_.erase(id);
  topics_.release(slot);
}

}  // namespace ringfence::meta
