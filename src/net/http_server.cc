#include "net/http_server.h"

#include <array>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace ringfence::net {
namespace {

namespace http = boost::beast::http;
using async::Deadline;
using async::Task;

struct Parsed {
  HttpRequest request;
  bool keep_alive = false;
};

// Writes one response; false when the connection must end.
Task<bool> respond(async::Stream& stream, HttpResponse response, bool keep_alive, bool head_only,
                   Deadline deadline) {
  std::string text = "HTTP/1.1 " + std::to_string(response.status) + " ";
  text += std::string(http::obsolete_reason(static_cast<http::status>(response.status)));
  text += "\r\nContent-Type: " + response.content_type;
  text += "\r\nContent-Length: " + std::to_string(response.body.size());
  for (const auto& [name, value] : response.headers) text += "\r\n" + name + ": " + value;
  text += "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: ";
  text += keep_alive ? "keep-alive\r\n\r\n" : "close\r\n\r\n";
  if (!head_only) text += response.body;
  auto written = co_await stream.write_all(bytes::Chain(bytes::Slice::copy_of(text)), deadline);
  co_return written.ok() && keep_alive;
}

unsigned status_for(const boost::beast::error_code& ec) {
  if (ec == http::error::header_limit) return 431;
  if (ec == http::error::body_limit) return 413;
  return 400;
}

// Reads and parses one request. A value with status 0 inside the error path means: just close.
Task<Result<Parsed>> read_request(async::Loop& loop, async::Stream& stream,
                                  boost::beast::flat_buffer& buffer, HttpServerOptions options,
                                  async::Cancel cancel, unsigned& status) {
  http::request_parser<http::string_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(options.header_bytes_max));
  parser.body_limit(options.body_bytes_max);
  parser.eager(true);
  status = 0;
  Deadline deadline = Deadline::after(loop, options.idle_timeout, cancel);
  bool begun = false;
  while (!parser.is_done()) {
    if (buffer.size() > 0) {
      boost::beast::error_code ec;
      const std::size_t used = parser.put(buffer.data(), ec);
      buffer.consume(used);
      if (ec && ec != http::error::need_more) {
        status = status_for(ec);
        co_return Error(ErrorCode::kInvalid, ec.message());
      }
      if (!begun) {
        begun = true;
        deadline = Deadline::after(loop, options.request_timeout, cancel);
      }
      if (parser.is_done()) break;
    }
    std::array<std::byte, 4096> chunk;
    auto got = co_await stream.read_some(chunk, deadline);
    if (!got) co_return got.error();
    if (*got == 0) co_return Error(ErrorCode::kClosed);
    auto room = buffer.prepare(*got);
    std::memcpy(room.data(), chunk.data(), *got);
    buffer.commit(*got);
  }
  auto& message = parser.get();
  Parsed parsed;
  parsed.request = {std::string(message.method_string()), std::string(message.target()),
                    std::move(message.body()), std::string(message[http::field::host]),
                    std::string(message[http::field::origin])};
  parsed.keep_alive = message.keep_alive();
  co_return parsed;
}

}  // namespace

HttpServer::HttpServer(async::Loop& loop, std::unique_ptr<async::Listener> listener,
                       Handler handler, HttpServerOptions options)
    : loop_(loop),
      listener_(std::move(listener)),
      handler_(std::move(handler)),
      options_(options),
      tasks_(loop) {}

HttpServer::~HttpServer() = default;

void HttpServer::start() { tasks_.spawn(accept_loop()); }

async::Endpoint HttpServer::local() const { return listener_->local(); }

Task<void> HttpServer::stop() {
  cancel_.cancel();
  listener_->close();
  co_await tasks_.join();
}

Task<void> HttpServer::accept_loop() {
  while (!cancel_.cancelled()) {
    auto accepted = co_await listener_->accept(Deadline::none(cancel_.token()));
    if (accepted) {
      tasks_.spawn(serve(*std::move(accepted)));
      continue;
    }
    if (cancel_.cancelled()) break;
    // Out of descriptors or the like: wait instead of spinning.
    co_await async::sleep_for(loop_, milliseconds(50), cancel_.token());
  }
}

Task<void> HttpServer::serve(std::unique_ptr<async::Stream> stream) {
  ++connections_;
  const Deadline answer_deadline =
      Deadline::after(loop_, options_.request_timeout, cancel_.token());
  if (connections_ > options_.connections_max) {
    co_await respond(*stream, {503, "text/plain; charset=utf-8", "too many connections\n"}, false,
                     false, answer_deadline);
    stream->close();
    --connections_;
    co_return;
  }
  boost::beast::flat_buffer buffer(options_.header_bytes_max + options_.body_bytes_max);
  bool open = true;
  while (open) {
    unsigned status = 0;
    auto parsed = co_await read_request(loop_, *stream, buffer, options_, cancel_.token(), status);
    const Deadline deadline = Deadline::after(loop_, options_.request_timeout, cancel_.token());
    if (!parsed) {
      if (status != 0) {
        co_await respond(*stream,
                         {status, "text/plain; charset=utf-8", parsed.error().detail + "\n"}, false,
                         false, deadline);
      }
      break;
    }
    const bool head = parsed->request.method == "HEAD";
    HttpResponse response = co_await handler_(std::move(parsed->request));
    open = co_await respond(*stream, std::move(response), parsed->keep_alive, head, deadline);
  }
  stream->close();
  --connections_;
}

}  // namespace ringfence::net
