// Data objects that the state knows, with counts of what refers to them.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "base/hash_map.h"
#include "base/ids.h"
#include "metadata/state/pool.h"

namespace ringfence::meta {

struct ObjectInfo {
  ObjectId id;
  std::uint64_t size_bytes = 0;
  SessionId session;  // who wrote it
  FlushCounter counter;
  std::uint32_t live_runs = 0;  // index entries that refer to it
};

class ObjectTable {
 public:
  const ObjectInfo& at(std::uint32_t slot) const { return objects_[slot]; }
  const ObjectInfo* find(const ObjectId& id) const;
  // kNoSlot if unknown.
  std::uint32_t slot(const ObjectId& id) const;
  std::size_t size() const { return objects_.live(); }
  // Ascending by id, at most `limit`.
  std::vector<ObjectId> unreferenced(std::size_t limit) const;
  std::size_t unreferenced_count() const { return unreferenced_.size(); }
  // Slots of all objects, ascending by object id.
  std::vector<std::uint32_t> sorted() const;

  // A new object without references, or the known one's slot. Ids are not zero. Call settle() when
  // its references have been added.
  std::uint32_t add(const ObjectInfo& info);
  // Lists the object as unreferenced if it is.
  void settle(std::uint32_t slot);
  void add_reference(std::uint32_t slot);
  void drop_reference(std::uint32_t slot);

 private:
  Pool<ObjectInfo> objects_;
  HashMap<ObjectId, std::uint32_t> by_id_;
  std::set<ObjectId> unreferenced_;
};

}  // namespace ringfence::meta
