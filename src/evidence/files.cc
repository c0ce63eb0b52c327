#include "evidence/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <vector>

namespace ringfence::evidence {
namespace {

bool write_all(int file, std::string_view bytes, bool durable) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return !durable || ::fsync(file) == 0;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) return Error(ErrorCode::kNotFound, "cannot read " + path.string());
  std::string text;
  std::vector<char> buffer(1U << 16);
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
    text.append(buffer.data(), got);
    if (text.size() > limit) return Error(ErrorCode::kTooLarge, path.string() + " is too large");
  }
  if (std::ferror(file.get()) != 0) return Error(ErrorCode::kCorrupt, "reading " + path.string());
  return text;
}

Result<> write_file(const std::filesystem::path& path, std::string_view bytes, bool durable) {
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  const std::filesystem::path temporary = path.string() + ".tmp";
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  const bool written = file >= 0 && write_all(file, bytes, durable);
  if (file >= 0) ::close(file);
  if (written) std::filesystem::rename(temporary, path, error);
  if (!written || error) return Error(ErrorCode::kOutOfSpace, "cannot write " + path.string());
  if (!durable) return {};
  const int folder = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
  return {};
}

}  // namespace ringfence::evidence
