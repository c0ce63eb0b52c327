// A metadata service for tests: the real decide and evolve behind MetadataPort, with delays and
// failures on demand.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "async/loop.h"
#include "async/wait.h"
#include "metadata/state/decide.h"
#include "metadata/state/state.h"
#include "storage/metadata_port.h"

namespace ringfence::storage::test {

class TestMetadata final : public MetadataPort {
 public:
  explicit TestMetadata(async::Loop& loop)
      : loop_(loop), gate_(loop), sessions_(loop), turns_(loop) {
    gate_.set();
    new_session();
  }

  // What happens to the next commits, in order; when empty they are answered.
  enum class Fate : std::uint8_t { kAnswer, kAnswerLost, kNeverArrives, kSessionEnded };
  std::deque<Fate> fates;
  Duration delay{microseconds(300)};
  // Every command, in the order in which commit_object() was called.
  std::vector<meta::CommitObject> commands;
  // Commits wait while closed.
  void hold() { gate_.reset(); }
  void release() { gate_.set(); }
  int read_indexes = 0;
  std::function<void()> on_read_index;

  void new_session() {
    meta::RegisterSession command;
    command.node = NodeId(1);
    const auto outcome = apply(command);
    session_ = std::get<meta::RegisterSessionAnswer>(outcome.answer).session;
    sessions_.wake_all();
  }
  void lose_session() {
    apply(meta::EndSession{session_});
    session_ = SessionId{0};
  }

  TopicId create_topic(std::int32_t partitions, std::uint8_t tag = 1) {
    meta::CreateTopic command;
    command.name.token.bytes[0] = tag;
    command.collision_token.bytes[0] = tag;
    command.partition_count = partitions;
    const auto outcome = apply(command);
    return std::get<meta::CreateTopicAnswer>(outcome.answer).topic;
  }
  void delete_topic(const TopicId& topic) { apply(meta::DeleteTopic{topic}); }

  SessionId session() const override { return session_; }
  async::Task<Result<SessionId>> wait_session(SessionId not_this,
                                              async::Deadline deadline) override {
    while (session_ == not_this || session_ == SessionId{0}) {
      const auto wake = co_await sessions_.wait(deadline);
      if (wake == async::Wake::kTimeout) co_return Error(ErrorCode::kTimeout);
      if (wake == async::Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
    }
    co_return session_;
  }
  async::Task<Result<Committed>> commit_object(meta::CommitObject command,
                                               async::Cancel cancel) override {
    commands.push_back(command);
    const std::size_t turn = commands.size();
    Result<Committed> answer = co_await decide_in_turn(std::move(command), turn, cancel);
    done_up_to_ = std::max(done_up_to_, turn);
    turns_.wake_all();
    co_return answer;
  }
  const meta::State& state() const override { return state_; }
  async::Task<Result<void>> read_index(async::Deadline) override {
    ++read_indexes;
    if (on_read_index) on_read_index();
    co_return Result<void>();
  }

 private:
  // One stream carries all commits: they are decided in the order in which they were sent.
  async::Task<Result<Committed>> decide_in_turn(meta::CommitObject command, std::size_t turn,
                                                async::Cancel cancel) {
    Fate fate = Fate::kAnswer;
    if (!fates.empty()) {
      fate = fates.front();
      fates.pop_front();
    }
    if (!gate_.is_set() &&
        co_await gate_.wait(async::Deadline::none(cancel)) == async::Wake::kCancelled) {
      co_return Error(ErrorCode::kUnknownOutcome);
    }
    if (!co_await async::sleep_for(loop_, delay, cancel)) {
      co_return Error(ErrorCode::kUnknownOutcome);
    }
    while (done_up_to_ + 1 < turn) {
      if (co_await turns_.wait(async::Deadline::none(cancel)) == async::Wake::kCancelled) {
        co_return Error(ErrorCode::kUnknownOutcome);
      }
    }
    if (fate == Fate::kSessionEnded) co_return Error(ErrorCode::kFenced);
    if (fate == Fate::kNeverArrives) co_return Error(ErrorCode::kUnknownOutcome);
    const auto outcome = apply(command);
    if (fate == Fate::kAnswerLost) co_return Error(ErrorCode::kUnknownOutcome);
    Committed committed{outcome.error, nullptr, LogSequence(++sequence_)};
    if (outcome.error == meta::DecideError::kNone) {
      committed.results = std::get<meta::CommitAnswer>(outcome.answer).results;
    }
    co_return committed;
  }

  meta::Outcome apply(const meta::Command& command) {
    meta::DecideContext context;
    context.now = loop_.wall_now();
    context.fresh_id = loop_.random().uuid();
    auto outcome = meta::decide(state_, command, context);
    if (outcome.decision) meta::evolve(state_, *outcome.decision);
    return outcome;
  }

  async::Loop& loop_;
  meta::State state_{meta::Mode::kFull};
  SessionId session_{0};
  std::uint64_t sequence_ = 0;
  async::Event gate_;
  async::WaitQueue sessions_;
  async::WaitQueue turns_;
  std::size_t done_up_to_ = 0;
};

}  // namespace ringfence::storage::test
