// Goal: every rule about consumer groups fires on a history that breaks it, by name, and stays
// silent on a good one. Method: hand-made histories; each test breaks one thing in a group that is
// otherwise well.
#include <algorithm>

#include "simulation/history_checker.h"

namespace ringfence::sim {
namespace {

using Rules = std::vector<std::string>;
using Keys = std::vector<std::string>;

// Writes what members of group "g" do with partition t/0 of four records.
class Members {
 public:
  Members() {
    for (std::int64_t value = 0; value < 4; ++value) {
      Op send = op("send", 1);
      send.sends = {{"t/0", value}};
      begin(send);
      send.sends[0].offset = value;
      end(send);
    }
  }

  Op op(std::string f, std::int32_t process) {
    Op op;
    op.f = std::move(f);
    op.process = process;
    op.node = "a1";
    op.op = ++ops_;
    return op;
  }
  void begin(Op op) {
    op.type = OpType::kInvoke;
    history.add(std::move(op));
  }
  void end(Op op, OpType type = OpType::kOk) {
    op.type = type;
    history.add(std::move(op));
  }
  Op member_op(std::string f, std::int32_t process, std::int64_t generation) {
    Op out = op(std::move(f), process);
    out.group = "g";
    out.member = "m" + std::to_string(process);
    out.generation = generation;
    return out;
  }

  void join(std::int32_t process, std::int64_t generation, std::string leader) {
    Op join = member_op("join", process, kUnknown);
    join.member.clear();
    begin(join);
    join.member = "m" + std::to_string(process);
    join.generation = generation;
    join.leader = std::move(leader);
    end(join);
  }
  void assign(std::int32_t process, std::int64_t generation, Keys got,
              std::vector<std::pair<std::string, Keys>> plan = {}) {
    Op assign = member_op("assign", process, generation);
    assign.assignments = std::move(plan);
    begin(assign);
    assign.assignments.clear();
    assign.assigned = std::move(got);
    end(assign);
  }
  void poll(std::int32_t process, std::int64_t from, std::int64_t to) {
    Op poll = op("poll", process);
    poll.polls = {PollMop{"t/0", from}};
    begin(poll);
    for (std::int64_t offset = from; offset < to; ++offset)
      poll.polls[0].records.push_back({offset, offset});
    end(poll);
  }
  void commit(std::int32_t process, std::int64_t generation, std::int64_t offset,
              OpType type = OpType::kOk) {
    Op commit = member_op("commit", process, generation);
    commit.offsets = {{"t/0", offset}};
    begin(commit);
    end(commit, type);
  }
  void fetch(std::int64_t offset, bool final = false) {
    Op fetch = member_op("offset_fetch", 9, kUnknown);
    fetch.offsets = {{"t/0"}};
    begin(fetch);
    fetch.offsets[0].offset = offset;
    fetch.final = final;
    end(fetch);
  }
  void leave(std::int32_t process) {
    const Op leave = member_op("leave", process, kUnknown);
    begin(leave);
    end(leave);
  }
  void final_read() {
    read_ = true;
    Op poll = op("poll", 90);
    poll.polls = {PollMop{"t/0", 0}};
    poll.final = true;
    begin(poll);
    poll.polls[0].high_watermark = 4;
    for (std::int64_t offset = 0; offset < 4; ++offset)
      poll.polls[0].records.push_back({offset, offset});
    end(poll);
  }

  // The rules that fired, each once; after a trip through the JSON form.
  Rules rules() {
    if (!read_) final_read();
    auto copy = History::from_json_lines(history.to_json_lines());
    EXPECT_TRUE(copy.ok()) << copy.error().to_string();
    if (!copy.ok()) return {"unreadable"};
    EXPECT_EQ(copy->to_json_lines(), history.to_json_lines());
    Rules out;
    for (const Violation& violation : check_history(*copy).violations)
      if (std::ranges::find(out, violation.rule) == out.end()) out.push_back(violation.rule);
    return out;
  }

  History history;

 private:
  std::uint64_t ops_ = 0;
  bool read_ = false;
};

// A first generation of members 2 and 3, of which 2 leads and reads.
void begin_group(Members& m) {
  m.join(2, 1, "m2");
  m.assign(2, 1, {"t/0"}, {{"m2", {"t/0"}}, {"m3", {}}});
}

TEST(GroupRules, AGoodGroupIsClean) {
  Members m;
  begin_group(m);
  m.assign(3, 1, {});
  m.fetch(kUnknown);
  m.poll(2, 0, 2);
  m.commit(2, 1, 2);
  m.fetch(2);
  m.poll(2, 2, 3);  // not committed: it comes again
  m.leave(2);
  m.join(3, 2, "m3");
  m.assign(3, 2, {"t/0"}, {{"m3", {"t/0"}}});
  m.commit(2, 1, 3, OpType::kFail);
  m.fetch(2);
  m.poll(3, 2, 4);
  m.commit(3, 2, 4);
  m.final_read();
  m.fetch(4, true);
  EXPECT_EQ(m.rules(), Rules{});
}

TEST(GroupRules, ACommitMayBeOfRecordsThatAnotherMemberHad) {
  Members m;
  begin_group(m);
  m.poll(2, 0, 2);
  m.poll(3, 2, 4);
  m.assign(3, 1, {});
  m.commit(3, 1, 4);
  EXPECT_EQ(m.rules(), Rules{});
}

TEST(GroupRules, SkippedRecord) {
  Members m;
  begin_group(m);
  m.poll(2, 0, 2);
  m.poll(2, 3, 4);
  m.final_read();  // whoever reads everything at the end is no member
  m.commit(2, 1, 4);
  EXPECT_EQ(m.rules(), Rules{"I9-group-skip"});
}

TEST(GroupRules, LostCommit) {
  Members m;
  begin_group(m);
  m.poll(2, 0, 2);
  m.commit(2, 1, 2);
  m.fetch(kUnknown);
  EXPECT_EQ(m.rules(), Rules{"I9-commit-lost"});
}

TEST(GroupRules, CommitThatWentBack) {
  Members m;
  begin_group(m);
  m.poll(2, 0, 3);
  m.commit(2, 1, 1);
  m.commit(2, 1, 3);
  m.fetch(1);
  EXPECT_EQ(m.rules(), Rules{"I9-commit-lost"});
}

TEST(GroupRules, AnUnknownCommitMayHappenLater) {
  Members m;
  begin_group(m);
  m.poll(2, 0, 3);
  m.commit(2, 1, 1, OpType::kInfo);
  m.commit(2, 1, 3);
  m.fetch(1);
  m.fetch(3);
  EXPECT_EQ(m.rules(), Rules{});
}

TEST(GroupRules, ARefusedCommitHasNoEffect) {
  Members m;
  begin_group(m);
  m.poll(2, 0, 3);
  m.commit(2, 1, 1);
  m.commit(2, 1, 3, OpType::kFail);
  m.fetch(3);
  EXPECT_EQ(m.rules(), Rules{"I9-phantom-commit"});
}

TEST(GroupRules, CommitBehindTheEnd) {
  Members m;
  begin_group(m);
  m.poll(2, 0, 4);
  m.final_read();
  m.commit(2, 1, 5);
  EXPECT_EQ(m.rules(), Rules{"I9-beyond-end"});
}

TEST(GroupRules, CommitOfAnOldGeneration) {
  Members m;
  begin_group(m);
  m.poll(2, 0, 2);
  m.join(3, 2, "m3");
  m.commit(2, 1, 2);
  EXPECT_EQ(m.rules(), Rules{"I10-fenced-commit"});
}

TEST(GroupRules, CommitOfAMemberThatLeft) {
  Members m;
  begin_group(m);
  m.poll(2, 0, 2);
  m.leave(2);
  m.commit(2, 1, 2);
  EXPECT_EQ(m.rules(), Rules{"I10-fenced-commit"});
}

TEST(GroupRules, GenerationThatGoesBack) {
  Members m;
  m.join(2, 5, "m2");
  m.join(3, 4, "m3");
  EXPECT_EQ(m.rules(), Rules{"I10-generation"});
}

TEST(GroupRules, NewcomerInAGenerationThatWasToldBefore) {
  Members m;
  m.join(2, 5, "m2");
  m.join(3, 5, "m2");
  EXPECT_EQ(m.rules(), Rules{"I10-generation"});
}

TEST(GroupRules, MembersOfAGenerationAreToldOneAfterAnother) {
  Members m;
  for (const std::int32_t process : {2, 3}) {
    Op join = m.member_op("join", process, kUnknown);
    join.op = 100 + static_cast<std::uint64_t>(process);
    m.begin(join);
  }
  for (const std::int32_t process : {2, 3}) {
    Op join = m.member_op("join", process, 1);
    join.op = 100 + static_cast<std::uint64_t>(process);
    join.leader = "m3";
    m.end(join);
  }
  m.join(2, 1, "m3");  // asks again, and is told the same
  EXPECT_EQ(m.rules(), Rules{});
}

TEST(GroupRules, TwoOwnersOfOnePartition) {
  Members m;
  m.assign(2, 1, {"t/0"});
  m.assign(3, 1, {"t/0"});
  EXPECT_EQ(m.rules(), Rules{"I10-two-owners"});
}

TEST(GroupRules, AssignmentThatTheLeaderDidNotMake) {
  Members m;
  m.join(2, 1, "m2");
  m.assign(2, 1, {}, {{"m2", {"t/0"}}});
  EXPECT_EQ(m.rules(), Rules{"I10-assignment"});
}

TEST(GroupRules, AGroupThatStaysBehind) {
  Members m;
  begin_group(m);
  m.poll(2, 0, 2);
  m.commit(2, 1, 2);
  m.final_read();
  m.fetch(2, true);
  EXPECT_EQ(m.rules(), Rules{"I19-group-lag"});
}

TEST(GroupRules, RecorderThatKnowsCommitsOnly) {
  const auto read = [](const char* lines) {
    auto history = History::from_json_lines(lines);
    EXPECT_TRUE(history.ok());
    return check_history(*history).summary();
  };
  const std::string sends =
      R"({"process":1,"type":"ok","f":"send","value":[["send","t/0",[0,7]]]})"
      "\n"
      R"({"process":1,"type":"ok","f":"send","value":[["send","t/0",[1,8]]]})"
      "\n"
      R"({"process":5,"type":"ok","f":"assign","value":null})"
      "\n"
      R"({"process":5,"type":"ok","f":"poll","value":[["poll",{"t/0":[[0,7]]}]]})"
      "\n"
      R"({"process":8,"type":"ok","f":"poll","final":true,)"
      R"("value":[["poll",{"t/0":[[0,7],[1,8]]}]]})"
      "\n";
  const char* good = R"({"process":5,"type":"ok","f":"commit","value":[["commit","t/0",1]]})";
  const char* bad = R"({"process":5,"type":"ok","f":"commit","value":[["commit","t/0",2]]})";
  EXPECT_EQ(read((sends + good).c_str()), "");
  EXPECT_EQ(read((sends + bad).c_str()), "I9-group-skip x1");
}

}  // namespace
}  // namespace ringfence::sim
