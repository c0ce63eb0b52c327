// The probes of this build, in the order of --help.
#pragma once

#include <memory>
#include <vector>

#include "review/model/probe.h"

namespace ringfence::review {

std::vector<std::unique_ptr<Probe>> make_probes();

}  // namespace ringfence::review
