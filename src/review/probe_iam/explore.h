// Looks for a request that passes: over the atoms of the policies themselves (their resource
// patterns and condition values, one value that matches none, and "absent"), finitely many
// representatives for each part of a request. A request that is found is a counterexample in our
// model of the language. Finding none shows that none of the representatives passes; it is no proof
// over all requests, and not the provider's decision.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "review/probe_iam/world.h"

namespace ringfence::review::iam {

// Statements looked at in one run of the probe; more is "not exhausted".
constexpr std::int64_t kWorkMax = 60'000'000;
constexpr std::int64_t kContextsMax = 4'096;  // for one requester, action and resource
constexpr std::size_t kResourcesMax = 200;    // representatives of one target

// Who asks: one of the world, or somebody whom a policy names, or nobody in particular.
struct Actor {
  Requester who;
  const Principal* principal = nullptr;  // null: not in the world
  std::string name;                      // as the declared list may call it
  std::string label;                     // for people
  bool ours = false;                     // of an account of the customer
};

struct Way {
  const Actor* actor = nullptr;
  Request request;     // context: everything that the request carried
  Context conditions;  // the part of it that is needed, beyond what follows from the requester
  Decision decision;
  std::vector<std::string> path;  // roles assumed on the way, first to last
};

// Stands in tried requests for a name or value that no policy mentions.
constexpr std::string_view kFreshName = "ringfence-fresh";

class Explorer {
 public:
  explicit Explorer(const World& world, std::int64_t work_max = kWorkMax);

  // Principals handed in, everybody whom a policy names, an unsigned request, a stranger's account.
  const std::vector<Actor>& actors() const { return actors_; }
  const World& world() const { return world_; }

  // A passing request of this actor; undecided ones only when no other was found.
  std::optional<Way> find(const Actor& actor, const std::string& action,
                          const std::vector<std::string>& resources);
  // For the searches until release(): the key has this one value, or is absent.
  void fix(const std::string& key, std::optional<std::vector<std::string>> value) {
    fixed_[key] = std::move(value);
  }
  // For the searches until release(): the key has no value that one of these matches.
  void refuse(const std::string& key, std::vector<Glob> values) {
    refused_key_ = key;
    refused_ = std::move(values);
  }
  void release();

  PolicySet policies_for(const Actor& actor, const std::string& action,
                         const std::string& resource) const;
  // ARNs under the pattern that the actor's policies tell apart.
  std::vector<std::string> representatives(const Actor& actor, const std::string& arn_pattern);

  // Whether a search since the last call was cut short.
  bool take_cut() { return std::exchange(cut_, false); }
  std::int64_t evaluations() const { return evaluations_; }

 private:
  struct Relevant {
    std::vector<const Statement*> statements;
    bool allows = false, surely_denied = false;
  };
  struct Choice {
    std::string key;
    std::vector<std::optional<std::vector<std::string>>> values;  // nothing: absent
  };

  void add_actor(Requester who, std::string label);
  void name_principals(const Policy& policy);
  Relevant relevant(const PolicySet& set, const Request& request);
  std::vector<Choice> choices(const Relevant& relevant, const Request& request);
  void collapse(Choice& choice, const std::vector<const ConditionTest*>& tests);
  void minimise(const PolicySet& set, const std::vector<Choice>& choices, Way& way);
  std::optional<Way> search(const Actor& actor, const PolicySet& set, Request request);
  Decision decide(const PolicySet& set, const Request& request);

  const World& world_;
  const std::int64_t work_max_;
  std::map<std::string, const Principal*, std::less<>> by_arn_;
  std::vector<Actor> actors_;
  std::map<std::string, std::optional<std::vector<std::string>>> fixed_;
  std::string refused_key_;
  std::vector<Glob> refused_;
  std::int64_t work_ = 0, evaluations_ = 0;
  bool cut_ = false;
};

std::string bucket_of(std::string_view arn);  // of an S3 ARN, else empty
// "if aws:SourceVpce is vpce-1 and s3:prefix is absent", empty when nothing is needed.
std::string conditions_text(const Context& conditions);

}  // namespace ringfence::review::iam
