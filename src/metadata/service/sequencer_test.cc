// Goal: rule 2 of the commit path: nothing is answered before it is durable, and a failed or
// unknown append neither loses nor invents a decision; restart gives the same state; two sequencers
// on one log do not both serve. Method: the sequencer on a memory log whose appends take a virtual
// millisecond and fail on order.
#include "metadata/service/service_test_util.h"
#include "metadata/state/builder.h"
#include "metadata/state/snapshot.h"

namespace ringfence::meta {
namespace {

class SequencerTest : public ServiceTest {
 protected:
  async::Task<void> commit_into(CommitObject commit, std::vector<std::int64_t>& offsets) {
    auto decided = co_await sequencer_->submit(request_of(std::move(commit)), {});
    EXPECT_TRUE(decided.ok()) << decided.error().to_string();
    if (!decided) co_return;
    EXPECT_EQ(decided->error, DecideError::kNone);
    // Answered: so it is in the log.
    EXPECT_GE(log_store_.last, decided->sequence);
    offsets.push_back(offset_of(std::get<CommitAnswer>(decided->answer)).value);
  }

  async::Task<bool> group_commit() {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    const TopicId id = co_await topic(1);
    const SessionId mine = co_await session(1);
    const std::uint64_t before = log_->appends;
    std::vector<std::int64_t> offsets;
    async::TaskGroup group(loop_);
    for (std::uint64_t i = 1; i <= 100; ++i) {
      group.spawn(commit_into(commit_of(mine, i, id), offsets));
      if (i == 1) co_await async::sleep_for(loop_, microseconds(100));
    }
    co_await group.join();
    EXPECT_EQ(offsets.size(), 100u);
    std::sort(offsets.begin(), offsets.end());
    for (std::int64_t i = 0; i < 100; ++i) EXPECT_EQ(offsets[static_cast<std::size_t>(i)], i);
    // The first goes alone, the rest gathered behind it.
    EXPECT_EQ(log_->appends - before, 2u);
    co_return true;
  }

  // Reads, refusals and repeats wait for the decisions they saw.
  async::Task<void> note_when(Command command, std::vector<std::pair<int, MonotonicTime>>& done,
                              int id) {
    auto decided = co_await sequencer_->submit(
        request_of(std::move(command), static_cast<std::uint64_t>(id) + 7), {});
    EXPECT_TRUE(decided.ok());
    done.emplace_back(id, loop_.now());
  }
  async::Task<void> note_read(std::vector<std::pair<int, MonotonicTime>>& done, int id) {
    EXPECT_TRUE((co_await sequencer_->read_index({})).ok());
    done.emplace_back(id, loop_.now());
  }
  async::Task<bool> refusals_wait() {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    log_->append_time = seconds(1);
    std::vector<std::pair<int, MonotonicTime>> done;
    async::TaskGroup group(loop_);
    group.spawn(note_when(create_topic(1), done, 1));
    group.spawn(note_when(create_topic(1), done,
                          2));  // refused: the name is taken by what is not durable yet
    group.spawn(note_read(done, 3));
    co_await group.join();
    EXPECT_EQ(done.size(), 3u);
    for (const auto& [id, when] : done) EXPECT_GE(when.ns, 1'000'000'000) << id;
    co_return true;
  }

  async::Task<bool> with_faults(std::vector<AppendFault> faults, std::uint64_t reloads_min) {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    const TopicId id = co_await topic(1);
    const SessionId mine = co_await session(1);
    log_->faults = std::move(faults);
    std::vector<std::int64_t> offsets;
    async::TaskGroup group(loop_);
    for (std::uint64_t i = 1; i <= 20; ++i) {
      group.spawn(commit_into(commit_of(mine, i, id), offsets));
      if (i % 4 == 0) co_await async::sleep_for(loop_, milliseconds(1));
    }
    co_await group.join();
    std::sort(offsets.begin(), offsets.end());
    EXPECT_EQ(offsets.size(), 20u);
    for (std::size_t i = 0; i < offsets.size(); ++i)
      EXPECT_EQ(offsets[i], static_cast<std::int64_t>(i));
    EXPECT_GE(sequencer_->stats().reloads, reloads_min);
    if (reloads_min == 0) EXPECT_EQ(sequencer_->stats().reloads, 0u);
    // What the log holds is the state.
    co_return replayed_digest() == sequencer_->state_digest();
  }
  Digest replayed_digest() {
    State state(Mode::kFull);
    for (const auto& [sequence, blob] : log_store_.records)
      EXPECT_TRUE(apply_record(state, blob.span()).ok());
    return state_hash(state);
  }

  async::Task<bool> abandoned() {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    (void)co_await topic(1);
    log_->faults.assign(5, AppendFault::kUnknownAbsent);
    auto late = co_await sequencer_->submit(request_of(create_topic(2), 2), in(milliseconds(5)));
    EXPECT_TRUE(late.failed_with(ErrorCode::kTimeout));
    co_await async::sleep_for(loop_, seconds(10));
    EXPECT_EQ(sequencer_->state_for_test().topic_count(), 1u);  // nobody wanted it any more
    EXPECT_GE(sequencer_->stats().reloads, 1u);
    co_return sequencer_->serving();
  }

  async::Task<bool> fencing() {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    (void)co_await topic(1);
    FlakyLog other_log(loop_, log_store_);
    Sequencer other(loop_, other_log, store_);
    EXPECT_TRUE((co_await other.start()).ok());
    // The old one may serve neither a write nor a read.
    auto read = co_await sequencer_->read_index(in(seconds(5)));
    EXPECT_TRUE(read.failed_with(ErrorCode::kFenced)) << read.error().to_string();
    EXPECT_EQ(sequencer_->status(), SequencerStatus::kFenced);
    auto write = co_await sequencer_->submit(request_of(create_topic(2)), in(seconds(5)));
    EXPECT_TRUE(write.failed_with(ErrorCode::kFenced));
    auto decided = co_await other.submit(request_of(create_topic(2), 22), in(seconds(5)));
    EXPECT_TRUE(decided.ok());
    EXPECT_EQ(other.state_for_test().topic_count(), 2u);
    co_await other.stop();
    co_return true;
  }

  async::Task<bool> fenced_during_append() {
    EXPECT_TRUE((co_await start_sequencer()).ok());
    log_->append_time = seconds(1);
    async::TaskGroup group(loop_);
    group.spawn(expect_fenced());
    co_await async::sleep_for(loop_, milliseconds(500));
    FlakyLog other_log(loop_, log_store_);
    Sequencer other(loop_, other_log, store_);
    EXPECT_TRUE((co_await other.start()).ok());
    co_await group.join();
    EXPECT_EQ(other.state_for_test().topic_count(), 0u);
    co_await other.stop();
    co_return true;
  }
  async::Task<void> expect_fenced() {
    auto decided = co_await sequencer_->submit(request_of(create_topic(1)), {});
    EXPECT_TRUE(decided.failed_with(ErrorCode::kFenced));
  }

  async::Task<bool> sessions_end() {
    SequencerOptions options;
    options.session_timeout = seconds(30);
    EXPECT_TRUE((co_await start_sequencer(options)).ok());
    const TopicId id = co_await topic(1);
    const SessionId gone = co_await session(1);
    const SessionId stays = co_await session(2);
    sequencer_->session_attached(stays);
    co_await async::sleep_for(loop_, seconds(60));
    EXPECT_EQ(sequencer_->state_for_test().find_session(gone), nullptr);
    EXPECT_NE(sequencer_->state_for_test().find_session(stays), nullptr);
    auto refused = co_await sequencer_->submit(request_of(commit_of(gone, 1, id)), {});
    EXPECT_EQ(refused->error, DecideError::kSessionEnded);
    // The same node again: its older session is over at once.
    const SessionId again = co_await session(2);
    EXPECT_EQ(sequencer_->state_for_test().find_session(stays), nullptr);
    EXPECT_NE(sequencer_->state_for_test().find_session(again), nullptr);
    co_return true;
  }

  CommitObject idempotent(SessionId session, std::uint64_t counter, TopicId topic,
                          ProducerId producer) {
    CommitObject commit = commit_of(session, counter, topic);
    commit.entries[0].producer_id = producer;
    commit.entries[0].producer_epoch = ProducerEpoch(0);
    commit.entries[0].base_sequence = static_cast<std::int32_t>(counter - 1);
    return commit;
  }
  async::Task<bool> expiry() {
    SequencerOptions options;
    options.producer_expiry = seconds(100);
    EXPECT_TRUE((co_await start_sequencer(options)).ok());
    const TopicId id = co_await topic(1);
    const SessionId mine = co_await session(1);
    sequencer_->session_attached(mine);
    auto made = co_await sequencer_->submit(request_of(InitProducerId{}), {});
    const ProducerId producer = std::get<InitProducerIdAnswer>(made->answer).id;
    std::vector<std::int64_t> offsets;
    co_await commit_into(idempotent(mine, 1, id, producer), offsets);
    EXPECT_EQ(sequencer_->state_for_test().producer_entry_count(), 1u);
    // A wall clock that jumps a day ahead expires nothing.
    loop_.set_wall_offset(24 * 3600 * 1000);
    co_await async::sleep_for(loop_, seconds(50));
    EXPECT_EQ(sequencer_->state_for_test().producer_entry_count(), 1u);
    loop_.set_wall_offset(0);
    co_await async::sleep_for(loop_, seconds(60));
    EXPECT_EQ(sequencer_->state_for_test().producer_entry_count(), 0u);
    const std::uint64_t appends = log_->appends;
    co_await async::sleep_for(loop_, seconds(600));
    EXPECT_EQ(log_->appends, appends);  // an idle cluster appends nothing
    co_return true;
  }

  async::Task<bool> bounded_queue() {
    SequencerOptions options;
    options.queue_commands_max = 10;
    EXPECT_TRUE((co_await start_sequencer(options)).ok());
    log_->append_time = seconds(1);
    std::vector<std::pair<int, MonotonicTime>> done;
    async::TaskGroup group(loop_);
    for (int i = 1; i <= 10; ++i)
      group.spawn(note_when(create_topic(static_cast<std::uint8_t>(i)), done, i));
    const MonotonicTime before = loop_.now();
    co_await sequencer_->wait_space({});
    EXPECT_GE((loop_.now() - before).count(), 1'000'000'000);
    co_await group.join();
    EXPECT_EQ(sequencer_->waiting_commands(), 0u);
    EXPECT_EQ(sequencer_->waiting_bytes(), 0u);
    co_return true;
  }
};

TEST_F(SequencerTest, CommandsGatherWhileAnAppendIsInFlight) { EXPECT_TRUE(run(group_commit())); }

TEST_F(SequencerTest, RefusalsAndReadsWaitForTheDecisionsTheySaw) {
  EXPECT_TRUE(run(refusals_wait()));
}

TEST_F(SequencerTest, ARefusedAppendIsTriedAgainUnchanged) {
  EXPECT_TRUE(run(with_faults(
      {AppendFault::kRefused, AppendFault::kNone, AppendFault::kFull, AppendFault::kFull}, 0)));
}

TEST_F(SequencerTest, AnUnknownAppendThatIsThereGoesOn) {
  EXPECT_TRUE(run(with_faults(
      {AppendFault::kUnknownThere, AppendFault::kNone, AppendFault::kUnknownThere}, 0)));
}

TEST_F(SequencerTest, AnAppendThatGoesOnBeingRefusedIsDecidedAgain) {
  EXPECT_TRUE(run(with_faults(std::vector<AppendFault>(10, AppendFault::kFull), 2)));
}

TEST_F(SequencerTest, AnUnknownAppendThatIsNotThereIsDecidedAgain) {
  EXPECT_TRUE(run(with_faults(
      {AppendFault::kUnknownAbsent, AppendFault::kNone, AppendFault::kUnknownAbsent}, 1)));
}

TEST_F(SequencerTest, WhatNobodyWaitsForIsNotDecidedAgain) { EXPECT_TRUE(run(abandoned())); }

TEST_F(SequencerTest, TheOlderOfTwoServesNothing) { EXPECT_TRUE(run(fencing())); }

TEST_F(SequencerTest, AnAppendUnderAnOldEpochIsNotAnswered) {
  EXPECT_TRUE(run(fenced_during_append()));
}

TEST_F(SequencerTest, SessionsEndWhenTheAgentIsGoneOrRegistersAgain) {
  EXPECT_TRUE(run(sessions_end()));
}

TEST_F(SequencerTest, SilentProducersExpireByDecisionWhileTheClockIsTrusted) {
  EXPECT_TRUE(run(expiry()));
}

TEST_F(SequencerTest, AFullQueueHoldsBackItsCallers) { EXPECT_TRUE(run(bounded_queue())); }

}  // namespace
}  // namespace ringfence::meta
