// The intrinsic functions of a CloudFormation template, resolved as far as the document allows.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "review/probe_iam/inputs.h"

namespace ringfence::review::iam {

class TemplateValues {
 public:
  TemplateValues(const Node& root, std::map<std::string, std::string> parameters,
                 std::string account, std::string region);

  // The node without intrinsic functions; what cannot be resolved becomes kUnknownMark and a note.
  Result<Node> resolve(const Node& node);
  // What `Ref` and `Fn::GetAtt ... Arn` of a resource stand for.
  void set_resource(const std::string& id, std::string ref, std::string arn) {
    refs_[id] = std::move(ref);
    arns_[id] = std::move(arn);
  }
  Truth condition(const std::string& name);
  const Notes& notes() const { return notes_; }

 private:
  Result<Node> intrinsic(const std::string& name, const Node& argument);
  Result<Node> resolve_at(const Node& node, int depth);
  Result<Node> sub(const Node& argument);
  Result<Node> join(const Node& argument);
  Result<Node> select(const Node& argument);
  Result<Node> split(const Node& argument);
  Result<Node> if_else(const Node& argument);
  Result<Node> find_in_map(const Node& argument);
  Node ref(const std::string& name);
  Node get_att(const std::string& id, const std::string& attribute);
  Truth condition_of(const Node& node, int depth);
  Node unknown(const std::string& why);
  Result<> count(std::size_t bytes);

  const Node& root_;
  std::map<std::string, std::string> parameters_, refs_, arns_;
  std::string account_, region_;
  Notes notes_;
  int depth_ = 0;
  std::size_t produced_ = 0;  // bytes made by functions; bounded
};

}  // namespace ringfence::review::iam
