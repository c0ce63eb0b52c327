#include "review/probe_iam/node.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ringfence::review::iam {
namespace {

// Builds the tree from the parser's events, so that limits hold before anything is allocated.
class Builder {
 public:
  Builder(const std::string& name, const DocumentLimits& limits) : name_(name), limits_(limits) {}

  bool null() { return put(Node{}); }
  bool boolean(bool value) {
    Node node;
    node.kind = Node::Kind::kBool;
    node.text = value ? "true" : "false";
    return put(std::move(node));
  }
  bool number_integer(std::int64_t value) { return number(fmt::format("{}", value)); }
  bool number_unsigned(std::uint64_t value) { return number(fmt::format("{}", value)); }
  bool number_float(double, const std::string& written) { return number(written); }
  bool string(std::string& value) {
    if (!check_text(value)) return false;
    return put(Node::make_text(std::move(value)));
  }
  bool binary(nlohmann::json::binary_t&) { return fail(ErrorCode::kInvalid, "binary value"); }
  bool start_object(std::size_t) { return open(Node::make_object()); }
  bool start_array(std::size_t) { return open(Node::make_list()); }
  bool end_array() { return close(); }
  bool key(std::string& value) {
    if (!check_text(value)) return false;
    keys_.back() = std::move(value);
    return true;
  }
  bool end_object() {
    std::vector<std::string_view> names;
    names.reserve(stack_.back().members.size());
    for (const Member& member : stack_.back().members) names.push_back(member.key);
    std::ranges::sort(names);
    auto twice = std::ranges::adjacent_find(names);
    if (twice != names.end()) {
      return fail(ErrorCode::kInvalid, fmt::format("the key \"{:.60}\" stands twice", *twice));
    }
    return close();
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) {
    return fail(ErrorCode::kInvalid, fmt::format("not JSON at byte {}", position));
  }

  Result<Node> take(bool parsed) {
    if (error_.code != ErrorCode::kInternal) return error_;
    if (!parsed) return Error(ErrorCode::kInvalid, name_ + ": not JSON");
    return std::move(root_);
  }

 private:
  bool fail(ErrorCode code, const std::string& what) {
    if (error_.code == ErrorCode::kInternal) error_ = Error(code, name_ + ": " + what);
    return false;
  }
  bool check_text(std::string_view text) {
    if (text.size() > limits_.text_bytes_max) {
      return fail(ErrorCode::kTooLarge, fmt::format("a text of {} bytes, at most {}", text.size(),
                                                    limits_.text_bytes_max));
    }
    for (char c : text) {
      auto byte = static_cast<unsigned char>(c);
      if (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') {
        return fail(ErrorCode::kInvalid, "a control character in a text");
      }
    }
    return true;
  }
  bool number(std::string written) {
    Node node;
    node.kind = Node::Kind::kNumber;
    node.text = std::move(written);
    return put(std::move(node));
  }
  bool count() {
    if (++values_ <= limits_.values_max) return true;
    return fail(ErrorCode::kTooLarge, fmt::format("more than {} values", limits_.values_max));
  }
  bool put(Node node) {
    if (!count()) return false;
    add(std::move(node));
    return true;
  }
  void add(Node node) {
    if (stack_.empty()) {
      root_ = std::move(node);
    } else {
      stack_.back().members.push_back({std::move(keys_.back()), std::move(node)});
      keys_.back().clear();
    }
  }
  bool open(Node node) {
    if (!count()) return false;
    if (stack_.size() >= limits_.depth_max) {
      return fail(ErrorCode::kTooLarge,
                  fmt::format("nested deeper than {} levels", limits_.depth_max));
    }
    stack_.push_back(std::move(node));
    keys_.emplace_back();
    return true;
  }
  bool close() {
    Node node = std::move(stack_.back());
    stack_.pop_back();
    keys_.pop_back();
    add(std::move(node));
    return true;
  }

  const std::string& name_;
  const DocumentLimits& limits_;
  Error error_;
  Node root_;
  std::vector<Node> stack_;
  std::vector<std::string> keys_;
  std::size_t values_ = 0;
};

void write_text(const std::string& text, std::string& out) {
  out += '"';
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += fmt::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  out += '"';
}

void write(const Node& node, std::string& out) {
  switch (node.kind) {
    case Node::Kind::kNull:
      out += "null";
      return;
    case Node::Kind::kBool:
    case Node::Kind::kNumber:
      out += node.text;
      return;
    case Node::Kind::kText:
      write_text(node.text, out);
      return;
    default:
      break;
  }
  const bool object = node.is_object();
  out += object ? '{' : '[';
  bool first = true;
  for (const Member& member : node.members) {
    if (!first) out += ',';
    first = false;
    if (object) {
      write_text(member.key, out);
      out += ':';
    }
    write(member.value, out);
  }
  out += object ? '}' : ']';
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  if (!is_object()) return nullptr;
  for (const Member& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

std::string_view Node::text_at(std::string_view key) const {
  const Node* found = find(key);
  return found != nullptr && found->is_text() ? std::string_view(found->text) : std::string_view();
}

Node Node::make_text(std::string text) {
  Node node;
  node.kind = Kind::kText;
  node.text = std::move(text);
  return node;
}

Node Node::make_list() {
  Node node;
  node.kind = Kind::kList;
  return node;
}

Node Node::make_object() {
  Node node;
  node.kind = Kind::kObject;
  return node;
}

Result<Node> parse_json(std::string_view text, const std::string& name,
                        const DocumentLimits& limits) {
  if (text.size() > limits.bytes_max) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("{}: {} bytes, at most {}", name, text.size(), limits.bytes_max));
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Builder builder(name, limits);
  try {
    bool parsed = nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    return builder.take(parsed);
  } catch (const std::exception&) {
    return Error(ErrorCode::kInvalid, name + ": not JSON");
  }
}

std::string to_json(const Node& node) {
  std::string out;
  write(node, out);
  return out;
}

}  // namespace ringfence::review::iam
