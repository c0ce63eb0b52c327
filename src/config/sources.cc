#include "config/sources.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#define TOML_HEADER_ONLY 0
#include <toml++/toml.h>

namespace ringfence::config {
namespace {

std::string where(std::string_view path, const toml::source_region& region) {
  return fmt::format("{}:{}", path, region.begin.line);
}

Result<std::string> node_text(const toml::node& node, const std::string& source,
                              const std::string& name) {
  if (const auto* value = node.as_string()) return value->get();
  if (const auto* value = node.as_integer()) return std::to_string(value->get());
  if (const auto* value = node.as_boolean()) return std::string(value->get() ? "true" : "false");
  if (const auto* list = node.as_array()) {
    std::string text;
    for (const toml::node& item : *list) {
      const auto* value = item.as_string();
      if (value == nullptr) {
        return Error(ErrorCode::kInvalid,
                     fmt::format("{}: {} is a list of something else than text; allowed: "
                                 "a list of strings",
                                 source, name));
      }
      if (!text.empty()) text += ',';
      text += value->get();
    }
    return text;
  }
  return Error(ErrorCode::kInvalid,
               fmt::format("{}: {} is of a type that is not allowed; allowed: text, an "
                           "integer, true or false, a list of strings",
                           source, name));
}

std::string nearest(std::string_view name);

Result<void> apply_table(Config& config, const toml::table& table, const std::string& prefix,
                         std::string_view path) {
  for (const auto& [part, node] : table) {
    const std::string name = prefix + std::string(part.str());
    const std::string source = where(path, part.source());
    if (const Key* key = find_key(name); key != nullptr && !node.is_table()) {
      RF_TRY_ASSIGN(const std::string text, node_text(node, source, name));
      RF_TRY(set_value(config, *key, text, source));
    } else if (node.is_table()) {
      RF_TRY(apply_table(config, *node.as_table(), name + ".", path));
    } else {
      return Error(ErrorCode::kInvalid,
                   fmt::format("{}: there is no key {}{}", source, name, nearest(name)));
    }
  }
  return {};
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

// A hint when the name looks like a slip of the pen.
std::string nearest(std::string_view name) {
  const std::string_view shown = name.substr(0, 100);
  std::string_view best;
  std::size_t best_distance = 4;
  for (const Key& key : key_table()) {
    const std::size_t distance = edit_distance(shown, key.name);
    if (distance < best_distance) {
      best = key.name;
      best_distance = distance;
    }
  }
  return best.empty() ? "; `ringfence config` lists all" : fmt::format("; did you mean {}?", best);
}

Result<std::string> read_file(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  if (!file) return Error(ErrorCode::kNotFound, fmt::format("{}: cannot be opened", path));
  std::string text;
  char buffer[4096];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file.get())) {
    text.append(buffer, count);
    if (text.size() > 1024 * 1024)
      return Error(ErrorCode::kTooLarge, fmt::format("{}: over 1 MiB", path));
  }
  return text;
}

std::string toml_value(const Config& config, const Key& key) {
  const std::string text = value_text(config, key);
  if (type_name(key) == "integer" || type_name(key) == "boolean") return text;
  const auto quoted = [](std::string_view raw) {
    std::string out = "\"";
    for (const char c : raw) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    return out + "\"";
  };
  if (type_name(key) == "string") return quoted(text);
  std::string list;
  for (const std::string& item : config.*std::get<3>(key.member)) {
    if (!list.empty()) list += ", ";
    list += quoted(item);
  }
  return "[" + list + "]";
}

void append_wrapped(std::string& out, std::string_view text) {
  std::string line = "#";
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    if (line.size() + 1 + word.size() > 100) {
      out += line + "\n";
      line = "#";
    }
    line += ' ';
    line += word;
    text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
  }
  out += line + "\n";
}

}  // namespace

Result<void> apply_file(Config& config, std::string_view toml, std::string_view path) {
  try {
    const toml::table table = toml::parse(toml, path);
    return apply_table(config, table, "", path);
  } catch (const toml::parse_error& error) {
    return Error(ErrorCode::kInvalid,
                 fmt::format("{}: {}", where(path, error.source()), error.description()));
  }
}

Result<void> apply_environment(Config& config, const Environment& environment) {
  for (const Key& key : key_table()) {
    const std::string name = environment_name(key);
    if (const char* value = environment(name.c_str())) RF_TRY(set_value(config, key, value, name));
  }
  return {};
}

Result<void> apply_flags(Config& config, const Flags& flags) {
  for (const auto& [name, value] : flags) {
    const Key* key = find_key(name);
    if (key == nullptr) {
      return Error(ErrorCode::kInvalid, fmt::format("there is no key {}{}", name, nearest(name)));
    }
    RF_TRY(set_value(config, *key, value, flag_name(*key)));
  }
  return {};
}

Result<Config> load(const std::string& path, const Environment& environment, const Flags& flags) {
  Config config = default_config();
  if (!path.empty()) {
    RF_TRY_ASSIGN(const std::string text, read_file(path));
    RF_TRY(apply_file(config, text, path));
  }
  RF_TRY(apply_environment(config, environment));
  RF_TRY(apply_flags(config, flags));
  RF_TRY(check(config));
  return config;
}

Result<void> check(const Config& config) {
  const auto fail = [](std::string text) { return Error(ErrorCode::kInvalid, std::move(text)); };
  if (config.listeners.empty()) return fail("listeners is empty; allowed: at least one HOST:PORT");
  if (!config.advertised_listeners.empty() &&
      config.advertised_listeners.size() != config.listeners.size()) {
    return fail(fmt::format(
        "advertised.listeners has {} addresses; allowed: none, or one for each of the {} "
        "listeners",
        config.advertised_listeners.size(), config.listeners.size()));
  }
  if (config.data_dir.empty()) return fail("data.dir = \"\" is not allowed; allowed: a directory");
  return {};
}

std::string to_file(const Config& config) {
  std::string out =
      "# Ringfence configuration. Every key with its value; a missing key has its default.\n"
      "# Flags go before environment variables, those before this file.\n";
  const Key* previous = nullptr;
  for (const Key& key : key_table()) {
    if (previous == nullptr || previous->section != key.section) {
      out += fmt::format("\n# ---- {} ----\n", section_title(key.section));
    }
    previous = &key;
    out += '\n';
    append_wrapped(out, key.help);
    append_wrapped(out, fmt::format("{}: {}. {}, {}", type_name(key), allowed_text(key),
                                    flag_name(key), environment_name(key)));
    out += fmt::format("\"{}\" = {}\n", key.name, toml_value(config, key));
  }
  return out;
}

std::string to_markdown() {
  std::string out =
      "# Configuration\n\n"
      "Written by `ringfence config --markdown` from `src/config/key_table.cc`; a test finds a "
      "difference.\n\n"
      "A key can be set in a TOML file (`--config FILE`, keys in quotes), by an environment "
      "variable and by a flag.\n"
      "Flags go before environment variables, those before the file. `ringfence config` prints a "
      "commented file.\n"
      "The flag and the variable follow from the name: `num.partitions` is `--num-partitions` and\n"
      "`RINGFENCE_NUM_PARTITIONS`. `ringfence dev` has short forms: `--data` (`data.dir`), "
      "`--kafka` (`listeners`) and\n"
      "`--http` (`http.address`). No key can change while the process runs, as yet.\n";
  const Config defaults = default_config();
  const Key* previous = nullptr;
  for (const Key& key : key_table()) {
    if (previous == nullptr || previous->section != key.section) {
      out += fmt::format(
          "\n## {}\n\n| key | type | default | allowed | meaning |\n|---|---|---|---|---|\n",
          section_title(key.section));
    }
    previous = &key;
    const std::string value = value_text(defaults, key);
    out += fmt::format("| `{}` | {} | {} | {} | {} |\n", key.name, type_name(key),
                       value.empty() ? "(empty)" : "`" + value + "`", allowed_text(key), key.help);
  }
  return out;
}

}  // namespace ringfence::config
