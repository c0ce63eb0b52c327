// Groups by id and by name token. Part of every state, also of an agent's replica: that is where
// OffsetFetch reads.
#pragma once

#include <memory>
#include <vector>

#include "base/hash_map.h"
#include "metadata/state/groups/group_types.h"

namespace ringfence::meta {

class GroupTable {
 public:
  const Group* find(const Uuid& id) const;
  const Group* find_by_token(const Token& token) const;
  Group* find(const Uuid& id);
  // Ascending by id, so that the order is the same in every process.
  std::vector<const Group*> sorted() const;
  std::size_t size() const { return by_id_.size(); }
  std::size_t offset_count() const { return offsets_; }

  // A known id or token is ignored: the group that has it is returned.
  Group& add(const Uuid& id, const NamePair& name);
  void remove(const Uuid& id);
  void put_offset(Group& group, const TopicPartition& partition, CommittedOffset committed);
  void remove_offset(Group& group, const TopicPartition& partition);
  // A topic is gone: so is what was committed for it.
  void remove_topic(const TopicId& topic);

 private:
  HashMap<Uuid, std::unique_ptr<Group>> by_id_;
  HashMap<Token, Group*> by_token_;
  std::size_t offsets_ = 0;
};

}  // namespace ringfence::meta
