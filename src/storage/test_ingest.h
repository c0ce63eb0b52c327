// What the tests of the batcher share: an ingest on a SimLoop with a store and a metadata service
// that fail on demand.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "async/sim_loop.h"
#include "async/task_group.h"
#include "kafka/protocol/record_reader.h"
#include "storage/ingest.h"
#include "storage/test_batches.h"
#include "storage/test_metadata.h"
#include "storage/test_store.h"

namespace ringfence::storage::test {

using Fate = TestMetadata::Fate;

class IngestFixture : public ::testing::Test {
 protected:
  IngestFixture() {
    options_.cluster = ClusterId{{9}};
    topic_ = metadata_.create_topic(4);
  }
  ~IngestFixture() override {
    if (ingest_ == nullptr) return;
    release_all();
    scheduler_.run(stop());
  }
  void release_all() {
    metadata_.release();
    store_.release_puts();
  }
  async::Task<int> stop() {
    co_await ingest_->stop();
    co_await callers_.join();
    co_await cache_.stop();
    co_return 0;
  }

  void start() {
    ingest_ = std::make_unique<Ingest>(loop_, store_, cache_, metadata_, ids_, options_);
    ingest_->start();
  }

  // One append of one batch, running; `value` is what its record holds.
  struct Pending {
    bool done = false;
    Result<AppendResult> result = Error(ErrorCode::kInternal);
  };
  std::shared_ptr<Pending> append(BatchSpec spec) {
    auto pending = std::make_shared<Pending>();
    callers_.spawn(append_one(make_test_batch(spec), pending));
    return pending;
  }
  std::shared_ptr<Pending> append(int partition, std::string value) {
    BatchSpec spec;
    spec.partition = at(partition);
    spec.value = std::move(value);
    return append(spec);
  }
  // Of an idempotent producer.
  std::shared_ptr<Pending> append_sequence(int partition, std::int32_t sequence,
                                           std::int64_t producer = 7) {
    BatchSpec spec;
    spec.partition = at(partition);
    spec.producer = ProducerId(producer);
    spec.sequence = sequence;
    return append(spec);
  }
  async::Task<void> append_one(Batch batch, std::shared_ptr<Pending> pending) {
    std::vector<Batch> batches;
    batches.push_back(std::move(batch));
    auto results = co_await ingest_->append(std::move(batches), Reservation());
    pending->result = std::move(results[0]);
    pending->done = true;
  }
  TopicPartition at(int partition) const { return {topic_, PartitionIndex(partition)}; }

  void run_for(Duration d) { scheduler_.run(pass(d)); }
  async::Task<int> pass(Duration d) {
    co_await async::sleep_for(loop_, d);
    co_return 0;
  }
  async::Task<int> join(async::TaskGroup& group) {
    co_await group.join();
    co_return 0;
  }
  async::Task<void> produce_within_budget(int& granted) {
    auto reservation = co_await ingest_->reserve(10'000, {});
    EXPECT_TRUE(reservation.ok());
    ++granted;
    BatchSpec spec;
    spec.partition = at(0);
    std::vector<Batch> batches;
    batches.push_back(make_test_batch(spec));
    const auto results = co_await ingest_->append(std::move(batches), std::move(*reservation));
    EXPECT_TRUE(results[0].ok());
  }
  std::int64_t high_watermark(int partition) {
    return metadata_.state()
        .find_partition(topic_, PartitionIndex(partition))
        ->high_watermark.value;
  }
  // The record values of a partition in offset order, from the bytes in the store.
  std::vector<std::string> stored_values(int partition) {
    std::vector<std::string> values;
    for (const meta::Run& run :
         metadata_.state().find(topic_, PartitionIndex(partition), Offset(0))) {
      const auto& object = metadata_.state().object(run);
      auto got = scheduler_.run(
          store_.memory().get(object_key(object.id), run.position, run.byte_length, {}));
      EXPECT_TRUE(got.ok());
      kafka::BatchCursor cursor(got->data);
      while (*cursor.next()) {
        auto reader = kafka::RecordReader::open(cursor.batch().span(), 1 << 20);
        kafka::Record record;
        while (*reader->next(record)) {
          values.emplace_back(reinterpret_cast<const char*>(record.value->data()),
                              record.value->size());
        }
      }
    }
    return values;
  }

  async::SimScheduler scheduler_{11};
  async::SimLoop loop_{scheduler_, 2, UnixMillis{1'700'000'000'000}};
  TestStore store_{loop_};
  TestMetadata metadata_{loop_};
  BlockCache cache_{loop_, store_, {}};
  PlainIds ids_;
  IngestOptions options_;
  TopicId topic_;
  async::TaskGroup callers_{loop_};
  std::unique_ptr<Ingest> ingest_;
};

}  // namespace ringfence::storage::test
