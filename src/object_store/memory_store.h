// An object store in memory, for tests and for the base of the simulator's faulty one. Nothing
// outlives it.
#pragma once

#include <map>
#include <string>

#include "object_store/object_store.h"

namespace ringfence::store {

// Keeps bodies by reference, without copying. Calls finish without suspending. A dead loop's store
// does nothing.
class MemoryStore final : public ObjectStore {
 public:
  explicit MemoryStore(async::Loop& loop) : loop_(loop) {}

  async::Task<Result<Etag>> put(std::string key, bytes::Chain body, PutOptions options,
                                async::Deadline deadline) override;
  async::Task<Result<GetResult>> get(std::string key, std::uint64_t offset,
                                     std::optional<std::uint64_t> length,
                                     async::Deadline deadline) override;
  async::Task<Result<ObjectInfo>> head(std::string key, async::Deadline deadline) override;
  async::Task<Result<void>> remove(std::string key, async::Deadline deadline) override;
  async::Task<Result<ListPage>> list(std::string prefix, std::string after,
                                     async::Deadline deadline) override;

  std::size_t object_count() const { return objects_.size(); }
  std::uint64_t total_bytes() const;

 private:
  struct Stored {
    bytes::Chain body;
    Etag etag;
  };
  Result<void> check(const std::string& key, const async::Deadline& deadline) const;
  // True when another key is a whole-component prefix of `key`, or `key` of another.
  bool key_conflicts(const std::string& key) const;

  async::Loop& loop_;
  std::map<std::string, Stored> objects_;
  std::uint64_t next_version_ = 1;
};

}  // namespace ringfence::store
