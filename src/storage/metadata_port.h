// What storage needs of the metadata service, and no more: a session, commits, the replica's state,
// the read index. Two implementations: ClientPort over meta::Client, and the fakes of the tests.
#pragma once

#include "async/task.h"
#include "async/wait.h"
#include "base/ids.h"
#include "base/result.h"
#include "metadata/state/commands.h"
#include "metadata/state/state.h"

namespace ringfence::storage {

// A commit that was decided, durable, and applied by this agent's replica.
struct Committed {
  meta::DecideError error = meta::DecideError::kNone;  // refusal of the commit as a whole
  meta::EntryResults results;                          // one per entry; null when refused
  LogSequence sequence;
};

// Single-threaded; outlives its users.
class MetadataPort {
 public:
  virtual ~MetadataPort() = default;

  // This process's session; 0: none now.
  virtual SessionId session() const = 0;
  // Waits for a session other than `not_this`.
  virtual async::Task<Result<SessionId>> wait_session(SessionId not_this,
                                                      async::Deadline deadline) = 0;
  // Called in flush order; commits leave in the order of the calls. See meta::Client::commit_object
  // for the errors.
  virtual async::Task<Result<Committed>> commit_object(meta::CommitObject command,
                                                       async::Cancel cancel) = 0;
  // The replica. References are valid until the next co_await.
  virtual const meta::State& state() const = 0;
  // Rule 8: the replica has everything that was durable at the call.
  virtual async::Task<Result<void>> read_index(async::Deadline deadline) = 0;
};

}  // namespace ringfence::storage
