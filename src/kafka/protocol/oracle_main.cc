// The C++ half of the oracle test (tests/oracle/run.sh): compares our codec with files that Kafka's
// own classes wrote.
//
//   kafka_oracle list FILE
//       the messages that we know, for the Java side
//   kafka_oracle check-facts FILE
//       error codes, API versions and header versions agree
//   kafka_oracle check-messages FILE
//       every line decodes to the same JSON and encodes to the same bytes
//   kafka_oracle check-batches FILE
//       every batch of Java's decodes to the same records
//   kafka_oracle write-batches FILE SEED
//       batches of ours, for Java to read
//   kafka_oracle write-corpus FOLDER MESSAGES BATCHES
//       seeds for the fuzz targets
#include <fmt/core.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "kafka/protocol/error_codes.h"
#include "kafka/protocol/header.h"
#include "kafka/protocol/message_type.h"
#include "kafka/protocol/record_builder.h"

namespace ringfence::kafka {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kUnpackedMax = 16 * 1024 * 1024;
constexpr const char* kKinds[] = {"request", "response", "data"};

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t tab = line.find('\t');
    fields.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

int hex_digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

bytes::Slice from_hex(std::string_view text) {
  std::vector<std::byte> out;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    out.push_back(static_cast<std::byte>(hex_digit(text[i]) * 16 + hex_digit(text[i + 1])));
  }
  return bytes::Slice::from_vector(std::move(out));
}

std::string to_hex(bytes::ByteSpan data) {
  std::string text;
  for (const std::byte byte : data) text += fmt::format("{:02x}", static_cast<unsigned>(byte));
  return text;
}

Json hex_or_null(const std::optional<bytes::ByteSpan>& data) {
  return data ? Json(to_hex(*data)) : Json();
}

int list(const std::string& path) {
  std::ofstream out(path);
  for (const MessageType& type : all_messages()) {
    out << type.name << ' ' << kKinds[static_cast<int>(type.kind)] << ' ' << type.min_version << ' '
        << type.max_version << '\n';
  }
  return out.good() ? 0 : 1;
}

// Empty when the message came out the same in every way, else what differs.
std::string compare_message(const MessageType& type, std::int16_t version,
                            std::string_view sent_hex, std::string_view canonical_hex,
                            std::string_view json) {
  const bytes::Slice sent = from_hex(sent_hex);
  bytes::Reader reader(sent);
  const auto text = type.print(reader, version);
  if (!text.ok()) return "does not decode: " + text.error().to_string();
  if (!reader.finish().ok()) return "bytes left over: " + reader.finish().error().to_string();
  const Json expected = Json::parse(json);
  const Json ours = Json::parse(*text, nullptr, false);
  if (ours != expected) {
    return ours.is_discarded() ? "not JSON: " + *text
                               : "JSON differs: " + Json::diff(expected, ours).dump();
  }
  bytes::Reader second(sent);
  const auto bytes = type.recode(second, version);
  if (!bytes.ok()) return "does not decode twice";
  if (to_hex(bytes->flatten().span()) != canonical_hex) {
    return fmt::format("bytes differ: ours {} Kafka's {}", to_hex(bytes->flatten().span()),
                       canonical_hex);
  }
  // The JSON form leaves records out; all else must come back.
  if (json.find("recordsSizeInBytes") == std::string_view::npos) {
    const auto parsed = type.parse(json, version);
    if (!parsed.ok()) return "JSON does not parse: " + parsed.error().to_string();
    if (to_hex(parsed->flatten().span()) != canonical_hex) return "bytes from JSON differ";
  }
  return {};
}

int check_messages(const std::string& path) {
  std::ifstream in(path);
  std::string line;
  std::map<std::string, int> seen;
  int failures = 0;
  int lines = 0;
  while (std::getline(in, line)) {
    const auto field = split(line);
    if (field.size() != 6) return fmt::print(stderr, "bad line {}\n", lines), 1;
    const auto kind = static_cast<MessageKind>(field[1] == "request"    ? 0
                                               : field[1] == "response" ? 1
                                                                        : 2);
    const MessageType* type = find_message(field[0], kind);
    if (type == nullptr) return fmt::print(stderr, "unknown message {}\n", field[0]), 1;
    const auto version = static_cast<std::int16_t>(std::stoi(std::string(field[2])));
    const std::string problem = compare_message(*type, version, field[3], field[4], field[5]);
    if (!problem.empty() && ++failures <= 20) {
      fmt::print(stderr, "{} {} v{}: {}\n", field[0], field[1], version, problem.substr(0, 600));
    }
    ++seen[fmt::format("{} {} {}", field[0], field[1], field[2])];
    ++lines;
  }
  int versions = 0;
  for (const MessageType& type : all_messages()) {
    for (int version = type.min_version; version <= type.max_version; ++version, ++versions) {
      const std::string key =
          fmt::format("{} {} {}", type.name, kKinds[static_cast<int>(type.kind)], version);
      if (seen[key] < 3 && ++failures <= 20) {
        fmt::print(stderr, "{}: only {} instances\n", key, seen[key]);
      }
    }
  }
  fmt::print("oracle: {} instances of {} messages, {} message versions: {} failures\n", lines,
             all_messages().size(), versions, failures);
  return failures == 0 ? 0 : 1;
}

int check_facts(const std::string& path) {
  std::ifstream in(path);
  std::string kind, name_text;
  int failures = 0, errors = 0, versions = 0;
  const auto expect = [&failures](bool holds, const std::string& what) {
    if (!holds && ++failures <= 20) fmt::print(stderr, "{}\n", what);
  };
  std::int16_t number = 0;
  while (in >> kind >> number >> name_text) {
    if (kind == "error") {
      bool retriable = false;
      in >> retriable;
      const auto error = static_cast<KafkaError>(number);
      expect(name(error) == name_text && is_retriable(error) == retriable, "error " + name_text);
      ++errors;
      continue;
    }
    std::int16_t version = 0, request_header = 0, response_header = 0;
    in >> version >> request_header >> response_header;
    const ApiInfo* api = find_api(number);
    if (api == nullptr) continue;  // spoken between brokers only
    expect(api->name == name_text && api->knows(version) &&
               api->request_header_version(version) == request_header &&
               api->response_header_version(version) == response_header,
           fmt::format("{} v{}", name_text, version));
    ++versions;
  }
  for (const ApiInfo& api : all_apis()) versions -= api.max_version - api.min_version + 1;
  expect(versions == 0, "a version of ours is not Kafka's");
  expect(errors > 130, "too few errors");
  fmt::print("oracle: {} error codes, headers of {} APIs: {} failures\n", errors, all_apis().size(),
             failures);
  return failures == 0 ? 0 : 1;
}

// The form that Batches.java writes and reads.
Result<Json> describe(bytes::ByteSpan batch) {
  RF_TRY_ASSIGN(RecordReader reader, RecordReader::open(batch, kUnpackedMax));
  const RecordBatchHeader& header = reader.header();
  Json json = {{"baseOffset", header.base_offset},
               {"lastOffset", header.last_offset()},
               {"leaderEpoch", header.partition_leader_epoch},
               {"codec", bytes::compression_name(header.compression())},
               {"maxTimestamp", header.max_timestamp},
               {"logAppendTime", header.timestamp_type() == TimestampType::kLogAppendTime},
               {"producerId", header.producer_id},
               {"producerEpoch", header.producer_epoch},
               {"baseSequence", header.base_sequence},
               {"lastSequence", header.last_sequence()},
               {"transactional", header.is_transactional()},
               {"control", header.is_control()},
               {"records", Json::array()}};
  Record record;
  while (true) {
    RF_TRY_ASSIGN(const bool more, reader.next(record));
    if (!more) return json;
    Json headers = Json::array();
    for (const RecordHeader& item : record.headers) {
      headers.push_back({{"key", item.key}, {"value", hex_or_null(item.value)}});
    }
    json["records"].push_back({{"offset", record.offset},
                               {"timestamp", record.timestamp},
                               {"key", hex_or_null(record.key)},
                               {"value", hex_or_null(record.value)},
                               {"headers", headers}});
  }
}

int check_batches(const std::string& path) {
  std::ifstream in(path);
  std::string line;
  int failures = 0;
  int lines = 0;
  while (std::getline(in, line)) {
    ++lines;
    const auto field = split(line);
    const bytes::Slice batch = from_hex(field.at(0));
    const Json expected = Json::parse(field.at(2));
    const auto ours = describe(batch.span());
    std::string problem;
    if (!ours.ok()) {
      problem = ours.error().to_string();
    } else if (*ours != expected) {
      problem = Json::diff(expected, *ours).dump();
    } else if (field[1] == "producer") {
      const auto checked = validate_batch(batch.span());
      if (!checked.ok()) problem = checked.error().to_string();
      const auto records = validate_records(batch.span(), kUnpackedMax);
      if (!records.ok()) problem = records.error().to_string();
    }
    if (!problem.empty()) {
      ++failures;
      fmt::print(stderr, "batch {}: {}\n", lines, problem.substr(0, 600));
    }
  }
  fmt::print("oracle: {} batches of Kafka's: {} failures\n", lines, failures);
  return failures == 0 && lines > 0 ? 0 : 1;
}

bytes::Slice random_batch(Random& random, bytes::Compression codec) {
  BatchOptions options{.base_offset = random.between(0, 1'000'000),
                       .partition_leader_epoch = static_cast<std::int32_t>(random.below(100)),
                       .compression = codec};
  if (random.chance(0.5)) {
    options.producer_id = random.between(0, 1 << 30);
    options.producer_epoch = static_cast<std::int16_t>(random.below(1000));
    options.base_sequence = random.chance(0.2) ? std::numeric_limits<std::int32_t>::max() - 1
                                               : static_cast<std::int32_t>(random.below(1000));
    options.transactional = random.chance(0.5);
  }
  if (random.chance(0.2)) {
    options.timestamp_type = TimestampType::kLogAppendTime;
    options.log_append_time_ms = 1'700'000'000'000;
  }
  RecordBatchBuilder builder(options);
  for (std::uint64_t i = 1 + random.below(20); i > 0; --i) {
    const std::string key(random.below(30), 'k');
    const std::string value(random.below(5000), static_cast<char>(random.below(256)));
    std::vector<RecordHeader> headers;
    for (std::uint64_t h = random.below(3); h > 0; --h) {
      headers.push_back({"header", random.chance(0.5) ? std::optional<bytes::ByteSpan>()
                                                      : std::as_bytes(std::span(key))});
    }
    builder.append(
        1'600'000'000'000 + random.between(-5000, 5000),
        random.chance(0.3) ? std::nullopt : std::optional(std::as_bytes(std::span(key))),
        random.chance(0.1) ? std::nullopt : std::optional(std::as_bytes(std::span(value))),
        headers);
  }
  return *builder.build();
}

int write_batches(const std::string& path, std::uint64_t seed) {
  std::ofstream out(path);
  Random random(seed);
  const auto line = [&out](const bytes::Slice& batch) {
    out << to_hex(batch.span()) << '\t' << describe(batch.span())->dump() << '\n';
  };
  for (int codec = 0; codec <= bytes::kCompressionMax; ++codec) {
    for (int i = 0; i < 20; ++i) line(random_batch(random, static_cast<bytes::Compression>(codec)));
  }
  line(end_transaction_marker(true, 17, 4, 2, 9, 1'600'000'000'000));
  line(end_transaction_marker(false, 18, 4, 2, 9, 1'600'000'000'001));
  // Rewrites that a broker makes.
  const bytes::Slice batch = random_batch(random, bytes::Compression::kLz4);
  line(with_log_append_time(batch, 1'650'000'000'000).flatten());
  bytes::Chain moved;
  append_with_offset(moved, batch, 123'456'789'012, 7);
  line(moved.flatten());
  fmt::print("oracle: batches of ours, seed {}\n", seed);
  return out.good() ? 0 : 1;
}

void save(const std::string& path, const bytes::Slice& data) {
  std::ofstream(path, std::ios::binary) << data.text();
}

// Of each message: one random instance with unknown tags, in its newest and in its newest
// inflexible version.
int write_corpus(const std::string& folder, const std::string& messages,
                 const std::string& batches) {
  for (const char* name : {"request", "response", "record_batch"}) {
    std::filesystem::create_directories(folder + "/" + name);
  }
  std::ifstream in(messages);
  std::string line;
  int number = 0;
  while (std::getline(in, line)) {
    const auto field = split(line);
    if (number++ % 6 != 3 || field[1] == "data" || field[3].size() > 4000) continue;
    const bool request = field[1] == "request";
    const auto* type =
        find_message(field[0], request ? MessageKind::kRequest : MessageKind::kResponse);
    const auto version = static_cast<std::int16_t>(std::stoi(std::string(field[2])));
    const ApiInfo* api = find_api(type->api_key);
    if (version != api->max_version && version + 1 != api->first_flexible) continue;
    bytes::Writer w;
    if (request) {
      encode_request_header(w, {type->api_key, version, 7, "fuzz"});
    } else {
      w.i16(type->api_key);
      w.i16(version);
    }
    w.slice(from_hex(field[3]));
    save(fmt::format("{}/{}/{}_v{}", folder, field[1], field[0], version), w.finish_flat());
  }
  std::ifstream batch_lines(batches);
  for (number = 0; std::getline(batch_lines, line); ++number) {
    const auto field = split(line);
    if (field[0].size() > 20'000 || number % 5 != 0) continue;
    save(fmt::format("{}/record_batch/{:03}", folder, number), from_hex(field[0]));
  }
  return 0;
}

int run(const std::vector<std::string>& arguments) {
  const std::string command = arguments.empty() ? "" : arguments[0];
  if (command == "list" && arguments.size() == 2) return list(arguments[1]);
  if (command == "check-facts" && arguments.size() == 2) return check_facts(arguments[1]);
  if (command == "check-messages" && arguments.size() == 2) return check_messages(arguments[1]);
  if (command == "check-batches" && arguments.size() == 2) return check_batches(arguments[1]);
  if (command == "write-batches" && arguments.size() == 3) {
    return write_batches(arguments[1], std::stoull(arguments[2]));
  }
  if (command == "write-corpus" && arguments.size() == 4) {
    return write_corpus(arguments[1], arguments[2], arguments[3]);
  }
  fmt::print(stderr, "usage: see the head of oracle_main.cc\n");
  return 2;
}

}  // namespace
}  // namespace ringfence::kafka

int main(int argc, char** argv) { return ringfence::kafka::run({argv + 1, argv + argc}); }
