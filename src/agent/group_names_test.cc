// Goal: member ids go out and come back, foreign ones are never taken for ours, and a consumer's
// topics are read from its metadata whatever its version, also when the bytes lie. Method: texts
// and bytes made by hand.
#include "agent/group_names.h"

#include <gtest/gtest.h>

#include "bytes/writer.h"

namespace ringfence::agent {
namespace {

std::string subscription(std::int16_t version, std::int32_t claimed,
                         const std::vector<std::string>& topics, std::string_view tail = {}) {
  bytes::Writer out;
  out.i16(version);
  out.i32(claimed);
  for (const std::string& topic : topics) {
    out.i16(static_cast<std::int16_t>(topic.size()));
    out.raw(topic);
  }
  out.raw(tail);
  return std::string(out.finish_flat().text());
}

TEST(MemberIds, GoOutAndComeBack) {
  Uuid id;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) id.bytes[i] = static_cast<std::uint8_t>(i * 17);
  EXPECT_EQ(member_text(id), "00112233-4455-6677-8899-aabbccddeeff");
  EXPECT_EQ(member_id(member_text(id)), id);
  EXPECT_TRUE(member_id("").is_zero());
  EXPECT_EQ(member_text({}), "");
}

TEST(MemberIds, OfOthersAreNoneOfOurs) {
  for (const std::string_view text :
       {"consumer-1-00112233-4455-6677-8899-aabbccddeeff", "00112233445566778899aabbccddeeff",
        "00112233-4455-6677-8899-AABBCCDDEEFF", "00000000-0000-0000-0000-000000000000",
        "00112233-4455-6677-8899_aabbccddeeff", "x", "g0112233-4455-6677-8899-aabbccddeeff"}) {
    EXPECT_EQ(member_id(text), meta::kForeignMember) << text;
  }
}

TEST(SubscribedTopics, AreReadFromAnyVersion) {
  const keys::Keys keys = keys::Keys::deterministic(1);
  Names names(keys);
  const std::vector<std::string> topics = {"b", "a", "b"};
  for (const std::int16_t version : {0, 1, 2, 3}) {
    const std::string metadata = subscription(version, 3, topics, "owned partitions and more");
    const auto found = subscribed_topics(names, "consumer", {metadata});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->size(), 2u);
    EXPECT_TRUE(std::ranges::is_sorted(*found));
    EXPECT_TRUE(std::ranges::binary_search(*found, meta::Token(names.topic_token("a"))));
  }
  EXPECT_FALSE(subscribed_topics(names, "connect", {subscription(0, 0, {})}));
}

TEST(SubscribedTopics, LiesAreNotBelieved) {
  const keys::Keys keys = keys::Keys::deterministic(1);
  Names names(keys);
  for (const std::string& metadata :
       {std::string(), std::string("x"), subscription(-1, 0, {}), subscription(0, -1, {}),
        subscription(0, INT32_MAX, {"a"}), subscription(0, 2, {"a"}),
        subscription(0, 1, {}, "\xFF\xFF")}) {
    EXPECT_FALSE(subscribed_topics(names, "consumer", {metadata}));
  }
}

}  // namespace
}  // namespace ringfence::agent
