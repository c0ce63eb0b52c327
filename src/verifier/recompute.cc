// What this verifier can recompute from raw files: set arithmetic over a listing (E13), a session's
// hash chain (E17), and roots over exported records (E20). All other types are "not recomputed".
#include <algorithm>
#include <set>

#include "verifier/packet.h"

namespace ringfence::verifier {
namespace {

constexpr std::size_t kRawBytesMax = 32U << 20;

using Lines = std::vector<std::string_view>;

std::optional<std::string> load(const Value& body, std::string_view key, const RawReader& raw) {
  const Value* digest = body.find(key);
  const auto file = digest == nullptr ? raw.end() : raw.find(digest->text);
  if (file == raw.end()) return std::nullopt;
  auto text = read_file(file->second, file->first, kRawBytesMax);
  return text ? std::optional(*std::move(text)) : std::nullopt;
}

std::string text_of(const Value& body, std::string_view key) {
  const Value* value = body.find(key);
  return value == nullptr ? "" : value->text;
}

std::int64_t number_of(const Value& body, std::string_view key) {
  const Value* value = body.find(key);
  return value == nullptr ? -1 : value->number;
}

std::string lines_root(const Lines& lines) {
  std::vector<Digest> leaves;
  for (const std::string_view line : lines) leaves.push_back(leaf_hash(line));
  return to_hex(bytes_of(tree_root(leaves.data(), leaves.size())));
}

// target = listed versions under the prefix, without those under a hold.
void recompute_deletion_manifest(Item& item, const Value& body, const RawReader& raw) {
  const auto listing = load(body, "listing", raw);
  const Value* holds = body.find("holds");
  const Value* prefix = body.find("prefix");
  if (!listing || holds == nullptr || prefix == nullptr) return;
  const auto lines = lines_of(*listing);
  std::set<std::string_view> held;
  for (const auto& [unused, hold] : holds->members) held.insert(hold.text);
  Lines target;
  for (const std::string_view line : lines.value_or(Lines{})) {
    if (line.starts_with(prefix->text) && !held.contains(line)) target.push_back(line);
  }
  const bool same = lines && lines_root(target) == text_of(body, "target_root") &&
                    number_of(body, "target_count") == static_cast<std::int64_t>(target.size());
  (same ? item.recomputed : item.wrong) = "the target set from the listing shown";
}

// Each line begins with its number and the SHA-256 of the line before (64 zeroes in the first).
void recompute_session(Item& item, const Value& body, const RawReader& raw) {
  const auto records = load(body, "records", raw);
  if (!records) return;
  const auto lines = lines_of(*records);
  std::string previous(64, '0');
  bool same = lines.has_value();
  std::int64_t number = 0;
  for (const std::string_view line : lines.value_or(Lines{})) {
    const auto parts = split(line, '\t');
    ++number;
    same = same && parts.size() >= 3 && parts[0] == std::to_string(number) && parts[1] == previous;
    previous = to_hex(bytes_of(sha256(line)));
  }
  same = same && previous == text_of(body, "head") && number == number_of(body, "count");
  (same ? item.recomputed : item.wrong) = "the chain of the session records shown";
}

// The root over the records of source and of target, one record a line.
void recompute_export(Item& item, const Value& body, const RawReader& raw) {
  const Value* partitions = body.find("partitions");
  if (partitions == nullptr || partitions->members.empty()) return;
  bool same = true;
  for (const auto& [unused, partition] : partitions->members) {
    const auto source = load(partition, "source", raw);
    const auto target = load(partition, "target", raw);
    if (!source || !target) return;
    for (const std::string& side : {*source, *target}) {
      const auto lines = lines_of(side);
      same = same && lines && lines_root(*lines) == text_of(partition, "root") &&
             number_of(partition, "count") == static_cast<std::int64_t>(lines->size());
    }
  }
  (same ? item.recomputed : item.wrong) = "the roots over the records of source and target";
}

}  // namespace

void recompute(Item& item, const Value& body, const RawReader& raw) {
  if (item.type == "E13") recompute_deletion_manifest(item, body, raw);
  if (item.type == "E17") recompute_session(item, body, raw);
  if (item.type == "E20") recompute_export(item, body, raw);
  if (item.type != "E24" || item.facts.page.empty()) return;
  const auto page = load(body, "page", raw);
  const auto from = static_cast<std::size_t>(item.facts.span_from);
  const auto to = static_cast<std::size_t>(item.facts.span_to);
  if (!page || from >= to || to > page->size()) return;
  if (page->substr(from, to - from) == item.facts.quote) item.recomputed = "the quote";
}

}  // namespace ringfence::verifier
