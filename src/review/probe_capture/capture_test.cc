// Goal: a capture's flows, names and bytes are read right, and its endpoints explained without
// believing what a flow says of itself.
// Method: captures written packet by packet, in both formats, with packets out of order, lost, cut
// and sent twice; endpoint files good and bad; every prefix and many mutations of a capture.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"
#include "review/probe_capture/packet_writer.h"
#include "review/probe_capture/survey.h"

namespace ringfence::review {
namespace {

using Flow = PacketWriter::Flow;

bytes::ByteSpan span_of(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

CaptureSurvey survey(const std::string& capture, ScanShared* scan = nullptr) {
  CaptureSurvey out;
  SurveyOptions options;
  options.platform = {*parse_cidr("10.0.0.0/24")};
  options.scan = scan;
  const auto read = survey_capture(memory_source(span_of(capture)), options, out);
  EXPECT_TRUE(read) << read.error().to_string();
  return out;
}

std::string dns_answer(const std::string& name, const std::string& address) {
  std::string message("\x12\x34\x81\x80\0\1\0\1\0\0\0\0", 12);
  std::string question;
  std::size_t at = 0;
  while (at < name.size()) {
    const std::size_t dot = std::min(name.find('.', at), name.size());
    question += static_cast<char>(dot - at);
    question += name.substr(at, dot - at);
    at = dot + 1;
  }
  question += std::string("\0\0\1\0\1", 5);
  const auto parsed = *parse_address(address);
  return message + question + std::string("\xC0\x0C\0\1\0\1\0\0\0\x3C\0\4", 12) +
         std::string(reinterpret_cast<const char*>(parsed.bytes.data()) + 12, 4);
}

std::string http(const std::string& host) {
  return "POST /v1 HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 2\r\n\r\nhi";
}

void talk(PacketWriter& writer, const Flow& flow, std::string_view up, std::string_view down) {
  writer.open(flow);
  writer.send(flow, true, up);
  writer.send(flow, false, down);
  writer.close(flow);
}

const std::string kEndpoints =
    "destination\tport\tdirection\tclass\tparty\towner\tregion\tpurpose\n"
    "logs.example.com\t80\tout\tsteady\tother\tExample Ltd\teu\ttelemetry\n"
    "10.9.0.0/16\t9000-9010\tout\tsteady\town\t\teu\tobject store\n"
    "10.8.0.5\t9092\tin\tsteady\town\t\teu\tclients\n"
    "10.0.0.2\t53\tout\tsteady\town\t\teu\tnames\n";

// Destinations that no endpoint explains.
std::vector<std::string> unexplained(CaptureSurvey& survey, bool trust_shown = false) {
  const auto endpoints = parse_endpoints(kEndpoints);
  EXPECT_TRUE(endpoints) << endpoints.error().detail;
  explain(survey, *endpoints, trust_shown);
  std::vector<std::string> out;
  for (const auto& [key, destination] : survey.destinations) {
    const bool counts = key.way == Way::kOut || key.way == Way::kIn;
    if (counts && !destination.endpoint) {
      out.push_back(std::string(way_name(key.way)) + " " + key.peer.to_string() + " " + key.shown);
    }
  }
  return out;
}

TEST(CaptureSurvey, counts_each_direction_and_names_the_way) {
  PacketWriter writer;
  talk(writer, {"10.0.0.1", "10.9.1.1", 40000, 9000}, std::string(5000, 'a'), "ok");
  talk(writer, {"10.8.0.5", "10.0.0.1", 40001, 9092}, "request", std::string(3000, 'b'));
  talk(writer, {"10.0.0.1", "10.0.0.3", 40002, 7000}, "within", "");
  talk(writer, {"192.0.2.1", "192.0.2.2", 40003, 7000}, "foreign", "");
  const CaptureSurvey seen = survey(writer.finish());
  ASSERT_EQ(seen.destinations.size(), 4u);
  for (const auto& [key, destination] : seen.destinations) {
    EXPECT_EQ(destination.flows, 1u);
    EXPECT_EQ(destination.without_start, 0u);
    EXPECT_EQ(destination.holes, 0u);
    if (key.way == Way::kOut) {
      EXPECT_EQ(key.port, 9000);
      EXPECT_GT(destination.bytes_out, 5000u);
      EXPECT_LT(destination.bytes_in, 500u);
    }
    if (key.way == Way::kIn) {
      EXPECT_EQ(key.peer.to_string(), "10.8.0.5");
      EXPECT_EQ(key.port, 9092);
      EXPECT_GT(destination.bytes_out, 3000u);
    }
  }
}

TEST(CaptureSurvey, a_name_explains_only_what_an_answer_gave_it) {
  PacketWriter writer;
  const Flow names{"10.0.0.1", "10.0.0.2", 5000, 53, false};
  writer.send(names, false, dns_answer("logs.example.com", "203.0.113.5"));
  talk(writer, {"10.0.0.1", "203.0.113.5", 40000, 80}, http("logs.example.com"), "ok");
  // The declared name shown to another address: anybody can write that header.
  talk(writer, {"10.0.0.1", "203.0.113.66", 40001, 80}, http("logs.example.com"), "ok");
  // The declared address, another tenant of it.
  talk(writer, {"10.0.0.1", "203.0.113.5", 40002, 80}, http("evil.example.net"), "ok");
  CaptureSurvey seen = survey(writer.finish());
  const std::vector<std::string> expected = {"out 203.0.113.5 evil.example.net",
                                             "out 203.0.113.66 logs.example.com"};
  EXPECT_EQ(unexplained(seen), expected);
  EXPECT_EQ(unexplained(seen, true).size(), 1u) << "the shown name alone, where that is asked for";
}

TEST(CaptureSurvey, clients_and_ports_that_are_not_declared_show) {
  PacketWriter writer;
  talk(writer, {"10.8.0.5", "10.0.0.1", 40000, 9092}, "a", "b");
  talk(writer, {"10.8.0.6", "10.0.0.1", 40001, 9092}, "a", "b");
  talk(writer, {"10.8.0.5", "10.0.0.1", 40002, 22}, "SSH-2.0-x", "SSH-2.0-y");
  talk(writer, {"10.0.0.1", "10.9.1.1", 40003, 9011}, "a", "b");
  CaptureSurvey seen = survey(writer.finish());
  EXPECT_EQ(unexplained(seen).size(), 3u);
}

TEST(CaptureSurvey, cnames_lead_back_to_the_name_that_was_asked_for) {
  DnsMessage message;
  std::string bytes("\1\2\x81\x80\0\1\0\2\0\0\0\0", 12);
  bytes += std::string("\1a\2bc\0\0\1\0\1", 10);
  bytes += std::string("\xC0\x0C\0\5\0\1\0\0\0\1\0\4\1x\xC0\x0E", 16);  // a.bc -> x.bc
  bytes += std::string("\xC0\x22\0\1\0\1\0\0\0\1\0\4\1\2\3\4", 16);
  ASSERT_TRUE(read_dns(span_of(bytes), message));
  ASSERT_EQ(message.addresses.size(), 1u);
  EXPECT_EQ(message.addresses[0].first, "a.bc");
  std::string loop("\1\2\x81\x80\0\1\0\0\0\0\0\0\xC0\x0C\0\1\0\1", 18);
  EXPECT_FALSE(read_dns(span_of(loop), message)) << "a name that points at itself";
}

TEST(Reassembly, order_repeats_and_losses) {
  const std::string marker = "ab3cdefghijklmnopqrstuvwx2";
  const MarkerPatterns patterns({{"record-value", marker}});
  PacketWriter writer;
  const Flow flow{"10.0.0.1", "10.9.1.1", 40000, 9000};
  writer.open(flow);
  for (const char c : "...." + marker + "....") writer.send(flow, true, std::string(1, c));
  writer.close(flow);
  const std::string capture = writer.finish();
  // The packets after the file's header, each of 16 + 14 + 40 and 0 or 1 bytes.
  std::vector<std::string> packets;
  for (std::size_t at = 24; at < capture.size();) {
    const std::size_t size = 16 + static_cast<unsigned char>(capture[at + 8]);
    packets.push_back(capture.substr(at, size));
    at += size;
  }
  Random random(3);
  for (int round = 0; round < 20; ++round) {
    std::vector<std::string> mixed = packets;
    for (std::size_t i = 3; i + 2 < mixed.size(); ++i) {
      std::swap(mixed[i], mixed[3 + random.next() % (mixed.size() - 5)]);
    }
    mixed.insert(mixed.begin() + 5, mixed[4]);
    std::string file = capture.substr(0, 24);
    for (const std::string& packet : mixed) file += packet;
    ScanShared shared{patterns};
    const CaptureSurvey seen = survey(file, &shared);
    ASSERT_EQ(seen.destinations.size(), 1u);
    EXPECT_EQ(seen.destinations.begin()->second.hits.size(), 1u) << "round " << round;
  }
  // One packet in the middle of the marker is missing: not found, and said.
  std::string file = capture.substr(0, 24);
  for (std::size_t i = 0; i < packets.size(); ++i) file += i == 15 ? "" : packets[i];
  ScanShared shared{patterns};
  const CaptureSurvey seen = survey(file, &shared);
  EXPECT_TRUE(seen.destinations.begin()->second.hits.empty());
  EXPECT_EQ(seen.destinations.begin()->second.holes, 1u);
  EXPECT_EQ(seen.destinations.begin()->second.missing, 1u);
}

TEST(CaptureSurvey, a_capture_that_began_late_says_so) {
  PacketWriter writer;
  const Flow flow{"10.0.0.1", "10.9.1.1", 40000, 9000};
  writer.send(flow, true, "in the middle");
  writer.close(flow);
  const CaptureSurvey seen = survey(writer.finish());
  EXPECT_EQ(seen.destinations.begin()->second.without_start, 1u);
  EXPECT_EQ(seen.destinations.begin()->first.way, Way::kOut);
}

TEST(PacketFile, pcapng_with_two_interfaces_and_drops) {
  PacketWriter writer;
  talk(writer, {"10.0.0.1", "10.9.1.1", 40000, 9000}, "hello", "ok");
  const std::string classic = writer.finish();
  const auto word = [](std::uint32_t value) {
    std::string out;
    for (int i = 0; i < 4; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
    return out;
  };
  const auto block = [&](std::uint32_t type, std::string body) {
    while (body.size() % 4 != 0) body += '\0';
    const std::uint32_t size = static_cast<std::uint32_t>(body.size() + 12);
    return word(type) + word(size) + body + word(size);
  };
  std::string file = block(0x0A0D0D0A, word(0x1A2B3C4D) + word(1) + word(~0u) + word(~0u));
  file += block(1, word(1) + word(65535));
  file += block(1, word(101) + word(65535));  // raw IP
  bool raw = false;
  for (std::size_t at = 24; at < classic.size();) {
    const std::size_t size = static_cast<unsigned char>(classic[at + 8]);
    const std::string frame = classic.substr(at + 16 + (raw ? 14 : 0), size - (raw ? 14 : 0));
    const auto length = static_cast<std::uint32_t>(frame.size());
    file += block(6, word(raw) + word(0) + word(77) + word(length) + word(length) + frame);
    raw = !raw;
    at += 16 + size;
  }
  file += block(5, word(0) + word(0) + word(0) + std::string("\5\0\x08\0", 4) + word(41) + word(0));
  const CaptureSurvey seen = survey(file);
  ASSERT_EQ(seen.destinations.size(), 1u);
  EXPECT_EQ(seen.destinations.begin()->second.holes, 0u);
  EXPECT_EQ(seen.file.dropped, 41u);
  EXPECT_TRUE(seen.file.drops_known);
}

TEST(PacketFile, what_is_no_capture_is_refused) {
  CaptureSurvey out;
  for (const std::string& bytes :
       {std::string(), std::string("PK\3\4 a zip"), std::string(100, 'x')}) {
    const auto read = survey_capture(memory_source(span_of(bytes)), {}, out);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::kInvalid);
  }
}

TEST(PacketFile, every_prefix_and_many_mutations_end_in_bounds) {
  PacketWriter writer;
  talk(writer, {"10.0.0.1", "10.9.1.1", 40000, 9000}, http("a.example"), "ok");
  writer.send({"10.0.0.1", "10.0.0.2", 5000, 53, false}, false, dns_answer("a.b", "203.0.113.5"));
  const std::string capture = writer.finish();
  const MarkerPatterns patterns({{"topic", "ab3cdefghijklmnopqrstuvwx2"}});
  for (std::size_t size = 24; size < capture.size(); ++size) {
    ScanShared shared{patterns};
    const CaptureSurvey seen = survey(capture.substr(0, size), &shared);
    EXPECT_LE(seen.file.packets, 12u);
  }
  Random random(9);
  for (int round = 0; round < 3000; ++round) {
    std::string mutated = capture;
    for (int i = 0; i < 4; ++i) {
      mutated[24 + random.next() % (mutated.size() - 24)] = static_cast<char>(random.next());
    }
    ScanShared shared{patterns};
    survey(mutated, &shared);
  }
}

TEST(Endpoints, errors_name_the_line_and_what_is_allowed) {
  const std::string head = "destination\tport\tclass\tpurpose\n";
  EXPECT_TRUE(parse_endpoints(
      head + "*.example.com\t443\tsupport\ta\n# note\n\n2001:db8::/32\t*\tinstall\tb\n"));
  for (const auto& [text, expected] : std::vector<std::pair<std::string, std::string>>{
           {"", "empty"},
           {"name\tport\n", "destination is missing"},
           {head + "a.b\t70000\tsteady\tx\n", "line 2: column port"},
           {head + "a.b\t443\tsometimes\tx\n", "none of steady, support, install"},
           {head + "a.b\t443\tsteady\t\n", "column purpose"},
           {head + "10.0.0.0/33\t443\tsteady\tx\n", "prefix length"},
           {head + "*example.com\t443\tsteady\tx\n", "column destination"}}) {
    const auto parsed = parse_endpoints(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_NE(parsed.error().detail.find(expected), std::string::npos) << parsed.error().detail;
  }
}

}  // namespace
}  // namespace ringfence::review
