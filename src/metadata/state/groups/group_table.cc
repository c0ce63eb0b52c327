#include "metadata/state/groups/group_table.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ringfence::meta {

const Group* GroupTable::find(const Uuid& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second.get();
}

Group* GroupTable::find(const Uuid& id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second.get();
}

const Group* GroupTable::find_by_token(const Token& token) const {
  const auto found = by_token_.find(token);
  return found == by_token_.end() ? nullptr : found->second;
}

std::vector<const Group*> GroupTable::sorted() const {
  std::vector<const Group*> list;
  list.reserve(by_id_.size());
  for (const auto& [id, group] : by_id_) list.push_back(group.get());
  std::ranges::sort(list, {}, [](const Group* group) { return group->id; });
  return list;
}

Group& GroupTable::add(const Uuid& id, const NamePair& name) {
  if (Group* known = find(id)) return *known;
  const auto same_name = by_token_.find(name.token);
  if (same_name != by_token_.end()) return *same_name->second;
  auto group = std::make_unique<Group>();
  group->id = id;
  group->name = name;
  Group& added = *group;
  by_token_[name.token] = &added;
  by_id_[id] = std::move(group);
  return added;
}

void GroupTable::remove(const Uuid& id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return;
  offsets_ -= found->second->offsets.size();
  by_token_.erase(found->second->name.token);
  by_id_.erase(found);
}

void GroupTable::put_offset(Group& group, const TopicPartition& partition,
                            CommittedOffset committed) {
  const auto [entry, inserted] = group.offsets.insert_or_assign(partition, std::move(committed));
  if (inserted) ++offsets_;
}

void GroupTable::remove_offset(Group& group, const TopicPartition& partition) {
  offsets_ -= group.offsets.erase(partition);
}

void GroupTable::remove_topic(const TopicId& topic) {
  const TopicPartition first{topic, PartitionIndex(std::numeric_limits<std::int32_t>::min())};
  for (auto& [id, group] : by_id_) {
    auto& offsets = group->offsets;
    auto at = offsets.lower_bound(first);
    while (at != offsets.end() && at->first.topic == topic) {
      at = offsets.erase(at);
      --offsets_;
    }
  }
}

}  // namespace ringfence::meta
