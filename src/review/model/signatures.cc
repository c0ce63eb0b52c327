#include "review/model/signatures.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "verifier/item.h"

namespace ringfence::review {
namespace {

constexpr std::string_view kType = "application/vnd.ringfence.review-signature.v1+json";

bool may_sign(std::string_view role) {
  return role == "reviewer" || role == "cust-approver" || role == "cust-release";
}

Result<SignatureStatement> read_statement(std::string_view payload) {
  try {
    const nlohmann::json json = nlohmann::json::parse(payload);
    return SignatureStatement{json.at("packet"), json.at("record"), json.at("answers"),
                              json.at("role"),   json.at("name"),   json.at("title"),
                              json.at("date")};
  } catch (const nlohmann::json::exception& error) {
    return Error(ErrorCode::kCorrupt, fmt::format("a malformed signature: {}", error.what()));
  }
}

}  // namespace

std::string answers_digest(const std::vector<ItemView>& items) {
  std::string text;
  for (const ItemView& item : items) {
    if (item.code == "E24") text += item.id + (item.erased ? " erased\n" : "\n");
  }
  return evidence::sha256_hex(text);
}

std::string sign_statement(const SignatureStatement& statement, const evidence::SigningKey& key) {
  const nlohmann::ordered_json payload{{"type", "ringfence-review-signature/v1"},
                                       {"packet", statement.packet},
                                       {"record", statement.record},
                                       {"answers", statement.answers},
                                       {"role", statement.role},
                                       {"name", statement.name},
                                       {"title", statement.title},
                                       {"date", statement.date}};
  return evidence::make_envelope(kType, payload.dump(), {&key});
}

Result<std::vector<ReadSignature>> read_signatures(std::string_view text,
                                                   const verifier::Trust& trust) {
  std::vector<ReadSignature> out;
  for (const std::string_view line : verifier::split(text, '\n')) {
    if (line.empty()) continue;
    const auto envelope = verifier::read_envelope(std::string(line) + "\n", "signatures");
    if (!envelope || envelope->type != kType || envelope->signatures.size() != 1) {
      return Error(ErrorCode::kCorrupt,
                   envelope ? "a line that is no signature of a review" : envelope.error().what);
    }
    ReadSignature one;
    RF_TRY_ASSIGN(one.says, read_statement(envelope->payload));
    const auto& [key_id, bytes] = envelope->signatures[0];
    one.key_id = key_id;
    const verifier::TrustKey* key = trust.find(key_id);
    if (key == nullptr) {
      one.wrong = "its key is not in the trust policy";
    } else if (!verifier::ed25519_verify(
                   key->key, verifier::dsse_encoding(envelope->type, envelope->payload), bytes)) {
      one.wrong = "it does not verify under the key of " + key->holder;
    } else if (!may_sign(key->role)) {
      one.wrong = "a key of role " + key->role + " signs no record";
    } else {
      one.holder = key->holder;
    }
    out.push_back(std::move(one));
  }
  return out;
}

SignatureView judge_signature(const ReadSignature& signature, const SignedState& state) {
  const SignatureStatement& says = signature.says;
  SignatureView out;
  out.packet = state.packet_name;
  out.role = says.role;
  out.name = says.name;
  out.title = says.title;
  out.date = says.date;
  out.holder = signature.holder;
  if (!signature.wrong.empty()) {
    out.why = signature.wrong;
  } else if (!state.packet_wrong.empty()) {
    out.why = "the packet does not read: " + state.packet_wrong;
  } else if (says.packet != state.packet) {
    out.why = "it was given for another packet: the manifest changed";
  } else if (says.record != state.frozen_record) {
    out.why = "the record kept beside the packet is not the one that was signed";
  } else {
    out.intact = true;
    if (says.record != state.record) {
      out.why = "the record changed after it was signed";
    } else if (says.answers != state.answers) {
      out.why = "answers were added or changed after it was signed";
    }
    out.good = out.why.empty();
  }
  return out;
}

bool enough_signatures(const Profile& profile, const std::vector<SignatureView>& signatures,
                       bool SignatureView::* counts) {
  std::set<std::string> who;
  std::set<std::string> roles;
  for (const SignatureView& signature : signatures) {
    if (!(signature.*counts)) continue;
    const auto& asked = profile.signature_roles;
    if (!asked.empty() && std::find(asked.begin(), asked.end(), signature.role) == asked.end()) {
      continue;
    }
    // One person in two roles is one person; two persons in one role fill one role.
    if (!asked.empty() && roles.contains(signature.role)) continue;
    if (who.insert(signature.holder).second) roles.insert(signature.role);
  }
  return static_cast<std::int64_t>(who.size()) >= profile.signatures_needed;
}

}  // namespace ringfence::review
