#include "review/probe_bucket/trials.h"

#include "review/probe_bucket/findings.h"

namespace ringfence::review::bucket {
namespace {

namespace s3 = store::s3;

Attempt attempt_of(const Identity& identity, const Result<s3::Answer>& answer,
                   std::string_view action) {
  Attempt out{identity.name};
  if (!answer) {
    out.why = answer.error().to_string();
  } else if (answer->ok()) {
    out.end = Attempt::End::kLetThrough;
    out.why = "succeeded";
  } else {
    const bool refused = answer->status == 401 || answer->status == 403;
    out.end = refused ? Attempt::End::kRefused : Attempt::End::kUndecided;
    out.why = s3::error_of(answer->refusal, action, "the bucket").detail;
  }
  return out;
}

Finding find_attempts(const std::vector<Attempt>& attempts, const Options& options,
                      const std::string& claim, const std::string& what) {
  Tally tally;
  std::string passed;
  for (const Attempt& attempt : attempts) {
    if (attempt.end == Attempt::End::kLetThrough) {
      passed += (passed.empty() ? "" : ", ") + attempt.identity;
      tally.differs(what + " by " + attempt.identity, attempt.why, "refused");
    } else if (attempt.end == Attempt::End::kRefused) {
      tally.equal(what + " by " + attempt.identity, attempt.why);
    } else {
      tally.left_out(what + " by " + attempt.identity, attempt.why);
    }
  }
  if (options.other_profiles.empty())
    tally.left_out("the other roles", "no profile of another role was given (--other-profile)");
  Finding out = tally.finding(
      "rehearsal", claim,
      "Every identity tried was refused " + what + " on bucket " + options.bucket + ".");
  out.unit = "identities";
  if (out.result == "fails")
    out.summary = "Bucket " + options.bucket + " allowed " + what + " to " + passed + ".";
  return out;
}

}  // namespace

async::Task<Result<std::vector<Attempt>>> try_lists(const std::vector<Identity>& identities,
                                                    std::string bucket, async::Deadline deadline) {
  std::vector<Attempt> out;
  for (const Identity& identity : identities) {
    s3::Request request;
    request.bucket = bucket;
    request.query = {{"list-type", "2"}, {"max-keys", "1"}};
    auto answer = co_await identity.client->call(std::move(request), deadline);
    if (!answer && answer.error().is(ErrorCode::kCancelled)) co_return answer.error();
    out.push_back(attempt_of(identity, answer, "s3:ListBucket"));
  }
  co_return out;
}

async::Task<Result<std::vector<Attempt>>> try_foreign_writes(
    const std::vector<Identity>& identities, s3::Client& owner, std::string bucket, std::string key,
    async::Deadline deadline) {
  std::vector<Attempt> out;
  for (const Identity& identity : identities) {
    auto answer =
        co_await s3::put_object(*identity.client, bucket, key,
                                bytes::Chain(bytes::Slice::copy_of("review probe")), {}, deadline);
    if (!answer && answer.error().is(ErrorCode::kCancelled)) co_return answer.error();
    out.push_back(attempt_of(identity, answer, "s3:PutObject"));
    if (!answer || !answer->ok()) continue;
    auto removed = co_await s3::delete_object(
        owner, bucket, key, std::string(answer->header("x-amz-version-id")), deadline);
    if (!removed || !removed->ok()) out.back().why += "; the object could NOT be removed";
  }
  co_return out;
}

Finding find_lists(const std::vector<Attempt>& attempts, const Options& options) {
  return find_attempts(attempts, options, "M2.b", "a listing");
}

Finding find_foreign_writes(const std::vector<Attempt>& attempts, const Options& options) {
  return find_attempts(attempts, options, "M1.b", "a write");
}

}  // namespace ringfence::review::bucket
