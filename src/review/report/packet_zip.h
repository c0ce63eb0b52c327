// A packet as one zip file: stored members only, no member for folders, fixed times and order, so
// that equal folders give equal bytes (docs/formats/packet.md). And back, with limits, for whoever
// receives one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "base/result.h"

namespace ringfence::review {

struct UnzipLimits {
  std::uint64_t members_max = 100000;
  std::uint64_t member_bytes_max = 1ULL << 30;
  std::uint64_t total_bytes_max = 3ULL << 30;  // below what a zip without zip64 can hold
};

// Every regular file below `folder` becomes a member, by name. `out` must not exist. kTooLarge:
// over what a zip without zip64 holds (65,535 members, 4 GiB). Memory: one member at a time.
Result<> zip_packet(const std::filesystem::path& folder, const std::filesystem::path& out);

// `out` must not exist or be empty. Refused, naming the member: compressed, encrypted, a link or a
// folder, a name that climbs, is absolute, stands twice or has other characters than a packet's
// paths, a wrong checksum, more than the limits. Nothing is written before every name was looked
// at.
Result<> unzip_packet(const std::filesystem::path& file, const std::filesystem::path& out,
                      const UnzipLimits& limits = {});

// Whether a packet may hold a file of this path: letters, digits, . _ - /, no part of dots only, at
// most 8 parts and 200 bytes.
bool is_packet_path(std::string_view path);

}  // namespace ringfence::review
