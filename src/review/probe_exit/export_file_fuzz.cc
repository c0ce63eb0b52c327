// Any bytes as the line of a record: read or refused, and a root is made of it either way.
#include "review/probe_exit/record_line.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ringfence::review::exit;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto line = read_line(text);
  if (line && line->content.size() >= size) __builtin_trap();
  MerkleStream stream;
  stream.add(text);
  stream.add(text);
  (void)stream.root();
  return 0;
}
