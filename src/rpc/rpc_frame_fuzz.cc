// Any bytes as a frame: refused, or read into something that can be written and read again to the
// same bytes.
#include <cstdlib>
#include <span>

#include "rpc/codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ringfence;
  auto frame = rpc::decode_frame(std::as_bytes(std::span(data, size)));
  if (!frame) return 0;
  auto written = rpc::encode_frame(*frame);
  if (!written) return 0;
  const bytes::Slice first = written->flatten();
  auto again = rpc::decode_frame(first.span().subspan(4));
  if (!again) std::abort();
  auto rewritten = rpc::encode_frame(*again);
  if (!rewritten || rewritten->flatten().text() != first.text()) std::abort();
  return 0;
}
