// What the settings of a bucket mean for the claims of the question set.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "review/model/probe.h"
#include "review/probe_bucket/options.h"
#include "review/probe_bucket/settings.h"
#include "review/probe_bucket/writes.h"

namespace ringfence::review::bucket {

// Compact; bytes that are no UTF-8 are replaced, never an exception.
std::string dump_json(const nlohmann::json& value);

// One finding about settings: a list of things that were looked at, each with a state.
class Tally {
 public:
  // Equal to what is declared; different from it; left out, with the reason.
  void equal(std::string what, std::string found);
  void differs(std::string what, std::string found, std::string expected);
  void left_out(std::string what, std::string why, std::int64_t count = 1);
  // Out of the probe's view by nature: part of the population, and no reason to doubt the rest.
  void outside(std::string what, std::string why, std::int64_t count);

  bool any_differs() const { return differs_ > 0; }
  std::int64_t examined() const { return equal_ + differs_; }
  // "fails" where anything differs; else "inconclusive" where something was left out or nothing was
  // looked at, else "holds" with this summary.
  Finding finding(std::string type, std::string claim, std::string holds) const;

 private:
  std::int64_t equal_ = 0, differs_ = 0;
  std::vector<evidence::Excluded> excluded_, outside_;
  std::vector<std::string> lines_;      // "NAME: found"
  std::vector<std::string> different_;  // "NAME is X, declared Y"
};

Finding find_baseline(const Settings& settings, const Options& options);            // Z2.a
Finding find_retention_settings(const Settings& settings, const Options& options);  // C1.ret.c
Finding find_copies(const Settings& settings, const Options& options);              // C5.res.a
Finding find_copy_places(const Settings& settings, const Options& options);         // C5.res.b
Finding find_lock_terms(const Settings& settings, const Options& options);          // C5.ret.b
Finding find_key(const Settings& settings, const Options& options);                 // K4.e
// K4.c; type "config-snapshot" for judged, "rehearsal" for tried writes.
Finding find_writes(const std::vector<WriteOutcome>& outcomes, const Options& options,
                    std::string type, bool has_policy);

// NAME -> VALUE of everything that was read, as --baseline takes it.
std::string baseline_text(const Settings& settings);

}  // namespace ringfence::review::bucket
