// `ringfence dev` without its flags: everything in one process over a data directory. The
// composition root: read this file to see how the parts meet.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "agent/agent.h"
#include "async/cancel.h"
#include "async/task.h"
#include "async/task_group.h"
#include "base/result.h"
#include "config/config.h"
#include "keys/keys.h"
#include "metadata/log/sqlite_log.h"
#include "metadata/service/sequencer.h"
#include "metadata/service/sequencer_server.h"
#include "net/real_loop.h"
#include "object_store/directory_lock.h"
#include "object_store/file_store.h"
#include "storage/cluster_marker.h"

namespace ringfence::cli {

// Where things lie below the data directory.
struct DataLayout {
  explicit DataLayout(const std::string& data_dir);
  std::string root;
  std::string keys;        // keys/
  std::string bucket;      // bucket/: the object store
  std::string log_dir;     // metadata/
  std::string log;         // metadata/log.db: the metadata log
  std::string cluster_id;  // cluster-id: whose data this is
};

// Single-threaded on its loop. Lifecycle: make, start(), run until asked, stop(), destroy.
class DevProcess {
 public:
  DevProcess(net::RealLoop& loop, config::Config config);
  ~DevProcess();

  // Takes the directory, opens everything and serves. kAlreadyExists: another process has the
  // directory, or another cluster the bucket; kNotFound: keys are missing; kInvalid, kPermission:
  // an address.
  async::Task<Result<void>> start();
  // Until `cancel`, or until this process may not go on: then why.
  async::Task<std::string> wait_failure(async::Cancel cancel);
  async::Task<void> stop();

  agent::Agent& agent() { return *agent_; }
  const DataLayout& layout() const { return layout_; }
  ClusterId cluster_id() const { return cluster_; }

 private:
  async::Task<Result<void>> open_storage();
  async::Task<Result<bool>> store_is_empty();
  async::Task<Result<void>> start_metadata();
  async::Task<void> recover_store();
  void observe();

  net::RealLoop& loop_;
  config::Config config_;
  DataLayout layout_;
  ClusterId cluster_;
  std::unique_ptr<store::DirectoryLock> lock_;
  std::unique_ptr<store::FileStore> store_;
  std::unique_ptr<keys::Keys> keys_;
  std::unique_ptr<storage::ClusterGuard> guard_;
  std::unique_ptr<meta::SqliteLog> log_;
  std::unique_ptr<meta::Sequencer> sequencer_;
  std::unique_ptr<meta::SequencerServer> sequencer_server_;
  std::unique_ptr<agent::Agent> agent_;
};

}  // namespace ringfence::cli
