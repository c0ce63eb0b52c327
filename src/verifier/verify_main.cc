// ringfence-verify: recomputes offline what a packet of evidence lets one recompute, and prints one
// line a question. No network, no other program, no file written.
#include <cstdio>
#include <ctime>
#include <map>
#include <string>

#include "verifier/report.h"

namespace {

constexpr const char* kUsage =
    "Usage: ringfence-verify --trust FILE [options] PACKET        (a folder or a zip)\n"
    "  --trust FILE       the reader's trust policy: never take it from the packet\n"
    "  --previous DIR     the last packet: prove that the log only grew, print the difference\n"
    "  --counter DIR      the reader's own signed findings\n"
    "  --questions DIR    another question set (four TSV files) than the one compiled in\n"
    "  --now TIME         judge as of 2026-01-31T23:59:59Z instead of now\n"
    "  --claims           a line for each claim too;  --output text|json\n"
    "Exit: 0 all required claims hold; 1 a claim fails or is contradicted; 2 incomplete or stale;\n"
    "3 malformed, a digest or signature that does not match, or another question set.\n";

int usage_error(const std::string& what) {
  std::fprintf(stderr, "ringfence-verify: %s\n%s", what.c_str(), kUsage);
  return 3;
}

}  // namespace

int main(int argc, char** argv) {
  ringfence::verifier::Options options;
  options.printing.now = static_cast<std::int64_t>(std::time(nullptr));
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    if (flag == "--help") return std::fputs(kUsage, stdout), 0;
    if (flag == "--claims") {
      options.printing.claims = true;
      continue;
    }
    if (!flag.starts_with("--")) {
      if (!options.packet.empty()) return usage_error("one packet at a time");
      options.packet = flag;
      continue;
    }
    if (i + 1 == argc) return usage_error(flag + " needs a value or is unknown");
    const std::string value = argv[++i];
    const std::map<std::string, std::string*> paths = {{"--trust", &options.trust},
                                                       {"--previous", &options.previous},
                                                       {"--counter", &options.counter},
                                                       {"--questions", &options.questions}};
    if (const auto path = paths.find(flag); path != paths.end()) {
      *path->second = value;
    } else if (flag == "--output" && (value == "json" || value == "text")) {
      options.printing.json = value == "json";
    } else if (flag == "--now" && ringfence::verifier::parse_time(value)) {
      options.printing.now = *ringfence::verifier::parse_time(value);
    } else {
      return usage_error("cannot use " + flag + " " + value);
    }
  }
  if (options.trust.empty() || options.packet.empty()) return usage_error("--trust and a packet");
  const auto outcome = ringfence::verifier::verify(options);
  std::fwrite(outcome.output.data(), 1, outcome.output.size(), stdout);
  return outcome.exit_code;
}
