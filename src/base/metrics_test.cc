// Goal: the metrics page is what Prometheus expects, and hostile label values cannot grow it
// without bound. Method: compare rendered pages; make more series than the limit.
#include "base/metrics.h"

#include <gtest/gtest.h>

namespace ringfence {
namespace {

TEST(Metrics, RendersEveryKind) {
  metrics::Registry registry;
  registry.counter("ringfence_requests_total", "Requests.", {{"api", "Produce"}}).add(3);
  registry.gauge("ringfence_connections", "Open connections.").set(-2);
  auto& h = registry.histogram("ringfence_put_seconds", "PUT time.", {0.5, 1});
  h.observe(0.5);
  h.observe(0.75);
  h.observe(9);
  registry.observed_gauge("ringfence_used_bytes", "Memory.", [] { return 7.0; });
  EXPECT_EQ(registry.render(),
            "# HELP ringfence_connections Open connections.\n# TYPE ringfence_connections gauge\n"
            "ringfence_connections -2\n"
            "# HELP ringfence_put_seconds PUT time.\n# TYPE ringfence_put_seconds histogram\n"
            "ringfence_put_seconds_bucket{le=\"0.5\"} 1\nringfence_put_seconds_bucket{le=\"1\"} 2\n"
            "ringfence_put_seconds_bucket{le=\"+Inf\"} 3\nringfence_put_seconds_sum 10.25\n"
            "ringfence_put_seconds_count 3\n"
            "# HELP ringfence_requests_total Requests.\n# TYPE ringfence_requests_total counter\n"
            "ringfence_requests_total{api=\"Produce\"} 3\n"
            "# HELP ringfence_used_bytes Memory.\n# TYPE ringfence_used_bytes gauge\n"
            "ringfence_used_bytes 7\n");
}

TEST(Metrics, SeriesAreBounded) {
  metrics::Registry registry;
  for (std::size_t i = 0; i < 2 * metrics::Registry::kSeriesMax; ++i) {
    registry.counter("ringfence_x_total", "X.", {{"v", std::to_string(i)}}).add();
  }
  EXPECT_EQ(registry.counter("ringfence_x_total", "X.", {{"v", "new"}}).value(),
            metrics::Registry::kSeriesMax);
  EXPECT_NE(registry.render().find("{v=\"other\"} 1000"), std::string::npos);
}

TEST(Metrics, LabelValuesAreEscaped) {
  metrics::Registry registry;
  registry.counter("ringfence_x_total", "X.", {{"v", "a\"\n\\"}}).add();
  EXPECT_NE(registry.render().find("{v=\"a\\\"\\n\\\\\"} 1"), std::string::npos);
}

}  // namespace
}  // namespace ringfence
