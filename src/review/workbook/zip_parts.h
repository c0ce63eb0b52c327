// The members of a ZIP file, read from bytes and bounded before anything is unpacked. For files
// that come from the other side.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct zip;

namespace ringfence::review {

struct ZipLimits {
  std::size_t file_bytes_max = 32U << 20;
  std::size_t parts_max = 2000;
  std::size_t name_bytes_max = 512;
  std::size_t part_bytes_max = 64U << 20;    // unpacked
  std::size_t total_bytes_max = 128U << 20;  // unpacked, all members together
  std::size_t ratio_max = 200;               // unpacked to packed, for members over 1 MiB
};

// Lifecycle: open checks the whole directory; read unpacks one member. The bytes must outlive it.
// Refused at open, naming the member: a name that climbs or is absolute, holds a backslash or a
// control character, or stands twice (also when only its case differs); an encrypted member; a
// method other than stored and deflated; a size over a limit.
class ZipParts {
 public:
  static Result<ZipParts> open(std::string_view bytes, const ZipLimits& limits);

  bool has(std::string_view name) const { return find(name) != parts_.end(); }
  // kNotFound, kCorrupt (checksum, length) or kTooLarge; each names the member.
  Result<std::string> read(std::string_view name) const;

 private:
  struct Part {
    std::uint64_t index = 0;
    std::uint64_t size = 0;
  };
  struct Close {
    void operator()(zip* archive) const;
  };
  using Parts = std::map<std::string, Part, std::less<>>;  // by lower-case name: OPC's rule

  explicit ZipParts(std::unique_ptr<zip, Close> archive) : archive_(std::move(archive)) {}
  Result<> list(const ZipLimits& limits);
  Parts::const_iterator find(std::string_view name) const;

  std::unique_ptr<zip, Close> archive_;
  Parts parts_;
};

// "xl/" + "../docProps/x" as one path without dots, or nothing when it climbs out.
std::string resolve_part_path(std::string_view folder, std::string_view target);

}  // namespace ringfence::review
