#include "review/comparison/compare_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/files.h"
#include "review/comparison/render.h"
#include "review/workbook/xlsx_writer.h"

namespace ringfence::review {
namespace {

constexpr std::size_t kFileBytesMax = 8U << 20;

bool same(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::string stem(const PublicFile& file) {
  return std::filesystem::path(file.file).stem().string();
}

}  // namespace

Result<std::vector<PublicFile>> choose_public_files(
    const verifier::QuestionSet& set, const std::vector<std::string>& names,
    const std::vector<std::filesystem::path>& files) {
  RF_TRY_ASSIGN(const std::vector<PublicFile> compiled, compiled_public_files(set));
  std::vector<PublicFile> chosen;
  for (const std::string& name : names) {
    const auto before = chosen.size();
    for (const PublicFile& file : compiled) {
      if (!same(name, "all") && !same(name, file.name) && !same(name, stem(file))) continue;
      const bool there = std::any_of(chosen.begin(), chosen.end(), [&](const PublicFile& other) {
        return other.file == file.file;
      });
      if (!there) chosen.push_back(file);
    }
    if (chosen.size() > before || same(name, "all")) continue;
    std::string known;
    bool repeated = false;
    for (const PublicFile& file : compiled) {
      known += (known.empty() ? "" : ", ") + stem(file);
      repeated = repeated || same(name, file.name) || same(name, stem(file));
    }
    if (repeated) continue;
    return Error(ErrorCode::kNotFound,
                 fmt::format("no public file {}; there are all, {}", name, known));
  }
  for (const std::filesystem::path& path : files) {
    RF_TRY_ASSIGN(const std::string text, evidence::read_file(path, kFileBytesMax));
    RF_TRY_ASSIGN(PublicFile file, parse_public_file(text, path.filename().string(), set));
    chosen.push_back(std::move(file));
  }
  return chosen;
}

Result<CompareForm> compare_form_of(std::string_view name) {
  static constexpr std::pair<std::string_view, CompareForm> kForms[] = {
      {"text", CompareForm::kText},         {"txt", CompareForm::kText},
      {"markdown", CompareForm::kMarkdown}, {"md", CompareForm::kMarkdown},
      {"html", CompareForm::kHtml},         {"csv", CompareForm::kCsv},
      {"xlsx", CompareForm::kXlsx},         {"json", CompareForm::kJson}};
  const std::size_t dot = name.rfind('.');
  const std::string_view ending = dot == name.npos ? name : name.substr(dot + 1);
  for (const auto& [form_name, form] : kForms) {
    if (same(ending, form_name)) return form;
  }
  return Error(ErrorCode::kInvalid,
               fmt::format("{}: none of text, markdown, html, csv, xlsx, json", name));
}

Result<std::string> render_comparison(const Comparison& comparison, CompareForm form,
                                      std::size_t width, bool full) {
  switch (form) {
    case CompareForm::kText:
      return compare_text(comparison, width, full);
    case CompareForm::kMarkdown:
      return compare_markdown(comparison);
    case CompareForm::kHtml:
      return compare_html(comparison);
    case CompareForm::kCsv:
      return compare_csv(comparison);
    case CompareForm::kXlsx:
      return write_xlsx(compare_workbook(comparison));
    case CompareForm::kJson:
      return compare_json(comparison);
  }
  return Error(ErrorCode::kInternal, "no such form");
}

}  // namespace ringfence::review
