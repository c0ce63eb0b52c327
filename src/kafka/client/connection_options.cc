#include "kafka/client/connection_options.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>

namespace ringfence::kafka::client {
namespace {

constexpr std::streamsize kPasswordBytesMax = 4096;

Result<std::string> read_password(const IdentityOptions& options) {
  if (!options.password_file.empty()) {
    std::ifstream file(options.password_file, std::ios::binary);
    std::string text(kPasswordBytesMax + 1, '\0');
    if (!file.read(text.data(), kPasswordBytesMax + 1) && file.gcount() == 0)
      return Error(ErrorCode::kNotFound,
                   "password file '" + options.password_file + "' cannot be read or is empty");
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > kPasswordBytesMax)
      return Error(ErrorCode::kTooLarge,
                   "password file '" + options.password_file + "': over 4096 bytes");
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    return text;
  }
  if (!options.password_variable.empty()) {
    const char* value = std::getenv(options.password_variable.c_str());
    if (value == nullptr)
      return Error(ErrorCode::kNotFound,
                   "environment variable " + options.password_variable + " is not set");
    return std::string(value);
  }
  return Error(ErrorCode::kInvalid, "SASL needs a password file or a password variable");
}

}  // namespace

void add_identity_options(CLI::App& command, IdentityOptions& options, const std::string& prefix,
                          const std::string& whose) {
  command
      .add_option("--" + prefix + "sasl", options.mechanism,
                  "SASL mechanism of " + whose + ": PLAIN, SCRAM-SHA-256, SCRAM-SHA-512")
      ->check(CLI::IsMember({"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"}));
  command.add_option("--" + prefix + "user", options.user, "SASL user of " + whose);
  command.add_option("--" + prefix + "password-file", options.password_file,
                     "File with the password of " + whose);
  command.add_option("--" + prefix + "password-env", options.password_variable,
                     "Environment variable with the password of " + whose);
  command.add_option("--" + prefix + "client-cert", options.certificate_file,
                     "Client certificate of " + whose + " (PEM, its chain behind it)");
  command.add_option("--" + prefix + "client-key", options.key_file,
                     "Its key (PEM); default: in the certificate's file");
}

void add_connection_options(CLI::App& command, ConnectionOptions& options) {
  command
      .add_option("--bootstrap", options.bootstrap, "HOST:PORT of any brokers, separated by commas")
      ->delimiter(',')
      ->required();
  command.add_flag("--tls", options.tls, "Connect with TLS");
  command.add_option("--ca", options.ca_file,
                     "PEM file of the roots to trust (default: machine's)");
  command.add_option("--tls-name", options.server_name,
                     "Name that certificates must have (default: the host connected to)");
  command.add_flag("--tls-no-verify", options.skip_verify,
                   "Go on whatever the broker's certificate is; it is reported all the same");
  command.add_option("--timeout", options.timeout_seconds, "Seconds of one call, retries included")
      ->check(CLI::Range(1, 600));
  add_identity_options(command, options.identity, "", "the probe");
}

Result<Security> make_security(const ConnectionOptions& connection,
                               const IdentityOptions& identity) {
  Security security;
  security.tls_server_name = connection.server_name;
  if (connection.tls) {
    net::TlsOptions tls;
    tls.ca_file = connection.ca_file;
    tls.certificate_file = identity.certificate_file;
    tls.key_file = identity.key_file;
    tls.verify = !connection.skip_verify;
    RF_TRY_ASSIGN(security.tls, net::TlsContext::make(std::move(tls)));
  } else if (!identity.certificate_file.empty()) {
    return Error(ErrorCode::kInvalid, "a client certificate needs --tls");
  }
  if (!identity.mechanism.empty()) {
    const auto mechanism = parse_sasl_mechanism(identity.mechanism);
    if (!mechanism) return Error(ErrorCode::kInvalid, "unknown mechanism " + identity.mechanism);
    if (identity.user.empty()) return Error(ErrorCode::kInvalid, "SASL needs a user");
    RF_TRY_ASSIGN(std::string password, read_password(identity));
    security.sasl = SaslCredentials{*mechanism, identity.user, std::move(password)};
  }
  return security;
}

Result<ClusterOptions> cluster_options(const ConnectionOptions& connection) {
  ClusterOptions options;
  for (const std::string& text : connection.bootstrap) {
    RF_TRY_ASSIGN(async::Endpoint endpoint, async::parse_endpoint(text));
    options.bootstrap.push_back(std::move(endpoint));
  }
  if (options.bootstrap.empty()) return Error(ErrorCode::kInvalid, "--bootstrap is empty");
  RF_TRY_ASSIGN(options.security, make_security(connection, connection.identity));
  options.timeout = seconds(connection.timeout_seconds);
  options.attempt_timeout = std::min<Duration>(options.timeout, seconds(10));
  return options;
}

}  // namespace ringfence::kafka::client
