#include "review/probe_kafka/finding_json.h"

#include "review/probe_kafka/findings.h"

namespace ringfence::review {

std::string clean(std::string_view text) {
  constexpr std::size_t kBytesMax = 500;
  std::string out;
  for (const char c : text.substr(0, kBytesMax)) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte >= 0x7f ? '?' : c;
  }
  if (text.size() > kBytesMax) out += "...";
  return out;
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json listener_json(const ListenerReport& report) {
  Json json;
  json["listener"] = clean(report.at.to_string());
  json["known_from"] = report.source;
  json["addresses"] = Json::array();
  for (const std::string& address : report.resolved.addresses)
    json["addresses"].push_back(
        {{"address", address}, {"range", address_kind_name(address_kind(address))}});
  if (!report.resolved.problem.empty()) json["not_resolved"] = report.resolved.problem;
  json["reached"] = report.reached;
  if (!report.reached) {
    json["why_not"] = clean(report.unreachable);
    return json;
  }
  json["plaintext"] = report.plaintext_answered ? "answered" : "refused";
  json["plaintext_detail"] = clean(report.plaintext);
  json["tls_versions"] = Json::array();
  for (const VersionTrial& trial : report.versions) {
    const char* outcome = trial.outcome == VersionTrial::Outcome::kAccepted  ? "accepted"
                          : trial.outcome == VersionTrial::Outcome::kRefused ? "refused"
                                                                             : "not tried";
    json["tls_versions"].push_back({{"version", net::tls_version_name(trial.version)},
                                    {"outcome", outcome},
                                    {"detail", clean(trial.detail)}});
  }
  json["agreed_without_wishes"] = report.negotiated;
  json["cipher"] = report.cipher;
  json["asks_for_client_certificate"] = report.wants_certificate;
  json["chain"] = Json::array();
  for (const net::Certificate& certificate : report.chain) {
    Json one{{"subject", clean(certificate.subject)},
             {"issuer", clean(certificate.issuer)},
             {"names", Json::array()},
             {"not_before", certificate.not_before},
             {"not_after", certificate.not_after},
             {"key", certificate.key_type},
             {"key_bits", certificate.key_bits},
             {"signature", certificate.signature},
             {"self_signed", certificate.self_signed},
             {"sha256", certificate.sha256},
             {"spki_sha256", certificate.spki_sha256}};
    for (const std::string& name : certificate.names) one["names"].push_back(clean(name));
    json["chain"].push_back(std::move(one));
  }
  json["chain_problems"] = report.chain_problems;
  json["sasl"] = report.sasl;
  json["sasl_mechanisms"] = report.mechanisms;
  if (!report.sasl) json["sasl_detail"] = clean(report.sasl_detail);
  return json;
}

Json trials_json(const IdentityTrials& trials) {
  Json json;
  json["who"] = clean(trials.who);
  json["at_the_door"] = outcome_name(trials.connect);
  json["detail"] = clean(trials.connection);
  json["attempts"] = Json::array();
  for (const Trial& trial : trials.trials) {
    json["attempts"].push_back({{"operation", trial.operation},
                                {"on", trial.on},
                                {"topics", trial.topics},
                                {"outcome", outcome_name(trial.outcome)},
                                {"topics_allowed", trial.allowed},
                                {"detail", clean(trial.detail)}});
  }
  return json;
}

Json settings_json(const BrokerSettings& settings) {
  Json json;
  if (!settings.problem.empty()) json["not_known"] = clean(settings.problem);
  json["brokers"] = Json::object();
  for (const BrokerSetting& setting : settings.settings) {
    Json& broker = json["brokers"][std::to_string(setting.broker)];
    if (setting.value) {
      broker[setting.name] = clean(*setting.value);
    } else {
      broker[setting.name] = nullptr;
    }
  }
  return json;
}

}  // namespace ringfence::review
