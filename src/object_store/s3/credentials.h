// Where credentials come from: the environment and the shared profile files of the AWS tools.
// Container, instance and web identity come with the store of issue "A real bucket".
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/result.h"
#include "object_store/s3/sigv4.h"

namespace ringfence::store::s3 {

struct Profile {
  Credentials credentials;
  std::string region;  // empty: neither environment nor files say
};

// Reads one environment variable; for tests another one.
using Environment = std::function<std::optional<std::string>(const std::string&)>;
Environment process_environment();

// `profile` empty: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (with AWS_SESSION_TOKEN), else the
// profile of AWS_PROFILE or "default". A named profile reads the files only:
// AWS_SHARED_CREDENTIALS_FILE (~/.aws/credentials) and AWS_CONFIG_FILE (~/.aws/config), at most 1
// MiB each. Blocks. kNotFound: where was looked, never what was found there.
Result<Profile> load_profile(const std::string& profile, const Environment& environment);

}  // namespace ringfence::store::s3
