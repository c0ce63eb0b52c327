/* A preload library that records what a process does to the files below one folder, so that power_cut.py can
 * rebuild the folder as a power cut may leave it: what was not synced is lost, kept or torn.
 *
 *   RECORDER_ROOT   the folder, absolute, without a link in it
 *   RECORDER_TRACE  the file to append records to
 *   RECORDER_SYNC_MICROSECONDS  how much longer each sync takes, as on a slow disk: answers that do not wait show
 *
 * A change and its record happen under one lock, so the order of the trace is the order of the changes. A sync is
 * two records: only what was recorded before its begin is durable once its end is there, and a sync that failed has
 * no end. What is not understood (a writable shared mapping, say) is recorded as such and fails the test.
 * Record: struct head, then the two paths, then the data. Little-endian.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum op { CREATE = 1, WRITE, TRUNCATE, SYNC_BEGIN, SYNC_END, MAKE_FOLDER, RENAME, LINK, UNLINK, REMOVE_FOLDER, UNKNOWN };

struct head {
  uint32_t magic, op;
  uint64_t time_ns, file, at, sync; /* at: offset or length; of what is made: its mode */
  uint32_t path, other, data, unused;
};

enum { FILES_MAX = 65536 };
struct open_file {
  uint64_t file; /* inode; 0: not below the root */
  char *path;    /* of a folder: for names relative to it */
};

static struct open_file files[FILES_MAX];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *root;
static size_t root_size;
static int trace = -1;
static uint64_t syncs;
static unsigned sync_microseconds;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (found == NULL) abort();
  return found;
}

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("RECORDER_TRACE");
  root = getenv("RECORDER_ROOT");
  if (file == NULL || root == NULL) return;
  root_size = strlen(root);
  trace = REAL(open)(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (trace < 0) abort();
  const char *slow = getenv("RECORDER_SYNC_MICROSECONDS");
  if (slow != NULL) sync_microseconds = (unsigned)atoi(slow);
}

static void put(enum op op, uint64_t file, uint64_t at, uint64_t sync, const char *path, const char *other,
                const struct iovec *data, int count, size_t bytes) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  struct head head = {0x52464351u, op, (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec, file, at, sync,
                      path ? (uint32_t)strlen(path) : 0, other ? (uint32_t)strlen(other) : 0, (uint32_t)bytes, 0};
  size_t size = sizeof head + head.path + head.other + bytes;
  char *record = malloc(size), *end = record;
  if (record == NULL) abort();
  end = mempcpy(end, &head, sizeof head);
  if (path) end = mempcpy(end, path, head.path);
  if (other) end = mempcpy(end, other, head.other);
  for (int i = 0; i < count && bytes > 0; ++i) {
    size_t part = data[i].iov_len < bytes ? data[i].iov_len : bytes;
    end = mempcpy(end, data[i].iov_base, part);
    bytes -= part;
  }
  if (REAL(write)(trace, record, size) != (ssize_t)size) abort();
  free(record);
}

/* The absolute path of a name; NULL when it cannot be known. `out` has PATH_MAX bytes. */
static const char *absolute(int folder, const char *name, char *out) {
  if (trace < 0 || name == NULL) return NULL;
  char here[PATH_MAX];
  const char *base = "";
  if (name[0] != '/') {
    base = folder == AT_FDCWD ? getcwd(here, sizeof here)
           : folder >= 0 && folder < FILES_MAX ? files[folder].path : NULL;
    if (base == NULL) return NULL;
  }
  if (strlen(base) + strlen(name) + 2 > PATH_MAX) return NULL;
  stpcpy(stpcpy(stpcpy(out, base), name[0] == '/' || strcmp(base, "/") == 0 ? "" : "/"), name);
  return out;
}

/* Below the root: the path without it. Else NULL. */
static const char *below(int folder, const char *name, char *out) {
  if (absolute(folder, name, out) == NULL || strncmp(out, root, root_size) != 0) return NULL;
  if (out[root_size] == 0) return ".";
  return out[root_size] == '/' ? out + root_size + 1 : NULL;
}

static int tracked(int fd) { return trace >= 0 && fd >= 0 && fd < FILES_MAX && files[fd].file != 0; }

static int open_below(int folder, const char *name, int flags, mode_t mode) {
  char full[PATH_MAX];
  if (absolute(folder, name, full) == NULL) return REAL(openat)(folder, name, flags, mode);
  pthread_mutex_lock(&lock);
  const char *path = below(folder, name, full);
  struct stat facts;
  int was_there = fstatat(folder, name, &facts, AT_SYMLINK_NOFOLLOW) == 0;
  int fd = REAL(openat)(folder, name, flags, mode);
  int error = errno;
  if (fd >= FILES_MAX) abort();
  if (fd >= 0) {
    /* Folders above the root too: a path may be walked down from them. */
    files[fd].path = fstat(fd, &facts) == 0 && S_ISDIR(facts.st_mode) ? strdup(full) : NULL;
    files[fd].file = path ? facts.st_ino : 0;
    if (path && !was_there) put(CREATE, files[fd].file, facts.st_mode & 07777, 0, path, NULL, NULL, 0, 0);
    if (path && was_there && (flags & O_TRUNC)) put(TRUNCATE, files[fd].file, 0, 0, NULL, NULL, NULL, 0, 0);
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return fd;
}

#define MODE(flags, mode)                                    \
  mode_t mode = 0;                                           \
  if (((flags) & O_CREAT) || ((flags) & O_TMPFILE) == O_TMPFILE) { \
    va_list rest;                                            \
    va_start(rest, flags);                                   \
    mode = va_arg(rest, mode_t);                             \
    va_end(rest);                                            \
  }
int open(const char *name, int flags, ...) { MODE(flags, mode) return open_below(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags, mode) return open_below(AT_FDCWD, name, flags, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE(flags, mode) return open_below(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE(flags, mode) return open_below(folder, name, flags, mode); }

static void forget(int fd) {
  if (fd < 0 || fd >= FILES_MAX) return;
  files[fd].file = 0;
  free(files[fd].path);
  files[fd].path = NULL;
}
int close(int fd) {
  if (fd < 0 || fd >= FILES_MAX || (files[fd].file == 0 && files[fd].path == NULL)) return REAL(close)(fd);
  pthread_mutex_lock(&lock);
  forget(fd);
  int result = REAL(close)(fd);
  pthread_mutex_unlock(&lock);
  return result;
}
int closedir(DIR *folder) {
  pthread_mutex_lock(&lock);
  forget(dirfd(folder));
  int result = REAL(closedir)(folder);
  pthread_mutex_unlock(&lock);
  return result;
}

static int copied(int from, int to) {
  if (to >= 0 && to < FILES_MAX && tracked(from)) {
    pthread_mutex_lock(&lock);
    files[to].file = files[from].file;
    files[to].path = files[from].path ? strdup(files[from].path) : NULL;
    pthread_mutex_unlock(&lock);
  }
  return to;
}
int dup(int fd) { return copied(fd, REAL(dup)(fd)); }
int dup2(int fd, int to) { return copied(fd, REAL(dup2)(fd, to)); }
int fcntl(int fd, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  int result = REAL(fcntl)(fd, command, argument);
  return command == F_DUPFD || command == F_DUPFD_CLOEXEC ? copied(fd, result) : result;
}
int fcntl64(int fd, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  return fcntl(fd, command, argument);
}

static ssize_t written(int fd, const struct iovec *data, int count, off_t at, int here) {
  pthread_mutex_lock(&lock);
  if (here) at = (REAL(fcntl)(fd, F_GETFL) & O_APPEND) ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
  ssize_t result = here ? REAL(writev)(fd, data, count) : REAL(pwritev)(fd, data, count, at);
  int error = errno;
  if (result > 0) put(WRITE, files[fd].file, (uint64_t)at, 0, NULL, NULL, data, count, (size_t)result);
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}
ssize_t write(int fd, const void *data, size_t size) {
  struct iovec one = {(void *)data, size};
  return tracked(fd) ? written(fd, &one, 1, 0, 1) : REAL(write)(fd, data, size);
}
ssize_t writev(int fd, const struct iovec *data, int count) {
  return tracked(fd) ? written(fd, data, count, 0, 1) : REAL(writev)(fd, data, count);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  struct iovec one = {(void *)data, size};
  return tracked(fd) ? written(fd, &one, 1, at, 0) : REAL(pwrite)(fd, data, size, at);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off_t at) { return pwrite(fd, data, size, at); }
ssize_t pwritev(int fd, const struct iovec *data, int count, off_t at) {
  return tracked(fd) ? written(fd, data, count, at, 0) : REAL(pwritev)(fd, data, count, at);
}
ssize_t pwritev64(int fd, const struct iovec *data, int count, off_t at) { return pwritev(fd, data, count, at); }

int ftruncate(int fd, off_t size) {
  if (!tracked(fd)) return REAL(ftruncate)(fd, size);
  pthread_mutex_lock(&lock);
  int result = REAL(ftruncate)(fd, size), error = errno;
  if (result == 0) put(TRUNCATE, files[fd].file, (uint64_t)size, 0, NULL, NULL, NULL, 0, 0);
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}
int ftruncate64(int fd, off_t size) { return ftruncate(fd, size); }

static int synced(int fd, int (*sync)(int)) {
  if (!tracked(fd)) return sync(fd);
  pthread_mutex_lock(&lock);
  uint64_t number = ++syncs, file = files[fd].file;
  put(SYNC_BEGIN, file, 0, number, NULL, NULL, NULL, 0, 0);
  pthread_mutex_unlock(&lock);
  usleep(sync_microseconds);
  int result = sync(fd), error = errno;
  pthread_mutex_lock(&lock);
  if (result == 0) put(SYNC_END, file, 0, number, NULL, NULL, NULL, 0, 0);
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}
int fsync(int fd) { return synced(fd, REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

/* A change of names: done by `call`, recorded when it worked. */
#define NAMES(op, path, other, call)                                                        \
  pthread_mutex_lock(&lock);                                                                \
  int result = (call), error = errno;                                                       \
  struct stat facts = {0};                                                                  \
  if (result == 0 && (op) == MAKE_FOLDER) fstatat(folder, name, &facts, 0);                 \
  if (result == 0) put(op, facts.st_ino, facts.st_mode & 07777, 0, path, other, NULL, 0, 0); \
  pthread_mutex_unlock(&lock);                                                              \
  errno = error;                                                                            \
  return result

int mkdirat(int folder, const char *name, mode_t mode) {
  char full[PATH_MAX];
  const char *path = below(folder, name, full);
  if (path == NULL) return REAL(mkdirat)(folder, name, mode);
  NAMES(MAKE_FOLDER, path, NULL, REAL(mkdirat)(folder, name, mode));
}
int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }
int renameat(int folder, const char *name, int to_folder, const char *to) {
  char full[PATH_MAX], other_full[PATH_MAX];
  const char *path = below(folder, name, full), *other = below(to_folder, to, other_full);
  if (path == NULL && other == NULL) return REAL(renameat)(folder, name, to_folder, to);
  NAMES(path && other ? RENAME : UNKNOWN, path ? path : "rename", other ? other : "rename",
        REAL(renameat)(folder, name, to_folder, to));
}
int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }
int linkat(int folder, const char *name, int to_folder, const char *to, int flags) {
  char full[PATH_MAX], other_full[PATH_MAX];
  const char *path = below(folder, name, full), *other = below(to_folder, to, other_full);
  if (path == NULL && other == NULL) return REAL(linkat)(folder, name, to_folder, to, flags);
  NAMES(path && other ? LINK : UNKNOWN, path ? path : "link", other ? other : "link",
        REAL(linkat)(folder, name, to_folder, to, flags));
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }
int unlinkat(int folder, const char *name, int flags) {
  char full[PATH_MAX];
  const char *path = below(folder, name, full);
  if (path == NULL) return REAL(unlinkat)(folder, name, flags);
  NAMES(flags & AT_REMOVEDIR ? REMOVE_FOLDER : UNLINK, path, NULL, REAL(unlinkat)(folder, name, flags));
}
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }

static void unknown(const char *what) {
  pthread_mutex_lock(&lock);
  put(UNKNOWN, 0, 0, 0, what, NULL, NULL, 0, 0);
  pthread_mutex_unlock(&lock);
}
void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset) {
  if ((flags & MAP_SHARED) && (protection & PROT_WRITE) && tracked(fd)) unknown("a writable shared mapping");
  return REAL(mmap)(at, size, protection, flags, fd, offset);
}
void *mmap64(void *at, size_t size, int protection, int flags, int fd, off_t offset) {
  return mmap(at, size, protection, flags, fd, offset);
}
int fallocate(int fd, int mode, off_t at, off_t size) {
  if (tracked(fd)) unknown("fallocate");
  return REAL(fallocate)(fd, mode, at, size);
}
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
  if (trace >= 0) unknown("renameat2");
  return REAL(renameat2)(from_folder, from, to_folder, to, flags);
}
