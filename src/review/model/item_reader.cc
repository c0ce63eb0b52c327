#include "review/model/item_reader.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "evidence/files.h"
#include "verifier/packet.h"

namespace ringfence::review {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kPredicate = "https://ringfence.example/evidence/";

std::vector<std::string> texts(const Json& list) {
  std::vector<std::string> out;
  for (const Json& one : list) out.push_back(one.get<std::string>());
  return out;
}

void read_scope(const Json& predicate, evidence::Scope& scope) {
  const Json& system = predicate.at("system");
  scope.system.product = system.at("product");
  scope.system.entity = system.at("entity");
  scope.system.deployment = system.at("deployment");
  scope.system.account = system.at("account");
  scope.system.cluster = system.at("cluster");
  scope.system.region = system.at("region");
  scope.system.bucket = system.at("bucket");
  scope.environment = predicate.at("environment");
  scope.build = predicate.at("build");
  scope.config_digest = predicate.at("config_digest");
  scope.policy_digest = predicate.at("policy_digest");
}

void read_coverage(const Json& coverage, ItemView& out) {
  out.population = coverage.at("population");
  out.examined = coverage.at("examined");
  out.unit = coverage.at("unit");
  for (const Json& part : coverage.at("excluded")) {
    out.excluded.push_back({part.at("what"), part.at("why"), part.at("count")});
  }
}

void read_body(const Json& body, ItemView& out) {
  out.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  const char* member = out.type == "attestation" ? "statement" : "summary";
  if (body.contains(member) && body[member].is_string()) out.summary = body[member];
  if (!body.contains("cannot_see") || !body["cannot_see"].is_array()) return;
  for (const Json& one : body["cannot_see"]) {
    if (one.is_string()) out.cannot_see.push_back(one);
  }
}

ItemView read_predicate(const std::string& type, const Json& predicate) {
  ItemView out;
  out.type = type;
  out.code = code_of_type(type);
  out.id = predicate.at("id");
  out.claims = texts(predicate.at("claims"));
  out.zone = predicate.at("zone");
  read_scope(predicate, out.scope);
  out.grade = predicate.at("class");
  out.role = predicate.at("producer").at("role");
  out.key_id = predicate.at("producer").at("key_id");
  out.run = predicate.at("probe_seq");
  out.from = predicate.at("window").at("from");
  out.to = predicate.at("window").at("to");
  out.valid_until = predicate.at("valid_until");
  out.tool = predicate.at("method").at("tool");
  out.tool_version = predicate.at("method").at("version");
  out.args_digest = predicate.at("method").at("args_digest");
  read_coverage(predicate.at("coverage"), out);
  out.result = predicate.at("result");
  out.limits = texts(predicate.at("limits"));
  out.assumes = texts(predicate.at("assumes"));
  out.customer_duties = texts(predicate.at("customer_duties"));
  out.counter = texts(predicate.at("counter"));
  for (const Json& raw : predicate.at("raw")) {
    out.raw.push_back({raw.at("digest"), raw.at("media_type"), raw.at("disclosure")});
  }
  read_body(predicate.at("body"), out);
  return out;
}

ItemView erased_view(const evidence::StoredItem& stored) {
  ItemView out;
  out.id = stored.id;
  out.leaf = stored.leaf;
  out.type = stored.type;
  out.code = code_of_type(stored.type);
  out.key_id = stored.key_id;
  out.tool = stored.tool;
  out.run = stored.run;
  out.erased = true;
  return out;
}

verifier::RawReader raw_of(const evidence::EvidenceFolder& evidence, const ItemView& view) {
  verifier::RawReader raw;
  for (const evidence::Raw& file : view.raw) {
    if (file.disclosure == "withheld") continue;
    auto place = verifier::place_of(evidence.folder() / "raw" / file.digest, file.digest);
    if (place) raw.emplace(file.digest, *place);
  }
  return raw;
}

Error refused(const verifier::Failure& failure) {
  return Error(ErrorCode::kCorrupt, fmt::format("{}: {}", failure.file, failure.what));
}

}  // namespace

Result<ItemView> view_statement(std::string_view payload) {
  try {
    const Json statement = Json::parse(payload);
    std::string type = statement.at("predicateType");
    if (!type.starts_with(kPredicate) || !type.ends_with("/v1")) {
      return Error(ErrorCode::kCorrupt, "a statement of an unknown type");
    }
    type = type.substr(kPredicate.size(), type.size() - kPredicate.size() - 3);
    return read_predicate(type, statement.at("predicate"));
  } catch (const nlohmann::json::exception& error) {
    return Error(ErrorCode::kCorrupt, fmt::format("a malformed statement: {}", error.what()));
  }
}

Result<ReadItems> read_items(const evidence::EvidenceFolder& evidence,
                             const verifier::Trust& trust) {
  ReadItems out;
  for (const evidence::StoredItem& stored : evidence.items()) {
    if (stored.erased) {
      out.views.push_back(erased_view(stored));
      continue;
    }
    const std::string file = "items/" + stored.id + ".dsse.json";
    RF_TRY_ASSIGN(const std::string text, evidence::read_file(evidence.folder() / file));
    auto envelope = verifier::read_envelope(text, file);
    if (!envelope) return refused(envelope.error());
    auto signed_item = verifier::read_item(text, file, trust);
    if (!signed_item) return refused(signed_item.error());
    RF_TRY_ASSIGN(ItemView view, view_statement(envelope->payload));
    view.leaf = stored.leaf;
    if (const verifier::TrustKey* key = trust.find(view.key_id)) {
      view.holder = key->holder;
      view.party = key->party;
    }
    signed_item->item.leaf = static_cast<std::int64_t>(stored.leaf);
    verifier::recompute(signed_item->item, signed_item->body, raw_of(evidence, view));
    out.items.push_back(std::move(signed_item->item));
    out.views.push_back(std::move(view));
  }
  return out;
}

}  // namespace ringfence::review
