// SASL on a connection that is not in use yet: SaslHandshake 1 (KIP-43) and SaslAuthenticate
// (KIP-152).
#pragma once

#include <string>
#include <vector>

#include "async/wait.h"
#include "kafka/client/connection.h"
#include "kafka/client/security.h"

namespace ringfence::kafka::client {

struct SaslOutcome {
  std::int64_t session_lifetime_ms = 0;  // 0: no end; afterwards the broker closes (KIP-368)
};

// `authenticate_version_max`: the newest SaslAuthenticate that the broker serves. Errors:
//   kUnsupported  the broker does not offer the mechanism; the detail lists what it offers
//   kPermission   it refuses the identity, or could not prove its own (SCRAM)
async::Task<Result<SaslOutcome>> authenticate(Connection& connection, SaslCredentials credentials,
                                              std::int16_t authenticate_version_max,
                                              async::Deadline deadline);

// The mechanisms that the broker offers, found by asking for one that does not exist. The
// connection can be used for nothing else afterwards. kInvalid: the listener has no SASL.
async::Task<Result<std::vector<std::string>>> offered_mechanisms(Connection& connection,
                                                                 async::Deadline deadline);

}  // namespace ringfence::kafka::client
