// What a listing and its sample mean for the claims of the question set.
#pragma once

#include <string>
#include <vector>

#include "review/model/probe.h"
#include "review/probe_bucket/analysis.h"
#include "review/probe_bucket/settings.h"

namespace ringfence::review::bucket {

struct Inventory {
  const Options* options = nullptr;
  const Settings* settings = nullptr;
  Listing listing;
  const Analysis* analysis = nullptr;
  std::size_t words = 0;             // searched
  bool known = false;                // a list of known keys was given
  const Uploads* uploads = nullptr;  // null: could not be listed
  std::string uploads_error;
  std::string look_refusal;  // why not every object could be looked at
  // The sample: none in the run that logs the root.
  const SampleResult* sample = nullptr;
  std::string seed;
  std::uint64_t root_leaf = 0;
  RawFile raw;  // the listing; empty where it is too large for an item
};

// C1.res.a, C1.ret.b, K4.b, Z2.b, Z2.c. Without a sample nothing holds yet: what would hold is
// "inconclusive" until the reader has drawn one (rule R10).
std::vector<Finding> inventory_findings(const Inventory& inventory);

// What an earlier run logged. `sampled_too`: also a run that drew a sample. kNotFound: no such.
struct LoggedListing {
  std::string root, file, digest;  // file: a name in the work folder
  std::int64_t count = 0;
  std::uint64_t leaf = 0;
};
Result<LoggedListing> read_logged(const EarlierItem& item, bool sampled_too);

}  // namespace ringfence::review::bucket
