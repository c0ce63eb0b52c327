// What was handed in: the principals with their policies, bucket and key policies, and what is
// missing. Built by one of the readers of `inputs.h`, never changed afterwards.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "review/probe_iam/evaluate.h"

namespace ringfence::review::iam {

constexpr std::size_t kPrincipalsMax = 2'000;
constexpr std::size_t kWorldStatementsMax = 20'000;

struct Principal {
  Requester who;     // role or user
  std::string name;  // last part of the ARN, or the template's logical id
  std::vector<Policy> identity;
  std::optional<Policy> trust, boundary;
  std::vector<Policy> session;
  // Policies that it names and whose text was not handed in, or is only known later.
  std::vector<std::string> missing;
  std::int64_t session_seconds_max = 0;  // 0: not said
  bool provider_owned = false;           // a service-linked role
  std::string source;                    // file, and place in it
};

// A document that was read, for digests and raw files.
struct Document {
  std::string name;
  std::string bytes;
  std::string media_type = "application/json";
};

struct World {
  std::string account;            // twelve digits; what "this account" is in templates
  std::vector<std::string> ours;  // accounts of the customer, `account` among them
  bool account_assumed = false;   // nobody said which: 000000000000 stands for it
  std::vector<Principal> principals;
  std::map<std::string, Policy> bucket_policies;     // by bucket name
  std::map<std::string, Policy> key_policies;        // by key ARN
  std::vector<std::string> buckets, keys;            // found in the documents; keys as ARNs
  std::map<std::string, std::string> bucket_names;   // logical id or address -> name
  std::vector<std::string> replication;              // "BUCKET replicates through ROLE to BUCKET"
  std::vector<std::vector<Policy>> service_control;  // one list a level
  std::vector<Document> documents;
  Notes gaps;  // what was not handed in or not understood

  bool is_ours(std::string_view account_id) const;
  const Principal* find(std::string_view arn) const;
  std::size_t statements() const;
};

// Errors when the world is over its limits.
Result<> check_size(const World& world);

}  // namespace ringfence::review::iam
