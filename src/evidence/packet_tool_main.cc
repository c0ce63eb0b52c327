// Makes packets for the tests of both verifiers from a script of lines, fields separated by tabs.
// It signs whatever it is told to, lies included: not a program for users.
//   origin NAME                      log KEYNAME                 key NAME SEEDHEX
//   store FOLDER                     raw FILE                    publish
//   item KEY[,KEY...] PAYLOADFILE    witness KEY UNIXSECONDS     erase LEAF KEY PAYLOADFILE
//   open CLAIM WHY SINCE             without LEAF                file PATH FILE
//   manifest FIELD VALUE             packet KEY FOLDER           counter KEY PAYLOADFILE FOLDER
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>

#include "evidence/files.h"
#include "evidence/packet_writer.h"

namespace {

using namespace ringfence::evidence;
using ringfence::Result;

[[noreturn]] void die(const std::string& what) {
  std::fprintf(stderr, "evidence_packet_tool: %s\n", what.c_str());
  std::exit(1);
}

template <class T>
T must(Result<T> result) {
  if (!result) die(result.error().to_string());
  return *std::move(result);
}
void must(Result<> result) {
  if (!result) die(result.error().to_string());
}

std::vector<std::string> fields_of(const std::string& line, char separator) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == separator) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

std::string unhex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

class Script {
 public:
  void run(const std::string& text) {
    for (const std::string& line : fields_of(text, '\n')) {
      if (line.empty()) continue;
      std::vector<std::string> words = fields_of(line, '\t');
      words.resize(5);
      command(words);
    }
  }

 private:
  void command(const std::vector<std::string>& words) {
    const std::string& verb = words[0];
    if (verb == "key") {
      keys_.emplace(words[1], must(SigningKey::from_seed(unhex(words[2]))));
      std::printf("%s\t%s\t%s\n", words[1].c_str(), keys_.at(words[1]).id().c_str(),
                  to_base64(keys_.at(words[1]).public_key()).c_str());
    } else if (verb == "origin") {
      origin_ = words[1];
    } else if (verb == "log") {
      log_key_ = words[1];
    } else if (verb == "store") {
      store_.emplace(must(EvidenceFolder::open(words[1], origin_, key(log_key_))));
    } else if (verb == "raw") {
      must(store_->add_raw(must(read_file(words[1]))));
    } else if (verb == "publish") {
      must(store_->publish());
    } else if (verb == "witness") {
      must(store_->log().cosign(words[1], key(words[1]), std::stoll(words[2])));
    } else if (verb == "item") {
      const StoredItem stored = add(words[1], words[2]);
      std::printf("item\t%s\t%llu\n", stored.id.c_str(),
                  static_cast<unsigned long long>(stored.leaf));
    } else {
      packet_command(words);
    }
  }

  void packet_command(const std::vector<std::string>& words) {
    const std::string& verb = words[0];
    if (verb == "open") {
      options_.open.push_back({words[1], words[2], words[3]});
    } else if (verb == "without") {
      options_.without_items.insert(store_->items().at(std::stoul(words[1])).id);
    } else if (verb == "erase") {
      const StoredItem target = store_->items().at(std::stoul(words[1]));
      Item tombstone;
      tombstone.role = words[2];
      tombstone.tool = "erasure";
      tombstone.from = tombstone.to = tombstone.valid_until = words[4];
      tombstone.scope = options_.subject;
      must(store_->erase(target.id, words[3], tombstone, key(words[2])));
    } else if (verb == "file") {
      options_.files[words[1]] = must(read_file(words[2]));
    } else if (verb == "manifest") {
      set_manifest(words[1], words[2]);
    } else if (verb == "packet") {
      std::printf("packet\t%s\n",
                  must(write_packet(*store_, words[2], options_, key(words[1]))).c_str());
    } else if (verb == "counter") {
      const Statement statement = finish_statement(must(read_file(words[2])));
      must(write_file(std::filesystem::path(words[3]) / (statement.id + ".dsse.json"),
                      make_envelope(kInTotoType, statement.payload, {&key(words[1])})));
    } else {
      die("unknown line " + verb);
    }
  }

  void set_manifest(const std::string& field, const std::string& value) {
    System& system = options_.subject.system;
    const std::map<std::string, std::string*> texts = {
        {"created", &options_.created},
        {"question_set", &options_.question_set},
        {"audience", &options_.audience},
        {"previous", &options_.previous},
        {"product", &system.product},
        {"entity", &system.entity},
        {"deployment", &system.deployment},
        {"account", &system.account},
        {"cluster", &system.cluster},
        {"region", &system.region},
        {"bucket", &system.bucket},
        {"environment", &options_.subject.environment},
        {"build", &options_.subject.build},
        {"config_digest", &options_.subject.config_digest},
        {"policy_digest", &options_.subject.policy_digest}};
    if (!texts.contains(field)) die("unknown manifest field " + field);
    *texts.at(field) = value;
  }

  // The store remembers an item's type, as with a writer that made the statement itself.
  StoredItem add(const std::string& key_names, const std::string& file) {
    std::vector<const SigningKey*> keys;
    for (const std::string& name : fields_of(key_names, ',')) keys.push_back(&key(name));
    StoredItem about;
    about.key_id = keys[0]->id();
    const std::string payload = must(read_file(file));
    const std::string before = "ringfence.example/evidence/";
    const std::size_t begin = payload.find(before) + before.size();
    about.type = payload.substr(begin, payload.find("/v1", begin) - begin);
    return must(store_->add_statement(payload, about, keys));
  }

  const SigningKey& key(const std::string& name) const {
    const auto found = keys_.find(name);
    if (found == keys_.end()) die("unknown key " + name);
    return found->second;
  }

  std::map<std::string, SigningKey> keys_;
  std::string origin_;
  std::string log_key_;
  std::optional<EvidenceFolder> store_;
  PacketOptions options_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) die("one script file");
  Script().run(must(read_file(argv[1])));
  return 0;
}
