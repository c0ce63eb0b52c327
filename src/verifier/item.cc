#include "verifier/item.h"

#include <algorithm>

namespace ringfence::verifier {
namespace {

constexpr std::string_view kPayloadType = "application/vnd.in-toto+json";
constexpr std::string_view kStatement = "https://in-toto.io/Statement/v1";
constexpr std::string_view kPredicate = "https://ringfence.example/evidence/";
constexpr std::string_view kNamespace =
    "\x9c\x1f\x5e\x0a\x52\x64\x4d\x8b\x8f\x0e\x7b\x61\x2d\x90\xaa\x37";

constexpr std::string_view kTypes =
    "field-inventory=E01 egress-frame-ledger=E02 egress-reconciliation=E03 egress-decrypt=E04 "
    "sealed-name=E05 canary-scan=E06 config-snapshot=E07 cloudtrail-chain=E08 object-"
    "inventory=E09 policy-theorem=E10 revocation-drill=E11 key-custody=E12 deletion-"
    "manifest=E13 deletion-result=E14 crypto-shred=E15 access-request=E16 access-grant=E16 "
    "access-deny=E16 access-revoke=E16 access-expire=E16 access-review=E16 session-record=E17 "
    "support-bundle=E18 retention-probe=E19 export-manifest=E20 import-report=E20 "
    "rehearsal=E21 build-provenance=E22 runtime-identity=E23 attestation=E24 "
    "probe-start=start tombstone=tombstone";

std::string canonical(const Envelope& envelope) {
  std::string text = "{\"payload\":\"" + to_base64(envelope.payload) +
                     "\",\"payloadType\":" + quote_json(envelope.type) + ",\"signatures\":[";
  for (const auto& [key_id, signature] : envelope.signatures) {
    if (text.back() == '}') text += ',';
    text += "{\"keyid\":\"" + key_id + "\",\"sig\":\"" + to_base64(signature) + "\"}";
  }
  return text + "]}\n";
}

// "E07" of "config-snapshot"; empty when there is no such type.
std::string_view type_of(std::string_view name) {
  for (const std::string_view pair : split(kTypes, ' ')) {
    const std::size_t equals = pair.find('=');
    if (pair.substr(0, equals) == name) return pair.substr(equals + 1);
  }
  return "";
}

// The id names the payload without itself: UUIDv5 over the payload with an empty id, so that the
// same payload always gets the same id.
std::string id_of(std::string payload, const std::string& id) {
  const std::string field = "\"id\":\"" + id + "\"";
  const std::size_t at = payload.find(field);
  if (at == std::string::npos || payload.find(field, at + 1) != std::string::npos) return "";
  payload.replace(at, field.size(), "\"id\":\"\"");
  std::string hash = sha1(std::string(kNamespace) + bytes_of(sha256(payload))).substr(0, 16);
  hash[6] = static_cast<char>((hash[6] & 0x0f) | 0x50);
  hash[8] = static_cast<char>((hash[8] & 0x3f) | 0x80);
  const std::string hex = to_hex(hash);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

void read_coverage(Check& check, const Value& predicate, Item& item) {
  const Value& coverage = check.at(predicate, "coverage", Value::Kind::kObject);
  check.only(coverage, {"population", "examined", "unit", "excluded"});
  item.population = check.count(coverage, "population");
  item.examined = check.count(coverage, "examined");
  item.unit = check.text(coverage, "unit");
  for (const auto& [unused, part] : check.at(coverage, "excluded", Value::Kind::kArray).members) {
    check.only(part, {"what", "why", "count"});
    check.text(part, "what");
    check.text(part, "why");
    const std::int64_t count = check.count(part, "count");
    item.excluded = std::min<std::int64_t>(item.excluded + count, 1LL << 60);
  }
}

void read_raw(Check& check, const Value& predicate, Item& item) {
  for (const auto& [unused, file] : check.at(predicate, "raw", Value::Kind::kArray).members) {
    check.only(file, {"digest", "media_type", "disclosure"});
    check.text(file, "media_type");
    item.raw.push_back({check.digest(file, "digest"), check.text(file, "disclosure")});
    const std::string& how = item.raw.back().disclosure;
    if (how != "full" && how != "salted" && how != "withheld") check.fail("unknown disclosure");
  }
}

void read_attestation(Check& check, const Value& body, Facts& facts) {
  check.only(body, {"kind", "entity", "signer", "statement", "address", "retrieved", "page", "span",
                    "pages"});
  facts.kind = check.text(body, "kind");
  facts.entity = check.text(body, "entity");
  check.text(body, "signer");
  facts.quote = check.at(body, "statement", Value::Kind::kText).text;
  facts.address = check.text(body, "address");
  facts.page = check.digest(body, "page", true);
  facts.pages = static_cast<std::int64_t>(check.texts(body, "pages").size());
  const std::string retrieved = check.text(body, "retrieved");
  facts.retrieved = parse_time(retrieved).value_or(0);
  if (!retrieved.empty() && facts.retrieved == 0) check.fail("a bad retrieval time");
  const Value& span = check.at(body, "span", Value::Kind::kObject);
  check.only(span, {"from", "to"});
  facts.span_from = check.count(span, "from");
  facts.span_to = check.count(span, "to");
}

void read_sample(Check& check, const Value& body, Facts& facts) {
  const Value* sample = body.find("sample");
  if (sample == nullptr) return;
  check.only(*sample, {"seed", "root_leaf", "indexes"});
  facts.sampled = true;
  facts.seed = check.text(*sample, "seed");
  facts.root_leaf = check.count(*sample, "root_leaf");
  for (const auto& [unused, index] : check.at(*sample, "indexes", Value::Kind::kArray).members) {
    if (!index.is(Value::Kind::kNumber)) check.fail("an index that is no number");
    facts.indexes.push_back(index.number);
  }
}

void read_facts(Check& check, const Value& body, std::string_view type, Facts& facts) {
  read_sample(check, body, facts);
  if (type == "E24") read_attestation(check, body, facts);
  if (type == "E03") {
    facts.ledger_key = check.digest(body, "ledger_key");
    facts.counter_key = check.digest(body, "counter_key");
    facts.ledger_user = check.text(body, "ledger_user");
    facts.counter_user = check.text(body, "counter_user");
  }
  if (type == "tombstone") {
    check.only(body, {"leaf", "erased_type", "time", "basis"});
    facts.erased_leaf = check.count(body, "leaf");
    facts.erased_run = is_probe_type(type_of(check.text(body, "erased_type")));
    check.time(body, "time");
    facts.basis = check.text(body, "basis");
  }
}

void read_predicate(Check& check, const Value& predicate, Item& item, std::string& key_id) {
  check.only(predicate,
             {"id",        "claims",        "zone",          "system",          "environment",
              "build",     "config_digest", "policy_digest", "class",           "producer",
              "probe_seq", "window",        "valid_until",   "method",          "coverage",
              "result",    "limits",        "assumes",       "customer_duties", "counter",
              "raw",       "body"});
  item.id = check.text(predicate, "id");
  item.claims = check.texts(predicate, "claims");
  check.text(predicate, "zone");
  item.scope = read_scope(check, predicate);
  item.grade = check.text(predicate, "class");
  const Value& producer = check.at(predicate, "producer", Value::Kind::kObject);
  check.only(producer, {"role", "build_digest", "key_id"});
  item.role = check.text(producer, "role");
  check.digest(producer, "build_digest", true);
  key_id = check.digest(producer, "key_id");
  item.run = check.count(predicate, "probe_seq");
  const Value& window = check.at(predicate, "window", Value::Kind::kObject);
  check.only(window, {"from", "to"});
  item.to = check.time(window, "to");
  item.valid_until = check.time(predicate, "valid_until");
  const Value& method = check.at(predicate, "method", Value::Kind::kObject);
  check.only(method, {"tool", "version", "args_digest"});
  item.tool = check.text(method, "tool");
  check.text(method, "version");
  check.digest(method, "args_digest", true);
  read_coverage(check, predicate, item);
  item.result = check.text(predicate, "result");
  item.limits = check.texts(predicate, "limits");
  item.assumes = check.texts(predicate, "assumes");
  check.texts(predicate, "customer_duties");
  check.texts(predicate, "counter");
  read_raw(check, predicate, item);
  check.at(predicate, "body", Value::Kind::kObject);
  if (check.time(window, "from") > item.to) check.fail("a window that ends before it begins");
}

}  // namespace

bool is_probe_type(std::string_view type) {
  constexpr std::string_view kProbes = "E03 E04 E06 E07 E09 E11 E12 E14 E15 E19 E20 E21 E23 start";
  return kProbes.find(type) != kProbes.npos && !type.empty();
}

std::string dsse_encoding(std::string_view type, std::string_view payload) {
  return "DSSEv1 " + std::to_string(type.size()) + " " + std::string(type) + " " +
         std::to_string(payload.size()) + " " + std::string(payload);
}

Expected<Envelope> read_envelope(std::string_view text, const std::string& file) {
  VF_ASSIGN(const Value document, parse_json(text, file));
  Check check(file);
  check.only(document, {"payload", "payloadType", "signatures"});
  const auto payload = from_base64(check.text(document, "payload"));
  if (!payload) check.fail("a payload that is not base64");
  Envelope envelope;
  envelope.type = check.text(document, "payloadType");
  for (const auto& [unused, object] :
       check.at(document, "signatures", Value::Kind::kArray).members) {
    check.only(object, {"keyid", "sig"});
    const auto signature = from_base64(check.text(object, "sig"));
    if (!signature || signature->size() != 64) check.fail("a signature that is not 64 bytes");
    envelope.signatures.emplace_back(check.digest(object, "keyid"), signature.value_or(""));
  }
  if (!check.ok()) return check.failure();
  envelope.payload = *payload;
  if (canonical(envelope) != text) return refuse(file, "an envelope in another spelling");
  return envelope;
}

Expected<SignedItem> read_item(std::string_view text, const std::string& file, const Trust& trust) {
  VF_ASSIGN(const Envelope envelope, read_envelope(text, file));
  if (envelope.type != kPayloadType) return refuse(file, "no in-toto statement");
  VF_ASSIGN(const Value statement, parse_json(envelope.payload, file));
  Check check(file);
  check.only(statement, {"_type", "subject", "predicateType", "predicate"});
  SignedItem out;
  Item& item = out.item;
  item.file = file;
  std::string key_id;
  const Value& predicate = check.at(statement, "predicate", Value::Kind::kObject);
  read_predicate(check, predicate, item, key_id);
  const Value& subjects = check.at(statement, "subject", Value::Kind::kArray);
  std::string subject;
  for (const auto& [unused, object] : subjects.members) {
    check.only(object, {"name", "digest"});
    check.text(object, "name");
    const Value& digest = check.at(object, "digest", Value::Kind::kObject);
    check.only(digest, {"sha256"});
    subject = check.digest(digest, "sha256");
  }
  std::string_view name = check.at(statement, "predicateType", Value::Kind::kText).text;
  if (check.text(statement, "_type") != kStatement) check.fail("no Statement of version 1");
  if (!name.starts_with(kPredicate) || !name.ends_with("/v1")) check.fail("unknown type of item");
  if (!check.ok()) return check.failure();
  name.remove_prefix(kPredicate.size());
  name.remove_suffix(3);
  item.type = type_of(name);
  if (item.type.empty()) return refuse(file, "unknown type of item");
  out.body = *predicate.find("body");
  read_facts(check, out.body, item.type, item.facts);
  if (!check.ok()) return check.failure();
  if (subjects.members.size() != 1 || subject != item.scope.digest()) {
    return refuse(file, "the subject is not the digest of the scope");
  }
  if (id_of(envelope.payload, item.id) != item.id) return refuse(file, "another id than computed");
  const std::string message = dsse_encoding(envelope.type, envelope.payload);
  bool signed_by_producer = false;
  for (const auto& [id, signature] : envelope.signatures) {
    const TrustKey* key = trust.find(id);
    if (key == nullptr) continue;
    if (!ed25519_verify(key->key, message, signature)) {
      return refuse(file, "the signature of key " + key->name + " does not verify");
    }
    if (id == key_id) item.key = key, signed_by_producer = true;
  }
  if (!signed_by_producer) return refuse(file, "not signed by a key of the trust policy");
  return out;
}

}  // namespace ringfence::verifier
