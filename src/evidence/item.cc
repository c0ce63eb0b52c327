#include "evidence/item.h"

#include <openssl/sha.h>

namespace ringfence::evidence {
namespace {

constexpr std::string_view kNamespace =
    "\x9c\x1f\x5e\x0a\x52\x64\x4d\x8b\x8f\x0e\x7b\x61\x2d\x90\xaa\x37";

std::string texts_json(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) {
    if (out.size() > 1) out += ",";
    out += quote_json(text);
  }
  return out + "]";
}

std::string pair_json(std::string_view key, std::string_view value) {
  return "\"" + std::string(key) + "\":" + quote_json(value);
}

std::string coverage_json(const Item& item) {
  std::string out = "{\"population\":" + std::to_string(item.population) +
                    ",\"examined\":" + std::to_string(item.examined) + "," +
                    pair_json("unit", item.unit) + ",\"excluded\":[";
  for (const Excluded& part : item.excluded) {
    if (out.back() == '}') out += ",";
    out += "{" + pair_json("what", part.what) + "," + pair_json("why", part.why) +
           ",\"count\":" + std::to_string(part.count) + "}";
  }
  return out + "]}";
}

std::string raw_json(const Item& item) {
  std::string out = "[";
  for (const Raw& raw : item.raw) {
    if (out.size() > 1) out += ",";
    out += "{" + pair_json("digest", raw.digest) + "," + pair_json("media_type", raw.media_type) +
           "," + pair_json("disclosure", raw.disclosure) + "}";
  }
  return out + "]";
}

}  // namespace

std::string quote_json(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00" + to_hex({&c, 1});
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string scope_json(const Scope& scope) {
  const System& s = scope.system;
  return "\"system\":{" + pair_json("product", s.product) + "," + pair_json("entity", s.entity) +
         "," + pair_json("deployment", s.deployment) + "," + pair_json("account", s.account) + "," +
         pair_json("cluster", s.cluster) + "," + pair_json("region", s.region) + "," +
         pair_json("bucket", s.bucket) + "}," + pair_json("environment", scope.environment) + "," +
         pair_json("build", scope.build) + "," + pair_json("config_digest", scope.config_digest) +
         "," + pair_json("policy_digest", scope.policy_digest);
}

std::string scope_digest(const Scope& scope) {
  const System& s = scope.system;
  return sha256_hex(
      "product=" + s.product + "\nentity=" + s.entity + "\ndeployment=" + s.deployment +
      "\naccount=" + s.account + "\ncluster=" + s.cluster + "\nregion=" + s.region +
      "\nbucket=" + s.bucket + "\nenvironment=" + scope.environment + "\nbuild=" + scope.build +
      "\nconfig_digest=" + scope.config_digest + "\npolicy_digest=" + scope.policy_digest + "\n");
}

std::string make_statement(const Item& item, const std::string& key_id) {
  const std::string predicate =
      "{\"id\":\"\",\"claims\":" + texts_json(item.claims) + "," + pair_json("zone", item.zone) +
      "," + scope_json(item.scope) + "," + pair_json("class", item.grade) + ",\"producer\":{" +
      pair_json("role", item.role) + "," + pair_json("build_digest", item.build_digest) + "," +
      pair_json("key_id", key_id) + "},\"probe_seq\":" + std::to_string(item.run) +
      ",\"window\":{" + pair_json("from", item.from) + "," + pair_json("to", item.to) + "}," +
      pair_json("valid_until", item.valid_until) + ",\"method\":{" + pair_json("tool", item.tool) +
      "," + pair_json("version", item.tool_version) + "," +
      pair_json("args_digest", item.args_digest) + "},\"coverage\":" + coverage_json(item) + "," +
      pair_json("result", item.result) + ",\"limits\":" + texts_json(item.limits) +
      ",\"assumes\":" + texts_json(item.assumes) +
      ",\"customer_duties\":" + texts_json(item.customer_duties) +
      ",\"counter\":" + texts_json(item.counter) + ",\"raw\":" + raw_json(item) +
      ",\"body\":" + item.body + "}";
  return "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{" +
         pair_json("name", item.scope.system.deployment) + ",\"digest\":{" +
         pair_json("sha256", scope_digest(item.scope)) + "}}],\"predicateType\":\"" +
         "https://ringfence.example/evidence/" + item.type + "/v1\",\"predicate\":" + predicate +
         "}";
}

Statement finish_statement(std::string payload) {
  std::string name(20, '\0');
  const std::string message = std::string(kNamespace) + as_bytes(sha256(payload));
  SHA1(reinterpret_cast<const unsigned char*>(message.data()), message.size(),
       reinterpret_cast<unsigned char*>(name.data()));
  name[6] = static_cast<char>((name[6] & 0x0f) | 0x50);
  name[8] = static_cast<char>((name[8] & 0x3f) | 0x80);
  const std::string hex = to_hex(name.substr(0, 16));
  Statement out;
  out.id = hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
           hex.substr(16, 4) + "-" + hex.substr(20);
  const std::size_t at = payload.find("\"id\":\"\"");
  if (at != std::string::npos) payload.replace(at, 7, "\"id\":\"" + out.id + "\"");
  out.payload = std::move(payload);
  return out;
}

std::string dsse_encoding(std::string_view type, std::string_view payload) {
  std::string text = "DSSEv1 " + std::to_string(type.size()) + " ";
  text += type;
  text += " " + std::to_string(payload.size()) + " ";
  return text.append(payload);
}

std::string make_envelope(std::string_view type, std::string_view payload,
                          const std::vector<const SigningKey*>& keys) {
  std::string text = "{\"payload\":\"" + to_base64(payload) +
                     "\",\"payloadType\":" + quote_json(type) + ",\"signatures\":[";
  const std::string message = dsse_encoding(type, payload);
  for (const SigningKey* key : keys) {
    if (text.back() == '}') text += ',';
    text += "{\"keyid\":\"" + key->id() + "\",\"sig\":\"" + to_base64(key->sign(message)) + "\"}";
  }
  return text + "]}\n";
}

}  // namespace ringfence::evidence
