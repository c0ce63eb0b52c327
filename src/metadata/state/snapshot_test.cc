// Goal: a snapshot is the whole state at its position, canonical, and refused when anything about
// it is wrong. Method: a state with something in every section, round trips, damage at every byte
// (with the digest made right again), and unknown versions, features and sections. Random states
// are in model_test.cc.
#include "metadata/state/snapshot.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/deliberate_bugs.h"
#include "bytes/crc32c.h"
#include "metadata/state/builder.h"
#include "metadata/state/sha256.h"
#include "metadata/state/test_support.h"

namespace ringfence::meta {
namespace {

using test::commit_of;
using test::Machine;
using test::results_of;

constexpr std::size_t kHeader = 59;

std::vector<std::byte> snapshot_of(const State& state) {
  const bytes::Slice flat = serialize_snapshot(state).flatten();
  return {flat.span().begin(), flat.span().end()};
}

void reseal(std::vector<std::byte>& bytes) {
  const std::uint32_t check = bytes::crc32c(bytes::ByteSpan(bytes).first(kHeader));
  for (std::size_t i = 0; i < 4; ++i) {
    bytes[kHeader + i] = static_cast<std::byte>(check >> (24 - 8 * i));
  }
  const std::size_t body = bytes.size() - sizeof(Digest);
  const Digest digest = sha256(bytes::ByteSpan(bytes).first(body));
  std::memcpy(bytes.data() + body, digest.data(), digest.size());
}

Machine busy_machine() {
  Machine machine;
  CreateTopic with_configs = test::create_topic(1, 3);
  with_configs.configs = {{ConfigKey::kRetentionMs, 1000, ""}};
  const TopicId topic = std::get<CreateTopicAnswer>(machine.run(with_configs).answer).topic;
  (void)machine.topic(2, 2);
  const SessionId session = machine.session();
  (void)machine.session();
  (void)machine.run(EndSession{session.next()});
  for (std::int32_t i = 0; i < 8; ++i) {
    (void)machine.run(commit_of(session, static_cast<std::uint64_t>(i) + 1,
                                {{topic, {{0, 2, 7, 1, 2 * i}, {1, 1}, {2, 1, 8, 0, i}}}}));
  }
  (void)machine.run(commit_of(session, 20, {{topic, {{0, 2, 7, 1, 14}}}}));  // a duplicate
  (void)machine.run(InitProducerId{});
  (void)machine.run(InitProducerId{.id = ProducerId(1), .epoch = ProducerEpoch(0)});
  machine.state.set_position({.sequence = LogSequence(42), .hash = {9, 9}});
  return machine;
}

TEST(Snapshot, ParsesBackIntoTheSameState) {
  Machine machine = busy_machine();
  const auto bytes = snapshot_of(machine.state);
  auto parsed = parse_snapshot(bytes);
  ASSERT_TRUE(parsed) << parsed.error().to_string();
  EXPECT_EQ(parsed->position(), machine.state.position());
  EXPECT_EQ(state_hash(*parsed), state_hash(machine.state));
  EXPECT_EQ(snapshot_of(*parsed), bytes);
  EXPECT_EQ(parsed->condemn_candidates(9), machine.state.condemn_candidates(9));
  EXPECT_EQ(*parse_snapshot_position(bytes), machine.state.position());

  // It behaves the same: duplicates, retries and ids are remembered.
  const TopicId topic = machine.state.find_topic(test::token_of(1))->id;
  machine.state = *std::move(parsed);
  const SessionId session(1);
  const Outcome duplicate =
      machine.run(commit_of(session, 21, {{topic, {{0, 2, 7, 1, 14}, {0, 1, 7, 1, 16}}}}));
  EXPECT_EQ(results_of(duplicate)[0].error, DecideError::kDuplicate);
  EXPECT_EQ(results_of(duplicate)[0].base_offset, Offset(14));
  EXPECT_EQ(results_of(duplicate)[1].error, DecideError::kNone);
  EXPECT_TRUE(std::get<CommitAnswer>(machine.run(commit_of(session, 3, {})).answer).repeated);
  EXPECT_EQ(machine.run(commit_of(session.next(), 1, {})).error, DecideError::kSessionEnded);
  EXPECT_EQ(machine.session(), SessionId(3));
}

// The bytes of version 1 are pinned: they depend neither on this process's hash salt nor on a
// refactoring. A change here is a change of the format, and needs a version or a feature bit.
TEST(Snapshot, BytesArePinned) {
  const Digest hash = state_hash(busy_machine().state);
  std::string hex;
  for (const std::uint8_t byte : hash) hex += fmt::format("{:02x}", byte);
  EXPECT_EQ(hex, "9c249c10ba3ac7cecb66280761bceb3d74284d232c4b6daa7a0f656d4612df00");
}

TEST(Snapshot, OfAnEmptyState) {
  const auto parsed = parse_snapshot(snapshot_of(State()));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(state_hash(*parsed), state_hash(State()));
  EXPECT_EQ(parsed->position(), LogPosition{});
}

TEST(Snapshot, AReplicaHoldsTheIndexOnly) {
  const Machine machine = busy_machine();
  const auto full = snapshot_of(machine.state);
  auto replica = parse_snapshot(full, Mode::kReplica);
  ASSERT_TRUE(replica);
  EXPECT_EQ(replica->mode(), Mode::kReplica);
  EXPECT_EQ(replica->producer_entry_count(), 0u);
  EXPECT_TRUE(replica->sessions().empty());
  EXPECT_EQ(replica->partition_count(), machine.state.partition_count());
  const auto small = snapshot_of(*replica);
  EXPECT_LT(small.size(), full.size());
  EXPECT_TRUE(parse_snapshot(small, Mode::kReplica));
  EXPECT_TRUE(parse_snapshot(small, Mode::kFull).failed_with(ErrorCode::kInvalid));
}

TEST(Snapshot, DamageIsNoticed) {
  const auto good = snapshot_of(busy_machine().state);
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto bad = good;
    bad[i] ^= std::byte{4};
    const auto parsed = parse_snapshot(bad);
    ASSERT_FALSE(parsed) << i;
  }
  for (std::size_t size = 0; size < good.size(); ++size) {
    ASSERT_FALSE(parse_snapshot(bytes::ByteSpan(good).first(size))) << size;
  }
}

TEST(Snapshot, ResealedDamageNeverBreaksTheParser) {
  const auto good = snapshot_of(busy_machine().state);
  int refused = 0;
  for (std::size_t i = 0; i + sizeof(Digest) < good.size(); ++i) {
    for (const std::byte change : {std::byte{0xFF}, std::byte{0x01}, std::byte{0x80}}) {
      auto bad = good;
      bad[i] ^= change;
      reseal(bad);
      const auto parsed = parse_snapshot(bad);
      // What is accepted is a sound state: it can be written and read again.
      if (!parsed)
        ++refused;
      else
        EXPECT_TRUE(parse_snapshot(snapshot_of(*parsed))) << i;
    }
  }
  EXPECT_GT(refused, 100);
}

TEST(Snapshot, UnknownVersionsFeaturesAndSections) {
  const auto good = snapshot_of(busy_machine().state);
  const auto with = [&](std::size_t at, std::uint8_t value) {
    auto changed = good;
    changed[at] = std::byte{value};
    reseal(changed);
    return parse_snapshot(changed);
  };
  EXPECT_TRUE(with(5, 2).failed_with(ErrorCode::kUnsupported)) << "version";
  EXPECT_TRUE(with(9, 1)) << "compatible feature";
  EXPECT_TRUE(with(13, 1).failed_with(ErrorCode::kUnsupported)) << "incompatible feature";

  const auto with_section = [&](std::uint8_t tag, std::uint8_t flags) {
    auto changed = good;
    const std::uint8_t section[] = {0, tag, 0, flags, 0, 0, 0, 0, 0, 0, 0, 3, 'n', 'e', 'w'};
    const auto raw = std::as_bytes(std::span(section));
    changed.insert(changed.end() - sizeof(Digest), raw.begin(), raw.end());
    reseal(changed);
    return parse_snapshot(changed);
  };
  EXPECT_TRUE(with_section(7, 1).failed_with(ErrorCode::kUnsupported)) << "a required section";
  EXPECT_TRUE(with_section(77, 0)) << "a section that may be skipped";
  EXPECT_TRUE(with_section(4, 1).failed_with(ErrorCode::kCorrupt)) << "a section twice";
}

TEST(Snapshot, AnIndexPartIsReserved) {
  Machine machine;
  (void)machine.topic(1, 1);
  const SessionId session = machine.session();
  const TopicId topic = machine.state.find_topic(test::token_of(1))->id;
  (void)machine.run(commit_of(session, 1, {{topic, {{0, 1}}}}));
  auto bytes = snapshot_of(machine.state);
  // The index section: header (tag 4), then log start 0, log end 1, one entry, its type.
  const std::uint8_t head[] = {0, 4, 0, 1};
  const auto raw = std::as_bytes(std::span(head));
  const auto section =
      std::search(bytes.begin() + kHeader + 4, bytes.end(), raw.begin(), raw.end());
  ASSERT_NE(section, bytes.end());
  const auto type = section + 12 + 3;
  ASSERT_EQ(*type, std::byte{1});
  *type = std::byte{2};
  reseal(bytes);
  EXPECT_FALSE(parse_snapshot(bytes));
}

#ifdef RINGFENCE_DELIBERATE_BUGS
// The switches that the simulator throws do what their names say.
TEST(Snapshot, DeliberateBugs) {
  Machine machine = busy_machine();
  ASSERT_TRUE(set_deliberate_bug("snapshot_without_producers"));
  const auto forgetful = parse_snapshot(snapshot_of(machine.state));
  ASSERT_TRUE(set_deliberate_bug("snapshot_off_by_one"));
  StateBuilder builder{State()};
  RecordBuilder record(kFirstShard, LeaderEpoch(1), {});
  for (const Decision& decision : machine.decisions) record.add(decision);
  ASSERT_TRUE(builder.apply(record.finish().span()));
  ASSERT_TRUE(set_deliberate_bug("none"));
  ASSERT_TRUE(forgetful);
  EXPECT_EQ(forgetful->producer_entry_count(), 0u);
  const State late = std::move(builder).finish();
  EXPECT_EQ(late.position().sequence, LogSequence(1));
  EXPECT_EQ(late.topic_count(), 0u);
}
#endif

}  // namespace
}  // namespace ringfence::meta
