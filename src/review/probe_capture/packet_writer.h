// Writes small captures: for the scan's controls and for tests.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "review/probe_capture/frames.h"

namespace ringfence::review {

// Ethernet and IPv4 in a classic pcap, a microsecond between packets. One owner, one thread.
class PacketWriter {
 public:
  struct Flow {
    std::string client, server;  // IPv4
    std::uint16_t client_port = 0, server_port = 0;
    bool tcp = true;
  };
  void open(const Flow& flow);  // TCP: SYN, SYN-ACK
  void send(const Flow& flow, bool up, std::string_view payload);
  void close(const Flow& flow);  // TCP: FIN both ways
  std::string finish() const { return out_; }

  PacketWriter();

 private:
  void packet(const Flow& flow, bool up, unsigned flags, std::string_view payload);

  std::string out_;
  std::uint32_t time_us_ = 0;
  std::map<std::string, std::uint32_t> sequences_;  // by flow and direction
};

}  // namespace ringfence::review
