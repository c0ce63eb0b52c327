// Goal: frames of real clients and damaged messages. Whole agreement with Kafka is the business of
// tests/oracle; this keeps a piece of it where no Java is at hand.
// Method: captured frames must decode to their end and encode to the same bytes; every truncation
// and random damage of the fuzz seeds must be refused or decode to something stable.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/random.h"
#include "kafka/protocol/generated/api_versions.h"
#include "kafka/protocol/generated/fetch.h"
#include "kafka/protocol/generated/metadata.h"
#include "kafka/protocol/generated/offset_commit.h"
#include "kafka/protocol/generated/produce.h"
#include "kafka/protocol/header.h"
#include "kafka/protocol/json.h"
#include "kafka/protocol/message_type.h"
#include "kafka/protocol/record_reader.h"
#include "kafka/protocol/testdata_path.h"

namespace ringfence::kafka {
namespace {

struct Captured {
  std::string client;
  bool request;
  std::int16_t key;
  std::int16_t version;
  bytes::Slice frame;
};

std::vector<Captured> captured_frames() {
  std::ifstream in(std::string(kProtocolFolder) + "/testdata/captured.tsv");
  std::vector<Captured> frames;
  std::string client, kind, hex;
  std::int16_t key = 0, version = 0;
  while (in >> client >> kind >> key >> version >> hex) {
    std::vector<std::byte> data;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
      data.push_back(static_cast<std::byte>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    }
    frames.push_back(
        {client, kind == "request", key, version, bytes::Slice::from_vector(std::move(data))});
  }
  return frames;
}

// The body of a frame, and its type.
std::pair<const MessageType*, bytes::Slice> body_of(const Captured& captured) {
  bytes::Reader reader(captured.frame);
  if (captured.request) {
    RequestHeader header;
    EXPECT_TRUE(decode_request_header(reader, header).ok());
  } else {
    const ApiInfo* api = find_api(captured.key);
    EXPECT_TRUE(
        decode_response_header(reader, api->response_header_version(captured.version)).ok());
  }
  const auto kind = captured.request ? MessageKind::kRequest : MessageKind::kResponse;
  return {find_message(captured.key, kind), captured.frame.sub(reader.position())};
}

TEST(CapturedFrames, DecodeToTheirEndAndEncodeToTheSameBytes) {
  std::set<std::string> clients;
  for (const Captured& captured : captured_frames()) {
    const auto [type, body] = body_of(captured);
    ASSERT_NE(type, nullptr);
    const std::string where = captured.client + " " + std::string(type->name) + " v" +
                              std::to_string(captured.version) +
                              (captured.request ? " request" : " response");
    bytes::Reader reader(body);
    const auto again = type->recode(reader, captured.version);
    ASSERT_TRUE(again.ok()) << where << ": " << again.error().to_string();
    EXPECT_TRUE(reader.finish().ok()) << where;
    EXPECT_EQ(again->flatten(), body) << where;
    clients.insert(captured.client);
  }
  EXPECT_EQ(clients.size(), 4u);
}

template <class Message>
std::vector<Message> decoded(std::string_view client, bool request) {
  std::vector<Message> out;
  for (const Captured& captured : captured_frames()) {
    if (captured.client != client || captured.request != request) continue;
    if (captured.key != Message::kApiKey) continue;
    bytes::Reader reader(body_of(captured).second);
    EXPECT_TRUE(decode(reader, captured.version, out.emplace_back()).ok());
  }
  return out;
}

TEST(CapturedFrames, ProducedBatchesValidateAndHoldTheRecords) {
  std::map<std::string, int> values;
  for (const char* client : {"java", "kcat", "kafka-python", "confluent-kafka"}) {
    for (const auto& request : decoded<ProduceRequest>(client, true)) {
      for (const auto& partition : request.topic_data.at(0).partition_data) {
        const bytes::Slice batch = partition.records->flatten();
        const auto header = validate_batch(batch.span());
        ASSERT_TRUE(header.ok()) << client << ": " << header.error().to_string();
        auto reader = RecordReader::open(batch.span(), 1 << 20);
        ASSERT_TRUE(reader.ok());
        Record record;
        while (*reader->next(record)) {
          values[client] += static_cast<int>(record.value->size());
        }
      }
    }
  }
  for (const auto& [client, bytes] : values) EXPECT_GT(bytes, 5) << client;
  EXPECT_EQ(values.size(), 4u);
}

TEST(CapturedFrames, FieldsAreWhereTheyBelong) {
  const auto java = decoded<ApiVersionsRequest>("java", true);
  ASSERT_EQ(java.size(), 1u);
  EXPECT_EQ(java[0].client_software_name, "apache-kafka-java");
  EXPECT_EQ(java[0].client_software_version, "4.3.1");
  for (const auto& response : decoded<ApiVersionsResponse>("java", false)) {
    EXPECT_EQ(response.error_code, 0);
    EXPECT_GT(response.api_keys.size(), 50u);
  }
  bool named = false;
  for (const auto& response : decoded<MetadataResponse>("kcat", false)) {
    for (const auto& topic : response.topics) named |= topic.name == "captured";
    EXPECT_EQ(response.brokers.at(0).host, "127.0.0.1");
  }
  EXPECT_TRUE(named);
  std::set<std::string> groups;
  for (const char* client : {"java", "kcat", "kafka-python", "confluent-kafka"}) {
    for (const auto& request : decoded<OffsetCommitRequest>(client, true)) {
      groups.insert(request.group_id);
    }
  }
  EXPECT_TRUE(groups.contains("python-group"));
}

TEST(DecodedRecords, ShareTheFrame) {
  for (const Captured& captured : captured_frames()) {
    if (captured.key != ProduceRequest::kApiKey || !captured.request) continue;
    const auto body = body_of(captured).second;
    bytes::Reader reader(body);
    ProduceRequest request;
    ASSERT_TRUE(decode(reader, captured.version, request).ok());
    const auto& records = *request.topic_data.at(0).partition_data.at(0).records;
    ASSERT_EQ(records.slices().size(), 1u);
    EXPECT_GE(records.slices()[0].data(), body.data());
    EXPECT_LT(records.slices()[0].data(), body.data() + body.size());
  }
}

struct Seed {
  const MessageType* type;
  std::int16_t version;
  bytes::Slice body;
};

std::vector<Seed> response_seeds() {
  std::vector<std::filesystem::path> paths;
  const std::string folder = std::string(kProtocolFolder) + "/corpus/response";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<Seed> seeds;
  for (const auto& path : paths) {
    std::ifstream in(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    bytes::Reader reader(bytes::Slice::copy_of(text));
    const std::int16_t key = reader.i16();
    const std::int16_t version = reader.i16();
    seeds.push_back(
        {find_message(key, MessageKind::kResponse), version, reader.slice(reader.remaining())});
  }
  return seeds;
}

TEST(DamagedMessages, EveryTruncationIsRefused) {
  const auto seeds = response_seeds();
  ASSERT_GT(seeds.size(), 50u);
  for (const Seed& seed : seeds) {
    for (std::size_t size = 0; size < seed.body.size(); ++size) {
      bytes::Reader reader(seed.body.sub(0, size));
      EXPECT_FALSE(seed.type->recode(reader, seed.version).ok())
          << seed.type->name << " v" << seed.version << " cut to " << size;
    }
  }
}

TEST(DamagedMessages, WhatStillDecodesIsStable) {
  constexpr std::uint64_t kSeed = 20260823;
  RecordProperty("seed", std::to_string(kSeed));
  Random random(kSeed);
  int decodes = 0;
  for (const Seed& seed : response_seeds()) {
    for (int round = 0; round < 300; ++round) {
      std::vector<std::byte> data(seed.body.data(), seed.body.data() + seed.body.size());
      for (std::uint64_t i = 1 + random.below(3); i > 0; --i) {
        data[random.below(data.size())] = static_cast<std::byte>(random.next());
      }
      bytes::Reader reader{bytes::ByteSpan(data)};
      const auto first = seed.type->recode(reader, seed.version);
      if (!first.ok()) continue;
      ++decodes;
      bytes::Reader again(first->flatten());
      const auto second = seed.type->recode(again, seed.version);
      ASSERT_TRUE(second.ok() && *second == *first)
          << seed.type->name << " v" << seed.version << " seed " << kSeed;
    }
  }
  EXPECT_GT(decodes, 1000) << "the damage is too heavy to test anything";
}

TEST(DamagedMessages, UnknownVersionsAreRefused) {
  for (const MessageType& type : all_messages()) {
    for (const int version : {type.min_version - 1, type.max_version + 1, -1, 32767}) {
      bytes::Reader reader(bytes::Slice::copy_of(std::string(64, '\0')));
      EXPECT_TRUE(type.recode(reader, static_cast<std::int16_t>(version))
                      .failed_with(ErrorCode::kUnsupported));
    }
  }
}

TEST(Json, WhatIsPrintedParsesToTheSameBytes) {
  for (const Seed& seed : response_seeds()) {
    bytes::Reader reader(seed.body);
    const auto text = seed.type->print(reader, seed.version);
    ASSERT_TRUE(text.ok());
    if (text->find("recordsSizeInBytes") != std::string::npos) continue;
    const auto parsed = seed.type->parse(*text, seed.version);
    ASSERT_TRUE(parsed.ok()) << parsed.error().to_string() << "\n" << *text;
    bytes::Reader second(seed.body);
    EXPECT_EQ(*parsed, *seed.type->recode(second, seed.version)) << seed.type->name;
  }
}

TEST(Json, WrongInputNamesTheField) {
  const MessageType* type = find_message("Metadata", MessageKind::kRequest);
  const auto missing = type->parse(R"({"topics": null})", 4);
  ASSERT_FALSE(missing.ok());
  EXPECT_NE(missing.error().detail.find("allowAutoTopicCreation"), std::string::npos);
  EXPECT_FALSE(type->parse(R"({"topics": 5, "allowAutoTopicCreation": true})", 4).ok());
  EXPECT_FALSE(type->parse("[", 4).ok());
  EXPECT_FALSE(type->parse("[]", 4).ok());
  EXPECT_TRUE(type->parse(R"({"topics": null, "allowAutoTopicCreation": true})", 4).ok());
}

TEST(Json, TextThatIsNotUtf8ComesOutAsReplacementCharacters) {
  const std::string bad = "\xef\xbf\xbd";
  const std::pair<std::string, std::string> cases[] = {
      {"\xff\"\n", bad + "\\\"\\u000a"},
      {"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"},
      {"\xed\xa0\x80", bad + bad + bad},            // a surrogate
      {"\xc0\x80", bad + bad},                      // zero in two bytes
      {"\xe0\x9f\xbf", bad + bad + bad},            // overlong
      {"\xf0\x8f\xbf\xbf", bad + bad + bad + bad},  // overlong
      {"\xf4\x90\x80\x80", bad + bad + bad + bad},  // beyond U+10FFFF
      {"\xe2\x82", bad + bad},                      // cut off
  };
  for (const auto& [text, expected] : cases) {
    JsonWriter json;
    json.begin_object();
    json.text("a", text);
    json.end_object();
    EXPECT_EQ(json.text(), "{\"a\":\"" + expected + "\"}");
  }
}

// What Kafka sent before flexible versions existed, spelled out by hand.
TEST(HandMade, MetadataVersion0AsksForAllTopicsWithAnEmptyArray) {
  bytes::Reader reader(bytes::Slice::copy_of(std::string_view("\0\0\0\0", 4)));
  MetadataRequest request;
  ASSERT_TRUE(decode(reader, 0, request).ok());
  ASSERT_TRUE(request.topics);
  EXPECT_TRUE(request.topics->empty());
  bytes::Reader null(bytes::Slice::copy_of(std::string_view("\xff\xff\xff\xff", 4)));
  EXPECT_FALSE(decode(null, 0, request).ok()) << "version 0 has no null";
  bytes::Reader all(bytes::Slice::copy_of(std::string_view("\xff\xff\xff\xff", 4)));
  ASSERT_TRUE(decode(all, 1, request).ok());
  EXPECT_FALSE(request.topics);
}

TEST(HandMade, FetchResponseCarriesRecordsByReference) {
  const bytes::Slice records = bytes::Slice::copy_of(std::string(10'000, 'r'));
  FetchResponse response;
  auto& partition = response.responses.emplace_back().partitions.emplace_back();
  partition.records.emplace(records);
  for (const std::int16_t version : {4, 11, 12, 18}) {
    const bytes::Chain frame = response_frame(version, 1, response);
    bool linked = false;
    for (const bytes::Slice& piece : frame.slices()) linked |= piece.data() == records.data();
    EXPECT_TRUE(linked) << version;
    bytes::Reader reader(frame.flatten());
    EXPECT_EQ(static_cast<std::size_t>(reader.i32()), frame.size() - 4);
  }
}

}  // namespace
}  // namespace ringfence::kafka
