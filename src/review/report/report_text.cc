#include "review/report/report_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "review/workbook/table.h"

namespace ringfence::review {
namespace {

// The code point that starts at `at` of valid UTF-8, and its length.
struct CodePoint {
  std::uint32_t value = 0;
  std::size_t size = 1;
};

CodePoint code_point(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  std::uint32_t value = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size && at + i < text.size(); ++i) {
    value = (value << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  return {value, std::min(size, text.size() - at)};
}

// Turns the direction of writing, joins or hides: a reader would not see what stands there.
bool is_invisible(std::uint32_t c) {
  return c == 0xAD || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0x80 && c <= 0x9F) || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

struct VerdictWords {
  std::string_view mark, css, meaning, lead;
};

constexpr std::array<VerdictWords, verifier::kVerdicts> kVerdictWords = {{
    {"\u2716", "contradicted",
     "at least one result says the opposite of the claim, and no later run of the same probe over "
     "as many things replaced it. It outweighs everything else.",
     "Found otherwise: "},
    {"?", "unknown",
     "nothing that counts was measured or answered. The reason stands beside it: not built, not "
     "measured, not asked, or asked and unanswered since a date. It means neither yes nor no.",
     "Not known: "},
    {"\u25D4", "stale",
     "there was evidence, but it is older than the question allows, or build, configuration or "
     "policy have changed since. It no longer counts.",
     "Out of date: "},
    {"\u275D", "attested",
     "a named person or organisation says so. Their word, with date and end date; nobody measured "
     "it.",
     "Said: "},
    {"\u25CF", "measured",
     "somebody named looked, at the time and over the part stated, and saw it so. It says nothing "
     "about other times or about what was not looked at.",
     "Measured: "},
    {"\u25A0", "proven",
     "recomputed from bytes and public keys that the reader holds, in the run that graded this. "
     "It is about those bytes, not about the world.",
     "Recomputed: "},
}};

const VerdictWords& words_of(verifier::Verdict verdict) {
  return kVerdictWords[static_cast<std::size_t>(verdict)];
}

}  // namespace

std::string shown(std::string_view text) {
  const std::string safe = storable_text(text);
  std::string out;
  out.reserve(safe.size());
  for (std::size_t at = 0; at < safe.size();) {
    const CodePoint point = code_point(safe, at);
    if (is_invisible(point.value)) {
      out += fmt::format("[U+{:04X}]", point.value);
    } else {
      out.append(safe, at, point.size);
    }
    at += point.size;
  }
  return out;
}

std::string clipped(std::string_view text, std::size_t bytes, std::string_view whole_in) {
  if (text.size() <= bytes) return std::string(text);
  std::size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return fmt::format("{} [... {} more bytes; the whole text is in {}]", text.substr(0, end),
                     text.size() - end, whole_in);
}

std::string markdown_escape(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_{}[]>#|~!";
  std::string out;
  bool line_start = true;
  for (const char c : text) {
    if (c == '\n') {
      out += "<br>";
      line_start = true;
      continue;
    }
    if (c == '<' || c == '&') {  // an entity: not every renderer knows a backslash before these
      out += c == '<' ? "&lt;" : "&amp;";
      line_start = false;
      continue;
    }
    const bool list = line_start && (c == '-' || c == '+' || c == '=' || c == ':');
    if (kMarkup.find(c) != std::string_view::npos || list) out += '\\';
    out += c;
    line_start = line_start && (c == ' ' || c == '\t');
  }
  return out;
}

std::string_view verdict_mark(verifier::Verdict verdict) { return words_of(verdict).mark; }
std::string_view verdict_class(verifier::Verdict verdict) { return words_of(verdict).css; }
std::string_view verdict_meaning(verifier::Verdict verdict) { return words_of(verdict).meaning; }
std::string_view verdict_lead(verifier::Verdict verdict) { return words_of(verdict).lead; }

std::string scope_words(const evidence::Scope& scope) {
  std::vector<std::string> parts;
  const evidence::System& system = scope.system;
  std::string on = system.deployment.empty() ? system.product : system.deployment;
  std::vector<std::string> inside;
  if (!system.cluster.empty()) inside.push_back("cluster " + system.cluster);
  if (scope.environment != "production") inside.push_back(scope.environment);
  if (!inside.empty()) on += " (" + joined(inside, ", ") + ")";
  parts.push_back(on.empty() ? std::string("the system named on page one") : on);
  if (!scope.build.empty()) parts.push_back("build " + scope.build);
  return shown(joined(parts, ", "));
}

std::string scoped(const ReportInput& input, std::string_view from, std::string_view to,
                   std::string_view text) {
  const std::string on = scope_words(input.view.scope);
  if (from.empty() || from == to) {
    return fmt::format("At {}, on {}: {}", to.empty() ? input.created : std::string(to), on, text);
  }
  return fmt::format("Between {} and {}, on {}: {}", from, to, on, text);
}

std::string type_words(std::string_view type) {
  static const std::map<std::string_view, std::string_view> kWords = {
      {"field-inventory", "list of fields"},
      {"egress-frame-ledger", "ledger of what left"},
      {"egress-reconciliation", "count of what left against an independent meter"},
      {"egress-decrypt", "decrypted capture"},
      {"sealed-name", "sealed names"},
      {"canary-scan", "search for planted markers"},
      {"config-snapshot", "reading of settings"},
      {"cloudtrail-chain", "provider's log chain"},
      {"object-inventory", "listing of objects"},
      {"policy-theorem", "evaluation of policy texts"},
      {"revocation-drill", "drill of taking a right away"},
      {"key-custody", "reading of a key's custody"},
      {"retention-probe", "probe of retention"},
      {"export-manifest", "export record"},
      {"import-report", "import record"},
      {"rehearsal", "trial run"},
      {"build-provenance", "origin of a build"},
      {"runtime-identity", "identity of what runs"},
      {"attestation", "statement of a person or entity"},
  };
  const auto found = kWords.find(type);
  return std::string(found == kWords.end() ? type : found->second);
}

std::string grade_words(std::string_view grade) {
  if (grade == "P") return "recomputable";
  return grade == "M" ? "measurement" : "statement";
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

std::string day_of(std::string_view time) { return std::string(time.substr(0, 10)); }

const std::vector<std::string_view>& words_not_used() {
  static const std::vector<std::string_view> kWords = {
      "complian", "compliant", "guarantee", "certified", "anonymous", "impossible", "never"};
  return kWords;
}

}  // namespace ringfence::review
