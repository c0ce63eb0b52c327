// Private to the coordinator's .cc files: one live group, one waiting client.
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "metadata/service/group_coordinator.h"

namespace ringfence::meta {

struct GroupCoordinator::Entry {
  Entry(async::Loop& loop, NamePair name, const GroupSettings& settings)
      : token(name.token), group(std::move(name), settings), changed(loop) {}
  Entry(async::Loop& loop, const Group& stored, const GroupSettings& settings, MonotonicTime now)
      : token(stored.name.token), group(stored, settings, now), changed(loop) {}

  Token token;
  ClassicGroup group;
  MonotonicTime timer = MonotonicTime::never();  // its place among the timers
  std::uint64_t writes = 0;                      // changes handed to the sequencer
  std::uint64_t written = 0;                     // of these, answered; in order
  bool kept = false;                             // among the coordinator's entries
  bool broken = false;  // a change was refused: whatever the group here says counts no more
  std::size_t accounted = 0;
  std::uint64_t rebalances = 0;
  async::WaitQueue changed;
};

// Empty: this is not the coordinator any more.
struct GroupCoordinator::Waiter {
  explicit Waiter(async::Loop& loop) : answer(loop) {}
  async::Promise<std::optional<std::variant<JoinAnswer, SyncAnswer>>> answer;
};

}  // namespace ringfence::meta
