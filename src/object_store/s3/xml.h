// Reading the XML that object stores answer with: bounded, without document types or entities of
// the sender's, never recursive.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace pugi {
class xml_document;
class xml_node;
}  // namespace pugi

namespace ringfence::store::s3 {

inline constexpr std::size_t kXmlBytesMax = 8 << 20;
inline constexpr std::size_t kXmlElementsMax = 100'000;

// A node of a document that XmlDocument owns. Names are compared without namespace prefix. Missing
// nodes are empty and answer everything with nothing.
class XmlNode {
 public:
  XmlNode() = default;
  explicit XmlNode(const pugi::xml_node& node);

  explicit operator bool() const { return node_ != nullptr; }
  std::string name() const;
  std::string text() const;  // of this element's own text
  // The first child element of this name; "a/b" goes down.
  XmlNode child(std::string_view path) const;
  std::string text_of(std::string_view path) const { return child(path).text(); }
  // Calls for every child element of this name ("" = every one), in order.
  void each(std::string_view name, const std::function<void(const XmlNode&)>& visit) const;
  std::string attribute(std::string_view name) const;

 private:
  std::shared_ptr<const pugi::xml_node> node_;  // shared: nodes are handles that people copy
};

class XmlDocument {
 public:
  // kCorrupt names what is wrong: not XML, cut short, over a limit, a document type, another root
  // than `root` (empty: any).
  static Result<XmlDocument> parse(std::string_view text, std::string_view root);
  XmlNode root() const;

 private:
  std::shared_ptr<pugi::xml_document> document_;  // shared: so that the document can be copied
};

}  // namespace ringfence::store::s3
