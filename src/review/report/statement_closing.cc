#include <fmt/format.h>

#include "review/report/report_blocks.h"
#include "review/report/report_text.h"

namespace ringfence::review {
namespace {

std::string or_dash(const std::string& text) { return text.empty() ? "-" : shown(text); }

void add_words_of_others(const ReportDigest& digest, std::vector<Block>& out) {
  out.push_back(heading(2, "What remains somebody's word", "words-of-others"));
  out.push_back(paragraph(
      "No measurement can settle the following, here or anywhere. A claim about one of these is "
      "ATTESTED at most; on other claims they stand among the limits."));
  std::vector<std::string> list;
  for (const std::string_view code : attest_only_limits()) {
    list.push_back(fmt::format("{}: {}", code, limit_text(*digest.view, std::string(code))));
  }
  out.push_back(bullet_list(list));
}

void add_duties(const ReportDigest& digest, std::vector<Block>& out) {
  out.push_back(heading(2, "Duties of the customer", "duties"));
  if (digest.duties.empty()) {
    out.push_back(paragraph("No item of this review names a duty of the customer."));
    return;
  }
  out.push_back(paragraph("The claims beside each duty hold only while it is done."));
  Block block = table("Duties", {"What the customer must do", "Claims that lean on it"}, {70, 30});
  for (const auto& [duty, claims] : digest.duties) {
    block.rows.push_back({shown(duty), joined(claims, ", ")});
  }
  out.push_back(block);
}

void add_open_items(const ReportDigest& digest, std::vector<Block>& out) {
  out.push_back(heading(2, "Open items", "open"));
  Block block = table(fmt::format("UNKNOWN or STALE at {}", digest.input->created),
                      {"Claim", "Verdict", "Why", "Asked since"}, {14, 20, 48, 18});
  for (const ClaimSummary* claim : digest.open) {
    block.rows.push_back({claim->claim->id, BlockCell(claim->verdict.verdict, ""),
                          or_dash(claim->verdict.reason), or_dash(claim->claim->asked_since)});
  }
  if (block.rows.empty()) {
    out.push_back(paragraph("No claim is UNKNOWN or STALE."));
  } else {
    out.push_back(block);
  }
  if (digest.view->missing.empty()) return;
  std::vector<std::string> missing;
  for (const std::string& text : digest.view->missing) missing.push_back(shown(text));
  out.push_back(paragraph("", "Missing from the evidence, as the verifier says"));
  out.push_back(bullet_list(missing));
}

void add_blind_spots(const ReportDigest& digest, std::vector<Block>& out) {
  if (digest.view->blind_spots.empty()) return;
  out.push_back(heading(2, "What the probes cannot see", "blind-spots"));
  Block block =
      table("As each probe says of itself", {"Probe", "Last run", "Cannot see"}, {18, 22, 60});
  for (const BlindSpots& spots : digest.view->blind_spots) {
    std::string text;
    for (const std::string& spot : spots.cannot_see)
      text += (text.empty() ? "" : "\n") + shown(spot);
    block.rows.push_back({shown(spots.tool), or_dash(spots.last_run), text});
  }
  out.push_back(block);
}

void add_party(const ReportDigest& digest, std::vector<Block>& out) {
  if (digest.view->party.entries.empty()) return;
  out.push_back(heading(2, "The other side as a legal party", "party"));
  Block block = table("As stated, with source",
                      {"What", "Source", "Retrieved", "Signed by", "Until"}, {38, 24, 13, 14, 11});
  for (const PartyEntry& entry : digest.view->party.entries) {
    block.rows.push_back({shown(entry.sentence()), or_dash(entry.source), or_dash(entry.retrieved),
                          or_dash(entry.signer), or_dash(entry.expires)});
  }
  out.push_back(block);
}

void add_sources(const ReportDigest& digest, std::vector<Block>& out) {
  out.push_back(heading(2, "Sources", "sources"));
  if (digest.sources.empty()) {
    out.push_back(paragraph("There is no evidence and no answer yet."));
    return;
  }
  Block block = table("Everything this paper leans on", {"What", "Where", "When", "By", "Until"},
                      {30, 32, 14, 14, 10});
  for (const Source& source : digest.sources) {
    block.rows.push_back({clipped(shown(source.what), 400, "its item"),
                          clipped(shown(source.where), 400, "its item"), or_dash(source.when),
                          or_dash(source.by), or_dash(source.expires)});
  }
  out.push_back(block);
}

void add_record(const ReportDigest& digest, std::vector<Block>& out) {
  out.push_back(heading(2, "Record of decisions", "record"));
  if (digest.view->record.empty()) {
    out.push_back(paragraph(fmt::format("Up to {}, nothing was decided.", digest.input->created)));
    return;
  }
  Block block = table("As the customer decided",
                      {"Question", "Decision", "Condition or comment", "Until", "By", "Owner, due"},
                      {11, 14, 33, 12, 15, 15});
  for (const auto& [question, decision] : digest.view->record) {
    std::string text = decision.condition;
    if (!decision.comment.empty()) text += (text.empty() ? "" : "\n") + decision.comment;
    block.rows.push_back(
        {question,
         decision.decision == "condition" ? "accepted with condition" : shown(decision.decision),
         or_dash(text), or_dash(decision.until),
         shown(decision.by + (decision.decided.empty() ? "" : "\n" + decision.decided)),
         or_dash(decision.owner + (decision.due.empty() ? "" : "\n" + decision.due))});
  }
  out.push_back(block);
}

void add_checking(const ReportDigest& digest, std::vector<Block>& out) {
  const ReportInput& input = *digest.input;
  out.push_back(heading(2, "How to check this", "checking"));
  out.push_back(paragraph(
      "ringfence-verify --trust TRUST.json PACKET recomputes every digest, signature and proof, "
      "grades every claim and prints one line a question. The trust policy is yours: keys that "
      "come with a packet do not count."));
  out.push_back(paragraph(
      fmt::format("Log {}, size {}, root {}. Packet before this one: {}.", shown(input.log_origin),
                  input.log_size, input.log_root.empty() ? "not given" : input.log_root,
                  input.previous_packet.empty() ? "none" : input.previous_packet)));
  Block keys = table("Keys, as the trust policy of the reviewer names them",
                     {"Key", "Role", "Held by", "Confirmed by, how, when"}, {20, 16, 24, 40});
  for (const ReportKey& key : input.keys) {
    keys.rows.push_back({shown(key.name) + "\n" + key.id.substr(0, 16), shown(key.role),
                         shown(fmt::format("{} ({}), host {}", key.holder, key.party, key.host)),
                         shown(fmt::format("{}, {}, {}", key.confirmed_by, key.how, key.date))});
  }
  if (!keys.rows.empty()) out.push_back(keys);
  Block assumptions = table("Assumptions on which verdicts rest", {"Code", "Assumption"}, {12, 88});
  for (const auto& [code, claims] : digest.assumptions) {
    assumptions.rows.push_back({code, assumption_text(*digest.view, code)});
  }
  if (!assumptions.rows.empty()) out.push_back(assumptions);
}

void add_signatures(const ReportDigest& digest, std::vector<Block>& out) {
  out.push_back(new_page());
  out.push_back(heading(2, "Signatures", "signatures"));
  out.push_back(paragraph(
      "A signature below, or a digital one over the SHA-256 of manifest.dsse.json, says that the "
      "person named has read this and stands by the decisions recorded. It does not change a "
      "verdict."));
  if (!digest.view->signatures.empty()) {
    Block made = table("Digital signatures over the last signed packet",
                       {"Packet", "Name and title", "Role", "Date", "State"}, {22, 26, 16, 16, 20});
    for (const SignatureView& signature : digest.view->signatures) {
      made.rows.push_back({shown(signature.packet), shown(signature.name + ", " + signature.title),
                           shown(signature.role), signature.date,
                           signature.good ? "matches" : "does not count: " + shown(signature.why)});
    }
    out.push_back(made);
  }
  Block lines;
  lines.kind = Block::Kind::kSignatures;
  for (const std::string& role : digest.view->profile.signature_roles) lines.items.push_back(role);
  while (lines.items.size() < 3) lines.items.emplace_back("");
  out.push_back(lines);
}

}  // namespace

void add_closing(const ReportDigest& digest, const StatementOptions&, std::vector<Block>& out) {
  out.push_back(new_page());
  add_words_of_others(digest, out);
  add_duties(digest, out);
  add_open_items(digest, out);
  add_blind_spots(digest, out);
  add_party(digest, out);
  add_sources(digest, out);
  add_record(digest, out);
  add_checking(digest, out);
  add_signatures(digest, out);
}

}  // namespace ringfence::review
