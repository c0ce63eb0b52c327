// Groups as bytes: the decisions of the log and the section of a snapshot. Internal;
// docs/formats/metadata_log.md and docs/formats/snapshot.md have the meaning.
#pragma once

#include "bytes/reader.h"
#include "bytes/writer.h"
#include "metadata/state/decisions.h"
#include "metadata/state/groups/group_table.h"

namespace ringfence::meta {

void write_group_decision(bytes::Writer& out, const GroupPut& decision);
void write_group_decision(bytes::Writer& out, const GroupAssigned& decision);
void write_group_decision(bytes::Writer& out, const GroupMembersRemoved& decision);
void write_group_decision(bytes::Writer& out, const GroupMemberReplaced& decision);
void write_group_decision(bytes::Writer& out, const OffsetsCommitted& decision);
void write_group_decision(bytes::Writer& out, const GroupsTrimmed& decision);

GroupPut read_group_put(bytes::Reader& in);
GroupAssigned read_group_assigned(bytes::Reader& in);
GroupMembersRemoved read_group_members_removed(bytes::Reader& in);
GroupMemberReplaced read_group_member_replaced(bytes::Reader& in);
OffsetsCommitted read_offsets_committed(bytes::Reader& in);
GroupsTrimmed read_groups_trimmed(bytes::Reader& in);

// One group of a snapshot.
void write_group(bytes::Writer& out, const Group& group);
// Fails the reader on damage; `previous` is the id of the group before.
void read_group(bytes::Reader& in, Uuid& previous, GroupTable& groups);

}  // namespace ringfence::meta
