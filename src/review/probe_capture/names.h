// What traffic says in clear about who is spoken to: DNS answers, TLS server names and
// certificates, HTTP hosts, Kafka requests.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/slice.h"
#include "review/probe_capture/frames.h"

namespace ringfence::review {

// Lower case, without the dot at the end, other bytes than letters, digits, '-', '_', '.' as '?'.
std::string clean_host(std::string_view name);

struct DnsMessage {
  bool response = false;
  std::vector<std::string> questions;
  // Name asked for and address; a chain of CNAMEs ends at the name that was asked for.
  std::vector<std::pair<std::string, IpAddress>> addresses;
};
// False: not DNS, or cut off. Bounded in names, records and compression pointers.
bool read_dns(bytes::ByteSpan message, DnsMessage& out);

// Which names the capture's DNS answers gave an address. Bounded at kMax addresses.
class NameTable {
 public:
  static constexpr std::size_t kMax = 200'000;
  static constexpr std::size_t kNamesMax = 64;  // of one address
  void add(const DnsMessage& message);
  const std::set<std::string>* names_of(const IpAddress& address) const;
  const std::map<std::string, std::uint64_t>& asked() const { return asked_; }
  bool full() const { return full_; }

 private:
  std::map<IpAddress, std::set<std::string>> names_;
  std::map<std::string, std::uint64_t> asked_;
  bool full_ = false;
};

// Walks the records of one direction of a TLS connection: separates what is in clear (the
// handshake) from what is not.
class TlsWalker {
 public:
  static bool looks_like_tls(bytes::ByteSpan start);  // needs 5 bytes

  // False when the bytes stop being TLS records; what was not taken is left in `data`.
  bool feed(bytes::ByteSpan& data, std::vector<std::byte>& clear);
  std::uint64_t encrypted() const { return encrypted_; }
  const std::string& server_name() const { return server_name_; }
  const std::set<std::string>& certificate_names() const { return certificate_names_; }

 private:
  void handshake(bytes::ByteSpan data);
  void client_hello(bytes::ByteSpan body);
  void certificates(bytes::ByteSpan body);

  std::vector<std::byte> header_;
  std::size_t left_ = 0;  // of the record
  unsigned type_ = 0;
  bool ciphered_ = false;  // after ChangeCipherSpec
  std::vector<std::byte> handshake_;
  std::uint64_t encrypted_ = 0;
  std::string server_name_;
  std::set<std::string> certificate_names_;
};

// The host of an HTTP/1 request at the start of a stream; empty: none there.
std::string http_host(bytes::ByteSpan start);
// Whether a stream starts with a request of Kafka's protocol.
bool is_kafka_request(bytes::ByteSpan start);

}  // namespace ringfence::review
