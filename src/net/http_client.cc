// libcurl's multi interface on RealLoop's io_context: curl says which sockets and which timer it
// waits for, Asio waits, and curl is called back when they are ready.
#include "net/http_client.h"

#include <curl/curl.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cctype>
#include <cstring>
#include <map>
#include <optional>

#include "base/assert.h"
#include "net/real_loop_impl.h"

namespace ringfence::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kHeaderBytesMax = 64 * 1024;
constexpr std::size_t kUrlBytesMax = 16 * 1024;

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// One request on its way. Lives in the frame of send(); curl refers to it by address.
struct Transfer {
  Transfer(async::Loop& loop, HttpClientRequest r) : request(std::move(r)), done(loop) {}

  HttpClientRequest request;
  HttpClientResponse response;
  std::unique_ptr<CURL, EasyDeleter> easy;
  std::unique_ptr<curl_slist, ListDeleter> headers;
  async::Promise<CURLcode> done;
  std::optional<Error> own_error;  // why a callback of ours ended the transfer
  std::size_t body_position = 0;   // of the request
  std::size_t header_bytes = 0;
  bool headers_ended = false;  // curl takes headers that are cut short for an answer
  char text[CURL_ERROR_SIZE] = {};
};

bool is_token(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || std::strchr("!#$%&'*+-.^_`|~", c) != nullptr;
  });
}

bool is_printable(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

Result<> check(const HttpClientRequest& request) {
  const std::string_view url = request.url;
  if (!url.starts_with("https://") && !url.starts_with("http://"))
    return Error(ErrorCode::kInvalid, "request: a URL that is neither http nor https");
  if (url.size() > kUrlBytesMax || !is_printable(url) || url.find(' ') != url.npos)
    return Error(ErrorCode::kInvalid, "request: a URL with illegal characters or over 16 KiB");
  if (!is_token(request.method)) return Error(ErrorCode::kInvalid, "request: an illegal method");
  for (const HttpField& field : request.headers) {
    if (!is_token(field.name) || !is_printable(field.value))
      return Error(ErrorCode::kInvalid, "request: header field " + field.name + " is illegal");
  }
  return {};
}

std::size_t on_request_body(char* out, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const bytes::Chain& body = transfer.request.body;
  std::size_t wanted = std::min(size * count, body.size() - transfer.body_position);
  std::size_t written = 0;
  std::size_t start = 0;
  for (const bytes::Slice& slice : body.slices()) {
    if (written == wanted) break;
    const std::size_t end = start + slice.size();
    if (transfer.body_position + written < end) {
      const std::size_t from = transfer.body_position + written - start;
      const std::size_t length = std::min(slice.size() - from, wanted - written);
      std::memcpy(out + written, slice.data() + from, length);
      written += length;
    }
    start = end;
  }
  transfer.body_position += written;
  return written;
}

// curl sends the body again when a connection that it kept turns out to be closed.
int on_seek(void* user, curl_off_t offset, int origin) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (origin != SEEK_SET || offset < 0 ||
      static_cast<std::size_t>(offset) > transfer.request.body.size())
    return CURL_SEEKFUNC_FAIL;
  transfer.body_position = static_cast<std::size_t>(offset);
  return CURL_SEEKFUNC_OK;
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  std::string_view line(data, size * count);
  transfer.header_bytes += line.size();
  if (transfer.header_bytes > kHeaderBytesMax) {
    transfer.own_error = Error(ErrorCode::kTooLarge, "answer: headers over 64 KiB");
    return 0;
  }
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  // A new status line: what came before was an interim answer or a redirect.
  if (line.starts_with("HTTP/")) transfer.response.headers.clear();
  transfer.headers_ended = line.empty();
  const std::size_t colon = line.find(':');
  if (colon == line.npos) return size * count;
  HttpField field{std::string(line.substr(0, colon)), ""};
  for (char& c : field.name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
  field.value = value;
  transfer.response.headers.push_back(std::move(field));
  return size * count;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::size_t length = size * count;
  long status = 0;
  curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
  if (transfer.request.sink && status >= 200 && status < 300) {
    auto taken = transfer.request.sink({reinterpret_cast<const std::byte*>(data), length});
    if (taken) return length;
    transfer.own_error = taken.error();
    return 0;
  }
  if (transfer.response.body.size() + length > transfer.request.body_bytes_max) {
    transfer.own_error =
        Error(ErrorCode::kTooLarge,
              "answer: over " + std::to_string(transfer.request.body_bytes_max) + " bytes");
    return 0;
  }
  transfer.response.body.append(data, length);
  return length;
}

// Whether any byte of the request left: then its effect is not known without an answer.
bool was_sent(const Transfer& transfer) {
  long bytes = 0;
  curl_easy_getinfo(transfer.easy.get(), CURLINFO_REQUEST_SIZE, &bytes);
  return bytes > 0;
}

std::string host_of(std::string_view url) {
  const std::size_t start = url.find("://") + 3;
  return std::string(url.substr(start, url.find_first_of("/?#", start) - start));
}

Error timeout_error(const Transfer& transfer) {
  const bool sent = was_sent(transfer);
  return Error(sent ? ErrorCode::kUnknownOutcome : ErrorCode::kTimeout,
               "timeout: " + host_of(transfer.request.url) +
                   (sent ? " did not answer in time" : " was not reached in time"));
}

Error error_of(const Transfer& transfer, CURLcode code) {
  if (transfer.own_error) return *transfer.own_error;
  const std::string why = host_of(transfer.request.url) + ": " +
                          (transfer.text[0] != 0 ? transfer.text : curl_easy_strerror(code));
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return Error(ErrorCode::kUnavailable, "resolve: " + why);
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY:
      return Error(ErrorCode::kUnavailable, "connect: " + why);
    case CURLE_SSL_CONNECT_ERROR:
      return Error(ErrorCode::kUnavailable, "tls: " + why);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
      return Error(ErrorCode::kInvalid, "tls: " + why);
    case CURLE_URL_MALFORMAT:
      return Error(ErrorCode::kInvalid, "request: " + why);
    case CURLE_TOO_MANY_REDIRECTS:
      return Error(ErrorCode::kInvalid, "answer: " + why);
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:  // of the answer; the request's was checked before
    case CURLE_HTTP2:
    case CURLE_BAD_CONTENT_ENCODING:
      return Error(ErrorCode::kCorrupt, "answer: " + why);
    case CURLE_OPERATION_TIMEDOUT:
      return timeout_error(transfer);
    case CURLE_OUT_OF_MEMORY:
      return Error(ErrorCode::kInternal, "curl: " + why);
    default:
      return Error(was_sent(transfer) ? ErrorCode::kUnknownOutcome : ErrorCode::kUnavailable,
                   "reset: " + why);
  }
}

class CurlClient final : public HttpClient {
 public:
  CurlClient(RealLoop& loop, HttpClientOptions options)
      : loop_(loop),
        io_(loop.impl().io),
        options_(std::move(options)),
        multi_(curl_multi_init()),
        timer_(io_) {
    RF_ASSERT(multi_ != nullptr, "curl_multi_init failed");
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlClient::on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlClient::on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS, options_.connections_max);
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, options_.connections_per_host_max);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, options_.connections_max);
  }

  ~CurlClient() override {
    RF_ASSERT(running_ == 0, "an HTTP client died with requests on their way");
    *alive_ = false;
    curl_multi_cleanup(multi_);
  }

  async::Task<Result<HttpClientResponse>> send(HttpClientRequest request,
                                               async::Deadline deadline) override {
    if (auto legal = check(request); !legal) co_return legal.error();
    if (deadline.cancel.cancelled()) co_return Error(ErrorCode::kCancelled);
    if (deadline.passed(loop_))
      co_return Error(ErrorCode::kTimeout, "timeout: the deadline passed before the request");
    Transfer transfer(loop_, std::move(request));
    transfer.easy.reset(curl_easy_init());
    if (!transfer.easy) co_return Error(ErrorCode::kInternal, "curl: no memory");
    prepare(transfer);
    ++running_;
    curl_multi_add_handle(multi_, transfer.easy.get());
    const auto ended = co_await transfer.done.wait(deadline);
    --running_;
    if (!ended) {
      curl_multi_remove_handle(multi_, transfer.easy.get());
      if (ended.error().is(ErrorCode::kCancelled)) co_return ended.error();
      co_return timeout_error(transfer);
    }
    if (**ended != CURLE_OK) co_return error_of(transfer, **ended);
    if (!transfer.headers_ended) co_return error_of(transfer, CURLE_PARTIAL_FILE);
    co_return finish(transfer);
  }

 private:
  // A socket that curl waits for. The descriptor is a duplicate, so that closing it never closes
  // curl's.
  struct Watch {
    Watch(asio::io_context& io, int fd) : descriptor(io, fd) {}
    asio::posix::stream_descriptor descriptor;
    int wanted = 0;  // CURL_POLL_IN, _OUT
    bool waits_in = false;
    bool waits_out = false;
  };

  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
    static_cast<CurlClient*>(self)->watch(socket, what);
    return 0;
  }
  static int on_timer(CURLM*, long timeout_ms, void* self) {
    static_cast<CurlClient*>(self)->arm(timeout_ms);
    return 0;
  }

  void watch(curl_socket_t socket, int what) {
    if (what == CURL_POLL_REMOVE) {
      watches_.erase(socket);
      return;
    }
    auto& watch = watches_[socket];
    if (!watch) {
      const int duplicate = ::dup(socket);
      if (duplicate < 0) {  // out of descriptors: the request ends at its deadline
        watches_.erase(socket);
        return;
      }
      watch = std::make_shared<Watch>(io_, duplicate);
    }
    watch->wanted = what;
    wait(socket, watch);
  }

  void wait(curl_socket_t socket, const std::shared_ptr<Watch>& watch) {
    if ((watch->wanted & CURL_POLL_IN) != 0 && !watch->waits_in) {
      watch->waits_in = true;
      watch->descriptor.async_wait(asio::posix::stream_descriptor::wait_read,
                                   ready(socket, watch, CURL_POLL_IN));
    }
    if ((watch->wanted & CURL_POLL_OUT) != 0 && !watch->waits_out) {
      watch->waits_out = true;
      watch->descriptor.async_wait(asio::posix::stream_descriptor::wait_write,
                                   ready(socket, watch, CURL_POLL_OUT));
    }
  }

  // The handler of a wait. The watch is gone when curl no longer wants the socket, or the client
  // died.
  std::function<void(const error_code&)> ready(curl_socket_t socket,
                                               const std::shared_ptr<Watch>& watch, int side) {
    return [this, socket, weak = std::weak_ptr<Watch>(watch), side](const error_code& ec) {
      const std::shared_ptr<Watch> live = weak.lock();
      if (!live) return;
      (side == CURL_POLL_IN ? live->waits_in : live->waits_out) = false;
      if (ec == asio::error::operation_aborted) return;
      if ((live->wanted & side) == 0) return;
      drive(socket, ec                     ? CURL_CSELECT_ERR
                    : side == CURL_POLL_IN ? CURL_CSELECT_IN
                                           : CURL_CSELECT_OUT);
      const auto found = watches_.find(socket);
      if (found != watches_.end() && found->second == live) wait(socket, live);
    };
  }

  void arm(long timeout_ms) {
    timer_.cancel();
    if (timeout_ms < 0) return;
    timer_.expires_after(milliseconds(timeout_ms));
    timer_.async_wait([this, alive = alive_](const error_code& ec) {
      if (!ec && *alive) drive(CURL_SOCKET_TIMEOUT, 0);
    });
  }

  void drive(curl_socket_t socket, int events) {
    int running = 0;
    curl_multi_socket_action(multi_, socket, events, &running);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL* easy = message->easy_handle;
      const CURLcode code = message->data.result;
      Transfer* transfer = nullptr;
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
      curl_multi_remove_handle(multi_, easy);
      transfer->done.set(code);
    }
  }

  void prepare(Transfer& transfer) {
    CURL* easy = transfer.easy.get();
    const HttpClientRequest& request = transfer.request;
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
    curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer.text);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    // Else giving up on a name blocks the loop until its resolver has answered.
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, request.redirects_max > 0 ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_MAXREDIRS, static_cast<long>(request.redirects_max));
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    const auto connect_ms =
        std::chrono::duration_cast<milliseconds>(options_.connect_timeout).count();
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect_ms));
    curl_easy_setopt(easy, CURLOPT_USERAGENT, options_.user_agent.c_str());
    if (!options_.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options_.ca_file.c_str());
    if (!options_.proxy.empty())
      curl_easy_setopt(easy, CURLOPT_PROXY, options_.proxy == "-" ? "" : options_.proxy.c_str());
    if (!options_.no_proxy.empty())
      curl_easy_setopt(easy, CURLOPT_NOPROXY, options_.no_proxy.c_str());
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
    prepare_method(transfer);
    for (const HttpField& field : request.headers) {
      // A field without a value is written "Name;" for curl.
      add_header(transfer,
                 field.value.empty() ? field.name + ";" : field.name + ": " + field.value);
    }
    add_header(transfer, "Expect:");  // no wait for "100 Continue"
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer.headers.get());
  }

  static void add_header(Transfer& transfer, const std::string& line) {
    curl_slist* longer = curl_slist_append(transfer.headers.get(), line.c_str());
    RF_ASSERT(longer != nullptr, "no memory for a header");
    (void)transfer.headers.release();
    transfer.headers.reset(longer);
  }

  static void prepare_method(Transfer& transfer) {
    CURL* easy = transfer.easy.get();
    const HttpClientRequest& request = transfer.request;
    if (request.method == "HEAD") {
      curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
      return;
    }
    const bool has_body =
        !request.body.empty() || request.method == "PUT" || request.method == "POST";
    if (has_body) {
      curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
      curl_easy_setopt(easy, CURLOPT_READFUNCTION, &on_request_body);
      curl_easy_setopt(easy, CURLOPT_READDATA, &transfer);
      curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, &on_seek);
      curl_easy_setopt(easy, CURLOPT_SEEKDATA, &transfer);
      curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE,
                       static_cast<curl_off_t>(request.body.size()));
      curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, 256L * 1024);
    }
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }

  static HttpClientResponse finish(Transfer& transfer) {
    long status = 0;
    long port = 0;
    char* address = nullptr;
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_PRIMARY_IP, &address);
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_PRIMARY_PORT, &port);
    transfer.response.status = static_cast<unsigned>(status);
    if (address != nullptr)
      transfer.response.peer =
          async::Endpoint{address, static_cast<std::uint16_t>(port)}.to_string();
    return std::move(transfer.response);
  }

  RealLoop& loop_;
  asio::io_context& io_;
  HttpClientOptions options_;
  CURLM* multi_;
  asio::steady_timer timer_;
  std::map<curl_socket_t, std::shared_ptr<Watch>> watches_;     // shared with waits on their way
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // outlives us in timer handlers
  std::size_t running_ = 0;
};

}  // namespace

std::string_view HttpClientResponse::header(std::string_view name) const {
  for (const HttpField& field : headers) {
    if (field.name == name) return field.value;
  }
  return {};
}

std::unique_ptr<HttpClient> make_http_client(RealLoop& loop, HttpClientOptions options) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  RF_ASSERT(ready == CURLE_OK, "curl_global_init failed");
  return std::make_unique<CurlClient>(loop, std::move(options));
}

}  // namespace ringfence::net
