// The client's connection: made, subscribed, registered, fed, and made again.
#include <algorithm>
#include <utility>

#include "base/deliberate_bugs.h"
#include "metadata/service/client.h"
#include "metadata/service/client_internal.h"
#include "metadata/service/loader.h"

namespace ringfence::meta {
namespace {

constexpr Duration kSnapshotTimeout = seconds(120);

}  // namespace

rpc::Hello Client::hello() const {
  rpc::Hello hello;
  hello.cluster = options_.cluster;
  hello.node = options_.node;
  hello.instance = instance_;
  return hello;
}

async::Task<void> Client::run() {
  std::uint32_t failures = 0;
  while (!stopping_ && !loop_.dead()) {
    auto stream = co_await connector_(
        async::Deadline::after(loop_, options_.connect_timeout, cancel_.token()));
    if (stream) {
      const std::uint64_t before = stats_.connects;
      co_await run_link(std::move(*stream));
      failures = stats_.connects > before ? 0 : failures + 1;
    } else {
      ++stats_.connect_failures;
      last_error_ = stream.error();
      ++failures;
    }
    if (!co_await async::sleep_for(loop_, backoff(failures), cancel_.token())) break;
  }
}

async::Task<void> Client::run_link(std::unique_ptr<async::Stream> stream) {
  Link link(*this, std::move(stream));
  link_ = &link;
  link.tasks.spawn(drive_link(link));
  Error reason = co_await link.connection.run();
  link_ = nullptr;
  subscribed_ = false;
  last_error_ = std::move(reason);
  link.cancel.cancel();
  link.changed.wake_all();
  changed_.wake_all();
  commit_work_.wake_all();
  ask_work_.wake_all();
  co_await link.tasks.join();
}

// Subscribes, and again after each resync; a failure ends the connection, and the next one tries
// again.
async::Task<void> Client::drive_link(Link& link) {
  Result<void> going =
      co_await link.connection.wait_open(async::Deadline::none(link.cancel.token()));
  if (going) {
    link.tasks.spawn(send_commits(link));
    link.tasks.spawn(ask_questions(link));
  }
  while (going && link.connection.open()) {
    going = co_await subscribe(link);
    if (going && session_.value == 0) going = co_await register_session(link);
    if (!going) break;
    if (!subscribed_) ++stats_.connects;
    subscribed_ = true;
    changed_.wake_all();
    commit_work_.wake_all();
    ask_work_.wake_all();
    while (!link.resync && link.connection.open()) {
      if (co_await link.changed.wait(async::Deadline::none(link.cancel.token())) ==
          async::Wake::kCancelled)
        break;
    }
    if (link.cancel.cancelled() || !link.resync) break;
    going = co_await load_snapshot(*std::exchange(link.resync, std::nullopt));
  }
  if (!going) link.connection.close(going.error());
}

async::Task<Result<void>> Client::subscribe(Link& link) {
  while (true) {
    auto answer = co_await link.connection.call(
        rpc::SubscribeRequest{replica_.position(), session_},
        async::Deadline::after(loop_, options_.attempt_timeout, link.cancel.token()));
    if (!answer) co_return answer.error();
    auto* response = std::get_if<rpc::SubscribeResponse>(&*answer);
    if (response == nullptr)
      co_return Error(ErrorCode::kCorrupt, "the sequencer answered another question");
    if (session_.value != 0 && !response->session_live) lose_session(session_);
    if (!response->resync) {
      if (replica_.applied() >= response->sequence) replica_.note_contact();
      co_return Result<void>();
    }
    RF_CO_TRY(co_await load_snapshot(*std::move(response->resync)));
  }
}

async::Task<Result<void>> Client::load_snapshot(rpc::SnapshotRef ref) {
  ++stats_.resyncs;
  SnapshotPointer pointer{std::move(ref.key), ref.position};
  auto state =
      co_await read_snapshot(loop_, snapshots_, std::move(pointer), Mode::kReplica,
                             async::Deadline::after(loop_, kSnapshotTimeout, cancel_.token()));
  if (!state) co_return state.error();
  // Never back: what the replica has shown stays shown.
  if (state->position().sequence > replica_.applied()) replica_.replace(std::move(*state));
  co_return Result<void>();
}

async::Task<Result<void>> Client::register_session(Link& link) {
  rpc::CommandRequest request{RegisterSession{options_.node, options_.agent, options_.endpoints},
                              {},
                              fresh_uuid(),
                              fresh_uuid()};
  auto answer = co_await link.connection.call(
      std::move(request),
      async::Deadline::after(loop_, options_.attempt_timeout, link.cancel.token()));
  if (!answer) co_return answer.error();
  auto* response = std::get_if<rpc::CommandResponse>(&*answer);
  auto* registered =
      response != nullptr ? std::get_if<RegisterSessionAnswer>(&response->answer) : nullptr;
  if (registered == nullptr) {
    co_return Error(
        ErrorCode::kPermission,
        "registration refused: " +
            std::string(response != nullptr ? decide_error_name(response->error) : "no answer"));
  }
  session_ = registered->session;
  ++stats_.sessions_registered;
  co_return Result<void>();
}

// The session is gone for ever; the connection registers the next one.
void Client::lose_session(SessionId ended) {
  if (session_ != ended || ended.value == 0) return;
  session_ = SessionId(0);
  ++stats_.sessions_lost;
  changed_.wake_all();
  if (link_ != nullptr && subscribed_)
    link_->connection.close(Error(ErrorCode::kFenced, "the session has ended"));
}

Result<void> Client::Link::on_push(rpc::Push push) {
  if (auto* ended = std::get_if<rpc::Resync>(&push)) {
    resync = std::move(ended->snapshot);
    changed.wake_all();
    return {};
  }
  auto& records = std::get<rpc::LogRecords>(push);
  for (const bytes::Slice& record : records.records) {
    RF_TRY(client.replica_.apply(record));
    ++client.stats_.records_applied;
  }
  return {};
}

// In call order; a commit that an earlier connection carried goes first again, being older.
async::Task<void> Client::send_commits(Link& link) {
  const async::Deadline forever = async::Deadline::none(link.cancel.token());
  for (Commit* commit : commits_) commit->queued = false;
  while (link.connection.open()) {
    const auto next =
        std::find_if(commits_.begin(), commits_.end(), [](const Commit* c) { return !c->queued; });
    if (!subscribed_ || next == commits_.end()) {
      if (co_await commit_work_.wait(forever) == async::Wake::kCancelled) co_return;
      continue;
    }
    if (!link.connection.call_slot_free()) {
      if (!co_await link.connection.wait_call_slot(forever)) co_return;
      continue;  // the list may have changed
    }
    Commit& commit = **next;
    const auto oldest = std::find_if(commits_.begin(), commits_.end(), [&](const Commit* c) {
      return c->command.session == commit.command.session;
    });
    commit.command.lowest_wanted = (*oldest)->command.counter;
    commit.queued = true;
    auto started = link.connection.start_call(
        rpc::CommandRequest{commit.command, {}, commit.request_id, {}}, 0, commit);
    if (!started) {
      commit.queued = false;
      if (started.failed_with(ErrorCode::kUnavailable) || started.failed_with(ErrorCode::kClosed))
        co_return;
      commit.finish(started.error());  // too large for a frame
      continue;
    }
    if (commit.sends++ > 0) ++stats_.commits_resent;
  }
}

async::Task<void> Client::ask_questions(Link& link) {
  const async::Deadline forever = async::Deadline::none(link.cancel.token());
  while (link.connection.open()) {
    if (!subscribed_ || next_question_ == nullptr) {
      const async::Wake wake =
          co_await ask_work_.wait(forever.sooner(loop_.now() + options_.contact_interval));
      if (wake == async::Wake::kCancelled) co_return;
      if (wake == async::Wake::kTimeout && subscribed_ && next_question_ == nullptr)
        next_question_ = std::make_shared<Question>(loop_);
      continue;
    }
    // From here on new callers start the next question.
    const std::shared_ptr<Question> question = std::exchange(next_question_, nullptr);
    ++stats_.read_index_sent;
    auto answer = co_await link.connection.call(
        rpc::ReadIndexRequest{},
        async::Deadline::after(loop_, options_.attempt_timeout, link.cancel.token()));
    const auto* response = answer ? std::get_if<rpc::ReadIndexResponse>(&*answer) : nullptr;
    if (response != nullptr) {
      if (replica_.applied() >= response->sequence) replica_.note_contact();
      question->position.set(response->sequence);
    } else {
      question->position.set(Error(ErrorCode::kUnavailable, answer ? "" : answer.error().detail));
    }
  }
}

}  // namespace ringfence::meta
