// Goal: whatever a probe does, the log tells it: every announced claim gets an outcome, nothing
// that a verifier would refuse is filed, and no run can vanish. Method: a probe made for the test
// returns what each case says; the folder is real and in a temporary place; the verdicts are the
// verifier's.
#include "review/commands/probe_runner.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "evidence/files.h"
#include "review/commands/finding_item.h"
#include "review/commands/probe_options.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;

constexpr std::int64_t kNow = 1772323200;  // 2026-03-01

class TestProbe final : public Probe {
 public:
  ProbeFacts facts() const override { return {"test", "1", "", "", "", {"the other side"}}; }
  void add_options(CLI::App&) override {}
  std::vector<std::string> claims() const override { return announced; }
  std::int64_t population() const override { return least; }
  Result<std::vector<Finding>> run(ProbeContext& context) override {
    seen_words = context.words;
    seen_earlier = bool(*context.earlier("config-snapshot", "C1.acc.b"));
    if (before_return) before_return();
    return findings;
  }

  std::vector<std::string> announced = {"C1.acc.b", "C1.ret.c"};
  std::int64_t least = 1;
  Result<std::vector<Finding>> findings;
  std::function<void()> before_return;
  std::vector<std::string> seen_words;
  bool seen_earlier = false;
};

Finding finding(const std::string& claim, const std::string& result) {
  Finding out;
  out.type = "config-snapshot";
  out.claims = {claim};
  out.result = result;
  out.summary = "Seen\non this bucket.";
  return out;
}

class ProbeRunner : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::temp_directory_path() /
            (std::string("rf-runner-") + test->name() + "-" + std::to_string(::getpid()));
    std::filesystem::remove_all(path_);
    review_.emplace(std::move(*ReviewFolder::create(path_, {"r", "Example Bank", ""})));
    for (const char* key : {"log", "probe", "reviewer"}) ASSERT_TRUE(review_->make_key(key));
    evidence::Scope scope;
    scope.system.product = "Example Stream";
    auto subject = review_->add_subject(
        "s", scope,
        {{"log", "log", "cust-log", "Platform", "operator", "h", "Audit", "in person"},
         {"probe", "probe", "probe", "Platform", "operator", "h", "Audit", "in person"},
         {"reviewer", "reviewer", "reviewer", "Audit", "reviewer", "h2", "Audit", "in person"}},
        kNow);
    ASSERT_TRUE(subject);
    subject_ = *subject;
  }
  void TearDown() override { std::filesystem::remove_all(path_); }

  ProbeRun run(TestProbe& probe) {
    auto evidence = review_->evidence(subject_);
    ProbeRunOptions options;
    options.clock = [] { return kNow; };
    auto done = run_probe(*review_, subject_, *evidence, probe, options);
    EXPECT_TRUE(done) << done.error().detail;
    return done ? std::move(*done) : ProbeRun();
  }
  SubjectView view() {
    auto loaded = load_subject_view(*review_, subject_, kNow);
    EXPECT_TRUE(loaded) << loaded.error().detail;
    return loaded ? std::move(*loaded) : SubjectView();
  }
  Verdict verdict(const std::string& claim) { return view().claim(claim)->verdict.verdict; }
  std::vector<std::string> close() {
    auto evidence = review_->evidence(subject_);
    return *close_interrupted(*review_, subject_, *evidence, kNow);
  }

  std::filesystem::path path_;
  std::optional<ReviewFolder> review_;
  Subject subject_;
};

TEST_F(ProbeRunner, WhatHoldsIsMeasuredWithMandatoryLimits) {
  ASSERT_TRUE(evidence::write_file(path_ / "words.txt", "# names\norders\n"));
  TestProbe probe;
  probe.findings = std::vector{finding("C1.acc.b", "holds"), finding("C1.ret.c", "holds")};
  const ProbeRun first = run(probe);
  EXPECT_TRUE(first.ended);
  EXPECT_EQ(first.number, 1);
  EXPECT_EQ(first.outcomes.size(), 2U);
  EXPECT_EQ(probe.seen_words, std::vector<std::string>{"orders"});
  EXPECT_FALSE(probe.seen_earlier);
  const SubjectView now = view();
  EXPECT_EQ(now.claim("C1.acc.b")->verdict.verdict, Verdict::kMeasured);
  EXPECT_EQ(now.items.back().summary, "Seen on this bucket.");
  ASSERT_EQ(now.blind_spots.size(), 1U);
  EXPECT_EQ(now.blind_spots[0].cannot_see, std::vector<std::string>{"the other side"});
  EXPECT_EQ(run(probe).number, 2);
  EXPECT_TRUE(probe.seen_earlier);
}

TEST_F(ProbeRunner, AClaimThatWasForgottenBecomesInconclusive) {
  TestProbe probe;
  probe.findings = std::vector{finding("C1.acc.b", "holds")};
  const ProbeRun done = run(probe);
  ASSERT_EQ(done.outcomes.size(), 2U);
  EXPECT_EQ(done.outcomes[1].result, "inconclusive");
  EXPECT_EQ(verdict("C1.acc.b"), Verdict::kMeasured);
  EXPECT_EQ(verdict("C1.ret.c"), Verdict::kUnknown);
}

TEST_F(ProbeRunner, AnErrorClosesEveryClaimWithItsReason) {
  TestProbe probe;
  probe.findings = std::vector{finding("C1.acc.b", "holds"), finding("C1.ret.c", "holds")};
  run(probe);
  probe.findings = Error(ErrorCode::kPermission, "s3:GetBucketPolicy was denied");
  const ProbeRun done = run(probe);
  EXPECT_FALSE(done.ended);
  const SubjectView now = view();
  EXPECT_NE(now.items.back().summary.find("s3:GetBucketPolicy"), std::string::npos);
  EXPECT_EQ(now.claim("C1.acc.b")->verdict.verdict, Verdict::kUnknown)
      << "the newest run of a probe decides";
}

TEST_F(ProbeRunner, AFindingThatNoVerifierWouldReadIsNotFiled) {
  const auto refused = [&](Finding bad) {
    TestProbe probe;
    probe.announced = {"C1.acc.b"};
    probe.findings = std::vector{std::move(bad)};
    const ProbeRun done = run(probe);
    EXPECT_FALSE(done.ended);
    EXPECT_EQ(done.outcomes.size(), 1U);
    EXPECT_EQ(done.outcomes[0].result, "inconclusive");
    view();
  };
  Finding one = finding("C1.acc.b", "holds");
  one.type = "attestation";
  refused(one);
  one = finding("C1.acc.b", "fine");
  refused(one);
  one = finding("C1.acc.b", "holds");
  one.examined = 0;
  refused(one);
  one = finding("C1.acc.b", "holds");
  one.body = "{\"share\":0.5}";
  refused(one);
  one = finding("C1.acc.b", "holds");
  one.body = "[]";
  refused(one);
  one = finding("C1.acc.b", "holds");
  one.type = "rehearsal-of-something";
  refused(one);
  one = finding("K3.c", "holds");
  refused(one);
  one = finding("C1.acc.b", "holds");
  one.body = "{\"names\":\"" + std::string(300'000, 'x') + "\"}";
  refused(one);
  one = finding("C1.acc.b", "holds");
  one.limits = {"no-such-limit"};
  refused(one);
  one = finding("C1.acc.b", "holds");
  one.from = "2026-03-02T00:00:00Z";
  refused(one);
}

TEST_F(ProbeRunner, AGradeIsLoweredToWhatTypeAndClaimCanHave) {
  TestProbe probe;
  Finding high = finding("C1.acc.b", "holds");
  high.grade = "P";
  probe.findings = std::vector{high};
  run(probe);
  for (const ItemView& item : view().items) EXPECT_NE(item.grade, "P");
}

TEST_F(ProbeRunner, LessThanAnnouncedIsRefused) {
  TestProbe probe;
  probe.least = 10;
  probe.findings = std::vector{finding("C1.acc.b", "holds")};
  EXPECT_NE(run(probe).ended.error().detail.find("10 were announced"), std::string::npos);
}

// The process that announced never came back: the next one closes what it left.
TEST_F(ProbeRunner, AnInterruptedRunIsClosedOnceByTheNextStart) {
  TestProbe probe;
  probe.findings = std::vector{finding("C1.acc.b", "holds"), finding("C1.ret.c", "holds")};
  run(probe);
  auto evidence = review_->evidence(subject_);
  evidence::Item start;
  start.claims = {"C1.acc.b"};
  start.scope = subject_.scope;
  start.role = "probe";
  start.from = start.to = "2026-03-01T00:00:00Z";
  start.valid_until = "2027-03-01T00:00:00Z";
  start.tool = probe_tool("test");
  start.tool_version = "1";
  start.population = 1;
  start.unit = "announced";
  ASSERT_TRUE(evidence->begin_run(start, *review_->key("probe")));
  EXPECT_EQ(close().size(), 1U);
  EXPECT_EQ(close().size(), 0U);
  EXPECT_EQ(verdict("C1.acc.b"), Verdict::kUnknown);
  EXPECT_EQ(verdict("C1.ret.c"), Verdict::kMeasured);
  EXPECT_EQ(run(probe).number, 3);
  EXPECT_EQ(verdict("C1.acc.b"), Verdict::kMeasured);
}

TEST_F(ProbeRunner, EveryClaimOfTheQuestionSetCanBeClosed) {
  TestProbe probe;
  probe.announced.clear();
  for (const auto& [id, claim] : review_->question_set().claims) {
    if (!inconclusive({id}, "why", 1, review_->question_set()).empty()) {
      probe.announced.push_back(id);
    }
  }
  probe.findings = Error(ErrorCode::kUnavailable, "nobody answers");
  run(probe);
  const SubjectView now = view();
  for (const std::string& id : probe.announced) {
    EXPECT_EQ(now.claim(id)->verdict.verdict, Verdict::kUnknown) << id;
    EXPECT_EQ(now.claim(id)->verdict.reason, "inconclusive") << id;
  }
}

TEST(ProbeOptions, TheCommandLineWins) {
  const auto options = probe_options(
      "[kafka]\nbootstrap = \"b:9092\"\ntopic = [\"a\", \"b\"]\nmax_topics = 5\ndeep = true\n"
      "quiet = false\n[bucket]\nname = \"x\"\n",
      "kafka", {"probe", "kafka", "--bootstrap=other:1"});
  ASSERT_TRUE(options);
  std::vector<std::string> sorted = *options;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(sorted,
            (std::vector<std::string>{"--deep", "--max-topics=5", "--topic=a", "--topic=b"}));
  EXPECT_FALSE(probe_options("[kafka]\na = 1.5\n", "kafka", {}));
  EXPECT_FALSE(probe_options("[kafka\n", "kafka", {}));
  EXPECT_TRUE(probe_options("", "kafka", {})->empty());
}

}  // namespace
}  // namespace ringfence::review
