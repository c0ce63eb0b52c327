// TLS as a client over any async::Stream: OpenSSL 3 between two memory buffers, so that the same
// code runs over sockets, in memory and in the simulator.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "async/loop.h"
#include "async/stream.h"
#include "async/wait.h"
#include "base/result.h"

struct ssl_ctx_st;
struct ssl_st;

namespace ringfence::net {

enum class TlsVersion : std::uint16_t { k10 = 0x0301, k11 = 0x0302, k12 = 0x0303, k13 = 0x0304 };
inline constexpr TlsVersion kTlsVersions[] = {TlsVersion::k10, TlsVersion::k11, TlsVersion::k12,
                                              TlsVersion::k13};
std::string_view tls_version_name(TlsVersion version);               // "TLS 1.2"
std::optional<TlsVersion> parse_tls_version(std::string_view text);  // "1.2" or "TLS 1.2"

struct TlsOptions {
  std::string ca_file;           // PEM, one or more roots; empty: those of the machine
  std::string certificate_file;  // PEM, the client's chain, its own certificate first
  std::string key_file;          // PEM; empty: the key is in certificate_file
  // False: the handshake goes on whatever the chain is; TlsPeer still says what is wrong with it.
  bool verify = true;
  std::optional<TlsVersion> version_min;  // nothing: OpenSSL's default here
  std::optional<TlsVersion> version_max;
  // Allows what is refused today (TLS 1.0 and 1.1, small keys, SHA-1): to find out whether the
  // other side still accepts it, for nothing else.
  bool legacy = false;
  std::vector<std::string> alpn;  // protocol names, the preferred first; each 1 to 255 bytes
};

// What a handshake showed of the other side.
struct TlsPeer {
  TlsVersion version = TlsVersion::k12;
  std::string cipher;  // OpenSSL's name
  int cipher_bits = 0;
  std::string alpn;                    // empty: none agreed
  std::vector<std::string> chain_der;  // as sent, the server's own certificate first
  bool wants_certificate = false;      // asked for a client certificate; may do without
  bool verified = false;               // chain and name
  std::string problem;                 // why not, in OpenSSL's words
};

// Settings read from files once and used for any number of connections. Immutable after make();
// may be shared by connections of one thread.
class TlsContext {
 public:
  // kInvalid names the file or option that cannot be used.
  static Result<std::shared_ptr<const TlsContext>> make(TlsOptions options);
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  const TlsOptions& options() const { return options_; }

 private:
  friend class TlsStream;
  explicit TlsContext(TlsOptions options) : options_(std::move(options)) {}
  Result<void> load();

  TlsOptions options_;
  ssl_ctx_st* context_ = nullptr;
};

// Single-threaded. As every Stream: one read and one write outstanding at a time. An end of the
// stream without TLS's own closing message is kClosed, since what came before may have been cut.
class TlsStream final : public async::Stream {
 public:
  // Shakes hands as a client. `server_name` is verified against the certificate and, unless it is
  // an address, sent as SNI; empty: neither. Errors:
  //   kCorrupt      the other side does not speak TLS
  //   kUnsupported  no common version or cipher
  //   kPermission   its certificate does not verify, or it refuses ours
  //   kClosed       it ended the connection instead of answering
  static async::Task<Result<std::unique_ptr<TlsStream>>> connect(
      async::Loop& loop, std::unique_ptr<async::Stream> inner,
      std::shared_ptr<const TlsContext> context, std::string server_name, async::Deadline deadline);
  ~TlsStream() override;

  async::Task<Result<std::size_t>> read_some(std::span<std::byte> into,
                                             async::Deadline deadline) override;
  async::Task<Result<void>> write_all(bytes::Chain data, async::Deadline deadline) override;
  void close() override { inner_->close(); }
  std::string peer() const override { return inner_->peer(); }

  const TlsPeer& tls() const { return peer_; }

 private:
  TlsStream(async::Loop& loop, std::unique_ptr<async::Stream> inner,
            std::shared_ptr<const TlsContext> context);
  Result<void> prepare(const std::string& server_name);
  async::Task<Result<void>> handshake(async::Deadline deadline);
  async::Task<Result<void>> feed(async::Deadline deadline);
  async::Task<Result<void>> drain(async::Deadline deadline);
  Error handshake_error();
  static int on_certificate_wanted(ssl_st* ssl, void* self);
  void read_peer();

  std::unique_ptr<async::Stream> inner_;
  std::shared_ptr<const TlsContext> context_;
  ssl_st* ssl_ = nullptr;
  TlsPeer peer_;
  bool draining_ = false;
  bool broken_ = false;
  async::WaitQueue drained_;
};

// Whether the OpenSSL of this program can speak exactly this version with `legacy` set: shakes
// hands with itself in memory. What it cannot speak it cannot find at another side either.
bool tls_can_try(TlsVersion version);

}  // namespace ringfence::net
