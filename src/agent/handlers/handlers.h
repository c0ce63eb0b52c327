// The handlers, one file each.
#pragma once

#include "agent/dispatch.h"
#include "async/task.h"
#include "kafka/protocol/generated/create_topics.h"
#include "kafka/protocol/generated/delete_topics.h"
#include "kafka/protocol/generated/describe_cluster.h"
#include "kafka/protocol/generated/describe_configs.h"
#include "kafka/protocol/generated/find_coordinator.h"
#include "kafka/protocol/generated/init_producer_id.h"
#include "kafka/protocol/generated/list_offsets.h"
#include "kafka/protocol/generated/metadata.h"

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

}  // namespace ringfence::agent
