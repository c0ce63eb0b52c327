// ringfence-review compare: the subjects of a review and public words side by side.
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdlib>
#include <filesystem>

#include "evidence/files.h"
#include "review/commands/command.h"
#include "review/comparison/compare_files.h"
#include "verifier/report.h"

namespace ringfence::review {
namespace {

constexpr std::size_t kWidthDefault = 100;

struct CompareOptions {
  std::vector<std::string> subjects, names, files;
  std::string out;
  std::size_t width = 0;
  bool full = false;
};

// What fits on a line here: the terminal, COLUMNS, else a default.
std::size_t terminal_width() {
  winsize size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  std::size_t columns = 0;
  const char* text = std::getenv("COLUMNS");
  if (text != nullptr) {
    const std::string_view digits = text;
    std::from_chars(digits.data(), digits.data() + digits.size(), columns);
  }
  return columns >= 40 && columns <= 1000 ? columns : kWidthDefault;
}

// The subjects asked for, each as it stands now; without a review, none.
Result<std::vector<SubjectView>> views(const Invocation& invocation, const CompareOptions& options,
                                       std::int64_t now) {
  std::vector<SubjectView> out;
  auto review = ReviewFolder::open(invocation.review);
  const bool only_public = !options.names.empty() || !options.files.empty();
  if (review.failed_with(ErrorCode::kNotFound) && options.subjects.empty() &&
      invocation.subject.empty() && only_public) {
    return out;
  }
  if (!review) return review.error();
  std::vector<std::string> names = options.subjects;
  if (names.empty() && !invocation.subject.empty()) names.push_back(invocation.subject);
  if (names.empty()) names = review->subjects();
  for (const std::string& name : names) {
    RF_TRY_ASSIGN(const Subject subject, review->subject(name));
    RF_TRY_ASSIGN(SubjectView view, load_subject_view(*review, subject, now));
    out.push_back(std::move(view));
  }
  return out;
}

Result<int> run_compare(const Invocation& invocation, const CompareOptions& options) {
  CompareForm form = invocation.json() ? CompareForm::kJson : CompareForm::kText;
  if (!options.out.empty()) {
    RF_TRY_ASSIGN(form, compare_form_of(options.out));
  }
  const auto set = verifier::load_question_set("");
  if (!set) return Error(ErrorCode::kInternal, set.error().what);
  CompareInput input;
  input.set = &*set;
  input.now = wall_clock();
  RF_TRY_ASSIGN(const std::vector<SubjectView> subjects, views(invocation, options, input.now));
  const std::vector<std::filesystem::path> paths(options.files.begin(), options.files.end());
  RF_TRY_ASSIGN(const std::vector<PublicFile> files,
                choose_public_files(*set, options.names, paths));
  RF_TRY_ASSIGN(input.first_rows, compiled_first_rows(*set));
  for (const SubjectView& view : subjects) input.subjects.push_back(&view);
  for (const PublicFile& file : files) input.files.push_back(&file);
  if (subjects.empty() && files.empty()) {
    return Error(ErrorCode::kInvalid, "nothing to compare: add a subject, or --public NAME");
  }
  const std::size_t width = options.width > 0 ? options.width : terminal_width();
  RF_TRY_ASSIGN(const std::string text,
                render_comparison(compare(input), form, width, options.full));
  if (options.out.empty()) {
    print(text);
    return kExitOk;
  }
  std::error_code error;
  const std::filesystem::path out = std::filesystem::absolute(options.out, error);
  RF_TRY(evidence::write_file(out, text));
  note(fmt::format("{}: {} systems", out.string(), subjects.size() + files.size()));
  return kExitOk;
}

}  // namespace

void add_compare_command(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<CompareOptions>();
  CLI::App* command = program.add_subcommand(
      "compare", "The review's subjects, and what makers say in public, side by side");
  command->add_option("--subjects", options->subjects, "These subjects; default: all")
      ->delimiter(',');
  command
      ->add_option("--public", options->names, "Compiled public words of these systems, or \"all\"")
      ->delimiter(',');
  command->add_option("--with", options->files, "Public words from a file (formats/comparison.md)");
  command->add_option("--out", options->out, "File to write: .html, .md, .csv, .xlsx, .json, .txt");
  command->add_option("--width", options->width, "Characters a line; default: the terminal's")
      ->check(CLI::Range(40, 1000));
  command->add_flag("--full", options->full, "Text: every claim and statement");
  command->callback([options, &invocation] {
    run_command(invocation, "compare", [&] { return run_compare(invocation, *options); });
  });
}

}  // namespace ringfence::review
