// The object store seam: what a bucket does, and no more. Implementations: `file` (a directory laid
// out as a bucket), `memory`, and the simulator's faulty one; `s3`, `gcs` and `azure` follow.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "async/task.h"
#include "async/wait.h"
#include "base/result.h"
#include "bytes/slice.h"

namespace ringfence::store {

// Opaque version of a stored object; compare for equality only.
using Etag = std::string;

enum class PutCondition : std::uint8_t {
  kNone,      // data objects: ids are never reused, every retry sends the same bytes (rule 6)
  kIfAbsent,  // conditional create; the loser gets kAlreadyExists
  kIfMatch,   // replace exactly the given version; the loser gets kPreconditionFailed
};

struct PutOptions {
  PutCondition condition = PutCondition::kNone;
  Etag if_match;  // with kIfMatch
};

struct ObjectInfo {
  std::string key;
  std::uint64_t size_bytes = 0;
  Etag etag;
};

struct GetResult {
  bytes::Slice data;
  std::uint64_t object_size_bytes = 0;
  Etag etag;
};

struct ListPage {
  std::vector<ObjectInfo> objects;  // ascending by key
  std::string next;                 // pass as `after` for the next page; empty: the end
};

inline constexpr std::size_t kKeyBytesMax = 1024;
inline constexpr std::size_t kKeyComponentBytesMax = 200;
inline constexpr std::size_t kListPageKeysMax = 1000;

// Keys: 1..1024 bytes of [a-zA-Z0-9._/-], no empty, "." or ".." component, components of at most
// 200 bytes. No key may be a whole-component prefix of another (`a` and `a/b`): kInvalid.
// Single-threaded (the loop's thread). Every call: kCancelled, kTimeout before anything was sent,
// kUnknownOutcome once a write was sent and the answer is missing (it may still land, even later),
// kUnavailable (refused, no effect), kPermission, kOutOfSpace.
class ObjectStore {
 public:
  virtual ~ObjectStore() = default;

  // Durable when it returns. The store reads `body` until it returns; the same chain may be sent
  // again. Without a condition an existing object is replaced as a whole: readers see the old bytes
  // or the new ones.
  virtual async::Task<Result<Etag>> put(std::string key, bytes::Chain body, PutOptions options,
                                        async::Deadline deadline) = 0;

  // Bytes [offset, offset + length) cut at the object's end; length nullopt: to the end. kNotFound:
  // no object; kInvalid: offset at or beyond the end (0 of an empty object is allowed). Never
  // returns fewer bytes than exist in the range (kCorrupt instead).
  virtual async::Task<Result<GetResult>> get(std::string key, std::uint64_t offset,
                                             std::optional<std::uint64_t> length,
                                             async::Deadline deadline) = 0;

  virtual async::Task<Result<ObjectInfo>> head(std::string key, async::Deadline deadline) = 0;

  // Removing what is not there succeeds.
  virtual async::Task<Result<void>> remove(std::string key, async::Deadline deadline) = 0;

  // Up to 1,000 keys that start with `prefix`, strictly after `after`.
  virtual async::Task<Result<ListPage>> list(std::string prefix, std::string after,
                                             async::Deadline deadline) = 0;
};

// Empty when the key is legal, else what is wrong with it.
std::string_view key_problem(std::string_view key);

// For implementations: the part of a requested range that exists, or kInvalid as get() documents.
struct RangeToRead {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};
Result<RangeToRead> clip_range(std::uint64_t object_size_bytes, std::uint64_t offset,
                               std::optional<std::uint64_t> length);

}  // namespace ringfence::store
