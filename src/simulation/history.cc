#include "simulation/history.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace ringfence::sim {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kTypes[] = {"invoke", "ok", "fail", "info"};

Json sends_json(const Op& op) {
  Json value = Json::array();
  for (const SendMop& mop : op.sends) {
    if (op.type == OpType::kOk) {
      value.push_back(Json::array({"send", mop.key, Json::array({mop.offset, mop.value})}));
    } else {
      value.push_back(Json::array({"send", mop.key, mop.value}));
    }
  }
  return value;
}

void add_poll_fields(const Op& op, Json& json) {
  Json read = Json::object();
  for (const PollMop& mop : op.polls) {
    if (mop.position != kUnknown) json["position"][mop.key] = mop.position;
    if (op.type != OpType::kOk) continue;
    if (mop.high_watermark != kUnknown) json["high_watermark"][mop.key] = mop.high_watermark;
    if (mop.log_start != kUnknown) json["log_start"][mop.key] = mop.log_start;
    Json& records = read[mop.key] = Json::array();
    bool timestamps = !mop.records.empty();
    for (const SeenRecord& record : mop.records) {
      records.push_back(Json::array({record.offset, record.value}));
      timestamps = timestamps && record.timestamp != kUnknown;
    }
    if (!timestamps) continue;
    for (const SeenRecord& record : mop.records)
      json["timestamps"][mop.key].push_back(record.timestamp);
  }
  json["value"] = op.type == OpType::kOk ? Json::array({Json::array({"poll", read})})
                                         : Json::array({Json::array({"poll"})});
}

Json offsets_json(const Op& op) {
  Json value = Json::array();
  for (const OffsetMop& mop : op.offsets) {
    Json told = mop.offset == kUnknown ? Json(nullptr) : Json(mop.offset);
    value.push_back(Json::array({op.f, mop.key, std::move(told)}));
  }
  return value;
}

void add_group_fields(const Op& op, Json& json) {
  if (!op.group.empty()) json["group"] = op.group;
  if (!op.member.empty()) json["member"] = op.member;
  if (op.generation != kUnknown) json["generation"] = op.generation;
  if (!op.leader.empty()) json["leader"] = op.leader;
  for (const auto& [member, keys] : op.assignments) json["assignments"][member] = keys;
}

Json batch_json(const SeenBatch& batch) {
  Json json = {{"key", batch.key}};
  if (batch.base != kUnknown) json["base"] = batch.base;
  if (batch.last != kUnknown) json["last"] = batch.last;
  if (batch.producer_id != kUnknown) {
    json["producer_id"] = batch.producer_id;
    json["epoch"] = batch.epoch;
    json["sequence"] = batch.sequence;
  }
  json["crc"] = batch.crc;
  if (batch.bytes_hash != 0) json["bytes"] = batch.bytes_hash;
  return json;
}

// Reads what another program wrote: every access is checked, the first problem is kept.
class Parser {
 public:
  explicit Parser(const Json& json) : json_(json) {}

  Result<Op> parse() {
    if (!json_.is_object()) return Error(ErrorCode::kInvalid, "not a JSON object");
    op_.time_ns = integer(json_, "time", 0);
    op_.process = static_cast<std::int32_t>(integer(json_, "process", -1));
    op_.f = text(json_, "f");
    op_.node = text(json_, "node");
    op_.life = integer(json_, "life", 0);
    op_.op = static_cast<std::uint64_t>(integer(json_, "op", 0));
    op_.error = text(json_, "error");
    op_.idempotent = flag(json_, "idempotent", false);
    op_.final = flag(json_, "final", false);
    group();
    const std::string type = text(json_, "type");
    bool known = false;
    for (std::size_t i = 0; i < std::size(kTypes); ++i) {
      if (type != kTypes[i]) continue;
      op_.type = static_cast<OpType>(i);
      known = true;
    }
    if (!known)
      return Error(ErrorCode::kInvalid, "type '" + type + "' is none of invoke, ok, fail, info");
    value();
    batches();
    if (!problem_.empty()) return Error(ErrorCode::kInvalid, problem_);
    return std::move(op_);
  }

 private:
  void fail(std::string what) {
    if (problem_.empty()) problem_ = std::move(what);
  }
  static std::string text(const Json& json, const char* name) {
    auto it = json.find(name);
    return it != json.end() && it->is_string() ? it->get<std::string>() : std::string();
  }
  static bool flag(const Json& json, const char* name, bool otherwise) {
    auto it = json.find(name);
    return it != json.end() && it->is_boolean() ? it->get<bool>() : otherwise;
  }
  static std::int64_t integer(const Json& json, const char* name, std::int64_t otherwise) {
    auto it = json.find(name);
    return it != json.end() && it->is_number_integer() ? it->get<std::int64_t>() : otherwise;
  }
  // Keys may be strings or numbers, as Jepsen's are.
  static std::string key(const Json& json) {
    return json.is_string() ? json.get<std::string>() : json.dump();
  }
  std::int64_t number(const Json& json) {
    if (json.is_number_integer()) return json.get<std::int64_t>();
    fail("expected an integer, got " + json.dump());
    return 0;
  }

  void group() {
    op_.group = text(json_, "group");
    op_.member = text(json_, "member");
    op_.generation = integer(json_, "generation", kUnknown);
    op_.leader = text(json_, "leader");
    auto it = json_.find("assignments");
    if (it == json_.end()) return;
    if (!it->is_object()) return fail("assignments is an object of members and their keys");
    for (const auto& [member, keys] : it->items()) {
      auto& entry = op_.assignments.emplace_back(member, std::vector<std::string>());
      for (const Json& k : keys) entry.second.push_back(key(k));
    }
  }

  void value() {
    auto it = json_.find("value");
    if (op_.f == "create_topic" || op_.f == "delete_topic") {
      op_.topic = it == json_.end() ? std::string() : key(*it);
      return;
    }
    if (op_.f == "audit") {
      if (it == json_.end() || !it->is_object()) return fail("an audit needs an object as value");
      op_.rule = text(*it, "rule");
      op_.holds = flag(*it, "holds", true);
      op_.detail = text(*it, "detail");
      return;
    }
    if (it == json_.end() || !it->is_array()) return;
    if (op_.f == "assign") {
      for (const Json& k : *it) op_.assigned.push_back(key(k));
      return;
    }
    for (const Json& mop : *it) {
      if (!mop.is_array() || mop.empty() || !mop[0].is_string()) continue;
      const std::string f = mop[0].get<std::string>();
      if (f == "send") send(mop);
      if (f == "poll") poll(mop);
      if (f == "list_offsets") list(mop);
      if (f == "commit" || f == "offset_fetch") offset(mop);
    }
  }

  void send(const Json& mop) {
    if (mop.size() != 3) return fail("a send is [\"send\", key, value or [offset, value]]");
    SendMop out{key(mop[1]), 0, kUnknown};
    if (mop[2].is_array()) {
      if (mop[2].size() != 2) return fail("an acknowledged send is [offset, value]");
      if (!mop[2][0].is_null()) out.offset = number(mop[2][0]);
      out.value = number(mop[2][1]);
    } else {
      out.value = number(mop[2]);
    }
    op_.sends.push_back(std::move(out));
  }

  std::int64_t per_key(const char* field, const std::string& k) {
    auto it = json_.find(field);
    return it != json_.end() && it->is_object() ? integer(*it, k.c_str(), kUnknown) : kUnknown;
  }

  void poll(const Json& mop) {
    if (mop.size() < 2 || !mop[1].is_object()) {
      auto it = json_.find("position");
      if (it == json_.end() || !it->is_object()) return;
      for (const auto& [k, position] : it->items())
        op_.polls.push_back(PollMop{k, number(position)});
      return;
    }
    for (const auto& [k, records] : mop[1].items()) {
      PollMop out{k, per_key("position", k), per_key("high_watermark", k), per_key("log_start", k)};
      for (const Json& record : records) {
        if (!record.is_array() || record.size() != 2)
          return fail("a polled record is [offset, value]");
        out.records.push_back({number(record[0]), number(record[1])});
      }
      timestamps(out);
      op_.polls.push_back(std::move(out));
    }
  }

  void timestamps(PollMop& mop) {
    auto it = json_.find("timestamps");
    if (it == json_.end() || !it->is_object()) return;
    auto list = it->find(mop.key);
    if (list == it->end() || !list->is_array()) return;
    for (std::size_t i = 0; i < std::min(list->size(), mop.records.size()); ++i)
      mop.records[i].timestamp = number((*list)[i]);
  }

  void list(const Json& mop) {
    if (mop.size() < 3)
      return fail("a list_offsets is [\"list_offsets\", key, timestamp, offset, found]");
    ListMop out{key(mop[1]), number(mop[2])};
    if (mop.size() > 3 && !mop[3].is_null()) out.offset = number(mop[3]);
    if (mop.size() > 4 && !mop[4].is_null()) out.found_timestamp = number(mop[4]);
    op_.lists.push_back(std::move(out));
  }

  void offset(const Json& mop) {
    if (mop.size() != 2 && mop.size() != 3)
      return fail("a commit or an offset_fetch is [name, key, offset or null]");
    OffsetMop out{key(mop[1])};
    if (mop.size() == 3 && !mop[2].is_null()) out.offset = number(mop[2]);
    op_.offsets.push_back(std::move(out));
  }

  void batches() {
    auto it = json_.find("batches");
    if (it == json_.end() || !it->is_array()) return;
    for (const Json& json : *it) {
      if (!json.is_object() || !json.contains("key")) return fail("a batch needs a key");
      SeenBatch batch{key(json["key"]),
                      integer(json, "base", kUnknown),
                      integer(json, "last", kUnknown),
                      integer(json, "producer_id", kUnknown),
                      static_cast<std::int32_t>(integer(json, "epoch", -1)),
                      static_cast<std::int32_t>(integer(json, "sequence", -1)),
                      static_cast<std::uint32_t>(integer(json, "crc", 0))};
      auto hash = json.find("bytes");
      if (hash != json.end() && hash->is_number_integer())
        batch.bytes_hash = hash->get<std::uint64_t>();
      op_.batches.push_back(std::move(batch));
    }
  }

  const Json& json_;
  Op op_;
  std::string problem_;
};

struct Hasher {
  std::uint64_t state = 0xCBF29CE484222325ull;
  void word(std::uint64_t value) {
    state = (state ^ value) * 0x9E3779B97F4A7C15ull;
    state ^= state >> 29;
  }
  void word(std::int64_t value) { word(static_cast<std::uint64_t>(value)); }
  void text(std::string_view text) {
    word(static_cast<std::uint64_t>(text.size()));
    for (const char c : text) word(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
  }
};

}  // namespace

void History::add(Op op) {
  op.index = static_cast<std::int64_t>(ops_.size());
  ops_.push_back(std::move(op));
}

std::uint64_t History::hash() const {
  Hasher hash;
  for (const Op& op : ops_) {
    hash.word(op.time_ns);
    hash.word(std::int64_t{op.process});
    hash.word(static_cast<std::uint64_t>(op.type));
    hash.text(op.f);
    hash.text(op.node);
    hash.word(op.life);
    hash.text(op.error);
    for (const SendMop& mop : op.sends) {
      hash.text(mop.key);
      hash.word(mop.value);
      hash.word(mop.offset);
    }
    for (const PollMop& mop : op.polls) {
      hash.text(mop.key);
      hash.word(mop.position);
      hash.word(mop.high_watermark);
      for (const SeenRecord& record : mop.records) {
        hash.word(record.offset);
        hash.word(record.value);
        hash.word(record.timestamp);
      }
    }
    for (const ListMop& mop : op.lists) {
      hash.text(mop.key);
      hash.word(mop.timestamp);
      hash.word(mop.offset);
      hash.word(mop.found_timestamp);
    }
    for (const SeenBatch& batch : op.batches) {
      hash.word(batch.base);
      hash.word(batch.producer_id);
      hash.word(std::int64_t{batch.sequence});
      hash.word(batch.bytes_hash);
    }
    hash.text(op.group);
    hash.text(op.member);
    hash.word(op.generation);
    for (const OffsetMop& mop : op.offsets) {
      hash.text(mop.key);
      hash.word(mop.offset);
    }
    for (const std::string& key : op.assigned) hash.text(key);
    hash.text(op.topic);
    hash.text(op.rule);
    hash.text(op.detail);
  }
  return hash.state;
}

std::string op_to_json(const Op& op) {
  Json json = {{"index", op.index},
               {"time", op.time_ns},
               {"process", op.process},
               {"type", kTypes[static_cast<std::size_t>(op.type)]},
               {"f", op.f}};
  if (op.f == "poll") {
    add_poll_fields(op, json);
  } else if (op.f == "send") {
    json["value"] = sends_json(op);
  } else if (op.f == "list_offsets") {
    json["value"] = Json::array();
    for (const ListMop& mop : op.lists) {
      json["value"].push_back(
          Json::array({"list_offsets", mop.key, mop.timestamp, mop.offset, mop.found_timestamp}));
    }
  } else if (op.f == "commit" || op.f == "offset_fetch") {
    json["value"] = offsets_json(op);
  } else if (op.f == "assign") {
    json["value"] = op.assigned;
  } else if (op.f == "audit") {
    json["value"] = {{"rule", op.rule}, {"holds", op.holds}, {"detail", op.detail}};
  } else {
    json["value"] = op.topic;
  }
  if (!op.node.empty()) json["node"] = op.node;
  if (op.life != 0) json["life"] = op.life;
  if (op.op != 0) json["op"] = op.op;
  if (op.idempotent) json["idempotent"] = true;
  if (op.final) json["final"] = true;
  add_group_fields(op, json);
  for (const SeenBatch& batch : op.batches) json["batches"].push_back(batch_json(batch));
  json["error"] = op.error.empty() ? Json(nullptr) : Json(op.error);
  return json.dump();
}

std::string History::to_json_lines() const {
  std::string out;
  for (const Op& op : ops_) {
    out += op_to_json(op);
    out += '\n';
  }
  return out;
}

Result<History> History::from_json_lines(std::string_view text) {
  History history;
  std::size_t line_number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line_number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    Result<Op> op = json.is_discarded() ? Result<Op>(Error(ErrorCode::kInvalid, "not JSON"))
                                        : Parser(json).parse();
    if (!op)
      return Error(ErrorCode::kInvalid, fmt::format("line {}: {}", line_number, op.error().detail));
    history.add(*std::move(op));
  }
  return history;
}

}  // namespace ringfence::sim
