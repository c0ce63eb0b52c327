#include "review/probe_iam/builder.h"

#include <fmt/format.h>

namespace ringfence::review::iam {

Principal& WorldBuilder::principal(const std::string& address, const std::string& name,
                                   std::string_view path, bool role) {
  Principal& out = principals_[address];
  const std::string arn = role ? role_arn(world_, path, name) : user_arn(world_, path, name);
  out.who = role ? Requester::role(arn) : Requester::user(arn);
  out.name = name;
  out.source = address;
  out.provider_owned = path.starts_with("/aws-service-role/");
  return out;
}

Principal* WorldBuilder::find(std::string_view reference, bool role) {
  const auto kind = role ? Requester::Kind::kRole : Requester::Kind::kUser;
  for (auto& [address, principal] : principals_) {
    if (principal.who.kind != kind) continue;
    if (address == reference || principal.name == reference || principal.who.arn == reference) {
      return &principal;
    }
  }
  return nullptr;
}

void WorldBuilder::attach(Principal& principal, const std::string& reference) {
  auto found = managed_.find(reference);
  if (found != managed_.end()) {
    principal.identity.push_back(found->second);
  } else if (!add_known_managed_policy(reference, principal)) {
    principal.missing.push_back(reference.empty() ? "an attached policy" : reference);
  }
}

void WorldBuilder::bound(Principal& principal, const std::string& reference) {
  auto found = managed_.find(reference);
  if (found == managed_.end()) {
    principal.missing.push_back("boundary " + reference);
    return;
  }
  Policy policy = found->second;
  policy.kind = PolicyKind::kBoundary;
  principal.boundary = std::move(policy);
}

void WorldBuilder::join(Principal& principal, const std::string& group) {
  auto found = groups_.find(group);
  if (found == groups_.end()) {
    principal.missing.push_back("group " + group);
    return;
  }
  principal.identity.insert(principal.identity.end(), found->second.begin(), found->second.end());
}

Result<> WorldBuilder::finish() {
  for (auto& [address, principal] : principals_) {
    world_.principals.push_back(std::move(principal));
    if (world_.principals.size() > kPrincipalsMax) break;
  }
  principals_.clear();
  return check_size(world_);
}

}  // namespace ringfence::review::iam
