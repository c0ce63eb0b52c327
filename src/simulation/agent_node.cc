#include <fmt/format.h>

#include "agent/agent.h"
#include "async/task_group.h"
#include "base/assert.h"
#include "config/key_table.h"
#include "simulation/nodes.h"
#include "simulation/sim_options.h"

namespace ringfence::sim {

using async::Task;

struct AgentNode::Parts {
  Parts(NodeSeams& seams, const SimOptions& options, const keys::Keys& keys, int number,
        ClusterId cluster, async::Endpoint sequencer)
      : agent(
            {seams.loop, *seams.network, *seams.store, connector(*seams.network, sequencer), keys},
            {config_of(seams, options, number), cluster}) {}

  static meta::Connector connector(async::Network& network, async::Endpoint sequencer) {
    return [&network, sequencer](async::Deadline deadline) {
      return network.connect(sequencer, deadline);
    };
  }

  static config::Config config_of(const NodeSeams& seams, const SimOptions& options, int number) {
    config::Config config = config::default_config();
    config.listeners = {fmt::format("{}:{}", seams.host, kKafkaPort)};
    config.http_address.clear();
    config.allow_plaintext = true;
    config.node_id = number + 1;
    config.flush_interval_ms = options.flush_interval_ms;
    config.flush_concurrency = options.flush_concurrency;
    config.put_timeout_ms = options.put_timeout_ms;
    config.cache_memory_bytes = options.cache_bytes;
    config.auto_create_topics_enable = false;
    config.read_index_timeout_ms = 2000;
    return config;
  }

  agent::Agent agent;
};

AgentNode::AgentNode(NodeSeams seams, const SimOptions& options, const keys::Keys& keys, int number,
                     ClusterId cluster, async::Endpoint sequencer)
    : seams_(std::move(seams)),
      parts_(
          std::make_unique<Parts>(seams_, options, keys, number, cluster, std::move(sequencer))) {}

AgentNode::~AgentNode() = default;

void AgentNode::start() {
  const auto started = parts_->agent.start();
  RF_ASSERT(started.ok(), started.ok() ? "" : started.error().detail.c_str());
}

Task<void> AgentNode::stop() { return parts_->agent.stop(); }

bool AgentNode::ready() const { return parts_->agent.ready(); }

const meta::State& AgentNode::replica() const { return parts_->agent.meta().replica().state(); }

}  // namespace ringfence::sim
