// One life of one node: the product's classes, composed as src/cli composes them, over simulated
// seams.
#pragma once

#include <memory>
#include <string>

#include "async/sim_loop.h"
#include "async/stream.h"
#include "async/task.h"
#include "async/task_group.h"
#include "base/ids.h"
#include "keys/keys.h"
#include "metadata/state/state.h"
#include "object_store/object_store.h"

namespace ringfence::meta {
class Sequencer;
}

namespace ringfence::sim {

struct SimOptions;

// What a node runs on. The loop outlives the node.
struct NodeSeams {
  async::SimLoop& loop;
  std::unique_ptr<async::Network> network;
  std::unique_ptr<store::ObjectStore> store;
  std::string host;
};

inline constexpr std::uint16_t kKafkaPort = 9092;
inline constexpr std::uint16_t kSequencerPort = 7000;

class SequencerNode {
 public:
  SequencerNode(NodeSeams seams, const SimOptions& options, ClusterId cluster,
                std::string log_path);
  ~SequencerNode();
  void start();
  // A second sequencer on the same log: the first one is fenced, which it finds out by itself.
  void take_over();
  // Ends every task, also of a node that was killed; then it may be destroyed.
  async::Task<void> stop();
  bool serving() const;
  // What keeps it from serving for good: damaged or diverged data. Empty: nothing.
  std::string failure() const;
  const meta::Sequencer& sequencer() const;
  async::SimLoop& loop() { return seams_.loop; }
  store::ObjectStore& store() { return *seams_.store; }

 private:
  struct Leader;
  struct Parts;
  async::Task<void> boot();
  async::Task<void> follow();
  Leader& leader() const;

  NodeSeams seams_;
  const SimOptions& options_;
  ClusterId cluster_;
  std::string log_path_;
  async::CancelSource cancel_;
  std::unique_ptr<Parts> parts_;
  async::TaskGroup tasks_;
};

class AgentNode {
 public:
  AgentNode(NodeSeams seams, const SimOptions& options, const keys::Keys& keys, int number,
            ClusterId cluster, async::Endpoint sequencer);
  ~AgentNode();
  void start();
  async::Task<void> stop();
  bool ready() const;
  const meta::State& replica() const;
  async::SimLoop& loop() { return seams_.loop; }

 private:
  struct Parts;

  NodeSeams seams_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace ringfence::sim
