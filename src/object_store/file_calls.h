// The system calls of the file store behind one seam, so that tests can make the disk fail at any
// step.
#pragma once

#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>

#include <cstdint>
#include <utility>

namespace ringfence::store {

// Stateless and thread-safe: called from blocking work. Every call returns a value >= 0 or -errno;
// EINTR is handled.
class FileCalls {
 public:
  virtual ~FileCalls() = default;

  virtual int open_at(int directory, const char* name, int flags, mode_t mode);
  virtual ssize_t write_vectors(int fd, const iovec* vectors, int count, off_t offset);
  virtual ssize_t read_at(int fd, void* out, std::size_t size, off_t offset);
  virtual int sync(int fd);
  virtual int make_directory(int directory, const char* name, mode_t mode);
  virtual int link(int from_directory, const char* from, int to_directory, const char* to);
  virtual int rename(int from_directory, const char* from, int to_directory, const char* to);
  virtual int unlink(int directory, const char* name);
};

// The calls of this machine; lives for ever.
FileCalls& system_file_calls();

// Owns a file descriptor.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    if (this != &other) {
      close();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }
  ~Fd() { close(); }
  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  void close();

 private:
  int fd_ = -1;
};

}  // namespace ringfence::store
