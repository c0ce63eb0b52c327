// A made-up subject with every kind of verdict, for the tests of this folder and its tool.
#pragma once

#include <fmt/format.h>

#include "evidence/crypto.h"
#include "review/report/report_input.h"

namespace ringfence::review {

struct FixtureTexts {
  std::string product = "Orders Streaming";
  std::string deployment = "orders-prod";
  std::string build = "4.3.1";
  std::string statement = "Our staff have no copy of record bytes.";
  std::string summary = "Bucket settings equal the baseline in 9 of 9 settings.";
  std::string duty = "Keep the bucket policy as it was read.";
  std::string topic = "payments-eu";
  bool is_signed = false;
};

inline std::string fixture_policy(const FixtureTexts& texts) {
  return fmt::format(R"({{"Statement":[{{"Effect":"Deny","Resource":"{}"}}]}})", texts.topic);
}

inline Result<std::string> fixture_raw(const FixtureTexts& texts, const std::string& digest) {
  if (digest == evidence::sha256_hex(fixture_policy(texts))) return fixture_policy(texts);
  if (digest == evidence::sha256_hex("clean")) return std::string("clean");
  return Error(ErrorCode::kNotFound, "no raw file " + digest);
}

inline ItemView fixture_item(const FixtureTexts& texts, std::string id, std::string type,
                             std::string claim, std::string result) {
  ItemView out;
  out.id = std::move(id);
  out.type = std::move(type);
  out.claims = {std::move(claim)};
  out.zone = "Z2";
  out.scope.system = {texts.product, "Example Streams Ltd", texts.deployment, "111122223333",
                      "orders-1",    "eu-central-1",        "orders-archive"};
  out.scope.build = texts.build;
  out.grade = out.type == "attestation" ? "A" : "M";
  out.role = "probe";
  out.key_id = std::string(64, 'a');
  out.holder = "Platform team";
  out.party = "operator";
  out.tool = "bucket";
  out.tool_version = "1";
  out.run = 1;
  out.from = "2026-11-01T10:00:00Z";
  out.to = "2026-11-01T11:00:00Z";
  out.valid_until = "2026-12-01T10:00:00Z";
  out.population = out.examined = 9;
  out.unit = "setting";
  out.result = std::move(result);
  out.summary = texts.summary;
  out.limits = {"snapshot"};
  out.assumes = {"A1"};
  return out;
}

inline void fixture_verdict(SubjectView& view, const std::string& claim, verifier::Verdict verdict,
                            std::size_t item) {
  ClaimView& target = view.claims.at(claim);
  verifier::ClaimVerdict& out = target.verdict;
  out.claim = claim;
  out.verdict = verdict;
  out.by = view.items[item].holder;
  out.at = view.items[item].to;
  out.until = "2026-12-01T10:00:00Z";
  out.covers = "9/9 setting";
  out.limits = view.items[item].limits;
  out.items = {view.items[item].id};
  target.items = {item};
}

// Questions and claims of the compiled set, all UNKNOWN.
inline void fixture_questions(const verifier::QuestionSet& set, SubjectView& view) {
  view.question_set = set.digest;
  view.limits = set.limits;
  view.assumptions = set.assumptions;
  static const std::map<char, std::string> kGroups = {
      {'C', "artifact"}, {'K', "checklist"}, {'I', "inventory"}, {'Z', "zone"},  {'T', "rehearsal"},
      {'M', "iam"},      {'S', "support"},   {'B', "emergency"}, {'P', "party"}, {'F', "fit"}};
  for (const verifier::Question& question : set.questions) {
    QuestionView out;
    out.id = question.id;
    out.group = kGroups.at(question.id.front());
    out.text = question.text;
    out.claims = question.claims;
    view.questions.push_back(out);
  }
  for (const auto& [id, claim] : set.claims) {
    ClaimView& out = view.claims[id];
    out.id = id;
    out.question = claim.question;
    out.text = claim.text;
    out.types = claim.types;
    out.highest = claim.highest;
    out.least = claim.least;
    out.verdict.claim = id;
  }
}

inline void fixture_items(const FixtureTexts& texts, SubjectView& view) {
  using verifier::Verdict;
  view.items.push_back(fixture_item(texts, "11111111-0000-5000-8000-000000000001",
                                    "config-snapshot", "Z2.a", "holds"));
  view.items.back().customer_duties = {texts.duty};
  view.items.back().raw = {
      {evidence::sha256_hex(fixture_policy(texts)), "application/json", "full"},
      {evidence::sha256_hex("secret"), "application/octet-stream", "withheld"}};
  view.items.push_back(fixture_item(texts, "11111111-0000-5000-8000-000000000002", "attestation",
                                    "C1.res.d", "holds"));
  view.items.back().summary = texts.statement;
  view.items.back().valid_until = "2027-11-01T10:00:00Z";
  view.items.push_back(fixture_item(texts, "11111111-0000-5000-8000-000000000003", "canary-scan",
                                    "C1.res.c", "fails"));
  view.items.back().summary = "Topic " + texts.topic + " was found in clear in the capture.";
  view.items.back().body = fmt::format(
      R"({{"topic":"{}","crossings":[{{"artifact":"payloads","zone":"Z3","form":"clear","what":"marker"}}]}})",
      texts.topic);
  view.items.push_back(fixture_item(texts, "11111111-0000-5000-8000-000000000004",
                                    "deletion-manifest", "C1.del.a", "holds"));
  view.items.back().raw = {{evidence::sha256_hex("clean"), "text/plain", "full"}};
  view.items.push_back(fixture_item(texts, "11111111-0000-5000-8000-000000000005",
                                    "retention-probe", "C1.ret.a", "holds"));
  fixture_verdict(view, "Z2.a", Verdict::kMeasured, 0);
  fixture_verdict(view, "C1.res.d", Verdict::kAttested, 1);
  fixture_verdict(view, "C1.res.c", Verdict::kContradicted, 2);
  fixture_verdict(view, "C1.del.a", Verdict::kProven, 3);
  fixture_verdict(view, "C1.ret.a", Verdict::kStale, 4);
  view.claims.at("C1.ret.a").verdict.reason = "older than 7d";
  AnswerView answer;
  answer.item = 1;
  answer.entity = "Example Streams Ltd";
  answer.signer = "Ada Example, CISO";
  answer.statement = texts.statement;
  answer.kind = "signed-reply";
  answer.says = "yes";
  answer.answered = "2026-11-01T11:00:00Z";
  answer.claims = {"C1.res.d"};
  view.answers = {answer};
  view.claims.at("C1.res.d").answers = {0};
  view.claims.at("C1.acc.e").asked_since = "2026-10-01";
}

inline Result<ReportInput> fixture_input(const FixtureTexts& texts) {
  auto set = verifier::load_question_set("");
  if (!set) return Error(ErrorCode::kInternal, "the compiled question set does not read");
  ReportInput out;
  SubjectView& view = out.view;
  view.review_name = "Autumn review";
  view.owner = "Example Bank";
  view.name = "orders";
  view.from = "2026-11-01T10:00:00Z";
  view.to = "2026-11-01T11:00:00Z";
  fixture_questions(*set, view);
  fixture_items(texts, view);
  view.scope = view.items.front().scope;
  view.gaps = {{"Z2", "Z2.b", "MEASURED is asked for, it is UNKNOWN: not measured", "Grace Owner",
                "2026-12-15"}};
  view.blind_spots = {{"bucket", "2026-11-01T11:00:00Z", {"objects in other accounts"}}};
  view.party.entries = {{"entity",
                         "Example Streams Ltd",
                         {{"registration", "HRB 1"}, {"country", "DE"}},
                         "contract of 2026-01-01",
                         "2026-10-01",
                         "Ada Example, CISO",
                         "2027-01-01"}};
  Decision decision;
  decision.decision = "accepted";
  decision.by = "Grace Owner, head of platform";
  decision.decided = "2026-11-02";
  view.record["Z2"] = decision;
  for (QuestionView& question : view.questions) {
    if (question.id == "Z2") question.decision = &view.record.at("Z2");
  }
  view.profile.signature_roles = {"security", "procurement"};
  if (texts.is_signed) {
    view.signatures = {{"2026-11-02", "security", "Grace Owner", "head of platform",
                        "2026-11-02T10:00:00Z", "Example Bank", true, true, ""}};
  }
  view.words = {texts.topic, "blue-heron"};
  out.keys = {{std::string(64, 'a'), "probe", "probe", "Platform team", "operator", "bastion-7",
               "Grace Owner", "in person", "2026-10-30"}};
  out.created = "2026-11-02T09:00:00Z";
  out.log_origin = "example.org/review";
  out.log_size = 12;
  out.log_root = "AAAA";
  return out;
}

}  // namespace ringfence::review
