// Data objects, format version 1: docs/formats/object.md. Header, sections of raw record batches
// (one per partition, in order of topic id and partition), footer index, trailer. Built without
// copying records; parsed without trust.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "bytes/slice.h"
#include "storage/batch.h"

namespace ringfence::storage {

inline constexpr std::uint16_t kObjectFormatVersion = 1;
inline constexpr std::size_t kObjectHeaderBytes = 104;
inline constexpr std::size_t kObjectTrailerBytes = 32;
inline constexpr std::size_t kFooterFixedBytes = 20;   // counts and checksum
inline constexpr std::size_t kSectionEntryBytes = 56;  // without the encryption descriptor
inline constexpr std::size_t kBatchEntryBytes = 40;
inline constexpr std::size_t kFooterBytesMax = 256u << 20;

// Incompatible feature bits: a reader that does not know one refuses the object.
inline constexpr std::uint64_t kFeatureEncryptedSections =
    1;  // reserved; not written by this build
inline constexpr std::uint64_t kIncompatibleKnown = 0;

// Who wrote an object; enough to find its commit, or to condemn it, without the index.
struct ObjectIdentity {
  ClusterId cluster;
  ObjectId object;
  SessionId session;
  FlushCounter counter;
  std::uint32_t shard = 0;
  UnixMillis created{0};

  bool operator==(const ObjectIdentity&) const = default;
};

struct ObjectHeader {
  ObjectIdentity identity;
  std::uint64_t compatible_features = 0;
  std::uint64_t incompatible_features = 0;
};

// How a section is sealed. Reserved: this build writes and reads kNone only.
enum class SectionCipher : std::uint8_t { kNone = 0, kAes256Gcm = 1 };
struct SectionEncryption {
  SectionCipher algorithm = SectionCipher::kNone;
  std::uint32_t chunk_bytes = 0;  // plaintext bytes per independently sealed chunk
  std::string key_id;
  std::string wrapped_key;
  std::string nonce;
};

struct SectionEntry {
  TopicPartition partition;
  std::uint64_t position = 0;  // of the first stored byte in the object
  std::uint64_t stored_bytes = 0;
  std::uint64_t plain_bytes = 0;  // sum of the batches; equal to stored_bytes without encryption
  std::uint32_t crc = 0;          // CRC-32C of the stored bytes
  std::uint32_t first_batch = 0;  // index into ObjectFooter::batches
  std::uint32_t batch_count = 0;
  SectionEncryption encryption;
};

struct BatchEntry {
  std::uint64_t position =
      0;  // in the object (plaintext position, counted from the section's start, when sealed)
  BatchFacts facts;
};

struct ObjectFooter {
  std::vector<SectionEntry> sections;  // strictly ascending by (topic id, partition)
  std::vector<BatchEntry> batches;     // section after section, in arrival order
};

struct ObjectTrailer {
  std::uint64_t footer_position = 0;
  std::uint64_t footer_bytes = 0;
};

struct ParsedObject {
  ObjectHeader header;
  ObjectFooter footer;
};

struct BuiltObject {
  bytes::Chain body;
  std::vector<std::uint64_t> positions;  // of each batch given, in the order given
};

// `batches` are sorted by (topic id, partition), arrival order within a partition, and not empty.
// Reads every byte of batches below 4 KiB once more for the section checksum, of longer ones only
// the header.
BuiltObject build_object(const ObjectIdentity& identity, const std::vector<const Batch*>& batches);

// Parsers. kCorrupt: damaged; kUnsupported: newer version or unknown incompatible feature.
// Allocation is bounded by the bytes given.
Result<ObjectHeader> parse_object_header(bytes::ByteSpan first_bytes);
Result<ObjectTrailer> parse_object_trailer(bytes::ByteSpan last_bytes, std::uint64_t object_size);
// `footer` is exactly the bytes that the trailer names.
Result<ObjectFooter> parse_object_footer(bytes::ByteSpan footer, const ObjectTrailer& trailer);
// The whole object with every checksum, section and batch header compared.
Result<ParsedObject> parse_object(bytes::ByteSpan object);

}  // namespace ringfence::storage
