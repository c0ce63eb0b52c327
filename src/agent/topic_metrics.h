// The counters of one topic, under a token unless the owner asked for clear names.
#pragma once

#include "agent/names.h"
#include "agent/server_metrics.h"
#include "agent/services.h"
#include "metadata/service/client.h"

namespace ringfence::agent {

inline ServerMetrics::Topic& topic_metrics(Services& services, const TopicId& id) {
  return services.metrics.topic(id, [&]() -> std::string {
    const meta::Topic* topic = services.meta.replica().state().find_topic(id);
    if (topic == nullptr) return "deleted";
    const auto name = services.names.topic_name(*topic);
    if (!name) return "unreadable";
    return services.config.metric_names ? *name : services.names.shown_token(*name);
  });
}

}  // namespace ringfence::agent
