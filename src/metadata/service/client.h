// The agent's side of the metadata service: one connection to the sequencer, kept up; commands with
// retries; the agent's session; the replica that the pushed records feed; and the read index.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "async/cancel.h"
#include "async/loop.h"
#include "async/stream.h"
#include "async/task.h"
#include "async/task_group.h"
#include "async/wait.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "metadata/service/replica.h"
#include "metadata/state/commands.h"
#include "metadata/state/types.h"
#include "object_store/object_store.h"
#include "rpc/connection.h"
#include "rpc/messages.h"

namespace ringfence::meta {

// Opens a stream to the sequencer, or to one of several: called again after every failure.
using Connector =
    std::function<async::Task<Result<std::unique_ptr<async::Stream>>>(async::Deadline)>;

struct ClientOptions {
  ClusterId cluster;      // zero: take the sequencer's word
  NodeId node;            // this agent's broker id: registering ends older sessions of the same id
  NamePair agent;         // the agent's name; may be all zero
  std::string endpoints;  // sealed blob listed to other agents
  Duration connect_timeout = seconds(5);
  Duration attempt_timeout = seconds(10);   // one try of a command before it is tried again
  Duration backoff_min = milliseconds(20);  // between tries, doubled with jitter
  Duration backoff_max = seconds(2);
  // With nobody asking, the read index is asked once in so long: shows that the leader still leads,
  // and keeps Replica::last_contact() young.
  Duration contact_interval = seconds(30);
  rpc::ConnectionLimits connection;
};

// A command that was decided; `error` is the state machine's refusal, not a failure of the call.
template <class AnswerType>
struct Decided {
  DecideError error = DecideError::kNone;
  AnswerType answer;     // filled as commands.h says
  LogSequence sequence;  // the own replica has applied this
};

// On whose behalf a command is sent, for the log's audit data.
struct Asker {
  NamePair actor;   // zero token: the agent itself
  Uuid request_id;  // zero: a fresh one
};

// Counters for /metrics.
struct ClientStats {
  std::uint64_t connects = 0;
  std::uint64_t connect_failures = 0;
  std::uint64_t sessions_registered = 0;
  std::uint64_t sessions_lost = 0;
  std::uint64_t commits = 0;
  std::uint64_t commits_resent = 0;
  std::uint64_t commits_unknown = 0;
  std::uint64_t read_index_asked = 0;  // by callers
  std::uint64_t read_index_sent = 0;   // coalesced questions on the wire
  std::uint64_t records_applied = 0;
  std::uint64_t resyncs = 0;
};

// Single-threaded. Lifecycle: make, start(), use, stop() (waits for its tasks; every call in flight
// ends as kCancelled, kTimeout or kUnknownOutcome), destroy. Outlives its callers.
class Client {
 public:
  Client(async::Loop& loop, store::ObjectStore& snapshots, Connector connector,
         ClientOptions options);
  ~Client();

  void start();
  async::Task<void> stop();

  const Replica& replica() const { return replica_; }
  Replica& replica() { return replica_; }
  bool connected() const { return subscribed_; }
  const ClientStats& stats() const { return stats_; }
  // Why the last connection ended or could not be made; for logs and /ready.
  const Error& last_error() const { return last_error_; }

  // This process's session; 0: none now (not registered yet, or lost and not registered again).
  SessionId session() const { return session_; }
  // Waits for a session other than `not_this`.
  async::Task<Result<SessionId>> wait_session(SessionId not_this, async::Deadline deadline);

  // Commands. Retried with the same ids until decided or the deadline passes: kTimeout or
  // kCancelled when it was never sent, kUnknownOutcome when it was. Returned only after the own
  // replica has applied the decision.
  async::Task<Result<Decided<CreateTopicAnswer>>> create_topic(CreateTopic command, Asker asker,
                                                               async::Deadline deadline);
  async::Task<Result<Decided<DeleteTopicAnswer>>> delete_topic(DeleteTopic command, Asker asker,
                                                               async::Deadline deadline);
  async::Task<Result<Decided<InitProducerIdAnswer>>> init_producer_id(InitProducerId command,
                                                                      Asker asker,
                                                                      async::Deadline deadline);

  // Commits a durable data object. Call in flush order (ascending counters): commits leave in the
  // order of the calls, also when they are sent again after a reconnect, always with the same
  // counter, until there is a definite answer; `lowest_wanted` is filled in here. Returned after
  // the own replica has applied it.
  //   kFenced          the session ended and this commit certainly had no effect
  //   kUnknownOutcome  the session ended, or the client stopped, after it was sent: it may have
  //   taken effect kCancelled       stopped before it was sent
  async::Task<Result<Decided<CommitAnswer>>> commit_object(CommitObject command,
                                                           async::Cancel cancel = {});

  // Rule 8: waits until the own replica has everything that was durable when this was called. One
  // question on the wire serves all who wait. kTimeout, kCancelled, kUnavailable: nothing may be
  // concluded from the replica.
  async::Task<Result<void>> read_index(async::Deadline deadline);

  // Asks the leader's group coordinator, once: what to do without an answer is the Kafka client's
  // business. A join or a sync waits as long as the deadline lets it. kTimeout, kUnavailable: not
  // sent; kUnknownOutcome: sent; kCancelled: either.
  async::Task<Result<GroupReply>> group_call(GroupCall call, async::Deadline deadline);

  // The agents with a live session, as the sequencer knows them now.
  async::Task<Result<std::vector<rpc::AgentEntry>>> list_agents(async::Deadline deadline);

 private:
  struct Link;
  struct Commit;
  struct Question;

  rpc::Hello hello() const;
  async::Task<void> run();
  async::Task<void> run_link(std::unique_ptr<async::Stream> stream);
  async::Task<void> drive_link(Link& link);
  async::Task<Result<void>> subscribe(Link& link);
  async::Task<Result<void>> load_snapshot(rpc::SnapshotRef ref);
  async::Task<Result<void>> register_session(Link& link);
  async::Task<void> send_commits(Link& link);
  async::Task<void> ask_questions(Link& link);
  async::Task<Result<rpc::Response>> ask(rpc::Request request, async::Deadline deadline);
  async::Task<Result<rpc::CommandResponse>> decide(Command command, Asker asker, Uuid fresh_id,
                                                   async::Deadline deadline);
  async::Task<Result<void>> wait_own_replica(LogSequence sequence, async::Deadline deadline);
  Duration backoff(std::uint32_t attempt);
  void lose_session(SessionId ended);
  Uuid fresh_uuid();

  async::Loop& loop_;
  store::ObjectStore& snapshots_;
  Connector connector_;
  ClientOptions options_;
  Replica replica_;
  ClientStats stats_;
  Error last_error_;
  Uuid instance_;

  SessionId session_{0};
  bool subscribed_ = false;
  bool stopping_ = false;
  Link* link_ = nullptr;         // the connection in use, null between connections
  std::deque<Commit*> commits_;  // unanswered, in call order
  std::shared_ptr<Question>
      next_question_;  // new waiters join it; shared: they outlive its sending

  async::CancelSource cancel_;
  async::TaskGroup tasks_;
  async::WaitQueue changed_;      // link, session or subscription changed
  async::WaitQueue commit_work_;  // a commit was added, or the link's end
  async::WaitQueue ask_work_;     // a question has its first waiter, or the link's end
};

}  // namespace ringfence::meta
