#include "review/probe_iam/template_values.h"

#include <fmt/format.h>

namespace ringfence::review::iam {
namespace {

constexpr int kResolveDepthMax = 64;
constexpr std::size_t kProducedBytesMax = 32U << 20;

// The only member's name when the object is an intrinsic function.
const Member* function_of(const Node& node) {
  if (!node.is_object() || node.members.size() != 1) return nullptr;
  const Member& only = node.members.front();
  if (only.key == "Ref" || only.key.starts_with("Fn::")) return &only;
  return nullptr;
}

bool is_scalar(const Node& node) {
  return node.is_text() || node.is(Node::Kind::kNumber) || node.is(Node::Kind::kBool);
}

bool is_no_value(const Node& node) {
  const Member* function = function_of(node);
  return function != nullptr && function->key == "Ref" && function->value.text == "AWS::NoValue";
}

}  // namespace

TemplateValues::TemplateValues(const Node& root, std::map<std::string, std::string> parameters,
                               std::string account, std::string region)
    : root_(root),
      parameters_(std::move(parameters)),
      account_(std::move(account)),
      region_(std::move(region)) {}

Node TemplateValues::unknown(const std::string& why) {
  notes_.insert(why);
  return Node::make_text(std::string(1, kUnknownMark));
}

Result<> TemplateValues::count(std::size_t bytes) {
  produced_ += bytes;
  if (produced_ <= kProducedBytesMax) return {};
  return Error(ErrorCode::kTooLarge,
               fmt::format("template: its functions make more than {} bytes", kProducedBytesMax));
}

Result<Node> TemplateValues::resolve(const Node& node) { return resolve_at(node, 0); }

Result<Node> TemplateValues::resolve_at(const Node& node, int depth) {
  if (depth + depth_ > kResolveDepthMax) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("template: functions nested deeper than {}", kResolveDepthMax));
  }
  if (const Member* function = function_of(node); function != nullptr) {
    depth_ += depth + 1;
    auto out = intrinsic(function->key, function->value);
    depth_ -= depth + 1;
    if (out) RF_TRY(count(out->text.size() + 64 * out->members.size()));
    return out;
  }
  if (!node.is_list() && !node.is_object()) {
    RF_TRY(count(node.text.size() + 16));
    return node;
  }
  Node out = node.is_list() ? Node::make_list() : Node::make_object();
  RF_TRY(count(64));
  for (const Member& member : node.members) {
    if (is_no_value(member.value)) continue;
    RF_TRY_ASSIGN(Node value, resolve_at(member.value, depth + 1));
    // `Fn::If` may also choose AWS::NoValue.
    if (value.is(Node::Kind::kNull)) continue;
    RF_TRY(count(member.key.size()));
    out.members.push_back({member.key, std::move(value)});
  }
  return out;
}

Node TemplateValues::ref(const std::string& name) {
  if (name == "AWS::AccountId") return Node::make_text(account_);
  if (name == "AWS::Partition") return Node::make_text("aws");
  if (name == "AWS::URLSuffix") return Node::make_text("amazonaws.com");
  if (name == "AWS::NoValue") return Node{};
  if (name == "AWS::Region" && !region_.empty()) return Node::make_text(region_);
  // One stack has one region, name and id: a fixed word stands for each.
  if (name.starts_with("AWS::")) return Node::make_text("<" + name + ">");
  if (auto given = parameters_.find(name); given != parameters_.end()) {
    return Node::make_text(given->second);
  }
  const Node* parameters = root_.find("Parameters");
  const Node* parameter = parameters == nullptr ? nullptr : parameters->find(name);
  if (parameter != nullptr) {
    const Node* value = parameter->find("Default");
    if (value == nullptr || !is_scalar(*value)) {
      return unknown(fmt::format("parameter {} has no default and no value was given", name));
    }
    const std::string_view type = parameter->text_at("Type");
    if (!type.starts_with("List<") && type != "CommaDelimitedList") {
      return Node::make_text(value->text);
    }
    Node list = Node::make_list();
    std::string_view rest = value->text;
    while (!rest.empty()) {
      auto comma = rest.find(',');
      list.members.push_back({"", Node::make_text(std::string(rest.substr(0, comma)))});
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
    return list;
  }
  if (auto found = refs_.find(name); found != refs_.end()) return Node::make_text(found->second);
  const Node* resources = root_.find("Resources");
  if (resources != nullptr && resources->find(name) != nullptr) {
    return Node::make_text("<" + name + ">");
  }
  return unknown(fmt::format("Ref {:.80} names nothing in the template", name));
}

Node TemplateValues::get_att(const std::string& id, const std::string& attribute) {
  if (attribute == "Arn") {
    if (auto found = arns_.find(id); found != arns_.end()) return Node::make_text(found->second);
  }
  const Node* resources = root_.find("Resources");
  if (resources != nullptr && resources->find(id) != nullptr) {
    if (attribute == "Arn") return Node::make_text(fmt::format("arn:aws:::{}:<{}>", account_, id));
    return Node::make_text(fmt::format("<{}.{}>", id, attribute));
  }
  return unknown(fmt::format("Fn::GetAtt {:.80} names nothing in the template", id));
}

Result<Node> TemplateValues::intrinsic(const std::string& name, const Node& argument) {
  if (name == "Ref") return ref(argument.text);
  if (name == "Fn::GetAtt") {
    if (argument.is_list() && argument.members.size() == 2) {
      return get_att(argument.members[0].value.text, argument.members[1].value.text);
    }
    auto dot = argument.text.find('.');
    if (dot != std::string::npos) {
      return get_att(argument.text.substr(0, dot), argument.text.substr(dot + 1));
    }
  }
  if (name == "Fn::Sub") return sub(argument);
  if (name == "Fn::Join") return join(argument);
  if (name == "Fn::Select") return select(argument);
  if (name == "Fn::Split") return split(argument);
  if (name == "Fn::If") return if_else(argument);
  if (name == "Fn::FindInMap") return find_in_map(argument);
  return unknown(fmt::format("{:.60} is not resolved", name));
}

Result<Node> TemplateValues::sub(const Node& argument) {
  std::string text = argument.text;
  std::map<std::string, std::string> own;
  if (argument.is_list() && argument.members.size() == 2) {
    text = argument.members[0].value.text;
    for (const Member& member : argument.members[1].value.members) {
      RF_TRY_ASSIGN(Node value, resolve_at(member.value, 1));
      own[member.key] = is_scalar(value) ? value.text : std::string(1, kUnknownMark);
    }
  }
  std::string out;
  std::string_view rest = text;
  while (true) {
    auto open = rest.find("${");
    auto close = open == std::string_view::npos ? open : rest.find('}', open);
    if (close == std::string_view::npos) break;
    out += rest.substr(0, open);
    std::string name(rest.substr(open + 2, close - open - 2));
    rest.remove_prefix(close + 1);
    if (name.starts_with("!")) {
      out += "${" + name.substr(1) + "}";  // `${!x}` stays `${x}`: a policy variable
    } else if (auto found = own.find(name); found != own.end()) {
      out += found->second;
    } else {
      auto dot = name.find('.');
      Node value =
          dot == std::string::npos ? ref(name) : get_att(name.substr(0, dot), name.substr(dot + 1));
      out += is_scalar(value) ? value.text : std::string(1, kUnknownMark);
    }
    RF_TRY(count(out.size()));
  }
  out += rest;
  RF_TRY(count(out.size()));
  return Node::make_text(std::move(out));
}

Result<Node> TemplateValues::join(const Node& argument) {
  if (!argument.is_list() || argument.members.size() != 2) return unknown("a malformed Fn::Join");
  RF_TRY_ASSIGN(Node parts, resolve_at(argument.members[1].value, 1));
  if (!parts.is_list()) return unknown("Fn::Join of something that is not resolved");
  std::string out;
  for (std::size_t i = 0; i < parts.members.size(); ++i) {
    if (i > 0) out += argument.members[0].value.text;
    const Node& part = parts.members[i].value;
    out += is_scalar(part) ? part.text : std::string(1, kUnknownMark);
  }
  RF_TRY(count(out.size()));
  return Node::make_text(std::move(out));
}

Result<Node> TemplateValues::select(const Node& argument) {
  if (!argument.is_list() || argument.members.size() != 2) return unknown("a malformed Fn::Select");
  RF_TRY_ASSIGN(Node index, resolve_at(argument.members[0].value, 1));
  RF_TRY_ASSIGN(Node list, resolve_at(argument.members[1].value, 1));
  std::size_t at = 0;
  if (index.text.size() != 1 || index.text[0] < '0' || index.text[0] > '9') {
    return unknown("Fn::Select with an index that is not resolved");
  }
  at = static_cast<std::size_t>(index.text[0] - '0');
  if (!list.is_list() || at >= list.members.size()) {
    return unknown("Fn::Select of a list that is not resolved");
  }
  return list.members[at].value;
}

Result<Node> TemplateValues::split(const Node& argument) {
  if (!argument.is_list() || argument.members.size() != 2) return unknown("a malformed Fn::Split");
  const std::string& separator = argument.members[0].value.text;
  RF_TRY_ASSIGN(Node text, resolve_at(argument.members[1].value, 1));
  if (!is_scalar(text) || separator.empty()) return unknown("Fn::Split that is not resolved");
  Node out = Node::make_list();
  std::string_view rest = text.text;
  while (true) {
    auto at = rest.find(separator);
    out.members.push_back({"", Node::make_text(std::string(rest.substr(0, at)))});
    RF_TRY(count(64));
    if (at == std::string_view::npos) return out;
    rest.remove_prefix(at + separator.size());
  }
}

Result<Node> TemplateValues::if_else(const Node& argument) {
  if (!argument.is_list() || argument.members.size() != 3) return unknown("a malformed Fn::If");
  Truth truth = condition(argument.members[0].value.text);
  if (truth == Truth::kMaybe) {
    return unknown(fmt::format("Fn::If on the condition {:.80}, which is not decided",
                               argument.members[0].value.text));
  }
  const Node& chosen = argument.members[truth == Truth::kYes ? 1 : 2].value;
  if (is_no_value(chosen)) return Node{};
  return resolve_at(chosen, 1);
}

Result<Node> TemplateValues::find_in_map(const Node& argument) {
  if (!argument.is_list() || argument.members.size() < 3)
    return unknown("a malformed Fn::FindInMap");
  const Node* at = root_.find("Mappings");
  for (std::size_t i = 0; i < 3 && at != nullptr; ++i) {
    RF_TRY_ASSIGN(Node key, resolve_at(argument.members[i].value, 1));
    at = at->find(key.text);
  }
  if (at == nullptr) return unknown("Fn::FindInMap that finds nothing");
  return resolve_at(*at, 1);
}

Truth TemplateValues::condition(const std::string& name) {
  const Node* conditions = root_.find("Conditions");
  const Node* found = conditions == nullptr ? nullptr : conditions->find(name);
  if (found == nullptr) return Truth::kMaybe;
  return condition_of(*found, 0);
}

Truth TemplateValues::condition_of(const Node& node, int depth) {
  if (depth > 16 || !node.is_object() || node.members.size() != 1) return Truth::kMaybe;
  const std::string& name = node.members.front().key;
  const Node& argument = node.members.front().value;
  if (name == "Condition") {
    const Node* conditions = root_.find("Conditions");
    const Node* found = conditions == nullptr ? nullptr : conditions->find(argument.text);
    return found == nullptr ? Truth::kMaybe : condition_of(*found, depth + 1);
  }
  if (!argument.is_list() || argument.members.size() > 10) return Truth::kMaybe;
  if (name == "Fn::Not" && argument.members.size() == 1) {
    return !condition_of(argument.members[0].value, depth + 1);
  }
  if (name == "Fn::And" || name == "Fn::Or") {
    Truth out = truth(name == "Fn::And");
    for (const Member& member : argument.members) {
      Truth one = condition_of(member.value, depth + 1);
      out = name == "Fn::And" ? both(out, one) : either(out, one);
      if (out == truth(name == "Fn::Or")) break;
    }
    return out;
  }
  if (name != "Fn::Equals" || argument.members.size() != 2) return Truth::kMaybe;
  auto left = resolve_at(argument.members[0].value, 1);
  auto right = resolve_at(argument.members[1].value, 1);
  if (!left || !right || !is_scalar(*left) || !is_scalar(*right)) return Truth::kMaybe;
  if (left->text.find(kUnknownMark) != std::string::npos ||
      right->text.find(kUnknownMark) != std::string::npos) {
    return Truth::kMaybe;
  }
  return truth(left->text == right->text);
}

}  // namespace ringfence::review::iam
