// The suite's program on librdkafka's C++ interface. Its commands are described in
// tests/clients/driver.py.
#include <librdkafka/rdkafkacpp.h>

#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace {

using Fields = std::vector<std::string>;
using Bytes = std::optional<std::string>;
using Settings = std::vector<std::pair<std::string, std::string>>;

constexpr int kTimeoutMs = 20000;

struct Refused {
  int code;
  std::string text;
};

[[noreturn]] void refuse(RdKafka::ErrorCode code) { throw Refused{code, RdKafka::err2str(code)}; }

Fields split(const std::string& line, char separator) {
  Fields fields;
  std::string field;
  std::istringstream in(line);
  while (std::getline(in, field, separator)) fields.push_back(field);
  if (!line.empty() && line.back() == separator) fields.emplace_back();
  return fields;
}

Bytes from_hex(const std::string& hex) {
  if (hex == "~") return std::nullopt;
  std::string out;
  for (size_t at = 0; at < hex.size(); at += 2) {
    out.push_back(static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16)));
  }
  return out;
}

std::string to_hex(const void* data, size_t size) {
  if (data == nullptr) return "~";
  static const char digits[] = "0123456789abcdef";
  std::string out;
  for (size_t at = 0; at < size; ++at) {
    const auto byte = static_cast<const unsigned char*>(data)[at];
    out.push_back(digits[byte >> 4]);
    out.push_back(digits[byte & 15]);
  }
  return out;
}

std::unique_ptr<RdKafka::Conf> configuration(const Settings& settings,
                                             RdKafka::DeliveryReportCb* reports = nullptr) {
  std::unique_ptr<RdKafka::Conf> conf(RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL));
  std::string error;
  for (const auto& [key, value] : settings) {
    if (conf->set(key, value, error) != RdKafka::Conf::CONF_OK) throw Refused{-1, error};
  }
  if (reports != nullptr && conf->set("dr_cb", reports, error) != RdKafka::Conf::CONF_OK) {
    throw Refused{-1, error};
  }
  return conf;
}

// Collects the offset or the failure of every record; the record's index travels as its opaque.
class Reports : public RdKafka::DeliveryReportCb {
 public:
  explicit Reports(size_t count) : offsets(count, -1) {}

  void dr_cb(RdKafka::Message& message) override {
    if (message.err() != RdKafka::ERR_NO_ERROR) {
      failure = message.err();
    } else {
      offsets[reinterpret_cast<uintptr_t>(message.msg_opaque())] = message.offset();
    }
  }

  std::vector<int64_t> offsets;
  RdKafka::ErrorCode failure = RdKafka::ERR_NO_ERROR;
};

RdKafka::Headers* parse_headers(const std::string& text) {
  if (text == "-") return nullptr;
  RdKafka::Headers* headers = RdKafka::Headers::create();
  for (const std::string& pair : split(text, ',')) {
    const size_t middle = pair.find('=');
    const Bytes value = from_hex(pair.substr(middle + 1));
    headers->add(*from_hex(pair.substr(0, middle)), value ? value->data() : nullptr,
                 value ? value->size() : 0);
  }
  return headers;
}

std::string print_headers(RdKafka::Headers* headers) {
  if (headers == nullptr || headers->size() == 0) return "-";
  std::string out;
  for (const RdKafka::Headers::Header& header : headers->get_all()) {
    out += (out.empty() ? "" : ",") + to_hex(header.key().data(), header.key().size()) + "=" +
           to_hex(header.value(), header.value_size());
  }
  return out;
}

void send(RdKafka::Producer& producer, const std::string& topic, const std::string& line,
          size_t index) {
  const Fields fields = split(line, '\t');
  const Bytes key = from_hex(fields.at(2));
  const Bytes value = from_hex(fields.at(3));
  RdKafka::Headers* headers = parse_headers(fields.at(4));
  const int64_t timestamp = std::max<int64_t>(0, std::stoll(fields[1]));
  const RdKafka::ErrorCode error = producer.produce(
      topic, std::stoi(fields[0]), RdKafka::Producer::RK_MSG_COPY | RdKafka::Producer::RK_MSG_BLOCK,
      value ? const_cast<char*>(value->data()) : nullptr, value ? value->size() : 0,
      key ? key->data() : nullptr, key ? key->size() : 0, timestamp, headers,
      reinterpret_cast<void*>(index));
  if (error != RdKafka::ERR_NO_ERROR) {
    delete headers;
    refuse(error);
  }
}

void produce(const std::string& bootstrap, const Fields& command) {
  const size_t count = std::stoul(command.at(5));
  std::vector<std::string> lines(count);
  for (std::string& line : lines) std::getline(std::cin, line);
  Reports reports(count);
  auto conf = configuration({{"bootstrap.servers", bootstrap},
                             {"compression.codec", command[2]},
                             {"acks", command[3]},
                             {"enable.idempotence", command[4] == "1" ? "true" : "false"},
                             {"linger.ms", "5"},
                             {"message.timeout.ms", "30000"},
                             {"message.max.bytes", "67108864"}},
                            &reports);
  std::string error;
  std::unique_ptr<RdKafka::Producer> producer(RdKafka::Producer::create(conf.get(), error));
  if (!producer) throw Refused{-1, error};
  for (size_t index = 0; index < count; ++index) {
    send(*producer, command[1], lines[index], index);
    producer->poll(0);
  }
  const RdKafka::ErrorCode flushed = producer->flush(60000);
  if (reports.failure != RdKafka::ERR_NO_ERROR) refuse(reports.failure);
  if (flushed != RdKafka::ERR_NO_ERROR) refuse(flushed);
  for (const int64_t offset : reports.offsets) std::cout << offset << "\n";
}

std::unique_ptr<RdKafka::KafkaConsumer> make_consumer(const std::string& bootstrap) {
  auto conf = configuration({{"bootstrap.servers", bootstrap},
                             {"group.id", "unused"},
                             {"enable.auto.commit", "false"},
                             {"auto.offset.reset", "error"},
                             {"fetch.wait.max.ms", "100"}});
  std::string error;
  std::unique_ptr<RdKafka::KafkaConsumer> consumer(
      RdKafka::KafkaConsumer::create(conf.get(), error));
  if (!consumer) throw Refused{-1, error};
  return consumer;
}

void read(const std::string& bootstrap, const Fields& command) {
  const int64_t start = std::stoll(command.at(3));
  const int64_t end = std::stoll(command.at(4));
  auto consumer = make_consumer(bootstrap);
  std::unique_ptr<RdKafka::TopicPartition> wanted(
      RdKafka::TopicPartition::create(command[1], std::stoi(command[2]), start));
  consumer->assign({wanted.get()});
  for (int64_t next = start; next < end;) {
    std::unique_ptr<RdKafka::Message> message(consumer->consume(kTimeoutMs));
    if (message->err() != RdKafka::ERR_NO_ERROR) {
      consumer->close();
      refuse(message->err());
    }
    next = message->offset() + 1;
    if (next > end) break;
    const std::string* key = message->key();
    const RdKafka::MessageTimestamp time = message->timestamp();
    const bool appended = time.type == RdKafka::MessageTimestamp::MSG_TIMESTAMP_LOG_APPEND_TIME;
    std::cout << message->offset() << '\t' << time.timestamp << '\t' << appended << '\t'
              << to_hex(message->key_pointer(), key == nullptr ? 0 : key->size()) << '\t'
              << to_hex(message->payload(), message->len()) << '\t'
              << print_headers(message->headers()) << "\n";
  }
  consumer->close();
}

void ends(const std::string& bootstrap, const Fields& command) {
  auto consumer = make_consumer(bootstrap);
  int64_t low = 0;
  int64_t high = 0;
  const auto error = consumer->query_watermark_offsets(command.at(1), std::stoi(command.at(2)),
                                                       &low, &high, kTimeoutMs);
  if (error != RdKafka::ERR_NO_ERROR) refuse(error);
  std::cout << low << '\t' << high << "\n";
}

void offset_at(const std::string& bootstrap, const Fields& command) {
  auto consumer = make_consumer(bootstrap);
  std::unique_ptr<RdKafka::TopicPartition> wanted(RdKafka::TopicPartition::create(
      command.at(1), std::stoi(command.at(2)), std::stoll(command.at(3))));
  std::vector<RdKafka::TopicPartition*> asked{wanted.get()};
  const auto error = consumer->offsetsForTimes(asked, kTimeoutMs);
  if (error != RdKafka::ERR_NO_ERROR) refuse(error);
  if (wanted->err() != RdKafka::ERR_NO_ERROR) refuse(wanted->err());
  std::cout << wanted->offset() << "\n";
}

void run(const std::string& bootstrap, const Fields& command) {
  const std::string& name = command.at(0);
  if (name == "version") {
    std::cout << RdKafka::version_str() << "\n";
  } else if (name == "produce") {
    produce(bootstrap, command);
  } else if (name == "read") {
    read(bootstrap, command);
  } else if (name == "ends") {
    ends(bootstrap, command);
  } else if (name == "offset_at") {
    offset_at(bootstrap, command);
  } else {
    throw Refused{-1, "unknown command " + name};
  }
}

}  // namespace

int main(int, char** arguments) {
  std::string line;
  while (std::getline(std::cin, line)) {
    try {
      run(arguments[1], split(line, '\t'));
      std::cout << "end\n" << std::flush;
    } catch (const Refused& refused) {
      std::cout << "error\t" << refused.code << '\t' << refused.text << "\n" << std::flush;
    }
  }
}
