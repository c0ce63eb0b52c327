// Byte streams and listeners: the network seam. Real sockets are in src/net, simulated ones in
// src/simulation, and an in-memory pair (memory_stream.h) joins parts of one process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "async/task.h"
#include "async/wait.h"
#include "base/result.h"
#include "bytes/slice.h"

namespace ringfence::async {

// One connected, ordered byte stream. At most one read and one write outstanding at a time.
// Single-threaded.
class Stream {
 public:
  virtual ~Stream() = default;

  // Reads at least one byte, at most `into.size()`. 0: the peer ended the stream. kClosed: reset or
  // closed here. kTimeout and kCancelled come from the deadline; the stream may be read again after
  // a timeout.
  virtual Task<Result<std::size_t>> read_some(std::span<std::byte> into, Deadline deadline) = 0;

  // Writes everything, gathering from the pieces, or fails; after a failure the stream is unusable.
  virtual Task<Result<void>> write_all(bytes::Chain data, Deadline deadline) = 0;

  // Ends both directions; outstanding operations return kClosed. Idempotent, never blocks.
  virtual void close() = 0;

  // "HOST:PORT" of the other side, for the owner's log only (rendered as a token by default).
  virtual std::string peer() const = 0;
};

// An address to listen on or connect to. IPv6 literals without brackets in `host`.
struct Endpoint {
  std::string host;
  std::uint16_t port = 0;
  std::string to_string() const;  // "host:port", "[host]:port" for IPv6
  auto operator<=>(const Endpoint&) const = default;
};
// Parses "host:port" or "[v6]:port"; the error names what is wrong.
Result<Endpoint> parse_endpoint(std::string_view text);

class Listener {
 public:
  virtual ~Listener() = default;
  // kCancelled or kClosed: stop accepting. Other errors are passing; wait a little and go on.
  virtual Task<Result<std::unique_ptr<Stream>>> accept(Deadline deadline) = 0;
  virtual void close() = 0;
  // The bound address, with the real port when 0 was asked for.
  virtual Endpoint local() const = 0;
};

class Network {
 public:
  virtual ~Network() = default;
  virtual Result<std::unique_ptr<Listener>> listen(const Endpoint& endpoint) = 0;
  virtual Task<Result<std::unique_ptr<Stream>>> connect(Endpoint endpoint, Deadline deadline) = 0;
};

// Reads exactly `into.size()` bytes. kClosed when the stream ends before, with the count in the
// detail unless nothing had been read (an orderly end: empty detail).
Task<Result<void>> read_exactly(Stream& stream, std::span<std::byte> into, Deadline deadline);

}  // namespace ringfence::async
