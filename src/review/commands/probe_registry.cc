#include "review/commands/probe_registry.h"

namespace ringfence::review {

std::vector<std::unique_ptr<Probe>> make_probes() {
  std::vector<std::unique_ptr<Probe>> out;
  return out;
}

}  // namespace ringfence::review
