// A member of a simulated consumer group, classic protocol with eager rebalancing: joins, shares
// the partitions out when it leads, reads, commits, leaves, dies, or sleeps past its session and
// commits with what it remembers.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kafka/protocol/generated/join_group.h"
#include "simulation/workload.h"

namespace ringfence::sim {

// What the members of one group have in common.
struct GroupShared {
  std::string name;
  std::map<std::string, std::int64_t> committed;  // by key, the highest acknowledged
};

// Single-threaded, on the clients' loop. Everything it sees goes into the history.
class GroupMember {
 public:
  GroupMember(ClientContext& context, std::int32_t process, std::shared_ptr<GroupShared> shared);
  // Until `stop`; then it commits and leaves.
  async::Task<void> run(async::Cancel stop);
  // What is committed, from this agent; false: no answer. With `final` a failure is not written
  // down.
  async::Task<bool> fetch_committed(int agent, std::vector<std::string> keys, bool final);

 private:
  // Each returns whether the member may go on as it is.
  async::Task<bool> enter();
  async::Task<bool> find_coordinator();
  async::Task<bool> join();
  async::Task<bool> sync(kafka::JoinGroupResponse joined);
  async::Task<bool> heartbeat();
  async::Task<bool> work(async::Cancel stop);
  async::Task<void> read();
  async::Task<bool> commit();
  async::Task<void> leave();
  async::Task<void> sleep_past_session(async::Cancel stop);

  async::Task<Result<std::shared_ptr<KafkaLink>>> coordinator();
  Op make(std::string f) const;
  // A refusal: who has to find the coordinator, join, or become somebody new.
  void learn(std::int16_t code);
  void lost_coordinator() { coordinator_ = -1; }
  void lost_generation();
  int random_agent();

  ClientContext& context_;
  std::int32_t process_;
  std::shared_ptr<GroupShared> shared_;
  Random random_;
  Connections connections_;
  Reader reader_;
  int coordinator_ = -1;
  std::string member_;
  std::int32_t generation_ = -1;
  std::vector<std::string> assigned_;
  std::map<std::string, std::int64_t> positions_;
  std::map<std::string, std::int64_t> fetched_;  // by the last fetch_committed
  std::size_t turn_ = 0;
  MonotonicTime next_heartbeat_{0};
  std::int16_t join_version_;
  std::int16_t commit_version_;
  std::int16_t fetch_version_;
};

}  // namespace ringfence::sim
