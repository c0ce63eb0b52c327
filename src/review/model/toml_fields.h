// Reads the review's TOML files strictly: a key that is not known, or a value outside what is
// allowed, is an error that names file, key and what is allowed. toml++ stays behind this header.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ringfence::review {

// One table of a document. Reading remembers the first error; ask `finish()` at the end.
class TomlFields {
 public:
  // kInvalid with file and line when the text is no TOML. At most 1 MiB.
  static Result<TomlFields> parse(std::string_view toml, std::string_view file);

  bool has(std::string_view key) const;
  // "" when absent. Control characters are refused: these texts go into evidence.
  std::string text(std::string_view key);
  std::string one_of(std::string_view key, std::initializer_list<std::string_view> allowed);
  std::string date(std::string_view key);  // YYYY-MM-DD, quoted or a TOML date; or ""
  std::int64_t number(std::string_view key, std::int64_t least, std::int64_t most,
                      std::int64_t absent);
  std::vector<std::string> texts(std::string_view key);
  TomlFields table(std::string_view key);                // empty when absent
  std::vector<TomlFields> tables(std::string_view key);  // of an array of tables
  // Every table below `key`, by its name, in the order of names.
  std::vector<std::pair<std::string, TomlFields>> named_tables(std::string_view key);
  void fail(std::string_view key, std::string_view what);
  // Refuses what was never asked for: unknown keys, with those that are known.
  Result<> finish() const;

  struct Shared;
  struct Node;

 private:
  TomlFields(std::shared_ptr<Shared> shared, std::shared_ptr<Node> node);
  std::shared_ptr<Shared> shared_;  // shared: every table of a document reports into one place
  std::shared_ptr<Node> node_;
};

std::string quote_toml(std::string_view text);  // a basic string with its quotation marks

}  // namespace ringfence::review
