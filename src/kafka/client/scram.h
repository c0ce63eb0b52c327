// The client's side of SCRAM (RFC 5802, RFC 7677) without channel binding, as Kafka speaks it
// (KIP-84). Pure: the nonce comes in, messages go in and out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace ringfence::kafka::client {

enum class ScramHash : std::uint8_t { kSha256, kSha512 };

// Lifecycle: first() is sent, the answer goes into final(), which is sent, the answer goes into
// check(). Any error ends the exchange.
class ScramClient {
 public:
  // A server that asks for more rounds is refused: it could keep us busy for as long as it likes.
  static constexpr int kIterationsMax = 1'000'000;
  static constexpr int kIterationsMin = 4096;  // RFC 7677 section 4

  // `nonce`: printable ASCII without a comma, never used before. User and password are taken as
  // they are: Kafka does not normalise them.
  ScramClient(ScramHash hash, std::string user, std::string password, std::string nonce);

  std::string first() const;
  // kCorrupt: not a SCRAM message. kPermission: a nonce or a number of rounds that we refuse.
  Result<std::string> final(std::string_view server_first);
  // kPermission: the server did not know the password either, or says why it refuses us.
  Result<void> check(std::string_view server_final) const;

 private:
  std::string digest(std::string_view bytes) const;
  std::string keyed(std::string_view key, std::string_view bytes) const;
  Result<std::string> salted_password(std::string_view salt, int iterations) const;

  ScramHash hash_;
  std::string user_, password_, nonce_;
  std::string server_signature_;
};

}  // namespace ringfence::kafka::client
