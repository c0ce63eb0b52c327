#include "verifier/trust.h"

#include <set>

#include "verifier/question_set.h"

namespace ringfence::verifier {
namespace {

constexpr std::array<std::string_view, 7> kSystem = {"product", "entity", "deployment", "account",
                                                     "cluster", "region", "bucket"};
const std::set<std::string_view> kRoles = {
    "cust-approver",  "cust-release", "cust-log",      "cust-witness", "vendor-log",
    "vendor-witness", "vendor-staff", "agent",         "gate",         "counter",
    "probe",          "reviewer",     "audit-witness", "build"};

TrustKey read_key(Check& check, const Value& object) {
  check.only(object, {"name", "public_key", "role", "holder", "party", "host", "confirmed_by",
                      "how", "date", "valid_from", "valid_until"});
  TrustKey key;
  key.name = check.text(object, "name");
  key.key = from_base64(check.text(object, "public_key")).value_or("");
  key.id = to_hex(bytes_of(sha256(key.key)));
  key.role = check.text(object, "role");
  key.holder = check.text(object, "holder");
  key.party = check.text(object, "party");
  key.host = check.text(object, "host");
  key.confirmed_by = check.text(object, "confirmed_by");
  key.how = check.text(object, "how");
  key.date = check.text(object, "date");
  key.from = check.time(object, "valid_from");
  key.until = check.time(object, "valid_until");
  if (key.key.size() != 32) check.fail("key " + key.name + " is no Ed25519 public key");
  if (!kRoles.contains(key.role)) check.fail("key " + key.name + " has an unknown role");
  if (party_rank(key.party) < 0) check.fail("key " + key.name + " has an unknown party");
  return key;
}

}  // namespace

std::string Scope::digest() const {
  std::string text;
  for (std::size_t i = 0; i < kSystem.size(); ++i) {
    text += std::string(kSystem[i]) + "=" + system[i] + "\n";
  }
  text += "environment=" + environment + "\nbuild=" + build + "\nconfig_digest=" + config_digest +
          "\npolicy_digest=" + policy_digest + "\n";
  return to_hex(bytes_of(sha256(text)));
}

Scope read_scope(Check& check, const Value& object) {
  Scope scope;
  const Value& system = check.at(object, "system", Value::Kind::kObject);
  check.only(system, {kSystem.begin(), kSystem.end()});
  for (const std::string_view part : kSystem) scope.system.push_back(check.text(system, part));
  scope.environment = check.text(object, "environment");
  scope.build = check.text(object, "build");
  scope.config_digest = check.digest(object, "config_digest", true);
  scope.policy_digest = check.digest(object, "policy_digest", true);
  if (scope.environment != "production" && scope.environment != "test" &&
      scope.environment != "emulator") {
    check.fail("environment is none of production, test, emulator");
  }
  return scope;
}

const TrustKey* Trust::find(std::string_view key_id) const {
  for (const TrustKey& key : keys) {
    if (key.id == key_id) return &key;
  }
  return nullptr;
}

const TrustKey* Trust::log_key() const {
  for (const TrustKey& key : keys) {
    if (key.role == "cust-log" && key.name == log_origin) return &key;
  }
  return nullptr;
}

std::vector<NoteKey> Trust::witnesses() const {
  std::vector<NoteKey> out;
  for (const TrustKey& key : keys) {
    if (key.role.ends_with("-witness")) out.push_back({key.name, key.key});
  }
  return out;
}

Expected<Trust> read_trust(std::string_view text, const std::string& file) {
  VF_ASSIGN(const Value document, parse_json(text, file));
  Check check(file);
  check.only(document, {"type", "question_set", "subject", "log", "keys", "nonces"});
  if (check.text(document, "type") != "ringfence-trust-policy/v1") {
    check.fail("no trust policy of version 1");
  }
  Trust trust;
  trust.question_set = check.digest(document, "question_set");
  const Value& subject = check.at(document, "subject", Value::Kind::kObject);
  check.only(subject, {"system", "environment", "build", "config_digest", "policy_digest"});
  trust.subject = read_scope(check, subject);
  trust.log_origin = check.text(document, "log");
  for (const auto& [unused, object] : check.at(document, "keys", Value::Kind::kArray).members) {
    trust.keys.push_back(read_key(check, object));
  }
  for (const auto& [unused, object] : check.at(document, "nonces", Value::Kind::kArray).members) {
    check.only(object, {"value", "issued"});
    trust.nonces.push_back({check.text(object, "value"), check.time(object, "issued")});
    if (!from_hex(trust.nonces.back().value)) check.fail("a nonce that is not hex");
  }
  std::set<std::string> seen;
  for (const TrustKey& key : trust.keys) {
    if (!seen.insert(key.id).second) {
      check.fail("R5 measurer_is_named: key " + key.name + " stands twice, a key has one role");
    }
  }
  if (trust.log_key() == nullptr) check.fail("no key of role cust-log with the name of the log");
  if (!check.ok()) return check.failure();
  return trust;
}

}  // namespace ringfence::verifier
