// ringfence-review ask and answers: the questionnaire out, the answers in.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "evidence/files.h"
#include "review/commands/command.h"
#include "review/commands/filing.h"
#include "review/model/times.h"
#include "review/questionnaire/filing.h"
#include "review/questionnaire/questionnaire.h"

namespace ringfence::review {
namespace {

struct AskOptions {
  std::string out, by, answer_by;
  std::vector<std::string> claims;
  bool open = false;
};

struct AnswerOptions {
  std::string file, columns;
  std::string key = "reviewer";
  bool party = false;
};

// Claims that nothing but UNKNOWN or STALE is known of.
std::vector<std::string> open_only(const SubjectView& view) {
  std::vector<std::string> out;
  for (const auto& [id, claim] : view.claims) {
    if (claim.verdict.verdict < verifier::Verdict::kAttested) out.push_back(id);
  }
  return out;
}

Result<int> ask(const Invocation& invocation, const AskOptions& options) {
  RF_TRY_ASSIGN(const Session session, open_session(invocation));
  RF_TRY_ASSIGN(const QuestionList list, read_question_list(verifier::compiled_question_files()));
  RF_TRY_ASSIGN(const TableForm form, form_of_file(options.out));
  std::error_code error;
  const std::filesystem::path out = std::filesystem::absolute(options.out, error);
  if (std::filesystem::exists(out, error)) {
    return Error(ErrorCode::kAlreadyExists,
                 out.string() + " is there and may hold answers; name another file");
  }
  const evidence::System& system = session.subject.scope.system;
  QuestionnaireCover cover;
  cover.subject = session.subject.name;
  cover.product = system.product;
  cover.entity = system.entity;
  cover.deployment = system.deployment;
  cover.asked_on = date_of(session.now);
  cover.asked_by = options.by.empty() ? session.review.settings().owner : options.by;
  cover.answer_by = options.answer_by;
  if (!cover.answer_by.empty() && !is_date(cover.answer_by)) {
    return Error(ErrorCode::kInvalid, "--answer-by must be a date as 2026-01-31");
  }
  std::vector<std::string> only = options.claims;
  if (options.open) {
    RF_TRY_ASSIGN(const SubjectView view,
                  load_subject_view(session.review, session.subject, session.now));
    only = open_only(view);
    if (only.empty()) return Error(ErrorCode::kInvalid, "nothing is open");
  }
  RF_TRY_ASSIGN(const std::string bytes, export_questionnaire(list, cover, form, only));
  std::vector<Asking> askings;
  const std::filesystem::path asked = session.subject.file("asked.json");
  if (std::filesystem::exists(asked, error)) {
    RF_TRY_ASSIGN(const std::string text, evidence::read_file(asked));
    RF_TRY_ASSIGN(askings, parse_askings(text));
  }
  RF_TRY(evidence::write_file(out, bytes));
  askings.push_back(asking_of(list, cover, out.filename().string(), only));
  RF_TRY(evidence::write_file(asked, format_askings(askings)));
  const nlohmann::ordered_json json{{"file", out.string()},
                                    {"claims", askings.back().claims.size()},
                                    {"asked_on", cover.asked_on},
                                    {"to", cover.entity}};
  print(invocation.json()
            ? json.dump(1) + "\n"
            : fmt::format("{}: {} claims asked of {} on {}\n", out.string(),
                          askings.back().claims.size(), cover.entity, cover.asked_on));
  return kExitOk;
}

Result<AnswerSheet> read_sheet(const Session& session, const AnswerOptions& options,
                               const QuestionList& list) {
  RF_TRY_ASSIGN(const std::string bytes, evidence::read_file(options.file));
  AnswerContext context;
  context.list = &list;
  context.file = std::filesystem::path(options.file).filename();
  context.subject = session.subject.name;
  context.today = date_of(session.now);
  if (options.columns.empty()) return import_answers_file(bytes, context);
  RF_TRY_ASSIGN(const std::string toml, evidence::read_file(options.columns, 1U << 20));
  RF_TRY_ASSIGN(const ColumnFile columns, parse_column_file(toml, options.columns));
  return import_answers_file(bytes, context, &columns);
}

Result<int> answers(const Invocation& invocation, const AnswerOptions& options) {
  RF_TRY_ASSIGN(const Session session, open_session(invocation));
  RF_TRY_ASSIGN(const QuestionList list, read_question_list(verifier::compiled_question_files()));
  std::vector<Attestation> words;
  AnswerSheet sheet;
  if (options.party) {
    RF_TRY_ASSIGN(const Party party, session.review.party(session.subject));
    RF_TRY_ASSIGN(words, party_words(party, session.subject, session.now));
  } else if (options.file.empty()) {
    return Error(ErrorCode::kInvalid, "which file? Or --party for party.toml");
  } else {
    RF_TRY_ASSIGN(sheet, read_sheet(session, options, list));
    words = attestations_of(sheet, list);
  }
  RF_TRY_ASSIGN(const Filed filed, file_words(session, options.key, std::move(words)));
  for (const std::string& line : sheet.notices) note(line);
  for (const std::string& line : disagreements(sheet.answers)) note(line);
  for (const std::string& line : filed.notices) note(line);
  const nlohmann::ordered_json json{
      {"filed", filed.items}, {"known_already", filed.known}, {"unanswered", sheet.unanswered}};
  print(invocation.json()
            ? json.dump(1) + "\n"
            : fmt::format("{} answers filed under keys/{}.pem, {} known already, {} claims left "
                          "unanswered\n",
                          filed.items.size(), options.key, filed.known, sheet.unanswered.size()));
  return kExitOk;
}

}  // namespace

void add_ask_command(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<AskOptions>();
  CLI::App* command = program.add_subcommand(
      "ask", "Write the questionnaire for the other side, and note that it was asked");
  command->add_option("out", options->out, "File to write: .xlsx, .csv or .md")->required();
  command->add_option("--by", options->by, "Who asks; default: the owner");
  command->add_option("--answer-by", options->answer_by, "Until when an answer is expected");
  command->add_option("--claim", options->claims, "Only these claims");
  command->add_flag("--open", options->open, "Only what is UNKNOWN or STALE");
  command->callback([options, &invocation] {
    run_command(invocation, "ask", [&] { return ask(invocation, *options); });
  });
}

void add_answers_command(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<AnswerOptions>();
  CLI::App* command = program.add_subcommand(
      "answers", "File the other side's answers as evidence: somebody's word, ATTESTED at most");
  command->add_option("file", options->file, "The questionnaire as it came back, or another table");
  command->add_option("--columns", options->columns, "What another table's columns mean (TOML)");
  command->add_option("--key", options->key, "Who files them: name under keys/")
      ->capture_default_str();
  command->add_flag("--party", options->party, "File what party.toml says and somebody signed for");
  command->callback([options, &invocation] {
    run_command(invocation, "answers", [&] { return answers(invocation, *options); });
  });
}

}  // namespace ringfence::review
