// Consume mode: assign() on every partition, no group, from the beginning: what was written a
// moment ago.
#include <array>

#include "load/options.h"

namespace ringfence::bench {
namespace {

constexpr size_t kBatch = 4096;

// Where each partition is to be read from. Asked for before the clock starts, which also leaves the
// client connected.
std::vector<int64_t> first_offsets(const Options& options, rd_kafka_t* client) {
  std::vector<int64_t> first;
  for (int p = 0; p < options.partitions; ++p) {
    int64_t low = 0;
    int64_t high = 0;
    const auto error =
        rd_kafka_query_watermark_offsets(client, options.topic.c_str(), p, &low, &high, 10'000);
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
      fail(std::string("offsets: ") + rd_kafka_err2str(error));
    }
    first.push_back(options.tail_records > 0 ? high - options.tail_records / options.partitions
                                             : low);
  }
  return first;
}

// Reads one pass; offsets of a partition must follow one another without a hole.
double read_pass(const Options& options, rd_kafka_t* client, int64_t& bytes) {
  const int64_t want = options.tail_records > 0 ? options.tail_records : options.records;
  std::vector<int64_t> next = first_offsets(options, client);
  auto* partitions = rd_kafka_topic_partition_list_new(options.partitions);
  for (int p = 0; p < options.partitions; ++p) {
    rd_kafka_topic_partition_list_add(partitions, options.topic.c_str(), p)->offset =
        next[static_cast<size_t>(p)];
  }
  const int64_t start = now_ns();
  const int64_t limit = start + int64_t{options.timeout_seconds} * 1'000'000'000;
  rd_kafka_assign(client, partitions);
  rd_kafka_queue_t* queue = rd_kafka_queue_get_consumer(client);
  std::array<rd_kafka_message_t*, kBatch> batch{};
  int64_t seen = 0;
  while (seen < want) {
    const ssize_t count = rd_kafka_consume_batch_queue(queue, 100, batch.data(), batch.size());
    for (ssize_t i = 0; i < count; ++i) {
      rd_kafka_message_t* message = batch[static_cast<size_t>(i)];
      if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) fail(rd_kafka_message_errstr(message));
      int64_t& expected = next[static_cast<size_t>(message->partition)];
      if (message->offset != expected) {
        fail("partition " + std::to_string(message->partition) + ": offset " +
             std::to_string(message->offset) + " where " + std::to_string(expected) + " was due");
      }
      ++expected;
      ++seen;
      bytes += static_cast<int64_t>(message->len);
      rd_kafka_message_destroy(message);
    }
    if (now_ns() > limit)
      fail("only " + std::to_string(seen) + " records came before the time limit");
  }
  const double seconds = static_cast<double>(now_ns() - start) / 1e9;
  rd_kafka_assign(client, nullptr);
  rd_kafka_queue_destroy(queue);
  rd_kafka_topic_partition_list_destroy(partitions);
  return seconds;
}

}  // namespace

int run_consume(const Options& options) {
  double seconds = 0;
  int64_t bytes = 0;
  // One client for all passes. At the end of the log a fetch waits at the server, and the next pass
  // would wait behind it: hence the short wait.
  Client client = make_client(options, RD_KAFKA_CONSUMER,
                              {{"group.id", "bench-assign-only"},
                               {"enable.auto.commit", "false"},
                               {"enable.auto.offset.store", "false"},
                               {"fetch.wait.max.ms", "5"},
                               {"fetch.message.max.bytes", "1048576"},
                               {"fetch.max.bytes", "52428800"},
                               {"queued.min.messages", "100000"},
                               {"queued.max.messages.kbytes", "131072"},
                               {"check.crcs", "false"}});
  rd_kafka_poll_set_consumer(client.get());
  for (int pass = 0; pass < options.passes; ++pass) {
    seconds += read_pass(options, client.get(), bytes);
  }
  const double mib = static_cast<double>(bytes) / (1 << 20);
  print_json({{"mode", json_string("consume")},
              {"passes", json_number(options.passes)},
              {"mib", json_number(mib)},
              {"seconds", json_number(seconds)},
              {"mib_per_second", json_number(mib / seconds)}});
  return 0;
}

}  // namespace ringfence::bench
