// Joins what plans and templates say in pieces (a role here, its attachment there) into principals.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "review/probe_iam/inputs.h"

namespace ringfence::review::iam {

class WorldBuilder {
 public:
  explicit WorldBuilder(World& world) : world_(world) {}

  // `address`: how the document refers to it (logical id, resource address).
  Principal& principal(const std::string& address, const std::string& name, std::string_view path,
                       bool role);
  // Null when no such role or user is in the document. By address, name or ARN.
  Principal* find(std::string_view reference, bool role);
  // A policy that many may attach, by address and ARN.
  void managed(const std::string& address, const std::string& arn, Policy policy) {
    managed_[address] = policy;
    if (!arn.empty()) managed_[arn] = std::move(policy);
  }
  // By address or ARN; notes what is missing.
  void attach(Principal& principal, const std::string& reference);
  void bound(Principal& principal, const std::string& reference);
  void group_policy(const std::string& group, Policy policy) {
    groups_[group].push_back(std::move(policy));
  }
  void join(Principal& principal, const std::string& group);
  void gap(std::string text) { world_.gaps.insert(std::move(text)); }
  World& world() { return world_; }
  // Adds the principals to the world.
  Result<> finish();

 private:
  World& world_;
  std::map<std::string, Principal> principals_;  // by address
  std::map<std::string, Policy> managed_;
  std::map<std::string, std::vector<Policy>> groups_;
};

}  // namespace ringfence::review::iam
