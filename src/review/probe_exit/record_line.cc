#include "review/probe_exit/record_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>

#include "evidence/merkle.h"

namespace ringfence::review::exit {
namespace {

constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void append_base64(std::string& out, std::string_view bytes) {
  std::size_t at = 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  for (; at + 3 <= bytes.size(); at += 3) {
    const unsigned bits = byte(at) << 16 | byte(at + 1) << 8 | byte(at + 2);
    const char group[] = {kLetters[bits >> 18], kLetters[bits >> 12 & 63], kLetters[bits >> 6 & 63],
                          kLetters[bits & 63]};
    out.append(group, 4);
  }
  if (at == bytes.size()) return;
  const bool two = bytes.size() - at == 2;
  const unsigned bits = byte(at) << 16 | (two ? byte(at + 1) << 8 : 0);
  out += kLetters[bits >> 18];
  out += kLetters[bits >> 12 & 63];
  out += two ? kLetters[bits >> 6 & 63] : '=';
  out += '=';
}

void append_value(std::string& out, const std::optional<bytes::ByteSpan>& value) {
  if (!value) {
    out += '-';  // null; empty is the empty text
    return;
  }
  append_base64(out, {reinterpret_cast<const char*>(value->data()), value->size()});
}

}  // namespace

void append_line(std::string& out, const kafka::Record& record, kafka::TimestampType type) {
  fmt::format_to(std::back_inserter(out), "{}\t{}\t{}\t", record.offset, record.timestamp,
                 type == kafka::TimestampType::kLogAppendTime ? 'L' : 'C');
  append_value(out, record.key);
  out += '\t';
  append_value(out, record.value);
  out += '\t';
  for (std::size_t i = 0; i < record.headers.size(); ++i) {
    if (i > 0) out += ',';
    append_base64(out, record.headers[i].key);
    out += ':';
    append_value(out, record.headers[i].value);
  }
}

Result<LineView> read_line(std::string_view line) {
  const std::size_t tab = line.find('\t');
  LineView view;
  const auto [end, error] =
      std::from_chars(line.data(), line.data() + std::min(tab, line.size()), view.offset);
  const bool number = tab != line.npos && error == std::errc() && end == line.data() + tab;
  if (!number || view.offset < 0 || std::count(line.begin(), line.end(), '\t') != 5) {
    return Error(ErrorCode::kCorrupt, "not a record line");
  }
  view.content = line.substr(tab + 1);
  return view;
}

void MerkleStream::add(std::string_view entry) {
  evidence::Digest node = evidence::leaf_hash(entry);
  // As many full subtrees end here as the count has ones at its end.
  for (std::uint64_t ones = count_; (ones & 1) != 0; ones >>= 1) {
    node = evidence::node_hash(peaks_.back(), node);
    peaks_.pop_back();
  }
  peaks_.push_back(node);
  ++count_;
}

std::string MerkleStream::root() const {
  if (peaks_.empty()) return evidence::sha256_hex("");
  evidence::Digest node = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i > 0; --i) {
    node = evidence::node_hash(peaks_[i - 1], node);
  }
  return evidence::to_hex(evidence::as_bytes(node));
}

}  // namespace ringfence::review::exit
