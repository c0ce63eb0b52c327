// Goal: records read back as they were written, and nothing damaged, foreign or newer is ever
// applied. Method: one record with every decision; then every single byte flipped and every length
// cut, with the digest made right again where the parser itself is to be tested; versions, features
// and types that this build does not know.
#include "metadata/state/record.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "metadata/state/builder.h"
#include "metadata/state/sha256.h"
#include "metadata/state/snapshot.h"
#include "metadata/state/test_support.h"

namespace ringfence::meta {
namespace {

using test::commit_of;
using test::Machine;

std::vector<std::byte> bytes_of(const bytes::Slice& slice) {
  return {slice.span().begin(), slice.span().end()};
}

// Makes the digest of changed bytes right again.
void reseal(std::vector<std::byte>& blob) {
  const std::size_t body = blob.size() - sizeof(Digest);
  const Digest digest = sha256(bytes::ByteSpan(blob).first(body));
  std::memcpy(blob.data() + body, digest.data(), digest.size());
}

// Every type of decision, and commits with every kind of entry.
Machine busy_machine() {
  Machine machine;
  CreateTopic with_configs = test::create_topic(1, 3);
  with_configs.configs = {{ConfigKey::kRetentionMs, -1, ""},
                          {ConfigKey::kLeaderThrottledReplicas, 0, "sealed"},
                          {ConfigKey::kCleanupPolicy, kCleanupCompact, ""}};
  const TopicId topic = std::get<CreateTopicAnswer>(machine.run(with_configs).answer).topic;
  const TopicId gone = machine.topic(2, 1);
  const SessionId session = machine.session();
  (void)machine.run(
      RegisterSession{.node = NodeId(-3),
                      .agent = {.token = test::token_of(5), .key_id = 9, .sealed = "a"},
                      .endpoints = "sealed endpoints"});
  (void)machine.run(EndSession{session.next()});
  (void)machine.run(DeleteTopic{gone});
  (void)machine.run(InitProducerId{});
  (void)machine.run(InitProducerId{.id = ProducerId(1), .epoch = ProducerEpoch(4)});
  std::vector<std::pair<TopicId, std::vector<test::Batch>>> batches = {
      {topic,
       {{0, 2, 1, 5, 0, -7},
        {0, 2, 1, 5, 0},
        {0, 3, -1, 0, 0, INT64_MAX},
        {0, 1, INT64_MAX - 1, 32767, INT32_MAX, INT64_MIN},
        {1, 1, 1, 4, 0},
        {2, 1, 1, 5, 9},
        {9, 1}}},
      {gone, {{0, 1}}}};
  std::ranges::sort(batches, {}, [](const auto& topic_batches) { return topic_batches.first; });
  CommitObject commit = commit_of(session, 1, batches);
  commit.entries.back().position += 1'000'000'000'000;
  commit.object_size += 1'000'000'000'000;
  (void)machine.run(commit);
  (void)machine.run(ExpireProducers{.silent_since = UnixMillis{INT64_MAX}});
  (void)machine.run(commit_of(session, 2, {}));
  return machine;
}

// Every type of decision about groups.
void add_groups(Machine& machine) {
  const TopicId topic = machine.topic(70, 2);
  const NamePair name{.token = test::token_of(71), .key_id = 1, .sealed = "group"};
  GroupMember member{.id = test::uuid_of(1),
                     .instance = {.token = test::token_of(72), .key_id = 1, .sealed = "instance"},
                     .client = {.token = test::token_of(73), .key_id = 1, .sealed = "client"},
                     .host = "sealed host",
                     .session_timeout_ms = 10'000,
                     .rebalance_timeout_ms = -1,
                     .metadata = std::string(5000, 'm'),
                     .assignment = {}};
  PutGroup put{.group = name,
               .generation = 1,
               .protocol_type = {.token = test::token_of(74), .key_id = 1, .sealed = "type"},
               .protocol = {.token = test::token_of(75), .key_id = 1, .sealed = "protocol"},
               .leader = member.id,
               .members = {member},
               .subscribed = std::vector{test::token_of(70)}};
  member.id = test::uuid_of(2);
  member.instance = {};
  put.members.push_back(member);
  (void)machine.run(put);
  (void)machine.run(AssignGroup{.group = name.token,
                                .generation = 1,
                                .assignments = {{test::uuid_of(1), "sealed assignment"}}});
  member.id = test::uuid_of(3);
  (void)machine.run(ReplaceGroupMember{
      .group = name.token, .generation = 1, .old_member = test::uuid_of(2), .member = member});
  (void)machine.run(RemoveGroupMembers{.group = name.token,
                                       .generation = 1,
                                       .members = {test::uuid_of(3)},
                                       .leader = test::uuid_of(1)});
  CommitOffsets commit{.group = name, .generation = 1, .entries = {}};
  commit.entries.push_back({{topic, PartitionIndex(0)},
                            {.offset = Offset(INT64_MAX), .leader_epoch = 3, .metadata = "note"}});
  commit.entries.push_back({{topic, PartitionIndex(1)}, {.offset = Offset(0)}});
  (void)machine.run(commit);
  commit.group.token = test::token_of(76);
  commit.generation = -1;
  (void)machine.run(commit);
  (void)machine.run(DeleteOffsets{test::token_of(76), {{topic, PartitionIndex(1)}}});
}

bytes::Slice record_of(const Machine& machine, LogPosition previous = {}) {
  RecordBuilder builder(kFirstShard, LeaderEpoch(7), previous);
  for (const Decision& decision : machine.decisions) builder.add(decision);
  return builder.finish();
}

TEST(Record, ReadsBackWhatWasWritten) {
  Machine machine = busy_machine();
  add_groups(machine);
  const bytes::Slice blob = record_of(machine);
  const auto record = parse_record(blob.span());
  ASSERT_TRUE(record) << record.error().to_string();
  EXPECT_EQ(record->header.epoch, LeaderEpoch(7));
  EXPECT_EQ(record->header.sequence, LogSequence(1));
  EXPECT_EQ(record->header.previous, Digest{});
  EXPECT_EQ(record->header.decision_count, machine.decisions.size());
  ASSERT_EQ(record->decisions.size(), machine.decisions.size());
  std::set<std::size_t> types;
  for (std::size_t i = 0; i < machine.decisions.size(); ++i) {
    EXPECT_EQ(record->decisions[i].time, machine.decisions[i].time);
    EXPECT_EQ(record->decisions[i].actor, machine.decisions[i].actor);
    EXPECT_EQ(record->decisions[i].request_id, machine.decisions[i].request_id);
    types.insert(record->decisions[i].body.index());
  }
  EXPECT_EQ(types.size(), std::variant_size_v<DecisionBody>) << "every type occurs in this test";

  // Written again it is the same bytes, and applied it is the same state.
  Machine copy;
  copy.decisions = record->decisions;
  EXPECT_EQ(record_of(copy).text(), blob.text());
  State state;
  ASSERT_TRUE(apply_record(state, blob.span()));
  EXPECT_EQ(state_hash(state), state_hash(machine.state));
  EXPECT_EQ(state.position().hash, *record_hash(blob.span()));
}

// As the snapshot's: version 1 is pinned.
TEST(Record, BytesArePinned) {
  const Digest hash = *record_hash(record_of(busy_machine()).span());
  std::string hex;
  for (const std::uint8_t byte : hash) hex += fmt::format("{:02x}", byte);
  EXPECT_EQ(hex, "5ee7f0d895c175974c6225af7eef3798a0d1ccb44f04d29c78c8979e58287b57");
}

TEST(Record, CommitEntriesKeepEveryField) {
  const Machine machine = busy_machine();
  const auto record = parse_record(record_of(machine).span());
  int commits = 0;
  for (std::size_t i = 0; i < machine.decisions.size(); ++i) {
    const auto* written = std::get_if<ObjectCommitted>(&machine.decisions[i].body);
    if (written == nullptr) continue;
    ++commits;
    const auto& read = std::get<ObjectCommitted>(record->decisions[i].body);
    EXPECT_EQ(read.commit.object, written->commit.object);
    EXPECT_EQ(read.commit.object_size, written->commit.object_size);
    EXPECT_EQ(read.commit.lowest_wanted, written->commit.lowest_wanted);
    EXPECT_EQ(*read.results, *written->results);
    ASSERT_EQ(read.commit.entries.size(), written->commit.entries.size());
    for (std::size_t e = 0; e < read.commit.entries.size(); ++e) {
      const CommitEntry& a = read.commit.entries[e];
      const CommitEntry& b = written->commit.entries[e];
      EXPECT_EQ(a.partition, b.partition);
      EXPECT_EQ(a.record_count, b.record_count);
      EXPECT_EQ(a.byte_length, b.byte_length);
      EXPECT_EQ(a.position, b.position);
      EXPECT_EQ(a.max_timestamp, b.max_timestamp);
      EXPECT_EQ(a.producer_id, b.producer_id);
      EXPECT_EQ(a.producer_epoch, b.producer_epoch);
      EXPECT_EQ(a.base_sequence, b.base_sequence);
    }
  }
  EXPECT_EQ(commits, 2);
}

TEST(Record, EveryFlippedByteIsNoticed) {
  const std::vector<std::byte> good = bytes_of(record_of(busy_machine()));
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::vector<std::byte> bad = good;
    bad[i] ^= std::byte{0x10};
    ASSERT_TRUE(parse_record(bad).failed_with(ErrorCode::kCorrupt)) << i;
  }
}

// With a right digest the parser stands alone: it must end in a value or an error, and never read
// past the end.
TEST(Record, ResealedDamageNeverBreaksTheParser) {
  const std::vector<std::byte> good = bytes_of(record_of(busy_machine()));
  int refused = 0;
  for (std::size_t i = 0; i + sizeof(Digest) < good.size(); ++i) {
    for (const std::byte change : {std::byte{0xFF}, std::byte{0x01}, std::byte{0x80}}) {
      std::vector<std::byte> bad = good;
      bad[i] ^= change;
      reseal(bad);
      if (!parse_record(bad)) ++refused;
    }
  }
  EXPECT_GT(refused, 100);
  for (std::size_t size = 0; size + sizeof(Digest) < good.size(); ++size) {
    std::vector<std::byte> bad(good.begin(), good.begin() + static_cast<long>(size));
    bad.resize(size + sizeof(Digest));
    reseal(bad);
    ASSERT_FALSE(parse_record(bad)) << size;
  }
}

TEST(Record, UnknownVersionsFeaturesAndTypesAreRefused) {
  const std::vector<std::byte> good = bytes_of(record_of(busy_machine()));
  const auto with = [&](std::size_t at, std::uint8_t value) {
    std::vector<std::byte> changed = good;
    changed[at] = std::byte{value};
    reseal(changed);
    return changed;
  };
  EXPECT_TRUE(parse_record(with(5, 2)).failed_with(ErrorCode::kUnsupported)) << "version";
  EXPECT_TRUE(parse_record(with(9, 1))) << "a compatible feature";
  EXPECT_TRUE(parse_record(with(13, 1)).failed_with(ErrorCode::kUnsupported)) << "incompatible";
  EXPECT_TRUE(parse_record(with(71, 99)).failed_with(ErrorCode::kUnsupported)) << "decision type";
  EXPECT_TRUE(parse_record(with(73, 2)).failed_with(ErrorCode::kUnsupported)) << "its version";
  State state;
  EXPECT_FALSE(apply_record(state, with(71, 99)));
  EXPECT_EQ(state_hash(state), state_hash(State())) << "a refused record leaves no trace";
  EXPECT_TRUE(apply_record(state, with(17, 1)).failed_with(ErrorCode::kUnsupported)) << "shard";
}

TEST(Record, LyingCountsAllocateNothing) {
  // 4 billion decisions announced in a record of a hundred bytes.
  RecordBuilder builder(kFirstShard, LeaderEpoch(1), {});
  std::vector<std::byte> blob = bytes_of(builder.finish());
  for (std::size_t i = 66; i < 70; ++i) blob[i] = std::byte{0xFF};
  reseal(blob);
  EXPECT_TRUE(parse_record(blob).failed_with(ErrorCode::kCorrupt));
}

TEST(Record, TheChainHolds) {
  Machine machine;
  State state;
  std::vector<bytes::Slice> log;
  LogPosition position;
  for (std::uint64_t i = 1; i <= 3; ++i) {
    (void)machine.topic(i, 1);
    RecordBuilder builder(kFirstShard, LeaderEpoch(1), position);
    builder.add(machine.decisions.back());
    log.push_back(builder.finish());
    position = builder.position();
  }
  EXPECT_TRUE(apply_record(state, log[1].span()).failed_with(ErrorCode::kCorrupt)) << "a gap";
  ASSERT_TRUE(apply_record(state, log[0].span()));
  EXPECT_TRUE(apply_record(state, log[0].span()).failed_with(ErrorCode::kCorrupt)) << "twice";
  // Another record 2 that does not chain onto this record 1.
  RecordBuilder other(kFirstShard, LeaderEpoch(1), {.sequence = LogSequence(1), .hash = {1}});
  EXPECT_TRUE(apply_record(state, other.finish().span()).failed_with(ErrorCode::kCorrupt));
  ASSERT_TRUE(apply_record(state, log[1].span()));
  ASSERT_TRUE(apply_record(state, log[2].span()));
  EXPECT_EQ(state.position(), position);
  EXPECT_EQ(state_hash(state), state_hash(machine.state));
  const auto header = parse_record_header(log[2].span());
  ASSERT_TRUE(header);
  EXPECT_EQ(header->previous, *record_hash(log[1].span()));
}

TEST(Record, AnEmptyRoundIsARecordToo) {
  State state;
  RecordBuilder builder(kFirstShard, LeaderEpoch(1), {});
  EXPECT_TRUE(apply_record(state, builder.finish().span()));
  EXPECT_EQ(state.position().sequence, LogSequence(1));
}

}  // namespace
}  // namespace ringfence::meta
