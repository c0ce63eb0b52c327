// Serves the sequencer to agents: rpc frames over streams, and the pushed record stream of each
// subscriber.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "async/cancel.h"
#include "async/loop.h"
#include "async/stream.h"
#include "async/task.h"
#include "async/task_group.h"
#include "base/ids.h"
#include "base/time.h"
#include "metadata/service/group_coordinator.h"
#include "metadata/service/sequencer.h"
#include "rpc/connection.h"
#include "rpc/messages.h"

namespace ringfence::meta {

struct SequencerServerOptions {
  ClusterId cluster;  // said in the hello; agents of another cluster are refused
  std::size_t connections_max = 1024;
  std::size_t push_bytes_max =
      8u << 20;  // queued to one subscriber; it gets no more until that went out
  std::size_t push_frame_bytes = 1u << 20;  // records per push
  Duration push_stall_max = seconds(30);  // a subscriber whose queue stays full so long is cut off
  rpc::ConnectionLimits connection;
  GroupCoordinatorOptions groups;
};

struct SequencerServerStats {
  std::uint64_t connections = 0;  // now
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;
  std::uint64_t cut_off = 0;  // subscribers that did not keep up
  std::uint64_t resyncs = 0;
};

// Single-threaded. Lifecycle: make, serve streams, stop(), destroy; the sequencer outlives it.
class SequencerServer {
 public:
  SequencerServer(async::Loop& loop, Sequencer& sequencer, SequencerServerOptions options = {});

  // Takes a connected stream, for as long as it lives.
  void serve(std::unique_ptr<async::Stream> stream);
  // Accepts from the listener until stop(); the listener outlives this.
  void listen(async::Listener& listener);
  async::Task<void> stop();
  const SequencerServerStats& stats() const { return stats_; }
  const GroupCoordinator& groups() const { return groups_; }

 private:
  class Peer;
  rpc::Hello hello() const;
  async::Task<void> accept_loop(async::Listener& listener);
  async::Task<void> run_peer(std::unique_ptr<async::Stream> stream);

  async::Loop& loop_;
  Sequencer& sequencer_;
  SequencerServerOptions options_;
  GroupCoordinator groups_;
  Uuid instance_;
  SequencerServerStats stats_;
  std::vector<Peer*> peers_;  // running, oldest first
  async::CancelSource cancel_;
  async::TaskGroup tasks_;
};

}  // namespace ringfence::meta
