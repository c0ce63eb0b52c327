#include "agent/connection.h"

#include "agent/limits.h"
#include "base/log.h"

namespace ringfence::agent {
namespace {

using async::Cancel;
using async::Deadline;
using async::Task;

constexpr log::Template kClosed{"kafka.connection.closed", "a client connection was closed"};
constexpr log::Template kGarbage{"kafka.connection.garbage", "not a Kafka request on a Kafka port"};
constexpr log::Template kUnsupported{"kafka.request.unsupported",
                                     "a client asked for an API or version that is not served"};

// What one write gathers at most, so that a response does not wait for a long queue behind it.
constexpr std::size_t kWriteBytesMax = 4 * 1024 * 1024;

CloseReason reason_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::kCancelled:
      return CloseReason::kStopping;
    case ErrorCode::kInvalid:
    case ErrorCode::kTooLarge:
      return CloseReason::kBadLength;
    default:
      return CloseReason::kBroken;
  }
}

}  // namespace

Connection::Connection(Services& services, RequestMemory memory,
                       std::unique_ptr<async::Stream> stream, ClientInfo client)
    : services_(services),
      stream_(std::move(stream)),
      client_(std::move(client)),
      reader_(services.loop, *stream_, memory,
              static_cast<std::size_t>(services.config.socket_request_max_bytes)),
      last_request_(services.loop.now()),
      read_cancel_(cancel_.token()),
      produce_tasks_(services.loop),
      writer_(services.loop),
      output_(services.loop),
      room_(services.loop) {}

Task<void> Connection::run() {
  writer_.spawn(write_loop());
  co_await read_loop();
  co_await produce_tasks_.join();
  reading_done_ = true;
  output_.wake_all();
  co_await writer_.join();
  stream_->close();
  log_end();
}

Task<void> Connection::read_loop() {
  while (!broken_) {
    auto frame = co_await reader_.next(read_cancel_.token());
    if (!frame) {
      close(reason_of(frame.error()));
      break;
    }
    if (!*frame) {
      close(CloseReason::kPeer);
      break;
    }
    last_request_ = services_.loop.now();
    services_.metrics.bytes_in.add((*frame)->data.size() + kafka::kFrameLengthBytes);
    if (!co_await handle(std::move(**frame))) break;
    co_await wait_output_room();
  }
}

// False: nothing more is read.
Task<bool> Connection::handle(Frame frame) {
  Call call{services_,      client_, {}, bytes::Reader(frame.data), read_cancel_.token(),
            cancel_.token()};
  const auto peeked = kafka::peek_request_header(frame.data.span());
  if (!peeked) {
    close(CloseReason::kMalformed);
    co_return false;
  }
  call.header = *peeked;
  const Api* api = find_served(call.header.api_key);
  const bool versions_query =
      call.header.api_key == static_cast<std::int16_t>(kafka::ApiKey::kApiVersions);
  const bool served = api != nullptr && call.header.api_version >= api->min_version &&
                      call.header.api_version <= api->max_version;
  if (!served && !versions_query) {
    log::info(kUnsupported, {{"api", call.header.api_key},
                             {"version", call.header.api_version},
                             {"peer", log::name(log::NameKind::kAddress, client_.peer)}});
    close(CloseReason::kUnsupportedApi);
    co_return false;
  }
  if (served && !kafka::decode_request_header(call.body, call.header)) {
    close(CloseReason::kMalformed);
    co_return false;
  }
  const ServerMetrics::Api& counters = services_.metrics.api(call.header.api_key);
  counters.requests->add();
  if (api->handler == nullptr) co_return co_await handle_produce(call, std::move(frame.lease));

  co_await produce_tasks_.join();
  const MonotonicTime began = services_.loop.now();
  handling_ = true;
  Reply reply = co_await api->handler(call);
  handling_ = false;
  counters.seconds->observe(static_cast<double>((services_.loop.now() - began).count()) / 1e9);
  const bool go_on = reply.kind != Reply::Kind::kClose;
  if (!go_on) close(reply.reason);
  push_ready(std::move(reply));
  co_return go_on;
}

Task<bool> Connection::handle_produce(Call& call, Lease lease) {
  co_await produce_tasks_.wait_below(kProducePipelineMax);
  const MonotonicTime began = services_.loop.now();
  auto pending = co_await start_produce(call);
  if (pending == nullptr) {
    close(CloseReason::kMalformed);
    co_return false;
  }
  Slot& slot = slots_.emplace_back();
  produce_tasks_.spawn(finish(&slot, std::move(pending), std::move(lease), began));
  co_return !read_cancel_.cancelled();
}

Task<void> Connection::finish(Slot* slot, std::unique_ptr<PendingProduce> pending, Lease lease,
                              MonotonicTime began) {
  Reply reply = co_await pending->finish();
  lease.release();
  services_.metrics.api(0).seconds->observe(
      static_cast<double>((services_.loop.now() - began).count()) / 1e9);
  fill(*slot, std::move(reply));
}

void Connection::push_ready(Reply reply) { fill(slots_.emplace_back(), std::move(reply)); }

void Connection::fill(Slot& slot, Reply reply) {
  slot.reply = std::move(reply);
  slot.ready = true;
  output_bytes_ += slot.reply.frame.size();
  if (&slot == &slots_.front()) output_.wake_all();
}

Task<void> Connection::wait_output_room() {
  while (!broken_ && output_bytes_ > kOutputBytesMax) co_await room_.wait();
}

Task<void> Connection::write_loop() {
  for (;;) {
    while (!slots_.empty() && slots_.front().ready) {
      if (!co_await write_ready()) broken_ = true;
      room_.wake_all();
    }
    if (reading_done_ && slots_.empty()) co_return;
    co_await output_.wait();
  }
}

// Writes the ready responses at the head in one go. False: the peer is gone.
Task<bool> Connection::write_ready() {
  bytes::Chain out;
  std::vector<Lease> leases;
  std::size_t taken_bytes = 0;
  bool last = false;
  while (!slots_.empty() && slots_.front().ready && taken_bytes < kWriteBytesMax) {
    Reply reply = std::move(slots_.front().reply);
    slots_.pop_front();
    taken_bytes += reply.frame.size();
    if (reply.kind == Reply::Kind::kClose) {
      // What comes after it is not answered any more.
      close(reply.reason);
      read_cancel_.cancel();
      last = true;
      break;
    }
    if (reply.kind != Reply::Kind::kSend) continue;
    out.append(reply.frame);
    leases.push_back(std::move(reply.lease));
  }
  output_bytes_ -= taken_bytes;
  if (out.empty() || broken_) co_return !broken_ && !last;
  services_.metrics.bytes_out.add(out.size());
  write_began_ = services_.loop.now();
  const auto written = co_await stream_->write_all(std::move(out), Deadline::none(cancel_.token()));
  write_began_ = MonotonicTime::never();
  last_request_ = services_.loop.now();
  if (written) co_return !last;
  close(CloseReason::kBroken);
  read_cancel_.cancel();
  co_return false;
}

void Connection::sweep(MonotonicTime now) {
  const auto cut = [this](CloseReason reason) {
    close(reason);
    cancel_.cancel();
  };
  if (write_began_ != MonotonicTime::never()) {
    if (now - write_began_ > milliseconds(services_.config.connection_write_timeout_ms)) {
      cut(CloseReason::kSlowReader);
    }
    return;
  }
  if (now > reader_.frame_deadline()) return cut(CloseReason::kSlowRequest);
  const bool busy = handling_ || !slots_.empty() || produce_tasks_.running() > 0;
  if (!busy && reader_.frame_deadline() == MonotonicTime::never() &&
      now - last_request_ > milliseconds(services_.config.connections_max_idle_ms)) {
    cut(CloseReason::kIdle);
  }
}

void Connection::drain() {
  close(CloseReason::kStopping);
  read_cancel_.cancel();
}

void Connection::abort() {
  close(CloseReason::kStopping);
  cancel_.cancel();
}

// The first reason is the one that counts.
void Connection::close(CloseReason reason) {
  if (reason_known_) return;
  reason_known_ = true;
  reason_ = reason;
}

void Connection::log_end() {
  services_.metrics.count_close(reason_);
  const auto peer = log::name(log::NameKind::kAddress, client_.peer);
  if (reason_ == CloseReason::kBadLength) {
    log::warn(kGarbage, {{"looks_like", log::text(reader_.garbage_kind())}, {"peer", peer}});
  }
  log::debug(kClosed, {{"reason", log::text(close_reason_name(reason_))}, {"peer", peer}});
}

}  // namespace ringfence::agent
