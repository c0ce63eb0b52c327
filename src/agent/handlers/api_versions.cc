// ApiVersions: what is served. Answered in version 0 with error 35 when the version is unknown
// (KIP-511).
#include "kafka/protocol/generated/api_versions.h"
#include "agent/dispatch.h"
#include "agent/handlers/handlers.h"
#include "kafka/protocol/error_codes.h"

namespace ringfence::agent {
namespace {

bool legal_software_text(std::string_view text) {
  const auto alphanumeric = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  if (text.empty() || !alphanumeric(text.front()) || !alphanumeric(text.back())) return false;
  for (const char c : text) {
    if (!alphanumeric(c) && c != '.' && c != '-') return false;
  }
  return true;
}

void add(kafka::ApiVersionsResponse& response, const Api& api) {
  response.api_keys.push_back({api.key, api.advertised_min, api.max_version});
}

}  // namespace

async::Task<Reply> handle_api_versions(Call& call) {
  kafka::ApiVersionsResponse response;
  const std::int32_t correlation = call.header.correlation_id;
  const Api& own = *find_served(kafka::ApiVersionsRequest::kApiKey);
  if (call.version() < own.min_version || call.version() > own.max_version) {
    response.error_code = code(kafka::KafkaError::kUnsupportedVersion);
    add(response, own);
    co_return Reply::send(kafka::response_frame(0, correlation, response));
  }
  kafka::ApiVersionsRequest request;
  if (!decode(call.body, call.version(), request)) co_return Reply::close(CloseReason::kMalformed);
  if (call.version() >= 3 && (!legal_software_text(request.client_software_name) ||
                              !legal_software_text(request.client_software_version))) {
    response.error_code = code(kafka::KafkaError::kInvalidRequest);
  }
  if (response.error_code == 0) {
    for (const Api& api : served_apis()) add(response, api);
  }
  co_return Reply::send(kafka::response_frame(call.version(), correlation, response));
}

}  // namespace ringfence::agent
