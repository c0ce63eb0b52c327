// The probe "fit": latency and recovery on the user's own deployment, against the profile's
// targets. See README.md.
#pragma once

#include <memory>

#include "review/model/probe.h"

namespace ringfence::review {

std::unique_ptr<Probe> make_fit_probe();

}  // namespace ringfence::review
