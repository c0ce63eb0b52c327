// The object id cipher of storage, with the keys of the cluster.
#pragma once

#include "keys/keys.h"
#include "storage/object_ids.h"

namespace ringfence::agent {

// The keys outlive it.
class KeyedObjectIds final : public storage::ObjectIdCipher {
 public:
  explicit KeyedObjectIds(const keys::Keys& keys) : keys_(keys) {}
  ObjectId seal(SessionId session, FlushCounter counter) const override {
    return keys_.object_id(session, counter);
  }
  Opened open(const ObjectId& id) const override {
    const auto origin = keys_.object_origin(id);
    return {origin.session, origin.counter};
  }

 private:
  const keys::Keys& keys_;
};

}  // namespace ringfence::agent
