#include "object_store/s3/client.h"

#include <fmt/format.h>

#include <algorithm>

#include "object_store/s3/xml.h"

namespace ringfence::store::s3 {
namespace {

std::string_view code_of_status(unsigned status) {
  switch (status) {
    case 301:
    case 307:
      return "PermanentRedirect";
    case 400:
      return "BadRequest";
    case 401:
    case 403:
      return "AccessDenied";
    case 404:
      return "NotFound";
    case 405:
      return "MethodNotAllowed";
    case 409:
      return "Conflict";
    case 412:
      return "PreconditionFailed";
    case 501:
      return "NotImplemented";
    case 503:
      return "SlowDown";
    default:
      return "Unknown";
  }
}

bool passing(unsigned status, std::string_view code) {
  static constexpr std::string_view kCodes[] = {
      "SlowDown",         "InternalError", "RequestTimeout",      "ServiceUnavailable",
      "OperationAborted", "Throttling",    "ThrottlingException", "RequestLimitExceeded",
      "TooManyRequests"};
  if (status == 429 || status == 500 || status == 502 || status == 503 || status == 504)
    return true;
  return status >= 400 && std::find(std::begin(kCodes), std::end(kCodes), code) != std::end(kCodes);
}

bool passing(const Error& error) {
  return error.is(ErrorCode::kUnavailable) || error.is(ErrorCode::kUnknownOutcome) ||
         error.is(ErrorCode::kTimeout) || error.is(ErrorCode::kCorrupt);
}

// A name that can be a host label and matches the provider's certificate, which has one wildcard.
bool can_be_host(std::string_view bucket) {
  return bucket.size() >= 3 && bucket.size() <= 63 &&
         std::all_of(bucket.begin(), bucket.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

// Plain words for the refusals that a person can mend.
std::string_view remedy(const Refusal& refusal) {
  if (refusal.code == "RequestTimeTooSkewed")
    return "; this machine's clock and the server's differ too much: set the clock";
  if (refusal.code == "SignatureDoesNotMatch" || refusal.code == "InvalidAccessKeyId")
    return "; check access key, secret and region";
  if (refusal.code == "ExpiredToken") return "; the session token has expired: get a new one";
  if (refusal.code == "NoSuchBucket") return "; check bucket name and endpoint";
  if (refusal.code == "PermanentRedirect" || refusal.code == "AuthorizationHeaderMalformed" ||
      refusal.code == "IllegalLocationConstraintException")
    return "; the bucket lies in another region than the one given";
  return "";
}

ErrorCode code_of(const Refusal& refusal) {
  const std::string& code = refusal.code;
  if (code == "NoSuchBucket" || !remedy(refusal).empty()) return ErrorCode::kInvalid;
  if (code == "NotImplemented" || code == "MethodNotAllowed" || refusal.status == 501 ||
      refusal.status == 405)
    return ErrorCode::kUnsupported;
  if (refusal.status == 401 || refusal.status == 403) return ErrorCode::kPermission;
  if (refusal.status == 404) return ErrorCode::kNotFound;
  if (refusal.status == 409 || refusal.status == 412) return ErrorCode::kPreconditionFailed;
  if (passing(refusal.status, code)) return ErrorCode::kUnavailable;
  if (refusal.status >= 400 && refusal.status < 500) return ErrorCode::kInvalid;
  return ErrorCode::kInternal;
}

}  // namespace

std::string printable(std::string_view text, std::size_t bytes_max) {
  std::string out(text.substr(0, bytes_max));
  for (char& c : out) {
    if (c < 0x20 || c > 0x7e) c = '?';
  }
  return out;
}

std::string_view Answer::header(std::string_view name) const {
  for (const net::HttpField& field : headers) {
    if (field.name == name) return field.value;
  }
  return {};
}

Result<> Answer::or_error(std::string_view action, std::string_view resource) const {
  if (ok()) return {};
  return error_of(refusal, action, resource);
}

Error error_of(const Refusal& refusal, std::string_view action, std::string_view resource) {
  std::string text = fmt::format("{} on {}: {} {}", action, resource, refusal.status, refusal.code);
  if (!refusal.message.empty()) text += ": " + refusal.message;
  text += remedy(refusal);
  if (!refusal.region.empty()) text += " (the server names region " + refusal.region + ")";
  if (!refusal.request_id.empty()) text += " (request " + refusal.request_id + ")";
  return Error(code_of(refusal), std::move(text));
}

Refusal read_refusal(unsigned status, std::string_view body, std::string_view request_id) {
  Refusal refusal{status, std::string(code_of_status(status)), "", printable(request_id, 128)};
  const auto document = XmlDocument::parse(body, "");
  if (!document) return refusal;
  XmlNode error = document->root();
  if (error.name() == "ErrorResponse") error = error.child("Error");  // STS, IAM
  if (error.name() != "Error") return refusal;
  if (const std::string code = error.text_of("Code"); !code.empty())
    refusal.code = printable(code, 128);
  refusal.message = printable(error.text_of("Message"));
  refusal.resource = printable(error.text_of("Resource"));
  refusal.region = printable(error.text_of("Region"), 64);
  if (const std::string id = error.text_of("RequestId"); !id.empty())
    refusal.request_id = printable(id, 128);
  return refusal;
}

Result<std::unique_ptr<Client>> Client::make(async::Loop& loop, net::HttpClient& http,
                                             ClientOptions options) {
  if (options.attempts_max == 0) options.attempts_max = 1;
  std::unique_ptr<Client> client(new Client(loop, http, std::move(options)));
  ClientOptions& own = client->options_;
  client->provider_endpoint_ = own.endpoint.empty();
  if (own.endpoint.empty()) own.endpoint = "https://s3." + own.region + ".amazonaws.com";
  while (own.endpoint.ends_with('/')) own.endpoint.pop_back();
  const std::size_t colon = own.endpoint.find("://");
  client->scheme_ = own.endpoint.substr(0, colon);
  if (colon == own.endpoint.npos || (client->scheme_ != "http" && client->scheme_ != "https"))
    return Error(ErrorCode::kInvalid, "endpoint " + printable(own.endpoint, 200) +
                                          ": expected http://HOST[:PORT] or https://HOST[:PORT]");
  client->host_ = own.endpoint.substr(colon + 3);
  if (client->host_.empty() || client->host_.find_first_of("/?#@ ") != std::string::npos)
    return Error(ErrorCode::kInvalid,
                 "endpoint " + printable(own.endpoint, 200) + ": host and port only, no path");
  return client;
}

net::HttpClientRequest Client::sign(const Request& request) const {
  const bool in_host =
      !request.bucket.empty() && (options_.addressing == Addressing::kVirtual ||
                                  (options_.addressing == Addressing::kAuto && provider_endpoint_ &&
                                   can_be_host(request.bucket)));
  ToSign to_sign;
  to_sign.method = request.method;
  to_sign.path = "/";
  if (!request.bucket.empty() && !in_host) {
    to_sign.path += uri_encode(request.bucket, false);
    if (!request.key.empty()) to_sign.path += "/";
  }
  to_sign.path += uri_encode(request.key, true);
  to_sign.query = encode_query(request.query);
  to_sign.region = options_.region;
  to_sign.service = request.service;
  to_sign.time = amz_date(loop_.wall_now());
  // Over TLS the connection protects the body; without it the signature has to.
  if (request.body.empty()) {
    to_sign.payload_hash = kEmptySha256;
  } else if (scheme_ == "https" && request.service == "s3") {
    to_sign.payload_hash = kUnsignedPayload;
  } else {
    to_sign.payload_hash = sha256_hex(request.body);
  }
  const std::string host = in_host ? request.bucket + "." + host_ : host_;
  for (const net::HttpField& field : request.headers) {
    std::string name = field.name;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    to_sign.headers.push_back({std::move(name), field.value});
  }
  to_sign.headers.push_back({"x-amz-content-sha256", to_sign.payload_hash});
  to_sign.headers.push_back({"x-amz-date", to_sign.time});
  const Credentials& credentials = options_.credentials;
  if (!credentials.session_token.empty())
    to_sign.headers.push_back({"x-amz-security-token", credentials.session_token});

  net::HttpClientRequest http;
  http.method = request.method;
  http.url = scheme_ + "://" + host + to_sign.path;
  if (!to_sign.query.empty()) http.url += "?" + to_sign.query;
  http.headers = to_sign.headers;
  if (!credentials.access_key_id.empty()) {
    to_sign.headers.push_back({"host", host});
    http.headers.push_back({"authorization", authorization(to_sign, credentials)});
  }
  http.body = request.body;
  http.body_bytes_max = request.answer_bytes_max;
  http.sink = request.sink;
  return http;
}

async::Task<Result<Answer>> Client::call(Request request, async::Deadline deadline) {
  const unsigned attempts = request.may_repeat && !request.sink ? options_.attempts_max : 1;
  Duration backoff = options_.backoff_first;
  for (unsigned attempt = 1;; ++attempt) {
    const async::Deadline until = deadline.sooner(loop_.now() + options_.attempt_timeout);
    auto sent = co_await http_.send(sign(request), until);
    const bool last = attempt >= attempts || deadline.passed(loop_);
    if (!sent && (last || !passing(sent.error()))) co_return sent.error();
    if (sent) {
      Answer answer{sent->status, std::move(sent->headers), std::move(sent->body)};
      answer.attempts = attempt;
      answer.request_id = printable(answer.header("x-amz-request-id"), 128);
      if (!answer.ok()) {
        answer.refusal = read_refusal(answer.status, answer.body, answer.request_id);
        if (answer.refusal.region.empty())
          answer.refusal.region = printable(answer.header("x-amz-bucket-region"), 64);
      }
      if (answer.ok() || last || !passing(answer.status, answer.refusal.code))
        co_return std::move(answer);
    }
    const auto wait = Duration(
        static_cast<std::int64_t>(static_cast<double>(backoff.count()) * loop_.random().unit()));
    backoff = std::min(backoff * 2, options_.backoff_max);
    if (!co_await async::sleep_until(loop_, deadline.sooner(loop_.now() + wait)))
      co_return Error(ErrorCode::kCancelled);
    if (deadline.passed(loop_))
      co_return Error(ErrorCode::kTimeout, "timeout: the server kept refusing until the deadline");
  }
}

}  // namespace ringfence::store::s3
