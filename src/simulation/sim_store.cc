#include "simulation/sim_store.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace ringfence::sim {

using async::Deadline;
using async::SimLoop;
using async::Task;
using async::Wake;
using store::Etag;
using store::GetResult;
using store::ListPage;
using store::ObjectInfo;
using store::PutCondition;
using store::PutOptions;

SimBucket::SimBucket(async::SimScheduler& scheduler, std::uint64_t seed)
    : scheduler_(scheduler), random_(seed) {}

Duration SimBucket::draw_latency() {
  // Box-Muller; the logarithm of the latency is normal.
  const double u = 1.0 - random_.unit(), v = random_.unit();
  const double normal = std::sqrt(-2.0 * std::log(u)) * std::cos(6.283185307179586 * v);
  const double ms = faults_.latency_median_ms * std::exp(faults_.latency_sigma * normal);
  return Duration(static_cast<std::int64_t>(std::min(ms, 60'000.0) * 1e6) + 1);
}

SimBucket::Fate SimBucket::draw(bool write) {
  Fate fate;
  const MonotonicTime begin = std::max(scheduler_.now(), faults_.out_until);
  Duration latency = draw_latency();
  if (random_.chance(faults_.slow)) {
    ++stats_.slow;
    latency += Duration(random_.between(0, faults_.slow_max.count()));
  }
  fate.answer_at = begin + latency;
  // The effect lies anywhere between the request's arrival and the answer's departure.
  fate.effect_at = begin + Duration(random_.between(0, latency.count()));
  if (random_.chance(faults_.refused)) {
    ++stats_.refused;
    fate.refused = true;
    fate.effect = false;
  } else if (random_.chance(faults_.lost_answer)) {
    ++stats_.lost_answers;
    fate.answer = false;
  } else if (write && random_.chance(faults_.late_effect)) {
    ++stats_.late_effects;
    fate.answer = false;
    fate.effect_at = fate.answer_at + Duration(random_.between(0, faults_.late_max.count()));
  } else if (random_.chance(faults_.never)) {
    ++stats_.never;
    fate.answer = fate.effect = false;
  }
  return fate;
}

bool SimBucket::conflicts(const std::string& key) const {
  for (std::size_t i = key.find('/'); i != std::string::npos; i = key.find('/', i + 1))
    if (objects_.contains(key.substr(0, i))) return true;
  const auto next = objects_.lower_bound(key + "/");
  return next != objects_.end() && next->first.starts_with(key + "/");
}

Result<Etag> SimBucket::put(const std::string& key, const bytes::Chain& body,
                            const PutOptions& options) {
  if (conflicts(key)) return Error(ErrorCode::kInvalid, "key is a prefix of another key");
  auto found = objects_.find(key);
  if (options.condition == PutCondition::kIfAbsent && found != objects_.end())
    return Error(ErrorCode::kAlreadyExists);
  if (options.condition == PutCondition::kIfMatch &&
      (found == objects_.end() || std::to_string(found->second.version) != options.if_match))
    return Error(ErrorCode::kPreconditionFailed);
  if (faults_.full) return Error(ErrorCode::kOutOfSpace);
  bytes::Slice data = body.flatten();
  if (options.condition == PutCondition::kNone && found != objects_.end() &&
      found->second.data.text() != data.text())
    ++stats_.different_bytes;
  stats_.bytes_put += data.size();
  const std::uint64_t version = next_version_++;
  objects_.insert_or_assign(key, Object{std::move(data), version});
  return std::to_string(version);
}

const bytes::Slice* SimBucket::find(const std::string& key) const {
  auto found = objects_.find(key);
  return found == objects_.end() ? nullptr : &found->second.data;
}

const std::map<std::string, ObjectInfo> SimBucket::listing() const {
  std::map<std::string, ObjectInfo> out;
  for (const auto& [key, object] : objects_)
    out[key] = {key, object.data.size(), std::to_string(object.version)};
  return out;
}

class SimStore final : public store::ObjectStore {
 public:
  SimStore(SimBucket& bucket, SimLoop& loop) : bucket_(bucket), loop_(loop) {}

  Task<Result<Etag>> put(std::string key, bytes::Chain body, PutOptions options,
                         Deadline deadline) override {
    RF_CO_TRY(check(key));
    ++bucket_.stats_.puts;
    SimBucket& bucket = bucket_;
    SimLoop& loop = loop_;
    // Shared with the effect, which may come after this call and even this node have ended.
    auto call = std::make_shared<Call<Etag>>(loop_);
    call->effect = [&bucket, &loop, key, body, options] {
      if (loop.dead()) ++bucket.stats_.landed_after_death;
      return bucket.put(key, body, options);
    };
    co_return co_await finish(std::move(call), deadline, true);
  }

  Task<Result<GetResult>> get(std::string key, std::uint64_t offset,
                              std::optional<std::uint64_t> length, Deadline deadline) override {
    RF_CO_TRY(check(key));
    ++bucket_.stats_.gets;
    SimBucket& bucket = bucket_;
    auto call = std::make_shared<Call<GetResult>>(loop_);
    call->effect = [&bucket, key, offset, length] { return read(bucket, key, offset, length); };
    co_return co_await finish(std::move(call), deadline, false);
  }

  Task<Result<ObjectInfo>> head(std::string key, Deadline deadline) override {
    RF_CO_TRY(check(key));
    SimBucket& bucket = bucket_;
    auto call = std::make_shared<Call<ObjectInfo>>(loop_);
    call->effect = [&bucket, key]() -> Result<ObjectInfo> {
      auto found = bucket.objects_.find(key);
      if (found == bucket.objects_.end()) return Error(ErrorCode::kNotFound);
      return ObjectInfo{key, found->second.data.size(), std::to_string(found->second.version)};
    };
    co_return co_await finish(std::move(call), deadline, false);
  }

  Task<Result<void>> remove(std::string key, Deadline deadline) override {
    RF_CO_TRY(check(key));
    SimBucket& bucket = bucket_;
    auto call = std::make_shared<Call<void>>(loop_);
    call->effect = [&bucket, key]() -> Result<void> {
      bucket.objects_.erase(key);
      return {};
    };
    co_return co_await finish(std::move(call), deadline, true);
  }

  Task<Result<ListPage>> list(std::string prefix, std::string after, Deadline deadline) override {
    SimBucket& bucket = bucket_;
    auto call = std::make_shared<Call<ListPage>>(loop_);
    call->effect = [&bucket, prefix, after]() -> Result<ListPage> {
      ListPage page;
      auto it =
          after < prefix ? bucket.objects_.lower_bound(prefix) : bucket.objects_.upper_bound(after);
      for (; it != bucket.objects_.end() && it->first.starts_with(prefix); ++it) {
        if (page.objects.size() == store::kListPageKeysMax) {
          page.next = page.objects.back().key;
          break;
        }
        page.objects.push_back(
            {it->first, it->second.data.size(), std::to_string(it->second.version)});
      }
      return page;
    };
    co_return co_await finish(std::move(call), deadline, false);
  }

 private:
  template <class T>
  struct Call {
    explicit Call(SimLoop& loop) : queue(loop) {}
    std::function<Result<T>()> effect;
    std::optional<Result<T>> result;
    bool answered = false;
    async::WaitQueue queue;
  };

  static Result<void> check(const std::string& key) {
    const auto problem = store::key_problem(key);
    if (!problem.empty()) return Error(ErrorCode::kInvalid, std::string(problem));
    return {};
  }

  static Result<GetResult> read(SimBucket& bucket, const std::string& key, std::uint64_t offset,
                                std::optional<std::uint64_t> length) {
    auto found = bucket.objects_.find(key);
    if (found == bucket.objects_.end()) return Error(ErrorCode::kNotFound);
    const bytes::Slice& data = found->second.data;
    RF_TRY_ASSIGN(const store::RangeToRead range, store::clip_range(data.size(), offset, length));
    const std::uint64_t size = range.length;
    GetResult out{data.sub(range.offset, size), data.size(), std::to_string(found->second.version)};
    if (size > 0 && bucket.random_.chance(bucket.faults_.flipped_bit)) {
      ++bucket.stats_.flipped_bits;
      std::vector<std::byte> copy(out.data.span().begin(), out.data.span().end());
      copy[bucket.random_.below(size)] ^= std::byte{1} << bucket.random_.below(8);
      out.data = bytes::Slice::from_vector(std::move(copy));
    }
    return out;
  }

  template <class T>
  Task<Result<T>> finish(std::shared_ptr<Call<T>> call, Deadline deadline, bool write) {
    if (loop_.dead() || deadline.cancel.cancelled()) co_return Error(ErrorCode::kCancelled);
    if (deadline.passed(loop_)) co_return Error(ErrorCode::kTimeout);
    const SimBucket::Fate fate = bucket_.draw(write);
    if (fate.effect) {
      bucket_.scheduler_.schedule(fate.effect_at, [call] {
        call->result = call->effect();
        call->effect = nullptr;
      });
    }
    if (fate.answer) {
      bucket_.scheduler_.schedule(
          std::max(fate.answer_at, fate.effect_at + Duration(1)), [call, fate] {
            if (fate.refused)
              call->result = Result<T>(Error(ErrorCode::kUnavailable, "503 SlowDown"));
            call->answered = true;
            call->queue.wake_all();
          });
    }
    while (!call->answered) {
      // Every HTTP client gives up some time.
      const Deadline wait = deadline.sooner(bucket_.scheduler_.now() + seconds(60));
      const Wake wake = co_await call->queue.wait(wait);
      if (call->answered) break;
      if (loop_.dead()) co_return Error(ErrorCode::kCancelled);
      if (wake == Wake::kCancelled && !write) co_return Error(ErrorCode::kCancelled);
      if (wake != Wake::kSignalled)
        co_return Error(write ? ErrorCode::kUnknownOutcome : ErrorCode::kTimeout,
                        "no answer from the store");
    }
    if (loop_.dead()) co_return Error(ErrorCode::kCancelled);
    co_return *std::move(call->result);
  }

  SimBucket& bucket_;
  SimLoop& loop_;
};

std::unique_ptr<store::ObjectStore> SimBucket::attach(SimLoop& loop) {
  return std::make_unique<SimStore>(*this, loop);
}

}  // namespace ringfence::sim
