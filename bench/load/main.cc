// rdkafka_load: the neutral C client of the benchmark. It knows nothing of any server but the Kafka
// protocol, prints one JSON line with what it measured, and exits with 1 instead of a number when a
// record was refused, lost or out of order.
#include <cstdio>

#include "load/options.h"

int main(int argc, char** argv) {
  using namespace ringfence::bench;
  const Options options = parse_options(argc, argv);
  if (options.mode == "create") return run_create(options);
  if (options.mode == "produce") return run_produce(options);
  if (options.mode == "consume") return run_consume(options);
  if (options.mode == "e2e") return run_e2e(options);
  if (options.mode == "first-produce") return run_first_produce(options);
  std::fprintf(stderr, "rdkafka_load: unknown mode '%s'\n", options.mode.c_str());
  return 2;
}
