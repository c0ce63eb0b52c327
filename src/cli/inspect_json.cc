#include "cli/inspect_json.h"

#include <fmt/format.h>

namespace ringfence::cli {
namespace {

using nlohmann::json;

std::string hex_of(const auto& bytes) {
  return hex(std::as_bytes(std::span(bytes.data(), bytes.size())));
}

json pair_json(const meta::NamePair& pair, const keys::Keys* keys, keys::NameKind kind) {
  if (pair.token.is_zero()) return nullptr;
  json out{{"token", hex_of(pair.token.bytes)}, {"key_id", pair.key_id}};
  if (keys != nullptr) {
    const auto name = keys->open(kind, pair.sealed);
    out["name"] = name ? json(*name) : json(nullptr);
  } else {
    out["sealed"] = hex_of(pair.sealed);
  }
  return out;
}

json configs_json(const std::vector<meta::TopicConfig>& configs, const keys::Keys* keys) {
  json out = json::object();
  for (const meta::TopicConfig& config : configs) {
    const meta::ConfigSpec* spec = meta::find_config_spec(config.key);
    const std::string name = spec != nullptr
                                 ? std::string(spec->name)
                                 : fmt::format("config-{}", static_cast<unsigned>(config.key));
    if (spec == nullptr) {
      out[name] = config.value;
    } else if (spec->kind != meta::ConfigKind::kSealed) {
      out[name] = meta::format_config_value(*spec, config.value);
    } else if (keys != nullptr) {
      out[name] =
          keys->open(keys::NameKind::kConfigValue, config.sealed).value_or("(cannot be opened)");
    } else {
      out[name] = "(sealed)";
    }
  }
  return out;
}

json facts_json(const storage::BatchFacts& facts) {
  return {{"bytes", facts.byte_length},
          {"offsets", facts.offset_count},
          {"attributes", facts.attributes},
          {"producer_id", facts.producer_id.value},
          {"producer_epoch", facts.producer_epoch.value},
          {"base_sequence", facts.base_sequence},
          {"max_timestamp_ms", facts.max_timestamp.ms},
          {"crc", fmt::format("{:08x}", facts.crc)}};
}

json commit_json(const meta::ObjectCommitted& committed) {
  const meta::CommitObject& commit = committed.commit;
  json out{{"type", "ObjectCommitted"},        {"session", commit.session.value},
           {"counter", commit.counter.value},  {"lowest_wanted", commit.lowest_wanted.value},
           {"object", commit.object.to_hex()}, {"object_bytes", commit.object_size},
           {"entries", json::array()}};
  std::size_t index = 0;
  for (const meta::CommitTopic& topic : commit.topics) {
    for (std::uint32_t i = 0; i < topic.entry_count && index < commit.entries.size();
         ++i, ++index) {
      const meta::CommitEntry& entry = commit.entries[index];
      json row{{"topic", topic.topic.to_hex()}, {"partition", entry.partition.value},
               {"records", entry.record_count}, {"bytes", entry.byte_length},
               {"position", entry.position},    {"max_timestamp_ms", entry.max_timestamp.ms}};
      if (entry.producer_id != kNoProducerId) {
        row["producer_id"] = entry.producer_id.value;
        row["producer_epoch"] = entry.producer_epoch.value;
        row["base_sequence"] = entry.base_sequence;
      }
      if (committed.results != nullptr && index < committed.results->size()) {
        const meta::EntryResult& result = (*committed.results)[index];
        row["base_offset"] = result.base_offset.value;
        row["result"] = meta::decide_error_name(result.error);
      }
      out["entries"].push_back(std::move(row));
    }
  }
  return out;
}

struct BodyJson {
  const keys::Keys* keys;

  json operator()(const meta::SessionRegistered& d) const {
    return {{"type", "SessionRegistered"},
            {"session", d.session.value},
            {"node", d.node.value},
            {"agent", pair_json(d.agent, keys, keys::NameKind::kAgent)}};
  }
  json operator()(const meta::SessionEnded& d) const {
    return {{"type", "SessionEnded"}, {"session", d.session.value}};
  }
  json operator()(const meta::TopicCreated& d) const {
    return {{"type", "TopicCreated"},
            {"topic", d.topic.to_hex()},
            {"name", pair_json(d.name, keys, keys::NameKind::kTopic)},
            {"partitions", d.partition_count},
            {"replication_factor", d.replication_factor},
            {"configs", configs_json(d.configs, keys)}};
  }
  json operator()(const meta::TopicDeleted& d) const {
    return {{"type", "TopicDeleted"}, {"topic", d.topic.to_hex()}};
  }
  json operator()(const meta::ObjectCommitted& d) const { return commit_json(d); }
  json operator()(const meta::ProducerIdAllocated& d) const {
    return {{"type", "ProducerIdAllocated"}, {"producer_id", d.id.value}};
  }
  json operator()(const meta::ProducerEpochRaised& d) const {
    return {{"type", "ProducerEpochRaised"}, {"producer_id", d.id.value}, {"epoch", d.epoch.value}};
  }
  json operator()(const meta::ProducersExpired& d) const {
    json entries = json::array();
    for (const auto& entry : d.entries) {
      entries.push_back({{"producer_id", entry.id.value},
                         {"topic", entry.topic.to_hex()},
                         {"partition", entry.partition.value}});
    }
    return {{"type", "ProducersExpired"}, {"entries", std::move(entries)}};
  }
  json operator()(const meta::GroupPut& d) const {
    json members = json::array();
    for (const meta::GroupMember& member : d.put.members) members.push_back(member_json(member));
    return {{"type", "GroupPut"},
            {"group", d.group.to_hex()},
            {"name", pair_json(d.put.group, keys, keys::NameKind::kGroup)},
            {"generation", d.put.generation},
            {"protocol_type", pair_json(d.put.protocol_type, keys, keys::NameKind::kGroupProtocol)},
            {"protocol", pair_json(d.put.protocol, keys, keys::NameKind::kGroupProtocol)},
            {"leader", d.put.leader.to_hex()},
            {"members", std::move(members)}};
  }
  json operator()(const meta::GroupAssigned& d) const {
    json members = json::array();
    for (const meta::MemberAssignment& one : d.assignments)
      members.push_back({{"member", one.member.to_hex()}, {"sealed_bytes", one.assignment.size()}});
    return {
        {"type", "GroupAssigned"}, {"group", d.group.to_hex()}, {"members", std::move(members)}};
  }
  json operator()(const meta::GroupMembersRemoved& d) const {
    json members = json::array();
    for (const Uuid& member : d.members) members.push_back(member.to_hex());
    return {{"type", "GroupMembersRemoved"},
            {"group", d.group.to_hex()},
            {"leader", d.leader.to_hex()},
            {"members", std::move(members)}};
  }
  json operator()(const meta::GroupMemberReplaced& d) const {
    return {{"type", "GroupMemberReplaced"},
            {"group", d.group.to_hex()},
            {"old_member", d.old_member.to_hex()},
            {"member", member_json(d.member)}};
  }
  json operator()(const meta::OffsetsCommitted& d) const {
    json entries = json::array();
    for (const meta::OffsetEntry& entry : d.entries)
      entries.push_back(offset_json(entry.partition, entry.committed));
    return {{"type", "OffsetsCommitted"},
            {"group", d.group.to_hex()},
            {"name", pair_json(d.name, keys, keys::NameKind::kGroup)},
            {"entries", std::move(entries)}};
  }
  json operator()(const meta::GroupsTrimmed& d) const {
    json entries = json::array();
    for (const meta::GroupsTrimmed::Entry& entry : d.entries) {
      json partitions = json::array();
      for (const TopicPartition& partition : entry.partitions)
        partitions.push_back(
            {{"topic", partition.topic.to_hex()}, {"partition", partition.partition.value}});
      entries.push_back({{"group", entry.group.to_hex()},
                         {"whole", entry.whole},
                         {"partitions", std::move(partitions)}});
    }
    return {{"type", "GroupsTrimmed"}, {"entries", std::move(entries)}};
  }

  json member_json(const meta::GroupMember& member) const {
    return {{"member", member.id.to_hex()},
            {"instance", pair_json(member.instance, keys, keys::NameKind::kGroupInstance)},
            {"client", pair_json(member.client, keys, keys::NameKind::kClient)},
            {"session_timeout_ms", member.session_timeout_ms},
            {"rebalance_timeout_ms", member.rebalance_timeout_ms}};
  }
  static json offset_json(const TopicPartition& partition, const meta::CommittedOffset& offset) {
    return {{"topic", partition.topic.to_hex()},
            {"partition", partition.partition.value},
            {"offset", offset.offset.value},
            {"leader_epoch", offset.leader_epoch},
            {"committed_ms", offset.committed_at.ms}};
  }
};

json group_json(const meta::Group& group, const keys::Keys* keys) {
  const BodyJson show{keys};
  json out{{"group", group.id.to_hex()},
           {"name", pair_json(group.name, keys, keys::NameKind::kGroup)},
           {"generation", group.generation},
           {"phase", static_cast<int>(group.phase)},
           {"members", json::array()},
           {"offsets", json::array()}};
  for (const meta::GroupMember& member : group.members)
    out["members"].push_back(show.member_json(member));
  for (const auto& [partition, offset] : group.offsets)
    out["offsets"].push_back(BodyJson::offset_json(partition, offset));
  return out;
}

json partition_json(const meta::State& state, const meta::Topic& topic, std::int32_t index) {
  const auto view = state.find_partition(topic.id, PartitionIndex(index));
  json out{{"partition", index}};
  if (!view) return out;
  out["log_start"] = view->log_start.value;
  out["high_watermark"] = view->high_watermark.value;
  out["runs"] = json::array();
  for (const meta::Run& run : view->runs) {
    out["runs"].push_back({{"base_offset", run.base_offset},
                           {"last_offset", run.last().value},
                           {"records", run.record_count},
                           {"object", state.object(run).id.to_hex()},
                           {"position", run.position},
                           {"bytes", run.byte_length},
                           {"max_timestamp_ms", run.max_timestamp_ms}});
  }
  return out;
}

}  // namespace

std::string hex(bytes::ByteSpan data) {
  std::string text;
  text.reserve(2 * data.size());
  for (const std::byte byte : data) {
    fmt::format_to(std::back_inserter(text), "{:02x}", static_cast<unsigned>(byte));
  }
  return text;
}

json object_json(const storage::ParsedObject& object) {
  const storage::ObjectIdentity& identity = object.header.identity;
  json out{{"kind", "object"},
           {"cluster", identity.cluster.to_hex()},
           {"object", identity.object.to_hex()},
           {"session", identity.session.value},
           {"counter", identity.counter.value},
           {"shard", identity.shard},
           {"created_ms", identity.created.ms},
           {"sections", json::array()}};
  for (const storage::SectionEntry& section : object.footer.sections) {
    json batches = json::array();
    for (std::uint32_t i = 0; i < section.batch_count; ++i) {
      const storage::BatchEntry& batch = object.footer.batches.at(section.first_batch + i);
      json row = facts_json(batch.facts);
      row["position"] = batch.position;
      batches.push_back(std::move(row));
    }
    out["sections"].push_back(
        {{"topic", section.partition.topic.to_hex()},
         {"partition", section.partition.partition.value},
         {"position", section.position},
         {"stored_bytes", section.stored_bytes},
         {"crc", fmt::format("{:08x}", section.crc)},
         {"encrypted", section.encryption.algorithm != storage::SectionCipher::kNone},
         {"batches", std::move(batches)}});
  }
  return out;
}

json record_json(const meta::Record& record, const keys::Keys* keys) {
  json out{{"kind", "record"},
           {"shard", record.header.shard.value},
           {"epoch", record.header.epoch.value},
           {"sequence", record.header.sequence.value},
           {"previous", hex_of(record.header.previous)},
           {"hash", hex_of(record.hash)},
           {"decisions", json::array()}};
  for (const meta::Decision& decision : record.decisions) {
    json row = std::visit(BodyJson{keys}, decision.body);
    row["time_ms"] = decision.time.ms;
    row["request_id"] = decision.request_id.to_hex();
    if (!decision.actor.token.is_zero()) {
      row["actor"] = pair_json(decision.actor, keys, keys::NameKind::kPrincipal);
    }
    out["decisions"].push_back(std::move(row));
  }
  return out;
}

json state_json(const meta::State& state, const keys::Keys* keys) {
  json out{{"kind", "snapshot"},
           {"sequence", state.position().sequence.value},
           {"hash", hex_of(state.position().hash)},
           {"mode", state.mode() == meta::Mode::kFull ? "full" : "replica"},
           {"objects", state.object_count()},
           {"producer_entries", state.producer_entry_count()},
           {"topics", json::array()},
           {"sessions", json::array()}};
  for (const meta::Topic* topic : state.topics()) {
    json row{{"topic", topic->id.to_hex()},
             {"name", pair_json(topic->name, keys, keys::NameKind::kTopic)},
             {"replication_factor", topic->replication_factor},
             {"configs", configs_json(topic->configs, keys)},
             {"partitions", json::array()}};
    for (std::int32_t i = 0; i < topic->partition_count(); ++i) {
      row["partitions"].push_back(partition_json(state, *topic, i));
    }
    out["topics"].push_back(std::move(row));
  }
  for (const meta::Session* session : state.sessions()) {
    out["sessions"].push_back({{"session", session->id.value},
                               {"node", session->node.value},
                               {"last_counter", session->last_counter.value},
                               {"agent", pair_json(session->agent, keys, keys::NameKind::kAgent)}});
  }
  out["groups"] = json::array();
  for (const meta::Group* group : state.groups()) out["groups"].push_back(group_json(*group, keys));
  return out;
}

}  // namespace ringfence::cli
