// Goal: the local page answers its own address with its token only, shows what the review holds,
// and writes what it is asked to write and nothing else. Method: the handler is called as the HTTP
// server calls it, on a review folder made for the test; the browser's side is tests/review.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "evidence/crypto.h"
#include "review/model/review_folder.h"
#include "review/page/page_handler.h"
#include "review/page/subject_json.h"
#include "verifier/text.h"

namespace ringfence::review {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::int64_t kNow = 1'795'000'000;  // 2026-11-18

class PageTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() / ("rf-page-" + evidence::to_hex(evidence::random_bytes(6)));
    auto made = ReviewFolder::create(folder_, {"Streams 2026", "Bank AG", "2026-11-01T00:00:00Z"});
    ASSERT_TRUE(made) << made.error().detail;
    evidence::Scope scope;
    scope.system = {"broker", "Vendor Ltd", "payments", "1234", "c1", "eu-central-1", "records"};
    scope.environment = "test";
    std::vector<KeyHolder> holders;
    for (const char* role : {"cust-log", "probe", "reviewer", "cust-release"}) {
      const std::string file = std::string(role) == "cust-log" ? "log" : role;
      ASSERT_TRUE(made->make_key(file));
      holders.push_back({file, file, role, "Bank AG", "operator", "desk", "A. Auditor",
                         "read over the telephone"});
    }
    auto subject = made->add_subject("payments", scope, holders, kNow);
    ASSERT_TRUE(subject) << subject.error().detail;
  }
  void TearDown() override { fs::remove_all(folder_); }

  PageAnswer send(std::string method, std::string target, std::string body = "",
                  std::string origin = "", std::string host = "127.0.0.1:4000") {
    PageHandler handler(
        {folder_,
         kToken,
         {"127.0.0.1:4000", "localhost:4000"},
         [] { return kNow; },
         [this](const std::string& subject, const PageSigner& signer) -> Result<std::string> {
           signed_ += subject + "/" + signer.role + "/" + signer.name + "/" + signer.title;
           return std::string("packet.zip");
         }});
    return handler.answer({std::move(method), std::move(target), std::move(body), std::move(host),
                           std::move(origin)});
  }
  PageAnswer get(const std::string& path) { return send("GET", std::string("/") + kToken + path); }
  PageAnswer post(const std::string& path, const json& body) {
    return send("POST", std::string("/") + kToken + path, body.dump(), "http://127.0.0.1:4000");
  }
  json subject() {
    const PageAnswer answer = get("/api/subject/payments");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return json::parse(answer.body);
  }
  static json decision(std::string question, std::string what) {
    return {
        {"question", question}, {"decision", what},    {"condition", ""}, {"until", ""},
        {"comment", "seen"},    {"owner", "B. Owner"}, {"due", ""},       {"by", "C. Chair, CISO"}};
  }

  static constexpr const char* kToken = "00112233445566778899aabbccddeeff";
  fs::path folder_;
  std::string signed_;
};

TEST_F(PageTest, ShowsThePageAndItsParts) {
  EXPECT_EQ(get("/").status, 200);
  EXPECT_NE(get("/").body.find("<title>Review</title>"), std::string::npos);
  EXPECT_EQ(get("/app.js").content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(get("/app.css").status, 200);
  EXPECT_EQ(get("/../review.toml").status, 404);
  EXPECT_EQ(get("/keys/log.pem").status, 404);
}

TEST_F(PageTest, RefusesOtherHostsOriginsAndTokens) {
  const std::string page = std::string("/") + kToken + "/api/review";
  EXPECT_EQ(send("GET", page).status, 200);
  EXPECT_EQ(send("GET", page, "", "", "localhost:4000").status, 200);
  EXPECT_EQ(send("GET", page, "", "", "evil.example:4000").status, 403);  // DNS rebinding
  EXPECT_EQ(send("GET", page, "", "", "").status, 403);
  EXPECT_EQ(send("GET", page, "", "http://evil.example").status, 403);
  EXPECT_EQ(send("GET", page, "", "null").status, 403);
  for (const char* target : {"/", "/api/review", "//api/review", "/00/api/review", "",
                             "/00112233445566778899aabbccddeefe/api/review",
                             "/00112233445566778899aabbccddeeff0/api/review"}) {
    EXPECT_EQ(send("GET", target).status, 403) << target;
  }
}

TEST_F(PageTest, ReadsOnlyByGetAndWritesOnlyByPost) {
  EXPECT_EQ(post("/api/subject/payments", json::object()).status, 405);
  EXPECT_EQ(get("/api/record/payments").status, 405);
  EXPECT_EQ(send("PUT", std::string("/") + kToken + "/api/record/payments").status, 405);
  EXPECT_EQ(send("POST", std::string("/") + kToken + "/app.js").status, 405);
  EXPECT_EQ(get("/api/nothing").status, 404);
}

TEST_F(PageTest, ShowsASubject) {
  const json shown = subject();
  EXPECT_EQ(shown["questions"].size(), 70u);
  EXPECT_EQ(shown["claims"].size(), 215u);
  EXPECT_EQ(shown["questions"][0]["verdict"], "UNKNOWN");
  EXPECT_EQ(shown["product"], "broker");
  EXPECT_EQ(get("/api/subject/nobody").status, 400);  // lists those that there are
  const PageAnswer map = get("/api/map/payments");
  EXPECT_EQ(map.content_type, "image/svg+xml");
  EXPECT_NE(map.body.find("<svg"), std::string::npos);
}

TEST_F(PageTest, KeepsADecision) {
  ASSERT_EQ(post("/api/record/payments", decision("K3", "accepted")).status, 200);
  json k3;
  for (const json& question : subject()["questions"]) {
    if (question["id"] == "K3") k3 = question["decision"];
  }
  EXPECT_EQ(k3["decision"], "accepted");
  EXPECT_EQ(k3["by"], "C. Chair, CISO");
  EXPECT_EQ(k3["decided"], "2026-11-18");
  ASSERT_EQ(post("/api/record/payments", decision("K3", "")).status, 200);
  for (const json& question : subject()["questions"]) EXPECT_TRUE(question["decision"].is_null());
}

TEST_F(PageTest, RefusesBadDecisions) {
  EXPECT_EQ(post("/api/record/payments", decision("K99", "accepted")).status, 400);
  EXPECT_EQ(post("/api/record/payments", decision("K3", "perhaps")).status, 400);
  EXPECT_EQ(post("/api/record/payments", decision("K3", "exception")).status, 400);  // no date
  EXPECT_EQ(post("/api/record/payments", json::array()).status, 400);
  json numbers = decision("K3", "accepted");
  numbers["owner"] = 7;
  const PageAnswer answer = post("/api/record/payments", numbers);
  EXPECT_EQ(answer.status, 400);
  EXPECT_NE(answer.body.find("owner"), std::string::npos);
  EXPECT_EQ(send("POST", std::string("/") + kToken + "/api/record/payments", "{", "").status, 400);
}

TEST_F(PageTest, FilesAnAnswerAsAWord) {
  json word = {{"claim", "C1.res.d"},
               {"says", "yes"},
               {"statement", "No further copy exists."},
               {"entity", "Vendor Ltd"},
               {"signer", "V. Officer, CISO"},
               {"version", ""},
               {"source", "letter"},
               {"answered", "2026-11-17"},
               {"valid_until", ""}};
  const PageAnswer filed = post("/api/answers/payments", word);
  ASSERT_EQ(filed.status, 200) << filed.body;
  const json shown = subject();
  EXPECT_EQ(shown["claims"]["C1.res.d"]["verdict"], "ATTESTED");
  EXPECT_EQ(shown["answers"].size(), 1u);
  word["answered"] = "2027-01-01";
  EXPECT_EQ(post("/api/answers/payments", word).status, 400);
  word["answered"] = "2026-11-17";
  word["claim"] = "X.y";
  EXPECT_EQ(post("/api/answers/payments", word).status, 400);
  EXPECT_EQ(subject()["answers"].size(), 1u);
}

TEST_F(PageTest, PassesASignatureOnWhole) {
  EXPECT_EQ(get("/api/sign/payments").status, 405);
  EXPECT_EQ(post("/api/sign/payments", {{"role", "risk owner"}, {"name", "J. Roe"}}).status, 400);
  EXPECT_EQ(signed_, "");
  const json signer = {{"role", "risk owner"}, {"name", "J. Roe"}, {"title", "Head of risk"}};
  EXPECT_EQ(json::parse(post("/api/sign/payments", signer).body)["packet"], "packet.zip");
  EXPECT_EQ(signed_, "payments/risk owner/J. Roe/Head of risk");
}

TEST_F(PageTest, ComparesSubjectsWithPublicFiles) {
  const json review = json::parse(get("/api/review").body);
  EXPECT_EQ(review["subjects"], json::array({"payments"}));
  ASSERT_GE(review["public"].size(), 6u);
  const PageAnswer compared = get("/api/compare?with=" + std::string(review["public"][0]["id"]));
  ASSERT_EQ(compared.status, 200) << compared.body;
  const json both = json::parse(compared.body);
  EXPECT_EQ(both["columns"].size(), 2u);
  EXPECT_EQ(get("/api/compare?with=nobody").status, 404);
}

TEST_F(PageTest, SaysWhenTheFolderIsInUse) {
  const auto held = ReviewFolder::open(folder_);
  ASSERT_TRUE(held);
  EXPECT_EQ(get("/api/review").status, 409);
}

}  // namespace
}  // namespace ringfence::review
