// Goal: the verifier's own primitives agree with published vectors, and its strict readers refuse
// what two readers could understand differently. Method: vectors of RFC 6962, RFC 8032, RFC 4648,
// C2SP and DSSE; tables of good and bad texts. Whole packets are tested in tests/evidence.
#include <gtest/gtest.h>

#include "verifier/report.h"

namespace ringfence::verifier {
namespace {

std::string hex(std::string_view text) { return from_hex(text).value(); }

const std::vector<std::string> kReferenceLeaves = {"",
                                                   "00",
                                                   "10",
                                                   "2021",
                                                   "3031",
                                                   "40414243",
                                                   "5051525354555657",
                                                   "606162636465666768696a6b6c6d6e6f"};

std::vector<Digest> reference_hashes() {
  std::vector<Digest> out;
  for (const std::string& leaf : kReferenceLeaves) out.push_back(leaf_hash(hex(leaf)));
  return out;
}

TEST(Tree, Rfc6962ReferenceRoots) {
  const auto leaves = reference_hashes();
  const std::map<std::size_t, std::string> roots = {
      {0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
      {3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
      {7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
      {8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"}};
  for (const auto& [count, root] : roots) {
    EXPECT_EQ(to_hex(bytes_of(tree_root(leaves.data(), count))), root) << count;
  }
}

// A path written out by the definition, to check the verifier's walk against.
void path_of(const Digest* leaves, std::size_t count, std::size_t index, std::vector<Digest>& out) {
  if (count == 1) return;
  const std::size_t left = std::bit_floor(count - 1);
  const bool right = index >= left;
  path_of(right ? leaves + left : leaves, right ? count - left : left, right ? index - left : index,
          out);
  out.push_back(right ? tree_root(leaves, left) : tree_root(leaves + left, count - left));
}

TEST(Tree, InclusionHoldsForEveryLeafAndNoOther) {
  const auto leaves = reference_hashes();
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    const Digest root = tree_root(leaves.data(), size);
    for (std::size_t index = 0; index < size; ++index) {
      std::vector<Digest> path;
      path_of(leaves.data(), size, index, path);
      EXPECT_TRUE(inclusion_holds(index, size, leaves[index], path, root));
      EXPECT_FALSE(inclusion_holds(index, size, leaves[(index + 1) % 8], path, root));
      EXPECT_FALSE(inclusion_holds(index + size, size, leaves[index], path, root));
      path.push_back(root);
      EXPECT_FALSE(inclusion_holds(index, size, leaves[index], path, root));
    }
  }
}

TEST(Tree, TilePaths) {
  EXPECT_EQ(tile_path(1234067, 256), "x001/x234/067");
  EXPECT_EQ(tile_path(0, 256), "000");
  EXPECT_EQ(tile_path(273, 112), "273.p/112");  // size 70000: 273 full tiles and 112 leaves
  EXPECT_EQ(tile_path(1, 17), "001.p/17");
}

TEST(Text, Ed25519OfRfc8032) {
  struct Vector {
    std::string key, message, signature;
  };
  const std::vector<Vector> vectors = {
      {"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf"
       "9b4"
       "6bd25bf5f0595bbe24655141438e7a100b"},
      {"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f"
       "11d"
       "8c387b2eaeb4302aeeb00d291612bb0c00"},
      {"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
       "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984"
       "dc6"
       "594a7c15e9716ed28dc027beceea1ec40a"}};
  for (const Vector& v : vectors) {
    EXPECT_TRUE(ed25519_verify(hex(v.key), hex(v.message), hex(v.signature)));
    EXPECT_FALSE(ed25519_verify(hex(v.key), hex(v.message) + "x", hex(v.signature)));
    std::string broken = hex(v.signature);
    broken[40] ^= 1;
    EXPECT_FALSE(ed25519_verify(hex(v.key), hex(v.message), broken));
    EXPECT_FALSE(ed25519_verify(hex(v.key).substr(1), hex(v.message), hex(v.signature)));
  }
}

TEST(Text, DsseEncodingOfTheSpecification) {
  EXPECT_EQ(dsse_encoding("http://example.com/HelloWorld", "hello world"),
            "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
}

TEST(Text, Base64HasOneSpelling) {
  for (const char* text : {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"}) {
    ASSERT_TRUE(from_base64(text)) << text;
    EXPECT_EQ(to_base64(*from_base64(text)), text);
  }
  for (const char* text : {"Zg", "Zg=", "Zh==", "Zm9=", "Zm9vYg==Zm9v", "Z===", "Zm 9", "Zm9-"}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
}

TEST(Text, TimesHaveOneSpelling) {
  EXPECT_EQ(parse_time("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(parse_time("2000-02-29T12:00:00Z"), 951825600);
  EXPECT_EQ(format_time(951825600), "2000-02-29T12:00:00Z");
  for (std::int64_t at = 0; at < 253402300799; at += 86399 * 977) {
    EXPECT_EQ(parse_time(format_time(at)), at);
  }
  for (const char* text : {"2001-02-29T00:00:00Z", "2000-13-01T00:00:00Z", "2000-01-01T24:00:00Z",
                           "2000-01-01 00:00:00Z", "2000-01-01T00:00:00+00:00",
                           "2000-01-01T00:00:60Z", "1969-12-31T23:59:59Z", ""}) {
    EXPECT_FALSE(parse_time(text)) << text;
  }
}

TEST(Json, RefusesWhatTwoReadersCouldReadDifferently) {
  const std::vector<std::string> bad = {"",
                                        "{",
                                        "[1,]",
                                        "{\"a\":1,}",
                                        "{\"a\":1,\"a\":2}",
                                        "{\"a\":{\"b\":1,\"b\":1}}",
                                        "01",
                                        "1.0",
                                        "1e3",
                                        "9007199254740992",
                                        "-",
                                        "+1",
                                        "\"\\ud800\"",
                                        "\"\\udc00\"",
                                        "\"\x01\"",
                                        "\"\\x\"",
                                        "\"\xff\"",
                                        "\"\xc0\xaf\"",
                                        "\"\xed\xa0\x80\"",
                                        "nul",
                                        "NaN",
                                        "1 2",
                                        "\xef\xbb\xbf"
                                        "1",
                                        std::string(40, '[') + std::string(40, ']'),
                                        "{1:2}",
                                        "[1 2]",
                                        "\"",
                                        "/*c*/1"};
  for (const std::string& text : bad) EXPECT_FALSE(parse_json(text, "f")) << text;
  const std::vector<std::string> good = {
      "{}", "[]", " [ 1 , -2 , true, null ] ", "\"\\ud83d\\ude00\"", "9007199254740991", "-0"};
  for (const std::string& text : good) EXPECT_TRUE(parse_json(text, "f")) << text;
  EXPECT_EQ(parse_json("\"\\u00e9\\n\"", "f")->text, "\xc3\xa9\n");
}

TEST(Json, RefusesTooManyValues) {
  std::string text = "[0";
  for (std::size_t i = 0; i < kJsonValuesMax; ++i) text += ",0";
  EXPECT_FALSE(parse_json(text + "]", "f"));
}

TEST(Json, EnvelopeHasOneSpelling) {
  const std::string good = "{\"payload\":\"aGk=\",\"payloadType\":\"t\",\"signatures\":[]}\n";
  ASSERT_TRUE(read_envelope(good, "f"));
  for (std::string text : {" " + good, good + "\n",
                           std::string("{\"payloadType\":\"t\",\"payload\":\"aGk=\","
                                       "\"signatures\":[]}\n")}) {
    EXPECT_FALSE(read_envelope(text, "f")) << text;
  }
}

TEST(QuestionSet, IsCompiledInWhole) {
  const auto set = load_question_set("");
  ASSERT_TRUE(set);
  EXPECT_EQ(set->questions.size(), 70U);
  EXPECT_EQ(set->claims.size(), 215U);
  EXPECT_EQ(set->digest.size(), 64U);
  std::set<std::string> required;
  for (const Question& question : set->questions) {
    required.insert(question.claims.begin(), question.claims.end());
  }
  EXPECT_EQ(required.size(), 215U) << "a claim that no question needs is a claim dropped";
}

TEST(QuestionSet, AChangedWordIsAnotherSet) {
  QuestionFiles files = compiled_question_files();
  const std::string before = read_question_set(files)->digest;
  files["limits"].replace(files["limits"].find("Nobody can show"), 6, "We can");
  EXPECT_NE(read_question_set(files)->digest, before);
  files["claims"].resize(files["claims"].size() - 1);
  EXPECT_FALSE(read_question_set(files)) << "a file without its last line end";
}

// The rules alone, on one item; whole packets try each rule again in tests/evidence/lies.py.
struct Rules : testing::Test {
  Rules() {
    set = *load_question_set("");
    trust.question_set = set.digest;
    trust.subject.system.assign(7, "x");
    trust.subject.environment = "production";
    key.id = "k";
    key.role = "probe";
    key.until = 1000;
    item.key = &key;
    item.type = "E07";
    item.role = "probe";
    item.grade = "M";
    item.run = 1;
    item.to = 100;
    item.valid_until = 900;
    item.tool = "t";
    item.population = item.examined = 10;
    item.result = "holds";
    item.claims = {"C1.acc.b"};
    item.limits = {"snapshot", "policy-set"};
    item.assumes = {"A1", "A7"};
    item.scope = trust.subject;
    context = {&set, &trust, trust.subject, 500};
    claim = set.claims.at("C1.acc.b");
  }
  QuestionSet set;
  Trust trust;
  TrustKey key;
  Item item;
  Context context;
  Claim claim;
};

TEST_F(Rules, R1_grades_are_computed) {
  EXPECT_TRUE(grades_are_computed(item, claim).met());
  item.grade = "P";
  EXPECT_FALSE(grades_are_computed(item, claim).met());
}
TEST_F(Rules, R2_proven_speaks_of_this_run) {
  Verdict grade = Verdict::kUnknown;
  item.type = "E13";
  claim = set.claims.at("C1.del.a");
  EXPECT_TRUE(proven_speaks_of_this_run(item, claim, grade).met());
  EXPECT_EQ(grade, Verdict::kAttested);
  item.recomputed = "the set";
  EXPECT_TRUE(proven_speaks_of_this_run(item, claim, grade).met());
  EXPECT_EQ(grade, Verdict::kProven);
  item.wrong = "the set";
  EXPECT_FALSE(proven_speaks_of_this_run(item, claim, grade).met());
}
TEST_F(Rules, R3_question_set_is_the_readers) {
  EXPECT_TRUE(question_set_is_the_readers(set, trust).met());
  trust.question_set = std::string(64, '0');
  EXPECT_FALSE(question_set_is_the_readers(set, trust).met());
}
TEST_F(Rules, R4_scope_binds) {
  bool stale = true;
  EXPECT_TRUE(scope_binds(item, context, stale).met());
  item.scope.build = "other";
  EXPECT_FALSE(scope_binds(item, context, stale).met());
  EXPECT_TRUE(stale);
  item.scope.environment = "emulator";
  EXPECT_FALSE(scope_binds(item, context, stale).met());
  EXPECT_FALSE(stale);
}
TEST_F(Rules, R5_measurer_is_named) {
  EXPECT_TRUE(measurer_is_named(item).met());
  key.until = 50;
  EXPECT_FALSE(measurer_is_named(item).met());
}
TEST_F(Rules, R6_no_choosing_of_runs) {
  Item start = item;
  start.leaf = 0;
  item.leaf = 1;
  ProbeRuns& runs = context.probes[{"k", "t"}];
  runs.outcomes[1] = {&item};
  EXPECT_FALSE(no_choosing_of_runs(item, claim, context).met()) << "not announced";
  runs.starts[1] = &start;
  EXPECT_TRUE(no_choosing_of_runs(item, claim, context).met());
  runs.outcomes[3] = {&item};
  EXPECT_FALSE(no_choosing_of_runs(item, claim, context).met()) << "run 2 is missing";
}
TEST_F(Rules, R7_counter_evidence_is_found) {
  Item contrary = item;
  contrary.result = "fails";
  EXPECT_EQ(counter_evidence_is_found({&item, &contrary}).size(), 1U);
  Item again = item;
  again.run = 2;
  EXPECT_TRUE(counter_evidence_is_found({&contrary, &again}).empty());
  again.population = 5;
  EXPECT_EQ(counter_evidence_is_found({&contrary, &again}).size(), 1U);
}
TEST_F(Rules, R8_expiry_is_capped_by_reader) {
  EXPECT_TRUE(expiry_is_capped_by_reader(item, claim, context).met());
  context.now = 100 + 7 * 86400 + 1;
  item.valid_until = 1'000'000'000;
  EXPECT_FALSE(expiry_is_capped_by_reader(item, claim, context).met()) << "older than 7 days";
}
TEST_F(Rules, R9_limits_have_a_floor) {
  EXPECT_TRUE(limits_have_a_floor(item, claim, set).met());
  item.limits = {"snapshot"};
  EXPECT_FALSE(limits_have_a_floor(item, claim, set).met());
}
TEST_F(Rules, R10_reader_draws_the_sample) {
  EXPECT_TRUE(reader_draws_the_sample(item, claim, context).met()) << "no sample asked for";
  item.type = "E09";
  EXPECT_FALSE(reader_draws_the_sample(item, claim, context).met());
}
TEST_F(Rules, R11_absence_is_a_claim) {
  EXPECT_TRUE(absence_is_a_claim(item).met());
  item.result = "not-applicable";
  EXPECT_FALSE(absence_is_a_claim(item).met());
}
TEST_F(Rules, R12_public_words_are_retrieved) {
  EXPECT_TRUE(public_words_are_retrieved(item).met());
  item.type = "E24";
  item.facts.entity = "Vendor";
  item.facts.kind = "public-page";
  EXPECT_FALSE(public_words_are_retrieved(item).met());
}

}  // namespace
}  // namespace ringfence::verifier
