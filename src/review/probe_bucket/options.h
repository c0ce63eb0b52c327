// What the user says about a bucket: where it is, what is declared about it, what to do.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace CLI {
class App;
}

namespace ringfence::review::bucket {

struct Options {
  std::string bucket, endpoint, region, profile, ca_file;
  std::string addressing = "auto";
  unsigned attempt_timeout_s = 30;  // of one request
  unsigned run_timeout_s = 1800;    // of the whole run

  // Declared by the customer; what is found is compared with it.
  std::vector<std::string> prefixes;  // where records lie; empty: the whole bucket
  std::string account;                // owner of the bucket, 12 digits
  std::vector<std::string> accounts;  // further accounts that may hold copies or keys
  std::vector<std::string> regions;   // where copies may lie, beside the bucket's own
  std::string encryption;             // AES256, aws:kms, aws:kms:dsse, none; empty: not declared
  std::string key;                    // ARN of the declared key
  std::string endpoint_id;            // permitted VPC endpoint
  std::string writer;                 // ARN of the role that writes records
  std::vector<std::string> declared;  // NAME=VALUE, see settings.h
  std::string baseline_file;          // JSON object NAME -> VALUE
  std::string save_baseline_file;
  std::string known_file;            // keys or patterns that the platform knows
  std::int64_t grace_hours = -1;     // for superseded and unfinished objects; -1: not declared
  std::int64_t retention_days = -1;  // longest lock; -1: not declared

  std::string listing_file;  // of an earlier run, where it no longer lies in the work folder
  bool list = true;
  bool relist = false;
  std::int64_t head_max = 1000;    // up to so many objects every one is looked at
  std::int64_t sample_size = 100;  // 1..10,000
  std::int64_t objects_max = 20'000'000;

  std::vector<std::string> other_profiles;  // identities that must be refused
  bool try_writes = false;
  std::string other_key;       // ARN of a key that the writer may use and that is not the declared
  std::string plain_endpoint;  // http:// URL of the same server
  std::string write_profile;   // who tries the writes; empty: the probe's own identity
  std::string scratch_prefix = "ringfence-probe/";

  std::string deleted;  // prefix of what was deleted; then only the deletion is looked at
  std::string since;    // RFC 3339: when the deletion was ordered
  std::int64_t window_minutes = 0;  // after which a listing counts

  // NAME -> VALUE of --declare and the baseline file. kInvalid names the entry.
  Result<std::map<std::string, std::string>> declared_values() const;
};

void add_options(CLI::App& command, Options& options);
// kInvalid names the option and the limit.
Result<> check(const Options& options);

}  // namespace ringfence::review::bucket
