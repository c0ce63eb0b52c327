// The one table of configuration keys.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "config/config.h"

namespace ringfence::config {

enum class Section : std::uint8_t {
  kNetwork,
  kMemory,
  kStorage,
  kMetadata,
  kTopics,
  kGroups,
  kLogs
};

using Member = std::variant<bool Config::*, std::int64_t Config::*, std::string Config::*,
                            std::vector<std::string> Config::*>;

struct Key {
  std::string_view name;  // "connections.max.idle.ms": Kafka's name for Kafka things
  Section section;
  Member member;
  std::string_view default_value;  // as text; lists are separated by commas
  std::int64_t min = 0;            // integers only, inclusive
  std::int64_t max = 0;
  std::vector<std::string_view> allowed;  // strings only; empty: any
  std::string_view unit;                  // "ms", "bytes", ... or empty
  bool kafka = false;                     // a broker config of Kafka, shown by DescribeConfigs
  bool dynamic = false;                   // may change while the process runs
  std::string_view help;
};

// All keys, in the order of the documentation. Built once; lives for ever.
std::span<const Key> key_table();
const Key* find_key(std::string_view name);

std::string_view section_title(Section section);
std::string_view type_name(const Key& key);    // "boolean", "integer", "string", "list"
std::string allowed_text(const Key& key);      // "1 to 100", "true or false", ...
std::string flag_name(const Key& key);         // "--connections-max-idle-ms"
std::string environment_name(const Key& key);  // "RINGFENCE_CONNECTIONS_MAX_IDLE_MS"

Config default_config();
// Parses and checks; `source` is where the value came from and opens the error, which names key,
// value and what is allowed.
Result<void> set_value(Config& config, const Key& key, std::string_view text,
                       std::string_view source);
// The current value in the form that set_value takes.
std::string value_text(const Config& config, const Key& key);

}  // namespace ringfence::config
