#include "object_store/file_list.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <vector>

#include "object_store/file_calls.h"
#include "object_store/file_paths.h"
#include "object_store/file_write.h"

namespace ringfence::store {
namespace {

struct Entry {
  // The part of a key: with a trailing '/' for a directory, so that sorting gives the order of the
  // keys below it; the two-byte prefix for a shard.
  std::string name;
  bool is_directory = false;
  bool is_shard = false;
};

Result<std::vector<Entry>> read_directory(int parent, const std::string& name) {
  const int fd = system_file_calls().open_at(parent, name.c_str(), O_RDONLY | O_DIRECTORY, 0);
  if (fd == -ENOENT) return std::vector<Entry>();
  if (fd < 0) return error_of_errno(fd, "opening a directory");
  DIR* directory = ::fdopendir(fd);
  std::vector<Entry> entries;
  while (const dirent* item = ::readdir(directory)) {
    std::string text = item->d_name;
    if (text == "." || text == "..") continue;
    const bool is_directory = item->d_type == DT_DIR;
    if (text.find(kReservedChar) == std::string::npos) {
      entries.push_back({is_directory ? text + "/" : text, is_directory, false});
    } else if (is_directory && text.size() == kShardPrefixBytes + 1 &&
               text.back() == kReservedChar) {
      text.pop_back();
      entries.push_back({text, true, true});
    }  // else the temporary directory or the lock file
  }
  ::closedir(directory);
  return entries;
}

class Walk {
 public:
  Walk(int root, const std::string& prefix, const std::string& after, std::size_t keys_max)
      : root_(root), prefix_(prefix), after_(after), keys_max_(keys_max) {}

  // `path` is the directory on disk, `key` what all keys below it start with ("" or "a/b/").
  Result<void> directory(const std::string& path, const std::string& key) {
    RF_TRY_ASSIGN(std::vector<Entry> entries, read_directory(root_, path.empty() ? "." : path));
    // Shards last among equals: a short name that equals a shard's prefix sorts before the long
    // ones.
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return std::tie(a.name, a.is_shard) < std::tie(b.name, b.is_shard);
    });
    for (std::size_t i = 0; i < entries.size() && !full_; ++i) {
      const Entry& entry = entries[i];
      if (!wanted(key + entry.name)) continue;
      if (entry.is_shard) {
        // Short names with the same first bytes lie between the shard's long ones.
        std::size_t end = i + 1;
        while (end < entries.size() && entries[end].name.starts_with(entry.name)) ++end;
        RF_TRY(shard(path, key, entry.name,
                     {entries.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                      entries.begin() + static_cast<std::ptrdiff_t>(end)}));
        i = end - 1;
        continue;
      }
      RF_TRY(visit(path, key, entry));
    }
    return {};
  }

  ListPage take() { return std::move(page_); }

 private:
  static std::string below(const std::string& path, std::string_view name) {
    return path.empty() ? std::string(name) : path + "/" + std::string(name);
  }

  // Whether a key that starts with `start` (or is it) can be on the page.
  bool wanted(const std::string& start) const {
    const std::size_t common = std::min(start.size(), prefix_.size());
    if (start.compare(0, common, prefix_, 0, common) != 0) return false;
    // Everything that starts with `start` is at or before `after` only when `start` is less and no
    // prefix of it.
    return start > after_ || after_.starts_with(start);
  }

  Result<void> shard(const std::string& path, const std::string& key, const std::string& name,
                     std::vector<Entry> entries) {
    const std::string shard_path = below(path, name + kReservedChar);
    RF_TRY_ASSIGN(std::vector<Entry> inside, read_directory(root_, shard_path));
    SortedNames long_names;
    for (Entry& entry : inside) {
      long_names.push_back(entry.name);
      entries.push_back(std::move(entry));
    }
    std::sort(long_names.begin(), long_names.end());
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
    for (const Entry& entry : entries) {
      if (full_) break;
      const bool inside_shard =
          !entry.is_directory &&
          std::binary_search(long_names.begin(), long_names.end(), entry.name);
      RF_TRY(visit(inside_shard ? shard_path : path, key, entry));
    }
    return {};
  }

  Result<void> visit(const std::string& path, const std::string& key, const Entry& entry) {
    const std::string full = key + entry.name;
    if (!wanted(full)) return {};
    if (entry.is_directory) {
      return directory(below(path, entry.name.substr(0, entry.name.size() - 1)), full);
    }
    if (full <= after_ || !full.starts_with(prefix_)) return {};
    if (page_.objects.size() == keys_max_) {
      page_.next = page_.objects.back().key;
      full_ = true;
      return {};
    }
    struct stat status{};
    if (::fstatat(root_, below(path, entry.name).c_str(), &status, 0) != 0) {
      if (errno == ENOENT) return {};  // removed meanwhile
      return error_of_errno(-errno, "stat of an object");
    }
    page_.objects.push_back({full, static_cast<std::uint64_t>(status.st_size), etag_of(status)});
    return {};
  }

  using SortedNames = std::vector<std::string>;

  int root_;
  const std::string& prefix_;
  const std::string& after_;
  std::size_t keys_max_;
  ListPage page_;
  bool full_ = false;
};

}  // namespace

Result<ListPage> list_files(int root, const std::string& prefix, const std::string& after,
                            std::size_t keys_max) {
  Walk walk(root, prefix, after, keys_max);
  RF_TRY(walk.directory("", ""));
  return walk.take();
}

}  // namespace ringfence::store
