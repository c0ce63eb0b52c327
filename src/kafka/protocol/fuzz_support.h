// What the message fuzz targets share. Included by *_fuzz.cc only.
#pragma once

#include "base/assert.h"
#include "kafka/protocol/allocation_meter.h"
#include "kafka/protocol/message_type.h"

namespace ringfence::kafka {

// Decodes; when that works, the encoded form must decode to itself, and print as JSON.
inline void check_stable(const MessageType& type, std::int16_t version, const bytes::Slice& body) {
  Result<bytes::Chain> first = Error();
  {
    const AllocationMeter meter;
    bytes::Reader reader(body);
    first = type.recode(reader, version);
    RF_ASSERT(meter.total() <= body.size() * kAllocationFactor + kAllocationFloor,
              "a message allocates out of proportion to its bytes");
  }
  if (!first.ok()) return;
  const bytes::Slice canonical = first->flatten();
  bytes::Reader again(canonical);
  const auto second = type.recode(again, version);
  RF_ASSERT(second.ok(), "what was encoded does not decode");
  RF_ASSERT(again.finish().ok(), "what was encoded does not decode to its end");
  RF_ASSERT(second->flatten() == canonical, "the encoded form is not stable");
  bytes::Reader print_reader(canonical);
  RF_ASSERT(type.print(print_reader, version).ok(), "what decodes does not print");
}

}  // namespace ringfence::kafka
