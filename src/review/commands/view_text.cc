#include "review/commands/view_text.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "review/model/times.h"

namespace ringfence::review {
namespace {

using Json = nlohmann::ordered_json;
using verifier::verdict_name;

std::string dump(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

void add_list(std::string& out, std::string_view heading, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  out += fmt::format("{}:\n", heading);
  for (const std::string& line : lines) out += "  " + line + "\n";
}

std::string claim_line(const ClaimView& claim) {
  const verifier::ClaimVerdict& verdict = claim.verdict;
  std::string out = fmt::format("    {:<9} {}", claim.id, verdict_name(verdict.verdict));
  if (!verdict.by.empty()) out += fmt::format(", by {}, {}", verdict.by, verdict.at.substr(0, 10));
  if (!verdict.covers.empty()) out += ", " + verdict.covers;
  if (!verdict.until.empty()) out += ", until " + verdict.until.substr(0, 10);
  if (!verdict.reason.empty()) out += ": " + verdict.reason;
  if (!claim.reopened.empty()) out += " [" + claim.reopened + "]";
  return out + "\n";
}

std::vector<std::string> signature_lines(const SubjectView& view) {
  std::vector<std::string> out;
  for (const SignatureView& one : view.signatures) {
    out.push_back(fmt::format("{} {}, {} ({}) on {}: {}", one.packet, one.name, one.title, one.role,
                              one.date.substr(0, 10), one.good ? "good" : "REFUSED: " + one.why));
  }
  return out;
}

std::vector<std::string> gap_lines(const SubjectView& view) {
  std::vector<std::string> out;
  for (const Gap& gap : view.gaps) {
    out.push_back(fmt::format("{} {}: {}{}{}", gap.question, gap.claim, gap.what,
                              gap.owner.empty() ? "" : "; owner " + gap.owner,
                              gap.due.empty() ? "" : "; due " + gap.due));
  }
  return out;
}

Json claim_json(const ClaimView& claim) {
  const verifier::ClaimVerdict& verdict = claim.verdict;
  return {{"claim", claim.id},         {"verdict", verdict_name(verdict.verdict)},
          {"by", verdict.by},          {"at", verdict.at},
          {"until", verdict.until},    {"covers", verdict.covers},
          {"rule", verdict.rule},      {"reason", verdict.reason},
          {"gap", verdict.gap},        {"limits", verdict.limits},
          {"items", verdict.items},    {"asked_since", claim.asked_since},
          {"reopened", claim.reopened}};
}

Json question_json(const QuestionView& question) {
  Json out{{"question", question.id},
           {"group", question.group},
           {"verdict", verdict_name(question.verdict)},
           {"counts", Json::object()},
           {"claims", question.claims},
           {"decision", question.decision == nullptr ? "" : question.decision->decision}};
  for (std::size_t i = 0; i < verifier::kVerdicts; ++i) {
    if (question.counts[i] == 0) continue;
    out["counts"][std::string(verdict_name(static_cast<verifier::Verdict>(i)))] =
        question.counts[i];
  }
  return out;
}

Json difference_object(const Difference& difference) {
  return {{"since", difference.since},        {"verdicts", difference.verdicts},
          {"expired", difference.expired},    {"reopened", difference.reopened},
          {"record", difference.record},      {"overdue", difference.overdue},
          {"answers", difference.new_answers}};
}

std::string totals(const SubjectView& view) {
  std::array<int, verifier::kVerdicts> counts{};
  for (const auto& [id, claim] : view.claims) {
    ++counts[static_cast<std::size_t>(claim.verdict.verdict)];
  }
  QuestionView all;
  all.counts = counts;
  return counts_text(all);
}

}  // namespace

std::string counts_text(const QuestionView& question) {
  std::string out;
  for (std::size_t i = 0; i < verifier::kVerdicts; ++i) {
    if (question.counts[i] == 0) continue;
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ",
                       verdict_name(static_cast<verifier::Verdict>(i)), question.counts[i]);
  }
  return out;
}

std::string status_text(const SubjectView& view, bool claims) {
  const evidence::System& system = view.scope.system;
  std::string out = fmt::format("{}: {} by {}{}{}, as of {}\n", view.name, system.product,
                                system.entity, view.scope.build.empty() ? "" : ", build ",
                                view.scope.build, format_time(view.now));
  for (const QuestionView& question : view.questions) {
    out += fmt::format("{:<13} {}{}\n", question.id, counts_text(question),
                       question.decision == nullptr ? "" : "; " + question.decision->decision);
    if (!claims) continue;
    for (const std::string& id : question.claims) out += claim_line(view.claims.at(id));
  }
  out += fmt::format("{} claims: {}\n", view.claims.size(), totals(view));
  std::vector<std::string> reopened;
  for (const auto& [id, claim] : view.claims) {
    if (!claim.reopened.empty()) reopened.push_back(id + ": " + claim.reopened);
  }
  add_list(out, "reopened", reopened);
  add_list(out, "answers that disagree", view.disagreements);
  add_list(out, fmt::format("gaps against the profile ({})", view.gaps.size()),
           claims ? gap_lines(view) : std::vector<std::string>());
  if (!claims && !view.gaps.empty()) {
    out +=
        fmt::format("{} gaps against the profile (status --claims lists them)\n", view.gaps.size());
  }
  for (const BlindSpots& blind : view.blind_spots) {
    add_list(out, fmt::format("{} cannot see", blind.tool), blind.cannot_see);
  }
  add_list(out, "signatures", signature_lines(view));
  add_list(out, "notices", view.notices);
  return out;
}

std::string status_json(const SubjectView& view) {
  Json questions = Json::array();
  for (const QuestionView& question : view.questions) questions.push_back(question_json(question));
  Json claims = Json::array();
  for (const auto& [id, claim] : view.claims) claims.push_back(claim_json(claim));
  Json gaps = Json::array();
  for (const Gap& gap : view.gaps) {
    gaps.push_back({{"question", gap.question},
                    {"claim", gap.claim},
                    {"what", gap.what},
                    {"owner", gap.owner},
                    {"due", gap.due}});
  }
  Json signatures = Json::array();
  for (const SignatureView& one : view.signatures) {
    signatures.push_back({{"packet", one.packet},
                          {"role", one.role},
                          {"name", one.name},
                          {"title", one.title},
                          {"date", one.date},
                          {"holder", one.holder},
                          {"intact", one.intact},
                          {"good", one.good},
                          {"why", one.why}});
  }
  Json blind = Json::array();
  for (const BlindSpots& one : view.blind_spots) {
    blind.push_back(
        {{"tool", one.tool}, {"last_run", one.last_run}, {"cannot_see", one.cannot_see}});
  }
  return dump({{"review", view.review_name},
               {"subject", view.name},
               {"now", format_time(view.now)},
               {"question_set", view.question_set},
               {"questions", std::move(questions)},
               {"claims", std::move(claims)},
               {"gaps", std::move(gaps)},
               {"disagreements", view.disagreements},
               {"blind_spots", std::move(blind)},
               {"signatures", std::move(signatures)},
               {"difference", difference_object(view.difference)},
               {"notices", view.notices},
               {"missing", view.missing},
               {"verifier_exit", view.exit_code}});
}

std::string difference_text(const Difference& difference) {
  std::string out = difference.since.empty()
                        ? "nothing was signed yet: everything that is known is new\n"
                        : fmt::format("since the signed review {}\n", difference.since);
  if (difference.empty()) return out + "nothing changed\n";
  add_list(out, "verdicts", difference.verdicts);
  add_list(out, "expired", difference.expired);
  add_list(out, "reopened", difference.reopened);
  add_list(out, "new answers", difference.new_answers);
  add_list(out, "record", difference.record);
  add_list(out, "overdue", difference.overdue);
  return out;
}

std::string difference_json(const Difference& difference) {
  return dump(difference_object(difference));
}

}  // namespace ringfence::review
