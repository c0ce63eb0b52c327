// Fuzzes everything of a packet that is read before a signature could protect it: JSON, envelopes,
// notes, proofs, the trust policy and the question set. The first byte chooses the reader.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "verifier/packet.h"

namespace {

using namespace ringfence::verifier;

const std::string kFile = "fuzzed";

void read_one(char which, std::string_view text) {
  switch (which % 8) {
    case 0:
      (void)parse_json(text, kFile);
      break;
    case 1:
      (void)read_envelope(text, kFile);
      break;
    case 2:
      (void)read_trust(text, kFile);
      break;
    case 3:
      (void)read_checkpoint(text, {"example.com/log", std::string(32, 'k')},
                            {{"witness", std::string(32, 'w')}}, kFile);
      break;
    case 4:
      (void)read_proof(text, kFile);
      break;
    case 5: {
      QuestionFiles files = compiled_question_files();
      files["claims"] = text;
      (void)read_question_set(files);
      break;
    }
    case 6: {
      // The statement inside an envelope is read before its signature is checked.
      const std::string envelope = "{\"payload\":\"" + to_base64(text) +
                                   "\",\"payloadType\":\"application/vnd.in-toto+json\","
                                   "\"signatures\":[]}\n";
      (void)read_item(envelope, kFile, Trust{});
      break;
    }
    default: {
      // A time and base64 have one spelling: what is read must print as it was.
      if (const auto seconds = parse_time(text); seconds && format_time(*seconds) != text) abort();
      if (const auto bytes = from_base64(text); bytes && to_base64(*bytes) != text) abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_one(text[0], text.substr(1));
  return 0;
}
