#include "object_store/s3/sigv4.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <map>
#include <memory>

#include "base/assert.h"

namespace ringfence::store::s3 {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

std::string hex(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

class Hash {
 public:
  explicit Hash(const EVP_MD* kind) : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    RF_ASSERT(context_ && EVP_DigestInit_ex(context_.get(), kind, nullptr) == 1,
              "libcrypto without the hash");
  }
  void add(const void* data, std::size_t size) { EVP_DigestUpdate(context_.get(), data, size); }
  std::string finish() {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), out, &size);
    return {reinterpret_cast<const char*>(out), size};
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

std::string hmac(std::string_view key, std::string_view text) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  const unsigned char* done =
      HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), out, &size);
  RF_ASSERT(done != nullptr, "HMAC failed");
  return {reinterpret_cast<const char*>(out), size};
}

// Spaces at the ends removed, runs of them made one.
std::string trimmed(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    out += c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::vector<net::HttpField> sorted_headers(const ToSign& request) {
  // Fields of one name stay in their order.
  std::multimap<std::string_view, const net::HttpField*> by_name;
  for (const net::HttpField& field : request.headers) by_name.emplace(field.name, &field);
  std::vector<net::HttpField> sorted;
  for (const auto& [name, field] : by_name) sorted.push_back(*field);
  return sorted;
}

std::string signed_names(const std::vector<net::HttpField>& sorted) {
  std::string names;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i > 0 && sorted[i].name == sorted[i - 1].name) continue;
    if (!names.empty()) names += ';';
    names += sorted[i].name;
  }
  return names;
}

}  // namespace

std::string uri_encode(std::string_view text, bool keep_slash) {
  std::string out;
  out.reserve(text.size() + 8);
  for (const char c : text) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~' || (keep_slash && c == '/');
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string encode_query(const Query& query) {
  Query encoded;
  for (const auto& [name, value] : query)
    encoded.emplace_back(uri_encode(name, false), uri_encode(value, false));
  std::sort(encoded.begin(), encoded.end());
  std::string out;
  for (const auto& [name, value] : encoded) {
    if (!out.empty()) out += '&';
    out += name + "=" + value;
  }
  return out;
}

std::string sha256_hex(std::string_view text) {
  Hash hash(EVP_sha256());
  hash.add(text.data(), text.size());
  return hex(hash.finish());
}

std::string sha256_hex(const bytes::Chain& body) {
  Hash hash(EVP_sha256());
  for (const bytes::Slice& slice : body.slices()) hash.add(slice.data(), slice.size());
  return hex(hash.finish());
}

std::string md5_base64(std::string_view text) {
  Hash hash(EVP_md5());
  hash.add(text.data(), text.size());
  const std::string digest = hash.finish();
  std::string out(4 * ((digest.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(digest.data()),
                                   static_cast<int>(digest.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::string amz_date(UnixMillis now) {
  const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(now.ms)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string canonical_request(const ToSign& request) {
  const auto sorted = sorted_headers(request);
  std::string out = request.method + "\n" + request.path + "\n" + request.query + "\n";
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const bool again = i > 0 && sorted[i].name == sorted[i - 1].name;
    if (again) {
      out.back() = ',';
    } else {
      out += sorted[i].name + ":";
    }
    out += trimmed(sorted[i].value) + "\n";
  }
  return out + "\n" + signed_names(sorted) + "\n" + request.payload_hash;
}

std::string authorization(const ToSign& request, const Credentials& credentials) {
  const std::string day = request.time.substr(0, 8);
  const std::string scope =
      fmt::format("{}/{}/{}/aws4_request", day, request.region, request.service);
  const std::string to_sign = fmt::format("{}\n{}\n{}\n{}", kAlgorithm, request.time, scope,
                                          sha256_hex(canonical_request(request)));
  std::string key = hmac("AWS4" + credentials.secret_access_key, day);
  for (const std::string_view part :
       {std::string_view(request.region), std::string_view(request.service),
        std::string_view("aws4_request")})
    key = hmac(key, part);
  return fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}", kAlgorithm,
                     credentials.access_key_id, scope, signed_names(sorted_headers(request)),
                     hex(hmac(key, to_sign)));
}

}  // namespace ringfence::store::s3
