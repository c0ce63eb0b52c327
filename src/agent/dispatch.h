// Which APIs are served, and by whom. What is advertised is exactly what is in this table.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "agent/frame_reader.h"
#include "agent/server_metrics.h"
#include "agent/services.h"
#include "async/task.h"
#include "base/log.h"
#include "bytes/reader.h"
#include "bytes/slice.h"
#include "kafka/protocol/api.h"
#include "kafka/protocol/header.h"

namespace ringfence::agent {

// One connection as handlers see it.
struct ClientInfo {
  std::string peer;  // address, for the owner's log only
  std::size_t listener =
      0;  // index into the listeners: decides which advertised addresses it is told
};

// One request that is being handled; lives in the coroutine that awaits the handler.
struct Call {
  Services& services;
  const ClientInfo& client;
  kafka::RequestHeader header;
  bytes::Reader body;
  async::Cancel cancel;   // the connection is to finish: waits for news end
  async::Cancel abandon;  // the connection ends now: nobody will read an answer

  std::int16_t version() const { return header.api_version; }
};

// What goes back.
struct Reply {
  enum class Kind : std::uint8_t { kSend, kNothing, kClose };
  Kind kind = Kind::kSend;
  bytes::Chain frame;                       // kSend
  CloseReason reason = CloseReason::kPeer;  // kClose: after everything before has been sent
  Lease lease;                              // held until the frame was sent

  static Reply send(bytes::Chain frame) { return {Kind::kSend, std::move(frame)}; }
  static Reply nothing() { return {Kind::kNothing}; }
  static Reply close(CloseReason reason) { return {Kind::kClose, {}, reason}; }
};

// The caller awaits in the same full expression, so the reference stays good.
using Handler = async::Task<Reply> (*)(Call&);

struct Api {
  std::int16_t key;
  std::int16_t advertised_min;  // Produce is advertised from 0, see KAFKA-18659
  std::int16_t min_version;
  std::int16_t max_version;
  Handler handler;  // null: Produce, which the connection pipelines (produce.h)
};

// By ascending key.
std::span<const Api> served_apis();
// Null: not served.
const Api* find_served(std::int16_t key);

// Decodes the request, runs `Function` (Task<Response>(Call&, Request)), encodes its response.
template <auto Function>
struct TypedHandler;
template <class Response, class Request, async::Task<Response> (*Function)(Call&, Request)>
struct TypedHandler<Function> {
  static async::Task<Reply> run(Call& call) {
    Request request;
    if (!decode(call.body, call.version(), request))
      co_return Reply::close(CloseReason::kMalformed);
    const Response response = co_await Function(call, std::move(request));
    co_return Reply::send(
        kafka::response_frame(call.version(), call.header.correlation_id, response));
  }
};

}  // namespace ringfence::agent
