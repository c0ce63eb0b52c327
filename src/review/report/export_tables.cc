// Two tables for other people's forms. CAIQ: ids and our answers that point at evidence; the text
// of its questions is under licence and not here. DORA: inputs for the financial entity's register
// of information, under names of our own; whatever nobody told us stays blank.
#include <fmt/format.h>

#include "review/report/caiq_mapping.h"
#include "review/report/documents.h"
#include "review/report/report_text.h"
#include "review/workbook/csv.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;

std::string caiq_answer(Verdict weakest) {
  switch (weakest) {
    case Verdict::kContradicted:
      return "no";
    case Verdict::kUnknown:
    case Verdict::kStale:
      return "";  // blank: nothing that counts
    default:
      return "yes";
  }
}

struct Mapped {
  VerdictCounts counts{};
  std::vector<std::string> claims, items;
};

Mapped mapped(const ReportDigest& digest, const std::vector<std::string_view>& claims) {
  Mapped out;
  for (const std::string_view id : claims) {
    const auto found = digest.claims.find(std::string(id));
    if (found == digest.claims.end()) continue;
    const verifier::ClaimVerdict& verdict = found->second->verdict;
    ++out.counts[static_cast<std::size_t>(verdict.verdict)];
    out.claims.emplace_back(id);
    out.items.insert(out.items.end(), verdict.items.begin(), verdict.items.end());
  }
  return out;
}

void add_party(const ReportDigest& digest, std::string_view kind, std::string_view field,
               Sheet& out) {
  bool any = false;
  for (const PartyEntry* entry : digest.view->party.of(kind)) {
    any = true;
    std::string details;
    for (const auto& [name, value] : entry->details) {
      if (!value.empty())
        details += fmt::format("{}{}: {}", details.empty() ? "" : "; ", name, value);
    }
    out.rows.push_back({Cell(std::string(field)), Cell(shown(entry->name)), Cell(shown(details)),
                        Cell(shown(entry->source)), Cell(entry->retrieved)});
  }
  if (!any) out.rows.push_back({Cell(std::string(field)), Cell(""), Cell(""), Cell(""), Cell("")});
}

void add_value(std::string_view field, const std::string& value, const std::string& source,
               const std::string& date, Sheet& out) {
  const bool given = !value.empty();
  out.rows.push_back({Cell(std::string(field)), Cell(shown(value)), Cell(""),
                      Cell(given ? source : ""), Cell(given ? date : "")});
}

}  // namespace

std::string caiq_answers(const ReportDigest& digest) {
  Sheet out;
  out.name = "CAIQ";
  out.rows.push_back({Cell("caiq_id"), Cell("answer"), Cell("verdict, weakest first"),
                      Cell("claims"), Cell("evidence items"), Cell("mapping source")});
  for (const CaiqRow& row : caiq_mapping()) {
    const Mapped from = mapped(digest, row.claims);
    if (from.claims.empty()) continue;
    out.rows.push_back({Cell(std::string(row.id)), Cell(caiq_answer(weakest_of(from.counts))),
                        Cell(counts_words(from.counts)), Cell(joined(from.claims, " ")),
                        Cell(joined(from.items, " ")), Cell(std::string(row.source))});
  }
  return write_csv(out);
}

std::string dora_inputs(const ReportDigest& digest) {
  const SubjectView& view = *digest.view;
  const std::string& created = digest.input->created;
  Sheet out;
  out.name = "Register inputs";
  out.rows.push_back({Cell("input"), Cell("value"), Cell("details"), Cell("source"), Cell("date")});
  add_value("note", "Inputs for the financial entity's own register of information. Not a filing.",
            "", created, out);
  add_value("service: product", view.scope.system.product, "subject of the review", created, out);
  add_value("service: deployment", view.scope.system.deployment, "subject of the review", created,
            out);
  add_value("service: region of storage", view.scope.system.region, "subject of the review",
            created, out);
  add_party(digest, "entity", "provider: legal entity", out);
  add_party(digest, "owner", "provider: owner", out);
  add_party(digest, "subprocessor", "supply chain: subprocessor", out);
  add_party(digest, "support", "provider: support path", out);
  add_party(digest, "terms", "contract: terms in force", out);
  add_value("data: classification", view.profile.classification, "workload profile", created, out);
  add_value("data: residency asked for", joined(view.profile.residency, ", "), "workload profile",
            created, out);
  const auto seconds = [](std::int64_t value) {
    return value == 0 ? std::string() : std::to_string(value) + " s";
  };
  add_value("continuity: recovery time asked for", seconds(view.profile.recovery_time_s),
            "workload profile", created, out);
  add_value("continuity: recovery point asked for", seconds(view.profile.recovery_point_s),
            "workload profile", created, out);
  for (const std::string_view field :
       {"contract: reference number", "contract: start", "contract: end", "contract: notice period",
        "contract: annual cost", "function: licensed activity", "function: criticality",
        "exit: substitutability", "audit: last audit"}) {
    add_value(field, "", "", "", out);
  }
  for (const QuestionSummary& question : digest.questions) {
    if (question.question->id != "K10" && question.question->id != "K3") continue;
    add_value("evidence: " + question.question->id, counts_words(question.counts),
              "statement.md, question " + question.question->id, created, out);
  }
  return write_csv(out);
}

}  // namespace ringfence::review
