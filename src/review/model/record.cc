#include "review/model/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "evidence/crypto.h"
#include "review/model/times.h"

namespace ringfence::review {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kType = "ringfence-review-record/v1";

struct Member {
  const char* name;
  std::string Decision::* value;
};
constexpr Member kMembers[] = {
    {"decision", &Decision::decision}, {"condition", &Decision::condition},
    {"until", &Decision::until},       {"comment", &Decision::comment},
    {"owner", &Decision::owner},       {"due", &Decision::due},
    {"decided", &Decision::decided},   {"by", &Decision::by}};

Error bad(std::string_view question, std::string_view member, std::string_view what) {
  return Error(ErrorCode::kInvalid,
               fmt::format("record.json: {}: \"{}\" {}", question, member, what));
}

Result<Decision> read_decision(const std::string& question, const Json& object) {
  Decision out;
  if (!object.is_object()) return bad(question, "decision", "must be an object");
  for (const auto& [key, value] : object.items()) {
    const auto* found = std::find_if(std::begin(kMembers), std::end(kMembers),
                                     [&](const Member& member) { return key == member.name; });
    if (found == std::end(kMembers)) {
      return bad(question, key,
                 "is no member; allowed: decision, condition, until, comment, owner, due, decided, "
                 "by");
    }
    if (!value.is_string()) return bad(question, key, "must be a text");
    out.*found->value = value.get<std::string>();
  }
  return out;
}

}  // namespace

Result<> check_decision(std::string_view question, const Decision& decision,
                        const verifier::QuestionSet& set) {
  const bool known = std::any_of(set.questions.begin(), set.questions.end(),
                                 [&](const verifier::Question& q) { return q.id == question; });
  if (!known) return bad(question, "question", "is not in the question set");
  const std::string& what = decision.decision;
  if (what != "accepted" && what != "condition" && what != "rejected" && what != "exception") {
    return bad(question, "decision", "must be accepted, condition, rejected or exception");
  }
  if (what == "condition" && decision.condition.empty()) {
    return bad(question, "condition", "is missing: what must hold?");
  }
  if (what == "exception" && decision.until.empty()) {
    return bad(question, "until", "is missing: an exception ends on a date");
  }
  for (const auto& [name, date] :
       {std::pair("until", decision.until), std::pair("due", decision.due),
        std::pair("decided", decision.decided)}) {
    if (!date.empty() && !parse_date(date)) return bad(question, name, "must be as 2026-01-31");
  }
  for (const Member& member : kMembers) {
    const std::string& text = decision.*member.value;
    if (!verifier::valid_utf8(text)) return bad(question, member.name, "is not UTF-8");
    if (text.size() > 20000) return bad(question, member.name, "is longer than 20000 bytes");
  }
  return {};
}

Result<Record> parse_record(std::string_view json, const verifier::QuestionSet& set) {
  if (json.size() > (8U << 20)) return Error(ErrorCode::kTooLarge, "record.json: at most 8 MiB");
  const Json document = Json::parse(json, nullptr, false);
  if (!document.is_object() || !document.contains("type") || document["type"] != kType ||
      !document.contains("questions") || !document["questions"].is_object()) {
    return Error(
        ErrorCode::kInvalid,
        fmt::format("record.json: must be {{\"type\": \"{}\", \"questions\": {{…}}}}", kType));
  }
  Record record;
  for (const auto& [question, object] : document["questions"].items()) {
    RF_TRY_ASSIGN(const Decision decision, read_decision(question, object));
    RF_TRY(check_decision(question, decision, set));
    record.emplace(question, decision);
  }
  return record;
}

std::string format_record(const Record& record) {
  Json questions = Json::object();
  for (const auto& [question, decision] : record) {
    Json object = Json::object();
    for (const Member& member : kMembers) {
      const std::string& text = decision.*member.value;
      if (!text.empty()) object[member.name] = text;
    }
    questions[question] = std::move(object);
  }
  const Json document{{"type", kType}, {"questions", std::move(questions)}};
  return document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string record_digest(const Record& record) {
  return evidence::sha256_hex(format_record(record));
}

std::vector<std::string> compare_records(const Record& before, const Record& now) {
  std::vector<std::string> out;
  for (const auto& [question, decision] : now) {
    const auto was = before.find(question);
    if (was == before.end()) {
      out.push_back(fmt::format("new {}: {}", question, decision.decision));
    } else if (was->second.decision != decision.decision) {
      out.push_back(
          fmt::format("changed {}: {} to {}", question, was->second.decision, decision.decision));
    } else if (was->second != decision) {
      out.push_back(fmt::format("changed {}: {}, other details", question, decision.decision));
    }
  }
  for (const auto& [question, decision] : before) {
    if (!now.contains(question)) {
      out.push_back(fmt::format("gone {}: was {}", question, decision.decision));
    }
  }
  return out;
}

}  // namespace ringfence::review
