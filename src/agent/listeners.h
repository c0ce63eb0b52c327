// Where clients connect, and what they are told to connect to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "async/stream.h"
#include "base/result.h"
#include "config/config.h"

namespace ringfence::agent {

struct ListenerAddress {
  async::Endpoint bind;
  async::Endpoint advertised;  // port 0: the port that was bound
};

// From `listeners` and `advertised.listeners`. kInvalid names the key and the value. kPermission:
// an address beyond loopback without TLS while `allow.plaintext` is off.
Result<std::vector<ListenerAddress>> parse_listeners(const config::Config& config);
// From `http.address`, by the same rules.
Result<async::Endpoint> parse_http_address(const config::Config& config);

// 127.0.0.0/8, ::1 and localhost.
bool is_loopback(std::string_view host);

}  // namespace ringfence::agent
