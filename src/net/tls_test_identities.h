// Certificates for the tests of this folder, made anew in each run.
#pragma once

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <filesystem>
#include <string>

namespace ringfence::net::testing_pki {

struct Identity {
  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
  Identity() = default;
  Identity(const Identity&) = delete;
  Identity& operator=(const Identity&) = delete;
  ~Identity() {
    EVP_PKEY_free(key);
    X509_free(certificate);
  }
  std::string der() const {
    unsigned char* bytes = nullptr;
    const int size = i2d_X509(certificate, &bytes);
    std::string text(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
    return text;
  }
};

inline void add_extension(X509* certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, nullptr, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

// `issuer` null: signs itself and is an authority. Seconds are from now.
inline void make_identity(Identity& out, const std::string& name, const Identity* issuer,
                          const std::string& alternative, long from = -3600, long until = 3600) {
  out.key = EVP_EC_gen("prime256v1");
  out.certificate = X509_new();
  X509_set_version(out.certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(out.certificate), issuer == nullptr ? 1 : 2);
  X509_gmtime_adj(X509_getm_notBefore(out.certificate), from);
  X509_gmtime_adj(X509_getm_notAfter(out.certificate), until);
  X509_set_pubkey(out.certificate, out.key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(out.certificate), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  const Identity& signer = issuer == nullptr ? out : *issuer;
  X509_set_issuer_name(out.certificate, X509_get_subject_name(signer.certificate));
  if (issuer == nullptr) add_extension(out.certificate, NID_basic_constraints, "critical,CA:TRUE");
  if (!alternative.empty()) add_extension(out.certificate, NID_subject_alt_name, alternative);
  X509_sign(out.certificate, signer.key, EVP_sha256());
}

struct Pki {
  Pki() {
    folder = std::filesystem::path(::testing::TempDir()) / "tls_test";
    std::filesystem::create_directories(folder);
    make_identity(ca, "Test CA", nullptr, "");
    make_identity(other_ca, "Other CA", nullptr, "");
    make_identity(server, "server", &ca, "DNS:broker.example,IP:127.0.0.1");
    make_identity(expired, "expired", &ca, "DNS:broker.example", -7200, -3600);
    make_identity(client, "client", &ca, "");
    ca_file = write("ca.pem", ca, false);
    other_ca_file = write("other_ca.pem", other_ca, false);
    client_file = write("client.pem", client, true);
  }
  std::string write(const char* name, const Identity& who, bool with_key) {
    const std::string path = (folder / name).string();
    FILE* file = std::fopen(path.c_str(), "w");
    PEM_write_X509(file, who.certificate);
    if (with_key) PEM_write_PrivateKey(file, who.key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    return path;
  }
  std::filesystem::path folder;
  Identity ca, other_ca, server, expired, client;
  std::string ca_file, other_ca_file, client_file;
};

inline Pki& pki() {
  static Pki made;
  return made;
}

}  // namespace ringfence::net::testing_pki
