// Goal: the TLS client tells apart what can be wrong with the other side, and carries bytes whole
// when nothing is. Method: OpenSSL as the server at the other end of a memory stream, with
// certificates made here.
#include "net/tls.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include "async/memory_stream.h"
#include "async/sim_loop.h"
#include "async/task_group.h"
#include "net/tls_test_identities.h"

namespace ringfence::net {
namespace {

using async::Deadline;
using async::Task;
using testing_pki::Identity;
using testing_pki::pki;

struct ServerOptions {
  TlsVersion version_min = TlsVersion::k12;
  TlsVersion version_max = TlsVersion::k13;
  bool legacy = false;
  bool wants_certificate = false;
  bool says_goodbye = true;
  const Identity* identity = nullptr;  // null: pki().server
  std::size_t echo_bytes = 0;          // sends back so many, then ends
};

int choose_first(SSL*, const unsigned char** out, unsigned char* out_size,
                 const unsigned char* offered, unsigned, void*) {
  *out = offered + 1;
  *out_size = offered[0];
  return SSL_TLSEXT_ERR_OK;
}

Task<bool> move_bytes(SSL* ssl, async::Stream& stream, bool read) {
  const std::size_t pending = BIO_ctrl_pending(SSL_get_wbio(ssl));
  if (pending > 0) {
    std::vector<std::byte> data(pending);
    BIO_read(SSL_get_wbio(ssl), data.data(), static_cast<int>(pending));
    if (!co_await stream.write_all(bytes::Chain(bytes::Slice::from_vector(std::move(data))),
                                   Deadline::none()))
      co_return false;
  }
  if (!read) co_return true;
  std::vector<std::byte> buffer(8192);
  const auto got = co_await stream.read_some(buffer, Deadline::none());
  if (!got || *got == 0) co_return false;
  BIO_write(SSL_get_rbio(ssl), buffer.data(), static_cast<int>(*got));
  co_return true;
}

Task<void> echo(SSL* ssl, async::Stream& stream, std::size_t bytes) {
  std::vector<std::byte> buffer(4096);
  while (bytes > 0) {
    std::size_t got = 0, sent = 0;
    if (SSL_read_ex(ssl, buffer.data(), buffer.size(), &got) == 1) {
      SSL_write_ex(ssl, buffer.data(), got, &sent);
      bytes -= std::min(bytes, got);
      if (!co_await move_bytes(ssl, stream, false)) co_return;
    } else if (!co_await move_bytes(ssl, stream, true)) {
      co_return;
    }
  }
}

Task<void> serve(std::unique_ptr<async::Stream> stream, ServerOptions options) {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  const Identity& who = options.identity == nullptr ? pki().server : *options.identity;
  SSL_CTX_use_certificate(context, who.certificate);
  SSL_CTX_use_PrivateKey(context, who.key);
  if (options.legacy) SSL_CTX_set_security_level(context, 0);
  if (options.legacy) SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0");
  SSL_CTX_set_min_proto_version(context, static_cast<int>(options.version_min));
  SSL_CTX_set_max_proto_version(context, static_cast<int>(options.version_max));
  SSL_CTX_set_alpn_select_cb(context, choose_first, nullptr);
  if (options.wants_certificate) {
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), pki().ca.certificate);
  }
  SSL* ssl = SSL_new(context);
  SSL_set_bio(ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  SSL_set_accept_state(ssl);
  bool open = true;
  while (open && SSL_do_handshake(ssl) != 1) {
    const bool wants = SSL_get_error(ssl, -1) == SSL_ERROR_WANT_READ;
    open = co_await move_bytes(ssl, *stream, wants) && wants;
  }
  if (open) co_await echo(ssl, *stream, options.echo_bytes);
  if (open && options.says_goodbye) SSL_shutdown(ssl);
  (void)co_await move_bytes(ssl, *stream, false);
  stream->close();
  SSL_free(ssl);
  SSL_CTX_free(context);
  ERR_clear_error();
}

struct Fixture {
  Fixture() : scheduler(1), loop(scheduler, 1, UnixMillis{0}), tasks(loop) {
    auto pair = async::make_memory_stream_pair(loop, 64 * 1024);
    client_end = std::move(pair.first);
    server_end = std::move(pair.second);
  }
  Result<std::unique_ptr<TlsStream>> connect(TlsOptions options, std::string name,
                                             ServerOptions server = {}) {
    auto context = TlsContext::make(std::move(options));
    if (!context) return context.error();
    auto stream = scheduler.run(shake(*context, std::move(name), server));
    if (!stream) scheduler.run(joined());
    return stream;
  }
  Task<Result<std::unique_ptr<TlsStream>>> shake(std::shared_ptr<const TlsContext> context,
                                                 std::string name, ServerOptions server) {
    tasks.spawn(serve(std::move(server_end), server));
    co_return co_await TlsStream::connect(loop, std::move(client_end), std::move(context),
                                          std::move(name), Deadline::after(loop, seconds(10)));
  }
  Task<bool> joined() {
    co_await tasks.join();
    co_return true;
  }
  Task<bool> end(std::unique_ptr<TlsStream> stream) {
    stream->close();
    co_await tasks.join();
    co_return true;
  }

  async::SimScheduler scheduler;
  async::SimLoop loop;
  async::TaskGroup tasks;
  std::unique_ptr<async::Stream> client_end, server_end;
};

TlsOptions trusting() {
  TlsOptions options;
  options.ca_file = pki().ca_file;
  return options;
}

ErrorCode failure(TlsOptions options, std::string name, ServerOptions server = {}) {
  Fixture fixture;
  auto stream = fixture.connect(std::move(options), std::move(name), server);
  if (!stream) return stream.error().code;
  fixture.scheduler.run(fixture.end(std::move(*stream)));
  return ErrorCode::kInternal;
}

TEST(Tls, SaysWhatWasAgreedAndWhoAnswered) {
  for (const TlsVersion version : {TlsVersion::k12, TlsVersion::k13}) {
    Fixture fixture;
    TlsOptions options = trusting();
    options.alpn = {"one", "two"};
    auto stream = fixture.connect(options, "broker.example", {version, version});
    ASSERT_TRUE(stream) << stream.error().to_string();
    const TlsPeer& peer = (*stream)->tls();
    EXPECT_EQ(peer.version, version);
    EXPECT_TRUE(peer.verified) << peer.problem;
    EXPECT_GE(peer.cipher_bits, 128);
    EXPECT_EQ(peer.alpn, "one");
    ASSERT_EQ(peer.chain_der.size(), 1u);
    EXPECT_EQ(peer.chain_der[0], pki().server.der());
    fixture.scheduler.run(fixture.end(std::move(*stream)));
  }
}

Task<void> send(TlsStream& stream, std::string text, Result<void>& out) {
  out = co_await stream.write_all(bytes::Chain(bytes::Slice::copy_of(text)), Deadline::none());
}
Task<bool> round_trip(Fixture& fixture, TlsStream& stream, std::string text) {
  Result<void> sent;
  async::TaskGroup group(fixture.loop);
  group.spawn(send(stream, text, sent));
  std::string back(text.size(), '\0');
  const auto read = co_await async::read_exactly(stream, std::as_writable_bytes(std::span(back)),
                                                 Deadline::none());
  co_await group.join();
  std::array<std::byte, 1> more;
  const auto end = co_await stream.read_some(more, Deadline::none());
  co_return sent&& read&& back == text&& end && *end == 0;
}
TEST(Tls, CarriesBytesBothWaysAtOnceAndEndsInOrder) {
  std::string text;
  for (int i = 0; text.size() < (3u << 20); ++i) text += std::to_string(i * std::int64_t{7919});
  Fixture fixture;
  ServerOptions server;
  server.echo_bytes = text.size();
  auto stream = fixture.connect(trusting(), "broker.example", server);
  ASSERT_TRUE(stream) << stream.error().to_string();
  EXPECT_TRUE(fixture.scheduler.run(round_trip(fixture, **stream, text)));
  fixture.scheduler.run(fixture.end(std::move(*stream)));
}

Task<ErrorCode> read_error(TlsStream& stream) {
  std::array<std::byte, 1> into;
  const auto got = co_await stream.read_some(into, Deadline::none());
  co_return got ? ErrorCode::kInternal : got.error().code;
}
TEST(Tls, ACutStreamIsNotAnEnd) {
  Fixture fixture;
  ServerOptions server;
  server.says_goodbye = false;
  auto stream = fixture.connect(trusting(), "broker.example", server);
  ASSERT_TRUE(stream) << stream.error().to_string();
  EXPECT_EQ(fixture.scheduler.run(read_error(**stream)), ErrorCode::kClosed);
  fixture.scheduler.run(fixture.end(std::move(*stream)));
}

TEST(Tls, VerifiesChainAndName) {
  EXPECT_EQ(failure(trusting(), "127.0.0.1"), ErrorCode::kInternal);
  EXPECT_EQ(failure(trusting(), "other.example"), ErrorCode::kPermission);
  EXPECT_EQ(failure(trusting(), "127.0.0.2"), ErrorCode::kPermission);
  ServerOptions expired;
  expired.identity = &pki().expired;
  EXPECT_EQ(failure(trusting(), "broker.example", expired), ErrorCode::kPermission);
  TlsOptions other;
  other.ca_file = pki().other_ca_file;
  EXPECT_EQ(failure(other, "broker.example"), ErrorCode::kPermission);
  EXPECT_EQ(failure({}, "broker.example"), ErrorCode::kPermission);

  other.verify = false;
  Fixture fixture;
  auto stream = fixture.connect(other, "broker.example");
  ASSERT_TRUE(stream);
  EXPECT_FALSE((*stream)->tls().verified);
  EXPECT_NE((*stream)->tls().problem.find("issuer"), std::string::npos);
  fixture.scheduler.run(fixture.end(std::move(*stream)));
}

TEST(Tls, FindsOutWhichVersionsAreAccepted) {
  for (const TlsVersion served : kTlsVersions) {
    if (!tls_can_try(served)) continue;
    for (const TlsVersion tried : kTlsVersions) {
      TlsOptions options = trusting();
      options.version_min = options.version_max = tried;
      options.legacy = true;
      ServerOptions server{served, served, true};
      EXPECT_EQ(failure(options, "broker.example", server),
                tried == served ? ErrorCode::kInternal : ErrorCode::kUnsupported)
          << tls_version_name(tried) << " at " << tls_version_name(served);
    }
  }
  EXPECT_TRUE(tls_can_try(TlsVersion::k12));
  EXPECT_TRUE(tls_can_try(TlsVersion::k13));
}

TEST(Tls, ClientCertificates) {
  ServerOptions server;
  server.wants_certificate = true;
  server.version_max = TlsVersion::k12;
  EXPECT_EQ(failure(trusting(), "broker.example", server), ErrorCode::kPermission);
  TlsOptions known = trusting();
  known.certificate_file = pki().client_file;
  EXPECT_EQ(failure(known, "broker.example", server), ErrorCode::kInternal);
  // TLS 1.3 refuses after our side of the handshake is done.
  server.version_max = TlsVersion::k13;
  EXPECT_EQ(failure(known, "broker.example", server), ErrorCode::kInternal);
  Fixture fixture;
  auto stream = fixture.connect(trusting(), "broker.example", server);
  ASSERT_TRUE(stream);
  EXPECT_EQ(fixture.scheduler.run(read_error(**stream)), ErrorCode::kPermission);
  fixture.scheduler.run(fixture.end(std::move(*stream)));
}

Task<ErrorCode> against_bytes(Fixture& fixture, std::string answer) {
  auto context = TlsContext::make(trusting());
  (void)co_await fixture.server_end->write_all(bytes::Chain(bytes::Slice::copy_of(answer)),
                                               Deadline::none());
  if (answer.empty()) fixture.server_end->close();
  auto stream =
      co_await TlsStream::connect(fixture.loop, std::move(fixture.client_end), *context,
                                  "broker.example", Deadline::after(fixture.loop, seconds(10)));
  co_return stream ? ErrorCode::kInternal : stream.error().code;
}
TEST(Tls, OthersThatDoNotSpeakTls) {
  for (const auto& [answer, code] : std::vector<std::pair<std::string, ErrorCode>>{
           {"HTTP/1.1 400 Bad Request\r\n\r\n", ErrorCode::kCorrupt},
           {std::string("\0\0\0\x05hello more", 14), ErrorCode::kCorrupt},
           {std::string("\x16\x03", 2), ErrorCode::kTimeout},
           {"", ErrorCode::kClosed}}) {
    Fixture fixture;
    EXPECT_EQ(fixture.scheduler.run(against_bytes(fixture, answer)), code) << answer;
  }
}

TEST(Tls, OptionsThatCannotBeUsedAreNamed) {
  TlsOptions options;
  options.ca_file = "/nowhere/ca.pem";
  const auto missing = TlsContext::make(options);
  ASSERT_FALSE(missing);
  EXPECT_TRUE(missing.failed_with(ErrorCode::kInvalid));
  EXPECT_NE(missing.error().detail.find("/nowhere/ca.pem"), std::string::npos);
  options = trusting();
  options.certificate_file = pki().ca_file;  // no key in it
  EXPECT_TRUE(TlsContext::make(options).failed_with(ErrorCode::kInvalid));
  options = trusting();
  options.alpn = {""};
  EXPECT_TRUE(TlsContext::make(options).failed_with(ErrorCode::kInvalid));
  EXPECT_EQ(parse_tls_version("1.2"), TlsVersion::k12);
  EXPECT_EQ(parse_tls_version("TLS 1.3"), TlsVersion::k13);
  EXPECT_EQ(parse_tls_version("1.4"), std::nullopt);
}

}  // namespace
}  // namespace ringfence::net
