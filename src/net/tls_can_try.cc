// tls_can_try(): a handshake of OpenSSL with itself, so that "not accepted" is said only of
// versions that could have been accepted.
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>

#include "net/tls.h"

namespace ringfence::net {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using ContextPtr = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, Freed<SSL_free>>;

bool use_throwaway_certificate(SSL_CTX* context) {
  EVP_PKEY* key = EVP_EC_gen("prime256v1");
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  const bool usable = key != nullptr && X509_sign(certificate, key, EVP_sha256()) > 0 &&
                      SSL_CTX_use_certificate(context, certificate) == 1 &&
                      SSL_CTX_use_PrivateKey(context, key) == 1;
  X509_free(certificate);
  EVP_PKEY_free(key);
  return usable;
}

ContextPtr make_context(const SSL_METHOD* method, TlsVersion version) {
  ContextPtr context(SSL_CTX_new(method));
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_cipher_list(context.get(), "ALL:@SECLEVEL=0");
  SSL_CTX_set_min_proto_version(context.get(), static_cast<int>(version));
  SSL_CTX_set_max_proto_version(context.get(), static_cast<int>(version));
  return context;
}

}  // namespace

bool tls_can_try(TlsVersion version) {
  const ContextPtr client_context = make_context(TLS_client_method(), version);
  const ContextPtr server_context = make_context(TLS_server_method(), version);
  bool done = false;
  if (use_throwaway_certificate(server_context.get())) {
    const SslPtr client(SSL_new(client_context.get()));
    const SslPtr server(SSL_new(server_context.get()));
    BIO* one = nullptr;
    BIO* other = nullptr;
    if (client && server && BIO_new_bio_pair(&one, 0, &other, 0) == 1) {
      SSL_set_bio(client.get(), one, one);
      SSL_set_bio(server.get(), other, other);
      SSL_set_connect_state(client.get());
      SSL_set_accept_state(server.get());
      for (int turn = 0; turn < 16 && !done; ++turn) {
        const int a = SSL_do_handshake(client.get());
        const int b = SSL_do_handshake(server.get());
        done = a == 1 && b == 1 && SSL_version(client.get()) == static_cast<int>(version);
      }
    }
  }
  ERR_clear_error();
  return done;
}

}  // namespace ringfence::net
