// A small HTTP/1.1 server for health, metrics and later the console. Runs over any async::Listener,
// so it works in the simulator too.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "async/stream.h"
#include "async/task_group.h"

namespace ringfence::net {

struct HttpRequest {
  std::string method;  // upper case
  std::string target;  // path with query, as sent
  std::string body;
  std::string host, origin;  // headers Host and Origin; empty when not sent
};

struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // further ones; no line ends in them
};

struct HttpServerOptions {
  std::size_t connections_max = 64;  // further ones are answered 503 and closed
  std::size_t header_bytes_max = 8 * 1024;
  std::size_t body_bytes_max = 64 * 1024;
  Duration request_timeout =
      seconds(10);  // from the first to the last byte of a request, and to write the answer
  Duration idle_timeout = seconds(60);
};

// start() begins to accept; stop() closes the listener and every connection and waits for them. One
// loop. Malformed or oversized requests get 400, 413 or 431 and the connection is closed.
class HttpServer {
 public:
  using Handler = std::function<async::Task<HttpResponse>(HttpRequest)>;

  HttpServer(async::Loop& loop, std::unique_ptr<async::Listener> listener, Handler handler,
             HttpServerOptions options = {});
  ~HttpServer();
  void start();
  async::Task<void> stop();
  async::Endpoint local() const;

 private:
  async::Task<void> accept_loop();
  async::Task<void> serve(std::unique_ptr<async::Stream> stream);

  async::Loop& loop_;
  std::unique_ptr<async::Listener> listener_;
  Handler handler_;
  HttpServerOptions options_;
  async::CancelSource cancel_;
  async::TaskGroup tasks_;
  std::size_t connections_ = 0;
};

}  // namespace ringfence::net
