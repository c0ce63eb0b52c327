#include "review/commands/probe_options.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>

#include "evidence/files.h"

namespace ringfence::review {
namespace {

bool names(const std::vector<std::string>& given, const std::string& option) {
  return std::any_of(given.begin(), given.end(), [&](const std::string& word) {
    return word == option || word.starts_with(option + "=");
  });
}

// The value after "--name" or "--name=".
std::string value_of(const std::vector<std::string>& words, const std::string& option) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == option && i + 1 < words.size()) return words[i + 1];
    if (words[i].starts_with(option + "=")) return words[i].substr(option.size() + 1);
  }
  return "";
}

Result<> add_value(const std::string& option, const toml::node& node, bool listed,
                   std::vector<std::string>& out) {
  if (const auto text = node.value_exact<std::string>()) {
    out.push_back(option + "=" + *text);
  } else if (const auto number = node.value_exact<std::int64_t>()) {
    out.push_back(fmt::format("{}={}", option, *number));
  } else if (const auto yes = node.value_exact<bool>(); yes && !listed) {
    if (*yes) out.push_back(option);
  } else if (const toml::array* list = node.as_array(); list != nullptr && !listed) {
    for (const toml::node& one : *list) RF_TRY(add_value(option, one, true, out));
  } else {
    return Error(ErrorCode::kInvalid,
                 fmt::format("probes.toml:{}: {} must be a text, a whole number, true, false or a "
                             "list of them",
                             node.source().begin.line, option.substr(2)));
  }
  return {};
}

std::string only_subject(const std::filesystem::path& review) {
  std::string found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(review / "subjects", error)) {
    if (!std::filesystem::exists(entry.path() / "subject.toml", error)) continue;
    if (!found.empty()) return "";
    found = entry.path().filename();
  }
  return found;
}

}  // namespace

Result<std::vector<std::string>> probes_named(std::string_view toml) {
  std::vector<std::string> out;
  try {
    for (const auto& [key, value] : toml::parse(toml, std::string_view("probes.toml"))) {
      if (value.is_table()) out.emplace_back(key.str());
    }
  } catch (const toml::parse_error& error) {
    return Error(ErrorCode::kInvalid,
                 fmt::format("probes.toml:{}: {}", error.source().begin.line, error.description()));
  }
  return out;
}

Result<std::vector<std::string>> probe_options(std::string_view toml, std::string_view probe,
                                               const std::vector<std::string>& given) {
  std::vector<std::string> out;
  try {
    const toml::table document = toml::parse(toml, std::string_view("probes.toml"));
    const toml::node* node = document.get(probe);
    if (node == nullptr) return out;
    if (!node->is_table()) {
      return Error(ErrorCode::kInvalid, fmt::format("probes.toml: {} must be a table", probe));
    }
    for (const auto& [key, value] : *node->as_table()) {
      std::string option = "--" + std::string(key.str());
      std::replace(option.begin(), option.end(), '_', '-');
      if (!names(given, option)) RF_TRY(add_value(option, value, false, out));
    }
  } catch (const toml::parse_error& error) {
    return Error(ErrorCode::kInvalid,
                 fmt::format("probes.toml:{}: {}", error.source().begin.line, error.description()));
  }
  return out;
}

Result<std::vector<std::vector<std::string>>> with_probe_options(
    std::vector<std::string> arguments) {
  const auto probe = std::find(arguments.begin(), arguments.end(), "probe");
  std::vector<std::vector<std::string>> lines = {arguments};
  if (probe == arguments.end() || probe + 1 == arguments.end()) return lines;
  const auto at = static_cast<std::size_t>(probe + 1 - arguments.begin());
  std::string review = value_of(arguments, "--review");
  if (review.empty()) review = ".";
  std::string subject = value_of(arguments, "--subject");
  if (subject.empty()) subject = only_subject(review);
  if (subject.empty() || arguments[at].starts_with("-")) return lines;
  const auto text = evidence::read_file(
      std::filesystem::path(review) / "subjects" / subject / "probes.toml", 1U << 20);
  if (!text) return lines;
  if (arguments[at] == "all") {
    RF_TRY_ASSIGN(const std::vector<std::string> names, probes_named(*text));
    if (names.empty()) {
      return Error(ErrorCode::kInvalid, "probes.toml: no probe has options there yet");
    }
    lines.assign(names.size(), arguments);
    for (std::size_t i = 0; i < names.size(); ++i) lines[i][at] = names[i];
  }
  for (std::vector<std::string>& line : lines) {
    RF_TRY_ASSIGN(const std::vector<std::string> more, probe_options(*text, line[at], line));
    line.insert(line.end(), more.begin(), more.end());
  }
  return lines;
}

}  // namespace ringfence::review
