// A simulated disk under real SQLite: what was not synced is dropped or torn when the machine
// crashes. One per node, surviving its restarts; reached by SQLite through the process's default
// VFS (install_sim_vfs).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/time.h"

namespace ringfence::sim {

struct DiskFaults {
  double sync_error =
      0;  // an fsync fails once; what it should have synced is never synced afterwards
  double space_error = 0;           // a write finds no room
  bool full = false;                // every growing write finds no room
  std::size_t sector_bytes = 4096;  // a torn write keeps or loses whole sectors: 512 or 4096
  double keep_unsynced = 0.5;       // at a crash, how likely an unsynced sector is there afterwards
};

// What the disk did, for the totals.
struct DiskStats {
  std::uint64_t writes = 0;
  std::uint64_t syncs = 0;
  std::uint64_t sync_errors = 0;
  std::uint64_t space_errors = 0;
  std::uint64_t crashes = 0;
  std::uint64_t dropped_sectors = 0;
  std::uint64_t torn_writes = 0;  // files whose unsynced part was kept in part
};

// Single-threaded. Files are named by full path, below the disk's root.
class SimDisk {
 public:
  SimDisk(std::string root, std::uint64_t seed);
  ~SimDisk();
  SimDisk(const SimDisk&) = delete;
  SimDisk& operator=(const SimDisk&) = delete;

  const std::string& root() const { return root_; }
  DiskFaults& faults() { return faults_; }
  const DiskStats& stats() const { return stats_; }

  // The machine stops: files that are open fail from now on, unsynced data is dropped or torn.
  void crash();
  // The process stops, the machine goes on: files that are open fail from now on, data stays.
  void detach() { ++life_; }
  // The n-th operation from now (writes, syncs and truncations) and all later ones fail until the
  // next crash() or detach(): a crash in the middle of a transaction. 0: off.
  void stop_after(std::uint64_t operations);
  bool stopped() const { return stopped_; }

 private:
  friend class SimFile;
  friend struct SimVfs;
  struct Write {
    std::size_t offset;
    std::vector<std::byte> data;
    bool truncate = false;  // to `offset`
  };
  struct File {
    std::vector<std::byte> current;
    std::vector<std::byte> durable;
    std::vector<Write> unsynced;
    bool exists = false;
    bool durable_exists = false;
  };

  // False: this operation does not happen.
  bool admit(std::uint64_t life);
  int write(File& file, std::size_t offset, const std::byte* data, std::size_t size);
  void truncate(File& file, std::size_t size);
  int sync(File& file);
  static void apply(std::vector<std::byte>& image, const Write& write);
  void lose(File& file);

  std::string root_;
  Random random_;
  DiskFaults faults_;
  DiskStats stats_;
  std::uint64_t life_ = 1;
  std::uint64_t operations_left_ = 0;  // 0: no limit
  bool stopped_ = false;
  std::map<std::string, File> files_;
};

// Makes the simulated disks the process's default SQLite VFS and seeds SQLite's own randomness.
// Call once, before any database is opened.
void install_sim_vfs(std::uint64_t seed);

}  // namespace ringfence::sim
