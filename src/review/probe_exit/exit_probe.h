// The probe "exit": reads records out through the Kafka protocol into a published format, and shows
// whether a target holds the same. See docs/formats/export.md.
#pragma once

#include <memory>

#include "review/model/probe.h"

namespace ringfence::review {

std::unique_ptr<Probe> make_exit_probe();

}  // namespace ringfence::review
