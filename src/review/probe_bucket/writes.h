// The six writes of the auditor's test 16: another key, the provider's own encryption, a key that
// the caller sends, no header, no TLS, another network. Judged over the bucket policy, and tried
// where the user allows it.
#pragma once

#include <string>
#include <vector>

#include "object_store/s3/calls.h"
#include "review/probe_bucket/options.h"
#include "review/probe_bucket/settings.h"

namespace ringfence::review::bucket {

enum class WriteKind : std::uint8_t {
  kAsDeclared,  // the control: must be let through
  kOtherKey,
  kProviderKey,
  kCallerKey,
  kNoHeader,
  kNoTls,
  kOtherNetwork,
};
std::string_view write_name(WriteKind kind);  // "a write with another key"

struct WriteOutcome {
  WriteKind kind = WriteKind::kAsDeclared;
  enum class End : std::uint8_t {
    kRefused,
    kLetThrough,
    kUndecided,
    kNotTried
  } end = End::kNotTried;
  std::string why;
};

// What the bucket policy alone decides for the declared writer, whose own policies are taken to
// allow: only a refusal in the bucket policy counts. `policy` empty: there is none.
Result<std::vector<WriteOutcome>> judge_writes(std::string_view policy, const Options& options,
                                               const Settings& settings);

// Tries them for real under the scratch prefix; whatever was written is removed with its version.
// `plain` reaches the same server without TLS; null where there is no such address.
async::Task<Result<std::vector<WriteOutcome>>> try_writes(
    store::s3::Client& client, store::s3::Client* plain, const Options& options,
    const Settings& settings, std::string nonce, async::Deadline deadline);

}  // namespace ringfence::review::bucket
