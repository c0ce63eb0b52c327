#include "evidence/evidence_folder.h"

#include <algorithm>
#include <charconv>

#include "evidence/files.h"

namespace ringfence::evidence {
namespace {

constexpr std::string_view kEnvelope = ".dsse.json";
constexpr std::string_view kStart = "probe-start";

// "leaf\ttype\tkey id\trun\ttool\terased": what the folder must know without reading envelopes.
std::string meta_text(const StoredItem& item) {
  return std::to_string(item.leaf) + "\t" + item.type + "\t" + item.key_id + "\t" +
         std::to_string(item.run) + "\t" + item.tool + "\t" + (item.erased ? "erased" : "kept") +
         "\n";
}

Result<StoredItem> parse_meta(const std::string& id, std::string_view text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == '\t' || c == '\n') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  StoredItem item;
  item.id = id;
  const auto number = [](const std::string& digits, auto& out) {
    return std::from_chars(digits.data(), digits.data() + digits.size(), out).ec == std::errc();
  };
  if (parts.size() != 7 || !number(parts[0], item.leaf) || !number(parts[3], item.run)) {
    return Error(ErrorCode::kCorrupt, "item " + id + " has a bad .meta file");
  }
  item.type = parts[1];
  item.key_id = parts[2];
  item.tool = parts[4];
  item.erased = parts[5] == "erased";
  return item;
}

}  // namespace

EvidenceFolder::EvidenceFolder(std::filesystem::path folder, TransparencyLog log)
    : folder_(std::move(folder)), log_(std::move(log)) {}

std::filesystem::path EvidenceFolder::item_path(const std::string& id,
                                                std::string_view suffix) const {
  return folder_ / "items" / (id + std::string(suffix));
}

Result<EvidenceFolder> EvidenceFolder::open(std::filesystem::path folder, std::string origin,
                                            SigningKey log_key) {
  RF_TRY_ASSIGN(TransparencyLog log,
                TransparencyLog::open(folder / "log", std::move(origin), std::move(log_key)));
  EvidenceFolder out(std::move(folder), std::move(log));
  RF_TRY(out.load());
  return out;
}

Result<> EvidenceFolder::load() {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "items", error)) {
    if (entry.path().extension() != ".meta") continue;
    const std::string id = entry.path().stem();
    RF_TRY_ASSIGN(const std::string text, read_file(entry.path()));
    RF_TRY_ASSIGN(const StoredItem item, parse_meta(id, text));
    // Meta and salt come first, the envelope last: without it the item was never added.
    if (!item.erased && !std::filesystem::exists(item_path(id, kEnvelope), error)) continue;
    items_.push_back(item);
  }
  std::sort(items_.begin(), items_.end(),
            [](const StoredItem& a, const StoredItem& b) { return a.leaf < b.leaf; });
  for (const StoredItem& item : items_) {
    if (item.leaf > log_.size()) return Error(ErrorCode::kCorrupt, "a leaf before " + item.id);
    if (item.leaf == log_.size()) RF_TRY(append(item));  // stored, then interrupted
  }
  return log_.size() == 0 ? Result<>() : publish();
}

Result<> EvidenceFolder::append(const StoredItem& item) {
  RF_TRY_ASSIGN(const std::string envelope, read_file(item_path(item.id, kEnvelope)));
  RF_TRY_ASSIGN(const std::string salt_hex, read_file(item_path(item.id, ".salt")));
  std::string salt;
  for (std::size_t i = 0; i + 1 < salt_hex.size(); i += 2) {
    int value = 0;
    std::from_chars(salt_hex.data() + i, salt_hex.data() + i + 2, value, 16);
    salt += static_cast<char>(value);
  }
  log_.append(sha256(salt + envelope));
  return {};
}

Result<> EvidenceFolder::publish() {
  RF_TRY(log_.publish());
  return {};
}

Result<StoredItem> EvidenceFolder::add_statement(const std::string& payload,
                                                 const StoredItem& about,
                                                 const std::vector<const SigningKey*>& keys) {
  const Statement statement = finish_statement(payload);
  std::error_code error;
  StoredItem item = about;
  item.id = statement.id;
  item.leaf = log_.size();
  if (std::filesystem::exists(item_path(item.id, kEnvelope), error)) {
    return Error(ErrorCode::kAlreadyExists, "item " + item.id + " is there already");
  }
  if (item.tool.find_first_of("\t\n") != std::string::npos) {
    return Error(ErrorCode::kInvalid, "a tool name holds a tab or line end");
  }
  RF_TRY(write_file(item_path(item.id, ".salt"), to_hex(random_bytes(32)) + "\n"));
  RF_TRY(write_file(item_path(item.id, ".meta"), meta_text(item)));
  RF_TRY(write_file(item_path(item.id, kEnvelope),
                    make_envelope(kInTotoType, statement.payload, keys)));
  RF_TRY(append(item));
  items_.push_back(item);
  return item;
}

Result<StoredItem> EvidenceFolder::add(const Item& item, const SigningKey& key,
                                       const std::vector<const SigningKey*>& also) {
  StoredItem about;
  about.type = item.type;
  about.key_id = key.id();
  about.tool = item.tool;
  about.run = item.run;
  std::vector<const SigningKey*> keys = {&key};
  keys.insert(keys.end(), also.begin(), also.end());
  RF_TRY_ASSIGN(const StoredItem stored,
                add_statement(make_statement(item, key.id()), about, keys));
  RF_TRY(publish());
  return stored;
}

std::int64_t EvidenceFolder::next_run(const std::string& key_id, const std::string& tool) const {
  std::int64_t last = 0;
  for (const StoredItem& item : items_) {
    if (item.key_id == key_id && item.tool == tool) last = std::max(last, item.run);
  }
  return last + 1;
}

Result<std::int64_t> EvidenceFolder::begin_run(Item item, const SigningKey& key) {
  item.type = kStart;
  item.grade = "A";
  item.result = "inconclusive";
  item.run = next_run(key.id(), item.tool);
  item.body = "{}";
  RF_TRY(add(item, key));
  return item.run;
}

std::vector<OpenRun> EvidenceFolder::open_runs() const {
  std::vector<OpenRun> open;
  for (const StoredItem& start : items_) {
    if (start.type != kStart) continue;
    const bool told = std::any_of(items_.begin(), items_.end(), [&](const StoredItem& item) {
      return item.type != kStart && item.key_id == start.key_id && item.tool == start.tool &&
             item.run == start.run;
    });
    if (!told) open.push_back({start.key_id, start.tool, start.run, start.id});
  }
  return open;
}

Result<std::string> EvidenceFolder::add_raw(std::string_view bytes) {
  const std::string digest = sha256_hex(bytes);
  RF_TRY(write_file(folder_ / "raw" / digest, bytes));
  return digest;
}

Result<StoredItem> EvidenceFolder::erase(const std::string& id, const std::string& basis,
                                         Item tombstone, const SigningKey& key) {
  const auto target = std::find_if(items_.begin(), items_.end(),
                                   [&](const StoredItem& item) { return item.id == id; });
  if (target == items_.end()) return Error(ErrorCode::kNotFound, "no item " + id);
  const std::size_t at = static_cast<std::size_t>(target - items_.begin());
  tombstone.type = "tombstone";
  tombstone.grade = "A";
  tombstone.run = next_run(key.id(), tombstone.tool);
  tombstone.body =
      "{\"leaf\":" + std::to_string(target->leaf) + ",\"erased_type\":" + quote_json(target->type) +
      ",\"time\":" + quote_json(tombstone.to) + ",\"basis\":" + quote_json(basis) + "}";
  RF_TRY_ASSIGN(const StoredItem stored, add(tombstone, key));
  items_[at].erased = true;
  RF_TRY(write_file(item_path(id, ".meta"), meta_text(items_[at])));
  std::error_code error;
  std::filesystem::remove(item_path(id, ".salt"), error);
  std::filesystem::remove(item_path(id, kEnvelope), error);
  if (error) return Error(ErrorCode::kInternal, "cannot delete item " + id);
  return stored;
}

}  // namespace ringfence::evidence
