// End-to-end mode: a fixed rate whatever the server does. Latency counts from the intended send
// time, so a stall is charged to every record that should have been sent during it (no coordinated
// omission).
#include <time.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <thread>

#include "load/options.h"

namespace ringfence::bench {
namespace {

// Starts every payload. `run` tells records of this run from whatever the topic held before.
struct Stamp {
  int64_t run = 0;
  int64_t intended_ns = 0;
};

struct Acks {
  int64_t acknowledged = 0;
  int64_t failed = 0;
};

void on_delivery(rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
  auto& acks = *static_cast<Acks*>(opaque);
  if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
    ++acks.acknowledged;
  } else {
    ++acks.failed;
  }
}

struct Arrivals {
  std::vector<int64_t> latency_ns;  // records whose intended time lies after the warm-up
  int64_t received = 0;             // all records of this run
};

// Own thread. `ready` is set once every partition reported its end, so that nothing is missed.
void consume_until(const Options* options, int64_t run, int64_t total, int64_t count_from_ns,
                   std::atomic<int64_t>* start_ns, std::atomic<bool>* ready, Arrivals* arrivals) {
  Client client = make_client(*options, RD_KAFKA_CONSUMER,
                              {{"group.id", "bench-assign-only"},
                               {"enable.auto.commit", "false"},
                               {"enable.auto.offset.store", "false"},
                               {"enable.partition.eof", "true"},
                               {"fetch.min.bytes", "1"},
                               {"fetch.wait.max.ms", "500"}});
  rd_kafka_poll_set_consumer(client.get());
  auto* partitions = rd_kafka_topic_partition_list_new(options->partitions);
  for (int p = 0; p < options->partitions; ++p) {
    rd_kafka_topic_partition_list_add(partitions, options->topic.c_str(), p)->offset =
        RD_KAFKA_OFFSET_BEGINNING;
  }
  rd_kafka_assign(client.get(), partitions);
  const int64_t limit =
      now_ns() + int64_t{options->timeout_seconds + options->seconds + options->warmup_seconds} *
                     1'000'000'000;
  std::vector<bool> at_end(static_cast<size_t>(options->partitions), false);
  while (arrivals->received < total) {
    rd_kafka_message_t* message = rd_kafka_consumer_poll(client.get(), 100);
    const int64_t now = now_ns();
    if (now > limit)
      fail("e2e: " + std::to_string(total - arrivals->received) + " records never arrived");
    if (message == nullptr) continue;
    if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
      at_end[static_cast<size_t>(message->partition)] = true;
      if (std::all_of(at_end.begin(), at_end.end(), [](bool end) { return end; }))
        ready->store(true);
    } else if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      fail(rd_kafka_message_errstr(message));
    } else if (message->len >= sizeof(Stamp)) {
      Stamp stamp;
      std::memcpy(&stamp, message->payload, sizeof stamp);
      if (stamp.run == run) {
        ++arrivals->received;
        if (stamp.intended_ns >= start_ns->load() + count_from_ns) {
          arrivals->latency_ns.push_back(now - stamp.intended_ns);
        }
      }
    }
    rd_kafka_message_destroy(message);
  }
  rd_kafka_assign(client.get(), nullptr);
  rd_kafka_topic_partition_list_destroy(partitions);
}

void sleep_until(int64_t at_ns) {
  const timespec at{.tv_sec = at_ns / 1'000'000'000, .tv_nsec = at_ns % 1'000'000'000};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, nullptr) != 0) {
  }
}

void send_schedule(const Options& options, rd_kafka_t* producer, int64_t run, int64_t total,
                   int64_t start_ns) {
  rd_kafka_topic_t* topic = rd_kafka_topic_new(producer, options.topic.c_str(), nullptr);
  std::vector<char> payload(static_cast<size_t>(options.record_bytes), 'e');
  for (int64_t i = 0; i < total; ++i) {
    const int64_t intended = start_ns + i * 1'000'000'000 / options.rate_per_second;
    if (now_ns() < intended) sleep_until(intended);
    const Stamp stamp{.run = run, .intended_ns = intended};
    std::memcpy(payload.data(), &stamp, sizeof stamp);
    if (rd_kafka_produce(topic, static_cast<int>(i % options.partitions), RD_KAFKA_MSG_F_COPY,
                         payload.data(), payload.size(), nullptr, 0, nullptr) != 0) {
      fail(std::string("produce: ") + rd_kafka_err2str(rd_kafka_last_error()));
    }
    rd_kafka_poll(producer, 0);
  }
  rd_kafka_flush(producer, options.timeout_seconds * 1000);
  rd_kafka_topic_destroy(topic);
}

}  // namespace

int run_e2e(const Options& options) {
  const int64_t run = now_ns();
  const int64_t warmup = int64_t{options.warmup_seconds} * options.rate_per_second;
  const int64_t total = warmup + int64_t{options.seconds} * options.rate_per_second;
  Acks acks;
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
  rd_kafka_conf_set_opaque(conf, &acks);
  Client producer =
      make_client(options, RD_KAFKA_PRODUCER,
                  {{"acks", "all"}, {"linger.ms", "0"}, {"max.in.flight", "5"}}, conf);
  std::atomic<int64_t> start_ns{INT64_MAX / 2};
  std::atomic<bool> ready{false};
  Arrivals arrivals;
  std::thread consumer(consume_until, &options, run, total,
                       int64_t{options.warmup_seconds} * 1'000'000'000, &start_ns, &ready,
                       &arrivals);
  while (!ready.load()) sleep_until(now_ns() + 5'000'000);
  const int64_t start = now_ns() + 100'000'000;
  start_ns.store(start);
  send_schedule(options, producer.get(), run, total, start);
  consumer.join();
  if (acks.failed != 0) fail(std::to_string(acks.failed) + " records failed");

  auto& latency = arrivals.latency_ns;
  std::sort(latency.begin(), latency.end());
  print_json({{"mode", json_string("e2e")},
              {"rate_per_second", json_number(options.rate_per_second)},
              {"records", json_number(static_cast<double>(latency.size()))},
              {"p50_ms", json_number(percentile_ms(latency, 50))},
              {"p99_ms", json_number(percentile_ms(latency, 99))},
              {"p999_ms", json_number(percentile_ms(latency, 99.9))},
              {"max_ms", json_number(percentile_ms(latency, 100))}});
  return 0;
}

}  // namespace ringfence::bench
