#include "async/task_group.h"
#include "metadata/log/sqlite_log.h"
#include "metadata/service/sequencer.h"
#include "metadata/service/sequencer_server.h"
#include "simulation/nodes.h"
#include "simulation/sim_options.h"

namespace ringfence::sim {

using async::Task;

struct SequencerNode::Leader {
  Leader(NodeSeams& seams, meta::MetadataLog& log, const SimOptions& options, ClusterId cluster)
      : sequencer(seams.loop, log, *seams.store, sequencer_options(options)),
        server(seams.loop, sequencer, server_options(options, cluster)) {}

  Task<void> stop() {
    if (listener) listener->close();
    co_await server.stop();
    co_await sequencer.stop();
  }

  static meta::SequencerServerOptions server_options(const SimOptions& options, ClusterId cluster) {
    meta::SequencerServerOptions out;
    out.cluster = cluster;
    out.groups.group.initial_delay = milliseconds(options.workload.group_delay_ms);
    out.groups.group.min_session_timeout_ms = 1000;
    return out;
  }

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

  meta::Sequencer sequencer;
  meta::SequencerServer server;
  std::unique_ptr<async::Listener> listener;
};

struct SequencerNode::Parts {
  Parts(NodeSeams& seams, const SimOptions& options, ClusterId cluster, std::string log_path)
      : log(seams.loop, std::move(log_path)) {
    leaders.push_back(std::make_unique<Leader>(seams, log, options, cluster));
  }

  Task<void> stop() {
    for (auto& leader : leaders) co_await leader->stop();
    (void)co_await log.close();
  }

  meta::SqliteLog log;
  std::vector<std::unique_ptr<Leader>> leaders;  // the last one leads; the others were taken over
};

SequencerNode::SequencerNode(NodeSeams seams, const SimOptions& options, ClusterId cluster,
                             std::string log_path)
    : seams_(std::move(seams)),
      options_(options),
      cluster_(cluster),
      log_path_(std::move(log_path)),
      parts_(std::make_unique<Parts>(seams_, options_, cluster_, log_path_)),
      tasks_(seams_.loop) {}

SequencerNode::~SequencerNode() = default;

void SequencerNode::start() { tasks_.spawn(boot()); }

SequencerNode::Leader& SequencerNode::leader() const { return *parts_->leaders.back(); }

// A process whose start fails for a passing reason is started again by whatever supervises it.
Task<void> SequencerNode::boot() {
  while (true) {
    const auto started = co_await leader().sequencer.start();
    if (started) break;
    if (started.failed_with(ErrorCode::kCorrupt) || started.failed_with(ErrorCode::kFenced))
      co_return;
    if (!co_await async::sleep_for(seams_.loop, milliseconds(200), cancel_.token())) co_return;
    co_await parts_->stop();
    if (cancel_.cancelled()) co_return;
    parts_ = std::make_unique<Parts>(seams_, options_, cluster_, log_path_);
  }
  auto listener = seams_.network->listen({seams_.host, kSequencerPort});
  if (!listener) co_return;
  leader().listener = *std::move(listener);
  leader().server.listen(*leader().listener);
}

void SequencerNode::take_over() {
  if (leader().listener && leader().sequencer.serving()) tasks_.spawn(follow());
}

Task<void> SequencerNode::follow() {
  leader().listener->close();
  while (true) {
    parts_->leaders.push_back(std::make_unique<Leader>(seams_, parts_->log, options_, cluster_));
    if (co_await leader().sequencer.start()) break;
    if (!co_await async::sleep_for(seams_.loop, milliseconds(200), cancel_.token())) co_return;
  }
  Leader& next = leader();
  auto listener = seams_.network->listen({seams_.host, kSequencerPort});
  if (!listener) co_return;
  next.listener = *std::move(listener);
  next.server.listen(*next.listener);
}

Task<void> SequencerNode::stop() {
  cancel_.cancel();
  co_await tasks_.join();
  co_await parts_->stop();
}

bool SequencerNode::serving() const { return leader().sequencer.serving(); }

std::string SequencerNode::failure() const {
  const meta::SequencerStatus status = leader().sequencer.status();
  const bool damaged = status == meta::SequencerStatus::kFailed &&
                       leader().sequencer.failure().is(ErrorCode::kCorrupt);
  if (status != meta::SequencerStatus::kDiverged && !damaged) return {};
  return std::string(meta::sequencer_status_name(status)) + ": " +
         leader().sequencer.failure().to_string();
}

const meta::Sequencer& SequencerNode::sequencer() const { return leader().sequencer; }

}  // namespace ringfence::sim
