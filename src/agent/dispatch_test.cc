// Goal: what is advertised is what is served, in ranges that the codec can decode, with the floors
// that clients need. Method: the whole table against the codec's.
#include "agent/dispatch.h"

#include <gtest/gtest.h>

namespace ringfence::agent {
namespace {

TEST(Dispatch, ServedVersionsCanBeDecodedAndAreStable) {
  for (const Api& api : served_apis()) {
    const kafka::ApiInfo* info = kafka::find_api(api.key);
    ASSERT_NE(info, nullptr) << api.key;
    EXPECT_TRUE(info->knows(api.min_version)) << info->name;
    EXPECT_TRUE(info->knows(api.max_version)) << info->name;
    EXPECT_LT(api.max_version, info->first_unstable) << info->name;
    EXPECT_LE(api.advertised_min, api.min_version) << info->name;
    EXPECT_EQ(find_served(api.key), &api);
    // Only Produce is advertised wider than it is served, and only Produce is pipelined.
    EXPECT_EQ(api.advertised_min != api.min_version, api.key == 0) << info->name;
    EXPECT_EQ(api.handler == nullptr, api.key == 0) << info->name;
  }
  EXPECT_EQ(find_served(-1), nullptr);
  EXPECT_EQ(find_served(24), nullptr);  // AddPartitionsToTxn
}

TEST(Dispatch, FloorsThatClientsGateFeaturesOn) {
  EXPECT_EQ(find_served(0)->advertised_min, 0);  // KAFKA-18659
  EXPECT_GE(find_served(0)->max_version, 7);     // zstd
  EXPECT_GE(find_served(1)->max_version, 10);    // zstd
  EXPECT_EQ(find_served(10)->min_version, 0);    // LZ4 in librdkafka
  EXPECT_EQ(find_served(22)->min_version, 0);    // idempotence in librdkafka
  EXPECT_GE(find_served(22)->max_version, 3);    // KIP-360 in Java
  EXPECT_EQ(find_served(3)->min_version, 0);
  EXPECT_EQ(find_served(11)->min_version, 0);  // groups in older librdkafka (KAFKA-19444)
}

}  // namespace
}  // namespace ringfence::agent
