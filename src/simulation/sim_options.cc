#include "simulation/sim_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/random.h"

namespace ringfence::sim {
namespace {

constexpr std::string_view kKindNames[] = {
    "kill-agent",    "crash-sequencer", "kill-sequencer",  "crash-in-transaction",
    "take-over",     "pause-agent",     "pause-sequencer", "cut",
    "silence",       "store-outage",    "store-full",      "disk-full",
    "network-storm", "store-storm",     "disk-storm"};
static_assert(std::size(kKindNames) == static_cast<std::size_t>(FaultKind::kCount));

// A rate that the swarm may switch on, by name, so that the shrinker can switch it off again.
struct Rate {
  std::string_view name;
  double& value;
};

std::vector<Rate> rates(SimOptions& o) {
  return {{"network.cut", o.network.cut},
          {"network.stall", o.network.stall},
          {"network.connect_failure", o.network.connect_failure},
          {"network.tiny_read", o.network.tiny_read},
          {"store.refused", o.store.refused},
          {"store.slow", o.store.slow},
          {"store.lost_answer", o.store.lost_answer},
          {"store.late_effect", o.store.late_effect},
          {"store.never", o.store.never},
          {"store.flipped_bit", o.store.flipped_bit},
          {"disk.sync_error", o.disk.sync_error},
          {"disk.space_error", o.disk.space_error},
          {"workload.duplicate_request", o.workload.duplicate_request},
          {"workload.zombie", o.workload.zombie},
          {"workload.epoch_bump", o.workload.epoch_bump},
          {"workload.compressed", o.workload.compressed},
          {"workload.spread", o.workload.spread},
          {"workload.topic_churn", o.workload.topic_churn},
          {"workload.group_leave", o.workload.group_leave},
          {"workload.group_zombie", o.workload.group_zombie}};
}

void draw_network(Random& random, NetworkFaults& faults) {
  faults.latency_high = Duration(random.between(500'000, 4'000'000));
  if (random.chance(0.6)) faults.cut = 0.0002 + random.unit() * 0.002;
  if (random.chance(0.6)) faults.stall = 0.0005 + random.unit() * 0.004;
  if (random.chance(0.6)) faults.connect_failure = random.unit() * 0.2;
  if (random.chance(0.5)) faults.tiny_read = random.unit() * 0.02;
  faults.window_bytes = random.chance(0.3) ? 8 * 1024 : 256 * 1024;
}

void draw_store(Random& random, StoreFaults& faults) {
  // A local disk, an Express-class and a Standard-class bucket.
  constexpr double kMedians[] = {1.5, 8, 45};
  faults.latency_median_ms = kMedians[random.below(3)];
  faults.latency_sigma = 0.3 + random.unit() * 0.5;
  if (random.chance(0.6)) faults.refused = random.unit() * 0.03;
  if (random.chance(0.6)) faults.slow = random.unit() * 0.01;
  if (random.chance(0.6)) faults.lost_answer = random.unit() * 0.01;
  if (random.chance(0.6)) faults.late_effect = random.unit() * 0.01;
  if (random.chance(0.6)) faults.never = random.unit() * 0.01;
  if (random.chance(0.4)) faults.flipped_bit = random.unit() * 0.01;
}

void draw_disk(Random& random, DiskFaults& faults) {
  faults.sector_bytes = random.chance(0.5) ? 512 : 4096;
  constexpr double kKept[] = {0, 0.3, 0.7};
  faults.keep_unsynced = kKept[random.below(3)];
  if (random.chance(0.6)) faults.sync_error = random.unit() * 0.003;
  if (random.chance(0.5)) faults.space_error = random.unit() * 0.002;
}

void draw_workload(Random& random, SimOptions& options) {
  WorkloadOptions& w = options.workload;
  w.agents = options.agents;
  w.idempotent_producers = static_cast<int>(2 + random.below(3));
  w.plain_producers = static_cast<int>(1 + random.below(3));
  w.readers = static_cast<int>(1 + random.below(4));
  w.topics = static_cast<int>(1 + random.below(3));
  w.partitions = static_cast<int>(1 + random.below(4));
  w.window_max = static_cast<int>(2 + random.below(4));
  w.records_max = static_cast<int>(1 + random.below(5));
  w.value_bytes_max = random.chance(0.2) ? 4000 : 200;
  w.request_timeout = Duration(random.between(1'500'000'000, 6'000'000'000));
  if (random.chance(0.7)) w.duplicate_request = random.unit() * 0.08;
  if (random.chance(0.7)) w.epoch_bump = random.unit() * 0.04;
  if (random.chance(0.7)) w.zombie = 0.8;
  // Some clients wait as long as Kafka's do by default, longer than an agent keeps a batch without
  // a store.
  if (random.chance(0.2)) {
    w.request_timeout = seconds(22);
    w.delivery_timeout = seconds(60);
  }
  if (random.chance(0.6)) w.spread = random.unit() * 0.5;
  if (random.chance(0.5)) w.compressed = random.unit();
  if (random.chance(0.6)) w.topic_churn = random.unit() * 0.7;
}

// From a source of its own, so that seeds mean otherwise what they meant before there were groups.
// How many groups there are is not drawn: whoever starts the run says whether it has any.
void draw_groups(Random random, WorkloadOptions& w) {
  w.group_members = static_cast<int>(2 + random.below(3));
  w.group_session_ms = static_cast<std::int32_t>(random.between(1500, 6000));
  w.group_rebalance_ms = static_cast<std::int32_t>(random.between(2000, 8000));
  w.group_delay_ms = random.chance(0.5) ? 0 : static_cast<std::int32_t>(random.between(100, 3000));
  w.group_leave = random.chance(0.7) ? random.unit() * 0.02 : 0;
  w.group_zombie = random.chance(0.7) ? random.unit() * 0.01 : 0;
}

FaultEvent draw_event(Random& random, const SimOptions& options, FaultKind kind) {
  FaultEvent event;
  event.kind = kind;
  event.at = MonotonicTime{random.between(2'500'000'000, options.load.count() - 1'500'000'000)};
  const auto host = [&] {
    return static_cast<int>(random.below(static_cast<std::uint64_t>(options.agents) + 2)) - 2;
  };
  event.a = static_cast<int>(random.below(static_cast<std::uint64_t>(options.agents)));
  event.b = host();
  if (kind == FaultKind::kCut || kind == FaultKind::kSilence) {
    event.a = host();
    while (event.b == event.a) event.b = host();
  }
  event.lasts = Duration(random.between(100'000'000, 4'000'000'000));
  if (kind == FaultKind::kStoreOutage && random.chance(0.25))
    event.lasts = Duration(random.between(14'000'000'000, 20'000'000'000));
  event.silently = random.chance(0.3);
  event.steps = static_cast<std::uint32_t>(random.below(300));
  if (kind == FaultKind::kCrashInTransaction)
    event.steps = static_cast<std::uint32_t>(1 + random.below(40));
  return event;
}

void draw_plan(Random& random, SimOptions& options) {
  for (int k = 0; k < static_cast<int>(FaultKind::kCount); ++k) {
    if (!random.chance(0.5)) continue;
    const auto count = 1 + random.below(3);
    for (std::uint64_t i = 0; i < count; ++i)
      options.plan.push_back(draw_event(random, options, static_cast<FaultKind>(k)));
  }
  std::ranges::sort(options.plan, {}, [](const FaultEvent& event) { return event.at.ns; });
}

}  // namespace

std::string_view fault_kind_name(FaultKind kind) {
  return kKindNames[static_cast<std::size_t>(kind)];
}

SimOptions draw_options(std::uint64_t seed) {
  Random random(seed * 0x9E3779B97F4A7C15ull + 0x51);
  SimOptions options;
  options.seed = seed;
  draw_network(random, options.network);
  draw_store(random, options.store);
  draw_disk(random, options.disk);
  draw_workload(random, options);
  draw_groups(Random(seed * 0x9E3779B97F4A7C15ull + 0x6709), options.workload);
  options.snapshot_records = 100 + random.below(600);
  constexpr std::int64_t kIntervals[] = {0, 5, 25, 100};
  options.flush_interval_ms = kIntervals[random.below(4)];
  options.flush_concurrency = random.between(1, 6);
  options.put_timeout_ms = random.between(500, 5000);
  options.cache_bytes = random.chance(0.3) ? 64 * 1024 : 4 * 1024 * 1024;
  options.session_timeout = Duration(random.between(4'000'000'000, 20'000'000'000));
  // Some seeds are calm, so that what needs no fault is looked at without any.
  if (!random.chance(0.05)) {
    draw_plan(random, options);
  } else {
    for (const Rate& rate : rates(options)) rate.value = 0;
  }
  return options;
}

std::vector<std::string> droppable_parts(const SimOptions& options) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < options.plan.size(); ++i)
    parts.push_back("event:" + std::to_string(i));
  SimOptions copy = options;
  for (const Rate& rate : rates(copy))
    if (rate.value > 0) parts.push_back("rate:" + std::string(rate.name));
  std::erase_if(parts, [&](const std::string& part) { return options.dropped.contains(part); });
  return parts;
}

bool drop_part(SimOptions& options, const std::string& part) {
  const auto parts = droppable_parts(options);
  if (std::ranges::find(parts, part) == parts.end()) return false;
  // Events keep their numbers: they are left out when the plan runs.
  options.dropped.insert(part);
  for (const Rate& rate : rates(options))
    if (part == "rate:" + std::string(rate.name)) rate.value = 0;
  return true;
}

std::string SimOptions::to_string() const {
  SimOptions copy = *this;
  std::string out = fmt::format(
      "seed {}\nclients {} idempotent + {} plain producers, {} readers; {} topics x {} partitions; "
      "window {}, "
      "records {}, value bytes {}, request timeout {} ms\n",
      seed, workload.idempotent_producers, workload.plain_producers, workload.readers,
      workload.topics, workload.partitions, workload.window_max, workload.records_max,
      workload.value_bytes_max, workload.request_timeout / milliseconds(1));
  out += fmt::format(
      "agents {}; flush interval {} ms, {} at once, put timeout {} ms; cache {} bytes; snapshot "
      "every {} records; "
      "session timeout {} ms\n",
      agents, flush_interval_ms, flush_concurrency, put_timeout_ms, cache_bytes, snapshot_records,
      session_timeout / milliseconds(1));
  if (workload.groups > 0)
    out += fmt::format(
      "groups {} of {} members, session {} ms, rebalance {} ms, initial delay {} ms\n",
      workload.groups, workload.group_members, workload.group_session_ms,
      workload.group_rebalance_ms, workload.group_delay_ms);
  out += fmt::format(
      "network latency to {} us, window {}; store median {} ms sigma {:.2f}; disk sector {}, "
      "unsynced kept {}\n",
      network.latency_high / microseconds(1), network.window_bytes, store.latency_median_ms,
      store.latency_sigma, disk.sector_bytes, disk.keep_unsynced);
  for (const Rate& rate : rates(copy))
    if (rate.value > 0) out += fmt::format("rate {} {:.5f}\n", rate.name, rate.value);
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const FaultEvent& event = plan[i];
    out +=
        fmt::format("event {}{} at {} ms: {} a={} b={} lasts {} ms{} +{} steps\n", i,
                    dropped.contains("event:" + std::to_string(i)) ? " (dropped)" : "",
                    event.at.ns / 1'000'000, fault_kind_name(event.kind), event.a, event.b,
                    event.lasts / milliseconds(1), event.silently ? " silently" : "", event.steps);
  }
  return out;
}

}  // namespace ringfence::sim
