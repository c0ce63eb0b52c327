#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "review/report/documents.h"
#include "review/report/report_text.h"

namespace ringfence::review {
namespace {

using Json = nlohmann::json;

// Largest text that a file of the annex takes over; larger ones are named by digest only.
constexpr std::size_t kTextBytesMax = 256U << 10;
constexpr std::size_t kFileBytesMax = 4U << 20;

struct Topic {
  std::string_view file, title;
  std::vector<std::string_view> claims;  // ids, or beginnings of ids ending in '.'
};

const std::vector<Topic>& topics() {
  static const std::vector<Topic> kTopics = {
      {"annex/endpoints.md",
       "Endpoints",
       {"K3.a", "K3.b", "K4.a", "K6.", "C3.res.c", "P2.b", "Z1.c"}},
      {"annex/roles-and-policies.md",
       "Roles and policies",
       {"K5.", "M1.", "M2.", "M3.", "M4.", "M5.", "M6.", "C1.acc.a", "C1.acc.b", "C5.acc.", "Z4.a",
        "K8.a"}},
      {"annex/bucket-policy.md", "Bucket policy", {"Z2.a", "K4.b", "K4.c", "K4.e", "C1.acc.b"}},
      {"annex/lifecycle.md",
       "Lifecycle, locks, replication",
       {"C1.ret.b", "C1.ret.c", "C5.ret.", "C5.res."}},
      {"annex/retention.md",
       "Retention",
       {"C1.ret.", "C2.ret.", "C3.ret.", "C4.ret.", "K9.", "I4."}},
  };
  return kTopics;
}

bool is_of(const Topic& topic, const ItemView& item) {
  return std::any_of(item.claims.begin(), item.claims.end(), [&](const std::string& claim) {
    return std::any_of(topic.claims.begin(), topic.claims.end(), [&](std::string_view id) {
      return id.ends_with('.') ? claim.starts_with(id) : claim == id;
    });
  });
}

// A fence that no line of the text can close.
std::string fenced(std::string_view text) {
  std::size_t longest = 2;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '~' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '~');
  return fence + "\n" + shown(text) + (text.ends_with('\n') ? "" : "\n") + fence + "\n\n";
}

std::string pretty(const std::string& json) {
  const Json value = Json::parse(json, nullptr, false);
  return value.is_discarded() ? json : value.dump(2, ' ', false, Json::error_handler_t::replace);
}

bool is_text(const evidence::Raw& raw) {
  return raw.media_type.starts_with("text/") || raw.media_type.ends_with("json") ||
         raw.media_type.ends_with("xml") || raw.media_type.ends_with("yaml");
}

void add_raw(const evidence::Raw& raw, const RawReader& read_raw, const Withheld& withheld,
             std::string& out) {
  if (raw.disclosure == "withheld" || withheld.raw.contains(raw.digest)) {
    out += fmt::format("Raw file {} ({}): withheld from this packet.\n\n", raw.digest,
                       markdown_escape(raw.media_type));
    return;
  }
  out += fmt::format("Raw file raw/{} ({})\n\n", raw.digest, markdown_escape(raw.media_type));
  if (!is_text(raw) || !read_raw) return;
  const Result<std::string> bytes = read_raw(raw.digest);
  if (!bytes.ok() || bytes->size() > kTextBytesMax) return;
  out += fenced(raw.media_type.ends_with("json") ? pretty(*bytes) : *bytes);
}

std::string topic_file(const ReportDigest& digest, const Topic& topic, const RawReader& read_raw,
                       const Withheld& withheld) {
  std::string out =
      fmt::format("# {}\n\nAt {}, on {}: what was read, item by item.\n\n", topic.title,
                  digest.input->created, markdown_escape(scope_words(digest.view->scope)));
  std::size_t items = 0;
  std::set<std::string> raw_shown;
  for (const ItemView& item : digest.view->items) {
    if (!answers_claims(item) || !is_of(topic, item)) continue;
    ++items;
    if (out.size() > kFileBytesMax) {
      out += fmt::format("Item {}: see items/{}.dsse.json.\n\n", item.id, item.id);
      continue;
    }
    out += fmt::format("## {} by {}\n\nItem {}, claims {}, result {}.\n\n{}\n\n",
                       markdown_escape(shown(type_words(item.type))),
                       markdown_escape(shown(item.tool)), item.id, joined(item.claims, ", "),
                       item.result,
                       markdown_escape(scoped(*digest.input, item.from, item.to,
                                              clipped(shown(item.summary), 4000, "its item"))));
    if (item.body.size() <= kTextBytesMax) out += fenced(pretty(item.body));
    for (const evidence::Raw& raw : item.raw) {
      if (raw_shown.insert(raw.digest).second) add_raw(raw, read_raw, withheld, out);
    }
  }
  if (items == 0) out += "Nothing about this was read in this review.\n";
  return out;
}

std::string answers_file(const ReportDigest& digest) {
  std::string out = fmt::format(
      "# Answers in full\n\nUp to {}, on {}. Each is the word of whoever "
      "gave it.\n\n",
      digest.input->created, markdown_escape(scope_words(digest.view->scope)));
  for (const AnswerView& answer : digest.view->answers) {
    std::vector<std::string> facts = {answer.kind, answer.says};
    if (!answer.signer.empty()) facts.push_back("by " + answer.signer);
    if (!answer.answered.empty()) facts.push_back("on " + answer.answered);
    if (!answer.version.empty()) facts.push_back("for version " + answer.version);
    if (!answer.address.empty()) facts.push_back(answer.address + " read " + answer.retrieved);
    out += fmt::format("## {}: {}\n\n{}\n\n{}\n\n", joined(answer.claims, ", "),
                       markdown_escape(shown(answer.entity)),
                       markdown_escape(shown(joined(facts, "; "))),
                       markdown_escape(shown(answer.statement)));
  }
  if (digest.view->answers.empty()) out += "Nobody answered yet.\n";
  return out;
}

std::string duties_file(const ReportDigest& digest) {
  std::string out = fmt::format(
      "# Duties of the customer\n\nAt {}, on {}. The claims beside a "
      "duty hold only while it is done.\n\n",
      digest.input->created, markdown_escape(scope_words(digest.view->scope)));
  for (const auto& [duty, claims] : digest.duties) {
    out += fmt::format("- {} ({})\n", markdown_escape(shown(duty)), joined(claims, ", "));
  }
  if (digest.duties.empty()) out += "No item of this review names one.\n";
  return out;
}

std::string limits_file(const ReportDigest& digest) {
  std::string out = fmt::format(
      "# Limits and assumptions\n\nAt {}, on {}.\n\n## What remains "
      "somebody's word\n\n",
      digest.input->created, markdown_escape(scope_words(digest.view->scope)));
  for (const std::string_view code : attest_only_limits()) {
    out += fmt::format("- `{}`: {}\n", code,
                       markdown_escape(limit_text(*digest.view, std::string(code))));
  }
  out += "\n## Limits that verdicts of this packet carry\n\n";
  for (const auto& [code, claims] : digest.limits) {
    out += fmt::format("- `{}`: {} ({})\n", code, markdown_escape(limit_text(*digest.view, code)),
                       joined(claims, ", "));
  }
  if (digest.limits.empty()) out += "None: no claim has evidence yet.\n";
  out += "\n## Assumptions\n\n";
  for (const auto& [code, claims] : digest.assumptions) {
    out += fmt::format("- `{}`: {} ({})\n", code,
                       markdown_escape(assumption_text(*digest.view, code)), joined(claims, ", "));
  }
  if (digest.assumptions.empty()) out += "None: no claim has evidence yet.\n";
  return out;
}

}  // namespace

std::map<std::string, std::string> annex_files(const ReportDigest& digest,
                                               const RawReader& read_raw,
                                               const Withheld& withheld) {
  std::map<std::string, std::string> out;
  for (const Topic& topic : topics()) {
    out[std::string(topic.file)] = topic_file(digest, topic, read_raw, withheld);
  }
  out["annex/answers.md"] = answers_file(digest);
  out["duties.md"] = duties_file(digest);
  out["limits.md"] = limits_file(digest);
  return out;
}

}  // namespace ringfence::review
