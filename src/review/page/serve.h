// The local page over HTTP on loopback.
#pragma once

#include <functional>

#include "async/stream.h"
#include "review/page/page_handler.h"

namespace ringfence::net {
class RealLoop;
}

namespace ringfence::review {

struct ServeOptions {
  std::filesystem::path review;
  async::Endpoint listen{"127.0.0.1", 0};  // loopback only; port 0: any free one
  std::function<Result<std::string>(const std::string& subject, const PageSigner& signer)> sign;
};

// Serves until SIGINT or SIGTERM. `ready` gets the address with its token, once. kInvalid: the
// address is not loopback, or there is no review.
Result<> serve_page(net::RealLoop& loop, const ServeOptions& options,
                    const std::function<void(const std::string& address)>& ready);

}  // namespace ringfence::review
