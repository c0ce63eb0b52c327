#include "agent/listeners.h"

#include <fmt/format.h>

namespace ringfence::agent {
namespace {

// "PLAINTEXT://HOST:PORT", "HOST:PORT", "[V6]:PORT".
Result<async::Endpoint> parse_address(std::string_view key, std::string_view text) {
  const auto refuse = [&](std::string_view allowed) {
    return Error(ErrorCode::kInvalid,
                 fmt::format("{} = \"{}\" is not allowed; allowed: {}", key, text, allowed));
  };
  std::string_view address = text;
  if (const std::size_t scheme = address.find("://"); scheme != std::string_view::npos) {
    if (address.substr(0, scheme) != "PLAINTEXT") return refuse("PLAINTEXT://HOST:PORT");
    address.remove_prefix(scheme + 3);
  }
  auto endpoint = async::parse_endpoint(address);
  if (!endpoint) return refuse("HOST:PORT, [IPV6]:PORT or PLAINTEXT://HOST:PORT");
  return *endpoint;
}

Result<void> check_exposure(const config::Config& config, std::string_view key,
                            std::string_view text, const async::Endpoint& endpoint) {
  if (config.allow_plaintext || is_loopback(endpoint.host)) return {};
  return Error(
      ErrorCode::kPermission,
      fmt::format("{} = \"{}\" is reachable from other machines and there is no TLS: everybody "
                  "there could read, write "
                  "and delete. Allowed: 127.0.0.1 or [::1], or --allow-plaintext to accept that",
                  key, text));
}

}  // namespace

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "::1") return true;
  if (!host.starts_with("127.")) return false;
  // Only a literal: "127.evil.example" is a name.
  int dots = 0;
  for (const char c : host) {
    if (c == '.') {
      ++dots;
    } else if (c < '0' || c > '9') {
      return false;
    }
  }
  return dots == 3;
}

Result<std::vector<ListenerAddress>> parse_listeners(const config::Config& config) {
  std::vector<ListenerAddress> parsed;
  for (std::size_t i = 0; i < config.listeners.size(); ++i) {
    ListenerAddress address;
    RF_TRY_ASSIGN(address.bind, parse_address("listeners", config.listeners[i]));
    if (address.bind.host.empty()) address.bind.host = "::";
    RF_TRY(check_exposure(config, "listeners", config.listeners[i], address.bind));
    address.advertised = address.bind;
    if (i < config.advertised_listeners.size()) {
      RF_TRY_ASSIGN(address.advertised,
                    parse_address("advertised.listeners", config.advertised_listeners[i]));
    }
    const bool any = address.advertised.host == "0.0.0.0" || address.advertised.host == "::" ||
                     address.advertised.host.empty();
    if (any) {
      return Error(
          ErrorCode::kInvalid,
          fmt::format(
              "advertised.listeners: no client can connect to \"{}\"; say the name or address that "
              "clients use",
              address.advertised.to_string()));
    }
    parsed.push_back(std::move(address));
  }
  return parsed;
}

Result<async::Endpoint> parse_http_address(const config::Config& config) {
  RF_TRY_ASSIGN(async::Endpoint endpoint, parse_address("http.address", config.http_address));
  if (endpoint.host.empty()) endpoint.host = "::";
  RF_TRY(check_exposure(config, "http.address", config.http_address, endpoint));
  return endpoint;
}

}  // namespace ringfence::agent
