// Goal: decide and evolve agree with the rules however commands are mixed, and replay and snapshots
// lose nothing. Method: random commands against a naive model that keeps every batch ever accepted
// and answers by scanning; every round becomes a record that a follower, a replica and a snapshot
// builder apply; now and then the machine under test is replaced by what its own snapshot parses
// into. Each test prints its seed.
#include <gtest/gtest.h>

#include <map>

#include "metadata/state/builder.h"
#include "metadata/state/snapshot.h"
#include "metadata/state/test_support.h"

namespace ringfence::meta {
namespace {

using test::Batch;
using test::Machine;
using enum DecideError;

struct ModelBatch {
  std::int64_t base = 0;
  std::int32_t count = 0;
  std::int64_t producer = -1;
  std::int16_t epoch = -1;
  std::int32_t sequence = -1;
  std::int64_t timestamp_ms = 0;
  std::int64_t decided_ms = 0;
  ObjectId object;
  std::uint64_t position = 0;
  bool forgotten = false;  // its producer state expired
};

struct ModelSession {
  bool live = true;
  std::uint64_t last = 0;
  std::map<std::uint64_t, std::vector<EntryResult>> results;
};

struct Model {
  std::map<TopicId, std::vector<std::vector<ModelBatch>>> topics;
  std::map<std::uint64_t, ModelSession> sessions;
  std::map<std::int64_t, std::int16_t> fences;

  static std::int64_t end_of(const std::vector<ModelBatch>& log) {
    return log.empty() ? 0 : log.back().base + log.back().count;
  }
  static std::int32_t wrapped(std::int64_t sequence) {
    return static_cast<std::int32_t>(sequence % (std::int64_t{1} << 31));
  }

  EntryResult judge(const TopicId& topic, const CommitEntry& entry) {
    const auto found = topics.find(topic);
    if (found == topics.end()) return {.error = kUnknownTopic};
    if (entry.partition.value >= static_cast<std::int32_t>(found->second.size())) {
      return {.error = kUnknownPartition};
    }
    const auto& log = found->second[static_cast<std::size_t>(entry.partition.value)];
    const EntryResult accepted{.base_offset = Offset(end_of(log)),
                               .max_timestamp = entry.max_timestamp};
    const std::int64_t producer = entry.producer_id.value;
    if (producer < 0) return accepted;
    const std::int16_t epoch = entry.producer_epoch.value;
    if (fences.contains(producer) && epoch < fences[producer]) {
      return {.error = kInvalidProducerEpoch};
    }
    std::vector<ModelBatch> known;
    for (const ModelBatch& batch : log) {
      if (batch.producer == producer && !batch.forgotten) known.push_back(batch);
    }
    if (known.empty()) return accepted;
    const std::int16_t newest = known.back().epoch;
    std::erase_if(known, [&](const ModelBatch& batch) { return batch.epoch != newest; });
    if (known.size() > 5) known.erase(known.begin(), known.end() - 5);
    for (const ModelBatch& batch : known) {
      if (batch.epoch == epoch && batch.sequence == entry.base_sequence &&
          batch.count == entry.record_count) {
        return {.error = kDuplicate,
                .base_offset = Offset(batch.base),
                .max_timestamp = UnixMillis{batch.timestamp_ms}};
      }
    }
    if (epoch < newest) return {.error = kInvalidProducerEpoch};
    const std::int32_t expected =
        epoch > newest ? 0 : wrapped(std::int64_t{known.back().sequence} + known.back().count);
    return entry.base_sequence == expected ? accepted : EntryResult{.error = kOutOfOrderSequence};
  }

  std::vector<EntryResult> commit(const CommitObject& commit, UnixMillis now) {
    std::vector<EntryResult> results;
    std::size_t next = 0;
    for (const CommitTopic& topic : commit.topics) {
      for (std::uint32_t i = 0; i < topic.entry_count; ++i, ++next) {
        const CommitEntry& entry = commit.entries[next];
        results.push_back(judge(topic.topic, entry));
        if (results.back().error != kNone) continue;
        topics[topic.topic][static_cast<std::size_t>(entry.partition.value)].push_back(
            {.base = results.back().base_offset.value,
             .count = entry.record_count,
             .producer = entry.producer_id.value,
             .epoch = entry.producer_epoch.value,
             .sequence = entry.base_sequence,
             .timestamp_ms = entry.max_timestamp.ms,
             .decided_ms = now.ms,
             .object = commit.object,
             .position = entry.position});
      }
    }
    return results;
  }
};

class ModelRun {
 public:
  explicit ModelRun(std::uint64_t seed) : random_(seed) {}

  void run(int steps) {
    for (int i = 0; i < steps && !testing::Test::HasFailure(); ++i) {
      step();
      if (random_.chance(0.2)) close_round();
      if (random_.chance(0.02)) restart();
    }
    close_round();
    check_index();
    check_builder();
  }

 private:
  void step() {
    const std::uint64_t dice = random_.below(100);
    if (dice < 6 || model_.topics.empty()) return create();
    if (dice < 8) return remove();
    if (dice < 12 || model_.sessions.empty()) return start_session();
    if (dice < 14) return end_session();
    if (dice < 18) return init_producer();
    if (dice < 20) return expire();
    if (dice < 30) return retry();
    commit();
  }

  TopicId any_topic() {
    auto it = model_.topics.begin();
    std::advance(it, static_cast<long>(random_.below(model_.topics.size())));
    return it->first;
  }

  void create() {
    const auto partitions = static_cast<std::int32_t>(random_.between(1, 4));
    const std::uint64_t name = random_.below(12);
    const Outcome outcome = machine_.run(test::create_topic(name, partitions));
    if (names_.contains(name)) {
      EXPECT_EQ(outcome.error, kTopicExists);
      return;
    }
    ASSERT_EQ(outcome.error, kNone);
    const TopicId topic = std::get<CreateTopicAnswer>(outcome.answer).topic;
    names_[name] = topic;
    model_.topics[topic].resize(static_cast<std::size_t>(partitions));
  }

  void remove() {
    const TopicId topic = any_topic();
    EXPECT_EQ(machine_.run(DeleteTopic{topic}).error, kNone);
    EXPECT_EQ(machine_.run(DeleteTopic{topic}).error, kUnknownTopic);
    model_.topics.erase(topic);
    std::erase_if(names_, [&](const auto& entry) { return entry.second == topic; });
    deleted_.push_back(topic);
  }

  void start_session() { model_.sessions[machine_.session().value] = {}; }

  void end_session() {
    const std::uint64_t session = 1 + random_.below(model_.sessions.size());
    EXPECT_EQ(machine_.run(EndSession{SessionId(session)}).error, kNone);
    model_.sessions[session].live = false;
  }

  void init_producer() {
    const std::int64_t id = static_cast<std::int64_t>(random_.below(6));
    const auto epoch = static_cast<std::int16_t>(random_.below(4));
    const bool fresh = random_.chance(0.5);
    const Outcome outcome =
        machine_.run(fresh ? InitProducerId{}
                           : InitProducerId{.id = ProducerId(id), .epoch = ProducerEpoch(epoch)});
    if (fresh || id > given_) {
      const auto& answer = std::get<InitProducerIdAnswer>(outcome.answer);
      EXPECT_EQ(answer.id.value, ++given_);
      EXPECT_EQ(answer.epoch.value, 0);
      return;
    }
    const bool fenced = model_.fences.contains(id) && epoch < model_.fences[id] - 1;
    EXPECT_EQ(outcome.error, fenced ? kProducerFenced : kNone);
    if (!fenced) model_.fences[id] = static_cast<std::int16_t>(epoch + 1);
  }

  // Producers silent since before the cut are forgotten, and nobody else.
  void expire() {
    const UnixMillis cut{machine_.now.ms - random_.between(0, 2000)};
    std::uint64_t cursor = 0;
    do {
      const Outcome outcome =
          machine_.run(ExpireProducers{.silent_since = cut, .limit = 3, .cursor = cursor});
      if (outcome.decision) {
        for (const auto& entry : std::get<ProducersExpired>(outcome.decision->body).entries) {
          forget(entry);
        }
      }
      cursor = std::get<ExpireProducersAnswer>(outcome.answer).next_cursor;
    } while (cursor != 0);
    for (const auto& [topic, partitions] : model_.topics) {
      for (const auto& log : partitions) {
        std::map<std::int64_t, std::int64_t> last_used;
        for (const ModelBatch& batch : log) {
          if (batch.producer >= 0 && !batch.forgotten) last_used[batch.producer] = batch.decided_ms;
        }
        for (const auto& [producer, used] : last_used) EXPECT_GE(used, cut.ms) << producer;
      }
    }
  }

  void forget(const ProducersExpired::Entry& entry) {
    if (entry.topic.is_zero()) {
      model_.fences.erase(entry.id.value);
      return;
    }
    auto& log = model_.topics[entry.topic][static_cast<std::size_t>(entry.partition.value)];
    for (ModelBatch& batch : log) {
      if (batch.producer == entry.id.value) batch.forgotten = true;
    }
  }

  // Mostly plausible sequences: the next one, a repeat, a gap, a new epoch, near the wrap.
  Batch any_batch(const TopicId& topic, std::int32_t partition) {
    Batch batch{.partition = partition,
                .count = static_cast<std::int32_t>(random_.between(1, 3)),
                .timestamp_ms = random_.between(-5, 10'000)};
    if (random_.chance(0.3)) return batch;
    batch.producer = static_cast<std::int64_t>(random_.below(6));
    batch.epoch = static_cast<std::int16_t>(random_.below(3));
    batch.sequence =
        random_.chance(0.5) ? 0 : INT32_MAX - static_cast<std::int32_t>(random_.below(3));
    const auto found = model_.topics.find(topic);
    if (found == model_.topics.end() ||
        partition >= static_cast<std::int32_t>(found->second.size())) {
      return batch;
    }
    std::vector<ModelBatch> mine;
    for (const ModelBatch& old : found->second[static_cast<std::size_t>(partition)]) {
      if (old.producer == batch.producer) mine.push_back(old);
    }
    if (mine.empty() || random_.chance(0.15)) return batch;
    batch.epoch = mine.back().epoch;
    if (random_.chance(0.3)) {
      const ModelBatch& old =
          mine[mine.size() - 1 - random_.below(std::min<std::size_t>(mine.size(), 7))];
      batch.epoch = old.epoch;
      batch.sequence = old.sequence;
      batch.count = old.count;
    } else {
      batch.sequence = Model::wrapped(std::int64_t{mine.back().sequence} + mine.back().count +
                                      (random_.chance(0.1) ? 1 : 0));
    }
    return batch;
  }

  CommitObject any_commit(std::uint64_t session) {
    std::vector<TopicId> ids;
    for (const auto& [topic, partitions] : model_.topics) {
      if (random_.chance(0.5)) ids.push_back(topic);
    }
    if (!deleted_.empty() && random_.chance(0.1)) ids.push_back(deleted_.back());
    std::ranges::sort(ids);
    std::vector<std::pair<TopicId, std::vector<Batch>>> topics;
    for (const TopicId& topic : ids) {
      std::vector<Batch> batches;
      for (std::int32_t partition = 0; partition < 5; ++partition) {
        for (std::uint64_t n = random_.below(3); n > 0; --n) {
          batches.push_back(any_batch(topic, partition));
        }
      }
      topics.emplace_back(topic, batches);
    }
    const std::uint64_t counter = model_.sessions[session].last + 1 + random_.below(2);
    CommitObject commit = test::commit_of(SessionId(session), counter, topics);
    commit.lowest_wanted = FlushCounter(counter > 6 ? counter - 6 + random_.below(6) : 1);
    return commit;
  }

  void commit() {
    const std::uint64_t session = 1 + random_.below(model_.sessions.size());
    const CommitObject commit = any_commit(session);
    const UnixMillis now = machine_.now;
    const Outcome outcome = machine_.run(commit);
    ModelSession& known = model_.sessions[session];
    if (!known.live) {
      EXPECT_EQ(outcome.error, kSessionEnded);
      return;
    }
    ASSERT_EQ(outcome.error, kNone);
    const std::vector<EntryResult> expected = model_.commit(commit, now);
    ASSERT_EQ(test::results_of(outcome), expected);
    known.last = commit.counter.value;
    known.results[known.last] = expected;
    std::erase_if(known.results,
                  [&](const auto& r) { return r.first < commit.lowest_wanted.value; });
    last_commits_.push_back(commit);
  }

  void retry() {
    if (last_commits_.empty()) return;
    const CommitObject& commit =
        last_commits_[last_commits_.size() - 1 -
                      random_.below(std::min<std::size_t>(last_commits_.size(), 12))];
    const Outcome outcome = machine_.run(commit);
    EXPECT_FALSE(outcome.decision);
    const ModelSession& known = model_.sessions[commit.session.value];
    const auto stored = known.results.find(commit.counter.value);
    if (!known.live) {
      EXPECT_EQ(outcome.error, kSessionEnded);
    } else if (stored == known.results.end()) {
      EXPECT_EQ(outcome.error, kCounterTooOld);
    } else {
      ASSERT_EQ(outcome.error, kNone);
      EXPECT_EQ(test::results_of(outcome), stored->second);
    }
  }

  // The decisions since the last round as one record, applied to everybody who follows.
  void close_round() {
    RecordBuilder record(kFirstShard, LeaderEpoch(1), follower_.position());
    for (const Decision& decision : machine_.decisions) record.add(decision);
    machine_.decisions.clear();
    const bytes::Slice blob = record.finish();
    log_.push_back(blob);
    machine_.state.set_position(record.position());
    for (State* state : {&follower_, &replica_}) {
      const auto applied = apply_record(*state, blob.span());
      ASSERT_TRUE(applied) << applied.error().to_string();
      ASSERT_EQ(*applied, record.position());
    }
    ASSERT_EQ(state_hash(machine_.state), state_hash(follower_));
  }

  // The machine dies and comes back from a snapshot of the follower; so does the replica.
  void restart() {
    close_round();
    const bytes::Slice snapshot = serialize_snapshot(follower_).flatten();
    auto parsed = parse_snapshot(snapshot.span());
    ASSERT_TRUE(parsed) << parsed.error().to_string();
    ASSERT_EQ(state_hash(*parsed), state_hash(machine_.state));
    ASSERT_EQ(parsed->position(), machine_.state.position());
    machine_.state = *std::move(parsed);
    auto replica = parse_snapshot(snapshot.span(), Mode::kReplica);
    ASSERT_TRUE(replica) << replica.error().to_string();
    ASSERT_EQ(state_hash(*replica), state_hash(replica_));
    replica_ = *std::move(replica);
    if (random_.chance(0.3)) middle_snapshot_ = {log_.size(), snapshot};
  }

  // Every offset of every partition leads to the object and position that the model remembers.
  void check_index() {
    EXPECT_EQ(machine_.state.topic_count(), model_.topics.size());
    for (const auto& [topic, partitions] : model_.topics) {
      for (std::size_t p = 0; p < partitions.size(); ++p) {
        const PartitionIndex index(static_cast<std::int32_t>(p));
        for (const State* state : {&machine_.state, &replica_}) {
          const auto view = state->find_partition(topic, index);
          ASSERT_TRUE(view);
          EXPECT_EQ(view->high_watermark.value, Model::end_of(partitions[p]));
          for (const ModelBatch& batch : partitions[p]) check_batch(*state, topic, index, batch);
        }
      }
    }
  }

  static void check_batch(const State& state, const TopicId& topic, PartitionIndex index,
                          const ModelBatch& batch) {
    const auto runs = state.find(topic, index, Offset(batch.base));
    ASSERT_FALSE(runs.empty());
    EXPECT_LE(runs[0].base_offset, batch.base);
    EXPECT_GE(runs[0].last().value, batch.base + batch.count - 1);
    EXPECT_EQ(state.object(runs[0]).id, batch.object);
    EXPECT_LE(runs[0].position, batch.position);
    EXPECT_GE(runs[0].position + runs[0].byte_length, batch.position + 100);
    EXPECT_GE(runs[0].max_timestamp_ms, batch.timestamp_ms);
  }

  // Older snapshot + the log behind it = the newest state, byte for byte.
  void check_builder() {
    State start;
    if (!middle_snapshot_.second.empty()) {
      start = *parse_snapshot(middle_snapshot_.second.span());
    }
    StateBuilder builder(std::move(start));
    for (std::size_t i = middle_snapshot_.first; i < log_.size(); ++i) {
      ASSERT_TRUE(builder.apply(log_[i].span()));
    }
    const State built = std::move(builder).finish();
    EXPECT_EQ(serialize_snapshot(built).flatten().text(),
              serialize_snapshot(machine_.state).flatten().text());
  }

  Random random_;
  Machine machine_;
  Model model_;
  State follower_{Mode::kFull};
  State replica_{Mode::kReplica};
  std::vector<bytes::Slice> log_;
  std::pair<std::size_t, bytes::Slice> middle_snapshot_{0, {}};
  std::map<std::uint64_t, TopicId> names_;
  std::vector<TopicId> deleted_;
  std::vector<CommitObject> last_commits_;
  std::int64_t given_ = 0;
};

TEST(Model, RandomCommandsAgree) {
  for (std::uint64_t seed = 1; seed <= 60 && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    ModelRun(seed).run(400);
  }
}

}  // namespace
}  // namespace ringfence::meta
