#include "metadata/state/record.h"

#include <fmt/format.h>

#include "base/assert.h"
#include "bytes/reader.h"
#include "metadata/state/codec.h"
#include "metadata/state/sha256.h"

namespace ringfence::meta {
namespace {

constexpr std::uint32_t kMagic = 0x52464D4C;  // "RFML"
constexpr std::uint16_t kVersion = 1;
constexpr std::uint32_t kKnownIncompatible = 0;
constexpr std::size_t kHeaderBytes = 70;
constexpr std::size_t kDecisionBytesMin = 8 + 8 + 16 + 34;

Digest trailing_digest(bytes::ByteSpan blob) {
  Digest digest;
  std::memcpy(digest.data(), blob.data() + blob.size() - digest.size(), digest.size());
  return digest;
}

Result<RecordHeader> read_header(bytes::Reader& in) {
  const std::uint32_t magic = in.u32();
  const std::uint16_t version = in.u16();
  if (!in.ok() || magic != kMagic) return Error(ErrorCode::kCorrupt, "not a metadata log record");
  if (version != kVersion) {
    return Error(ErrorCode::kUnsupported,
                 fmt::format("record version {}; this build reads {}", version, kVersion));
  }
  (void)in.u32();  // compatible features: none matter to this build
  const std::uint32_t incompatible = in.u32();
  if ((incompatible & ~kKnownIncompatible) != 0) {
    return Error(ErrorCode::kUnsupported, fmt::format("record needs features {:#x}", incompatible));
  }
  RecordHeader header;
  header.shard = ShardId(in.u32());
  header.epoch = LeaderEpoch(in.u64());
  header.sequence = LogSequence(in.u64());
  header.previous = read_digest(in);
  header.decision_count = in.u32();
  if (header.sequence.value == 0) in.fail("sequence number is zero");
  if (!in.ok()) return corrupt(in, "record header");
  return header;
}

}  // namespace

RecordBuilder::RecordBuilder(ShardId shard, LeaderEpoch epoch, const LogPosition& previous)
    : shard_(shard), epoch_(epoch), previous_(previous), decisions_(4096) {}

void RecordBuilder::add(const Decision& decision) {
  RF_ASSERT(count_ < kDecisionsPerRecordMax, "too many decisions in one record");
  write_decision(decisions_, decision);
  ++count_;
}

std::size_t RecordBuilder::size_bytes() const {
  return kHeaderBytes + decisions_.size() + sizeof(Digest);
}

bytes::Slice RecordBuilder::finish() {
  bytes::Writer out(size_bytes());
  out.u32(kMagic);
  out.u16(kVersion);
  out.u32(0);
  out.u32(0);
  out.u32(shard_.value);
  out.u64(epoch_.value);
  position_.sequence = previous_.sequence.next();
  out.u64(position_.sequence.value);
  write_digest(out, previous_.hash);
  out.u32(count_);
  for (const bytes::Slice& piece : decisions_.finish().slices()) out.raw(piece.span());
  bytes::Slice body = out.finish_flat();
  position_.hash = sha256(body.span());
  std::vector<std::byte> blob;
  blob.reserve(body.size() + sizeof(Digest));
  blob.insert(blob.end(), body.span().begin(), body.span().end());
  const auto digest = std::as_bytes(std::span(position_.hash));
  blob.insert(blob.end(), digest.begin(), digest.end());
  return bytes::Slice::from_vector(std::move(blob));
}

Result<Digest> record_hash(bytes::ByteSpan blob) {
  if (blob.size() < kHeaderBytes + sizeof(Digest)) {
    return Error(ErrorCode::kCorrupt, "record is too short");
  }
  const Digest digest = trailing_digest(blob);
  if (sha256(blob.first(blob.size() - sizeof(Digest))) != digest) {
    return Error(ErrorCode::kCorrupt, "record digest does not match its bytes");
  }
  return digest;
}

Result<RecordHeader> parse_record_header(bytes::ByteSpan blob) {
  RF_TRY(record_hash(blob));
  bytes::Reader in(blob.first(blob.size() - sizeof(Digest)));
  return read_header(in);
}

Result<Record> parse_record(bytes::ByteSpan blob) {
  Record record;
  RF_TRY_ASSIGN(record.hash, record_hash(blob));
  bytes::Reader in(blob.first(blob.size() - sizeof(Digest)));
  RF_TRY_ASSIGN(record.header, read_header(in));
  const std::size_t count =
      in.count(record.header.decision_count, kDecisionBytesMin, sizeof(Decision));
  if (!in.ok()) return corrupt(in, "record");
  record.decisions.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    RF_TRY_ASSIGN(Decision decision, read_decision(in));
    record.decisions.push_back(std::move(decision));
  }
  if (!in.at_end()) return Error(ErrorCode::kCorrupt, "bytes after the last decision");
  return record;
}

}  // namespace ringfence::meta
