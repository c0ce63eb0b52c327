#include "object_store/file_paths.h"

namespace ringfence::store {

std::string FilePath::directory_path() const {
  std::string path;
  for (const std::string& directory : directories) {
    if (!path.empty()) path += '/';
    path += directory;
  }
  return path;
}

FilePath file_path(std::string_view key) {
  FilePath path;
  std::size_t start = 0;
  for (std::size_t slash = key.find('/'); slash != std::string_view::npos;
       slash = key.find('/', start)) {
    path.directories.emplace_back(key.substr(start, slash - start));
    start = slash + 1;
  }
  path.file = key.substr(start);
  if (path.file.size() >= kShardComponentBytesMin) {
    path.directories.push_back(path.file.substr(0, kShardPrefixBytes) + kReservedChar);
  }
  return path;
}

}  // namespace ringfence::store
