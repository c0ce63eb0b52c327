// Numbers that other folders keep, shown on the metrics page.
#pragma once

#include "agent/server.h"
#include "async/loop.h"
#include "async/wait.h"
#include "base/metrics.h"
#include "metadata/service/client.h"
#include "storage/block_cache.h"
#include "storage/ingest.h"
#include "storage/reader.h"

namespace ringfence::agent {

// Each registers series that are read when the page is rendered; the objects outlive the registry's
// last render.
void observe_server(metrics::Registry& registry, const Server& server);
void observe_metadata(metrics::Registry& registry, const async::Loop& loop,
                      const meta::Client& client);
void observe_storage(metrics::Registry& registry, const storage::Ingest& ingest,
                     const storage::Reader& reader, const storage::BlockCache& cache,
                     const async::Budget& fetch_memory, const async::Budget& fetch_reserve);

}  // namespace ringfence::agent
