// What an account's details show beside the declared list (K5.a, M4.a, M6.a), and how answers
// become findings.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "evidence/crypto.h"
#include "review/probe_iam/analysis.h"

namespace ringfence::review::iam {
namespace {

constexpr std::size_t kShownMax = 40;

std::string shown(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == kUnknownMark) {
      out += "(not given)";
    } else {
      out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

nlohmann::json list_of(const std::vector<std::string>& lines) {
  auto out = nlohmann::json::array();
  for (std::size_t i = 0; i < std::min(lines.size(), kShownMax); ++i)
    out.push_back(shown(lines[i]));
  return out;
}

nlohmann::json way_json(const Way& way) {
  nlohmann::json context = nlohmann::json::object();
  for (const auto& [key, values] : way.request.context) {
    auto list = nlohmann::json::array();
    for (const std::string& value : values) list.push_back(shown(value));
    context[shown(key)] = std::move(list);
  }
  return {{"principal", shown(way.actor->who.arn.empty() ? way.actor->label : way.actor->who.arn)},
          {"through", list_of(way.path)},
          {"action", shown(way.request.action)},
          {"resource", shown(way.request.resource)},
          {"context", std::move(context)},
          {"decision", std::string(verdict_name(way.decision.verdict))},
          {"because", list_of(way.decision.because)}};
}

nlohmann::json policies_json(const World& world) {
  auto out = nlohmann::json::array();
  for (const Document& document : world.documents) {
    out.push_back(
        {{"name", shown(document.name)}, {"sha256", evidence::sha256_hex(document.bytes)}});
  }
  return out;
}

std::string summary_of(const Answer& answer, const std::string& result,
                       const std::string& holds_text) {
  if (result == "holds") {
    return fmt::format("Over the given policy texts listed, {}: no request tried breaks it.",
                       holds_text);
  }
  const auto& lines = result == "fails" ? answer.failures : answer.open;
  std::string out = result == "fails" ? "Over the given policy texts listed: "
                                      : "The given policy texts do not decide it: ";
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 2); ++i) {
    out += (i == 0 ? "" : "; ") + shown(lines[i]).substr(0, 600);
  }
  if (lines.size() > 2) out += fmt::format("; and {} more", lines.size() - 2);
  return out + ".";
}

}  // namespace

// Texts that were not handed in leave the question open, whatever the others say.
void Analysis::missing_texts(Answer& answer) {
  for (const Principal& principal : world_.principals) {
    if (principal.provider_owned) continue;
    for (const std::string& what : principal.missing) {
      answer.open.push_back(
          fmt::format("{}: the text of {} was not handed in", principal.name, what));
    }
  }
  for (const std::string& gap : world_.gaps) answer.open.push_back(gap);
  if (!target_.bucket.empty() && !world_.bucket_policies.contains(target_.bucket)) {
    answer.notes.insert("no policy of bucket " + target_.bucket +
                        " was handed in: taken as having none");
  }
  for (const Actor& actor : explorer_.actors()) {
    const bool entity =
        actor.who.kind == Requester::Kind::kRole || actor.who.kind == Requester::Kind::kUser;
    if (entity && actor.ours && actor.principal == nullptr) {
      answer.notes.insert(actor.label +
                          " is named by a policy; its own policies were not handed in");
    }
  }
}

Finding Analysis::finish(Answer answer, std::vector<std::string> claims,
                         const std::string& holds_text, bool needs_declared) {
  missing_texts(answer);
  if (explorer_.take_cut()) {
    answer.open.push_back("the search was cut short by its limits of work");
  }
  if (needs_declared && !declared_.given) {
    answer.open.push_back("no declared list was given to compare with");
  }
  Finding out;
  out.type = "policy-theorem";
  out.claims = std::move(claims);
  out.grade = "A";  // nobody but this program computed it
  out.result = !answer.failures.empty() ? "fails" : !answer.open.empty() ? "inconclusive" : "holds";
  out.summary = summary_of(answer, out.result, holds_text);
  out.unit = answer.unit;
  out.population = std::max<std::int64_t>(answer.pairs, 1);
  out.examined = out.population - answer.pairs_open;
  if (answer.pairs_open > 0) {
    out.excluded.push_back({answer.unit, "not decided by the texts", answer.pairs_open});
  }
  auto ways = nlohmann::json::array();
  for (std::size_t i = 0; i < std::min(answer.ways.size(), kShownMax); ++i) {
    ways.push_back(way_json(answer.ways[i]));
  }
  nlohmann::json body = {
      {"property", shown(answer.property)},
      {"answer", out.result == "holds"   ? "no request found that breaks it"
                 : out.result == "fails" ? "broken by the requests shown"
                                         : "not decided"},
      {"method",
       "our model of the AWS IAM JSON policy language; search over representatives taken from the "
       "policies' own resource patterns and condition values, one value that matches none, and "
       "absent "
       "keys. A request shown passes in the model. None found means that none of the "
       "representatives "
       "passes: no proof over all requests, and not the provider's decision."},
      {"solver", "none"},
      {"policies", policies_json(world_)},
      {"failures", list_of(answer.failures)},
      {"failures_count", answer.failures.size()},
      {"not_decided", list_of(answer.open)},
      {"declared_and_found", list_of(answer.allowed)},
      {"requests", std::move(ways)},
      {"not_evaluated", list_of({answer.notes.begin(), answer.notes.end()})},
      {"not_handed_in",
       world_.service_control.empty()
           ? "service control policies, resource control policies, endpoint policies, access "
             "lists, "
             "grants of keys"
           : "resource control policies, endpoint policies, access lists, grants of keys"}};
  if (!answer.smt_pattern.empty() && answer.smt_bytes <= kSmtBytesMax) {
    std::string script =
        answer.smt.script(shown(answer.property), answer.smt_pattern, answer.cases);
    body["smt_lib"] = {{"sha256", evidence::sha256_hex(script)},
                       {"says",
                        "direct rights of undeclared principals; not run here: unsat in a "
                        "solver of the reader's choice means that no request at all passes "
                        "in this model"}};
    out.raw.push_back({"property.smt2", std::move(script), "text/plain", "full"});
  }
  if (world_.account_assumed) body["account"] = "000000000000 stands for the account";
  out.body = body.dump();
  for (const Document& document : world_.documents) {
    out.raw.push_back({document.name, document.bytes, document.media_type, "full"});
  }
  return out;
}

Finding Analysis::snapshot(Answer answer, std::vector<std::string> claims,
                           const std::string& holds_text) {
  Finding out = finish(std::move(answer), std::move(claims), holds_text, false);
  out.type = "config-snapshot";
  out.grade = "M";
  return out;
}

Finding Analysis::found_and_declared() {
  Answer answer;
  answer.property = "Roles and users of the account are exactly the declared list";
  answer.unit = "role or user";
  std::set<const DeclaredPrincipal*> met;
  std::int64_t provider_owned = 0;
  for (const Principal& principal : world_.principals) {
    if (principal.provider_owned) {
      ++provider_owned;
      continue;
    }
    ++answer.pairs;
    const DeclaredPrincipal* declared = declared_.find(principal.who, principal.name);
    if (declared == nullptr) {
      answer.failures.push_back(principal.source +
                                " is in the account and not on the declared list");
    } else {
      met.insert(declared);
      answer.allowed.push_back(principal.source);
    }
  }
  for (const DeclaredPrincipal& declared : declared_.principals) {
    const std::string account(account_of_arn(declared.written));
    const bool elsewhere = !account.empty() && !world_.is_ours(account);
    if (met.contains(&declared) || elsewhere || declared.part == "service") continue;
    ++answer.pairs;
    answer.failures.push_back(declared.written + " is on the declared list and not in the account");
  }
  if (provider_owned > 0) {
    answer.notes.insert(
        fmt::format("{} service-linked roles of the provider are not compared", provider_owned));
  }
  if (!declared_.given) answer.open.push_back("no declared list was given to compare with");
  return snapshot(std::move(answer), {"K5.a"}, "roles and users are exactly the declared list");
}

Finding Analysis::break_glass() {
  Answer answer;
  answer.property =
      "Every break-glass role and user is listed with holder, condition, alarm and last "
      "test, and is configured so";
  answer.unit = "principal";
  for (const DeclaredPrincipal& declared : declared_.principals) {
    if (declared.part != "break-glass") continue;
    ++answer.pairs;
    for (const auto& [name, value] :
         {std::pair<const char*, const std::string*>{"holder", &declared.holder},
          {"alarm", &declared.alarm},
          {"last test", &declared.last_test}}) {
      if (value->empty()) {
        answer.failures.push_back(fmt::format("{} is declared without {}", declared.written, name));
      }
    }
    bool found = false;
    for (const Principal& principal : world_.principals) {
      if (declared_.find(principal.who, principal.name) != &declared) continue;
      found = true;
      if (!principal.trust) continue;
      // Without a second factor nobody may take it up.
      for (const Actor& actor : explorer_.actors()) {
        if (actor.who.kind == Requester::Kind::kService) continue;
        explorer_.fix("aws:multifactorauthpresent", std::vector<std::string>{"false"});
        auto way = assume(actor, principal);
        explorer_.release();
        if (way) note_way(answer, std::move(*way), "a break-glass role without a second factor");
      }
    }
    if (!found) answer.failures.push_back(declared.written + " is declared and not in the account");
  }
  for (const Actor& actor : explorer_.actors()) {
    if (actor.principal == nullptr || actor.principal->provider_owned) continue;
    const DeclaredPrincipal* declared = declared_.find(actor.who, actor.name);
    if (declared != nullptr && declared->part == "break-glass") continue;
    ++answer.pairs;
    auto way = explorer_.find(actor, "ringfence:AnyActionAtAll", {"arn:aws:ringfence:::any"});
    if (way) {
      answer.failures.push_back(
          actor.label + " has every right on everything, and is not on the break-glass list");
      answer.ways.push_back(std::move(*way));
    }
  }
  if (!declared_.given) answer.open.push_back("no declared list was given to compare with");
  return snapshot(std::move(answer), {"M4.a"},
                  "every break-glass principal is listed and needs a second factor");
}

Finding Analysis::installer_left() {
  Answer answer;
  answer.property = "The installer's role and trust are gone after the installation";
  answer.unit = "principal";
  for (const Principal& principal : world_.principals) {
    ++answer.pairs;
    const DeclaredPrincipal* declared = declared_.find(principal.who, principal.name);
    if (declared == nullptr || declared->part != "installer") continue;
    bool usable = false;
    for (const Actor& actor : explorer_.actors()) {
      if (principal.who.kind != Requester::Kind::kRole) break;
      auto way = assume(actor, principal);
      if (!way) continue;
      usable = true;
      note_way(answer, std::move(*way), "the installer's role is still there");
      break;
    }
    if (principal.who.kind == Requester::Kind::kUser) {
      answer.failures.push_back(principal.source + " of the installer is still there");
    } else if (!usable) {
      answer.allowed.push_back(principal.source + " is there and nobody can assume it");
    }
  }
  if (!declared_.given) answer.open.push_back("no declared list was given to compare with");
  return snapshot(std::move(answer), {"M6.a"}, "no installer's role can be assumed");
}

}  // namespace ringfence::review::iam
