// Goal: the edge of the names. Kafka's name rules, equal names meeting as equal tokens, `a.b`
// meeting `a_b` in the collision token only, and clear names coming back out. Method: tables of
// names; a state with one topic.
#include "agent/names.h"

#include <gtest/gtest.h>

#include "metadata/state/decide.h"

namespace ringfence::agent {
namespace {

TEST(TopicNames, KafkasRules) {
  for (const std::string good : {"a", "A.b_c-9", "...", "__consumer_offsets"}) {
    EXPECT_TRUE(topic_name_problem(good).empty()) << good;
  }
  EXPECT_TRUE(topic_name_problem(std::string(249, 'x')).empty());
  for (const std::string bad : {"", ".", "..", "a b", "a/b", "ä", "a\n", "a,b"}) {
    EXPECT_FALSE(topic_name_problem(bad).empty()) << bad;
  }
  EXPECT_FALSE(topic_name_problem(std::string(250, 'x')).empty());
  EXPECT_TRUE(is_internal_topic("__consumer_offsets"));
  EXPECT_FALSE(is_internal_topic("consumer_offsets"));
}

TEST(TopicNames, TokensMeetAndCollisionsAreSeen) {
  const keys::Keys keys = keys::Keys::deterministic(1);
  Names names(keys);
  EXPECT_EQ(names.topic_token("a.b"), names.topic_token("a.b"));
  const meta::Token dotted = names.topic_token("a.b");
  EXPECT_NE(dotted, names.topic_token("a_b"));
  EXPECT_EQ(names.collision_token("a.b"), names.collision_token("a_b"));
  EXPECT_NE(names.collision_token("a.b"), names.collision_token("a-b"));
  EXPECT_EQ(names.pair(keys::NameKind::kTopic, "a.b")->token, dotted);
}

TEST(TopicNames, OversizedNamesDoNotSpoilTheCache) {
  const keys::Keys keys = keys::Keys::deterministic(1);
  Names names(keys);
  const meta::Token empty = names.topic_token("");
  const std::string large(100'000, 'x');
  EXPECT_NE(names.topic_token(large), empty);
  EXPECT_EQ(names.topic_token(""), empty);
  EXPECT_EQ(names.topic_token(large).bytes, keys.token(keys::NameKind::kTopic, large));
}

TEST(TopicNames, FindAndOpen) {
  const keys::Keys keys = keys::Keys::deterministic(1);
  Names names(keys);
  meta::State state;
  meta::CreateTopic command;
  command.name = *names.pair(keys::NameKind::kTopic, "orders");
  command.collision_token = names.collision_token("orders");
  const auto outcome = meta::decide(state, command, {UnixMillis{1}, Uuid{{1}}, {}, Uuid{{2}}});
  ASSERT_TRUE(outcome.decision);
  meta::evolve(state, *outcome.decision);
  const meta::Topic* topic = names.find(state, "orders");
  ASSERT_NE(topic, nullptr);
  EXPECT_EQ(*names.topic_name(*topic), "orders");
  EXPECT_EQ(names.find(state, "order"), nullptr);
  const keys::Keys others = keys::Keys::deterministic(2);
  Names stranger(others);
  EXPECT_EQ(stranger.find(state, "orders"), nullptr);
  EXPECT_TRUE(stranger.topic_name(*topic).failed_with(ErrorCode::kCorrupt));
}

}  // namespace
}  // namespace ringfence::agent
