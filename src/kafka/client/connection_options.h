// The options by which a command says how to reach a cluster and who it is; the same in every
// command that has them.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "kafka/client/cluster_client.h"

namespace CLI {
class App;
}

namespace ringfence::kafka::client {

// Filled by CLI11. Secrets are named by file or environment variable and read by cluster_options().
struct IdentityOptions {
  std::string mechanism;  // empty: no SASL
  std::string user;
  std::string password_file, password_variable;
  std::string certificate_file, key_file;  // of the client, PEM
  bool given() const { return !mechanism.empty() || !certificate_file.empty(); }
};

struct ConnectionOptions {
  std::vector<std::string> bootstrap;  // host:port
  bool tls = false;
  std::string ca_file;
  std::string server_name;
  bool skip_verify = false;
  IdentityOptions identity;
  int timeout_seconds = 30;
};

// --bootstrap, --tls, --ca, --tls-name, --tls-no-verify, --timeout, and the identity's.
void add_connection_options(CLI::App& command, ConnectionOptions& options);
// --PREFIXsasl, --PREFIXuser, --PREFIXpassword-file, --PREFIXpassword-env, --PREFIXclient-cert,
// --PREFIXclient-key; `whose` completes their help texts.
void add_identity_options(CLI::App& command, IdentityOptions& options, const std::string& prefix,
                          const std::string& whose);

// kInvalid names the option that cannot be used; kNotFound the file or variable of the password.
Result<Security> make_security(const ConnectionOptions& connection,
                               const IdentityOptions& identity);
Result<ClusterOptions> cluster_options(const ConnectionOptions& connection);

}  // namespace ringfence::kafka::client
