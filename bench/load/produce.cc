// Produce mode: as fast as acknowledgements allow, and the time to the first acknowledgement of a
// cold server.
#include <algorithm>
#include <random>

#include "load/options.h"

namespace ringfence::bench {
namespace {

// What the delivery callback counts. It runs inside rd_kafka_poll on the main thread.
struct Deliveries {
  int64_t acknowledged = 0;
  int64_t failed = 0;
  std::string first_error;
  std::vector<int64_t> latency_ns;  // enqueue to acknowledgement, one in 64
};

void on_delivery(rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
  auto& deliveries = *static_cast<Deliveries*>(opaque);
  if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    ++deliveries.failed;
    if (deliveries.first_error.empty()) deliveries.first_error = rd_kafka_err2str(message->err);
    return;
  }
  ++deliveries.acknowledged;
  if (message->_private != nullptr) {
    deliveries.latency_ns.push_back(now_ns() - reinterpret_cast<intptr_t>(message->_private));
  }
}

// Payloads do not compress and differ from record to record, so that no layer can shorten the work.
std::vector<char> random_bytes(size_t size) {
  std::mt19937_64 random(20240301);
  std::vector<char> bytes(size);
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

void produce_one(rd_kafka_t* client, rd_kafka_topic_t* topic, int partition, const char* payload,
                 size_t size, void* tag) {
  while (rd_kafka_produce(topic, partition, RD_KAFKA_MSG_F_COPY, const_cast<char*>(payload), size,
                          nullptr, 0, tag) != 0) {
    if (rd_kafka_last_error() != RD_KAFKA_RESP_ERR__QUEUE_FULL) {
      fail(std::string("produce: ") + rd_kafka_err2str(rd_kafka_last_error()));
    }
    rd_kafka_poll(client, 10);
  }
}

}  // namespace

int run_produce(const Options& options) {
  Deliveries deliveries;
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
  rd_kafka_conf_set_opaque(conf, &deliveries);
  Client client = make_client(options, RD_KAFKA_PRODUCER,
                              {{"acks", "all"},
                               {"linger.ms", "5"},
                               {"batch.size", "1000000"},
                               {"batch.num.messages", "10000"},
                               {"max.in.flight", "5"},
                               {"queue.buffering.max.messages", "200000"},
                               {"queue.buffering.max.kbytes", "262144"},
                               {"compression.type", "none"}},
                              conf);
  rd_kafka_topic_t* topic = rd_kafka_topic_new(client.get(), options.topic.c_str(), nullptr);
  const auto size = static_cast<size_t>(options.record_bytes);
  const std::vector<char> pool = random_bytes(size + (1 << 20));

  // Connecting and the first metadata answer are not part of the measured time.
  const rd_kafka_metadata_t* metadata = nullptr;
  const auto error = rd_kafka_metadata(client.get(), 0, topic, &metadata, 10'000);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
    fail(std::string("metadata: ") + rd_kafka_err2str(error));
  rd_kafka_metadata_destroy(metadata);

  const int64_t start = now_ns();
  for (int64_t i = 0; i < options.records; ++i) {
    const char* payload = pool.data() + (i * 61) % (1 << 20);
    void* tag = i % 64 == 0 ? reinterpret_cast<void*>(static_cast<intptr_t>(now_ns())) : nullptr;
    produce_one(client.get(), topic, static_cast<int>(i % options.partitions), payload, size, tag);
    if (i % 512 == 0) rd_kafka_poll(client.get(), 0);
  }
  if (rd_kafka_flush(client.get(), options.timeout_seconds * 1000) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    fail("records were still unacknowledged at the time limit");
  }
  const double seconds = static_cast<double>(now_ns() - start) / 1e9;
  rd_kafka_topic_destroy(topic);
  if (deliveries.failed != 0 || deliveries.acknowledged != options.records) {
    fail(std::to_string(deliveries.failed) + " records failed: " + deliveries.first_error);
  }
  auto& latency = deliveries.latency_ns;
  std::sort(latency.begin(), latency.end());
  const double mib = static_cast<double>(options.records) * options.record_bytes / (1 << 20);
  print_json({{"mode", json_string("produce")},
              {"records", json_number(static_cast<double>(deliveries.acknowledged))},
              {"mib", json_number(mib)},
              {"seconds", json_number(seconds)},
              {"mib_per_second", json_number(mib / seconds)},
              {"ack_p50_ms", json_number(percentile_ms(latency, 50))},
              {"ack_p99_ms", json_number(percentile_ms(latency, 99))}});
  return 0;
}

// Asks until the topic has partitions. Left to itself librdkafka looks again once a second.
void wait_for_topic(rd_kafka_t* client, rd_kafka_topic_t* topic, int64_t limit_ns) {
  for (;;) {
    const rd_kafka_metadata_t* metadata = nullptr;
    const auto error = rd_kafka_metadata(client, 0, topic, &metadata, 50);
    const bool found = error == RD_KAFKA_RESP_ERR_NO_ERROR && metadata->topic_cnt == 1 &&
                       metadata->topics[0].partition_cnt > 0;
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) rd_kafka_metadata_destroy(metadata);
    if (found) return;
    if (now_ns() > limit_ns) fail("the topic never appeared");
    rd_kafka_poll(client, 2);
  }
}

// Started before the server: keeps connecting, and stops the clock at the first acknowledged
// record. The caller knows when it started the server, so what is printed is the monotonic time of
// the acknowledgement.
int run_first_produce(const Options& options) {
  Deliveries deliveries;
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
  rd_kafka_conf_set_opaque(conf, &deliveries);
  Client client = make_client(options, RD_KAFKA_PRODUCER,
                              {{"acks", "all"},
                               {"linger.ms", "0"},
                               {"reconnect.backoff.ms", "5"},
                               {"reconnect.backoff.max.ms", "10"},
                               {"retry.backoff.ms", "5"},
                               {"topic.metadata.refresh.fast.interval.ms", "10"},
                               {"log_level", "0"},
                               {"allow.auto.create.topics", "true"}},
                              conf);
  const std::vector<char> payload = random_bytes(static_cast<size_t>(options.record_bytes));
  rd_kafka_topic_t* topic = rd_kafka_topic_new(client.get(), options.topic.c_str(), nullptr);
  std::printf("waiting\n");
  std::fflush(stdout);
  const int64_t limit = now_ns() + int64_t{options.timeout_seconds} * 1'000'000'000;
  wait_for_topic(client.get(), topic, limit);
  produce_one(client.get(), topic, 0, payload.data(), payload.size(), nullptr);
  while (deliveries.acknowledged + deliveries.failed == 0 && now_ns() < limit) {
    rd_kafka_poll(client.get(), 50);
  }
  const int64_t at = now_ns();
  rd_kafka_topic_destroy(topic);
  if (deliveries.acknowledged != 1) fail("no record was acknowledged: " + deliveries.first_error);
  char text[32];
  std::snprintf(text, sizeof text, "%.6f", static_cast<double>(at) / 1e9);
  print_json({{"mode", json_string("first-produce")}, {"acknowledged_at_s", text}});
  return 0;
}

}  // namespace ringfence::bench
