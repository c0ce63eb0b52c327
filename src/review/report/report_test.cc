// Goal: a packet's documents say what the evidence says, to each reader, and nothing more.
// Method: a made-up subject with every kind of verdict goes through make_documents for each
// audience; hostile texts stand where vendors write; zips are made well and badly with libzip.
#include "review/report/documents.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <zip.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "evidence/files.h"
#include "review/report/packet_zip.h"
#include "review/report/report_blocks.h"
#include "review/report/report_fixture.h"
#include "review/report/report_pdf.h"
#include "review/report/report_text.h"
#include "review/report/stable_uuid.h"

namespace ringfence::review {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const std::string kKey(32, 'k');

Documents documents_of(Audience audience, const FixtureTexts& texts = {}) {
  DocumentOptions options;
  options.audience = audience;
  options.names_key = kKey;
  options.read_raw = [texts](const std::string& digest) { return fixture_raw(texts, digest); };
  Result<Documents> out = make_documents(fixture_input(texts).value(), options);
  EXPECT_TRUE(out.ok()) << (out.ok() ? "" : out.error().to_string());
  return out.ok() ? *std::move(out) : Documents{};
}

constexpr Audience kAudiences[] = {Audience::kInternal, Audience::kAuditor, Audience::kVendor,
                                   Audience::kPublic};

std::string lowered(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

bool is_packed(const std::string& path) {
  return path.ends_with(".xlsx") || path.ends_with(".sealed");
}

class FolderTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "rf-report-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }
  void put(const std::string& name, const std::string& bytes) {
    ASSERT_TRUE(evidence::write_file(folder_ / name, bytes, false).ok());
  }
  std::string get(const std::string& name) {
    return evidence::read_file(folder_ / name).value_or("");
  }
  fs::path folder_;
};

TEST(Documents, UsesNoWordThatPromises) {
  for (const Audience audience : kAudiences) {
    for (const auto& [path, bytes] : documents_of(audience).files) {
      if (is_packed(path)) continue;
      for (const std::string_view word : words_not_used()) {
        EXPECT_FALSE(holds(lowered(bytes), word)) << path << " says " << word;
      }
    }
  }
}

TEST(Documents, ScopesEachSentenceAboutTheSystem) {
  const ReportInput input = fixture_input({}).value();
  const ReportDigest digest = make_digest(input);
  std::size_t claims = 0;
  for (const QuestionSummary& question : digest.questions) {
    for (const ClaimSummary& claim : question.claims) {
      const std::string words = claim_words(digest, claim);
      EXPECT_TRUE(words.starts_with("Between 2026-") || words.starts_with("At 2026-")) << words;
      EXPECT_TRUE(holds(words, ", on orders-prod (cluster orders-1), build 4.3.1: ")) << words;
      ++claims;
    }
  }
  EXPECT_GE(claims, 215U);
}

TEST(Documents, SaysTheSixWordsAndWhatRemainsAWord) {
  const Documents documents = documents_of(Audience::kAuditor);
  for (const char* file : {"statement.md", "report.html"}) {
    const std::string& text = documents.files.at(file);
    for (std::size_t i = 0; i < verifier::kVerdicts; ++i) {
      const auto verdict = static_cast<verifier::Verdict>(i);
      EXPECT_TRUE(holds(text, verifier::verdict_name(verdict))) << file;
    }
    for (const std::string_view code : attest_only_limits()) {
      EXPECT_TRUE(holds(text, code)) << file << " lacks " << code;
    }
    EXPECT_TRUE(holds(text, "not legal advice and not an assurance opinion"));
    EXPECT_TRUE(holds(text, "Grace Owner"));
    EXPECT_TRUE(holds(text, "2026-12-15"));
    EXPECT_TRUE(holds(text, "asked and unanswered since 2026"));
  }
  const std::string& html = documents.files.at("report.html");
  EXPECT_LT(html.find("id=\"words\""), html.find("id=\"contradictions\""));
  EXPECT_LT(html.find("id=\"contradictions\""), html.find("id=\"questions\""));
}

TEST(Documents, AllQuestionsAndClaimsStandInTheReport) {
  const ReportInput input = fixture_input({}).value();
  const Documents documents = documents_of(Audience::kAuditor);
  for (const QuestionView& question : input.view.questions) {
    EXPECT_TRUE(holds(documents.files.at("report.html"), "id=\"q-" + question.id + "\""));
  }
  for (const auto& [id, claim] : input.view.claims) {
    EXPECT_TRUE(holds(documents.files.at("report.html"), ">" + id + "<br>")) << id;
  }
}

TEST(Documents, EqualInputGivesEqualBytes) {
  const Documents first = documents_of(Audience::kAuditor);
  EXPECT_EQ(first.files, documents_of(Audience::kAuditor).files);
  Documents vendor = documents_of(Audience::kVendor);
  Documents again = documents_of(Audience::kVendor);
  vendor.files.erase("annex/names.sealed");  // a nonce of its own each time
  again.files.erase("annex/names.sealed");
  EXPECT_EQ(vendor.files, again.files);
}

TEST(Documents, VendorTextIsTextAndNothingElse) {
  FixtureTexts texts;
  texts.product = "<img src=x onerror=alert(1)>";
  texts.statement =
      "<script>alert(1)</script> </style> [link](http://x) | =HYPERLINK(\"http://x\")";
  texts.summary = "]]> <svg onload=alert(1)> \xE2\x80\xAEgnp.exe \x01";
  const Documents documents = documents_of(Audience::kAuditor, texts);
  for (const char* file : {"report.html", "boundary.svg"}) {
    const std::string& text = documents.files.at(file);
    EXPECT_FALSE(holds(text, "<script")) << file;
    EXPECT_FALSE(holds(text, "<img")) << file;
    EXPECT_FALSE(holds(text, "<svg onload")) << file;
    EXPECT_FALSE(holds(text, "\xE2\x80\xAE")) << file;
  }
  const std::string& html = documents.files.at("report.html");
  EXPECT_TRUE(holds(html, "&lt;script&gt;"));
  EXPECT_TRUE(holds(html, "[U+202E]"));
  EXPECT_EQ(html.find("</style>"), html.rfind("</style>"));
  EXPECT_FALSE(holds(html, " style=\""));
  const std::string& markdown = documents.files.at("statement.md");
  EXPECT_FALSE(holds(markdown, "<script"));
  EXPECT_FALSE(holds(markdown, "[link](http"));
}

TEST(Documents, LongTextIsCutOnThePageAndWholeInTheAnnex) {
  FixtureTexts texts;
  texts.statement = std::string(100000, 'w') + " LAST-WORDS";
  const Documents documents = documents_of(Audience::kAuditor, texts);
  EXPECT_FALSE(holds(documents.files.at("report.html"), "LAST-WORDS"));
  EXPECT_TRUE(holds(documents.files.at("report.html"),
                    "more bytes; the whole text is in annex/answers.md"));
  EXPECT_TRUE(holds(documents.files.at("annex/answers.md"), "LAST-WORDS"));
}

TEST(Documents, FenceOfTheAnnexCannotBeClosedByItsText) {
  FixtureTexts texts;
  texts.topic = "~~~~~ # heading";
  const Documents documents = documents_of(Audience::kAuditor, texts);
  EXPECT_TRUE(holds(documents.files.at("annex/bucket-policy.md"), "~~~~~~\n"));
}

TEST(Names, VendorReadsTokensAndNoNames) {
  const Documents documents = documents_of(Audience::kVendor);
  for (const auto& [path, bytes] : documents.files) {
    if (is_packed(path)) continue;
    for (const char* name : {"payments-eu", "Grace Owner", "bastion-7"}) {
      EXPECT_FALSE(holds(bytes, name)) << path << " holds " << name;
    }
  }
  // Item 3 names a topic in its body; the policy of item 1 does in a raw file.
  EXPECT_EQ(documents.without_items, std::set<std::string>{"11111111-0000-5000-8000-000000000003"});
  EXPECT_EQ(documents.without_raw, std::set<std::string>{evidence::sha256_hex(fixture_policy({}))});
  EXPECT_TRUE(holds(documents.files.at("statement.md"), "1 of 5 items hold names"));
  EXPECT_TRUE(holds(documents.files.at("statement.md"), "orders-prod"));
  EXPECT_EQ(documents.subject.system.account, "111122223333");
}

TEST(Names, PublicReadsNoIdentifierOfTheSubject) {
  const Documents documents = documents_of(Audience::kPublic);
  for (const auto& [path, bytes] : documents.files) {
    if (is_packed(path)) continue;
    for (const char* name : {"orders-prod", "111122223333", "orders-1", "orders-archive",
                             "Example Bank", "Ada Example"}) {
      EXPECT_FALSE(holds(bytes, name)) << path << " holds " << name;
    }
  }
  EXPECT_EQ(documents.without_items.size(), 5U);
  EXPECT_NE(documents.subject.system.account, "111122223333");
  EXPECT_EQ(documents.subject.system.product, "Orders Streaming");
}

TEST(Names, AuditorReadsNamesAndNoAudienceReadsCaptures) {
  const Documents documents = documents_of(Audience::kAuditor);
  EXPECT_TRUE(documents.without_items.empty());
  EXPECT_TRUE(holds(documents.files.at("statement.md"), "payments-eu"));
  EXPECT_FALSE(documents.files.contains("annex/names.sealed"));
  EXPECT_TRUE(holds(documents.files.at("statement.md"), "withheld from every packet"));
  EXPECT_TRUE(holds(documents.files.at("annex/bucket-policy.md"),
                    evidence::sha256_hex("secret") + " (application/octet-stream): withheld"));
}

TEST(Names, SealedAnnexOpensForItsKeyAndPacketOnly) {
  const Documents documents = documents_of(Audience::kVendor);
  const std::string& sealed = documents.files.at("annex/names.sealed");
  const std::string about = "ringfence-names/v1 vendor 2026-11-02T09:00:00Z";
  const Result<std::string> clear = open_names(sealed, kKey, about);
  ASSERT_TRUE(clear.ok()) << clear.error().to_string();
  const Json table = Json::parse(*clear);
  bool found = false;
  for (const auto& [token, name] : table.items()) {
    found = found || name["name"] == "payments-eu";
    EXPECT_TRUE(holds(documents.files.at("statement.md") + documents.files.at("annex/answers.md") +
                          documents.files.at("boundary.json"),
                      token) ||
                !holds(documents.files.at("statement.md"), name["name"].get<std::string>()))
        << token;
  }
  EXPECT_TRUE(found);
  EXPECT_FALSE(open_names(sealed, std::string(32, 'x'), about).ok());
  EXPECT_FALSE(open_names(sealed, kKey, "ringfence-names/v1 vendor 2026-11-03T09:00:00Z").ok());
  std::string altered = sealed;
  altered[20] = static_cast<char>(altered[20] ^ 1);
  EXPECT_FALSE(open_names(altered, kKey, about).ok());
  EXPECT_FALSE(open_names("short", kKey, about).ok());
}

TEST(Names, FindsNamesAsWordsPartsAndPatterns) {
  NameTokens tokens(kKey, {{"topic", "payments"}, {"word", "abc"}, {"word", "pay"}}, {"10.0.0.1"});
  const auto replaced = [&](std::string_view text) { return tokens.replace(text); };
  EXPECT_EQ(replaced("topic PAYMENTS-eu"), "topic " + tokens.token("topic", "payments") + "-eu");
  EXPECT_EQ(replaced("abcd xabc"), "abcd xabc") << "short names are whole words";
  EXPECT_EQ(replaced("abc."), tokens.token("word", "abc") + ".");
  EXPECT_EQ(replaced("from 192.168.7.9, 10.0.0.1"),
            "from " + tokens.token("address", "192.168.7.9") + ", 10.0.0.1");
  EXPECT_EQ(replaced("ask ann.b@example.org now"),
            "ask " + tokens.token("person", "ann.b@example.org") + " now");
  EXPECT_EQ(replaced("account 123456789012"), "account " + tokens.token("account", "123456789012"));
  EXPECT_EQ(replaced("arn:aws:iam::123456789012:role/x y"),
            tokens.token("role", "arn:aws:iam::123456789012:role/x") + " y");
  EXPECT_EQ(replaced("fe80::1:2:3 at 10:30:00Z, 4.3.1"),
            tokens.token("address", "fe80::1:2:3") + " at 10:30:00Z, 4.3.1");
  EXPECT_EQ(tokens.token("topic", "payments"), tokens.token("topic", "PAYMENTS"));
  EXPECT_NE(NameTokens(std::string(32, 'x'), {}).token("topic", "payments"),
            tokens.token("topic", "payments"));
}

TEST(Names, NeedsAKeyAndAKnownAudience) {
  DocumentOptions options;
  options.audience = Audience::kVendor;
  EXPECT_TRUE(make_documents(fixture_input({}).value(), options).failed_with(ErrorCode::kInvalid));
  EXPECT_FALSE(parse_audience("everyone").ok());
}

TEST(Exports, OscalHasFindingsOnlyAfterASignature) {
  FixtureTexts texts;
  const auto results = [](const Documents& documents) {
    return Json::parse(
        documents.files.at("oscal/assessment-results.json"))["assessment-results"]["results"][0];
  };
  const Json before = results(documents_of(Audience::kAuditor, texts));
  EXPECT_FALSE(before.contains("findings"));
  EXPECT_EQ(before["observations"].size(), 5U);
  texts.is_signed = true;
  const Json after = results(documents_of(Audience::kAuditor, texts));
  ASSERT_EQ(after["findings"].size(), 1U);
  // Accepted by the reviewer, and still UNKNOWN in part: this is not "satisfied".
  EXPECT_EQ(after["findings"][0]["target"]["status"]["state"], "not-satisfied");
  std::map<std::string, std::string> methods;
  for (const Json& observation : after["observations"]) {
    methods[observation["props"][1]["value"]] = observation["methods"][0];
  }
  EXPECT_EQ(methods["attestation"], "INTERVIEW");
  EXPECT_EQ(methods["config-snapshot"], "EXAMINE");
  EXPECT_EQ(methods["canary-scan"], "TEST");
}

TEST(Exports, CaiqAnswersYesOnlyFromClaimsThatHold) {
  const std::string csv = documents_of(Audience::kAuditor).files.at("exports/caiq.csv");
  EXPECT_TRUE(holds(csv, "IAM-05.1,,UNKNOWN 3")) << csv;
  EXPECT_FALSE(holds(csv, ",yes,")) << csv;
}

TEST(Exports, DoraInputsLeaveBlankWhatNobodyTold) {
  const std::string csv =
      documents_of(Audience::kAuditor).files.at("exports/dora-register-inputs.csv");
  EXPECT_TRUE(holds(csv, "contract: reference number,,,,")) << csv;
  EXPECT_TRUE(holds(csv, "Not a filing.")) << csv;
  EXPECT_TRUE(holds(csv, "registration: HRB 1; country: DE")) << csv;
}

TEST(Exports, UuidIsVersionFiveAndStable) {
  const std::string id = stable_uuid("a");
  EXPECT_EQ(id, stable_uuid("a"));
  EXPECT_NE(id, stable_uuid("b"));
  EXPECT_EQ(id[14], '5');
}

TEST(Boundary, ShowsEveryArtifactInEveryZoneAndWhatCrossed) {
  const Json json = Json::parse(documents_of(Audience::kAuditor).files.at("boundary.json"));
  ASSERT_EQ(json["artifacts"].size(), 6U);
  for (const Json& artifact : json["artifacts"]) {
    ASSERT_EQ(artifact["zones"].size(), 4U);
    for (const Json& zone : artifact["zones"]) EXPECT_FALSE(zone["claims"].empty()) << artifact;
  }
  const Json& payloads = json["artifacts"][0]["zones"][2];
  EXPECT_EQ(payloads["verdict"], "CONTRADICTED");
  EXPECT_EQ(payloads["crossing"], "crosses, against what was claimed");
  EXPECT_EQ(payloads["forms"][0]["form"], "clear");
}

TEST_F(FolderTest, ZipIsReproducibleAndComesBack) {
  put("packet/manifest.dsse.json", "{}");
  put("packet/items/a.dsse.json", std::string(1000, 'a'));
  put("packet/raw/empty", "");
  ASSERT_TRUE(zip_packet(folder_ / "packet", folder_ / "one.zip").ok());
  fs::last_write_time(folder_ / "packet/items/a.dsse.json",
                      fs::file_time_type::min() + std::chrono::hours(24 * 365));
  ASSERT_TRUE(zip_packet(folder_ / "packet", folder_ / "two.zip").ok());
  EXPECT_EQ(get("one.zip"), get("two.zip"));
  EXPECT_TRUE(holds(get("one.zip"), std::string(1000, 'a'))) << "members are stored";
  ASSERT_TRUE(unzip_packet(folder_ / "one.zip", folder_ / "back").ok());
  EXPECT_EQ(get("back/items/a.dsse.json"), std::string(1000, 'a'));
  EXPECT_TRUE(fs::exists(folder_ / "back/raw/empty"));
  EXPECT_TRUE(zip_packet(folder_ / "packet", folder_ / "one.zip").error().detail.size() > 0);
  EXPECT_TRUE(
      unzip_packet(folder_ / "one.zip", folder_ / "back").failed_with(ErrorCode::kAlreadyExists));
}

TEST_F(FolderTest, ZipRefusesLinksOddPathsAndWhatIsNoPacket) {
  put("packet/manifest.dsse.json", "{}");
  fs::create_symlink("/etc/passwd", folder_ / "packet/link");
  EXPECT_FALSE(zip_packet(folder_ / "packet", folder_ / "a.zip").ok());
  fs::remove(folder_ / "packet/link");
  put("packet/odd name", "x");
  EXPECT_FALSE(zip_packet(folder_ / "packet", folder_ / "a.zip").ok());
  put("other/file", "x");
  EXPECT_FALSE(zip_packet(folder_ / "other", folder_ / "a.zip").ok());
  EXPECT_FALSE(fs::exists(folder_ / "a.zip"));
}

struct HostileMember {
  std::string name;
  std::string bytes;
  int method = ZIP_CM_STORE;
  std::uint32_t mode = 0100644;
};

void make_zip(const fs::path& path, const std::vector<HostileMember>& members) {
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_EXCL, &code);
  ASSERT_NE(archive, nullptr);
  for (const HostileMember& member : members) {
    zip_source_t* source = zip_source_buffer(archive, member.bytes.data(), member.bytes.size(), 0);
    const zip_int64_t at = zip_file_add(archive, member.name.c_str(), source, 0);
    ASSERT_GE(at, 0) << member.name;
    const auto index = static_cast<zip_uint64_t>(at);
    zip_set_file_compression(archive, index, member.method, 0);
    zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_UNIX, member.mode << 16U);
  }
  ASSERT_EQ(zip_close(archive), 0);
}

TEST_F(FolderTest, UnzipRefusesHostileMembersBeforeWritingAny) {
  const std::vector<std::pair<HostileMember, std::string>> cases = {
      {{"../climbs", "x"}, "no path"},
      {{"/absolute", "x"}, "no path"},
      {{"a/./b", "x"}, "no path"},
      {{"back\\slash", "x"}, "no path"},
      {{"deflated", std::string(5000, 'a'), ZIP_CM_DEFLATE}, "compressed"},
      {{"link", "/etc/passwd", ZIP_CM_STORE, 0120777}, "a link"},
      {{"big", std::string(5000, 'b')}, "at most"},
  };
  int number = 0;
  for (const auto& [member, why] : cases) {
    const fs::path zip = folder_ / (std::to_string(++number) + ".zip");
    make_zip(zip, {{"a-good-one", "y"}, member});
    UnzipLimits limits;
    limits.member_bytes_max = member.name == "big" ? 100 : 100000;
    const Result<> done = unzip_packet(zip, folder_ / "out", limits);
    ASSERT_FALSE(done.ok()) << member.name;
    EXPECT_TRUE(holds(done.error().detail, why)) << done.error().detail;
    EXPECT_FALSE(fs::exists(folder_ / "out")) << member.name;
  }
}

TEST_F(FolderTest, UnzipRefusesTwiceTheSameNameBadChecksumsAndTooMany) {
  make_zip(folder_ / "two.zip", {{"name-a", "x"}, {"name-b", "the bytes"}});
  std::string bytes = get("two.zip");
  std::string twice = bytes;
  for (std::size_t at = 0; (at = twice.find("name-b", at)) != std::string::npos;) {
    twice.replace(at, 6, "name-a");
  }
  put("twice.zip", twice);
  EXPECT_FALSE(unzip_packet(folder_ / "twice.zip", folder_ / "out").ok());
  bytes.replace(bytes.find("the bytes"), 9, "no bytes!");
  put("wrong.zip", bytes);
  EXPECT_FALSE(unzip_packet(folder_ / "wrong.zip", folder_ / "out").ok());
  UnzipLimits limits;
  limits.members_max = 1;
  EXPECT_TRUE(unzip_packet(folder_ / "two.zip", folder_ / "out2", limits)
                  .failed_with(ErrorCode::kTooLarge));
  put("text.zip", "this is no zip");
  EXPECT_FALSE(unzip_packet(folder_ / "text.zip", folder_ / "out3").ok());
}

TEST_F(FolderTest, PdfNeedsABrowserThatEndsWellAndInTime) {
  const auto script = [&](const std::string& name, const std::string& text) {
    put(name, "#!/bin/sh\n" + text + "\n");
    fs::permissions(folder_ / name, fs::perms::owner_all);
    return folder_ / name;
  };
  PdfOptions options;
  options.browser = folder_ / "missing";
  EXPECT_TRUE(print_pdf("<p>", folder_, options).failed_with(ErrorCode::kNotFound));
  options.browser = script("fails", "exit 3");
  EXPECT_TRUE(print_pdf("<p>", folder_, options).failed_with(ErrorCode::kInternal));
  options.browser = script("hangs", "sleep 600");
  options.seconds_max = 1;
  EXPECT_TRUE(print_pdf("<p>", folder_, options).failed_with(ErrorCode::kTimeout));
  options.seconds_max = 60;
  options.browser = script("prints", R"(for a in "$@"; do case "$a" in --print-to-pdf=*)
    printf '%%PDF-1.7' > "${a#--print-to-pdf=}";; esac; done)");
  EXPECT_EQ(print_pdf("<p>", folder_, options).value_or("failed"), "%PDF-1.7");
  std::size_t left = 0;
  for (const auto& entry : fs::directory_iterator(folder_)) left += entry.is_directory() ? 1 : 0;
  EXPECT_EQ(left, 0U) << "work folders are removed";
}

}  // namespace
}  // namespace ringfence::review
