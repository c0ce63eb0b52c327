// Reads X.509 certificates as a handshake showed them, for people and for checks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace ringfence::net {

struct Certificate {
  std::string subject, issuer;        // RFC 2253
  std::vector<std::string> names;     // subject alternative names: "DNS:a.example", "IP:10.0.0.1"
  std::string not_before, not_after;  // RFC 3339
  std::string key_type;               // "RSA", "EC prime256v1", "ED25519"
  int key_bits = 0;
  std::string signature;    // "sha256WithRSAEncryption"
  std::string sha256;       // of the DER bytes, hex
  std::string spki_sha256;  // of its public key, hex: what a pin names
  bool authority = false;   // may sign other certificates
  bool self_signed = false;
};

// kCorrupt: not a certificate. Bounded: at most 64 KiB are looked at, at most 256 names are kept.
Result<Certificate> read_certificate(std::string_view der);

// Everything that is wrong with a chain as a client with these roots sees it at `now`; empty:
// nothing is. `ca_file` empty: the roots of the machine. `name` empty: not looked at.
// kInvalid: the roots cannot be read.
Result<std::vector<std::string>> check_chain(const std::vector<std::string>& chain_der,
                                             const std::string& ca_file, const std::string& name,
                                             UnixMillis now);

}  // namespace ringfence::net
