// A directory laid out as a bucket. See docs/formats/bucket.md for the layout and rule 15 of the
// commit path for what "durable" takes: a final name made with O_EXCL, one fsync of the file, one
// of its directory, one of the parent of every directory on the way.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "object_store/file_calls.h"
#include "object_store/file_write.h"
#include "object_store/object_store.h"

namespace ringfence::store {

// Lives on the loop's thread; the system calls run in run_blocking, several at a time. All calls
// have ended before it is destroyed.
//
// After a failed fsync the object is lost: put() answers kUnknownOutcome once and its key is
// refused for ever (kInvalid: use a new id). From then on every write is refused with kUnavailable
// until the owner has re-read the metadata log and calls resume_writes(). A full disk is
// kOutOfSpace, the partial file is removed, and the same put may be tried again.
class FileStore final : public ObjectStore {
 public:
  // Makes the root (and its parents) when missing, and removes temporary files that a crash left.
  // Blocks; for start-up and tools. `calls` outlives the store.
  static Result<std::unique_ptr<FileStore>> open(async::Loop& loop, const std::string& root,
                                                 FileCalls& calls = system_file_calls());

  async::Task<Result<Etag>> put(std::string key, bytes::Chain body, PutOptions options,
                                async::Deadline deadline) override;
  async::Task<Result<GetResult>> get(std::string key, std::uint64_t offset,
                                     std::optional<std::uint64_t> length,
                                     async::Deadline deadline) override;
  async::Task<Result<ObjectInfo>> head(std::string key, async::Deadline deadline) override;
  async::Task<Result<void>> remove(std::string key, async::Deadline deadline) override;
  async::Task<Result<ListPage>> list(std::string prefix, std::string after,
                                     async::Deadline deadline) override;

  // A sync failed; writes are refused.
  bool writes_refused() const { return writes_refused_; }
  // The metadata log was re-read after the failure: nothing that it names was lost.
  void resume_writes();

 private:
  // Remembered directories and lost keys; both far above what a healthy store needs.
  static constexpr std::size_t kDirectoriesMax = 1024;
  static constexpr std::size_t kLostKeysMax = 4096;

  FileStore(async::Loop& loop, FileCalls& calls, DurableDirectory root)
      : loop_(loop), calls_(calls), root_(std::move(root)), key_free_(loop) {}

  Result<void> check(const std::string& key, const async::Deadline& deadline) const;
  Result<void> check_write(const std::string& key, const async::Deadline& deadline) const;
  FileWrite prepare(const std::string& key);
  // Waits until no other write of this key runs: two attempts of one PUT must not see each other
  // half done.
  async::Task<Result<void>> lock_key(std::string key, async::Deadline deadline);
  void unlock_key(const std::string& key);
  void note(const std::string& key, const std::string& directory, const FileWriteOutcome& outcome);

  async::Loop& loop_;
  FileCalls& calls_;
  DurableDirectory root_;
  std::map<std::string, DurableDirectory> directories_;  // by path
  std::set<std::string> busy_keys_;
  async::WaitQueue key_free_;
  std::set<std::string> lost_keys_;
  std::uint64_t next_temporary_ = 1;
  bool writes_refused_ = false;
};

}  // namespace ringfence::store
