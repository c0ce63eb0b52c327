#include "review/probe_capture/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "review/probe_capture/flow_findings.h"

namespace ringfence::review::capture {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFilesMax = 100'000;
constexpr std::size_t kEndpointsBytesMax = 4 << 20;

Error bad_path(const std::string& path, const std::error_code& error) {
  return Error(ErrorCode::kNotFound, path + ": " + error.message());
}

}  // namespace

Result<std::string> read_text(const std::string& path, std::size_t bytes_max) {
  RF_TRY_ASSIGN(const ByteSource source, file_source(path));
  std::string text;
  std::vector<std::byte> piece(64 << 10);
  while (true) {
    RF_TRY_ASSIGN(const std::size_t got, source(piece));
    if (got == 0) return text;
    text.append(reinterpret_cast<const char*>(piece.data()), got);
    if (text.size() > bytes_max) {
      return Error(ErrorCode::kTooLarge, fmt::format("{}: over {} bytes", path, bytes_max));
    }
  }
}

Result<std::vector<Endpoint>> declared_endpoints(const Options& options) {
  if (options.endpoints_file.empty()) {
    return Error(ErrorCode::kInvalid, "--endpoints: name the file of declared endpoints");
  }
  RF_TRY_ASSIGN(const std::string text, read_text(options.endpoints_file, kEndpointsBytesMax));
  RF_TRY_ASSIGN(std::vector<Endpoint> endpoints, parse_endpoints(text));
  std::erase_if(endpoints,
                [&](const Endpoint& endpoint) { return !in_force(endpoint, options.during); });
  return endpoints;
}

Result<std::vector<Cidr>> platform_addresses(const Options& options) {
  if (options.platform.empty()) {
    return Error(ErrorCode::kInvalid, "--platform: name the addresses of the platform's processes");
  }
  std::vector<Cidr> out;
  for (const std::string& text : options.platform) {
    auto cidr = parse_cidr(text);
    if (!cidr) return Error(ErrorCode::kInvalid, "--platform: " + cidr.error().detail);
    out.push_back(*cidr);
  }
  return out;
}

Result<CaptureSurvey> read_captures(const Options& options, const std::vector<Endpoint>& endpoints,
                                    ScanShared* scan, ProbeContext& context) {
  CaptureSurvey survey;
  SurveyOptions how;
  RF_TRY_ASSIGN(how.platform, platform_addresses(options));
  how.scan = scan;
  for (const std::string& path : options.captures) {
    std::error_code error;
    const auto size = static_cast<std::int64_t>(fs::file_size(path, error));
    how.progress = [&](std::uint64_t bytes) {
      if (context.progress) {
        context.progress("bytes of the capture read", static_cast<std::int64_t>(bytes),
                         error ? 0 : size);
      }
    };
    RF_TRY_ASSIGN(ByteSource source, file_source(path));
    const auto read = survey_capture(std::move(source), how, survey);
    if (!read) return Error(read.error().code, path + ": " + read.error().detail);
  }
  explain(survey, endpoints, options.trust_shown);
  return survey;
}

Result<std::vector<std::string>> files_below(const std::vector<std::string>& paths) {
  std::vector<std::string> out;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (error || !fs::exists(status)) return bad_path(path, error);
    if (!fs::is_directory(status)) {
      out.push_back(path);
      continue;
    }
    const std::size_t first = out.size();
    for (fs::recursive_directory_iterator at(path, error), end; at != end; at.increment(error)) {
      if (error) return bad_path(path, error);
      if (at->is_regular_file() && !at->is_symlink()) out.push_back(at->path().string());
      if (out.size() > kFilesMax) {
        return Error(ErrorCode::kTooLarge, path + ": over 100000 files");
      }
    }
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end());
  }
  return out;
}

}  // namespace ringfence::review::capture
