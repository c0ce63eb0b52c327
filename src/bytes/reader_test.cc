// Goal: a reader never reads past its input, never believes a length, and its first failure sticks.
// Method: small hand-made inputs; for counts, the lies that real attacks used.
#include "bytes/reader.h"

#include <gtest/gtest.h>

#include "bytes/writer.h"

namespace ringfence::bytes {
namespace {

Slice sample() {
  Writer w;
  w.i8(-2);
  w.u16(0xfedc);
  w.i32(-3);
  w.i64(-4);
  w.f64(0.25);
  w.varint(-300);
  w.varlong(std::int64_t{1} << 40);
  w.raw("hello");
  return w.finish_flat();
}

TEST(Reader, ReadsWhatTheWriterWrote) {
  Reader r(sample());
  EXPECT_EQ(r.i8(), -2);
  EXPECT_EQ(r.u16(), 0xfedc);
  EXPECT_EQ(r.i32(), -3);
  EXPECT_EQ(r.i64(), -4);
  EXPECT_EQ(r.f64(), 0.25);
  EXPECT_EQ(r.varint(), -300);
  EXPECT_EQ(r.varlong(), std::int64_t{1} << 40);
  EXPECT_EQ(r.text(5), "hello");
  EXPECT_TRUE(r.finish().ok());
}

TEST(Reader, EveryTruncationFailsAndSticks) {
  const Slice whole = sample();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Reader r(whole.sub(0, size));
    r.i8(), r.u16(), r.i32(), r.i64(), r.f64(), r.varint(), r.varlong(), r.text(5);
    EXPECT_FALSE(r.ok()) << size;
    EXPECT_EQ(r.i64(), 0);
    EXPECT_EQ(r.remaining(), 0u);
    EXPECT_TRUE(r.status().failed_with(ErrorCode::kInvalid));
  }
}

TEST(Reader, FinishRefusesLeftovers) {
  Reader r(Slice::copy_of("ab"));
  r.skip(1);
  EXPECT_TRUE(r.status().ok());
  EXPECT_FALSE(r.finish().ok());
}

TEST(Reader, SlicesShareTheStorageOfASlice) {
  const Slice input = Slice::copy_of("0123456789");
  Reader shared(input);
  shared.skip(3);
  EXPECT_EQ(shared.slice(4).data(), input.data() + 3);
  Reader copying(input.span());
  copying.skip(3);
  const Slice copy = copying.slice(4);
  EXPECT_EQ(copy.text(), "3456");
  EXPECT_NE(copy.data(), input.data() + 3);
}

TEST(Reader, CountIsCheckedAgainstTheBytesThatFollow) {
  Reader r(Slice::copy_of("0123456789"));
  EXPECT_EQ(r.count(5, 2, 8), 5u);
  EXPECT_EQ(r.count(6, 2, 8), 0u);
  EXPECT_FALSE(r.ok());
  Reader huge(Slice::copy_of("0123456789"));
  EXPECT_EQ(huge.count(std::uint64_t{1} << 31, 1, 8), 0u);
  EXPECT_FALSE(huge.ok());
}

TEST(Reader, DecodedMemoryIsBoundedByTheInput) {
  const std::vector<std::byte> input(100'000);
  Reader r{ByteSpan(input)};
  const std::size_t budget = input.size() * Reader::kBudgetFactor + Reader::kBudgetFloor;
  EXPECT_EQ(r.count(10'000, 1, 320), 10'000u);
  EXPECT_TRUE(r.ok());
  EXPECT_EQ(r.count(10'000, 1, 64), 0u) << "the budget of " << budget << " is used up";
  EXPECT_FALSE(r.ok());
}

TEST(Reader, LengthsNearTheIntegerLimitsFail) {
  for (const std::size_t size : {std::size_t{11}, SIZE_MAX, SIZE_MAX - 5, SIZE_MAX / 2}) {
    Reader r(Slice::copy_of("0123456789"));
    r.skip(5);
    EXPECT_TRUE(r.span(size).empty());
    EXPECT_FALSE(r.ok()) << size;
  }
}

}  // namespace
}  // namespace ringfence::bytes
