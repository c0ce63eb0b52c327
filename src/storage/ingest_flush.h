// The insides of the batcher: requests that wait and flushes under way. Used by ingest*.cc only.
#pragma once

#include <memory>
#include <vector>

#include "async/wait.h"
#include "storage/ingest.h"
#include "storage/object_format.h"

namespace ringfence::storage {

// The batches of one append(). Shared: the caller may leave before the last is settled.
struct Ingest::Request {
  Request(async::Loop& loop, std::vector<Batch> given, Reservation held)
      : batches(std::move(given)),
        results(batches.size(), Result<AppendResult>(Error(ErrorCode::kUnknownOutcome))),
        settled(batches.size(), 0),
        open(batches.size()),
        reservation(std::move(held)),
        done(loop) {}

  std::vector<Batch> batches;
  AppendResults results;
  std::vector<std::uint8_t> settled;
  std::size_t open;      // batches without a result
  std::size_t next = 0;  // the first batch that is in no flush yet
  std::size_t retained_bytes = 0;
  Reservation reservation;
  MonotonicTime arrived;
  async::WaitQueue done;
};

// One object on its way.
struct Ingest::Flush {
  struct Item {
    Request* request = nullptr;
    std::uint32_t index = 0;
    bool behind_failure = false;  // an earlier sequence failed for good after this one was queued
    const Batch& batch() const { return request->batches[index]; }
    bool settled() const { return request->settled[index] != 0; }
  };

  explicit Flush(async::Loop& loop) : finished(loop) {}

  std::uint64_t ticket = 0;
  SessionId session;
  FlushCounter counter;
  ObjectIdentity identity;
  std::string key;
  std::vector<RequestPtr> requests;  // keeps the items' requests alive
  std::vector<Item> items;           // sorted by partition, arrival order within one
  BuiltObject object;
  std::size_t batch_bytes = 0;
  std::uint64_t object_size = 0;
  std::size_t retained_bytes = 0;
  MonotonicTime answer_by;
  std::vector<std::uint32_t> committed_items;  // items in the order of the commit's entries
  bool committing = false;
  async::Event finished;
};

}  // namespace ringfence::storage
