// Goal: what a person writes into the review's files is read strictly, and what follows from it
// (gaps, difference, signatures, reopening) is what the files say.
// Method: texts in, structures out; a small view made by hand; keys from fixed seeds; a real folder
// in a temporary place, graded by the verifier.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "evidence/files.h"
#include "review/model/attestation.h"
#include "review/model/difference.h"
#include "review/model/gaps.h"
#include "review/model/packets.h"
#include "review/model/reopening.h"
#include "review/model/signatures.h"
#include "review/model/times.h"
#include "review/model/toml_fields.h"

namespace ringfence::review {
namespace {

using verifier::Verdict;

const verifier::QuestionSet& question_set() {
  static const verifier::QuestionSet set = *verifier::load_question_set("");
  return set;
}

std::string error_of(const auto& result) { return result ? "" : result.error().detail; }

TEST(TomlFields, UnknownKeysNameFileLineAndWhatIsAllowed) {
  auto fields = TomlFields::parse("a = \"x\"\nb = 1\n", "f.toml");
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->text("a"), "x");
  EXPECT_EQ(error_of(fields->finish()), "f.toml:2: there is no key b; allowed here: a");
}

TEST(TomlFields, WrongKindsAreNamed) {
  auto fields = TomlFields::parse("a = 1\nd = 2026-02-30\n", "f.toml");
  EXPECT_EQ(error_of(fields).substr(0, 9), "f.toml:2:");
  auto text = TomlFields::parse("a = 1\n", "f.toml");
  ASSERT_TRUE(text);
  EXPECT_EQ(text->text("a"), "");
  EXPECT_EQ(error_of(text->finish()), "f.toml:1: a must be a text in quotation marks");
}

TEST(TomlFields, QuotesWhatItReadsBack) {
  const std::string hard = "a \"b\" \\ c\u00e9";
  auto fields = TomlFields::parse("k = " + quote_toml(hard) + "\n", "f");
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->text("k"), hard);
}

TEST(Profile, TemplateIsReadAndAcceptsAttested) {
  const auto profile = parse_profile(profile_template(), question_set());
  ASSERT_TRUE(profile) << error_of(profile);
  EXPECT_EQ(profile->all.least_verdict, Verdict::kAttested);
  EXPECT_EQ(profile->signatures_needed, 1);
}

TEST(Profile, OneQuestionInheritsTheRest) {
  const auto profile = parse_profile(
      "[accept]\nowner = \"risk\"\nleast_verdict = \"MEASURED\"\n[question.\"K3\"]\n"
      "greatest_age = \"30d\"\ndue = 2027-01-31\n",
      question_set());
  ASSERT_TRUE(profile) << error_of(profile);
  EXPECT_EQ(profile->acceptance("K3").owner, "risk");
  EXPECT_EQ(profile->acceptance("K3").greatest_age_s, 30 * 86400);
  EXPECT_EQ(profile->acceptance("K3").due, "2027-01-31");
  EXPECT_EQ(profile->acceptance("K4").greatest_age_s, 0);
}

TEST(Profile, BadValuesNameKeyAndAllowedValues) {
  const auto verdict = parse_profile("[accept]\nleast_verdict = \"GREEN\"\n", question_set());
  EXPECT_EQ(error_of(verdict),
            "profile.toml:2: accept.least_verdict = \"GREEN\" is not allowed; allowed: UNKNOWN, "
            "ATTESTED, MEASURED, PROVEN");
  EXPECT_NE(error_of(parse_profile("[question.\"K99\"]\n", question_set())).find("K99"),
            std::string::npos);
  EXPECT_NE(error_of(parse_profile("[signatures]\nneeded = 2\nroles = [\"a\"]\n", question_set()))
                .find("more than the 1 roles"),
            std::string::npos);
}

constexpr std::string_view kParty =
    "[[entity]]\nname = \"Example GmbH\"\nsource = \"register\"\nretrieved = 2026-01-02\n"
    "signer = \"J. Doe, CEO\"\n"
    "[[subprocessor]]\nname = \"Cloud\"\nplace = \"Dublin\"\npurpose = \"storage\"\n"
    "source = \"annex 2\"\nretrieved = 2026-01-02\n";

TEST(Party, ALaterReadingIsNoChangeAnotherPlaceIs) {
  const auto party = parse_party(kParty);
  ASSERT_TRUE(party) << error_of(party);
  std::string later(kParty);
  later.replace(later.rfind("2026-01-02"), 10, "2026-06-01");
  EXPECT_EQ(parse_party(later)->digest("subprocessor"), party->digest("subprocessor"));
  std::string moved(kParty);
  moved.replace(moved.find("Dublin"), 6, "Berlin");
  EXPECT_NE(parse_party(moved)->digest("subprocessor"), party->digest("subprocessor"));
  EXPECT_EQ(parse_party(moved)->digest("entity"), party->digest("entity"));
  EXPECT_EQ(party->of("subprocessor")[0]->sentence(),
            "Subprocessor Cloud, place Dublin, purpose storage");
}

TEST(Party, EveryLeaningClaimIsInTheQuestionSet) {
  for (const std::string_view kind : kPartyKinds) {
    for (const std::string& claim : claims_leaning_on(kind)) {
      EXPECT_TRUE(question_set().claims.contains(claim)) << claim;
    }
    for (const std::string& claim : claims_answered_by(kind)) {
      EXPECT_TRUE(question_set().claims.contains(claim)) << claim;
    }
  }
}

TEST(Party, TemplateIsReadAndHoldsNothing) {
  const auto party = parse_party(party_template("Example \"quoted\" GmbH"));
  ASSERT_TRUE(party) << error_of(party);
  EXPECT_TRUE(party->entries.empty());
}

TEST(Record, KeepsOneTextForOneRecord) {
  Record record;
  record["K3"] = {.decision = "condition", .condition = "region pinned", .by = "J. Roe, CRO"};
  record["K4"] = {.decision = "exception", .until = "2027-01-31"};
  const std::string text = format_record(record);
  const auto read = parse_record(text, question_set());
  ASSERT_TRUE(read) << error_of(read);
  EXPECT_EQ(*read, record);
  EXPECT_EQ(format_record(*read), text);
}

TEST(Record, RefusesWhatIsNoDecision) {
  const auto with = [](std::string_view questions) {
    return error_of(parse_record(
        "{\"type\":\"ringfence-review-record/v1\",\"questions\":{" + std::string(questions) + "}}",
        question_set()));
  };
  EXPECT_NE(with("\"K3\":{\"decision\":\"fine\"}").find("accepted, condition"), std::string::npos);
  EXPECT_NE(with("\"K3\":{\"decision\":\"exception\"}").find("until"), std::string::npos);
  EXPECT_NE(with("\"K99\":{\"decision\":\"accepted\"}").find("K99"), std::string::npos);
  EXPECT_NE(with("\"K3\":{\"decison\":\"accepted\"}").find("no member"), std::string::npos);
  EXPECT_NE(with("\"K3\":7").find("object"), std::string::npos);
  EXPECT_NE(error_of(parse_record("{\"type\":3}", question_set())), "");
}

// One question with one claim of the given verdict.
SubjectView small_view(Verdict verdict) {
  SubjectView view;
  view.now = *parse_time("2026-06-30T00:00:00Z");
  ClaimView claim;
  claim.id = "K3.c";
  claim.question = "K3";
  claim.highest = Verdict::kAttested;
  claim.verdict.verdict = verdict;
  claim.verdict.at = "2026-01-01T00:00:00Z";
  claim.verdict.reason = "not asked";
  claim.verdict.items = {"item-1"};
  view.claims["K3.c"] = claim;
  QuestionView question;
  question.id = "K3";
  question.claims = {"K3.c"};
  view.questions.push_back(question);
  ItemView item;
  item.id = "item-1";
  item.party = "subject";
  view.items.push_back(item);
  return view;
}

TEST(Gaps, AClaimNeverNeedsMoreThanItCanHave) {
  SubjectView view = small_view(Verdict::kAttested);
  view.profile.all.least_verdict = Verdict::kProven;
  EXPECT_TRUE(compute_gaps(view).empty());
}

TEST(Gaps, UnknownShowsWithReasonOwnerAndDate) {
  SubjectView view = small_view(Verdict::kUnknown);
  view.profile.all.owner = "network team";
  view.profile.all.due = "2026-07-31";
  const auto gaps = compute_gaps(view);
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0].what, "ATTESTED is asked for, it is UNKNOWN: not asked");
  EXPECT_EQ(gaps[0].owner, "network team");
  EXPECT_EQ(gaps[0].due, "2026-07-31");
}

TEST(Gaps, AgeAndIndependenceOfTheProfileCount) {
  SubjectView view = small_view(Verdict::kAttested);
  view.profile.all.greatest_age_s = 90 * 86400;
  ASSERT_EQ(compute_gaps(view).size(), 1U);
  view.profile.all.greatest_age_s = 365 * 86400;
  EXPECT_TRUE(compute_gaps(view).empty());
  view.profile.all.least_party = "reviewer";
  ASSERT_EQ(compute_gaps(view).size(), 1U);
  EXPECT_EQ(compute_gaps(view)[0].what, "by subject, the profile asks for reviewer");
}

TEST(Gaps, AContradictionIsAlwaysOne) {
  SubjectView view = small_view(Verdict::kContradicted);
  view.profile.all.least_verdict = Verdict::kUnknown;
  EXPECT_EQ(compute_gaps(view).size(), 1U);
}

TEST(Difference, NamesWhatIsNewExpiredAndOverdue) {
  SubjectView view = small_view(Verdict::kStale);
  view.record["K3"] = {.decision = "exception", .until = "2026-01-31"};
  SignedBefore before;
  before.packet = "2026-01-02";
  before.verdicts["K3.c"] = Verdict::kAttested;
  const Difference difference = compute_difference(&before, view);
  EXPECT_EQ(difference.since, "2026-01-02");
  EXPECT_EQ(difference.verdicts, std::vector<std::string>{"expired K3.c: ATTESTED to STALE"});
  EXPECT_EQ(difference.expired.size(), 1U);
  EXPECT_EQ(difference.record, std::vector<std::string>{"new K3: exception"});
  EXPECT_EQ(difference.overdue, std::vector<std::string>{"K3: the exception ended 2026-01-31"});
  EXPECT_TRUE(compute_difference(&before, small_view(Verdict::kAttested)).empty());
}

verifier::Trust trust_of(const evidence::SigningKey& key, const std::string& role) {
  verifier::Trust trust;
  verifier::TrustKey one;
  one.id = key.id();
  one.key = key.public_key();
  one.role = role;
  one.holder = "Jane Roe";
  trust.keys.push_back(one);
  return trust;
}

struct SignedCase {
  evidence::SigningKey key = *evidence::SigningKey::from_seed(std::string(32, 'k'));
  SignedState state{"2026-01-02", "p1", "", "r1", "r1", "a1"};
  SignatureView judged(const std::string& role = "cust-approver") const {
    const std::string line =
        sign_statement({"p1", "r1", "a1", "risk", "Jane Roe", "CRO", "2026-01-02T00:00:00Z"}, key);
    const auto read = read_signatures(line, trust_of(key, role));
    return judge_signature((*read)[0], state);
  }
};

TEST(Signatures, HoldWhileNothingChanged) { EXPECT_TRUE(SignedCase().judged().good); }

TEST(Signatures, ASignatureOverAnotherDigestSaysWhatChanged) {
  SignedCase packet;
  packet.state.packet = "p2";
  EXPECT_EQ(packet.judged().why, "it was given for another packet: the manifest changed");
  SignedCase record;
  record.state.record = "r2";
  EXPECT_EQ(record.judged().why, "the record changed after it was signed");
  EXPECT_TRUE(record.judged().intact);
  SignedCase answers;
  answers.state.answers = "a2";
  EXPECT_EQ(answers.judged().why, "answers were added or changed after it was signed");
  SignedCase frozen;
  frozen.state.frozen_record = "r2";
  EXPECT_FALSE(frozen.judged().intact);
}

TEST(Signatures, OtherKeysRolesAndBytesAreNobodys) {
  EXPECT_NE(SignedCase().judged("probe").why.find("signs no record"), std::string::npos);
  const SignedCase one;
  std::string line = sign_statement(
      {"p1", "r1", "a1", "risk", "Jane Roe", "CRO", "2026-01-02T00:00:00Z"}, one.key);
  verifier::Trust nobody;
  EXPECT_EQ((*read_signatures(line, nobody))[0].wrong, "its key is not in the trust policy");
  auto other = trust_of(one.key, "reviewer");
  other.keys[0].key = std::string(32, 'x');
  EXPECT_NE((*read_signatures(line, other))[0].wrong, "");
  line[20] = line[20] == 'A' ? 'B' : 'A';
  const auto broken = read_signatures(line, trust_of(one.key, "reviewer"));
  EXPECT_TRUE(!broken || !(*broken)[0].wrong.empty());
}

TEST(Signatures, OnePersonCountsOnceAndOneRoleOnce) {
  Profile profile;
  profile.signatures_needed = 2;
  SignatureView jane;
  jane.role = "risk";
  jane.holder = "Jane Roe";
  jane.good = true;
  SignatureView again = jane;
  again.role = "platform";
  EXPECT_FALSE(enough_signatures(profile, {jane, again}, &SignatureView::good));
  SignatureView john = again;
  john.holder = "John Doe";
  EXPECT_TRUE(enough_signatures(profile, {jane, john}, &SignatureView::good));
  john.good = false;
  EXPECT_FALSE(enough_signatures(profile, {jane, john}, &SignatureView::good));
  john.good = true;
  profile.signature_roles = {"risk", "legal"};
  EXPECT_FALSE(enough_signatures(profile, {jane, john}, &SignatureView::good));
  john.role = "legal";
  EXPECT_TRUE(enough_signatures(profile, {jane, john}, &SignatureView::good));
}

// A review folder that goes away with the test.
class Folder : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::temp_directory_path() /
            (std::string("rf-review-") + test->name() + "-" + std::to_string(::getpid()));
    std::filesystem::remove_all(path_);
    review_.emplace(std::move(
        *ReviewFolder::create(path_, {"Test review", "Example Bank", "2026-01-01T00:00:00Z"})));
    ASSERT_TRUE(review_->make_key("log"));
    ASSERT_TRUE(review_->make_key("probe"));
    ASSERT_TRUE(review_->make_key("reviewer"));
    evidence::Scope scope;
    scope.system.product = "Example Stream";
    scope.system.entity = "Example Vendor GmbH";
    scope.build = "1.0";
    const auto subject = review_->add_subject(
        "stream", scope,
        {{"log", "log", "cust-log", "Platform", "operator", "h1", "Audit", "in person"},
         {"probe", "probe", "probe", "Platform", "operator", "h1", "Audit", "in person"},
         {"reviewer", "reviewer", "reviewer", "Audit", "reviewer", "h2", "Audit", "in person"}},
        kNow);
    ASSERT_TRUE(subject) << error_of(subject);
    subject_ = *subject;
  }
  void TearDown() override { std::filesystem::remove_all(path_); }

  Attestation word(const std::string& claim, const std::string& says, const std::string& signer) {
    Attestation out;
    out.claims = {claim};
    out.says = says;
    out.entity = "Example Vendor GmbH";
    out.signer = signer;
    out.statement = "We state that.\nTwo lines.";
    out.answered = "2026-02-01T00:00:00Z";
    return out;
  }
  void file(const Attestation& one) {
    auto evidence = review_->evidence(subject_);
    ASSERT_TRUE(evidence);
    const auto key = review_->key("reviewer");
    const auto stored = file_attestation(*review_, subject_, *evidence, *key, one, kNow);
    ASSERT_TRUE(stored) << error_of(stored);
  }
  SubjectView view() {
    auto loaded = load_subject_view(*review_, subject_, kNow);
    EXPECT_TRUE(loaded) << error_of(loaded);
    return loaded ? std::move(*loaded) : SubjectView();
  }
  std::vector<std::string> notice() {
    auto evidence = review_->evidence(subject_);
    const auto lines = notice_party(*review_, subject_, *evidence, kNow);
    EXPECT_TRUE(lines) << error_of(lines);
    return lines ? *lines : std::vector<std::string>();
  }

  static constexpr std::int64_t kNow = 1772323200;  // 2026-03-01
  std::filesystem::path path_;
  std::optional<ReviewFolder> review_;
  Subject subject_;
};

TEST_F(Folder, HasOneUserAtATime) {
  const auto second = ReviewFolder::open(path_);
  ASSERT_FALSE(second);
  EXPECT_TRUE(second.failed_with(ErrorCode::kPermission));
  EXPECT_NE(second.error().detail.find("another process"), std::string::npos);
  review_.reset();
  EXPECT_TRUE(ReviewFolder::open(path_));
}

TEST_F(Folder, KeysThatOthersMayReadAreRefused) {
  const std::filesystem::path key = path_ / "keys/probe.pem";
  EXPECT_EQ(std::filesystem::status(key).permissions(), std::filesystem::perms(0600));
  ::chmod(key.c_str(), 0644);
  EXPECT_TRUE(review_->key("probe").failed_with(ErrorCode::kPermission));
  EXPECT_TRUE(review_->key("../review").failed_with(ErrorCode::kNotFound));
}

TEST_F(Folder, AnEmptyReviewIsAllUnknownWithReasons) {
  const SubjectView empty = view();
  EXPECT_EQ(empty.questions.size(), 70U);
  EXPECT_EQ(empty.claims.size(), 215U);
  for (const auto& [id, claim] : empty.claims) {
    EXPECT_EQ(claim.verdict.verdict, Verdict::kUnknown) << id;
    EXPECT_NE(claim.verdict.reason, "") << id;
  }
  EXPECT_EQ(empty.claim("K3.c")->verdict.reason, "not asked");
  EXPECT_EQ(empty.claim("C1.res.a")->verdict.reason, "not measured");
}

TEST_F(Folder, AWordIsAttestedBySignerAndExpires) {
  file(word("K3.c", "yes", "J. Doe, CISO"));
  const SubjectView now = view();
  EXPECT_EQ(now.claim("K3.c")->verdict.verdict, Verdict::kAttested);
  ASSERT_EQ(now.answers.size(), 1U);
  EXPECT_EQ(now.answers[0].signer, "J. Doe, CISO");
  EXPECT_EQ(now.answers[0].statement, "We state that.\nTwo lines.");
  const auto later = load_subject_view(*review_, subject_, kNow + 400LL * 86400);
  ASSERT_TRUE(later);
  EXPECT_EQ(later->claim("K3.c")->verdict.verdict, Verdict::kStale);
}

TEST_F(Folder, TwoSignersThatDisagreeAreBothKeptAndContradict) {
  file(word("K3.c", "no", "J. Doe, CISO"));
  file(word("K3.c", "yes", "R. Roe, sales"));
  const SubjectView now = view();
  EXPECT_EQ(now.claim("K3.c")->verdict.verdict, Verdict::kContradicted);
  EXPECT_EQ(now.answers.size(), 2U);
  ASSERT_EQ(now.disagreements.size(), 1U);
  EXPECT_NE(now.disagreements[0].find("J. Doe"), std::string::npos);
  EXPECT_NE(now.disagreements[0].find("R. Roe"), std::string::npos);
}

TEST_F(Folder, ALaterWordOfTheSameSignerReplacesTheEarlier) {
  file(word("K3.c", "no", "J. Doe, CISO"));
  file(word("K3.c", "yes", "J. Doe, CISO"));
  EXPECT_EQ(view().claim("K3.c")->verdict.verdict, Verdict::kAttested);
}

TEST_F(Folder, AWordOfAnotherVersionIsStale) {
  Attestation old = word("K3.c", "yes", "J. Doe, CISO");
  old.version = "0.9";
  file(old);
  const SubjectView now = view();
  EXPECT_EQ(now.claim("K3.c")->verdict.verdict, Verdict::kStale);
  EXPECT_EQ(now.answers[0].version, "0.9");
}

TEST_F(Folder, AWordWithoutASignerOrFromTheFutureIsRefused) {
  auto evidence = review_->evidence(subject_);
  const auto key = review_->key("reviewer");
  Attestation nobody = word("K3.c", "yes", "");
  EXPECT_FALSE(file_attestation(*review_, subject_, *evidence, *key, nobody, kNow));
  Attestation future = word("K3.c", "yes", "J. Doe");
  future.answered = "2030-01-01T00:00:00Z";
  EXPECT_FALSE(file_attestation(*review_, subject_, *evidence, *key, future, kNow));
  EXPECT_EQ(evidence->items().size(), 0U);
}

TEST_F(Folder, AChangedPartyReopensWhatLeansOnItUntilAnsweredAgain) {
  const auto write = [&](const std::string& place) {
    std::string text(kParty);
    text.replace(text.find("Dublin"), 6, place);
    ASSERT_TRUE(evidence::write_file(subject_.file("party.toml"), text));
  };
  write("Dublin");
  EXPECT_TRUE(notice().empty());
  file(word("P2.a", "yes", "J. Doe, CISO"));
  file(word("P4.a", "yes", "J. Doe, CISO"));
  EXPECT_TRUE(notice().empty());
  write("Berlin");
  EXPECT_EQ(notice().size(), 1U);
  const SubjectView reopened = view();
  EXPECT_EQ(reopened.claim("P2.a")->verdict.verdict, Verdict::kUnknown);
  EXPECT_NE(reopened.claim("P2.a")->reopened, "");
  EXPECT_EQ(reopened.claim("P4.a")->verdict.verdict, Verdict::kAttested);
  EXPECT_TRUE(notice().empty()) << "noticed once";
  file(word("P2.a", "yes", "J. Doe, CISO"));
  EXPECT_EQ(view().claim("P2.a")->verdict.verdict, Verdict::kAttested);
  EXPECT_EQ(view().claim("P2.a")->reopened, "");
}

TEST_F(Folder, AnotherBuildInSubjectTomlMakesEverythingStale) {
  file(word("K3.c", "yes", "J. Doe, CISO"));
  auto text = evidence::read_file(subject_.file("subject.toml"));
  ASSERT_TRUE(text);
  text->replace(text->find("build = \"1.0\""), 13, "build = \"1.1\"");
  ASSERT_TRUE(evidence::write_file(subject_.file("subject.toml"), *text));
  subject_ = *review_->subject("stream");
  EXPECT_EQ(view().claim("K3.c")->verdict.verdict, Verdict::kStale);
}

TEST_F(Folder, AChangedItemFileIsRefusedByName) {
  file(word("K3.c", "yes", "J. Doe, CISO"));
  const auto items = subject_.file("evidence/items");
  for (const auto& entry : std::filesystem::directory_iterator(items)) {
    if (!entry.path().string().ends_with(".dsse.json")) continue;
    std::string text = *evidence::read_file(entry.path());
    text[40] = text[40] == 'A' ? 'B' : 'A';
    ASSERT_TRUE(evidence::write_file(entry.path(), text));
  }
  const auto loaded = load_subject_view(*review_, subject_, kNow);
  ASSERT_FALSE(loaded);
  EXPECT_NE(loaded.error().detail.find(".dsse.json"), std::string::npos);
}

}  // namespace
}  // namespace ringfence::review
