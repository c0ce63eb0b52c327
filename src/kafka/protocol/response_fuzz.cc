// Goal: as request_fuzz, for the responses that our own client reads from a broker it does not
// trust.
// Input: int16 API key, int16 version, then the body.
#include "kafka/protocol/fuzz_support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ringfence;
  const bytes::Slice input = bytes::Slice::copy_of(std::as_bytes(std::span(data, size)));
  bytes::Reader reader(input);
  const std::int16_t key = reader.i16();
  const std::int16_t version = reader.i16();
  const auto* type = kafka::find_message(key, kafka::MessageKind::kResponse);
  if (!reader.ok() || type == nullptr) return 0;
  kafka::check_stable(*type, version, input.sub(reader.position()));
  return 0;
}
