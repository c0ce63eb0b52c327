// How keys become paths under the root of a file store. The layout is described in
// docs/formats/bucket.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ringfence::store {

// A last component of at least this many bytes lies in a shard directory named by its first two
// bytes and '~' (which no key can contain), so that no directory holds millions of files.
inline constexpr std::size_t kShardComponentBytesMin = 24;
inline constexpr std::size_t kShardPrefixBytes = 2;
inline constexpr char kReservedChar = '~';
inline constexpr std::string_view kTemporaryDirectory = "~tmp";
inline constexpr std::string_view kLockFile = "~lock";

struct FilePath {
  std::vector<std::string> directories;  // from the root down
  std::string file;

  // The directories joined by '/', empty for the root.
  std::string directory_path() const;
};

// `key` is legal (key_problem). Distinct keys give distinct paths.
FilePath file_path(std::string_view key);

}  // namespace ringfence::store
