// A connected pair of in-memory streams with bounded buffering: joins agent and sequencer inside
// one process.
#pragma once

#include <memory>
#include <utility>

#include "async/stream.h"

namespace ringfence::async {

// Each direction buffers at most `capacity_bytes` (a larger single write goes through alone);
// beyond it the writer waits.
std::pair<std::unique_ptr<Stream>, std::unique_ptr<Stream>> make_memory_stream_pair(
    Loop& loop, std::size_t capacity_bytes);

}  // namespace ringfence::async
