// What every generated message header needs. For each message there is a plain structure and
//
//   Result<void> decode(bytes::Reader&, version, T&);
//       kInvalid when malformed or cut off, kUnsupported when the version is not known
//   void encode(bytes::Writer&, version, const T&);
//       the version must be known; fields that it lacks are left out
//   void to_json(JsonWriter&, version, const T&);
//   Result<void> from_json(const JsonValue&, version, T&);
//       in the library kafka_protocol_json; the form of Kafka's own JSON converters
//
// decode() expects a freshly made structure and reads the body only; the caller asks
// reader.finish() when nothing may follow. `bytes` and `records` fields share the storage of the
// reader's input: copy what must outlive the request.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "bytes/reader.h"
#include "bytes/slice.h"
#include "bytes/writer.h"

namespace ringfence::kafka {

class JsonWriter;
class JsonValue;

}  // namespace ringfence::kafka
