// One connection of a simulated client: pipelined requests, answers by correlation id, raw frames
// where a client means to send the same bytes twice.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "async/stream.h"
#include "async/task_group.h"
#include "kafka/protocol/header.h"

namespace ringfence::sim {

// Single-threaded. Frames leave in the order of the calls. After any failure the link is broken and
// every call on it fails with kClosed; a call that ends in kTimeout breaks it too, as Kafka's
// clients do. stop() before destroying.
class KafkaLink {
 public:
  KafkaLink(async::Loop& loop, std::unique_ptr<async::Stream> stream, std::string client_id);
  ~KafkaLink();

  bool broken() const { return broken_; }

  // Sends a request and decodes its answer. kClosed and kTimeout: the request may have been carried
  // out.
  template <class Response, class Request>
  async::Task<Result<Response>> call(std::int16_t version, Request request,
                                     async::Deadline deadline) {
    const std::int32_t correlation = next_correlation_++;
    auto frame = kafka::request_frame(version, correlation, client_id_, request);
    auto answer = co_await exchange(std::move(frame), correlation, deadline);
    if (!answer) co_return answer.error();
    Response response;
    bytes::Reader reader(*answer);
    const auto* api = kafka::find_api(Request::kApiKey);
    RF_CO_TRY(kafka::decode_response_header(reader, api->response_header_version(version)));
    RF_CO_TRY(decode(reader, version, response));  // found beside its message
    RF_CO_TRY(reader.finish());
    co_return response;
  }

  void close();
  async::Task<void> stop();

 private:
  struct Pending;
  async::Task<Result<bytes::Slice>> exchange(bytes::Chain frame, std::int32_t correlation,
                                             async::Deadline deadline);
  async::Task<void> write_loop();
  async::Task<void> read_loop();
  async::Task<Result<void>> read_frame();
  void fail();

  async::Loop& loop_;
  std::unique_ptr<async::Stream> stream_;
  std::string client_id_;
  bool broken_ = false;
  std::int32_t next_correlation_ = 1;
  std::deque<bytes::Chain> outgoing_;
  std::map<std::int32_t, std::shared_ptr<Pending>> pending_;
  async::WaitQueue work_;
  async::TaskGroup tasks_;
};

}  // namespace ringfence::sim
