// One connection to a broker: requests leave in the order of the calls, several may wait for their
// answers.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <utility>

#include "async/stream.h"
#include "async/task_group.h"
#include "async/wait.h"
#include "base/result.h"
#include "bytes/slice.h"
#include "kafka/protocol/api.h"
#include "kafka/protocol/header.h"

namespace ringfence::kafka::client {

// Single-threaded. After any failure, a timeout included, the connection is broken: every call on
// it fails with kClosed. Lifecycle: make, start(), use, stop() (all calls have returned), destroy.
class Connection {
 public:
  Connection(async::Loop& loop, std::unique_ptr<async::Stream> stream, std::string client_id,
             std::size_t response_bytes_max);
  ~Connection();

  void start();
  bool broken() const { return broken_; }

  // kClosed, kTimeout, kCancelled: the request may have been carried out. kCorrupt: the answer does
  // not decode.
  template <class Response, class Request>
  async::Task<Result<Response>> call(std::int16_t version, Request request,
                                     async::Deadline deadline) {
    const ApiInfo& api = *find_api(Request::kApiKey);
    const std::int32_t correlation_id = next_correlation_id_++;
    bytes::Chain frame = request_frame(version, correlation_id, client_id_, request);
    RF_CO_TRY_ASSIGN(const bytes::Slice answer,
                     co_await exchange(std::move(frame), correlation_id, deadline));
    bytes::Reader reader(answer);
    Response response;
    RF_CO_TRY(decode_response_header(reader, api.response_header_version(version)));
    RF_CO_TRY(decode(reader, version, response));
    RF_CO_TRY(reader.finish());
    co_return response;
  }

  // Sends a request that has no answer (Produce with acks=0).
  template <class Request>
  Result<void> send_only(std::int16_t version, const Request& request) {
    if (broken_) return Error(ErrorCode::kClosed, "the connection is broken");
    enqueue(request_frame(version, next_correlation_id_++, client_id_, request));
    return {};
  }
  // Until everything queued has been written, or the connection broke.
  async::Task<void> flush();

  void close();
  async::Task<void> stop();

 private:
  struct Waiting {
    Waiting(std::int32_t id, async::Loop& loop) : correlation_id(id), answer(loop) {}
    std::int32_t correlation_id;
    async::Promise<Result<bytes::Slice>> answer;
  };

  async::Task<Result<bytes::Slice>> exchange(bytes::Chain frame, std::int32_t correlation_id,
                                             async::Deadline deadline);
  void enqueue(bytes::Chain frame);
  async::Task<void> write_loop();
  async::Task<void> read_loop();
  async::Task<Result<bytes::Slice>> read_frame();
  void fail(const Error& error);

  async::Loop& loop_;
  std::unique_ptr<async::Stream> stream_;
  std::string client_id_;
  std::size_t response_bytes_max_;
  bool broken_ = false;
  bool writing_ = false;
  std::int32_t next_correlation_id_ = 1;
  std::deque<bytes::Chain> outgoing_;
  std::deque<std::shared_ptr<Waiting>>
      waiting_;  // shared: a caller may give up before its answer comes
  async::CancelSource cancel_;
  async::WaitQueue work_;
  async::WaitQueue written_;
  async::TaskGroup tasks_;
};

}  // namespace ringfence::kafka::client
