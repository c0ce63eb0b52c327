#include "net/tls_certificate.h"

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>

namespace ringfence::net {
namespace {

constexpr std::size_t kDerBytesMax = 64 * 1024;
constexpr int kNamesMax = 256;

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using X509Ptr = std::unique_ptr<X509, Freed<X509_free>>;
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using StorePtr = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using StoreContextPtr = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;

X509Ptr parse(std::string_view der) {
  if (der.size() > kDerBytesMax) return nullptr;
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  return certificate;
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

std::string name_text(const X509_NAME* name) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  return text_of(bio.get());
}

std::string time_text(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return "unreadable";
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return std::string(text.data(), size);
}

std::string hex(const unsigned char* data, std::size_t size) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < size; ++i) {
    text += kDigits[data[i] >> 4];
    text += kDigits[data[i] & 15];
  }
  return text;
}

std::string sha256(const void* data, std::size_t size) {
  std::array<unsigned char, 32> digest{};
  EVP_Digest(data, size, digest.data(), nullptr, EVP_sha256(), nullptr);
  return hex(digest.data(), digest.size());
}

// Names come from the other side: what is not printable ASCII is shown escaped.
std::string printable(const unsigned char* data, int size) {
  std::string text;
  for (int i = 0; i < size; ++i) {
    if (data[i] >= 0x20 && data[i] < 0x7f) {
      text += static_cast<char>(data[i]);
    } else {
      text += "\\x" + hex(data + i, 1);
    }
  }
  return text;
}

std::vector<std::string> alternative_names(X509* certificate) {
  std::vector<std::string> found;
  auto* names = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  if (names == nullptr) return found;
  const int count = std::min(sk_GENERAL_NAME_num(names), kNamesMax);
  for (int i = 0; i < count; ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    if (name->type == GEN_DNS) {
      found.push_back("DNS:" + printable(ASN1_STRING_get0_data(name->d.dNSName),
                                         ASN1_STRING_length(name->d.dNSName)));
    } else if (name->type == GEN_IPADD) {
      std::array<char, INET6_ADDRSTRLEN> text{};
      const int size = ASN1_STRING_length(name->d.iPAddress);
      const int family = size == 4 ? AF_INET : AF_INET6;
      if ((size == 4 || size == 16) &&
          inet_ntop(family, ASN1_STRING_get0_data(name->d.iPAddress), text.data(), text.size()))
        found.push_back(std::string("IP:") + text.data());
    }
  }
  GENERAL_NAMES_free(names);
  return found;
}

void read_key(X509* certificate, Certificate& out) {
  EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr) {
    out.key_type = "unreadable";
    return;
  }
  const char* type = EVP_PKEY_get0_type_name(key);
  out.key_type = type != nullptr ? type : "unknown";
  out.key_bits = EVP_PKEY_get_bits(key);
  std::array<char, 64> group{};
  std::size_t size = 0;
  if (EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1 && out.key_type == "EC")
    out.key_type += " " + std::string(group.data(), size);
}

int collect(int ok, X509_STORE_CTX* context) {
  if (ok == 1) return 1;
  auto* problems = static_cast<std::vector<std::string>*>(X509_STORE_CTX_get_app_data(context));
  const std::string what =
      std::string(X509_verify_cert_error_string(X509_STORE_CTX_get_error(context))) +
      " (certificate " + std::to_string(X509_STORE_CTX_get_error_depth(context) + 1) + ")";
  if (std::find(problems->begin(), problems->end(), what) == problems->end())
    problems->push_back(what);
  return 1;  // go on, to find all that is wrong
}

void expect_name(X509_STORE_CTX* context, const std::string& name) {
  X509_VERIFY_PARAM* wanted = X509_STORE_CTX_get0_param(context);
  if (X509_VERIFY_PARAM_set1_ip_asc(wanted, name.c_str()) == 1) return;
  ERR_clear_error();
  X509_VERIFY_PARAM_set1_host(wanted, name.c_str(), name.size());
}

}  // namespace

Result<Certificate> read_certificate(std::string_view der) {
  const X509Ptr certificate = parse(der);
  if (!certificate) return Error(ErrorCode::kCorrupt, "not a certificate");
  Certificate out;
  out.subject = name_text(X509_get_subject_name(certificate.get()));
  out.issuer = name_text(X509_get_issuer_name(certificate.get()));
  out.names = alternative_names(certificate.get());
  out.not_before = time_text(X509_get0_notBefore(certificate.get()));
  out.not_after = time_text(X509_get0_notAfter(certificate.get()));
  read_key(certificate.get(), out);
  const char* signature = OBJ_nid2ln(X509_get_signature_nid(certificate.get()));
  out.signature = signature != nullptr ? signature : "unknown";
  out.sha256 = sha256(der.data(), der.size());
  unsigned char* spki = nullptr;
  const int spki_size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &spki);
  if (spki_size > 0) {
    out.spki_sha256 = sha256(spki, static_cast<std::size_t>(spki_size));
    OPENSSL_free(spki);
  }
  out.authority = X509_check_ca(certificate.get()) == 1;
  out.self_signed = X509_self_signed(certificate.get(), 1) == 1;
  ERR_clear_error();
  return out;
}

Result<std::vector<std::string>> check_chain(const std::vector<std::string>& chain_der,
                                             const std::string& ca_file, const std::string& name,
                                             UnixMillis now) {
  std::vector<std::string> problems;
  if (chain_der.empty()) return std::vector<std::string>{"no certificate was shown"};
  const StorePtr store(X509_STORE_new());
  const int loaded = ca_file.empty()
                         ? X509_STORE_set_default_paths(store.get())
                         : X509_STORE_load_locations(store.get(), ca_file.c_str(), nullptr);
  ERR_clear_error();
  if (loaded != 1) return Error(ErrorCode::kInvalid, "CA file '" + ca_file + "' cannot be read");

  STACK_OF(X509)* others = sk_X509_new_null();
  std::vector<X509Ptr> chain;
  for (const std::string& der : chain_der) {
    chain.push_back(parse(der));
    if (!chain.back()) {
      sk_X509_free(others);
      return std::vector<std::string>{"a certificate of the chain cannot be read"};
    }
    sk_X509_push(others, chain.back().get());
  }
  const StoreContextPtr context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), chain.front().get(), others);
  X509_STORE_CTX_set_default(context.get(), "ssl_server");
  X509_STORE_CTX_set_time(context.get(), 0, static_cast<std::time_t>(now.ms / 1000));
  X509_STORE_CTX_set_app_data(context.get(), &problems);
  X509_STORE_CTX_set_verify_cb(context.get(), collect);
  if (!name.empty()) expect_name(context.get(), name);
  const int verified = X509_verify_cert(context.get());
  if (verified != 1 && problems.empty())
    problems.push_back(X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())));
  sk_X509_free(others);
  ERR_clear_error();
  return problems;
}

}  // namespace ringfence::net
