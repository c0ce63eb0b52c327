#include "object_store/file_store.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "async/task_group.h"
#include "base/log.h"
#include "object_store/direct_io.h"
#include "object_store/file_list.h"

namespace ringfence::store {
namespace {

constexpr log::Template kSyncFailed{
    "store.file.sync_failed",
    "an fsync failed; writes are refused until the metadata log was re-read"};
constexpr mode_t kRootMode = 0750;

// Makes one level at a time, syncing the parent of each directory that had to be made.
Result<DurableDirectory> make_root(FileCalls& calls, const std::string& root) {
  std::error_code failure;
  const std::filesystem::path absolute =
      std::filesystem::absolute(root, failure).lexically_normal();
  if (failure) return Error(ErrorCode::kInvalid, "the store's directory has no absolute path");
  Fd current(calls.open_at(AT_FDCWD, "/", O_RDONLY | O_DIRECTORY, 0));
  for (const auto& part : absolute.relative_path()) {
    if (part.empty()) continue;
    const int made = calls.make_directory(current.get(), part.c_str(), kRootMode);
    const int opened = calls.open_at(current.get(), part.c_str(), O_RDONLY | O_DIRECTORY, 0);
    if (opened < 0) {
      return error_of_errno(made < 0 && made != -EEXIST ? made : opened,
                            "opening the store's directory");
    }
    Fd next(opened);
    if (made >= 0) {
      if (const int code = calls.sync(current.get()); code < 0) {
        return error_of_errno(code, "fsync of the store's parent directory");
      }
    }
    current = std::move(next);
  }
  return std::make_shared<const Fd>(std::move(current));
}

Result<void> empty_temporary_directory(FileCalls& calls, int root) {
  const int made = calls.make_directory(root, kTemporaryDirectory.data(), kRootMode);
  if (made < 0 && made != -EEXIST) return error_of_errno(made, "making the temporary directory");
  if (const int code = calls.sync(root); code < 0) {
    return error_of_errno(code, "fsync of the store's directory");
  }
  const int fd = calls.open_at(root, kTemporaryDirectory.data(), O_RDONLY | O_DIRECTORY, 0);
  if (fd < 0) return error_of_errno(fd, "opening the temporary directory");
  DIR* directory = ::fdopendir(fd);
  while (const dirent* entry = ::readdir(directory)) {
    if (entry->d_name[0] != '.') calls.unlink(fd, entry->d_name);
  }
  ::closedir(directory);
  return {};
}

struct OpenFile {
  Fd fd;
  struct stat status{};
};

Result<OpenFile> open_for_reading(FileCalls& calls, int root, const FilePath& path) {
  std::string name = path.directory_path();
  if (!name.empty()) name += '/';
  name += path.file;
  const int opened = calls.open_at(root, name.c_str(), O_RDONLY, 0);
  // A parent that is an object, or a directory under this name: there is no such object.
  if (opened == -ENOTDIR) return Error(ErrorCode::kNotFound, "no such object");
  if (opened < 0) return error_of_errno(opened, "opening the object");
  OpenFile file{Fd(opened), {}};
  if (::fstat(opened, &file.status) != 0) return error_of_errno(-errno, "fstat");
  if (!S_ISREG(file.status.st_mode)) return Error(ErrorCode::kNotFound, "no such object");
  return file;
}

Result<GetResult> read_range(FileCalls& calls, int root, const FilePath& path, std::uint64_t offset,
                             std::optional<std::uint64_t> length) {
  RF_TRY_ASSIGN(const OpenFile file, open_for_reading(calls, root, path));
  const auto size = static_cast<std::uint64_t>(file.status.st_size);
  RF_TRY_ASSIGN(const RangeToRead range, clip_range(size, offset, length));
  auto buffer = make_read_buffer(range.length);
  const ssize_t got = read_whole(calls, file.fd.get(), buffer.get(), range.length,
                                 static_cast<off_t>(range.offset));
  if (got < 0) return error_of_errno(static_cast<int>(got), "reading the object");
  if (static_cast<std::uint64_t>(got) < range.length) {
    return Error(ErrorCode::kCorrupt, "the object ended early");
  }
  const bytes::ByteSpan view(buffer.get(), range.length);
  return GetResult{bytes::Slice(std::move(buffer), view), size, etag_of(file.status)};
}

// One level of Result for a blocking call that itself returns one.
template <class T>
Result<T> join(Result<Result<T>> outcome) {
  if (!outcome) return std::move(outcome).error();
  return *std::move(outcome);
}

}  // namespace

Result<std::unique_ptr<FileStore>> FileStore::open(async::Loop& loop, const std::string& root,
                                                   FileCalls& calls) {
  RF_TRY_ASSIGN(DurableDirectory directory, make_root(calls, root));
  RF_TRY(empty_temporary_directory(calls, directory->get()));
  return std::unique_ptr<FileStore>(new FileStore(loop, calls, std::move(directory)));
}

void FileStore::resume_writes() {
  if (lost_keys_.size() < kLostKeysMax) writes_refused_ = false;
}

Result<void> FileStore::check(const std::string& key, const async::Deadline& deadline) const {
  if (deadline.cancel.cancelled() || loop_.dead()) return Error(ErrorCode::kCancelled);
  if (deadline.passed(loop_)) return Error(ErrorCode::kTimeout);
  if (const auto problem = key_problem(key); !problem.empty()) {
    return Error(ErrorCode::kInvalid, std::string(problem));
  }
  return {};
}

Result<void> FileStore::check_write(const std::string& key, const async::Deadline& deadline) const {
  RF_TRY(check(key, deadline));
  if (writes_refused_) {
    return Error(ErrorCode::kUnavailable,
                 "writes are refused after a failed fsync until the metadata log was re-read");
  }
  if (lost_keys_.contains(key)) {
    return Error(ErrorCode::kInvalid, "this object was lost by a failed fsync; use a new id");
  }
  return {};
}

FileWrite FileStore::prepare(const std::string& key) {
  FileWrite write{&calls_, root_, nullptr, file_path(key), {}};
  const auto known = directories_.find(write.path.directory_path());
  if (known != directories_.end()) write.directory = known->second;
  if (write.path.directories.empty()) write.directory = root_;
  write.temporary_name = std::to_string(::getpid()) + "-" + std::to_string(next_temporary_++);
  return write;
}

async::Task<Result<void>> FileStore::lock_key(std::string key, async::Deadline deadline) {
  while (busy_keys_.contains(key)) {
    const async::Wake wake = co_await key_free_.wait(deadline);
    if (wake == async::Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
    if (wake == async::Wake::kTimeout) co_return Error(ErrorCode::kTimeout);
  }
  busy_keys_.insert(key);
  co_return Result<void>();
}

void FileStore::unlock_key(const std::string& key) {
  busy_keys_.erase(key);
  if (key_free_.has_waiters()) key_free_.wake_all();
}

void FileStore::note(const std::string& key, const std::string& directory,
                     const FileWriteOutcome& outcome) {
  if (outcome.sync_failed) {
    writes_refused_ = true;
    directories_.clear();
    log::error(kSyncFailed, {{"error", outcome.result.ok() ? Error() : outcome.result.error()}});
  } else if (outcome.directory != nullptr && outcome.directory != root_) {
    if (directories_.size() >= kDirectoriesMax) directories_.clear();
    directories_.emplace(directory, outcome.directory);
  }
  if (outcome.object_lost) lost_keys_.insert(key);
}

async::Task<Result<Etag>> FileStore::put(std::string key, bytes::Chain body, PutOptions options,
                                         async::Deadline deadline) {
  RF_CO_TRY(check_write(key, deadline));
  RF_CO_TRY(co_await lock_key(key, deadline));
  const FileWrite write = prepare(key);
  const std::string directory = write.path.directory_path();
  auto done = co_await async::run_blocking(loop_, [&write, &body, &options] {
    return options.condition == PutCondition::kNone ? write_unconditionally(write, body)
                                                    : write_conditionally(write, body, options);
  });
  unlock_key(key);
  if (!done) co_return done.error();
  note(key, directory, *done);
  co_return std::move(done->result);
}

async::Task<Result<void>> FileStore::remove(std::string key, async::Deadline deadline) {
  RF_CO_TRY(check_write(key, deadline));
  RF_CO_TRY(co_await lock_key(key, deadline));
  const FileWrite write = prepare(key);
  const std::string directory = write.path.directory_path();
  auto done = co_await async::run_blocking(loop_, [&write] { return remove_durably(write); });
  unlock_key(key);
  if (!done) co_return done.error();
  note(key, directory, *done);
  if (!done->result) co_return done->result.error();
  co_return Result<void>();
}

async::Task<Result<GetResult>> FileStore::get(std::string key, std::uint64_t offset,
                                              std::optional<std::uint64_t> length,
                                              async::Deadline deadline) {
  RF_CO_TRY(check(key, deadline));
  const FilePath path = file_path(key);
  co_return join(co_await async::run_blocking(
      loop_, [&] { return read_range(calls_, root_->get(), path, offset, length); }));
}

async::Task<Result<ObjectInfo>> FileStore::head(std::string key, async::Deadline deadline) {
  RF_CO_TRY(check(key, deadline));
  const FilePath path = file_path(key);
  co_return join(co_await async::run_blocking(loop_, [&]() -> Result<ObjectInfo> {
    RF_TRY_ASSIGN(const OpenFile file, open_for_reading(calls_, root_->get(), path));
    return ObjectInfo{key, static_cast<std::uint64_t>(file.status.st_size), etag_of(file.status)};
  }));
}

async::Task<Result<ListPage>> FileStore::list(std::string prefix, std::string after,
                                              async::Deadline deadline) {
  RF_CO_TRY(check("list", deadline));
  co_return join(co_await async::run_blocking(
      loop_, [&] { return list_files(root_->get(), prefix, after, kListPageKeysMax); }));
}

}  // namespace ringfence::store
