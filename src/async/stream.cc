#include "async/stream.h"

#include <charconv>

namespace ringfence::async {

std::string Endpoint::to_string() const {
  const bool v6 = host.find(':') != std::string::npos;
  return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result<Endpoint> parse_endpoint(std::string_view text) {
  Endpoint endpoint;
  std::string_view port_text;
  if (text.starts_with('[')) {
    const std::size_t end = text.find("]:");
    if (end == std::string_view::npos)
      return Error(ErrorCode::kInvalid,
                   "address '" + std::string(text) + "': expected [IPv6]:port");
    endpoint.host = text.substr(1, end - 1);
    port_text = text.substr(end + 2);
  } else {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || text.find(':') != colon)
      return Error(ErrorCode::kInvalid,
                   "address '" + std::string(text) + "': expected host:port or [IPv6]:port");
    endpoint.host = text.substr(0, colon);
    port_text = text.substr(colon + 1);
  }
  unsigned port = 0;
  const auto parsed = std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  if (parsed.ec != std::errc() || parsed.ptr != port_text.data() + port_text.size() || port > 65535)
    return Error(ErrorCode::kInvalid,
                 "address '" + std::string(text) + "': port must be a number from 0 to 65535");
  endpoint.port = static_cast<std::uint16_t>(port);
  return endpoint;
}

Task<Result<void>> read_exactly(Stream& stream, std::span<std::byte> into, Deadline deadline) {
  std::size_t have = 0;
  while (have < into.size()) {
    auto got = co_await stream.read_some(into.subspan(have), deadline);
    if (!got) co_return got.error();
    if (*got == 0) {
      co_return Error(ErrorCode::kClosed, have == 0 ? std::string()
                                                    : "stream ended after " + std::to_string(have) +
                                                          " of " + std::to_string(into.size()) +
                                                          " bytes");
    }
    have += *got;
  }
  co_return Result<void>();
}

}  // namespace ringfence::async
