#include "review/page/serve.h"

#include "evidence/crypto.h"
#include "net/http_server.h"
#include "net/real_loop.h"
#include "review/model/review_folder.h"

namespace ringfence::review {
namespace {

using async::Task;

constexpr std::size_t kTokenBytes = 24;

net::HttpResponse to_http(PageAnswer answer) {
  net::HttpResponse response;
  response.status = answer.status;
  response.content_type = std::move(answer.content_type);
  response.body = std::move(answer.body);
  response.headers = {{"Content-Security-Policy", std::string(kPagePolicy)},
                      {"Referrer-Policy", "no-referrer"},
                      {"Cross-Origin-Resource-Policy", "same-origin"},
                      {"X-Frame-Options", "DENY"}};
  return response;
}

Task<net::HttpResponse> respond(const PageHandler& handler, net::HttpRequest request) {
  co_return to_http(
      handler.answer({std::move(request.method), std::move(request.target), std::move(request.body),
                      std::move(request.host), std::move(request.origin)}));
}

Task<int> run(net::RealLoop& loop, net::HttpServer& server) {
  server.start();
  co_await loop.wait_signal({});
  co_await server.stop();
  co_return 0;
}

}  // namespace

Result<> serve_page(net::RealLoop& loop, const ServeOptions& options,
                    const std::function<void(const std::string& address)>& ready) {
  const std::string& host = options.listen.host;
  if (host != "127.0.0.1" && host != "::1" && host != "localhost") {
    return Error(ErrorCode::kInvalid, "listen: " + host + " is not loopback (127.0.0.1 or [::1])");
  }
  {  // A folder that is none is said at once, not on the first request.
    RF_TRY_ASSIGN(const ReviewFolder review, ReviewFolder::open(options.review));
  }
  const async::Endpoint at{host == "localhost" ? "127.0.0.1" : host, options.listen.port};
  RF_TRY_ASSIGN(auto listener, loop.network().listen(at));
  const async::Endpoint bound = listener->local();
  PageOptions page;
  page.review = options.review;
  page.sign = options.sign;
  page.token = evidence::to_hex(evidence::random_bytes(kTokenBytes));
  page.hosts = {bound.to_string(), "localhost:" + std::to_string(bound.port)};
  page.now = [&loop] { return loop.wall_now().ms / 1000; };
  const PageHandler handler(page);
  net::HttpServer server(loop, std::move(listener), [&handler](net::HttpRequest request) {
    return respond(handler, std::move(request));
  });
  ready("http://" + bound.to_string() + "/" + page.token + "/");
  loop.run(run(loop, server));
  return {};
}

}  // namespace ringfence::review
