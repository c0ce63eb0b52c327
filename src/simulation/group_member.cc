#include "simulation/group_member.h"

#include <algorithm>

#include "kafka/protocol/generated/find_coordinator.h"
#include "kafka/protocol/generated/heartbeat.h"
#include "kafka/protocol/generated/leave_group.h"
#include "kafka/protocol/generated/offset_commit.h"
#include "kafka/protocol/generated/offset_fetch.h"
#include "kafka/protocol/generated/sync_group.h"

namespace ringfence::sim {

using async::Task;
using kafka::KafkaError;

namespace {

constexpr std::string_view kProtocolType = "consumer";
constexpr std::string_view kProtocol = "range";

// ConsumerProtocolSubscription, version 0.
bytes::Slice subscription(const std::vector<std::string>& topics) {
  std::string out;
  const auto number = [&](std::uint32_t value, int size) {
    for (int i = size - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  };
  number(0, 2);
  number(static_cast<std::uint32_t>(topics.size()), 4);
  for (const std::string& topic : topics) {
    number(static_cast<std::uint32_t>(topic.size()), 2);
    out += topic;
  }
  number(0xFFFFFFFF, 4);
  return bytes::Slice::copy_of(out);
}

// An assignment's bytes mean something to the members only: here, keys with a comma after each.
std::string pack(const std::vector<std::string>& keys) {
  std::string out;
  for (const std::string& key : keys) out += key + ",";
  return out;
}

std::vector<std::string> unpack(std::string_view text) {
  std::vector<std::string> keys;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    keys.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return keys;
}

// Refusals of the coordinator that certainly had no effect.
bool is_refusal(std::int16_t code) {
  switch (static_cast<KafkaError>(code)) {
    case KafkaError::kUnknownMemberId:
    case KafkaError::kIllegalGeneration:
    case KafkaError::kRebalanceInProgress:
    case KafkaError::kFencedInstanceId:
      return true;
    default:
      return false;
  }
}

// By topic, as requests want it.
std::map<std::string, std::vector<std::int32_t>> by_topic(const std::vector<std::string>& keys) {
  std::map<std::string, std::vector<std::int32_t>> out;
  for (const std::string& key : keys) {
    const auto [topic, partition] = split_key(key);
    out[topic].push_back(partition);
  }
  return out;
}

std::vector<std::string> all_keys(const ClientContext& context) {
  std::vector<std::string> keys;
  for (const std::string& topic : context.topics)
    for (std::int32_t p = 0; p < context.options.partitions; ++p) keys.push_back(key_of(topic, p));
  return keys;
}

}  // namespace

GroupMember::GroupMember(ClientContext& context, std::int32_t process,
                         std::shared_ptr<GroupShared> shared)
    : context_(context),
      process_(process),
      shared_(std::move(shared)),
      random_(context.random.fork()),
      connections_(context, "member-" + std::to_string(process)),
      reader_(context, process),
      join_version_(std::array<std::int16_t, 3>{4, 5, 9}[random_.below(3)]),
      commit_version_(std::array<std::int16_t, 3>{2, 7, 9}[random_.below(3)]),
      fetch_version_(std::array<std::int16_t, 3>{2, 7, 9}[random_.below(3)]) {}

int GroupMember::random_agent() {
  return static_cast<int>(random_.below(static_cast<std::uint64_t>(context_.options.agents)));
}

Op GroupMember::make(std::string f) const {
  Op op = context_.recorder.make(std::move(f), process_);
  op.group = shared_->name;
  op.member = member_;
  op.generation = generation_;
  if (coordinator_ >= 0) {
    const AgentAddress address = context_.agents(coordinator_);
    op.node = address.name;
    op.life = address.life;
  }
  return op;
}

void GroupMember::lost_generation() {
  generation_ = -1;
  assigned_.clear();
}

void GroupMember::learn(std::int16_t code) {
  switch (static_cast<KafkaError>(code)) {
    case KafkaError::kUnknownMemberId:
    case KafkaError::kFencedInstanceId:
      member_.clear();
      return lost_generation();
    case KafkaError::kIllegalGeneration:
    case KafkaError::kRebalanceInProgress:
      return lost_generation();
    default:
      return lost_coordinator();
  }
}

Task<Result<std::shared_ptr<KafkaLink>>> GroupMember::coordinator() {
  if (coordinator_ < 0 && !co_await find_coordinator()) co_return Error(ErrorCode::kUnavailable);
  auto link = co_await connections_.to(coordinator_);
  if (!link) lost_coordinator();
  co_return link;
}

Task<bool> GroupMember::find_coordinator() {
  auto link = co_await connections_.to(random_agent());
  if (!link) co_return false;
  kafka::FindCoordinatorRequest request;
  request.key = shared_->name;
  auto response = co_await (*link)->call<kafka::FindCoordinatorResponse>(
      3, std::move(request), context_.within(context_.options.request_timeout));
  if (!response || response->error_code != 0) co_return false;
  coordinator_ = response->node_id - 1;  // agent_node.cc numbers them from 1
  co_return coordinator_ >= 0 && coordinator_ < context_.options.agents;
}

Task<void> GroupMember::run(async::Cancel stop) {
  co_await async::sleep_for(context_.loop, Duration(random_.between(0, 2'000'000'000)), stop);
  while (!stop.cancelled()) {
    const bool well = generation_ >= 0 ? co_await work(stop) : co_await enter();
    if (!well)
      co_await async::sleep_for(context_.loop, Duration(random_.between(20'000'000, 400'000'000)),
                                stop);
  }
  if (generation_ >= 0) (void)co_await commit();
  if (!member_.empty()) co_await leave();
}

// ---- membership

Task<bool> GroupMember::enter() {
  const bool joined = co_await join();
  if (!joined) co_return false;
  if (assigned_.empty()) co_return true;
  positions_.clear();
  // Whoever cannot tell where to go on does not begin.
  if (!co_await fetch_committed(coordinator_ >= 0 ? coordinator_ : random_agent(), assigned_,
                                false)) {
    lost_generation();
    co_return false;
  }
  for (const std::string& key : assigned_)
    positions_[key] = std::max<std::int64_t>(0, fetched_[key]);
  co_return true;
}

Task<bool> GroupMember::join() {
  auto link = co_await coordinator();
  if (!link) co_return false;
  Op op = make("join");
  context_.recorder.begin(op);
  kafka::JoinGroupRequest request;
  request.group_id = shared_->name;
  request.session_timeout_ms = context_.options.group_session_ms;
  request.rebalance_timeout_ms = context_.options.group_rebalance_ms;
  request.member_id = member_;
  request.protocol_type = kProtocolType;
  request.protocols.push_back({std::string(kProtocol), subscription(context_.topics)});
  const Duration patience = milliseconds(context_.options.group_rebalance_ms) + seconds(6);
  auto response = co_await (*link)->call<kafka::JoinGroupResponse>(
      join_version_, std::move(request), context_.within(patience));
  if (!response) {
    op.error = error_name(response.error().code);
    context_.recorder.end(op, OpType::kInfo);
    lost_coordinator();
    co_return false;
  }
  if (response->error_code != 0) {
    op.error = kafka::error_code_name(response->error_code);
    const bool named = response->error_code == kafka::code(KafkaError::kMemberIdRequired);
    if (named) member_ = op.member = response->member_id;
    context_.recorder.end(op, OpType::kFail);
    if (!named) learn(response->error_code);
    co_return false;
  }
  op.member = member_ = response->member_id;
  op.generation = response->generation_id;
  op.leader = response->leader;
  context_.recorder.end(op, OpType::kOk);
  co_return co_await sync(*std::move(response));
}

Task<bool> GroupMember::sync(kafka::JoinGroupResponse joined) {
  auto link = co_await coordinator();
  if (!link) co_return false;
  Op op = make("assign");
  op.generation = joined.generation_id;
  kafka::SyncGroupRequest request;
  request.group_id = shared_->name;
  request.generation_id = joined.generation_id;
  request.member_id = member_;
  request.protocol_type = kProtocolType;
  request.protocol_name = kProtocol;
  if (joined.leader == member_) {
    const auto keys = all_keys(context_);
    for (std::size_t m = 0; m < joined.members.size(); ++m) {
      std::vector<std::string> share;
      for (std::size_t k = m; k < keys.size(); k += joined.members.size()) share.push_back(keys[k]);
      request.assignments.push_back(
          {joined.members[m].member_id, bytes::Slice::copy_of(pack(share))});
      op.assignments.emplace_back(joined.members[m].member_id, std::move(share));
    }
  }
  context_.recorder.begin(op);
  const Duration patience = milliseconds(context_.options.group_rebalance_ms) + seconds(6);
  auto response = co_await (*link)->call<kafka::SyncGroupResponse>(
      join_version_ >= 5 ? 5 : 2, std::move(request), context_.within(patience));
  op.assignments.clear();
  if (!response || response->error_code != 0) {
    op.error =
        response ? kafka::error_code_name(response->error_code) : error_name(response.error().code);
    context_.recorder.end(op, response ? OpType::kFail : OpType::kInfo);
    if (response)
      learn(response->error_code);
    else
      lost_coordinator();
    co_return false;
  }
  op.assigned = unpack(response->assignment.text());
  context_.recorder.end(op, OpType::kOk);
  generation_ = joined.generation_id;
  assigned_ = op.assigned;
  next_heartbeat_ = context_.loop.now();
  ++context_.stats.group_joins;
  co_return true;
}

Task<bool> GroupMember::heartbeat() {
  auto link = co_await coordinator();
  if (!link) co_return true;  // the session goes on as long as it does
  kafka::HeartbeatRequest request;
  request.group_id = shared_->name;
  request.generation_id = generation_;
  request.member_id = member_;
  auto response = co_await (*link)->call<kafka::HeartbeatResponse>(
      3, std::move(request), context_.within(context_.options.request_timeout));
  if (!response) {
    lost_coordinator();
    co_return true;
  }
  if (response->error_code == 0) co_return true;
  // A polite member commits what it has before it joins again.
  if (response->error_code == kafka::code(KafkaError::kRebalanceInProgress) && random_.chance(0.7))
    (void)co_await commit();
  learn(response->error_code);
  co_return generation_ >= 0;
}

Task<void> GroupMember::leave() {
  auto link = co_await coordinator();
  if (link) {
    Op op = make("leave");
    context_.recorder.begin(op);
    kafka::LeaveGroupRequest request;
    request.group_id = shared_->name;
    request.members.emplace_back();
    request.members[0].member_id = member_;
    auto response = co_await (*link)->call<kafka::LeaveGroupResponse>(
        3, std::move(request), context_.within(context_.options.request_timeout));
    const bool ok = response && response->error_code == 0 && response->members.size() == 1 &&
                    response->members[0].error_code == 0;
    context_.recorder.end(op, ok ? OpType::kOk : OpType::kInfo);
  }
  member_.clear();
  lost_generation();
}

// ---- work

Task<bool> GroupMember::work(async::Cancel stop) {
  if (context_.loop.now() >= next_heartbeat_) {
    next_heartbeat_ = context_.loop.now() + Duration(random_.between(200'000'000, 700'000'000));
    if (!co_await heartbeat()) co_return true;
  }
  if (random_.chance(context_.options.group_leave)) {
    if (random_.chance(0.5)) {
      co_await leave();
    } else {
      // Dies, and comes back as somebody new.
      connections_.close_all();
      member_.clear();
      lost_generation();
    }
    co_await async::sleep_for(context_.loop, Duration(random_.between(0, 3'000'000'000)), stop);
    co_return true;
  }
  if (!assigned_.empty()) co_await read();
  if (random_.chance(context_.options.group_zombie)) {
    co_await sleep_past_session(stop);
  } else if (random_.chance(0.25)) {
    (void)co_await commit();
  }
  co_await async::sleep_for(context_.loop, Duration(random_.between(20'000'000, 250'000'000)),
                            stop);
  co_return true;
}

Task<void> GroupMember::read() {
  const std::string key = assigned_[turn_++ % assigned_.size()];
  const std::int64_t next =
      co_await reader_.poll(random_agent(), key, positions_[key],
                            static_cast<std::int32_t>(random_.below(50)), 32 * 1024, false);
  if (next >= 0) positions_[key] = next;
}

Task<void> GroupMember::sleep_past_session(async::Cancel stop) {
  ++context_.stats.group_zombies;
  co_await async::sleep_for(
      context_.loop,
      milliseconds(context_.options.group_session_ms) + Duration(random_.between(0, 4'000'000'000)),
      stop);
  (void)co_await commit();
}

Task<bool> GroupMember::commit() {
  if (assigned_.empty()) co_return true;
  auto link = co_await coordinator();
  if (!link) co_return false;
  Op op = make("commit");
  kafka::OffsetCommitRequest request;
  request.group_id = shared_->name;
  request.generation_id_or_member_epoch = generation_;
  request.member_id = member_;
  for (const auto& [topic, partitions] : by_topic(assigned_)) {
    auto& wanted = request.topics.emplace_back();
    wanted.name = topic;
    for (const std::int32_t partition : partitions) {
      auto& entry = wanted.partitions.emplace_back();
      const std::string key = key_of(topic, partition);
      entry.partition_index = partition;
      entry.committed_offset = positions_[key];
      op.offsets.push_back({key, positions_[key]});
    }
  }
  context_.recorder.begin(op);
  auto response = co_await (*link)->call<kafka::OffsetCommitResponse>(
      commit_version_, std::move(request), context_.within(context_.options.request_timeout));
  if (!response) {
    op.error = error_name(response.error().code);
    context_.recorder.end(op, OpType::kInfo);
    lost_coordinator();
    co_return false;
  }
  bool good = true, refused = true;
  std::int16_t code = 0;
  for (const auto& topic : response->topics) {
    for (const auto& partition : topic.partitions) {
      good = good && partition.error_code == 0;
      refused = refused && is_refusal(partition.error_code);
      if (partition.error_code != 0) code = partition.error_code;
    }
  }
  if (!good) op.error = kafka::error_code_name(code);
  context_.recorder.end(op, good ? OpType::kOk : refused ? OpType::kFail : OpType::kInfo);
  if (!good) {
    learn(code);
    co_return false;
  }
  ++context_.stats.group_commits;
  for (const OffsetMop& mop : op.offsets) {
    std::int64_t& highest = shared_->committed[mop.key];
    highest = std::max(highest, mop.offset);
  }
  // Whoever asks through another agent sees it at once.
  if (random_.chance(context_.options.probe)) {
    std::vector<std::string> keys;
    for (const OffsetMop& mop : op.offsets) keys.push_back(mop.key);
    (void)co_await fetch_committed(random_agent(), std::move(keys), false);
  }
  co_return true;
}

namespace {

kafka::OffsetFetchRequest fetch_request(const std::string& group, std::int16_t version,
                                        const std::vector<std::string>& keys) {
  kafka::OffsetFetchRequest request;
  request.group_id = group;
  if (version >= 8) {
    auto& wanted = request.groups.emplace_back();
    wanted.group_id = group;
  }
  for (const auto& [topic, partitions] : by_topic(keys)) {
    if (version >= 8) {
      auto& entry = request.groups[0].topics->emplace_back();
      entry.name = topic;
      entry.partition_indexes = partitions;
    } else {
      request.topics->push_back({topic, partitions});
    }
  }
  return request;
}

// The first error of the answer.
template <class Topics>
std::int16_t take_offsets(const Topics& topics, std::map<std::string, std::int64_t>& out) {
  for (const auto& topic : topics) {
    for (const auto& partition : topic.partitions) {
      if (partition.error_code != 0) return partition.error_code;
      out[key_of(topic.name, partition.partition_index)] = partition.committed_offset;
    }
  }
  return 0;
}

}  // namespace

Task<bool> GroupMember::fetch_committed(int agent, std::vector<std::string> keys, bool final) {
  auto link = co_await connections_.to(agent);
  if (!link) co_return false;
  const AgentAddress address = context_.agents(agent);
  Op op = make("offset_fetch");
  op.node = address.name;
  op.life = address.life;
  for (const std::string& key : keys) op.offsets.push_back({key});
  context_.recorder.begin(op);
  auto response = co_await (*link)->call<kafka::OffsetFetchResponse>(
      fetch_version_, fetch_request(shared_->name, fetch_version_, keys),
      context_.within(context_.options.request_timeout));
  std::map<std::string, std::int64_t> offsets;
  std::int16_t code = 0;
  if (response && fetch_version_ < 8) {
    code =
        response->error_code != 0 ? response->error_code : take_offsets(response->topics, offsets);
  } else if (response && response->groups.size() == 1) {
    const auto& group = response->groups[0];
    code = group.error_code != 0 ? group.error_code : take_offsets(group.topics, offsets);
  }
  if (!response) op.error = error_name(response.error().code);
  if (response && code != 0) op.error = kafka::error_code_name(code);
  if (op.error.empty() && offsets.size() != keys.size()) op.error = "unexpected answer";
  if (!op.error.empty()) {
    context_.recorder.end(op, OpType::kFail);
    co_return false;
  }
  for (OffsetMop& mop : op.offsets) mop.offset = offsets[mop.key];
  op.final = final;
  context_.recorder.end(op, OpType::kOk);
  fetched_ = std::move(offsets);
  co_return true;
}

}  // namespace ringfence::sim
