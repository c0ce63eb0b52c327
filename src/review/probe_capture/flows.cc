#include "review/probe_capture/flows.h"

#include <algorithm>
#include <cstring>

std::size_t std::hash<ringfence::review::FlowKey>::operator()(
    const ringfence::review::FlowKey& key) const noexcept {
  std::uint64_t words[4];
  std::memcpy(words, key.low.bytes.data(), 16);
  std::memcpy(words + 2, key.high.bytes.data(), 16);
  std::uint64_t value =
      std::uint64_t{key.low_port} << 24 | std::uint64_t{key.high_port} << 8 | key.protocol;
  for (const std::uint64_t word : words) {
    value = (value ^ word) * 0x9E3779B97F4A7C15ull;
    value ^= value >> 29;
  }
  return static_cast<std::size_t>(value);
}

namespace ringfence::review {
namespace {

// Sequence numbers this far ahead are another conversation, or nonsense.
constexpr std::uint32_t kAheadMax = 64u << 20;

}  // namespace

FlowKey FlowTable::key_of(const Frame& frame, bool& from_low) {
  const auto source = std::pair(frame.source, frame.source_port);
  const auto destination = std::pair(frame.destination, frame.destination_port);
  from_low = source <= destination;
  const auto& low = from_low ? source : destination;
  const auto& high = from_low ? destination : source;
  return {low.first, high.first, low.second, high.second, frame.protocol};
}

void FlowTable::begin(Flow& flow, const Frame& frame, bool from_low) {
  flow.facts = {};
  flow.ended = false;
  flow.closing = false;
  flow.up = {};
  flow.down = {};
  // Who asked: the sender of the SYN; where that was not seen, the side with the higher port.
  bool from_client = frame.source_port >= frame.destination_port;
  if (frame.transport == Transport::kTcp && frame.syn) from_client = !frame.ack;
  flow.client_is_low = from_client == from_low;
  flow.facts.client = from_client ? frame.source : frame.destination;
  flow.facts.server = from_client ? frame.destination : frame.source;
  flow.facts.client_port = from_client ? frame.source_port : frame.destination_port;
  flow.facts.server_port = from_client ? frame.destination_port : frame.source_port;
  flow.facts.transport = frame.transport;
  flow.facts.protocol = frame.protocol;
  flow.facts.start_seen = frame.transport != Transport::kTcp || frame.syn;
  flow.reader = make_();
  ++flows_;
}

FlowTable::Flow& FlowTable::find(const Frame& frame, std::uint64_t time_us, bool& up) {
  bool from_low = false;
  const FlowKey key = key_of(frame, from_low);
  const auto known = by_key_.find(key);
  if (known != by_key_.end()) {
    recent_.splice(recent_.begin(), recent_, known->second);
    Flow& flow = recent_.front();
    const bool again = frame.transport == Transport::kTcp && frame.syn && !frame.ack &&
                       (flow.ended || flow.closing);
    if (again) {
      end(flow);
      begin(flow, frame, from_low);
    }
    up = flow.client_is_low == from_low;
    if (again) flow.facts.first_us = time_us;
    return flow;
  }
  if (recent_.size() >= limits_.flows_max) {
    Flow& oldest = recent_.back();
    if (!oldest.ended) ++evicted_;
    end(oldest);
    by_key_.erase(oldest.key);
    recent_.pop_back();
  }
  recent_.emplace_front();
  Flow& flow = recent_.front();
  flow.key = key;
  by_key_.emplace(key, recent_.begin());
  begin(flow, frame, from_low);
  flow.facts.first_us = time_us;
  up = flow.client_is_low == from_low;
  return flow;
}

void FlowTable::add(const Frame& frame, std::uint64_t time_us) {
  bool up = false;
  Flow& flow = find(frame, time_us, up);
  ++flow.facts.packets;
  flow.facts.last_us = std::max(flow.facts.last_us, time_us);
  (up ? flow.facts.bytes_up : flow.facts.bytes_down) += frame.ip_bytes;
  if (flow.ended) {
    // After the end, as the last acknowledgement is: counted.
    if (frame.payload_wire == 0) return;
    flow.ended = false;
    flow.reader = make_();
  }
  Direction& direction = up ? flow.up : flow.down;
  if (frame.transport == Transport::kTcp) {
    segment(flow, direction, up, frame);
    if (frame.fin) direction.finished = true;
    // Not ended yet: the last acknowledgement belongs to it.
    flow.closing = flow.closing || frame.rst || (flow.up.finished && flow.down.finished);
  } else if (!frame.payload.empty()) {
    flow.reader->data(up, frame.payload);
    if (frame.payload.size() < frame.payload_wire) {
      hole(flow, up, frame.payload_wire - frame.payload.size());
    }
  }
  if (++since_check_ >= 4096) shed();
}

void FlowTable::segment(Flow& flow, Direction& direction, bool up, const Frame& frame) {
  std::uint32_t sequence = frame.sequence;
  if (frame.syn) {
    ++sequence;
    if (!direction.started) direction.next = sequence;
    direction.started = true;
  }
  if (frame.payload_wire == 0) return;
  if (!direction.started) {
    direction.started = true;
    direction.next = sequence;
  }
  deliver(flow, direction, up, sequence, frame.payload, frame.payload_wire);
  if (!direction.ahead.empty()) drain(flow, direction, up, false);
}

void FlowTable::deliver(Flow& flow, Direction& direction, bool up, std::uint32_t sequence,
                        bytes::ByteSpan data, std::uint32_t wire) {
  const auto distance = static_cast<std::int32_t>(sequence - direction.next);
  if (distance > 0) {
    if (static_cast<std::uint32_t>(distance) > kAheadMax) {
      drain(flow, direction, up, true);
      hole(flow, up, 0);
      direction.next = sequence;
      return deliver(flow, direction, up, sequence, data, wire);
    }
    if (direction.ahead.empty()) direction.origin = direction.next;
    const std::uint32_t place = sequence - direction.origin;
    auto [held, fresh] = direction.ahead.try_emplace(place);
    if (held->second.size() < data.size()) {
      direction.ahead_bytes += data.size() - held->second.size();
      held->second.assign(data.begin(), data.end());
    }
    if (direction.ahead_bytes > limits_.ahead_max) drain(flow, direction, up, true);
    return;
  }
  const std::uint32_t old = 0u - static_cast<std::uint32_t>(distance);
  if (old >= wire) return;  // sent again
  const bytes::ByteSpan fresh = data.subspan(std::min<std::size_t>(old, data.size()));
  if (!fresh.empty()) flow.reader->data(up, fresh);
  direction.next += wire - old;
  const std::uint32_t kept = static_cast<std::uint32_t>(std::max<std::size_t>(old, data.size()));
  if (kept < wire) hole(flow, up, wire - kept);
}

// Hands over what has its turn now. `force`: what is missing in between will not come.
void FlowTable::drain(Flow& flow, Direction& direction, bool up, bool force) {
  while (!direction.ahead.empty()) {
    const auto first = direction.ahead.begin();
    const std::uint32_t sequence = direction.origin + first->first;
    const auto distance = static_cast<std::int32_t>(sequence - direction.next);
    if (distance > 0) {
      if (!force) return;
      hole(flow, up, static_cast<std::uint32_t>(distance));
      direction.next = sequence;
    }
    const std::vector<std::byte> data = std::move(first->second);
    direction.ahead_bytes -= std::min(direction.ahead_bytes, data.size());
    direction.ahead.erase(first);
    deliver(flow, direction, up, sequence, data, static_cast<std::uint32_t>(data.size()));
  }
}

void FlowTable::hole(Flow& flow, bool up, std::uint64_t missing) {
  ++flow.facts.holes;
  flow.facts.missing += missing;
  flow.reader->hole(up);
}

void FlowTable::end(Flow& flow) {
  if (flow.ended && flow.facts.packets == 0) return;
  if (flow.ended) flow.reader = make_();
  drain(flow, flow.up, true, true);
  drain(flow, flow.down, false, true);
  flow.ended = true;
  flow.reader->end(flow.facts);
  flow.reader.reset();
  // The counts are handed over; later packets of it count from here.
  flow.facts.packets = flow.facts.bytes_up = flow.facts.bytes_down = 0;
  flow.facts.holes = flow.facts.missing = 0;
  flow.facts.continued = true;
  flow.up.ahead.clear();
  flow.down.ahead.clear();
}

void FlowTable::finish() {
  for (Flow& flow : recent_) end(flow);
  recent_.clear();
  by_key_.clear();
}

void FlowTable::shed() {
  since_check_ = 0;
  std::size_t held = 0;
  for (Flow& flow : recent_) {
    if (flow.closing && !flow.ended) end(flow);
    held += flow.up.ahead_bytes + flow.down.ahead_bytes;
    if (flow.reader) held += flow.reader->held();
  }
  if (held <= limits_.memory_max) return;
  for (Flow& flow : recent_) {
    if (flow.ended) continue;
    drain(flow, flow.up, true, true);
    drain(flow, flow.down, false, true);
    flow.reader->shrink();
  }
}

}  // namespace ringfence::review
