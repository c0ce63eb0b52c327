// Text forms of bytes inside other bytes: runs of base64, hex, percent escapes, JSON escapes and
// UTF-16, unpacked into the bytes that they stand for.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "bytes/slice.h"

namespace ringfence::review {

// `how` is "base64", "hex", "url", "json" or "utf16"; `bytes` lives during the call only.
using DecodedRun = std::function<void(std::string_view how, bytes::ByteSpan bytes)>;

// Finds every run in `data`. A run of base64 is tried at each of the four places where it may have
// begun, one of hex at both. Output is never larger than four times the input.
void decode_runs(bytes::ByteSpan data, const DecodedRun& found);

}  // namespace ringfence::review
