// How many batches a second the sequencer takes, as agents send them: decode the frame, decide,
// evolve, encode the round's record, append it with a sync to the SQLite log, encode the answer.
// Then the latency of a commit at half that rate, from the time at which it was due.
//   sequencer_bench DIR [SECONDS]      DIR must not exist; prints one JSON object
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "async/task_group.h"
#include "metadata/log/sqlite_log.h"
#include "metadata/service/sequencer.h"
#include "net/real_loop.h"
#include "object_store/file_store.h"
#include "rpc/codec.h"
#include "sequencer/workload.h"

namespace ringfence::bench {
namespace {

constexpr std::size_t kInFlight = 32;  // commits that wait for an answer at full load
constexpr int kPreparedCommits = 2000;

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "sequencer_bench: %s\n", what.c_str());
  std::exit(1);
}

struct Run {
  async::Loop& loop;
  meta::Sequencer& sequencer;
  std::uint64_t accepted = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t answer_bytes = 0;
  std::vector<std::int64_t> latency_ns;
};

async::Task<meta::Answer> ask(meta::Sequencer* sequencer, meta::Command command, Uuid id) {
  rpc::CommandRequest request{std::move(command), {}, id, id};
  auto response = co_await sequencer->submit(std::move(request), async::Deadline::none());
  if (!response) fail(response.error().to_string());
  if (response->error != meta::DecideError::kNone) {
    fail(std::string(meta::decide_error_name(response->error)));
  }
  co_return std::move(response->answer);
}

// One commit from frame to encoded answer. Must be started in the order of the commits.
async::Task<void> commit_one(Run* run, PreparedCommit prepared, MonotonicTime due) {
  auto frame = rpc::decode_frame(prepared.frame.span());
  if (!frame) fail(frame.error().to_string());
  auto& request = std::get<rpc::RequestFrame>(*frame);
  auto response = co_await run->sequencer.submit(
      std::move(std::get<rpc::CommandRequest>(request.request)), async::Deadline::none());
  if (!response) fail(response.error().to_string());
  if (response->error != meta::DecideError::kNone) {
    fail(std::string(meta::decide_error_name(response->error)));
  }
  int duplicates = 0;
  for (const meta::EntryResult& result : *std::get<meta::CommitAnswer>(response->answer).results) {
    if (result.error == meta::DecideError::kDuplicate) {
      ++duplicates;
    } else if (result.error != meta::DecideError::kNone) {
      fail("an entry was refused: " + std::string(meta::decide_error_name(result.error)));
    } else {
      ++run->accepted;
    }
  }
  if (duplicates != prepared.duplicates) {
    fail(std::to_string(duplicates) + " duplicates found where " +
         std::to_string(prepared.duplicates) + " were sent");
  }
  run->duplicates += static_cast<std::uint64_t>(duplicates);
  const auto answer = rpc::encode_frame(
      rpc::Frame(rpc::ResponseFrame{request.id, rpc::Response(std::move(*response))}));
  if (!answer) fail(answer.error().to_string());
  run->answer_bytes += answer->size();
  run->latency_ns.push_back((run->loop.now() - due).count());
}

double seconds_between(MonotonicTime from, MonotonicTime to) {
  return static_cast<double>((to - from).count()) / 1e9;
}

// All of `commits` with a bounded number in flight; batches a second.
async::Task<double> full_load(Run* run, std::vector<PreparedCommit> commits) {
  async::TaskGroup group(run->loop);
  const std::uint64_t before = run->accepted + run->duplicates;
  const MonotonicTime start = run->loop.now();
  for (PreparedCommit& commit : commits) {
    co_await group.wait_below(kInFlight);
    group.spawn(commit_one(run, std::move(commit), run->loop.now()));
  }
  co_await group.join();
  const double seconds = seconds_between(start, run->loop.now());
  co_return static_cast<double>(run->accepted + run->duplicates - before) / seconds;
}

// One commit each `interval`, whatever the sequencer does.
async::Task<void> fixed_rate(Run* run, std::vector<PreparedCommit> commits, Duration interval) {
  async::TaskGroup group(run->loop);
  run->latency_ns.clear();
  MonotonicTime due = run->loop.now();
  for (PreparedCommit& commit : commits) {
    due = due + interval;
    if (run->loop.now() < due) {
      co_await async::sleep_until(run->loop, async::Deadline{due, {}});
    }
    group.spawn(commit_one(run, std::move(commit), due));
  }
  co_await group.join();
}

meta::NamePair name_of(Random& random) {
  meta::NamePair name;
  for (std::uint8_t& byte : name.token.bytes) byte = static_cast<std::uint8_t>(random.next());
  name.key_id = 1;
  name.sealed = std::string(32, 's');
  return name;
}

// Topics, producers and sessions, as the workload needs them.
async::Task<Workload> prepare(meta::Sequencer* sequencer, WorkloadOptions options) {
  Random random(7);
  std::vector<TopicId> topics;
  for (int i = 0; i < options.topics; ++i) {
    meta::CreateTopic create;
    create.name = name_of(random);
    create.collision_token = name_of(random).token;
    create.partition_count = options.partitions_per_topic;
    auto answer = co_await ask(sequencer, std::move(create), random.uuid());
    topics.push_back(std::get<meta::CreateTopicAnswer>(answer).topic);
  }
  std::vector<ProducerId> producers;
  for (int i = 0; i < options.producers; ++i) {
    auto answer = co_await ask(sequencer, meta::InitProducerId{}, random.uuid());
    producers.push_back(std::get<meta::InitProducerIdAnswer>(answer).id);
  }
  std::vector<SessionId> sessions;
  for (int i = 0; i < options.sessions; ++i) {
    meta::RegisterSession session;
    session.node = NodeId(i + 1);
    session.agent = name_of(random);
    auto answer = co_await ask(sequencer, std::move(session), random.uuid());
    sessions.push_back(std::get<meta::RegisterSessionAnswer>(answer).session);
  }
  co_return Workload(options, std::move(topics), std::move(producers), std::move(sessions));
}

std::vector<PreparedCommit> take(Workload& workload, int count) {
  std::vector<PreparedCommit> commits;
  for (int i = 0; i < count; ++i) commits.push_back(workload.next());
  return commits;
}

double percentile_ms(std::vector<std::int64_t>& values, double p) {
  std::sort(values.begin(), values.end());
  const auto rank = static_cast<std::size_t>(std::ceil(p * static_cast<double>(values.size())));
  return static_cast<double>(values[std::max<std::size_t>(rank, 1) - 1]) / 1e6;
}

async::Task<int> measure(async::Loop* loop, std::string dir, int seconds) {
  auto store = store::FileStore::open(*loop, dir + "/bucket");
  if (!store) fail(store.error().to_string());
  meta::SqliteLog log(*loop, dir + "/metadata.sqlite");
  meta::Sequencer sequencer(*loop, log, **store);
  if (auto started = co_await sequencer.start(); !started) fail(started.error().to_string());

  const WorkloadOptions options;
  Workload workload = co_await prepare(&sequencer, options);
  Run run{*loop, sequencer};
  co_await full_load(&run,
                     take(workload, kPreparedCommits / 4));  // warm-up: every producer entry exists

  std::vector<double> rates;
  for (int i = 0; i < 3; ++i)
    rates.push_back(co_await full_load(&run, take(workload, kPreparedCommits)));
  std::sort(rates.begin(), rates.end());
  const double full_p99 = percentile_ms(run.latency_ns, 0.99);
  const meta::SequencerStats full = sequencer.stats();

  const double commits_per_second = rates[1] / options.entries_per_commit / 2;
  const auto interval = Duration(static_cast<std::int64_t>(1e9 / commits_per_second));
  co_await fixed_rate(&run,
                      take(workload, std::max(100, static_cast<int>(commits_per_second * seconds))),
                      interval);
  std::printf(
      "{\"batches_per_second\": %.0f, \"batches_per_second_min\": %.0f, "
      "\"batches_per_second_max\": %.0f,\n"
      " \"p99_full_load_ms\": %.3f, \"half_load_batches_per_second\": %.0f, \"p50_half_load_ms\": "
      "%.3f,\n"
      " \"p99_half_load_ms\": %.3f, \"max_half_load_ms\": %.3f, \"rounds\": %llu, "
      "\"record_bytes_per_batch\": %.1f,\n"
      " \"append_mean_ms\": %.3f, \"accepted\": %llu, \"duplicates\": %llu}\n",
      rates[1], rates.front(), rates.back(), full_p99, rates[1] / 2,
      percentile_ms(run.latency_ns, 0.5), percentile_ms(run.latency_ns, 0.99),
      percentile_ms(run.latency_ns, 1.0), static_cast<unsigned long long>(full.rounds),
      static_cast<double>(full.record_bytes) /
          static_cast<double>(std::max<std::uint64_t>(full.commit_entries, 1)),
      static_cast<double>(full.append_ns_total) / 1e6 /
          static_cast<double>(std::max<std::uint64_t>(full.rounds, 1)),
      static_cast<unsigned long long>(run.accepted),
      static_cast<unsigned long long>(run.duplicates));
  co_await sequencer.stop();
  if (auto closed = co_await log.close(); !closed) fail(closed.error().to_string());
  co_return 0;
}

}  // namespace
}  // namespace ringfence::bench

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: sequencer_bench DIR [SECONDS]   DIR must not exist\n");
    return 2;
  }
  if (mkdir(argv[1], 0700) != 0) {
    std::perror(argv[1]);
    return 1;
  }
  ringfence::net::RealLoop loop;
  return loop.run(
      ringfence::bench::measure(&loop, argv[1], argc > 2 ? std::max(1, std::atoi(argv[2])) : 5));
}
