// After a deletion: what was to go (from the listing logged before), what is still there, and until
// when.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "review/model/probe.h"
#include "review/probe_bucket/listing.h"
#include "review/probe_bucket/options.h"
#include "review/probe_bucket/settings.h"

namespace ringfence::review::bucket {

struct Residual {
  ListingLine line;
  std::int64_t until = 0;  // seconds since 1970; 0: no end is known
  std::string why;         // what ends it, or why nothing does
};

struct Deletion {
  std::string prefix;       // as a line begins
  std::string target_root;  // hex
  std::int64_t target_count = 0;
  std::vector<std::string> holds;  // lines that may not go: lock or legal hold
  RawFile listing;                 // that the manifest is computed from
  bool whole_listing = true;       // false: only the lines of the prefix, the rest is too large
  std::vector<Residual> residuals;
  std::int64_t remaining = 0;  // of the target
  std::int64_t later = 0;      // versions and markers written after the listing
  std::int64_t uploads = 0;    // unfinished, under the prefix
  std::string uploads_until;
};

// `before`: the listing logged before the deletion. Lists the prefix again into `path`.
async::Task<Result<Deletion>> look_after_deletion(store::s3::Client& client, const Options& options,
                                                  const Settings& settings, Listing before,
                                                  std::string path, async::Deadline deadline);

// C1.del.a (E13), C1.del.b and C5.del.a (E14). `now` in seconds.
std::vector<Finding> deletion_findings(const Deletion& deletion, const Options& options,
                                       const Settings& settings, std::int64_t now);

// When a version ends by the bucket's own rules; 0: never. For tests.
std::int64_t end_by_rules(const ListingLine& line, std::int64_t superseded_at,
                          const std::vector<LifecycleRule>& rules, std::string& why);

}  // namespace ringfence::review::bucket
