#include "review/probe_capture/endpoints.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "review/probe_capture/names.h"

namespace ringfence::review {
namespace {

constexpr std::size_t kLinesMax = 10'000;

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t tab = line.find('\t');
    parts.push_back(line.substr(0, tab));
    if (tab == line.npos) return parts;
    line.remove_prefix(tab + 1);
  }
}

Result<void> check(std::string_view column, std::string_view value,
                   std::initializer_list<std::string_view> allowed) {
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return {};
  return Error(ErrorCode::kInvalid, fmt::format("column {}: \"{}\" is none of {}", column,
                                                value.substr(0, 40), fmt::join(allowed, ", ")));
}

bool parse_number(std::string_view text, std::uint16_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

Result<void> parse_port(std::string_view text, Endpoint& endpoint) {
  if (text == "*") return {};
  const std::size_t dash = text.find('-');
  const bool good = parse_number(text.substr(0, dash), endpoint.port_min) &&
                    (dash == text.npos ? (endpoint.port_max = endpoint.port_min, true)
                                       : parse_number(text.substr(dash + 1), endpoint.port_max));
  if (good && endpoint.port_min <= endpoint.port_max) return {};
  return Error(ErrorCode::kInvalid,
               fmt::format("column port: \"{}\" is no port, range or *", text.substr(0, 40)));
}

Result<void> parse_destination(std::string_view text, Endpoint& endpoint) {
  endpoint.destination = std::string(text);
  if (text == "*") {
    endpoint.cidr = Cidr{{}, 0};
    return {};
  }
  auto cidr = parse_cidr(text);
  if (cidr) {
    endpoint.cidr = *cidr;
    return {};
  }
  const bool address = text.find('/') != text.npos || text.find(':') != text.npos;
  if (address) return cidr.error();
  endpoint.destination = clean_host(text);
  const std::string_view name = endpoint.destination;
  if (name.empty() || name.find('?') != name.npos || name.find('*', 1) != name.npos ||
      (name.starts_with('*') && !name.starts_with("*."))) {
    return Error(ErrorCode::kInvalid,
                 fmt::format("column destination: \"{}\" is no name, *.NAME, address or prefix",
                             text.substr(0, 80)));
  }
  return {};
}

Result<Endpoint> parse_line(const std::map<std::string, std::size_t>& columns,
                            const std::vector<std::string_view>& parts) {
  const auto value = [&](const char* column, std::string_view fallback) {
    const auto found = columns.find(column);
    if (found == columns.end() || found->second >= parts.size()) return std::string(fallback);
    const std::string_view text = parts[found->second];
    return std::string(text.empty() ? fallback : text);
  };
  Endpoint endpoint;
  RF_TRY(parse_destination(value("destination", ""), endpoint));
  RF_TRY(parse_port(value("port", ""), endpoint));
  const std::string direction = value("direction", "out");
  RF_TRY(check("direction", direction, {"out", "in"}));
  endpoint.out = direction == "out";
  endpoint.kind = value("class", "");
  RF_TRY(check("class", endpoint.kind, {"steady", "support", "install"}));
  endpoint.party = value("party", "other");
  RF_TRY(check("party", endpoint.party, {"own", "other", "third"}));
  endpoint.owner = value("owner", "");
  endpoint.region = value("region", "");
  endpoint.purpose = value("purpose", "");
  if (endpoint.purpose.empty()) {
    return Error(ErrorCode::kInvalid, "column purpose: empty; say what the endpoint is for");
  }
  return endpoint;
}

}  // namespace

bool Endpoint::admits_name(std::string_view name) const {
  if (cidr) return false;
  if (!destination.starts_with("*.")) return name == destination;
  const std::string_view suffix = std::string_view(destination).substr(1);
  return name.size() > suffix.size() && name.ends_with(suffix);
}

Result<std::vector<Endpoint>> parse_endpoints(std::string_view text) {
  std::vector<Endpoint> endpoints;
  std::map<std::string, std::size_t> columns;
  int number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    const auto parts = split(line);
    const auto at_line = [&](const std::string& what) {
      return Error(ErrorCode::kInvalid, fmt::format("endpoints file, line {}: {}", number, what));
    };
    if (columns.empty()) {
      for (std::size_t i = 0; i < parts.size(); ++i) columns[std::string(parts[i])] = i;
      for (const char* needed : {"destination", "port", "class", "purpose"}) {
        if (!columns.contains(needed)) {
          return at_line(
              fmt::format("the first line names the columns, and {} is missing", needed));
        }
      }
      continue;
    }
    if (endpoints.size() >= kLinesMax) return at_line("more than 10000 endpoints");
    auto endpoint = parse_line(columns, parts);
    if (!endpoint) return at_line(endpoint.error().detail);
    endpoint->line = number;
    endpoints.push_back(*std::move(endpoint));
  }
  if (columns.empty()) return Error(ErrorCode::kInvalid, "endpoints file: empty");
  return endpoints;
}

}  // namespace ringfence::review
