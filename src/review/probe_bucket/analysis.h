// What a listing says: superseded objects, objects nobody knows, names in keys, encryption; and the
// sample that the reader's seed draws from it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "review/probe_bucket/listing.h"
#include "review/probe_bucket/options.h"
#include "review/probe_bucket/words.h"

namespace ringfence::review::bucket {

// Keys, or patterns with '*', of objects that the platform says it knows; one a line, at most
// 5,000,000 lines. '#' begins a comment.
class KnownKeys {
 public:
  static Result<KnownKeys> load(const std::string& path);
  bool has(const std::string& key) const;

 private:
  std::vector<std::uint64_t> keys_;  // sorted digests: memory stays small
  std::vector<std::string> patterns_;
};

// Lines worth showing, at most kExamplesMax.
struct Examples {
  static constexpr std::size_t kMax = 20;
  std::vector<std::string> lines;
  void add(const ListingLine& line) {
    if (lines.size() < kMax) lines.push_back(to_text(line));
  }
};

struct Counted {
  std::int64_t count = 0;
  Examples examples;
  void add(const ListingLine& line) {
    ++count;
    examples.add(line);
  }
};

struct AnalysisInput {
  const Options* options = nullptr;
  const WordSearch* words = nullptr;
  const KnownKeys* known = nullptr;  // null: no list
  std::int64_t now = 0;              // seconds
};

// Feed every line in order.
class Analysis {
 public:
  explicit Analysis(AnalysisInput input) : in_(input) {}
  void feed(const ListingLine& line);

  Counted superseded;  // old versions past the grace
  Counted undated;     // old versions whose age is not told
  std::int64_t old_versions = 0;
  std::int64_t oldest_superseded = 0;            // seconds since 1970; 0: none
  Counted lone_markers;                          // delete markers with nothing beneath
  Counted unknown;                               // not on the platform's list
  Counted named;                                 // keys that hold a word
  std::map<std::string, std::int64_t> named_as;  // form -> count
  std::int64_t encryption_read = 0;
  Counted other_encryption;  // than declared
  std::map<std::string, std::int64_t> encryptions;

 private:
  AnalysisInput in_;
  std::string key_;             // of the line before
  std::int64_t newer_at_ = -1;  // when the version before this one of the same key was written
  bool newest_is_marker_ = false;
  std::int64_t lines_of_key_ = 0;
  ListingLine first_of_key_;

 public:
  void finish();  // after the last line
};

// Whether an object's encryption is what the user declared; nothing when nothing is declared.
std::optional<bool> as_declared(const std::string& encryption, const std::string& kms_key,
                                const Options& options);

// Indexes of a sample: index i is the first 8 bytes of SHA-256(seed | i), modulo the population
// (docs/formats/evidence_item.md). Nothing when the seed is no hex.
std::optional<std::vector<std::int64_t>> draw_sample(const std::string& seed_hex,
                                                     std::int64_t population, std::int64_t size);

struct SampleResult {
  std::vector<std::int64_t> indexes;  // as drawn
  std::int64_t distinct = 0;
  std::int64_t confirmed = 0;  // there, and as listed
  Counted gone;                // not there any more
  Counted changed;             // there, and not as listed
  Counted refused;             // the probe may not look
  std::string refusal;
  std::int64_t looked = 0;  // objects whose encryption was read
  Counted other_encryption;
  Counted named;  // metadata or tags that hold a word
  std::int64_t tags_read = 0, locked = 0;
};
async::Task<Result<SampleResult>> look_at_sample(async::Loop& loop, store::s3::Client& client,
                                                 const Options& options, const WordSearch& words,
                                                 const Listing& listing,
                                                 std::vector<std::int64_t> indexes,
                                                 async::Deadline deadline);

// Open uploads, all pages, at most 1,000,000.
struct Uploads {
  std::int64_t count = 0, past_grace = 0;
  std::vector<std::string> examples;  // key, id, time
};
async::Task<Result<Uploads>> list_uploads(store::s3::Client& client, const Options& options,
                                          std::int64_t now, async::Deadline deadline);

}  // namespace ringfence::review::bucket
