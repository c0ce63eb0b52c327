// The blocking half of the file store's writes: what runs away from the loop. Rule 15 of the commit
// path lives here.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "bytes/slice.h"
#include "object_store/file_calls.h"
#include "object_store/file_paths.h"
#include "object_store/object_store.h"

namespace ringfence::store {

// An open directory whose entry, and those of all its parents, are known to be on disk.
using DurableDirectory = std::shared_ptr<const Fd>;

struct FileWrite {
  FileCalls* calls = nullptr;
  DurableDirectory root;
  DurableDirectory directory;  // of the file; null: not known yet, opened (or made) first
  FilePath path;
  std::string temporary_name;  // unique in kTemporaryDirectory
};

struct FileWriteOutcome {
  Result<Etag> result;
  DurableDirectory directory;  // what `directory` became; null when a sync of it failed
  bool sync_failed = false;    // refuse writes until the metadata log was re-read
  bool object_lost = false;    // this key must never be acknowledged: use a new one
};

// Opens the directory of a path, making what is missing (or kNotFound without `make_missing`);
// syncs the parent of every directory on the way, also of those that exist, because whoever made
// them may have died before the sync.
Result<DurableDirectory> open_directory_durably(FileCalls& calls, const DurableDirectory& root,
                                                const FilePath& path, bool make_missing,
                                                bool& sync_failed);

// Writes the final name with O_EXCL. An existing file with the same bytes is synced and taken; one
// with other bytes (or a torn one) is replaced as a whole.
FileWriteOutcome write_unconditionally(FileWrite write, const bytes::Chain& body);
// Writes a temporary file and links (kIfAbsent) or renames (kIfMatch) it.
FileWriteOutcome write_conditionally(FileWrite write, const bytes::Chain& body,
                                     const PutOptions& options);
// Removes the file and syncs its directory; also when it was not there.
FileWriteOutcome remove_durably(FileWrite write);

// Version of a stored file: size, inode and modification time. A replacement always gets a later
// time.
Etag etag_of(const struct stat& status);
// `what` names the step, for the operator.
Error error_of_errno(int negative_errno, const char* what);

}  // namespace ringfence::store
