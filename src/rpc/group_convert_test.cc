// Goal: every call of a group and every answer survives the wire, and what is out of range is
// refused. Method: round trips of each kind with every field set; errors and sizes beyond theirs.
#include <gtest/gtest.h>

#include "rpc/codec.h"

namespace ringfence::rpc {
namespace {

using namespace meta;

constexpr std::size_t kLengthBytes = 4;

NamePair named(std::uint8_t seed) {
  NamePair pair;
  pair.token.bytes.fill(seed);
  pair.key_id = 3;
  pair.sealed = "sealed" + std::to_string(seed);
  return pair;
}

Uuid id_of(std::uint8_t seed) {
  Uuid id;
  id.bytes.fill(seed);
  return id;
}

Result<Frame> through(const Frame& frame) {
  auto encoded = encode_frame(frame);
  EXPECT_TRUE(encoded.ok());
  return decode_frame(encoded->flatten().sub(kLengthBytes).span());
}

template <class Call>
Call call_through(Call call) {
  auto frame = through(RequestFrame{1, 0, GroupRequest{GroupCall(std::move(call))}});
  EXPECT_TRUE(frame.ok()) << frame.error().to_string();
  return std::get<Call>(std::get<GroupRequest>(std::get<RequestFrame>(*frame).request).call);
}

template <class Answer>
Answer answer_through(Answer answer) {
  auto frame = through(ResponseFrame{1, Response(GroupResponse{GroupReply(std::move(answer))})});
  EXPECT_TRUE(frame.ok()) << frame.error().to_string();
  return std::get<Answer>(std::get<GroupResponse>(*std::get<ResponseFrame>(*frame).response).reply);
}

TEST(GroupFrames, JoinsAndTheirAnswers) {
  JoinCall call;
  call.group = named(1);
  call.member = id_of(2);
  call.fresh_member = id_of(3);
  call.instance = named(4);
  call.client = named(5);
  call.host = "sealed host";
  call.session_timeout_ms = 6000;
  call.rebalance_timeout_ms = -1;
  call.protocol_type = named(6);
  call.protocols = {{named(7), std::string(100'000, 'm')}, {named(8), ""}};
  call.subscribed = {named(9).token, named(10).token};
  call.require_known_member = call.can_skip_assignment = true;
  const JoinCall back = call_through(call);
  EXPECT_EQ(back.group, call.group);
  EXPECT_EQ(back.member, call.member);
  EXPECT_EQ(back.instance, call.instance);
  EXPECT_EQ(back.protocols, call.protocols);
  EXPECT_EQ(back.subscribed, call.subscribed);
  EXPECT_EQ(back.rebalance_timeout_ms, -1);
  EXPECT_TRUE(back.require_known_member && back.can_skip_assignment);
  call.subscribed.reset();
  EXPECT_FALSE(call_through(call).subscribed) << "not known is not the same as none";

  JoinAnswer answer;
  answer.generation = 9;
  answer.member = id_of(1);
  answer.leader = id_of(2);
  answer.protocol = named(3);
  answer.skip_assignment = true;
  answer.members = {{id_of(1), named(4), "m"}, {id_of(2), {}, ""}};
  const JoinAnswer told = answer_through(answer);
  EXPECT_EQ(told.members, answer.members);
  EXPECT_EQ(told.generation, 9);
  EXPECT_TRUE(told.skip_assignment);
}

TEST(GroupFrames, CommitsAndWhatBecameOfThem) {
  OffsetCommitCall call;
  call.group = named(1);
  call.generation = 4;
  call.member = id_of(2);
  call.entries.push_back({{id_of(3), PartitionIndex(7)},
                          {.offset = Offset(INT64_MAX),
                           .leader_epoch = -1,
                           .metadata = "note",
                           .committed_at = {},
                           .expires_at = UnixMillis{5}}});
  const OffsetCommitCall back = call_through(call);
  ASSERT_EQ(back.entries.size(), 1u);
  EXPECT_EQ(back.entries[0].partition, call.entries[0].partition);
  EXPECT_EQ(back.entries[0].committed, call.entries[0].committed);
  OffsetCommitAnswer answer;
  answer.entries = {GroupError::kNone, GroupError::kUnknownTopic};
  EXPECT_EQ(answer_through(answer).entries, answer.entries);
}

TEST(GroupFrames, WhatIsOutOfRangeIsRefused) {
  SyncCall large;
  large.assignments.push_back({id_of(1), std::string(kGroupBlobBytesMax + 1, 'x')});
  EXPECT_TRUE(through(RequestFrame{1, 0, GroupRequest{large}}).failed_with(ErrorCode::kCorrupt));
  HeartbeatAnswer unknown{GroupError::kCount};
  EXPECT_TRUE(
      through(ResponseFrame{1, Response(GroupResponse{unknown})}).failed_with(ErrorCode::kCorrupt));
}

}  // namespace
}  // namespace ringfence::rpc
