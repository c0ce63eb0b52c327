#include "keys/local_keys.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <span>

namespace ringfence::keys {
namespace {

constexpr std::string_view kLossMeaning =
    "Without its keys a cluster cannot read its topic names any more; put the `keys` folder back "
    "from a backup. "
    "To start over with nothing, use an empty data directory and an empty bucket.";

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }
  bool good() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

Error system_error(std::string_view what, const std::string& path) {
  const int error = errno;
  return Error(error == ENOSPC ? ErrorCode::kOutOfSpace : ErrorCode::kPermission,
               fmt::format("{} {}: {}", what, path, std::strerror(error)));
}

Result<void> sync_directory(const std::string& path) {
  const File directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.good() || ::fsync(directory.get()) != 0) return system_error("syncing", path);
  return {};
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Result<void> decode(const std::string& path, std::string_view text, std::span<std::uint8_t> into) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) {
    text.remove_suffix(1);
  }
  if (text.size() != 2 * into.size()) {
    return Error(ErrorCode::kCorrupt,
                 fmt::format("{}: {} characters; allowed are exactly {} hexadecimal digits. {}",
                             path, text.size(), 2 * into.size(), kLossMeaning));
  }
  for (std::size_t i = 0; i < into.size(); ++i) {
    const int high = hex_digit(text[2 * i]), low = hex_digit(text[2 * i + 1]);
    if (high < 0 || low < 0) {
      return Error(ErrorCode::kCorrupt, fmt::format("{}: not hexadecimal at character {}. {}", path,
                                                    2 * i, kLossMeaning));
    }
    into[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return {};
}

// False: the file is not there.
Result<bool> read_key(const std::string& path, std::span<std::uint8_t> into) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file.good()) {
    if (errno == ENOENT) return false;
    return system_error("opening", path);
  }
  struct stat info{};
  if (::fstat(file.get(), &info) != 0) return system_error("reading", path);
  if (!S_ISREG(info.st_mode) || (info.st_mode & 0077) != 0) {
    return Error(ErrorCode::kPermission,
                 fmt::format("{}: mode {:04o}; allowed is 0600 (chmod 600 {})", path,
                             static_cast<unsigned>(info.st_mode & 07777), path));
  }
  std::array<char, 512> buffer{};
  const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
  if (count < 0) return system_error("reading", path);
  RF_TRY(decode(path, std::string_view(buffer.data(), static_cast<std::size_t>(count)), into));
  return true;
}

// Written under another name and linked when complete, so that a crash leaves no half key.
Result<void> make_key(const std::string& directory, const std::string& path,
                      std::span<std::uint8_t> into) {
  if (RAND_bytes(into.data(), static_cast<int>(into.size())) != 1) {
    return Error(ErrorCode::kInternal, "the system gives no random bytes");
  }
  std::string text;
  for (const std::uint8_t byte : into) fmt::format_to(std::back_inserter(text), "{:02x}", byte);
  text += '\n';
  const std::string temporary = path + ".new";
  ::unlink(temporary.c_str());
  {
    const File file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.good()) return system_error("making", temporary);
    if (::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
        ::fsync(file.get()) != 0) {
      return system_error("writing", temporary);
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) return system_error("renaming", temporary);
  return sync_directory(directory);
}

Result<void> open_key(const LocalKeysOptions& options, std::string_view name,
                      std::span<std::uint8_t> into) {
  const std::string path = options.directory + "/" + std::string(name);
  RF_TRY_ASSIGN(const bool found, read_key(path, into));
  if (found) return {};
  if (!options.store_is_empty) {
    return Error(ErrorCode::kNotFound,
                 fmt::format("{} is missing, but the bucket or the metadata log is not empty. {}",
                             path, kLossMeaning));
  }
  return make_key(options.directory, path, into);
}

}  // namespace

Result<Keys> open_local_keys(const LocalKeysOptions& options) {
  if (::mkdir(options.directory.c_str(), 0700) == 0) {
    const std::size_t slash = options.directory.find_last_of('/');
    if (slash != std::string::npos && slash > 0)
      RF_TRY(sync_directory(options.directory.substr(0, slash)));
  } else if (errno != EEXIST) {
    return system_error("making", options.directory);
  }
  KeyMaterial material;
  RF_TRY(open_key(options, "name-token.key", material.name_token));
  RF_TRY(open_key(options, "sealing.key", material.sealing));
  RF_TRY(open_key(options, "object-id.key", material.object_id));
  return Keys(material);
}

}  // namespace ringfence::keys
