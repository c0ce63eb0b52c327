// Builds a SubjectView: reads the folder, grades as the verifier does, then joins.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "review/model/gaps.h"
#include "review/model/item_reader.h"
#include "review/model/packets.h"
#include "review/model/reopening.h"
#include "review/model/times.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;

struct QuestionRow {
  std::string group;
};
struct ClaimRow {
  std::string why_not_higher, how_any_vendor;
};

// Columns that the verifier has no use for.
void read_texts(std::map<std::string, QuestionRow>& questions,
                std::map<std::string, ClaimRow>& claims) {
  const verifier::QuestionFiles files = verifier::compiled_question_files();
  for (const std::string_view line : verifier::split(files.at("questions"), '\n')) {
    const auto cells = verifier::split(line, '\t');
    if (cells.size() == 5) questions[std::string(cells[0])] = {std::string(cells[1])};
  }
  for (const std::string_view line : verifier::split(files.at("claims"), '\n')) {
    const auto cells = verifier::split(line, '\t');
    if (cells.size() == 12) {
      claims[std::string(cells[0])] = {std::string(cells[5]), std::string(cells[11])};
    }
  }
}

std::string text_member(const nlohmann::json& body, const char* name) {
  return body.contains(name) && body[name].is_string() ? body[name].get<std::string>() : "";
}

void collect_answers(SubjectView& view) {
  for (std::size_t i = 0; i < view.items.size(); ++i) {
    const ItemView& item = view.items[i];
    if (item.code != "E24" || item.erased) continue;
    if (!item.summary.starts_with(kReopenedPrefix)) {
      const nlohmann::json body = nlohmann::json::parse(item.body, nullptr, false);
      if (!body.is_object()) continue;
      AnswerView answer;
      answer.item = i;
      answer.entity = text_member(body, "entity");
      answer.signer = text_member(body, "signer");
      answer.statement = text_member(body, "statement");
      answer.kind = text_member(body, "kind");
      answer.says = item.result == "holds" ? "yes" : item.result == "fails" ? "no" : "unclear";
      answer.answered = item.to;
      constexpr std::string_view kAbout = "statement about version ";
      if (item.unit.starts_with(kAbout)) answer.version = item.unit.substr(kAbout.size());
      answer.address = text_member(body, "address");
      answer.retrieved = text_member(body, "retrieved");
      answer.claims = item.claims;
      view.answers.push_back(std::move(answer));
    }
  }
}

void collect_claims(const verifier::QuestionSet& set, const verifier::Report& report,
                    const std::map<std::string, ClaimRow>& rows, SubjectView& view) {
  for (const auto& [id, claim] : set.claims) {
    ClaimView& out = view.claims[id];
    out.id = id;
    out.question = claim.question;
    out.text = claim.text;
    out.types = claim.types;
    out.highest = claim.highest;
    out.least = claim.least;
    out.max_age = claim.max_age;
    out.since = claim.since;
    if (const auto row = rows.find(id); row != rows.end()) {
      out.why_not_higher = row->second.why_not_higher;
      out.how_any_vendor = row->second.how_any_vendor;
    }
    out.verdict = report.claims.at(id);
  }
  for (std::size_t i = view.items.size(); i-- > 0;) {
    const ItemView& item = view.items[i];
    if (item.erased || item.code == "start" || item.code == "tombstone") continue;
    for (const std::string& id : item.claims) {
      ClaimView& claim = view.claims.at(id);
      if (claim.items.empty() && item.summary.starts_with(kReopenedPrefix)) {
        claim.reopened = item.summary;
      }
      claim.items.push_back(i);
    }
  }
  for (std::size_t i = view.answers.size(); i-- > 0;) {
    for (const std::string& id : view.answers[i].claims) {
      view.claims.at(id).answers.push_back(i);
    }
  }
  for (const AskedView& asked : view.askings) {
    for (const std::string& id : asked.claims) {
      const auto claim = view.claims.find(id);
      if (claim == view.claims.end()) continue;
      std::string& since = claim->second.asked_since;
      if (since.empty() || asked.date < since) since = asked.date;
    }
  }
}

void collect_questions(const verifier::QuestionSet& set,
                       const std::map<std::string, QuestionRow>& rows, SubjectView& view) {
  for (const verifier::Question& question : set.questions) {
    QuestionView out;
    out.id = question.id;
    if (const auto row = rows.find(question.id); row != rows.end()) out.group = row->second.group;
    out.text = question.text;
    out.claims = question.claims;
    out.verdict = Verdict::kProven;
    for (const std::string& id : question.claims) {
      const Verdict verdict = view.claims.at(id).verdict.verdict;
      ++out.counts[static_cast<std::size_t>(verdict)];
      out.verdict = std::min(out.verdict, verdict);
    }
    const auto decision = view.record.find(question.id);
    if (decision != view.record.end()) out.decision = &decision->second;
    view.questions.push_back(std::move(out));
  }
}

void collect_blind_spots(SubjectView& view) {
  std::set<std::string> seen;
  for (std::size_t i = view.items.size(); i-- > 0;) {
    const ItemView& item = view.items[i];
    if (item.cannot_see.empty() || !seen.insert(item.tool).second) continue;
    view.blind_spots.push_back({item.tool, item.to, item.cannot_see});
  }
  std::sort(view.blind_spots.begin(), view.blind_spots.end(),
            [](const BlindSpots& a, const BlindSpots& b) { return a.tool < b.tool; });
}

std::string voice_of(const AnswerView& answer) {
  return fmt::format("{} by {} on {}", answer.says,
                     answer.signer.empty() ? answer.entity : answer.signer,
                     answer.answered.substr(0, 10));
}

// Newest word of each signer; two that say different things about one claim.
void collect_disagreements(SubjectView& view) {
  for (const auto& [id, claim] : view.claims) {
    std::map<std::string, std::size_t> newest;
    for (const std::size_t at : claim.answers) {
      const AnswerView& answer = view.answers[at];
      newest.emplace(answer.entity + "\n" + answer.signer, at);
    }
    std::set<std::string> says;
    std::string all;
    for (const auto& [unused, at] : newest) {
      const AnswerView& answer = view.answers[at];
      says.insert(answer.says);
      all += (all.empty() ? "" : ", ") + voice_of(answer);
    }
    if (says.size() > 1) view.disagreements.push_back(id + ": " + all);
  }
}

void collect_window(SubjectView& view) {
  for (const ItemView& item : view.items) {
    if (item.erased || item.code == "start") continue;
    if (view.from.empty() || item.from < view.from) view.from = item.from;
    if (view.to.empty() || item.to > view.to) view.to = item.to;
  }
}

// What read_packet would make of these items, were they written out.
verifier::Packet packet_in_memory(const ReadItems& read, const SubjectView& view,
                                  const verifier::Trust& trust) {
  verifier::Packet packet;
  packet.items = read.items;
  packet.checkpoint.size = view.items.size();
  packet.manifest.checkpoint_size = static_cast<std::int64_t>(view.items.size());
  packet.manifest.subject = trust.subject;
  for (const ItemView& item : view.items) {
    if (!item.erased) continue;
    packet.notices.push_back(fmt::format("leaf {}: erased", item.leaf));
    if (packet.absent_run.empty() && verifier::is_probe_type(item.code)) {
      packet.absent_run = fmt::format("leaf {} is not in the packet and may be a run", item.leaf);
    }
  }
  return packet;
}

}  // namespace

std::vector<evidence::OpenClaim> open_claims(const verifier::QuestionSet& set,
                                             const std::vector<AskedView>& askings,
                                             const std::vector<ItemView>& items) {
  std::map<std::string, std::string> since;
  for (const AskedView& asked : askings) {
    for (const std::string& id : asked.claims) {
      std::string& first = since[id];
      if (first.empty() || asked.date < first) first = asked.date;
    }
  }
  std::set<std::string> answered;
  for (const ItemView& item : items) {
    if (item.code == "start" || item.erased) continue;
    answered.insert(item.claims.begin(), item.claims.end());
  }
  std::vector<evidence::OpenClaim> out;
  for (const auto& [id, claim] : set.claims) {
    if (answered.contains(id)) continue;
    const bool words =
        std::find(claim.types.begin(), claim.types.end(), "E24") != claim.types.end();
    const auto asked = since.find(id);
    if (asked != since.end()) {
      out.push_back({id, "unanswered", asked->second + "T00:00:00Z"});
    } else {
      out.push_back({id, words ? "not-asked" : "not-measured", ""});
    }
  }
  return out;
}

Result<SubjectView> load_subject_view(const ReviewFolder& review, const Subject& subject,
                                      std::int64_t now) {
  SubjectView view;
  const verifier::QuestionSet& set = review.question_set();
  view.review_name = review.settings().name;
  view.owner = review.settings().owner;
  view.name = subject.name;
  view.about = subject.about;
  view.scope = subject.scope;
  view.now = now;
  view.question_set = set.digest;
  view.limits = set.limits;
  view.assumptions = set.assumptions;
  RF_TRY_ASSIGN(view.profile, review.profile());
  RF_TRY_ASSIGN(view.party, review.party(subject));
  RF_TRY_ASSIGN(view.record, review.record(subject));
  RF_TRY_ASSIGN(view.askings, review.askings(subject));
  RF_TRY_ASSIGN(view.words, review.words());
  RF_TRY_ASSIGN(const verifier::Trust trust, review.trust(subject));
  RF_TRY_ASSIGN(const evidence::EvidenceFolder evidence, review.evidence(subject));
  RF_TRY_ASSIGN(ReadItems read, read_items(evidence, trust));
  view.items = std::move(read.views);
  verifier::Packet packet = packet_in_memory(read, view, trust);
  for (const evidence::OpenClaim& open : open_claims(set, view.askings, view.items)) {
    packet.manifest.open[open.claim] = {open.why, open.since};
  }
  const verifier::Report report = verifier::grade_packet(set, trust, packet, {}, now);
  view.exit_code = report.exit_code();
  view.notices = report.notices;
  view.missing = report.gaps;
  std::map<std::string, QuestionRow> question_rows;
  std::map<std::string, ClaimRow> claim_rows;
  read_texts(question_rows, claim_rows);
  collect_answers(view);
  collect_claims(set, report, claim_rows, view);
  collect_questions(set, question_rows, view);
  collect_blind_spots(view);
  collect_disagreements(view);
  collect_window(view);
  view.gaps = compute_gaps(view);
  RF_TRY_ASSIGN(const auto before,
                last_signed(review, subject, view.profile, view.record, view.items));
  view.difference = compute_difference(before ? &*before : nullptr, view);
  for (const PacketPlace& place : list_packets(subject)) {
    RF_TRY_ASSIGN(view.signatures,
                  check_signatures(review, subject, place, view.record, view.items));
    if (!view.signatures.empty()) break;
  }
  return view;
}

}  // namespace ringfence::review
