// The same question as SMT-LIB 2.6 text, for a solver of the reader's choice: "unsat" means that no
// request at all passes in this model, over all resource names and context values, not only the
// representatives that the search tried. What is not written exactly (numbers, dates, addresses,
// set operators, policy variables, values not given) is free, so that "unsat" stays true of the
// model; "sat" may then be a request that the exact tests refuse.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "review/probe_iam/evaluate.h"

namespace ringfence::review::iam {

class SmtText {
 public:
  // Who asks for which action; true when the request passes. `resource`: an SMT term of sort
  // String.
  std::string passes(const PolicySet& set, const Request& request, const std::string& resource,
                     bool foreign);
  // A term: the resource matches the pattern.
  static std::string matches(const std::string& term, const Glob& glob);
  static std::string literal(std::string_view text);
  // The whole script: some of the cases holds, for a resource under the pattern. Without check of
  // size: the caller bounds the number of cases.
  std::string script(const std::string& property, const std::string& resource_pattern,
                     const std::vector<std::string>& cases) const;

 private:
  struct Terms {
    std::string allow = "false", account = "false", direct = "false", session = "false";
    std::string deny = "false";
  };

  void hear(const Policy& policy, const Request& request, const std::string& resource, Terms& out);
  std::string statement(const Statement& statement, const Request& request,
                        const std::string& resource);
  std::string condition(const ConditionTest& test, const Request& request);
  std::string value_test(const ConditionTest& test, const Pattern& pattern,
                         const std::string& value);
  std::string present(const std::string& key, const Request& request);
  std::string value_of(const std::string& key, const Request& request);
  std::string free_bool(const std::string& what);
  std::string variable(const std::string& key, char kind);

  std::map<std::string, std::string> names_;  // key and kind -> symbol
  bool foreign_ = false;
};

}  // namespace ringfence::review::iam
