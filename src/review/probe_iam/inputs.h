// Readers: each adds to a World what one kind of document says. Module sources of Terraform (.tf)
// are not read: give the plan as JSON, in which references are resolved.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "review/probe_iam/world.h"

namespace ringfence::review::iam {

// One file each, sorted by name: role-NAME.json and user-NAME.json ({"arn", "path", "trust",
// "inline", "attached", "boundary", "session", "max_session_seconds"}: policies as objects or
// lists), bucket-NAME.json (a bucket policy), key-NAME.json ({"arn", "policy"}), scp-LEVEL.json (a
// policy or a list of those attached at one level). Any other name is an error.
Result<> read_policy_folder(const std::filesystem::path& folder, World& world);
// `aws iam get-account-authorization-details` as JSON, complete (not truncated).
Result<> read_account_details(const std::filesystem::path& file, World& world);
// `terraform show -json PLAN`.
Result<> read_plan(const std::filesystem::path& file, World& world);
// CloudFormation, JSON or YAML. `parameters`: values for the template's parameters.
Result<> read_template(const std::filesystem::path& file,
                       const std::map<std::string, std::string>& parameters,
                       const std::string& region, World& world);
Result<> read_bucket_policy(const std::filesystem::path& file, const std::string& bucket,
                            World& world);
Result<> read_key_policy(const std::filesystem::path& file, const std::string& key, World& world);

// The same over the bytes; `name` stands in errors and, for a policy file, says what it is.
Result<> add_policy_file(std::string bytes, const std::string& name, World& world);
Result<> add_account_details(std::string bytes, const std::string& name, World& world);
Result<> add_plan(std::string bytes, const std::string& name, World& world);
Result<> add_template(std::string bytes, const std::string& name,
                      const std::map<std::string, std::string>& parameters,
                      const std::string& region, World& world);

// Helpers of the readers.
Result<std::string> read_document(const std::filesystem::path& file, std::size_t bytes_max);
// A policy as object, or as JSON in a text (also percent-encoded, as the provider's interface has
// it).
Result<Policy> policy_of(const Node& node, const std::string& name, PolicyKind kind);
std::string role_arn(const World& world, std::string_view path, std::string_view name);
std::string user_arn(const World& world, std::string_view path, std::string_view name);
// The provider's own policies that are met most; false when the text is not known here.
bool add_known_managed_policy(const std::string& arn, Principal& principal);

}  // namespace ringfence::review::iam
