#include "storage/object_format.h"

#include <algorithm>

#include "base/assert.h"
#include "bytes/crc32c.h"
#include "bytes/reader.h"
#include "bytes/writer.h"
#include "storage/object_layout.h"

namespace ringfence::storage {
namespace {

// From this size on the section checksum is combined from the batch's own; below, reading the bytes
// is cheaper.
constexpr std::size_t kCombineBytesMin = 4 * 1024;

std::uint32_t extend_crc(std::uint32_t crc, const Batch& batch) {
  if (batch.facts.byte_length < kCombineBytesMin) {
    return bytes::crc32c_extend(bytes::crc32c_extend(crc, batch.head.span()), batch.body.span());
  }
  // The batch's own checksum covers everything but its first bytes.
  const bytes::ByteSpan head = batch.head.span();
  const std::size_t from_head = std::min(head.size(), kBatchCrcStart);
  crc = bytes::crc32c_extend(crc, head.first(from_head));
  crc = bytes::crc32c_extend(crc, batch.body.span().first(kBatchCrcStart - from_head));
  return bytes::crc32c_combine(crc, batch.facts.crc, batch.facts.byte_length - kBatchCrcStart);
}

void write_header(bytes::Writer& out, const ObjectIdentity& identity) {
  bytes::Writer header(kObjectHeaderBytes);
  header.raw(kHeaderMagic);
  header.u16(kObjectFormatVersion);
  header.u16(kObjectHeaderBytes);
  header.u32(identity.shard);
  header.u64(0);  // compatible features
  header.u64(0);  // incompatible features
  header.uuid(identity.cluster);
  header.uuid(identity.object);
  header.u64(identity.session.value);
  header.u64(identity.counter.value);
  header.i64(identity.created.ms);
  header.u64(0);
  header.u32(0);
  const bytes::Slice plain = header.finish_flat();
  out.raw(plain.span());
  out.u32(bytes::crc32c(plain.span()));
}

void write_section_entry(bytes::Writer& out, const SectionEntry& section) {
  out.uuid(section.partition.topic);
  out.i32(section.partition.partition.value);
  out.u32(section.batch_count);
  out.u64(section.position);
  out.u64(section.stored_bytes);
  out.u64(section.plain_bytes);
  out.u32(section.crc);
  out.u16(0);  // no encryption descriptor
  out.u16(0);
}

void write_batch_entry(bytes::Writer& out, const BatchFacts& facts) {
  out.u32(facts.byte_length);
  out.u32(static_cast<std::uint32_t>(facts.offset_count));
  out.i64(facts.producer_id.value);
  out.i16(facts.producer_epoch.value);
  out.u16(facts.attributes);
  out.i32(facts.base_sequence);
  out.i64(facts.max_timestamp.ms);
  out.u32(facts.crc);
  out.u32(0);
}

bytes::Slice trailer_bytes(std::uint64_t footer_position, std::uint64_t footer_size) {
  bytes::Writer out(kObjectTrailerBytes);
  out.u64(footer_position);
  out.u64(footer_size);
  out.u16(kObjectFormatVersion);
  out.u16(0);
  const bytes::Slice plain = out.finish_flat();
  bytes::Writer all(kObjectTrailerBytes);
  all.raw(plain.span());
  all.u32(bytes::crc32c(plain.span()));
  all.raw(kTrailerMagic);
  return all.finish_flat();
}

bytes::Slice footer_bytes(const std::vector<SectionEntry>& sections,
                          const std::vector<const Batch*>& batches) {
  const std::size_t size =
      kFooterFixedBytes + sections.size() * kSectionEntryBytes + batches.size() * kBatchEntryBytes;
  bytes::Writer out(size);
  out.u32(kFooterMagic);
  out.u32(static_cast<std::uint32_t>(sections.size()));
  out.u32(static_cast<std::uint32_t>(batches.size()));
  out.u32(0);
  for (const SectionEntry& section : sections) write_section_entry(out, section);
  for (const Batch* batch : batches) write_batch_entry(out, batch->facts);
  const bytes::Slice plain = out.finish_flat();
  bytes::Writer crc(4);
  crc.u32(bytes::crc32c(plain.span()));
  bytes::Chain whole(plain);
  whole.append(crc.finish());
  return whole.flatten();
}

}  // namespace

BuiltObject build_object(const ObjectIdentity& identity, const std::vector<const Batch*>& batches) {
  RF_ASSERT(!batches.empty(), "an object is never empty");
  BuiltObject built;
  built.positions.reserve(batches.size());
  bytes::Writer header(kObjectHeaderBytes);
  write_header(header, identity);
  built.body.append(header.finish());

  std::vector<SectionEntry> sections;
  std::uint64_t position = kObjectHeaderBytes;
  for (const Batch* batch : batches) {
    RF_ASSERT(batch->head.size() + batch->body.size() == batch->facts.byte_length &&
                  batch->facts.byte_length >= kafka::kBatchHeaderBytes,
              "a batch's facts do not match its bytes");
    if (sections.empty() || sections.back().partition != batch->partition) {
      RF_ASSERT(sections.empty() || sections.back().partition < batch->partition,
                "batches are sorted by topic id and partition");
      SectionEntry section;
      section.partition = batch->partition;
      section.position = position;
      section.first_batch = static_cast<std::uint32_t>(built.positions.size());
      sections.push_back(std::move(section));
    }
    SectionEntry& section = sections.back();
    section.crc = extend_crc(section.crc, *batch);
    section.stored_bytes += batch->facts.byte_length;
    section.plain_bytes += batch->facts.byte_length;
    ++section.batch_count;
    built.positions.push_back(position);
    position += batch->facts.byte_length;
    built.body.append(batch->head);
    built.body.append(batch->body);
  }
  const bytes::Slice footer = footer_bytes(sections, batches);
  built.body.append(footer);
  built.body.append(trailer_bytes(position, footer.size()));
  return built;
}

}  // namespace ringfence::storage
