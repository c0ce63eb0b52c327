#include "review/model/trust_file.h"

#include <functional>
#include <nlohmann/json.hpp>

#include "evidence/crypto.h"

namespace ringfence::review {
namespace {

using Json = nlohmann::ordered_json;

Json subject_json(const evidence::Scope& scope) {
  const evidence::System& system = scope.system;
  return {{"system",
           {{"product", system.product},
            {"entity", system.entity},
            {"deployment", system.deployment},
            {"account", system.account},
            {"cluster", system.cluster},
            {"region", system.region},
            {"bucket", system.bucket}}},
          {"environment", scope.environment},
          {"build", scope.build},
          {"config_digest", scope.config_digest},
          {"policy_digest", scope.policy_digest}};
}

Json key_json(const TrustFileKey& key) {
  return {{"name", key.name},
          {"public_key", evidence::to_base64(key.public_key)},
          {"role", key.role},
          {"holder", key.holder},
          {"party", key.party},
          {"host", key.host},
          {"confirmed_by", key.confirmed_by},
          {"how", key.how},
          {"date", key.date},
          {"valid_from", key.valid_from},
          {"valid_until", key.valid_until}};
}

std::string text_of(const Json& document) {
  return document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<std::string> changed(const std::string& trust, const std::function<void(Json&)>& change) {
  Json document = Json::parse(trust, nullptr, false);
  if (!document.is_object() || !document.contains("subject") || !document.contains("keys") ||
      !document["keys"].is_array() || !document.contains("nonces") ||
      !document["nonces"].is_array()) {
    return Error(ErrorCode::kCorrupt, "trust.json is no trust policy");
  }
  change(document);
  return text_of(document);
}

}  // namespace

std::string make_trust(const std::string& question_set, const evidence::Scope& subject,
                       const std::string& origin, const std::vector<TrustFileKey>& keys) {
  Json list = Json::array();
  for (const TrustFileKey& key : keys) list.push_back(key_json(key));
  return text_of({{"type", "ringfence-trust-policy/v1"},
                  {"question_set", question_set},
                  {"subject", subject_json(subject)},
                  {"log", origin},
                  {"keys", std::move(list)},
                  {"nonces", Json::array()}});
}

Result<std::string> with_subject(const std::string& trust, const evidence::Scope& subject) {
  return changed(trust, [&](Json& document) { document["subject"] = subject_json(subject); });
}

Result<std::string> with_nonce(const std::string& trust, const std::string& nonce_hex,
                               const std::string& issued) {
  return changed(trust, [&](Json& document) {
    document["nonces"].push_back({{"value", nonce_hex}, {"issued", issued}});
  });
}

Result<std::string> with_key(const std::string& trust, const TrustFileKey& key) {
  return changed(trust, [&](Json& document) { document["keys"].push_back(key_json(key)); });
}

}  // namespace ringfence::review
