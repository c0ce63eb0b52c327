// Questions to the policy texts: who can read, write, list, assume, administer, and who holds what
// only an installation needs. Each answer is a Finding under the claims of the question set.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "review/model/probe.h"
#include "review/probe_iam/declared.h"
#include "review/probe_iam/explore.h"
#include "review/probe_iam/smt.h"

namespace ringfence::review::iam {

constexpr std::size_t kSmtBytesMax = 4U << 20;

struct Target {
  std::string bucket;           // holds the records
  std::string prefix;           // of the record objects, "" for all
  std::string evidence_prefix;  // where evidence and audit records lie; "" for not said
  std::string key;              // ARN of the key that the objects are encrypted with; may be ""
  std::string region;           // of the deployment; may be ""
};

// An answer under construction.
struct Answer {
  std::string property;               // what would have to hold
  std::vector<std::string> failures;  // sentences
  std::vector<std::string> open;      // undecided: sentences
  std::vector<std::string> allowed;   // declared and found, for the annex
  std::vector<Way> ways;              // behind failures and open ones, in their order
  Notes notes;
  SmtText smt;  // the same question for a solver: direct rights of each principal
  std::vector<std::string> cases;  // of `smt`, each a request that must not pass
  std::string smt_pattern;         // of the resource
  std::size_t smt_bytes = 0;
  std::int64_t pairs = 0, pairs_open = 0;
  std::string unit = "principal and right";
};

class Analysis {
 public:
  Analysis(const World& world, const Declared& declared, Target target,
           std::int64_t work_max = kWorkMax);

  Finding readers();                                        // C1.acc.a
  Finding writers();                                        // M1.a
  Finding listers();                                        // M2.a
  Finding assumptions();                                    // M3.a
  Finding escalations();                                    // M4.b
  Finding beyond_list();                                    // K5.c
  Finding confinement();                                    // M5.a
  Finding encryption();                                     // K4.c, over the texts
  Finding installation(const World& install);               // M6.b
  Finding append_only();                                    // M1.c, over the texts
  Finding copies(const std::vector<std::string>& buckets);  // C5.acc.a

  // Of an account's details.
  Finding found_and_declared();  // K5.a
  Finding break_glass();         // M4.a
  Finding installer_left();      // M6.a

  std::int64_t evaluations() const { return explorer_.evaluations(); }

 private:
  struct Edge {
    std::size_t role;  // index into the world's principals
    Way way;
    bool passes_role = false;  // iam:PassRole and a service that runs with it
  };

  const std::string& object_pattern() const { return objects_; }
  std::string sentence(const Way& way) const;
  void note_way(Answer& answer, Way way, const std::string& why);
  // The first of these actions that passes, over the target's resources.
  std::optional<Way> first(const Actor& actor, const std::vector<std::string>& actions,
                           const std::string& resource_pattern);
  std::optional<Way> can_read(const Actor& actor, const std::string& pattern);
  void add_case(Answer& answer, const Actor& actor, const std::string& action,
                const std::string& pattern, bool with_key);
  void who_else(Answer& answer, std::string_view word, const std::vector<std::string>& actions,
                const std::string& pattern, const std::string& why);
  void through_roles(Answer& answer, std::string_view word, const std::string& pattern,
                     const std::vector<std::string>& actions);
  const std::vector<Edge>& edges_of(std::size_t actor_index);
  void pass_role_edges(const Actor& actor, std::vector<Edge>& out);
  std::optional<Way> assume(const Actor& actor, const Principal& role);
  bool is_declared_trust(const Actor& actor, const Principal& role,
                         const DeclaredTrust*& out) const;
  void check_trust(Answer& answer, const Actor& actor, const Principal& role);
  void check_federated(Answer& answer, const Actor& actor, const Principal& role,
                       const DeclaredTrust& trust);
  std::optional<Way> administers(const Actor& actor);
  std::vector<std::string> reach_of_statement(const Statement& statement, const Actor& actor) const;
  void missing_texts(Answer& answer);
  Finding finish(Answer answer, std::vector<std::string> claims, const std::string& holds_text,
                 bool needs_declared = true);
  Finding snapshot(Answer answer, std::vector<std::string> claims, const std::string& holds_text);

  const World& world_;
  const Declared& declared_;
  Target target_;
  Explorer explorer_;
  std::string objects_, evidence_objects_, bucket_arn_;
  std::vector<std::optional<std::vector<Edge>>> edges_;
};

// Condition tests that do not bind what they seem to, in plain words, one a line of the result.
std::vector<std::string> loose_conditions(const World& world);

}  // namespace ringfence::review::iam
