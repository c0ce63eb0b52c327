// A simulated bucket: strongly consistent, with log-normal latency, and with effects that may come
// late, unseen or never. Each node reaches it through a SimStore of its own, which dies with the
// node; the bucket outlives all.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "async/sim_loop.h"
#include "base/random.h"
#include "object_store/object_store.h"

namespace ringfence::sim {

struct StoreFaults {
  double latency_median_ms = 8;
  double latency_sigma = 0.6;  // of the logarithm
  double refused = 0;          // 503: no effect, kUnavailable
  double slow = 0;             // takes up to slow_max
  Duration slow_max{seconds(20)};
  double lost_answer = 0;  // the effect happens, the answer never comes
  double late_effect = 0;  // no answer, and the effect happens up to late_max afterwards
  Duration late_max{seconds(30)};
  double never = 0;            // no answer, and no effect ever
  double flipped_bit = 0;      // a GET returns one wrong bit
  MonotonicTime out_until{0};  // nothing is answered before this
  bool full = false;           // PUTs end as kOutOfSpace
};

struct StoreStats {
  std::uint64_t puts = 0;
  std::uint64_t gets = 0;
  std::uint64_t bytes_put = 0;
  std::uint64_t refused = 0;
  std::uint64_t slow = 0;
  std::uint64_t lost_answers = 0;
  std::uint64_t late_effects = 0;
  std::uint64_t never = 0;
  std::uint64_t flipped_bits = 0;
  std::uint64_t landed_after_death = 0;  // PUTs of a node that had died before they took effect
  std::uint64_t different_bytes =
      0;  // an unconditional PUT replaced an object by other bytes (rule 6)
};

class SimBucket {
 public:
  SimBucket(async::SimScheduler& scheduler, std::uint64_t seed);

  StoreFaults& faults() { return faults_; }
  const StoreStats& stats() const { return stats_; }
  // The store as a living node sees it. Loop and bucket outlive it.
  std::unique_ptr<store::ObjectStore> attach(async::SimLoop& loop);

  // What is in it now, without faults or latency: for the auditor. Null: nothing.
  const bytes::Slice* find(const std::string& key) const;
  const std::map<std::string, store::ObjectInfo> listing() const;
  std::uint64_t objects() const { return objects_.size(); }
  // Removes behind everybody's back.
  bool lose(const std::string& key) { return objects_.erase(key) > 0; }

 private:
  friend class SimStore;
  struct Object {
    bytes::Slice data;
    std::uint64_t version;
  };
  // How one call goes: when it takes effect (if ever) and when it is answered (if ever).
  struct Fate {
    bool effect = true;
    bool answer = true;
    bool refused = false;
    MonotonicTime effect_at;
    MonotonicTime answer_at;
  };
  Fate draw(bool write);
  Duration draw_latency();
  // As the file store: a key is no folder of another.
  bool conflicts(const std::string& key) const;
  Result<store::Etag> put(const std::string& key, const bytes::Chain& body,
                          const store::PutOptions& options);

  async::SimScheduler& scheduler_;
  Random random_;
  StoreFaults faults_;
  StoreStats stats_;
  std::map<std::string, Object> objects_;
  std::uint64_t next_version_ = 1;
};

}  // namespace ringfence::sim
