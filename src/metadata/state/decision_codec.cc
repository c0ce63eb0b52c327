#include <fmt/format.h>

#include "metadata/state/codec.h"
#include "metadata/state/groups/group_codec.h"

namespace ringfence::meta {
namespace {

// The bytes of a body; `time` is the decision's, which some bodies count from.
struct BodyWriter {
  bytes::Writer& out;
  UnixMillis time;

  void operator()(const SessionRegistered& d) {
    out.uvarint(d.session.value);
    out.i32(d.node.value);
    write_pair(out, d.agent);
    write_blob(out, d.endpoints);
  }
  void operator()(const SessionEnded& d) { out.uvarint(d.session.value); }
  void operator()(const TopicCreated& d) {
    out.uuid(d.topic);
    write_pair(out, d.name);
    write_token(out, d.collision_token);
    out.uvarint(static_cast<std::uint32_t>(d.partition_count));
    out.i16(d.replication_factor);
    write_configs(out, d.configs);
  }
  void operator()(const TopicDeleted& d) { out.uuid(d.topic); }
  void operator()(const ObjectCommitted& d) { write_object_committed(out, d, time); }
  void operator()(const ProducerIdAllocated& d) {
    out.uvarint(static_cast<std::uint64_t>(d.id.value));
  }
  void operator()(const ProducerEpochRaised& d) {
    out.uvarint(static_cast<std::uint64_t>(d.id.value));
    out.i16(d.epoch.value);
  }
  void operator()(const ProducersExpired& d) {
    out.uvarint(d.entries.size());
    for (const ProducersExpired::Entry& entry : d.entries) {
      out.uvarint(static_cast<std::uint64_t>(entry.id.value));
      out.uuid(entry.topic);
      out.uvarint(static_cast<std::uint32_t>(entry.partition.value));
    }
  }
  template <class GroupDecision>
  void operator()(const GroupDecision& d) {
    write_group_decision(out, d);
  }
};

ProducerId read_producer_id(bytes::Reader& in) {
  return ProducerId(static_cast<std::int64_t>(
      read_bounded(in, static_cast<std::uint64_t>(INT64_MAX) - 1, "producer id out of range")));
}

SessionId read_session(bytes::Reader& in) { return SessionId(in.uvarlong()); }

SessionRegistered read_session_registered(bytes::Reader& in) {
  SessionRegistered d;
  d.session = read_session(in);
  if (d.session.value == 0 || d.session.value == UINT64_MAX) in.fail("session id out of range");
  d.node = NodeId(in.i32());
  d.agent = read_pair(in);
  d.endpoints = read_blob(in, kSealedBytesMax);
  return d;
}

TopicCreated read_topic_created(bytes::Reader& in) {
  TopicCreated d;
  d.topic = in.uuid();
  if (d.topic.is_zero()) in.fail("topic id is zero");
  d.name = read_pair(in);
  d.collision_token = read_token(in);
  d.partition_count = static_cast<std::int32_t>(
      read_bounded(in, kPartitionsPerTopicMax, "partition count out of range"));
  if (d.partition_count == 0) in.fail("partition count is zero");
  d.replication_factor = in.i16();
  d.configs = read_configs(in);
  return d;
}

ProducerEpochRaised read_epoch_raised(bytes::Reader& in) {
  ProducerEpochRaised d;
  d.id = read_producer_id(in);
  d.epoch = ProducerEpoch(in.i16());
  if (d.epoch.value < 0) in.fail("producer epoch is negative");
  return d;
}

ProducersExpired read_producers_expired(bytes::Reader& in) {
  ProducersExpired d;
  const std::uint64_t claimed = read_bounded(in, 2 * kExpirePerDecisionMax, "too many producers");
  d.entries.resize(in.count(claimed, 18, sizeof(ProducersExpired::Entry)));
  for (ProducersExpired::Entry& entry : d.entries) {
    entry.id = read_producer_id(in);
    entry.topic = in.uuid();
    entry.partition = PartitionIndex(static_cast<std::int32_t>(
        read_bounded(in, kPartitionsPerTopicMax, "partition out of range")));
  }
  return d;
}

Result<DecisionBody> read_body(bytes::Reader& in, DecisionType type, UnixMillis time) {
  switch (type) {
    case DecisionType::kSessionRegistered:
      return read_session_registered(in);
    case DecisionType::kSessionEnded:
      return SessionEnded{read_session(in)};
    case DecisionType::kTopicCreated:
      return read_topic_created(in);
    case DecisionType::kTopicDeleted:
      return TopicDeleted{in.uuid()};
    case DecisionType::kObjectCommitted:
      return read_object_committed(in, time);
    case DecisionType::kProducerIdAllocated:
      return ProducerIdAllocated{read_producer_id(in)};
    case DecisionType::kProducerEpochRaised:
      return read_epoch_raised(in);
    case DecisionType::kProducersExpired:
      return read_producers_expired(in);
    case DecisionType::kGroupPut:
      return read_group_put(in);
    case DecisionType::kGroupAssigned:
      return read_group_assigned(in);
    case DecisionType::kGroupMembersRemoved:
      return read_group_members_removed(in);
    case DecisionType::kGroupMemberReplaced:
      return read_group_member_replaced(in);
    case DecisionType::kOffsetsCommitted:
      return read_offsets_committed(in);
    case DecisionType::kGroupsTrimmed:
      return read_groups_trimmed(in);
  }
  return Error(ErrorCode::kUnsupported, fmt::format("decision type {} is unknown to this build",
                                                    static_cast<unsigned>(type)));
}

}  // namespace

DecisionType decision_type(const DecisionBody& body) {
  return static_cast<DecisionType>(body.index() + 1);
}

static_assert(std::is_same_v<std::variant_alternative_t<0, DecisionBody>, SessionRegistered>);
static_assert(std::is_same_v<std::variant_alternative_t<4, DecisionBody>, ObjectCommitted>);
static_assert(std::is_same_v<std::variant_alternative_t<7, DecisionBody>, ProducersExpired>);
static_assert(std::is_same_v<std::variant_alternative_t<8, DecisionBody>, GroupPut>);
static_assert(std::is_same_v<std::variant_alternative_t<13, DecisionBody>, GroupsTrimmed>);

void write_decision(bytes::Writer& out, const Decision& decision) {
  out.u16(static_cast<std::uint16_t>(decision_type(decision.body)));
  out.u16(kDecisionVersion);
  const bytes::Writer::Mark mark = out.begin_length32();
  out.i64(decision.time.ms);
  out.uuid(decision.request_id);
  write_pair(out, decision.actor);
  std::visit(BodyWriter{out, decision.time}, decision.body);
  out.end_length32(mark);
}

Result<Decision> read_decision(bytes::Reader& in) {
  const auto type = static_cast<DecisionType>(in.u16());
  const std::uint16_t version = in.u16();
  const std::uint32_t length = in.u32();
  if (!in.ok() || length > in.remaining()) {
    in.fail("decision is cut off");
    return corrupt(in, "decision");
  }
  if (version != kDecisionVersion) {
    return Error(ErrorCode::kUnsupported,
                 fmt::format("decision type {} has version {}; this build reads {}",
                             static_cast<unsigned>(type), version, kDecisionVersion));
  }
  const std::size_t end = in.position() + length;
  Decision decision;
  decision.time = UnixMillis{in.i64()};
  decision.request_id = in.uuid();
  decision.actor = read_pair(in);
  RF_TRY_ASSIGN(decision.body, read_body(in, type, decision.time));
  if (in.ok() && in.position() != end) in.fail("decision length does not match its body");
  if (!in.ok()) return corrupt(in, "decision");
  return decision;
}

}  // namespace ringfence::meta
