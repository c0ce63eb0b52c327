// How a client proves who it is, and to whom it speaks: TLS and SASL of one connection.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/tls.h"

namespace ringfence::kafka::client {

enum class SaslMechanism : std::uint8_t { kPlain, kScramSha256, kScramSha512 };
std::string_view sasl_mechanism_name(SaslMechanism mechanism);  // as in SaslHandshake
std::optional<SaslMechanism> parse_sasl_mechanism(std::string_view name);

struct SaslCredentials {
  SaslMechanism mechanism = SaslMechanism::kScramSha512;
  std::string user;
  std::string password;  // from a file or the environment, never an argument or a log
};

// A copy is cheap. The default is a plain connection without identity.
struct Security {
  std::shared_ptr<const net::TlsContext> tls;  // null: no TLS; shared by all connections
  std::string tls_server_name;                 // empty: the host that is connected to
  std::optional<SaslCredentials> sasl;
};

}  // namespace ringfence::kafka::client
