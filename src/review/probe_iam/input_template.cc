// CloudFormation templates: the resources that hold policies.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-role.html and its
// neighbours.
#include <fmt/format.h>

#include "review/probe_iam/builder.h"
#include "review/probe_iam/template_values.h"

namespace ringfence::review::iam {
namespace {

const Node kNothing;

const Node& property(const Node& resource, std::string_view name) {
  const Node* properties = resource.find("Properties");
  const Node* found = properties == nullptr ? nullptr : properties->find(name);
  return found == nullptr ? kNothing : *found;
}

class Template {
 public:
  Template(const Node& root, World& world, const std::map<std::string, std::string>& parameters,
           const std::string& region)
      : root_(root), builder_(world), values_(root, parameters, world.account, region) {}

  Result<> read() {
    const Node* resources = root_.find("Resources");
    if (resources == nullptr || !resources->is_object()) {
      return Error(ErrorCode::kInvalid, "template: no Resources");
    }
    if (root_.find("Transform") != nullptr) {
      builder_.gap("template: Transform: macros are not expanded, resources may be missing");
    }
    for (const Member& member : resources->members) RF_TRY(select(member));
    // Names first, then what refers to them.
    for (const auto& [id, resource] : chosen_) RF_TRY(name_resource(id, *resource));
    for (const auto& [id, resource] : chosen_) RF_TRY(first_pass(id, *resource));
    for (const auto& [id, resource] : chosen_) RF_TRY(second_pass(id, *resource));
    for (const auto& [id, resource] : chosen_) RF_TRY(third_pass(id, *resource));
    // A value that is not known makes the statement that uses it undecided; that is said there.
    RF_TRY(builder_.finish());
    return {};
  }

 private:
  Result<> select(const Member& member) {
    if (!member.value.is_object()) {
      return Error(ErrorCode::kInvalid, fmt::format("template: {:.80} is no object", member.key));
    }
    const std::string_view condition = member.value.text_at("Condition");
    Truth there = condition.empty() ? Truth::kYes : values_.condition(std::string(condition));
    if (there == Truth::kNo) return {};
    if (there == Truth::kMaybe) {
      builder_.gap(
          fmt::format("template: {:.80} exists only if {:.80}, which is not decided; taken as "
                      "there",
                      member.key, condition));
    }
    const std::string_view type = member.value.text_at("Type");
    if (type == "AWS::CloudFormation::Stack" || type.starts_with("AWS::Serverless::") ||
        type == "AWS::CloudFormation::Macro") {
      builder_.gap(fmt::format("template: {:.80} is a {}, which is not read", member.key, type));
    }
    chosen_.emplace_back(member.key, &member.value);
    return {};
  }

  Result<std::string> text(const Node& node, const std::string& otherwise) {
    if (node.is(Node::Kind::kNull)) return otherwise;
    RF_TRY_ASSIGN(Node value, values_.resolve(node));
    return value.text.empty() ? otherwise : value.text;
  }

  Result<> name_resource(const std::string& id, const Node& resource) {
    const std::string_view type = resource.text_at("Type");
    World& world = builder_.world();
    const std::string own = "<" + id + ">";
    if (type == "AWS::IAM::Role" || type == "AWS::IAM::User") {
      const bool role = type == "AWS::IAM::Role";
      RF_TRY_ASSIGN(std::string name,
                    text(property(resource, role ? "RoleName" : "UserName"), own));
      RF_TRY_ASSIGN(std::string path, text(property(resource, "Path"), "/"));
      values_.set_resource(id, name,
                           role ? role_arn(world, path, name) : user_arn(world, path, name));
    } else if (type == "AWS::IAM::Group") {
      RF_TRY_ASSIGN(std::string name, text(property(resource, "GroupName"), own));
      values_.set_resource(id, name, fmt::format("arn:aws:iam::{}:group/{}", world.account, name));
    } else if (type == "AWS::IAM::ManagedPolicy") {
      RF_TRY_ASSIGN(std::string name, text(property(resource, "ManagedPolicyName"), own));
      const std::string arn = fmt::format("arn:aws:iam::{}:policy/{}", world.account, name);
      values_.set_resource(id, arn, arn);
    } else if (type == "AWS::S3::Bucket") {
      RF_TRY_ASSIGN(std::string name, text(property(resource, "BucketName"), own));
      values_.set_resource(id, name, "arn:aws:s3:::" + name);
      world.buckets.push_back(name);
      world.bucket_names[id] = name;
    } else if (type == "AWS::KMS::Key") {
      Node sub = Node::make_object();
      sub.members.push_back(
          {"Fn::Sub", Node::make_text("arn:aws:kms:${AWS::Region}:${AWS::AccountId}"
                                      ":key/" +
                                      own)});
      RF_TRY_ASSIGN(Node arn, values_.resolve(sub));
      values_.set_resource(id, own, arn.text);
      world.keys.push_back(arn.text);
    } else if (type == "AWS::IAM::OIDCProvider") {
      RF_TRY_ASSIGN(std::string url, text(property(resource, "Url"), own));
      if (url.starts_with("https://")) url.erase(0, 8);
      const std::string arn = fmt::format("arn:aws:iam::{}:oidc-provider/{}", world.account, url);
      values_.set_resource(id, arn, arn);
    }
    return {};
  }

  Result<Policy> policy(const Node& document, const std::string& name, PolicyKind kind) {
    RF_TRY_ASSIGN(Node resolved, values_.resolve(document));
    auto out = policy_of(resolved, name, kind);
    if (out.ok()) {
      for (const std::string& note : values_.notes()) out->notes.insert(note);
    }
    return out;
  }

  Result<> inline_policies(const std::string& id, const Node& resource, Principal& principal) {
    RF_TRY_ASSIGN(Node list, values_.resolve(property(resource, "Policies")));
    for (std::size_t i = 0; i < list.members.size(); ++i) {
      const Node& item = list.members[i].value;
      const Node* document = item.find("PolicyDocument");
      if (document == nullptr) {
        principal.missing.push_back(fmt::format("inline policy {}", i + 1));
        continue;
      }
      RF_TRY_ASSIGN(Policy one, policy(*document, fmt::format("{} inline {}", id, i + 1),
                                       PolicyKind::kIdentity));
      principal.identity.push_back(std::move(one));
    }
    return {};
  }

  // Policies before principals that attach them: by type, not by order in the document.
  Result<> first_pass(const std::string& id, const Node& resource) {
    const std::string_view type = resource.text_at("Type");
    if (type == "AWS::IAM::ManagedPolicy") {
      RF_TRY_ASSIGN(Policy one,
                    policy(property(resource, "PolicyDocument"), id, PolicyKind::kIdentity));
      Node get = Node::make_object();
      get.members.push_back({"Ref", Node::make_text(id)});
      RF_TRY_ASSIGN(Node arn, values_.resolve(get));
      builder_.managed(id, arn.text, std::move(one));
    } else if (type == "AWS::S3::BucketPolicy") {
      RF_TRY_ASSIGN(std::string bucket, text(property(resource, "Bucket"), ""));
      RF_TRY_ASSIGN(Policy one,
                    policy(property(resource, "PolicyDocument"), id, PolicyKind::kResource));
      builder_.world().bucket_policies.insert_or_assign(bucket, std::move(one));
    } else if (type == "AWS::KMS::Key") {
      const Node& document = property(resource, "KeyPolicy");
      if (document.is(Node::Kind::kNull)) return {};
      RF_TRY_ASSIGN(Policy one, policy(document, id, PolicyKind::kKey));
      Node get = Node::make_object();
      get.members.push_back({"Fn::GetAtt", Node::make_text(id + ".Arn")});
      RF_TRY_ASSIGN(Node arn, values_.resolve(get));
      builder_.world().key_policies.insert_or_assign(arn.text, std::move(one));
    } else if (type == "AWS::IAM::Group") {
      Principal holder;
      RF_TRY(inline_policies(id, resource, holder));
      RF_TRY_ASSIGN(std::string name, text(property(resource, "GroupName"), "<" + id + ">"));
      for (Policy& one : holder.identity) builder_.group_policy(name, std::move(one));
    } else if (type == "AWS::S3::Bucket") {
      RF_TRY_ASSIGN(Node replication,
                    values_.resolve(property(resource, "ReplicationConfiguration")));
      if (replication.is_object()) {
        builder_.world().replication.push_back(
            fmt::format("bucket {} replicates through {}", id, replication.text_at("Role")));
      }
    }
    return {};
  }

  Result<> second_pass(const std::string& id, const Node& resource) {
    const std::string_view type = resource.text_at("Type");
    if (type == "AWS::IAM::Role" || type == "AWS::IAM::User") return principal(id, resource);
    return {};
  }

  Result<> third_pass(const std::string& id, const Node& resource) {
    const std::string_view type = resource.text_at("Type");
    if (type == "AWS::IAM::Policy" || type == "AWS::IAM::ManagedPolicy" ||
        type == "AWS::IAM::RolePolicy" || type == "AWS::IAM::UserPolicy") {
      return attach(id, resource);
    }
    return {};
  }

  Result<> principal(const std::string& id, const Node& resource) {
    const bool role = resource.text_at("Type") == "AWS::IAM::Role";
    RF_TRY_ASSIGN(std::string name,
                  text(property(resource, role ? "RoleName" : "UserName"), "<" + id + ">"));
    RF_TRY_ASSIGN(std::string path, text(property(resource, "Path"), "/"));
    Principal& out = builder_.principal(id, name, path, role);
    if (role) {
      RF_TRY_ASSIGN(Policy trust, policy(property(resource, "AssumeRolePolicyDocument"),
                                         id + " trust", PolicyKind::kTrust));
      out.trust = std::move(trust);
    }
    RF_TRY(inline_policies(id, resource, out));
    RF_TRY_ASSIGN(Node attached, values_.resolve(property(resource, "ManagedPolicyArns")));
    for (const Member& member : attached.members) builder_.attach(out, member.value.text);
    RF_TRY_ASSIGN(std::string boundary, text(property(resource, "PermissionsBoundary"), ""));
    if (!boundary.empty()) builder_.bound(out, boundary);
    RF_TRY_ASSIGN(Node groups, values_.resolve(property(resource, "Groups")));
    for (const Member& member : groups.members) builder_.join(out, member.value.text);
    return {};
  }

  Result<> attach(const std::string& id, const Node& resource) {
    for (const char* key : {"Roles", "Users", "RoleName", "UserName"}) {
      const bool role = key[0] == 'R';
      RF_TRY_ASSIGN(Node names, values_.resolve(property(resource, key)));
      if (names.is_text()) {
        Node list = Node::make_list();
        list.members.push_back({"", std::move(names)});
        names = std::move(list);
      }
      for (const Member& member : names.members) {
        Principal* found = builder_.find(member.value.text, role);
        if (found == nullptr) {
          builder_.gap(
              fmt::format("template: {} is attached to {:.80}, which is not in the template", id,
                          member.value.text == std::string(1, kUnknownMark) ? "something not given"
                                                                            : member.value.text));
          continue;
        }
        RF_TRY_ASSIGN(Policy one,
                      policy(property(resource, "PolicyDocument"), id, PolicyKind::kIdentity));
        found->identity.push_back(std::move(one));
      }
    }
    return {};
  }

  const Node& root_;
  WorldBuilder builder_;
  TemplateValues values_;
  std::vector<std::pair<std::string, const Node*>> chosen_;
};

}  // namespace

Result<> add_template(std::string bytes, const std::string& name,
                      const std::map<std::string, std::string>& parameters,
                      const std::string& region, World& world) {
  const auto start = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const bool json = start != std::string::npos && bytes[start] == '{';
  Node root;
  if (json) {
    RF_TRY_ASSIGN(root, parse_json(bytes, name, kLargeDocument));
  } else {
    RF_TRY_ASSIGN(root, parse_yaml(bytes, name, kLargeDocument));
  }
  Template reader(root, world, parameters, region);
  RF_TRY(reader.read());
  world.documents.push_back(
      {name, std::move(bytes), json ? "application/json" : "application/yaml"});
  return check_size(world);
}

Result<> read_template(const std::filesystem::path& file,
                       const std::map<std::string, std::string>& parameters,
                       const std::string& region, World& world) {
  RF_TRY_ASSIGN(std::string bytes, read_document(file, kLargeDocument.bytes_max));
  return add_template(std::move(bytes), file.filename().string(), parameters, region, world);
}

}  // namespace ringfence::review::iam
