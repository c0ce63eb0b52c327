// Goal: every rule of the checker fires on a history that breaks it, by name, and stays silent on a
// good one. Method: hand-made histories; each test breaks exactly one thing in a history that is
// otherwise clean.
#include "simulation/history_checker.h"

#include <algorithm>

namespace ringfence::sim {
namespace {

class Recorder {
 public:
  Op op(std::string f, std::int32_t process) {
    Op op;
    op.f = std::move(f);
    op.process = process;
    op.node = "a1";
    op.time_ns = ++clock_;
    return op;
  }

  // A finished send of one value; `edit` may change invocation and completion alike.
  template <class Edit>
  void send(std::int32_t process, std::int64_t value, std::int64_t offset, OpType type, Edit edit) {
    Op invoke = op("send", process);
    invoke.idempotent = true;
    invoke.sends = {{"t/0", value}};
    edit(invoke);
    Op end = invoke;
    end.type = type;
    end.time_ns = ++clock_;
    if (type == OpType::kOk) end.sends[0].offset = offset;
    history.add(invoke);
    history.add(end);
  }
  void send(std::int32_t process, std::int64_t value, std::int64_t offset,
            OpType type = OpType::kOk) {
    send(process, value, offset, type, [](Op&) {});
  }

  template <class Edit>
  void poll(std::int32_t process, std::int64_t position, std::vector<SeenRecord> records, Edit edit,
            OpType type = OpType::kOk) {
    Op invoke = op("poll", process);
    invoke.polls = {PollMop{"t/0", position}};
    edit(invoke);
    Op end = invoke;
    end.type = type;
    end.time_ns = ++clock_;
    end.polls[0].records = std::move(records);
    invoke.batches.clear();
    history.add(invoke);
    history.add(end);
  }
  void poll(std::int32_t process, std::int64_t position, std::vector<SeenRecord> records) {
    poll(process, position, std::move(records), [](Op&) {});
  }
  void final_poll(std::vector<SeenRecord> records, std::int64_t high_watermark,
                  std::string node = "a1") {
    poll(90, 0, std::move(records), [&](Op& op) {
      op.final = true;
      op.node = node;
      op.polls[0].high_watermark = high_watermark;
    });
  }

  template <class Edit>
  void list(std::int64_t timestamp, std::int64_t offset, Edit edit) {
    Op invoke = op("list_offsets", 91);
    invoke.lists = {{"t/0", timestamp}};
    edit(invoke);
    Op end = invoke;
    end.type = OpType::kOk;
    end.lists[0].offset = offset;
    history.add(invoke);
    history.add(end);
  }

  // The rules that fired, in order of appearance, each once; after a trip through the JSON form.
  std::vector<std::string> rules(CheckOptions options = {}) {
    auto copy = History::from_json_lines(history.to_json_lines());
    EXPECT_TRUE(copy.ok()) << copy.error().to_string();
    if (!copy.ok()) return {"unreadable"};
    EXPECT_EQ(copy->to_json_lines(), history.to_json_lines());
    std::vector<std::string> out;
    for (const Violation& violation : check_history(*copy, options).violations)
      if (std::ranges::find(out, violation.rule) == out.end()) out.push_back(violation.rule);
    return out;
  }

  History history;

 private:
  std::int64_t clock_ = 0;
};

using Rules = std::vector<std::string>;

TEST(HistoryChecker, AGoodHistoryIsClean) {
  Recorder r;
  r.send(1, 10, 0);
  r.send(1, 11, 1);
  r.send(2, 12, kUnknown, OpType::kInfo);
  r.poll(3, 0, {{0, 10}, {1, 11}});
  r.poll(3, 2, {{2, 12}});  // an unknown send may have happened
  r.final_poll({{0, 10}, {1, 11}, {2, 12}}, 3);
  r.list(-1, 3, [](Op& op) { op.final = true; });
  const CheckOptions options{.final_reads = true};
  EXPECT_EQ(r.rules(options), Rules{});
  const Verdict verdict = check_history(r.history, options);
  EXPECT_EQ(verdict.acknowledged_sends, 2u);
  EXPECT_EQ(verdict.unknown_sends, 1u);
  EXPECT_EQ(verdict.records_read, 6u);
}

TEST(HistoryChecker, LostWrite) {
  Recorder r;
  r.send(1, 10, 0);
  r.send(1, 11, 1);
  r.poll(3, 1, {{1, 11}});
  EXPECT_EQ(r.rules(), Rules{"lost-write"});
}

TEST(HistoryChecker, Unseen) {
  Recorder r;
  r.send(1, 10, 0);
  r.send(1, 11, 1);
  r.poll(3, 0, {{0, 10}});
  EXPECT_EQ(r.rules(), Rules{"unseen"});
}

TEST(HistoryChecker, NothingIsUnseenInADeletedTopic) {
  Recorder r;
  r.send(1, 10, 0);
  Op remove = r.op("delete_topic", 5);
  remove.topic = "t";
  r.history.add(remove);
  r.poll(3, 0, {});
  EXPECT_EQ(r.rules(), Rules{});
}

TEST(HistoryChecker, InconsistentOffsetsOfReads) {
  Recorder r;
  r.send(1, 10, kUnknown, OpType::kInfo);
  r.send(1, 11, kUnknown, OpType::kInfo);
  r.poll(3, 0, {{0, 10}});
  r.poll(4, 0, {{0, 11}});
  EXPECT_EQ(r.rules(), Rules{"inconsistent-offsets"});
}

TEST(HistoryChecker, InconsistentOffsetsOfAcks) {
  Recorder r;
  r.send(1, 10, 4, OpType::kOk, [](Op& op) { op.sends[0].key = "u/0"; });
  Recorder s;
  Op a = s.op("send", 1), b = s.op("send", 2);
  a.sends = {{"t/0", 10}};
  b.sends = {{"t/0", 11}};
  s.history.add(a);
  s.history.add(b);
  a.type = b.type = OpType::kOk;
  a.sends[0].offset = b.sends[0].offset = 4;
  s.history.add(a);
  s.history.add(b);
  EXPECT_EQ(r.rules(), Rules{});
  EXPECT_EQ(s.rules(), Rules{"inconsistent-offsets"});
}

TEST(HistoryChecker, AckNamesAnotherOffset) {
  Recorder r;
  r.send(1, 10, 0);
  r.send(1, 11, 5);
  r.poll(3, 0, {{0, 10}, {1, 11}});
  EXPECT_EQ(r.rules(), Rules{"I2-ack-offset"});
}

TEST(HistoryChecker, AckNamesOffsetZero) {
  Recorder r;
  r.send(1, 10, kUnknown, OpType::kInfo);
  r.send(2, 11, 0);
  r.poll(3, 0, {{0, 10}, {1, 11}});
  EXPECT_EQ(r.rules(), Rules{"I2-zero-offset"});
}

TEST(HistoryChecker, AckedAndReadButGoneAtTheEnd) {
  Recorder r;
  r.send(1, 10, 0);
  r.send(1, 11, 1);
  r.poll(3, 0, {{0, 10}, {1, 11}});
  r.final_poll({{0, 10}}, kUnknown);
  EXPECT_EQ(r.rules(), (Rules{"I1-not-in-final-log", "vanished-read"}));
}

TEST(HistoryChecker, ReadOfAnUnacknowledgedValueThatVanishes) {
  Recorder r;
  r.send(1, 10, 0);
  r.send(1, 11, kUnknown, OpType::kInfo);
  r.poll(3, 0, {{0, 10}, {1, 11}});
  r.final_poll({{0, 10}}, 1);
  EXPECT_EQ(r.rules(), Rules{"vanished-read"});
}

TEST(HistoryChecker, AbortedRead) {
  Recorder r;
  r.send(1, 10, kUnknown, OpType::kFail);
  r.poll(3, 0, {{0, 10}});
  EXPECT_EQ(r.rules(), Rules{"G1a-aborted-read"});
}

TEST(HistoryChecker, PhantomValue) {
  Recorder r;
  r.send(1, 10, 0);
  r.poll(3, 0, {{0, 10}, {1, 77}});
  EXPECT_EQ(r.rules(), Rules{"phantom-value"});
}

TEST(HistoryChecker, DuplicateOnlyWhereIdempotent) {
  for (const bool idempotent : {true, false}) {
    Recorder r;
    r.send(1, 10, 0, OpType::kOk, [&](Op& op) { op.idempotent = idempotent; });
    r.poll(3, 0, {{0, 10}, {1, 10}});
    EXPECT_EQ(r.rules(), idempotent ? Rules{"duplicate"} : Rules{});
    EXPECT_EQ(r.rules({.all_idempotent = true}), Rules{"duplicate"});
  }
}

TEST(HistoryChecker, NonmonotonicSend) {
  Recorder r;
  r.send(1, 10, 5);
  r.send(1, 11, 3);
  EXPECT_EQ(r.rules(), Rules{"nonmonotonic-send"});
}

TEST(HistoryChecker, NonmonotonicSendAmongSendsInFlightTogether) {
  for (const std::int64_t second : {4, 6}) {
    Recorder r;
    Op a = r.op("send", 1), b = r.op("send", 1);
    a.op = 1, b.op = 2;
    a.sends = {{"t/0", 10}};
    b.sends = {{"t/0", 11}};
    r.history.add(a);
    r.history.add(b);
    a.type = b.type = OpType::kOk;
    a.sends[0].offset = 5;
    b.sends[0].offset = second;
    r.history.add(b);
    r.history.add(a);
    EXPECT_EQ(r.rules(), second == 6 ? Rules{} : Rules{"nonmonotonic-send"});
  }
}

TEST(HistoryChecker, SendsOfTwoProcessesInRealTimeOrder) {
  Recorder r;
  r.send(1, 10, 5);
  r.send(2, 11, 3);
  EXPECT_EQ(r.rules(), Rules{"send-realtime-order"});
}

TEST(HistoryChecker, PollSkip) {
  Recorder r;
  for (int i = 0; i < 3; ++i) r.send(1, 10 + i, i);
  r.poll(3, 0, {{0, 10}, {1, 11}, {2, 12}});
  r.poll(4, 0, {{1, 11}, {2, 12}});
  EXPECT_EQ(r.rules(), Rules{"poll-skip"});
}

TEST(HistoryChecker, PollSkipAcrossPollsOfOneProcess) {
  Recorder r;
  for (int i = 0; i < 3; ++i) r.send(1, 10 + i, i);
  r.poll(3, kUnknown, {{0, 10}, {1, 11}, {2, 12}});
  r.poll(4, kUnknown, {{0, 10}});
  r.poll(4, kUnknown, {{2, 12}});
  EXPECT_EQ(r.rules(), Rules{"poll-skip"});
}

TEST(HistoryChecker, NonmonotonicPollUnlessAssignedAnew) {
  for (const bool assigned : {false, true}) {
    Recorder r;
    for (int i = 0; i < 2; ++i) r.send(1, 10 + i, i);
    r.poll(3, kUnknown, {{0, 10}, {1, 11}});
    Op assign = r.op("assign", 3);
    assign.assigned = {"t/0"};
    if (assigned) {
      r.history.add(assign);
      assign.type = OpType::kOk;
      r.history.add(assign);
    }
    r.poll(3, kUnknown, {{0, 10}});
    EXPECT_EQ(r.rules(), assigned ? Rules{} : Rules{"nonmonotonic-poll"});
  }
}

TEST(HistoryChecker, HighWatermarkBackOnOneAgent) {
  for (const bool other_life : {false, true}) {
    Recorder r;
    r.poll(3, 0, {}, [](Op& op) { op.polls[0].high_watermark = 7; });
    r.poll(4, 0, {}, [&](Op& op) {
      op.polls[0].high_watermark = 6;
      op.life = other_life ? 1 : 0;
    });
    EXPECT_EQ(r.rules(), other_life ? Rules{} : Rules{"I4-high-watermark-back"});
  }
}

TEST(HistoryChecker, ListedEndBackOnAnyAgent) {
  Recorder r;
  r.poll(3, 0, {}, [](Op& op) { op.polls[0].high_watermark = 7; });
  r.list(-1, 6, [](Op& op) { op.node = "a2"; });
  EXPECT_EQ(r.rules(), Rules{"I4-high-watermark-back"});
}

TEST(HistoryChecker, ReadYourAcksThroughTheSameAgent) {
  Recorder r;
  r.send(1, 10, 0);
  r.poll(3, 0, {{0, 10}}, [](Op& op) { op.polls[0].high_watermark = 0; });
  EXPECT_EQ(r.rules(), Rules{"I16-read-your-acks"});
}

TEST(HistoryChecker, ReadYourAcksThroughAnyAgent) {
  Recorder r;
  r.send(1, 10, 0);
  r.poll(3, 0, {{0, 10}});
  r.list(-1, 0, [](Op& op) { op.node = "a3"; });
  EXPECT_EQ(r.rules(), Rules{"I16-read-your-acks"});
}

TEST(HistoryChecker, EveryAgentReadsTheSameAtTheEnd) {
  Recorder r;
  r.send(1, 10, 0);
  r.send(1, 11, 1);
  r.final_poll({{0, 10}, {1, 11}}, 2, "a1");
  r.final_poll({{0, 10}}, 2, "a2");
  EXPECT_EQ(r.rules(), Rules{"I16-read-everywhere"});
}

TEST(HistoryChecker, SpuriousOutOfRange) {
  Recorder r;
  r.send(1, 10, 4);
  r.poll(3, 4, {{4, 10}});
  r.poll(4, 5, {}, [](Op& op) { op.error = "OFFSET_OUT_OF_RANGE"; }, OpType::kFail);
  r.poll(4, 9, {}, [](Op& op) { op.error = "OFFSET_OUT_OF_RANGE"; }, OpType::kFail);
  EXPECT_EQ(r.rules(), Rules{"spurious-out-of-range"});
  EXPECT_EQ(check_history(r.history).violations.size(), 1u);
}

TEST(HistoryChecker, SpuriousUnknownTopicUnlessDeleted) {
  for (const bool deleted : {false, true}) {
    Recorder r;
    Op create = r.op("create_topic", 5);
    create.topic = "t";
    r.history.add(create);
    create.type = OpType::kOk;
    r.history.add(create);
    if (deleted) {
      create.f = "delete_topic";
      create.type = OpType::kInvoke;
      r.history.add(create);
    }
    r.poll(4, 0, {}, [](Op& op) { op.error = "UNKNOWN_TOPIC_OR_PARTITION"; }, OpType::kFail);
    EXPECT_EQ(r.rules(), deleted ? Rules{} : Rules{"spurious-unknown-topic"});
  }
}

SeenBatch batch(std::int64_t base, std::int64_t last, std::int32_t epoch, std::int32_t sequence) {
  return {"t/0", base, last, 500, epoch, sequence, 99, 77};
}

void poll_batches(Recorder& r, std::vector<SeenBatch> batches) {
  r.poll(3, kUnknown, {}, [&](Op& op) { op.batches = batches; });
}

TEST(HistoryChecker, BatchBytesDifferBetweenReads) {
  Recorder r;
  poll_batches(r, {batch(0, 1, 0, 0)});
  SeenBatch other = batch(0, 1, 0, 0);
  other.bytes_hash = 78;
  poll_batches(r, {other});
  EXPECT_EQ(r.rules(), Rules{"I5-batch-bytes"});
}

TEST(HistoryChecker, BatchesOverlap) {
  Recorder r;
  poll_batches(r, {batch(0, 1, 0, 0)});
  SeenBatch other = batch(1, 2, 0, 2);
  poll_batches(r, {other});
  EXPECT_EQ(r.rules(), Rules{"I5-batch-bytes"});
}

TEST(HistoryChecker, BatchReadIsNotTheBatchSent) {
  Recorder r;
  r.send(1, 10, 0, OpType::kOk, [](Op& op) { op.batches = {SeenBatch{.key = "t/0", .crc = 98}}; });
  r.poll(3, 0, {{0, 10}}, [&](Op& op) { op.batches = {batch(0, 0, 0, 0)}; });
  EXPECT_EQ(r.rules(), Rules{"I5-batch-bytes"});
}

TEST(HistoryChecker, BatchTwiceInTheLog) {
  Recorder r;
  poll_batches(r, {batch(0, 1, 0, 0), batch(2, 3, 0, 0)});
  EXPECT_EQ(r.rules(), (Rules{"I6-duplicate-batch", "I6-sequence"}));
}

TEST(HistoryChecker, SequenceGap) {
  Recorder r;
  poll_batches(r, {batch(0, 1, 0, 0), batch(2, 3, 0, 4)});
  EXPECT_EQ(r.rules(), Rules{"I6-sequence"});
}

TEST(HistoryChecker, AProducerBeginsWithSequenceZeroWhereTheWholeLogWasRead) {
  Recorder r;
  poll_batches(r, {batch(0, 1, 0, 2)});
  EXPECT_EQ(r.rules(), Rules{"I6-sequence"});
  Recorder s;
  poll_batches(s, {batch(5, 6, 0, 2)});
  EXPECT_EQ(s.rules(), Rules{});
}

TEST(HistoryChecker, SequencesFollowAndEpochsRise) {
  Recorder r;
  poll_batches(r, {batch(0, 1, 0, 0), batch(2, 3, 0, 2), batch(4, 4, 1, 0)});
  EXPECT_EQ(r.rules(), Rules{});
}

TEST(HistoryChecker, FencedEpoch) {
  Recorder r;
  poll_batches(r, {batch(0, 1, 1, 0), batch(2, 3, 0, 0)});
  EXPECT_EQ(r.rules(), Rules{"I7-fenced-epoch"});
}

TEST(HistoryChecker, HoleInTheFinalLog) {
  Recorder r;
  r.send(1, 10, 0);
  r.send(1, 11, 2);
  r.final_poll({{0, 10}, {2, 11}}, 3);
  EXPECT_EQ(r.rules(), Rules{"I3-dense"});
}

TEST(HistoryChecker, FinalLogEndsBeforeItsHighWatermark) {
  Recorder r;
  r.send(1, 10, 0);
  r.final_poll({{0, 10}}, 2);
  EXPECT_EQ(r.rules(), Rules{"I3-dense"});
}

TEST(HistoryChecker, LookupByTimeAgreesWithAScan) {
  for (const std::int64_t answer : {1, 2}) {
    Recorder r;
    for (int i = 0; i < 3; ++i) r.send(1, 10 + i, i);
    r.final_poll({{0, 10, 100}, {1, 11, 200}, {2, 12, 150}}, 3);
    r.list(150, answer, [](Op& op) { op.final = true; });
    r.list(-3, 1, [](Op& op) { op.final = true; });
    r.list(-2, 0, [](Op& op) { op.final = true; });
    r.list(201, kUnknown, [](Op& op) { op.final = true; });
    EXPECT_EQ(r.rules(), answer == 1 ? Rules{} : Rules{"I15-list-offsets"});
  }
}

TEST(HistoryChecker, NoProgressAfterTheHeal) {
  Recorder r;
  r.send(1, 10, kUnknown, OpType::kInfo, [](Op& op) {
    op.final = true;
    op.error = "timeout";
  });
  EXPECT_EQ(r.rules(), Rules{"I19-no-progress"});
  Recorder s;
  s.send(1, 10, 0);
  EXPECT_EQ(s.rules({.final_reads = true}), (Rules{"unseen", "I19-no-progress"}));
}

TEST(HistoryChecker, AuditsNameTheirRule) {
  Recorder r;
  Op audit = r.op("audit", -1);
  audit.type = OpType::kInfo;
  audit.rule = "I11-dangling";
  audit.detail = "object 00 is not in the bucket";
  r.history.add(audit);
  EXPECT_EQ(r.rules(), Rules{});
  audit.holds = false;
  r.history.add(audit);
  EXPECT_EQ(r.rules(), Rules{"I11-dangling"});
}

TEST(HistoryChecker, ReadsJepsensOwnShape) {
  const auto history = History::from_json_lines(
      R"({"index":0,"time":5,"process":23,"type":"invoke","f":"send","value":[["send",5,140]],"error":null})"
      "\n"
      R"({"index":1,"time":9,"process":23,"type":"ok","f":"send","value":[["send",5,[272,140]]],"error":null})"
      "\n\n"
      R"({"index":2,"time":10,"process":-1,"type":"info","f":"start-kill","value":null})"
      "\n"
      R"({"index":3,"time":11,"process":24,"type":"invoke","f":"poll","value":[["poll"]]})"
      "\n"
      R"({"index":4,"time":12,"process":24,"type":"ok","f":"poll","value":[["poll",{"5":[[272,141]]}]]})");
  ASSERT_TRUE(history.ok()) << history.error().to_string();
  const Verdict verdict = check_history(*history);
  EXPECT_EQ(verdict.acknowledged_sends, 1u);
  EXPECT_EQ(verdict.summary(), "lost-write x1, phantom-value x1");
}

// As the kill -9 test writes: completions of polls alone, several sends outstanding in one process.
TEST(HistoryChecker, ReadsHistoriesOfRealClients) {
  const auto history = History::from_json_lines(
      R"({"process":0,"type":"invoke","f":"send","value":[["send",5,[null,1]]]})"
      "\n"
      R"({"process":0,"type":"invoke","f":"send","value":[["send",5,[null,2]]]})"
      "\n"
      R"({"process":0,"type":"ok","f":"send","value":[["send",5,[0,1]]]})"
      "\n"
      R"({"process":0,"type":"info","f":"send","value":[["send",5,[null,2]]],"error":"timed out"})"
      "\n"
      R"({"process":9,"type":"ok","f":"assign","value":null})"
      "\n"
      R"({"process":9,"type":"ok","f":"poll","value":[["poll",{"5":[[0,1],[1,2]]}]]})"
      "\n"
      R"({"process":9,"type":"ok","f":"assign","value":null})"
      "\n"
      R"({"process":9,"type":"ok","f":"poll","value":[["poll",{"5":[[0,1]]}]]})");
  ASSERT_TRUE(history.ok()) << history.error().to_string();
  const Verdict verdict = check_history(*history);
  EXPECT_EQ(verdict.summary(), "");
  EXPECT_EQ(verdict.acknowledged_sends, 1u);
  EXPECT_EQ(verdict.unknown_sends, 1u);
  EXPECT_EQ(verdict.records_read, 3u);
}

TEST(HistoryChecker, SaysWhichLineIsWrong) {
  for (const char* bad :
       {"{", "[]", R"({"type":"done"})", R"({"type":"ok","f":"send","value":[["send",1]]})",
        R"({"type":"ok","f":"poll","value":[["poll",{"1":[[0,"x"]]}]]})"}) {
    const auto history = History::from_json_lines("\n" + std::string(bad));
    ASSERT_FALSE(history.ok()) << bad;
    EXPECT_EQ(history.error().detail.substr(0, 7), "line 2:") << bad;
  }
}

}  // namespace
}  // namespace ringfence::sim
