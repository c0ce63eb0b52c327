// ARCHITECTURE rule 8: whatever says "no more" or "not there" first makes sure that the replica is
// not behind.
#pragma once

#include "agent/services.h"
#include "async/task.h"
#include "base/deliberate_bugs.h"
#include "metadata/service/client.h"

namespace ringfence::agent {

// An error: nothing may be concluded from what the replica does not hold.
inline async::Task<Result<void>> confirm_index(Services& services, async::Cancel cancel) {
  if (deliberate_bug(DeliberateBug::kNoReadIndex)) co_return Result<void>();
  co_return co_await services.meta.read_index(async::Deadline::after(
      services.loop, milliseconds(services.config.read_index_timeout_ms), cancel));
}

}  // namespace ringfence::agent
