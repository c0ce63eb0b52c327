// The client's outside: lifecycle, commands, commits and the read index. The connection is in
// client_link.cc.
#include "metadata/service/client.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "base/deliberate_bugs.h"
#include "metadata/service/client_internal.h"

namespace ringfence::meta {

Client::Client(async::Loop& loop, store::ObjectStore& snapshots, Connector connector,
               ClientOptions options)
    : loop_(loop),
      snapshots_(snapshots),
      connector_(std::move(connector)),
      options_(std::move(options)),
      replica_(loop),
      instance_(loop.random().uuid()),
      tasks_(loop),
      changed_(loop),
      commit_work_(loop),
      ask_work_(loop) {}

Client::~Client() { RF_ASSERT(commits_.empty(), "a client was destroyed with commits in flight"); }

void Client::start() { tasks_.spawn(run()); }

async::Task<void> Client::stop() {
  stopping_ = true;
  cancel_.cancel();
  if (link_ != nullptr)
    link_->connection.close(Error(ErrorCode::kCancelled, "the agent is stopping"));
  // Copied: a commit leaves the list when it is told.
  const std::deque<Commit*> commits = commits_;
  for (Commit* commit : commits) commit->finish(Error(ErrorCode::kCancelled));
  if (next_question_ != nullptr) next_question_->position.set(Error(ErrorCode::kCancelled));
  next_question_ = nullptr;
  replica_.close();
  changed_.wake_all();
  co_await tasks_.join();
}

Uuid Client::fresh_uuid() { return loop_.random().uuid(); }

Duration Client::backoff(std::uint32_t attempt) {
  const Duration limit =
      std::min(options_.backoff_max, options_.backoff_min * (1u << std::min(attempt, 16u)));
  const std::int64_t ns = std::max<std::int64_t>(2, limit.count());
  return Duration(ns / 2 + loop_.random().between(0, ns / 2));
}

async::Task<Result<SessionId>> Client::wait_session(SessionId not_this, async::Deadline deadline) {
  while (session_.value == 0 || session_ == not_this) {
    if (stopping_) co_return Error(ErrorCode::kCancelled);
    const async::Wake wake = co_await changed_.wait(deadline);
    if (wake == async::Wake::kTimeout) co_return Error(ErrorCode::kTimeout, "no session yet");
    if (wake == async::Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
  }
  co_return session_;
}

// ---- commands and questions

// One answer, over as many connections as it takes. kTimeout, kCancelled: never sent;
// kUnknownOutcome: sent.
async::Task<Result<rpc::Response>> Client::ask(rpc::Request request, async::Deadline deadline) {
  bool sent = false;
  for (std::uint32_t attempt = 0;; ++attempt) {
    while (!subscribed_ && !stopping_) {
      if (co_await changed_.wait(deadline) != async::Wake::kSignalled) break;
    }
    const bool given_up = stopping_ || loop_.dead() || deadline.cancel.cancelled();
    if (given_up || deadline.passed(loop_)) {
      if (sent) co_return Error(ErrorCode::kUnknownOutcome, last_error_.to_string());
      co_return Error(given_up ? ErrorCode::kCancelled : ErrorCode::kTimeout,
                      last_error_.to_string());
    }
    if (subscribed_) {
      auto answer = co_await link_->connection.call(
          request, deadline.sooner(loop_.now() + options_.attempt_timeout));
      if (answer) co_return answer;
      const ErrorCode code = answer.error().code;
      if (code == ErrorCode::kInvalid || code == ErrorCode::kTooLarge ||
          code == ErrorCode::kPermission)
        co_return answer;
      if (code != ErrorCode::kUnavailable) sent = true;
      if (link_ == nullptr) continue;
    }
    (void)co_await async::sleep_until(loop_, deadline.sooner(loop_.now() + backoff(attempt)));
  }
}

async::Task<Result<void>> Client::wait_own_replica(LogSequence sequence, async::Deadline deadline) {
  if (deliberate_bug(DeliberateBug::kAckBeforeReplicaApplied)) co_return Result<void>();
  const async::Wake wake = co_await replica_.wait_applied(sequence, deadline);
  if (wake == async::Wake::kSignalled) co_return Result<void>();
  co_return Error(wake == async::Wake::kTimeout ? ErrorCode::kTimeout : ErrorCode::kCancelled,
                  "the replica has not applied record " + std::to_string(sequence.value));
}

async::Task<Result<rpc::CommandResponse>> Client::decide(Command command, Asker asker,
                                                         Uuid fresh_id, async::Deadline deadline) {
  const Uuid request_id = asker.request_id.is_zero() ? fresh_uuid() : asker.request_id;
  rpc::CommandRequest request{std::move(command), std::move(asker.actor), request_id, fresh_id};
  auto answer = co_await ask(std::move(request), deadline);
  if (!answer) co_return answer.error();
  auto* response = std::get_if<rpc::CommandResponse>(&*answer);
  if (response == nullptr)
    co_return Error(ErrorCode::kCorrupt, "the sequencer answered another question");
  if (!co_await wait_own_replica(response->sequence, deadline))
    co_return Error(ErrorCode::kUnknownOutcome, "decided, but the replica is behind");
  co_return std::move(*response);
}

namespace {

// The answer of the expected type; a refusal may come without one.
template <class AnswerType>
Result<Decided<AnswerType>> unpack(Result<rpc::CommandResponse> response) {
  if (!response) return response.error();
  Decided<AnswerType> decided{response->error, {}, response->sequence};
  if (auto* answer = std::get_if<AnswerType>(&response->answer)) {
    decided.answer = std::move(*answer);
  } else if (decided.error == DecideError::kNone && !std::is_empty_v<AnswerType>) {
    return Error(ErrorCode::kCorrupt, "the sequencer answered another question");
  }
  return decided;
}

}  // namespace

async::Task<Result<Decided<CreateTopicAnswer>>> Client::create_topic(CreateTopic command,
                                                                     Asker asker,
                                                                     async::Deadline deadline) {
  const Uuid fresh = fresh_uuid();
  auto decided = unpack<CreateTopicAnswer>(
      co_await decide(std::move(command), std::move(asker), fresh, deadline));
  // The name was taken by an earlier try of this very call, whose answer was lost.
  if (decided && decided->error == DecideError::kTopicExists && decided->answer.topic == fresh)
    decided->error = DecideError::kNone;
  co_return decided;
}

async::Task<Result<Decided<DeleteTopicAnswer>>> Client::delete_topic(DeleteTopic command,
                                                                     Asker asker,
                                                                     async::Deadline deadline) {
  co_return unpack<DeleteTopicAnswer>(
      co_await decide(command, std::move(asker), fresh_uuid(), deadline));
}

async::Task<Result<Decided<InitProducerIdAnswer>>> Client::init_producer_id(
    InitProducerId command, Asker asker, async::Deadline deadline) {
  co_return unpack<InitProducerIdAnswer>(
      co_await decide(std::move(command), std::move(asker), fresh_uuid(), deadline));
}

async::Task<Result<std::vector<rpc::AgentEntry>>> Client::list_agents(async::Deadline deadline) {
  auto answer = co_await ask(rpc::ListAgentsRequest{}, deadline);
  if (!answer) co_return answer.error();
  auto* list = std::get_if<rpc::ListAgentsResponse>(&*answer);
  if (list == nullptr)
    co_return Error(ErrorCode::kCorrupt, "the sequencer answered another question");
  co_return std::move(list->agents);
}

async::Task<Result<GroupReply>> Client::group_call(GroupCall call, async::Deadline deadline) {
  const async::Deadline connecting = deadline.sooner(loop_.now() + options_.connect_timeout);
  while (!subscribed_) {
    if (stopping_) co_return Error(ErrorCode::kCancelled);
    const async::Wake wake = co_await changed_.wait(connecting);
    if (wake == async::Wake::kTimeout) co_return Error(ErrorCode::kTimeout, "no connection");
    if (wake == async::Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
  }
  auto answer = co_await link_->connection.call(rpc::GroupRequest{std::move(call)}, deadline);
  if (!answer) co_return answer.error();
  auto* response = std::get_if<rpc::GroupResponse>(&*answer);
  if (response == nullptr)
    co_return Error(ErrorCode::kCorrupt, "the sequencer answered another question");
  co_return std::move(response->reply);
}

async::Task<Result<void>> Client::read_index(async::Deadline deadline) {
  ++stats_.read_index_asked;
  if (deliberate_bug(DeliberateBug::kNoReadIndex)) co_return Result<void>();
  while (true) {
    if (stopping_) co_return Error(ErrorCode::kCancelled);
    // A question that is not on the wire yet: whatever it answers is the truth after this call was
    // made.
    if (next_question_ == nullptr) next_question_ = std::make_shared<Question>(loop_);
    const std::shared_ptr<Question> question = next_question_;
    ask_work_.wake_one();
    auto answered = co_await question->position.wait(deadline);
    if (!answered) co_return answered.error();
    const Result<LogSequence>& position = **answered;
    if (position) co_return co_await wait_own_replica(*position, deadline);
    if (position.failed_with(ErrorCode::kCancelled)) co_return position.error();
    if (deadline.passed(loop_)) co_return Error(ErrorCode::kTimeout);
  }
}

// ---- commits

void Client::Commit::on_answer(Result<rpc::Response> answer) {
  if (answer) {
    if (auto* response = std::get_if<rpc::CommandResponse>(&*answer)) {
      finish(std::move(*response));
      return;
    }
  }
  // No answer that says anything: it is sent again, in its place, on the next connection. Nothing
  // may be sent behind it on this one.
  queued = false;
  if (client.link_ != nullptr)
    client.link_->connection.close(Error(ErrorCode::kUnavailable, "a commit was not answered"));
}

void Client::Commit::finish(Result<rpc::CommandResponse> result) {
  std::erase(client.commits_, this);
  client.commit_work_.wake_one();
  if (!done.is_set()) done.set(std::move(result));
}

async::Task<Result<Decided<CommitAnswer>>> Client::commit_object(CommitObject command,
                                                                 async::Cancel cancel) {
  if (stopping_) co_return Error(ErrorCode::kCancelled);
  ++stats_.commits;
  Commit commit(*this, std::move(command));
  commits_.push_back(&commit);
  commit_work_.wake_one();
  const async::Deadline forever = async::Deadline::none(cancel);
  auto answered = co_await commit.done.wait(forever);
  if (!answered) commit.finish(Error(ErrorCode::kCancelled));
  const bool sent = commit.sends > 0;
  Result<rpc::CommandResponse> response =
      answered ? std::move(**answered) : Error(ErrorCode::kCancelled);
  if (response && !is_session_lost(response->error)) {
    // Decided; acknowledged only when the own replica can show it.
    if (co_await wait_own_replica(response->sequence, forever))
      co_return unpack<CommitAnswer>(std::move(response));
    response = Error(ErrorCode::kCancelled);
  } else if (response) {
    lose_session(commit.command.session);
    if (commit.sends == 1 && response->error != DecideError::kCounterTooOld)
      co_return Error(ErrorCode::kFenced, "the session has ended; the commit had no effect");
  }
  if (!sent) co_return Error(response ? ErrorCode::kUnavailable : response.error().code);
  ++stats_.commits_unknown;
  co_return Error(ErrorCode::kUnknownOutcome, "the commit was sent, and its outcome is not known");
}

}  // namespace ringfence::meta
