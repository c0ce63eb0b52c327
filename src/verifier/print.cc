#include "verifier/report.h"

#include <algorithm>

namespace ringfence::verifier {
namespace {

using Counts = std::array<std::size_t, kVerdicts>;

Counts counts_of(const Report& report, const Question& question) {
  Counts counts{};
  for (const std::string& claim : question.claims) {
    ++counts[static_cast<std::size_t>(report.claims.at(claim).verdict)];
  }
  return counts;
}

// "UNKNOWN 2, MEASURED 1": weakest first, so the first word is the verdict of the question.
std::string headline(const Counts& counts) {
  std::string text;
  for (std::size_t i = 0; i < kVerdicts; ++i) {
    if (counts[i] == 0) continue;
    if (!text.empty()) text += ", ";
    text += std::string(verdict_name(static_cast<Verdict>(i))) + " " + std::to_string(counts[i]);
  }
  return text;
}

Verdict weakest(const Counts& counts) {
  const auto first =
      std::find_if(counts.begin(), counts.end(), [](std::size_t n) { return n > 0; });
  return first == counts.end() ? Verdict::kUnknown : static_cast<Verdict>(first - counts.begin());
}

std::string claim_line(const ClaimVerdict& claim) {
  std::string text = "  " + claim.claim + ": " + std::string(verdict_name(claim.verdict));
  if (!claim.by.empty()) {
    text += " by " + claim.by + " at " + claim.at + " until " + claim.until + ", " + claim.covers;
  }
  if (!claim.rule.empty()) text += " [" + claim.rule + "]";
  if (!claim.reason.empty()) text += " " + claim.reason;
  if (!claim.gap.empty()) text += "; gap: " + claim.gap;
  if (!claim.limits.empty()) text += "; limits: " + join(claim.limits, " ");
  return text + "\n";
}

std::string question_line(const Report& report, const Question& question) {
  std::size_t gaps = 0;
  for (const std::string& claim : question.claims) {
    gaps += report.claims.at(claim).gap.empty() ? 0 : 1;
  }
  std::string text = question.id + ": " + headline(counts_of(report, question));
  if (gaps > 0) text += "; less independent than asked " + std::to_string(gaps);
  return text + "\n";
}

std::string print_text(const Report& report, const QuestionSet& set, const Trust& trust,
                       const Packet& packet, const Printing& how) {
  std::string text = "question set " + set.digest + "\nnow " + format_time(how.now) + "\nlog " +
                     packet.checkpoint.origin + " size " + std::to_string(packet.checkpoint.size) +
                     " root " + to_base64(bytes_of(packet.checkpoint.root)) + "\n";
  for (const TrustKey& key : trust.keys) {
    text += "key " + key.name + ": " + key.role + ", held by " + key.holder + " (" + key.party +
            "), confirmed by " + key.confirmed_by + " on " + key.date + ": " + key.how + "\n";
  }
  for (const std::string& notice : report.notices) text += "notice: " + notice + "\n";
  for (const std::string& gap : report.gaps) text += "missing: " + gap + "\n";
  for (const std::string& change : report.changes)
    text += "since the last packet: " + change + "\n";
  Counts totals{};
  for (const Question& question : set.questions) {
    text += question_line(report, question);
    ++totals[static_cast<std::size_t>(weakest(counts_of(report, question)))];
    if (!how.claims) continue;
    for (const std::string& claim : question.claims) text += claim_line(report.claims.at(claim));
  }
  return text + std::to_string(set.questions.size()) + " questions: " + headline(totals) +
         "\nexit " + std::to_string(report.exit_code()) + "\n";
}

std::string json_list(const std::vector<std::string>& values) {
  std::string text = "[";
  for (const std::string& value : values) {
    if (text.size() > 1) text += ",";
    text += quote_json(value);
  }
  return text + "]";
}

std::string json_claim(const ClaimVerdict& claim) {
  return "{\"claim\":" + quote_json(claim.claim) + ",\"verdict\":\"" +
         std::string(verdict_name(claim.verdict)) + "\",\"by\":" + quote_json(claim.by) +
         ",\"at\":" + quote_json(claim.at) + ",\"until\":" + quote_json(claim.until) +
         ",\"covers\":" + quote_json(claim.covers) + ",\"rule\":" + quote_json(claim.rule) +
         ",\"reason\":" + quote_json(claim.reason) + ",\"gap\":" + quote_json(claim.gap) +
         ",\"limits\":" + json_list(claim.limits) + ",\"items\":" + json_list(claim.items) + "}";
}

std::string print_json(const Report& report, const QuestionSet& set, const Packet& packet,
                       const Printing& how) {
  std::string text = "{\"exit\":" + std::to_string(report.exit_code()) + ",\"question_set\":\"" +
                     set.digest + "\",\"now\":\"" + format_time(how.now) +
                     "\",\"log\":{\"origin\":" + quote_json(packet.checkpoint.origin) +
                     ",\"size\":" + std::to_string(packet.checkpoint.size) + ",\"root\":\"" +
                     to_base64(bytes_of(packet.checkpoint.root)) +
                     "\"},\"notices\":" + json_list(report.notices) +
                     ",\"missing\":" + json_list(report.gaps) +
                     ",\"changes\":" + json_list(report.changes) + ",\"questions\":[";
  for (const Question& question : set.questions) {
    const Counts counts = counts_of(report, question);
    if (&question != &set.questions.front()) text += ",";
    text += "{\"question\":" + quote_json(question.id) + ",\"verdict\":\"" +
            std::string(verdict_name(weakest(counts))) +
            "\",\"counts\":" + quote_json(headline(counts)) + ",\"claims\":[";
    for (const std::string& claim : question.claims) {
      if (text.back() == '}') text += ",";
      text += json_claim(report.claims.at(claim));
    }
    text += "]}";
  }
  return text + "]}\n";
}

}  // namespace

std::string print_report(const Report& report, const QuestionSet& set, const Trust& trust,
                         const Packet& packet, const Printing& how) {
  return how.json ? print_json(report, set, packet, how)
                  : print_text(report, set, trust, packet, how);
}

std::string print_refusal(const Failure& failure, bool json) {
  if (!json) return "refused: " + failure.file + ": " + failure.what + "\nexit 3\n";
  return "{\"exit\":3,\"file\":" + quote_json(failure.file) +
         ",\"refused\":" + quote_json(failure.what) + "}\n";
}

}  // namespace ringfence::verifier
