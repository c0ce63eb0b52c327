// The bucket probe: what the S3 API tells the customer about a bucket that holds records.
#pragma once

#include <memory>

#include "review/model/probe.h"

namespace ringfence::review {

// `ringfence-review probe bucket`. Reads the settings, lists all versions, and with the reader's
// seed looks again at a sample; writes only where --try-writes asks for it.
std::unique_ptr<Probe> make_bucket_probe();

}  // namespace ringfence::review
