// Any bytes as a capture file, read and scanned: no crash, no unbounded memory.
#include "review/probe_capture/survey.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ringfence::review;
  static const MarkerPatterns patterns({{"topic", "ab3cdefghijklmnopqrstuvwx2"}});
  ScanShared shared{patterns};
  shared.limits.unpacked_max = 1 << 20;
  shared.limits.unpacked_total_max = 4 << 20;
  SurveyOptions options;
  options.platform = {Cidr{{}, 0}};
  options.scan = &shared;
  options.limits.flows_max = 16;
  options.limits.ahead_max = 4096;
  CaptureSurvey survey;
  (void)survey_capture(memory_source({reinterpret_cast<const std::byte*>(data), size}), options,
                       survey);
  return 0;
}
