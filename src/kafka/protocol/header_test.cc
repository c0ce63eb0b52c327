// Goal: frames and headers, with the exceptions that clients depend on; the table of APIs and of
// error codes. Method: hand-made bytes; limits from both sides; tables compared with the protocol's
// numbers.
#include "kafka/protocol/header.h"

#include <gtest/gtest.h>

#include "kafka/protocol/error_codes.h"
#include "kafka/protocol/generated/api_versions.h"
#include "kafka/protocol/generated/metadata.h"

namespace ringfence::kafka {
namespace {

bytes::Slice raw(std::initializer_list<int> values) {
  std::vector<std::byte> out;
  for (const int value : values) out.push_back(static_cast<std::byte>(value));
  return bytes::Slice::from_vector(std::move(out));
}

TEST(Frame, LengthsOutsideTheLimitsAreRefused) {
  EXPECT_EQ(*frame_length(raw({0, 0, 0, 10}).span(), 100), 10u);
  EXPECT_EQ(*frame_length(raw({0, 0, 0, 100}).span(), 100), 100u);
  EXPECT_TRUE(frame_length(raw({0, 0, 0, 101}).span(), 100).failed_with(ErrorCode::kTooLarge));
  EXPECT_TRUE(frame_length(raw({0, 0, 0, 9}).span(), 100).failed_with(ErrorCode::kInvalid));
  EXPECT_TRUE(
      frame_length(raw({0xff, 0xff, 0xff, 0xff}).span(), 100).failed_with(ErrorCode::kInvalid));
  EXPECT_FALSE(frame_length(raw({0, 0, 0}).span(), 100).ok());
}

TEST(Frame, OtherProtocolsLookLikeImpossibleLengths) {
  // A TLS hello and an HTTP request, read as a length.
  EXPECT_TRUE(frame_length(raw({0x16, 3, 1, 2}).span(), kFrameBytesMaxDefault)
                  .failed_with(ErrorCode::kTooLarge));
  EXPECT_TRUE(frame_length(raw({'G', 'E', 'T', ' '}).span(), kFrameBytesMaxDefault)
                  .failed_with(ErrorCode::kTooLarge));
}

TEST(RequestHeaderTest, ClientIdKeepsItsShortLengthInVersion2) {
  // ApiVersions v3: flexible, so header version 2: int16 length, then a tag section.
  bytes::Reader r(raw({0, 18, 0, 3, 0, 0, 0, 7, 0, 2, 'm', 'e', 1, 0, 1, 'x', 99}));
  RequestHeader header;
  ASSERT_TRUE(decode_request_header(r, header).ok());
  EXPECT_EQ(header.correlation_id, 7);
  EXPECT_EQ(header.client_id, "me");
  EXPECT_EQ(r.remaining(), 1u) << "the reader stands at the body";
  bytes::Writer w;
  encode_request_header(w, header);
  EXPECT_EQ(w.finish_flat().text(), raw({0, 18, 0, 3, 0, 0, 0, 7, 0, 2, 'm', 'e', 0}).text());
}

TEST(RequestHeaderTest, NullClientIdInVersion1) {
  bytes::Reader r(raw({0, 3, 0, 1, 0, 0, 0, 7, 0xff, 0xff}));
  RequestHeader header;
  ASSERT_TRUE(decode_request_header(r, header).ok());
  EXPECT_EQ(header.client_id, std::nullopt);
  EXPECT_TRUE(r.at_end());
}

TEST(RequestHeaderTest, UnknownVersionStillTellsTheCorrelationId) {
  const bytes::Slice frame = raw({0, 18, 0x7f, 0xff, 0, 0, 1, 0, 9, 9, 9});
  bytes::Reader r(frame);
  RequestHeader header;
  EXPECT_TRUE(decode_request_header(r, header).failed_with(ErrorCode::kUnsupported));
  EXPECT_EQ(header.correlation_id, 256);
  const auto peeked = peek_request_header(frame.span());
  ASSERT_TRUE(peeked.ok());
  EXPECT_EQ(peeked->api_key, 18);
  EXPECT_FALSE(peek_request_header(frame.span().first(7)).ok());
}

TEST(RequestHeaderTest, AMillionTagsInTheHeaderAreNotBelieved) {
  bytes::Reader r(raw({0, 18, 0, 3, 0, 0, 0, 7, 0xff, 0xff, 0x80, 0x80, 0x80, 0x08, 0, 0, 0, 0}));
  RequestHeader header;
  EXPECT_TRUE(decode_request_header(r, header).failed_with(ErrorCode::kInvalid));
}

TEST(ResponseFrame, ApiVersionsAlwaysUsesHeaderVersion0) {
  ApiVersionsResponse response;
  const auto api_versions = response_frame(4, 5, response).flatten();
  // length, correlation id, and at once the error code of the body
  EXPECT_EQ(api_versions.sub(0, 10).text(), std::string("\0\0\0\x0c\0\0\0\x05\0\0", 10));
  const auto metadata = response_frame(12, 5, MetadataResponse()).flatten();
  EXPECT_EQ(metadata.data()[8], std::byte{0}) << "a tag section before the body";
  bytes::Reader r(metadata.sub(4));
  EXPECT_EQ(*decode_response_header(r, 1), 5);
  MetadataResponse back;
  EXPECT_TRUE(decode(r, 12, back).ok());
  EXPECT_TRUE(r.finish().ok());
}

TEST(Apis, TableIsSortedAndFindable) {
  std::int16_t before = -1;
  for (const ApiInfo& api : all_apis()) {
    EXPECT_GT(api.key, before);
    before = api.key;
    EXPECT_EQ(find_api(api.key), &api);
    EXPECT_LE(api.min_version, api.max_version);
  }
  EXPECT_EQ(all_apis().size(), 69u);
  EXPECT_EQ(find_api(std::int16_t{4}), nullptr) << "LeaderAndIsr is not for clients";
  EXPECT_EQ(find_api(std::int16_t{-1}), nullptr);
  const ApiInfo* produce = find_api(ApiKey::kProduce);
  EXPECT_EQ(produce->name, "Produce");
  EXPECT_FALSE(produce->knows(2));
  EXPECT_TRUE(produce->knows(3));
  EXPECT_EQ(find_api(ApiKey::kSaslHandshake)->first_flexible, kNever);
  EXPECT_EQ(find_api(ApiKey::kOffsetDelete)->request_header_version(0), 1);
  EXPECT_EQ(find_api(ApiKey::kInitProducerId)->first_unstable, 6);
}

TEST(Errors, NamesAndRetriability) {
  EXPECT_EQ(name(KafkaError::kNone), "NONE");
  EXPECT_EQ(name(KafkaError::kUnknownServerError), "UNKNOWN_SERVER_ERROR");
  EXPECT_EQ(error_code_name(100), "UNKNOWN_TOPIC_ID");
  EXPECT_EQ(error_code_name(9999), "UNKNOWN");
  EXPECT_EQ(error_code_name(-2), "UNKNOWN");
  EXPECT_EQ(code(KafkaError::kTransactionAbortable), 120);
  for (const std::int16_t retriable : {2, 3, 5, 6, 7, 14, 15, 16, 51, 56, 74, 75, 100}) {
    EXPECT_TRUE(is_retriable(static_cast<KafkaError>(retriable))) << retriable;
  }
  for (const std::int16_t fatal : {-1, 0, 1, 10, 45, 47, 87, 90}) {
    EXPECT_FALSE(is_retriable(static_cast<KafkaError>(fatal))) << fatal;
  }
}

}  // namespace
}  // namespace ringfence::kafka
