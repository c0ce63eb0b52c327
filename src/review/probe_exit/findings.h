// What an export and a comparison say about the claims of the question set.
#pragma once

#include <string>
#include <vector>

#include "review/model/probe.h"
#include "review/probe_exit/compare.h"

namespace ringfence::review::exit {

// Records files up to this size each, and this much in all, can go into an item as raw files.
inline constexpr std::uint64_t kRawFileMax = std::uint64_t{32} << 20;
inline constexpr std::uint64_t kRawTotalMax = std::uint64_t{128} << 20;

std::vector<Finding> export_findings(const Export& data);

struct CompareInputs {
  const Comparison& comparison;
  const Export& source;
  const Export& target;
  std::string source_folder;
  std::string logged_roots;  // digest in the earlier export's item; empty: none was logged
  bool show_records = false;
};
Result<std::vector<Finding>> compare_findings(const CompareInputs& inputs);

}  // namespace ringfence::review::exit
