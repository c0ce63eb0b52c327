#include "storage/ingest.h"

#include <algorithm>

#include "base/assert.h"
#include "base/deliberate_bugs.h"
#include "storage/ingest_flush.h"

namespace ringfence::storage {
namespace {

Error refused_by_gate() {
  return Error(ErrorCode::kUnavailable, "an earlier batch of this producer and partition failed");
}

}  // namespace

Ingest::Ingest(async::Loop& loop, store::ObjectStore& store, BlockCache& cache,
               MetadataPort& metadata, const ObjectIdCipher& ids, IngestOptions options)
    : loop_(loop),
      store_(store),
      cache_(cache),
      metadata_(metadata),
      ids_(ids),
      options_(options),
      memory_(loop, options.memory_bytes_max),
      pacer_(options.flush_interval, options.put_rate_max),
      gate_(options.gate_entries_max, options.gate_expiry),
      tasks_(loop),
      changed_(loop),
      turns_(loop),
      idle_(loop) {}

Ingest::~Ingest() { RF_ASSERT(callers_ == 0, "an ingest died with callers; stop it first"); }

void Ingest::start() { tasks_.spawn(run()); }

async::Task<void> Ingest::stop() {
  stopping_ = true;
  cancel_.cancel();
  co_await tasks_.join();
  for (const RequestPtr& request : waiting_) {
    for (std::size_t i = request->next; i < request->batches.size(); ++i) {
      settle_batch(*request, i, Error(ErrorCode::kCancelled));
    }
  }
  waiting_.clear();
  waiting_bytes_ = 0;
  while (callers_ > 0) {
    if (loop_.dead()) {
      co_await async::yield(loop_);
    } else {
      co_await idle_.wait();
    }
  }
}

async::Task<Result<Reservation>> Ingest::reserve(std::size_t bytes, async::Deadline deadline) {
  RF_CO_TRY(co_await memory_.acquire(bytes, deadline));
  co_return Reservation(&memory_, bytes);
}

async::Task<AppendResults> Ingest::append(std::vector<Batch> batches, Reservation reservation,
                                          async::Deadline deadline) {
  auto request = std::make_shared<Request>(loop_, std::move(batches), std::move(reservation));
  enqueue(request);
  ++callers_;
  ErrorCode unsettled = ErrorCode::kUnknownOutcome;
  while (request->open > 0) {
    const async::Wake wake = co_await request->done.wait(deadline);
    if (wake == async::Wake::kSignalled) continue;
    if (wake == async::Wake::kCancelled) unsettled = ErrorCode::kCancelled;
    break;
  }
  --callers_;
  if (idle_.has_waiters()) idle_.wake_all();
  if (request->open == 0) co_return std::move(request->results);
  AppendResults results = request->results;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (request->settled[i] == 0) results[i] = Error(unsettled, "not answered in time");
  }
  co_return results;
}

void Ingest::refused(const std::vector<Batch>& batches) {
  for (const Batch& batch : batches) gate_.fail(batch.partition, batch.facts, loop_.now());
  refuse_followers();
}

bool Ingest::follows_refused(const TopicPartition& partition, const BatchFacts& facts) {
  if (deliberate_bug(DeliberateBug::kNoFailedSequenceGate)) return false;
  return !gate_.admit(partition, facts, loop_.now());
}

void Ingest::enqueue(const RequestPtr& request) {
  const MonotonicTime now = loop_.now();
  request->arrived = now;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < request->batches.size(); ++i) {
    const Batch& batch = request->batches[i];
    ++stats_.appended_batches;
    stats_.appended_bytes += batch.facts.byte_length;
    if (stopping_) {
      settle_batch(*request, i, Error(ErrorCode::kCancelled));
    } else if (!deliberate_bug(DeliberateBug::kNoFailedSequenceGate) &&
               !gate_.admit(batch.partition, batch.facts, now)) {
      ++stats_.batches_refused;
      settle_batch(*request, i, refused_by_gate());
    } else {
      bytes += batch.facts.byte_length;
    }
  }
  request->retained_bytes = std::max(bytes, request->reservation.bytes());
  if (request->open == 0) return;
  waiting_.push_back(request);
  waiting_bytes_ += bytes;
  stats_.waiting_bytes = waiting_bytes_;
  changed_.wake_all();
}

void Ingest::settle_batch(Request& request, std::size_t index, Result<AppendResult> result) {
  if (request.settled[index] != 0) return;
  request.settled[index] = 1;
  request.results[index] = std::move(result);
  if (--request.open > 0) return;
  // What is still being PUT keeps its own references.
  for (Batch& batch : request.batches) batch.head = batch.body = bytes::Slice();
  request.reservation.release();
  request.done.wake_all();
}

// Batches that have waited so long that their clients have given up. Their producers' later ones go
// with them.
void Ingest::expire_waiting() {
  const MonotonicTime now = loop_.now();
  bool expired = false;
  while (!waiting_.empty() && waiting_.front()->arrived + options_.answer_within <= now) {
    const RequestPtr request = waiting_.front();
    waiting_.pop_front();
    for (std::size_t i = request->next; i < request->batches.size(); ++i) {
      if (request->settled[i] != 0) continue;
      const Batch& batch = request->batches[i];
      waiting_bytes_ -= batch.facts.byte_length;
      gate_.fail(batch.partition, batch.facts, now);
      settle_batch(*request, i,
                   Error(ErrorCode::kUnavailable, "the store or the sequencer is behind"));
    }
    expired = true;
  }
  stats_.waiting_bytes = waiting_bytes_;
  if (expired) refuse_followers();
}

// Rule 3: whatever is queued behind a failed sequence gets the same retriable error.
void Ingest::refuse_followers() {
  if (deliberate_bug(DeliberateBug::kNoFailedSequenceGate)) return;
  for (const auto& flush : running_) {
    for (Flush::Item& item : flush->items) {
      if (item.settled() || !gate_.blocks(item.batch().partition, item.batch().facts)) continue;
      item.behind_failure = true;
      // One that is being committed waits for its verdict: the sequencer refuses it unless the
      // earlier one landed.
      if (flush->committing) continue;
      ++stats_.batches_refused;
      settle_batch(*item.request, item.index, refused_by_gate());
    }
  }
  for (const RequestPtr& request : waiting_) {
    for (std::size_t i = request->next; i < request->batches.size(); ++i) {
      const Batch& batch = request->batches[i];
      if (request->settled[i] != 0 || !gate_.blocks(batch.partition, batch.facts)) continue;
      waiting_bytes_ -= batch.facts.byte_length;
      ++stats_.batches_refused;
      settle_batch(*request, i, refused_by_gate());
    }
  }
  stats_.waiting_bytes = waiting_bytes_;
}

bool Ingest::may_flush(MonotonicTime& next_look) const {
  if (waiting_.empty()) return false;
  next_look = waiting_.front()->arrived + options_.answer_within;
  if (puts_running_ >= options_.put_slots || running_.size() >= options_.uncommitted_max) {
    return false;
  }
  const bool full = waiting_bytes_ >= options_.object_bytes_max;
  // Every object costs two syncs and a commit whatever its size: beside others that are being PUT,
  // a new one should weigh as much as they do.
  if (puts_running_ > 0 && !full && options_.flush_interval.count() == 0 &&
      waiting_bytes_ < std::max(options_.extra_slot_bytes_min, putting_bytes_)) {
    return false;
  }
  const MonotonicTime earliest = pacer_.earliest(full);
  if (earliest <= loop_.now()) return true;
  next_look = std::min(next_look, earliest);
  return false;
}

async::Task<void> Ingest::run() {
  while (!stopping_) {
    expire_waiting();
    MonotonicTime next_look = MonotonicTime::never();
    if (!may_flush(next_look)) {
      const auto wake = co_await changed_.wait(async::Deadline{next_look, cancel_.token()});
      if (wake == async::Wake::kCancelled) break;
      continue;
    }
    if (metadata_.session() == SessionId{0}) {
      const auto session =
          co_await metadata_.wait_session(SessionId{0}, {next_look, cancel_.token()});
      if (session.failed_with(ErrorCode::kCancelled)) break;
      // Any other failure than the deadline's would come back at once.
      if (!session && loop_.now() < next_look) {
        if (!co_await async::sleep_for(loop_, options_.put_backoff_min, cancel_.token())) break;
      }
      continue;
    }
    std::shared_ptr<Flush> flush = take_flush();
    if (flush != nullptr) tasks_.spawn(run_flush(std::move(flush)));
  }
}

// Moves waiting batches into the flush, in arrival order, up to the size of an object.
void Ingest::gather(Flush& flush) {
  std::size_t bytes = flush.batch_bytes;
  while (!waiting_.empty()) {
    const RequestPtr request = waiting_.front();
    bool took = false;
    for (; request->next < request->batches.size(); ++request->next) {
      if (request->settled[request->next] != 0) continue;
      const std::size_t size = request->batches[request->next].facts.byte_length;
      if (bytes > 0 && bytes + size > options_.object_bytes_max) break;
      flush.items.push_back({request.get(), static_cast<std::uint32_t>(request->next)});
      bytes += size;
      waiting_bytes_ -= size;
      took = true;
    }
    if (took) {
      flush.requests.push_back(request);
      flush.retained_bytes += request->retained_bytes;
    }
    if (request->next < request->batches.size()) break;
    waiting_.pop_front();
  }
  flush.batch_bytes = bytes;
  stats_.waiting_bytes = waiting_bytes_;
}

std::shared_ptr<Ingest::Flush> Ingest::take_flush() {
  auto flush = std::make_shared<Flush>(loop_);
  flush->answer_by = waiting_.front()->arrived + options_.answer_within;
  gather(*flush);
  if (flush->items.empty()) return nullptr;  // all of them were refused meanwhile
  name_flush(*flush);
  flush->ticket = next_ticket_++;
  build(*flush);
  pacer_.start(loop_.now());
  ++puts_running_;
  putting_bytes_ += flush->batch_bytes;
  running_.push_back(flush);
  stats_.flushes_running = running_.size();
  return flush;
}

// The next counter of the current session.
void Ingest::name_flush(Flush& flush) {
  const SessionId session = metadata_.session();
  if (session != session_) counter_ = FlushCounter{0};
  session_ = session;
  counter_ = counter_.next();
  flush.session = session;
  flush.counter = counter_;
  flush.identity = {options_.cluster, ids_.seal(session, counter_), session,
                    counter_,         meta::kFirstShard.value,      loop_.wall_now()};
  flush.key = object_key(flush.identity.object);
}

// Rule 4: sections in order of topic id and partition, batches of a partition in arrival order. A
// counting sort: the batches are many, the partitions few.
void Ingest::sort_items(Flush& flush) {
  struct Group {
    TopicPartition partition;
    std::uint32_t count = 0;
    std::uint32_t start = 0;
  };
  std::vector<Group> groups;
  HashMap<TopicPartition, std::uint32_t> group_by_partition;
  std::vector<std::uint32_t> group_of(flush.items.size());
  for (std::size_t i = 0; i < flush.items.size(); ++i) {
    const TopicPartition& partition = flush.items[i].batch().partition;
    const auto [at, fresh] =
        group_by_partition.try_emplace(partition, static_cast<std::uint32_t>(groups.size()));
    if (fresh) groups.push_back({partition});
    group_of[i] = at->second;
    ++groups[at->second].count;
  }
  std::vector<std::uint32_t> order(groups.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&groups](std::uint32_t a, std::uint32_t b) {
    return groups[a].partition < groups[b].partition;
  });
  std::uint32_t start = 0;
  for (const std::uint32_t group : order) {
    groups[group].start = start;
    start += groups[group].count;
  }
  std::vector<Flush::Item> sorted(flush.items.size());
  for (std::size_t i = 0; i < flush.items.size(); ++i) {
    sorted[groups[group_of[i]].start++] = flush.items[i];
  }
  flush.items = std::move(sorted);
}

void Ingest::build(Flush& flush) {
  sort_items(flush);
  if (deliberate_bug(DeliberateBug::kReorderPartitionBatches)) {
    for (std::size_t i = 1; i < flush.items.size(); ++i) {
      if (flush.items[i - 1].batch().partition != flush.items[i].batch().partition) continue;
      std::swap(flush.items[i - 1], flush.items[i]);
      ++i;
    }
  }
  std::vector<const Batch*> batches;
  batches.reserve(flush.items.size());
  for (const Flush::Item& item : flush.items) batches.push_back(&item.batch());
  flush.object = build_object(flush.identity, batches);
  flush.object_size = flush.object.body.size();
}

}  // namespace ringfence::storage
