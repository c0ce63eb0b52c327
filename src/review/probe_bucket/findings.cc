#include "review/probe_bucket/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "review/probe_iam/evaluate.h"

namespace ringfence::review::bucket {
namespace {

constexpr std::string_view kSnapshot = "config-snapshot";

std::string joined(const std::vector<std::string>& parts, std::string_view between = "; ") {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : std::string(between)) + part;
  return out;
}

// Without a declaration these are taken as "none", because whatever is set then keeps, removes or
// copies objects undeclared.
bool none_by_default(std::string_view name) {
  return name == "lifecycle" || name == "lock" || name == "replication";
}

void compare(const Settings& settings, std::string_view name,
             const std::map<std::string, std::string>& declared, Tally& tally) {
  const SettingRead& read = settings.at(name);
  const auto entry = declared.find(std::string(name));
  std::string expected = entry == declared.end() ? "" : entry->second;
  if (read.state == ReadState::kUnsupported && expected == kUnsupportedValue) {
    tally.equal(std::string(name), "the server does not know this setting, as declared");
    return;
  }
  if (read.state != ReadState::kRead) {
    tally.left_out(std::string(name), read.error);
    return;
  }
  if (expected.empty() && none_by_default(name)) expected = "none";
  if (name == "public_access" && read.value.starts_with("public")) {
    tally.differs(std::string(name), read.value, expected.empty() ? "not public" : expected);
  } else if (expected.empty()) {
    tally.left_out(std::string(name), "found \"" + read.value + "\", nothing is declared");
  } else if (read.value == expected) {
    tally.equal(std::string(name), read.value);
  } else {
    tally.differs(std::string(name), read.value, expected);
  }
}

// The declarations, with what --encryption, --key and the like say about the same settings.
std::map<std::string, std::string> declared_settings(const Settings& settings,
                                                     const Options& options) {
  auto values = options.declared_values().value_or(std::map<std::string, std::string>());
  if (!values.contains("encryption") && !options.encryption.empty()) {
    std::string text = options.encryption;
    if (!options.key.empty()) text += " " + options.key;
    if (settings.bucket_key) text += " bucket-key";  // said by the key's custody, not by this
    values["encryption"] = text;
  }
  return values;
}

// Nothing of the kind can be set: the server does not know it, and the user says so too.
bool cannot_be(const Settings& settings, const Options& options, std::string_view name) {
  const auto declared = declared_settings(settings, options);
  const auto entry = declared.find(std::string(name));
  return settings.at(name).state == ReadState::kUnsupported && entry != declared.end() &&
         entry->second == kUnsupportedValue;
}

bool is_listed(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool account_declared(const Options& options, const std::string& account) {
  return account == options.account || is_listed(options.accounts, account);
}

nlohmann::json targets_json(const Settings& settings) {
  auto list = nlohmann::json::array();
  for (const CopyTarget& target : settings.targets)
    list.push_back({{"kind", target.kind},
                    {"bucket", target.bucket},
                    {"account", target.account},
                    {"region", target.region},
                    {"detail", target.detail}});
  return list;
}

void add_to_body(Finding& finding, const std::string& name, nlohmann::json value) {
  auto body = nlohmann::json::parse(finding.body);
  body[name] = std::move(value);
  finding.body = dump_json(body);
}

}  // namespace

std::string dump_json(const nlohmann::json& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void Tally::equal(std::string what, std::string found) {
  ++equal_;
  lines_.push_back(std::move(what) + ": " + std::move(found));
}

void Tally::differs(std::string what, std::string found, std::string expected) {
  ++differs_;
  lines_.push_back(what + ": " + found + " (declared: " + expected + ")");
  different_.push_back(std::move(what) + " is \"" + std::move(found) + "\", declared is \"" +
                       std::move(expected) + "\"");
}

void Tally::left_out(std::string what, std::string why, std::int64_t count) {
  if (count > 0) excluded_.push_back({std::move(what), std::move(why), count});
}

void Tally::outside(std::string what, std::string why, std::int64_t count) {
  outside_.push_back({std::move(what), std::move(why), count});
}

Finding Tally::finding(std::string type, std::string claim, std::string holds) const {
  Finding out;
  out.type = std::move(type);
  out.claims = {std::move(claim)};
  out.examined = examined();
  out.excluded = excluded_;
  out.population = out.examined;
  out.excluded.insert(out.excluded.end(), outside_.begin(), outside_.end());
  for (const evidence::Excluded& left : out.excluded) out.population += left.count;
  auto body = nlohmann::json::object();
  body["seen"] = lines_;
  out.body = dump_json(body);
  if (!different_.empty()) {
    out.result = "fails";
    out.summary = joined(different_) + ".";
  } else if (out.examined == 0 || !excluded_.empty()) {
    out.result = "inconclusive";
    for (const evidence::Excluded& left : excluded_)
      out.summary += (out.summary.empty() ? "" : "; ") + left.what + ": " + left.why;
    out.summary = "Not decided: " + out.summary + ".";
  } else {
    out.result = "holds";
    out.summary = std::move(holds);
  }
  return out;
}

Finding find_baseline(const Settings& settings, const Options& options) {
  const auto declared = declared_settings(settings, options);
  Tally tally;
  for (const std::string_view name : kSettingNames) compare(settings, name, declared, tally);
  Finding out = tally.finding(std::string(kSnapshot), "Z2.a",
                              fmt::format("All {} settings of bucket {} equal those declared.",
                                          tally.examined(), settings.bucket));
  auto calls = nlohmann::json::array();
  for (const auto& [name, read] : settings.reads) {
    calls.push_back({{"setting", name},
                     {"action", read.action},
                     {"state", state_name(read.state)},
                     {"value", read.value},
                     {"request_id", read.request_id},
                     {"digest", read.digest},
                     {"at", read.at},
                     {"error", read.error}});
  }
  add_to_body(out, "calls", std::move(calls));
  add_to_body(out, "region", settings.region);
  out.raw = settings.raw;
  return out;
}

Finding find_retention_settings(const Settings& settings, const Options& options) {
  const auto declared = declared_settings(settings, options);
  Tally tally;
  for (const std::string_view name : {"lifecycle", "lock", "replication"})
    compare(settings, name, declared, tally);
  Finding out = tally.finding(std::string(kSnapshot), "C1.ret.c",
                              "Lifecycle rules, lock and replication of bucket " + settings.bucket +
                                  " are those declared.");
  for (const LifecycleRule& rule : settings.rules) {
    if (!rule.enabled || (rule.expire_days == 0 && rule.expire_date.empty())) continue;
    if (out.result == "fails")
      out.summary += fmt::format(
          " Rule {} removes current objects under prefix \"{}\" {}.", rule.id, rule.prefix,
          rule.expire_days > 0 ? fmt::format("after {} days", rule.expire_days)
                               : "from " + rule.expire_date);
  }
  return out;
}

Finding find_copies(const Settings& settings, const Options& options) {
  Tally tally;
  const auto kind = [&](std::string_view setting, std::string_view shown) {
    const SettingRead& read = settings.at(setting);
    if (cannot_be(settings, options, setting)) {
      tally.equal(std::string(shown), "not known to the server");
    } else if (read.state == ReadState::kRead) {
      tally.equal(std::string(shown), read.value);
    } else {
      tally.left_out(std::string(shown), read.error);
    }
  };
  kind("versioning", "older versions");
  for (const auto& [setting, shown, target_kind] :
       {std::tuple{"replication", "replication targets", "replication"},
        std::tuple{"logging", "access-log buckets (names of objects)", "access-log"},
        std::tuple{"inventory", "inventory buckets (names of objects)", "inventory"}}) {
    const bool unowned =
        std::any_of(settings.targets.begin(), settings.targets.end(), [&](const CopyTarget& t) {
          return t.kind == target_kind && !t.account.empty() &&
                 !account_declared(options, t.account);
        });
    if (unowned) {
      tally.differs(shown, settings.at(setting).value, "an account of the declared list");
    } else {
      kind(setting, shown);
    }
  }
  tally.outside("backup plans, volume and database snapshots, archives, escrow",
                "not part of a bucket's settings", 5);
  Finding out = tally.finding(
      std::string(kSnapshot), "C5.res.a",
      fmt::format("The settings of bucket {} show {} further places that hold copies or names; "
                  "kinds of copy outside of a bucket's settings are listed as not looked at.",
                  settings.bucket, settings.targets.size()));
  out.unit = "kinds of copy";
  add_to_body(out, "copies", targets_json(settings));
  return out;
}

Finding find_copy_places(const Settings& settings, const Options& options) {
  Tally tally;
  for (const std::string_view name : {"replication", "logging", "inventory"}) {
    const SettingRead& read = settings.at(name);
    if (cannot_be(settings, options, name)) {
      tally.equal(std::string(name), "not known to the server");
    } else if (read.state != ReadState::kRead) {
      tally.left_out(std::string(name), read.error);
    } else if (read.value == "none") {
      tally.equal(std::string(name), "no target");
    }
  }
  for (const CopyTarget& target : settings.targets) {
    const std::string what = target.kind + " to bucket " + target.bucket;
    const bool foreign = !target.account.empty() && !account_declared(options, target.account);
    const bool far = !target.region.empty() && target.region != settings.region &&
                     !is_listed(options.regions, target.region);
    if (foreign) {
      tally.differs(what, "account " + target.account, "accounts of the declared list");
    } else if (far) {
      tally.differs(what, "region " + target.region, "regions of the declared list");
    } else if (target.account.empty()) {
      tally.left_out(what, "the setting does not name the account that owns the target");
    } else if (target.region.empty()) {
      tally.left_out(what, "the server does not tell the region of the target");
    } else {
      tally.equal(what, "account " + target.account + ", region " + target.region);
    }
  }
  Finding out =
      tally.finding(std::string(kSnapshot), "C5.res.b",
                    "No target of replication, access log or inventory of bucket " +
                        settings.bucket + " lies outside the declared accounts and regions.");
  out.unit = "targets and kinds of target";
  add_to_body(out, "copies", targets_json(settings));
  return out;
}

Finding find_lock_terms(const Settings& settings, const Options& options) {
  Tally tally;
  const SettingRead& lock = settings.at("lock");
  if (lock.state != ReadState::kRead) {
    tally.left_out("lock", lock.error);
  } else if (settings.lock_days == 0) {
    tally.equal("lock", lock.value + ", no term by default");
  } else if (options.retention_days < 0) {
    tally.left_out("lock", lock.value + "; no longest term is declared (--retention-days)");
  } else if (settings.lock_days > options.retention_days) {
    tally.differs("lock", lock.value, fmt::format("at most {} days", options.retention_days));
  } else {
    tally.equal("lock", lock.value);
  }
  for (const CopyTarget& target : settings.targets) {
    if (target.kind == "replication")
      tally.left_out("lock of " + target.bucket, "another bucket; run the probe there");
  }
  return tally.finding(std::string(kSnapshot), "C5.ret.b",
                       "No lock of bucket " + settings.bucket + " exceeds the declared term.");
}

Finding find_key(const Settings& settings, const Options& options) {
  Tally tally;
  const SettingRead& read = settings.at("encryption");
  const std::string account(iam::account_of_arn(settings.key));
  if (read.state != ReadState::kRead) {
    tally.left_out("default key", read.error);
  } else if (settings.key.empty()) {
    tally.left_out("default key", "the bucket names no key (encryption: " + read.value + ")");
  } else if (!options.key.empty() && settings.key != options.key) {
    tally.differs("default key", settings.key, options.key);
  } else if (account.empty()) {
    tally.left_out("account of the key",
                   "the bucket names the key without its account: " + settings.key);
  } else if (options.account.empty() && options.key.empty()) {
    tally.left_out("account of the key", "found " + account + "; none is declared (--account)");
  } else if (!account_declared(options, account) && options.key.empty()) {
    tally.differs("account of the key", account, "accounts of the declared list");
  } else {
    tally.equal("default key", settings.key);
  }
  // The key itself is read by the key service; that is another probe's work.
  tally.left_out("scope, policy, origin, grants, rotation and last use",
                 "told by the key service, not by the bucket", 6);
  Finding out = tally.finding(std::string(kSnapshot), "K4.e", "");
  out.unit = "properties of the key";
  return out;
}

Finding find_writes(const std::vector<WriteOutcome>& outcomes, const Options& options,
                    std::string type, bool has_policy) {
  using End = WriteOutcome::End;
  Tally tally;
  bool control = true;
  std::string passed;
  auto list = nlohmann::json::array();
  for (const WriteOutcome& outcome : outcomes) {
    const std::string name(write_name(outcome.kind));
    const bool is_control = outcome.kind == WriteKind::kAsDeclared;
    const std::string ends[] = {"refused", "let through", "undecided", "not tried"};
    list.push_back({{"write", name},
                    {"end", ends[static_cast<std::size_t>(outcome.end)]},
                    {"why", outcome.why}});
    if (is_control) {
      control = outcome.end == End::kLetThrough;
    } else if (outcome.end == End::kLetThrough) {
      tally.differs(name, "let through: " + outcome.why, "refused");
      passed += (passed.empty() ? "" : ", ") + name;
    } else if (outcome.end == End::kRefused) {
      tally.equal(name, "refused by " + outcome.why);
    } else {
      tally.left_out(name, outcome.why);
    }
  }
  const bool tried = type == "rehearsal";
  // Where even the declared write is refused, refusals show nothing.
  if (!control) tally.left_out("control", "a write as declared is not let through either");
  Finding out = tally.finding(type, "K4.c",
                              std::string(tried ? "Every forbidden write that was tried on bucket "
                                                : "The policy of bucket ") +
                                  options.bucket +
                                  (tried ? " was refused." : " refuses every forbidden write."));
  if (out.result == "fails") {
    out.summary = (tried ? "Bucket " + options.bucket + " accepted "
                         : "The policy of bucket " + options.bucket + " lets through ") +
                  passed + ".";
    if (!has_policy && !tried)
      out.summary = "Bucket " + options.bucket + " has no policy that would refuse " + passed + ".";
    if (!tried) out.summary += " Policies that this probe cannot see may still refuse it.";
  }
  out.unit = "kinds of write";
  add_to_body(out, "writes", std::move(list));
  return out;
}

std::string baseline_text(const Settings& settings) {
  auto out = nlohmann::json::object();
  for (const std::string_view name : kSettingNames) {
    if (settings.was_read(name)) out[std::string(name)] = settings.at(name).value;
    if (settings.at(name).state == ReadState::kUnsupported)
      out[std::string(name)] = kUnsupportedValue;
  }
  return out.dump(2) + "\n";
}

}  // namespace ringfence::review::bucket
