// Frames to bytes and back.
#pragma once

#include "base/result.h"
#include "bytes/slice.h"
#include "rpc/messages.h"

namespace ringfence::rpc {

// The frame with its 4-byte length in front. kInvalid: a command that has no wire form.
Result<bytes::Chain> encode_frame(const Frame& frame);

// `body` is one frame without its length. kCorrupt: not a frame, an undeclared field, columns of
// different lengths, ids of a wrong size, a count over its limit; the detail names the field.
Result<Frame> decode_frame(bytes::ByteSpan body);

}  // namespace ringfence::rpc
