// The probe `iam`: what policy texts allow. Reads files only; no network, no credentials.
#pragma once

#include <memory>

#include "review/model/probe.h"

namespace ringfence::review {

std::unique_ptr<Probe> make_iam_probe();

}  // namespace ringfence::review
