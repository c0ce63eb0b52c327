// Goal: a writer yields the bytes in order, links large slices without copying, and fills in
// lengths over both. Method: compare with hand-made bytes; check addresses for linked slices;
// random mixes against a plain string.
#include "bytes/writer.h"

#include <gtest/gtest.h>

#include <string>

#include "base/random.h"

namespace ringfence::bytes {
namespace {

TEST(Writer, LinksLargeSlicesAndCopiesSmallOnes) {
  const Slice large = Slice::copy_of(std::string(Writer::kLinkBytesMin, 'L'));
  Writer w;
  w.raw("ab");
  w.slice(Slice::copy_of("small"));
  w.slice(large);
  w.raw("cd");
  const Chain chain = w.finish();
  ASSERT_EQ(chain.slices().size(), 3u);
  EXPECT_EQ(chain.slices()[0].text(), "absmall");
  EXPECT_EQ(chain.slices()[1].data(), large.data());
  EXPECT_EQ(chain.slices()[2].text(), "cd");
}

TEST(Writer, LengthsCountLinkedBytesAndNest) {
  Writer w(8);
  const auto outer = w.begin_length32();
  w.u8(1);
  const auto inner = w.begin_length32();
  w.slice(Slice::copy_of(std::string(5000, 'x')));
  w.end_length32(inner);
  w.raw(std::string(300, 'y'));  // the buffer grows and moves after the marks were made
  w.end_length32(outer);
  const Slice flat = w.finish_flat();
  ASSERT_EQ(flat.size(), 4 + 1 + 4 + 5000 + 300u);
  EXPECT_EQ(flat.sub(0, 4).text(), std::string("\0\0\x14\xb9", 4));  // 5305
  EXPECT_EQ(flat.sub(5, 4).text(), std::string("\0\0\x13\x88", 4));  // 5000
}

TEST(Writer, IsEmptyAfterFinishAndUsableAgain) {
  Writer w;
  w.u8(1);
  const Chain first = w.finish();
  EXPECT_EQ(w.size(), 0u);
  EXPECT_TRUE(w.finish().empty());
  w.u8(2);
  EXPECT_EQ(w.finish().flatten().text(), "\x02");
  EXPECT_EQ(first.flatten().text(), "\x01") << "what was handed out does not change";
}

TEST(Writer, RandomMixesEqualAPlainString) {
  constexpr std::uint64_t kSeed = 20260823;
  RecordProperty("seed", std::to_string(kSeed));
  Random random(kSeed);
  for (int round = 0; round < 200; ++round) {
    Writer w(random.below(64));
    std::string plain;
    for (std::uint64_t i = random.below(40); i > 0; --i) {
      const std::string text(random.below(3000), static_cast<char>('a' + random.below(26)));
      if (random.chance(0.5)) {
        w.raw(text);
      } else {
        w.slice(Slice::copy_of(text));
      }
      plain += text;
      ASSERT_EQ(w.size(), plain.size()) << "seed " << kSeed;
    }
    ASSERT_EQ(w.finish().flatten().text(), plain) << "seed " << kSeed;
  }
}

TEST(Chain, EqualityIgnoresHowBytesAreCut) {
  Chain a;
  a.append(Slice::copy_of("abc"));
  a.append(Slice::copy_of("defg"));
  Chain b;
  b.append(Slice::copy_of("abcde"));
  b.append(Slice::copy_of("f"));
  b.append(Slice::copy_of("g"));
  EXPECT_TRUE(a == b);
  b.append(Slice::copy_of("h"));
  EXPECT_FALSE(a == b);
  a.append(Slice::copy_of("x"));
  EXPECT_FALSE(a == b);
  EXPECT_TRUE(Chain() == Chain());
}

}  // namespace
}  // namespace ringfence::bytes
