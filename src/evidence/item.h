// What an evidence item says (docs/formats/evidence_item.md), and its signed form: a DSSE envelope
// over an in-toto Statement v1.
#pragma once

#include <string>
#include <vector>

#include "evidence/crypto.h"

namespace ringfence::evidence {

struct System {
  std::string product, entity, deployment, account, cluster, region, bucket;
};

struct Scope {
  System system;
  std::string environment = "production";  // production, test, emulator
  std::string build;
  std::string config_digest;  // 64 hex digits or empty
  std::string policy_digest;
};

struct Excluded {
  std::string what, why;
  std::int64_t count = 0;
};

struct Raw {
  std::string digest;  // SHA-256, hex
  std::string media_type;
  std::string disclosure = "full";  // full, salted, withheld
};

struct Item {
  std::string type;  // "config-snapshot"; docs/formats/evidence_item.md lists them
  std::vector<std::string> claims;
  std::string zone;
  Scope scope;
  std::string grade = "M";  // "class": P, M or A; more than the type can have is refused
  std::string role;         // of the signing key
  std::string build_digest;
  std::int64_t run = 0;  // "probe_seq": from ProbeRun, without gaps for one tool under one key
  std::string from, to, valid_until;  // RFC 3339, whole seconds, Z
  std::string tool, tool_version, args_digest;
  std::int64_t population = 0;
  std::int64_t examined = 0;
  std::string unit;
  std::vector<Excluded> excluded;
  std::string result;  // holds, fails, inconclusive
  std::vector<std::string> limits, assumes, customer_duties, counter;
  std::vector<Raw> raw;
  std::string body = "{}";  // a JSON object of the type
};

// A JSON string with its quotation marks. The bytes must be UTF-8.
std::string quote_json(std::string_view text);
std::string scope_json(const Scope& scope);    // members only, without braces
std::string scope_digest(const Scope& scope);  // what the statement's subject names

// The statement with an empty id, for finish_statement.
std::string make_statement(const Item& item, const std::string& key_id);
struct Statement {
  std::string payload;
  std::string id;
};
// Puts the id (UUIDv5 of the payload with an empty id) where `"id":""` stands once.
Statement finish_statement(std::string payload);

constexpr std::string_view kInTotoType = "application/vnd.in-toto+json";
std::string dsse_encoding(std::string_view type, std::string_view payload);
std::string make_envelope(std::string_view type, std::string_view payload,
                          const std::vector<const SigningKey*>& keys);

}  // namespace ringfence::evidence
