#include "review/probe_exit/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace ringfence::review::exit {
namespace {

const ExportPartition* find(const Export& data, const std::string& topic, std::int32_t partition) {
  for (const ExportTopic& one : data.topics) {
    if (one.name != topic) continue;
    for (const ExportPartition& part : one.partitions) {
      if (part.index == partition) return &part;
    }
  }
  return nullptr;
}

Result<PartitionFacts> checked(const std::string& folder, const ExportPartition& partition) {
  RF_TRY_ASSIGN(PartitionFacts facts,
                read_partition(folder + "/" + partition.records, folder + "/" + partition.gaps));
  if (facts.root != partition.facts.root || facts.count != partition.facts.count) {
    return Error(ErrorCode::kCorrupt,
                 fmt::format("{}/{}: its root is {}, the manifest says {}", folder,
                             partition.records, facts.root, partition.facts.root));
  }
  return facts;
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t tab = line.find('\t');
    fields.push_back(line.substr(0, tab));
    if (tab == line.npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

std::string field_that_differs(std::string_view source, std::string_view target) {
  constexpr const char* kNames[] = {"offset", "timestamp", "timestamp type",
                                    "key",    "value",     "headers"};
  const auto a = fields_of(source), b = fields_of(target);
  std::string text;
  for (std::size_t i = 0; i < std::size(kNames) && i < a.size() && i < b.size(); ++i) {
    if (a[i] != b[i]) text += (text.empty() ? "" : ", ") + std::string(kNames[i]);
  }
  return text + " differs";
}

Result<void> first_difference(const std::string& source, const std::string& target,
                              PartitionComparison& out) {
  RF_TRY_ASSIGN(LineReader left, LineReader::open(source));
  RF_TRY_ASSIGN(LineReader right, LineReader::open(target));
  while (true) {
    std::string_view a, b;
    RF_TRY_ASSIGN(const bool more_left, left.next(a));
    RF_TRY_ASSIGN(const bool more_right, right.next(b));
    if (!more_left && !more_right) return {};
    if (more_left && more_right && a == b) continue;
    LineView view_a, view_b;
    if (more_left) {
      RF_TRY_ASSIGN(view_a, read_line(a));
    }
    if (more_right) {
      RF_TRY_ASSIGN(view_b, read_line(b));
    }
    const bool only_left = more_left && (!more_right || view_a.offset < view_b.offset);
    const bool only_right = more_right && (!more_left || view_b.offset < view_a.offset);
    out.first_difference = only_left || !more_right ? view_a.offset : view_b.offset;
    out.what = only_left    ? "missing in the target"
               : only_right ? "not in the source"
                            : field_that_differs(a, b);
    return {};
  }
}

// The record at or after each wanted offset, without its offset; "end" behind the last.
Result<std::map<std::int64_t, std::string>> records_at(const std::string& path,
                                                       const std::set<std::int64_t>& wanted) {
  std::map<std::int64_t, std::string> out;
  auto next = wanted.begin();
  RF_TRY(read_records(path, [&](std::string_view, const LineView& view) -> Result<void> {
    while (next != wanted.end() && *next <= view.offset) {
      out[*next++] = evidence::sha256_hex(view.content);
    }
    return {};
  }));
  for (; next != wanted.end(); ++next) out[*next] = "end";
  return out;
}

using Place = std::pair<std::string, std::int32_t>;

void collect(const std::vector<ExportGroup>& groups, bool source,
             std::map<std::pair<std::string, Place>, CommitComparison>& out) {
  for (const ExportGroup& group : groups) {
    for (const auto& one : group.offsets) {
      CommitComparison& commit = out[{group.id, {one.topic, one.partition}}];
      commit.group = group.id;
      commit.topic = one.topic;
      commit.partition = one.partition;
      (source ? commit.source : commit.target) = one.offset;
    }
  }
}

void judge(CommitComparison& commit, const std::map<std::int64_t, std::string>& source,
           const std::map<std::int64_t, std::string>& target) {
  if (commit.source < 0 || commit.target < 0) {
    commit.what =
        commit.source < 0 ? "only the target has this commit" : "the target has no commit";
    return;
  }
  commit.same = source.at(commit.source) == target.at(commit.target);
  commit.what = commit.same
                    ? (commit.source == commit.target ? "the same record"
                                                      : "the same record, at another offset")
                    : "another record stands at the target's committed offset";
}

Result<std::vector<CommitComparison>> compare_commits(const std::string& source_folder,
                                                      const Export& source,
                                                      const std::string& target_folder,
                                                      const Export& target) {
  std::map<std::pair<std::string, Place>, CommitComparison> commits;
  collect(source.groups, true, commits);
  collect(target.groups, false, commits);
  std::map<Place, std::pair<std::set<std::int64_t>, std::set<std::int64_t>>> wanted;
  for (const auto& [key, commit] : commits) {
    if (commit.source >= 0) wanted[key.second].first.insert(commit.source);
    if (commit.target >= 0) wanted[key.second].second.insert(commit.target);
  }
  std::vector<CommitComparison> out;
  for (const auto& [place, offsets] : wanted) {
    const ExportPartition* left = find(source, place.first, place.second);
    const ExportPartition* right = find(target, place.first, place.second);
    std::map<std::int64_t, std::string> at_source, at_target;
    if (left != nullptr) {
      RF_TRY_ASSIGN(at_source, records_at(source_folder + "/" + left->records, offsets.first));
    }
    if (right != nullptr) {
      RF_TRY_ASSIGN(at_target, records_at(target_folder + "/" + right->records, offsets.second));
    }
    for (auto& [key, commit] : commits) {
      if (key.second != place) continue;
      if (left == nullptr || right == nullptr) {
        commit.what = "the partition is on one side only";
      } else {
        judge(commit, at_source, at_target);
      }
      out.push_back(commit);
    }
  }
  return out;
}

}  // namespace

Result<Comparison> compare_exports(const std::string& source_folder, const Export& source,
                                   const std::string& target_folder, const Export& target) {
  Comparison out;
  for (const ExportTopic& topic : source.topics) {
    for (const ExportPartition& partition : topic.partitions) {
      PartitionComparison one;
      one.topic = topic.name;
      one.partition = partition.index;
      RF_TRY_ASSIGN(one.source, checked(source_folder, partition));
      one.gaps_explained = std::none_of(one.source.gaps.begin(), one.source.gaps.end(),
                                        [](const Gap& gap) { return gap.reason == "unknown"; });
      const ExportPartition* other = find(target, topic.name, partition.index);
      if (other == nullptr) {
        one.what = "the target has no such partition";
        one.first_difference = one.source.first_offset;
        out.partitions.push_back(std::move(one));
        continue;
      }
      RF_TRY_ASSIGN(one.target, checked(target_folder, *other));
      one.equal = one.source.root == one.target.root && one.source.count == one.target.count;
      one.content_equal = one.source.content_root == one.target.content_root;
      if (!one.equal) {
        RF_TRY(first_difference(source_folder + "/" + partition.records,
                                target_folder + "/" + other->records, one));
        if (one.content_equal) one.what += "; the same records in the same order, at other offsets";
      }
      out.partitions.push_back(std::move(one));
    }
  }
  RF_TRY_ASSIGN(out.commits, compare_commits(source_folder, source, target_folder, target));
  return out;
}

}  // namespace ringfence::review::exit
