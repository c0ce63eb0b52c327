#include "review/workbook/xlsx_parts.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace ringfence::review {
namespace {

constexpr std::string_view kRelationPart = "_rels/.rels";

struct Relation {
  std::string type;
  std::string target;  // path of a part; empty: outside
};
using Relations = std::map<std::string, Relation, std::less<>>;

Error invalid(std::string_view part, std::string_view what) {
  return Error(ErrorCode::kInvalid, fmt::format("part \"{}\": {}", part, what));
}

std::string_view folder_of(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  return slash == part.npos ? std::string_view() : part.substr(0, slash);
}

std::string relations_of(std::string_view part) {
  const std::string_view folder = folder_of(part);
  const std::string_view file = folder.empty() ? part : part.substr(folder.size() + 1);
  return fmt::format("{}{}_rels/{}.rels", folder, folder.empty() ? "" : "/", file);
}

// `source`: the part whose relations these are; empty for the package.
Result<Relations> read_relations(const ZipParts& zip, std::string_view source,
                                 const XlsxLimits& limits) {
  const std::string part = source.empty() ? std::string(kRelationPart) : relations_of(source);
  RF_TRY_ASSIGN(std::string bytes, zip.read(part));
  pugi::xml_document document;
  RF_TRY(parse_part(part, bytes, limits, document));
  Relations relations;
  for (const pugi::xml_node node : document.document_element().children()) {
    if (local_name(node.name()) != "Relationship") continue;
    Relation relation;
    const std::string_view type = attribute_of(node, "Type");
    relation.type = type.substr(std::min(type.size(), type.rfind('/') + 1));
    if (attribute_of(node, "TargetMode") != "External") {
      relation.target = resolve_part_path(folder_of(source), attribute_of(node, "Target"));
      if (relation.target.empty()) return invalid(part, "a target that climbs out of the file");
    }
    const std::string id(attribute_of(node, "Id"));
    if (!relations.emplace(id, std::move(relation)).second) {
      return invalid(part, "an id that stands twice");
    }
  }
  return relations;
}

Result<std::string> workbook_part(const ZipParts& zip, const XlsxLimits& limits) {
  if (!zip.has(kRelationPart)) {
    return Error(ErrorCode::kInvalid, "a ZIP file, and no workbook: part \"_rels/.rels\" missing");
  }
  RF_TRY_ASSIGN(const Relations relations, read_relations(zip, "", limits));
  for (const auto& [id, relation] : relations) {
    if (relation.type == "officeDocument" && !relation.target.empty()) return relation.target;
  }
  return invalid(kRelationPart, "names no workbook");
}

Result<> read_strings(const ZipParts& zip, std::string_view part, const XlsxLimits& limits,
                      std::vector<std::string>& strings) {
  RF_TRY_ASSIGN(std::string bytes, zip.read(part));
  pugi::xml_document document;
  RF_TRY(parse_part(part, bytes, limits, document));
  for (const pugi::xml_node node : document.document_element().children()) {
    if (local_name(node.name()) != "si") continue;
    if (strings.size() == limits.shared_strings_max) {
      return Error(ErrorCode::kTooLarge, fmt::format("part \"{}\": more than {} shared strings",
                                                     part, limits.shared_strings_max));
    }
    strings.push_back(rich_text(node));
  }
  return {};
}

bool builtin_date(std::size_t id) {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
         (id >= 50 && id <= 58);
}

// A number format shows a date when y, m, d, h or s stands outside quotes, brackets and escapes.
bool date_format(std::string_view code) {
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (c == '"' || c == '[') {
      const std::size_t end = code.find(c == '"' ? '"' : ']', at + 1);
      if (end == code.npos) return false;
      at = end;
    } else if (c == ';') {
      return false;
    } else if (std::string_view("yYmMdDhHsS").find(c) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

Result<> read_styles(const ZipParts& zip, std::string_view part, const XlsxLimits& limits,
                     std::vector<bool>& is_date) {
  RF_TRY_ASSIGN(std::string bytes, zip.read(part));
  pugi::xml_document document;
  RF_TRY(parse_part(part, bytes, limits, document));
  const pugi::xml_node root = document.document_element();
  std::set<std::size_t> dates;
  for (const pugi::xml_node format : child_named(root, "numFmts").children()) {
    const auto id = small_number(attribute_of(format, "numFmtId"), 1000000);
    if (id && date_format(attribute_of(format, "formatCode"))) dates.insert(*id);
  }
  for (const pugi::xml_node format : child_named(root, "cellXfs").children()) {
    const std::size_t id = small_number(attribute_of(format, "numFmtId"), 1000000).value_or(0);
    is_date.push_back(builtin_date(id) || dates.contains(id));
  }
  return {};
}

Result<> read_sheet_list(pugi::xml_node root, std::string_view part, const Relations& relations,
                         const XlsxLimits& limits, WorkbookParts& parts) {
  const std::string_view epoch = attribute_of(child_named(root, "workbookPr"), "date1904");
  parts.dates_from_1904 = epoch == "1" || epoch == "true";
  for (const pugi::xml_node node : child_named(root, "sheets").children()) {
    if (local_name(node.name()) != "sheet") continue;
    const std::string name = storable_text(attribute_of(node, "name"));
    std::string_view id;  // r:id; sheetId is another attribute
    for (const pugi::xml_attribute attribute : node.attributes()) {
      if (local_name(attribute.name()) == "id") id = attribute.value();
    }
    const auto relation = relations.find(id);
    if (relation == relations.end()) return invalid(part, "sheet \"" + name + "\" has no part");
    // Charts and dialogs are sheets without cells.
    if (relation->second.type != "worksheet") continue;
    if (relation->second.target.empty()) {
      return invalid(part, "sheet \"" + name + "\" is a link to outside the file");
    }
    if (parts.sheets.size() == limits.sheets_max) {
      return Error(ErrorCode::kTooLarge,
                   fmt::format("part \"{}\": more than {} sheets", part, limits.sheets_max));
    }
    parts.sheets.push_back({name, relation->second.target});
  }
  if (parts.sheets.empty()) return invalid(part, "no sheet with cells");
  return {};
}

}  // namespace

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_named(pugi::xml_node parent, std::string_view name) {
  for (const pugi::xml_node node : parent.children()) {
    if (local_name(node.name()) == name) return node;
  }
  return {};
}

std::string_view attribute_of(pugi::xml_node node, std::string_view name) {
  return node.attribute(std::string(name).c_str()).value();
}

std::optional<std::size_t> small_number(std::string_view digits, std::size_t most) {
  std::size_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [at, failure] = std::from_chars(digits.data(), end, value);
  if (failure != std::errc() || at != end || value > most) return std::nullopt;
  return value;
}

Result<> parse_part(std::string_view name, std::string& bytes, const XlsxLimits& limits,
                    pugi::xml_document& document) {
  std::size_t markup = 0;
  for (const char c : bytes) markup += c == '<' || c == '=' ? 1 : 0;
  if (markup > limits.markup_max) {
    return Error(
        ErrorCode::kTooLarge,
        fmt::format("part \"{}\": more than {} elements and attributes", name, limits.markup_max));
  }
  if (bytes.find('\0') != bytes.npos) return invalid(name, "not UTF-8 text");
  constexpr unsigned kHow = pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_doctype;
  const pugi::xml_parse_result parsed =
      document.load_buffer_inplace(bytes.data(), bytes.size(), kHow, pugi::encoding_utf8);
  if (!parsed) {
    return Error(ErrorCode::kCorrupt, fmt::format("part \"{}\": not XML at byte {}: {}", name,
                                                  parsed.offset, parsed.description()));
  }
  for (const pugi::xml_node node : document.children()) {
    if (node.type() == pugi::node_doctype) {
      return invalid(name, "a document type declaration, which no part may have");
    }
  }
  return {};
}

std::string rich_text(pugi::xml_node item) {
  std::string text;
  for (const pugi::xml_node node : item.children()) {
    const std::string_view name = local_name(node.name());
    if (name == "t") text += node.text().get();
    if (name == "r") text += child_named(node, "t").text().get();
  }
  return text;
}

Result<WorkbookParts> read_workbook_parts(const ZipParts& zip, const XlsxLimits& limits) {
  RF_TRY_ASSIGN(const std::string part, workbook_part(zip, limits));
  RF_TRY_ASSIGN(std::string bytes, zip.read(part));
  pugi::xml_document document;
  RF_TRY(parse_part(part, bytes, limits, document));
  RF_TRY_ASSIGN(const Relations relations, read_relations(zip, part, limits));
  WorkbookParts parts;
  RF_TRY(read_sheet_list(document.document_element(), part, relations, limits, parts));
  for (const auto& [id, relation] : relations) {
    if (relation.target.empty()) continue;
    if (relation.type == "sharedStrings") {
      if (!parts.strings.empty()) return invalid(part, "two parts of shared strings");
      RF_TRY(read_strings(zip, relation.target, limits, parts.strings));
    } else if (relation.type == "styles") {
      if (!parts.is_date.empty()) return invalid(part, "two parts of styles");
      RF_TRY(read_styles(zip, relation.target, limits, parts.is_date));
    }
  }
  return parts;
}

std::string date_of_serial(std::string_view digits, bool from_1904) {
  double serial = 0;
  const char* end = digits.data() + digits.size();
  const auto [at, failure] = std::from_chars(digits.data(), end, serial);
  if (failure != std::errc() || at != end || !(serial >= 1) || serial >= 2958466) return {};
  auto days = static_cast<std::int64_t>(std::floor(serial));
  auto seconds =
      static_cast<std::int64_t>(std::llround((serial - static_cast<double>(days)) * 86400.0));
  if (seconds == 86400) {
    ++days;
    seconds = 0;
  }
  // Day 60 of the 1900 count is 29 February 1900, which never was.
  const std::chrono::sys_days start =
      from_1904 ? std::chrono::sys_days(std::chrono::year(1904) / 1 / 1)
                : std::chrono::sys_days(std::chrono::year(1899) / 12 / (days < 60 ? 31 : 30));
  const std::chrono::year_month_day date(start + std::chrono::days(days));
  std::string out =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (seconds != 0) {
    out += fmt::format("T{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
  return out;
}

}  // namespace ringfence::review
