#include "async/task_group.h"
#include "metadata/log/sqlite_log.h"
#include "metadata/service/sequencer.h"
#include "metadata/service/sequencer_server.h"
#include "simulation/nodes.h"
#include "simulation/sim_options.h"

namespace ringfence::sim {

using async::Task;

struct SequencerNode::Parts {
  Parts(NodeSeams& seams, const SimOptions& options, ClusterId cluster, std::string log_path)
      : log(seams.loop, std::move(log_path)),
        sequencer(seams.loop, log, *seams.store, sequencer_options(options)),
        server(seams.loop, sequencer, {.cluster = cluster}),
        tasks(seams.loop) {}

  static meta::SequencerOptions sequencer_options(const SimOptions& options) {
    meta::SequencerOptions out;
    out.session_timeout = options.session_timeout;
    out.housekeeping_interval = seconds(1);
    out.tail_bytes_max = 64 * 1024;  // agents that lag have to read the log, or to resynchronise
    out.snapshot.after_records = options.snapshot_records;
    out.snapshot.margin_records = options.snapshot_records / 4;
    out.snapshot.step_bytes = 16 * 1024;
    out.snapshot.retry_max = seconds(3);
    return out;
  }

  meta::SqliteLog log;
  meta::Sequencer sequencer;
  meta::SequencerServer server;
  std::unique_ptr<async::Listener> listener;
  async::CancelSource cancel;
  async::TaskGroup tasks;
};

SequencerNode::SequencerNode(NodeSeams seams, const SimOptions& options, ClusterId cluster,
                             std::string log_path)
    : seams_(std::move(seams)),
      parts_(std::make_unique<Parts>(seams_, options, cluster, std::move(log_path))) {}

SequencerNode::~SequencerNode() = default;

void SequencerNode::start() { parts_->tasks.spawn(boot()); }

// A process whose start fails for a passing reason is started again by whatever supervises it.
Task<void> SequencerNode::boot() {
  while (!parts_->cancel.cancelled() && !seams_.loop.dead()) {
    const auto started = co_await parts_->sequencer.start();
    if (started) {
      auto listener = seams_.network->listen({seams_.host, kSequencerPort});
      if (!listener) co_return;
      parts_->listener = *std::move(listener);
      parts_->server.listen(*parts_->listener);
      co_return;
    }
    if (started.failed_with(ErrorCode::kCorrupt) || started.failed_with(ErrorCode::kFenced))
      co_return;
    co_await async::sleep_for(seams_.loop, milliseconds(200), parts_->cancel.token());
  }
}

Task<void> SequencerNode::stop() {
  parts_->cancel.cancel();
  if (parts_->listener) parts_->listener->close();
  co_await parts_->server.stop();
  co_await parts_->sequencer.stop();
  co_await parts_->tasks.join();
  (void)co_await parts_->log.close();
}

bool SequencerNode::serving() const { return parts_->sequencer.serving(); }

std::string SequencerNode::failure() const {
  const meta::SequencerStatus status = parts_->sequencer.status();
  if (status != meta::SequencerStatus::kDiverged && status != meta::SequencerStatus::kFailed)
    return {};
  return std::string(meta::sequencer_status_name(status)) + ": " +
         parts_->sequencer.failure().to_string();
}

const meta::Sequencer& SequencerNode::sequencer() const { return parts_->sequencer; }

}  // namespace ringfence::sim
