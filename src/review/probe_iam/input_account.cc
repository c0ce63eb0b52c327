// Account authorization details:
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
#include <fmt/format.h>

#include <map>

#include "review/probe_iam/inputs.h"

namespace ringfence::review::iam {
namespace {

const Node kEmptyList = Node::make_list();

const Node& list_at(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  return found != nullptr && found->is_list() ? *found : kEmptyList;
}

class Details {
 public:
  explicit Details(World& world) : world_(world) {}

  Result<> read(const Node& root) {
    if (const Node* more = root.find("IsTruncated"); more != nullptr && more->text == "true") {
      return Error(ErrorCode::kInvalid,
                   "account details: IsTruncated is true; fetch all pages into one document");
    }
    if (root.find("RoleDetailList") == nullptr || root.find("UserDetailList") == nullptr) {
      return Error(ErrorCode::kInvalid, "account details: no RoleDetailList or no UserDetailList");
    }
    RF_TRY(managed(list_at(root, "Policies")));
    for (const Member& member : list_at(root, "GroupDetailList").members) {
      RF_TRY(group(member.value));
    }
    for (const Member& member : list_at(root, "RoleDetailList").members) {
      RF_TRY(principal(member.value, true));
    }
    for (const Member& member : list_at(root, "UserDetailList").members) {
      RF_TRY(principal(member.value, false));
    }
    return {};
  }

 private:
  Result<> managed(const Node& policies) {
    for (const Member& member : policies.members) {
      const std::string arn(member.value.text_at("Arn"));
      for (const Member& version : list_at(member.value, "PolicyVersionList").members) {
        const Node* is_default = version.value.find("IsDefaultVersion");
        const Node* document = version.value.find("Document");
        if (is_default == nullptr || is_default->text != "true" || document == nullptr) continue;
        managed_[arn] = document;
      }
    }
    return {};
  }

  // Inline policies and attached ones of a role, user or group.
  Result<> add(const Node& node, const std::string& name, std::string_view inline_key,
               Principal& principal) {
    for (const Member& member : list_at(node, inline_key).members) {
      const Node* document = member.value.find("PolicyDocument");
      if (document == nullptr) continue;
      RF_TRY_ASSIGN(
          Policy policy,
          policy_of(*document, fmt::format("{} {}", name, member.value.text_at("PolicyName")),
                    PolicyKind::kIdentity));
      principal.identity.push_back(std::move(policy));
    }
    for (const Member& member : list_at(node, "AttachedManagedPolicies").members) {
      const std::string arn(member.value.text_at("PolicyArn"));
      auto found = managed_.find(arn);
      if (found == managed_.end()) {
        if (!add_known_managed_policy(arn, principal)) principal.missing.push_back(arn);
        continue;
      }
      RF_TRY_ASSIGN(Policy policy, policy_of(*found->second, fmt::format("{} {}", name, arn),
                                             PolicyKind::kIdentity));
      principal.identity.push_back(std::move(policy));
    }
    return {};
  }

  Result<> group(const Node& node) {
    Principal holder;
    const std::string name(node.text_at("GroupName"));
    RF_TRY(add(node, "group " + name, "GroupPolicyList", holder));
    groups_[name] = std::move(holder);
    return {};
  }

  Result<> principal(const Node& node, bool role) {
    const std::string arn(node.text_at("Arn"));
    const std::string name(node.text_at(role ? "RoleName" : "UserName"));
    if (arn.empty() || name.empty()) {
      return Error(ErrorCode::kInvalid, "account details: a role or user without Arn or name");
    }
    Principal out;
    out.who = role ? Requester::role(arn) : Requester::user(arn);
    out.name = name;
    out.source = (role ? "role " : "user ") + name;
    out.provider_owned = node.text_at("Path").starts_with("/aws-service-role/");
    if (out.who.account.empty()) {
      return Error(ErrorCode::kInvalid, "account details: " + arn + " is no ARN of an account");
    }
    if (world_.account_assumed) {
      world_.account = out.who.account;
      world_.ours = {out.who.account};
      world_.account_assumed = false;
    }
    RF_TRY(add(node, out.source, role ? "RolePolicyList" : "UserPolicyList", out));
    if (const Node* trust = node.find("AssumeRolePolicyDocument"); role && trust != nullptr) {
      RF_TRY_ASSIGN(Policy policy, policy_of(*trust, out.source + " trust", PolicyKind::kTrust));
      out.trust = std::move(policy);
    }
    for (const Member& member : list_at(node, "GroupList").members) {
      auto found = groups_.find(member.value.text);
      if (found == groups_.end()) {
        out.missing.push_back("group " + member.value.text);
        continue;
      }
      const Principal& group = found->second;
      out.identity.insert(out.identity.end(), group.identity.begin(), group.identity.end());
      out.missing.insert(out.missing.end(), group.missing.begin(), group.missing.end());
    }
    if (const Node* boundary = node.find("PermissionsBoundary"); boundary != nullptr) {
      const std::string boundary_arn(boundary->text_at("PermissionsBoundaryArn"));
      auto found = managed_.find(boundary_arn);
      if (found == managed_.end()) {
        out.missing.push_back("boundary " + boundary_arn);
      } else {
        RF_TRY_ASSIGN(Policy policy,
                      policy_of(*found->second, out.source + " boundary", PolicyKind::kBoundary));
        out.boundary = std::move(policy);
      }
    }
    world_.principals.push_back(std::move(out));
    if (world_.principals.size() > kPrincipalsMax) return check_size(world_);
    return {};
  }

  World& world_;
  std::map<std::string, const Node*> managed_;
  std::map<std::string, Principal> groups_;
};

}  // namespace

Result<> add_account_details(std::string bytes, const std::string& name, World& world) {
  RF_TRY_ASSIGN(Node root, parse_json(bytes, name, kLargeDocument));
  Details details(world);
  RF_TRY(details.read(root));
  world.documents.push_back({name, std::move(bytes)});
  return check_size(world);
}

Result<> read_account_details(const std::filesystem::path& file, World& world) {
  RF_TRY_ASSIGN(std::string bytes, read_document(file, kLargeDocument.bytes_max));
  return add_account_details(std::move(bytes), file.filename().string(), world);
}

}  // namespace ringfence::review::iam
