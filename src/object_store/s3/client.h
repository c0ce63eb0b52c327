// Signed requests to a server that speaks the S3 API, with retries. What the calls mean is in
// calls.h; the object store and the review's bucket probe both stand on this.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "async/loop.h"
#include "async/wait.h"
#include "base/result.h"
#include "net/http_client.h"
#include "object_store/s3/sigv4.h"

namespace ringfence::store::s3 {

enum class Addressing : std::uint8_t {
  kAuto,     // virtual host where the provider's own endpoint and the name allow it, else path
  kPath,     // https://endpoint/bucket/key
  kVirtual,  // https://bucket.endpoint/key
};

struct ClientOptions {
  // "https://host[:port]", "http://host[:port]"; empty: the provider's endpoint of the region.
  std::string endpoint;
  std::string region = "us-east-1";
  Addressing addressing = Addressing::kAuto;
  Credentials credentials;  // without access key: requests are not signed
  unsigned attempts_max = 4;
  Duration attempt_timeout = seconds(30);
  Duration backoff_first = milliseconds(100);  // doubled each time, with full jitter
  Duration backoff_max = seconds(5);
};

// What a server said that it did not do. Texts are cut to 1 KiB and hold printable ASCII only.
struct Refusal {
  unsigned status = 0;
  std::string code;  // "AccessDenied"; for answers without a body made from the status
  std::string message, request_id, resource;
  std::string region;  // the right one, where the server names it
};

struct Request {
  std::string method = "GET";
  std::string bucket;  // empty: the service itself
  std::string key;     // not encoded
  Query query;         // not encoded
  std::vector<net::HttpField> headers;
  bytes::Chain body;
  std::size_t answer_bytes_max = 8 << 20;
  std::function<Result<>(bytes::ByteSpan)> sink;  // as in HttpClientRequest; then never retried
  std::string service = "s3";
  bool may_repeat = true;  // false: one attempt only
};

struct Answer {
  unsigned status = 0;
  std::vector<net::HttpField> headers;
  std::string body;
  Refusal refusal;  // where status is not 2xx
  std::string request_id;
  unsigned attempts = 0;

  bool ok() const { return status >= 200 && status < 300; }
  std::string_view header(std::string_view name) const;
  // ok(), or the refusal as an error (error_of).
  Result<> or_error(std::string_view action, std::string_view resource) const;
};

// The error of a refusal: kPermission, kNotFound (no such key, no such setting), kInvalid (no such
// bucket, wrong region, wrong clock, bad signature: the text says what to do), kUnsupported
// (NotImplemented), kPreconditionFailed, kUnavailable, else kInternal. The text names action,
// resource, code and request id.
Error error_of(const Refusal& refusal, std::string_view action, std::string_view resource);

// Cuts to `bytes_max` and replaces what is not printable ASCII by '?'.
std::string printable(std::string_view text, std::size_t bytes_max = 1024);

// Single-threaded (the loop's thread); loop and HTTP client outlive it.
class Client {
 public:
  // kInvalid: the endpoint is no URL of scheme, host and port alone.
  static Result<std::unique_ptr<Client>> make(async::Loop& loop, net::HttpClient& http,
                                              ClientOptions options);

  // Sends until something other than a passing failure comes back (transport errors, 429, 500, 502,
  // 503, 504, SlowDown and the like), at most attempts_max times and within the deadline. Any
  // answer of the server is a success of call(); errors are those of HttpClient::send.
  async::Task<Result<Answer>> call(Request request, async::Deadline deadline);

  const ClientOptions& options() const { return options_; }
  const std::string& endpoint() const { return options_.endpoint; }

 private:
  Client(async::Loop& loop, net::HttpClient& http, ClientOptions options)
      : loop_(loop), http_(http), options_(std::move(options)) {}

  net::HttpClientRequest sign(const Request& request) const;

  async::Loop& loop_;
  net::HttpClient& http_;
  ClientOptions options_;
  std::string scheme_, host_;
  bool provider_endpoint_ = false;
};

// Reads code, message, request id and resource out of an error answer, however broken it is.
Refusal read_refusal(unsigned status, std::string_view body, std::string_view request_id);

}  // namespace ringfence::store::s3
