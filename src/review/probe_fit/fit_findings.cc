#include "review/probe_fit/fit_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

namespace ringfence::review {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kFaultKinds = 3;  // node, zone, metadata-leader
constexpr double kFractions[] = {0.5, 0.99, 0.999};
constexpr const char* kFractionNames[] = {"p50", "p99", "p99.9"};

double ms(std::int64_t micros) { return static_cast<double>(micros) / 1000.0; }
double ms(Duration d) {
  return static_cast<double>(std::chrono::duration_cast<microseconds>(d).count()) / 1000.0;
}

// Texts of the other side, fit for a report.
std::string printable(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f) c = '?';
  }
  return text.substr(0, 500);
}

// Bodies hold whole numbers only.
std::int64_t us(Duration d) { return std::chrono::duration_cast<microseconds>(d).count(); }

Json figures(const Histogram& histogram) {
  Json json{{"records", histogram.count()}};
  for (std::size_t i = 0; i < 3; ++i)
    json[std::string(kFractionNames[i]) + "_us"] = histogram.percentile(kFractions[i]);
  json["max_us"] = histogram.max();
  return json;
}

Json phase_json(const Phase& phase) {
  return {{"phase", phase.name},
          {"start_unix_ms", phase.start_ms},
          {"due", phase.due},
          {"acknowledged", phase.acknowledged},
          {"failed", phase.failed},
          {"errors", phase.errors},
          {"connections_lost_and_passing_errors", phase.interruptions},
          {"longest_without_acknowledgement_us", us(phase.gap)},
          {"produce", figures(phase.produce)},
          {"end_to_end", figures(phase.end_to_end)}};
}

Json targets_json(const FitTargets& targets) {
  Json json = Json::object();
  const auto put = [&json](const std::string& name, const std::optional<double>& value,
                           double micros) {
    if (value) json[name] = static_cast<std::int64_t>(std::llround(*value * micros));
  };
  for (std::size_t i = 0; i < 3; ++i) {
    put(std::string("produce_") + kFractionNames[i] + "_us", targets.produce_ms[i], 1e3);
    put(std::string("end_to_end_") + kFractionNames[i] + "_us", targets.end_to_end_ms[i], 1e3);
  }
  put("recovery_us", targets.recovery_seconds, 1e6);
  if (targets.lost_records) json["lost_records"] = *targets.lost_records;
  return json;
}

Json scene_json(const DrillResult& result, const FitScene& scene) {
  return {{"records_a_second", scene.load.rate},
          {"record_bytes", scene.load.record_bytes},
          {"partitions", result.partitions},
          {"readers", scene.load.fan_out},
          {"brokers", result.brokers},
          {"linger_us", us(scene.load.linger)},
          {"request_counts_as_lost_after_us", us(scene.load.cluster.attempt_timeout)},
          {"idempotent_producer", result.idempotent},
          {"latency_counts_from", "the time at which a record was due"},
          {"topic", printable(result.topic_note)}};
}

std::string timeline_text(const DrillResult& result) {
  std::string text = "second\tacknowledged\tfailed\treceived\tproduce_max_us\tend_to_end_max_us\n";
  for (std::size_t i = 0; i < result.seconds.size(); ++i) {
    const Second& second = result.seconds[i];
    text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", i, second.acknowledged, second.failed,
                        second.received, second.produce_max_us, second.end_to_end_max_us);
  }
  return text;
}

Finding start(std::string claim, std::string unit) {
  Finding finding;
  finding.type = "rehearsal";
  finding.claims = {std::move(claim)};
  finding.zone = "Z1";
  finding.unit = std::move(unit);
  return finding;
}

// Every target of latency that was missed, in words.
std::vector<std::string> missed(const Histogram& produce, const Histogram& end_to_end,
                                const FitTargets& targets) {
  std::vector<std::string> out;
  const auto compare = [&out](const char* what, const Histogram& histogram,
                              const std::optional<double>* wanted) {
    for (std::size_t i = 0; i < 3; ++i) {
      const double got = ms(histogram.percentile(kFractions[i]));
      if (wanted[i] && got > *wanted[i])
        out.push_back(fmt::format("{} {} was {:.1f} ms, the target is {:.1f} ms", what,
                                  kFractionNames[i], got, *wanted[i]));
    }
  };
  compare("produce", produce, targets.produce_ms);
  compare("end-to-end", end_to_end, targets.end_to_end_ms);
  return out;
}

void cover(Finding& finding, std::int64_t due, std::int64_t acknowledged) {
  finding.population = std::max<std::int64_t>(1, due);
  finding.examined = std::min(acknowledged, finding.population);
  if (finding.population > finding.examined)
    finding.excluded.push_back(
        {"records", "due and never acknowledged", finding.population - finding.examined});
}

void judge_latency(Finding& finding, const Histogram& produce, const Histogram& end_to_end,
                   std::int64_t failed, const FitTargets& targets) {
  const auto wrong = missed(produce, end_to_end, targets);
  const std::string seen = fmt::format(
      "Produce took {:.1f} ms at the median and {:.1f} ms at p99, end to end {:.1f} ms and {:.1f} "
      "ms.",
      ms(produce.percentile(0.5)), ms(produce.percentile(0.99)), ms(end_to_end.percentile(0.5)),
      ms(end_to_end.percentile(0.99)));
  if (produce.count() == 0) {
    finding.result = "fails";
    finding.summary = "No record was acknowledged.";
  } else if (!targets.any_latency()) {
    finding.result = "inconclusive";
    finding.summary = seen + " No target was given to compare with.";
  } else if (!wrong.empty() || failed > 0) {
    finding.result = "fails";
    finding.summary = seen + (wrong.empty() ? fmt::format(" {} records failed.", failed)
                                            : " Missed: " + wrong.front() + ".");
  } else {
    finding.result = "holds";
    finding.summary = seen + " All targets given were met.";
  }
}

}  // namespace

bool FitTargets::any_latency() const {
  return std::any_of(std::begin(produce_ms), std::end(produce_ms),
                     [](const auto& one) { return one.has_value(); }) ||
         std::any_of(std::begin(end_to_end_ms), std::end(end_to_end_ms),
                     [](const auto& one) { return one.has_value(); });
}

Finding latency_finding(const DrillResult& result, const FitScene& scene) {
  Finding finding = start("F1.a", "record");
  Json body;
  body["scenario"] = scene_json(result, scene);
  body["targets"] = targets_json(scene.targets);
  const Phase empty;
  const Phase* steady = &empty;
  body["timeline"] = Json::array();
  for (const Phase& phase : result.phases) {
    body["timeline"].push_back(phase_json(phase));
    if (phase.name == "steady") steady = &phase;
  }
  body["missed"] = missed(steady->produce, steady->end_to_end, scene.targets);
  cover(finding, steady->due, steady->acknowledged);
  judge_latency(finding, steady->produce, steady->end_to_end, steady->failed, scene.targets);
  finding.body = body.dump();
  finding.raw.push_back(
      {"produce_latency.tsv", steady->produce.as_text(), "text/tab-separated-values", "full"});
  finding.raw.push_back({"end_to_end_latency.tsv", steady->end_to_end.as_text(),
                         "text/tab-separated-values", "full"});
  finding.raw.push_back(
      {"timeline.tsv", timeline_text(result), "text/tab-separated-values", "full"});
  return finding;
}

Finding disturbed_finding(const DrillResult& result, const FitScene& scene) {
  Finding finding = start("F1.b", "record");
  Histogram produce, end_to_end;
  std::int64_t due = 0, acknowledged = 0, failed = 0;
  Json body;
  body["scenario"] = scene_json(result, scene);
  body["background"] = printable(scene.background);
  body["catch_up_passes"] = result.catch_up_passes;
  body["timeline"] = Json::array();
  for (const Phase& phase : result.phases) {
    if (phase.name == "warm-up") continue;
    produce.merge(phase.produce);
    end_to_end.merge(phase.end_to_end);
    due += phase.due;
    acknowledged += phase.acknowledged;
    failed += phase.failed;
    body["timeline"].push_back(phase_json(phase));
  }
  body["targets"] = targets_json(scene.targets);
  body["missed"] = missed(produce, end_to_end, scene.targets);
  cover(finding, due, acknowledged);
  judge_latency(finding, produce, end_to_end, failed, scene.targets);
  const bool node_failed = std::any_of(
      result.faults.begin(), result.faults.end(),
      [&](const FaultOutcome& fault) { return fault.kind == "node" && effective(result, fault); });
  const char* lacking = scene.background.empty()      ? "no background jobs were stated"
                        : !scene.load.catch_up_reader ? "no catch-up reader ran"
                        : result.catch_up_passes == 0 ? "the catch-up reader never came to the end"
                        : !node_failed                ? "no node was seen to fail"
                                                      : nullptr;
  if (lacking != nullptr && finding.result == "holds") {
    finding.result = "inconclusive";
    finding.summary += fmt::format(" But {}.", lacking);
  }
  finding.body = body.dump();
  finding.raw.push_back(
      {"timeline.tsv", timeline_text(result), "text/tab-separated-values", "full"});
  return finding;
}

namespace {

// What the injections did: which kinds were seen to have an effect, and the longest pause.
struct Injections {
  std::set<std::string> seen;
  bool without_effect = false, late = false;
  Duration worst{0};
  Json json = Json::array();

  void add(const DrillResult& result, const FaultOutcome& fault, const FitTargets& targets) {
    const bool effect = effective(result, fault);
    Json one{{"kind", fault.kind},
             {"by", fault.command == "ask" ? "a person" : "a command"},
             {"exit_code", fault.exit_code},
             {"repair_exit_code", fault.repair_code},
             {"at_unix_ms", fault.at_ms},
             {"brokers_before", fault.brokers_before},
             {"brokers_after", fault.brokers_after},
             {"effect_seen", effect}};
    if (effect) {
      const Duration pause = outage(result, fault);
      worst = std::max(worst, pause);
      seen.insert(fault.kind);
      one["without_acknowledgement_us"] = us(pause);
      late = late || (targets.recovery_seconds && ms(pause) > *targets.recovery_seconds * 1000.0);
    } else {
      without_effect = true;  // no recovery is reported from what did nothing
    }
    json.push_back(std::move(one));
  }
};

Json records_json(const DrillResult& result) {
  const ReadBack& back = result.back;
  return {{"due", result.due},
          {"acknowledged", result.acknowledged},
          {"never_sent", result.never_sent},
          {"read_back", back.records},
          {"acknowledged_and_lost", back.lost},
          {"lost_numbers", back.lost_numbers},
          {"duplicates", back.duplicates},
          {"not_acknowledged_and_there", back.unacknowledged_found},
          {"read_back_problem", printable(back.problem)}};
}

// Why figures within the targets are no answer; null: they are.
const char* lacks(const DrillResult& result, const Injections& injections,
                  const FitTargets& targets) {
  if (!result.back.problem.empty()) return "the records could not all be read back";
  if (result.faults.empty()) return "no fault was injected";
  if (injections.without_effect) return "a fault had no effect that was seen";
  if (!targets.any_recovery()) return "no target was given to compare with";
  if (injections.seen.size() < kFaultKinds) return "not every kind of fault was injected";
  return nullptr;
}

}  // namespace

Finding recovery_finding(const DrillResult& result, const FitScene& scene) {
  Finding finding = start("F2.a", "kind of fault");
  Injections injections;
  for (const FaultOutcome& fault : result.faults) injections.add(result, fault, scene.targets);
  Json body;
  body["scenario"] = scene_json(result, scene);
  body["targets"] = targets_json(scene.targets);
  body["injections"] = injections.json;
  body["control"] = Json::object();
  for (const Phase& phase : result.phases) {
    if (phase.name == "steady") body["control"] = phase_json(phase);
  }
  body["records"] = records_json(result);
  const auto examined = static_cast<std::int64_t>(injections.seen.size());
  finding.population = kFaultKinds;
  finding.examined = examined;
  if (examined < finding.population)
    finding.excluded.push_back({"kinds of fault (node, zone, metadata leader)",
                                "not injected, or without an effect that was seen",
                                finding.population - examined});
  const ReadBack& back = result.back;
  const bool lost =
      scene.targets.lost_records && back.problem.empty() && back.lost > *scene.targets.lost_records;
  const std::string figures = fmt::format(
      "After {} of 3 kinds of fault the longest time without acknowledgement was {:.1f} s; {} of "
      "{} acknowledged records were lost and {} stood there twice.",
      examined, ms(injections.worst) / 1000.0, back.lost, result.acknowledged, back.duplicates);
  const char* lacking = lacks(result, injections, scene.targets);
  if (injections.late || lost) {
    finding.result = "fails";
    finding.summary = figures + (injections.late ? " That is longer than the target." : "");
  } else {
    finding.result = lacking == nullptr ? "holds" : "inconclusive";
    finding.summary = examined == 0        ? fmt::format("No recovery was measured: {}.", lacking)
                      : lacking == nullptr ? figures
                                           : figures + fmt::format(" But {}.", lacking);
  }
  finding.body = body.dump();
  finding.raw.push_back(
      {"timeline.tsv", timeline_text(result), "text/tab-separated-values", "full"});
  return finding;
}

}  // namespace ringfence::review
