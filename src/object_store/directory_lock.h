// One process per data directory.
#pragma once

#include <string>

#include "base/result.h"
#include "object_store/file_calls.h"

namespace ringfence::store {

// Holds an exclusive lock (flock) on a file in a directory until destroyed or the process ends,
// however it ends.
class DirectoryLock {
 public:
  // Makes the directory and the file when missing; blocks briefly, never waits for the lock.
  // kAlreadyExists: another process holds it, and the text says which and what to do.
  static Result<DirectoryLock> acquire(const std::string& directory);

 private:
  explicit DirectoryLock(Fd file) : file_(std::move(file)) {}
  Fd file_;
};

}  // namespace ringfence::store
