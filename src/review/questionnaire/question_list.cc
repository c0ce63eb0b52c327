#include "review/questionnaire/question_list.h"

#include <fmt/format.h>

#include <algorithm>

namespace ringfence::review {
namespace {

struct Show {
  std::string_view type;
  std::string_view text;
};

// In the order of the types (docs/formats/evidence_item.md).
constexpr Show kShow[] = {
    {"E01",
     "Hand over the list of all fields that the product stores or sends, by version, in a "
     "form that a program can read."},
    {"E02",
     "Hand over the record of everything sent out in a window that we name: when, where to, "
     "which fields, how many bytes."},
    {"E03",
     "Name every destination; let us count the bytes at our own border for a day and set "
     "them against your totals."},
    {"E04", "Let us open a capture of our own traffic, by our proxy or a key log."},
    {"E05",
     "Hand over sealed names as you hold them, and the method, so that we open them with "
     "our key."},
    {"E06",
     "Let us plant marked records and names; hand over what you store or export, so that "
     "we can search it."},
    {"E07", "Let us read the settings with a read-only role; name the calls that show them."},
    {"E08", "Let us keep the provider's audit trail with its digest files and signatures."},
    {"E09", "Name every bucket, prefix and account; let us list all object versions."},
    {"E10",
     "Hand over every role, trust and bucket policy as text, those of the installation "
     "too."},
    {"E11", "Take part in a drill: the key is disabled and enabled again while both sides watch."},
    {"E12", "Hand over the policy and the grants of each key, and say who owns it."},
    {"E13", "Hand over the list of what will be deleted before it is deleted."},
    {"E14", "Hand over the request ids of the deletions; let us list again at once and later."},
    {"E15", "Take part in the destruction of a test key; let us try what it protected."},
    {"E16", "Hand over signed requests, approvals, refusals and revocations of access."},
    {"E17", "Hand over the record of each session: who, when, which command, in order."},
    {"E18", "Hand over a support file as it would be sent, with its list of contents."},
    {"E19", "Name the limit of each store; let us look again and again for its oldest entry."},
    {"E20", "Export a topic by the Kafka protocol; let us read it again on a target of ours."},
    {"E21", "Take part in a trial on a test cluster: we make the case happen and watch."},
    {"E22", "Hand over the build's record of origin and list of components; let us rebuild."},
    {"E23", "Let us take the digest of the running program, or hand over a hardware quote."},
    {"E24", "Sign the statement: name, title, date, product version, contract clause."},
};

std::string who_answers(std::string_view least) {
  if (least == "subject") return "You: an officer of the company, by name";
  if (least == "reviewer") return "You state it; our audit or security staff look";
  if (least == "third party") return "You state it; a third party looks";
  return "You state it; our platform team looks";
}

using Fields = std::vector<std::string_view>;

Result<std::vector<Fields>> rows_of(const verifier::QuestionFiles& files, const std::string& name,
                                    std::size_t columns) {
  const auto file = files.find(name);
  const auto lines =
      file == files.end() ? std::nullopt : verifier::lines_of(std::string_view(file->second));
  if (!lines || lines->empty()) {
    return Error(ErrorCode::kInvalid, "question set: " + name + ".tsv is missing or cut");
  }
  std::vector<Fields> rows;
  for (std::size_t at = 1; at < lines->size(); ++at) {
    Fields fields = verifier::split((*lines)[at], '\t');
    if (fields.size() != columns) {
      return Error(ErrorCode::kInvalid,
                   fmt::format("question set: {}.tsv line {}: {} columns, {} expected", name,
                               at + 1, fields.size(), columns));
    }
    rows.push_back(std::move(fields));
  }
  return rows;
}

std::vector<std::string> list_of(std::string_view field) {
  std::vector<std::string> list;
  if (field == "-") return list;
  for (const std::string_view item : verifier::split(field, ';')) list.emplace_back(item);
  return list;
}

AskedClaim claim_of(const Fields& fields) {
  AskedClaim claim;
  claim.id = fields[0];
  claim.question = fields[1];
  claim.text = fields[2];
  const std::vector<std::string> types = list_of(fields[3]);
  claim.word_only = types.size() == 1 && types[0] == "E24";
  claim.state = claim.word_only
                    ? "Is this so? State it, with the stores, firms or places it covers."
                    : "Is this so in the version we run? If in part, say where not.";
  for (const std::string& type : types) {
    const std::string_view text = what_to_show(type);
    if (!claim.show.empty() && !text.empty()) claim.show += '\n';
    claim.show += text;
  }
  claim.answers = who_answers(fields[6]);
  claim.any_way = fields[11];
  claim.strongest = fmt::format("{} at most: {}", fields[4], fields[5]);
  return claim;
}

}  // namespace

std::string_view what_to_show(std::string_view type) {
  const auto found = std::find_if(std::begin(kShow), std::end(kShow),
                                  [&](const Show& show) { return show.type == type; });
  return found == std::end(kShow) ? std::string_view() : found->text;
}

const AskedQuestion* QuestionList::question(std::string_view id) const {
  const auto found = std::find_if(questions.begin(), questions.end(),
                                  [&](const AskedQuestion& one) { return one.id == id; });
  return found == questions.end() ? nullptr : &*found;
}

const AskedClaim* QuestionList::claim(std::string_view id) const {
  const auto found = std::find_if(claims.begin(), claims.end(),
                                  [&](const AskedClaim& one) { return one.id == id; });
  return found == claims.end() ? nullptr : &*found;
}

Result<QuestionList> read_question_list(const verifier::QuestionFiles& files) {
  const auto set = verifier::read_question_set(files);
  if (!set) {
    return Error(ErrorCode::kInvalid,
                 "question set: " + set.error().file + ": " + set.error().what);
  }
  QuestionList list;
  list.digest = set->digest;
  RF_TRY_ASSIGN(const auto questions, rows_of(files, "questions", 5));
  for (const Fields& fields : questions) {
    list.questions.push_back({std::string(fields[0]), std::string(fields[1]),
                              std::string(fields[2]), list_of(fields[4])});
  }
  RF_TRY_ASSIGN(const auto claims, rows_of(files, "claims", 12));
  for (const AskedQuestion& question : list.questions) {
    for (const Fields& fields : claims) {
      if (fields[1] == question.id) list.claims.push_back(claim_of(fields));
    }
  }
  return list;
}

}  // namespace ringfence::review
