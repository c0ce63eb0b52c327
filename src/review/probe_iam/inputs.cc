#include "review/probe_iam/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace ringfence::review::iam {
namespace {

constexpr std::size_t kFilesMax = 2'000;

std::string percent_decode(std::string_view text) {
  auto digit = [](char c) {
    return c >= '0' && c <= '9'                     ? c - '0'
           : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                    : -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 &&
        digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// "inline" and "attached": an object by name, a list of policies, or one policy.
Result<> add_policies(const Node* node, const std::string& name, PolicyKind kind,
                      std::vector<Policy>& out) {
  if (node == nullptr) return {};
  if (node->is_list()) {
    for (std::size_t i = 0; i < node->members.size(); ++i) {
      RF_TRY_ASSIGN(Policy policy,
                    policy_of(node->members[i].value, fmt::format("{} {}", name, i + 1), kind));
      out.push_back(std::move(policy));
    }
    return {};
  }
  if (!node->is_object()) return Error(ErrorCode::kInvalid, name + ": no policy and no list");
  if (node->find("Statement") != nullptr) {
    RF_TRY_ASSIGN(Policy policy, policy_of(*node, name, kind));
    out.push_back(std::move(policy));
    return {};
  }
  for (const Member& member : node->members) {
    RF_TRY_ASSIGN(Policy policy,
                  policy_of(member.value, fmt::format("{} {:.100}", name, member.key), kind));
    out.push_back(std::move(policy));
  }
  return {};
}

Result<> attached(const Node* node, const std::string& name, Principal& principal) {
  if (node == nullptr || !node->is_list()) {
    return add_policies(node, name, PolicyKind::kIdentity, principal.identity);
  }
  for (std::size_t i = 0; i < node->members.size(); ++i) {
    const Node& item = node->members[i].value;
    if (item.is_text() && item.text.starts_with("arn:")) {
      if (!add_known_managed_policy(item.text, principal)) principal.missing.push_back(item.text);
      continue;
    }
    RF_TRY_ASSIGN(Policy policy,
                  policy_of(item, fmt::format("{} {}", name, i + 1), PolicyKind::kIdentity));
    principal.identity.push_back(std::move(policy));
  }
  return {};
}

Result<> one_boundary(const Node* node, const std::string& name, Principal& principal) {
  if (node == nullptr) return {};
  if (node->is_text() && node->text.starts_with("arn:")) {
    principal.missing.push_back("boundary " + node->text);
    return {};
  }
  RF_TRY_ASSIGN(Policy policy, policy_of(*node, name, PolicyKind::kBoundary));
  principal.boundary = std::move(policy);
  return {};
}

Result<> principal_file(const Node& node, const std::string& file, const std::string& name,
                        bool role, World& world) {
  static constexpr std::string_view kKnown[] = {
      "arn", "path", "trust", "inline", "attached", "boundary", "session", "max_session_seconds"};
  if (!node.is_object()) return Error(ErrorCode::kInvalid, file + ": is no object");
  for (const Member& member : node.members) {
    if (std::ranges::find(kKnown, member.key) == std::end(kKnown)) {
      return Error(ErrorCode::kInvalid,
                   fmt::format("{}: unknown member \"{:.60}\"", file, member.key));
    }
  }
  Principal principal;
  principal.name = name;
  principal.source = file;
  std::string arn(node.text_at("arn"));
  std::string_view path = node.text_at("path");
  if (arn.empty()) {
    arn = role ? role_arn(world, path, name) : user_arn(world, path, name);
  }
  principal.who = role ? Requester::role(arn) : Requester::user(arn);
  principal.provider_owned = arn.find(":role/aws-service-role/") != std::string::npos;
  if (const Node* trust = node.find("trust"); trust != nullptr) {
    RF_TRY_ASSIGN(Policy policy, policy_of(*trust, file + " trust", PolicyKind::kTrust));
    principal.trust = std::move(policy);
  } else if (role) {
    principal.missing.push_back("trust policy");
  }
  RF_TRY(add_policies(node.find("inline"), file + " inline", PolicyKind::kIdentity,
                      principal.identity));
  RF_TRY(attached(node.find("attached"), file + " attached", principal));
  RF_TRY(add_policies(node.find("session"), file + " session", PolicyKind::kSession,
                      principal.session));
  RF_TRY(one_boundary(node.find("boundary"), file + " boundary", principal));
  world.principals.push_back(std::move(principal));
  return {};
}

}  // namespace

Result<> add_policy_file(std::string bytes, const std::string& file, World& world) {
  RF_TRY_ASSIGN(Node node, parse_json(bytes, file, kPolicyDocument));
  const std::string stem = file.substr(0, file.rfind('.'));
  auto rest = [&](std::string_view prefix) { return stem.substr(prefix.size()); };
  world.documents.push_back({file, std::move(bytes)});
  if (stem.starts_with("role-")) return principal_file(node, file, rest("role-"), true, world);
  if (stem.starts_with("user-")) return principal_file(node, file, rest("user-"), false, world);
  if (stem.starts_with("bucket-")) {
    RF_TRY_ASSIGN(Policy policy, policy_of(node, file, PolicyKind::kResource));
    world.buckets.push_back(rest("bucket-"));
    world.bucket_policies.insert_or_assign(rest("bucket-"), std::move(policy));
    return {};
  }
  if (stem.starts_with("key-")) {
    const Node* policy_node = node.find("policy");
    RF_TRY_ASSIGN(Policy policy,
                  policy_of(policy_node == nullptr ? node : *policy_node, file, PolicyKind::kKey));
    std::string arn(node.text_at("arn"));
    if (arn.empty()) arn = fmt::format("arn:aws:kms:*:{}:key/{}", world.account, rest("key-"));
    world.keys.push_back(arn);
    world.key_policies.insert_or_assign(arn, std::move(policy));
    return {};
  }
  if (stem.starts_with("scp-")) {
    std::vector<Policy> level;
    RF_TRY(add_policies(&node, file, PolicyKind::kServiceControl, level));
    world.service_control.push_back(std::move(level));
    return {};
  }
  return Error(ErrorCode::kInvalid,
               file + ": the name begins with none of role-, user-, bucket-, key-, scp-");
}

Result<std::string> read_document(const std::filesystem::path& file, std::size_t bytes_max) {
  std::error_code error;
  const std::string name = file.filename().string();
  if (!std::filesystem::is_regular_file(file, error)) {
    return Error(ErrorCode::kNotFound, name + ": no such file");
  }
  auto size = std::filesystem::file_size(file, error);
  if (error || size > bytes_max) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("{}: {} bytes, at most {}", name, size, bytes_max));
  }
  std::ifstream in(file, std::ios::binary);
  std::string bytes(size, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  if (!in) return Error(ErrorCode::kInternal, name + ": cannot be read");
  return bytes;
}

Result<Policy> policy_of(const Node& node, const std::string& name, PolicyKind kind) {
  if (!node.is_text()) return parse_policy(node, name, kind);
  std::string text = node.text;
  if (text.starts_with("%7B") || text.starts_with("%7b")) text = percent_decode(text);
  return parse_policy(text, name, kind);
}

std::string role_arn(const World& world, std::string_view path, std::string_view name) {
  return fmt::format("arn:aws:iam::{}:role{}{}", world.account, path.empty() ? "/" : path, name);
}

std::string user_arn(const World& world, std::string_view path, std::string_view name) {
  return fmt::format("arn:aws:iam::{}:user{}{}", world.account, path.empty() ? "/" : path, name);
}

bool add_known_managed_policy(const std::string& arn, Principal& principal) {
  struct Known {
    std::string_view name, statements;
  };
  // Facts of docs.aws.amazon.com/aws-managed-policy/latest/reference, in the shape needed here.
  static constexpr Known kKnown[] = {
      {"AdministratorAccess", R"({"Effect":"Allow","Action":"*","Resource":"*"})"},
      {"AmazonS3FullAccess",
       R"({"Effect":"Allow","Action":["s3:*","s3-object-lambda:*"],"Resource":"*"})"},
      {"AmazonS3ReadOnlyAccess",
       R"({"Effect":"Allow","Action":["s3:Get*","s3:List*","s3:Describe*"],"Resource":"*"})"},
      {"IAMFullAccess", R"({"Effect":"Allow","Action":"iam:*","Resource":"*"})"},
      {"PowerUserAccess",
       R"({"Effect":"Allow","NotAction":["iam:*","organizations:*","account:*"],"Resource":"*"})"},
  };
  auto slash = arn.rfind('/');
  if (!arn.starts_with("arn:aws:iam::aws:policy") || slash == std::string::npos) return false;
  for (const Known& known : kKnown) {
    if (known.name != std::string_view(arn).substr(slash + 1)) continue;
    auto policy = parse_policy(
        fmt::format(R"({{"Version":"2012-10-17","Statement":[{}]}})", known.statements),
        std::string(known.name), PolicyKind::kIdentity);
    if (!policy) return false;
    principal.identity.push_back(std::move(*policy));
    return true;
  }
  return false;
}

Result<> read_policy_folder(const std::filesystem::path& folder, World& world) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (!it->is_regular_file() || it->path().extension() != ".json") continue;
    files.push_back(it->path());
    if (files.size() > kFilesMax) {
      return Error(ErrorCode::kTooLarge, fmt::format("more than {} policy files", kFilesMax));
    }
  }
  if (error) return Error(ErrorCode::kNotFound, "policies folder: " + error.message());
  if (files.empty()) return Error(ErrorCode::kNotFound, "policies folder: no .json file in it");
  std::ranges::sort(files);
  for (const auto& file : files) {
    RF_TRY_ASSIGN(std::string bytes, read_document(file, kPolicyDocument.bytes_max));
    RF_TRY(add_policy_file(std::move(bytes), file.filename().string(), world));
  }
  return check_size(world);
}

Result<> read_bucket_policy(const std::filesystem::path& file, const std::string& bucket,
                            World& world) {
  const std::string name = file.filename().string();
  RF_TRY_ASSIGN(std::string bytes, read_document(file, kPolicyDocument.bytes_max));
  RF_TRY_ASSIGN(Node node, parse_json(bytes, name, kPolicyDocument));
  // `aws s3api get-bucket-policy` wraps the document in {"Policy": "..."}.
  const Node* wrapped = node.find("Policy");
  RF_TRY_ASSIGN(Policy policy,
                policy_of(wrapped == nullptr ? node : *wrapped, name, PolicyKind::kResource));
  world.documents.push_back({name, std::move(bytes)});
  world.bucket_policies.insert_or_assign(bucket, std::move(policy));
  return {};
}

Result<> read_key_policy(const std::filesystem::path& file, const std::string& key, World& world) {
  const std::string name = file.filename().string();
  RF_TRY_ASSIGN(std::string bytes, read_document(file, kPolicyDocument.bytes_max));
  RF_TRY_ASSIGN(Node node, parse_json(bytes, name, kPolicyDocument));
  const Node* wrapped = node.find("Policy");
  RF_TRY_ASSIGN(Policy policy,
                policy_of(wrapped == nullptr ? node : *wrapped, name, PolicyKind::kKey));
  world.documents.push_back({name, std::move(bytes)});
  world.key_policies.insert_or_assign(key, std::move(policy));
  return {};
}

}  // namespace ringfence::review::iam
