#include "simulation/workload.h"

#include "kafka/protocol/generated/create_topics.h"
#include "kafka/protocol/generated/delete_topics.h"
#include "simulation/group_member.h"

namespace ringfence::sim {

using async::Task;
using kafka::KafkaError;

namespace {

constexpr std::int32_t kAdministrator = 500;
constexpr std::int32_t kFirstReader = 200;
constexpr std::int32_t kFirstMember = 300;

}  // namespace

Workload::Workload(async::SimScheduler& scheduler, async::SimLoop& loop, SimFabric& fabric,
                   Recorder& recorder, AgentDirectory agents, WorkloadOptions options,
                   std::uint64_t seed)
    : network_(fabric.attach(loop, "10.0.0.99")),
      context_{scheduler, loop, *network_, recorder, std::move(agents), options, {}, Random(seed)},
      tasks_(loop),
      group_tasks_(loop),
      admin_(context_, "administrator") {
  for (int i = 0; i < options.topics; ++i) context_.topics.push_back("topic-" + std::to_string(i));
  for (int i = 0; i < options.idempotent_producers + options.plain_producers; ++i)
    producers_.push_back(
        std::make_unique<Producer>(context_, i + 1, i < options.idempotent_producers));
  for (int i = 0; i < options.readers; ++i)
    readers_.push_back(std::make_unique<Reader>(context_, kFirstReader + i));
  admin_reader_ = std::make_unique<Reader>(context_, kAdministrator + 1);
  for (int g = 0; g < options.groups; ++g) {
    groups_.push_back(std::make_shared<GroupShared>(GroupShared{"group-" + std::to_string(g), {}}));
    for (int m = 0; m < options.group_members; ++m)
      members_.push_back(
          std::make_unique<GroupMember>(context_, kFirstMember + 10 * g + m, groups_.back()));
  }
}

Workload::~Workload() = default;

Task<bool> Workload::create_topic(int agent, std::string name, Duration within) {
  Op op = context_.recorder.make("create_topic", kAdministrator);
  op.topic = name;
  context_.recorder.begin(op);
  const MonotonicTime end = context_.loop.now() + within;
  while (context_.loop.now() < end && !context_.cancel.cancelled()) {
    auto link = co_await admin_.to(agent);
    if (link) {
      kafka::CreateTopicsRequest request;
      request.timeout_ms = 5000;
      request.topics.emplace_back();
      request.topics[0].name = name;
      request.topics[0].num_partitions = context_.options.partitions;
      request.topics[0].replication_factor = 1;
      auto response = co_await (*link)->call<kafka::CreateTopicsResponse>(
          7, std::move(request), context_.within(context_.options.request_timeout));
      const std::int16_t code = response && response->topics.size() == 1
                                    ? response->topics[0].error_code
                                    : kafka::code(KafkaError::kUnknownServerError);
      if (code == 0 || code == kafka::code(KafkaError::kTopicAlreadyExists)) {
        context_.recorder.end(op, OpType::kOk);
        co_return true;
      }
      op.error = response ? kafka::error_code_name(code) : error_name(response.error().code);
    }
    agent = static_cast<int>(
        context_.random.below(static_cast<std::uint64_t>(context_.options.agents)));
    co_await async::sleep_for(context_.loop, milliseconds(100), context_.cancel.token());
  }
  context_.recorder.end(op, OpType::kInfo);
  co_return false;
}

Task<void> Workload::delete_topic(int agent, std::string name) {
  Op op = context_.recorder.make("delete_topic", kAdministrator);
  op.topic = name;
  context_.recorder.begin(op);
  auto link = co_await admin_.to(agent);
  OpType type = OpType::kInfo;
  if (link) {
    kafka::DeleteTopicsRequest request;
    request.timeout_ms = 5000;
    request.topics.emplace_back();
    request.topics[0].name = name;
    auto response = co_await (*link)->call<kafka::DeleteTopicsResponse>(
        6, std::move(request), context_.within(context_.options.request_timeout));
    if (response && response->responses.size() == 1 && response->responses[0].error_code == 0)
      type = OpType::kOk;
  }
  context_.recorder.end(op, type);
}

// A short life: made through one agent, looked for through the others at once, sometimes deleted.
Task<void> Workload::churn_topic(std::string name) {
  const auto agents = static_cast<std::uint64_t>(context_.options.agents);
  const int maker = static_cast<int>(context_.random.below(agents));
  if (!co_await create_topic(maker, name, seconds(10))) co_return;
  for (int i = 0; i < 4; ++i) {
    const int agent = static_cast<int>(context_.random.below(agents));
    const std::string key = key_of(name, 0);
    if (context_.random.chance(0.5)) {
      co_await admin_reader_->poll(agent, key, 0, 0, 4096, false);
    } else {
      co_await admin_reader_->list(agent, key, -1, false);
    }
  }
  if (context_.random.chance(0.5))
    co_await delete_topic(static_cast<int>(context_.random.below(agents)), name);
}

Task<void> Workload::administrate(async::Cancel stop) {
  int turn = 0;
  while (!stop.cancelled()) {
    co_await async::sleep_for(context_.loop, seconds(2), stop);
    if (stop.cancelled()) break;
    if (context_.random.chance(context_.options.topic_churn))
      co_await churn_topic("short-" + std::to_string(turn++));
  }
}

Task<bool> Workload::set_up() {
  bool ok = true;
  for (const std::string& topic : context_.topics)
    ok = co_await create_topic(0, topic, seconds(30)) && ok;
  co_return ok;
}

void Workload::start() {
  context_.load_began = context_.loop.now();
  for (auto& producer : producers_) tasks_.spawn(producer->run(stop_.token()));
  for (auto& reader : readers_) tasks_.spawn(reader->run(stop_.token()));
  tasks_.spawn(administrate(stop_.token()));
  for (auto& member : members_) group_tasks_.spawn(member->run(group_stop_.token()));
}

Task<void> Workload::finish() {
  stop_.cancel();
  // From here on, members do what leads to the end.
  context_.options.group_leave = context_.options.group_zombie = 0;
  co_await tasks_.join();
  for (auto& producer : producers_) co_await producer->join_duplicates();
}

Task<void> Workload::final_phase() {
  int agent = 0;
  for (auto& producer : producers_) {
    co_await producer->final_sends(agent++ % context_.options.agents, seconds(30));
    co_await producer->join_duplicates();
  }
  std::int32_t process = kAdministrator + 10;
  for (int i = 0; i < context_.options.agents; ++i) {
    for (const std::string& topic : context_.topics) {
      for (std::int32_t p = 0; p < context_.options.partitions; ++p) {
        Reader reader(context_, process++);
        co_await reader.final_read(i, key_of(topic, p), seconds(30));
      }
    }
  }
  co_await final_groups();
}

Task<void> Workload::final_groups() {
  const auto behind = [this] {
    for (const auto& group : groups_)
      for (const auto& [key, end] : context_.ends)
        if (end > 0 && group->committed[key] < end) return true;
    return false;
  };
  const MonotonicTime latest = context_.loop.now() + seconds(60);
  while (behind() && context_.loop.now() < latest)
    co_await async::sleep_for(context_.loop, milliseconds(100), context_.cancel.token());
  group_stop_.cancel();
  co_await group_tasks_.join();
  for (const auto& group : groups_) co_await final_commits(group);
}

// What is committed at the end, as every agent tells it.
Task<void> Workload::final_commits(std::shared_ptr<GroupShared> group) {
  std::vector<std::string> keys;
  for (const auto& [key, end] : context_.ends)
    if (end > 0) keys.push_back(key);
  if (keys.empty()) co_return;
  for (int agent = 0; agent < context_.options.agents; ++agent) {
    GroupMember observer(context_, kFirstMember + 90 + agent, group);
    const MonotonicTime latest = context_.loop.now() + seconds(30);
    bool told = false;
    while (!told && context_.loop.now() < latest) {
      told = co_await observer.fetch_committed(agent, keys, true);
      if (!told)
        co_await async::sleep_for(context_.loop, milliseconds(200), context_.cancel.token());
    }
    if (told) continue;
    Op op = context_.recorder.make("offset_fetch", kFirstMember + 90 + agent);
    op.group = group->name;
    op.node = context_.agents(agent).name;
    op.final = true;
    context_.recorder.begin(op);
    op.error = "no answer after the heal";
    context_.recorder.end(op, OpType::kInfo);
  }
}

Task<void> Workload::stop() {
  context_.cancel.cancel();
  for (auto& producer : producers_) co_await producer->join_duplicates();
  for (auto& link : context_.links) co_await link->stop();
}

}  // namespace ringfence::sim
