// Small whole files, written so that a crash leaves the old or the new one.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace ringfence::evidence {

Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit = 64U << 20);
// Temporary file, fsync, rename, fsync of the folder; makes missing folders. Without `durable` no
// fsync: for what can be made again, as a packet.
Result<> write_file(const std::filesystem::path& path, std::string_view bytes, bool durable = true);

}  // namespace ringfence::evidence
