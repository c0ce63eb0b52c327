// What RealLoop is made of; only for the .cc files of this folder, so that Asio stays here.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <coroutine>
#include <deque>
#include <memory>
#include <queue>
#include <vector>

#include "base/hash_map.h"
#include "net/real_loop.h"

namespace ringfence::net {

struct RealLoop::Impl {
  explicit Impl(const RealLoopOptions& options);

  void drain_ready();
  void fire_timers();
  void arm();

  struct TimerEntry {
    MonotonicTime when;
    TimerId id;
    bool operator>(const TimerEntry& other) const {
      return when != other.when ? when > other.when : id > other.id;
    }
  };

  boost::asio::io_context io{1};
  boost::asio::thread_pool pool;
  Random random;
  std::deque<std::coroutine_handle<>> ready;
  bool drain_scheduled = false;
  std::priority_queue<TimerEntry, std::vector<TimerEntry>, std::greater<>> timers;
  HashMap<TimerId, std::coroutine_handle<>> timer_handles;
  TimerId next_timer = 1;
  boost::asio::steady_timer wakeup{io};
  MonotonicTime armed_for = MonotonicTime::never();
  std::unique_ptr<async::Network> network;
};

// The TCP network of one loop; in tcp.cc.
std::unique_ptr<async::Network> make_tcp_network(RealLoop& loop, boost::asio::io_context& io);

}  // namespace ringfence::net
