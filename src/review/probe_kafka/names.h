// Which of the customer's names would leave, by the vendor's own list of fields: nothing is
// captured here, the list is taken at its word and applied to the names that exist.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kafka/client/cluster_client.h"

namespace ringfence::review {

enum class NameKind : std::uint8_t { kTopic, kGroup, kClientId, kPrincipal, kHost };
inline constexpr NameKind kNameKinds[] = {NameKind::kTopic, NameKind::kGroup, NameKind::kClientId,
                                          NameKind::kPrincipal, NameKind::kHost};
std::string_view name_kind_text(NameKind kind);

// One row of the vendor's list. `form`: clear, token, sealed, aggregate or absent.
struct DeclaredField {
  std::string field, form, destination;
};
// TOML ([[field]] tables with name, form, destination) when the text has such a table, else
// tab-separated lines: field, form, destination. kInvalid names line or table. At most 10,000.
Result<std::vector<DeclaredField>> parse_field_list(const std::string& text);

struct Names {
  std::map<NameKind, std::vector<std::string>> found;  // sorted, without doubles
  std::map<NameKind, std::string> problems;            // why a kind could not be looked at
};

struct NameExit {
  NameKind kind;
  std::string name, form, destination;
  std::string word;  // of the customer's list, that the name holds; empty: none
};
struct NameReport {
  struct OfKind {
    std::int64_t names = 0, leaving_clear = 0, leaving_hidden = 0, flagged = 0;
    bool declared = false;  // the list says something of this kind
  };
  std::map<NameKind, OfKind> kinds;
  std::vector<NameExit> exits;  // of names that leave in any form
};
// A kind that the list does not name counts as not declared, never as absent. Upper and lower case
// do not matter for words.
NameReport apply_field_list(const std::vector<DeclaredField>& fields, const Names& names,
                            const std::vector<std::string>& words);

}  // namespace ringfence::review
