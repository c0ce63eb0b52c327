#include "review/probe_capture/names.h"

#include <algorithm>
#include <cstring>

#include "net/tls_certificate.h"

namespace ringfence::review {
namespace {

constexpr std::size_t kHandshakeMax = 128 << 10;

std::uint32_t big(bytes::ByteSpan data, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8 | std::to_integer<std::uint32_t>(data[at + i]);
  }
  return value;
}

// Reads a name at `at` and moves behind it. False: cut off, too long or looping.
bool dns_name(bytes::ByteSpan message, std::size_t& at, std::string& name) {
  name.clear();
  std::size_t position = at;
  bool jumped = false;
  for (int steps = 0; steps < 128; ++steps) {
    if (position >= message.size()) return false;
    const unsigned length = std::to_integer<unsigned>(message[position]);
    if (length >= 0xC0) {
      if (position + 2 > message.size()) return false;
      if (!jumped) at = position + 2;
      jumped = true;
      position = big(message, position, 2) & 0x3FFF;
      continue;
    }
    if (length > 63 || position + 1 + length > message.size()) return false;
    ++position;
    if (length == 0) {
      if (!jumped) at = position;
      name = clean_host(name);
      return true;
    }
    if (!name.empty()) name += '.';
    name.append(reinterpret_cast<const char*>(message.data()) + position, length);
    if (name.size() > 255) return false;
    position += length;
  }
  return false;
}

}  // namespace

std::string clean_host(std::string_view name) {
  std::string out;
  for (char c : name.substr(0, 255)) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                       c == '.' || c == '*';
    out += plain ? c : '?';
  }
  if (out.ends_with('.')) out.pop_back();
  return out;
}

bool read_dns(bytes::ByteSpan message, DnsMessage& out) {
  if (message.size() < 12) return false;
  const std::uint32_t flags = big(message, 2, 2);
  const std::uint32_t questions = big(message, 4, 2), answers = big(message, 6, 2);
  out.response = (flags & 0x8000) != 0;
  if (questions > 16 || answers > 512) return false;
  std::size_t at = 12;
  std::string name;
  for (std::uint32_t i = 0; i < questions; ++i) {
    if (!dns_name(message, at, name) || at + 4 > message.size()) return false;
    at += 4;
    out.questions.push_back(name);
  }
  std::map<std::string, std::string> asked_as;  // the target of a CNAME, and what led there
  for (std::uint32_t i = 0; i < answers; ++i) {
    if (!dns_name(message, at, name) || at + 10 > message.size()) return false;
    const std::uint32_t type = big(message, at, 2), size = big(message, at + 8, 2);
    at += 10;
    if (at + size > message.size()) return false;
    std::string asked = name;
    for (int steps = 0; steps < 16 && asked_as.contains(asked); ++steps) asked = asked_as[asked];
    if (type == 5) {
      std::size_t target_at = at;
      std::string target;
      if (!dns_name(message, target_at, target)) return false;
      if (target != asked) asked_as[target] = asked;
    } else if ((type == 1 && size == 4) || (type == 28 && size == 16)) {
      IpAddress address;
      std::memcpy(address.bytes.data() + 16 - size, message.data() + at, size);
      if (size == 4) address.bytes[10] = address.bytes[11] = 0xFF;
      out.addresses.emplace_back(asked, address);
    }
    at += size;
  }
  return true;
}

void NameTable::add(const DnsMessage& message) {
  for (const std::string& name : message.questions) {
    if (message.response) break;
    if (asked_.size() < kMax || asked_.contains(name)) ++asked_[name];
  }
  for (const auto& [name, address] : message.addresses) {
    if (names_.size() >= kMax && !names_.contains(address)) {
      full_ = true;
      continue;
    }
    std::set<std::string>& names = names_[address];
    if (names.size() < kNamesMax) names.insert(name);
  }
}

const std::set<std::string>* NameTable::names_of(const IpAddress& address) const {
  const auto found = names_.find(address);
  return found == names_.end() ? nullptr : &found->second;
}

bool TlsWalker::looks_like_tls(bytes::ByteSpan start) {
  if (start.size() < 5) return false;
  const unsigned type = std::to_integer<unsigned>(start[0]);
  return type >= 20 && type <= 23 && big(start, 1, 1) == 3 && big(start, 2, 1) <= 4 &&
         big(start, 3, 2) <= 16384 + 2048 && big(start, 3, 2) > 0;
}

bool TlsWalker::feed(bytes::ByteSpan& data, std::vector<std::byte>& clear) {
  while (!data.empty()) {
    if (left_ == 0) {
      const std::size_t take = std::min<std::size_t>(5 - header_.size(), data.size());
      header_.insert(header_.end(), data.begin(), data.begin() + static_cast<std::ptrdiff_t>(take));
      data = data.subspan(take);
      if (header_.size() < 5) return true;
      if (!looks_like_tls(header_)) return false;
      type_ = std::to_integer<unsigned>(header_[0]);
      left_ = big(header_, 3, 2);
      header_.clear();
    }
    const bytes::ByteSpan part = data.first(std::min(left_, data.size()));
    data = data.subspan(part.size());
    left_ -= part.size();
    const bool readable = type_ == 22 && !ciphered_;
    if (readable) {
      clear.insert(clear.end(), part.begin(), part.end());
      handshake(part);
    } else if (type_ == 20) {
      ciphered_ = true;
    } else {
      encrypted_ += part.size();
    }
  }
  return true;
}

void TlsWalker::handshake(bytes::ByteSpan data) {
  if (handshake_.size() + data.size() > kHandshakeMax) return;
  handshake_.insert(handshake_.end(), data.begin(), data.end());
  bytes::ByteSpan rest(handshake_);
  while (rest.size() >= 4) {
    const std::size_t size = big(rest, 1, 3);
    if (rest.size() < 4 + size) break;
    const unsigned type = std::to_integer<unsigned>(rest[0]);
    if (type == 1) client_hello(rest.subspan(4, size));
    if (type == 11) certificates(rest.subspan(4, size));
    rest = rest.subspan(4 + size);
  }
  handshake_.erase(handshake_.begin(), handshake_.end() - static_cast<std::ptrdiff_t>(rest.size()));
}

// RFC 8446, 4.1.2, and RFC 6066, 3.
void TlsWalker::client_hello(bytes::ByteSpan body) {
  std::size_t at = 34;
  const auto skip = [&](std::size_t length_bytes) {
    if (at + length_bytes > body.size()) return false;
    at += length_bytes + big(body, at, length_bytes);
    return at <= body.size();
  };
  if (!skip(1) || !skip(2) || !skip(1) || at + 2 > body.size()) return;
  at += 2;
  while (at + 4 <= body.size()) {
    const std::uint32_t type = big(body, at, 2), size = big(body, at + 2, 2);
    at += 4;
    if (at + size > body.size()) return;
    if (type == 0 && size >= 5 && std::to_integer<unsigned>(body[at + 2]) == 0) {
      const std::size_t length = std::min<std::size_t>(big(body, at + 3, 2), size - 5);
      server_name_ = clean_host({reinterpret_cast<const char*>(body.data()) + at + 5, length});
    }
    at += size;
  }
}

// RFC 5246, 7.4.2; in TLS 1.3 this message is encrypted.
void TlsWalker::certificates(bytes::ByteSpan body) {
  std::size_t at = 3;
  // The first one names the server.
  if (at + 3 > body.size()) return;
  const std::size_t size = big(body, at, 3);
  if (at + 3 + size > body.size()) return;
  const auto certificate =
      net::read_certificate({reinterpret_cast<const char*>(body.data()) + at + 3, size});
  if (!certificate) return;
  for (const std::string& name : certificate->names) {
    if (name.starts_with("DNS:")) certificate_names_.insert(clean_host(name.substr(4)));
  }
}

std::string http_host(bytes::ByteSpan start) {
  const std::string_view text(reinterpret_cast<const char*>(start.data()),
                              std::min<std::size_t>(start.size(), 8192));
  static constexpr std::string_view kMethods[] = {"GET ",    "POST ",    "PUT ",   "HEAD ",
                                                  "DELETE ", "OPTIONS ", "PATCH ", "CONNECT "};
  const bool request =
      std::any_of(std::begin(kMethods), std::end(kMethods),
                  [&](std::string_view method) { return text.starts_with(method); });
  if (!request) return {};
  std::size_t at = text.find("\r\n");
  while (at != text.npos && at + 2 < text.size()) {
    at += 2;
    std::string_view line = text.substr(at, text.find("\r\n", at) - at);
    if (line.empty()) return {};
    const auto same = [](char a, char b) { return (a | 32) == b; };
    constexpr std::string_view kHost = "host:";
    if (line.size() > kHost.size() &&
        std::equal(kHost.begin(), kHost.end(), line.begin(),
                   [&](char b, char a) { return a == b || same(a, b); })) {
      line.remove_prefix(kHost.size());
      while (line.starts_with(' ')) line.remove_prefix(1);
      if (!line.starts_with('[')) line = line.substr(0, line.find(':'));
      return clean_host(line);
    }
    at = text.find("\r\n", at);
  }
  return {};
}

bool is_kafka_request(bytes::ByteSpan start) {
  if (start.size() < 14) return false;
  const std::uint32_t size = big(start, 0, 4), key = big(start, 4, 2), version = big(start, 6, 2);
  const std::uint32_t client = big(start, 12, 2);
  return size >= 10 && size <= 100u << 20 && key <= 92 && version <= 20 &&
         (client == 0xFFFF || client <= 255);
}

}  // namespace ringfence::review
