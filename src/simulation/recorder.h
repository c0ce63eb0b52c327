// Writes operations into a history as they begin and end. Shared by all simulated clients.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "async/sim_loop.h"
#include "simulation/history.h"

namespace ringfence::sim {

class Recorder {
 public:
  Recorder(async::SimScheduler& scheduler, History& history)
      : scheduler_(scheduler), history_(history) {}

  // A new operation with an id of its own; fill it in, then begin() it.
  Op make(std::string f, std::int32_t process) {
    Op op;
    op.f = std::move(f);
    op.process = process;
    op.op = next_op_++;
    return op;
  }
  void begin(Op& op) { add(op, OpType::kInvoke); }
  // `op` holds what is known at the end: offsets, records, node, error.
  void end(Op op, OpType type) { add(op, type); }
  void nemesis(std::string what) {
    Op op;
    op.f = std::move(what);
    op.process = -1;
    add(op, OpType::kInfo);
  }
  void audit(std::string rule, bool holds, std::string detail) {
    Op op;
    op.f = "audit";
    op.process = -1;
    op.rule = std::move(rule);
    op.holds = holds;
    op.detail = std::move(detail);
    add(op, OpType::kInfo);
  }

 private:
  void add(Op op, OpType type) {
    op.type = type;
    op.time_ns = scheduler_.now().ns;
    if (type == OpType::kInvoke) op.error.clear();
    history_.add(std::move(op));
  }

  async::SimScheduler& scheduler_;
  History& history_;
  std::uint64_t next_op_ = 1;
};

}  // namespace ringfence::sim
