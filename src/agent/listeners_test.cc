// Goal: nobody is exposed by accident, and every refusal says which key and what is allowed.
// Method: tables of addresses.
#include "agent/listeners.h"

#include <gtest/gtest.h>

#include "config/key_table.h"

namespace ringfence::agent {
namespace {

config::Config with(std::vector<std::string> listeners, std::vector<std::string> advertised = {}) {
  config::Config config = config::default_config();
  config.listeners = std::move(listeners);
  config.advertised_listeners = std::move(advertised);
  return config;
}

TEST(Listeners, FormsThatKafkaUsersWrite) {
  const auto parsed = parse_listeners(with(
      {"127.0.0.1:9092", "PLAINTEXT://[::1]:9093", "localhost:0"}, {"a.example:1", "b:2", "c:3"}));
  ASSERT_TRUE(parsed.ok()) << parsed.error().to_string();
  ASSERT_EQ(parsed->size(), 3u);
  EXPECT_EQ((*parsed)[0].bind.to_string(), "127.0.0.1:9092");
  EXPECT_EQ((*parsed)[0].advertised.to_string(), "a.example:1");
  EXPECT_EQ((*parsed)[1].bind.host, "::1");
  EXPECT_EQ((*parsed)[1].bind.port, 9093);
}

TEST(Listeners, BeyondLoopbackNeedsAWord) {
  for (const std::string address :
       {"0.0.0.0:9092", ":9092", "[::]:9092", "10.0.0.1:9092", "example.org:9092",
        "127.evil.org:9092", "127.0.0.1.example.org:9092"}) {
    config::Config config = with({address}, {"a:1"});
    const auto refused = parse_listeners(config);
    ASSERT_TRUE(refused.failed_with(ErrorCode::kPermission)) << address;
    EXPECT_NE(refused.error().detail.find("listeners"), std::string::npos);
    EXPECT_NE(refused.error().detail.find("--allow-plaintext"), std::string::npos);
    config.allow_plaintext = true;
    EXPECT_TRUE(parse_listeners(config).ok()) << address;
    config.allow_plaintext = false;
    config.listeners = {"127.0.0.1:1"};
    config.http_address = address;
    EXPECT_TRUE(parse_http_address(config).failed_with(ErrorCode::kPermission)) << address;
  }
  for (const std::string address : {"127.0.0.1:1", "127.1.2.3:1", "[::1]:1", "localhost:1"}) {
    EXPECT_TRUE(parse_listeners(with({address})).ok()) << address;
  }
}

TEST(Listeners, UselessAdvertisedAddressesAreRefused) {
  config::Config config = with({"0.0.0.0:9092"});
  config.allow_plaintext = true;
  EXPECT_TRUE(parse_listeners(config).failed_with(ErrorCode::kInvalid));
  EXPECT_TRUE(parse_listeners(with({"SSL://127.0.0.1:1"})).failed_with(ErrorCode::kInvalid));
  EXPECT_TRUE(parse_listeners(with({"127.0.0.1"})).failed_with(ErrorCode::kInvalid));
  EXPECT_TRUE(parse_listeners(with({"127.0.0.1:70000"})).failed_with(ErrorCode::kInvalid));
}

}  // namespace
}  // namespace ringfence::agent
