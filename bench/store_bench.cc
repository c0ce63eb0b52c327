// What one durable step costs on this disk, in the same run as everything else: an object PUT as
// the file store does it (create, write, fsync, fsync of the directory) and one append to the
// SQLite log (WAL, FULL). Each is measured twice: the bare system calls, and our engine behind its
// seam, so that the difference is ours.
//   store_bench DIR [REPEATS]      prints one JSON object
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "metadata/log/sqlite_log.h"
#include "net/real_loop.h"
#include "object_store/file_store.h"

namespace ringfence::bench {
namespace {

constexpr std::size_t kSizes[] = {4u << 10, 64u << 10, 256u << 10, 1u << 20, 4u << 20, 8u << 20};

double now_ms() {
  timespec ts{};
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return static_cast<double>(ts.tv_sec) * 1e3 + static_cast<double>(ts.tv_nsec) / 1e6;
}

[[noreturn]] void fail(const std::string& what) {
  std::perror(("store_bench: " + what).c_str());
  std::exit(1);
}

struct Summary {
  double p50_ms = 0;
  double p99_ms = 0;
};

Summary summarize(std::vector<double> took) {
  std::sort(took.begin(), took.end());
  const auto at = [&](double p) {
    return took[static_cast<std::size_t>(std::ceil(p * static_cast<double>(took.size()))) - 1];
  };
  return {at(0.50), at(0.99)};
}

Summary measure(int repeats, const std::function<void(int)>& step) {
  std::vector<double> took;
  for (int i = 0; i < repeats; ++i) {
    const double start = now_ms();
    step(i);
    took.push_back(now_ms() - start);
  }
  return summarize(std::move(took));
}

void write_all(int file, const std::vector<char>& data) {
  for (std::size_t done = 0; done < data.size();) {
    const ssize_t wrote = write(file, data.data() + done, data.size() - done);
    if (wrote < 0) fail("write");
    done += static_cast<std::size_t>(wrote);
  }
}

// The bare system calls of one PUT.
Summary raw_put(const std::string& dir, std::size_t size, int repeats) {
  const std::vector<char> data(size, 'o');
  const std::string bucket = dir + "/raw-" + std::to_string(size);
  if (mkdir(bucket.c_str(), 0700) != 0) fail(bucket);
  const int folder = open(bucket.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const Summary summary = measure(repeats, [&](int i) {
    const std::string name = "object-" + std::to_string(i);
    const int file = openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) fail(name);
    write_all(file, data);
    if (fsync(file) != 0 || close(file) != 0 || fsync(folder) != 0) fail("fsync");
  });
  close(folder);
  return summary;
}

// The bare system calls of one log append: write at the end of an open file, fdatasync.
Summary raw_append(const std::string& dir, std::size_t size, int repeats) {
  const std::vector<char> data(size, 'a');
  const std::string name = dir + "/append-" + std::to_string(size);
  const int file = open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) fail(name);
  const Summary summary = measure(repeats, [&](int) {
    write_all(file, data);
    if (fdatasync(file) != 0) fail("fdatasync");
  });
  close(file);
  return summary;
}

void print(const char* name, std::size_t size, const Summary& summary, bool last = false) {
  std::printf(" \"%s_%zu\": {\"bytes\": %zu, \"p50_ms\": %.3f, \"p99_ms\": %.3f}%s\n", name, size,
              size, summary.p50_ms, summary.p99_ms, last ? "" : ",");
}

// Puts through the file store and its seam: what a flush of the agent waits for.
async::Task<int> store_puts(async::Loop* loop, std::string dir, int repeats) {
  auto store = store::FileStore::open(*loop, dir + "/bucket");
  if (!store) fail(store.error().to_string());
  for (const std::size_t size : kSizes) {
    const bytes::Slice data = bytes::Slice::from_vector(std::vector<std::byte>(size, std::byte{7}));
    std::vector<double> took;
    for (int i = 0; i < repeats; ++i) {
      const std::string key = "data/" + std::to_string(size) + "-" + std::to_string(i);
      const double start = now_ms();
      const auto put = co_await (*store)->put(key, bytes::Chain(data), {}, async::Deadline::none());
      if (!put) fail(put.error().to_string());
      took.push_back(now_ms() - start);
    }
    print("store_put", size, summarize(std::move(took)));
  }
  co_return 0;
}

// Appends through the SQLite log and its seam: what a round of the sequencer waits for.
async::Task<int> log_appends(async::Loop* loop, std::string dir, int repeats) {
  meta::SqliteLog log(*loop, dir + "/metadata.sqlite");
  const auto opened = co_await log.open(meta::kFirstShard);
  if (!opened) fail(opened.error().to_string());
  LogSequence sequence = opened->last;
  for (const std::size_t size : {std::size_t{512}, std::size_t{20'000}}) {
    const bytes::Slice blob = bytes::Slice::from_vector(std::vector<std::byte>(size, std::byte{9}));
    std::vector<double> took;
    for (int i = 0; i < repeats; ++i) {
      sequence = sequence.next();
      const double start = now_ms();
      const auto appended = co_await log.append(opened->epoch, sequence, blob);
      if (!appended) fail(appended.error().to_string());
      took.push_back(now_ms() - start);
    }
    print("log_append", size, summarize(std::move(took)));
  }
  if (const auto closed = co_await log.close(); !closed) fail(closed.error().to_string());
  co_return 0;
}

int run(const std::string& dir, int repeats) {
  if (mkdir(dir.c_str(), 0700) != 0) fail(dir);
  std::printf("{\n");
  for (const std::size_t size : kSizes) print("raw_put", size, raw_put(dir, size, repeats));
  {
    net::RealLoop loop;
    loop.run(store_puts(&loop, dir, repeats));
  }
  {
    net::RealLoop loop;
    loop.run(log_appends(&loop, dir, repeats));
  }
  print("raw_append", 512, raw_append(dir, 512, repeats));
  print("raw_append", 20'000, raw_append(dir, 20'000, repeats), true);
  std::printf("}\n");
  return 0;
}

}  // namespace
}  // namespace ringfence::bench

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: store_bench DIR [REPEATS]   DIR must not exist\n");
    return 2;
  }
  return ringfence::bench::run(argv[1], argc > 2 ? std::max(1, std::atoi(argv[2])) : 100);
}
