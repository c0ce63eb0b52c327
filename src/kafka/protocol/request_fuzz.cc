// Goal: no bytes that arrive as a request crash the decoder, allocate out of proportion, or decode
// to something that does not encode to a stable form.
// Input: a frame as it comes from the socket, without its length: request header and body.
#include "kafka/protocol/fuzz_support.h"
#include "kafka/protocol/header.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ringfence;
  const bytes::Slice frame = bytes::Slice::copy_of(std::as_bytes(std::span(data, size)));
  bytes::Reader reader(frame);
  kafka::RequestHeader header;
  if (!kafka::decode_request_header(reader, header).ok()) return 0;
  const auto* type = kafka::find_message(header.api_key, kafka::MessageKind::kRequest);
  kafka::check_stable(*type, header.api_version, frame.sub(reader.position()));
  return 0;
}
