// One client connection: reads requests, has them handled, writes responses in request order.
//
// Requests run one after another, except that consecutive Produce requests are pipelined
// (ARCHITECTURE rule 4): the next one starts when the batches of the one before have their place in
// line, not when they are acknowledged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>

#include "agent/dispatch.h"
#include "agent/frame_reader.h"
#include "agent/handlers/produce.h"
#include "agent/services.h"
#include "async/cancel.h"
#include "async/stream.h"
#include "async/task_group.h"
#include "async/wait.h"

namespace ringfence::agent {

// Single-threaded. Lifecycle: make, run() once to its end, destroy. The server calls sweep() now
// and then; deadlines cost no timer per read or write that way.
class Connection {
 public:
  Connection(Services& services, RequestMemory memory, std::unique_ptr<async::Stream> stream,
             ClientInfo client);

  async::Task<void> run();
  // Closes the connection when it is idle, slow to send or slow to read.
  void sweep(MonotonicTime now);
  // Reads nothing more; what was begun is finished and answered.
  void drain();
  // Ends at once; outcomes of produce requests in flight are not reported.
  void abort();

 private:
  // A place in the order of responses.
  struct Slot {
    bool ready = false;
    Reply reply;
  };

  async::Task<void> read_loop();
  async::Task<bool> handle(Frame frame);
  async::Task<bool> handle_produce(Call& call, Lease lease);
  async::Task<void> finish(Slot* slot, std::unique_ptr<PendingProduce> pending, Lease lease,
                           MonotonicTime began);
  async::Task<void> write_loop();
  async::Task<bool> write_ready();
  async::Task<void> wait_output_room();
  void push_ready(Reply reply);
  void fill(Slot& slot, Reply reply);
  void close(CloseReason reason);
  void log_end();

  Services& services_;
  std::unique_ptr<async::Stream> stream_;
  ClientInfo client_;
  FrameReader reader_;

  std::deque<Slot> slots_;        // requests without a written response, in order
  std::size_t output_bytes_ = 0;  // ready and not written
  bool handling_ = false;         // a handler other than Produce runs
  bool reading_done_ = false;
  bool broken_ = false;  // nothing can be written any more
  bool reason_known_ = false;
  CloseReason reason_ = CloseReason::kPeer;
  MonotonicTime last_request_;
  MonotonicTime write_began_ = MonotonicTime::never();

  async::CancelSource cancel_;       // ends writes
  async::CancelSource read_cancel_;  // ends reads and waits of handlers
  async::TaskGroup produce_tasks_;
  async::TaskGroup writer_;
  async::WaitQueue output_;  // a slot at the head became ready, or reading is done
  async::WaitQueue room_;    // output was written
};

}  // namespace ringfence::agent
