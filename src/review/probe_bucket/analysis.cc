#include "review/probe_bucket/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "async/task_group.h"
#include "object_store/s3/xml.h"
#include "review/probe_bucket/times.h"
#include "review/probe_iam/glob.h"

namespace ringfence::review::bucket {
namespace {

namespace s3 = store::s3;

constexpr std::size_t kKnownMax = 5'000'000;
constexpr std::size_t kPatternsMax = 1000;
constexpr std::size_t kLooksAtOnce = 16;
constexpr std::int64_t kUploadsMax = 1'000'000;

std::uint64_t short_digest(std::string_view text) {
  const evidence::Digest digest = evidence::sha256(text);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value = value << 8 | digest[i];
  return value;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

Result<KnownKeys> KnownKeys::load(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error(ErrorCode::kInvalid, "--known " + path + ": cannot be read");
  KnownKeys known;
  std::string line;
  while (std::getline(file, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line[0] == '#') continue;
    if (line.find('*') == std::string::npos) {
      known.keys_.push_back(short_digest(line));
    } else {
      known.patterns_.push_back(line);
    }
    if (known.keys_.size() > kKnownMax || known.patterns_.size() > kPatternsMax)
      return Error(ErrorCode::kTooLarge,
                   "--known " + path + ": at most 5,000,000 keys and 1,000 patterns");
  }
  std::sort(known.keys_.begin(), known.keys_.end());
  return known;
}

bool KnownKeys::has(const std::string& key) const {
  if (std::binary_search(keys_.begin(), keys_.end(), short_digest(key))) return true;
  return std::any_of(patterns_.begin(), patterns_.end(), [&](const std::string& pattern) {
    return iam::Glob::parse(pattern).match(key) == iam::Truth::kYes;
  });
}

void Analysis::feed(const ListingLine& line) {
  const bool same_key = lines_of_key_ > 0 && line.key == key_;
  if (!same_key) {
    finish();
    key_ = line.key;
    newer_at_ = -1;
    first_of_key_ = line;
    newest_is_marker_ = line.marker;
    lines_of_key_ = 0;
  }
  ++lines_of_key_;
  const std::int64_t written = parse_time(line.last_modified).value_or(-1);
  if (same_key && !line.latest) {
    ++old_versions;
    const std::int64_t grace = in_.options->grace_hours * 3600;
    if (newer_at_ < 0) {
      undated.add(line);
    } else {
      if (oldest_superseded == 0 || newer_at_ < oldest_superseded) oldest_superseded = newer_at_;
      if (in_.options->grace_hours >= 0 && newer_at_ + grace < in_.now) superseded.add(line);
    }
  }
  newer_at_ = written;
  if (!line.marker && in_.known != nullptr && !in_.known->has(line.key)) unknown.add(line);
  if (!same_key && in_.words != nullptr) {
    std::size_t word = 0;
    if (const std::string_view kind = in_.words->find(line.key, word); !kind.empty()) {
      named.add(line);
      ++named_as[std::string(kind)];
    }
  }
  if (line.marker || line.encryption == "?") return;
  ++encryption_read;
  ++encryptions[line.encryption];
  if (as_declared(line.encryption, line.kms_key, *in_.options) == false) other_encryption.add(line);
}

void Analysis::finish() {
  if (lines_of_key_ == 1 && newest_is_marker_) lone_markers.add(first_of_key_);
  lines_of_key_ = 0;
}

std::optional<bool> as_declared(const std::string& encryption, const std::string& kms_key,
                                const Options& options) {
  std::string declared = options.encryption;
  if (declared.empty() && !options.key.empty()) declared = "aws:kms";
  if (declared.empty()) return std::nullopt;
  if (encryption != (declared == "none" ? "-" : declared)) return false;
  if (options.key.empty()) return true;
  // Some servers name the key by its id only.
  return kms_key == options.key ||
         (kms_key.find(':') == std::string::npos && options.key.ends_with("/" + kms_key));
}

std::optional<std::vector<std::int64_t>> draw_sample(const std::string& seed_hex,
                                                     std::int64_t population, std::int64_t size) {
  std::string seed;
  if (seed_hex.empty() || seed_hex.size() % 2 != 0 || population < 1) return std::nullopt;
  for (std::size_t i = 0; i < seed_hex.size(); i += 2) {
    const int high = hex_digit(seed_hex[i]), low = hex_digit(seed_hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    seed += static_cast<char>(high << 4 | low);
  }
  std::vector<std::int64_t> indexes;
  for (std::int64_t i = 0; i < size; ++i) {
    std::string message = seed;
    for (int shift = 56; shift >= 0; shift -= 8) message += static_cast<char>(i >> shift & 0xff);
    indexes.push_back(
        static_cast<std::int64_t>(short_digest(message) % static_cast<std::uint64_t>(population)));
  }
  return indexes;
}

namespace {

struct SampleLook {
  s3::Client& client;
  const Options& options;
  const WordSearch& words;
  async::Deadline deadline;
  SampleResult& out;

  bool holds_word(const std::string& text) const {
    std::size_t word = 0;
    return !words.find(text, word).empty();
  }
};

// A marker answers 405 and says what it is.
async::Task<void> look_at_marker(SampleLook& look, const ListingLine& line) {
  s3::Request request;
  request.method = "HEAD";
  request.bucket = look.options.bucket;
  request.key = line.key;
  request.query.emplace_back("versionId", line.version_id);
  auto answer = co_await look.client.call(std::move(request), look.deadline);
  if (!answer || answer->status == 403) {
    look.out.refused.add(line);
  } else if (answer->status == 405 || answer->header("x-amz-delete-marker") == "true") {
    ++look.out.confirmed;
  } else if (answer->status == 404) {
    look.out.gone.add(line);
  } else {
    look.out.changed.add(line);
  }
}

async::Task<bool> tags_hold_word(SampleLook& look, const ListingLine& line) {
  s3::Request request;
  request.bucket = look.options.bucket;
  request.key = line.key;
  request.query = {{"tagging", ""}};
  if (!line.version_id.empty()) request.query.emplace_back("versionId", line.version_id);
  auto answer = co_await look.client.call(request, look.deadline);
  if (answer && answer->status == 404 && line.version_id == "null") {
    // As in head_version: such servers are asked without it.
    request.query.pop_back();
    answer = co_await look.client.call(std::move(request), look.deadline);
  }
  if (!answer || (!answer->ok() && answer->refusal.code != "NoSuchTagSet")) co_return false;
  ++look.out.tags_read;
  auto document = s3::XmlDocument::parse(answer->body, "Tagging");
  if (!document) co_return false;
  bool hit = false;
  document->root().child("TagSet").each("Tag", [&](const s3::XmlNode& tag) {
    hit = hit || look.holds_word(tag.text_of("Key")) || look.holds_word(tag.text_of("Value"));
  });
  co_return hit;
}

async::Task<void> look_at_object(SampleLook& look, ListingLine line) {
  if (line.marker) {
    co_await look_at_marker(look, line);
    co_return;
  }
  auto head = co_await head_version(look.client, look.options.bucket, line, look.deadline);
  if (!head) {
    if (head.error().is(ErrorCode::kNotFound)) {
      look.out.gone.add(line);
    } else {
      look.out.refused.add(line);
      if (look.out.refusal.empty()) look.out.refusal = head.error().to_string();
    }
    co_return;
  }
  ++look.out.looked;
  if (head->size_bytes != line.size_bytes || head->etag != line.etag) {
    look.out.changed.add(line);
  } else {
    ++look.out.confirmed;
  }
  std::string encryption = head->customer_key_md5.empty() ? head->encryption : "SSE-C";
  if (encryption.empty()) encryption = "-";
  if (as_declared(encryption, head->kms_key, look.options) == false)
    look.out.other_encryption.add(line);
  if (!head->lock_until.empty() || head->legal_hold == "ON") ++look.out.locked;
  bool hit = false;
  for (const net::HttpField& field : head->metadata)
    hit = hit || look.holds_word(field.name) || look.holds_word(field.value);
  const bool tagged = co_await tags_hold_word(look, line);
  if (hit || tagged) look.out.named.add(line);
}

}  // namespace

async::Task<Result<SampleResult>> look_at_sample(async::Loop& loop, s3::Client& client,
                                                 const Options& options, const WordSearch& words,
                                                 const Listing& listing,
                                                 std::vector<std::int64_t> indexes,
                                                 async::Deadline deadline) {
  SampleResult out;
  const std::set<std::int64_t> wanted(indexes.begin(), indexes.end());
  out.indexes = std::move(indexes);
  out.distinct = static_cast<std::int64_t>(wanted.size());
  std::vector<ListingLine> lines;
  auto read =
      read_listing(listing.path, [&](std::int64_t index, const ListingLine& line) -> Result<> {
        if (wanted.contains(index)) lines.push_back(line);
        return {};
      });
  if (!read) co_return read.error();
  SampleLook look{client, options, words, deadline, out};
  async::TaskGroup group(loop);
  for (const ListingLine& line : lines) {
    if (co_await group.wait_below(kLooksAtOnce, async::Deadline::none(deadline.cancel)) ==
        async::Wake::kCancelled)
      break;
    group.spawn(look_at_object(look, line));
  }
  co_await group.join();
  if (deadline.cancel.cancelled()) co_return Error(ErrorCode::kCancelled);
  co_return out;
}

async::Task<Result<Uploads>> list_uploads(s3::Client& client, const Options& options,
                                          std::int64_t now, async::Deadline deadline) {
  Uploads out;
  std::vector<std::string> prefixes = options.prefixes;
  if (prefixes.empty()) prefixes.emplace_back();
  for (const std::string& prefix : prefixes) {
    std::string key_marker, id_marker;
    do {
      auto page = co_await s3::list_multipart_uploads(client, options.bucket, prefix, key_marker,
                                                      id_marker, deadline);
      if (!page) co_return page.error();
      for (const s3::Upload& upload : page->uploads) {
        if (++out.count > kUploadsMax)
          co_return Error(ErrorCode::kTooLarge, "more than 1,000,000 unfinished uploads");
        const std::int64_t begun = parse_time(upload.initiated).value_or(0);
        if (options.grace_hours >= 0 && begun + options.grace_hours * 3600 < now) ++out.past_grace;
        if (out.examples.size() < Examples::kMax)
          out.examples.push_back(encode_key(upload.key) + "\t" + encode_key(upload.upload_id) +
                                 "\t" + encode_key(upload.initiated));
      }
      key_marker = page->key_marker;
      id_marker = page->id_marker;
    } while (!key_marker.empty() || !id_marker.empty());
  }
  co_return out;
}

}  // namespace ringfence::review::bucket
