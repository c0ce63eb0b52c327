#include "bytes/compression.h"

#include <fmt/format.h>
#include <lz4frame.h>
#include <snappy.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/assert.h"
#include "bytes/snappy_framing.h"

namespace ringfence::bytes {
namespace {

Error corrupt(std::string_view codec, std::string_view what) {
  return Error(ErrorCode::kCorrupt, fmt::format("{}: {}", codec, what));
}

class PlainReader final : public Decompressor {
 public:
  explicit PlainReader(ByteSpan input) : input_(input) {}
  Result<std::size_t> read(std::span<std::byte> out) override {
    const std::size_t size = std::min(out.size(), input_.size());
    if (size > 0) std::memcpy(out.data(), input_.data(), size);
    input_ = input_.subspan(size);
    return size;
  }

 private:
  ByteSpan input_;
};

class GzipReader final : public Decompressor {
 public:
  explicit GzipReader(ByteSpan input) : input_(input) {
    // 15: any window; +16: gzip framing only.
    ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK;
  }
  ~GzipReader() override {
    if (ready_) inflateEnd(&stream_);
  }

  Result<std::size_t> read(std::span<std::byte> out) override {
    if (!ready_) return Error(ErrorCode::kInternal, "gzip: out of memory");
    constexpr std::size_t kStep = 1u << 30;
    std::size_t filled = 0;
    while (filled == 0) {
      if (ended_) {
        // Several members in a row read as one stream.
        if (input_.empty()) return std::size_t{0};
        if (inflateReset(&stream_) != Z_OK) return corrupt("gzip", "bad state");
        ended_ = false;
      }
      const std::size_t in = std::min(input_.size(), kStep);
      const std::size_t room = std::min(out.size(), kStep);
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(input_.data()));
      stream_.avail_in = static_cast<uInt>(in);
      stream_.next_out = reinterpret_cast<Bytef*>(out.data());
      stream_.avail_out = static_cast<uInt>(room);
      const int status = inflate(&stream_, Z_NO_FLUSH);
      input_ = input_.subspan(in - stream_.avail_in);
      filled = room - stream_.avail_out;
      if (status == Z_STREAM_END) {
        ended_ = true;
      } else if (status != Z_OK) {
        return corrupt("gzip", status == Z_BUF_ERROR ? "data is cut off" : "bad data");
      }
    }
    return filled;
  }

 private:
  ByteSpan input_;
  z_stream stream_{};
  bool ready_ = false;
  bool ended_ = false;
};

class Lz4Reader final : public Decompressor {
 public:
  explicit Lz4Reader(ByteSpan input) : input_(input) {
    if (LZ4F_isError(LZ4F_createDecompressionContext(&context_, LZ4F_VERSION))) context_ = nullptr;
  }
  ~Lz4Reader() override { LZ4F_freeDecompressionContext(context_); }

  Result<std::size_t> read(std::span<std::byte> out) override {
    if (context_ == nullptr) return Error(ErrorCode::kInternal, "lz4: out of memory");
    while (true) {
      std::size_t filled = out.size();
      std::size_t used = input_.size();
      const std::size_t hint =
          LZ4F_decompress(context_, out.data(), &filled, input_.data(), &used, nullptr);
      if (LZ4F_isError(hint)) return corrupt("lz4", LZ4F_getErrorName(hint));
      input_ = input_.subspan(used);
      if (used > 0) inside_frame_ = hint != 0;
      if (filled > 0) return filled;
      if (input_.empty()) {
        if (inside_frame_) return corrupt("lz4", "data is cut off");
        return std::size_t{0};
      }
      if (used == 0) return corrupt("lz4", "no progress");
    }
  }

 private:
  ByteSpan input_;
  LZ4F_dctx* context_ = nullptr;
  bool inside_frame_ = false;
};

class ZstdReader final : public Decompressor {
 public:
  ZstdReader(ByteSpan input, std::size_t output_max)
      : input_(input), stream_(ZSTD_createDStream()) {
    if (stream_ == nullptr) return;
    // Level 19 uses windows of 8 MiB; a larger one is of use only when that much output is allowed.
    const int window = std::clamp(static_cast<int>(std::bit_width(output_max)), 23, 27);
    ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, window);
  }
  ~ZstdReader() override { ZSTD_freeDStream(stream_); }

  Result<std::size_t> read(std::span<std::byte> out) override {
    if (stream_ == nullptr) return Error(ErrorCode::kInternal, "zstd: out of memory");
    while (true) {
      ZSTD_inBuffer in{input_.data(), input_.size(), 0};
      ZSTD_outBuffer target{out.data(), out.size(), 0};
      const std::size_t hint = ZSTD_decompressStream(stream_, &target, &in);
      if (ZSTD_isError(hint)) return corrupt("zstd", ZSTD_getErrorName(hint));
      input_ = input_.subspan(in.pos);
      if (in.pos > 0 || target.pos > 0) inside_frame_ = hint != 0;
      if (target.pos > 0) return target.pos;
      if (input_.empty()) {
        if (inside_frame_) return corrupt("zstd", "data is cut off");
        return std::size_t{0};
      }
      if (in.pos == 0) return corrupt("zstd", "no progress");
    }
  }

 private:
  ByteSpan input_;
  ZSTD_DStream* stream_;
  bool inside_frame_ = false;
};

Result<std::vector<std::byte>> compress_gzip(ByteSpan input, int level) {
  z_stream stream{};
  if (deflateInit2(&stream, level == 0 ? Z_DEFAULT_COMPRESSION : level, Z_DEFLATED, 15 + 16, 8,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return Error(ErrorCode::kInvalid, fmt::format("gzip: level {}", level));
  }
  std::vector<std::byte> out(deflateBound(&stream, input.size()));
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(input.data()));
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END) return Error(ErrorCode::kInternal, "gzip: did not finish");
  return out;
}

Result<std::vector<std::byte>> compress_lz4(ByteSpan input, int level) {
  LZ4F_preferences_t preferences{};
  preferences.frameInfo.blockSizeID = LZ4F_max64KB;
  preferences.frameInfo.blockMode = LZ4F_blockIndependent;  // Java reads no linked blocks
  preferences.compressionLevel = level;
  std::vector<std::byte> out(LZ4F_compressFrameBound(input.size(), &preferences));
  const std::size_t size =
      LZ4F_compressFrame(out.data(), out.size(), input.data(), input.size(), &preferences);
  if (LZ4F_isError(size)) return Error(ErrorCode::kInternal, "lz4: did not finish");
  out.resize(size);
  return out;
}

Result<std::vector<std::byte>> compress_zstd(ByteSpan input, int level) {
  std::vector<std::byte> out(ZSTD_compressBound(input.size()));
  const std::size_t size = ZSTD_compress(out.data(), out.size(), input.data(), input.size(),
                                         level == 0 ? ZSTD_CLEVEL_DEFAULT : level);
  if (ZSTD_isError(size)) return Error(ErrorCode::kInternal, "zstd: did not finish");
  out.resize(size);
  return out;
}

}  // namespace

std::string_view compression_name(Compression codec) {
  switch (codec) {
    case Compression::kNone:
      return "none";
    case Compression::kGzip:
      return "gzip";
    case Compression::kSnappy:
      return "snappy";
    case Compression::kLz4:
      return "lz4";
    case Compression::kZstd:
      return "zstd";
  }
  return "unknown";
}

std::unique_ptr<Decompressor> make_decompressor(Compression codec, ByteSpan input,
                                                std::size_t output_max) {
  switch (codec) {
    case Compression::kNone:
      return std::make_unique<PlainReader>(input);
    case Compression::kGzip:
      return std::make_unique<GzipReader>(input);
    case Compression::kSnappy:
      return make_snappy_reader(input, output_max);
    case Compression::kLz4:
      return std::make_unique<Lz4Reader>(input);
    case Compression::kZstd:
      return std::make_unique<ZstdReader>(input, output_max);
  }
  RF_ASSERT(false, "compression codec out of range");
}

Result<std::vector<std::byte>> decompress(Compression codec, ByteSpan input,
                                          std::size_t output_max) {
  const auto reader = make_decompressor(codec, input, output_max);
  std::vector<std::byte> out;
  std::size_t filled = 0;
  while (true) {
    if (filled == out.size()) {
      // One byte over the limit is asked for, so that an output of exactly the limit is told from a
      // longer one.
      const std::size_t first = std::max<std::size_t>(4096, input.size() * 2);
      out.resize(std::min(std::max(out.size() * 2, first), output_max + 1));
    }
    RF_TRY_ASSIGN(const std::size_t size, reader->read(std::span(out).subspan(filled)));
    if (size == 0) break;
    filled += size;
    if (filled > output_max) {
      return Error(ErrorCode::kTooLarge, fmt::format("{} data unpacks to more than {} bytes",
                                                     compression_name(codec), output_max));
    }
  }
  out.resize(filled);
  return out;
}

Result<std::vector<std::byte>> compress(Compression codec, ByteSpan input, int level) {
  if (input.size() > (std::size_t{1} << 31)) {
    return Error(ErrorCode::kTooLarge, "more than 2 GiB to compress");
  }
  switch (codec) {
    case Compression::kNone:
      return std::vector<std::byte>(input.begin(), input.end());
    case Compression::kGzip:
      return compress_gzip(input, level);
    case Compression::kSnappy:
      return compress_snappy(input);
    case Compression::kLz4:
      return compress_lz4(input, level);
    case Compression::kZstd:
      return compress_zstd(input, level);
  }
  RF_ASSERT(false, "compression codec out of range");
}

}  // namespace ringfence::bytes
