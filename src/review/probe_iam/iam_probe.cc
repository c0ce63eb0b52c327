#include "review/probe_iam/iam_probe.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "review/probe_iam/analysis.h"
#include "review/probe_iam/inputs.h"

namespace ringfence::review {
namespace {

using iam::World;

// Read-only, and nothing that reads records: an evidence tool with more would be a finding itself.
constexpr const char* kPolicy = R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadPolicyTexts",
      "Effect": "Allow",
      "Action": [
        "iam:GetAccountAuthorizationDetails",
        "s3:GetBucketPolicy",
        "kms:GetKeyPolicy",
        "kms:ListGrants"
      ],
      "Resource": "*"
    }
  ]
}
)";

class IamProbe : public Probe {
 public:
  ProbeFacts facts() const override {
    return {
        .name = "iam",
        .version = "1",
        .about = "What policy texts, a plan or a template allow: who can read, write, list, assume",
        .policy_name = "iam_read_policy.json",
        .policy = kPolicy,
        .cannot_see = {
            "policies that were not handed in: of the organization, of endpoints, of sessions",
            "access lists of buckets and objects, grants of keys, access points",
            "what the provider really decides: this is a model of its policy language",
            "that the texts are those in force: compare them with the account",
            "Terraform sources (.tf): hand in the plan as JSON",
            "the owner of the account and the provider's own staff"}};
  }

  void add_options(CLI::App& command) override {
    command.add_option("--policies", policies_,
                       "Folder of role-NAME.json, user-NAME.json, bucket-NAME.json, key-NAME.json, "
                       "scp-LEVEL.json");
    command.add_option("--account-details", account_details_,
                       "JSON of aws iam get-account-authorization-details");
    command.add_option("--plan", plan_, "JSON of terraform show -json");
    command.add_option("--template", template_, "CloudFormation template, JSON or YAML");
    command.add_option("--parameter", parameters_, "NAME=VALUE for the template");
    command.add_option("--install-template", install_template_,
                       "Template (or policy folder, or plan) of the installation's rights");
    command.add_option("--bucket-policy", bucket_policy_, "Policy of the bucket");
    command.add_option("--key-policy", key_policy_, "Policy of the key");
    command.add_option("--ours", ours_, "Accounts of the customer; the first holds the bucket");
    command.add_option("--bucket", bucket_, "Bucket of the records: name, or name in the template");
    command.add_option("--prefix", prefix_, "Prefix of the record objects");
    command.add_option("--evidence-prefix", evidence_prefix_,
                       "Prefix of evidence and audit records");
    command.add_option("--copies", copies_, "Buckets that hold copies of the records");
    command.add_option("--key", key_, "ARN of the key that the objects are encrypted with");
    command.add_option("--region", region_, "Region of the deployment");
    command.add_option("--principals", principals_,
                       "Declared list: who may do what, who may assume which role");
  }

  std::vector<std::string> claims() const override {
    std::vector<std::string> out = {"C1.acc.a", "K5.c", "M1.a", "M2.a", "M3.a", "M4.b", "M5.a"};
    if (!install_template_.empty()) out.push_back("M6.b");
    if (!evidence_prefix_.empty()) out.push_back("M1.c");
    if (!copies_.empty()) out.push_back("C5.acc.a");
    if (!account_details_.empty()) out.insert(out.end(), {"K5.a", "M4.a", "M6.a"});
    if (asks_encryption()) out.push_back("K4.c");
    return out;
  }

  Result<std::vector<Finding>> run(ProbeContext& context) override;

 private:
  bool asks_encryption() const { return !bucket_policy_.empty() && !key_.empty(); }
  Result<> start_world(World& world) const;
  Result<> read_world(World& world) const;
  Result<World> install_world() const;
  Result<iam::Target> find_target(World& world) const;

  std::string policies_, account_details_, plan_, template_, install_template_, bucket_policy_,
      key_policy_, bucket_, prefix_, evidence_prefix_, key_, region_, principals_;
  std::vector<std::string> parameters_, ours_, copies_;
};

Result<> IamProbe::start_world(World& world) const {
  for (const std::string& account : ours_) {
    const bool digits = account.size() == 12 &&
                        std::ranges::all_of(account, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) {
      return Error(ErrorCode::kInvalid,
                   fmt::format("--ours \"{:.40}\": an account has twelve digits", account));
    }
  }
  world.ours = ours_;
  world.account_assumed = ours_.empty();
  if (ours_.empty()) world.ours = {"000000000000"};
  world.account = world.ours.front();
  return {};
}

Result<> IamProbe::read_world(World& world) const {
  RF_TRY(start_world(world));
  std::map<std::string, std::string> parameters;
  for (const std::string& one : parameters_) {
    auto equals = one.find('=');
    if (equals == std::string::npos) {
      return Error(ErrorCode::kInvalid, "--parameter " + one + ": NAME=VALUE is expected");
    }
    parameters[one.substr(0, equals)] = one.substr(equals + 1);
  }
  if (policies_.empty() && account_details_.empty() && plan_.empty() && template_.empty()) {
    return Error(ErrorCode::kInvalid,
                 "give at least one of --policies, --account-details, --plan, --template");
  }
  if (!account_details_.empty()) RF_TRY(iam::read_account_details(account_details_, world));
  if (!policies_.empty()) RF_TRY(iam::read_policy_folder(policies_, world));
  if (!plan_.empty()) RF_TRY(iam::read_plan(plan_, world));
  if (!template_.empty()) RF_TRY(iam::read_template(template_, parameters, region_, world));
  return {};
}

Result<World> IamProbe::install_world() const {
  World world;
  RF_TRY(start_world(world));
  const std::filesystem::path path = install_template_;
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    RF_TRY(iam::read_policy_folder(path, world));
    return world;
  }
  if (path.extension() == ".json") {
    RF_TRY_ASSIGN(std::string bytes, iam::read_document(path, iam::kLargeDocument.bytes_max));
    RF_TRY_ASSIGN(iam::Node root,
                  iam::parse_json(bytes, path.filename().string(), iam::kLargeDocument));
    if (root.find("planned_values") != nullptr) {
      RF_TRY(iam::read_plan(path, world));
      return world;
    }
  }
  RF_TRY(iam::read_template(path, {}, region_, world));
  return world;
}

Result<iam::Target> IamProbe::find_target(World& world) const {
  iam::Target target{.bucket = bucket_,
                     .prefix = prefix_,
                     .evidence_prefix = evidence_prefix_,
                     .key = key_,
                     .region = region_};
  if (auto named = world.bucket_names.find(bucket_); named != world.bucket_names.end()) {
    target.bucket = named->second;
  }
  if (target.bucket.empty() && world.buckets.size() == 1) target.bucket = world.buckets.front();
  if (target.bucket.empty()) {
    std::string found;
    for (const std::string& one : world.buckets) found += (found.empty() ? "" : ", ") + one;
    return Error(ErrorCode::kInvalid,
                 "--bucket: which bucket holds the records? In the documents: " +
                     (found.empty() ? std::string("none") : found));
  }
  if (target.key.empty() && world.keys.size() == 1) target.key = world.keys.front();
  if (!bucket_policy_.empty()) {
    RF_TRY(iam::read_bucket_policy(bucket_policy_, target.bucket, world));
  }
  if (!key_policy_.empty()) {
    if (target.key.empty()) return Error(ErrorCode::kInvalid, "--key-policy needs --key");
    RF_TRY(iam::read_key_policy(key_policy_, target.key, world));
  }
  return target;
}

Result<std::vector<Finding>> IamProbe::run(ProbeContext& context) {
  World world;
  RF_TRY(read_world(world));
  RF_TRY_ASSIGN(iam::Target target, find_target(world));
  iam::Declared declared;
  if (!principals_.empty()) {
    const std::filesystem::path path = principals_;
    RF_TRY_ASSIGN(std::string bytes, iam::read_document(path, iam::kPolicyDocument.bytes_max));
    RF_TRY_ASSIGN(declared, iam::parse_declared(bytes, path.filename().string()));
    world.documents.push_back({path.filename().string(), std::move(bytes)});
  }
  RF_TRY(iam::check_size(world));
  iam::Analysis analysis(world, declared, target);
  std::vector<Finding> out;
  const auto total = static_cast<std::int64_t>(claims().size());
  auto add = [&](Finding finding) {
    out.push_back(std::move(finding));
    if (context.progress) context.progress("policy questions", std::ssize(out), total);
  };
  add(analysis.readers());
  add(analysis.beyond_list());
  add(analysis.writers());
  add(analysis.listers());
  add(analysis.assumptions());
  add(analysis.escalations());
  add(analysis.confinement());
  if (!install_template_.empty()) {
    RF_TRY_ASSIGN(World install, install_world());
    Finding finding = analysis.installation(install);
    for (const iam::Document& document : install.documents) {
      finding.raw.push_back({document.name, document.bytes, document.media_type, "full"});
    }
    add(std::move(finding));
  }
  if (!evidence_prefix_.empty()) add(analysis.append_only());
  if (!copies_.empty()) add(analysis.copies(copies_));
  if (!account_details_.empty()) {
    add(analysis.found_and_declared());
    add(analysis.break_glass());
    add(analysis.installer_left());
  }
  if (asks_encryption()) add(analysis.encryption());
  return out;
}

}  // namespace

std::unique_ptr<Probe> make_iam_probe() { return std::make_unique<IamProbe>(); }

}  // namespace ringfence::review
