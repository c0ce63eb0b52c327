#include "review/questionnaire/review_files.h"

#include "evidence/files.h"
#include "review/model/times.h"

namespace ringfence::review {
namespace {

constexpr std::size_t kFileBytesMax = 33U << 20;  // the readers' own limit names itself
constexpr std::string_view kAskedFile = "asked.json";

Result<std::vector<Asking>> askings_of(const Subject& subject) {
  const std::filesystem::path path = subject.file(kAskedFile);
  std::error_code failure;
  if (!std::filesystem::exists(path, failure)) return std::vector<Asking>();
  RF_TRY_ASSIGN(const std::string text, evidence::read_file(path));
  return parse_askings(text);
}

}  // namespace

Result<Asking> ask_into_file(const ReviewFolder& review, const Subject& subject,
                             const std::filesystem::path& file, const AskOptions& options,
                             std::int64_t now) {
  RF_TRY_ASSIGN(const QuestionList list, read_question_list(verifier::compiled_question_files()));
  RF_TRY_ASSIGN(std::vector<Asking> askings, askings_of(subject));
  const std::string name = file.filename().string();
  RF_TRY_ASSIGN(const TableForm form, form_of_file(name));
  std::error_code failure;
  if (std::filesystem::exists(file, failure)) {
    return Error(ErrorCode::kAlreadyExists,
                 file.string() + " exists and may hold answers; name another file");
  }
  QuestionnaireCover cover;
  cover.subject = subject.name;
  cover.product =
      subject.scope.system.product.empty() ? subject.name : subject.scope.system.product;
  cover.entity = subject.scope.system.entity;
  cover.deployment = subject.scope.system.deployment;
  cover.asked_on = date_of(now);
  cover.asked_by = options.by.empty() ? review.settings().owner : options.by;
  cover.answer_by = options.answer_by;
  RF_TRY_ASSIGN(const std::string bytes, export_questionnaire(list, cover, form, options.only));
  Asking asking = asking_of(list, cover, name, options.only);
  RF_TRY(evidence::write_file(file, bytes));
  askings.push_back(asking);
  RF_TRY(evidence::write_file(subject.file(kAskedFile), format_askings(askings)));
  return asking;
}

Result<AnswerSheet> read_answers_file(const ReviewFolder& review, const Subject& subject,
                                      const std::filesystem::path& file,
                                      const std::filesystem::path& columns, std::int64_t now) {
  RF_TRY_ASSIGN(const QuestionList list, read_question_list(verifier::compiled_question_files()));
  if (review.question_set().digest != list.digest) {
    return Error(ErrorCode::kUnsupported, "the review uses another question set than this program");
  }
  std::optional<ColumnFile> mapping;
  if (!columns.empty()) {
    RF_TRY_ASSIGN(const std::string text, evidence::read_file(columns));
    RF_TRY_ASSIGN(mapping, parse_column_file(text, columns.filename().string()));
  }
  RF_TRY_ASSIGN(const std::string bytes, evidence::read_file(file, kFileBytesMax));
  const AnswerContext context{&list, file.filename().string(), subject.name, date_of(now)};
  return import_answers_file(bytes, context, mapping ? &*mapping : nullptr);
}

}  // namespace ringfence::review
