// The declared list: which principals there are, what each may do, who may assume which role.
// Written by the customer or the vendor, in JSON (README.md shows one); the yardstick, not a
// finding.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "review/probe_iam/evaluate.h"

namespace ringfence::review::iam {

struct DeclaredPrincipal {
  std::string written;  // `who`: an ARN or a name, with * and ?
  Glob who;
  std::string part;           // platform, vendor, customer, break-glass, installer, service
  std::set<std::string> may;  // read, write, delete, list, configure, administer
  std::vector<std::string> actions_written;
  std::vector<Glob> actions;             // of the provider's language
  std::string holder, alarm, last_test;  // of a break-glass principal
};

struct DeclaredTrust {
  std::string written;  // "BY may assume ROLE"
  Glob role, by;
  std::vector<std::string> conditions;  // lower-case keys without which it must be refused
  bool conditions_said = false;         // an empty list on purpose
  std::vector<Glob> subjects;           // of tokens of an identity provider
};

struct Declared {
  bool given = false;
  std::vector<DeclaredPrincipal> principals;
  std::vector<DeclaredTrust> trusts;

  const DeclaredPrincipal* find(const Requester& who, std::string_view name) const;
  bool may(const Requester& who, std::string_view name, std::string_view word) const;
};

Result<Declared> parse_declared(std::string_view json, const std::string& name);

}  // namespace ringfence::review::iam
