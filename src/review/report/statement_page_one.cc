#include <fmt/format.h>

#include <algorithm>

#include "review/report/report_blocks.h"
#include "review/report/report_text.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;

void add_row(Block& block, std::string name, std::string value) {
  if (value.empty()) return;  // what is not given is no part of the scope
  block.rows.push_back({std::move(name), shown(value)});
}

Block scope_table(const ReportDigest& digest) {
  const SubjectView& view = *digest.view;
  const evidence::System& system = view.scope.system;
  Block out = table("What is spoken of", {"What", "Value"}, {28, 72});
  add_row(out, "Product", system.product);
  add_row(out, "Legal entity", system.entity);
  add_row(out, "Deployment", system.deployment);
  std::vector<std::string> place;
  for (const std::string* text :
       {&system.account, &system.cluster, &system.region, &system.bucket}) {
    if (!text->empty()) place.push_back(*text);
  }
  add_row(out, "Account, cluster, region, bucket", joined(place, ", "));
  add_row(out, "Environment, build",
          view.scope.environment + (view.scope.build.empty() ? "" : ", " + view.scope.build));
  add_row(out, "Configuration (SHA-256)", view.scope.config_digest);
  add_row(out, "Policies (SHA-256)", view.scope.policy_digest);
  add_row(out, "Reviewed by", view.owner);
  add_row(out, "Evidence from, to", view.from.empty() ? "none yet" : view.from + " to " + view.to);
  add_row(out, "Question set (SHA-256)", view.question_set);
  return out;
}

void add_environment(const ReportDigest& digest, std::vector<Block>& out) {
  const SubjectView& view = *digest.view;
  if (view.scope.environment != "production") {
    out.push_back(paragraph(
        fmt::format("Everything here was seen in the environment \"{}\". It answers nothing about "
                    "production.",
                    shown(view.scope.environment)),
        "Not production."));
  }
  std::vector<std::string> hosts;
  for (const ReportKey& key : digest.input->keys) {
    if (std::find(hosts.begin(), hosts.end(), key.host) == hosts.end()) hosts.push_back(key.host);
  }
  if (digest.input->keys.size() > 1 && hosts.size() == 1) {
    out.push_back(paragraph(
        "All keys lie on one host: whoever has that host could have signed everything here.",
        "Demonstration."));
  }
  if (!view.notices.empty()) {
    std::vector<std::string> notices;
    for (const std::string& notice : view.notices) notices.push_back(shown(notice));
    out.push_back(paragraph("", "Notices of the verifier"));
    out.push_back(bullet_list(notices));
  }
}

std::string window_words(const ReportDigest& digest) {
  const SubjectView& view = *digest.view;
  if (view.from.empty()) return "up to " + digest.input->created;
  if (view.from == view.to) return "at " + view.from;
  return fmt::format("between {} and {}", view.from, view.to);
}

void add_openings(const ReportDigest& digest, std::vector<Block>& out) {
  const std::string on = scope_words(digest.view->scope);
  out.push_back(heading(2, "How to read this", "reading"));
  out.push_back(paragraph(
      fmt::format("This paper records what was seen of {} and what was said about it, {}. It is "
                  "evidence; it is not legal advice and not an assurance opinion. "
                  "Statements of the other side are marked ATTESTED and stay its word. Gaps, open "
                  "items, your own duties and the decisions taken have sections of their own; the "
                  "last page is for signatures.",
                  on, window_words(digest)),
      "For a lawyer."));
  out.push_back(paragraph(
      "Every verdict was computed from signed items by fixed rules, out of a question set that "
      "belongs to the reader; the packet does not grade itself. Each row names who measured or "
      "spoke, when, until when it counts, and over how much. Run ringfence-verify with your own "
      "trust policy: your run counts, this text does not. What the probes could not see is listed.",
      "For an auditor."));
  out.push_back(paragraph(
      "Items, inclusion proofs, checkpoints and raw files lie beside this file; annex/ holds the "
      "endpoints, roles, policies, lifecycle and retention that were read. Any probe can be run "
      "again with the same read-only rights. boundary.json holds the map as data.",
      "For an engineer."));
}

void add_words(std::vector<Block>& out) {
  out.push_back(heading(2, "Six words", "words"));
  Block words =
      table("Weakest first. The weakest claim decides a question.", {"Word", "Meaning"}, {24, 76});
  for (std::size_t i = 0; i < verifier::kVerdicts; ++i) {
    const auto verdict = static_cast<Verdict>(i);
    words.rows.push_back({BlockCell(verdict, ""), std::string(verdict_meaning(verdict))});
  }
  out.push_back(words);
}

void add_counts(const ReportDigest& digest, std::vector<Block>& out) {
  out.push_back(heading(2, "Counts, weakest first", "counts"));
  Block counts =
      table(fmt::format("At {}, on {}", digest.input->created, scope_words(digest.view->scope)),
            {"Verdict", "Questions (by their weakest claim)", "Claims"}, {40, 35, 25});
  for (std::size_t i = 0; i < verifier::kVerdicts; ++i) {
    counts.rows.push_back({BlockCell(static_cast<Verdict>(i), ""),
                           std::to_string(digest.question_totals[i]),
                           std::to_string(digest.claim_totals[i])});
  }
  counts.rows.push_back(
      {"All", std::to_string(digest.questions.size()), std::to_string(digest.claims.size())});
  out.push_back(counts);
  out.push_back(paragraph(
      "There is no score and no recommendation: what is enough is the reader's decision."));
}

}  // namespace

void add_page_one(const ReportDigest& digest, const StatementOptions& options,
                  std::vector<Block>& out) {
  const evidence::System& system = digest.view->scope.system;
  out.push_back(heading(1,
                        fmt::format("Evidence on {}{}", shown(system.product),
                                    system.entity.empty() ? "" : " of " + shown(system.entity)),
                        "top"));
  out.push_back(paragraph(fmt::format("Review \"{}\", audience {}, written at {}.",
                                      shown(digest.view->review_name), options.audience,
                                      digest.input->created)));
  out.push_back(scope_table(digest));
  out.push_back(
      paragraph(fmt::format("questions {}; claims {}.", counts_words(digest.question_totals),
                            counts_words(digest.claim_totals)),
                "Counts, weakest first:"));
  add_environment(digest, out);
  add_openings(digest, out);
  add_words(out);
  add_counts(digest, out);
  if (!options.left_out.notes.empty()) {
    out.push_back(heading(2, "What is left out of this copy", "left-out"));
    out.push_back(bullet_list(options.left_out.notes));
  }
}

}  // namespace ringfence::review
