// Plants markers through a Kafka endpoint, one in each place where a name can stand.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "kafka/client/connection_options.h"
#include "review/probe_capture/markers.h"

namespace ringfence::review {

struct PlantOptions {
  kafka::client::ConnectionOptions connection;
  std::string topic;  // an existing topic for the records; empty: one with the marker's name
};

struct Planted {
  std::string surface;
  bool done = false;
  std::string detail;  // where, or why not
};

// Connects as one client whose client id is a marker, creates a topic of that name, produces marked
// records with every codec, commits an offset for a marked group, asks for a producer id under a
// marked transactional id, offers a marked user to SASL, and asks for a topic whose name is not
// allowed. Nothing is deleted afterwards. An error: the endpoint was not reached at all.
Result<std::vector<Planted>> plant_markers(const PlantOptions& options,
                                           const std::vector<Marker>& markers);

}  // namespace ringfence::review
