// Puts the packets of connections back in order, within bounds, and hands each direction's bytes
// to a reader.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <vector>

#include "base/hash_map.h"
#include "review/probe_capture/frames.h"

namespace ringfence::review {

struct FlowKey {
  IpAddress low, high;  // the two ends, ordered
  std::uint16_t low_port = 0, high_port = 0;
  std::uint8_t protocol = 0;
  auto operator<=>(const FlowKey&) const = default;
};

struct FlowFacts {
  IpAddress client, server;
  std::uint16_t client_port = 0, server_port = 0;
  Transport transport = Transport::kOther;
  std::uint8_t protocol = 0;
  std::uint64_t packets = 0;
  std::uint64_t bytes_up = 0, bytes_down = 0;  // of IP; up: from client to server
  std::uint64_t first_us = 0, last_us = 0;
  bool start_seen = false;    // TCP: its SYN; else always
  std::uint64_t holes = 0;    // places where bytes are missing
  std::uint64_t missing = 0;  // bytes that the capture did not keep, where known
  bool continued = false;     // packets after the end of a flow that was handed over already
};

// Reads the two directions of one flow.
class FlowReader {
 public:
  virtual ~FlowReader() = default;
  virtual void data(bool up, bytes::ByteSpan bytes) = 0;
  virtual void hole(bool up) = 0;
  // Once, at the end.
  virtual void end(const FlowFacts& facts) = 0;
  // Frees what can be freed; returns the bytes that stay.
  virtual std::size_t shrink() = 0;
  virtual std::size_t held() const = 0;
};

struct FlowLimits {
  std::size_t flows_max = 65'536;
  std::size_t ahead_max = 256 << 10;    // of one direction, received before its turn
  std::size_t memory_max = 192u << 20;  // of all flows; then everything is shrunk
};

// One owner, one thread.
class FlowTable {
 public:
  using MakeReader = std::function<std::unique_ptr<FlowReader>()>;
  FlowTable(FlowLimits limits, MakeReader make) : limits_(limits), make_(std::move(make)) {}

  void add(const Frame& frame, std::uint64_t time_us);
  void finish();
  std::uint64_t evicted() const { return evicted_; }
  std::uint64_t flows() const { return flows_; }

 private:
  struct Direction {
    bool started = false;
    std::uint32_t next = 0;
    std::map<std::uint32_t, std::vector<std::byte>> ahead;  // by distance from `origin`
    std::uint32_t origin = 0;
    std::size_t ahead_bytes = 0;
    bool finished = false;
  };
  struct Flow {
    FlowKey key;
    FlowFacts facts;
    bool client_is_low = false;
    bool closing = false;  // both sides said that they are done
    bool ended = false;    // handed over
    Direction up, down;
    std::unique_ptr<FlowReader> reader;
  };
  using Place = std::list<Flow>::iterator;

  static FlowKey key_of(const Frame& frame, bool& from_low);
  Flow& find(const Frame& frame, std::uint64_t time_us, bool& up);
  void begin(Flow& flow, const Frame& frame, bool from_low);
  void segment(Flow& flow, Direction& direction, bool up, const Frame& frame);
  void deliver(Flow& flow, Direction& direction, bool up, std::uint32_t sequence,
               bytes::ByteSpan data, std::uint32_t wire);
  void drain(Flow& flow, Direction& direction, bool up, bool force);
  void hole(Flow& flow, bool up, std::uint64_t missing);
  void end(Flow& flow);
  void shed();  // ends what is closing, and shrinks the rest where memory asks for it

  FlowLimits limits_;
  MakeReader make_;
  std::list<Flow> recent_;  // the latest first
  HashMap<FlowKey, Place> by_key_;
  std::uint64_t evicted_ = 0, flows_ = 0;
  std::uint64_t since_check_ = 0;
};

}  // namespace ringfence::review

template <>
struct std::hash<ringfence::review::FlowKey> {
  std::size_t operator()(const ringfence::review::FlowKey& key) const noexcept;
};
