#include "review/probe_capture/framed_inflaters.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "bytes/compression.h"

namespace ringfence::review {
namespace {

using State = Inflater::State;

std::string_view text_of(bytes::ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Collects a header or a block, then gives out what it unpacked to.
class Collector {
 public:
  // Whether `size` bytes are together now.
  bool collect(bytes::ByteSpan& in, std::size_t size) {
    const std::size_t take = std::min(in.size(), size - std::min(size, held_.size()));
    held_.append(text_of(in.first(take)));
    in = in.subspan(take);
    return held_.size() >= size;
  }
  std::string& held() { return held_; }
  unsigned byte(std::size_t i) const { return static_cast<unsigned char>(held_[i]); }
  std::uint32_t big(std::size_t i) const {
    return byte(i) << 24 | byte(i + 1) << 16 | byte(i + 2) << 8 | byte(i + 3);
  }
  std::uint32_t little(std::size_t i, std::size_t bytes) const {
    std::uint32_t value = 0;
    for (std::size_t b = bytes; b > 0; --b) value = value << 8 | byte(i + b - 1);
    return value;
  }

 private:
  std::string held_;
};

std::size_t move_out(std::string_view& from, std::span<std::byte> out) {
  const std::size_t size = std::min(from.size(), out.size());
  if (size > 0) std::memcpy(out.data(), from.data(), size);
  from.remove_prefix(size);
  return size;
}

class SnappyInflater final : public Inflater {
 public:
  State step(bytes::ByteSpan& in, std::span<std::byte> out, std::size_t& filled) override {
    filled = 0;
    while (true) {
      if (!ready_.empty()) {
        filled = move_out(ready_, out);
        return State::kMore;
      }
      if (!started_) {
        if (!parts_.collect(in, 10)) return State::kMore;
        xerial_ = parts_.held().starts_with(kXerialMark);
        if (!xerial_ && !parts_.held().starts_with(kSnappyMark)) return State::kBroken;
        if (xerial_ && !parts_.collect(in, 16)) return State::kMore;  // two version numbers
        parts_.held().clear();
        started_ = true;
      }
      if (!parts_.collect(in, 4)) return State::kMore;
      const std::size_t size = xerial_ ? parts_.big(0) : parts_.little(1, 3);
      if (size > kBlockMax) return State::kBroken;
      if (!parts_.collect(in, 4 + size)) return State::kMore;
      if (!unpack()) return State::kBroken;
      parts_.held().clear();
    }
  }

 private:
  static constexpr std::size_t kBlockMax = 1u << 20;

  bool unpack() {
    std::string_view block = parts_.held();
    const unsigned type = parts_.byte(0);
    block.remove_prefix(4);
    unpacked_.clear();
    if (!xerial_) {
      if (type >= 0x80) return true;  // padding, and the mark again
      if (type > 1 || block.size() < 4) return false;
      block.remove_prefix(4);  // CRC
      if (type == 1) {
        unpacked_.assign(reinterpret_cast<const std::byte*>(block.data()),
                         reinterpret_cast<const std::byte*>(block.data()) + block.size());
        ready_ = text_of(unpacked_);
        return true;
      }
    }
    auto plain = bytes::decompress(
        bytes::Compression::kSnappy,
        bytes::ByteSpan(reinterpret_cast<const std::byte*>(block.data()), block.size()),
        4 * kBlockMax);
    if (!plain) return false;
    unpacked_ = *std::move(plain);
    ready_ = text_of(unpacked_);
    return true;
  }

  Collector parts_;
  std::vector<std::byte> unpacked_;
  std::string_view ready_;  // into unpacked_
  bool started_ = false;
  bool xerial_ = false;
};

class ZipInflater final : public Inflater {
 public:
  ZipInflater() { ready_ = inflateInit2(&stream_, -15) == Z_OK; }
  ~ZipInflater() override {
    if (ready_) inflateEnd(&stream_);
  }

  State step(bytes::ByteSpan& in, std::span<std::byte> out, std::size_t& filled) override {
    filled = 0;
    if (!ready_) return State::kBroken;
    if (!started_) {
      // Local file header: 30 bytes, name, extra field. Stored members need no unpacking.
      if (!header_.collect(in, 30)) return State::kMore;
      if (header_.little(8, 2) != 8) return State::kBroken;
      if (!header_.collect(in, 30 + header_.little(26, 2) + header_.little(28, 2))) {
        return State::kMore;
      }
      started_ = true;
    }
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(in.data()));
    stream_.avail_in = static_cast<uInt>(std::min(in.size(), std::size_t{1} << 30));
    const std::size_t given = stream_.avail_in;
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    const int status = inflate(&stream_, Z_NO_FLUSH);
    in = in.subspan(given - stream_.avail_in);
    filled = out.size() - stream_.avail_out;
    if (status == Z_STREAM_END) return State::kEnded;
    return status == Z_OK || status == Z_BUF_ERROR ? State::kMore : State::kBroken;
  }

 private:
  Collector header_;
  z_stream stream_{};
  bool ready_ = false;
  bool started_ = false;
};

// RFC 9112, section 7.1.
class ChunkedInflater final : public Inflater {
 public:
  State step(bytes::ByteSpan& in, std::span<std::byte> out, std::size_t& filled) override {
    filled = 0;
    while (!in.empty()) {
      if (left_ > 0) {
        const std::size_t size = std::min<std::size_t>({in.size(), out.size() - filled, left_});
        if (size == 0) return State::kMore;
        std::memcpy(out.data() + filled, in.data(), size);
        filled += size;
        left_ -= size;
        in = in.subspan(size);
        continue;
      }
      const char c = std::to_integer<char>(in.front());
      in = in.subspan(1);
      if (c == '\n') {
        if (const State state = end_of_line(); state != State::kMore) return state;
      } else if (line_.size() < 256) {
        line_ += c;
      } else {
        return State::kBroken;
      }
    }
    return State::kMore;
  }

 private:
  State end_of_line() {
    if (!line_.empty() && line_.back() == '\r') line_.pop_back();
    if (line_.empty()) return State::kMore;  // the line end after a chunk
    std::size_t size = 0, digits = 0;
    for (const char c : line_) {
      const std::size_t digit = std::string_view("0123456789abcdef")
                                    .find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
      if (digit == std::string_view::npos) {
        if (c == ';' || c == ' ') break;  // an extension
        return State::kBroken;
      }
      if (++digits > 8) return State::kBroken;
      size = size * 16 + digit;
    }
    line_.clear();
    if (digits == 0) return State::kBroken;
    left_ = size;
    return size == 0 ? State::kEnded : State::kMore;
  }

  std::string line_;
  std::size_t left_ = 0;
};

}  // namespace

std::unique_ptr<Inflater> make_snappy_inflater() { return std::make_unique<SnappyInflater>(); }
std::unique_ptr<Inflater> make_zip_inflater() { return std::make_unique<ZipInflater>(); }
std::unique_ptr<Inflater> make_chunked_inflater() { return std::make_unique<ChunkedInflater>(); }

}  // namespace ringfence::review
