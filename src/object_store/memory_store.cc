#include "object_store/memory_store.h"

namespace ringfence::store {

std::uint64_t MemoryStore::total_bytes() const {
  std::uint64_t total = 0;
  for (const auto& [key, stored] : objects_) total += stored.body.size();
  return total;
}

Result<void> MemoryStore::check(const std::string& key, const async::Deadline& deadline) const {
  if (deadline.cancel.cancelled() || loop_.dead()) return Error(ErrorCode::kCancelled);
  if (deadline.passed(loop_)) return Error(ErrorCode::kTimeout);
  if (const auto problem = key_problem(key); !problem.empty()) {
    return Error(ErrorCode::kInvalid, std::string(problem));
  }
  return {};
}

bool MemoryStore::key_conflicts(const std::string& key) const {
  for (std::size_t i = key.find('/'); i != std::string::npos; i = key.find('/', i + 1)) {
    if (objects_.contains(key.substr(0, i))) return true;
  }
  const std::string below = key + "/";
  const auto next = objects_.lower_bound(below);
  return next != objects_.end() && next->first.starts_with(below);
}

async::Task<Result<Etag>> MemoryStore::put(std::string key, bytes::Chain body, PutOptions options,
                                           async::Deadline deadline) {
  RF_CO_TRY(check(key, deadline));
  if (key_conflicts(key)) co_return Error(ErrorCode::kInvalid, "key is a prefix of another key");
  const auto found = objects_.find(key);
  if (options.condition == PutCondition::kIfAbsent && found != objects_.end()) {
    co_return Error(ErrorCode::kAlreadyExists);
  }
  if (options.condition == PutCondition::kIfMatch &&
      (found == objects_.end() || found->second.etag != options.if_match)) {
    co_return Error(ErrorCode::kPreconditionFailed);
  }
  Stored stored{std::move(body), "v" + std::to_string(next_version_++)};
  Etag etag = stored.etag;
  objects_.insert_or_assign(std::move(key), std::move(stored));
  co_return etag;
}

async::Task<Result<GetResult>> MemoryStore::get(std::string key, std::uint64_t offset,
                                                std::optional<std::uint64_t> length,
                                                async::Deadline deadline) {
  RF_CO_TRY(check(key, deadline));
  const auto found = objects_.find(key);
  if (found == objects_.end()) co_return Error(ErrorCode::kNotFound, "no object " + key);
  const Stored& stored = found->second;
  RF_CO_TRY_ASSIGN(const RangeToRead range, clip_range(stored.body.size(), offset, length));
  co_return GetResult{stored.body.sub(range.offset, range.length).flatten(), stored.body.size(),
                      stored.etag};
}

async::Task<Result<ObjectInfo>> MemoryStore::head(std::string key, async::Deadline deadline) {
  RF_CO_TRY(check(key, deadline));
  const auto found = objects_.find(key);
  if (found == objects_.end()) co_return Error(ErrorCode::kNotFound, "no object " + key);
  co_return ObjectInfo{key, found->second.body.size(), found->second.etag};
}

async::Task<Result<void>> MemoryStore::remove(std::string key, async::Deadline deadline) {
  RF_CO_TRY(check(key, deadline));
  objects_.erase(key);
  co_return Result<void>();
}

async::Task<Result<ListPage>> MemoryStore::list(std::string prefix, std::string after,
                                                async::Deadline deadline) {
  RF_CO_TRY(check("list", deadline));
  ListPage page;
  auto at = after < prefix ? objects_.lower_bound(prefix) : objects_.upper_bound(after);
  for (; at != objects_.end() && at->first.starts_with(prefix); ++at) {
    if (page.objects.size() == kListPageKeysMax) {
      page.next = page.objects.back().key;
      break;
    }
    page.objects.push_back({at->first, at->second.body.size(), at->second.etag});
  }
  co_return page;
}

}  // namespace ringfence::store
