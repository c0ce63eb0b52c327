#include "review/probe_capture/stream_scanner.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "kafka/protocol/record_batch.h"
#include "review/probe_capture/decode_runs.h"

namespace ringfence::review {
namespace {

constexpr unsigned kDepthMax = 2;
constexpr std::size_t kActiveMax = 4;
constexpr std::size_t kCarry = 2048;         // more than the longest pattern
constexpr std::size_t kBatchMax = 1u << 20;  // a Kafka batch may be carried over whole

constexpr std::array<bool, 256> first_bytes() {
  std::array<bool, 256> table{};
  for (const unsigned char c : {0x78, 0x1F, 0x28, 0x04, 0x50, 0x82, 0xFF}) table[c] = true;
  return table;
}
constexpr auto kMayStart = first_bytes();

}  // namespace

struct StreamScanner::Active {
  std::unique_ptr<Inflater> inflater;
  std::unique_ptr<StreamScanner> child;
  std::string how;
  std::uint64_t unpacked = 0;
};

StreamScanner::StreamScanner(ScanShared& shared, ScanHits& hits) : shared_(shared), hits_(hits) {}

StreamScanner::StreamScanner(StreamScanner& parent, const std::string& how, bool chunks)
    : shared_(parent.shared_),
      hits_(parent.hits_),
      depth_(parent.depth_ + (chunks ? 0 : 1)),
      chunks_(parent.chunks_ || chunks),
      nested_(true),
      how_(parent.path(how)) {}

StreamScanner::~StreamScanner() = default;

std::string StreamScanner::path(std::string_view how) const {
  return how_.empty() ? std::string(how) : how_ + ">" + std::string(how);
}

void StreamScanner::feed(bytes::ByteSpan data) {
  if (!nested_) shared_.scanned += data.size();
  while (!data.empty()) {
    const std::size_t fresh = buffer_.size() - carried_;
    const std::size_t take = std::min(data.size(), shared_.limits.block_bytes - fresh);
    buffer_.insert(buffer_.end(), data.begin(), data.begin() + static_cast<std::ptrdiff_t>(take));
    data = data.subspan(take);
    if (buffer_.size() - carried_ >= shared_.limits.block_bytes) scan_block(false);
  }
}

void StreamScanner::flush() {
  if (buffer_.size() > carried_) scan_block(false);
  if (carried_ > kCarry) {
    buffer_.erase(buffer_.begin(), buffer_.end() - static_cast<std::ptrdiff_t>(kCarry));
    base_ += carried_ - kCarry;
    carried_ = kCarry;
  }
  buffer_.shrink_to_fit();
}

void StreamScanner::finish() {
  scan_block(true);
  for (const auto& active : active_) {
    if (active->child) active->child->finish();
  }
  active_.clear();
  base_ += buffer_.size();
  buffer_.clear();
  buffer_.shrink_to_fit();
  carried_ = 0;
}

void StreamScanner::scan_block(bool last) {
  const bytes::ByteSpan block(buffer_);
  const std::size_t fresh = carried_;
  if (block.size() == fresh && !last) return;
  // All of it but what a batch that was cut off keeps at the front.
  const std::size_t skip = fresh - std::min(fresh, kCarry);
  const bytes::ByteSpan recent = block.subspan(skip);
  shared_.patterns.matcher->search(recent, [&](std::uint32_t pattern, std::size_t at) {
    const Form& form = shared_.patterns.forms[pattern];
    hits_.first_at.try_emplace({form.marker, path(form.name)}, base_ + skip + at);
  });
  std::size_t keep_from = block.size() - std::min(block.size(), kCarry);
  std::erase_if(active_, [&](const std::unique_ptr<Active>& active) {
    return !pump(*active, block.subspan(fresh));
  });
  if (!chunks_) find_chunked(block, fresh, last);
  if (depth_ < kDepthMax) {
    find_packed(block, fresh, last);
    keep_from = std::min(keep_from, find_batches(block, last));
    decode_runs(recent, [&](std::string_view how, bytes::ByteSpan bytes) {
      StreamScanner child(*this, std::string(how), false);
      child.feed(bytes);
      child.finish();
    });
  }
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(keep_from));
  base_ += keep_from;
  carried_ = buffer_.size();
}

void StreamScanner::find_packed(bytes::ByteSpan block, std::size_t fresh, bool last) {
  constexpr std::size_t kMark = 10;  // the longest mark; those that were cut off are tried again
  const std::size_t begin = fresh - std::min(fresh, kMark - 1);
  for (std::size_t at = begin; at < block.size(); ++at) {
    if (!kMayStart[std::to_integer<unsigned char>(block[at])]) continue;
    if (const auto packing = packing_at(block.subspan(at))) {
      start(*packing, block.subspan(at), last);
    }
  }
}

// The empty line after a header that says "chunked".
void StreamScanner::find_chunked(bytes::ByteSpan block, std::size_t fresh, bool last) {
  constexpr std::string_view kWord = "hunked", kEnd = "\r\n\r\n";
  const std::string_view text(reinterpret_cast<const char*>(block.data()), block.size());
  std::size_t at = fresh - std::min(fresh, kCarry);
  while ((at = text.find(kWord, at)) != text.npos) {
    at += kWord.size();
    const std::size_t end = text.find(kEnd, at);
    if (end == text.npos) return;
    if (end - at > 8192) continue;
    const std::size_t body = end + kEnd.size();
    if (body > fresh || (body == fresh && fresh < block.size())) {
      start(Packing::kChunked, block.subspan(body), last);
    }
  }
}

void StreamScanner::start(Packing packing, bytes::ByteSpan from, bool last) {
  auto active = std::make_unique<Active>();
  active->inflater = make_inflater(packing);
  if (!active->inflater) return;
  active->how = packing_name(packing);
  if (!pump(*active, from)) return;
  if (last) {
    if (active->child) active->child->finish();
    return;
  }
  if (active_.size() >= kActiveMax) {
    // The oldest is likeliest to be a mark that stood there by chance.
    if (active_.front()->child) active_.front()->child->finish();
    active_.erase(active_.begin());
  }
  active_.push_back(std::move(active));
}

// False: it has ended and is done with.
bool StreamScanner::pump(Active& active, bytes::ByteSpan in) {
  while (true) {
    std::size_t filled = 0;
    const std::size_t before = in.size();
    const auto state = active.inflater->step(in, shared_.scratch, filled);
    if (filled > 0) {
      if (!active.child) {
        const bool chunks = active.how == packing_name(Packing::kChunked);
        active.child.reset(new StreamScanner(*this, active.how, chunks));
        ++shared_.packed_streams;
      }
      active.unpacked += filled;
      shared_.unpacked += filled;
      active.child->feed(bytes::ByteSpan(shared_.scratch).first(filled));
    }
    const bool too_large = active.unpacked > shared_.limits.unpacked_max ||
                           shared_.unpacked > shared_.limits.unpacked_total_max;
    if (too_large) ++shared_.refused;
    if (state != Inflater::State::kMore || too_large) {
      if (active.child) active.child->finish();
      return false;
    }
    if (filled == 0 && (in.empty() || in.size() == before)) return true;
  }
}

// Batches whose records are packed with snappy as one bare block have no other mark. Returns where
// a batch begins that is cut off and worth keeping, else the end.
std::size_t StreamScanner::find_batches(bytes::ByteSpan block, bool last) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(block.data());
  std::size_t at = 0;  // where the last block left a batch that was cut off
  constexpr std::size_t kMagicAt = 16;
  while (at + kafka::kBatchHeaderBytes <= block.size()) {
    const void* magic = std::memchr(bytes + at + kMagicAt, 2, block.size() - at - kMagicAt);
    if (magic == nullptr) break;
    at = static_cast<std::size_t>(static_cast<const unsigned char*>(magic) - bytes) - kMagicAt;
    if (at + kafka::kBatchHeaderBytes > block.size()) break;
    const auto header = kafka::read_batch_header(block.subspan(at));
    if (header && (header->attributes & ~0x7F) == 0 && header->record_count > 0 &&
        header->compression() == bytes::Compression::kSnappy) {
      if (header->size() <= block.size() - at) {
        unpack_batch(block.subspan(at, header->size()));
      } else if (!last && header->size() <= kBatchMax) {
        return at;
      }
    }
    ++at;
  }
  return block.size();
}

void StreamScanner::unpack_batch(bytes::ByteSpan batch) {
  const std::uint64_t limit = shared_.limits.unpacked_max;
  auto plain = bytes::decompress(bytes::Compression::kSnappy,
                                 batch.subspan(kafka::kBatchHeaderBytes), limit);
  if (!plain) return;
  shared_.unpacked += plain->size();
  ++shared_.packed_streams;
  StreamScanner child(*this, "snappy", false);
  child.feed(*plain);
  child.finish();
}

}  // namespace ringfence::review
