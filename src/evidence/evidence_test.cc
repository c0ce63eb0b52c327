// Goal: what this folder writes is what docs/formats say and what an independent reader accepts.
// Method: proofs against the definitions of RFC 6962; a folder interrupted at each step; a packet
// made through the C++ interface and read by src/verifier.
#include <gtest/gtest.h>

#include "evidence/files.h"
#include "evidence/packet_writer.h"
#include "verifier/report.h"

namespace ringfence::evidence {
namespace {

namespace fs = std::filesystem;

SigningKey key_of(char letter) { return SigningKey::from_seed(std::string(32, letter)).value(); }

struct Folder : testing::Test {
  Folder() {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    path = fs::path(testing::TempDir()) / ("rf_evidence_" + std::string(info->name()));
    fs::remove_all(path);
  }
  ~Folder() override { fs::remove_all(path); }
  Result<EvidenceFolder> open() {
    return EvidenceFolder::open(path / "evidence", "example.org/log", key_of('l'));
  }
  fs::path path;
};

Item reading() {
  Item item;
  item.type = "config-snapshot";
  item.claims = {"C1.acc.b"};
  item.zone = "Z2";
  item.scope.system = {"Example", "Example GmbH", "orders", "1", "c", "eu", "b"};
  item.scope.build = "b1";
  item.role = "probe";
  item.from = "2026-06-01T00:00:00Z";
  item.to = "2026-06-01T01:00:00Z";
  item.valid_until = "2026-06-30T00:00:00Z";
  item.tool = "bucket-probe";
  item.tool_version = "1";
  item.population = item.examined = 4;
  item.unit = "policies \"quoted\"";
  item.result = "holds";
  item.limits = {"snapshot", "policy-set"};
  item.assumes = {"A1", "A7"};
  return item;
}

TEST(Merkle, ConsistencyBetweenAllSizes) {
  std::vector<Digest> leaves;
  for (int i = 0; i < 40; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    const Digest root = tree_root(leaves.data(), size);
    for (std::size_t old = 1; old <= size; ++old) {
      const Digest old_root = tree_root(leaves.data(), old);
      auto proof = consistency_proof(leaves, old, size);
      EXPECT_TRUE(consistency_holds(old, old_root, size, root, proof)) << old << " " << size;
      if (old < size) {
        EXPECT_FALSE(consistency_holds(old, root, size, root, proof)) << old << " " << size;
      }
      proof.push_back(root);
      EXPECT_FALSE(consistency_holds(old, old_root, size, root, proof));
    }
  }
}

TEST(Keys, PemRoundTripAndNoOverwriting) {
  const fs::path file = fs::path(testing::TempDir()) / "rf_evidence_key.pem";
  fs::remove(file);
  const SigningKey key = SigningKey::generate().value();
  ASSERT_TRUE(key.save_pem(file));
  EXPECT_EQ(SigningKey::load_pem(file)->id(), key.id());
  EXPECT_FALSE(key.save_pem(file));
  EXPECT_TRUE(verifier::ed25519_verify(key.public_key(), "m", key.sign("m")));
  fs::remove(file);
}

TEST_F(Folder, RunsAreNumberedWithoutGapsAndOpenOnesAreFound) {
  const SigningKey probe = key_of('p');
  auto folder = open();
  ASSERT_TRUE(folder);
  Item item = reading();
  EXPECT_EQ(folder->begin_run(item, probe).value(), 1);
  EXPECT_EQ(folder->open_runs().size(), 1U);
  item.run = 1;
  ASSERT_TRUE(folder->add(item, probe));
  EXPECT_TRUE(folder->open_runs().empty());
  EXPECT_EQ(folder->begin_run(item, probe).value(), 2);

  auto again = open();  // a new process
  ASSERT_TRUE(again);
  EXPECT_EQ(again->log().size(), 3U);
  EXPECT_EQ(again->open_runs().at(0).run, 2);
  EXPECT_EQ(again->next_run(probe.id(), "bucket-probe"), 3);
}

TEST_F(Folder, ItemStoredButNotLoggedIsLoggedAtTheNextStart) {
  const SigningKey probe = key_of('p');
  {
    auto folder = open();
    ASSERT_TRUE(folder->begin_run(reading(), probe));
    Item item = reading();
    item.run = 1;
    StoredItem about{"", 0, item.type, probe.id(), item.tool, 1};
    // Stored, and killed before the log was published.
    ASSERT_TRUE(folder->add_statement(make_statement(item, probe.id()), about, {&probe}));
  }
  auto folder = open();
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->log().size(), 2U);
  EXPECT_TRUE(folder->open_runs().empty());
}

TEST_F(Folder, ChangedEntriesAreNotContinued) {
  ASSERT_TRUE(open()->begin_run(reading(), key_of('p')));
  const fs::path bundle = path / "evidence/log/tile/entries/000.p/1";
  std::string bytes = *read_file(bundle);
  bytes[10] ^= 1;
  ASSERT_TRUE(write_file(bundle, bytes));
  EXPECT_TRUE(open().failed_with(ErrorCode::kCorrupt));
}

std::string trust_json(const std::string& set_digest) {
  std::string keys;
  const std::vector<std::array<std::string, 3>> all = {{"example.org/log", "cust-log", "l"},
                                                       {"probe", "probe", "p"},
                                                       {"release", "cust-release", "r"}};
  for (const auto& [name, role, letter] : all) {
    if (!keys.empty()) keys += ",";
    keys += "{\"name\":\"" + name + "\",\"public_key\":\"" +
            to_base64(key_of(letter[0]).public_key()) + "\",\"role\":\"" + role +
            "\",\"holder\":\"H\",\"party\":\"operator\",\"host\":\"" + letter +
            "\",\"confirmed_by\":\"R\",\"how\":\"in person\",\"date\":\"2026-05-01\","
            "\"valid_from\":\"2026-01-01T00:00:00Z\",\"valid_until\":\"2027-01-01T00:00:00Z\"}";
  }
  return "{\"type\":\"ringfence-trust-policy/v1\",\"question_set\":\"" + set_digest +
         "\",\"subject\":{" + scope_json(reading().scope) +
         "},\"log\":\"example.org/log\",\"keys\":[" + keys + "],\"nonces\":[]}";
}

TEST_F(Folder, PacketIsReadByTheVerifier) {
  const SigningKey probe = key_of('p');
  auto folder = open();
  Item item = reading();
  item.run = folder->begin_run(item, probe).value();
  item.raw = {{folder->add_raw("policy text").value(), "application/json", "full"}};
  ASSERT_TRUE(folder->add(item, probe));
  const std::string digest = verifier::load_question_set("")->digest;
  PacketOptions options;
  options.created = "2026-06-02T00:00:00Z";
  options.question_set = digest;
  options.subject = item.scope;
  options.files = {{"statement.md", "Between T0 and T1\n"}};
  const SigningKey release = key_of('r');
  ASSERT_TRUE(write_packet(*folder, path / "packet", options, release));
  EXPECT_FALSE(write_packet(*folder, path / "packet", options, release)) << "never over a packet";
  ASSERT_TRUE(write_file(path / "trust.json", trust_json(digest)));
  verifier::Options run;
  run.trust = path / "trust.json";
  run.packet = path / "packet";
  run.printing.now = *verifier::parse_time("2026-06-02T00:00:00Z");
  const verifier::Outcome outcome = verifier::verify(run);
  ASSERT_EQ(outcome.exit_code, 2) << outcome.output;
  EXPECT_EQ(outcome.report.claims.at("C1.acc.b").verdict, verifier::Verdict::kMeasured);
  EXPECT_EQ(outcome.report.claims.at("C1.acc.b").by, "H");
  EXPECT_TRUE(outcome.report.gaps.empty());
}

}  // namespace
}  // namespace ringfence::evidence
