// Goal: tokens, sealed names and object ids do what the metadata state and the sweep rely on, and
// key files are handled with care: made once, never readable by others, never replaced when
// something was stored under them. Method: properties on deterministic keys, an independent vector,
// and real files in a fresh directory.
#include "keys/keys.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

#include "keys/local_keys.h"

namespace ringfence::keys {
namespace {

TEST(Keys, TokensSeparateKindsAndKeys) {
  const Keys a = Keys::deterministic(1), b = Keys::deterministic(2);
  EXPECT_EQ(a.token(NameKind::kTopic, "orders"), a.token(NameKind::kTopic, "orders"));
  EXPECT_NE(a.token(NameKind::kTopic, "orders"), a.token(NameKind::kTopic, "order"));
  EXPECT_NE(a.token(NameKind::kTopic, "orders"), a.token(NameKind::kClient, "orders"));
  EXPECT_NE(a.token(NameKind::kTopic, "orders"), b.token(NameKind::kTopic, "orders"));
}

TEST(Keys, TokenIsPlainHmacOverKindAndName) {
  // Python: hmac.new(bytes(32), b"\x01orders", "sha256").hexdigest()[:16]
  EXPECT_EQ(Keys{KeyMaterial{}}.short_token(NameKind::kTopic, "orders"), "4d199b2bddccb66d");
}

TEST(Keys, SealOpensOnlyWithSameKindAndKeys) {
  const Keys a = Keys::deterministic(1), b = Keys::deterministic(2);
  for (const std::size_t size : {0u, 1u, 61u, 62u, 63u, 249u, 4000u}) {
    const std::string name(size, 'x');
    const std::string sealed = a.seal(NameKind::kTopic, name).value();
    EXPECT_EQ(sealed, a.seal(NameKind::kTopic, name).value()) << "sealing is deterministic";
    EXPECT_EQ(a.open(NameKind::kTopic, sealed).value(), name);
    EXPECT_TRUE(a.open(NameKind::kClient, sealed).failed_with(ErrorCode::kCorrupt));
    EXPECT_TRUE(b.open(NameKind::kTopic, sealed).failed_with(ErrorCode::kCorrupt));
    for (const std::size_t at : {std::size_t{0}, std::size_t{16}, sealed.size() - 1}) {
      std::string bad = sealed;
      bad[at] = static_cast<char>(bad[at] ^ 1);
      EXPECT_TRUE(a.open(NameKind::kTopic, bad).failed_with(ErrorCode::kCorrupt));
    }
  }
  EXPECT_EQ(a.seal(NameKind::kTopic, "a")->size(),
            a.seal(NameKind::kTopic, std::string(62, 'b'))->size());
  EXPECT_TRUE(a.seal(NameKind::kTopic, std::string(4001, 'x')).failed_with(ErrorCode::kTooLarge));
  EXPECT_TRUE(a.open(NameKind::kTopic, "").failed_with(ErrorCode::kCorrupt));
}

TEST(Keys, ObjectIdsAreUniqueAndReversible) {
  const Keys keys = Keys::deterministic(3);
  std::set<ObjectId> seen;
  for (std::uint64_t session = 1; session <= 20; ++session) {
    for (std::uint64_t counter = 1; counter <= 50; ++counter) {
      const ObjectId id = keys.object_id(SessionId(session), FlushCounter(counter));
      EXPECT_TRUE(seen.insert(id).second);
      EXPECT_EQ(keys.object_origin(id).session, SessionId(session));
      EXPECT_EQ(keys.object_origin(id).counter, FlushCounter(counter));
    }
  }
}

class LocalKeys : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "keys-XXXXXX").string();
    root_ = ::mkdtemp(pattern.data());
    directory_ = root_ + "/keys";
  }
  void TearDown() override { std::filesystem::remove_all(root_); }
  std::string root_, directory_;
};

TEST_F(LocalKeys, MadeOnceWithMode0600AndReadAgain) {
  const Keys first = open_local_keys({directory_, true}).value();
  const Keys second = open_local_keys({directory_, false}).value();
  EXPECT_EQ(first.fingerprint(), second.fingerprint());
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
    struct stat info{};
    ASSERT_EQ(::stat(entry.path().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 07777, 0600u) << entry.path();
    ++files;
  }
  EXPECT_EQ(files, 3);
  struct stat info{};
  ASSERT_EQ(::stat(directory_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0700u);
}

TEST_F(LocalKeys, MissingKeysWithAFullStoreAreRefused) {
  const auto result = open_local_keys({directory_, false});
  ASSERT_TRUE(result.failed_with(ErrorCode::kNotFound));
  EXPECT_NE(result.error().detail.find("backup"), std::string::npos);
  ASSERT_TRUE(open_local_keys({directory_, true}).ok());
  std::filesystem::remove(directory_ + "/sealing.key");
  EXPECT_TRUE(open_local_keys({directory_, false}).failed_with(ErrorCode::kNotFound));
}

TEST_F(LocalKeys, OpenToOthersOrDamagedIsRefused) {
  ASSERT_TRUE(open_local_keys({directory_, true}).ok());
  const std::string path = directory_ + "/name-token.key";
  ASSERT_EQ(::chmod(path.c_str(), 0644), 0);
  const auto open_to_all = open_local_keys({directory_, false});
  ASSERT_TRUE(open_to_all.failed_with(ErrorCode::kPermission));
  EXPECT_NE(open_to_all.error().detail.find("chmod 600"), std::string::npos);
  ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
  std::ofstream(path) << "abcd\n";
  EXPECT_TRUE(open_local_keys({directory_, false}).failed_with(ErrorCode::kCorrupt));
  std::ofstream(path) << std::string(64, 'g') << "\n";
  EXPECT_TRUE(open_local_keys({directory_, true}).failed_with(ErrorCode::kCorrupt));
}

}  // namespace
}  // namespace ringfence::keys
