// A group member on librdkafka's C++ interface; see README.md.
#include <librdkafka/rdkafkacpp.h>

#include <atomic>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace {

std::set<int> held;
std::atomic<bool> stop{false};

void show() {
  std::cout << "assigned";
  for (const int partition : held) std::cout << ' ' << partition;
  std::cout << std::endl;
}

class Rebalance : public RdKafka::RebalanceCb {
 public:
  void rebalance_cb(RdKafka::KafkaConsumer* consumer, RdKafka::ErrorCode code,
                    std::vector<RdKafka::TopicPartition*>& partitions) override {
    const bool assigned = code == RdKafka::ERR__ASSIGN_PARTITIONS;
    const bool cooperative = consumer->rebalance_protocol() == "COOPERATIVE";
    if (cooperative) {
      RdKafka::Error* error = assigned ? consumer->incremental_assign(partitions)
                                       : consumer->incremental_unassign(partitions);
      delete error;
    } else if (assigned) {
      consumer->assign(partitions);
      held.clear();
    } else {
      consumer->unassign();
    }
    for (const RdKafka::TopicPartition* one : partitions) {
      if (assigned) {
        held.insert(one->partition());
      } else {
        held.erase(one->partition());
      }
    }
    show();
  }
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return 2;
  std::string error;
  std::unique_ptr<RdKafka::Conf> conf(RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL));
  Rebalance rebalance;
  conf->set("bootstrap.servers", arguments[1], error);
  conf->set("group.id", arguments[2], error);
  conf->set("auto.offset.reset", "earliest", error);
  conf->set("enable.auto.commit", "false", error);
  conf->set("session.timeout.ms", "6000", error);
  conf->set("heartbeat.interval.ms", "500", error);
  conf->set("fetch.wait.max.ms", "100", error);
  conf->set("rebalance_cb", &rebalance, error);
  if (count > 4 && std::string(arguments[4]) != "-")
    conf->set("group.instance.id", arguments[4], error);
  if (count > 5 && std::string(arguments[5]) != "-")
    conf->set("partition.assignment.strategy", arguments[5], error);
  std::unique_ptr<RdKafka::KafkaConsumer> consumer(
      RdKafka::KafkaConsumer::create(conf.get(), error));
  if (!consumer) {
    std::cerr << error << std::endl;
    return 1;
  }
  std::thread([] {
    std::string line;
    std::getline(std::cin, line);
    stop = true;
  }).detach();
  consumer->subscribe({arguments[3]});
  while (!stop) {
    bool found = false;
    for (int i = 0; i < 100; ++i) {
      std::unique_ptr<RdKafka::Message> message(consumer->consume(i == 0 ? 200 : 0));
      if (message->err() != RdKafka::ERR_NO_ERROR) break;
      found = true;
      std::cout << "read " << message->partition() << ' ' << message->offset() << ' '
                << std::string(static_cast<const char*>(message->payload()), message->len())
                << '\n';
    }
    std::cout.flush();
    // A refused commit: a rebalance came in between, and it is read again.
    if (found && consumer->commitSync() != RdKafka::ERR_NO_ERROR)
      std::cerr << "commit refused" << std::endl;
  }
  consumer->close();
  return 0;
}
