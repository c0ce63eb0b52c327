#include "metadata/state/objects/object_table.h"

#include <algorithm>

namespace ringfence::meta {

const ObjectInfo* ObjectTable::find(const ObjectId& id) const {
  const std::uint32_t found = slot(id);
  return found == kNoSlot ? nullptr : &objects_[found];
}

std::uint32_t ObjectTable::slot(const ObjectId& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? kNoSlot : found->second;
}

std::vector<ObjectId> ObjectTable::unreferenced(std::size_t limit) const {
  std::vector<ObjectId> ids;
  for (const ObjectId& id : unreferenced_) {
    if (ids.size() >= limit) break;
    ids.push_back(id);
  }
  return ids;
}

std::vector<std::uint32_t> ObjectTable::sorted() const {
  std::vector<std::uint32_t> slots;
  slots.reserve(objects_.live());
  for (std::uint32_t slot = 0; slot < objects_.end(); ++slot) {
    if (!objects_[slot].id.is_zero()) slots.push_back(slot);
  }
  std::ranges::sort(slots, {},
                    [this](std::uint32_t slot) -> const ObjectId& { return objects_[slot].id; });
  return slots;
}

std::uint32_t ObjectTable::add(const ObjectInfo& info) {
  const auto [entry, inserted] = by_id_.try_emplace(info.id, kNoSlot);
  if (!inserted) return entry->second;
  const std::uint32_t slot = objects_.allocate();
  entry->second = slot;
  objects_[slot] = info;
  objects_[slot].live_runs = 0;
  return slot;
}

void ObjectTable::add_reference(std::uint32_t slot) {
  if (objects_[slot].live_runs++ == 0) unreferenced_.erase(objects_[slot].id);
}

void ObjectTable::drop_reference(std::uint32_t slot) {
  if (objects_[slot].live_runs == 0) return;
  if (--objects_[slot].live_runs == 0) unreferenced_.insert(objects_[slot].id);
}

void ObjectTable::settle(std::uint32_t slot) {
  if (objects_[slot].live_runs == 0) unreferenced_.insert(objects_[slot].id);
}

}  // namespace ringfence::meta
