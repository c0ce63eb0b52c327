// Create mode: one CreateTopics request, timed until its answer.
#include "load/options.h"

namespace ringfence::bench {

int run_create(const Options& options) {
  Client client = make_client(options, RD_KAFKA_PRODUCER, {});
  std::vector<rd_kafka_NewTopic_t*> topics;
  char error[256];
  for (int i = 0; i < options.topics; ++i) {
    const std::string name =
        options.topics == 1 ? options.topic : options.topic + "-" + std::to_string(i);
    rd_kafka_NewTopic_t* topic =
        rd_kafka_NewTopic_new(name.c_str(), options.partitions, 1, error, sizeof error);
    if (topic == nullptr) fail(error);
    topics.push_back(topic);
  }
  rd_kafka_AdminOptions_t* admin =
      rd_kafka_AdminOptions_new(client.get(), RD_KAFKA_ADMIN_OP_CREATETOPICS);
  rd_kafka_AdminOptions_set_request_timeout(admin, options.timeout_seconds * 1000, error,
                                            sizeof error);
  rd_kafka_AdminOptions_set_operation_timeout(admin, options.timeout_seconds * 1000, error,
                                              sizeof error);
  rd_kafka_queue_t* queue = rd_kafka_queue_new(client.get());
  const int64_t start = now_ns();
  rd_kafka_CreateTopics(client.get(), topics.data(), topics.size(), admin, queue);
  rd_kafka_event_t* event = rd_kafka_queue_poll(queue, options.timeout_seconds * 1000);
  const double seconds = static_cast<double>(now_ns() - start) / 1e9;
  if (event == nullptr || rd_kafka_event_error(event) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    fail(event == nullptr ? "create: no answer" : rd_kafka_event_error_string(event));
  }
  size_t count = 0;
  const auto* result = rd_kafka_event_CreateTopics_result(event);
  const rd_kafka_topic_result_t** results = rd_kafka_CreateTopics_result_topics(result, &count);
  for (size_t i = 0; i < count; ++i) {
    const auto code = rd_kafka_topic_result_error(results[i]);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR && code != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
      fail(std::string(rd_kafka_topic_result_name(results[i])) + ": " + rd_kafka_err2str(code));
    }
  }
  print_json({{"mode", json_string("create")},
              {"topics", json_number(options.topics)},
              {"partitions", json_number(double(options.topics) * options.partitions)},
              {"seconds", json_number(seconds)}});
  rd_kafka_event_destroy(event);
  rd_kafka_queue_destroy(queue);
  rd_kafka_AdminOptions_destroy(admin);
  rd_kafka_NewTopic_destroy_array(topics.data(), topics.size());
  return 0;
}

}  // namespace ringfence::bench
