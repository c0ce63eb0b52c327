#include "metadata/state/codec.h"

#include <fmt/format.h>

namespace ringfence::meta {

void write_blob(bytes::Writer& out, std::string_view blob) {
  out.uvarint(blob.size());
  out.raw(blob);
}

std::string read_blob(bytes::Reader& in, std::size_t size_max) {
  const std::uint64_t size = in.uvarlong();
  if (size > size_max) in.fail("blob over its limit");
  return in.ok() ? std::string(in.text(static_cast<std::size_t>(size))) : std::string();
}

void write_token(bytes::Writer& out, const Token& token) {
  out.raw(std::as_bytes(std::span(token.bytes)));
}

Token read_token(bytes::Reader& in) {
  Token token;
  const bytes::ByteSpan raw = in.span(token.bytes.size());
  if (in.ok()) std::memcpy(token.bytes.data(), raw.data(), raw.size());
  return token;
}

void write_digest(bytes::Writer& out, const Digest& digest) {
  out.raw(std::as_bytes(std::span(digest)));
}

Digest read_digest(bytes::Reader& in) {
  Digest digest{};
  const bytes::ByteSpan raw = in.span(digest.size());
  if (in.ok()) std::memcpy(digest.data(), raw.data(), raw.size());
  return digest;
}

void write_pair(bytes::Writer& out, const NamePair& pair) {
  out.uvarint(pair.key_id);
  write_token(out, pair.token);
  write_blob(out, pair.sealed);
}

NamePair read_pair(bytes::Reader& in) {
  NamePair pair;
  pair.key_id = in.uvarint();
  pair.token = read_token(in);
  pair.sealed = read_blob(in, kSealedBytesMax);
  return pair;
}

void write_configs(bytes::Writer& out, const std::vector<TopicConfig>& configs) {
  out.uvarint(configs.size());
  for (const TopicConfig& config : configs) {
    out.u16(static_cast<std::uint16_t>(config.key));
    out.varlong(config.value);
    write_blob(out, config.sealed);
  }
}

std::vector<TopicConfig> read_configs(bytes::Reader& in) {
  const std::uint64_t claimed = read_bounded(in, kTopicConfigsMax, "too many topic configs");
  std::vector<TopicConfig> configs(in.count(claimed, 4, sizeof(TopicConfig)));
  for (TopicConfig& config : configs) {
    config.key = static_cast<ConfigKey>(in.u16());
    config.value = in.varlong();
    config.sealed = read_blob(in, kSealedBytesMax);
    if (&config != configs.data() && config.key <= (&config - 1)->key) {
      in.fail("topic configs do not ascend");
    }
  }
  return configs;
}

std::uint64_t read_bounded(bytes::Reader& in, std::uint64_t max, const char* what) {
  const std::uint64_t value = in.uvarlong();
  if (value <= max) return value;
  in.fail(what);
  return 0;
}

Error corrupt(const bytes::Reader& in, const char* where) {
  return Error(ErrorCode::kCorrupt, fmt::format("{}: {}", where, in.error().detail));
}

}  // namespace ringfence::meta
