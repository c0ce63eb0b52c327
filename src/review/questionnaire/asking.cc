#include "review/questionnaire/asking.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

namespace ringfence::review {
namespace {

constexpr std::string_view kType = "ringfence-asked/v1";
constexpr std::size_t kBytesMax = 16U << 20;
constexpr std::size_t kAskingsMax = 10000;

Error bad(std::string_view what) {
  return Error(ErrorCode::kInvalid, fmt::format("asked.json: {}", what));
}

Result<std::string> text_of(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) {
    return bad(fmt::format("\"{}\" is missing or not a text", name));
  }
  return found->get<std::string>();
}

Result<Asking> asking_of(const nlohmann::json& object) {
  if (!object.is_object()) return bad("an asking that is not an object");
  Asking asking;
  RF_TRY_ASSIGN(asking.date, text_of(object, "date"));
  RF_TRY_ASSIGN(asking.by, text_of(object, "by"));
  RF_TRY_ASSIGN(asking.to, text_of(object, "to"));
  RF_TRY_ASSIGN(asking.question_set, text_of(object, "question_set"));
  RF_TRY_ASSIGN(asking.file, text_of(object, "file"));
  if (!is_date(asking.date)) return bad("\"date\" is not YYYY-MM-DD: " + asking.date);
  const auto claims = object.find("claims");
  if (claims == object.end() || !claims->is_array()) return bad("\"claims\" is missing");
  for (const nlohmann::json& claim : *claims) {
    if (!claim.is_string()) return bad("\"claims\" holds something else than texts");
    asking.claims.push_back(claim.get<std::string>());
  }
  return asking;
}

}  // namespace

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto number = [&](std::size_t from, std::size_t size) {
    int value = -1;
    const char* end = text.data() + from + size;
    const auto [at, failure] = std::from_chars(text.data() + from, end, value);
    return failure == std::errc() && at == end ? value : -1;
  };
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (month < 1 || day < 1) return false;
  const std::chrono::year_month_day date(std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  return date.ok() && static_cast<int>(date.year()) >= 1970;
}

std::string format_askings(const std::vector<Asking>& askings) {
  nlohmann::ordered_json out;
  out["type"] = kType;
  out["askings"] = nlohmann::ordered_json::array();
  for (const Asking& asking : askings) {
    out["askings"].push_back({{"date", asking.date},
                              {"by", asking.by},
                              {"to", asking.to},
                              {"question_set", asking.question_set},
                              {"file", asking.file},
                              {"claims", asking.claims}});
  }
  return out.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

Result<std::vector<Asking>> parse_askings(std::string_view json) {
  if (json.size() > kBytesMax) return bad(fmt::format("more than {} bytes", kBytesMax));
  const nlohmann::json document = nlohmann::json::parse(json, nullptr, false);
  if (document.is_discarded() || !document.is_object()) return bad("not a JSON object");
  RF_TRY_ASSIGN(const std::string type, text_of(document, "type"));
  if (type != kType) return bad(fmt::format("\"type\" is {}, not {}", type, kType));
  const auto list = document.find("askings");
  if (list == document.end() || !list->is_array()) return bad("\"askings\" is missing");
  if (list->size() > kAskingsMax) return bad(fmt::format("more than {} askings", kAskingsMax));
  std::vector<Asking> askings;
  for (const nlohmann::json& object : *list) {
    RF_TRY_ASSIGN(Asking asking, asking_of(object));
    askings.push_back(std::move(asking));
  }
  return askings;
}

std::map<std::string, std::string> asked_since(const std::vector<Asking>& askings) {
  std::map<std::string, std::string> since;
  for (const Asking& asking : askings) {
    for (const std::string& claim : asking.claims) {
      const auto [at, first] = since.emplace(claim, asking.date);
      if (!first && asking.date < at->second) at->second = asking.date;
    }
  }
  return since;
}

}  // namespace ringfence::review
