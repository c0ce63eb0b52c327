// The handlers, one file each.
#pragma once

#include "agent/dispatch.h"
#include "async/task.h"
#include "kafka/protocol/generated/create_topics.h"
#include "kafka/protocol/generated/delete_groups.h"
#include "kafka/protocol/generated/delete_topics.h"
#include "kafka/protocol/generated/describe_cluster.h"
#include "kafka/protocol/generated/describe_configs.h"
#include "kafka/protocol/generated/describe_groups.h"
#include "kafka/protocol/generated/find_coordinator.h"
#include "kafka/protocol/generated/heartbeat.h"
#include "kafka/protocol/generated/init_producer_id.h"
#include "kafka/protocol/generated/join_group.h"
#include "kafka/protocol/generated/leave_group.h"
#include "kafka/protocol/generated/list_groups.h"
#include "kafka/protocol/generated/list_offsets.h"
#include "kafka/protocol/generated/metadata.h"
#include "kafka/protocol/generated/offset_commit.h"
#include "kafka/protocol/generated/offset_delete.h"
#include "kafka/protocol/generated/offset_fetch.h"
#include "kafka/protocol/generated/sync_group.h"

namespace ringfence::agent {

async::Task<Reply> handle_api_versions(Call& call);
async::Task<Reply> handle_fetch(Call& call);
async::Task<kafka::MetadataResponse> metadata(Call& call, kafka::MetadataRequest request);
async::Task<kafka::ListOffsetsResponse> list_offsets(Call& call, kafka::ListOffsetsRequest request);
async::Task<kafka::CreateTopicsResponse> create_topics(Call& call,
                                                       kafka::CreateTopicsRequest request);
async::Task<kafka::DeleteTopicsResponse> delete_topics(Call& call,
                                                       kafka::DeleteTopicsRequest request);
async::Task<kafka::FindCoordinatorResponse> find_coordinator(Call& call,
                                                             kafka::FindCoordinatorRequest request);
async::Task<kafka::InitProducerIdResponse> init_producer_id(Call& call,
                                                            kafka::InitProducerIdRequest request);
async::Task<kafka::DescribeConfigsResponse> describe_configs(Call& call,
                                                             kafka::DescribeConfigsRequest request);
async::Task<kafka::DescribeClusterResponse> describe_cluster(Call& call,
                                                             kafka::DescribeClusterRequest request);
async::Task<kafka::JoinGroupResponse> join_group(Call& call, kafka::JoinGroupRequest request);
async::Task<kafka::SyncGroupResponse> sync_group(Call& call, kafka::SyncGroupRequest request);
async::Task<kafka::HeartbeatResponse> heartbeat(Call& call, kafka::HeartbeatRequest request);
async::Task<kafka::LeaveGroupResponse> leave_group(Call& call, kafka::LeaveGroupRequest request);
async::Task<kafka::OffsetCommitResponse> offset_commit(Call& call,
                                                       kafka::OffsetCommitRequest request);
async::Task<kafka::OffsetFetchResponse> offset_fetch(Call& call, kafka::OffsetFetchRequest request);
async::Task<kafka::ListGroupsResponse> list_groups(Call& call, kafka::ListGroupsRequest request);
async::Task<kafka::DescribeGroupsResponse> describe_groups(Call& call,
                                                           kafka::DescribeGroupsRequest request);
async::Task<kafka::DeleteGroupsResponse> delete_groups(Call& call,
                                                       kafka::DeleteGroupsRequest request);
async::Task<kafka::OffsetDeleteResponse> offset_delete(Call& call,
                                                       kafka::OffsetDeleteRequest request);

}  // namespace ringfence::agent
