#include "review/comparison/comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "review/model/times.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;

constexpr std::int64_t kDay = 86400;
constexpr std::size_t kCitedMax = 8;

std::string day_of(std::string_view time) { return std::string(time.substr(0, 10)); }

std::string plural(std::int64_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

// The item as a reader finds it again: code, type, beginning of its id.
std::string item_name(const ItemView& item) {
  return fmt::format("{} {} {}", item.code, item.type, item.id.substr(0, 8));
}

std::string cite(const ItemView& item) {
  std::string out =
      fmt::format("{}: {}, by {}, {}", item.result, item_name(item),
                  item.holder.empty() ? "an unknown key" : item.holder, day_of(item.to));
  if (!item.summary.empty()) out += ": " + item.summary;
  return out;
}

std::string cite(const AnswerView& answer) {
  std::string who = answer.signer;
  if (!answer.entity.empty()) who += (who.empty() ? "" : ", ") + answer.entity;
  std::string out = fmt::format("word: {}, {}, {}", answer.says, who, day_of(answer.answered));
  if (!answer.version.empty()) out += ", version " + answer.version;
  if (!answer.statement.empty()) out += ": " + answer.statement;
  return out;
}

const ItemView* item_of(const SubjectView& view, std::string_view id) {
  const auto found = std::find_if(view.items.begin(), view.items.end(),
                                  [&](const ItemView& item) { return item.id == id; });
  return found == view.items.end() ? nullptr : &*found;
}

// Both sides of a contradiction; words beside a measurement otherwise.
std::vector<std::string> citations(const SubjectView& view, const ClaimView& claim) {
  std::vector<std::string> cited;
  const auto add = [&](std::string text) {
    if (cited.size() < kCitedMax) cited.push_back(std::move(text));
  };
  if (claim.verdict.verdict == Verdict::kContradicted) {
    for (const std::string_view result : {"fails", "holds"}) {
      for (const std::size_t at : claim.items) {
        const ItemView& item = view.items[at];
        if (item.result == result && item.code != "E24") add(cite(item));
      }
    }
  }
  for (const std::size_t at : claim.answers) add(cite(view.answers[at]));
  return cited;
}

std::string unknown_reason(const ClaimView& claim) {
  std::string reason = claim.verdict.reason;
  const bool told = reason.find("since") != reason.npos || !claim.answers.empty();
  if (!claim.asked_since.empty() && !told) {
    reason += (reason.empty() ? "" : "; ") +
              fmt::format("asked and unanswered since {}", claim.asked_since);
  }
  return reason.empty() ? "not asked" : reason;
}

CompareLine claim_line(const SubjectView& view, const std::string& id) {
  CompareLine line;
  line.claim = id;
  const ClaimView* claim = view.claim(id);
  if (claim == nullptr) {
    line.reason = "not asked";
    return line;
  }
  const verifier::ClaimVerdict& verdict = claim->verdict;
  line.verdict = verdict.verdict;
  line.text = claim->text;
  line.by = verdict.by;
  line.date = day_of(verdict.at);
  line.until = verdict.until == "change" ? "a change" : day_of(verdict.until);
  line.reason = verdict.verdict == Verdict::kUnknown ? unknown_reason(*claim) : verdict.reason;
  for (const std::string& item_id : verdict.items) {
    const ItemView* item = item_of(view, item_id);
    if (!line.source.empty()) line.source += "; ";
    line.source += item == nullptr ? "item " + item_id.substr(0, 8) : item_name(*item);
  }
  if (!verdict.covers.empty() && verdict.verdict >= Verdict::kAttested) {
    line.source += (line.source.empty() ? "" : ", ") + verdict.covers;
  }
  line.cited = citations(view, *claim);
  if (!verdict.gap.empty()) line.cited.push_back("gap: " + verdict.gap);
  if (!claim->reopened.empty()) line.cited.push_back("reopened: " + claim->reopened);
  return line;
}

void finish(CompareCell& cell) {
  if (cell.lines.empty()) {
    CompareLine line;
    line.reason = "not asked";
    cell.lines.push_back(std::move(line));
  }
  cell.verdict = Verdict::kProven;
  for (std::size_t at = 0; at < cell.lines.size(); ++at) {
    const Verdict verdict = cell.lines[at].verdict;
    ++cell.counts[static_cast<std::size_t>(verdict)];
    cell.verdict = std::min(cell.verdict, verdict);
    // A contradiction leads, else what is known best.
    const Verdict lead = cell.lines[cell.lead].verdict;
    if (lead == Verdict::kContradicted) continue;
    if (verdict == Verdict::kContradicted || verdict > lead) cell.lead = at;
  }
}

CompareCell reviewed_cell(const SubjectView& view, const std::vector<std::string>& questions) {
  CompareCell cell;
  std::vector<std::string> seen;
  for (const std::string& id : questions) {
    const QuestionView* question = view.question(id);
    if (question == nullptr) continue;
    for (const std::string& claim : question->claims) {
      if (std::find(seen.begin(), seen.end(), claim) != seen.end()) continue;
      seen.push_back(claim);
      cell.lines.push_back(claim_line(view, claim));
    }
  }
  finish(cell);
  return cell;
}

CompareCell public_cell(const PublicFile& file, const std::vector<std::string>& questions,
                        std::int64_t now) {
  CompareCell cell;
  for (const std::string& id : questions) {
    for (CompareLine& line : public_lines(file, id, now)) cell.lines.push_back(std::move(line));
  }
  finish(cell);
  return cell;
}

CompareColumn reviewed_column(const SubjectView& view) {
  CompareColumn column;
  column.name = view.name;
  column.reviewed = true;
  column.about = view.about;
  column.counted = "claims of the question set";
  const auto& system = view.scope.system;
  column.notes.push_back(fmt::format("reviewed: {}, {}, environment {}, build {}", system.product,
                                     system.entity, view.scope.environment, view.scope.build));
  if (!view.to.empty()) {
    column.notes.push_back(
        fmt::format("evidence from {} to {}", day_of(view.from), day_of(view.to)));
  }
  return column;
}

CompareColumn public_column(const PublicFile& file, std::int64_t now) {
  CompareColumn column;
  column.name = file.name;
  column.about = file.about;
  column.counted = "public statements";
  column.notes.push_back("public words only, compiled by " + file.compiled_by + ", on " +
                         file.compiled_on);
  const std::int64_t end = parse_date(file.compiled_on).value_or(0) + file.days * kDay;
  column.notes.push_back(now > end ? "STALE: out of date since " + date_of(end)
                                   : "out of date after " + date_of(end));
  if (!file.read_from.empty()) column.notes.push_back("read from: " + file.read_from);
  column.notes.push_back("corrections: " + file.corrections);
  return column;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

struct Source {
  const SubjectView* view = nullptr;
  const PublicFile* file = nullptr;
  std::size_t given = 0;  // place in the input
  std::string_view name() const { return view != nullptr ? view->name : file->name; }
};

std::vector<Source> ordered(const CompareInput& input) {
  std::vector<Source> sources;
  for (const SubjectView* view : input.subjects) sources.push_back({view, nullptr, sources.size()});
  for (const PublicFile* file : input.files) sources.push_back({nullptr, file, sources.size()});
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) {
    return std::tuple(lower(a.name()), a.given) < std::tuple(lower(b.name()), b.given);
  });
  return sources;
}

}  // namespace

std::string CompareCell::headline() const {
  std::string out;
  for (std::size_t at = 0; at < counts.size(); ++at) {
    if (counts[at] == 0) continue;
    if (!out.empty()) out += ", ";
    out += fmt::format("{} {}", verifier::verdict_name(static_cast<Verdict>(at)), counts[at]);
  }
  return out;
}

std::vector<CompareLine> public_lines(const PublicFile& file, std::string_view question,
                                      std::int64_t now) {
  std::vector<CompareLine> lines;
  const bool replied = std::any_of(file.rows.begin(), file.rows.end(), [&](const PublicRow& row) {
    return row.question == question && row.found == PublicFound::kReply;
  });
  for (const PublicRow& row : file.rows) {
    if (row.question != question) continue;
    // The maker's own signed answer takes the place of somebody's reading of its pages.
    if (replied && row.found != PublicFound::kReply) continue;
    CompareLine line;
    line.text = row.statement;
    line.source = row.address;
    const bool dated = row.as_of != "unknown";
    line.date = dated ? row.as_of : file.compiled_on;
    const std::int64_t start =
        parse_date(line.date.size() == 7 ? line.date + "-01" : line.date).value_or(0);
    const std::int64_t end = start + file.days * kDay;
    line.until = date_of(end);
    switch (row.found) {
      case PublicFound::kFound:
        line.by =
            row.read == "secondary" ? "a third party's page" : "the maker's public page or file";
        line.verdict = Verdict::kAttested;
        line.reason = row.read == "whole" ? "page read whole" : "secondary: excerpt only";
        if (row.read == "secondary") line.reason = "secondary: a third party's page";
        if (!dated) line.reason += "; date of the page unknown, date is that of the compilation";
        break;
      case PublicFound::kReply:
        line.by = row.where;
        line.verdict = Verdict::kAttested;
        line.reason = "the maker's own signed answer";
        break;
      case PublicFound::kNotFound:
        line.reason = "not found in the pages listed: " + row.where;
        break;
      case PublicFound::kConflicting:
        line.reason = "two sources disagree: " + row.where;
        break;
      case PublicFound::kNotBuilt:
        line.reason = "not built";
        break;
    }
    const bool address = row.address.starts_with("https://") || row.address.starts_with("shipped:");
    if (line.verdict == Verdict::kAttested && !address) {
      line.verdict = Verdict::kUnknown;
      line.reason = "R12: no address of the page; " + line.reason;
    } else if (line.verdict == Verdict::kAttested && now > end) {
      line.verdict = Verdict::kStale;
      line.reason += fmt::format("; out of date since {}, {} old", line.until,
                                 plural((now - start) / kDay, "day"));
    }
    if (line.verdict == Verdict::kUnknown) line.until.clear();
    lines.push_back(std::move(line));
  }
  return lines;
}

Comparison compare(const CompareInput& input) {
  Comparison out;
  out.now = input.now;
  out.question_set = input.set->digest;
  for (const FirstRow& row : input.first_rows) {
    out.rows.push_back({row.id, row.label, true, row.questions, {}});
  }
  for (const verifier::Question& question : input.set->questions) {
    out.rows.push_back({question.id, question.text, false, {question.id}, {}});
  }
  for (const Source& source : ordered(input)) {
    out.columns.push_back(source.view != nullptr ? reviewed_column(*source.view)
                                                 : public_column(*source.file, input.now));
    for (CompareRow& row : out.rows) {
      row.cells.push_back(source.view != nullptr
                              ? reviewed_cell(*source.view, row.questions)
                              : public_cell(*source.file, row.questions, input.now));
    }
  }
  return out;
}

}  // namespace ringfence::review
