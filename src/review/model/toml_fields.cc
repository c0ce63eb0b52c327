#include "review/model/toml_fields.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <set>

#include "review/model/times.h"

namespace ringfence::review {

struct TomlFields::Shared {
  std::string file;
  std::string error;
  toml::table document;                                  // owns every node
  std::vector<std::shared_ptr<TomlFields::Node>> nodes;  // every table that was read
};

struct TomlFields::Node {
  std::string path;                    // "question.K3", for messages
  const toml::table* table = nullptr;  // null: absent
  std::set<std::string, std::less<>> known;
  bool open = false;  // any key is a name: named_tables()
};

namespace {

constexpr std::size_t kTomlBytesMax = 1U << 20;

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::string join_names(const std::set<std::string, std::less<>>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

}  // namespace

TomlFields::TomlFields(std::shared_ptr<Shared> shared, std::shared_ptr<Node> node)
    : shared_(std::move(shared)), node_(std::move(node)) {
  shared_->nodes.push_back(node_);
}

Result<TomlFields> TomlFields::parse(std::string_view toml, std::string_view file) {
  if (toml.size() > kTomlBytesMax) {
    return Error(ErrorCode::kTooLarge, fmt::format("{}: at most 1 MiB", file));
  }
  auto shared = std::make_shared<Shared>();
  shared->file = file;
  try {
    shared->document = toml::parse(toml, file);
  } catch (const toml::parse_error& error) {
    return Error(ErrorCode::kInvalid,
                 fmt::format("{}:{}: {}", file, error.source().begin.line, error.description()));
  }
  auto node = std::make_shared<Node>();
  node->table = &shared->document;
  return TomlFields(std::move(shared), std::move(node));
}

void TomlFields::fail(std::string_view key, std::string_view what) {
  if (!shared_->error.empty()) return;
  const toml::node* at = node_->table == nullptr ? nullptr : node_->table->get(key);
  const auto line = at == nullptr ? 0U : at->source().begin.line;
  const std::string path = node_->path.empty() ? std::string(key)
                           : key.empty()       ? node_->path
                                               : fmt::format("{}.{}", node_->path, key);
  shared_->error = line == 0 ? fmt::format("{}: {} {}", shared_->file, path, what)
                             : fmt::format("{}:{}: {} {}", shared_->file, line, path, what);
}

bool TomlFields::has(std::string_view key) const {
  return node_->table != nullptr && node_->table->contains(key);
}

std::string TomlFields::text(std::string_view key) {
  node_->known.emplace(key);
  if (!has(key)) return "";
  const auto value = node_->table->get(key)->value_exact<std::string>();
  if (!value) {
    fail(key, "must be a text in quotation marks");
    return "";
  }
  if (has_control(*value)) fail(key, "holds a control character or line end");
  return *value;
}

std::string TomlFields::one_of(std::string_view key,
                               std::initializer_list<std::string_view> allowed) {
  const std::string value = text(key);
  if (value.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end()) {
    return value;
  }
  std::string list;
  for (const std::string_view one : allowed) list += (list.empty() ? "" : ", ") + std::string(one);
  fail(key, fmt::format("= \"{}\" is not allowed; allowed: {}", value, list));
  return "";
}

std::string TomlFields::date(std::string_view key) {
  node_->known.emplace(key);
  if (!has(key)) return "";
  const toml::node& node = *node_->table->get(key);
  std::string value;
  if (const auto date = node.value_exact<toml::date>()) {
    value = fmt::format("{:04}-{:02}-{:02}", date->year, date->month, date->day);
  } else if (const auto quoted = node.value_exact<std::string>()) {
    value = *quoted;
  }
  if (value.empty() && node.is_string()) return "";
  if (!parse_date(value)) fail(key, "must be a date as 2026-01-31");
  return value;
}

std::int64_t TomlFields::number(std::string_view key, std::int64_t least, std::int64_t most,
                                std::int64_t absent) {
  node_->known.emplace(key);
  if (!has(key)) return absent;
  const auto value = node_->table->get(key)->value_exact<std::int64_t>();
  if (value && *value >= least && *value <= most) return *value;
  fail(key, fmt::format("must be a whole number from {} to {}", least, most));
  return absent;
}

std::vector<std::string> TomlFields::texts(std::string_view key) {
  node_->known.emplace(key);
  std::vector<std::string> out;
  if (!has(key)) return out;
  const toml::array* list = node_->table->get(key)->as_array();
  if (list == nullptr) {
    fail(key, "must be a list of texts");
    return out;
  }
  for (const toml::node& node : *list) {
    const auto value = node.value_exact<std::string>();
    if (!value || has_control(*value)) {
      fail(key, "must be a list of texts without control characters");
      return out;
    }
    out.push_back(*value);
  }
  return out;
}

TomlFields TomlFields::table(std::string_view key) {
  node_->known.emplace(key);
  auto node = std::make_shared<Node>();
  node->path = node_->path.empty() ? std::string(key) : fmt::format("{}.{}", node_->path, key);
  if (has(key)) {
    node->table = node_->table->get(key)->as_table();
    if (node->table == nullptr) fail(key, "must be a table");
  }
  return {shared_, std::move(node)};
}

std::vector<TomlFields> TomlFields::tables(std::string_view key) {
  node_->known.emplace(key);
  std::vector<TomlFields> out;
  if (!has(key)) return out;
  const toml::array* list = node_->table->get(key)->as_array();
  if (list == nullptr) {
    fail(key, fmt::format("must be written as [[{}]]", key));
    return out;
  }
  for (const toml::node& one : *list) {
    auto node = std::make_shared<Node>();
    node->path = fmt::format("{}[{}]", key, out.size() + 1);
    node->table = one.as_table();
    if (node->table == nullptr) fail(key, fmt::format("must be written as [[{}]]", key));
    out.push_back(TomlFields(shared_, std::move(node)));
  }
  return out;
}

std::vector<std::pair<std::string, TomlFields>> TomlFields::named_tables(std::string_view key) {
  std::vector<std::pair<std::string, TomlFields>> out;
  TomlFields parent = table(key);
  parent.node_->open = true;
  if (parent.node_->table == nullptr) return out;
  for (const auto& [name, unused] : *parent.node_->table) {
    out.emplace_back(std::string(name.str()), parent.table(name.str()));
  }
  return out;
}

Result<> TomlFields::finish() const {
  if (!shared_->error.empty()) return Error(ErrorCode::kInvalid, shared_->error);
  for (const auto& node : shared_->nodes) {
    if (node->table == nullptr || node->open) continue;
    for (const auto& [name, value] : *node->table) {
      if (node->known.contains(name.str())) continue;
      const std::string path = node->path.empty() ? std::string(name.str())
                                                  : fmt::format("{}.{}", node->path, name.str());
      return Error(ErrorCode::kInvalid,
                   fmt::format("{}:{}: there is no key {}; allowed here: {}", shared_->file,
                               value.source().begin.line, path, join_names(node->known)));
    }
  }
  return {};
}

std::string quote_toml(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace ringfence::review
