#include "review/probe_iam/declared.h"

#include <fmt/format.h>

#include <algorithm>

namespace ringfence::review::iam {
namespace {

Error wrong(const std::string& name, const std::string& what) {
  return Error(ErrorCode::kInvalid, name + ": " + what);
}

Result<> only(const Node& node, const std::string& where,
              std::initializer_list<std::string_view> known) {
  if (!node.is_object()) return wrong(where, "is no object");
  for (const Member& member : node.members) {
    if (std::ranges::find(known, member.key) == known.end()) {
      return wrong(where, fmt::format("unknown member \"{:.60}\"", member.key));
    }
  }
  return {};
}

Result<std::vector<std::string>> texts(const Node& node, std::string_view key,
                                       const std::string& where) {
  std::vector<std::string> out;
  const Node* list = node.find(key);
  if (list == nullptr) return out;
  if (!list->is_list()) return wrong(where, fmt::format("{} is no list", key));
  for (const Member& member : list->members) {
    if (!member.value.is_text()) return wrong(where, fmt::format("{} holds no text", key));
    out.push_back(member.value.text);
  }
  return out;
}

Result<DeclaredPrincipal> principal(const Node& node, const std::string& where) {
  RF_TRY(only(node, where, {"who", "part", "may", "actions", "holder", "alarm", "last_test"}));
  static constexpr std::string_view kParts[] = {"platform",    "vendor",    "customer",
                                                "break-glass", "installer", "service"};
  static constexpr std::string_view kWords[] = {"read", "write",     "delete",
                                                "list", "configure", "administer"};
  DeclaredPrincipal out;
  out.written = node.text_at("who");
  if (out.written.empty()) return wrong(where, "has no \"who\"");
  out.who = Glob::parse(out.written);
  out.part = node.text_at("part");
  if (std::ranges::find(kParts, out.part) == std::end(kParts)) {
    return wrong(where,
                 "part is none of platform, vendor, customer, break-glass, installer, "
                 "service");
  }
  RF_TRY_ASSIGN(std::vector<std::string> may, texts(node, "may", where));
  for (const std::string& word : may) {
    if (std::ranges::find(kWords, word) == std::end(kWords)) {
      return wrong(where, fmt::format("may \"{:.40}\" is none of read, write, delete, list, "
                                      "configure, administer",
                                      word));
    }
    out.may.insert(word);
  }
  RF_TRY_ASSIGN(out.actions_written, texts(node, "actions", where));
  for (const std::string& action : out.actions_written) {
    out.actions.push_back(Glob::parse(action, true));
  }
  out.holder = node.text_at("holder");
  out.alarm = node.text_at("alarm");
  out.last_test = node.text_at("last_test");
  return out;
}

Result<DeclaredTrust> trust(const Node& node, const std::string& where) {
  RF_TRY(only(node, where, {"role", "by", "conditions", "subjects"}));
  const std::string role(node.text_at("role")), by(node.text_at("by"));
  if (role.empty() || by.empty()) return wrong(where, "has no \"role\" or no \"by\"");
  DeclaredTrust out;
  out.written = by + " may assume " + role;
  out.role = Glob::parse(role);
  out.by = Glob::parse(by);
  out.conditions_said = node.find("conditions") != nullptr;
  RF_TRY_ASSIGN(std::vector<std::string> conditions, texts(node, "conditions", where));
  for (const std::string& key : conditions) out.conditions.push_back(lower(key));
  RF_TRY_ASSIGN(std::vector<std::string> subjects, texts(node, "subjects", where));
  for (const std::string& subject : subjects) out.subjects.push_back(Glob::parse(subject));
  return out;
}

}  // namespace

const DeclaredPrincipal* Declared::find(const Requester& who, std::string_view name) const {
  for (const DeclaredPrincipal& one : principals) {
    if (one.who.match(who.arn) == Truth::kYes || (!name.empty() && one.written == name)) {
      return &one;
    }
    // An account is declared by its number or its root.
    if (!who.account.empty() &&
        (one.written == who.account || one.written == "arn:aws:iam::" + who.account + ":root")) {
      return &one;
    }
  }
  return nullptr;
}

bool Declared::may(const Requester& who, std::string_view name, std::string_view word) const {
  const DeclaredPrincipal* one = find(who, name);
  if (one == nullptr) return false;
  return one->part == "break-glass" || one->may.contains(std::string(word)) ||
         one->may.contains("administer");
}

Result<Declared> parse_declared(std::string_view json, const std::string& name) {
  RF_TRY_ASSIGN(Node root, parse_json(json, name, kPolicyDocument));
  RF_TRY(only(root, name, {"principals", "assume"}));
  Declared out;
  out.given = true;
  if (const Node* list = root.find("principals"); list != nullptr) {
    if (!list->is_list()) return wrong(name, "principals is no list");
    for (std::size_t i = 0; i < list->members.size(); ++i) {
      RF_TRY_ASSIGN(
          DeclaredPrincipal one,
          principal(list->members[i].value, fmt::format("{}: principals {}", name, i + 1)));
      out.principals.push_back(std::move(one));
    }
  }
  if (const Node* list = root.find("assume"); list != nullptr) {
    if (!list->is_list()) return wrong(name, "assume is no list");
    for (std::size_t i = 0; i < list->members.size(); ++i) {
      RF_TRY_ASSIGN(DeclaredTrust one,
                    trust(list->members[i].value, fmt::format("{}: assume {}", name, i + 1)));
      out.trusts.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace ringfence::review::iam
