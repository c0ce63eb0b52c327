#include "object_store/s3/xml.h"

#include <algorithm>
#include <pugixml.hpp>

namespace ringfence::store::s3 {
namespace {

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

Error corrupt(const std::string& what) { return Error(ErrorCode::kCorrupt, "answer: " + what); }

}  // namespace

XmlNode::XmlNode(const pugi::xml_node& node) {
  if (node) node_ = std::make_shared<const pugi::xml_node>(node);
}

std::string XmlNode::name() const { return node_ ? std::string(local_name(*node_)) : ""; }

std::string XmlNode::text() const { return node_ ? node_->text().get() : ""; }

XmlNode XmlNode::child(std::string_view path) const {
  if (!node_) return {};
  pugi::xml_node at = *node_;
  while (!path.empty() && at) {
    const std::size_t slash = path.find('/');
    const std::string_view step = path.substr(0, slash);
    path = slash == path.npos ? std::string_view() : path.substr(slash + 1);
    pugi::xml_node next;
    for (const pugi::xml_node& child : at.children()) {
      if (child.type() == pugi::node_element && local_name(child) == step) {
        next = child;
        break;
      }
    }
    at = next;
  }
  return XmlNode(at);
}

void XmlNode::each(std::string_view name, const std::function<void(const XmlNode&)>& visit) const {
  if (!node_) return;
  for (const pugi::xml_node& child : node_->children()) {
    if (child.type() == pugi::node_element && (name.empty() || local_name(child) == name))
      visit(XmlNode(child));
  }
}

std::string XmlNode::attribute(std::string_view name) const {
  if (!node_) return {};
  for (const pugi::xml_attribute& attribute : node_->attributes()) {
    const std::string_view full = attribute.name();
    const std::size_t colon = full.find(':');
    if (full.substr(colon == full.npos ? 0 : colon + 1) == name) return attribute.value();
  }
  return {};
}

Result<XmlDocument> XmlDocument::parse(std::string_view text, std::string_view root) {
  if (text.size() > kXmlBytesMax) return corrupt("XML over 8 MiB");
  if (static_cast<std::size_t>(std::count(text.begin(), text.end(), '<')) > 2 * kXmlElementsMax)
    return corrupt("XML with over 100,000 elements");
  if (text.find("<!DOCTYPE") != text.npos || text.find("<!ENTITY") != text.npos)
    return corrupt("XML with a document type");
  XmlDocument out;
  out.document_ = std::make_shared<pugi::xml_document>();
  const pugi::xml_parse_result parsed = out.document_->load_buffer(
      text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed) return corrupt(std::string("not whole XML: ") + parsed.description());
  const XmlNode top = out.root();
  if (!top) return corrupt("XML without an element");
  if (!root.empty() && top.name() != root)
    return corrupt("XML element " + top.name().substr(0, 64) + " where " + std::string(root) +
                   " was expected");
  return out;
}

XmlNode XmlDocument::root() const { return XmlNode(document_->document_element()); }

}  // namespace ringfence::store::s3
