#include "review/probe_capture/controls.h"

#include <fmt/format.h>
#include <snappy.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>

#include "bytes/compression.h"
#include "evidence/crypto.h"
#include "kafka/protocol/record_builder.h"
#include "review/probe_capture/packet_writer.h"
#include "review/probe_capture/survey.h"

namespace ringfence::review {
namespace {

bytes::ByteSpan span_of(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

std::string text_of(bytes::ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Result<std::string> packed(bytes::Compression codec, const std::string& text) {
  RF_TRY_ASSIGN(const std::vector<std::byte> out, bytes::compress(codec, span_of(text)));
  return text_of(out);
}

std::string zlib_packed(const std::string& text) {
  std::string out(compressBound(text.size()), '\0');
  uLongf size = out.size();
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(text.data()),
           text.size());
  out.resize(size);
  return out;
}

std::string zip_packed(const std::string& text) {
  // zlib's two bytes of header and four of checksum taken off: a raw deflate stream.
  const std::string zlib = zlib_packed(text);
  const std::string raw = zlib.substr(2, zlib.size() - 6);
  std::string out("PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0", 14);
  const auto little = [&](std::size_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  };
  little(0, 4);  // CRC: readers of streams do not look at it
  little(raw.size(), 4);
  little(text.size(), 4);
  little(5, 2);
  little(0, 2);
  return out + "a.txt" + raw;
}

std::string chunked(const std::string& text) {
  const std::string half = text.substr(0, text.size() / 2), rest = text.substr(half.size());
  return fmt::format(
      "POST /v1 HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n"
      "{:x}\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n",
      half.size(), half, rest.size(), rest);
}

Result<std::string> batch(bytes::Compression codec, const std::string& text) {
  kafka::RecordBatchBuilder builder({.compression = codec});
  const std::string value = "value " + text;
  const kafka::RecordHeader header{"header", span_of("x")};
  builder.append(1, span_of("key"), span_of(value), std::span(&header, 1));
  RF_TRY_ASSIGN(const bytes::Slice out, builder.build());
  return text_of(out.span());
}

// As clients that do not frame snappy send it: the records are one bare block.
Result<std::string> bare_snappy_batch(const std::string& text) {
  RF_TRY_ASSIGN(std::string out, batch(bytes::Compression::kNone, text));
  std::string block;
  snappy::Compress(out.data() + kafka::kBatchHeaderBytes, out.size() - kafka::kBatchHeaderBytes,
                   &block);
  out.resize(kafka::kBatchHeaderBytes);
  out += block;
  const std::span<std::byte> bytes(reinterpret_cast<std::byte*>(out.data()), out.size());
  RF_TRY_ASSIGN(kafka::RecordBatchHeader header, kafka::read_batch_header(bytes));
  header.attributes |= static_cast<std::int16_t>(bytes::Compression::kSnappy);
  header.batch_length = static_cast<std::int32_t>(out.size() - kafka::kBatchLengthEnd);
  kafka::write_batch_header(bytes, header);
  kafka::set_crc(bytes);
  return out;
}

std::string padded(const std::string& text) {
  return "some words before " + text + " and some words after it, for good measure";
}

Result<std::string> one_form(const std::string& form, const std::string& text) {
  if (form == "raw") return text;
  if (form == "utf16le") return to_utf16(text, false);
  if (form == "utf16be") return to_utf16(text, true);
  if (form.starts_with("base64-phase")) {
    return evidence::to_base64(std::string(static_cast<std::size_t>(form.back() - '0'), '~') +
                               text);
  }
  if (form == "base64") return evidence::to_base64(text);
  if (form == "base64url") {
    std::string out = evidence::to_base64("\xFB\xFF\xFE" + text);
    std::replace(out.begin(), out.end(), '+', '-');
    std::replace(out.begin(), out.end(), '/', '_');
    return out;
  }
  if (form == "hex") return evidence::to_hex(text);
  if (form == "url") return to_percent(text);
  if (form == "json") return to_json_escapes(text);
  if (form == "gzip") return packed(bytes::Compression::kGzip, padded(text));
  if (form == "zlib") return zlib_packed(padded(text));
  if (form == "zstd") return packed(bytes::Compression::kZstd, padded(text));
  if (form == "lz4") return packed(bytes::Compression::kLz4, padded(text));
  if (form == "snappy") return packed(bytes::Compression::kSnappy, padded(text));
  if (form == "zip") return zip_packed(padded(text));
  if (form == "http-chunked") return chunked(text);
  if (form == "kafka-gzip") return batch(bytes::Compression::kGzip, text);
  if (form == "kafka-snappy") return batch(bytes::Compression::kSnappy, text);
  if (form == "kafka-snappy-bare") return bare_snappy_batch(text);
  if (form == "kafka-lz4") return batch(bytes::Compression::kLz4, text);
  if (form == "kafka-zstd") return batch(bytes::Compression::kZstd, text);
  for (const char* algorithm : {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}) {
    if (!form.starts_with(algorithm)) continue;
    const std::string digest = unkeyed_digest(algorithm, text);
    const std::string end = form.substr(std::strlen(algorithm));
    if (end.empty()) return digest;
    if (end == "-hex") return evidence::to_hex(digest);
    if (end == "-base64") return evidence::to_base64(digest);
    if (end == "-first8") return evidence::to_hex(digest.substr(0, 8));
    if (end == "-last8") return evidence::to_hex(digest.substr(digest.size() - 8));
  }
  return Error(ErrorCode::kInternal, "no such form: " + form);
}

constexpr std::string_view kSurfaces[] = {"tcp", "udp", "file"};

struct Planted {
  std::string surface, form, marker, bytes;
};

// Half of the sample, the control, the other half.
std::string around(bytes::ByteSpan sample, const std::string& control) {
  const std::size_t half = sample.size() / 2;
  return text_of(sample.first(half)) + "\n" + control + "\n" + text_of(sample.subspan(half));
}

void add_flow(PacketWriter& writer, const Planted& planted, bytes::ByteSpan sample,
              std::uint16_t port) {
  const std::string all = around(sample, planted.bytes);
  // The cut goes through the control.
  const std::size_t cut = sample.size() / 2 + 1 + planted.bytes.size() / 2;
  const bool tcp = planted.surface == "tcp";
  PacketWriter::Flow flow{"192.0.2.1", "198.51.100.7", port,
                          static_cast<std::uint16_t>(tcp ? 9000 : 9001), tcp};
  writer.open(flow);
  writer.send(flow, true, std::string_view(all).substr(0, cut));
  writer.send(flow, true, std::string_view(all).substr(cut));
  writer.close(flow);
}

}  // namespace

const std::vector<std::string>& control_forms() {
  static const std::vector<std::string> forms = [] {
    std::vector<std::string> list = {
        "raw",           "utf16le",      "utf16be",    "base64-phase0", "base64-phase1",
        "base64-phase2", "base64url",    "hex",        "url",           "json",
        "gzip",          "zlib",         "zstd",       "lz4",           "snappy",
        "zip",           "http-chunked", "kafka-gzip", "kafka-snappy",  "kafka-snappy-bare",
        "kafka-lz4",     "kafka-zstd"};
    for (const char* algorithm : {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}) {
      for (const char* end : {"", "-hex", "-base64", "-first8", "-last8"}) {
        list.push_back(std::string(algorithm) + end);
      }
    }
    for (const char* nested :
         {"base64>gzip", "gzip>base64", "hex>base64", "base64>hex", "base64>utf16le", "gzip>gzip",
          "zstd>lz4", "url>json", "json>base64", "base64>base64", "utf16le>base64", "zip>gzip",
          "gzip>http-chunked", "sha256-hex>gzip", "md5>base64", "kafka-gzip>base64"}) {
      list.emplace_back(nested);
    }
    return list;
  }();
  return forms;
}

// "base64>gzip": base64 of the marker, packed with gzip.
Result<std::string> in_form(const std::string& form, const std::string& marker) {
  std::string bytes = marker;
  std::size_t at = 0;
  while (true) {
    const std::size_t end = form.find('>', at);
    RF_TRY_ASSIGN(bytes, one_form(form.substr(at, end == form.npos ? end : end - at), bytes));
    if (end == form.npos) return bytes;
    at = end + 1;
  }
}

Result<ControlMatrix> run_controls(bytes::ByteSpan sample) {
  ControlMatrix matrix;
  matrix.surfaces.assign(std::begin(kSurfaces), std::end(kSurfaces));
  matrix.forms = control_forms();
  std::vector<Planted> planted;
  std::vector<Marker> markers;
  for (const std::string& surface : matrix.surfaces) {
    for (const std::string& form : matrix.forms) {
      Planted one{surface, form, random_marker_text(), ""};
      RF_TRY_ASSIGN(one.bytes, in_form(form, one.marker));
      markers.push_back({"control", one.marker});
      planted.push_back(std::move(one));
      matrix.found[{surface, form}] = false;
    }
  }
  const MarkerPatterns patterns(markers);
  ScanShared shared{patterns};
  std::set<std::uint32_t> seen;
  PacketWriter writer;
  for (std::size_t i = 0; i < planted.size(); ++i) {
    if (planted[i].surface != "file") {
      add_flow(writer, planted[i], sample, static_cast<std::uint16_t>(10'000 + i));
      continue;
    }
    ScanHits hits;
    StreamScanner scanner(shared, hits);
    const std::string all = around(sample, planted[i].bytes);
    const std::size_t cut = sample.size() / 2 + 1 + planted[i].bytes.size() / 2;
    scanner.feed(span_of(all).first(cut));
    scanner.flush();
    scanner.feed(span_of(all).subspan(cut));
    scanner.finish();
    for (const auto& [hit, unused] : hits.first_at) seen.insert(hit.marker);
  }
  CaptureSurvey survey;
  SurveyOptions options;
  options.platform = {Cidr{*parse_address("192.0.2.1"), 128}};
  options.scan = &shared;
  const std::string capture = writer.finish();
  RF_TRY(survey_capture(memory_source(span_of(capture)), options, survey));
  for (const auto& [unused, destination] : survey.destinations) {
    for (const auto& [hit, at] : destination.hits) seen.insert(hit.marker);
  }
  for (const std::uint32_t marker : seen) {
    matrix.found[{planted[marker].surface, planted[marker].form}] = true;
  }
  return matrix;
}

bool ControlMatrix::complete() const { return empty_cells().empty(); }

std::vector<std::string> ControlMatrix::empty_cells() const {
  std::vector<std::string> cells;
  for (const auto& [cell, hit] : found) {
    if (!hit) cells.push_back(cell.first + ": " + cell.second);
  }
  return cells;
}

std::string ControlMatrix::to_text() const {
  std::string text = fmt::format("{:<22}", "form");
  for (const std::string& surface : surfaces) text += fmt::format(" {:<6}", surface);
  text += '\n';
  for (const std::string& form : forms) {
    text += fmt::format("{:<22}", form);
    for (const std::string& surface : surfaces) {
      text += fmt::format(" {:<6}", found.at({surface, form}) ? "found" : "-");
    }
    text += '\n';
  }
  return text;
}

}  // namespace ringfence::review
