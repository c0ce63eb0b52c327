// Goal: what a handshake showed is read and judged rightly, and hostile bytes cost an error only.
// Method: certificates made here, then every byte of one of them changed in turn.
#include "net/tls_certificate.h"

#include <gtest/gtest.h>

#include "net/tls_test_identities.h"

namespace ringfence::net {
namespace {

using testing_pki::Identity;
using testing_pki::pki;

UnixMillis in_seconds(std::int64_t offset) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return UnixMillis{std::chrono::duration_cast<milliseconds>(now).count() + offset * 1000};
}

TEST(TlsCertificate, IsReadWhole) {
  const auto read = read_certificate(pki().server.der());
  ASSERT_TRUE(read) << read.error().to_string();
  EXPECT_EQ(read->subject, "CN=server");
  EXPECT_EQ(read->issuer, "CN=Test CA");
  EXPECT_EQ(read->names, (std::vector<std::string>{"DNS:broker.example", "IP:127.0.0.1"}));
  EXPECT_EQ(read->key_type, "EC prime256v1");
  EXPECT_EQ(read->key_bits, 256);
  EXPECT_EQ(read->signature, "ecdsa-with-SHA256");
  EXPECT_EQ(read->sha256.size(), 64u);
  EXPECT_EQ(read->spki_sha256.size(), 64u);
  EXPECT_NE(read->sha256, read->spki_sha256);
  EXPECT_LT(read->not_before, read->not_after);
  EXPECT_FALSE(read->authority);
  EXPECT_FALSE(read->self_signed);
  const auto root = read_certificate(pki().ca.der());
  ASSERT_TRUE(root);
  EXPECT_TRUE(root->authority);
  EXPECT_TRUE(root->self_signed);
}

TEST(TlsCertificate, ChainProblemsAreAllNamed) {
  const std::vector<std::string> chain{pki().server.der(), pki().ca.der()};
  const auto problems = [&](const std::string& ca, const std::string& name, std::int64_t at) {
    auto found = check_chain(chain, ca, name, in_seconds(at));
    return found ? *found : std::vector<std::string>{found.error().to_string()};
  };
  EXPECT_TRUE(problems(pki().ca_file, "broker.example", 0).empty());
  EXPECT_TRUE(problems(pki().ca_file, "127.0.0.1", 0).empty());
  EXPECT_TRUE(problems(pki().ca_file, "", 0).empty());
  EXPECT_EQ(problems(pki().ca_file, "other.example", 0).size(), 1u);
  EXPECT_FALSE(problems(pki().other_ca_file, "broker.example", 0).empty());
  // Name wrong and both certificates past their time.
  EXPECT_GE(problems(pki().ca_file, "other.example", 7200).size(), 3u);
  EXPECT_FALSE(check_chain({}, pki().ca_file, "", in_seconds(0))->empty());
  EXPECT_TRUE(
      check_chain(chain, "/nowhere.pem", "", in_seconds(0)).failed_with(ErrorCode::kInvalid));
}

TEST(TlsCertificate, ChangedBytesAreAnErrorOrAnotherCertificate) {
  const std::string good = pki().server.der();
  const std::string digest = read_certificate(good)->sha256;
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0xff);
    const auto read = read_certificate(bad);
    if (read) {
      EXPECT_NE(read->sha256, digest);
    }
    (void)check_chain({bad, good}, pki().ca_file, "broker.example", in_seconds(0));
  }
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(read_certificate(std::string_view(good).substr(0, size)));
  }
  EXPECT_FALSE(read_certificate(std::string(1 << 20, 'x')));
}

}  // namespace
}  // namespace ringfence::net
