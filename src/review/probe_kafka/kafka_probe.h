// The probe "kafka": what any client can see of any Kafka-compatible endpoint. See README.md.
#pragma once

#include <memory>

#include "review/model/probe.h"

namespace ringfence::review {

std::unique_ptr<Probe> make_kafka_probe();

}  // namespace ringfence::review
