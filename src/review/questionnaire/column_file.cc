// The TOML form of ColumnFile. toml++ reports by exceptions, which end here.
#include <fmt/format.h>

#include <algorithm>

#include "review/questionnaire/answers.h"
#include "review/questionnaire/columns.h"

#define TOML_HEADER_ONLY 0
#include <toml++/toml.h>

namespace ringfence::review {
namespace {

constexpr std::size_t kBytesMax = 1U << 20;

class ColumnFileReader {
 public:
  explicit ColumnFileReader(std::string_view name) : name_(name) {}

  Result<ColumnFile> read(const toml::table& root) {
    for (const auto& [key, node] : root) {
      const std::string_view part = key.str();
      if (part == "sheet") {
        RF_TRY_ASSIGN(file_.sheet, text(node, part));
      } else if (part == "header_row") {
        const auto row = node.value<std::int64_t>();
        if (!row || *row < 1 || *row > 1000) return bad(node, "header_row is not 1 to 1000");
        file_.header_row = static_cast<std::size_t>(*row);
      } else if (part == "columns") {
        RF_TRY(texts(node, part, file_.columns));
        for (const auto& [column, heading] : file_.columns) RF_TRY(known(node, part, column));
      } else if (part == "defaults") {
        RF_TRY(texts(node, part, file_.defaults));
        for (const auto& [column, value] : file_.defaults) RF_TRY(known(node, part, column));
      } else if (part == "says") {
        RF_TRY(texts(node, part, file_.says));
      } else if (part == "questions") {
        RF_TRY(questions(node));
      } else if (part == "ignore") {
        RF_TRY_ASSIGN(file_.ignore, list(node, part));
      } else {
        return bad(node, fmt::format("no key {}; allowed: sheet, header_row, columns, defaults, "
                                     "says, questions, ignore",
                                     part));
      }
    }
    if (!file_.columns.contains("question") && !file_.columns.contains("claim")) {
      return Error(ErrorCode::kInvalid,
                   name_ + ": columns names neither \"question\" nor \"claim\"");
    }
    if (!file_.columns.contains("says") && !file_.columns.contains("statement")) {
      return Error(ErrorCode::kInvalid,
                   name_ + ": columns names neither \"says\" nor \"statement\"");
    }
    return std::move(file_);
  }

 private:
  Error bad(const toml::node& node, std::string_view what) const {
    return Error(ErrorCode::kInvalid,
                 fmt::format("{}:{}: {}", name_, node.source().begin.line, what));
  }

  Result<std::string> text(const toml::node& node, std::string_view key) const {
    const auto* value = node.as_string();
    if (value == nullptr) return bad(node, fmt::format("{} is not a text", key));
    return value->get();
  }

  Result<std::vector<std::string>> list(const toml::node& node, std::string_view key) const {
    std::vector<std::string> out;
    if (const auto* one = node.as_string()) return std::vector<std::string>{one->get()};
    const auto* items = node.as_array();
    if (items == nullptr) return bad(node, fmt::format("{} is not a text or list of texts", key));
    for (const toml::node& item : *items) {
      RF_TRY_ASSIGN(std::string value, text(item, key));
      out.push_back(std::move(value));
    }
    return out;
  }

  Result<> texts(const toml::node& node, std::string_view key,
                 std::map<std::string, std::string>& out) const {
    const auto* table = node.as_table();
    if (table == nullptr) return bad(node, fmt::format("{} is not a table", key));
    for (const auto& [name, item] : *table) {
      RF_TRY_ASSIGN(std::string value, text(item, name.str()));
      out.emplace(name.str(), std::move(value));
    }
    return {};
  }

  Result<> known(const toml::node& node, std::string_view table, std::string_view column) const {
    const ColumnHeading* found = column_of(column);
    const bool id = column == "question" || column == "claim";
    if (found != nullptr && (found->input || (id && table == "columns"))) return {};
    return bad(node, fmt::format("{}: no column \"{}\"; allowed: {}says, statement, name, title, "
                                 "entity, date, version, source, valid_until",
                                 table, column, table == "columns" ? "question, claim, " : ""));
  }

  Result<> questions(const toml::node& node) {
    const auto* table = node.as_table();
    if (table == nullptr) return bad(node, "questions is not a table");
    for (const auto& [name, item] : *table) {
      RF_TRY_ASSIGN(file_.questions[std::string(name.str())], list(item, name.str()));
    }
    return {};
  }

  std::string name_;
  ColumnFile file_;
};

}  // namespace

Result<ColumnFile> parse_column_file(std::string_view toml, std::string_view name) {
  if (toml.size() > kBytesMax) {
    return Error(ErrorCode::kTooLarge, fmt::format("{}: more than {} bytes", name, kBytesMax));
  }
  try {
    const toml::table root = toml::parse(toml, std::string(name));
    return ColumnFileReader(name).read(root);
  } catch (const toml::parse_error& failure) {
    return Error(ErrorCode::kInvalid, fmt::format("{}:{}: {}", name, failure.source().begin.line,
                                                  failure.description()));
  }
}

}  // namespace ringfence::review
