// The probe "capture": what a packet capture shows of a platform's flows, and where planted markers
// are found. See README.md for what of it answers which claim.
#pragma once

#include <memory>

#include "review/model/probe.h"

namespace ringfence::review {

std::unique_ptr<Probe> make_capture_probe();

}  // namespace ringfence::review
