#include "bytes/snappy_framing.h"

#include <snappy.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "bytes/reader.h"

namespace ringfence::bytes {
namespace {

// Magic, then int32 version and int32 oldest compatible version, both 1; blocks of int32 size + raw
// snappy follow.
constexpr std::array<unsigned char, 16> kHeader = {0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0,
                                                   0,    0,   0,   1,   0,   0,   0,   1};
constexpr std::size_t kMagicBytes = 8;
constexpr std::size_t kBlockBytes = 32 * 1024;
// A copy of 64 bytes takes at least two bytes, so no block unpacks to more than this times its
// size.
constexpr std::size_t kRatioMax = 64;

bool starts_with_magic(ByteSpan input) {
  return input.size() >= kHeader.size() &&
         std::memcmp(input.data(), kHeader.data(), kMagicBytes) == 0;
}

class SnappyReader final : public Decompressor {
 public:
  SnappyReader(ByteSpan input, std::size_t output_max)
      : input_(input), output_max_(output_max), framed_(starts_with_magic(input)) {}

  Result<std::size_t> read(std::span<std::byte> out) override {
    while (position_ == block_.size()) {
      if (input_.empty()) return std::size_t{0};
      RF_TRY(next_block());
    }
    const std::size_t size = std::min(out.size(), block_.size() - position_);
    std::memcpy(out.data(), block_.data() + position_, size);
    position_ += size;
    return size;
  }

 private:
  Result<void> next_block() {
    if (!framed_) {
      const ByteSpan whole = std::exchange(input_, {});
      return unpack(whole);
    }
    // Java writes the header again when streams are joined.
    if (starts_with_magic(input_)) {
      input_ = input_.subspan(kHeader.size());
      position_ = block_.size();
      if (input_.empty()) return {};
    }
    Reader reader(input_);
    const std::int32_t size = reader.i32();
    if (!reader.ok() || size < 0 || static_cast<std::size_t>(size) > reader.remaining()) {
      return Error(ErrorCode::kCorrupt, "snappy: block runs past the end");
    }
    const ByteSpan packed = reader.span(static_cast<std::size_t>(size));
    input_ = input_.subspan(reader.position());
    return unpack(packed);
  }

  Result<void> unpack(ByteSpan packed) {
    const char* data = reinterpret_cast<const char*>(packed.data());
    std::size_t size = 0;
    if (!snappy::GetUncompressedLength(data, packed.size(), &size)) {
      return Error(ErrorCode::kCorrupt, "snappy: bad length");
    }
    if (size > packed.size() * kRatioMax) {
      return Error(ErrorCode::kCorrupt, "snappy: length is impossible for the size of the block");
    }
    if (size > output_max_) {
      return Error(ErrorCode::kTooLarge, "snappy: block unpacks to more than is allowed");
    }
    block_.resize(size);
    position_ = 0;
    if (!snappy::RawUncompress(data, packed.size(), reinterpret_cast<char*>(block_.data()))) {
      return Error(ErrorCode::kCorrupt, "snappy: bad data");
    }
    return {};
  }

  ByteSpan input_;
  const std::size_t output_max_;
  const bool framed_;
  std::vector<std::byte> block_;
  std::size_t position_ = 0;
};

}  // namespace

std::unique_ptr<Decompressor> make_snappy_reader(ByteSpan input, std::size_t output_max) {
  return std::make_unique<SnappyReader>(input, output_max);
}

std::vector<std::byte> compress_snappy(ByteSpan input) {
  std::vector<std::byte> out(kHeader.size());
  std::memcpy(out.data(), kHeader.data(), kHeader.size());
  std::string packed;
  do {
    const ByteSpan block = input.first(std::min(input.size(), kBlockBytes));
    input = input.subspan(block.size());
    snappy::Compress(reinterpret_cast<const char*>(block.data()), block.size(), &packed);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.push_back(static_cast<std::byte>(packed.size() >> shift));
    }
    const auto bytes = std::as_bytes(std::span(packed));
    out.insert(out.end(), bytes.begin(), bytes.end());
  } while (!input.empty());
  return out;
}

}  // namespace ringfence::bytes
