#include "metadata/service/replica.h"

#include <utility>

#include "base/assert.h"
#include "metadata/state/builder.h"

namespace ringfence::meta {

Replica::Replica(async::Loop& loop) : loop_(loop), last_contact_(loop.now()) {}

Replica::~Replica() { RF_ASSERT(watches_.empty(), "a replica died with long polls"); }

void Replica::note_contact() { last_contact_ = loop_.now(); }

Result<void> Replica::apply(const bytes::Slice& blob) {
  RF_TRY_ASSIGN(const Record record, parse_record(blob.span()));
  if (record.header.sequence <= applied()) {
    if (record.header.sequence == applied() && record.hash != position().hash)
      return Error(ErrorCode::kCorrupt, "another history of a record that was applied");
    return {};
  }
  // A deletion says only the id; how many partitions wait is known before it is applied.
  std::vector<std::pair<TopicId, std::int32_t>> deleted;
  for (const Decision& decision : record.decisions) {
    if (const auto* gone = std::get_if<TopicDeleted>(&decision.body))
      if (const Topic* topic = state_.find_topic(gone->topic))
        deleted.emplace_back(gone->topic, topic->partition_count());
  }
  RF_TRY(apply_record(state_, record));
  note_contact();
  for (const Decision& decision : record.decisions) signal_decision(decision);
  for (const auto& [topic, partitions] : deleted) signal_topic(topic, partitions);
  wake_applied();
  return {};
}

void Replica::replace(State state) {
  RF_ASSERT(state.mode() == Mode::kReplica, "an agent holds a replica, not a full state");
  state_ = std::move(state);
  note_contact();
  // Rare: everybody looks again. Sorted, because the table's order differs from process to process.
  std::vector<TopicPartition> watched;
  watched.reserve(watches_.size());
  for (const auto& [partition, entry] : watches_) watched.push_back(partition);
  std::sort(watched.begin(), watched.end());
  for (const TopicPartition& partition : watched) signal(partition);
  wake_applied();
}

void Replica::wake_applied() {
  while (!applied_waits_.empty() && applied_waits_.begin()->first <= applied()) {
    applied_waits_.begin()->second->wake_all();
    applied_waits_.erase(applied_waits_.begin());
  }
}

void Replica::close() {
  closed_ = true;
  for (auto& [sequence, queue] : applied_waits_) queue->wake_all();
  applied_waits_.clear();
}

async::Task<async::Wake> Replica::wait_applied(LogSequence sequence, async::Deadline deadline) {
  while (applied() < sequence) {
    if (closed_) co_return async::Wake::kCancelled;
    std::unique_ptr<async::WaitQueue>& queue = applied_waits_[sequence];
    if (queue == nullptr) queue = std::make_unique<async::WaitQueue>(loop_);
    const async::Wake wake = co_await queue->wait(deadline);
    if (applied() >= sequence) break;
    if (wake == async::Wake::kSignalled) continue;
    const auto left = applied_waits_.find(sequence);
    if (left != applied_waits_.end() && !left->second->has_waiters()) applied_waits_.erase(left);
    co_return wake;
  }
  co_return async::Wake::kSignalled;
}

async::Task<async::Wake> Replica::wait_beyond(LogSequence seen, async::Deadline deadline) {
  return wait_applied(seen.next(), deadline);
}

void Replica::signal(const TopicPartition& partition) {
  const auto found = watches_.find(partition);
  if (found == watches_.end()) return;
  for (WatchEntry* entry = found->second; entry != nullptr; entry = entry->next)
    entry->watch->signalled();
}

void Replica::signal_topic(const TopicId& topic, std::int32_t partitions) {
  for (std::int32_t i = 0; i < partitions; ++i) signal({topic, PartitionIndex(i)});
}

void Replica::signal_decision(const Decision& decision) {
  if (watches_.empty()) return;
  if (const auto* committed = std::get_if<ObjectCommitted>(&decision.body)) {
    std::size_t index = 0;
    for (const CommitTopic& topic : committed->commit.topics) {
      const std::size_t end = index + topic.entry_count;
      for (; index < end; ++index) {
        // A replica's record may leave out what became of refused entries; a needless wake is
        // harmless.
        const PartitionIndex partition = committed->commit.entries[index].partition;
        const bool again =
            index + 1 < end && committed->commit.entries[index + 1].partition == partition;
        if (!again) signal({topic.topic, partition});
      }
    }
  } else if (const auto* created = std::get_if<TopicCreated>(&decision.body)) {
    signal_topic(created->topic, created->partition_count);
  }
}

void Replica::add_watch(WatchEntry& entry) {
  WatchEntry*& head = watches_[entry.partition];
  entry.next = head;
  entry.previous = nullptr;
  if (head != nullptr) head->previous = &entry;
  head = &entry;
}

void Replica::remove_watch(WatchEntry& entry) {
  if (entry.next != nullptr) entry.next->previous = entry.previous;
  if (entry.previous != nullptr) {
    entry.previous->next = entry.next;
  } else if (entry.next != nullptr) {
    watches_[entry.partition] = entry.next;
  } else {
    watches_.erase(entry.partition);
  }
}

PartitionWatch::PartitionWatch(Replica& replica, const std::vector<TopicPartition>& partitions)
    : replica_(replica), entries_(partitions.size()), queue_(replica.loop_) {
  for (std::size_t i = 0; i < partitions.size(); ++i) {
    entries_[i].watch = this;
    entries_[i].partition = partitions[i];
    replica_.add_watch(entries_[i]);
  }
}

PartitionWatch::~PartitionWatch() {
  for (Replica::WatchEntry& entry : entries_) replica_.remove_watch(entry);
}

void PartitionWatch::signalled() {
  if (signalled_) return;
  signalled_ = true;
  queue_.wake_all();
}

async::Task<async::Wake> PartitionWatch::wait(async::Deadline deadline) {
  while (!signalled_) {
    const async::Wake wake = co_await queue_.wait(deadline);
    if (!signalled_ && wake != async::Wake::kSignalled) co_return wake;
  }
  signalled_ = false;
  co_return async::Wake::kSignalled;
}

}  // namespace ringfence::meta
