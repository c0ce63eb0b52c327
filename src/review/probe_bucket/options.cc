#include "review/probe_bucket/options.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "review/probe_bucket/settings.h"
#include "review/probe_bucket/times.h"

namespace ringfence::review::bucket {
namespace {

constexpr std::size_t kBaselineBytesMax = 1 << 20;

Error invalid(const std::string& what) { return Error(ErrorCode::kInvalid, what); }

bool is_account(const std::string& text) {
  return text.size() == 12 && text.find_first_not_of("0123456789") == text.npos;
}

Result<> read_baseline(const std::string& path, std::map<std::string, std::string>& values) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return invalid("--baseline " + path + ": cannot be read");
  std::string text(kBaselineBytesMax + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kBaselineBytesMax) return invalid("--baseline " + path + ": over 1 MiB");
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return invalid("--baseline " + path + ": not a JSON object");
  for (const auto& [name, value] : json.items()) {
    if (!value.is_string())
      return invalid("--baseline " + path + ": member " + name + " is not a text");
    values[name] = value.get<std::string>();
  }
  return {};
}

void add_declarations(CLI::App& command, Options& o) {
  command.add_option("--prefix", o.prefixes, "Where records lie (repeatable; default: everywhere)")
      ->group("Declared");
  command.add_option("--account", o.account, "Account that owns the bucket (12 digits)")
      ->group("Declared");
  command.add_option("--also-account", o.accounts, "Further accounts for copies and keys")
      ->group("Declared");
  command.add_option("--also-region", o.regions, "Further regions for copies")->group("Declared");
  command.add_option("--encryption", o.encryption, "AES256, aws:kms, aws:kms:dsse or none")
      ->group("Declared");
  command.add_option("--key", o.key, "ARN of the key of record objects")->group("Declared");
  command.add_option("--vpc-endpoint", o.endpoint_id, "The permitted VPC endpoint")
      ->group("Declared");
  command.add_option("--writer", o.writer, "ARN of the role that writes records")
      ->group("Declared");
  command.add_option("--declare", o.declared, "A setting as NAME=VALUE (repeatable)")
      ->group("Declared");
  command.add_option("--baseline", o.baseline_file, "Settings of an earlier run (--save-baseline)")
      ->group("Declared");
  command.add_option("--known", o.known_file, "File of keys, or patterns with *, of the platform")
      ->group("Declared");
  command.add_option("--grace-hours", o.grace_hours, "How long superseded objects may stay")
      ->group("Declared");
  command.add_option("--retention-days", o.retention_days, "Longest permitted lock of an object")
      ->group("Declared");
}

}  // namespace

Result<std::map<std::string, std::string>> Options::declared_values() const {
  std::map<std::string, std::string> values;
  if (!baseline_file.empty()) RF_TRY(read_baseline(baseline_file, values));
  for (const std::string& entry : declared) {
    const std::size_t equals = entry.find('=');
    if (equals == entry.npos) return invalid("--declare " + entry + ": expected NAME=VALUE");
    values[entry.substr(0, equals)] = entry.substr(equals + 1);
  }
  for (const auto& [name, value] : values) {
    bool known = false;
    for (const std::string_view setting : kSettingNames) known = known || setting == name;
    if (!known) return invalid("declared setting " + name + ": unknown; see --help");
  }
  return values;
}

void add_options(CLI::App& command, Options& o) {
  command.add_option("--bucket", o.bucket, "Name of the bucket")->required();
  command.add_option("--endpoint", o.endpoint, "URL of the S3 server (default: the provider's)");
  command.add_option("--region", o.region, "Region of the bucket");
  command.add_option("--profile", o.profile,
                     "Profile of the shared credential files (default: the environment)");
  command.add_option("--ca-file", o.ca_file, "PEM file of the certificate authority");
  command.add_option("--addressing", o.addressing, "auto, path or virtual");
  command.add_option("--request-timeout", o.attempt_timeout_s, "Seconds for one request");
  command.add_option("--run-timeout", o.run_timeout_s, "Seconds for the whole run");
  add_declarations(command, o);
  command.add_option("--save-baseline", o.save_baseline_file,
                     "Write the settings found to this file, for --baseline");
  command.add_flag("!--no-listing", o.list, "Settings only, no object is listed");
  command.add_option("--listing", o.listing_file, "The listing file of an earlier run, if moved");
  command.add_flag("--relist", o.relist, "List again, even where a sample can be drawn");
  command.add_option("--head-max", o.head_max, "Look at every object up to this number");
  command.add_option("--sample", o.sample_size, "Objects that the reader's seed draws");
  command.add_option("--objects-max", o.objects_max, "Give up the listing beyond this number");
  command.add_option("--other-profile", o.other_profiles,
                     "Profile of an identity that must be refused (repeatable)");
  command.add_flag("--try-writes", o.try_writes,
                   "Try forbidden writes under the scratch prefix and remove what succeeded");
  command.add_option("--other-key", o.other_key,
                     "A key, not the declared one, that the writes are tried with");
  command.add_option("--plain-endpoint", o.plain_endpoint,
                     "http:// URL of the same server, for the write without TLS");
  command.add_option("--write-profile", o.write_profile, "Who tries the writes");
  command.add_option("--scratch-prefix", o.scratch_prefix, "Where the writes are tried");
  command.add_option("--deleted", o.deleted, "Prefix of what was deleted: what remains of it?");
  command.add_option("--since", o.since, "When the deletion was ordered (RFC 3339)");
  command.add_option("--window-minutes", o.window_minutes,
                     "Listings count from so many minutes after the order");
}

Result<> check(const Options& o) {
  if (o.bucket.empty() || o.bucket.size() > 255) return invalid("--bucket: 1 to 255 characters");
  if (o.addressing != "auto" && o.addressing != "path" && o.addressing != "virtual")
    return invalid("--addressing " + o.addressing + ": allowed are auto, path, virtual");
  if (o.attempt_timeout_s < 1 || o.attempt_timeout_s > 600)
    return invalid("--request-timeout: 1 to 600 seconds");
  if (o.run_timeout_s < 1 || o.run_timeout_s > 86'400)
    return invalid("--run-timeout: 1 to 86400 seconds");
  if (!o.encryption.empty() && o.encryption != "AES256" && o.encryption != "aws:kms" &&
      o.encryption != "aws:kms:dsse" && o.encryption != "none")
    return invalid("--encryption " + o.encryption +
                   ": allowed are AES256, aws:kms, aws:kms:dsse, none");
  if (!o.account.empty() && !is_account(o.account))
    return invalid("--account " + o.account + ": expected 12 digits");
  for (const std::string& account : o.accounts) {
    if (!is_account(account)) return invalid("--also-account " + account + ": expected 12 digits");
  }
  if (o.sample_size < 1 || o.sample_size > 10'000) return invalid("--sample: 1 to 10000");
  if (o.head_max < 0 || o.head_max > 100'000) return invalid("--head-max: 0 to 100000");
  if (o.objects_max < 1 || o.objects_max > 1'000'000'000)
    return invalid("--objects-max: 1 to 1000000000");
  if (o.scratch_prefix.empty()) return invalid("--scratch-prefix: must not be empty");
  if (!o.deleted.empty() && !parse_time(o.since))
    return invalid("--deleted needs --since TIME (2026-01-31T23:59:59Z)");
  if (o.prefixes.size() > 100) return invalid("--prefix: at most 100");
  return o.declared_values() ? Result<>() : Result<>(o.declared_values().error());
}

}  // namespace ringfence::review::bucket
