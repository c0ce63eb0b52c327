// The reading half of object_format.h. Every byte may be hostile: nothing is allocated for what is
// only claimed.
#include <string>

#include <fmt/format.h>

#include "bytes/crc32c.h"
#include "bytes/reader.h"
#include "storage/object_format.h"
#include "storage/object_layout.h"

namespace ringfence::storage {
namespace {

Error corrupt(std::string detail) { return Error(ErrorCode::kCorrupt, std::move(detail)); }

std::uint32_t crc_at(bytes::ByteSpan bytes, std::size_t position) {
  bytes::Reader reader(bytes.subspan(position, 4));
  return reader.u32();
}

// The three length-prefixed parts of an encryption descriptor.
std::string text16(bytes::Reader& reader) {
  const std::uint16_t size = reader.u16();
  return std::string(reader.text(size));
}

void read_encryption(bytes::Reader& reader, std::size_t size, SectionEncryption& out) {
  if (size == 0) return;
  bytes::Reader inner(reader.span(size));
  const std::uint8_t algorithm = inner.u8();
  inner.skip(1);
  out.chunk_bytes = inner.u32();
  out.key_id = text16(inner);
  out.wrapped_key = text16(inner);
  out.nonce = text16(inner);
  if (!inner.finish().ok()) reader.fail("encryption descriptor");
  out.algorithm = static_cast<SectionCipher>(algorithm);
}

SectionEntry read_section_entry(bytes::Reader& reader) {
  SectionEntry section;
  section.partition.topic = reader.uuid();
  section.partition.partition = PartitionIndex(reader.i32());
  section.batch_count = reader.u32();
  section.position = reader.u64();
  section.stored_bytes = reader.u64();
  section.plain_bytes = reader.u64();
  section.crc = reader.u32();
  const std::uint16_t descriptor_bytes = reader.u16();
  reader.skip(2);
  read_encryption(reader, descriptor_bytes, section.encryption);
  return section;
}

BatchFacts read_batch_entry(bytes::Reader& reader) {
  BatchFacts facts;
  facts.byte_length = reader.u32();
  facts.offset_count = reader.i32();
  facts.producer_id = ProducerId(reader.i64());
  facts.producer_epoch = ProducerEpoch(reader.i16());
  facts.attributes = reader.u16();
  facts.base_sequence = reader.i32();
  facts.max_timestamp = UnixMillis{reader.i64()};
  facts.crc = reader.u32();
  reader.skip(4);
  return facts;
}

// Sections follow each other without gaps from the header to the footer.
Result<void> check_sections(const ObjectFooter& footer, std::uint64_t footer_position) {
  std::uint64_t expected = kObjectHeaderBytes;
  for (std::size_t i = 0; i < footer.sections.size(); ++i) {
    const SectionEntry& section = footer.sections[i];
    if (i > 0 && section.partition <= footer.sections[i - 1].partition) {
      return corrupt("footer: sections out of order");
    }
    if (section.partition.partition.value < 0) return corrupt("footer: negative partition");
    if (section.encryption.algorithm != SectionCipher::kNone) {
      return Error(ErrorCode::kUnsupported, "footer: encrypted section");
    }
    if (section.position != expected || section.stored_bytes > footer_position - expected) {
      return corrupt("footer: sections do not follow each other");
    }
    if (section.plain_bytes != section.stored_bytes) return corrupt("footer: section lengths");
    expected += section.stored_bytes;
  }
  if (expected != footer_position) return corrupt("footer: bytes that no section covers");
  return {};
}

Result<void> place_batches(ObjectFooter& footer) {
  std::size_t next = 0;
  for (SectionEntry& section : footer.sections) {
    if (section.batch_count == 0 || section.batch_count > footer.batches.size() - next) {
      return corrupt("footer: batch counts do not add up");
    }
    section.first_batch = static_cast<std::uint32_t>(next);
    std::uint64_t used = 0;
    for (std::uint32_t i = 0; i < section.batch_count; ++i, ++next) {
      BatchEntry& batch = footer.batches[next];
      if (batch.facts.byte_length < kafka::kBatchHeaderBytes || batch.facts.offset_count < 1) {
        return corrupt("footer: impossible batch");
      }
      batch.position = section.position + used;
      used += batch.facts.byte_length;
    }
    if (used != section.plain_bytes) return corrupt("footer: batches do not fill their section");
  }
  if (next != footer.batches.size()) return corrupt("footer: batch counts do not add up");
  return {};
}

}  // namespace

Result<ObjectHeader> parse_object_header(bytes::ByteSpan first_bytes) {
  if (first_bytes.size() < kObjectHeaderBytes) return corrupt("header: cut off");
  const bytes::ByteSpan header = first_bytes.first(kObjectHeaderBytes);
  bytes::Reader reader(header);
  if (reader.text(kHeaderMagic.size()) != kHeaderMagic) return corrupt("header: not a data object");
  const std::uint16_t version = reader.u16();
  const std::uint16_t size = reader.u16();
  if (version != kObjectFormatVersion) {
    return Error(ErrorCode::kUnsupported, fmt::format("header: format version {}", version));
  }
  if (size != kObjectHeaderBytes) return corrupt("header: length");
  if (bytes::crc32c(header.first(kObjectHeaderBytes - 4)) !=
      crc_at(header, kObjectHeaderBytes - 4)) {
    return corrupt("header: checksum");
  }
  ObjectHeader out;
  out.identity.shard = reader.u32();
  out.compatible_features = reader.u64();
  out.incompatible_features = reader.u64();
  if ((out.incompatible_features & ~kIncompatibleKnown) != 0) {
    return Error(ErrorCode::kUnsupported,
                 fmt::format("header: incompatible features {:#x}", out.incompatible_features));
  }
  out.identity.cluster = reader.uuid();
  out.identity.object = reader.uuid();
  out.identity.session = SessionId(reader.u64());
  out.identity.counter = FlushCounter(reader.u64());
  out.identity.created = UnixMillis{reader.i64()};
  return out;
}

Result<ObjectTrailer> parse_object_trailer(bytes::ByteSpan last_bytes, std::uint64_t object_size) {
  constexpr std::uint64_t kLeast = kObjectHeaderBytes + kFooterFixedBytes + kSectionEntryBytes +
                                   kBatchEntryBytes + kafka::kBatchHeaderBytes +
                                   kObjectTrailerBytes;
  if (last_bytes.size() < kObjectTrailerBytes || object_size < kLeast) {
    return corrupt("trailer: object too short");
  }
  const bytes::ByteSpan trailer = last_bytes.last(kObjectTrailerBytes);
  bytes::Reader reader(trailer);
  ObjectTrailer out;
  out.footer_position = reader.u64();
  out.footer_bytes = reader.u64();
  const std::uint16_t version = reader.u16();
  reader.skip(6);
  if (reader.text(kTrailerMagic.size()) != kTrailerMagic) return corrupt("trailer: cut off");
  if (bytes::crc32c(trailer.first(20)) != crc_at(trailer, 20)) return corrupt("trailer: checksum");
  if (version != kObjectFormatVersion) {
    return Error(ErrorCode::kUnsupported, fmt::format("trailer: format version {}", version));
  }
  const std::uint64_t before_trailer = object_size - kObjectTrailerBytes;
  if (out.footer_position < kObjectHeaderBytes || out.footer_position > before_trailer ||
      out.footer_bytes != before_trailer - out.footer_position) {
    return corrupt("trailer: footer lies outside the object");
  }
  if (out.footer_bytes > kFooterBytesMax) return corrupt("trailer: footer too large");
  return out;
}

Result<ObjectFooter> parse_object_footer(bytes::ByteSpan footer, const ObjectTrailer& trailer) {
  if (footer.size() != trailer.footer_bytes || footer.size() < kFooterFixedBytes) {
    return corrupt("footer: length");
  }
  const bytes::ByteSpan plain = footer.first(footer.size() - 4);
  if (bytes::crc32c(plain) != crc_at(footer, plain.size())) return corrupt("footer: checksum");
  bytes::Reader reader(plain);
  if (reader.u32() != kFooterMagic) return corrupt("footer: magic");
  const std::uint32_t sections = reader.u32();
  const std::uint32_t batches = reader.u32();
  reader.skip(4);
  if (sections == 0 || sections > reader.remaining() / kSectionEntryBytes ||
      batches > reader.remaining() / kBatchEntryBytes) {
    return corrupt("footer: counts exceed its bytes");
  }
  ObjectFooter out;
  out.sections.reserve(sections);
  for (std::uint32_t i = 0; i < sections && reader.ok(); ++i) {
    out.sections.push_back(read_section_entry(reader));
  }
  if (!reader.ok() || reader.remaining() != std::size_t{batches} * kBatchEntryBytes) {
    return corrupt("footer: counts do not match its bytes");
  }
  out.batches.resize(batches);
  for (BatchEntry& batch : out.batches) batch.facts = read_batch_entry(reader);
  RF_TRY(check_sections(out, trailer.footer_position));
  RF_TRY(place_batches(out));
  return out;
}

Result<ParsedObject> parse_object(bytes::ByteSpan object) {
  ParsedObject out;
  RF_TRY_ASSIGN(out.header, parse_object_header(object));
  RF_TRY_ASSIGN(const ObjectTrailer trailer, parse_object_trailer(object, object.size()));
  RF_TRY_ASSIGN(
      out.footer,
      parse_object_footer(object.subspan(trailer.footer_position, trailer.footer_bytes), trailer));
  for (const SectionEntry& section : out.footer.sections) {
    const bytes::ByteSpan stored = object.subspan(section.position, section.stored_bytes);
    if (bytes::crc32c(stored) != section.crc) return corrupt("section: checksum");
    for (std::uint32_t i = 0; i < section.batch_count; ++i) {
      const BatchEntry& entry = out.footer.batches[section.first_batch + i];
      const bytes::ByteSpan batch = object.subspan(entry.position, entry.facts.byte_length);
      const auto header = kafka::read_batch_header(batch);
      if (!header || facts_of(*header) != entry.facts) {
        return corrupt("section: a batch header differs from the footer");
      }
    }
  }
  return out;
}

}  // namespace ringfence::storage
