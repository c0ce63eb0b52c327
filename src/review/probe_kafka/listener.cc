#include "review/probe_kafka/listener.h"

#include <arpa/inet.h>
#include <netdb.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "async/task_group.h"
#include "kafka/client/connection.h"
#include "kafka/client/sasl.h"
#include "kafka/protocol/generated/api_versions.h"

namespace ringfence::review {

using async::Deadline;
using async::Task;
using net::TlsVersion;

namespace {

constexpr std::size_t kAddressesMax = 64;
constexpr std::size_t kAnswerBytesMax = 1 << 20;

Resolved resolve_now(const std::string& host) {
  Resolved out;
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int code = getaddrinfo(host.c_str(), nullptr, &hints, &found);
  if (code != 0) {
    out.problem = gai_strerror(code);
    return out;
  }
  for (const addrinfo* at = found; at != nullptr && out.addresses.size() < kAddressesMax;
       at = at->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (getnameinfo(at->ai_addr, at->ai_addrlen, text.data(), text.size(), nullptr, 0,
                    NI_NUMERICHOST) == 0)
      out.addresses.emplace_back(text.data());
  }
  freeaddrinfo(found);
  std::sort(out.addresses.begin(), out.addresses.end());
  const auto end = std::unique(out.addresses.begin(), out.addresses.end());
  out.addresses.erase(end, out.addresses.end());
  return out;
}

AddressKind kind_of_v4(std::uint32_t a) {
  const auto in = [a](std::uint32_t net, int bits) {
    return (a >> (32 - bits)) == (net >> (32 - bits));
  };
  if (in(0x7F000000, 8)) return AddressKind::kLoopback;
  if (in(0xA9FE0000, 16)) return AddressKind::kLinkLocal;
  if (in(0x0A000000, 8) || in(0xAC100000, 12) || in(0xC0A80000, 16) || in(0x64400000, 10))
    return AddressKind::kPrivate;
  return AddressKind::kPublic;
}

// ApiVersions without TLS: any Kafka listener without TLS answers it, also before SASL.
Task<Result<void>> ask_plaintext(async::Loop& loop, std::unique_ptr<async::Stream> stream,
                                 Deadline deadline) {
  kafka::client::Connection connection(loop, std::move(stream), "ringfence-review",
                                       kAnswerBytesMax);
  connection.start();
  kafka::ApiVersionsRequest request;
  auto answer = co_await connection.call<kafka::ApiVersionsResponse>(0, request, deadline);
  co_await connection.stop();
  if (!answer) co_return answer.error();
  co_return Result<void>();
}

struct Looker {
  async::Loop& loop;
  async::Network& network;
  ListenerOptions options;
  ListenerReport report;
  bool waited = false;  // for an answer without TLS, in vain
  bool silent = false;  // connects and says nothing, with TLS or without: not worth more waiting

  Deadline deadline() const { return Deadline::after(loop, options.timeout); }
  const std::string& name() const {
    return options.server_name.empty() ? report.at.host : options.server_name;
  }

  Task<void> plaintext() {
    auto stream = co_await network.connect(report.at, deadline());
    if (!stream) {
      report.unreachable = stream.error().to_string();
      co_return;
    }
    report.reached = true;
    auto answer = co_await ask_plaintext(loop, std::move(*stream), deadline());
    report.plaintext_answered = answer.ok();
    report.plaintext = answer ? "answered" : answer.error().to_string();
    waited = !answer && answer.error().is(ErrorCode::kTimeout);
  }

  Task<Result<std::unique_ptr<net::TlsStream>>> shake(net::TlsOptions tls) {
    tls.verify = false;
    RF_CO_TRY_ASSIGN(auto context, net::TlsContext::make(std::move(tls)));
    RF_CO_TRY_ASSIGN(auto stream, co_await network.connect(report.at, deadline()));
    co_return co_await net::TlsStream::connect(loop, std::move(stream), std::move(context), name(),
                                               deadline());
  }

  Task<void> try_version(TlsVersion version) {
    VersionTrial trial{version, VersionTrial::Outcome::kNotTried, ""};
    if (!net::tls_can_try(version)) {
      trial.detail = "the OpenSSL of this program cannot speak it";
      report.versions.push_back(std::move(trial));
      co_return;
    }
    if (silent) {
      trial.detail = "the listener does not answer";
      report.versions.push_back(std::move(trial));
      co_return;
    }
    net::TlsOptions tls;
    tls.version_min = tls.version_max = version;
    tls.legacy = true;
    auto stream = co_await shake(std::move(tls));
    const bool accepted = stream.ok();
    trial.outcome = accepted ? VersionTrial::Outcome::kAccepted : VersionTrial::Outcome::kRefused;
    trial.detail = accepted ? (*stream)->tls().cipher : stream.error().detail;
    silent = waited && !accepted && stream.error().is(ErrorCode::kTimeout);
    // No answer at all says nothing about the version.
    if (!accepted &&
        (stream.error().is(ErrorCode::kTimeout) || stream.error().is(ErrorCode::kUnavailable)))
      trial.outcome = VersionTrial::Outcome::kNotTried;
    if (!accepted && stream.error().is(ErrorCode::kPermission)) {
      trial.outcome = VersionTrial::Outcome::kAccepted;  // agreed on, and only then refused us
    }
    if (trial.outcome == VersionTrial::Outcome::kAccepted) report.speaks_tls = true;
    if (accepted) (*stream)->close();
    report.versions.push_back(std::move(trial));
  }

  void keep(const net::TlsPeer& peer) {
    report.speaks_tls = true;
    report.negotiated = net::tls_version_name(peer.version);
    report.cipher = peer.cipher;
    report.wants_certificate = peer.wants_certificate;
    for (const std::string& der : peer.chain_der) {
      auto certificate = net::read_certificate(der);
      if (certificate) report.chain.push_back(std::move(*certificate));
    }
    auto problems = net::check_chain(peer.chain_der, options.ca_file, name(), loop.wall_now());
    report.chain_problems =
        problems ? std::move(*problems) : std::vector<std::string>{problems.error().to_string()};
  }

  Task<void> sasl(std::unique_ptr<async::Stream> stream) {
    kafka::client::Connection connection(loop, std::move(stream), "ringfence-review",
                                         kAnswerBytesMax);
    connection.start();
    auto offered = co_await kafka::client::offered_mechanisms(connection, deadline());
    co_await connection.stop();
    report.sasl = offered.ok();
    if (offered) {
      report.mechanisms = std::move(*offered);
    } else {
      report.sasl_detail = offered.error().detail;
    }
  }

  Task<void> run() {
    report.resolved = co_await resolve(loop, report.at.host);
    co_await plaintext();
    if (!report.reached) co_return;
    for (const TlsVersion version : net::kTlsVersions) co_await try_version(version);
    if (silent) co_return;
    auto stream = co_await shake({});
    if (!stream) {
      // Only old versions, perhaps: show their certificates too.
      net::TlsOptions legacy;
      legacy.legacy = true;
      legacy.version_min = TlsVersion::k10;
      if (report.speaks_tls) stream = co_await shake(std::move(legacy));
    }
    if (stream) {
      keep((*stream)->tls());
      co_await sasl(std::move(*stream));
    } else if (report.plaintext_answered) {
      auto plain = co_await network.connect(report.at, deadline());
      if (plain) co_await sasl(std::move(*plain));
    }
  }
};

}  // namespace

std::string_view address_kind_name(AddressKind kind) {
  switch (kind) {
    case AddressKind::kLoopback:
      return "loopback";
    case AddressKind::kLinkLocal:
      return "link-local";
    case AddressKind::kPrivate:
      return "private";
    case AddressKind::kPublic:
      return "public";
  }
  return "unknown";
}

AddressKind address_kind(const std::string& text) {
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return kind_of_v4(ntohl(v4.s_addr));
  in6_addr v6{};
  const std::string bare = text.substr(0, text.find('%'));
  if (inet_pton(AF_INET6, bare.c_str(), &v6) != 1) return AddressKind::kPublic;
  if (IN6_IS_ADDR_V4MAPPED(&v6)) {
    std::uint32_t mapped = 0;
    std::memcpy(&mapped, v6.s6_addr + 12, 4);
    return kind_of_v4(ntohl(mapped));
  }
  if (IN6_IS_ADDR_LOOPBACK(&v6)) return AddressKind::kLoopback;
  if (IN6_IS_ADDR_LINKLOCAL(&v6)) return AddressKind::kLinkLocal;
  if ((v6.s6_addr[0] & 0xFE) == 0xFC) return AddressKind::kPrivate;
  return AddressKind::kPublic;
}

Task<Resolved> resolve(async::Loop& loop, std::string host) {
  auto found = co_await async::run_blocking(loop, [&host] { return resolve_now(host); });
  if (!found) co_return Resolved{{}, found.error().to_string()};
  co_return std::move(*found);
}

Task<ListenerReport> look_at_listener(async::Loop& loop, async::Network& network,
                                      async::Endpoint at, std::string source,
                                      ListenerOptions options) {
  Looker looker{loop, network, std::move(options), {}};
  looker.report.at = std::move(at);
  looker.report.source = std::move(source);
  co_await looker.run();
  co_return std::move(looker.report);
}

}  // namespace ringfence::review
