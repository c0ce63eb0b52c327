#include "storage/block_cache.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/assert.h"
#include "base/deliberate_bugs.h"
#include "storage/object_ids.h"

namespace ringfence::storage {
namespace {

// Objects up to this size are copied when kept: one small buffer instead of many pinned receive
// buffers.
constexpr std::size_t kCopyBytesMax = 64u << 10;

}  // namespace

std::size_t BlockCache::BlockKeyHash::operator()(const BlockKey& key) const noexcept {
  return SaltedHash<ObjectId>{}(key.object) + key.index * 0x9E3779B97F4A7C15ull;
}

BlockCache::BlockCache(async::Loop& loop, store::ObjectStore& store, BlockCacheOptions options)
    : loop_(loop),
      store_(store),
      options_(options),
      loading_(loop, options.loading_bytes_max),
      loads_(loop) {
  RF_ASSERT(options_.block_bytes > 0, "blocks are not empty");
}

BlockCache::~BlockCache() = default;

async::Task<void> BlockCache::stop() {
  cancel_.cancel();
  co_await loads_.join();
}

void BlockCache::keep(const ObjectId& id, const bytes::Chain& object, std::size_t retained_bytes) {
  if (recent_by_id_.contains(id)) return;
  Recent recent;
  recent.id = id;
  if (object.size() <= kCopyBytesMax || retained_bytes > 2 * object.size()) {
    std::vector<std::byte> copy;
    copy.reserve(object.size());
    for (const bytes::Slice& slice : object.slices()) {
      copy.insert(copy.end(), slice.data(), slice.data() + slice.size());
    }
    recent.object = bytes::Chain(bytes::Slice::from_vector(std::move(copy)));
    recent.charged = object.size();
  } else {
    recent.object = object;
    recent.charged = std::max(retained_bytes, object.size());
  }
  // A slice is a pointer pair and a count; many small ones weigh something themselves.
  recent.charged += recent.object.slices().size() * sizeof(bytes::Slice);
  recent.starts.reserve(recent.object.slices().size());
  std::uint64_t position = 0;
  for (const bytes::Slice& slice : recent.object.slices()) {
    recent.starts.push_back(position);
    position += slice.size();
  }
  recent.charged += recent.starts.size() * sizeof(std::uint64_t);
  stats_.recent_bytes += recent.charged;
  recent_.push_front(std::move(recent));
  recent_by_id_.emplace(id, recent_.begin());
  evict_recent();
}

void BlockCache::evict_recent() {
  while (stats_.recent_bytes > options_.recent_bytes_max && !recent_.empty()) {
    stats_.recent_bytes -= recent_.back().charged;
    recent_by_id_.erase(recent_.back().id);
    recent_.pop_back();
    ++stats_.evictions;
  }
}

bytes::Chain BlockCache::Recent::range(std::uint64_t position, std::uint64_t length) const {
  bytes::Chain out;
  auto at = static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end(), position) -
                                     starts.begin() - 1);
  for (; length > 0; ++at) {
    const bytes::Slice& slice = object.slices()[at];
    const std::size_t skip = position - starts[at];
    const std::size_t take = std::min<std::uint64_t>(length, slice.size() - skip);
    out.append(slice.sub(skip, take));
    position += take;
    length -= take;
  }
  return out;
}

void BlockCache::drop(const std::shared_ptr<Block>& block) {
  const auto found = blocks_by_key_.find(block->key);
  if (found != blocks_by_key_.end() && found->second == block) blocks_by_key_.erase(found);
  if (block->listed) {
    stats_.block_bytes -= block->charged;
    blocks_.erase(block->place);
    block->listed = false;
  }
}

void BlockCache::evict_blocks() {
  while (stats_.block_bytes > options_.block_bytes_max && !blocks_.empty()) {
    drop(std::shared_ptr<Block>(blocks_.back()));
    ++stats_.evictions;
  }
}

void BlockCache::forget(const ObjectId& id) {
  if (const auto found = recent_by_id_.find(id); found != recent_by_id_.end()) {
    stats_.recent_bytes -= found->second->charged;
    recent_.erase(found->second);
    recent_by_id_.erase(found);
  }
  for (auto at = blocks_.begin(); at != blocks_.end();) {
    const std::shared_ptr<Block> block = *at++;
    if (block->key.object == id) drop(block);
  }
}

std::shared_ptr<BlockCache::Block> BlockCache::find(const BlockKey& key) {
  if (const auto found = blocks_by_key_.find(key); found != blocks_by_key_.end()) {
    return found->second;
  }
  if (deliberate_bug(DeliberateBug::kStaleCacheBlock)) {
    for (const auto& block : blocks_) {
      if (block->key.index == key.index) return block;
    }
  }
  return nullptr;
}

async::Task<void> BlockCache::load(std::shared_ptr<Block> block, std::uint64_t object_size) {
  const std::uint64_t position = block->key.index * options_.block_bytes;
  const std::uint64_t length =
      std::min<std::uint64_t>(options_.block_bytes, object_size - position);
  async::Deadline deadline = async::Deadline::after(loop_, options_.load_timeout, cancel_.token());
  Result<bytes::Slice> loaded = Error(ErrorCode::kCancelled);
  auto room = co_await loading_.acquire(length, deadline);
  if (!room) {
    loaded = room.error();
  } else {
    ++stats_.gets;
    auto got = co_await store_.get(object_key(block->key.object), position, length, deadline);
    loading_.release(length);
    if (!got) {
      loaded = std::move(got).error();
      // The object ends before the index says it does.
      if (loaded.error().is(ErrorCode::kInvalid))
        loaded = Error(ErrorCode::kCorrupt, "object too short");
    } else if (got->data.size() != length || got->object_size_bytes != object_size) {
      loaded = Error(ErrorCode::kCorrupt, fmt::format("object has {} bytes, not {}",
                                                      got->object_size_bytes, object_size));
    } else {
      loaded = std::move(got->data);
    }
  }
  if (loaded) {
    stats_.get_bytes += length;
    block->data = *std::move(loaded);
    block->charged = length + sizeof(Block);
    blocks_.push_front(block);
    block->place = blocks_.begin();
    block->listed = true;
    stats_.block_bytes += block->charged;
    block->state = Block::State::kLoaded;
    evict_blocks();
  } else {
    // Whoever waits gets the error; the next one to ask starts anew.
    ++stats_.get_failures;
    block->error = std::move(loaded).error();
    block->state = Block::State::kFailed;
    drop(block);
  }
  block->done.wake_all();
}

async::Task<Result<std::shared_ptr<BlockCache::Block>>> BlockCache::block(
    BlockKey key, std::uint64_t object_size, async::Deadline deadline) {
  std::shared_ptr<Block> block = find(key);
  if (block == nullptr) {
    if (cancel_.cancelled()) co_return Error(ErrorCode::kCancelled);
    block = std::make_shared<Block>(loop_, key);
    blocks_by_key_.emplace(key, block);
    loads_.spawn(load(block, object_size));
  } else if (block->state == Block::State::kLoading) {
    ++stats_.joined;
  } else {
    ++stats_.block_hits;
    if (block->listed) blocks_.splice(blocks_.begin(), blocks_, block->place);
  }
  while (block->state == Block::State::kLoading) {
    const async::Wake wake = co_await block->done.wait(deadline);
    if (block->state != Block::State::kLoading) break;
    if (wake == async::Wake::kTimeout)
      co_return Error(ErrorCode::kTimeout, "waiting for the store");
    if (wake == async::Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
  }
  if (block->state == Block::State::kFailed) co_return block->error;
  co_return block;
}

async::Task<Result<CachedRange>> BlockCache::read(ObjectId id, std::uint64_t object_size,
                                                  std::uint64_t position, std::uint64_t length,
                                                  async::Deadline deadline) {
  if (position > object_size || length > object_size - position) {
    co_return Error(ErrorCode::kCorrupt, "range outside the object " + id.to_hex());
  }
  if (length == 0) co_return CachedRange{};
  if (const auto found = recent_by_id_.find(id); found != recent_by_id_.end()) {
    ++stats_.recent_hits;
    recent_.splice(recent_.begin(), recent_, found->second);
    if (found->second->object.size() != object_size) {
      co_return Error(ErrorCode::kCorrupt, "size of object " + id.to_hex());
    }
    co_return CachedRange{found->second->range(position, length), true};
  }
  const std::uint64_t first = position / options_.block_bytes;
  const std::uint64_t last = (position + length - 1) / options_.block_bytes;
  // Start all missing loads before waiting for the first.
  for (std::uint64_t index = first + 1; index <= last; ++index) {
    const BlockKey key{id, index};
    if (find(key) != nullptr || cancel_.cancelled()) continue;
    auto block = std::make_shared<Block>(loop_, key);
    blocks_by_key_.emplace(key, block);
    loads_.spawn(load(block, object_size));
  }
  CachedRange out;
  for (std::uint64_t index = first; index <= last; ++index) {
    auto got = co_await block(BlockKey{id, index}, object_size, deadline);
    if (!got) {
      Error error = std::move(got).error();
      error.detail = "object " + id.to_hex() + (error.detail.empty() ? "" : ": " + error.detail);
      co_return error;
    }
    const std::uint64_t start = index * options_.block_bytes;
    const std::uint64_t from = position > start ? position - start : 0;
    const std::uint64_t to =
        std::min<std::uint64_t>(position + length - start, options_.block_bytes);
    if (to > (*got)->data.size()) co_return Error(ErrorCode::kCorrupt, "object " + id.to_hex());
    out.bytes.append((*got)->data.sub(from, to - from));
  }
  co_return out;
}

}  // namespace ringfence::storage
