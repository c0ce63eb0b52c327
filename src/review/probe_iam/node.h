// A bounded document tree, read from JSON or YAML. Refuses what two readers could understand
// differently: duplicate keys, control characters, bytes that are no UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ringfence::review::iam {

struct Member;
struct Node {
  enum class Kind : std::uint8_t { kNull, kBool, kNumber, kText, kList, kObject };
  Kind kind = Kind::kNull;
  std::string text;             // of a text; a number as written; "true" or "false"
  std::vector<Member> members;  // of a list: with empty keys

  bool is(Kind other) const { return kind == other; }
  bool is_text() const { return kind == Kind::kText; }
  bool is_list() const { return kind == Kind::kList; }
  bool is_object() const { return kind == Kind::kObject; }
  const Node* find(std::string_view key) const;  // null when absent or no object
  // The text member of that name, else empty.
  std::string_view text_at(std::string_view key) const;

  static Node make_text(std::string text);
  static Node make_list();
  static Node make_object();
};
struct Member {
  std::string key;
  Node value;
};

struct DocumentLimits {
  std::size_t bytes_max = 1U << 20;
  std::size_t depth_max = 32;
  std::size_t values_max = 100'000;
  std::size_t text_bytes_max = 64U << 10;
};
// A policy document by itself (the provider's own largest is 20 KiB).
constexpr DocumentLimits kPolicyDocument{};
// What holds many policies: account details, a plan, a template.
constexpr DocumentLimits kLargeDocument{
    .bytes_max = 64U << 20, .depth_max = 64, .values_max = 1'000'000, .text_bytes_max = 1U << 20};

// Errors: kTooLarge names the limit, kInvalid names the place. `name` stands in both.
Result<Node> parse_json(std::string_view text, const std::string& name,
                        const DocumentLimits& limits);
// YAML 1.1 as templates use it; short tags become what they stand for: `!Ref X` {"Ref": "X"},
// `!Sub X` {"Fn::Sub": "X"}. Aliases are copies and count against values_max.
Result<Node> parse_yaml(std::string_view text, const std::string& name,
                        const DocumentLimits& limits);

std::string to_json(const Node& node);  // compact, in the order of the document

}  // namespace ringfence::review::iam
