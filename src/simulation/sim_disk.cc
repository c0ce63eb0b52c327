#include "simulation/sim_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

#include "base/assert.h"

namespace ringfence::sim {
namespace {

std::map<std::string, SimDisk*>& disks() {
  static std::map<std::string, SimDisk*> all;  // by root; the VFS has no other way to find them
  return all;
}

}  // namespace

SimDisk::SimDisk(std::string root, std::uint64_t seed) : root_(std::move(root)), random_(seed) {
  RF_ASSERT(disks().emplace(root_, this).second, "two simulated disks have one root");
}

SimDisk::~SimDisk() { disks().erase(root_); }

void SimDisk::stop_after(std::uint64_t operations) { operations_left_ = operations; }

bool SimDisk::admit(std::uint64_t life) {
  if (life != life_ || stopped_) return false;
  if (operations_left_ > 0 && --operations_left_ == 0) {
    stopped_ = true;
    return false;
  }
  return true;
}

void SimDisk::apply(std::vector<std::byte>& image, const Write& write) {
  if (write.truncate) {
    image.resize(std::min(image.size(), write.offset));
    return;
  }
  if (image.size() < write.offset + write.data.size())
    image.resize(write.offset + write.data.size());
  std::memcpy(image.data() + write.offset, write.data.data(), write.data.size());
}

int SimDisk::write(File& file, std::size_t offset, const std::byte* data, std::size_t size) {
  const bool grows = offset + size > file.current.size();
  if ((grows && faults_.full) || (faults_.space_error > 0 && random_.chance(faults_.space_error))) {
    ++stats_.space_errors;
    return SQLITE_FULL;
  }
  ++stats_.writes;
  file.unsynced.push_back({offset, std::vector<std::byte>(data, data + size)});
  apply(file.current, file.unsynced.back());
  return SQLITE_OK;
}

void SimDisk::truncate(File& file, std::size_t size) {
  file.unsynced.push_back({size, {}, true});
  apply(file.current, file.unsynced.back());
}

int SimDisk::sync(File& file) {
  ++stats_.syncs;
  if (faults_.sync_error > 0 && random_.chance(faults_.sync_error)) {
    // The kernel reports the error once and marks the pages clean: a later fsync succeeds without
    // them.
    ++stats_.sync_errors;
    file.unsynced.clear();
    return SQLITE_IOERR_FSYNC;
  }
  for (const Write& write : file.unsynced) apply(file.durable, write);
  file.unsynced.clear();
  file.durable_exists = true;
  // As on ext4 and XFS: the journal commit that an fsync forces holds every earlier unlink too.
  for (auto& [name, other] : files_)
    if (!other.exists) other = {};
  return SQLITE_OK;
}

// Each sector of each unsynced write is there or not, whatever was written before or after it.
void SimDisk::lose(File& file) {
  std::size_t kept = 0, lost = 0;
  for (const Write& write : file.unsynced) {
    if (write.truncate) {
      if (random_.chance(faults_.keep_unsynced)) apply(file.durable, write);
      continue;
    }
    for (std::size_t at = 0; at < write.data.size();) {
      const std::size_t sector_end =
          ((write.offset + at) / faults_.sector_bytes + 1) * faults_.sector_bytes - write.offset;
      const std::size_t end = std::min(sector_end, write.data.size());
      if (random_.chance(faults_.keep_unsynced)) {
        ++kept;
        apply(file.durable,
              {write.offset + at,
               std::vector<std::byte>(write.data.begin() + static_cast<std::ptrdiff_t>(at),
                                      write.data.begin() + static_cast<std::ptrdiff_t>(end))});
      } else {
        ++lost;
      }
      at = end;
    }
  }
  stats_.dropped_sectors += lost;
  if (kept > 0 && lost > 0) ++stats_.torn_writes;
  if (!file.durable_exists && !file.unsynced.empty()) file.durable_exists = random_.chance(0.5);
  file.unsynced.clear();
  file.current = file.durable;
  file.exists = file.durable_exists;
}

void SimDisk::crash() {
  ++life_;
  ++stats_.crashes;
  stopped_ = false;
  operations_left_ = 0;
  for (auto& [name, file] : files_) {
    if (file.exists || file.durable_exists) lose(file);
  }
}

// SQLite's view of an open file. SQLite allocates it, so it has no constructor of its own.
struct OpenFile {
  sqlite3_file base;
  SimDisk* disk;
  std::uint64_t life;
  const char* path;  // SQLite keeps it alive while the file is open
};

struct SimVfs {
  static OpenFile& self(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }
  static SimDisk::File& data(const OpenFile& open) { return open.disk->files_[open.path]; }
  static bool alive(const OpenFile& open) {
    return open.life == open.disk->life_ && !open.disk->stopped_;
  }

  static SimDisk* disk_of(std::string_view path) {
    for (const auto& [root, disk] : disks())
      if (path.starts_with(root)) return disk;
    return nullptr;
  }

  static int close(sqlite3_file*) { return SQLITE_OK; }

  static int read(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
    OpenFile& open = self(file);
    if (!alive(open)) return SQLITE_IOERR_READ;
    const std::vector<std::byte>& image = data(open).current;
    const auto from = std::min(static_cast<std::size_t>(offset), image.size());
    const std::size_t have = std::min(static_cast<std::size_t>(size), image.size() - from);
    if (have > 0) std::memcpy(into, image.data() + from, have);
    if (have == static_cast<std::size_t>(size)) return SQLITE_OK;
    std::memset(static_cast<char*>(into) + have, 0, static_cast<std::size_t>(size) - have);
    return SQLITE_IOERR_SHORT_READ;
  }

  static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    OpenFile& open = self(file);
    if (!open.disk->admit(open.life)) return SQLITE_IOERR_WRITE;
    return open.disk->write(data(open), static_cast<std::size_t>(offset),
                            static_cast<const std::byte*>(from), static_cast<std::size_t>(size));
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    OpenFile& open = self(file);
    if (!open.disk->admit(open.life)) return SQLITE_IOERR_TRUNCATE;
    open.disk->truncate(data(open), static_cast<std::size_t>(size));
    return SQLITE_OK;
  }

  static int sync(sqlite3_file* file, int) {
    OpenFile& open = self(file);
    if (!open.disk->admit(open.life)) return SQLITE_IOERR_FSYNC;
    return open.disk->sync(data(open));
  }

  static int size(sqlite3_file* file, sqlite3_int64* out) {
    OpenFile& open = self(file);
    if (!alive(open)) return SQLITE_IOERR_FSTAT;
    *out = static_cast<sqlite3_int64>(data(open).current.size());
    return SQLITE_OK;
  }

  // A node is one process with one connection: there is nobody to lock out.
  static int lock(sqlite3_file*, int) { return SQLITE_OK; }
  static int check_reserved(sqlite3_file*, int* out) {
    *out = 0;
    return SQLITE_OK;
  }
  static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector_size(sqlite3_file* file) {
    return static_cast<int>(self(file).disk->faults_.sector_bytes);
  }
  // As SQLite's own unix VFS claims: bytes outside a write stay what they were.
  static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

  static const sqlite3_io_methods& methods() {
    static const sqlite3_io_methods all = {.iVersion = 1,
                                           .xClose = close,
                                           .xRead = read,
                                           .xWrite = write,
                                           .xTruncate = truncate,
                                           .xSync = sync,
                                           .xFileSize = size,
                                           .xLock = lock,
                                           .xUnlock = lock,
                                           .xCheckReservedLock = check_reserved,
                                           .xFileControl = control,
                                           .xSectorSize = sector_size,
                                           .xDeviceCharacteristics = characteristics};
    return all;
  }

  static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    OpenFile& opened = self(file);
    opened.base.pMethods = nullptr;
    SimDisk* disk = name == nullptr ? nullptr : disk_of(name);
    if (disk == nullptr) return SQLITE_CANTOPEN;
    SimDisk::File& entry = disk->files_[name];
    if (!entry.exists) {
      if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
      entry = {};
      entry.exists = true;
    }
    opened = {{&methods()}, disk, disk->life_, name};
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs*, const char* name, int sync_directory) {
    SimDisk* disk = disk_of(name);
    if (disk == nullptr) return SQLITE_IOERR_DELETE;
    auto found = disk->files_.find(name);
    if (found == disk->files_.end() || !found->second.exists) return SQLITE_IOERR_DELETE_NOENT;
    if (!disk->admit(disk->life_)) return SQLITE_IOERR_DELETE;
    found->second.exists = false;
    found->second.current.clear();
    found->second.unsynced.clear();
    if (sync_directory != 0) found->second = {};
    return SQLITE_OK;
  }

  static int access(sqlite3_vfs*, const char* name, int, int* out) {
    SimDisk* disk = disk_of(name);
    const auto found = disk == nullptr ? std::map<std::string, SimDisk::File>::iterator()
                                       : disk->files_.find(name);
    *out = disk != nullptr && found != disk->files_.end() && found->second.exists ? 1 : 0;
    return SQLITE_OK;
  }

  static int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    if (std::strlen(name) >= static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
    std::strcpy(out, name);
    return SQLITE_OK;
  }

  static Random& randomness() {
    static Random random(0);
    return random;
  }
  static int random_bytes(sqlite3_vfs*, int size, char* out) {
    for (int i = 0; i < size; ++i) out[i] = static_cast<char>(randomness().next());
    return size;
  }
  static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
  // A fixed day: nothing in the log may depend on SQLite's clock.
  static int current_time(sqlite3_vfs*, double* out) {
    *out = 2460000.5;
    return SQLITE_OK;
  }
  static int last_error(sqlite3_vfs*, int, char*) { return 0; }
};

void install_sim_vfs(std::uint64_t seed) {
  static sqlite3_vfs vfs = {.iVersion = 1,
                            .szOsFile = sizeof(OpenFile),
                            .mxPathname = 512,
                            .zName = "ringfence-simulated",
                            .xOpen = SimVfs::open,
                            .xDelete = SimVfs::remove,
                            .xAccess = SimVfs::access,
                            .xFullPathname = SimVfs::full_path,
                            .xRandomness = SimVfs::random_bytes,
                            .xSleep = SimVfs::sleep,
                            .xCurrentTime = SimVfs::current_time,
                            .xGetLastError = SimVfs::last_error};
  SimVfs::randomness() = Random(seed);
  RF_ASSERT(sqlite3_initialize() == SQLITE_OK, "SQLite did not start");
  RF_ASSERT(sqlite3_vfs_register(&vfs, /*makeDflt=*/1) == SQLITE_OK, "SQLite refused the VFS");
  sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, static_cast<int>(seed & 0x7FFFFFFF) | 1, nullptr);
}

}  // namespace ringfence::sim
