// Goal: topics are created once, with configs that Kafka would accept, and deleted whole.
// Method: scripted commands; a table over every known config.
#include <gtest/gtest.h>

#include "metadata/state/test_support.h"

namespace ringfence::meta {
namespace {

using test::create_topic;
using test::Machine;
using enum DecideError;

TEST(Topics, NamesAndCollisions) {
  Machine machine;
  const TopicId first = machine.topic(1, 3);
  const Outcome again = machine.run(create_topic(1, 5));
  EXPECT_EQ(again.error, kTopicExists);
  EXPECT_EQ(std::get<CreateTopicAnswer>(again.answer).topic, first);
  EXPECT_EQ(std::get<CreateTopicAnswer>(again.answer).partition_count, 3);
  CreateTopic collides = create_topic(2, 1);
  collides.collision_token = create_topic(1, 1).collision_token;
  EXPECT_EQ(machine.run(collides).error, kTopicNameCollision);

  EXPECT_EQ(machine.run(DeleteTopic{first}).error, kNone);
  EXPECT_EQ(machine.state.find_topic(first), nullptr);
  EXPECT_EQ(machine.state.partition_count(), 0u);
  EXPECT_FALSE(machine.state.find_partition(first, PartitionIndex(0)));
  EXPECT_EQ(machine.run(collides).error, kNone) << "the name is free again";
  EXPECT_NE(machine.topic(1000, 1), first);
}

TEST(Topics, ARecreatedTopicStartsEmpty) {
  Machine machine;
  const TopicId first = machine.topic(1, 1);
  const SessionId session = machine.session();
  (void)machine.run(test::commit_of(session, 1, {{first, {{0, 5, 3, 0, 7}}}}));
  (void)machine.run(DeleteTopic{first});
  EXPECT_EQ(machine.state.producer_entry_count(), 0u);
  const TopicId second = machine.topic(1, 1);
  const Outcome outcome = machine.run(test::commit_of(session, 2, {{second, {{0, 5, 3, 0, 100}}}}));
  EXPECT_EQ(test::results_of(outcome)[0].error, kNone) << "producers of the old topic are gone";
  EXPECT_EQ(test::results_of(outcome)[0].base_offset, Offset(0));
}

TEST(Topics, BadCommandsAreRefused) {
  Machine machine;
  const auto error_of = [&](auto&& spoil) {
    CreateTopic command = create_topic(1, 1);
    spoil(command);
    const Outcome outcome = machine.run(command);
    EXPECT_FALSE(outcome.decision);
    return outcome.error;
  };
  EXPECT_EQ(error_of([](auto& c) { c.partition_count = 0; }), kInvalidPartitions);
  EXPECT_EQ(error_of([](auto& c) { c.partition_count = -1; }), kInvalidPartitions);
  EXPECT_EQ(error_of([](auto& c) { c.partition_count = kPartitionsPerTopicMax + 1; }),
            kInvalidPartitions);
  EXPECT_EQ(error_of([](auto& c) { c.replication_factor = 0; }), kInvalidReplicationFactor);
  EXPECT_EQ(error_of([](auto& c) { c.name.token = Token{}; }), kInvalidRequest);
  EXPECT_EQ(error_of([](auto& c) { c.name.sealed.resize(kSealedBytesMax + 1); }), kInvalidRequest);
  const auto config_error = [&](std::vector<TopicConfig> configs) {
    return error_of([&](auto& c) { c.configs = configs; });
  };
  EXPECT_EQ(config_error({{static_cast<ConfigKey>(999), 1, ""}}), kInvalidConfig);
  EXPECT_EQ(config_error({{ConfigKey::kRetentionMs, -2, ""}}), kInvalidConfig);
  EXPECT_EQ(config_error({{ConfigKey::kRetentionMs, 1, "text"}}), kInvalidConfig);
  EXPECT_EQ(config_error({{ConfigKey::kRetentionMs, 1, ""}, {ConfigKey::kRetentionMs, 1, ""}}),
            kInvalidConfig);
  CreateTopic validate = create_topic(1, 7);
  validate.validate_only = true;
  const Outcome outcome = machine.run(validate);
  EXPECT_EQ(outcome.error, kNone);
  EXPECT_FALSE(outcome.decision);
  EXPECT_EQ(std::get<CreateTopicAnswer>(outcome.answer).partition_count, 7);
  EXPECT_EQ(machine.state.topic_count(), 0u);
}

TEST(Topics, ListedInOneOrderAlways) {
  Machine machine;
  for (std::uint64_t i = 0; i < 50; ++i) (void)machine.topic(i, 1);
  for (std::uint64_t i = 0; i < 50; i += 3) {
    (void)machine.run(DeleteTopic{machine.state.find_topic(test::token_of(i))->id});
  }
  const auto topics = machine.state.topics();
  EXPECT_EQ(topics.size(), machine.state.topic_count());
  EXPECT_TRUE(std::ranges::is_sorted(topics, {}, [](const Topic* t) { return t->id; }));
}

TEST(TopicConfig, TheTableIsSound) {
  std::set<ConfigKey> keys;
  std::string_view previous;
  for (const ConfigSpec& spec : topic_config_specs()) {
    EXPECT_LT(previous, spec.name) << "ascending by name";
    previous = spec.name;
    EXPECT_TRUE(keys.insert(spec.key).second) << spec.name;
    EXPECT_EQ(find_config_spec(spec.name), &spec);
    EXPECT_EQ(find_config_spec(spec.key), &spec);
    EXPECT_GE(spec.default_value, spec.min) << spec.name;
    EXPECT_LE(spec.default_value, spec.max) << spec.name;
    if (spec.kind == ConfigKind::kSealed) continue;
    const std::string text = format_config_value(spec, spec.default_value);
    const auto parsed = parse_config_value(spec, text);
    ASSERT_TRUE(parsed) << spec.name << "=" << text;
    EXPECT_EQ(*parsed, spec.default_value) << spec.name;
  }
  EXPECT_EQ(find_config_spec("retention"), nullptr);
}

TEST(TopicConfig, Values) {
  struct Case {
    const char* name;
    const char* text;
    std::optional<std::int64_t> value;
    const char* printed;
  };
  const Case cases[] = {
      {"cleanup.policy", "compact", 2, "compact"},
      {"cleanup.policy", "delete, compact", 3, "compact,delete"},
      {"cleanup.policy", "compact,", std::nullopt, ""},
      {"cleanup.policy", "", std::nullopt, ""},
      {"compression.type", "zstd", 1, "zstd"},
      {"compression.type", "ZSTD", std::nullopt, ""},
      {"preallocate", "TRUE", 1, "true"},
      {"preallocate", "1", std::nullopt, ""},
      {"min.cleanable.dirty.ratio", "0.25", 250'000, "0.25"},
      {"min.cleanable.dirty.ratio", "1.01", std::nullopt, ""},
      {"min.cleanable.dirty.ratio", "nan", std::nullopt, ""},
      {"retention.ms", "-1", -1, "-1"},
      {"retention.ms", " 9223372036854775807 ", INT64_MAX, "9223372036854775807"},
      {"retention.ms", "9223372036854775808", std::nullopt, ""},
      {"retention.ms", "12x", std::nullopt, ""},
      {"max.message.bytes", "2147483648", std::nullopt, ""},
      {"message.timestamp.type", "LogAppendTime", kTimestampLogAppendTime, "LogAppendTime"},
  };
  for (const Case& c : cases) {
    const ConfigSpec* spec = find_config_spec(c.name);
    ASSERT_NE(spec, nullptr) << c.name;
    const auto parsed = parse_config_value(*spec, c.text);
    EXPECT_EQ(parsed.has_value(), c.value.has_value()) << c.name << "=" << c.text;
    if (!c.value || !parsed) continue;
    EXPECT_EQ(*parsed, *c.value) << c.name << "=" << c.text;
    EXPECT_EQ(format_config_value(*spec, *parsed), c.printed);
  }
  const auto refused = parse_config_value(*find_config_spec("retention.ms"), "x");
  EXPECT_NE(refused.error().detail.find("retention.ms"), std::string::npos);
}

}  // namespace
}  // namespace ringfence::meta
