#include "review/workbook/zip_parts.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <vector>

#include "review/workbook/table.h"

namespace ringfence::review {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// A member's name as an error message may show it.
std::string shown(std::string_view name) {
  std::string out = storable_text(name.substr(0, 120));
  std::replace(out.begin(), out.end(), '\n', ' ');
  return "\"" + out + "\"";
}

bool climbs(std::string_view name) {
  if (name.empty() || name.front() == '/') return true;
  for (std::size_t from = 0; from <= name.size();) {
    const std::size_t end = std::min(name.find('/', from), name.size());
    const std::string_view step = name.substr(from, end - from);
    if (step == ".." || step == ".") return true;
    if (step.empty() && end != name.size()) return true;
    from = end + 1;
  }
  return false;
}

Result<> check_name(std::string_view name, const ZipLimits& limits) {
  if (name.size() > limits.name_bytes_max) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("part {}: a name of {} bytes, at most {}", shown(name), name.size(),
                             limits.name_bytes_max));
  }
  const bool control = std::any_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\' || c == ':';
  });
  if (control || !is_utf8(name)) {
    return Error(
        ErrorCode::kInvalid,
        fmt::format("part {}: a name with a character that no part may have", shown(name)));
  }
  if (climbs(name)) {
    return Error(ErrorCode::kInvalid, fmt::format("part {}: a path that climbs", shown(name)));
  }
  return {};
}

Result<> check_member(const zip_stat_t& member, std::string_view name, const ZipLimits& limits) {
  constexpr zip_uint64_t kNeeded =
      ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if ((member.valid & kNeeded) != kNeeded) {
    return Error(ErrorCode::kCorrupt, fmt::format("part {}: no size or method", shown(name)));
  }
  if (member.encryption_method != ZIP_EM_NONE) {
    return Error(ErrorCode::kUnsupported,
                 fmt::format("part {}: encrypted; save the file without a password", shown(name)));
  }
  if (member.comp_method != ZIP_CM_STORE && member.comp_method != ZIP_CM_DEFLATE) {
    return Error(ErrorCode::kUnsupported,
                 fmt::format("part {}: packed by method {}, allowed are stored and deflated",
                             shown(name), member.comp_method));
  }
  if (member.size > limits.part_bytes_max) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("part {}: {} bytes unpacked, at most {}", shown(name), member.size,
                             limits.part_bytes_max));
  }
  const std::uint64_t packed = std::max<std::uint64_t>(member.comp_size, 1);
  if (member.size > (1U << 20) && member.size / packed > limits.ratio_max) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("part {}: unpacks to {} times its size, at most {}", shown(name),
                             member.size / packed, limits.ratio_max));
  }
  return {};
}

}  // namespace

void ZipParts::Close::operator()(zip* archive) const { zip_discard(archive); }

Result<ZipParts> ZipParts::open(std::string_view bytes, const ZipLimits& limits) {
  if (bytes.size() > limits.file_bytes_max) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("{} bytes, at most {}", bytes.size(), limits.file_bytes_max));
  }
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
    return Error(ErrorCode::kUnsupported,
                 "an old or password-protected workbook (OLE); save it as XLSX without a password");
  }
  zip_error_t failure;
  zip_error_init(&failure);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &failure);
  zip_t* opened = nullptr;
  if (source != nullptr) {
    opened = zip_open_from_source(source, ZIP_RDONLY, &failure);
    if (opened == nullptr) zip_source_free(source);
  }
  const std::string why = opened == nullptr ? zip_error_strerror(&failure) : "";
  zip_error_fini(&failure);
  if (opened == nullptr) return Error(ErrorCode::kCorrupt, "not a ZIP file: " + why);
  ZipParts parts{std::unique_ptr<zip, Close>(opened)};
  RF_TRY(parts.list(limits));
  return parts;
}

Result<> ZipParts::list(const ZipLimits& limits) {
  const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
  if (count < 0 || static_cast<std::uint64_t>(count) > limits.parts_max) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("{} parts, at most {}", count, limits.parts_max));
  }
  std::uint64_t total = 0;
  for (std::uint64_t index = 0; index < static_cast<std::uint64_t>(count); ++index) {
    zip_stat_t member;
    zip_stat_init(&member);
    // The raw name: libzip would otherwise guess an encoding and show another name.
    const char* raw = zip_get_name(archive_.get(), index, ZIP_FL_ENC_RAW);
    if (raw == nullptr || zip_stat_index(archive_.get(), index, 0, &member) != 0) {
      return Error(ErrorCode::kCorrupt, fmt::format("part number {}: cannot be read", index + 1));
    }
    const std::string_view name = raw;
    RF_TRY(check_name(name, limits));
    RF_TRY(check_member(member, name, limits));
    total += member.size;
    if (total > limits.total_bytes_max) {
      return Error(ErrorCode::kTooLarge,
                   fmt::format("part {}: with it the parts unpack to more than {} bytes",
                               shown(name), limits.total_bytes_max));
    }
    if (!parts_.emplace(lower(name), Part{index, member.size}).second) {
      return Error(ErrorCode::kInvalid, fmt::format("part {}: stands twice", shown(name)));
    }
  }
  return {};
}

ZipParts::Parts::const_iterator ZipParts::find(std::string_view name) const {
  return parts_.find(lower(name));
}

Result<std::string> ZipParts::read(std::string_view name) const {
  const auto found = find(name);
  if (found == parts_.end()) {
    return Error(ErrorCode::kNotFound, fmt::format("part {}: missing", shown(name)));
  }
  const auto corrupt = [&](std::string_view why) {
    return Error(ErrorCode::kCorrupt, fmt::format("part {}: {}", shown(name), why));
  };
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
      zip_fopen_index(archive_.get(), found->second.index, 0), zip_fclose);
  if (file == nullptr) return corrupt(zip_strerror(archive_.get()));
  // One byte more than the directory says: a member that goes on is a lie, and reading to the end
  // makes libzip check the checksum.
  std::string bytes(found->second.size + 1, '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const zip_int64_t got = zip_fread(file.get(), bytes.data() + have, bytes.size() - have);
    if (got < 0) return corrupt(zip_error_strerror(zip_file_get_error(file.get())));
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  if (have != found->second.size) {
    return corrupt(fmt::format("unpacks to another size than {} bytes", found->second.size));
  }
  bytes.resize(have);
  return bytes;
}

std::string resolve_part_path(std::string_view folder, std::string_view target) {
  std::vector<std::string_view> steps;
  const auto walk = [&](std::string_view path) {
    while (!path.empty()) {
      const std::size_t end = std::min(path.find('/'), path.size());
      const std::string_view step = path.substr(0, end);
      path.remove_prefix(std::min(end + 1, path.size()));
      if (step.empty() || step == ".") continue;
      if (step != "..") {
        steps.push_back(step);
      } else if (steps.empty()) {
        return false;
      } else {
        steps.pop_back();
      }
    }
    return true;
  };
  const bool absolute = target.starts_with('/');
  if ((!absolute && !walk(folder)) || !walk(target)) return {};
  std::string out;
  for (const std::string_view step : steps) {
    if (!out.empty()) out += '/';
    out += step;
  }
  return out;
}

}  // namespace ringfence::review
