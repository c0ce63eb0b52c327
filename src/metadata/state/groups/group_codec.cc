#include "metadata/state/groups/group_codec.h"

#include "metadata/state/codec.h"

namespace ringfence::meta {
namespace {

constexpr std::size_t kPairBytesMin = 34;
constexpr std::size_t kMemberBytesMin = 16 + 2 * kPairBytesMin + 4 + 4 + 2;
constexpr std::size_t kPartitionBytesMin = 17;
constexpr std::size_t kOffsetBytesMin = kPartitionBytesMin + 5;

void write_member(bytes::Writer& out, const GroupMember& member) {
  out.uuid(member.id);
  write_pair(out, member.instance);
  write_pair(out, member.client);
  write_blob(out, member.host);
  out.i32(member.session_timeout_ms);
  out.i32(member.rebalance_timeout_ms);
  write_blob(out, member.metadata);
}

GroupMember read_member(bytes::Reader& in) {
  GroupMember member;
  member.id = in.uuid();
  if (member.id.is_zero()) in.fail("member id is zero");
  member.instance = read_pair(in);
  member.client = read_pair(in);
  member.host = read_blob(in, kSealedBytesMax);
  member.session_timeout_ms = in.i32();
  member.rebalance_timeout_ms = in.i32();
  member.metadata = read_blob(in, kGroupBlobBytesMax);
  return member;
}

// A list whose elements have at least `bytes_min` bytes each.
template <class T, class Read>
std::vector<T> read_list(bytes::Reader& in, std::size_t max, std::size_t bytes_min, Read read) {
  const std::uint64_t claimed = read_bounded(in, max, "too many elements");
  const std::size_t count = in.count(claimed, bytes_min, sizeof(T));
  std::vector<T> list;
  list.reserve(count);
  for (std::size_t i = 0; i < count && in.ok(); ++i) list.push_back(read(in));
  return list;
}

void write_partition(bytes::Writer& out, const TopicPartition& partition) {
  out.uuid(partition.topic);
  out.uvarint(static_cast<std::uint32_t>(partition.partition.value));
}

TopicPartition read_partition(bytes::Reader& in) {
  TopicPartition partition;
  partition.topic = in.uuid();
  partition.partition = PartitionIndex(static_cast<std::int32_t>(
      read_bounded(in, kPartitionsPerTopicMax, "partition out of range")));
  return partition;
}

void write_offset(bytes::Writer& out, const CommittedOffset& offset) {
  out.varlong(offset.offset.value);
  out.varlong(offset.leader_epoch);
  write_blob(out, offset.metadata);
  out.varlong(offset.committed_at.ms);
  out.varlong(offset.expires_at.ms);
}

CommittedOffset read_offset(bytes::Reader& in) {
  CommittedOffset offset;
  offset.offset = Offset(in.varlong());
  const std::int64_t epoch = in.varlong();
  if (epoch < INT32_MIN || epoch > INT32_MAX) in.fail("leader epoch out of range");
  offset.leader_epoch = static_cast<std::int32_t>(epoch);
  offset.metadata = read_blob(in, kGroupBlobBytesMax);
  offset.committed_at = UnixMillis{in.varlong()};
  offset.expires_at = UnixMillis{in.varlong()};
  return offset;
}

void write_members(bytes::Writer& out, const std::vector<GroupMember>& members) {
  out.uvarint(members.size());
  for (const GroupMember& member : members) write_member(out, member);
}

// Present (1) with the tokens, or absent (0).
void write_subscribed(bytes::Writer& out, const std::optional<std::vector<Token>>& subscribed) {
  out.u8(subscribed ? 1 : 0);
  if (!subscribed) return;
  out.uvarint(subscribed->size());
  for (const Token& token : *subscribed) write_token(out, token);
}

std::optional<std::vector<Token>> read_subscribed(bytes::Reader& in) {
  const std::uint8_t present = in.u8();
  if (present > 1) in.fail("neither present nor absent");
  if (present != 1) return std::nullopt;
  auto tokens = read_list<Token>(in, kGroupTopicsMax, sizeof(Token), read_token);
  for (std::size_t i = 1; i < tokens.size(); ++i)
    if (tokens[i] <= tokens[i - 1]) in.fail("subscribed topics do not ascend");
  return tokens;
}

std::vector<MemberAssignment> read_assignments(bytes::Reader& in) {
  return read_list<MemberAssignment>(in, kGroupMembersMax, 17, [](bytes::Reader& r) {
    MemberAssignment one;
    one.member = r.uuid();
    one.assignment = read_blob(r, kGroupBlobBytesMax);
    return one;
  });
}

std::vector<TopicPartition> read_partitions(bytes::Reader& in) {
  return read_list<TopicPartition>(in, kOffsetEntriesMax, kPartitionBytesMin, read_partition);
}

}  // namespace

void write_group_decision(bytes::Writer& out, const GroupPut& d) {
  out.uuid(d.group);
  write_pair(out, d.put.group);
  out.i32(d.put.generation);
  write_pair(out, d.put.protocol_type);
  write_pair(out, d.put.protocol);
  out.uuid(d.put.leader);
  write_members(out, d.put.members);
  write_subscribed(out, d.put.subscribed);
}

GroupPut read_group_put(bytes::Reader& in) {
  GroupPut d;
  d.group = in.uuid();
  if (d.group.is_zero()) in.fail("group id is zero");
  d.put.group = read_pair(in);
  d.put.generation = in.i32();
  d.put.protocol_type = read_pair(in);
  d.put.protocol = read_pair(in);
  d.put.leader = in.uuid();
  d.put.members = read_list<GroupMember>(in, kGroupMembersMax, kMemberBytesMin, read_member);
  d.put.subscribed = read_subscribed(in);
  return d;
}

void write_group_decision(bytes::Writer& out, const GroupAssigned& d) {
  out.uuid(d.group);
  out.uvarint(d.assignments.size());
  for (const MemberAssignment& one : d.assignments) {
    out.uuid(one.member);
    write_blob(out, one.assignment);
  }
}

GroupAssigned read_group_assigned(bytes::Reader& in) {
  GroupAssigned d;
  d.group = in.uuid();
  d.assignments = read_assignments(in);
  return d;
}

void write_group_decision(bytes::Writer& out, const GroupMembersRemoved& d) {
  out.uuid(d.group);
  out.uuid(d.leader);
  out.uvarint(d.members.size());
  for (const Uuid& member : d.members) out.uuid(member);
}

GroupMembersRemoved read_group_members_removed(bytes::Reader& in) {
  GroupMembersRemoved d;
  d.group = in.uuid();
  d.leader = in.uuid();
  d.members = read_list<Uuid>(in, kGroupMembersMax, 16,
                              [](bytes::Reader& reader) { return reader.uuid(); });
  return d;
}

void write_group_decision(bytes::Writer& out, const GroupMemberReplaced& d) {
  out.uuid(d.group);
  out.uuid(d.old_member);
  write_member(out, d.member);
}

GroupMemberReplaced read_group_member_replaced(bytes::Reader& in) {
  GroupMemberReplaced d;
  d.group = in.uuid();
  d.old_member = in.uuid();
  d.member = read_member(in);
  return d;
}

void write_group_decision(bytes::Writer& out, const OffsetsCommitted& d) {
  out.uuid(d.group);
  write_pair(out, d.name);
  out.uvarint(d.entries.size());
  for (const OffsetEntry& entry : d.entries) {
    write_partition(out, entry.partition);
    write_offset(out, entry.committed);
  }
}

OffsetsCommitted read_offsets_committed(bytes::Reader& in) {
  OffsetsCommitted d;
  d.group = in.uuid();
  if (d.group.is_zero()) in.fail("group id is zero");
  d.name = read_pair(in);
  d.entries =
      read_list<OffsetEntry>(in, kOffsetEntriesMax, kOffsetBytesMin, [](bytes::Reader& reader) {
        OffsetEntry entry;
        entry.partition = read_partition(reader);
        entry.committed = read_offset(reader);
        return entry;
      });
  return d;
}

void write_group_decision(bytes::Writer& out, const GroupsTrimmed& d) {
  out.uvarint(d.entries.size());
  for (const GroupsTrimmed::Entry& entry : d.entries) {
    out.uuid(entry.group);
    out.u8(entry.whole ? 1 : 0);
    out.uvarint(entry.partitions.size());
    for (const TopicPartition& partition : entry.partitions) write_partition(out, partition);
  }
}

GroupsTrimmed read_groups_trimmed(bytes::Reader& in) {
  GroupsTrimmed d;
  d.entries =
      read_list<GroupsTrimmed::Entry>(in, 2 * kExpirePerDecisionMax, 18, [](bytes::Reader& reader) {
        GroupsTrimmed::Entry entry;
        entry.group = reader.uuid();
        const std::uint8_t whole = reader.u8();
        if (whole > 1) reader.fail("neither whole nor in part");
        entry.whole = whole == 1;
        entry.partitions = read_partitions(reader);
        return entry;
      });
  return d;
}

// ---- snapshot

void write_group(bytes::Writer& out, const Group& group) {
  out.uuid(group.id);
  write_pair(out, group.name);
  out.i32(group.generation);
  out.u8(static_cast<std::uint8_t>(group.phase));
  out.varlong(group.changed_at.ms);
  write_pair(out, group.protocol_type);
  write_pair(out, group.protocol);
  out.uuid(group.leader);
  write_members(out, group.members);
  for (const GroupMember& member : group.members) write_blob(out, member.assignment);
  write_subscribed(out, group.subscribed);
  out.uvarint(group.offsets.size());
  for (const auto& [partition, offset] : group.offsets) {
    write_partition(out, partition);
    write_offset(out, offset);
  }
}

void read_group(bytes::Reader& in, Uuid& previous, GroupTable& groups) {
  Group group;
  group.id = in.uuid();
  if (group.id <= previous) in.fail("group ids do not ascend");
  previous = group.id;
  group.name = read_pair(in);
  if (in.ok() && groups.find_by_token(group.name.token) != nullptr)
    in.fail("two groups with one token");
  if (!in.ok()) return;
  Group& added = groups.add(group.id, group.name);
  added.generation = in.i32();
  const std::uint8_t phase = in.u8();
  if (phase > static_cast<std::uint8_t>(GroupPhase::kStable)) in.fail("unknown group phase");
  added.phase = static_cast<GroupPhase>(phase);
  added.changed_at = UnixMillis{in.varlong()};
  added.protocol_type = read_pair(in);
  added.protocol = read_pair(in);
  added.leader = in.uuid();
  added.members = read_list<GroupMember>(in, kGroupMembersMax, kMemberBytesMin, read_member);
  for (GroupMember& member : added.members) {
    if (!in.ok()) return;
    member.assignment = read_blob(in, kGroupBlobBytesMax);
  }
  added.subscribed = read_subscribed(in);
  const std::uint64_t claimed = in.uvarlong();
  const std::size_t offsets = in.count(claimed, kOffsetBytesMin, sizeof(CommittedOffset) + 64);
  for (std::size_t i = 0; i < offsets && in.ok(); ++i) {
    const TopicPartition partition = read_partition(in);
    CommittedOffset offset = read_offset(in);
    if (!added.offsets.empty() && partition <= added.offsets.rbegin()->first)
      in.fail("committed offsets do not ascend");
    if (in.ok()) groups.put_offset(added, partition, std::move(offset));
  }
}

}  // namespace ringfence::meta
