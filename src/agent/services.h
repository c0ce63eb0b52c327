// What the handlers of an agent work with. Made once by Agent; everything in it outlives every
// request.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "async/cancel.h"
#include "async/loop.h"
#include "async/stream.h"
#include "base/ids.h"
#include "base/metrics.h"
#include "config/config.h"
#include "keys/keys.h"

namespace ringfence::meta {
class Client;
}
namespace ringfence::storage {
class Ingest;
class Reader;
}  // namespace ringfence::storage

namespace ringfence::agent {

class ClusterView;
class Names;
class ServerMetrics;

struct Services {
  async::Loop& loop;
  const config::Config& config;
  const keys::Keys& keys;
  Names& names;
  meta::Client& meta;
  ClusterView& cluster;
  storage::Ingest& ingest;
  storage::Reader& reader;
  async::Budget& fetch_memory;   // bytes of fetch responses that are being built or sent
  async::Budget& fetch_reserve;  // the same, of small responses while others hold fetch_memory
  ServerMetrics& metrics;
  ClusterId cluster_id;
};

}  // namespace ringfence::agent
