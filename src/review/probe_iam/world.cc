#include "review/probe_iam/world.h"

#include <fmt/format.h>

#include <algorithm>

namespace ringfence::review::iam {

bool World::is_ours(std::string_view account_id) const {
  return std::ranges::find(ours, account_id) != ours.end();
}

const Principal* World::find(std::string_view arn) const {
  for (const Principal& principal : principals) {
    if (principal.who.arn == arn) return &principal;
  }
  return nullptr;
}

std::size_t World::statements() const {
  std::size_t sum = 0;
  auto add = [&](const Policy& policy) { sum += policy.statements.size(); };
  for (const Principal& principal : principals) {
    for (const Policy& policy : principal.identity) add(policy);
    for (const Policy& policy : principal.session) add(policy);
    if (principal.trust) add(*principal.trust);
    if (principal.boundary) add(*principal.boundary);
  }
  for (const auto& [name, policy] : bucket_policies) add(policy);
  for (const auto& [name, policy] : key_policies) add(policy);
  for (const auto& level : service_control) {
    for (const Policy& policy : level) add(policy);
  }
  return sum;
}

Result<> check_size(const World& world) {
  if (world.principals.size() > kPrincipalsMax) {
    return Error(ErrorCode::kTooLarge, fmt::format("{} roles and users, at most {}",
                                                   world.principals.size(), kPrincipalsMax));
  }
  if (std::size_t all = world.statements(); all > kWorldStatementsMax) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("{} statements in all, at most {}", all, kWorldStatementsMax));
  }
  return {};
}

}  // namespace ringfence::review::iam
