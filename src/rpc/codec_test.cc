// Goal: every frame survives the wire, and bytes that are not a declared frame are refused with a
// reason. Method: round trips of each kind, commits at the edges of their columns, then truncation,
// flipped bytes and undeclared fields made by hand.
#include "rpc/codec.h"

#include "base/random.h"

namespace ringfence::rpc {
namespace {

constexpr std::size_t kLengthBytes = 4;

bytes::Slice body_of(const Frame& frame) {
  auto encoded = encode_frame(frame);
  EXPECT_TRUE(encoded.ok());
  const bytes::Slice flat = encoded->flatten();
  std::size_t length = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i)
    length = length << 8 | static_cast<std::uint8_t>(flat.data()[i]);
  EXPECT_EQ(length, flat.size() - kLengthBytes);
  return flat.sub(kLengthBytes);
}

template <class T>
T round_trip(const T& frame) {
  const bytes::Slice body = body_of(Frame(frame));
  auto decoded = decode_frame(body.span());
  EXPECT_TRUE(decoded.ok()) << decoded.error().to_string();
  return std::get<T>(std::move(*decoded));
}

meta::NamePair pair_of(std::uint8_t seed) {
  meta::NamePair pair;
  pair.token.bytes.fill(seed);
  pair.key_id = seed;
  pair.sealed = std::string("sealed\0blob", 11);
  return pair;
}

template <class C>
C command_trip(C command) {
  CommandRequest request{std::move(command), pair_of(9), Random(1).uuid(), Random(2).uuid()};
  const RequestFrame frame = round_trip(RequestFrame{7, 1500, request});
  EXPECT_EQ(frame.id, 7u);
  EXPECT_EQ(frame.timeout_ms, 1500u);
  const auto& back = std::get<CommandRequest>(frame.request);
  EXPECT_EQ(back.actor, request.actor);
  EXPECT_EQ(back.request_id, request.request_id);
  EXPECT_EQ(back.fresh_id, request.fresh_id);
  return std::get<C>(back.command);
}

meta::CommitObject random_commit(Random& random, bool producers) {
  meta::CommitObject commit{SessionId(random.next()),
                            FlushCounter(random.next()),
                            FlushCounter(3),
                            random.uuid(),
                            random.next(),
                            {},
                            {}};
  const std::size_t topics = random.below(4);
  for (std::size_t i = 0; i < topics; ++i) {
    const auto count = static_cast<std::uint32_t>(random.below(50));
    commit.topics.push_back({random.uuid(), count});
    for (std::uint32_t j = 0; j < count; ++j) {
      meta::CommitEntry entry;
      entry.partition = PartitionIndex(static_cast<std::int32_t>(random.below(INT32_MAX)));
      entry.record_count = static_cast<std::int32_t>(random.below(INT32_MAX));
      entry.byte_length = static_cast<std::uint32_t>(random.next());
      entry.position = random.next();
      entry.max_timestamp = UnixMillis{static_cast<std::int64_t>(random.next())};
      if (producers && random.chance(0.7)) {
        entry.producer_id = ProducerId(static_cast<std::int64_t>(random.next() >> 1));
        entry.producer_epoch = ProducerEpoch(static_cast<std::int16_t>(random.next()));
        entry.base_sequence = static_cast<std::int32_t>(random.next() >> 33);
      }
      commit.entries.push_back(entry);
    }
  }
  return commit;
}

void expect_equal(const meta::CommitObject& a, const meta::CommitObject& b) {
  EXPECT_EQ(a.session, b.session);
  EXPECT_EQ(a.counter, b.counter);
  EXPECT_EQ(a.lowest_wanted, b.lowest_wanted);
  EXPECT_EQ(a.object, b.object);
  EXPECT_EQ(a.object_size, b.object_size);
  ASSERT_EQ(a.topics.size(), b.topics.size());
  for (std::size_t i = 0; i < a.topics.size(); ++i) {
    EXPECT_EQ(a.topics[i].topic, b.topics[i].topic);
    EXPECT_EQ(a.topics[i].entry_count, b.topics[i].entry_count);
  }
  ASSERT_EQ(a.entries.size(), b.entries.size());
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    EXPECT_EQ(a.entries[i].partition, b.entries[i].partition);
    EXPECT_EQ(a.entries[i].record_count, b.entries[i].record_count);
    EXPECT_EQ(a.entries[i].byte_length, b.entries[i].byte_length);
    EXPECT_EQ(a.entries[i].position, b.entries[i].position);
    EXPECT_EQ(a.entries[i].max_timestamp.ms, b.entries[i].max_timestamp.ms);
    EXPECT_EQ(a.entries[i].producer_id, b.entries[i].producer_id);
    EXPECT_EQ(a.entries[i].producer_epoch, b.entries[i].producer_epoch);
    EXPECT_EQ(a.entries[i].base_sequence, b.entries[i].base_sequence);
  }
}

TEST(RpcCodec, CommitsRoundTripWithAnyValues) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const meta::CommitObject commit = random_commit(random, seed % 2 == 0);
    expect_equal(command_trip(commit), commit);
  }
}

TEST(RpcCodec, CommandsRoundTrip) {
  meta::CreateTopic create{pair_of(1), {}, 12, 3, {{meta::ConfigKey::kRetentionMs, -5, ""}}, true};
  create.collision_token.bytes.fill(4);
  create.configs.push_back({meta::ConfigKey::kLeaderThrottledReplicas, 0, "sealed"});
  const meta::CreateTopic created = command_trip(create);
  EXPECT_EQ(created.name, create.name);
  EXPECT_EQ(created.collision_token, create.collision_token);
  EXPECT_EQ(created.partition_count, 12);
  EXPECT_EQ(created.replication_factor, 3);
  EXPECT_EQ(created.configs, create.configs);
  EXPECT_TRUE(created.validate_only);

  const TopicId topic = Random(5).uuid();
  EXPECT_EQ(command_trip(meta::DeleteTopic{topic}).topic, topic);
  const auto init =
      command_trip(meta::InitProducerId{ProducerId(77), ProducerEpoch(-1), pair_of(2)});
  EXPECT_EQ(init.id, ProducerId(77));
  EXPECT_EQ(init.epoch, ProducerEpoch(-1));
  EXPECT_EQ(init.transactional_id, pair_of(2));
  const auto session = command_trip(meta::RegisterSession{NodeId(-3), pair_of(3), "endpoints"});
  EXPECT_EQ(session.node, NodeId(-3));
  EXPECT_EQ(session.agent, pair_of(3));
  EXPECT_EQ(session.endpoints, "endpoints");
  EXPECT_EQ(command_trip(meta::EndSession{SessionId(8)}).session, SessionId(8));
}

TEST(RpcCodec, ExpiryHasNoWireForm) {
  CommandRequest request{meta::ExpireProducers{}, {}, Random(1).uuid(), Random(2).uuid()};
  EXPECT_TRUE(encode_frame(RequestFrame{1, 0, request}).failed_with(ErrorCode::kInvalid));
}

TEST(RpcCodec, CommitResultsRoundTrip) {
  auto results = std::make_shared<std::vector<meta::EntryResult>>();
  results->push_back({meta::DecideError::kNone, Offset(INT64_MAX), UnixMillis{INT64_MIN}});
  results->push_back({meta::DecideError::kOutOfOrderSequence, Offset(-1), UnixMillis{-1}});
  results->push_back({meta::DecideError::kDuplicate, Offset(5), UnixMillis{1'700'000'000'000}});
  const CommandResponse response{meta::DecideError::kNone, meta::CommitAnswer{results, true},
                                 LogSequence(44)};
  const auto back = round_trip(ResponseFrame{3, response});
  const auto& decided = std::get<CommandResponse>(*back.response);
  EXPECT_EQ(decided.sequence, LogSequence(44));
  const auto& answer = std::get<meta::CommitAnswer>(decided.answer);
  EXPECT_TRUE(answer.repeated);
  EXPECT_EQ(*answer.results, *results);
}

TEST(RpcCodec, OtherFramesRoundTrip) {
  Hello hello;
  hello.cluster = Random(1).uuid();
  hello.node = NodeId(4);
  hello.instance = Random(2).uuid();
  hello.features = 5;
  const Hello greeted = round_trip(hello);
  EXPECT_EQ(greeted.cluster, hello.cluster);
  EXPECT_EQ(greeted.node, hello.node);
  EXPECT_EQ(greeted.instance, hello.instance);
  EXPECT_EQ(greeted.features, 5u);

  meta::LogPosition position{LogSequence(9), {}};
  position.hash.fill(3);
  const auto subscribe = round_trip(RequestFrame{1, 0, SubscribeRequest{position, SessionId(6)}});
  EXPECT_EQ(std::get<SubscribeRequest>(subscribe.request).position, position);
  EXPECT_EQ(std::get<SubscribeRequest>(subscribe.request).session, SessionId(6));

  const auto resync = round_trip(
      ResponseFrame{1, SubscribeResponse{LogSequence(8), SnapshotRef{"key", position}, true}});
  const auto& answer = std::get<SubscribeResponse>(*resync.response);
  EXPECT_EQ(answer.resync->key, "key");
  EXPECT_EQ(answer.resync->position, position);
  EXPECT_TRUE(answer.session_live);

  const auto failed = round_trip(ResponseFrame{2, Error(ErrorCode::kFenced, "why")});
  EXPECT_TRUE(failed.response.failed_with(ErrorCode::kFenced));
  EXPECT_EQ(failed.response.error().detail, "why");

  const auto push =
      round_trip(PushFrame{LogRecords{LogSequence(5), {bytes::Slice::copy_of("one"), {}}}});
  const auto& records = std::get<LogRecords>(push.push);
  EXPECT_EQ(records.first, LogSequence(5));
  ASSERT_EQ(records.records.size(), 2u);
  EXPECT_EQ(records.records[0].text(), "one");

  const auto list = round_trip(ResponseFrame{
      3, ListAgentsResponse{LogSequence(2), {{SessionId(1), NodeId(2), pair_of(3), "at"}}}});
  const auto& agents = std::get<ListAgentsResponse>(*list.response).agents;
  ASSERT_EQ(agents.size(), 1u);
  EXPECT_EQ(agents[0].agent, pair_of(3));
  EXPECT_EQ(agents[0].endpoints, "at");
}

TEST(RpcCodec, ColumnsOfDifferentLengthsAreRefused) {
  Random random(3);
  meta::CommitObject commit;
  commit.topics = {{random.uuid(), 2}};
  commit.entries.resize(3);  // one more than the topics say
  CommandRequest request{commit, {}, random.uuid(), random.uuid()};
  auto decoded = decode_frame(body_of(RequestFrame{1, 0, request}).span());
  ASSERT_TRUE(decoded.failed_with(ErrorCode::kCorrupt));
  EXPECT_NE(decoded.error().detail.find("add up"), std::string::npos) << decoded.error().detail;
}

TEST(RpcCodec, UndeclaredFieldsAreRefused) {
  // Field 100, varint 1, behind a ping frame; then inside a request.
  const std::vector<std::byte> unknown = {std::byte{0xA0}, std::byte{0x06}, std::byte{0x01}};
  const bytes::Slice ping = body_of(PingFrame{});
  std::vector<std::byte> body(ping.data(), ping.data() + ping.size());
  body.insert(body.end(), unknown.begin(), unknown.end());
  auto decoded = decode_frame(body);
  ASSERT_TRUE(decoded.failed_with(ErrorCode::kCorrupt));
  EXPECT_NE(decoded.error().detail.find("undeclared"), std::string::npos);

  const bytes::Slice request = body_of(RequestFrame{1, 0, ReadIndexRequest{}});
  body.assign(request.data(), request.data() + request.size());
  ASSERT_LT(body.size(), 100u);
  body[1] = static_cast<std::byte>(static_cast<std::size_t>(body[1]) +
                                   unknown.size());  // the request's length
  body.insert(body.end(), unknown.begin(), unknown.end());
  decoded = decode_frame(body);
  ASSERT_TRUE(decoded.failed_with(ErrorCode::kCorrupt));
  EXPECT_NE(decoded.error().detail.find("Request"), std::string::npos) << decoded.error().detail;
}

TEST(RpcCodec, DamagedBytesAreRefusedOrRead) {
  Random random(11);
  const meta::CommitObject commit = random_commit(random, true);
  CommandRequest request{commit, pair_of(1), random.uuid(), random.uuid()};
  const bytes::Slice whole = body_of(RequestFrame{1, 0, request});
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_FALSE(decode_frame(whole.span().first(length)).ok()) << length;
  for (int i = 0; i < 20'000; ++i) {
    std::vector<std::byte> body(whole.data(), whole.data() + whole.size());
    body[random.below(body.size())] ^= static_cast<std::byte>(1 + random.below(255));
    (void)decode_frame(body);  // must not crash; a changed value may be legal
  }
}

}  // namespace
}  // namespace ringfence::rpc
