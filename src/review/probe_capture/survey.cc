#include "review/probe_capture/survey.h"

#include <fmt/format.h>

#include <algorithm>

namespace ringfence::review {
namespace {

constexpr std::size_t kHeadMax = 8192;

bool is_quic(bytes::ByteSpan data) {
  if (data.size() < 20) return false;
  const unsigned first = std::to_integer<unsigned>(data[0]);
  const unsigned version =
      std::to_integer<unsigned>(data[1]) << 24 | std::to_integer<unsigned>(data[2]) << 16 |
      std::to_integer<unsigned>(data[3]) << 8 | std::to_integer<unsigned>(data[4]);
  return (first & 0xC0) == 0xC0 && (version == 1 || version == 0x6B3343CF);
}

// One flow of a capture: names, what is encrypted, markers.
class Conversation final : public FlowReader {
 public:
  Conversation(const SurveyOptions& options, CaptureSurvey& survey)
      : options_(options), survey_(survey) {}

  void data(bool up, bytes::ByteSpan bytes) override {
    payload_ += bytes.size();
    Side& side = up ? up_ : down_;
    if (side.kind == Kind::kNew) classify(side, up, bytes);
    if (side.kind == Kind::kSealed) {
      encrypted_ += bytes.size();
      return;
    }
    if (side.kind == Kind::kTls) {
      std::vector<std::byte> clear;
      const bool still = side.tls->feed(bytes, clear);
      scan(side, clear);
      if (still) return;
      finish_tls(side);
      side.kind = Kind::kPlain;
    }
    if (up && shown_.empty() && head_.size() < kHeadMax) {
      const std::size_t take = std::min(bytes.size(), kHeadMax - head_.size());
      head_.insert(head_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(take));
    }
    scan(side, bytes);
  }

  void hole(bool up) override {
    Side& side = up ? up_ : down_;
    if (side.scanner) side.scanner->finish();
    if (side.kind == Kind::kTls) {
      // Without its place in the records the rest cannot be told apart: all of it is encrypted.
      finish_tls(side);
      side.kind = Kind::kSealed;
    }
  }

  void end(const FlowFacts& facts) override;

  std::size_t shrink() override {
    for (Side* side : {&up_, &down_}) {
      if (side->scanner) side->scanner->flush();
    }
    return held();
  }
  std::size_t held() const override {
    std::size_t size = head_.capacity();
    for (const Side* side : {&up_, &down_}) {
      if (side->scanner) size += side->scanner->buffered();
    }
    return size;
  }

 private:
  enum class Kind : std::uint8_t { kNew, kPlain, kTls, kSealed };
  struct Side {
    Kind kind = Kind::kNew;
    std::unique_ptr<TlsWalker> tls;
    std::unique_ptr<StreamScanner> scanner;
  };

  void classify(Side& side, bool up, bytes::ByteSpan bytes) {
    side.kind = Kind::kPlain;
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (TlsWalker::looks_like_tls(bytes)) {
      side.kind = Kind::kTls;
      side.tls = std::make_unique<TlsWalker>();
      speaks_.insert("tls");
    } else if (text.starts_with("SSH-2.0")) {
      side.kind = Kind::kSealed;
      speaks_.insert("ssh");
    } else if (is_quic(bytes)) {
      side.kind = Kind::kSealed;
      speaks_.insert("quic");
    } else if (up && is_kafka_request(bytes)) {
      speaks_.insert("kafka");
    }
  }

  void finish_tls(Side& side) {
    encrypted_ += side.tls->encrypted();
    if (!side.tls->server_name().empty()) shown_ = side.tls->server_name();
    certificate_names_.insert(side.tls->certificate_names().begin(),
                              side.tls->certificate_names().end());
    side.tls.reset();
  }

  void scan(Side& side, bytes::ByteSpan bytes) {
    if (options_.scan == nullptr || bytes.empty()) return;
    if (survey_.sample.size() < kHeadMax) {
      const std::size_t take = std::min(bytes.size(), kHeadMax - survey_.sample.size());
      survey_.sample.insert(survey_.sample.end(), bytes.begin(),
                            bytes.begin() + static_cast<std::ptrdiff_t>(take));
    }
    if (!side.scanner) side.scanner = std::make_unique<StreamScanner>(*options_.scan, hits_);
    side.scanner->feed(bytes);
  }

  Destination* place(const FlowFacts& facts, Way& way);

  const SurveyOptions& options_;
  CaptureSurvey& survey_;
  Side up_, down_;
  std::vector<std::byte> head_;
  std::string shown_;
  std::set<std::string> speaks_, certificate_names_;
  std::uint64_t payload_ = 0, encrypted_ = 0;
  ScanHits hits_;
};

Destination* Conversation::place(const FlowFacts& facts, Way& way) {
  const auto ours = [&](const IpAddress& address) {
    return std::any_of(options_.platform.begin(), options_.platform.end(),
                       [&](const Cidr& cidr) { return cidr.contains(address); });
  };
  const bool client = ours(facts.client), server = ours(facts.server);
  way = client && server ? Way::kWithin : client ? Way::kOut : server ? Way::kIn : Way::kForeign;
  Destination::Key key{way, facts.protocol, way == Way::kIn ? facts.client : facts.server,
                       facts.server_port, shown_};
  if (way == Way::kForeign) key = {way, 0, {}, 0, ""};
  const auto known = survey_.destinations.find(key);
  if (known != survey_.destinations.end()) return &known->second;
  if (survey_.destinations.size() >= CaptureSurvey::kDestinationsMax) return nullptr;
  return &survey_.destinations[key];
}

void Conversation::end(const FlowFacts& facts) {
  for (Side* side : {&up_, &down_}) {
    if (side->tls) finish_tls(*side);
    if (side->scanner) side->scanner->finish();
    side->scanner.reset();
  }
  if (const std::string host = http_host(head_); !host.empty()) {
    speaks_.insert("http");
    if (shown_.empty()) shown_ = host;
  }
  Way way = Way::kForeign;
  Destination* to = place(facts, way);
  if (to == nullptr) {
    ++survey_.overflow_flows;
    survey_.overflow_bytes += facts.bytes_up + facts.bytes_down;
    return;
  }
  to->flows += facts.continued ? 0 : 1;
  to->packets += facts.packets;
  to->bytes_out += way == Way::kIn ? facts.bytes_down : facts.bytes_up;
  to->bytes_in += way == Way::kIn ? facts.bytes_up : facts.bytes_down;
  to->payload += payload_;
  to->encrypted += encrypted_;
  to->without_start += facts.start_seen || facts.continued ? 0 : 1;
  to->holes += facts.holes;
  to->missing += facts.missing;
  if (to->first_us == 0 || facts.first_us < to->first_us) to->first_us = facts.first_us;
  to->last_us = std::max(to->last_us, facts.last_us);
  to->speaks.insert(speaks_.begin(), speaks_.end());
  if (facts.server_port == 53) to->speaks.insert("dns");
  if (to->certificate_names.size() < 64) {
    to->certificate_names.insert(certificate_names_.begin(), certificate_names_.end());
  }
  for (const auto& [hit, at] : hits_.first_at) to->hits.try_emplace(hit, at);
}

void count_other(FrameKind kind, const Frame& frame, CaptureSurvey& survey) {
  switch (kind) {
    case FrameKind::kFrame:
      break;
    case FrameKind::kFragment:
      ++survey.fragments;
      survey.fragment_bytes += frame.ip_bytes;
      break;
    case FrameKind::kNotIp:
      ++survey.not_ip;
      break;
    case FrameKind::kMalformed:
      ++survey.malformed;
      break;
    case FrameKind::kUnknownLink:
      ++survey.unknown_link;
      break;
  }
}

// Where the flow's own words and the DNS answers of the capture lead.
std::string why_not(const Destination::Key& key, const std::set<std::string>* names) {
  if (key.way == Way::kIn) return "no declared client has this address and port";
  std::string text = "no declared endpoint has this address and port";
  if (names != nullptr && !names->empty()) text += "; DNS answers call it " + *names->begin();
  if (!key.shown.empty()) text += "; the flow itself says " + key.shown;
  return text;
}

bool explains(const Endpoint& endpoint, const Destination::Key& key,
              const std::set<std::string>* names, bool trust_shown) {
  if (endpoint.out != (key.way == Way::kOut) || !endpoint.admits_port(key.port)) return false;
  if (endpoint.cidr) return endpoint.cidr->contains(key.peer);
  const bool shown = endpoint.admits_name(key.shown);
  if (!key.shown.empty() && !shown) return false;
  if (shown && trust_shown) return true;
  return names != nullptr &&
         std::any_of(names->begin(), names->end(),
                     [&](const std::string& name) { return endpoint.admits_name(name); });
}

}  // namespace

const char* way_name(Way way) {
  switch (way) {
    case Way::kOut:
      return "out";
    case Way::kIn:
      return "in";
    case Way::kWithin:
      return "within";
    case Way::kForeign:
      return "foreign";
  }
  return "?";
}

Result<void> survey_capture(ByteSource source, const SurveyOptions& options,
                            CaptureSurvey& survey) {
  RF_TRY_ASSIGN(PacketFile file, PacketFile::open(std::move(source)));
  FlowTable table(options.limits, [&]() -> std::unique_ptr<FlowReader> {
    return std::make_unique<Conversation>(options, survey);
  });
  Packet packet;
  while (true) {
    const auto more = file.next(packet);
    if (!more) survey.file_error = more.error().detail;
    if (!more || !*more) break;
    if (survey.first_us == 0) survey.first_us = packet.time_us;
    survey.last_us = std::max(survey.last_us, packet.time_us);
    Frame frame;
    const FrameKind kind = read_frame(packet.link, packet.data, frame);
    if (kind != FrameKind::kFrame) {
      count_other(kind, frame, survey);
      continue;
    }
    if (frame.transport == Transport::kUdp &&
        (frame.source_port == 53 || frame.destination_port == 53)) {
      DnsMessage message;
      if (read_dns(frame.payload, message)) survey.names.add(message);
    }
    table.add(frame, packet.time_us);
    if (options.progress && file.facts().packets % 8192 == 0) options.progress(file.facts().bytes);
  }
  table.finish();
  const CaptureFacts& facts = file.facts();
  survey.file.packets += facts.packets;
  survey.file.bytes += facts.bytes;
  survey.file.truncated += facts.truncated;
  survey.file.dropped += facts.dropped;
  survey.file.drops_known = survey.file.drops_known || facts.drops_known;
  survey.file.skipped_blocks += facts.skipped_blocks;
  survey.file.cut_off = survey.file.cut_off || facts.cut_off;
  survey.flows += table.flows();
  survey.evicted += table.evicted();
  return {};
}

void explain(CaptureSurvey& survey, const std::vector<Endpoint>& endpoints, bool trust_shown) {
  for (auto& [key, destination] : survey.destinations) {
    destination.endpoint.reset();
    if (key.way == Way::kWithin || key.way == Way::kForeign) continue;
    const std::set<std::string>* names = survey.names.names_of(key.peer);
    for (std::size_t i = 0; i < endpoints.size() && !destination.endpoint; ++i) {
      if (explains(endpoints[i], key, names, trust_shown)) destination.endpoint = i;
    }
    if (!destination.endpoint) destination.why = why_not(key, names);
  }
}

}  // namespace ringfence::review
