#include "review/probe_exit/export_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace ringfence::review::exit {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "kafka-export/v1";
constexpr std::size_t kManifestMax = std::size_t{512} << 20;

Json partition_json(const ExportPartition& partition) {
  const PartitionFacts& facts = partition.facts;
  Json out = {{"partition", partition.index},
              {"start", partition.start},
              {"end", partition.end},
              {"records", partition.records},
              {"gaps", partition.gaps}};
  if (facts.root.empty()) return out;
  out["count"] = facts.count;
  out["bytes"] = facts.bytes;
  out["first_offset"] = facts.first_offset;
  out["last_offset"] = facts.last_offset;
  out["root"] = facts.root;
  out["content_root"] = facts.content_root;
  out["sha256"] = facts.sha256;
  std::map<std::string, std::int64_t> by_reason;
  for (const Gap& gap : facts.gaps) by_reason[gap.reason] += gap.last - gap.first + 1;
  out["offsets_without_record"] = by_reason;
  return out;
}

bool safe_name(const std::string& name) {
  return !name.empty() && name.size() < 200 && !name.starts_with('/') &&
         name.find("..") == name.npos &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-./") == name.npos;
}

// Reads members of one object; the first thing wrong sticks.
class Fields {
 public:
  Fields(const Json& object, std::string where, Error& error)
      : object_(object), where_(std::move(where)), error_(error) {
    if (!object.is_object()) fail("", "an object");
  }
  std::string text(const char* key) const {
    const Json* value = find(key);
    if (value != nullptr && value->is_string()) return value->get<std::string>();
    fail(key, "a text");
    return {};
  }
  std::int64_t number(const char* key, std::int64_t least) const {
    const Json* value = find(key);
    if (value != nullptr && value->is_number_integer() && value->get<std::int64_t>() >= least) {
      return value->get<std::int64_t>();
    }
    fail(key, "a whole number");
    return 0;
  }
  const Json& list(const char* key) const {
    static const Json kEmpty = Json::array();
    const Json* value = find(key);
    if (value != nullptr && value->is_array()) return *value;
    fail(key, "a list");
    return kEmpty;
  }
  bool has(const char* key) const { return find(key) != nullptr; }
  void fail(const std::string& key, const std::string& expected) const {
    if (!error_.detail.empty()) return;
    error_ =
        Error(ErrorCode::kCorrupt, where_ + (key.empty() ? "" : "." + key) + ": not " + expected);
  }

 private:
  const Json* find(const char* key) const {
    if (!object_.is_object()) return nullptr;
    const auto found = object_.find(key);
    return found == object_.end() ? nullptr : &*found;
  }
  const Json& object_;
  std::string where_;
  Error& error_;
};

ExportPartition read_partition_json(const Json& json, const std::string& where, Error& error) {
  const Fields fields(json, where, error);
  ExportPartition out;
  out.index = static_cast<std::int32_t>(fields.number("partition", 0));
  out.start = fields.number("start", 0);
  out.end = fields.number("end", 0);
  out.records = fields.text("records");
  out.gaps = fields.text("gaps");
  for (const std::string& name : {out.records, out.gaps}) {
    if (!safe_name(name)) fields.fail("records", "a file name inside the folder");
  }
  if (!fields.has("root")) return out;
  out.facts.count = static_cast<std::uint64_t>(fields.number("count", 0));
  out.facts.bytes = static_cast<std::uint64_t>(fields.number("bytes", 0));
  out.facts.first_offset = fields.number("first_offset", -1);
  out.facts.last_offset = fields.number("last_offset", -1);
  out.facts.root = fields.text("root");
  out.facts.content_root = fields.text("content_root");
  out.facts.sha256 = fields.text("sha256");
  return out;
}

}  // namespace

bool ExportTopic::compacted() const {
  const auto policy = configs.find("cleanup.policy");
  return policy != configs.end() && policy->second.find("compact") != std::string::npos;
}

Result<void> write_export(const std::string& folder, const char* name, const Export& data) {
  Json out;
  out["format"] = kFormat;
  out["cluster_id"] = data.cluster_id;
  out["started"] = data.started;
  out["finished"] = data.finished;
  out["isolation"] = "read_committed";
  out["topics"] = Json::array();
  for (const ExportTopic& topic : data.topics) {
    Json partitions = Json::array();
    for (const ExportPartition& one : topic.partitions) partitions.push_back(partition_json(one));
    out["topics"].push_back(
        {{"topic", topic.name}, {"configs", topic.configs}, {"partitions", partitions}});
  }
  out["groups"] = Json::array();
  for (const ExportGroup& group : data.groups) {
    Json offsets = Json::array();
    for (const auto& one : group.offsets) {
      offsets.push_back({{"topic", one.topic},
                         {"partition", one.partition},
                         {"offset", one.offset},
                         {"metadata", one.metadata}});
    }
    out["groups"].push_back({{"group", group.id}, {"offsets", offsets}});
  }
  out["groups_error"] = data.groups_error;
  // Beside it first: a manifest is there whole or not at all.
  const std::string path = folder + "/" + name, half = path + ".new";
  std::ofstream file(half, std::ios::binary | std::ios::trunc);
  file << out.dump(1, ' ', false, Json::error_handler_t::replace) << "\n";
  file.close();
  std::error_code error;
  if (file) fs::rename(half, path, error);
  if (!file || error) return Error(ErrorCode::kOutOfSpace, path + ": cannot be written");
  return {};
}

Result<Export> read_export(const std::string& folder, const char* name) {
  const std::string path = folder + "/" + name;
  std::error_code code;
  const auto size = fs::file_size(path, code);
  if (code) return Error(ErrorCode::kNotFound, path + ": not there");
  if (size > kManifestMax) return Error(ErrorCode::kTooLarge, path + ": over 512 MiB");
  std::ifstream file(path, std::ios::binary);
  // Depth is bounded by a callback: the parser itself recurses no further than this.
  const auto shallow = [](int depth, Json::parse_event_t, Json&) { return depth <= 8; };
  const Json json = Json::parse(file, shallow, false);
  Error error;
  const Fields fields(json, path, error);
  if (fields.text("format") != kFormat) fields.fail("format", kFormat);
  Export out;
  out.cluster_id = fields.text("cluster_id");
  out.started = fields.text("started");
  out.finished = fields.text("finished");
  out.groups_error = fields.text("groups_error");
  for (const Json& one : fields.list("topics")) {
    const Fields topic(one, path + ": topics", error);
    ExportTopic entry{topic.text("topic"), {}, {}};
    if (one.contains("configs") && one["configs"].is_object()) {
      for (const auto& [key, value] : one["configs"].items()) {
        if (value.is_string()) entry.configs[key] = value.get<std::string>();
      }
    }
    for (const Json& part : topic.list("partitions")) {
      entry.partitions.push_back(read_partition_json(part, path + ": " + entry.name, error));
    }
    out.topics.push_back(std::move(entry));
  }
  for (const Json& one : fields.list("groups")) {
    const Fields group(one, path + ": groups", error);
    ExportGroup entry{group.text("group"), {}};
    for (const Json& commit : group.list("offsets")) {
      const Fields offset(commit, path + ": groups", error);
      entry.offsets.push_back({offset.text("topic"),
                               static_cast<std::int32_t>(offset.number("partition", 0)),
                               offset.number("offset", -1), offset.text("metadata")});
    }
    out.groups.push_back(std::move(entry));
  }
  if (!error.detail.empty()) return error;
  return out;
}

std::string roots_text(const Export& data) {
  std::vector<std::string> lines;
  for (const ExportTopic& topic : data.topics) {
    for (const ExportPartition& one : topic.partitions) {
      lines.push_back(fmt::format("{} {} {} {}\n", evidence::to_hex(topic.name), one.index,
                                  one.facts.count, one.facts.root));
    }
  }
  std::sort(lines.begin(), lines.end());
  return fmt::format("{}", fmt::join(lines, ""));
}

}  // namespace ringfence::review::exit
