// The HTTP client seam: what object stores, key services and identity providers are called through.
// One implementation on libcurl and RealLoop; the simulator and tests put their own in its place.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "async/wait.h"
#include "base/result.h"
#include "bytes/slice.h"

namespace ringfence::net {

class RealLoop;

struct HttpField {
  std::string name, value;
};

struct HttpClientRequest {
  std::string method = "GET";  // upper case
  std::string url;             // absolute, http or https, already percent-encoded
  std::vector<HttpField> headers;
  bytes::Chain body;  // sent with its length; the same bytes may be sent again by the caller
  // Of an answer that is kept in memory; more is kTooLarge, with nothing kept.
  std::size_t body_bytes_max = 1 << 20;
  // Where the body of a 2xx answer goes piece by piece instead of into memory, without limit of
  // size. Called on the loop's thread while the answer arrives; must not block. Its error ends the
  // request and is what send() returns. Other answers are kept in memory as ever.
  std::function<Result<>(bytes::ByteSpan)> sink;
  // How many redirects are followed. 0, the default: the 3xx is the answer.
  unsigned redirects_max = 0;
};

struct HttpClientResponse {
  unsigned status = 0;
  std::vector<HttpField> headers;  // names in lower case, in the order received
  std::string body;
  std::string peer;  // "ADDRESS:PORT" of who answered (the proxy, where one is used)

  // The first field of this lower-case name; empty when there is none.
  std::string_view header(std::string_view name) const;
};

// Single-threaded (the loop's thread). All sends have ended before the client is destroyed.
class HttpClient {
 public:
  virtual ~HttpClient() = default;

  // Any status is a success of send(). Errors, whose text begins with the word in quotes:
  //   kUnavailable     "resolve", "connect" or "tls": nothing was sent
  //   kTimeout         "timeout": the deadline passed before anything was sent
  //   kUnknownOutcome  "timeout", "reset": the request was sent, the answer is missing or cut short
  //   kInvalid         "tls": the peer's certificate is refused; "request": bad URL or header
  //   kTooLarge        "answer": over the limit of the request or of headers (64 KiB)
  //   kCorrupt         "answer": not HTTP
  //   kCancelled
  virtual async::Task<Result<HttpClientResponse>> send(HttpClientRequest request,
                                                       async::Deadline deadline) = 0;
};

struct HttpClientOptions {
  std::string ca_file;  // PEM; empty: the system's. Peers are always verified.
  // "http://host:port". Empty: http_proxy, https_proxy and NO_PROXY of the environment. "-": none.
  std::string proxy;
  std::string no_proxy;  // host names and suffixes separated by commas; empty: the environment's
  std::string user_agent = "ringfence";
  long connections_max = 64;           // in all; further requests wait for one
  long connections_per_host_max = 32;  // to one host and port
  Duration connect_timeout = seconds(10);
};

// TLS 1.2 at least, HTTP/1.1, IPv4 and IPv6. Names are resolved on a thread of libcurl's. The loop
// outlives the client.
std::unique_ptr<HttpClient> make_http_client(RealLoop& loop, HttpClientOptions options);

}  // namespace ringfence::net
