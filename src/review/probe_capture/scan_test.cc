// Goal: a marker is found in every form that the scan lists, wherever it is cut, and nothing else
// is. Method: the scan's own positive controls on several samples, cuts at every position, random
// data, and streams that lie about their lengths.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"
#include "bytes/compression.h"
#include "evidence/crypto.h"
#include "kafka/protocol/record_builder.h"
#include "review/probe_capture/controls.h"
#include "review/probe_capture/decode_runs.h"
#include "review/probe_capture/stream_scanner.h"

namespace ringfence::review {
namespace {

bytes::ByteSpan span_of(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

std::string random_text(std::uint64_t seed, std::size_t size) {
  Random random(seed);
  std::string text;
  while (text.size() < size) text += static_cast<char>(random.next() & 0xFF);
  return text;
}

// What a stream holds, fed in pieces of `piece` bytes.
ScanHits scan(const MarkerPatterns& patterns, std::string_view stream, std::size_t piece,
              ScanShared* shared = nullptr) {
  ScanShared own{patterns};
  ScanHits hits;
  StreamScanner scanner(shared != nullptr ? *shared : own, hits);
  for (std::size_t at = 0; at < stream.size(); at += piece) {
    scanner.feed(span_of(stream.substr(at, piece)));
  }
  scanner.finish();
  return hits;
}

const std::string kMarker = "ab3cdefghijklmnopqrstuvwx2";

TEST(Controls, every_form_is_found_on_every_surface) {
  for (const std::string& sample :
       {std::string(), std::string("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n{\"a\":[1,2,3]}"),
        random_text(7, 16 << 10)}) {
    const auto matrix = run_controls(span_of(sample));
    ASSERT_TRUE(matrix) << matrix.error().to_string();
    EXPECT_TRUE(matrix->complete()) << matrix->to_text();
    EXPECT_EQ(matrix->forms.size() * 3, matrix->found.size());
  }
}

TEST(Scan, a_marker_in_any_form_is_found_however_the_stream_is_cut) {
  const MarkerPatterns patterns({{"topic", kMarker}});
  for (const std::string& form : control_forms()) {
    const auto bytes = in_form(form, kMarker);
    ASSERT_TRUE(bytes) << form;
    const std::string stream = random_text(1, 900) + "\n" + *bytes + "\n" + random_text(2, 900);
    for (const std::size_t piece : {1u, 7u, 512u, 100'000u}) {
      EXPECT_FALSE(scan(patterns, stream, piece).first_at.empty()) << form << " by " << piece;
    }
  }
}

TEST(Scan, small_blocks_find_what_spans_them) {
  const MarkerPatterns patterns({{"topic", kMarker}});
  const std::string filler = random_text(3, 40'000);
  for (const std::string& form : {"raw", "gzip", "kafka-snappy-bare", "zip>gzip", "http-chunked"}) {
    const auto bytes = in_form(form, kMarker);
    ASSERT_TRUE(bytes);
    for (std::size_t before = 16'000; before < 16'500; before += 37) {
      ScanShared shared{patterns};
      shared.limits.block_bytes = 4096;
      const std::string stream = filler.substr(0, before) + "\n" + *bytes + "\n" + filler;
      EXPECT_FALSE(scan(patterns, stream, 1400, &shared).first_at.empty()) << form << before;
    }
  }
}

TEST(Scan, a_long_packed_stream_is_followed_to_its_end) {
  const MarkerPatterns patterns({{"topic", kMarker}});
  // Random letters hardly pack, so that the stream spans many blocks.
  std::string body;
  Random random(11);
  while (body.size() < 3'000'000) body += static_cast<char>('a' + random.next() % 26);
  body += kMarker;
  for (const auto codec : {bytes::Compression::kGzip, bytes::Compression::kZstd,
                           bytes::Compression::kLz4, bytes::Compression::kSnappy}) {
    const auto packed = bytes::compress(codec, span_of(body));
    ASSERT_TRUE(packed);
    const std::string stream(reinterpret_cast<const char*>(packed->data()), packed->size());
    const auto hits = scan(patterns, "POST / HTTP/1.1\r\n\r\n" + stream, 1400);
    EXPECT_TRUE(std::any_of(hits.first_at.begin(), hits.first_at.end(), [](const auto& hit) {
      return hit.first.how.ends_with(">raw");
    })) << bytes::compression_name(codec);
  }
}

TEST(Scan, a_large_batch_with_bare_snappy_is_found_across_blocks) {
  const MarkerPatterns patterns({{"topic", kMarker}});
  std::string value;
  Random random(12);
  while (value.size() < 300'000) value += static_cast<char>(random.next());
  const auto batch = in_form("kafka-snappy-bare", value + kMarker);
  ASSERT_TRUE(batch);
  EXPECT_FALSE(scan(patterns, "head" + *batch, 1400).first_at.empty());
}

TEST(Scan, nothing_is_found_where_nothing_was_planted) {
  std::vector<Marker> markers;
  for (int i = 0; i < 20; ++i) markers.push_back({"topic", random_marker_text()});
  const MarkerPatterns patterns(markers);
  EXPECT_TRUE(scan(patterns, random_text(5, 2'000'000), 1400).first_at.empty());
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    text += "{\"offset\":" + std::to_string(i) + ",\"sha\":\"" +
            evidence::sha256_hex(std::to_string(i)) + "\"}\n";
  }
  EXPECT_TRUE(scan(patterns, text, 1400).first_at.empty());
}

TEST(Scan, a_bomb_is_given_up_and_counted) {
  const MarkerPatterns patterns({{"topic", kMarker}});
  const std::string zeroes(64 << 20, '\0');
  const auto packed = bytes::compress(bytes::Compression::kGzip, span_of(zeroes));
  ASSERT_TRUE(packed);
  ScanShared shared{patterns};
  shared.limits.unpacked_max = 1 << 20;
  const std::string stream(reinterpret_cast<const char*>(packed->data()), packed->size());
  EXPECT_TRUE(scan(patterns, stream, 4096, &shared).first_at.empty());
  EXPECT_GE(shared.refused, 1u);
  EXPECT_LT(shared.unpacked, 3u << 20);
}

TEST(Scan, deep_nesting_ends) {
  const MarkerPatterns patterns({{"topic", kMarker}});
  std::string form = "gzip";
  for (int i = 0; i < 40; ++i) form += ">gzip";
  for (int i = 0; i < 40; ++i) form += ">http-chunked";
  const auto bytes = in_form(form, kMarker);
  ASSERT_TRUE(bytes);
  EXPECT_TRUE(scan(patterns, *bytes, 1400).first_at.empty()) << "two packings deep, not forty";
}

TEST(Matcher, finds_what_a_plain_search_finds) {
  Random random(21);
  std::vector<std::string> patterns;
  for (int i = 0; i < 300; ++i) {
    std::string pattern;
    const std::size_t size = 8 + random.next() % 60;
    while (pattern.size() < size) pattern += static_cast<char>('a' + random.next() % 3);
    patterns.push_back(pattern);
  }
  const Matcher matcher(patterns);
  std::string data;
  while (data.size() < 20'000) data += static_cast<char>('a' + random.next() % 3);
  std::size_t found = 0, expected = 0;
  matcher.search(span_of(data), [&](std::uint32_t pattern, std::size_t at) {
    ++found;
    EXPECT_EQ(data.compare(at, patterns[pattern].size(), patterns[pattern]), 0);
  });
  for (const std::string& pattern : patterns) {
    for (std::size_t at = data.find(pattern); at != data.npos; at = data.find(pattern, at + 1)) {
      ++expected;
    }
  }
  EXPECT_GT(expected, 0u);
  EXPECT_EQ(found, expected);
}

TEST(MarkerList, reads_back_and_commits_to_every_byte) {
  MarkerList list{evidence::random_bytes(32), make_markers()};
  const auto again = MarkerList::parse(list.to_text());
  ASSERT_TRUE(again) << again.error().to_string();
  EXPECT_EQ(again->to_text(), list.to_text());
  EXPECT_EQ(again->commitment(), list.commitment());
  list.markers[3].text[5] = list.markers[3].text[5] == 'a' ? 'b' : 'a';
  EXPECT_NE(again->commitment(), list.commitment());
  EXPECT_FALSE(MarkerList::parse("salt 00\n"));
  EXPECT_FALSE(MarkerList::parse("topic abc\n"));
  EXPECT_FALSE(MarkerList::parse(""));
}

}  // namespace
}  // namespace ringfence::review
