// Goal: every engine keeps the contract of metadata_log.h, so that the sequencer need not know
// which one it has. Method: one suite, run against each engine; "reopen" drops the object and opens
// a new one on the same storage.
#include "metadata/log/metadata_log.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "async/sim_loop.h"
#include "async/task_group.h"
#include "metadata/log/memory_log.h"
#include "metadata/log/sqlite_log.h"

namespace ringfence::meta {
namespace {

namespace fs = std::filesystem;

bytes::Slice blob(std::string_view text) { return bytes::Slice::copy_of(text); }

class MetadataLogTest : public testing::TestWithParam<const char*> {
 protected:
  MetadataLogTest() : scheduler_(1), loop_(scheduler_, 2, UnixMillis{0}) {
    directory_ = fs::temp_directory_path() / ("rf_log_test_" + std::to_string(getpid()));
    fs::remove_all(directory_);
    fs::create_directories(directory_);
    reopen();
  }
  ~MetadataLogTest() override {
    log_.reset();
    fs::remove_all(directory_);
  }

  // A new object over what the last one stored, as after a crash.
  void reopen() {
    log_.reset();
    if (std::string_view(GetParam()) == "memory") {
      log_ = std::make_unique<MemoryLog>(store_);
    } else {
      log_ = std::make_unique<SqliteLog>(loop_, (directory_ / "log.db").string());
    }
  }
  template <class T>
  T run(async::Task<T> task) {
    return scheduler_.run(std::move(task));
  }
  LogOpened open() {
    auto opened = run(log_->open(kFirstShard));
    EXPECT_TRUE(opened) << opened.error().to_string();
    return *opened;
  }
  Result<void> append(LeaderEpoch epoch, std::uint64_t sequence, std::string_view text) {
    return run(log_->append(epoch, LogSequence(sequence), blob(text)));
  }
  std::vector<std::string> read(std::uint64_t from, std::size_t bytes_max = 1 << 20) {
    auto records = run(log_->read(LogSequence(from), bytes_max));
    EXPECT_TRUE(records) << records.error().to_string();
    std::vector<std::string> texts;
    for (const LogRecord& record : *records) {
      EXPECT_EQ(record.sequence.value, from + texts.size());
      texts.emplace_back(record.blob.text());
    }
    return texts;
  }
  SnapshotPointer pointer(std::uint64_t sequence) {
    SnapshotPointer pointer{.object_key = "snapshots/" + std::to_string(sequence)};
    pointer.position.sequence = LogSequence(sequence);
    pointer.position.hash.fill(static_cast<std::uint8_t>(sequence));
    return pointer;
  }

  async::SimScheduler scheduler_;
  async::SimLoop loop_;
  fs::path directory_;
  MemoryLogStore store_;
  std::unique_ptr<MetadataLog> log_;
};

TEST_P(MetadataLogTest, StartsEmpty) {
  EXPECT_TRUE(append(LeaderEpoch(1), 1, "before open").failed_with(ErrorCode::kUnavailable));
  const LogOpened opened = open();
  EXPECT_EQ(opened.epoch, LeaderEpoch(1));
  EXPECT_EQ(opened.last, LogSequence(0));
  EXPECT_EQ(opened.first, LogSequence(1));
  EXPECT_TRUE(read(1).empty());
  EXPECT_FALSE(run(log_->snapshot_pointer())->has_value());
}

TEST_P(MetadataLogTest, ReadsBackWhatWasAppended) {
  const LogOpened opened = open();
  ASSERT_TRUE(append(opened.epoch, 1, "one"));
  ASSERT_TRUE(append(opened.epoch, 2, ""));
  ASSERT_TRUE(append(opened.epoch, 3, "three"));
  EXPECT_EQ(read(1), (std::vector<std::string>{"one", "", "three"}));
  EXPECT_EQ(read(3), (std::vector<std::string>{"three"}));
  EXPECT_TRUE(read(4).empty());
  EXPECT_EQ(read(1, 3), (std::vector<std::string>{"one", ""}));
  EXPECT_EQ(read(3, 1), (std::vector<std::string>{"three"})) << "at least one record";
}

TEST_P(MetadataLogTest, ALargeRecordSurvives) {
  const LogOpened opened = open();
  std::string large(3 << 20, '\0');
  for (std::size_t i = 0; i < large.size(); ++i)
    large[i] = static_cast<char>(i * 2654435761u >> 13);
  ASSERT_TRUE(append(opened.epoch, 1, large));
  reopen();
  open();
  EXPECT_EQ(read(1), std::vector<std::string>{large});
}

TEST_P(MetadataLogTest, SequenceNumbersAreTakenOnce) {
  const LogOpened opened = open();
  ASSERT_TRUE(append(opened.epoch, 1, "one"));
  EXPECT_TRUE(append(opened.epoch, 1, "other").failed_with(ErrorCode::kAlreadyExists));
  EXPECT_TRUE(append(opened.epoch, 3, "gap").failed_with(ErrorCode::kInvalid));
  EXPECT_EQ(read(1), std::vector<std::string>{"one"});
}

TEST_P(MetadataLogTest, ANewOpeningFencesTheOld) {
  const LogOpened old = open();
  ASSERT_TRUE(append(old.epoch, 1, "one"));
  EXPECT_TRUE(run(log_->confirm_leadership(old.epoch)));
  const LogOpened next = open();
  EXPECT_GT(next.epoch, old.epoch);
  EXPECT_EQ(next.last, LogSequence(1));
  EXPECT_TRUE(append(old.epoch, 2, "late").failed_with(ErrorCode::kFenced));
  EXPECT_TRUE(run(log_->confirm_leadership(old.epoch)).failed_with(ErrorCode::kFenced));
  EXPECT_TRUE(
      run(log_->put_snapshot_pointer(old.epoch, pointer(1))).failed_with(ErrorCode::kFenced));
  EXPECT_TRUE(run(log_->truncate(old.epoch, LogSequence(1))).failed_with(ErrorCode::kFenced));
  ASSERT_TRUE(append(next.epoch, 2, "two"));
  EXPECT_EQ(read(1), (std::vector<std::string>{"one", "two"}));
}

TEST_P(MetadataLogTest, EverythingSurvivesReopening) {
  const LogOpened before = open();
  for (std::uint64_t i = 1; i <= 20; ++i) ASSERT_TRUE(append(before.epoch, i, std::to_string(i)));
  ASSERT_TRUE(run(log_->put_snapshot_pointer(before.epoch, pointer(12))));
  ASSERT_TRUE(run(log_->truncate(before.epoch, LogSequence(8))));
  reopen();
  const LogOpened after = open();
  EXPECT_EQ(after.epoch, before.epoch.next());
  EXPECT_EQ(after.last, LogSequence(20));
  EXPECT_EQ(after.first, LogSequence(9));
  EXPECT_EQ(*run(log_->snapshot_pointer()), pointer(12));
  EXPECT_EQ(read(9).size(), 12u);
  EXPECT_TRUE(run(log_->read(LogSequence(8), 100)).failed_with(ErrorCode::kNotFound));
}

TEST_P(MetadataLogTest, SnapshotPointersMoveForward) {
  const LogOpened opened = open();
  for (std::uint64_t i = 1; i <= 5; ++i) ASSERT_TRUE(append(opened.epoch, i, "x"));
  ASSERT_TRUE(run(log_->put_snapshot_pointer(opened.epoch, pointer(3))));
  EXPECT_TRUE(
      run(log_->put_snapshot_pointer(opened.epoch, pointer(2))).failed_with(ErrorCode::kInvalid));
  EXPECT_TRUE(
      run(log_->put_snapshot_pointer(opened.epoch, pointer(6))).failed_with(ErrorCode::kInvalid));
  SnapshotPointer nameless = pointer(4);
  nameless.object_key.clear();
  EXPECT_TRUE(
      run(log_->put_snapshot_pointer(opened.epoch, nameless)).failed_with(ErrorCode::kInvalid));
  EXPECT_EQ(*run(log_->snapshot_pointer()), pointer(3));
}

TEST_P(MetadataLogTest, TruncationNeedsASnapshot) {
  const LogOpened opened = open();
  for (std::uint64_t i = 1; i <= 300; ++i) ASSERT_TRUE(append(opened.epoch, i, "x"));
  EXPECT_TRUE(run(log_->truncate(opened.epoch, LogSequence(1))).failed_with(ErrorCode::kInvalid));
  ASSERT_TRUE(run(log_->put_snapshot_pointer(opened.epoch, pointer(300))));
  ASSERT_TRUE(run(log_->truncate(opened.epoch, LogSequence(270))));
  ASSERT_TRUE(run(log_->truncate(opened.epoch, LogSequence(10)))) << "again is nothing to do";
  EXPECT_EQ(read(271).size(), 30u);
  ASSERT_TRUE(run(log_->truncate(opened.epoch, LogSequence(300))));
  EXPECT_TRUE(read(301).empty());
  EXPECT_TRUE(append(opened.epoch, 300, "again").failed_with(ErrorCode::kAlreadyExists));
  ASSERT_TRUE(append(opened.epoch, 301, "next"));
  reopen();
  const LogOpened after = open();
  EXPECT_EQ(after.last, LogSequence(301));
  EXPECT_EQ(after.first, LogSequence(301));
}

TEST_P(MetadataLogTest, OneShardPerLog) {
  open();
  EXPECT_TRUE(run(log_->open(ShardId(7))).failed_with(ErrorCode::kInvalid));
}

TEST_P(MetadataLogTest, AClosedLogRefuses) {
  const LogOpened opened = open();
  ASSERT_TRUE(run(log_->close()));
  EXPECT_TRUE(append(opened.epoch, 1, "x").failed_with(ErrorCode::kUnavailable));
  EXPECT_TRUE(run(log_->open(kFirstShard)).failed_with(ErrorCode::kUnavailable));
  reopen();
  EXPECT_EQ(open().epoch, opened.epoch.next());
}

async::Task<void> append_into(MetadataLog& log, LeaderEpoch epoch, std::uint64_t sequence,
                              std::vector<std::uint64_t>& done) {
  const Result<void> result = co_await log.append(epoch, LogSequence(sequence), blob("x"));
  if (result) done.push_back(sequence);
}

TEST_P(MetadataLogTest, OverlappingCallsKeepTheirOrder) {
  const LogOpened opened = open();
  std::vector<std::uint64_t> done;
  async::TaskGroup group(loop_);
  for (std::uint64_t i = 1; i <= 10; ++i) {
    group.spawn(append_into(*log_, opened.epoch, i, done));
  }
  scheduler_.run_until([&] { return group.running() == 0; }, MonotonicTime::never());
  EXPECT_EQ(done, (std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
}

INSTANTIATE_TEST_SUITE_P(Engines, MetadataLogTest, testing::Values("memory", "sqlite"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace ringfence::meta
