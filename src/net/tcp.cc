// TCP sockets behind async::Network.
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/write.hpp>

#include "base/assert.h"
#include "net/real_loop_impl.h"

namespace ringfence::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using async::Deadline;
using async::Endpoint;
using async::Task;
using boost::system::error_code;

Error to_error(const error_code& ec) {
  if (ec == asio::error::operation_aborted) return Error(ErrorCode::kClosed, "closed here");
  if (ec == asio::error::no_descriptors || ec == asio::error::no_buffer_space ||
      ec == asio::error::no_memory)
    return Error(ErrorCode::kUnavailable, ec.message());
  if (ec == asio::error::address_in_use || ec == asio::error::access_denied)
    return Error(ErrorCode::kInvalid, ec.message());
  if (ec == asio::error::connection_refused || ec == asio::error::host_unreachable ||
      ec == asio::error::network_unreachable || ec == asio::error::host_not_found)
    return Error(ErrorCode::kUnavailable, ec.message());
  return Error(ErrorCode::kClosed, ec.message());
}

// One Asio operation as an awaitable with deadline and cancel. `start` receives a completion
// handler bound to this operation's own cancellation slot, so that ending a read does not end a
// write.
class Operation : public async::CancelHook {
 public:
  Operation(asio::io_context& io, Deadline deadline) : io_(io), deadline_(deadline) {}

  error_code ec;
  std::size_t bytes = 0;
  enum class End : std::uint8_t { kDone, kTimeout, kCancelled } end = End::kDone;

  template <class Start>
  void begin(std::coroutine_handle<> handle, Start start) {
    deadline_.cancel.attach(*this);
    if (deadline_.at != MonotonicTime::never()) {
      timer_.emplace(io_, std::chrono::steady_clock::time_point(nanoseconds(deadline_.at.ns)));
      timer_->async_wait([this](const error_code& timer_ec) {
        timer_pending_ = false;
        if (!timer_ec && !finished_) stop(End::kTimeout);
        resume_when_over();
      });
      timer_pending_ = true;
    }
    handle_ = handle;
    start(asio::bind_cancellation_slot(signal_.slot(),
                                       [this](const error_code& result, std::size_t count = 0) {
                                         ec = result;
                                         bytes = count;
                                         finished_ = true;
                                         detach();
                                         if (timer_pending_) timer_->cancel();
                                         resume_when_over();
                                       }));
  }

  Error error() const {
    if (end == End::kTimeout) return Error(ErrorCode::kTimeout);
    if (end == End::kCancelled) return Error(ErrorCode::kCancelled);
    return to_error(ec);
  }

 private:
  void on_cancel() override { stop(End::kCancelled); }
  void stop(End why) {
    end = why;
    signal_.emit(asio::cancellation_type::all);
  }
  // Both handlers refer to this object, so the coroutine goes on when the last of them has run.
  void resume_when_over() {
    if (finished_ && !timer_pending_) handle_.resume();
  }

  asio::io_context& io_;
  Deadline deadline_;
  asio::cancellation_signal signal_;
  std::optional<asio::steady_timer> timer_;
  bool timer_pending_ = false;
  bool finished_ = false;
  std::coroutine_handle<> handle_;
};

// Runs one operation: `start(handler)` begins it.
template <class Start>
struct Run {
  Operation& operation;
  Start start;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> handle) { operation.begin(handle, std::move(start)); }
  void await_resume() {}
};
template <class Start>
Run(Operation&, Start) -> Run<Start>;

bool over_before_start(const Deadline& deadline, const RealLoop& loop, Error& error) {
  if (deadline.cancel.cancelled()) {
    error = Error(ErrorCode::kCancelled);
    return true;
  }
  if (deadline.at != MonotonicTime::never() && deadline.passed(loop)) {
    error = Error(ErrorCode::kTimeout);
    return true;
  }
  return false;
}

class TcpStream final : public async::Stream {
 public:
  TcpStream(RealLoop& loop, asio::io_context& io, tcp::socket socket)
      : loop_(loop), io_(io), socket_(std::move(socket)) {
    error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    const auto remote = socket_.remote_endpoint(ignored);
    if (!ignored) peer_ = Endpoint{remote.address().to_string(), remote.port()}.to_string();
  }

  Task<Result<std::size_t>> read_some(std::span<std::byte> into, Deadline deadline) override {
    Error early;
    if (over_before_start(deadline, loop_, early)) co_return early;
    Operation op(io_, deadline);
    co_await Run{op, [this, into](auto handler) {
                   socket_.async_read_some(asio::buffer(into.data(), into.size()),
                                           std::move(handler));
                 }};
    if (op.ec == asio::error::eof) co_return std::size_t{0};
    if (op.ec) co_return op.error();
    co_return op.bytes;
  }

  Task<Result<void>> write_all(bytes::Chain data, Deadline deadline) override {
    Error early;
    if (over_before_start(deadline, loop_, early)) co_return early;
    std::vector<asio::const_buffer> buffers;
    buffers.reserve(data.slices().size());
    for (const bytes::Slice& slice : data.slices())
      buffers.emplace_back(slice.data(), slice.size());
    Operation op(io_, deadline);
    co_await Run{op, [this, &buffers](auto handler) {
                   asio::async_write(socket_, buffers, std::move(handler));
                 }};
    if (op.ec) co_return op.error();
    co_return Result<void>();
  }

  void close() override {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
  }

  std::string peer() const override { return peer_; }

 private:
  RealLoop& loop_;
  asio::io_context& io_;
  tcp::socket socket_;
  std::string peer_;
};

class TcpListener final : public async::Listener {
 public:
  TcpListener(RealLoop& loop, asio::io_context& io, tcp::acceptor acceptor)
      : loop_(loop), io_(io), acceptor_(std::move(acceptor)) {}

  Task<Result<std::unique_ptr<async::Stream>>> accept(Deadline deadline) override {
    Error early;
    if (over_before_start(deadline, loop_, early)) co_return early;
    tcp::socket socket(io_);
    Operation op(io_, deadline);
    co_await Run{
        op, [this, &socket](auto handler) { acceptor_.async_accept(socket, std::move(handler)); }};
    if (op.ec) co_return op.error();
    co_return std::make_unique<TcpStream>(loop_, io_, std::move(socket));
  }

  void close() override {
    error_code ignored;
    acceptor_.close(ignored);
  }

  Endpoint local() const override {
    error_code ignored;
    const auto local = acceptor_.local_endpoint(ignored);
    return Endpoint{local.address().to_string(), local.port()};
  }

 private:
  RealLoop& loop_;
  asio::io_context& io_;
  tcp::acceptor acceptor_;
};

class TcpNetwork final : public async::Network {
 public:
  TcpNetwork(RealLoop& loop, asio::io_context& io) : loop_(loop), io_(io) {}

  Result<std::unique_ptr<async::Listener>> listen(const Endpoint& endpoint) override {
    error_code ec;
    tcp::resolver resolver(io_);
    const auto found =
        resolver.resolve(endpoint.host, std::to_string(endpoint.port), tcp::resolver::passive, ec);
    if (ec || found.empty())
      return Error(ErrorCode::kInvalid, "listen " + endpoint.to_string() + ": " + ec.message());
    const tcp::endpoint address = found.begin()->endpoint();
    tcp::acceptor acceptor(io_);
    acceptor.open(address.protocol(), ec);
    if (!ec) acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec && address.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true), ec);
    if (!ec) acceptor.bind(address, ec);
    if (!ec) acceptor.listen(4096, ec);
    if (ec) {
      Error error = to_error(ec);
      error.detail = "listen " + endpoint.to_string() + ": " + error.detail;
      return error;
    }
    return std::make_unique<TcpListener>(loop_, io_, std::move(acceptor));
  }

  Task<Result<std::unique_ptr<async::Stream>>> connect(Endpoint endpoint,
                                                       Deadline deadline) override {
    Error early;
    if (over_before_start(deadline, loop_, early)) co_return early;
    tcp::resolver resolver(io_);
    tcp::resolver::results_type addresses;
    Operation resolve(io_, deadline);
    co_await Run{resolve, [&](auto handler) {
                   resolver.async_resolve(
                       endpoint.host, std::to_string(endpoint.port),
                       [&addresses, handler = std::move(handler)](
                           const error_code& ec, tcp::resolver::results_type found) mutable {
                         addresses = std::move(found);
                         handler(ec, 0);
                       });
                 }};
    if (resolve.ec) co_return resolve.error();
    tcp::socket socket(io_);
    Operation op(io_, deadline);
    co_await Run{op, [&](auto handler) {
                   asio::async_connect(
                       socket, addresses,
                       asio::bind_cancellation_slot(
                           asio::get_associated_cancellation_slot(handler),
                           [handler](const error_code& ec, const tcp::endpoint&) mutable {
                             handler(ec, 0);
                           }));
                 }};
    if (op.ec) co_return op.error();
    co_return std::make_unique<TcpStream>(loop_, io_, std::move(socket));
  }

 private:
  RealLoop& loop_;
  asio::io_context& io_;
};

}  // namespace

std::unique_ptr<async::Network> make_tcp_network(RealLoop& loop, asio::io_context& io) {
  return std::make_unique<TcpNetwork>(loop, io);
}

}  // namespace ringfence::net
