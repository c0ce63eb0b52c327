// Goal: the key table holds together, sources override each other in the stated order, and every
// refusal names key, value and what is allowed. Method: walk the whole table; small files,
// environments and flags; the documentation is compared with the table.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "config/key_table.h"
#include "config/sources.h"

namespace ringfence::config {
namespace {

const char* no_environment(const char*) { return nullptr; }

TEST(KeyTable, EveryKeyHoldsTogether) {
  std::set<std::string> flags, variables;
  for (const Key& key : key_table()) {
    EXPECT_TRUE(flags.insert(flag_name(key)).second) << key.name;
    EXPECT_TRUE(variables.insert(environment_name(key)).second) << key.name;
    EXPECT_FALSE(key.help.empty()) << key.name;
    EXPECT_EQ(key.help.back(), '.') << key.name;
    EXPECT_EQ(find_key(key.name), &key);
    if (type_name(key) == "integer") EXPECT_LT(key.min, key.max) << key.name;
    EXPECT_EQ(value_text(default_config(), key), key.default_value);
  }
}

TEST(KeyTable, OutOfRangeNamesKeyValueAndAllowed) {
  for (const Key& key : key_table()) {
    Config config = default_config();
    if (type_name(key) != "integer" && type_name(key) != "boolean") continue;
    for (const std::string bad : {"", "x", "1.5", "99999999999999999999", "TRUE"}) {
      const auto result = set_value(config, key, bad, "--flag");
      ASSERT_TRUE(result.failed_with(ErrorCode::kInvalid)) << key.name << " " << bad;
      EXPECT_NE(result.error().detail.find(key.name), std::string::npos);
      EXPECT_NE(result.error().detail.find("\"" + bad + "\""), std::string::npos);
      EXPECT_NE(result.error().detail.find(allowed_text(key)), std::string::npos);
    }
  }
  Config config = default_config();
  EXPECT_FALSE(set_value(config, *find_key("num.partitions"), "0", "x").ok());
  EXPECT_TRUE(set_value(config, *find_key("num.partitions"), "1", "x").ok());
  EXPECT_FALSE(set_value(config, *find_key("log.level"), "loud", "x").ok());
}

TEST(Sources, FlagsBeatEnvironmentBeatsFile) {
  Config config = default_config();
  ASSERT_TRUE(
      apply_file(config,
                 "\"num.partitions\" = 2\nnode.id = 7\nlisteners = [\"[::1]:1\", \"a:2\"]\n", "f")
          .ok());
  EXPECT_EQ(config.num_partitions, 2);
  EXPECT_EQ(config.node_id, 7);
  EXPECT_EQ(config.listeners, (std::vector<std::string>{"[::1]:1", "a:2"}));
  ASSERT_TRUE(apply_environment(config, [](const char* name) -> const char* {
                return std::string_view(name) == "RINGFENCE_NUM_PARTITIONS" ? "3" : nullptr;
              }).ok());
  EXPECT_EQ(config.num_partitions, 3);
  ASSERT_TRUE(apply_flags(config, {{"num.partitions", "4"}}).ok());
  EXPECT_EQ(config.num_partitions, 4);
}

TEST(Sources, FileErrorsNameLineAndKey) {
  Config config = default_config();
  const auto unknown = apply_file(config, "\n\"num.partition\" = 2\n", "my.toml");
  ASSERT_TRUE(unknown.failed_with(ErrorCode::kInvalid));
  EXPECT_EQ(unknown.error().detail,
            "my.toml:2: there is no key num.partition; did you mean num.partitions?");
  const auto range = apply_file(config, "\"num.partitions\" = -2\n", "my.toml");
  EXPECT_EQ(range.error().detail,
            "my.toml:1: num.partitions = \"-2\" is not allowed; allowed: 1 to 100000");
  EXPECT_TRUE(apply_file(config, "x = [", "my.toml").failed_with(ErrorCode::kInvalid));
  EXPECT_FALSE(apply_file(config, "listeners = [1]", "f").ok());
}

TEST(Sources, PrintedFileReadsBackTheSame) {
  Config config = default_config();
  ASSERT_TRUE(
      apply_flags(config, {{"data.dir", "a \"b\" \\c"}, {"listeners", "127.0.0.1:1,[::1]:2"}})
          .ok());
  Config again = default_config();
  const auto result = apply_file(again, to_file(config), "printed");
  ASSERT_TRUE(result.ok()) << result.error().to_string();
  for (const Key& key : key_table()) EXPECT_EQ(value_text(again, key), value_text(config, key));
}

TEST(Sources, RulesBetweenKeys) {
  EXPECT_TRUE(load("", no_environment, {}).ok());
  EXPECT_FALSE(load("", no_environment, {{"advertised.listeners", "a:1,b:2"}}).ok());
  EXPECT_FALSE(load("", no_environment, {{"listeners", ""}}).ok());
  EXPECT_TRUE(load("/nonexistent.toml", no_environment, {}).failed_with(ErrorCode::kNotFound));
}

TEST(Documentation, MatchesTheTable) {
  std::ifstream file(RINGFENCE_SOURCE_DIR "/docs/CONFIGURATION.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text, to_markdown())
      << "write it again: ringfence config --markdown > docs/CONFIGURATION.md";
}

}  // namespace
}  // namespace ringfence::config
