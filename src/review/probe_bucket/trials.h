// Attempts by identities that must be refused: listing the bucket, writing into it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "object_store/s3/calls.h"
#include "review/model/probe.h"
#include "review/probe_bucket/options.h"

namespace ringfence::review::bucket {

struct Identity {
  std::string name;  // for people; never a key
  std::unique_ptr<store::s3::Client> client;
};
struct Attempt {
  std::string identity;
  enum class End : std::uint8_t { kRefused, kLetThrough, kUndecided } end = End::kUndecided;
  std::string why;
};

async::Task<Result<std::vector<Attempt>>> try_lists(const std::vector<Identity>& identities,
                                                    std::string bucket, async::Deadline deadline);
// Writes one small object each; what succeeds is removed by `owner`.
async::Task<Result<std::vector<Attempt>>> try_foreign_writes(
    const std::vector<Identity>& identities, store::s3::Client& owner, std::string bucket,
    std::string key, async::Deadline deadline);

// M2.b and M1.b. An attempt without any credentials alone does not make them hold.
Finding find_lists(const std::vector<Attempt>& attempts, const Options& options);
Finding find_foreign_writes(const std::vector<Attempt>& attempts, const Options& options);

}  // namespace ringfence::review::bucket
