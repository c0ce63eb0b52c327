// A small Prometheus registry: counters, gauges, histograms, rendered in the text format (version
// 0.0.4). Names follow Prometheus conventions (ringfence_..._seconds, _bytes, _total). Labels never
// hold a topic, client or principal name in clear: whoever makes the label renders it as a token
// unless `metric.names` is on.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ringfence::metrics {

using Labels = std::vector<std::pair<std::string, std::string>>;

class Counter {
 public:
  void add(std::uint64_t by = 1) { value_ += by; }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0;
};

class Gauge {
 public:
  void set(std::int64_t value) { value_ = value; }
  void add(std::int64_t by) { value_ += by; }
  std::int64_t value() const { return value_; }

 private:
  std::int64_t value_ = 0;
};

class Histogram {
 public:
  explicit Histogram(std::vector<double> upper_bounds);
  void observe(double value);
  std::uint64_t count() const { return count_; }
  double sum() const { return sum_; }

 private:
  friend class Registry;
  std::vector<double> bounds_;         // ascending
  std::vector<std::uint64_t> counts_;  // one more than bounds_
  std::uint64_t count_ = 0;
  double sum_ = 0;
};

// 0.1 ms to about 100 s, factor 2: for request and store latencies in seconds.
std::vector<double> latency_bounds();

// Owns its metrics; references stay valid as long as it lives. Asking again for the same name and
// labels returns the same metric. At most kSeriesMax series a name: beyond it every new label set
// shares one series "other", so that hostile label values cannot grow memory. Single-threaded.
class Registry {
 public:
  static constexpr std::size_t kSeriesMax = 1000;

  Counter& counter(std::string_view name, std::string_view help, Labels labels = {});
  Gauge& gauge(std::string_view name, std::string_view help, Labels labels = {});
  Histogram& histogram(std::string_view name, std::string_view help, std::vector<double> bounds,
                       Labels labels = {});
  // A gauge (or counter) whose value is read when the page is rendered. `read` outlives the
  // registry's last render.
  void observed_gauge(std::string_view name, std::string_view help, std::function<double()> read);
  void observed_counter(std::string_view name, std::string_view help, std::function<double()> read);

  std::string render() const;

 private:
  enum class Kind : std::uint8_t { kCounter, kGauge, kHistogram };
  struct Series {
    std::unique_ptr<Counter> counter;
    std::unique_ptr<Gauge> gauge;
    std::unique_ptr<Histogram> histogram;
    std::function<double()> read;
  };
  struct Family {
    Kind kind;
    std::string help;
    std::map<std::string, Series> series;  // by rendered labels
  };
  Series& series(std::string_view name, std::string_view help, Kind kind, const Labels& labels);

  std::map<std::string, Family, std::less<>> families_;
};

}  // namespace ringfence::metrics
