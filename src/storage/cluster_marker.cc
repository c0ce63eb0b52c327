#include "storage/cluster_marker.h"

#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/log.h"

namespace ringfence::storage {
namespace {

constexpr std::string_view kTitle = "ringfence-cluster 1";
constexpr std::string_view kTitleWord = "ringfence-cluster ";
constexpr std::size_t kMarkerBytesMax = 4096;
constexpr log::Template kOwnershipLost{
    "storage.bucket.lost", "another cluster owns the bucket; nothing is written any more"};

// The value of the line "<name>: <value>".
std::optional<std::string_view> field(std::string_view text, std::string_view name) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.starts_with(name) && line.substr(name.size()).starts_with(": ")) {
      return line.substr(name.size() + 2);
    }
  }
  return std::nullopt;
}

Error owned_by(const ClusterMarker& marker, const ClusterId& own) {
  return Error(ErrorCode::kAlreadyExists,
               fmt::format("the bucket belongs to cluster {} (incarnation {}), not to {}: use an "
                           "empty bucket or prefix, or the data directory that made this one",
                           marker.cluster.to_hex(), marker.incarnation, own.to_hex()));
}

bool worth_retrying(const Error& error) {
  return error.is(ErrorCode::kUnavailable) || error.is(ErrorCode::kUnknownOutcome) ||
         error.is(ErrorCode::kTimeout);
}

}  // namespace

std::string format_cluster_marker(const ClusterMarker& marker) {
  return fmt::format("{}\ncluster: {}\nincarnation: {}\nnonce: {}\n", kTitle,
                     marker.cluster.to_hex(), marker.incarnation, marker.nonce.to_hex());
}

Result<ClusterMarker> parse_cluster_marker(std::string_view text) {
  const Error damaged(ErrorCode::kCorrupt, "the bucket's cluster marker is damaged");
  if (!text.starts_with(kTitleWord)) return damaged;
  if (text.substr(0, text.find('\n')) != kTitle) {
    return Error(ErrorCode::kUnsupported, "the bucket's cluster marker has a newer version");
  }
  const auto cluster = field(text, "cluster");
  const auto incarnation = field(text, "incarnation");
  const auto nonce = field(text, "nonce");
  if (!cluster || !incarnation || !nonce) return damaged;
  ClusterMarker marker;
  const auto cluster_id = Uuid::from_hex(*cluster);
  const auto nonce_id = Uuid::from_hex(*nonce);
  const char* end = incarnation->data() + incarnation->size();
  const auto parsed = std::from_chars(incarnation->data(), end, marker.incarnation);
  if (!cluster_id || !nonce_id || parsed.ec != std::errc() || parsed.ptr != end) return damaged;
  marker.cluster = *cluster_id;
  marker.nonce = *nonce_id;
  return marker;
}

async::Task<Result<ClusterMarker>> read_cluster_marker(store::ObjectStore& store,
                                                       async::Deadline deadline) {
  auto got = co_await store.get(std::string(kClusterMarkerKey), 0, kMarkerBytesMax, deadline);
  if (!got) co_return std::move(got).error();
  co_return parse_cluster_marker(got->data.text());
}

async::Task<Result<ClusterMarker>> claim_bucket(async::Loop& loop, store::ObjectStore& store,
                                                ClusterId cluster, async::Deadline deadline) {
  const ClusterMarker own{cluster, 1, loop.random().uuid()};
  Duration backoff = milliseconds(50);
  while (true) {
    auto found = co_await read_cluster_marker(store, deadline);
    if (found) {
      if (found->cluster != cluster) co_return owned_by(*found, cluster);
      co_return found;
    }
    Error error = found.error();
    if (error.is(ErrorCode::kNotFound)) {
      bytes::Chain body(bytes::Slice::copy_of(format_cluster_marker(own)));
      auto made = co_await store.put(std::string(kClusterMarkerKey), body,
                                     {store::PutCondition::kIfAbsent, {}}, deadline);
      if (made) co_return own;
      error = made.error();
      // Somebody was faster, perhaps our own first try: read back and compare.
      if (error.is(ErrorCode::kAlreadyExists) || error.is(ErrorCode::kPreconditionFailed)) continue;
    }
    if (!worth_retrying(error)) co_return error;
    if (loop.now() + backoff >= deadline.at) co_return error;
    if (!co_await async::sleep_for(loop, backoff, deadline.cancel)) {
      co_return Error(ErrorCode::kCancelled);
    }
    backoff = std::min<Duration>(backoff * 2, seconds(2));
  }
}

ClusterGuard::ClusterGuard(async::Loop& loop, store::ObjectStore& store, ClusterMarker own,
                           Duration interval)
    : loop_(loop), store_(store), own_(own), interval_(interval), tasks_(loop) {}

void ClusterGuard::start() { tasks_.spawn(run()); }

async::Task<void> ClusterGuard::stop() {
  cancel_.cancel();
  co_await tasks_.join();
}

async::Task<Result<void>> ClusterGuard::check(async::Deadline deadline) {
  if (!still_owner()) co_return lost_;
  const auto found = co_await read_cluster_marker(store_, deadline);
  const bool foreign =
      found && (found->cluster != own_.cluster || found->incarnation != own_.incarnation);
  // A bucket that was emptied is not ours any more either: whoever did it meant something.
  if (foreign || found.failed_with(ErrorCode::kNotFound)) {
    lost_ = foreign ? owned_by(*found, own_.cluster)
                    : Error(ErrorCode::kFenced, "the bucket's cluster marker was removed");
    lost_.code = ErrorCode::kFenced;
    log::error(kOwnershipLost, {{"error", lost_}});
    co_return lost_;
  }
  co_return Result<void>();
}

async::Task<void> ClusterGuard::run() {
  while (still_owner()) {
    if (!co_await async::sleep_for(loop_, interval_, cancel_.token())) co_return;
    (void)co_await check(async::Deadline::after(loop_, interval_, cancel_.token()));
  }
}

}  // namespace ringfence::storage
