// Goal: the field forms of the protocol: null, empty and long values in old and flexible versions,
// and tag sections. Method: hand-made bytes against expected values, and every rule that a hostile
// peer might break.
#include "kafka/protocol/wire.h"

#include <gtest/gtest.h>

namespace ringfence::kafka {
namespace {

bytes::Slice raw(std::initializer_list<int> values) {
  std::vector<std::byte> out;
  for (const int value : values) out.push_back(static_cast<std::byte>(value));
  return bytes::Slice::from_vector(std::move(out));
}

template <class Write>
std::string written(Write write) {
  bytes::Writer w;
  write(w);
  return std::string(w.finish_flat().text());
}

TEST(WireString, NullAndEmptyDiffer) {
  bytes::Reader r(raw({0xff, 0xff, 0, 0, 0, 1, 2, 'x'}));
  EXPECT_EQ(read_nullable_string(r, false), std::nullopt);
  EXPECT_EQ(read_nullable_string(r, false), "");
  EXPECT_EQ(read_nullable_string(r, true), std::nullopt);
  EXPECT_EQ(read_nullable_string(r, true), "");
  EXPECT_EQ(read_nullable_string(r, true), "x");
  EXPECT_TRUE(r.finish().ok());
}

TEST(WireString, NullWhereNoneIsAllowedFails) {
  for (const bool flexible : {false, true}) {
    bytes::Reader r(flexible ? raw({0}) : raw({0xff, 0xff}));
    read_string(r, flexible);
    EXPECT_FALSE(r.ok());
  }
}

TEST(WireString, LongTextIsCutOnlyInOldVersions) {
  const std::string text(40'000, 't');
  bytes::Writer w;
  write_string(w, true, text);
  EXPECT_FALSE(w.truncated());
  EXPECT_EQ(w.finish().size(), 40'003u);
  write_string(w, false, text);
  EXPECT_TRUE(w.truncated());
  EXPECT_EQ(w.finish().size(), 2 + 32'767u);
}

TEST(WireString, NullIsWrittenAsEmptyWhereTheVersionHasNone) {
  EXPECT_EQ(written([](auto& w) { write_nullable_string(w, false, std::nullopt, true); }),
            "\xff\xff");
  EXPECT_EQ(written([](auto& w) { write_nullable_string(w, false, std::nullopt, false); }),
            std::string("\0\0", 2));
  EXPECT_EQ(written([](auto& w) { write_null_count(w, true, false); }), "\x01");
}

TEST(WireArray, ALyingCountAllocatesNothing) {
  // 2^31 - 1 elements in a frame of 20 bytes.
  std::vector<std::byte> frame(20);
  frame[0] = std::byte{0x7f};
  frame[1] = frame[2] = frame[3] = std::byte{0xff};
  bytes::Reader r(bytes::Slice::from_vector(frame));
  std::vector<std::string> list;
  read_list(r, false, list);
  EXPECT_FALSE(r.ok());
  EXPECT_EQ(list.capacity(), 0u);
  bytes::Reader compact(raw({0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0}));
  std::vector<std::int64_t> numbers;
  read_list(compact, true, numbers);
  EXPECT_FALSE(compact.ok());
  EXPECT_EQ(numbers.capacity(), 0u);
}

TEST(WireArray, ListsRoundTrip) {
  for (const bool flexible : {false, true}) {
    bytes::Writer w;
    write_list(w, flexible, std::vector<std::string>{"a", "", "ccc"});
    write_list(w, flexible, std::optional<std::vector<std::int32_t>>(), true);
    write_list(w, flexible, std::optional(std::vector<std::int16_t>{-1, 7}), true);
    bytes::Reader r(w.finish_flat());
    std::vector<std::string> texts;
    std::optional<std::vector<std::int32_t>> none{{1}};
    std::optional<std::vector<std::int16_t>> numbers;
    read_list(r, flexible, texts);
    read_list(r, flexible, none);
    read_list(r, flexible, numbers);
    EXPECT_TRUE(r.finish().ok());
    EXPECT_EQ(texts, (std::vector<std::string>{"a", "", "ccc"}));
    EXPECT_EQ(none, std::nullopt);
    EXPECT_EQ(numbers, (std::vector<std::int16_t>{-1, 7}));
  }
}

struct TagCase {
  const char* what;
  bytes::Slice section;
  bool ok;
  std::int32_t value;  // of tag 1, an int32
};

TEST(WireTags, SectionsAreFollowedExactly) {
  const TagCase cases[] = {
      {"empty", raw({0}), true, -1},
      {"known", raw({1, 1, 4, 0, 0, 0, 9}), true, 9},
      {"unknown are skipped", raw({3, 0, 2, 'a', 'b', 1, 4, 0, 0, 0, 8, 0x90, 0x4e, 0}), true, 8},
      {"known, size too large", raw({1, 1, 5, 0, 0, 0, 9, 9}), false, 0},
      {"known, size too small", raw({1, 1, 3, 0, 0, 0, 9}), false, 0},
      {"known, no bytes", raw({1, 1, 0}), false, 0},
      {"twice", raw({2, 1, 4, 0, 0, 0, 9, 1, 4, 0, 0, 0, 9}), false, 0},
      {"descending", raw({2, 2, 0, 1, 4, 0, 0, 0, 9}), false, 0},
      {"size runs past the end", raw({1, 0, 200, 1}), false, 0},
      {"count of 2^32 - 1", raw({0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0, 0}), false, 0},
      {"cut off", raw({2, 1, 4, 0, 0, 0, 9}), false, 0},
  };
  for (const TagCase& test : cases) {
    bytes::Reader r(test.section);
    std::int32_t value = -1;
    for (TagReader tags(r); tags.next();) {
      if (tags.tag() == 1) value = r.i32();
    }
    EXPECT_EQ(r.finish().ok(), test.ok) << test.what;
    if (test.ok) {
      EXPECT_EQ(value, test.value) << test.what;
    }
  }
}

TEST(WireTags, WriterPutsCountAndSizesInFront) {
  const std::string text = written([](bytes::Writer& w) {
    TagWriter tags(w);
    tags.begin(1).i32(9);
    tags.end();
    write_string(tags.begin(300), true, "abc");
    tags.end();
    tags.finish();
  });
  EXPECT_EQ(text, std::string("\x02\x01\x04\0\0\0\x09\xac\x02\x04\x04"
                              "abc",
                              14));
}

}  // namespace
}  // namespace ringfence::kafka
