// Generated from src/kafka/protocol/schema by tools/kafka_codegen.py: edit the schema, not this file.
#include "kafka/protocol/generated/add_offsets_to_txn.h"
#include "kafka/protocol/generated/add_partitions_to_txn.h"
#include "kafka/protocol/generated/alter_client_quotas.h"
#include "kafka/protocol/generated/alter_configs.h"
#include "kafka/protocol/generated/alter_partition_reassignments.h"
#include "kafka/protocol/generated/alter_replica_log_dirs.h"
#include "kafka/protocol/generated/alter_share_group_offsets.h"
#include "kafka/protocol/generated/alter_user_scram_credentials.h"
#include "kafka/protocol/generated/api_versions.h"
#include "kafka/protocol/generated/consumer_group_describe.h"
#include "kafka/protocol/generated/consumer_group_heartbeat.h"
#include "kafka/protocol/generated/consumer_protocol_assignment.h"
#include "kafka/protocol/generated/consumer_protocol_subscription.h"
#include "kafka/protocol/generated/create_acls.h"
#include "kafka/protocol/generated/create_delegation_token.h"
#include "kafka/protocol/generated/create_partitions.h"
#include "kafka/protocol/generated/create_topics.h"
#include "kafka/protocol/generated/delete_acls.h"
#include "kafka/protocol/generated/delete_groups.h"
#include "kafka/protocol/generated/delete_records.h"
#include "kafka/protocol/generated/delete_share_group_offsets.h"
#include "kafka/protocol/generated/delete_topics.h"
#include "kafka/protocol/generated/describe_acls.h"
#include "kafka/protocol/generated/describe_client_quotas.h"
#include "kafka/protocol/generated/describe_cluster.h"
#include "kafka/protocol/generated/describe_configs.h"
#include "kafka/protocol/generated/describe_delegation_token.h"
#include "kafka/protocol/generated/describe_groups.h"
#include "kafka/protocol/generated/describe_log_dirs.h"
#include "kafka/protocol/generated/describe_producers.h"
#include "kafka/protocol/generated/describe_quorum.h"
#include "kafka/protocol/generated/describe_share_group_offsets.h"
#include "kafka/protocol/generated/describe_topic_partitions.h"
#include "kafka/protocol/generated/describe_transactions.h"
#include "kafka/protocol/generated/describe_user_scram_credentials.h"
#include "kafka/protocol/generated/elect_leaders.h"
#include "kafka/protocol/generated/end_txn.h"
#include "kafka/protocol/generated/end_txn_marker.h"
#include "kafka/protocol/generated/expire_delegation_token.h"
#include "kafka/protocol/generated/fetch.h"
#include "kafka/protocol/generated/find_coordinator.h"
#include "kafka/protocol/generated/get_telemetry_subscriptions.h"
#include "kafka/protocol/generated/heartbeat.h"
#include "kafka/protocol/generated/incremental_alter_configs.h"
#include "kafka/protocol/generated/init_producer_id.h"
#include "kafka/protocol/generated/join_group.h"
#include "kafka/protocol/generated/leave_group.h"
#include "kafka/protocol/generated/list_config_resources.h"
#include "kafka/protocol/generated/list_groups.h"
#include "kafka/protocol/generated/list_offsets.h"
#include "kafka/protocol/generated/list_partition_reassignments.h"
#include "kafka/protocol/generated/list_transactions.h"
#include "kafka/protocol/generated/metadata.h"
#include "kafka/protocol/generated/offset_commit.h"
#include "kafka/protocol/generated/offset_delete.h"
#include "kafka/protocol/generated/offset_fetch.h"
#include "kafka/protocol/generated/offset_for_leader_epoch.h"
#include "kafka/protocol/generated/produce.h"
#include "kafka/protocol/generated/push_telemetry.h"
#include "kafka/protocol/generated/renew_delegation_token.h"
#include "kafka/protocol/generated/sasl_authenticate.h"
#include "kafka/protocol/generated/sasl_handshake.h"
#include "kafka/protocol/generated/share_acknowledge.h"
#include "kafka/protocol/generated/share_fetch.h"
#include "kafka/protocol/generated/share_group_describe.h"
#include "kafka/protocol/generated/share_group_heartbeat.h"
#include "kafka/protocol/generated/streams_group_describe.h"
#include "kafka/protocol/generated/streams_group_heartbeat.h"
#include "kafka/protocol/generated/sync_group.h"
#include "kafka/protocol/generated/txn_offset_commit.h"
#include "kafka/protocol/generated/update_features.h"
#include "kafka/protocol/generated/write_txn_markers.h"
#include "kafka/protocol/message_type_impl.h"

namespace ringfence::kafka {

namespace {

const MessageType kMessages[] = {
    message_type<ProduceRequest>(MessageKind::kRequest),
    message_type<ProduceResponse>(MessageKind::kResponse),
    message_type<FetchRequest>(MessageKind::kRequest),
    message_type<FetchResponse>(MessageKind::kResponse),
    message_type<ListOffsetsRequest>(MessageKind::kRequest),
    message_type<ListOffsetsResponse>(MessageKind::kResponse),
    message_type<MetadataRequest>(MessageKind::kRequest),
    message_type<MetadataResponse>(MessageKind::kResponse),
    message_type<OffsetCommitRequest>(MessageKind::kRequest),
    message_type<OffsetCommitResponse>(MessageKind::kResponse),
    message_type<OffsetFetchRequest>(MessageKind::kRequest),
    message_type<OffsetFetchResponse>(MessageKind::kResponse),
    message_type<FindCoordinatorRequest>(MessageKind::kRequest),
    message_type<FindCoordinatorResponse>(MessageKind::kResponse),
    message_type<JoinGroupRequest>(MessageKind::kRequest),
    message_type<JoinGroupResponse>(MessageKind::kResponse),
    message_type<HeartbeatRequest>(MessageKind::kRequest),
    message_type<HeartbeatResponse>(MessageKind::kResponse),
    message_type<LeaveGroupRequest>(MessageKind::kRequest),
    message_type<LeaveGroupResponse>(MessageKind::kResponse),
    message_type<SyncGroupRequest>(MessageKind::kRequest),
    message_type<SyncGroupResponse>(MessageKind::kResponse),
    message_type<DescribeGroupsRequest>(MessageKind::kRequest),
    message_type<DescribeGroupsResponse>(MessageKind::kResponse),
    message_type<ListGroupsRequest>(MessageKind::kRequest),
    message_type<ListGroupsResponse>(MessageKind::kResponse),
    message_type<SaslHandshakeRequest>(MessageKind::kRequest),
    message_type<SaslHandshakeResponse>(MessageKind::kResponse),
    message_type<ApiVersionsRequest>(MessageKind::kRequest),
    message_type<ApiVersionsResponse>(MessageKind::kResponse),
    message_type<CreateTopicsRequest>(MessageKind::kRequest),
    message_type<CreateTopicsResponse>(MessageKind::kResponse),
    message_type<DeleteTopicsRequest>(MessageKind::kRequest),
    message_type<DeleteTopicsResponse>(MessageKind::kResponse),
    message_type<DeleteRecordsRequest>(MessageKind::kRequest),
    message_type<DeleteRecordsResponse>(MessageKind::kResponse),
    message_type<InitProducerIdRequest>(MessageKind::kRequest),
    message_type<InitProducerIdResponse>(MessageKind::kResponse),
    message_type<OffsetForLeaderEpochRequest>(MessageKind::kRequest),
    message_type<OffsetForLeaderEpochResponse>(MessageKind::kResponse),
    message_type<AddPartitionsToTxnRequest>(MessageKind::kRequest),
    message_type<AddPartitionsToTxnResponse>(MessageKind::kResponse),
    message_type<AddOffsetsToTxnRequest>(MessageKind::kRequest),
    message_type<AddOffsetsToTxnResponse>(MessageKind::kResponse),
    message_type<EndTxnRequest>(MessageKind::kRequest),
    message_type<EndTxnResponse>(MessageKind::kResponse),
    message_type<WriteTxnMarkersRequest>(MessageKind::kRequest),
    message_type<WriteTxnMarkersResponse>(MessageKind::kResponse),
    message_type<TxnOffsetCommitRequest>(MessageKind::kRequest),
    message_type<TxnOffsetCommitResponse>(MessageKind::kResponse),
    message_type<DescribeAclsRequest>(MessageKind::kRequest),
    message_type<DescribeAclsResponse>(MessageKind::kResponse),
    message_type<CreateAclsRequest>(MessageKind::kRequest),
    message_type<CreateAclsResponse>(MessageKind::kResponse),
    message_type<DeleteAclsRequest>(MessageKind::kRequest),
    message_type<DeleteAclsResponse>(MessageKind::kResponse),
    message_type<DescribeConfigsRequest>(MessageKind::kRequest),
    message_type<DescribeConfigsResponse>(MessageKind::kResponse),
    message_type<AlterConfigsRequest>(MessageKind::kRequest),
    message_type<AlterConfigsResponse>(MessageKind::kResponse),
    message_type<AlterReplicaLogDirsRequest>(MessageKind::kRequest),
    message_type<AlterReplicaLogDirsResponse>(MessageKind::kResponse),
    message_type<DescribeLogDirsRequest>(MessageKind::kRequest),
    message_type<DescribeLogDirsResponse>(MessageKind::kResponse),
    message_type<SaslAuthenticateRequest>(MessageKind::kRequest),
    message_type<SaslAuthenticateResponse>(MessageKind::kResponse),
    message_type<CreatePartitionsRequest>(MessageKind::kRequest),
    message_type<CreatePartitionsResponse>(MessageKind::kResponse),
    message_type<CreateDelegationTokenRequest>(MessageKind::kRequest),
    message_type<CreateDelegationTokenResponse>(MessageKind::kResponse),
    message_type<RenewDelegationTokenRequest>(MessageKind::kRequest),
    message_type<RenewDelegationTokenResponse>(MessageKind::kResponse),
    message_type<ExpireDelegationTokenRequest>(MessageKind::kRequest),
    message_type<ExpireDelegationTokenResponse>(MessageKind::kResponse),
    message_type<DescribeDelegationTokenRequest>(MessageKind::kRequest),
    message_type<DescribeDelegationTokenResponse>(MessageKind::kResponse),
    message_type<DeleteGroupsRequest>(MessageKind::kRequest),
    message_type<DeleteGroupsResponse>(MessageKind::kResponse),
    message_type<ElectLeadersRequest>(MessageKind::kRequest),
    message_type<ElectLeadersResponse>(MessageKind::kResponse),
    message_type<IncrementalAlterConfigsRequest>(MessageKind::kRequest),
    message_type<IncrementalAlterConfigsResponse>(MessageKind::kResponse),
    message_type<AlterPartitionReassignmentsRequest>(MessageKind::kRequest),
    message_type<AlterPartitionReassignmentsResponse>(MessageKind::kResponse),
    message_type<ListPartitionReassignmentsRequest>(MessageKind::kRequest),
    message_type<ListPartitionReassignmentsResponse>(MessageKind::kResponse),
    message_type<OffsetDeleteRequest>(MessageKind::kRequest),
    message_type<OffsetDeleteResponse>(MessageKind::kResponse),
    message_type<DescribeClientQuotasRequest>(MessageKind::kRequest),
    message_type<DescribeClientQuotasResponse>(MessageKind::kResponse),
    message_type<AlterClientQuotasRequest>(MessageKind::kRequest),
    message_type<AlterClientQuotasResponse>(MessageKind::kResponse),
    message_type<DescribeUserScramCredentialsRequest>(MessageKind::kRequest),
    message_type<DescribeUserScramCredentialsResponse>(MessageKind::kResponse),
    message_type<AlterUserScramCredentialsRequest>(MessageKind::kRequest),
    message_type<AlterUserScramCredentialsResponse>(MessageKind::kResponse),
    message_type<DescribeQuorumRequest>(MessageKind::kRequest),
    message_type<DescribeQuorumResponse>(MessageKind::kResponse),
    message_type<UpdateFeaturesRequest>(MessageKind::kRequest),
    message_type<UpdateFeaturesResponse>(MessageKind::kResponse),
    message_type<DescribeClusterRequest>(MessageKind::kRequest),
    message_type<DescribeClusterResponse>(MessageKind::kResponse),
    message_type<DescribeProducersRequest>(MessageKind::kRequest),
    message_type<DescribeProducersResponse>(MessageKind::kResponse),
    message_type<DescribeTransactionsRequest>(MessageKind::kRequest),
    message_type<DescribeTransactionsResponse>(MessageKind::kResponse),
    message_type<ListTransactionsRequest>(MessageKind::kRequest),
    message_type<ListTransactionsResponse>(MessageKind::kResponse),
    message_type<ConsumerGroupHeartbeatRequest>(MessageKind::kRequest),
    message_type<ConsumerGroupHeartbeatResponse>(MessageKind::kResponse),
    message_type<ConsumerGroupDescribeRequest>(MessageKind::kRequest),
    message_type<ConsumerGroupDescribeResponse>(MessageKind::kResponse),
    message_type<GetTelemetrySubscriptionsRequest>(MessageKind::kRequest),
    message_type<GetTelemetrySubscriptionsResponse>(MessageKind::kResponse),
    message_type<PushTelemetryRequest>(MessageKind::kRequest),
    message_type<PushTelemetryResponse>(MessageKind::kResponse),
    message_type<ListConfigResourcesRequest>(MessageKind::kRequest),
    message_type<ListConfigResourcesResponse>(MessageKind::kResponse),
    message_type<DescribeTopicPartitionsRequest>(MessageKind::kRequest),
    message_type<DescribeTopicPartitionsResponse>(MessageKind::kResponse),
    message_type<ShareGroupHeartbeatRequest>(MessageKind::kRequest),
    message_type<ShareGroupHeartbeatResponse>(MessageKind::kResponse),
    message_type<ShareGroupDescribeRequest>(MessageKind::kRequest),
    message_type<ShareGroupDescribeResponse>(MessageKind::kResponse),
    message_type<ShareFetchRequest>(MessageKind::kRequest),
    message_type<ShareFetchResponse>(MessageKind::kResponse),
    message_type<ShareAcknowledgeRequest>(MessageKind::kRequest),
    message_type<ShareAcknowledgeResponse>(MessageKind::kResponse),
    message_type<StreamsGroupHeartbeatRequest>(MessageKind::kRequest),
    message_type<StreamsGroupHeartbeatResponse>(MessageKind::kResponse),
    message_type<StreamsGroupDescribeRequest>(MessageKind::kRequest),
    message_type<StreamsGroupDescribeResponse>(MessageKind::kResponse),
    message_type<DescribeShareGroupOffsetsRequest>(MessageKind::kRequest),
    message_type<DescribeShareGroupOffsetsResponse>(MessageKind::kResponse),
    message_type<AlterShareGroupOffsetsRequest>(MessageKind::kRequest),
    message_type<AlterShareGroupOffsetsResponse>(MessageKind::kResponse),
    message_type<DeleteShareGroupOffsetsRequest>(MessageKind::kRequest),
    message_type<DeleteShareGroupOffsetsResponse>(MessageKind::kResponse),
    message_type<ConsumerProtocolAssignment>(MessageKind::kData),
    message_type<ConsumerProtocolSubscription>(MessageKind::kData),
    message_type<EndTxnMarker>(MessageKind::kData),
};

}  // namespace

std::span<const MessageType> all_messages() { return kMessages; }

}  // namespace ringfence::kafka
