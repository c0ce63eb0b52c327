#include "review/commands/probe_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "evidence/files.h"
#include "review/commands/finding_item.h"
#include "review/model/attestation.h"
#include "review/model/item_reader.h"
#include "review/model/times.h"

namespace ringfence::review {
namespace {

constexpr std::size_t kRawBytesMax = 1U << 30;

// Everything that one run needs; made by run_probe.
class Runner {
 public:
  Runner(const ReviewFolder& review, const Subject& subject, evidence::EvidenceFolder& evidence,
         Probe& probe, const ProbeRunOptions& options, evidence::SigningKey key,
         verifier::Trust trust)
      : review_(review),
        subject_(subject),
        evidence_(evidence),
        probe_(probe),
        options_(options),
        key_(std::move(key)),
        trust_(std::move(trust)) {}

  Result<ProbeRun> run();

 private:
  Result<> begin();
  Result<ProbeContext> make_context() const;
  Result<> file(const Finding& finding);
  Result<> close(const std::string& why);
  std::vector<std::string> unreported() const;

  const ReviewFolder& review_;
  const Subject& subject_;
  evidence::EvidenceFolder& evidence_;
  Probe& probe_;
  const ProbeRunOptions& options_;
  evidence::SigningKey key_;
  verifier::Trust trust_;
  RunFacts facts_;
  std::set<std::string> reported_;
  ProbeRun out_;
};

Result<> Runner::begin() {
  const ProbeFacts about = probe_.facts();
  const verifier::QuestionSet& set = review_.question_set();
  facts_.scope = subject_.scope;
  facts_.role = "probe";
  facts_.key_id = key_.id();
  facts_.build_digest = options_.build_digest;
  facts_.tool = out_.tool = probe_tool(about.name);
  facts_.tool_version = about.version;
  facts_.args_digest = options_.args_digest;
  facts_.from = facts_.to = format_time(options_.clock());
  facts_.population = std::max<std::int64_t>(0, probe_.population());
  facts_.cannot_see = about.cannot_see;
  facts_.claims = probe_.claims();
  if (facts_.claims.empty()) {
    return Error(ErrorCode::kInvalid, "with these options the probe answers no claim");
  }
  for (const std::string& id : facts_.claims) {
    if (inconclusive({id}, "", 1, set).empty()) {
      return Error(ErrorCode::kInternal,
                   fmt::format("the probe announces claim {}, which no probe answers", id));
    }
  }
  evidence::Item start;
  start.claims = facts_.claims;
  start.zone = "Z2";
  start.scope = facts_.scope;
  start.role = facts_.role;
  start.build_digest = facts_.build_digest;
  start.from = start.to = facts_.from;
  start.valid_until = format_time(options_.clock() + 1827LL * 86400);
  start.tool = facts_.tool;
  start.tool_version = facts_.tool_version;
  start.args_digest = facts_.args_digest;
  start.population = facts_.population;
  start.unit = "announced";
  RF_TRY_ASSIGN(facts_.run, evidence_.begin_run(start, key_));
  out_.number = facts_.run;
  return {};
}

Result<ProbeContext> Runner::make_context() const {
  ProbeContext context;
  context.scope = subject_.scope;
  context.started = facts_.from;
  if (!trust_.nonces.empty()) {
    const auto newest = std::max_element(
        trust_.nonces.begin(), trust_.nonces.end(),
        [](const verifier::Nonce& a, const verifier::Nonce& b) { return a.issued < b.issued; });
    context.nonce_hex = newest->value;
    context.nonce_issued = format_time(newest->issued);
  }
  context.now = [this] { return format_time(options_.clock()); };
  context.progress =
      options_.progress ? options_.progress : [](std::string_view, std::int64_t, std::int64_t) {};
  RF_TRY_ASSIGN(context.words, review_.words());
  const std::filesystem::path work =
      subject_.file("work") / fmt::format("{}-{}", probe_.facts().name, facts_.run);
  std::error_code error;
  std::filesystem::create_directories(work, error);
  if (error) return Error(ErrorCode::kPermission, "cannot make " + work.string());
  context.work_folder = work;
  context.read_raw = [this](std::string_view digest) -> Result<std::string> {
    if (!verifier::is_digest(digest)) return Error(ErrorCode::kInvalid, "no digest");
    return evidence::read_file(evidence_.folder() / "raw" / std::string(digest), kRawBytesMax);
  };
  RF_TRY_ASSIGN(ReadItems read, read_items(evidence_, trust_));
  const auto views = std::make_shared<const std::vector<ItemView>>(std::move(read.views));
  context.earlier = [views](std::string_view type,
                            std::string_view claim) -> Result<std::optional<EarlierItem>> {
    for (auto item = views->rbegin(); item != views->rend(); ++item) {
      const auto& claims = item->claims;
      if (item->erased || (item->type != type && item->code != type) ||
          std::find(claims.begin(), claims.end(), claim) == claims.end()) {
        continue;
      }
      return EarlierItem{item->id,     item->leaf, item->from, item->to,
                         item->result, item->body, item->raw};
    }
    return std::optional<EarlierItem>();
  };
  return context;
}

Result<> Runner::file(const Finding& finding) {
  RF_TRY_ASSIGN(evidence::Item item, item_of(finding, facts_, review_.question_set()));
  for (const RawFile& raw : finding.raw) {
    if (raw.disclosure != "full" && raw.disclosure != "salted" && raw.disclosure != "withheld") {
      return Error(ErrorCode::kInternal, "a raw file with disclosure " + raw.disclosure);
    }
    RF_TRY_ASSIGN(const std::string digest, evidence_.add_raw(raw.bytes));
    item.raw.push_back({digest, raw.media_type, raw.disclosure});
  }
  RF_TRY(check_item(item, key_, trust_));
  RF_TRY_ASSIGN(const evidence::StoredItem stored, evidence_.add(item, key_));
  reported_.insert(finding.claims.begin(), finding.claims.end());
  out_.outcomes.push_back(
      {stored.id, stored.leaf, finding.type, finding.result, finding.summary, finding.claims});
  return {};
}

std::vector<std::string> Runner::unreported() const {
  std::vector<std::string> out;
  for (const std::string& claim : facts_.claims) {
    if (!reported_.contains(claim)) out.push_back(claim);
  }
  return out;
}

Result<> Runner::close(const std::string& why) {
  for (const Finding& finding :
       inconclusive(unreported(), why, facts_.population, review_.question_set())) {
    RF_TRY(file(finding));
  }
  return {};
}

Result<ProbeRun> Runner::run() {
  RF_TRY(begin());
  auto context = make_context();
  Result<std::vector<Finding>> findings =
      context ? probe_.run(*context) : Result<std::vector<Finding>>(context.error());
  facts_.to = format_time(options_.clock());
  if (!findings) {
    out_.ended = findings.error();
  } else {
    for (const Finding& finding : *findings) {
      const Result<> filed = file(finding);
      if (filed) continue;
      if (!filed.failed_with(ErrorCode::kInternal)) return filed.error();
      out_.ended = filed.error();  // the finding is the probe's mistake: its claims stay open
    }
  }
  RF_TRY(close(out_.ended ? "The run ended without an answer to this."
                          : "The run stopped: " + out_.ended.error().detail));
  return std::move(out_);
}

Result<evidence::SigningKey> key_of(const ReviewFolder& review, const std::string& id) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(review.path() / "keys", error)) {
    if (entry.path().extension() != ".pem") continue;
    RF_TRY_ASSIGN(evidence::SigningKey key, review.key(entry.path().stem().string()));
    if (key.id() == id) return key;
  }
  return Error(ErrorCode::kNotFound,
               fmt::format("a run was interrupted, and the key that announced it ({}) is not in "
                           "keys/",
                           id.substr(0, 16)));
}

}  // namespace

std::string probe_tool(std::string_view probe) {
  return fmt::format("ringfence-review probe {}", probe);
}

Result<ProbeRun> run_probe(const ReviewFolder& review, const Subject& subject,
                           evidence::EvidenceFolder& evidence, Probe& probe,
                           const ProbeRunOptions& options) {
  RF_TRY_ASSIGN(evidence::SigningKey key, review.key("probe"));
  RF_TRY_ASSIGN(verifier::Trust trust, review.trust(subject));
  if (trust.find(key.id()) == nullptr) {
    return Error(ErrorCode::kInvalid,
                 fmt::format("keys/probe.pem is not in subjects/{}/trust.json", subject.name));
  }
  return Runner(review, subject, evidence, probe, options, std::move(key), std::move(trust)).run();
}

Result<std::vector<std::string>> close_interrupted(const ReviewFolder& review,
                                                   const Subject& subject,
                                                   evidence::EvidenceFolder& evidence,
                                                   std::int64_t now) {
  std::vector<std::string> out;
  RF_TRY_ASSIGN(const verifier::Trust trust, review.trust(subject));
  RF_TRY_ASSIGN(const ReadItems read, read_items(evidence, trust));
  for (const ItemView& start : read.views) {
    if (start.code != "start" || start.erased) continue;
    std::vector<std::string> open = start.claims;
    for (const ItemView& item : read.views) {
      if (item.code == "start" || item.key_id != start.key_id || item.tool != start.tool ||
          item.run != start.run) {
        continue;
      }
      // An erased outcome did report; which claims, only its tombstone's reader may not know.
      if (item.erased) open.clear();
      std::erase_if(open, [&](const std::string& claim) {
        return std::find(item.claims.begin(), item.claims.end(), claim) != item.claims.end();
      });
    }
    if (open.empty()) continue;
    RF_TRY_ASSIGN(const evidence::SigningKey key, key_of(review, start.key_id));
    RunFacts facts{start.scope, start.role,         start.key_id,      "",
                   start.tool,  start.tool_version, start.args_digest, start.run,
                   start.from,  format_time(now),   start.population,  start.claims,
                   {}};
    const std::string why = "The run was interrupted before it reported this.";
    for (const Finding& finding :
         inconclusive(open, why, start.population, review.question_set())) {
      RF_TRY_ASSIGN(const evidence::Item item, item_of(finding, facts, review.question_set()));
      RF_TRY(evidence.add(item, key));
    }
    out.push_back(fmt::format("run {} of {} was interrupted: {} claims closed as inconclusive",
                              start.run, start.tool, open.size()));
  }
  return out;
}

}  // namespace ringfence::review
