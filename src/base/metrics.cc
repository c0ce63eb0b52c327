#include "base/metrics.h"

#include <fmt/format.h>

#include "base/assert.h"

namespace ringfence::metrics {
namespace {

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
}

std::string render_labels(const Labels& labels) {
  std::string out;
  for (const auto& [key, value] : labels) {
    if (!out.empty()) out += ',';
    out += key;
    out += "=\"";
    append_escaped(out, value);
    out += '"';
  }
  return out;
}

void line(std::string& out, std::string_view name, std::string_view suffix, std::string_view labels,
          std::string_view extra, double value) {
  out += name;
  out += suffix;
  if (!labels.empty() || !extra.empty()) {
    out += '{';
    out += labels;
    if (!labels.empty() && !extra.empty()) out += ',';
    out += extra;
    out += '}';
  }
  fmt::format_to(std::back_inserter(out), " {:.17g}\n", value);
}

}  // namespace

Histogram::Histogram(std::vector<double> upper_bounds)
    : bounds_(std::move(upper_bounds)), counts_(bounds_.size() + 1) {}

void Histogram::observe(double value) {
  std::size_t bucket = 0;
  while (bucket < bounds_.size() && value > bounds_[bucket]) ++bucket;
  ++counts_[bucket];
  ++count_;
  sum_ += value;
}

std::vector<double> latency_bounds() {
  std::vector<double> bounds;
  for (double bound = 0.0001; bound < 120; bound *= 2) bounds.push_back(bound);
  return bounds;
}

Registry::Series& Registry::series(std::string_view name, std::string_view help, Kind kind,
                                   const Labels& labels) {
  auto family = families_.find(name);
  if (family == families_.end()) {
    family = families_.emplace(std::string(name), Family{kind, std::string(help), {}}).first;
  }
  RF_ASSERT(family->second.kind == kind, "a metric name has one kind");
  auto& all = family->second.series;
  std::string key = render_labels(labels);
  if (all.size() >= kSeriesMax && !all.contains(key)) {
    Labels other = labels;
    for (auto& label : other) label.second = "other";
    key = render_labels(other);
  }
  return all[key];
}

Counter& Registry::counter(std::string_view name, std::string_view help, Labels labels) {
  Series& s = series(name, help, Kind::kCounter, labels);
  if (!s.counter) s.counter = std::make_unique<Counter>();
  return *s.counter;
}

Gauge& Registry::gauge(std::string_view name, std::string_view help, Labels labels) {
  Series& s = series(name, help, Kind::kGauge, labels);
  if (!s.gauge) s.gauge = std::make_unique<Gauge>();
  return *s.gauge;
}

Histogram& Registry::histogram(std::string_view name, std::string_view help,
                               std::vector<double> bounds, Labels labels) {
  Series& s = series(name, help, Kind::kHistogram, labels);
  if (!s.histogram) s.histogram = std::make_unique<Histogram>(std::move(bounds));
  return *s.histogram;
}

void Registry::observed_gauge(std::string_view name, std::string_view help,
                              std::function<double()> read) {
  series(name, help, Kind::kGauge, {}).read = std::move(read);
}

void Registry::observed_counter(std::string_view name, std::string_view help,
                                std::function<double()> read) {
  series(name, help, Kind::kCounter, {}).read = std::move(read);
}

std::string Registry::render() const {
  static constexpr std::string_view kKinds[] = {"counter", "gauge", "histogram"};
  std::string out;
  for (const auto& [name, family] : families_) {
    fmt::format_to(std::back_inserter(out), "# HELP {} {}\n# TYPE {} {}\n", name, family.help, name,
                   kKinds[static_cast<int>(family.kind)]);
    for (const auto& [labels, s] : family.series) {
      if (s.read) line(out, name, "", labels, "", s.read());
      if (s.counter) line(out, name, "", labels, "", static_cast<double>(s.counter->value()));
      if (s.gauge) line(out, name, "", labels, "", static_cast<double>(s.gauge->value()));
      if (!s.histogram) continue;
      std::uint64_t cumulative = 0;
      for (std::size_t i = 0; i < s.histogram->bounds_.size(); ++i) {
        cumulative += s.histogram->counts_[i];
        line(out, name, "_bucket", labels, fmt::format("le=\"{:g}\"", s.histogram->bounds_[i]),
             static_cast<double>(cumulative));
      }
      line(out, name, "_bucket", labels, "le=\"+Inf\"", static_cast<double>(s.histogram->count()));
      line(out, name, "_sum", labels, "", s.histogram->sum());
      line(out, name, "_count", labels, "", static_cast<double>(s.histogram->count()));
    }
  }
  return out;
}

}  // namespace ringfence::metrics
