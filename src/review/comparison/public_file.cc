#include "review/comparison/public_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "review/model/times.h"

namespace ringfence::review {
namespace {

constexpr std::size_t kBytesMax = 4U << 20;
constexpr std::size_t kRowsMax = 5000;
constexpr std::size_t kStatementBytesMax = 4000;
constexpr std::string_view kFormat = "ringfence-comparison/v1";
constexpr std::string_view kHeading = "question\tstatement\taddress\tread\tas_of\tfound";
constexpr std::string_view kFirstRowsHeading = "id\tlabel\tquestions";
constexpr std::string_view kFirstRowsFile = "first_rows.tsv";

class FileReader {
 public:
  FileReader(std::string_view file, const verifier::QuestionSet& set) : set_(set) {
    out_.file = file;
  }

  Result<PublicFile> read(std::string_view text) {
    const auto lines = verifier::lines_of(text);
    if (text.size() > kBytesMax) return bad(fmt::format("more than {} bytes", kBytesMax));
    if (!lines || !verifier::valid_utf8(text)) return bad("not UTF-8 lines that each end");
    bool heading = false;
    for (const std::string_view line : *lines) {
      ++line_;
      if (line.starts_with('#')) {
        RF_TRY(read_about(line.substr(1)));
      } else if (!heading) {
        if (line != kHeading) return bad("the heading is not " + std::string(kHeading));
        heading = true;
      } else {
        RF_TRY(read_row(line));
      }
    }
    RF_TRY(check());
    return std::move(out_);
  }

 private:
  Error bad(std::string_view what) const {
    return Error(ErrorCode::kInvalid, fmt::format("{}:{}: {}", out_.file, line_, what));
  }

  Result<> read_about(std::string_view line) {
    const std::size_t colon = line.find(": ");
    if (!line.starts_with(' ') || colon == line.npos) return bad("no \"# NAME: VALUE\"");
    const std::string_view key = line.substr(1, colon - 1);
    const std::string value(line.substr(colon + 2));
    if (key == "format") {
      if (value != kFormat) return bad(fmt::format("format {}, not {}", value, kFormat));
      format_ = true;
    } else if (key == "name") {
      out_.name = value;
    } else if (key == "about") {
      out_.about = value;
    } else if (key == "compiled by") {
      out_.compiled_by = value;
    } else if (key == "compiled on") {
      out_.compiled_on = value;
    } else if (key == "out of date after") {
      const auto days = value.ends_with(" days")
                            ? verifier::parse_count(value.substr(0, value.size() - 5))
                            : std::nullopt;
      if (!days || *days < 1 || *days > 180) return bad("not \"1 days\" to \"180 days\"");
      out_.days = *days;
    } else if (key == "corrections") {
      out_.corrections = value;
    } else if (key == "read from") {
      out_.read_from = value;
    } else {
      return bad(fmt::format("nothing is known as \"{}\"", key));
    }
    return {};
  }

  Result<> read_row(std::string_view line) {
    const auto fields = verifier::split(line, '\t');
    if (fields.size() != 6) return bad(fmt::format("{} columns, 6 expected", fields.size()));
    if (out_.rows.size() == kRowsMax) return bad(fmt::format("more than {} rows", kRowsMax));
    PublicRow row;
    row.line = line_;
    row.question = fields[0];
    row.statement = fields[1];
    row.address = fields[2];
    row.read = fields[3];
    row.as_of = fields[4];
    const bool known = std::any_of(set_.questions.begin(), set_.questions.end(),
                                   [&](const auto& one) { return one.id == row.question; });
    if (!known) return bad("no question " + row.question);
    if (row.statement.empty() || row.statement.size() > kStatementBytesMax) {
      return bad(fmt::format("a statement has 1 to {} bytes", kStatementBytesMax));
    }
    if (row.read != "whole" && row.read != "excerpt" && row.read != "secondary") {
      return bad("read is none of whole, excerpt, secondary: " + row.read);
    }
    const bool month = row.as_of.size() == 7 && parse_date(row.as_of + "-01").has_value();
    if (row.as_of != "unknown" && !month && !parse_date(row.as_of)) {
      return bad("as_of is no date and not \"unknown\": " + row.as_of);
    }
    RF_TRY(read_found(fields[5], row));
    out_.rows.push_back(std::move(row));
    return {};
  }

  Result<> read_found(std::string_view field, PublicRow& row) const {
    static constexpr std::pair<std::string_view, PublicFound> kForms[] = {
        {"found", PublicFound::kFound},
        {"not-built", PublicFound::kNotBuilt},
        {"not-found-in: ", PublicFound::kNotFound},
        {"conflicting: ", PublicFound::kConflicting},
        {"reply: ", PublicFound::kReply}};
    for (const auto& [form, found] : kForms) {
      const bool lists = form.ends_with(": ");
      if (lists ? !field.starts_with(form) : field != form) continue;
      row.found = found;
      row.where = field.substr(form.size());
      if (lists && row.where.empty()) return bad("nothing after " + std::string(form));
      return {};
    }
    return bad(
        "found is none of found, not-found-in: PAGES, conflicting: A; B, reply: NAME, "
        "not-built: " +
        std::string(field));
  }

  Result<> check() const {
    if (!format_) return bad("\"# format\" is missing");
    if (out_.name.empty() || out_.name.size() > 80) return bad("\"# name\" has 1 to 80 bytes");
    if (out_.compiled_by.empty()) return bad("\"# compiled by\" is missing");
    if (!parse_date(out_.compiled_on)) return bad("\"# compiled on\" is not YYYY-MM-DD");
    if (out_.corrections.empty()) return bad("\"# corrections\" is missing");
    return {};
  }

  const verifier::QuestionSet& set_;
  PublicFile out_;
  std::size_t line_ = 0;
  bool format_ = false;
};

Result<std::string> compiled_text(const CompiledFile& file) {
  auto text = verifier::from_hex(file.hex);
  if (!text) return Error(ErrorCode::kInternal, std::string(file.name) + ": not hexadecimal");
  return std::move(*text);
}

}  // namespace

Result<PublicFile> parse_public_file(std::string_view text, std::string_view file_name,
                                     const verifier::QuestionSet& set) {
  return FileReader(file_name, set).read(text);
}

Result<std::vector<FirstRow>> parse_first_rows(std::string_view text,
                                               const verifier::QuestionSet& set) {
  const auto bad = [](std::string_view what) {
    return Error(ErrorCode::kInvalid, fmt::format("{}: {}", kFirstRowsFile, what));
  };
  const auto lines = verifier::lines_of(text);
  if (!lines || lines->empty() || (*lines)[0] != kFirstRowsHeading) return bad("no heading");
  std::vector<FirstRow> rows;
  for (std::size_t at = 1; at < lines->size(); ++at) {
    const auto fields = verifier::split((*lines)[at], '\t');
    if (fields.size() != 3) return bad("a line without 3 columns");
    FirstRow row{std::string(fields[0]), std::string(fields[1]), {}};
    for (const std::string_view id : verifier::split(fields[2], ';')) {
      const bool known = std::any_of(set.questions.begin(), set.questions.end(),
                                     [&](const auto& one) { return one.id == id; });
      if (!known) return bad("no question " + std::string(id));
      row.questions.emplace_back(id);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<std::vector<PublicFile>> compiled_public_files(const verifier::QuestionSet& set) {
  std::vector<PublicFile> files;
  for (const CompiledFile& compiled : compiled_files()) {
    if (compiled.name == kFirstRowsFile) continue;
    RF_TRY_ASSIGN(const std::string text, compiled_text(compiled));
    RF_TRY_ASSIGN(PublicFile file, parse_public_file(text, compiled.name, set));
    files.push_back(std::move(file));
  }
  return files;
}

Result<std::vector<FirstRow>> compiled_first_rows(const verifier::QuestionSet& set) {
  for (const CompiledFile& compiled : compiled_files()) {
    if (compiled.name != kFirstRowsFile) continue;
    RF_TRY_ASSIGN(const std::string text, compiled_text(compiled));
    return parse_first_rows(text, set);
  }
  return Error(ErrorCode::kInternal, std::string(kFirstRowsFile) + " was not compiled in");
}

}  // namespace ringfence::review
