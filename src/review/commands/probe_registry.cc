#include "review/commands/probe_registry.h"

#include "review/probe_bucket/bucket_probe.h"
#include "review/probe_capture/capture_probe.h"
#include "review/probe_exit/exit_probe.h"
#include "review/probe_fit/fit_probe.h"
#include "review/probe_iam/iam_probe.h"
#include "review/probe_kafka/kafka_probe.h"

namespace ringfence::review {

std::vector<std::unique_ptr<Probe>> make_probes() {
  std::vector<std::unique_ptr<Probe>> out;
  out.push_back(make_kafka_probe());
  out.push_back(make_bucket_probe());
  out.push_back(make_iam_probe());
  out.push_back(make_capture_probe());
  out.push_back(make_exit_probe());
  out.push_back(make_fit_probe());
  return out;
}

}  // namespace ringfence::review
