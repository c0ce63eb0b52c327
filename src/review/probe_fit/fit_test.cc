// Goal: percentiles are what they say, and a drill's figures become a result only where target,
// control and effect allow it. Method: histograms beside sorted values; drills put together by
// hand, one fact changed each.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/random.h"
#include "review/probe_fit/fit_findings.h"

namespace ringfence::review {
namespace {

using nlohmann::json;

TEST(Histogram, AgreesWithSortedValues) {
  const std::uint64_t seed = 20;
  Random random(seed);
  Histogram histogram;
  std::vector<std::int64_t> values;
  for (int i = 0; i < 20'000; ++i) {
    const auto value = static_cast<std::int64_t>(random.next() >> random.between(30, 63));
    const std::int64_t kept = std::min(value, std::int64_t{1} << 30);
    values.push_back(kept);
    histogram.add(kept);
  }
  std::sort(values.begin(), values.end());
  for (const double fraction : {0.0001, 0.25, 0.5, 0.9, 0.99, 0.999, 1.0}) {
    const auto at = static_cast<std::size_t>(std::ceil(fraction * 20'000.0)) - 1;
    const std::int64_t exact = values[at], got = histogram.percentile(fraction);
    EXPECT_GE(got, exact) << fraction << " seed " << seed;
    EXPECT_LE(got, exact + exact / 32 + 1) << fraction;
  }
  EXPECT_EQ(histogram.max(), values.back());
  EXPECT_EQ(histogram.count(), 20'000);
}

TEST(Histogram, Edges) {
  Histogram histogram;
  EXPECT_EQ(histogram.percentile(0.5), 0);
  histogram.add(-5);
  histogram.add(INT64_MAX);
  EXPECT_EQ(histogram.percentile(0.5), 0);
  EXPECT_EQ(histogram.percentile(1), std::int64_t{1} << 40);
  Histogram other;
  other.add(63, 10);
  other.merge(histogram);
  EXPECT_EQ(other.count(), 12);
  EXPECT_EQ(other.percentile(0.5), 63);
  EXPECT_NE(other.as_text().find("63\t63\t10\n"), std::string::npos);
}

Phase phase(std::string name, Duration gap, std::int64_t interruptions) {
  Phase out;
  out.name = std::move(name);
  out.gap = gap;
  out.interruptions = interruptions;
  out.due = out.acknowledged = 100;
  out.produce.add(5'000, 100);
  out.end_to_end.add(8'000, 100);
  return out;
}

// Three faults, each with a pause of two seconds.
DrillResult good_drill() {
  DrillResult result;
  result.phases = {phase("warm-up", milliseconds(10), 0), phase("steady", milliseconds(10), 0)};
  for (const char* kind : {"node", "zone", "metadata-leader"}) {
    FaultOutcome fault;
    fault.kind = kind;
    fault.phase = result.phases.size();
    fault.brokers_before = fault.brokers_after = 3;
    result.faults.push_back(fault);
    result.phases.push_back(phase(std::string("fault ") + kind, seconds(2), 4));
    result.phases.push_back(phase(std::string("after ") + kind, milliseconds(10), 0));
  }
  result.acknowledged = result.due = 800;
  result.back.records = 800;
  result.catch_up_passes = 2;
  return result;
}

FitScene good_scene() {
  FitScene scene;
  scene.targets.produce_ms[1] = 6;
  scene.targets.end_to_end_ms[2] = 9;
  scene.targets.recovery_seconds = 3;
  scene.targets.lost_records = 0;
  scene.background = "compaction";
  scene.load.catch_up_reader = true;
  return scene;
}

// Evidence items hold whole numbers only.
bool has_fraction(const json& value) {
  if (value.is_number_float()) return true;
  if (!value.is_structured()) return false;
  return std::any_of(value.begin(), value.end(), has_fraction);
}

void check_form(const Finding& finding) {
  std::int64_t excluded = 0;
  for (const auto& one : finding.excluded) excluded += one.count;
  EXPECT_EQ(finding.examined + excluded, finding.population);
  EXPECT_TRUE(json::parse(finding.body).is_object());
  EXPECT_FALSE(has_fraction(json::parse(finding.body))) << finding.body;
}

TEST(FitFindings, Latency) {
  Finding finding = latency_finding(good_drill(), good_scene());
  check_form(finding);
  EXPECT_EQ(finding.result, "holds") << finding.summary;
  FitScene scene = good_scene();
  scene.targets.produce_ms[1] = 4;
  finding = latency_finding(good_drill(), scene);
  EXPECT_EQ(finding.result, "fails");
  EXPECT_NE(finding.summary.find("produce p99 was 5."), std::string::npos) << finding.summary;
  scene.targets = {};
  EXPECT_EQ(latency_finding(good_drill(), scene).result, "inconclusive");
  DrillResult silent = good_drill();
  silent.phases[1] = phase("steady", seconds(1), 0);
  silent.phases[1].produce = {};
  silent.phases[1].acknowledged = 0;
  silent.phases[1].failed = 100;
  finding = latency_finding(silent, good_scene());
  check_form(finding);
  EXPECT_EQ(finding.result, "fails");
}

TEST(FitFindings, DisturbedLatencyNeedsAllThreeDisturbances) {
  Finding finding = disturbed_finding(good_drill(), good_scene());
  check_form(finding);
  EXPECT_EQ(finding.result, "holds") << finding.summary;
  FitScene scene = good_scene();
  scene.load.catch_up_reader = false;
  EXPECT_EQ(disturbed_finding(good_drill(), scene).result, "inconclusive");
  DrillResult result = good_drill();
  result.catch_up_passes = 0;
  EXPECT_EQ(disturbed_finding(result, good_scene()).result, "inconclusive");
  result = good_drill();
  result.faults.erase(result.faults.begin());
  EXPECT_EQ(disturbed_finding(result, good_scene()).result, "inconclusive");
}

TEST(FitFindings, Recovery) {
  Finding finding = recovery_finding(good_drill(), good_scene());
  check_form(finding);
  EXPECT_EQ(finding.result, "holds") << finding.summary;
  FitScene scene = good_scene();
  scene.targets.recovery_seconds = 1;
  EXPECT_EQ(recovery_finding(good_drill(), scene).result, "fails");
  DrillResult lossy = good_drill();
  lossy.back.lost = 1;
  EXPECT_EQ(recovery_finding(lossy, good_scene()).result, "fails");
  lossy.back.lost = 0;
  lossy.back.problem = "unreadable";
  EXPECT_EQ(recovery_finding(lossy, good_scene()).result, "inconclusive");
  DrillResult partial = good_drill();
  partial.faults.pop_back();
  finding = recovery_finding(partial, good_scene());
  check_form(finding);
  EXPECT_EQ(finding.result, "inconclusive");
}

TEST(FitFindings, AFaultWithoutEffectIsNoRecovery) {
  DrillResult idle = good_drill();
  for (Phase& one : idle.phases) {
    one.interruptions = 0;
    one.gap = milliseconds(10);
  }
  const Finding finding = recovery_finding(idle, good_scene());
  check_form(finding);
  EXPECT_EQ(finding.result, "inconclusive");
  EXPECT_NE(finding.summary.find("No recovery was measured"), std::string::npos);
  const json body = json::parse(finding.body);
  for (const auto& injection : body["injections"]) {
    EXPECT_FALSE(injection["effect_seen"]);
    EXPECT_FALSE(injection.contains("without_acknowledgement_us"));
  }
  idle.faults[0].brokers_after = 2;  // a broker less is an effect, without any pause
  EXPECT_TRUE(effective(idle, idle.faults[0]));
}

TEST(FitRecords, AreKnownByTheirRun) {
  const std::string mark = "0123456789abcdef";
  const std::string value = value_head(mark, 77) + "....";
  EXPECT_EQ(number_of(value, mark), 77);
  EXPECT_EQ(number_of(value, "fedcba9876543210"), -1);
  EXPECT_EQ(number_of("short", mark), -1);
  EXPECT_EQ(number_of(mark + "zzzzzzzzzzzzzzzz", mark), -1);
}

}  // namespace
}  // namespace ringfence::review
