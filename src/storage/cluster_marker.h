// Rule 11: one owner of a bucket prefix. The object `cluster` says which cluster owns the bucket;
// it is made once, by conditional create. Format: docs/formats/bucket.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "async/cancel.h"
#include "async/loop.h"
#include "async/task.h"
#include "async/task_group.h"
#include "async/wait.h"
#include "base/ids.h"
#include "base/result.h"
#include "object_store/object_store.h"

namespace ringfence::storage {

inline constexpr std::string_view kClusterMarkerKey = "cluster";

struct ClusterMarker {
  ClusterId cluster;
  std::uint64_t incarnation = 1;  // raised by a restore
  Uuid nonce;                     // of whoever wrote this version
  bool operator==(const ClusterMarker&) const = default;
};

std::string format_cluster_marker(const ClusterMarker& marker);
// kCorrupt: damaged; kUnsupported: a newer version.
Result<ClusterMarker> parse_cluster_marker(std::string_view text);

// kNotFound: nobody owns the bucket.
async::Task<Result<ClusterMarker>> read_cluster_marker(store::ObjectStore& store,
                                                       async::Deadline deadline);

// Makes the marker, or takes the one that this cluster made before. kAlreadyExists: another cluster
// owns the bucket; the text says which, and what to do. A lost answer is settled by reading back
// and comparing (rule 6); unreachable stores are retried until the deadline.
async::Task<Result<ClusterMarker>> claim_bucket(async::Loop& loop, store::ObjectStore& store,
                                                ClusterId cluster, async::Deadline deadline);

// Looks at the marker on a timer. Leader and cleaner ask still_owner() before they commit or
// delete. Lifecycle: make with what claim_bucket() returned, start(), stop(), destroy.
// Single-threaded.
class ClusterGuard {
 public:
  ClusterGuard(async::Loop& loop, store::ObjectStore& store, ClusterMarker own,
               Duration interval = seconds(10));
  void start();
  async::Task<void> stop();

  // False once another cluster, or another incarnation of this one, was seen in the marker. Stays
  // false.
  bool still_owner() const { return lost_.detail.empty(); }
  // Why not, when not.
  const Error& lost() const { return lost_; }
  // Looks now. Failing to read the marker proves nothing and is not an error here.
  async::Task<Result<void>> check(async::Deadline deadline);

 private:
  async::Task<void> run();

  async::Loop& loop_;
  store::ObjectStore& store_;
  ClusterMarker own_;
  Duration interval_;
  Error lost_;
  async::CancelSource cancel_;
  async::TaskGroup tasks_;
};

}  // namespace ringfence::storage
