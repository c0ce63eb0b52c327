// Fuzzes every reader of policy texts, and the matcher and evaluator over what they read. The first
// byte chooses. Beyond "does not crash": witnesses match their patterns, a Deny of everything
// denies.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "review/probe_iam/analysis.h"
#include "review/probe_iam/inputs.h"

namespace {

using namespace ringfence::review::iam;

void must(bool holds) {
  if (!holds) std::abort();
}

void patterns(std::string_view text) {
  if (text.size() > 300) return;
  for (char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80)
      return;  // the readers let whole characters pass only
  }
  auto half = text.substr(0, text.size() / 2), rest = text.substr(text.size() / 2);
  Glob a = Glob::parse(half), b = Glob::parse(rest);
  if (!a.has_unknown()) must(a.match(a.witness("")) == Truth::kYes);
  std::string both = Glob::common(a, b, "f");
  if (!both.empty()) must(a.match(both) != Truth::kNo && b.match(both) != Truth::kNo);
}

void policy(std::string_view text, PolicyKind kind) {
  auto read = parse_policy(text, "fuzzed", kind);
  if (!read) return;
  auto deny = parse_policy(R"({"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}})", "deny",
                           PolicyKind::kIdentity);
  PolicySet set;
  if (kind == PolicyKind::kIdentity) {
    set.identity.push_back(&*read);
  } else {
    set.resource = &*read;
  }
  Request request{.who = Requester::role("arn:aws:iam::111122223333:role/app"),
                  .action = "s3:GetObject",
                  .resource = "arn:aws:s3:::b/k",
                  .resource_account = "111122223333",
                  .context = {}};
  add_known_keys(request);
  (void)evaluate(set, request);
  set.identity.push_back(&*deny);
  must(evaluate(set, request).verdict == Verdict::kExplicitDeny);
}

void analyse(const World& world) {
  if (world.statements() > 60 || world.principals.size() > 8) return;
  Declared declared;
  Analysis analysis(world, declared, {.bucket = "b", .prefix = "r/"}, 100'000);
  (void)analysis.readers();
  (void)analysis.assumptions();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  World world;
  world.account = "111122223333";
  world.ours = {world.account};
  switch (data[0] % 8) {
    case 0:
      policy(text, PolicyKind::kIdentity);
      return 0;
    case 1:
      policy(text, PolicyKind::kResource);
      return 0;
    case 2:
      patterns(text);
      return 0;
    case 3:
      (void)add_policy_file(text, "role-x.json", world);
      break;
    case 4:
      (void)add_account_details(text, "details", world);
      break;
    case 5:
      (void)add_plan(text, "plan", world);
      break;
    case 6:
      (void)add_template(text, "template", {}, "", world);
      break;
    default:
      (void)parse_declared(text, "declared");
      return 0;
  }
  analyse(world);
  return 0;
}
