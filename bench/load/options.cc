#include "load/options.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace ringfence::bench {
namespace {

constexpr const char* kUsage =
    "usage: rdkafka_load MODE [flags]\n"
    "modes:\n"
    "  create         create --topics topics of --partitions partitions in one request\n"
    "  produce        send --records records of --record-bytes bytes round robin over "
    "--partitions\n"
    "  consume        assign all partitions, read --records records from the beginning, --passes "
    "times\n"
    "  e2e            --rate-per-second records for --seconds, latency from the intended send "
    "time\n"
    "  first-produce  wait for the server to come up; time to the first acknowledged record\n"
    "flags: --brokers H:P --topic NAME --partitions N --topics N --records N --record-bytes N "
    "--passes N\n"
    "       --rate-per-second N --seconds N --warmup-seconds N --timeout-seconds N -X name=value\n";

[[noreturn]] void usage(const std::string& why) {
  std::fprintf(stderr, "rdkafka_load: %s\n%s", why.c_str(), kUsage);
  std::exit(2);
}

int64_t parse_integer(std::string_view flag, const char* text) {
  char* end = nullptr;
  const long long value = std::strtoll(text, &end, 10);
  if (end == text || *end != '\0' || value < 0) {
    usage(std::string(flag) + ": a whole number >= 0 is needed, got '" + text + "'");
  }
  return value;
}

bool parse_text_flag(Options& options, std::string_view flag, const char* value) {
  if (flag == "--brokers") {
    options.brokers = value;
  } else if (flag == "--topic") {
    options.topic = value;
  } else if (flag == "-X") {
    const char* equals = std::strchr(value, '=');
    if (equals == nullptr) usage("-X needs name=value");
    options.client.emplace_back(std::string(value, equals), std::string(equals + 1));
  } else {
    return false;
  }
  return true;
}

}  // namespace

Options parse_options(int argc, char** argv) {
  if (argc < 2) usage("a mode is needed");
  Options options;
  options.mode = argv[1];
  for (int i = 2; i < argc; i += 2) {
    const std::string_view flag = argv[i];
    if (i + 1 >= argc) usage(std::string(flag) + " needs a value");
    if (parse_text_flag(options, flag, argv[i + 1])) continue;
    const int64_t value = parse_integer(flag, argv[i + 1]);
    if (flag == "--partitions")
      options.partitions = static_cast<int>(value);
    else if (flag == "--topics")
      options.topics = static_cast<int>(value);
    else if (flag == "--records")
      options.records = value;
    else if (flag == "--record-bytes")
      options.record_bytes = static_cast<int>(value);
    else if (flag == "--tail-records")
      options.tail_records = value;
    else if (flag == "--passes")
      options.passes = static_cast<int>(value);
    else if (flag == "--rate-per-second")
      options.rate_per_second = static_cast<int>(value);
    else if (flag == "--seconds")
      options.seconds = static_cast<int>(value);
    else if (flag == "--warmup-seconds")
      options.warmup_seconds = static_cast<int>(value);
    else if (flag == "--timeout-seconds")
      options.timeout_seconds = static_cast<int>(value);
    else
      usage("unknown flag " + std::string(flag));
  }
  if (options.partitions < 1 || options.record_bytes < 16 || options.records < 1) {
    usage("--partitions and --records must be >= 1, --record-bytes >= 16");
  }
  if (options.tail_records % options.partitions != 0) {
    usage("--tail-records must be a multiple of --partitions");
  }
  if (options.rate_per_second < 1) usage("--rate-per-second must be >= 1");
  return options;
}

Client make_client(const Options& options, rd_kafka_type_t type, const Settings& settings,
                   rd_kafka_conf_t* prepared) {
  rd_kafka_conf_t* conf = prepared != nullptr ? prepared : rd_kafka_conf_new();
  char error[512];
  const auto set = [&](const std::string& name, const std::string& value) {
    if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), error, sizeof error) !=
        RD_KAFKA_CONF_OK) {
      fail(error);
    }
  };
  set("bootstrap.servers", options.brokers);
  set("broker.address.family", "v4");
  for (const auto& [name, value] : settings) set(name, value);
  for (const auto& [name, value] : options.client) set(name, value);
  rd_kafka_t* client = rd_kafka_new(type, conf, error, sizeof error);
  if (client == nullptr) fail(error);
  return Client(client);
}

void fail(const std::string& what) {
  std::fprintf(stderr, "rdkafka_load: %s\n", what.c_str());
  std::fflush(nullptr);
  std::_Exit(1);
}

double percentile_ms(const std::vector<int64_t>& sorted, double p) {
  if (sorted.empty()) return 0;
  const auto rank = static_cast<size_t>(std::ceil(p / 100.0 * static_cast<double>(sorted.size())));
  return static_cast<double>(sorted[std::max<size_t>(rank, 1) - 1]) / 1e6;
}

void print_json(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string line = "{";
  for (const auto& [name, value] : fields) {
    if (line.size() > 1) line += ", ";
    line += json_string(name) + ": " + value;
  }
  std::printf("%s}\n", line.c_str());
  std::fflush(stdout);
}

std::string json_string(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

std::string json_number(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

}  // namespace ringfence::bench
