#include "review/probe_exit/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

namespace ringfence::review::exit {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kListed = 500;

Json gaps_json(const std::vector<Gap>& gaps) {
  Json out = Json::array();
  for (const Gap& gap : gaps) {
    if (out.size() >= 20) break;
    out.push_back({{"first", gap.first}, {"last", gap.last}, {"reason", gap.reason}});
  }
  return out;
}

std::string digest_of_roots(const Export& data) { return evidence::sha256_hex(roots_text(data)); }

std::string quoted(const std::string& name) { return "\"" + name + "\""; }

class Builder {
 public:
  explicit Builder(const CompareInputs& in) : in_(in) {
    for (const PartitionComparison& one : in.comparison.partitions) {
      if (!one.equal) differing_.push_back(&one);
      if (!one.gaps_explained) unexplained_.push_back(&one);
      records_ += one.source.count;
    }
    for (const CommitComparison& one : in.comparison.commits) {
      if (!one.same) other_commits_.push_back(&one);
    }
  }

  Result<std::vector<Finding>> build() {
    RF_TRY_ASSIGN(std::vector<RawFile> raw, records_to_show());
    Json body = body_json();
    Finding partitions = start("K10.a", "partition", in_.comparison.partitions.size());
    decide_partitions(partitions);
    Finding commits = start("K10.b", "group commit", in_.comparison.commits.size());
    decide_commits(commits);
    for (Finding* finding : {&partitions, &commits}) {
      finding->raw = raw;
      finding->body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    return std::vector<Finding>{std::move(partitions), std::move(commits)};
  }

 private:
  Finding start(const char* claim, const char* unit, std::size_t count) const {
    Finding finding;
    finding.type = "import-report";
    finding.claims = {claim};
    finding.zone = "Z2";
    finding.unit = unit;
    finding.population = finding.examined = static_cast<std::int64_t>(count);
    if (count == 0) {
      finding.population = 1;
      finding.examined = 0;
      finding.excluded = {{unit, "the export holds none", 1}};
    }
    return finding;
  }

  // With every records file shown, a reader's verifier recomputes the roots itself.
  Result<std::vector<RawFile>> records_to_show() {
    std::vector<RawFile> raw;
    if (!in_.show_records || !differing_.empty()) return raw;
    std::uint64_t total = 0;
    for (const PartitionComparison& one : in_.comparison.partitions) {
      total += one.source.bytes;
      if (one.source.bytes > kRawFileMax || total > kRawTotalMax) {
        too_large_ = true;
        return std::vector<RawFile>();
      }
    }
    std::set<std::string> seen;
    for (const ExportTopic& topic : in_.source.topics) {
      for (const ExportPartition& partition : topic.partitions) {
        if (!seen.insert(partition.facts.sha256).second) continue;
        std::ifstream file(in_.source_folder + "/" + partition.records, std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        if (evidence::sha256_hex(bytes) != partition.facts.sha256) {
          return Error(ErrorCode::kCorrupt, partition.records + ": changed while it was read");
        }
        raw.push_back({partition.records, std::move(bytes), "text/tab-separated-values", "full"});
      }
    }
    return raw;
  }

  Json body_json() const {
    Json body;
    body["source_cluster"] = in_.source.cluster_id;
    body["target_cluster"] = in_.target.cluster_id;
    body["source_exported"] = in_.source.finished;
    body["target_read"] = in_.target.finished;
    body["source_roots"] = digest_of_roots(in_.source);
    body["source_roots_logged_before"] = in_.logged_roots == digest_of_roots(in_.source);
    body["records_shown"] = in_.show_records && !too_large_ && differing_.empty();
    body["partitions"] = Json::array();
    Json gaps = Json::array();
    for (const PartitionComparison& one : in_.comparison.partitions) {
      if (one.equal) {
        body["partitions"].push_back({{"topic", one.topic},
                                      {"partition", one.partition},
                                      {"source", one.source.sha256},
                                      {"target", one.target.sha256},
                                      {"root", one.source.root},
                                      {"count", one.source.count}});
      }
      if (!one.source.gaps.empty() && gaps.size() < kListed) {
        gaps.push_back({{"topic", one.topic},
                        {"partition", one.partition},
                        {"gaps", gaps_json(one.source.gaps)}});
      }
    }
    body["gaps"] = gaps;
    body["differing"] = differing_json();
    body["commits"] = commits_json();
    body["groups_error"] =
        in_.source.groups_error.empty() ? in_.target.groups_error : in_.source.groups_error;
    return body;
  }

  Json differing_json() const {
    Json out = Json::array();
    for (const PartitionComparison* one : differing_) {
      if (out.size() >= kListed) break;
      out.push_back({{"topic", one->topic},
                     {"partition", one->partition},
                     {"first_difference", one->first_difference},
                     {"what", one->what},
                     {"source_root", one->source.root},
                     {"target_root", one->target.root},
                     {"source_count", one->source.count},
                     {"target_count", one->target.count},
                     {"same_records_at_other_offsets", one->content_equal}});
    }
    return out;
  }

  Json commits_json() const {
    Json out = Json::array();
    for (const CommitComparison& one : in_.comparison.commits) {
      if (out.size() >= kListed) break;
      out.push_back({{"group", one.group},
                     {"topic", one.topic},
                     {"partition", one.partition},
                     {"source_offset", one.source},
                     {"target_offset", one.target},
                     {"same", one.same},
                     {"what", one.what}});
    }
    return out;
  }

  void decide_partitions(Finding& finding) const {
    const std::size_t all = in_.comparison.partitions.size();
    if (!differing_.empty()) {
      const PartitionComparison& first = *differing_.front();
      finding.result = "fails";
      finding.summary = fmt::format(
          "{} of {} partitions differ between source and target; the first is topic {} partition "
          "{}, from offset {} on: {}.",
          differing_.size(), all, quoted(first.topic), first.partition, first.first_difference,
          first.what);
    } else if (all == 0) {
      finding.result = "inconclusive";
      finding.summary = "The export holds no partition.";
    } else if (!in_.logged_roots.empty() && in_.logged_roots != digest_of_roots(in_.source)) {
      finding.result = "inconclusive";
      finding.summary = "The source folder is not the export that this review's log commits to.";
    } else if (!unexplained_.empty()) {
      finding.result = "inconclusive";
      finding.summary = fmt::format(
          "All {} partitions are equal, and topic {} partition {} has offsets without a record for "
          "which no reason is known.",
          all, quoted(unexplained_.front()->topic), unexplained_.front()->partition);
    } else {
      finding.result = "holds";
      finding.grade = in_.show_records && !too_large_ ? "P" : "M";
      finding.summary = fmt::format(
          "All {} partitions ({} records) read from the target have the same records at the same "
          "offsets as those read from the source.",
          all, records_);
    }
  }

  void decide_commits(Finding& finding) const {
    const std::size_t all = in_.comparison.commits.size();
    const bool unreadable = !in_.source.groups_error.empty() || !in_.target.groups_error.empty();
    if (!other_commits_.empty()) {
      const CommitComparison& first = *other_commits_.front();
      finding.result = "fails";
      finding.summary = fmt::format(
          "{} of {} group commits do not point at the same record; the "
          "first is group {}, topic {} partition {}: {}.",
          other_commits_.size(), all, quoted(first.group), quoted(first.topic), first.partition,
          first.what);
    } else if (unreadable) {
      finding.result = "inconclusive";
      finding.summary =
          "Group commits could not be read: " +
          (in_.source.groups_error.empty() ? in_.target.groups_error : in_.source.groups_error) +
          ".";
    } else if (all == 0) {
      finding.result = "inconclusive";
      finding.summary = "No group has a committed offset in the exported topics.";
    } else {
      finding.result = "holds";
      finding.grade = in_.show_records && !too_large_ && differing_.empty() ? "P" : "M";
      finding.summary =
          fmt::format("All {} group commits point at the same record on both sides.", all);
    }
  }

  const CompareInputs& in_;
  std::vector<const PartitionComparison*> differing_, unexplained_;
  std::vector<const CommitComparison*> other_commits_;
  std::uint64_t records_ = 0;
  bool too_large_ = false;
};

}  // namespace

std::vector<Finding> export_findings(const Export& data) {
  Finding finding;
  finding.type = "export-manifest";
  finding.claims = {"K10.a", "K10.b"};
  finding.zone = "Z2";
  finding.unit = "partition";
  finding.result = "inconclusive";
  std::uint64_t records = 0, gaps = 0;
  std::int64_t partitions = 0;
  Json roots = Json::array();
  for (const ExportTopic& topic : data.topics) {
    for (const ExportPartition& one : topic.partitions) {
      ++partitions;
      records += one.facts.count;
      for (const Gap& gap : one.facts.gaps) {
        gaps += static_cast<std::uint64_t>(gap.last - gap.first + 1);
      }
      if (roots.size() >= 20 * kListed) continue;
      roots.push_back({{"topic", topic.name},
                       {"partition", one.index},
                       {"start", one.start},
                       {"end", one.end},
                       {"count", one.facts.count},
                       {"root", one.facts.root}});
    }
  }
  finding.population = finding.examined = partitions;
  if (partitions == 0) {
    finding.population = 1;
    finding.excluded = {{"partition", "the cluster has none", 1}};
  }
  finding.summary = fmt::format(
      "{} records of {} partitions were read out ({} offsets hold none, with the reason kept); no "
      "target was compared yet.",
      records, partitions, gaps);
  Json body;
  body["cluster"] = data.cluster_id;
  body["started"] = data.started;
  body["finished"] = data.finished;
  body["roots"] = digest_of_roots(data);
  body["exported"] = roots;
  body["groups"] = data.groups.size();
  body["groups_error"] = data.groups_error;
  finding.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return {std::move(finding)};
}

Result<std::vector<Finding>> compare_findings(const CompareInputs& inputs) {
  return Builder(inputs).build();
}

}  // namespace ringfence::review::exit
