// What a server process does once, before anything else.
#pragma once

#include "async/loop.h"
#include "config/config.h"
#include "keys/keys.h"

namespace ringfence::cli {

// Raises the limit of open files to what the system allows: every client connection is one.
void raise_file_limit();
// Logs to stderr as configured; names become tokens under `keys`, which outlives logging.
void start_logging(const config::Config& config, async::Loop& loop, const keys::Keys& keys);
void stop_logging();

}  // namespace ringfence::cli
