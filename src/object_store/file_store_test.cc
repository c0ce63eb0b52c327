// Goal: the file store keeps rule 15 when the disk fails: what was answered is on disk, a failed
// fsync loses its object and stops writes, a full disk leaves no partial file. Method: the system
// calls are wrapped by one that records every step and fails chosen ones; the files themselves are
// real, in a fresh directory.
#include "object_store/file_store.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "async/sim_loop.h"
#include "object_store/direct_io.h"
#include "object_store/directory_lock.h"

namespace ringfence::store {
namespace {

std::string name_of_fd(int fd) {
  std::error_code failure;
  return std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(fd), failure)
      .filename()
      .string();
}

class FaultyCalls final : public FileCalls {
 public:
  // The next call of this kind on a file or directory whose name contains `match` fails with
  // `code`.
  void fail_next(std::string kind, std::string match, int code) {
    kind_ = std::move(kind);
    match_ = std::move(match);
    code_ = code;
  }
  std::vector<std::string> steps;
  std::size_t write_bytes_max = SIZE_MAX;

  int open_at(int directory, const char* name, int flags, mode_t mode) override {
    if (const int code = fault("open", name)) return code;
    if ((flags & O_CREAT) != 0) steps.push_back(std::string("create ") + name);
    return FileCalls::open_at(directory, name, flags, mode);
  }
  ssize_t write_vectors(int fd, const iovec* vectors, int count, off_t offset) override {
    if (const int code = fault("write", name_of_fd(fd))) {
      iovec half = vectors[0];
      half.iov_len = (half.iov_len + 1) / 2;
      (void)FileCalls::write_vectors(fd, &half, 1, offset);  // a part reached the file
      return code;
    }
    ++writes;
    if (write_bytes_max == SIZE_MAX) return FileCalls::write_vectors(fd, vectors, count, offset);
    iovec part = vectors[0];
    part.iov_len = std::min(part.iov_len, write_bytes_max);
    return FileCalls::write_vectors(fd, &part, 1, offset);
  }
  int sync(int fd) override {
    if (const int code = fault("sync", name_of_fd(fd))) return code;
    steps.push_back("sync " + name_of_fd(fd));
    return FileCalls::sync(fd);
  }
  int make_directory(int directory, const char* name, mode_t mode) override {
    const int result = FileCalls::make_directory(directory, name, mode);
    if (result >= 0) steps.push_back(std::string("mkdir ") + name);
    return result;
  }
  int link(int from_directory, const char* from, int to_directory, const char* to) override {
    steps.push_back(std::string("link ") + to);
    return FileCalls::link(from_directory, from, to_directory, to);
  }
  int rename(int from_directory, const char* from, int to_directory, const char* to) override {
    if (const int code = fault("rename", to)) return code;
    steps.push_back(std::string("rename ") + to);
    return FileCalls::rename(from_directory, from, to_directory, to);
  }
  int unlink(int directory, const char* name) override {
    if (const int code = fault("unlink", name)) return code;
    const int result = FileCalls::unlink(directory, name);
    if (result >= 0) steps.push_back(std::string("unlink ") + name);
    return result;
  }
  int writes = 0;

 private:
  int fault(const char* kind, const std::string& name) {
    if (kind_ != kind || name.find(match_) == std::string::npos) return 0;
    kind_.clear();
    steps.push_back(std::string("failed ") + kind + " " + name);
    return -code_;
  }

  std::string kind_, match_;
  int code_ = 0;
};

const std::string kKey = "data/0123456789abcdef0123456789abcdef";
const std::string kFile = "0123456789abcdef0123456789abcdef";

class FileStoreTest : public ::testing::Test {
 protected:
  FileStoreTest() {
    pattern_ = (std::filesystem::temp_directory_path() / "rf-file-XXXXXX").string();
    RF_ASSERT(::mkdtemp(pattern_.data()) != nullptr, "no temporary directory");
    root_ = pattern_ + "/bucket";
    reopen();
  }
  ~FileStoreTest() override { std::filesystem::remove_all(pattern_); }

  void reopen() {
    store_.reset();
    auto opened = FileStore::open(loop_, root_, calls_);
    RF_ASSERT(opened.ok(), "the store did not open");
    store_ = std::move(*opened);
    calls_.steps.clear();
  }
  Result<Etag> put(const std::string& key, std::string_view body, PutOptions options = {}) {
    bytes::Chain chain;
    chain.append(bytes::Slice::copy_of(body));
    return scheduler_.run(store_->put(key, chain, std::move(options), {}));
  }
  std::string text(const std::string& key) {
    auto got = scheduler_.run(store_->get(key, 0, {}, {}));
    return got ? std::string(got->data.text()) : std::string(error_name(got.error().code));
  }
  std::filesystem::path on_disk() const { return root_ + "/data/01~/" + kFile; }

  std::string pattern_, root_;
  FaultyCalls calls_;
  async::SimScheduler scheduler_{1};
  async::SimLoop loop_{scheduler_, 2, UnixMillis{1'700'000'000'000}};
  std::unique_ptr<FileStore> store_;
};

TEST_F(FileStoreTest, ADataObjectIsWrittenInTheOrderOfRule15) {
  ASSERT_TRUE(put(kKey, "body").ok());
  EXPECT_EQ(calls_.steps,
            (std::vector<std::string>{"mkdir data", "sync bucket", "mkdir 01~", "sync data",
                                      "create " + kFile, "sync " + kFile, "sync 01~"}));
  // The directories are known now: two syncs an object.
  calls_.steps.clear();
  const std::string next = "01ffffffffffffffffffffffffffffff";
  ASSERT_TRUE(put("data/" + next, "body").ok());
  EXPECT_EQ(calls_.steps, (std::vector<std::string>{"create " + next, "sync " + next, "sync 01~"}));
}

TEST_F(FileStoreTest, AfterARestartParentsAreSyncedOnceAgain) {
  ASSERT_TRUE(put(kKey, "body").ok());
  reopen();  // whoever made the directories may have died before their parents were synced
  ASSERT_TRUE(put("data/01eeeeeeeeeeeeeeeeeeeeeeeeeeeeee", "body").ok());
  EXPECT_EQ(calls_.steps[0], "sync bucket");
  EXPECT_EQ(calls_.steps[1], "sync data");
}

TEST_F(FileStoreTest, NamedObjectsGoThroughATemporaryFile) {
  auto made = put("cluster", "one", {PutCondition::kIfAbsent, {}});
  ASSERT_TRUE(made.ok());
  ASSERT_EQ(calls_.steps.size(), 5u);
  EXPECT_EQ(calls_.steps[2], "link cluster");
  EXPECT_EQ(calls_.steps[4], "sync bucket");
  calls_.steps.clear();
  ASSERT_TRUE(put("cluster", "two", {PutCondition::kIfMatch, *made}).ok());
  EXPECT_EQ(calls_.steps[calls_.steps.size() - 2], "rename cluster");
  EXPECT_EQ(calls_.steps.back(), "sync bucket");
}

TEST_F(FileStoreTest, AFailedSyncLosesTheObjectAndStopsWrites) {
  calls_.fail_next("sync", kFile, EIO);
  EXPECT_TRUE(put(kKey, "body").failed_with(ErrorCode::kUnknownOutcome));
  EXPECT_FALSE(std::filesystem::exists(on_disk()));
  EXPECT_TRUE(store_->writes_refused());
  EXPECT_TRUE(put("data/other", "x").failed_with(ErrorCode::kUnavailable));
  EXPECT_TRUE(
      scheduler_.run(store_->remove("data/other", {})).failed_with(ErrorCode::kUnavailable));
  const auto syncs_of_the_object = [&] {
    return std::count(calls_.steps.begin(), calls_.steps.end(), "sync " + kFile);
  };
  EXPECT_EQ(syncs_of_the_object(), 0);
  store_->resume_writes();
  EXPECT_TRUE(put("data/other", "x").ok());
  // The same object is never tried again: a second sync could succeed without the bytes.
  EXPECT_TRUE(put(kKey, "body").failed_with(ErrorCode::kInvalid));
  EXPECT_EQ(syncs_of_the_object(), 0);
}

TEST_F(FileStoreTest, AFailedDirectorySyncLosesTheObject) {
  ASSERT_TRUE(put("data/01eeeeeeeeeeeeeeeeeeeeeeeeeeeeee", "x").ok());
  calls_.fail_next("sync", "01~", EIO);
  EXPECT_TRUE(put(kKey, "body").failed_with(ErrorCode::kUnknownOutcome));
  EXPECT_FALSE(std::filesystem::exists(on_disk()));
  EXPECT_TRUE(store_->writes_refused());
}

TEST_F(FileStoreTest, AFailedParentSyncIsNoObjectYet) {
  calls_.fail_next("sync", "bucket", EIO);
  EXPECT_TRUE(put(kKey, "body").failed_with(ErrorCode::kUnavailable));
  EXPECT_TRUE(store_->writes_refused());
  store_->resume_writes();
  calls_.steps.clear();
  ASSERT_TRUE(put(kKey, "body").ok());
  EXPECT_EQ(calls_.steps[0], "sync bucket");  // not skipped because the directory exists by now
}

TEST_F(FileStoreTest, AFailedSyncOfAReplacementKeepsTheOldVersion) {
  const auto made = put("cluster", "old", {PutCondition::kIfAbsent, {}});
  calls_.fail_next("sync", "-", EIO);  // temporary names are <pid>-<n>
  EXPECT_TRUE(
      put("cluster", "new", {PutCondition::kIfMatch, *made}).failed_with(ErrorCode::kUnavailable));
  EXPECT_EQ(text("cluster"), "old");
  store_->resume_writes();
  EXPECT_TRUE(put("cluster", "new", {PutCondition::kIfMatch, *made}).ok());
}

TEST_F(FileStoreTest, AFullDiskLeavesNoPartialFileAndServiceResumes) {
  for (const int code : {ENOSPC, EDQUOT}) {
    calls_.fail_next("write", kFile, code);
    EXPECT_TRUE(put(kKey, "a body of some length").failed_with(ErrorCode::kOutOfSpace));
    EXPECT_FALSE(std::filesystem::exists(on_disk()));
    EXPECT_FALSE(store_->writes_refused());
  }
  EXPECT_TRUE(put(kKey, "a body of some length").ok());
  EXPECT_EQ(text(kKey), "a body of some length");
}

TEST_F(FileStoreTest, AFailedWriteIsTriedAgainOnANewFile) {
  calls_.fail_next("write", kFile, EIO);
  EXPECT_TRUE(put(kKey, "a body of some length").failed_with(ErrorCode::kUnavailable));
  EXPECT_TRUE(put(kKey, "a body of some length").ok());
  EXPECT_EQ(text(kKey), "a body of some length");
}

TEST_F(FileStoreTest, ATornLeftoverIsReplacedByTheRetry) {
  calls_.fail_next("write", kFile, ENOSPC);
  EXPECT_TRUE(put(kKey, "unlink fails too").failed_with(ErrorCode::kOutOfSpace));
  {
    // As if the removal of the partial file had failed: the first half is there under the final
    // name.
    std::ofstream(on_disk()) << "unlink f";
  }
  EXPECT_TRUE(put(kKey, "unlink fails too").ok());
  EXPECT_EQ(text(kKey), "unlink fails too");
}

TEST_F(FileStoreTest, ARetryOfAFinishedPutSyncsBeforeItAnswers) {
  ASSERT_TRUE(put(kKey, "body").ok());
  reopen();
  ASSERT_TRUE(put(kKey, "body").ok());
  EXPECT_EQ(calls_.steps[calls_.steps.size() - 2], "sync " + kFile);
  EXPECT_EQ(calls_.steps.back(), "sync 01~");
}

TEST_F(FileStoreTest, ShortWritesGoOnWhereTheyStopped) {
  calls_.write_bytes_max = 3;
  bytes::Chain chain;
  for (const char* part : {"abcdefgh", "i", "jk", "lmnopqrstu"}) {
    chain.append(bytes::Slice::copy_of(std::string_view(part)));
  }
  ASSERT_TRUE(scheduler_.run(store_->put(kKey, chain, {}, {})).ok());
  EXPECT_EQ(text(kKey), "abcdefghijklmnopqrstu");
}

TEST_F(FileStoreTest, EightMebibytesAreFewWrites) {
  bytes::Chain chain;
  const auto piece = bytes::Slice::copy_of(std::string(16 * 1024, 'r'));
  for (int i = 0; i < 512; ++i) chain.append(piece);
  ASSERT_TRUE(scheduler_.run(store_->put(kKey, chain, {}, {})).ok());
  EXPECT_LE(calls_.writes, 9);
}

// Large bodies go past the page cache in whole blocks, and on from wherever that ends.
TEST_F(FileStoreTest, LargeObjectsAreWholeWhateverTheDiskTakes) {
  int number = 0;
  for (const std::size_t size : {kDirectBytesMin - 1, kDirectBytesMin, kDirectBytesMin + 1,
                                 std::size_t{1} << 20, (std::size_t{2} << 20) + 12'345}) {
    for (const std::size_t write_max :
         {std::size_t{SIZE_MAX}, std::size_t{65'536}, std::size_t{50'000}}) {
      calls_.write_bytes_max = write_max;
      bytes::Chain body;
      std::string expected;
      while (expected.size() < size) {
        const std::size_t part = std::min(size - expected.size(), 7000 + expected.size() % 1001);
        std::string piece(part, static_cast<char>('a' + expected.size() % 26));
        body.append(bytes::Slice::copy_of(piece));
        expected += piece;
      }
      const std::string key = "data/large-" + std::to_string(++number);
      ASSERT_TRUE(scheduler_.run(store_->put(key, body, {}, {})).ok());
      EXPECT_TRUE(text(key) == expected) << size << " bytes, writes of at most " << write_max;
    }
  }
}

TEST_F(FileStoreTest, EveryRangeOfALargeObjectReadsBack) {
  std::string body((std::size_t{3} << 20) + 777, '\0');
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>(i * 31 + i / 4096);
  const bytes::Chain chain(bytes::Slice::copy_of(body));
  ASSERT_TRUE(scheduler_.run(store_->put(kKey, chain, {}, {})).ok());
  const std::size_t block = std::size_t{1} << 20;
  for (const std::size_t offset :
       {std::size_t{0}, std::size_t{4096}, std::size_t{4097}, block, 3 * block}) {
    for (const std::size_t length :
         {std::size_t{1}, kDirectBytesMin - 1, kDirectBytesMin, block, block + 5, body.size()}) {
      const auto got = scheduler_.run(store_->get(kKey, offset, length, {}));
      ASSERT_TRUE(got.ok()) << offset << " " << length;
      EXPECT_TRUE(got->data.text() == std::string_view(body).substr(offset, length))
          << offset << " " << length;
    }
  }
}

TEST_F(FileStoreTest, RemovalIsSynced) {
  ASSERT_TRUE(put(kKey, "body").ok());
  calls_.steps.clear();
  ASSERT_TRUE(scheduler_.run(store_->remove(kKey, {})).ok());
  EXPECT_EQ(calls_.steps, (std::vector<std::string>{"unlink " + kFile, "sync 01~"}));
  calls_.fail_next("sync", "01~", EIO);
  EXPECT_TRUE(scheduler_.run(store_->remove(kKey, {})).failed_with(ErrorCode::kUnknownOutcome));
  EXPECT_TRUE(store_->writes_refused());
}

TEST_F(FileStoreTest, TemporaryFilesOfACrashAreRemovedAtStart) {
  std::ofstream(root_ + "/~tmp/123-4") << "half";
  reopen();
  EXPECT_TRUE(std::filesystem::is_empty(root_ + "/~tmp"));
}

TEST_F(FileStoreTest, AnUnusableDirectoryIsExplained) {
  std::ofstream(pattern_ + "/file") << "x";
  const auto opened = FileStore::open(loop_, pattern_ + "/file/bucket");
  ASSERT_FALSE(opened.ok());
}

TEST(DirectoryLockTest, ASecondHolderIsRefusedAndTold) {
  std::string pattern = (std::filesystem::temp_directory_path() / "rf-lock-XXXXXX").string();
  ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
  {
    auto first = DirectoryLock::acquire(pattern + "/data");
    ASSERT_TRUE(first.ok());
    auto second = DirectoryLock::acquire(pattern + "/data");
    ASSERT_TRUE(second.failed_with(ErrorCode::kAlreadyExists));
    EXPECT_NE(second.error().detail.find("pid " + std::to_string(::getpid())), std::string::npos);
  }
  EXPECT_TRUE(DirectoryLock::acquire(pattern + "/data").ok());
  std::filesystem::remove_all(pattern);
}

}  // namespace
}  // namespace ringfence::store
