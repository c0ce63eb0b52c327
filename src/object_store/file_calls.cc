#include "object_store/file_calls.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace ringfence::store {
namespace {

// Repeats a call that a signal interrupted; returns its value or -errno.
template <class Call>
auto uninterrupted(Call call) -> decltype(call()) {
  while (true) {
    const auto result = call();
    if (result >= 0) return result;
    if (errno != EINTR) return -errno;
  }
}

}  // namespace

int FileCalls::open_at(int directory, const char* name, int flags, mode_t mode) {
  return uninterrupted([&] { return ::openat(directory, name, flags | O_CLOEXEC, mode); });
}

ssize_t FileCalls::write_vectors(int fd, const iovec* vectors, int count, off_t offset) {
  return uninterrupted([&] { return ::pwritev(fd, vectors, count, offset); });
}

ssize_t FileCalls::read_at(int fd, void* out, std::size_t size, off_t offset) {
  return uninterrupted([&] { return ::pread(fd, out, size, offset); });
}

// Never repeated after a failure: the kernel may have dropped the pages and would then report
// success.
int FileCalls::sync(int fd) { return ::fsync(fd) == 0 ? 0 : -errno; }

int FileCalls::make_directory(int directory, const char* name, mode_t mode) {
  return uninterrupted([&] { return ::mkdirat(directory, name, mode); });
}

int FileCalls::link(int from_directory, const char* from, int to_directory, const char* to) {
  return uninterrupted([&] { return ::linkat(from_directory, from, to_directory, to, 0); });
}

int FileCalls::rename(int from_directory, const char* from, int to_directory, const char* to) {
  return uninterrupted([&] { return ::renameat(from_directory, from, to_directory, to); });
}

int FileCalls::unlink(int directory, const char* name) {
  return uninterrupted([&] { return ::unlinkat(directory, name, 0); });
}

FileCalls& system_file_calls() {
  static FileCalls calls;
  return calls;
}

void Fd::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

}  // namespace ringfence::store
