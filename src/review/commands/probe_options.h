// Options of a probe from subjects/NAME/probes.toml, so that a run can be repeated by its name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ringfence::review {

// "--key=value" for each key of table [probe], a bare "--key" for true, one each for a list's
// values. What `given` (the command line) names already is left out. kInvalid names line and key.
Result<std::vector<std::string>> probe_options(std::string_view toml, std::string_view probe,
                                               const std::vector<std::string>& given);

// The probes that have a table there, by name.
Result<std::vector<std::string>> probes_named(std::string_view toml);

// The command line with those options added, when it is "probe NAME …" and the folder has them; of
// "probe all", one line for each probe that has a table there.
Result<std::vector<std::vector<std::string>>> with_probe_options(
    std::vector<std::string> arguments);

}  // namespace ringfence::review
