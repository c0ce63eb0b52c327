#include "net/tls.h"

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>

namespace ringfence::net {

using async::Deadline;
using async::Task;

namespace {

constexpr std::size_t kReadBytes = 17 * 1024;    // a little over one TLS record
constexpr std::size_t kWriteBytes = 256 * 1024;  // encrypted at once, so that memory stays bounded

std::string last_openssl_error() {
  const unsigned long code = ERR_peek_last_error();
  if (code == 0) return "no reason given";
  const char* reason = ERR_reason_error_string(code);
  return reason != nullptr ? reason : "error " + std::to_string(code);
}

bool is_address(const std::string& name) {
  std::array<unsigned char, 16> ignored{};
  return inet_pton(AF_INET, name.c_str(), ignored.data()) == 1 ||
         inet_pton(AF_INET6, name.c_str(), ignored.data()) == 1;
}

Error file_error(const char* what, const std::string& file) {
  return Error(ErrorCode::kInvalid, std::string(what) + " '" + file + "': " + last_openssl_error());
}

}  // namespace

std::string_view tls_version_name(TlsVersion version) {
  switch (version) {
    case TlsVersion::k10:
      return "TLS 1.0";
    case TlsVersion::k11:
      return "TLS 1.1";
    case TlsVersion::k12:
      return "TLS 1.2";
    case TlsVersion::k13:
      return "TLS 1.3";
  }
  return "unknown";
}

std::optional<TlsVersion> parse_tls_version(std::string_view text) {
  for (const TlsVersion version : kTlsVersions) {
    const std::string_view name = tls_version_name(version);
    if (text == name || text == name.substr(4)) return version;
  }
  return std::nullopt;
}

Result<std::shared_ptr<const TlsContext>> TlsContext::make(TlsOptions options) {
  std::shared_ptr<TlsContext> context(new TlsContext(std::move(options)));
  RF_TRY(context->load());
  return std::shared_ptr<const TlsContext>(std::move(context));
}

TlsContext::~TlsContext() { SSL_CTX_free(context_); }

Result<void> TlsContext::load() {
  ERR_clear_error();
  context_ = SSL_CTX_new(TLS_client_method());
  if (context_ == nullptr) return Error(ErrorCode::kInternal, "TLS: " + last_openssl_error());
  SSL_CTX_set_verify(context_, options_.verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  // With renegotiation a write would have to wait for a read.
  SSL_CTX_set_options(context_, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(context_, SSL_MODE_RELEASE_BUFFERS);
  if (options_.legacy) {
    SSL_CTX_set_security_level(context_, 0);
    SSL_CTX_set_cipher_list(context_, "ALL:@SECLEVEL=0");
    SSL_CTX_set_options(context_, SSL_OP_LEGACY_SERVER_CONNECT);
  }
  if (options_.version_min)
    SSL_CTX_set_min_proto_version(context_, static_cast<int>(*options_.version_min));
  if (options_.version_max)
    SSL_CTX_set_max_proto_version(context_, static_cast<int>(*options_.version_max));
  if (options_.ca_file.empty()) {
    SSL_CTX_set_default_verify_paths(context_);
  } else if (SSL_CTX_load_verify_locations(context_, options_.ca_file.c_str(), nullptr) != 1) {
    return file_error("CA file", options_.ca_file);
  }
  // A key under a password is an error: nothing here asks at the terminal.
  SSL_CTX_set_default_passwd_cb(context_, [](char*, int, int, void*) { return 0; });
  if (!options_.certificate_file.empty()) {
    const std::string& certificate = options_.certificate_file;
    const std::string& key = options_.key_file.empty() ? certificate : options_.key_file;
    if (SSL_CTX_use_certificate_chain_file(context_, certificate.c_str()) != 1)
      return file_error("client certificate", certificate);
    if (SSL_CTX_use_PrivateKey_file(context_, key.c_str(), SSL_FILETYPE_PEM) != 1)
      return file_error("client key", key);
    if (SSL_CTX_check_private_key(context_) != 1)
      return Error(ErrorCode::kInvalid, "client key '" + key + "' does not fit the certificate");
  }
  std::string protocols;
  for (const std::string& name : options_.alpn) {
    if (name.empty() || name.size() > 255)
      return Error(ErrorCode::kInvalid, "an ALPN name must have 1 to 255 bytes");
    protocols += static_cast<char>(name.size());
    protocols += name;
  }
  if (!protocols.empty())
    SSL_CTX_set_alpn_protos(context_, reinterpret_cast<const unsigned char*>(protocols.data()),
                            static_cast<unsigned>(protocols.size()));
  return {};
}

TlsStream::TlsStream(async::Loop& loop, std::unique_ptr<async::Stream> inner,
                     std::shared_ptr<const TlsContext> context)
    : inner_(std::move(inner)), context_(std::move(context)), drained_(loop) {}

TlsStream::~TlsStream() { SSL_free(ssl_); }

Result<void> TlsStream::prepare(const std::string& server_name) {
  ERR_clear_error();
  ssl_ = SSL_new(context_->context_);
  BIO* in = BIO_new(BIO_s_mem());
  BIO* out = BIO_new(BIO_s_mem());
  if (ssl_ == nullptr || in == nullptr || out == nullptr) {
    BIO_free(in);
    BIO_free(out);
    return Error(ErrorCode::kInternal, "TLS: " + last_openssl_error());
  }
  SSL_set_bio(ssl_, in, out);
  SSL_set_connect_state(ssl_);
  SSL_set_cert_cb(ssl_, on_certificate_wanted, this);
  if (server_name.empty()) return {};
  if (is_address(server_name)) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl_), server_name.c_str());
  } else if (SSL_set1_host(ssl_, server_name.c_str()) != 1 ||
             SSL_set_tlsext_host_name(ssl_, server_name.c_str()) != 1) {
    return Error(ErrorCode::kInvalid, "server name '" + server_name + "' cannot be used with TLS");
  }
  return {};
}

int TlsStream::on_certificate_wanted(ssl_st*, void* self) {
  static_cast<TlsStream*>(self)->peer_.wants_certificate = true;
  return 1;
}

Task<Result<std::unique_ptr<TlsStream>>> TlsStream::connect(
    async::Loop& loop, std::unique_ptr<async::Stream> inner,
    std::shared_ptr<const TlsContext> context, std::string server_name, Deadline deadline) {
  std::unique_ptr<TlsStream> stream(new TlsStream(loop, std::move(inner), std::move(context)));
  RF_CO_TRY(stream->prepare(server_name));
  auto done = co_await stream->handshake(deadline);
  if (!done) {
    stream->close();
    co_return done.error();
  }
  stream->read_peer();
  co_return std::move(stream);
}

Task<Result<void>> TlsStream::handshake(Deadline deadline) {
  while (true) {
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_);
    const int why = SSL_get_error(ssl_, result);
    Error failure;
    const bool failed = result != 1 && why != SSL_ERROR_WANT_READ;
    if (failed) failure = handshake_error();
    // Also after a failure: the alert tells the other side why.
    auto sent = co_await drain(deadline);
    if (failed) co_return failure;
    if (!sent) co_return sent.error();
    if (result == 1) co_return Result<void>();
    auto fed = co_await feed(deadline);
    if (!fed) {
      if (fed.error().is(ErrorCode::kClosed))
        co_return Error(ErrorCode::kClosed, "the other side ended the connection in the handshake");
      co_return fed.error();
    }
  }
}

Error TlsStream::handshake_error() {
  const unsigned long code = ERR_peek_last_error();
  const int reason = ERR_GET_REASON(code);
  const long verify = SSL_get_verify_result(ssl_);
  switch (reason) {
    case SSL_R_CERTIFICATE_VERIFY_FAILED:
      return Error(ErrorCode::kPermission, std::string("the certificate does not verify: ") +
                                               X509_verify_cert_error_string(verify));
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_HTTP_REQUEST:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
    case SSL_R_UNEXPECTED_MESSAGE:
    case SSL_R_RECORD_LENGTH_MISMATCH:
      return Error(ErrorCode::kCorrupt,
                   "the other side does not answer in TLS (" + last_openssl_error() + ")");
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_NO_PROTOCOLS_AVAILABLE:
    case SSL_R_NO_CIPHERS_AVAILABLE:
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
    case SSL_R_TLSV1_ALERT_INSUFFICIENT_SECURITY:
    case SSL_R_DH_KEY_TOO_SMALL:
    case SSL_R_NO_SHARED_CIPHER:
      return Error(ErrorCode::kUnsupported,
                   "no version or cipher in common (" + last_openssl_error() + ")");
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
      // The alert of TLS 1.2 for "no common cipher" as well as for "no certificate".
      if (!peer_.wants_certificate)
        return Error(ErrorCode::kUnsupported,
                     "no version or cipher in common (" + last_openssl_error() + ")");
      [[fallthrough]];
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_TLSV1_ALERT_ACCESS_DENIED:
    case SSL_R_TLSV1_UNRECOGNIZED_NAME:
      return Error(ErrorCode::kPermission,
                   "the other side refuses us (" + last_openssl_error() + ")");
    default:
      return Error(ErrorCode::kCorrupt, "TLS handshake: " + last_openssl_error());
  }
}

void TlsStream::read_peer() {
  peer_.version = static_cast<TlsVersion>(SSL_version(ssl_));
  if (const SSL_CIPHER* cipher = SSL_get_current_cipher(ssl_)) {
    peer_.cipher = SSL_CIPHER_get_name(cipher);
    peer_.cipher_bits = SSL_CIPHER_get_bits(cipher, nullptr);
  }
  const unsigned char* protocol = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(ssl_, &protocol, &size);
  if (size > 0) peer_.alpn.assign(reinterpret_cast<const char*>(protocol), size);
  if (STACK_OF(X509)* chain = SSL_get_peer_cert_chain(ssl_)) {
    for (int i = 0; i < sk_X509_num(chain); ++i) {
      unsigned char* der = nullptr;
      const int bytes = i2d_X509(sk_X509_value(chain, i), &der);
      if (bytes <= 0) continue;
      peer_.chain_der.emplace_back(reinterpret_cast<const char*>(der),
                                   static_cast<std::size_t>(bytes));
      OPENSSL_free(der);
    }
  }
  const long verify = SSL_get_verify_result(ssl_);
  peer_.verified = verify == X509_V_OK && !peer_.chain_der.empty();
  if (!peer_.verified) peer_.problem = X509_verify_cert_error_string(verify);
}

// Reads once from the network into OpenSSL's input.
Task<Result<void>> TlsStream::feed(Deadline deadline) {
  std::vector<std::byte> buffer(kReadBytes);
  auto got = co_await inner_->read_some(buffer, deadline);
  if (!got) co_return got.error();
  if (*got == 0)
    co_return Error(ErrorCode::kClosed, "the stream ended without TLS's closing message");
  BIO_write(SSL_get_rbio(ssl_), buffer.data(), static_cast<int>(*got));
  co_return Result<void>();
}

// Sends everything that OpenSSL wants sent. Reads and writes both cause output, so whoever comes
// second waits: the first goes on until nothing is left.
Task<Result<void>> TlsStream::drain(Deadline deadline) {
  while (draining_) co_await drained_.wait();
  if (broken_) co_return Error(ErrorCode::kClosed, "an earlier write failed");
  Result<void> outcome;
  draining_ = true;
  while (outcome) {
    const std::size_t pending = BIO_ctrl_pending(SSL_get_wbio(ssl_));
    if (pending == 0) break;
    std::vector<std::byte> data(pending);
    BIO_read(SSL_get_wbio(ssl_), data.data(), static_cast<int>(pending));
    outcome = co_await inner_->write_all(bytes::Chain(bytes::Slice::from_vector(std::move(data))),
                                         deadline);
  }
  draining_ = false;
  if (!outcome) broken_ = true;
  drained_.wake_all();
  co_return outcome;
}

Task<Result<std::size_t>> TlsStream::read_some(std::span<std::byte> into, Deadline deadline) {
  while (true) {
    ERR_clear_error();
    std::size_t got = 0;
    const int result = SSL_read_ex(ssl_, into.data(), into.size(), &got);
    if (result == 1) co_return got;
    switch (SSL_get_error(ssl_, result)) {
      case SSL_ERROR_ZERO_RETURN:
        co_return std::size_t{0};
      case SSL_ERROR_WANT_READ:
        break;
      default: {
        const Error error = handshake_error();  // an alert after the handshake, as in TLS 1.3
        co_return error.is(ErrorCode::kPermission)
            ? error
            : Error(ErrorCode::kClosed, "TLS: " + last_openssl_error());
      }
    }
    // Output of a read (an answer to a key update) that a running writer will not take along.
    if (!draining_ && BIO_ctrl_pending(SSL_get_wbio(ssl_)) > 0) RF_CO_TRY(co_await drain(deadline));
    RF_CO_TRY(co_await feed(deadline));
  }
}

Task<Result<void>> TlsStream::write_all(bytes::Chain data, Deadline deadline) {
  for (const bytes::Slice& slice : data.slices()) {
    for (std::size_t at = 0; at < slice.size();) {
      const std::size_t size = std::min(slice.size() - at, kWriteBytes);
      ERR_clear_error();
      std::size_t written = 0;
      if (SSL_write_ex(ssl_, slice.data() + at, size, &written) != 1)
        co_return Error(ErrorCode::kClosed, "TLS: " + last_openssl_error());
      at += written;
      RF_CO_TRY(co_await drain(deadline));
    }
  }
  co_return Result<void>();
}

}  // namespace ringfence::net
