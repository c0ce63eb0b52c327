// A memory store with latency, failures and late effects on demand, that remembers what was asked
// of it.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "async/loop.h"
#include "async/task_group.h"
#include "object_store/memory_store.h"

namespace ringfence::storage::test {

class TestStore final : public store::ObjectStore {
 public:
  explicit TestStore(async::Loop& loop)
      : loop_(loop), memory_(loop), put_gate_(loop), get_gate_(loop) {
    put_gate_.set();
    get_gate_.set();
  }

  struct PutFault {
    ErrorCode code = ErrorCode::kUnavailable;
    bool has_effect = false;  // stored all the same
  };
  std::deque<PutFault> put_faults;              // of the next puts
  ErrorCode put_error = ErrorCode::kCancelled;  // every put fails with it while `puts_fail`
  bool puts_fail = false;
  std::deque<ErrorCode> get_faults;
  Duration put_latency_min{milliseconds(1)}, put_latency_max{milliseconds(1)};
  Duration get_latency{milliseconds(1)};

  void hold_puts() { put_gate_.reset(); }
  void release_puts() { put_gate_.set(); }
  void hold_gets() { get_gate_.reset(); }
  void release_gets() { get_gate_.set(); }

  std::map<std::string, std::vector<std::string>> put_bodies;  // every attempt, by key
  int puts_running = 0;
  int puts_running_most = 0;
  int gets = 0;
  store::MemoryStore& memory() { return memory_; }

  async::Task<Result<store::Etag>> put(std::string key, bytes::Chain body,
                                       store::PutOptions options,
                                       async::Deadline deadline) override {
    put_bodies[key].emplace_back(body.flatten().text());
    puts_running_most = std::max(puts_running_most, ++puts_running);
    auto result = co_await put_now(std::move(key), std::move(body), std::move(options), deadline);
    --puts_running;
    co_return result;
  }
  async::Task<Result<store::GetResult>> get(std::string key, std::uint64_t offset,
                                            std::optional<std::uint64_t> length,
                                            async::Deadline deadline) override {
    ++gets;
    if (!co_await async::sleep_for(loop_, get_latency, deadline.cancel)) {
      co_return Error(ErrorCode::kCancelled);
    }
    if (!get_gate_.is_set() && co_await get_gate_.wait(deadline) == async::Wake::kCancelled) {
      co_return Error(ErrorCode::kCancelled);
    }
    if (!get_faults.empty()) {
      const ErrorCode code = get_faults.front();
      get_faults.pop_front();
      co_return Error(code);
    }
    co_return co_await memory_.get(std::move(key), offset, length, {});
  }
  async::Task<Result<store::ObjectInfo>> head(std::string key, async::Deadline deadline) override {
    return memory_.head(std::move(key), deadline);
  }
  async::Task<Result<void>> remove(std::string key, async::Deadline deadline) override {
    return memory_.remove(std::move(key), deadline);
  }
  async::Task<Result<store::ListPage>> list(std::string prefix, std::string after,
                                            async::Deadline deadline) override {
    return memory_.list(std::move(prefix), std::move(after), deadline);
  }

 private:
  async::Task<Result<store::Etag>> put_now(std::string key, bytes::Chain body,
                                           store::PutOptions options, async::Deadline deadline) {
    const Duration latency(
        loop_.random().between(put_latency_min.count(), put_latency_max.count()));
    if (!co_await async::sleep_for(loop_, latency, deadline.cancel)) {
      co_return Error(ErrorCode::kCancelled);
    }
    if (!put_gate_.is_set()) {
      const auto wake = co_await put_gate_.wait(deadline);
      if (wake == async::Wake::kTimeout) co_return Error(ErrorCode::kUnknownOutcome);
      if (wake == async::Wake::kCancelled) co_return Error(ErrorCode::kCancelled);
    }
    if (puts_fail) co_return Error(put_error);
    if (!put_faults.empty()) {
      const PutFault fault = put_faults.front();
      put_faults.pop_front();
      if (fault.has_effect) (void)co_await memory_.put(key, body, options, {});
      co_return Error(fault.code);
    }
    co_return co_await memory_.put(std::move(key), std::move(body), std::move(options), {});
  }

  async::Loop& loop_;
  store::MemoryStore memory_;
  async::Event put_gate_, get_gate_;
};

}  // namespace ringfence::storage::test
