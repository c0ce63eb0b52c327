// Frames and the headers that precede every request and response body.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "bytes/reader.h"
#include "bytes/writer.h"
#include "kafka/protocol/api.h"

namespace ringfence::kafka {

inline constexpr std::size_t kFrameLengthBytes = 4;
// Kafka's socket.request.max.bytes.
inline constexpr std::size_t kFrameBytesMaxDefault = 100 * 1024 * 1024;
// Key, version, correlation id and a null client id.
inline constexpr std::size_t kRequestBytesMin = 10;

// The length of the frame whose first four bytes these are, excluding themselves. kInvalid when
// negative or too short for a request header, kTooLarge when over the limit: close the connection,
// the stream cannot be followed any more.
Result<std::size_t> frame_length(bytes::ByteSpan first_four, std::size_t bytes_max);

struct RequestHeader {
  std::int16_t api_key = 0;
  std::int16_t api_version = 0;
  std::int32_t correlation_id = 0;
  std::optional<std::string> client_id;
};

// The first eight bytes of a frame, which are the same in every header version. A peer that sends
// an unknown key or version still gets its correlation id back this way. Does not read the client
// id.
Result<RequestHeader> peek_request_header(bytes::ByteSpan frame);
// Reads the whole header, of the version that `api` uses for the request's version. The reader
// stands at the body afterwards. kUnsupported when the key or the version is unknown; key, version
// and correlation id are set even then.
Result<void> decode_request_header(bytes::Reader& reader, RequestHeader& header);
void encode_request_header(bytes::Writer& writer, const RequestHeader& header);

// The correlation id of a response; skips the tags of header version 1.
Result<std::int32_t> decode_response_header(bytes::Reader& reader, std::int16_t header_version);
void encode_response_header(bytes::Writer& writer, std::int16_t header_version,
                            std::int32_t correlation_id);

// A whole response frame, with its length in front, ready to be sent.
template <class Response>
bytes::Chain response_frame(std::int16_t version, std::int32_t correlation_id,
                            const Response& response, std::int16_t header_version) {
  bytes::Writer writer;
  const auto mark = writer.begin_length32();
  encode_response_header(writer, header_version, correlation_id);
  encode(writer, version, response);
  writer.end_length32(mark);
  return writer.finish();
}
template <class Response>
bytes::Chain response_frame(std::int16_t version, std::int32_t correlation_id,
                            const Response& response) {
  return response_frame(version, correlation_id, response,
                        find_api(Response::kApiKey)->response_header_version(version));
}

// A whole request frame, with its length in front.
template <class Request>
bytes::Chain request_frame(std::int16_t version, std::int32_t correlation_id,
                           std::optional<std::string> client_id, const Request& request) {
  bytes::Writer writer;
  const auto mark = writer.begin_length32();
  encode_request_header(writer, {Request::kApiKey, version, correlation_id, std::move(client_id)});
  encode(writer, version, request);
  writer.end_length32(mark);
  return writer.finish();
}

}  // namespace ringfence::kafka
