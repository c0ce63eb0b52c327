#include "review/probe_kafka/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#define TOML_HEADER_ONLY 0
#include <toml++/toml.h>

namespace ringfence::review {
namespace {

constexpr std::size_t kFieldsMax = 10'000;
constexpr std::string_view kForms[] = {"clear", "token", "sealed", "aggregate", "absent"};

Error wrong(const std::string& where, std::string_view what) {
  return Error(ErrorCode::kInvalid, fmt::format("field list, {}: {}", where, what));
}

Result<void> add(std::vector<DeclaredField>& out, const std::string& where, DeclaredField field) {
  if (field.field.empty()) return wrong(where, "the field has no name");
  if (std::find(std::begin(kForms), std::end(kForms), field.form) == std::end(kForms))
    return wrong(where, "the form must be clear, token, sealed, aggregate or absent");
  if (out.size() == kFieldsMax) return wrong(where, "more than 10,000 fields");
  out.push_back(std::move(field));
  return {};
}

Result<std::vector<DeclaredField>> parse_toml(const std::string& text) {
  std::vector<DeclaredField> out;
  try {
    const toml::table root = toml::parse(text);
    const toml::array* fields = root["field"].as_array();
    if (fields == nullptr) return wrong("TOML", "[[field]] is no list of tables");
    for (const auto& node : *fields) {
      const std::string where = fmt::format("[[field]] {}", out.size() + 1);
      const toml::table* table = node.as_table();
      if (table == nullptr) return wrong(where, "no table");
      RF_TRY(
          add(out, where,
              {(*table)["name"].value_or(std::string()), (*table)["form"].value_or(std::string()),
               (*table)["destination"].value_or(std::string())}));
    }
  } catch (const toml::parse_error& error) {
    return wrong(fmt::format("line {}", error.source().begin.line), error.description());
  }
  return out;
}

Result<std::vector<DeclaredField>> parse_lines(const std::string& text) {
  std::vector<DeclaredField> out;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t first = line.find('\t');
    if (first == std::string::npos)
      return wrong(fmt::format("line {}", number), "expected field, form, destination with tabs");
    const std::size_t second = line.find('\t', first + 1);
    DeclaredField field{line.substr(0, first), line.substr(first + 1, second - first - 1),
                        second == std::string::npos ? "" : line.substr(second + 1)};
    if (number == 1 && field.form == "form") continue;
    RF_TRY(add(out, fmt::format("line {}", number), std::move(field)));
  }
  return out;
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

bool speaks_of(const DeclaredField& field, NameKind kind) {
  const std::string name = lower(field.field);
  const auto has = [&name](std::string_view part) { return name.find(part) != std::string::npos; };
  switch (kind) {
    case NameKind::kTopic:
      return has("topic");
    case NameKind::kGroup:
      return has("group");
    case NameKind::kClientId:
      return has("client") && !has("host") && !has("address");
    case NameKind::kPrincipal:
      return has("principal") || has("user");
    case NameKind::kHost:
      return has("host") || has("address");
  }
  return false;
}

// The form that shows most, where several fields speak of one kind.
int openness(std::string_view form) {
  return form == "clear" ? 3 : form == "token" ? 2 : form == "sealed" ? 1 : 0;
}

}  // namespace

std::string_view name_kind_text(NameKind kind) {
  switch (kind) {
    case NameKind::kTopic:
      return "topic";
    case NameKind::kGroup:
      return "group";
    case NameKind::kClientId:
      return "client id";
    case NameKind::kPrincipal:
      return "principal";
    case NameKind::kHost:
      return "host";
  }
  return "name";
}

Result<std::vector<DeclaredField>> parse_field_list(const std::string& text) {
  auto fields = text.find("[[field]]") != std::string::npos ? parse_toml(text) : parse_lines(text);
  if (fields && fields->empty()) return wrong("file", "no field in it");
  return fields;
}

NameReport apply_field_list(const std::vector<DeclaredField>& fields, const Names& names,
                            const std::vector<std::string>& words) {
  std::vector<std::string> needles;
  for (const std::string& word : words) {
    if (!word.empty()) needles.push_back(lower(word));
  }
  NameReport report;
  for (const NameKind kind : kNameKinds) {
    auto& of_kind = report.kinds[kind];
    const auto found = names.found.find(kind);
    if (found != names.found.end()) of_kind.names = static_cast<std::int64_t>(found->second.size());
    const DeclaredField* field = nullptr;
    for (const DeclaredField& declared : fields) {
      if (!speaks_of(declared, kind)) continue;
      if (field == nullptr || openness(declared.form) > openness(field->form)) field = &declared;
    }
    of_kind.declared = field != nullptr;
    if (field == nullptr || found == names.found.end() || openness(field->form) == 0) continue;
    const bool clear = field->form == "clear";
    for (const std::string& name : found->second) {
      ++(clear ? of_kind.leaving_clear : of_kind.leaving_hidden);
      NameExit leaving{kind, name, field->form, field->destination, ""};
      const std::string folded = lower(name);
      for (const std::string& needle : needles) {
        if (folded.find(needle) == std::string::npos) continue;
        leaving.word = needle;
        if (clear) ++of_kind.flagged;
        break;
      }
      report.exits.push_back(std::move(leaving));
    }
  }
  return report;
}

}  // namespace ringfence::review
