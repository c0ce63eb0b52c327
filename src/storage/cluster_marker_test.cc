// Goal: one owner of a bucket (rule 11). Method: two clusters race for one store; lost answers,
// outages and foreign markers are played on a SimLoop.
#include "storage/cluster_marker.h"

#include "async/sim_loop.h"
#include "storage/test_store.h"

namespace ringfence::storage {
namespace {

class ClusterMarkerTest : public ::testing::Test {
 protected:
  Result<ClusterMarker> claim(std::uint8_t cluster, Duration patience = seconds(30)) {
    return scheduler_.run(
        claim_bucket(loop_, store_, ClusterId{{cluster}}, async::Deadline::after(loop_, patience)));
  }
  void write(const std::string& text) {
    const bytes::Chain body(bytes::Slice::copy_of(text));
    (void)scheduler_.run(store_.memory().put("cluster", body, {}, {}));
  }
  async::Task<int> watch(ClusterGuard& guard, Duration d) {
    guard.start();
    co_await async::sleep_for(loop_, d);
    co_await guard.stop();
    co_return 0;
  }

  async::SimScheduler scheduler_{3};
  async::SimLoop loop_{scheduler_, 2, UnixMillis{1'700'000'000'000}};
  test::TestStore store_{loop_};
};

TEST_F(ClusterMarkerTest, TheFirstClusterOwnsTheBucket) {
  const auto first = claim(1);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->incarnation, 1u);
  const auto again = claim(1);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(*again, *first);
  const auto second = claim(2);
  ASSERT_TRUE(second.failed_with(ErrorCode::kAlreadyExists));
  EXPECT_NE(second.error().detail.find(ClusterId{{1}}.to_hex()), std::string::npos);
}

TEST_F(ClusterMarkerTest, ALostAnswerIsSettledByReadingBack) {
  store_.put_faults.push_back({ErrorCode::kUnknownOutcome, true});
  const auto first = claim(1);
  ASSERT_TRUE(first.ok());
  EXPECT_TRUE(claim(2).failed_with(ErrorCode::kAlreadyExists));
}

TEST_F(ClusterMarkerTest, AnOutageIsWaitedOutOrReported) {
  for (int i = 0; i < 3; ++i) store_.put_faults.push_back({ErrorCode::kUnavailable, false});
  EXPECT_TRUE(claim(1).ok());
  store_.get_faults.assign(1000, ErrorCode::kUnavailable);
  EXPECT_TRUE(claim(1, seconds(2)).failed_with(ErrorCode::kUnavailable));
}

TEST_F(ClusterMarkerTest, TheTextReadsBackAndDamageIsRefused) {
  const ClusterMarker marker{ClusterId{{5}}, 42, loop_.random().uuid()};
  const std::string text = format_cluster_marker(marker);
  EXPECT_EQ(*parse_cluster_marker(text), marker);
  EXPECT_EQ(*parse_cluster_marker(text + "later-field: x\n"), marker);
  for (std::size_t size = 0; size < text.size() - 1; ++size) {
    EXPECT_FALSE(parse_cluster_marker(text.substr(0, size)).ok()) << size;
  }
  EXPECT_TRUE(parse_cluster_marker("ringfence-cluster 2\n").failed_with(ErrorCode::kUnsupported));
  EXPECT_TRUE(parse_cluster_marker("hello").failed_with(ErrorCode::kCorrupt));
  write("hello");
  EXPECT_TRUE(claim(1).failed_with(ErrorCode::kCorrupt));
}

TEST_F(ClusterMarkerTest, TheGuardSeesAnotherOwner) {
  const auto own = claim(1);
  {
    ClusterGuard guard(loop_, store_, *own);
    scheduler_.run(watch(guard, seconds(60)));
    EXPECT_TRUE(guard.still_owner());
  }
  // Not readable proves nothing.
  store_.get_faults.assign(3, ErrorCode::kUnavailable);
  {
    ClusterGuard guard(loop_, store_, *own);
    scheduler_.run(watch(guard, seconds(25)));
    EXPECT_TRUE(guard.still_owner());
  }
  store_.get_faults.clear();
  write(format_cluster_marker({ClusterId{{1}}, 2, loop_.random().uuid()}));
  ClusterGuard guard(loop_, store_, *own);
  scheduler_.run(watch(guard, seconds(15)));
  EXPECT_FALSE(guard.still_owner());
  EXPECT_TRUE(guard.lost().is(ErrorCode::kFenced));
}

}  // namespace
}  // namespace ringfence::storage
