#include "object_store/file_write.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include <fmt/format.h>

#include "object_store/direct_io.h"

namespace ringfence::store {
namespace {

constexpr std::size_t kCompareBytes = 256 * 1024;
constexpr mode_t kFileMode = 0640;
constexpr mode_t kDirectoryMode = 0750;

// 1: the same bytes, 0: other bytes, negative: errno.
int same_bytes(FileCalls& calls, int fd, const bytes::Chain& body) {
  struct stat status{};
  if (::fstat(fd, &status) != 0) return -errno;
  if (static_cast<std::uint64_t>(status.st_size) != body.size()) return 0;
  std::vector<std::byte> buffer(std::min(body.size(), kCompareBytes));
  off_t offset = 0;
  for (const bytes::Slice& slice : body.slices()) {
    for (std::size_t at = 0; at < slice.size();) {
      const std::size_t want = std::min(slice.size() - at, buffer.size());
      const ssize_t got = calls.read_at(fd, buffer.data(), want, offset);
      if (got < 0) return static_cast<int>(got);
      const auto size = static_cast<std::size_t>(got);
      if (got == 0 || std::memcmp(buffer.data(), slice.data() + at, size) != 0) return 0;
      at += size;
      offset += got;
    }
  }
  return 1;
}

FileWriteOutcome failed(Error error) { return {std::move(error), {}, false, false}; }

FileWriteOutcome failed_sync(int code, const char* what, bool object_lost) {
  FileWriteOutcome outcome;
  outcome.result = Error(ErrorCode::kUnknownOutcome, error_of_errno(code, what).detail);
  outcome.sync_failed = true;
  outcome.object_lost = object_lost;
  return outcome;
}

// Fills in write.directory. False: `outcome` says why not.
bool find_directory(FileWrite& write, bool make_missing, FileWriteOutcome& outcome) {
  if (write.directory != nullptr) return true;
  bool sync_failed = false;
  auto opened =
      open_directory_durably(*write.calls, write.root, write.path, make_missing, sync_failed);
  if (!opened) {
    outcome = failed(opened.error());
    outcome.sync_failed = sync_failed;
    return false;
  }
  write.directory = *opened;
  return true;
}

// The directory entry is in place: makes it durable and reads the version.
FileWriteOutcome settle_entry(const FileWrite& write, int fd, bool lost_on_failure) {
  if (const int code = write.calls->sync(write.directory->get()); code < 0) {
    if (lost_on_failure) write.calls->unlink(write.directory->get(), write.path.file.c_str());
    return failed_sync(code, "fsync of the object's directory", lost_on_failure);
  }
  struct stat status{};
  if (::fstat(fd, &status) != 0) return failed(error_of_errno(-errno, "fstat"));
  return {etag_of(status), write.directory, false, false};
}

struct Temporary {
  Fd directory;
  Fd file;
};

// A synced temporary file with the body. A failed sync here had no effect that a reader could see.
Result<Temporary> write_temporary(const FileWrite& write, const bytes::Chain& body,
                                  const struct stat* replaced, bool& sync_failed) {
  FileCalls& calls = *write.calls;
  Temporary temporary;
  temporary.directory =
      Fd(calls.open_at(write.root->get(), kTemporaryDirectory.data(), O_RDONLY | O_DIRECTORY, 0));
  if (!temporary.directory.valid()) {
    return error_of_errno(-ENOENT, "the store's temporary directory cannot be opened");
  }
  const char* name = write.temporary_name.c_str();
  const int opened =
      calls.open_at(temporary.directory.get(), name, O_WRONLY | O_CREAT | O_EXCL, kFileMode);
  if (opened < 0) return error_of_errno(opened, "creating a temporary file");
  temporary.file = Fd(opened);
  int code = write_chain(calls, opened, body);
  if (code == 0 && replaced != nullptr) {
    // The version must differ from the one it replaces, whatever the clock's step.
    struct stat own{};
    if (::fstat(opened, &own) == 0 &&
        std::tie(own.st_mtim.tv_sec, own.st_mtim.tv_nsec) <=
            std::tie(replaced->st_mtim.tv_sec, replaced->st_mtim.tv_nsec)) {
      timespec later = replaced->st_mtim;
      if (++later.tv_nsec == 1'000'000'000) later = {later.tv_sec + 1, 0};
      const std::array<timespec, 2> times{later, later};
      if (::futimens(opened, times.data()) != 0) code = -errno;
    }
  }
  if (code == 0) {
    code = calls.sync(opened);
    sync_failed = code < 0;
  }
  if (code < 0) {
    calls.unlink(temporary.directory.get(), name);
    Error error = error_of_errno(code, "writing a temporary file");
    if (sync_failed) error.code = ErrorCode::kUnavailable;
    return error;
  }
  return temporary;
}

// Puts a temporary file in the place of whatever has the final name.
FileWriteOutcome replace(const FileWrite& write, const bytes::Chain& body,
                         const struct stat& replaced) {
  bool sync_failed = false;
  auto temporary = write_temporary(write, body, &replaced, sync_failed);
  if (!temporary) {
    FileWriteOutcome outcome = failed(temporary.error());
    outcome.sync_failed = sync_failed;
    return outcome;
  }
  const int code = write.calls->rename(temporary->directory.get(), write.temporary_name.c_str(),
                                       write.directory->get(), write.path.file.c_str());
  if (code < 0) {
    write.calls->unlink(temporary->directory.get(), write.temporary_name.c_str());
    return failed(error_of_errno(code, "renaming the object into place"));
  }
  return settle_entry(write, temporary->file.get(), false);
}

// The final name exists already: a retry of ours, a torn leftover, or another version.
FileWriteOutcome write_over_existing(const FileWrite& write, const bytes::Chain& body) {
  FileCalls& calls = *write.calls;
  const Fd existing(calls.open_at(write.directory->get(), write.path.file.c_str(), O_RDONLY, 0));
  if (!existing.valid()) return failed(Error(ErrorCode::kUnavailable, "the object vanished"));
  struct stat status{};
  if (::fstat(existing.get(), &status) != 0) return failed(error_of_errno(-errno, "fstat"));
  if (S_ISDIR(status.st_mode)) {
    return failed(Error(ErrorCode::kInvalid, "key is a prefix of another key"));
  }
  const int same = same_bytes(calls, existing.get(), body);
  if (same < 0) return failed(error_of_errno(same, "reading the existing object"));
  if (same == 0) return replace(write, body, status);
  if (const int code = calls.sync(existing.get()); code < 0) {
    calls.unlink(write.directory->get(), write.path.file.c_str());
    return failed_sync(code, "fsync of the object", true);
  }
  return settle_entry(write, existing.get(), true);
}

FileWriteOutcome create_if_absent(const FileWrite& write, const bytes::Chain& body) {
  bool sync_failed = false;
  auto temporary = write_temporary(write, body, nullptr, sync_failed);
  if (!temporary) {
    FileWriteOutcome outcome = failed(temporary.error());
    outcome.sync_failed = sync_failed;
    return outcome;
  }
  const int code = write.calls->link(temporary->directory.get(), write.temporary_name.c_str(),
                                     write.directory->get(), write.path.file.c_str());
  write.calls->unlink(temporary->directory.get(), write.temporary_name.c_str());
  if (code == -EEXIST) return failed(Error(ErrorCode::kAlreadyExists));
  if (code < 0) return failed(error_of_errno(code, "linking the object into place"));
  return settle_entry(write, temporary->file.get(), false);
}

}  // namespace

Etag etag_of(const struct stat& status) {
  return fmt::format("{:x}-{:x}-{:x}.{:x}", status.st_size, status.st_ino, status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec);
}

Error error_of_errno(int negative_errno, const char* what) {
  const int code = -negative_errno;
  std::array<char, 128> buffer{};
  std::string detail =
      fmt::format("{}: {}", what, ::strerror_r(code, buffer.data(), buffer.size()));
  switch (code) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return Error(ErrorCode::kOutOfSpace, std::move(detail));
    case EACCES:
    case EPERM:
    case EROFS:
      return Error(ErrorCode::kPermission, std::move(detail));
    case ENOENT:
      return Error(ErrorCode::kNotFound, std::move(detail));
    case ENOTDIR:
    case EISDIR:
      return Error(ErrorCode::kInvalid, "key is a prefix of another key");
    default:
      return Error(ErrorCode::kUnavailable, std::move(detail));
  }
}

Result<DurableDirectory> open_directory_durably(FileCalls& calls, const DurableDirectory& root,
                                                const FilePath& path, bool make_missing,
                                                bool& sync_failed) {
  DurableDirectory current = root;
  for (const std::string& name : path.directories) {
    if (make_missing) {
      const int made = calls.make_directory(current->get(), name.c_str(), kDirectoryMode);
      if (made < 0 && made != -EEXIST) return error_of_errno(made, "making a directory");
    }
    const int opened = calls.open_at(current->get(), name.c_str(), O_RDONLY | O_DIRECTORY, 0);
    if (opened < 0) return error_of_errno(opened, "opening a directory");
    Fd fd(opened);
    if (const int code = calls.sync(current->get()); code < 0) {
      sync_failed = true;
      Error error = error_of_errno(code, "fsync of a parent directory");
      return Error(ErrorCode::kUnavailable, std::move(error.detail));
    }
    current = std::make_shared<const Fd>(std::move(fd));
  }
  return current;
}

FileWriteOutcome write_unconditionally(FileWrite write, const bytes::Chain& body) {
  FileWriteOutcome outcome;
  if (!find_directory(write, true, outcome)) return outcome;
  FileCalls& calls = *write.calls;
  const char* name = write.path.file.c_str();
  const int opened =
      calls.open_at(write.directory->get(), name, O_WRONLY | O_CREAT | O_EXCL, kFileMode);
  if (opened == -EEXIST) return write_over_existing(write, body);
  if (opened < 0) return failed(error_of_errno(opened, "creating the object"));
  const Fd fd(opened);
  if (const int code = write_chain(calls, opened, body); code < 0) {
    calls.unlink(write.directory->get(), name);
    return failed(error_of_errno(code, "writing the object"));
  }
  if (const int code = calls.sync(opened); code < 0) {
    // The kernel may have dropped the pages: what is left of the file must not be taken for the
    // object.
    calls.unlink(write.directory->get(), name);
    return failed_sync(code, "fsync of the object", true);
  }
  return settle_entry(write, opened, true);
}

FileWriteOutcome write_conditionally(FileWrite write, const bytes::Chain& body,
                                     const PutOptions& options) {
  FileWriteOutcome outcome;
  if (!find_directory(write, true, outcome)) return outcome;
  if (options.condition == PutCondition::kIfAbsent) return create_if_absent(write, body);
  // One lock for all replacements in this directory tree, also against a second process.
  const Fd lock(
      write.calls->open_at(write.root->get(), kLockFile.data(), O_RDWR | O_CREAT, kFileMode));
  if (!lock.valid() || ::flock(lock.get(), LOCK_EX) != 0) {
    return failed(Error(ErrorCode::kUnavailable, "the store's lock file cannot be locked"));
  }
  struct stat status{};
  if (::fstatat(write.directory->get(), write.path.file.c_str(), &status, 0) != 0) {
    if (errno == ENOENT) return failed(Error(ErrorCode::kPreconditionFailed, "no such object"));
    return failed(error_of_errno(-errno, "stat of the object"));
  }
  if (etag_of(status) != options.if_match) return failed(Error(ErrorCode::kPreconditionFailed));
  return replace(write, body, status);
}

FileWriteOutcome remove_durably(FileWrite write) {
  FileWriteOutcome outcome;
  if (!find_directory(write, false, outcome)) {
    // Where the directory is missing, so is the object.
    if (outcome.result.failed_with(ErrorCode::kNotFound)) outcome.result = Etag();
    return outcome;
  }
  const int code = write.calls->unlink(write.directory->get(), write.path.file.c_str());
  if (code < 0 && code != -ENOENT && code != -EISDIR) {
    return failed(error_of_errno(code, "removing the object"));
  }
  if (const int synced = write.calls->sync(write.directory->get()); synced < 0) {
    return failed_sync(synced, "fsync of the object's directory", false);
  }
  return {Etag(), write.directory, false, false};
}

}  // namespace ringfence::store
