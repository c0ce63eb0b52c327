#include "kafka/protocol/header.h"

#include <fmt/format.h>

#include "base/assert.h"
#include "kafka/protocol/wire.h"

namespace ringfence::kafka {

Result<std::size_t> frame_length(bytes::ByteSpan first_four, std::size_t bytes_max) {
  bytes::Reader reader(first_four);
  const std::int32_t length = reader.i32();
  RF_TRY(reader.status());
  if (length < static_cast<std::int32_t>(kRequestBytesMin)) {
    return Error(ErrorCode::kInvalid,
                 fmt::format("frame length {}: at least {}", length, kRequestBytesMin));
  }
  if (static_cast<std::size_t>(length) > bytes_max) {
    return Error(ErrorCode::kTooLarge,
                 fmt::format("frame length {}: at most {}", length, bytes_max));
  }
  return static_cast<std::size_t>(length);
}

Result<RequestHeader> peek_request_header(bytes::ByteSpan frame) {
  bytes::Reader reader(frame);
  RequestHeader header;
  header.api_key = reader.i16();
  header.api_version = reader.i16();
  header.correlation_id = reader.i32();
  RF_TRY(reader.status());
  return header;
}

Result<void> decode_request_header(bytes::Reader& reader, RequestHeader& header) {
  header.api_key = reader.i16();
  header.api_version = reader.i16();
  header.correlation_id = reader.i32();
  RF_TRY(reader.status());
  const ApiInfo* api = find_api(header.api_key);
  if (api == nullptr || !api->knows(header.api_version)) {
    return Error(ErrorCode::kUnsupported,
                 fmt::format("API key {} version {}", header.api_key, header.api_version));
  }
  // The client id keeps its int16 length in header version 2 as well.
  header.client_id = read_nullable_string(reader, false);
  if (api->request_header_version(header.api_version) >= 2) skip_tags(reader);
  return reader.status();
}

void encode_request_header(bytes::Writer& writer, const RequestHeader& header) {
  const ApiInfo* api = find_api(header.api_key);
  RF_ASSERT(api != nullptr, "request of an unknown API");
  writer.i16(header.api_key);
  writer.i16(header.api_version);
  writer.i32(header.correlation_id);
  write_nullable_string(writer, false, header.client_id, true);
  if (api->request_header_version(header.api_version) >= 2) writer.uvarint(0);
}

Result<std::int32_t> decode_response_header(bytes::Reader& reader, std::int16_t header_version) {
  const std::int32_t correlation_id = reader.i32();
  if (header_version >= 1) skip_tags(reader);
  RF_TRY(reader.status());
  return correlation_id;
}

void encode_response_header(bytes::Writer& writer, std::int16_t header_version,
                            std::int32_t correlation_id) {
  writer.i32(correlation_id);
  if (header_version >= 1) writer.uvarint(0);
}

}  // namespace ringfence::kafka
