#include "object_store/directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "object_store/file_write.h"

namespace ringfence::store {

Result<DirectoryLock> DirectoryLock::acquire(const std::string& directory) {
  std::error_code failure;
  std::filesystem::create_directories(directory, failure);
  if (failure) {
    return Error(ErrorCode::kPermission,
                 fmt::format("data directory {} cannot be made: {}", directory, failure.message()));
  }
  const std::string path = directory + "/lock";
  Fd file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640));
  if (!file.valid()) return error_of_errno(-errno, "opening the lock file of the data directory");
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return error_of_errno(-errno, "locking the data directory");
    std::array<char, 32> holder{};
    const ssize_t got = ::pread(file.get(), holder.data(), holder.size() - 1, 0);
    std::string pid(holder.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    while (!pid.empty() && pid.back() == '\n') pid.pop_back();
    return Error(ErrorCode::kAlreadyExists,
                 fmt::format("data directory {} is in use by another process (pid {}); stop it, or "
                             "start this one with another --data",
                             directory, pid.empty() ? "unknown" : pid));
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file.get(), 0) != 0 ||
      ::pwrite(file.get(), pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    return error_of_errno(-errno, "writing the lock file of the data directory");
  }
  return DirectoryLock(std::move(file));
}

}  // namespace ringfence::store
