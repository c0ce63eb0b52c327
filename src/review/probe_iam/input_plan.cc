// Terraform plans: `terraform show -json PLAN`.
// https://developer.hashicorp.com/terraform/internals/json-format
#include <fmt/format.h>

#include <set>

#include "review/probe_iam/builder.h"

namespace ringfence::review::iam {
namespace {

struct PlanResource {
  std::string address;  // module.x.aws_iam_role.agent[0]
  std::string module;   // "module.x." or ""
  std::string type, name;
  const Node* values = nullptr;
};

// "aws_iam_role.agent.name" -> "aws_iam_role.agent"; also with data. and an index.
std::string resource_part(const std::string& reference) {
  auto first = reference.find('.');
  if (first == std::string::npos) return reference;
  auto second = reference.find('.', first + 1);
  std::string out = reference.substr(0, second);
  return out.substr(0, out.find('['));
}

class Plan {
 public:
  Plan(const Node& root, World& world) : root_(root), builder_(world) {}

  Result<> read() {
    const Node* planned = root_.find("planned_values");
    const Node* module = planned == nullptr ? nullptr : planned->find("root_module");
    if (root_.find("format_version") == nullptr || module == nullptr) {
      return Error(
          ErrorCode::kInvalid,
          "plan: no format_version or no planned_values; make it with terraform show -json");
    }
    RF_TRY(collect(*module, "", 0));
    if (const Node* configuration = root_.find("configuration"); configuration != nullptr) {
      const Node* config_module = configuration->find("root_module");
      if (config_module != nullptr) RF_TRY(references(*config_module, "", 0));
    }
    for (const PlanResource& one : resources_) RF_TRY(names(one));
    for (const PlanResource& one : resources_) RF_TRY(policies(one));
    for (const PlanResource& one : resources_) RF_TRY(attachments(one));
    return builder_.finish();
  }

 private:
  static std::string text(const PlanResource& one, std::string_view key) {
    return std::string(one.values->text_at(key));
  }

  Result<> collect(const Node& module, const std::string& prefix, int depth) {
    if (depth > 20) return Error(ErrorCode::kTooLarge, "plan: modules nested deeper than 20");
    if (const Node* list = module.find("resources"); list != nullptr) {
      for (const Member& member : list->members) {
        PlanResource one;
        one.address = member.value.text_at("address");
        one.type = member.value.text_at("type");
        one.name = member.value.text_at("name");
        one.values = member.value.find("values");
        one.module = prefix;
        if (one.address.empty() || one.values == nullptr) continue;
        if (member.value.text_at("mode") == "data") continue;
        resources_.push_back(std::move(one));
      }
    }
    if (const Node* list = module.find("child_modules"); list != nullptr) {
      for (const Member& member : list->members) {
        std::string address(member.value.text_at("address"));
        RF_TRY(collect(member.value, address + ".", depth + 1));
      }
    }
    return {};
  }

  // What an argument refers to, where its value is only known later.
  Result<> references(const Node& module, const std::string& prefix, int depth) {
    if (depth > 20) return Error(ErrorCode::kTooLarge, "plan: modules nested deeper than 20");
    if (const Node* list = module.find("resources"); list != nullptr) {
      for (const Member& member : list->members) {
        const Node* expressions = member.value.find("expressions");
        if (expressions == nullptr) continue;
        const std::string address = prefix + std::string(member.value.text_at("address"));
        for (const Member& argument : expressions->members) {
          const Node* names = argument.value.find("references");
          if (names == nullptr || names->members.empty()) continue;
          references_[address + "#" + argument.key] =
              prefix + resource_part(names->members.front().value.text);
        }
      }
    }
    if (const Node* calls = module.find("module_calls"); calls != nullptr) {
      for (const Member& call : calls->members) {
        const Node* inner = call.value.find("module");
        if (inner == nullptr) continue;
        RF_TRY(references(*inner, fmt::format("{}module.{}.", prefix, call.key), depth + 1));
      }
    }
    return {};
  }

  // The address that an argument refers to, without index; empty when it refers to nothing.
  std::string referred(const PlanResource& one, const std::string& argument) const {
    std::string plain = one.address;
    for (std::size_t open; (open = plain.find('[')) != std::string::npos;) {
      auto close = plain.find(']', open);
      if (close == std::string::npos) break;
      plain.erase(open, close - open + 1);
    }
    auto found = references_.find(plain + "#" + argument);
    return found == references_.end() ? std::string() : found->second;
  }

  std::string name_of(const PlanResource& one) const {
    std::string name = text(one, "name");
    if (!name.empty()) return name;
    name = text(one, "name_prefix");
    return name + "<" + one.address + ">";
  }

  Result<> names(const PlanResource& one) {
    World& world = builder_.world();
    if (one.type == "aws_iam_role" || one.type == "aws_iam_user") {
      builder_.principal(one.address, name_of(one), text(one, "path"), one.type == "aws_iam_role");
    } else if (one.type == "aws_s3_bucket") {
      std::string bucket = text(one, "bucket");
      if (bucket.empty()) bucket = text(one, "bucket_prefix") + "<" + one.address + ">";
      world.buckets.push_back(bucket);
      world.bucket_names[one.address] = bucket;
      world.bucket_names[one.name] = bucket;
    } else if (one.type == "aws_kms_key") {
      std::string arn = text(one, "arn");
      if (arn.empty())
        arn = fmt::format("arn:aws:kms:<region>:{}:key/<{}>", world.account, one.address);
      key_arns_[one.address] = arn;
      world.keys.push_back(arn);
    }
    return {};
  }

  // A policy argument; nothing, and a gap, where it is only known later.
  Result<std::optional<Policy>> policy(const PlanResource& one, std::string_view key,
                                       PolicyKind kind) {
    const Node* node = one.values->find(key);
    if (node == nullptr || node->is(Node::Kind::kNull) || node->text.empty()) {
      return std::optional<Policy>();
    }
    RF_TRY_ASSIGN(Policy out, policy_of(*node, one.address, kind));
    return std::optional<Policy>(std::move(out));
  }

  Result<> policies(const PlanResource& one) {
    World& world = builder_.world();
    if (one.type == "aws_iam_policy") {
      RF_TRY_ASSIGN(auto out, policy(one, "policy", PolicyKind::kIdentity));
      if (!out) return later(one, "policy");
      std::string arn = text(one, "arn");
      if (arn.empty()) arn = fmt::format("arn:aws:iam::{}:policy/{}", world.account, name_of(one));
      builder_.managed(one.address, arn, std::move(*out));
    } else if (one.type == "aws_s3_bucket_policy") {
      RF_TRY_ASSIGN(auto out, policy(one, "policy", PolicyKind::kResource));
      if (!out) return later(one, "policy");
      std::string bucket = text(one, "bucket");
      if (bucket.empty()) {
        auto known = world.bucket_names.find(referred(one, "bucket"));
        if (known != world.bucket_names.end()) bucket = known->second;
      }
      if (bucket.empty()) return later(one, "bucket");
      world.bucket_policies.insert_or_assign(bucket, std::move(*out));
    } else if (one.type == "aws_kms_key" || one.type == "aws_kms_key_policy") {
      RF_TRY_ASSIGN(auto out, policy(one, "policy", PolicyKind::kKey));
      if (!out) return {};  // the provider's default key policy, or in a resource of its own
      const std::string address = one.type == "aws_kms_key" ? one.address : referred(one, "key_id");
      auto arn = key_arns_.find(address);
      if (arn == key_arns_.end()) return later(one, "key_id");
      world.key_policies.insert_or_assign(arn->second, std::move(*out));
    } else if (one.type == "aws_s3_bucket_replication_configuration") {
      world.replication.push_back(
          fmt::format("{} replicates through {}", one.address, text(one, "role")));
    }
    return {};
  }

  Result<> later(const PlanResource& one, std::string_view what) {
    builder_.gap(
        fmt::format("plan: {} of {} is only known after it is applied", what, one.address));
    return {};
  }

  // The role or user that an attachment names, by value or by reference.
  Principal* target(const PlanResource& one, const std::string& argument) {
    const bool role = argument == "role";
    std::string value = text(one, argument);
    if (!value.empty()) {
      if (Principal* found = builder_.find(value, role)) return found;
    }
    std::string address = referred(one, argument);
    if (!address.empty()) {
      if (Principal* found = builder_.find(address, role)) return found;
      if (Principal* found = builder_.find(address + "[0]", role)) return found;
    }
    builder_.gap(fmt::format("plan: {} is attached to {:.80}, which is not in the plan",
                             one.address, value.empty() ? "something only known later" : value));
    return nullptr;
  }

  Result<> attachments(const PlanResource& one) {
    if (one.type == "aws_iam_role" || one.type == "aws_iam_user") return principal(one);
    const bool inline_policy =
        one.type == "aws_iam_role_policy" || one.type == "aws_iam_user_policy";
    const bool attachment = one.type == "aws_iam_role_policy_attachment" ||
                            one.type == "aws_iam_user_policy_attachment";
    if (one.type == "aws_iam_policy_attachment" || one.type.starts_with("aws_iam_group")) {
      builder_.gap(fmt::format("plan: {} is a {}, which is not read", one.address, one.type));
    }
    if (!inline_policy && !attachment) return {};
    Principal* to = target(one, one.type.starts_with("aws_iam_role") ? "role" : "user");
    if (to == nullptr) return {};
    if (attachment) {
      std::string arn = text(one, "policy_arn");
      builder_.attach(*to, arn.empty() ? referred(one, "policy_arn") : arn);
      return {};
    }
    RF_TRY_ASSIGN(auto out, policy(one, "policy", PolicyKind::kIdentity));
    if (out) {
      to->identity.push_back(std::move(*out));
    } else {
      to->missing.push_back(one.address);
    }
    return {};
  }

  Result<> principal(const PlanResource& one) {
    const bool role = one.type == "aws_iam_role";
    Principal* out = builder_.find(one.address, role);
    if (out == nullptr) return {};
    if (role) {
      RF_TRY_ASSIGN(out->trust, policy(one, "assume_role_policy", PolicyKind::kTrust));
      if (!out->trust) out->missing.push_back("trust policy, only known after it is applied");
    }
    if (const Node* list = one.values->find("inline_policy"); list != nullptr) {
      for (const Member& member : list->members) {
        const Node* document = member.value.find("policy");
        if (document == nullptr || document->text.empty()) continue;
        RF_TRY_ASSIGN(Policy one_policy,
                      policy_of(*document, one.address + " inline", PolicyKind::kIdentity));
        out->identity.push_back(std::move(one_policy));
      }
    }
    if (const Node* list = one.values->find("managed_policy_arns"); list != nullptr) {
      for (const Member& member : list->members) builder_.attach(*out, member.value.text);
    }
    if (std::string boundary = text(one, "permissions_boundary"); !boundary.empty()) {
      builder_.bound(*out, boundary);
    } else if (std::string address = referred(one, "permissions_boundary"); !address.empty()) {
      builder_.bound(*out, address);
    }
    return {};
  }

  const Node& root_;
  WorldBuilder builder_;
  std::vector<PlanResource> resources_;
  std::map<std::string, std::string> references_;  // "address#argument" -> address
  std::map<std::string, std::string> key_arns_;
};

}  // namespace

Result<> add_plan(std::string bytes, const std::string& name, World& world) {
  RF_TRY_ASSIGN(Node root, parse_json(bytes, name, kLargeDocument));
  Plan plan(root, world);
  RF_TRY(plan.read());
  world.documents.push_back({name, std::move(bytes)});
  return check_size(world);
}

Result<> read_plan(const std::filesystem::path& file, World& world) {
  RF_TRY_ASSIGN(std::string bytes, read_document(file, kLargeDocument.bytes_max));
  return add_plan(std::move(bytes), file.filename().string(), world);
}

}  // namespace ringfence::review::iam
