// YAML by libyaml's event interface: the parser never builds a tree of its own, so our limits hold.
#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <map>

#include "review/probe_iam/node.h"

namespace ringfence::review::iam {
namespace {

struct Event {
  yaml_event_t event{};
  Event() = default;
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  ~Event() { yaml_event_delete(&event); }
};

std::string text_of(const yaml_char_t* text) {
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

bool is_number(std::string_view text) {
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] >= '0' && text[i] <= '9') {
      ++digits;
    } else if (!((text[i] == '-' && i == 0) || text[i] == '.')) {
      return false;
    }
  }
  return digits > 0;
}

// Plain scalars that a template reader takes for something else than a text. Numbers keep their
// written form, so that account ids with a leading zero stay what they are.
Node plain_scalar(std::string text) {
  Node node = Node::make_text(std::move(text));
  const std::string& t = node.text;
  if (t == "true" || t == "false" || t == "True" || t == "False") {
    node.text = t[0] == 't' || t[0] == 'T' ? "true" : "false";
    node.kind = Node::Kind::kBool;
  } else if (t.empty() || t == "~" || t == "null") {
    node = Node{};
  } else if (is_number(t)) {
    node.kind = Node::Kind::kNumber;
  }
  return node;
}

class Reader {
 public:
  Reader(std::string_view text, const std::string& name, const DocumentLimits& limits)
      : name_(name), limits_(limits) {
    ready_ = yaml_parser_initialize(&parser_) != 0;
    if (ready_) {
      yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                   text.size());
    }
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() {
    if (ready_) yaml_parser_delete(&parser_);
  }

  Result<Node> document() {
    if (!ready_) return Error(ErrorCode::kInternal, "out of memory");
    while (true) {
      Event next;
      RF_TRY(read(next));
      if (next.event.type == YAML_STREAM_END_EVENT) return invalid("no document");
      if (next.event.type == YAML_DOCUMENT_START_EVENT) break;
    }
    Event first;
    RF_TRY(read(first));
    RF_TRY_ASSIGN(Node node, value(first.event, 0));
    Event end, after;
    RF_TRY(read(end));
    RF_TRY(read(after));
    if (after.event.type != YAML_STREAM_END_EVENT) return invalid("more than one document");
    return node;
  }

 private:
  Error invalid(std::string_view what) const {
    return Error(ErrorCode::kInvalid,
                 fmt::format("{}: {} at line {}", name_, what, parser_.mark.line + 1));
  }
  Result<> read(Event& event) {
    if (yaml_parser_parse(&parser_, &event.event) == 0) return invalid("not YAML");
    return {};
  }
  Result<> count(std::size_t more, std::size_t depth) {
    values_ += more;
    if (values_ > limits_.values_max) {
      return Error(ErrorCode::kTooLarge,
                   fmt::format("{}: more than {} values", name_, limits_.values_max));
    }
    if (depth > limits_.depth_max) {
      return Error(ErrorCode::kTooLarge,
                   fmt::format("{}: nested deeper than {} levels", name_, limits_.depth_max));
    }
    return {};
  }
  static void measure(const Node& node, std::size_t& values, std::size_t& bytes) {
    ++values;
    bytes += node.text.size();
    for (const Member& member : node.members) {
      bytes += member.key.size();
      measure(member.value, values, bytes);
    }
  }
  // A copy counts like the original, in values and in bytes: no document grows by its aliases.
  Result<> count_copy(const Node& node, std::size_t depth) {
    std::size_t values = 0;
    measure(node, values, copied_bytes_);
    if (copied_bytes_ > limits_.bytes_max) {
      return Error(ErrorCode::kTooLarge,
                   fmt::format("{}: aliases copy more than {} bytes", name_, limits_.bytes_max));
    }
    return count(values, depth);
  }

  Result<Node> value(const yaml_event_t& event, std::size_t depth) {
    RF_TRY(count(1, depth));
    std::string tag, anchor;
    Node node;
    if (event.type == YAML_ALIAS_EVENT) {
      auto found = anchors_.find(text_of(event.data.alias.anchor));
      if (found == anchors_.end()) return invalid("an alias without its anchor");
      RF_TRY(count_copy(found->second, depth));
      return found->second;
    }
    if (event.type == YAML_SCALAR_EVENT) {
      RF_TRY_ASSIGN(node, scalar(event));
      tag = text_of(event.data.scalar.tag);
      anchor = text_of(event.data.scalar.anchor);
    } else if (event.type == YAML_SEQUENCE_START_EVENT) {
      tag = text_of(event.data.sequence_start.tag);
      anchor = text_of(event.data.sequence_start.anchor);
      RF_TRY_ASSIGN(node, list(depth));
    } else if (event.type == YAML_MAPPING_START_EVENT) {
      tag = text_of(event.data.mapping_start.tag);
      anchor = text_of(event.data.mapping_start.anchor);
      RF_TRY_ASSIGN(node, object(depth));
    } else {
      return invalid("an end without its beginning");
    }
    RF_TRY_ASSIGN(node, with_tag(std::move(node), tag));
    if (!anchor.empty()) {
      RF_TRY(count_copy(node, depth));  // it is kept twice
      anchors_[anchor] = node;
    }
    return node;
  }

  Result<Node> scalar(const yaml_event_t& event) {
    std::string text(reinterpret_cast<const char*>(event.data.scalar.value),
                     event.data.scalar.length);
    if (text.size() > limits_.text_bytes_max) {
      return Error(ErrorCode::kTooLarge, fmt::format("{}: a text of {} bytes, at most {}", name_,
                                                     text.size(), limits_.text_bytes_max));
    }
    for (char c : text) {
      auto byte = static_cast<unsigned char>(c);
      if (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') {
        return invalid("a control character in a text");
      }
    }
    bool tagged = event.data.scalar.tag != nullptr;
    bool plain = event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !tagged;
    return plain ? plain_scalar(std::move(text)) : Node::make_text(std::move(text));
  }

  Result<Node> list(std::size_t depth) {
    Node node = Node::make_list();
    while (true) {
      Event next;
      RF_TRY(read(next));
      if (next.event.type == YAML_SEQUENCE_END_EVENT) return node;
      RF_TRY_ASSIGN(Node item, value(next.event, depth + 1));
      node.members.push_back({"", std::move(item)});
    }
  }

  Result<Node> object(std::size_t depth) {
    Node node = Node::make_object();
    std::map<std::string, int> seen;
    while (true) {
      Event next;
      RF_TRY(read(next));
      if (next.event.type == YAML_MAPPING_END_EVENT) return node;
      if (next.event.type != YAML_SCALAR_EVENT) return invalid("a key that is no text");
      RF_TRY_ASSIGN(Node key, scalar(next.event));
      if (key.text == "<<") return invalid("a merge key, which is not read");
      if (++seen[key.text] > 1) {
        return invalid(fmt::format("the key \"{:.60}\" stands twice", key.text));
      }
      Event item;
      RF_TRY(read(item));
      RF_TRY_ASSIGN(Node inner, value(item.event, depth + 1));
      node.members.push_back({std::move(key.text), std::move(inner)});
    }
  }

  Result<Node> with_tag(Node node, const std::string& tag) {
    if (tag.empty() || tag == "!") return node;
    for (const char* core : {"str", "int", "bool", "float", "null", "seq", "map"}) {
      if (tag == fmt::format("tag:yaml.org,2002:{}", core)) return node;
    }
    std::string name = tag.substr(1);
    static constexpr std::string_view kFunctions[] = {
        "Ref",  "Condition", "Sub",    "GetAtt", "Join",     "Select",    "Split",
        "If",   "Equals",    "Not",    "And",    "Or",       "FindInMap", "ImportValue",
        "Cidr", "GetAZs",    "Base64", "Length", "Transform"};
    if (tag[0] != '!' || std::ranges::find(kFunctions, name) == std::end(kFunctions)) {
      return invalid(fmt::format("the unknown tag \"{:.60}\"", tag));
    }
    if (name == "GetAtt" && node.is_text()) {
      auto dot = node.text.find('.');
      if (dot == std::string::npos) return invalid("!GetAtt without an attribute");
      Node parts = Node::make_list();
      parts.members.push_back({"", Node::make_text(node.text.substr(0, dot))});
      parts.members.push_back({"", Node::make_text(node.text.substr(dot + 1))});
      node = std::move(parts);
    }
    Node wrapped = Node::make_object();
    bool plain = name == "Ref" || name == "Condition";
    wrapped.members.push_back({plain ? name : "Fn::" + name, std::move(node)});
    return wrapped;
  }

  const std::string& name_;
  const DocumentLimits& limits_;
  yaml_parser_t parser_{};
  bool ready_ = false;
  std::size_t values_ = 0;
  std::size_t copied_bytes_ = 0;
  std::map<std::string, Node> anchors_;
};

}  // namespace

Result<Node> parse_yaml(std::string_view text, const std::string& name,
                        const DocumentLimits& limits) {
  if (text.size() > limits.bytes_max) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("{}: {} bytes, at most {}", name, text.size(), limits.bytes_max));
  }
  Reader reader(text, name, limits);
  return reader.document();
}

}  // namespace ringfence::review::iam
