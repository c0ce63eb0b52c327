#include "review/report/packet_zip.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <memory>
#include <set>

#include "evidence/files.h"

namespace ringfence::review {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kPlainMembersMax = 65535;
constexpr std::uint64_t kPlainBytesMax = 0xFFFFFFFFULL;
// Unix, a regular file, mode 0644; the same for each member, so that folders' modes do not matter.
constexpr std::uint32_t kAttributes = 0100644U << 16U;

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

Error refused(std::string_view member, std::string_view why) {
  return Error(ErrorCode::kInvalid, fmt::format("member {}: {}", member.substr(0, 200), why));
}

Result<Archive> open_archive(const fs::path& path, int flags) {
  int code = 0;
  Archive archive(zip_open(path.c_str(), flags, &code));
  if (archive) return archive;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  Error out(ErrorCode::kCorrupt,
            fmt::format("{}: {}", path.filename().string(), zip_error_strerror(&error)));
  zip_error_fini(&error);
  return out;
}

Result<std::map<std::string, fs::path>> list_members(const fs::path& folder) {
  std::map<std::string, fs::path> out;
  std::error_code failed;
  std::uint64_t total = 0;
  for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end;
       at.increment(failed)) {
    if (at->is_directory() && !at->is_symlink()) continue;
    const std::string name = at->path().lexically_relative(folder).generic_string();
    if (!at->is_regular_file() || at->is_symlink()) {
      return refused(name, "is no regular file");
    }
    if (!is_packet_path(name)) return refused(name, "is no path that a packet may hold");
    total += at->file_size();
    out.emplace(name, at->path());
  }
  if (failed) {
    return Error(ErrorCode::kNotFound, fmt::format("{}: {}", folder.string(), failed.message()));
  }
  if (out.size() > kPlainMembersMax || total > kPlainBytesMax - (out.size() << 10U)) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("{} files of {} bytes: a zip without zip64 holds at most {} files "
                             "and 4 GiB",
                             out.size(), total, kPlainMembersMax));
  }
  return out;
}

Result<> add_member(zip_t* archive, const std::string& name, const fs::path& path) {
  zip_source_t* source = zip_source_file(archive, path.c_str(), 0, -1);
  if (source == nullptr) return refused(name, zip_strerror(archive));
  const zip_int64_t index = zip_file_add(archive, name.c_str(), source, 0);
  if (index < 0) {
    zip_source_free(source);
    return refused(name, zip_strerror(archive));
  }
  const auto at = static_cast<zip_uint64_t>(index);
  // 1980-01-01 00:00, the first time that a zip can hold.
  if (zip_set_file_compression(archive, at, ZIP_CM_STORE, 0) != 0 ||
      zip_file_set_dostime(archive, at, 0, (1U << 5U) | 1U, 0) != 0 ||
      zip_file_set_external_attributes(archive, at, 0, ZIP_OPSYS_UNIX, kAttributes) != 0) {
    return refused(name, zip_strerror(archive));
  }
  return {};
}

struct Member {
  std::uint64_t index = 0;
  std::uint64_t size = 0;
};

Result<> check_member(zip_t* archive, const zip_stat_t& stat) {
  const std::string_view name = stat.name;
  constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD |
                                   ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
  if ((stat.valid & kNeeded) != kNeeded) return refused(name, "its entry is not complete");
  if (!is_packet_path(name)) return refused(name, "is no path that a packet may hold");
  if (stat.encryption_method != ZIP_EM_NONE) return refused(name, "is encrypted");
  if (stat.comp_method != ZIP_CM_STORE || stat.comp_size != stat.size) {
    return refused(name, "is compressed; a packet's members are stored");
  }
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (zip_file_get_external_attributes(archive, stat.index, 0, &system, &attributes) == 0 &&
      system == ZIP_OPSYS_UNIX) {
    const std::uint32_t kind = (attributes >> 16U) & 0170000U;
    if (kind != 0 && kind != 0100000U) return refused(name, "is a link, folder or device");
  }
  return {};
}

Result<std::map<std::string, Member>> check_members(zip_t* archive, const UnzipLimits& limits) {
  const auto count = static_cast<std::uint64_t>(zip_get_num_entries(archive, 0));
  if (count > limits.members_max) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("{} members, at most {}", count, limits.members_max));
  }
  std::map<std::string, Member> out;
  std::uint64_t total = 0;
  for (std::uint64_t index = 0; index < count; ++index) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive, index, 0, &stat) != 0 || stat.name == nullptr) {
      return Error(ErrorCode::kCorrupt, fmt::format("member {} cannot be read", index));
    }
    RF_TRY(check_member(archive, stat));
    if (stat.size > limits.member_bytes_max || total + stat.size > limits.total_bytes_max) {
      return Error(ErrorCode::kTooLarge,
                   fmt::format("member {}: {} bytes; at most {} each and {} together",
                               std::string_view(stat.name).substr(0, 200), stat.size,
                               limits.member_bytes_max, limits.total_bytes_max));
    }
    total += stat.size;
    if (!out.emplace(stat.name, Member{index, stat.size}).second) {
      return refused(stat.name, "stands twice");
    }
  }
  return out;
}

Result<> extract(zip_t* archive, const std::string& name, const Member& member,
                 const fs::path& out) {
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive, member.index, 0));
  if (!file) return refused(name, zip_strerror(archive));
  std::string bytes(member.size, '\0');
  std::uint64_t at = 0;
  while (at < member.size) {
    const zip_int64_t got = zip_fread(file.get(), bytes.data() + at, member.size - at);
    if (got <= 0) return refused(name, "ends early, or its checksum is wrong");
    at += static_cast<std::uint64_t>(got);
  }
  // The checksum is looked at when the end was read.
  char more = 0;
  if (zip_fread(file.get(), &more, 1) != 0) return refused(name, "its checksum is wrong");
  return evidence::write_file(out / name, bytes, false);
}

}  // namespace

bool is_packet_path(std::string_view path) {
  constexpr std::size_t kBytesMax = 200;
  constexpr int kPartsMax = 8;
  if (path.empty() || path.size() > kBytesMax) return false;
  int parts = 0;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    at = end + 1;
    if (++parts > kPartsMax || part.find_first_not_of('.') == std::string_view::npos) return false;
    for (const char c : part) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
      if (!plain) return false;
    }
  }
  return true;
}

Result<> zip_packet(const fs::path& folder, const fs::path& out) {
  RF_TRY_ASSIGN(const auto members, list_members(folder));
  if (!members.contains("manifest.dsse.json")) {
    return Error(ErrorCode::kInvalid, "no packet: there is no manifest.dsse.json");
  }
  RF_TRY_ASSIGN(Archive archive, open_archive(out, ZIP_CREATE | ZIP_EXCL));
  for (const auto& [name, path] : members) RF_TRY(add_member(archive.get(), name, path));
  zip_t* const raw = archive.get();
  if (zip_close(raw) != 0) {
    return Error(ErrorCode::kInternal,
                 fmt::format("{}: {}", out.filename().string(), zip_strerror(raw)));
  }
  (void)archive.release();  // closed
  return {};
}

Result<> unzip_packet(const fs::path& file, const fs::path& out, const UnzipLimits& limits) {
  std::error_code failed;
  if (fs::exists(out, failed) && !fs::is_empty(out, failed)) {
    return Error(ErrorCode::kAlreadyExists, fmt::format("{} is not empty", out.string()));
  }
  RF_TRY_ASSIGN(const Archive archive, open_archive(file, ZIP_RDONLY | ZIP_CHECKCONS));
  RF_TRY_ASSIGN(const auto members, check_members(archive.get(), limits));
  for (const auto& [name, member] : members) {
    RF_TRY(extract(archive.get(), name, member, out));
  }
  return {};
}

}  // namespace ringfence::review
