// Produce in two steps, so that a connection can pipeline: start_produce() checks the request and
// gives its batches their place in the order of their partitions; finish() waits for the outcomes.
#pragma once

#include <memory>

#include "agent/dispatch.h"
#include "async/task.h"

namespace ringfence::agent {

// A request whose batches are on their way. finish() must be awaited to its end before it is
// destroyed; the reply is the response, or nothing or close with acks=0.
class PendingProduce {
 public:
  virtual ~PendingProduce() = default;
  virtual async::Task<Reply> finish() = 0;
};

// Null: the request does not decode.
async::Task<std::unique_ptr<PendingProduce>> start_produce(Call& call);

}  // namespace ringfence::agent
