// Goal: a read returns exactly the batches that the index holds from an offset on, patched and
// otherwise untouched; damaged and missing objects are named and stop nobody else; lookups by time
// agree with a scan. Method: records are appended through the batcher, then read with and without
// the cache, and compared with what was appended.
#include "storage/reader.h"

#include "base/deliberate_bugs.h"
#include "storage/test_ingest.h"

namespace ringfence::storage {
namespace {

class ReaderTest : public test::IngestFixture {
 protected:
  ~ReaderTest() override {
    set_deliberate_bug("none");
    for (auto& cache : caches_) scheduler_.run(stop_cache(*cache));
  }
  async::Task<int> stop_cache(BlockCache& cache) {
    co_await cache.stop();
    co_return 0;
  }
  // A reader whose blocks all come from the store, and one that shares the batcher's cache.
  Reader& cold(std::size_t block_bytes = 1 << 20) {
    BlockCacheOptions options;
    options.block_bytes = block_bytes;
    caches_.push_back(std::make_unique<BlockCache>(loop_, store_, options));
    readers_.push_back(std::make_unique<Reader>(*caches_.back(), metadata_));
    return *readers_.back();
  }
  Reader& warm() { return warm_; }

  Result<ReadResult> read(Reader& reader, int partition, std::int64_t offset,
                          ReadLimits limits = {}) {
    return scheduler_.run(reader.read(at(partition), Offset(offset), limits, {}));
  }
  struct Seen {
    std::int64_t offset;
    std::string value;
    bool operator==(const Seen&) const = default;
  };
  static std::vector<Seen> records(const ReadResult& result) {
    std::vector<Seen> out;
    const bytes::Slice flat = result.records.flatten();
    kafka::BatchCursor cursor(flat);
    std::uint32_t batches = 0;
    while (true) {
      const auto more = cursor.next();
      EXPECT_TRUE(more.ok());
      if (!more || !*more) break;
      ++batches;
      EXPECT_TRUE(kafka::validate_batch(cursor.batch().span()).ok());
      EXPECT_EQ(cursor.header().partition_leader_epoch, -1);
      auto reader = kafka::RecordReader::open(cursor.batch().span(), 1 << 20);
      kafka::Record record;
      while (*reader->next(record)) {
        out.push_back(
            {record.offset, std::string(reinterpret_cast<const char*>(record.value->data()),
                                        record.value->size())});
      }
    }
    EXPECT_EQ(batches, result.batch_count);
    return out;
  }
  // Reads a partition to its end, fetch after fetch.
  std::vector<Seen> read_all(Reader& reader, int partition, ReadLimits limits) {
    std::vector<Seen> all;
    std::int64_t offset = 0;
    while (true) {
      const auto got = read(reader, partition, offset, limits);
      EXPECT_TRUE(got.ok()) << (got.ok() ? "" : got.error().to_string());
      if (!got || got->batch_count == 0) return all;
      for (Seen& seen : records(*got)) all.push_back(std::move(seen));
      EXPECT_GT(got->next_offset.value, offset);
      offset = got->next_offset.value;
    }
  }
  // Fills partitions 0..2; returns what each should hold.
  std::array<std::vector<Seen>, 3> fill(int batches, std::uint64_t seed) {
    std::array<std::vector<Seen>, 3> expected;
    Random random(seed);
    for (int i = 0; i < batches; ++i) {
      const auto partition = random.below(3);
      test::BatchSpec spec;
      spec.partition = at(static_cast<int>(partition));
      spec.records = 1 + static_cast<int>(random.below(4));
      spec.value = std::to_string(i) + std::string(random.below(800), '.');
      spec.compression = random.chance(0.3) ? bytes::Compression::kLz4 : bytes::Compression::kNone;
      for (int r = 0; r < spec.records; ++r) {
        auto& list = expected[partition];
        list.push_back({static_cast<std::int64_t>(list.size()), spec.value});
      }
      append(spec);
      if (random.chance(0.2)) run_for(milliseconds(5));
    }
    run_for(seconds(5));
    return expected;
  }

  std::vector<std::unique_ptr<BlockCache>> caches_;
  std::vector<std::unique_ptr<Reader>> readers_;
  Reader warm_{cache_, metadata_};
};

TEST_F(ReaderTest, EverythingIsReadOnceAndInOrder) {
  start();
  const std::uint64_t seed = test::seed_of_run();
  const auto expected = fill(400, seed);
  for (const std::size_t bytes_max : {1u, 700u, 5000u, 1u << 20}) {
    for (Reader* reader : {&warm(), &cold(512), &cold(4096), &cold()}) {
      for (int p = 0; p < 3; ++p) {
        EXPECT_EQ(read_all(*reader, p, {bytes_max, true}), expected[static_cast<std::size_t>(p)])
            << "seed " << seed << " bytes_max " << bytes_max;
      }
    }
  }
}

TEST_F(ReaderTest, TailReadsCostNoGet) {
  start();
  fill(100, 1);
  read_all(warm(), 0, {});
  EXPECT_EQ(store_.gets, 0);
}

TEST_F(ReaderTest, TheBatchThatHoldsTheOffsetComesWhole) {
  start();
  test::BatchSpec spec;
  spec.partition = at(0);
  for (int i = 0; i < 5; ++i) {
    spec.records = 10;
    spec.value = std::to_string(i);
    append(spec);
  }
  run_for(seconds(1));
  for (Reader* reader : {&warm(), &cold(64)}) {
    const auto got = read(*reader, 0, 27, {1, true});
    ASSERT_TRUE(got.ok());
    const auto seen = records(*got);
    ASSERT_EQ(seen.size(), 10u);
    EXPECT_EQ(seen.front().offset, 20);
    EXPECT_EQ(got->next_offset.value, 30);
  }
}

TEST_F(ReaderTest, LimitsAreKept) {
  start();
  for (int i = 0; i < 20; ++i) append(0, std::string(1000, 'x'));
  run_for(seconds(1));
  const auto some = read(warm(), 0, 0, {5000, true});
  EXPECT_LE(some->records.size(), 5000u);
  EXPECT_EQ(some->batch_count, 4u);
  EXPECT_EQ(read(warm(), 0, 0, {10, true})->batch_count, 1u);
  EXPECT_EQ(read(warm(), 0, 0, {10, false})->batch_count, 0u);
  EXPECT_EQ(read(cold(), 0, 0, {10, false})->batch_count, 0u);
}

TEST_F(ReaderTest, NothingIsThereAtTheEndOrInUnknownPlaces) {
  start();
  append(0, "x");
  run_for(seconds(1));
  EXPECT_EQ(read(warm(), 0, 1)->batch_count, 0u);
  EXPECT_EQ(read(warm(), 0, 1)->next_offset.value, 1);
  EXPECT_EQ(read(warm(), 3, 0)->batch_count, 0u);
  const auto unknown =
      scheduler_.run(warm().read({TopicId{{77}}, PartitionIndex(0)}, Offset(0), {}, {}));
  EXPECT_EQ(unknown->batch_count, 0u);
}

TEST_F(ReaderTest, ADamagedObjectIsNamedAndOthersGoOn) {
  start();
  append(0, std::string(500, 'a'));
  run_for(seconds(1));
  append(0, std::string(500, 'b'));
  append(1, std::string(500, 'c'));
  run_for(seconds(1));
  // One flipped bit in a record of the second object.
  const auto& object =
      metadata_.state().object(metadata_.state().find(topic_, PartitionIndex(0), Offset(1))[0]);
  const std::string key = object_key(object.id);
  std::string body(scheduler_.run(store_.memory().get(key, 0, {}, {}))->data.text());
  const auto place = body.find("bbbbbb");
  body[place + 3] ^= 1;
  (void)scheduler_.run(store_.memory().put(key, bytes::Chain(bytes::Slice::copy_of(body)), {}, {}));
  Reader& reader = cold();
  const auto damaged = read(reader, 0, 1);
  ASSERT_TRUE(damaged.failed_with(ErrorCode::kCorrupt));
  EXPECT_NE(damaged.error().detail.find(object.id.to_hex()), std::string::npos);
  // What lies before it is served, and so is the other partition of the same object.
  EXPECT_EQ(records(*read(reader, 0, 0)).size(), 1u);
  EXPECT_EQ(records(*read(reader, 1, 0)).size(), 1u);
  // Repaired: nothing of the damage was cached.
  body[place + 3] ^= 1;
  (void)scheduler_.run(store_.memory().put(key, bytes::Chain(bytes::Slice::copy_of(body)), {}, {}));
  EXPECT_TRUE(read(reader, 0, 1).ok());
}

TEST_F(ReaderTest, AMissingObjectIsBelievedOnlyAfterTheIndexWasConfirmed) {
  start();
  append(0, "x");
  run_for(seconds(1));
  const auto& object =
      metadata_.state().object(metadata_.state().find(topic_, PartitionIndex(0), Offset(0))[0]);
  (void)scheduler_.run(store_.memory().remove(object_key(object.id), {}));
  const auto missing = read(cold(), 0, 0);
  ASSERT_TRUE(missing.failed_with(ErrorCode::kCorrupt));
  EXPECT_NE(missing.error().detail.find(object.id.to_hex()), std::string::npos);
  EXPECT_EQ(metadata_.read_indexes, 1);
}

TEST_F(ReaderTest, AReferenceThatIsGoneByThenIsPlannedAgain) {
  start();
  append(0, "x");
  run_for(seconds(1));
  const auto object =
      metadata_.state().object(metadata_.state().find(topic_, PartitionIndex(0), Offset(0))[0]);
  (void)scheduler_.run(store_.memory().remove(object_key(object.id), {}));
  // The replica learns of the deletion while the read is under way.
  metadata_.on_read_index = [this] { metadata_.delete_topic(topic_); };
  const auto got = read(cold(), 0, 0);
  ASSERT_TRUE(got.ok());
  EXPECT_EQ(got->batch_count, 0u);
}

TEST_F(ReaderTest, TimeLookupsAgreeWithAScan) {
  start();
  const std::uint64_t seed = test::seed_of_run();
  Random random(seed);
  std::vector<std::int64_t> times;  // by offset
  for (int i = 0; i < 60; ++i) {
    test::BatchSpec spec;
    spec.partition = at(0);
    spec.records = 1 + static_cast<int>(random.below(5));
    spec.timestamp = 1000 + static_cast<std::int64_t>(random.below(500));  // not ascending
    spec.timestamp_step = random.between(-3, 9);
    spec.compression = random.chance(0.4) ? bytes::Compression::kGzip : bytes::Compression::kNone;
    for (int r = 0; r < spec.records; ++r)
      times.push_back(spec.timestamp + r * spec.timestamp_step);
    append(spec);
    if (random.chance(0.3)) run_for(milliseconds(5));
  }
  run_for(seconds(2));
  Reader& reader = cold(2048);
  for (std::int64_t at_ms = 980; at_ms < 1560; at_ms += 7) {
    const auto found = scheduler_.run(reader.find_time(at(0), UnixMillis{at_ms}, {}));
    ASSERT_TRUE(found.ok());
    const auto expected =
        std::find_if(times.begin(), times.end(), [&](std::int64_t time) { return time >= at_ms; });
    ASSERT_EQ(found->has_value(), expected != times.end()) << at_ms << " seed " << seed;
    if (!*found) continue;
    EXPECT_EQ((*found)->offset.value, expected - times.begin()) << at_ms << " seed " << seed;
    EXPECT_EQ((*found)->timestamp.ms, *expected);
  }
  const auto largest = scheduler_.run(reader.find_max_timestamp(at(0), {}));
  const auto expected = std::max_element(times.begin(), times.end());
  ASSERT_TRUE(largest.ok() && largest->has_value());
  EXPECT_EQ((*largest)->offset.value, expected - times.begin()) << "seed " << seed;
  EXPECT_EQ((*largest)->timestamp.ms, *expected);
  const auto none = scheduler_.run(reader.find_max_timestamp(at(3), {}));
  EXPECT_TRUE(none.ok() && !none->has_value());
}

#ifdef RINGFENCE_DELIBERATE_BUGS

TEST_F(ReaderTest, BugFetchSkipsHeadBatch) {
  start();
  for (int i = 0; i < 5; ++i) append(0, std::to_string(i));
  run_for(seconds(1));
  ASSERT_TRUE(set_deliberate_bug("fetch_skips_head_batch"));
  EXPECT_EQ(records(*read(warm(), 0, 0)).front().value, "1");
}

TEST_F(ReaderTest, BugStaleCacheBlockServesAnotherObject) {
  start();
  append(0, "first");
  run_for(seconds(1));
  append(0, "other");
  run_for(seconds(1));
  ASSERT_TRUE(set_deliberate_bug("stale_cache_block"));
  Reader& reader = cold();
  EXPECT_EQ(records(*read(reader, 0, 1)).front().value, "other");
  EXPECT_EQ(records(*read(reader, 0, 0)).front().value, "other");
}

#endif

}  // namespace
}  // namespace ringfence::storage
