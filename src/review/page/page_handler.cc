#include "review/page/page_handler.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "evidence/crypto.h"
#include "review/comparison/compare_files.h"
#include "review/comparison/render.h"
#include "review/model/attestation.h"
#include "review/model/review_folder.h"
#include "review/model/times.h"
#include "review/page/page_files.h"
#include "review/page/subject_json.h"
#include "review/report/boundary.h"
#include "verifier/text.h"

namespace ringfence::review {
namespace {

using Json = nlohmann::ordered_json;

PageAnswer json_answer(const Json& json, unsigned status = 200) {
  return {status, "application/json",
          json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"};
}

PageAnswer refusal(unsigned status, std::string_view what) {
  return json_answer({{"error", std::string(what)}}, status);
}

unsigned status_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::kInvalid:
    case ErrorCode::kUnsupported:
      return 400;
    case ErrorCode::kNotFound:
      return 404;
    case ErrorCode::kPermission:
    case ErrorCode::kAlreadyExists:
    case ErrorCode::kPreconditionFailed:
      return 409;
    default:
      return 500;
  }
}

// Compares without telling by its time how much of a guess was right.
bool same_secret(std::string_view a, std::string_view b) {
  unsigned different = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    different |= static_cast<unsigned>(a[i] ^ b[i]);
  }
  return different == 0;
}

PageAnswer file_or_refusal(std::string_view name) {
  for (const PageFile& file : page_files()) {
    if (file.name != name) continue;
    const std::string_view type = name.ends_with(".js")    ? "text/javascript; charset=utf-8"
                                  : name.ends_with(".css") ? "text/css; charset=utf-8"
                                  : name.ends_with(".svg") ? "image/svg+xml"
                                                           : "text/html; charset=utf-8";
    return {200, std::string(type), verifier::from_hex(file.hex).value_or("")};
  }
  return refusal(404, "there is no such page");
}

struct Opened {
  ReviewFolder review;
  Subject subject;
};

Result<Opened> open_subject(const std::filesystem::path& folder, const std::string& name) {
  RF_TRY_ASSIGN(ReviewFolder review, ReviewFolder::open(folder));
  RF_TRY_ASSIGN(Subject subject, review.subject(name));
  return Opened{std::move(review), std::move(subject)};
}

Result<std::string> text_of(const Json& document, const char* name, bool needed) {
  const auto found = document.find(name);
  const bool there = found != document.end() && found->is_string();
  std::string text = there ? found->get<std::string>() : "";
  if (text.size() > 8192)
    return Error(ErrorCode::kInvalid, std::string(name) + ": over 8192 bytes");
  if (needed && text.empty()) return Error(ErrorCode::kInvalid, std::string(name) + " is empty");
  return text;
}

Result<Attestation> attestation_of_json(const std::string& body, std::int64_t now) {
  const Json document = Json::parse(body, nullptr, false);
  if (!document.is_object()) return Error(ErrorCode::kInvalid, "the answer is no JSON object");
  Attestation out;
  RF_TRY_ASSIGN(const std::string claim, text_of(document, "claim", true));
  out.claims = {claim};
  RF_TRY_ASSIGN(out.says, text_of(document, "says", true));
  RF_TRY_ASSIGN(out.statement, text_of(document, "statement", true));
  RF_TRY_ASSIGN(out.entity, text_of(document, "entity", true));
  RF_TRY_ASSIGN(out.signer, text_of(document, "signer", true));
  RF_TRY_ASSIGN(out.version, text_of(document, "version", false));
  RF_TRY_ASSIGN(out.address, text_of(document, "source", false));
  RF_TRY_ASSIGN(const std::string answered, text_of(document, "answered", true));
  RF_TRY_ASSIGN(const std::string until, text_of(document, "valid_until", false));
  const auto day = parse_date(answered);
  if (!day || *day > now) {
    return Error(ErrorCode::kInvalid, "answered: a day like 2026-01-31, not after today");
  }
  out.answered = format_time(*day);
  if (!until.empty()) {
    const auto end = parse_date(until);
    if (!end) return Error(ErrorCode::kInvalid, "valid_until: a day like 2026-01-31, or nothing");
    out.valid_until = format_time(*end);
  }
  return out;
}

// RFC 3986 section 2.1; what is no escape stays as it is.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string digits(text.substr(i + 1, 2));
    std::transform(digits.begin(), digits.end(), digits.begin(),
                   [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    const auto byte =
        text[i] == '%' && digits.size() == 2 ? verifier::from_hex(digits) : std::nullopt;
    out += byte ? *byte : std::string(1, text[i]);
    i += byte ? 2 : 0;
  }
  return out;
}

std::vector<std::string> names_of(std::string_view list) {
  std::vector<std::string> out;
  for (const std::string_view part : verifier::split(list, ',')) {
    if (!part.empty()) out.push_back(percent_decoded(part));
  }
  return out;
}

}  // namespace

PageAnswer PageHandler::answer(const PageRequest& request) const {
  const auto known = [&](std::string_view host) {
    return std::any_of(options_.hosts.begin(), options_.hosts.end(),
                       [&](const std::string& one) { return one == host; });
  };
  if (!known(request.host)) return refusal(403, "this page answers to its own address only");
  if (!request.origin.empty() && request.origin != "http://" + request.host) {
    return refusal(403, "another page may not ask");
  }
  std::string_view path = request.target;
  const std::size_t slash = path.find('/', 1);
  if (!path.starts_with("/") || slash == path.npos ||
      !same_secret(path.substr(1, slash - 1), options_.token)) {
    return refusal(403, "the address holds no token, or another one: use the one that was printed");
  }
  path.remove_prefix(slash + 1);
  return route(request, path);
}

PageAnswer PageHandler::route(const PageRequest& request, std::string_view path) const {
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (!path.starts_with("api/")) {
    if (!reads) return refusal(405, "only GET here");
    return file_or_refusal(path.empty() ? "index.html" : path);
  }
  path.remove_prefix(4);
  const std::size_t end = path.find_first_of("/?");
  const std::string_view what = path.substr(0, end);
  std::string_view argument = end == path.npos ? "" : path.substr(end + 1);
  if (what == "compare") argument = argument.starts_with("with=") ? argument.substr(5) : "";
  const bool writes = what == "record" || what == "answers" || what == "sign";
  if (writes != (request.method == "POST") || (!writes && !reads)) {
    return refusal(405, writes ? "only POST here" : "only GET here");
  }
  const auto answered =
      api(request, what, what == "compare" ? std::string(argument) : percent_decoded(argument));
  if (!answered) return refusal(status_of(answered.error()), answered.error().detail);
  return *answered;
}

Result<PageAnswer> PageHandler::api(const PageRequest& request, std::string_view what,
                                    const std::string& argument) const {
  if (what == "review") return review_answer();
  if (what == "subject") return subject_answer(argument);
  if (what == "map") return map_answer(argument);
  if (what == "compare") return compare_answer(argument);
  if (what == "record") return record_answer(argument, request.body);
  if (what == "answers") return file_answer(argument, request.body);
  if (what == "sign") return sign_answer(argument, request.body);
  return Error(ErrorCode::kNotFound, "there is no such page");
}

Result<PageAnswer> PageHandler::review_answer() const {
  RF_TRY_ASSIGN(const ReviewFolder review, ReviewFolder::open(options_.review));
  RF_TRY_ASSIGN(const auto files, compiled_public_files(review.question_set()));
  Json json = {{"name", review.settings().name},
               {"owner", review.settings().owner},
               {"subjects", review.subjects()},
               {"public", Json::array()}};
  for (const PublicFile& file : files) {
    json["public"].push_back(
        {{"id", file.file.substr(0, file.file.rfind('.'))}, {"name", file.name}});
  }
  return json_answer(json);
}

Result<PageAnswer> PageHandler::subject_answer(const std::string& name) const {
  RF_TRY_ASSIGN(const Opened opened, open_subject(options_.review, name));
  RF_TRY_ASSIGN(const SubjectView view,
                load_subject_view(opened.review, opened.subject, options_.now()));
  return json_answer(subject_json(view));
}

Result<PageAnswer> PageHandler::map_answer(const std::string& name) const {
  RF_TRY_ASSIGN(const Opened opened, open_subject(options_.review, name));
  ReportInput input;
  RF_TRY_ASSIGN(input.view, load_subject_view(opened.review, opened.subject, options_.now()));
  RF_TRY_ASSIGN(const verifier::Trust trust, opened.review.trust(opened.subject));
  input.keys = report_keys(trust);
  input.created = format_time(options_.now());
  const ReportDigest digest = make_digest(input);
  return PageAnswer{200, "image/svg+xml", boundary_svg(digest, make_boundary(digest))};
}

Result<PageAnswer> PageHandler::compare_answer(const std::string& with) const {
  RF_TRY_ASSIGN(const ReviewFolder review, ReviewFolder::open(options_.review));
  const verifier::QuestionSet& set = review.question_set();
  RF_TRY_ASSIGN(const auto files, choose_public_files(set, names_of(with), {}));
  std::vector<SubjectView> views;
  for (const std::string& name : review.subjects()) {
    RF_TRY_ASSIGN(const Subject subject, review.subject(name));
    RF_TRY_ASSIGN(SubjectView view, load_subject_view(review, subject, options_.now()));
    views.push_back(std::move(view));
  }
  CompareInput input;
  input.set = &set;
  input.now = options_.now();
  RF_TRY_ASSIGN(input.first_rows, compiled_first_rows(set));
  for (const SubjectView& view : views) input.subjects.push_back(&view);
  for (const PublicFile& file : files) input.files.push_back(&file);
  return PageAnswer{200, "application/json", compare_json(compare(input))};
}

Result<PageAnswer> PageHandler::record_answer(const std::string& name,
                                              const std::string& body) const {
  RF_TRY_ASSIGN(auto sent, decision_of_json(body));
  auto& [question, decision] = sent;
  RF_TRY_ASSIGN(const Opened opened, open_subject(options_.review, name));
  ReviewFolder review = opened.review;
  RF_TRY_ASSIGN(Record record, review.record(opened.subject));
  if (decision.decision.empty()) {
    if (record.erase(question) == 0) {
      return Error(ErrorCode::kNotFound, "nothing was decided about " + question);
    }
  } else {
    decision.decided = date_of(options_.now());
    RF_TRY(check_decision(question, decision, review.question_set()));
    record[question] = decision;
  }
  RF_TRY(review.save_record(opened.subject, record));
  return json_answer({{"saved", question}});
}

Result<PageAnswer> PageHandler::sign_answer(const std::string& name,
                                            const std::string& body) const {
  const Json document = Json::parse(body, nullptr, false);
  if (!document.is_object()) return Error(ErrorCode::kInvalid, "the signer is no JSON object");
  PageSigner signer;
  RF_TRY_ASSIGN(signer.role, text_of(document, "role", true));
  RF_TRY_ASSIGN(signer.name, text_of(document, "name", true));
  RF_TRY_ASSIGN(signer.title, text_of(document, "title", true));
  RF_TRY_ASSIGN(const std::string packet, options_.sign(name, signer));
  return json_answer({{"packet", packet}});
}

// The word is filed under the reviewer's key: who files it is not who says it.
Result<PageAnswer> PageHandler::file_answer(const std::string& name,
                                            const std::string& body) const {
  RF_TRY_ASSIGN(const Attestation attestation, attestation_of_json(body, options_.now()));
  RF_TRY_ASSIGN(const Opened opened, open_subject(options_.review, name));
  if (!opened.review.question_set().claims.contains(attestation.claims[0])) {
    return Error(ErrorCode::kInvalid, "claim: the question set has none of this id");
  }
  RF_TRY_ASSIGN(auto evidence, opened.review.evidence(opened.subject));
  RF_TRY_ASSIGN(const auto key, opened.review.key("reviewer"));
  RF_TRY_ASSIGN(const auto filed, file_attestation(opened.review, opened.subject, evidence, key,
                                                   attestation, options_.now()));
  return json_answer({{"filed", filed.id}});
}

}  // namespace ringfence::review
