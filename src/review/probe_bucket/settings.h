// The settings of a bucket as its server tells them: read, parsed, and put into one short text
// each, so that two readings compare by equality.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "object_store/s3/calls.h"
#include "review/model/probe.h"

namespace ringfence::review::bucket {

// What claim Z2.a lists, in its order. The texts:
//   owner         canonical user id
//   public_access "blocked", "not public, blocked: NAMES" (or "none", "unknown"), "public: WHY"
//   policy        "none" or the SHA-256 of the policy as compact JSON with sorted members
//   encryption    "none", "AES256", "aws:kms KEY", "aws:kms KEY bucket-key"
//   versioning    "off", "Enabled", "Suspended"
//   lifecycle     "none" or its rules: "ID on prefix= expire=30d noncurrent=7d abort=1d; …"
//   lock          "none", "on", "on GOVERNANCE 30d"
//   replication   "none" or "to ARN account=… prefix=…; …"
//   logging       "none" or "to BUCKET/PREFIX"
// Declared for a setting that the server does not know (501): "unsupported".
inline constexpr std::string_view kUnsupportedValue = "unsupported";
inline constexpr std::array<std::string_view, 9> kSettingNames = {
    "owner",     "public_access", "policy",      "encryption", "versioning",
    "lifecycle", "lock",          "replication", "logging"};

enum class ReadState : std::uint8_t { kRead, kDenied, kUnsupported, kFailed };
std::string_view state_name(ReadState state);

struct SettingRead {
  ReadState state = ReadState::kFailed;
  std::string value;   // where read; see above
  std::string action;  // the right that reading needs
  std::string error;   // where not read
  std::string request_id, digest, at;
};

struct CopyTarget {
  std::string kind;     // replication, access-log, inventory
  std::string bucket;   // name
  std::string account;  // where the setting names it
  std::string region;   // where known
  std::string detail;
};

struct LifecycleRule {
  std::string id, prefix;
  bool enabled = false;
  bool filtered = false;  // by tag or size: it may or may not touch an object
  std::int64_t expire_days = 0, noncurrent_days = 0, newer_noncurrent = 0, abort_days = 0;
  std::string expire_date;
  bool removes_markers = false;
  std::vector<std::string> transitions;
};

struct Settings {
  std::string bucket, region;
  std::map<std::string, SettingRead, std::less<>> reads;  // by setting, and "inventory"
  std::string policy_text;                                // empty: none, or not read
  std::string encryption, key;                            // of the default encryption
  bool bucket_key = false;
  std::string lock_mode;
  std::int64_t lock_days = 0;
  std::vector<LifecycleRule> rules;
  std::vector<CopyTarget> targets;
  std::vector<RawFile> raw;  // answers as they came

  const SettingRead& at(std::string_view name) const;
  bool was_read(std::string_view name) const { return at(name).state == ReadState::kRead; }
};

// The whole run's error where nothing answers or there is no such bucket; a setting that cannot be
// read says why in `reads`.
async::Task<Result<Settings>> read_settings(store::s3::Client& client, std::string bucket,
                                            std::function<std::string()> now,
                                            async::Deadline deadline);

// Single steps, for tests. The answer is that of a successful call; kCorrupt otherwise.
Result<> take_encryption(std::string_view xml, Settings& into, std::string& value);
Result<> take_lifecycle(std::string_view xml, Settings& into, std::string& value);
Result<> take_replication(std::string_view xml, Settings& into, std::string& value);
Result<std::string> policy_value(std::string_view json);
// Whom a policy lets in without identity: the first action that an anonymous requester may do.
// Empty: none of those tried. kInvalid: a policy that cannot be evaluated.
Result<std::string> open_to_everyone(std::string_view policy, const std::string& bucket);

}  // namespace ringfence::review::bucket
