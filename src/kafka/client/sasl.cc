#include "kafka/client/sasl.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/rand.h>

#include <array>

#include "kafka/client/scram.h"
#include "kafka/protocol/base64.h"
#include "kafka/protocol/error_codes.h"
#include "kafka/protocol/generated/sasl_authenticate.h"
#include "kafka/protocol/generated/sasl_handshake.h"

namespace ringfence::kafka::client {

using async::Deadline;
using async::Task;

namespace {

constexpr std::size_t kTokenBytesMax = 64 * 1024;

std::string fresh_nonce() {
  std::array<unsigned char, 24> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  return base64_encode(std::as_bytes(std::span(bytes)), Base64::kUrlWithoutPadding);
}

// Mechanism names come from the other side and end up in reports.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 64)) out += c >= 0x21 && c < 0x7f ? c : '?';
  return out;
}

Task<Result<SaslAuthenticateResponse>> send_token(Connection& connection, std::int16_t version,
                                                  std::string token, Deadline deadline) {
  SaslAuthenticateRequest request;
  request.auth_bytes = bytes::Slice::copy_of(token);
  auto answer =
      co_await connection.call<SaslAuthenticateResponse>(version, std::move(request), deadline);
  if (!answer) co_return answer.error();
  const auto error = static_cast<KafkaError>(answer->error_code);
  if (error != KafkaError::kNone) {
    co_return Error(ErrorCode::kPermission,
                    fmt::format("{}: {}", name(error), answer->error_message.value_or("")));
  }
  if (answer->auth_bytes.size() > kTokenBytesMax)
    co_return Error(ErrorCode::kTooLarge, "a SASL token over 64 KiB");
  co_return std::move(*answer);
}

Task<Result<SaslOutcome>> run_scram(Connection& connection, SaslCredentials credentials,
                                    std::int16_t version, Deadline deadline) {
  const ScramHash hash = credentials.mechanism == SaslMechanism::kScramSha256 ? ScramHash::kSha256
                                                                              : ScramHash::kSha512;
  ScramClient scram(hash, credentials.user, credentials.password, fresh_nonce());
  RF_CO_TRY_ASSIGN(const auto server_first,
                   co_await send_token(connection, version, scram.first(), deadline));
  RF_CO_TRY_ASSIGN(const std::string proof, scram.final(server_first.auth_bytes.text()));
  RF_CO_TRY_ASSIGN(const auto server_final,
                   co_await send_token(connection, version, proof, deadline));
  RF_CO_TRY(scram.check(server_final.auth_bytes.text()));
  co_return SaslOutcome{server_final.session_lifetime_ms};
}

}  // namespace

std::string_view sasl_mechanism_name(SaslMechanism mechanism) {
  switch (mechanism) {
    case SaslMechanism::kPlain:
      return "PLAIN";
    case SaslMechanism::kScramSha256:
      return "SCRAM-SHA-256";
    case SaslMechanism::kScramSha512:
      return "SCRAM-SHA-512";
  }
  return "unknown";
}

std::optional<SaslMechanism> parse_sasl_mechanism(std::string_view text) {
  for (const SaslMechanism mechanism :
       {SaslMechanism::kPlain, SaslMechanism::kScramSha256, SaslMechanism::kScramSha512}) {
    if (text == sasl_mechanism_name(mechanism)) return mechanism;
  }
  return std::nullopt;
}

Task<Result<SaslOutcome>> authenticate(Connection& connection, SaslCredentials credentials,
                                       std::int16_t authenticate_version_max, Deadline deadline) {
  SaslHandshakeRequest request;
  request.mechanism = sasl_mechanism_name(credentials.mechanism);
  auto answer = co_await connection.call<SaslHandshakeResponse>(1, request, deadline);
  if (!answer) co_return answer.error();
  const auto error = static_cast<KafkaError>(answer->error_code);
  if (error != KafkaError::kNone) {
    std::vector<std::string> offered;
    for (const std::string& mechanism : answer->mechanisms) offered.push_back(printable(mechanism));
    const ErrorCode code = error == KafkaError::kUnsupportedSaslMechanism ? ErrorCode::kUnsupported
                                                                          : ErrorCode::kInvalid;
    co_return Error(code, fmt::format("{} for {}; offered: {}", name(error), request.mechanism,
                                      fmt::join(offered, ", ")));
  }
  const std::int16_t version =
      std::min<std::int16_t>(authenticate_version_max, SaslAuthenticateRequest::kMaxVersion);
  if (credentials.mechanism != SaslMechanism::kPlain)
    co_return co_await run_scram(connection, std::move(credentials), version, deadline);
  std::string token;
  token += '\0';
  token += credentials.user;
  token += '\0';
  token += credentials.password;
  RF_CO_TRY_ASSIGN(const auto accepted,
                   co_await send_token(connection, version, std::move(token), deadline));
  co_return SaslOutcome{accepted.session_lifetime_ms};
}

Task<Result<std::vector<std::string>>> offered_mechanisms(Connection& connection,
                                                          Deadline deadline) {
  SaslHandshakeRequest request;
  request.mechanism = "RINGFENCE-ASKS";
  auto answer = co_await connection.call<SaslHandshakeResponse>(1, request, deadline);
  if (!answer) co_return answer.error();
  if (answer->error_code != code(KafkaError::kUnsupportedSaslMechanism)) {
    co_return Error(ErrorCode::kInvalid, fmt::format("the listener has no SASL ({})",
                                                     error_code_name(answer->error_code)));
  }
  std::vector<std::string> offered;
  for (const std::string& mechanism : answer->mechanisms) offered.push_back(printable(mechanism));
  co_return offered;
}

}  // namespace ringfence::kafka::client
