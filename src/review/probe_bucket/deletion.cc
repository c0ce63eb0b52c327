#include "review/probe_bucket/deletion.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "evidence/crypto.h"
#include "review/probe_bucket/analysis.h"
#include "review/probe_bucket/findings.h"
#include "review/probe_bucket/times.h"

namespace ringfence::review::bucket {
namespace {

namespace s3 = store::s3;

constexpr std::uint64_t kRawBytesMax = 32U << 20;  // what a verifier reads
constexpr std::size_t kResidualsShown = 10'000;
constexpr std::size_t kLocksLookedAt = 10'000;
constexpr std::int64_t kDay = 86'400;

std::string version_name(const ListingLine& line) { return line.key + "\t" + line.version_id; }

// Rules act at the midnight after their time.
std::int64_t next_midnight(std::int64_t time) { return (time / kDay + 1) * kDay; }

bool can_lock(const Settings& settings) {
  return !settings.was_read("lock") || settings.at("lock").value != "none";
}

// Lines of the target that are under lock or hold.
async::Task<Result<bool>> is_held(s3::Client& client, const Options& options,
                                  const ListingLine& line, std::int64_t& until,
                                  async::Deadline deadline) {
  if (line.marker) co_return false;
  auto head = co_await head_version(client, options.bucket, line, deadline);
  if (!head) {
    if (head.error().is(ErrorCode::kNotFound)) co_return false;
    co_return head.error();
  }
  until = parse_time(head->lock_until).value_or(0);
  co_return head->legal_hold == "ON" || until > 0;
}

struct Target {
  std::vector<ListingLine> lines;
  std::set<std::string> names;
};

Result<Target> read_target(const Listing& before, Deletion& out) {
  Target target;
  RootBuilder root;
  std::string kept;
  out.whole_listing = before.file_bytes <= kRawBytesMax;
  auto read = read_listing(before.path, [&](std::int64_t, const ListingLine& line) -> Result<> {
    const std::string text = to_text(line);
    const bool wanted = text.starts_with(out.prefix);
    if (out.whole_listing || wanted) kept += text + "\n";
    if (!wanted) return {};
    if (kept.size() > kRawBytesMax && !out.whole_listing)
      return Error(ErrorCode::kTooLarge, "what was deleted is more than 32 MiB of listing");
    target.lines.push_back(line);
    target.names.insert(version_name(line));
    return {};
  });
  if (!read) return read.error();
  if (read->root != before.root)
    return Error(ErrorCode::kCorrupt, before.path + ": the listing is not the one that was logged");
  out.listing = {"listing-before.tsv", kept, "text/tab-separated-values", "full"};
  return target;
}

// Counts target and root without what is held.
void compute_target(const Target& target, Deletion& out) {
  RootBuilder root;
  const std::set<std::string> held(out.holds.begin(), out.holds.end());
  for (const ListingLine& line : target.lines) {
    const std::string text = to_text(line);
    if (!held.contains(text)) root.add(text);
  }
  out.target_count = root.count();
  out.target_root = evidence::to_hex(evidence::as_bytes(root.root()));
}

Finding base_finding(std::string type, std::string claim, std::int64_t population) {
  Finding out;
  out.type = std::move(type);
  out.claims = {std::move(claim)};
  out.population = out.examined = population;
  out.unit = "object versions";
  return out;
}

std::string residual_lines(const Deletion& deletion) {
  std::string text;
  for (const Residual& residual : deletion.residuals)
    text += to_text(residual.line) + "\t" +
            (residual.until > 0 ? format_time(residual.until) : "no end") + "\t" + residual.why +
            "\n";
  return text;
}

Finding manifest_finding(const Deletion& deletion, const Options& options) {
  Finding out = base_finding("deletion-manifest", "C1.del.a", deletion.target_count);
  out.grade = "P";
  nlohmann::json body = {{"listing", evidence::sha256_hex(deletion.listing.bytes)},
                         {"prefix", deletion.prefix},
                         {"holds", deletion.holds},
                         {"target_root", deletion.target_root},
                         {"target_count", deletion.target_count},
                         {"whole_listing", deletion.whole_listing}};
  out.body = dump_json(body);
  out.raw.push_back(deletion.listing);
  out.result = deletion.target_count > 0 ? "holds" : "inconclusive";
  out.summary =
      deletion.target_count > 0
          ? fmt::format(
                "{} object versions of bucket {} begin with the deleted prefix in the "
                "listing logged before; {} under lock or hold are left out by name.",
                deletion.target_count, options.bucket, deletion.holds.size())
          : "The listing logged before the deletion names no object under the deleted prefix.";
  return out;
}

}  // namespace

std::int64_t end_by_rules(const ListingLine& line, std::int64_t superseded_at,
                          const std::vector<LifecycleRule>& rules, std::string& why) {
  std::int64_t end = 0;
  for (const LifecycleRule& rule : rules) {
    if (!rule.enabled || rule.filtered || !line.key.starts_with(rule.prefix)) continue;
    std::int64_t at = 0;
    if (line.latest && !line.marker && rule.expire_days > 0)
      at = next_midnight(parse_time(line.last_modified).value_or(0) + rule.expire_days * kDay);
    if (!line.latest && rule.noncurrent_days > 0 && rule.newer_noncurrent == 0 && superseded_at > 0)
      at = next_midnight(superseded_at + rule.noncurrent_days * kDay);
    if (at > 0 && (end == 0 || at < end)) {
      end = at;
      why = "lifecycle rule " + rule.id;
    }
  }
  return end;
}

async::Task<Result<Deletion>> look_after_deletion(s3::Client& client, const Options& options,
                                                  const Settings& settings, Listing before,
                                                  std::string path, async::Deadline deadline) {
  Deletion out;
  out.prefix = encode_key(options.deleted);
  auto target = read_target(before, out);
  if (!target) co_return target.error();
  auto after = co_await list_bucket(
      client, {options.bucket, {options.deleted}, path, options.objects_max, {}}, deadline);
  if (!after) co_return after.error();
  std::vector<std::pair<ListingLine, std::int64_t>> left;  // with the time it was superseded
  std::string last_key;
  std::int64_t newer = 0;
  auto read = read_listing(path, [&](std::int64_t, const ListingLine& line) -> Result<> {
    const std::int64_t superseded = line.key == last_key ? newer : 0;
    last_key = line.key;
    newer = parse_time(line.last_modified).value_or(0);
    if (!target->names.contains(version_name(line))) {
      ++out.later;
    } else {
      ++out.remaining;
      if (left.size() < kResidualsShown) left.emplace_back(line, superseded);
    }
    return {};
  });
  if (!read) co_return read.error();
  std::size_t looked = 0;
  for (const auto& [line, superseded] : left) {
    Residual residual{line};
    residual.until = end_by_rules(line, superseded, settings.rules, residual.why);
    if (residual.until == 0) residual.why = "no rule, lock or hold ends it";
    if (can_lock(settings) && looked++ < kLocksLookedAt) {
      std::int64_t locked = 0;
      auto held = co_await is_held(client, options, line, locked, deadline);
      if (!held) co_return held.error();
      if (*held) {
        out.holds.push_back(to_text(line));
        residual.until = std::max(residual.until, locked);
        residual.why = locked > 0 ? "object lock" : "legal hold, without an end";
      }
    }
    out.residuals.push_back(std::move(residual));
  }
  compute_target(*target, out);
  Options scope = options;
  scope.prefixes = {options.deleted};
  auto uploads = co_await list_uploads(client, scope, 0, deadline);
  if (!uploads) co_return uploads.error();
  out.uploads = uploads->count;
  for (const LifecycleRule& rule : settings.rules) {
    if (rule.enabled && rule.abort_days > 0 && options.deleted.starts_with(rule.prefix))
      out.uploads_until =
          fmt::format("{} days after their start, rule {}", rule.abort_days, rule.id);
  }
  co_return out;
}

std::vector<Finding> deletion_findings(const Deletion& deletion, const Options& options,
                                       const Settings& settings, std::int64_t now) {
  std::vector<Finding> findings{manifest_finding(deletion, options)};
  const std::int64_t counts_from =
      parse_time(options.since).value_or(0) + options.window_minutes * 60;
  std::int64_t endless = 0, latest = 0, overdue = 0;
  for (const Residual& residual : deletion.residuals) {
    endless += residual.until == 0 ? 1 : 0;
    overdue += residual.until > 0 && residual.until < now ? 1 : 0;
    latest = std::max(latest, residual.until);
  }
  if (deletion.uploads > 0 && deletion.uploads_until.empty()) endless += deletion.uploads;

  Finding result = base_finding("deletion-result", "C1.del.b", deletion.target_count);
  auto body = nlohmann::json::object();
  body = {{"prefix", deletion.prefix},
          {"since", options.since},
          {"target_root", deletion.target_root},
          {"remaining", deletion.remaining},
          {"without_end", endless},
          {"overdue", overdue},
          {"last_end", latest > 0 ? format_time(latest) : ""},
          {"later", deletion.later},
          {"unfinished_uploads", deletion.uploads},
          {"uploads_until", deletion.uploads_until}};
  result.body = dump_json(body);
  if (!deletion.residuals.empty())
    result.raw.push_back(
        {"residuals.tsv", residual_lines(deletion), "text/tab-separated-values", "full"});
  const std::string left = fmt::format(
      "{} of {} object versions under the deleted prefix of bucket {} are still there",
      deletion.remaining, deletion.target_count + static_cast<std::int64_t>(deletion.holds.size()),
      options.bucket);
  if (deletion.target_count == 0) {
    result.result = "inconclusive";
    result.summary = "The listing logged before names nothing under the deleted prefix.";
  } else if (now < counts_from) {
    result.result = "inconclusive";
    result.summary = left + "; the listing counts from " + format_time(counts_from) + ".";
  } else if (endless + overdue > 0) {
    result.result = "fails";
    result.summary =
        left + fmt::format("; {} have no end date and {} are past theirs.", endless, overdue);
  } else {
    result.result = "holds";
    result.summary = left + (latest > 0 ? ", the last until " + format_time(latest) + "." : ".");
  }

  Finding copies = result;
  copies.claims = {"C5.del.a"};
  std::string targets;
  for (const CopyTarget& target : settings.targets)
    targets += (targets.empty() ? "" : ", ") + target.kind + " to " + target.bucket;
  if (copies.result == "holds" && (!targets.empty() || latest > now)) {
    copies.result = "inconclusive";
    copies.summary = !targets.empty()
                         ? "Copies or names may remain at: " + targets + "; run the probe there."
                         : left + " until " + format_time(latest) + "; list again after that.";
  } else if (copies.result == "holds" && !settings.was_read("replication")) {
    copies.result = "inconclusive";
    copies.summary = "Replication could not be read: " + settings.at("replication").error;
  }
  findings.push_back(std::move(result));
  findings.push_back(std::move(copies));
  return findings;
}

}  // namespace ringfence::review::bucket
