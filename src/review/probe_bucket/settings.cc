#include "review/probe_bucket/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "evidence/crypto.h"
#include "object_store/s3/xml.h"
#include "review/probe_iam/evaluate.h"

namespace ringfence::review::bucket {
namespace {

namespace s3 = store::s3;
using s3::XmlDocument;
using s3::XmlNode;

// One call and what came of it; absent settings are read, with an empty body.
struct Reading {
  SettingRead read;
  std::string body;
};

struct Reader {
  s3::Client& client;
  std::string bucket;
  std::function<std::string()> now;
  async::Deadline deadline;
};

async::Task<Result<Reading>> read_one(Reader& reader, s3::Setting setting) {
  Reading out;
  out.read.action = setting.action;
  out.read.at = reader.now();
  auto answer = co_await s3::get_setting(reader.client, reader.bucket, setting, reader.deadline);
  if (!answer) {
    if (answer.error().is(ErrorCode::kCancelled)) co_return answer.error();
    out.read.error = answer.error().to_string();
    co_return out;
  }
  out.read.request_id = answer->request_id;
  out.read.digest = evidence::sha256_hex(answer->body);
  if (answer->ok()) {
    out.read.state = ReadState::kRead;
    out.body = std::move(answer->body);
    co_return out;
  }
  if (!setting.absent.empty() && answer->refusal.code == setting.absent) {
    out.read.state = ReadState::kRead;
    co_return out;
  }
  const Error error = s3::error_of(answer->refusal, setting.action, "bucket " + reader.bucket);
  out.read.state = error.is(ErrorCode::kPermission)    ? ReadState::kDenied
                   : error.is(ErrorCode::kUnsupported) ? ReadState::kUnsupported
                                                       : ReadState::kFailed;
  out.read.error = s3::printable(error.detail);
  co_return out;
}

void fail(SettingRead& read, const Error& error) {
  read.state = ReadState::kFailed;
  read.error = error.to_string();
}

std::int64_t number(const std::string& text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string bucket_of_arn(const std::string& arn) {
  const std::size_t colon = arn.rfind(':');
  return s3::printable(colon == arn.npos ? arn : arn.substr(colon + 1), 255);
}

// Owner and grants to everybody.
struct Grants {
  std::string owner;
  std::string everyone;  // "READ" where the list grants it to all; else empty
};

Result<Grants> read_acl(std::string_view body) {
  auto document = XmlDocument::parse(body, "AccessControlPolicy");
  if (!document) return document.error();
  Grants out;
  out.owner = s3::printable(document->root().text_of("Owner/ID"), 128);
  document->root().child("AccessControlList").each("Grant", [&](const XmlNode& grant) {
    const std::string group = grant.text_of("Grantee/URI");
    if (group.ends_with("/global/AllUsers") || group.ends_with("/global/AuthenticatedUsers"))
      out.everyone = s3::printable(grant.text_of("Permission"), 32);
  });
  return out;
}

Result<std::string> read_block(std::string_view body) {
  if (body.empty()) return std::string("none");
  auto document = XmlDocument::parse(body, "PublicAccessBlockConfiguration");
  if (!document) return document.error();
  std::string on;
  int count = 0;
  for (const std::string_view name :
       {"BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"}) {
    if (document->root().text_of(name) != "true") continue;
    on += (on.empty() ? "" : " ") + std::string(name);
    ++count;
  }
  return count == 4 ? "all" : on.empty() ? "none" : on;
}

void add_raw(Settings& into, std::string name, std::string body, std::string media) {
  if (body.empty()) return;
  into.raw.push_back({std::move(name), std::move(body), std::move(media), "full"});
}

// Public access is what policy, access list and block say together.
async::Task<Result<void>> read_public(Reader& reader, Settings& into) {
  auto block = co_await read_one(reader, s3::kPublicAccessBlock);
  if (!block) co_return block.error();
  auto status = co_await read_one(reader, s3::kPolicyStatus);
  if (!status) co_return status.error();
  auto acl = co_await read_one(reader, s3::kAcl);
  if (!acl) co_return acl.error();
  SettingRead& out = into.reads["public_access"];
  SettingRead& owner = into.reads["owner"];
  out = block->read;
  owner = acl->read;
  Grants grants;
  if (acl->read.state == ReadState::kRead) {
    auto read = read_acl(acl->body);
    if (!read) fail(owner, read.error());
    if (read) {
      grants = *read;
      owner.value = grants.owner;
      add_raw(into, "bucket-acl.xml", acl->body, "application/xml");
    }
  }
  std::string why;
  if (!grants.everyone.empty()) why = "the access list grants " + grants.everyone + " to everyone";
  if (status->body.find("<IsPublic>true</IsPublic>") != std::string::npos)
    why = "the server calls the policy public";
  if (auto open = open_to_everyone(into.policy_text, into.bucket); open && !open->empty())
    why = "the policy lets anyone " + *open;
  std::string blocked = block->read.state == ReadState::kUnsupported ? "unknown" : "none";
  if (block->read.state == ReadState::kRead) {
    auto read = read_block(block->body);
    if (!read) {
      fail(out, read.error());
      co_return Result<void>();
    }
    blocked = *read;
    add_raw(into, "public-access-block.xml", block->body, "application/xml");
  }
  if (!why.empty() && blocked != "all") {
    out.state = ReadState::kRead;  // known to be open, whatever else could not be read
    out.value = "public: " + why;
  } else if (out.state == ReadState::kRead || out.state == ReadState::kUnsupported) {
    // Without a block, policy and list decide; both must have been read.
    const bool known = into.was_read("policy") && into.was_read("owner");
    if (blocked == "all") {
      out.value = "blocked";
    } else if (known) {
      out.state = ReadState::kRead;
      out.value = "not public, blocked: " + blocked;
    } else {
      out.state = ReadState::kDenied;
      out.error = "policy or access list of the bucket could not be read";
    }
  }
  co_return Result<void>();
}

async::Task<Result<void>> read_policy(Reader& reader, Settings& into) {
  auto reading = co_await read_one(reader, s3::kPolicy);
  if (!reading) co_return reading.error();
  SettingRead& out = into.reads["policy"];
  out = reading->read;
  if (out.state != ReadState::kRead) co_return Result<void>();
  if (reading->body.empty()) {
    out.value = "none";
    co_return Result<void>();
  }
  auto value = policy_value(reading->body);
  if (!value) {
    fail(out, value.error());
    co_return Result<void>();
  }
  out.value = *value;
  into.policy_text = reading->body;
  add_raw(into, "bucket-policy.json", reading->body, "application/json");
  co_return Result<void>();
}

using Take = Result<> (*)(std::string_view xml, Settings& into, std::string& value);

async::Task<Result<void>> read_xml(Reader& reader, Settings& into, std::string name,
                                   s3::Setting setting, Take take) {
  auto reading = co_await read_one(reader, setting);
  if (!reading) co_return reading.error();
  SettingRead& out = into.reads[name];
  out = reading->read;
  if (out.state != ReadState::kRead) co_return Result<void>();
  if (reading->body.empty()) {
    out.value = "none";
    co_return Result<void>();
  }
  auto taken = take(reading->body, into, out.value);
  if (!taken) {
    fail(out, taken.error());
    co_return Result<void>();
  }
  add_raw(into, "bucket-" + name + ".xml", reading->body, "application/xml");
  co_return Result<void>();
}

Result<> take_versioning(std::string_view xml, Settings&, std::string& value) {
  auto document = XmlDocument::parse(xml, "");
  if (!document) return document.error();
  // Servers differ in the name of this one element.
  if (document->root().name().find("Versioning") == std::string::npos)
    return Error(ErrorCode::kCorrupt, "answer: no versioning configuration");
  value = s3::printable(document->root().text_of("Status"), 32);
  if (value.empty()) value = "off";
  if (document->root().text_of("MfaDelete") == "Enabled") value += " with MFA delete";
  return {};
}

Result<> take_lock(std::string_view xml, Settings& into, std::string& value) {
  auto document = XmlDocument::parse(xml, "ObjectLockConfiguration");
  if (!document) return document.error();
  const XmlNode root = document->root();
  value = root.text_of("ObjectLockEnabled") == "Enabled" ? "on" : "none";
  const XmlNode rule = root.child("Rule/DefaultRetention");
  if (!rule) return {};
  into.lock_mode = s3::printable(rule.text_of("Mode"), 32);
  into.lock_days = number(rule.text_of("Days")) + 365 * number(rule.text_of("Years"));
  value += fmt::format(" {} {}d", into.lock_mode, into.lock_days);
  return {};
}

Result<> take_logging(std::string_view xml, Settings& into, std::string& value) {
  auto document = XmlDocument::parse(xml, "BucketLoggingStatus");
  if (!document) return document.error();
  const XmlNode on = document->root().child("LoggingEnabled");
  value = "none";
  if (!on) return {};
  const std::string target = s3::printable(on.text_of("TargetBucket"), 255);
  const std::string prefix = s3::printable(on.text_of("TargetPrefix"));
  value = "to " + target + "/" + prefix;
  into.targets.push_back({"access-log", target, "", "", "prefix " + prefix});
  return {};
}

Result<> take_inventory(std::string_view xml, Settings& into, std::string& value) {
  auto document = XmlDocument::parse(xml, "");
  if (!document) return document.error();
  if (document->root().name().find("InventoryConfiguration") == std::string::npos)
    return Error(ErrorCode::kCorrupt, "answer: no inventory configuration");
  document->root().each("InventoryConfiguration", [&](const XmlNode& node) {
    const XmlNode to = node.child("Destination/S3BucketDestination");
    const std::string target = bucket_of_arn(to.text_of("Bucket"));
    into.targets.push_back({"inventory", target, s3::printable(to.text_of("AccountId"), 12), "",
                            "report " + s3::printable(node.text_of("Id"), 64)});
    value += (value.empty() ? "to " : "; to ") + target;
  });
  if (document->root().text_of("IsTruncated") == "true") value += "; and more";
  if (value.empty()) value = "none";
  return {};
}

// Region of the bucket; and the run's end where there is no bucket or no server.
async::Task<Result<std::string>> find_bucket(Reader& reader) {
  s3::Request request;
  request.method = "HEAD";
  request.bucket = reader.bucket;
  auto answer = co_await reader.client.call(std::move(request), reader.deadline);
  if (!answer) co_return answer.error();
  std::string region(answer->header("x-amz-bucket-region"));
  if (answer->status == 404)
    co_return Error(ErrorCode::kNotFound,
                    "bucket " + reader.bucket + " does not exist at " + reader.client.endpoint());
  if (answer->status == 301 || answer->status == 400)
    co_return s3::error_of(answer->refusal, "HeadBucket", "bucket " + reader.bucket);
  if (!region.empty()) co_return s3::printable(region, 64);
  auto location =
      co_await s3::get_setting(reader.client, reader.bucket, s3::kLocation, reader.deadline);
  if (!location) co_return location.error();
  if (!location->ok()) co_return std::string();
  auto document = XmlDocument::parse(location->body, "LocationConstraint");
  if (!document) co_return std::string();
  region = s3::printable(document->root().text(), 64);
  co_return region.empty() ? "us-east-1" : region == "EU" ? "eu-west-1" : region;
}

// Where copies go: the server tells the region of any bucket, even one that it lets nobody see.
async::Task<Result<void>> find_targets(Reader& reader, Settings& into) {
  for (CopyTarget& target : into.targets) {
    if (target.bucket.empty()) continue;
    s3::Request request;
    request.method = "HEAD";
    request.bucket = target.bucket;
    auto answer = co_await reader.client.call(std::move(request), reader.deadline);
    if (answer) target.region = s3::printable(answer->header("x-amz-bucket-region"), 64);
    if (!answer && answer.error().is(ErrorCode::kCancelled)) co_return answer.error();
  }
  co_return Result<void>();
}

}  // namespace

std::string_view state_name(ReadState state) {
  switch (state) {
    case ReadState::kRead:
      return "read";
    case ReadState::kDenied:
      return "denied";
    case ReadState::kUnsupported:
      return "unsupported";
    case ReadState::kFailed:
      return "failed";
  }
  return "failed";
}

const SettingRead& Settings::at(std::string_view name) const {
  static const SettingRead kMissing;
  const auto found = reads.find(name);
  return found == reads.end() ? kMissing : found->second;
}

Result<std::string> policy_value(std::string_view json) {
  if (json.size() > iam::kPolicyDocument.bytes_max)
    return Error(ErrorCode::kTooLarge, "a bucket policy over 1 MiB");
  // The strict reader first: depth and duplicates are bounded before the other one sees the bytes.
  auto strict = iam::parse_json(json, "bucket policy", iam::kPolicyDocument);
  if (!strict) return strict.error();
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  if (parsed.is_discarded()) return Error(ErrorCode::kCorrupt, "a bucket policy that is no JSON");
  return evidence::sha256_hex(
      parsed.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

Result<std::string> open_to_everyone(std::string_view policy, const std::string& bucket) {
  if (policy.empty()) return std::string();
  auto parsed = iam::parse_policy(policy, "bucket policy", iam::PolicyKind::kResource);
  if (!parsed) return parsed.error();
  const std::string arn = "arn:aws:s3:::" + bucket;
  for (const auto& [action, resource] :
       std::initializer_list<std::pair<const char*, std::string>>{{"s3:GetObject", arn + "/x"},
                                                                  {"s3:ListBucket", arn},
                                                                  {"s3:PutObject", arn + "/x"},
                                                                  {"s3:DeleteObject", arn + "/x"},
                                                                  {"s3:GetBucketPolicy", arn},
                                                                  {"s3:PutBucketPolicy", arn}}) {
    iam::Request request{iam::Requester::anonymous(), action, resource, ""};
    request.context["aws:securetransport"] = {"true"};
    iam::add_known_keys(request);
    iam::PolicySet policies;
    policies.resource = &*parsed;
    if (iam::evaluate(policies, request).may_pass()) return std::string(action);
  }
  return std::string();
}

Result<> take_encryption(std::string_view xml, Settings& into, std::string& value) {
  auto document = XmlDocument::parse(xml, "ServerSideEncryptionConfiguration");
  if (!document) return document.error();
  const XmlNode rule = document->root().child("Rule");
  const XmlNode by = rule.child("ApplyServerSideEncryptionByDefault");
  into.encryption = s3::printable(by.text_of("SSEAlgorithm"), 32);
  into.key = s3::printable(by.text_of("KMSMasterKeyID"), 300);
  into.bucket_key = rule.text_of("BucketKeyEnabled") == "true";
  value = into.encryption.empty() ? "none" : into.encryption;
  if (!into.key.empty()) value += " " + into.key;
  if (into.bucket_key) value += " bucket-key";
  return {};
}

Result<> take_lifecycle(std::string_view xml, Settings& into, std::string& value) {
  auto document = XmlDocument::parse(xml, "LifecycleConfiguration");
  if (!document) return document.error();
  document->root().each("Rule", [&](const XmlNode& node) {
    LifecycleRule rule;
    rule.id = s3::printable(node.text_of("ID"), 255);
    rule.enabled = node.text_of("Status") == "Enabled";
    rule.prefix =
        node.text_of("Prefix") + node.text_of("Filter/Prefix") + node.text_of("Filter/And/Prefix");
    const XmlNode filter =
        node.child("Filter/And") ? node.child("Filter/And") : node.child("Filter");
    rule.filtered = filter.child("Tag") || filter.child("ObjectSizeGreaterThan") ||
                    filter.child("ObjectSizeLessThan");
    rule.expire_days = number(node.text_of("Expiration/Days"));
    rule.expire_date = s3::printable(node.text_of("Expiration/Date"), 40);
    rule.removes_markers = node.text_of("Expiration/ExpiredObjectDeleteMarker") == "true";
    rule.noncurrent_days = number(node.text_of("NoncurrentVersionExpiration/NoncurrentDays"));
    rule.newer_noncurrent =
        number(node.text_of("NoncurrentVersionExpiration/NewerNoncurrentVersions"));
    rule.abort_days = number(node.text_of("AbortIncompleteMultipartUpload/DaysAfterInitiation"));
    for (const std::string_view kind : {"Transition", "NoncurrentVersionTransition"}) {
      node.each(kind, [&](const XmlNode& to) {
        rule.transitions.push_back(s3::printable(to.text_of("StorageClass"), 32));
      });
    }
    into.rules.push_back(std::move(rule));
  });
  std::vector<std::string> texts;
  for (const LifecycleRule& rule : into.rules) {
    std::string text = fmt::format("{} {} prefix={}", rule.id, rule.enabled ? "on" : "off",
                                   s3::printable(rule.prefix));
    if (rule.filtered) text += " filtered";
    if (rule.expire_days > 0) text += fmt::format(" expire={}d", rule.expire_days);
    if (!rule.expire_date.empty()) text += " expire-date=" + rule.expire_date;
    if (rule.noncurrent_days > 0) text += fmt::format(" noncurrent={}d", rule.noncurrent_days);
    if (rule.newer_noncurrent > 0) text += fmt::format(" keep-newer={}", rule.newer_noncurrent);
    if (rule.abort_days > 0) text += fmt::format(" abort={}d", rule.abort_days);
    if (rule.removes_markers) text += " markers";
    for (const std::string& to : rule.transitions) text += " move-to=" + to;
    texts.push_back(std::move(text));
  }
  std::sort(texts.begin(), texts.end());
  for (const std::string& text : texts) value += (value.empty() ? "" : "; ") + text;
  if (value.empty()) value = "none";
  return {};
}

Result<> take_replication(std::string_view xml, Settings& into, std::string& value) {
  auto document = XmlDocument::parse(xml, "ReplicationConfiguration");
  if (!document) return document.error();
  document->root().each("Rule", [&](const XmlNode& rule) {
    const XmlNode to = rule.child("Destination");
    const std::string arn = s3::printable(to.text_of("Bucket"), 300);
    const std::string account = s3::printable(to.text_of("Account"), 12);
    const std::string prefix =
        s3::printable(rule.text_of("Prefix") + rule.text_of("Filter/Prefix"));
    const bool on = rule.text_of("Status") == "Enabled";
    value += (value.empty() ? "to " : "; to ") + arn;
    if (!account.empty()) value += " account=" + account;
    value += " prefix=" + prefix + (on ? "" : " (off)");
    into.targets.push_back({"replication", bucket_of_arn(arn), account, "",
                            std::string("rule ") + s3::printable(rule.text_of("ID"), 64) +
                                (on ? "" : ", switched off")});
  });
  if (value.empty()) value = "none";
  return {};
}

async::Task<Result<Settings>> read_settings(s3::Client& client, std::string bucket,
                                            std::function<std::string()> now,
                                            async::Deadline deadline) {
  Reader reader{client, bucket, std::move(now), deadline};
  Settings out;
  out.bucket = bucket;
  auto region = co_await find_bucket(reader);
  if (!region) co_return region.error();
  out.region = *region;
  RF_CO_TRY(co_await read_policy(reader, out));
  RF_CO_TRY(co_await read_public(reader, out));
  RF_CO_TRY(co_await read_xml(reader, out, "encryption", s3::kEncryption, take_encryption));
  RF_CO_TRY(co_await read_xml(reader, out, "versioning", s3::kVersioning, take_versioning));
  RF_CO_TRY(co_await read_xml(reader, out, "lifecycle", s3::kLifecycle, take_lifecycle));
  RF_CO_TRY(co_await read_xml(reader, out, "lock", s3::kObjectLock, take_lock));
  RF_CO_TRY(co_await read_xml(reader, out, "replication", s3::kReplication, take_replication));
  RF_CO_TRY(co_await read_xml(reader, out, "logging", s3::kLogging, take_logging));
  RF_CO_TRY(co_await read_xml(reader, out, "inventory", s3::kInventory, take_inventory));
  RF_CO_TRY(co_await find_targets(reader, out));
  co_return out;
}

}  // namespace ringfence::review::bucket
