// Object bytes in memory under a byte budget: objects kept at their PUT (tail reads cost no GET and
// no copy), and aligned blocks of older objects, fetched once for all who ask.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "async/cancel.h"
#include "async/loop.h"
#include "async/task.h"
#include "async/task_group.h"
#include "async/wait.h"
#include "base/hash_map.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "bytes/slice.h"
#include "object_store/object_store.h"

namespace ringfence::storage {

struct BlockCacheOptions {
  // Objects kept at PUT, and blocks read from the store. Each is evicted by least recent use.
  std::size_t recent_bytes_max = 64u << 20;
  std::size_t block_bytes_max = 64u << 20;
  // Reads from the store are aligned to this, so that neighbouring small sections share a GET.
  // Stores that bill requests want the object size here.
  std::size_t block_bytes = 1u << 20;
  // Bytes being fetched at once; further misses wait.
  std::size_t loading_bytes_max = 32u << 20;
  Duration load_timeout = seconds(30);
};

struct BlockCacheStats {
  std::uint64_t recent_hits = 0;
  std::uint64_t block_hits = 0;
  std::uint64_t joined = 0;  // misses that another request's GET served
  std::uint64_t gets = 0;
  std::uint64_t get_bytes = 0;
  std::uint64_t get_failures = 0;
  std::uint64_t evictions = 0;
  std::size_t recent_bytes = 0;  // now, by what is really kept alive
  std::size_t block_bytes = 0;   // now
};

struct CachedRange {
  bytes::Chain bytes;
  // False: some of it came from the store and was not checked by whoever wrote it in this process.
  // The reader checks each batch before serving it.
  bool from_own_put = false;
};

// Single-threaded. stop() before destruction: it waits for loads in flight.
class BlockCache {
 public:
  BlockCache(async::Loop& loop, store::ObjectStore& store, BlockCacheOptions options);
  ~BlockCache();
  async::Task<void> stop();

  // An object that this process has just PUT, by reference. `retained_bytes` is what its slices
  // keep alive; when that is much more than the object, or the object is small, the bytes are
  // copied instead.
  void keep(const ObjectId& id, const bytes::Chain& object, std::size_t retained_bytes);

  // [position, position + length) of an object of `object_size` bytes. kNotFound: the object is not
  // in the store; kCorrupt: shorter than it should be; else what the store answered. Errors are not
  // cached, and one waiter's deadline or cancel does not touch the others.
  async::Task<Result<CachedRange>> read(ObjectId id, std::uint64_t object_size,
                                        std::uint64_t position, std::uint64_t length,
                                        async::Deadline deadline);

  // Drops what is cached of an object that failed its checks: the next read asks the store again.
  void forget(const ObjectId& id);

  const BlockCacheStats& stats() const { return stats_; }

 private:
  struct BlockKey {
    ObjectId object;
    std::uint64_t index = 0;
    bool operator==(const BlockKey&) const = default;
  };
  struct BlockKeyHash {
    std::size_t operator()(const BlockKey& key) const noexcept;
  };
  struct Recent {
    ObjectId id;
    bytes::Chain object;
    std::vector<std::uint64_t> starts;  // of each slice: finding a range takes no walk
    std::size_t charged = 0;
    // Lies inside the object.
    bytes::Chain range(std::uint64_t position, std::uint64_t length) const;
  };
  struct Block {
    enum class State : std::uint8_t { kLoading, kLoaded, kFailed };
    Block(async::Loop& loop, BlockKey k) : key(k), done(loop) {}
    BlockKey key;
    State state = State::kLoading;
    bytes::Slice data;
    Error error;
    async::WaitQueue done;
    std::size_t charged = 0;
    bool listed = false;
    std::list<std::shared_ptr<Block>>::iterator place;  // when listed
  };

  async::Task<void> load(std::shared_ptr<Block> block, std::uint64_t object_size);
  async::Task<Result<std::shared_ptr<Block>>> block(BlockKey key, std::uint64_t object_size,
                                                    async::Deadline deadline);
  std::shared_ptr<Block> find(const BlockKey& key);
  void evict_recent();
  void evict_blocks();
  void drop(const std::shared_ptr<Block>& block);

  async::Loop& loop_;
  store::ObjectStore& store_;
  BlockCacheOptions options_;
  BlockCacheStats stats_;

  std::list<Recent> recent_;  // most recently used first
  HashMap<ObjectId, std::list<Recent>::iterator> recent_by_id_;
  std::list<std::shared_ptr<Block>> blocks_;  // loaded ones, most recently used first
  boost::unordered_flat_map<BlockKey, std::shared_ptr<Block>, BlockKeyHash> blocks_by_key_;

  async::Budget loading_;
  async::CancelSource cancel_;
  async::TaskGroup loads_;
};

}  // namespace ringfence::storage
