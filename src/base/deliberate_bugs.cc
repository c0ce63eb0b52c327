#include "base/deliberate_bugs.h"

#include <array>
#include <cstddef>

namespace ringfence {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(DeliberateBug::kCount)> kNames = {
    "none",
    "ack_before_put",
    "ack_before_commit",
    "ack_before_log_append",
    "commit_before_put",
    "retry_with_new_object",
    "unordered_commit",
    "no_failed_sequence_gate",
    "reorder_partition_batches",
    "different_bytes_on_retry",
    "skip_duplicate_check",
    "skip_epoch_fence",
    "skip_leader_fence",
    "forget_session_results",
    "accept_ended_session",
    "zero_offset_default",
    "snapshot_off_by_one",
    "snapshot_without_producers",
    "reload_keeps_in_flight",
    "log_without_sync",
    "no_read_index",
    "stale_cache_block",
    "serve_beyond_durable",
    "fetch_skips_head_batch",
    "ack_before_replica_applied",
    "snapshot_without_groups",
    "commit_of_old_generation",
    "group_answer_before_durable",
    "stale_offset_fetch",
    "assignment_from_anyone"};

DeliberateBug active = DeliberateBug::kNone;

}  // namespace

std::string_view deliberate_bug_name(DeliberateBug bug) {
  return kNames[static_cast<std::size_t>(bug)];
}

bool set_deliberate_bug(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) {
      active = static_cast<DeliberateBug>(i);
      return true;
    }
  }
  return false;
}

std::string_view active_deliberate_bug() { return deliberate_bug_name(active); }

#ifdef RINGFENCE_DELIBERATE_BUGS
bool deliberate_bug(DeliberateBug bug) { return active == bug; }
#endif

}  // namespace ringfence
