// AWS Signature Version 4 in the Authorization header, as "Authenticating Requests: Using the
// Authorization Header" of the S3 API reference describes it. Pure: time and secrets come in as
// arguments.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "bytes/slice.h"
#include "net/http_client.h"

namespace ringfence::store::s3 {

// Never printed, logged or put into an error.
struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;  // empty for long-lived keys
  std::string source;         // for people: "environment", "profile backup of ~/.aws/credentials"
};

using Query = std::vector<std::pair<std::string, std::string>>;  // not yet encoded

// Percent-encodes every byte but A-Z a-z 0-9 - . _ ~ (and '/' when it is kept), as SigV4 asks for.
std::string uri_encode(std::string_view text, bool keep_slash);
// "a=1&b=" in the order of encoded names, as it is signed and sent.
std::string encode_query(const Query& query);

std::string sha256_hex(std::string_view text);
std::string sha256_hex(const bytes::Chain& body);
// Base64 of MD5, for Content-MD5 where a call demands it.
std::string md5_base64(std::string_view text);

inline constexpr std::string_view kUnsignedPayload = "UNSIGNED-PAYLOAD";
inline constexpr std::string_view kEmptySha256 =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

struct ToSign {
  std::string method;
  std::string path;   // encoded, begins with '/'
  std::string query;  // of encode_query
  // Every field that is signed, "host" included; names in lower case. Values are trimmed here.
  std::vector<net::HttpField> headers;
  std::string payload_hash;  // hex or kUnsignedPayload
  std::string time;          // 20130524T000000Z, the value of x-amz-date
  std::string region, service;
};

std::string amz_date(UnixMillis now);
// For tests and for people who compare signatures.
std::string canonical_request(const ToSign& request);
// The value of the Authorization header.
std::string authorization(const ToSign& request, const Credentials& credentials);

}  // namespace ringfence::store::s3
