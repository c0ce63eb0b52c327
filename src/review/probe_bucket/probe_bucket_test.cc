// Goal: the parts of the bucket probe that decide something are right: roots, samples, the six
// writes, ends by rules, names. Method: known values and small hand-made inputs; servers are in
// tests/review/test_probe_bucket.py.
#include <gtest/gtest.h>

#include <filesystem>

#include "evidence/crypto.h"
#include "review/probe_bucket/analysis.h"
#include "review/probe_bucket/deletion.h"
#include "review/probe_bucket/findings.h"
#include "review/probe_bucket/times.h"
#include "review/probe_bucket/writes.h"

namespace ringfence::review::bucket {
namespace {

using End = WriteOutcome::End;

ListingLine line_of(std::string key, std::string version, std::string modified, bool latest,
                    bool marker = false) {
  return {std::move(key), std::move(version), "e", std::move(modified), 7, marker, latest};
}

TEST(Listing, RootsEqualThoseOfTheWholeTree) {
  RootBuilder builder;
  std::vector<evidence::Digest> leaves;
  EXPECT_EQ(builder.root(), evidence::tree_root(nullptr, 0));
  for (int i = 0; i < 70; ++i) {
    const std::string leaf = "line " + std::to_string(i);
    builder.add(leaf);
    leaves.push_back(evidence::leaf_hash(leaf));
    EXPECT_EQ(builder.root(), evidence::tree_root(leaves.data(), leaves.size())) << i;
  }
}

TEST(Listing, LinesComeBackAndBeginWithTheKey) {
  ListingLine line = line_of("a b%+\t\xc3\xa4/x", "", "2026-01-31T00:00:00Z", true);
  const std::string text = to_text(line);
  EXPECT_TRUE(text.starts_with("a%20b%25+%09%C3%A4/x\t-\tobject\t7\t")) << text;
  const auto back = parse_line(text);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->key, line.key);
  EXPECT_EQ(back->version_id, "");
  EXPECT_EQ(back->size_bytes, 7u);
  EXPECT_TRUE(back->latest);
  EXPECT_EQ(to_text(*back), text);
  for (const std::string_view bad : {"", "a\tb", "a\tb\tc\td\te\tf\tg\th\ti\tj"})
    EXPECT_TRUE(parse_line(bad).failed_with(ErrorCode::kCorrupt)) << bad;
}

TEST(Sample, IsTheOneThatTheFormatPrescribes) {
  // index i = first 8 bytes of SHA-256(seed | i as 8 bytes), modulo the population.
  const auto drawn = draw_sample("00ff", 1000, 3);
  ASSERT_TRUE(drawn);
  for (std::uint64_t i = 0; i < 3; ++i) {
    std::string message("\x00\xff", 2);
    for (int shift = 56; shift >= 0; shift -= 8) message += static_cast<char>(i >> shift & 0xff);
    const evidence::Digest digest = evidence::sha256(message);
    std::uint64_t value = 0;
    for (int j = 0; j < 8; ++j) value = value << 8 | digest[static_cast<std::size_t>(j)];
    EXPECT_EQ((*drawn)[i], static_cast<std::int64_t>(value % 1000));
  }
  EXPECT_FALSE(draw_sample("xyz0", 10, 1));
  EXPECT_FALSE(draw_sample("", 10, 1));
  EXPECT_FALSE(draw_sample("00", 0, 1));
}

TEST(Analysis, AgesOldVersionsFromWhenTheyWereReplaced) {
  Options options;
  options.grace_hours = 24;
  const std::int64_t now = *parse_time("2026-01-10T00:00:00Z");
  Analysis analysis({&options, nullptr, nullptr, now});
  // Written long ago, replaced an hour ago: within the grace.
  analysis.feed(line_of("a", "2", "2026-01-09T23:00:00Z", true));
  analysis.feed(line_of("a", "1", "2020-01-01T00:00:00Z", false));
  EXPECT_EQ(analysis.superseded.count, 0);
  // Deleted two days ago.
  analysis.feed(line_of("b", "2", "2026-01-08T00:00:00Z", true, true));
  analysis.feed(line_of("b", "1", "2026-01-07T00:00:00Z", false));
  analysis.feed(line_of("c", "1", "2026-01-07T00:00:00Z", true, true));
  analysis.finish();
  EXPECT_EQ(analysis.superseded.count, 1);
  EXPECT_EQ(analysis.old_versions, 2);
  EXPECT_EQ(analysis.lone_markers.count, 1);
}

TEST(Words, AreFoundInClearEncodedAndAsDigests) {
  const WordSearch search({"payments-eu", "ab", "Orders"});
  EXPECT_EQ(search.searched(), 2u);
  EXPECT_EQ(search.skipped(), 1u);
  std::size_t word = 9;
  EXPECT_EQ(search.find("topics/PAYMENTS-EU/0.log", word), "clear");
  EXPECT_EQ(word, 0u);
  EXPECT_EQ(search.find("x/" + evidence::to_hex("payments-eu"), word), "hex");
  EXPECT_EQ(search.find("x/" + evidence::to_base64("payments-eu"), word), "base64");
  EXPECT_EQ(search.find("x/" + evidence::sha256_hex("Orders").substr(0, 20), word), "sha256");
  EXPECT_EQ(word, 2u);
  EXPECT_EQ(search.find("topics/4f1c/0.log", word), "");
  EXPECT_EQ(search.find("", word), "");
}

// The policies of test 16. Each denies on PutObject; the good one has a statement for each way in.
constexpr std::string_view kKey = "arn:aws:kms:eu-west-1:111111111111:key/abc";
std::string deny(std::string_view condition) {
  return R"({"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::records/*",)"
         R"("Condition":)" +
         std::string(condition) + "}";
}
std::string policy(std::vector<std::string> statements) {
  std::string text = R"({"Version":"2012-10-17","Statement":[)";
  for (std::size_t i = 0; i < statements.size(); ++i) text += (i ? "," : "") + statements[i];
  return text + "]}";
}
const std::string kOtherKey =
    deny(R"({"StringNotEquals":{"s3:x-amz-server-side-encryption-aws-kms-key-id":")" +
         std::string(kKey) + R"("}})");
const std::string kOtherKind =
    deny(R"({"StringNotEquals":{"s3:x-amz-server-side-encryption":"aws:kms"}})");
const std::string kNoTls =
    R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::records/*",)"
    R"("Condition":{"Bool":{"aws:SecureTransport":"false"}}})";
const std::string kOtherNetwork = deny(R"({"StringNotEquals":{"aws:SourceVpce":"vpce-1"}})");

std::map<WriteKind, End> judged(const std::string& text) {
  Options options;
  options.bucket = "records";
  options.account = "111111111111";
  options.key = kKey;
  options.endpoint_id = "vpce-1";
  std::map<WriteKind, End> ends;
  const auto outcomes = judge_writes(text, options, Settings());
  EXPECT_TRUE(outcomes.ok());
  if (outcomes) {
    for (const WriteOutcome& outcome : *outcomes) ends[outcome.kind] = outcome.end;
  }
  return ends;
}

TEST(Writes, AStrictPolicyRefusesAllSixAndLetsTheDeclaredOneThrough) {
  const auto ends = judged(policy({kOtherKey, kOtherKind, kNoTls, kOtherNetwork}));
  ASSERT_EQ(ends.size(), 7u);
  for (const auto& [kind, end] : ends)
    EXPECT_EQ(end, kind == WriteKind::kAsDeclared ? End::kLetThrough : End::kRefused)
        << write_name(kind);
}

// Trap 16: both keys in one operator are ANDed, so the right kind with a wrong key passes.
TEST(Writes, TheWidelyCopiedPolicyLetsAForeignKeyThrough) {
  const std::string copied =
      deny(R"({"StringNotEquals":{"s3:x-amz-server-side-encryption":"aws:kms",)"
           R"("s3:x-amz-server-side-encryption-aws-kms-key-id":")" +
           std::string(kKey) + R"("}})");
  const auto ends = judged(policy({copied, kNoTls, kOtherNetwork}));
  EXPECT_EQ(ends.at(WriteKind::kOtherKey), End::kLetThrough);
  EXPECT_EQ(ends.at(WriteKind::kProviderKey), End::kRefused);
  EXPECT_EQ(ends.at(WriteKind::kNoHeader), End::kRefused);
}

// Trap 15: a policy that only denies "unencrypted" lets the provider's own key and SSE-C through.
TEST(Writes, DenyingUnencryptedAloneLetsOtherKeysThrough) {
  const auto ends =
      judged(policy({deny(R"({"Null":{"s3:x-amz-server-side-encryption":"true"}})")}));
  EXPECT_EQ(ends.at(WriteKind::kNoHeader), End::kRefused);
  EXPECT_EQ(ends.at(WriteKind::kProviderKey), End::kLetThrough);
  EXPECT_EQ(ends.at(WriteKind::kOtherKey), End::kLetThrough);
  EXPECT_EQ(ends.at(WriteKind::kNoTls), End::kLetThrough);
  EXPECT_EQ(ends.at(WriteKind::kOtherNetwork), End::kLetThrough);
}

TEST(Writes, EachStatementLeftOutLetsExactlyItsWriteThrough) {
  const std::vector<std::pair<std::string, WriteKind>> parts = {
      {kOtherKey, WriteKind::kOtherKey},
      {kNoTls, WriteKind::kNoTls},
      {kOtherNetwork, WriteKind::kOtherNetwork}};
  for (const auto& [left_out, kind] : parts) {
    std::vector<std::string> statements{kOtherKind};
    for (const auto& [text, unused] : parts) {
      if (text != left_out) statements.push_back(text);
    }
    const auto ends = judged(policy(statements));
    for (const auto& [other, end] : ends) {
      const bool passes = other == kind || other == WriteKind::kAsDeclared;
      EXPECT_EQ(end, passes ? End::kLetThrough : End::kRefused) << write_name(other);
    }
  }
}

TEST(Writes, NoPolicyRefusesNothingAndABrokenOneIsAnError) {
  for (const auto& [kind, end] : judged("")) EXPECT_EQ(end, End::kLetThrough) << write_name(kind);
  EXPECT_FALSE(judge_writes("{\"Statement\":[{}]}", Options(), Settings()).ok());
  EXPECT_FALSE(judge_writes("not json", Options(), Settings()).ok());
}

TEST(Settings, EverybodyIsFoundInAPolicy) {
  const std::string open =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",)"
      R"("Action":"s3:GetObject","Resource":"arn:aws:s3:::records/*"}]})";
  EXPECT_EQ(*open_to_everyone(open, "records"), "s3:GetObject");
  EXPECT_EQ(*open_to_everyone(open, "others"), "");
  EXPECT_EQ(*open_to_everyone(policy({kNoTls}), "records"), "");
  EXPECT_EQ(*open_to_everyone("", "records"), "");
}

TEST(Settings, PolicyTextsCompareWithoutRegardToLayout) {
  EXPECT_EQ(*policy_value(R"({"a":1, "b":[2]})"), *policy_value(R"({"b":[2],"a":1})"));
  EXPECT_NE(*policy_value(R"({"a":1})"), *policy_value(R"({"a":2})"));
  EXPECT_FALSE(policy_value(R"({"a":1,"a":2})").ok());
  EXPECT_FALSE(policy_value(std::string(5000, '[')).ok());
}

TEST(Deletion, EndsComeFromTheRulesThatReachTheObject) {
  LifecycleRule rule;
  rule.id = "r";
  rule.enabled = true;
  rule.prefix = "topics/";
  rule.noncurrent_days = 3;
  const std::int64_t deleted = *parse_time("2026-01-01T12:00:00Z");
  std::string why;
  const ListingLine old = line_of("topics/a", "1", "2025-01-01T00:00:00Z", false);
  EXPECT_EQ(format_time(end_by_rules(old, deleted, {rule}, why)), "2026-01-05T00:00:00Z");
  EXPECT_EQ(end_by_rules(line_of("other/a", "1", "", false), deleted, {rule}, why), 0);
  EXPECT_EQ(end_by_rules(line_of("topics/a", "1", "2025-01-01T00:00:00Z", true), 0, {rule}, why), 0)
      << "the rule does not reach current objects";
  rule.newer_noncurrent = 2;
  EXPECT_EQ(end_by_rules(old, deleted, {rule}, why), 0) << "it may be among those that are kept";
  rule.newer_noncurrent = 0;
  rule.enabled = false;
  EXPECT_EQ(end_by_rules(old, deleted, {rule}, why), 0);
}

TEST(Times, ReadWhatServersSend) {
  EXPECT_EQ(format_time(*parse_time("2026-02-28T23:59:59.123Z")), "2026-02-28T23:59:59Z");
  for (const std::string_view bad : {"", "2026-02-30T00:00:00Z", "2026-01-01 00:00:00Z", "x"})
    EXPECT_FALSE(parse_time(bad)) << bad;
}

}  // namespace
}  // namespace ringfence::review::bucket
