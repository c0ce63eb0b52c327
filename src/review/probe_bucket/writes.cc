#include "review/probe_bucket/writes.h"

#include <array>

#include "evidence/crypto.h"
#include "object_store/s3/sigv4.h"
#include "review/probe_iam/evaluate.h"

namespace ringfence::review::bucket {
namespace {

namespace s3 = store::s3;
using End = WriteOutcome::End;
using Header = net::HttpField;

constexpr std::array kKinds = {
    WriteKind::kAsDeclared, WriteKind::kOtherKey, WriteKind::kProviderKey, WriteKind::kCallerKey,
    WriteKind::kNoHeader,   WriteKind::kNoTls,    WriteKind::kOtherNetwork};
constexpr std::string_view kSse = "x-amz-server-side-encryption";
constexpr std::string_view kSseKey = "x-amz-server-side-encryption-aws-kms-key-id";
constexpr std::string_view kSseCustomer = "x-amz-server-side-encryption-customer-algorithm";

std::string declared_encryption(const Options& options) {
  if (!options.encryption.empty()) return options.encryption;
  return options.key.empty() ? "" : "aws:kms";
}

std::string another_key(const Options& options, const Settings& settings) {
  if (!options.other_key.empty()) return options.other_key;
  const std::string region = settings.region.empty() ? "us-east-1" : settings.region;
  return "arn:aws:kms:" + region + ":999999999999:key/00000000-0000-4000-8000-000000000000";
}

// The encryption headers of a write; x-amz-… names.
std::vector<Header> headers_of(WriteKind kind, const Options& options, const Settings& settings) {
  const std::string declared = declared_encryption(options);
  std::vector<Header> headers;
  const auto add = [&](std::string_view name, std::string value) {
    headers.push_back({std::string(name), std::move(value)});
  };
  switch (kind) {
    case WriteKind::kOtherKey:
      add(kSse, declared == "aws:kms:dsse" ? declared : "aws:kms");
      add(kSseKey, another_key(options, settings));
      break;
    case WriteKind::kProviderKey:
      add(kSse, declared == "AES256" ? "aws:kms" : "AES256");
      break;
    case WriteKind::kCallerKey:
      add(kSseCustomer, "AES256");
      break;
    case WriteKind::kNoHeader:
      break;
    default:
      if (!declared.empty() && declared != "none") add(kSse, declared);
      if (!options.key.empty()) add(kSseKey, options.key);
  }
  return headers;
}

// A kind that the declarations leave without meaning, and why.
std::string no_meaning(WriteKind kind, const Options& options) {
  const std::string declared = declared_encryption(options);
  if (kind == WriteKind::kOtherNetwork && options.endpoint_id.empty())
    return "no permitted network is declared (--vpc-endpoint)";
  const bool about_encryption = kind == WriteKind::kOtherKey || kind == WriteKind::kProviderKey ||
                                kind == WriteKind::kCallerKey || kind == WriteKind::kNoHeader;
  if (about_encryption && (declared.empty() || declared == "none"))
    return "no encryption is declared (--encryption, --key)";
  return {};
}

iam::Request request_of(WriteKind kind, const Options& options, const Settings& settings) {
  const std::string account = options.account.empty() ? "111111111111" : options.account;
  iam::Request request;
  const std::string writer = options.writer.empty()
                                 ? "arn:aws:iam::" + account + ":role/ringfence-review-writer"
                                 : options.writer;
  request.who = writer.find(":user/") != std::string::npos ? iam::Requester::user(writer)
                                                           : iam::Requester::role(writer);
  request.action = "s3:PutObject";
  request.resource = "arn:aws:s3:::" + options.bucket + "/" +
                     (options.prefixes.empty() ? "" : options.prefixes.front()) + "review-probe";
  request.resource_account = account;
  for (const Header& header : headers_of(kind, options, settings))
    request.context["s3:" + header.name] = {header.value};
  const bool tls = kind != WriteKind::kNoTls;
  request.context["aws:securetransport"] = {tls ? "true" : "false"};
  if (tls) request.context["s3:tlsversion"] = {"1.3"};
  if (kind == WriteKind::kOtherNetwork) {
    request.context["aws:sourcevpce"] = {"vpce-00000000000000000"};
  } else if (!options.endpoint_id.empty()) {
    request.context["aws:sourcevpce"] = {options.endpoint_id};
  }
  iam::add_known_keys(request);
  return request;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

// A key for SSE-C that nobody else has: derived from the run's nonce.
std::vector<Header> caller_key_headers(const std::string& nonce) {
  const std::string key = evidence::as_bytes(evidence::sha256("caller key " + nonce));
  return {{std::string(kSseCustomer), "AES256"},
          {"x-amz-server-side-encryption-customer-key", evidence::to_base64(key)},
          {"x-amz-server-side-encryption-customer-key-md5", s3::md5_base64(key)}};
}

struct Trial {
  s3::Client& client;
  std::string bucket, key, nonce;
  async::Deadline deadline;
};

async::Task<Result<WriteOutcome>> try_one(Trial& trial, s3::Client& through, WriteKind kind,
                                          std::vector<Header> headers) {
  WriteOutcome out{kind};
  auto answer = co_await s3::put_object(through, trial.bucket, trial.key,
                                        bytes::Chain(bytes::Slice::copy_of("review probe")),
                                        std::move(headers), trial.deadline);
  if (!answer) {
    if (answer.error().is(ErrorCode::kCancelled)) co_return answer.error();
    // Nobody listens without TLS: that write cannot be made.
    const bool closed = kind == WriteKind::kNoTls && answer.error().is(ErrorCode::kUnavailable);
    out.end = closed ? End::kRefused : End::kUndecided;
    out.why = answer.error().to_string();
    co_return out;
  }
  if (!answer->ok()) {
    const Error error = s3::error_of(answer->refusal, "s3:PutObject", "the scratch object");
    // Another refusal (no such key, SSE-C without TLS) says nothing about rights.
    out.end = answer->status == 401 || answer->status == 403 ? End::kRefused : End::kUndecided;
    out.why = error.detail;
    co_return out;
  }
  const s3::ObjectHead head = s3::read_head(*answer);
  out.end = End::kLetThrough;
  out.why = "written";
  if (!head.encryption.empty()) out.why += ", encrypted with " + s3::printable(head.encryption, 64);
  if (!head.kms_key.empty()) out.why += " " + s3::printable(head.kms_key, 300);
  auto removed = co_await s3::delete_object(trial.client, trial.bucket, trial.key, head.version_id,
                                            trial.deadline);
  if (!removed || !removed->ok()) out.why += "; the scratch object could NOT be removed";
  co_return out;
}

}  // namespace

std::string_view write_name(WriteKind kind) {
  switch (kind) {
    case WriteKind::kAsDeclared:
      return "a write as declared";
    case WriteKind::kOtherKey:
      return "a write with another key";
    case WriteKind::kProviderKey:
      return "a write with the provider's own encryption";
    case WriteKind::kCallerKey:
      return "a write with a key that the caller sends";
    case WriteKind::kNoHeader:
      return "a write without encryption header";
    case WriteKind::kNoTls:
      return "a write without TLS";
    case WriteKind::kOtherNetwork:
      return "a write from another network";
  }
  return "";
}

Result<std::vector<WriteOutcome>> judge_writes(std::string_view policy, const Options& options,
                                               const Settings& settings) {
  iam::Policy parsed;
  if (!policy.empty()) {
    auto read = iam::parse_policy(policy, "bucket policy", iam::PolicyKind::kResource);
    if (!read) return read.error();
    parsed = *std::move(read);
  }
  std::vector<WriteOutcome> outcomes;
  for (const WriteKind kind : kKinds) {
    WriteOutcome out{kind};
    out.why = no_meaning(kind, options);
    if (!out.why.empty()) {
      outcomes.push_back(std::move(out));
      continue;
    }
    iam::PolicySet policies;
    policies.identity_known = false;  // taken to allow
    if (!policy.empty()) policies.resource = &parsed;
    const iam::Decision decision = iam::evaluate(policies, request_of(kind, options, settings));
    switch (decision.verdict) {
      case iam::Verdict::kAllowed:
        out.end = End::kLetThrough;
        out.why = policy.empty() ? "there is no bucket policy" : "no statement denies it";
        break;
      case iam::Verdict::kExplicitDeny:
      case iam::Verdict::kImplicitDeny:
        out.end = End::kRefused;
        out.why = joined(decision.because);
        break;
      case iam::Verdict::kMaybe:
        out.end = End::kUndecided;
        out.why = joined({decision.notes.begin(), decision.notes.end()});
        break;
    }
    outcomes.push_back(std::move(out));
  }
  return outcomes;
}

async::Task<Result<std::vector<WriteOutcome>>> try_writes(s3::Client& client, s3::Client* plain,
                                                          const Options& options,
                                                          const Settings& settings,
                                                          std::string nonce,
                                                          async::Deadline deadline) {
  Trial trial{client, options.bucket, options.scratch_prefix + "trial-" + nonce.substr(0, 16),
              nonce, deadline};
  const bool tls = client.endpoint().starts_with("https://");
  std::vector<WriteOutcome> outcomes;
  for (const WriteKind kind : kKinds) {
    WriteOutcome out{kind};
    out.why = no_meaning(kind, options);
    if (kind == WriteKind::kOtherNetwork && out.why.empty())
      out.why = "this run has one network only";
    if (kind == WriteKind::kOtherKey && options.other_key.empty() && out.why.empty())
      out.why = "no other key that the writer may use is given (--other-key)";
    if (kind == WriteKind::kNoTls && tls && plain == nullptr)
      out.why = "no address without TLS is known";
    if (!out.why.empty()) {
      outcomes.push_back(std::move(out));
      continue;
    }
    std::vector<Header> headers = kind == WriteKind::kCallerKey
                                      ? caller_key_headers(nonce)
                                      : headers_of(kind, options, settings);
    s3::Client& through = kind == WriteKind::kNoTls && tls ? *plain : client;
    auto tried = co_await try_one(trial, through, kind, std::move(headers));
    if (!tried) co_return tried.error();
    outcomes.push_back(*std::move(tried));
  }
  co_return outcomes;
}

}  // namespace ringfence::review::bucket
