#include "review/probe_capture/inflater.h"

#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>

#include "review/probe_capture/framed_inflaters.h"

namespace ringfence::review {
namespace {

constexpr std::size_t kStepMax = std::size_t{1} << 30;

class ZlibInflater final : public Inflater {
 public:
  ZlibInflater() { ready_ = inflateInit2(&stream_, 15 + 32) == Z_OK; }  // gzip or zlib
  ~ZlibInflater() override {
    if (ready_) inflateEnd(&stream_);
  }
  bool ready() const { return ready_; }

  State step(bytes::ByteSpan& in, std::span<std::byte> out, std::size_t& filled) override {
    const std::size_t room = std::min(out.size(), kStepMax);
    const std::size_t given = std::min(in.size(), kStepMax);
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(in.data()));
    stream_.avail_in = static_cast<uInt>(given);
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(room);
    const int status = inflate(&stream_, Z_NO_FLUSH);
    in = in.subspan(given - stream_.avail_in);
    filled = room - stream_.avail_out;
    if (status == Z_STREAM_END) return State::kEnded;
    return status == Z_OK || status == Z_BUF_ERROR ? State::kMore : State::kBroken;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

class ZstdInflater final : public Inflater {
 public:
  ZstdInflater() : stream_(ZSTD_createDStream()) {
    if (stream_ != nullptr) ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, 23);
  }
  ~ZstdInflater() override { ZSTD_freeDStream(stream_); }
  bool ready() const { return stream_ != nullptr; }

  State step(bytes::ByteSpan& in, std::span<std::byte> out, std::size_t& filled) override {
    ZSTD_inBuffer input{in.data(), in.size(), 0};
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    const std::size_t hint = ZSTD_decompressStream(stream_, &output, &input);
    in = in.subspan(input.pos);
    filled = output.pos;
    if (ZSTD_isError(hint)) return State::kBroken;
    return hint == 0 ? State::kEnded : State::kMore;
  }

 private:
  ZSTD_DStream* stream_;
};

class Lz4Inflater final : public Inflater {
 public:
  Lz4Inflater() {
    if (LZ4F_isError(LZ4F_createDecompressionContext(&context_, LZ4F_VERSION))) context_ = nullptr;
  }
  ~Lz4Inflater() override { LZ4F_freeDecompressionContext(context_); }
  bool ready() const { return context_ != nullptr; }

  State step(bytes::ByteSpan& in, std::span<std::byte> out, std::size_t& filled) override {
    filled = out.size();
    std::size_t used = in.size();
    const std::size_t hint =
        LZ4F_decompress(context_, out.data(), &filled, in.data(), &used, nullptr);
    if (LZ4F_isError(hint)) {
      filled = 0;
      return State::kBroken;
    }
    in = in.subspan(used);
    return hint == 0 ? State::kEnded : State::kMore;
  }

 private:
  LZ4F_dctx* context_ = nullptr;
};

template <class T>
std::unique_ptr<Inflater> make() {
  auto inflater = std::make_unique<T>();
  if (!inflater->ready()) return nullptr;
  return inflater;
}

}  // namespace

const char* packing_name(Packing packing) {
  switch (packing) {
    case Packing::kGzip:
      return "gzip";
    case Packing::kZlib:
      return "zlib";
    case Packing::kZstd:
      return "zstd";
    case Packing::kLz4:
      return "lz4";
    case Packing::kSnappy:
      return "snappy";
    case Packing::kZip:
      return "zip";
    case Packing::kChunked:
      return "chunked";
  }
  return "unknown";
}

std::optional<Packing> packing_at(bytes::ByteSpan data) {
  const auto at = [&](std::size_t i) { return std::to_integer<unsigned>(data[i]); };
  if (data.size() < 2) return std::nullopt;
  if (at(0) == 0x78) {
    // RFC 1950: the two bytes are a multiple of 31; the levels that writers use.
    const unsigned flags = at(1);
    if (flags == 0x01 || flags == 0x5E || flags == 0x9C || flags == 0xDA) return Packing::kZlib;
    return std::nullopt;
  }
  if (data.size() < 4) return std::nullopt;
  // RFC 1952: deflate, and the three high flags are reserved.
  if (at(0) == 0x1F && at(1) == 0x8B && at(2) == 8 && (at(3) & 0xE0) == 0) return Packing::kGzip;
  if (at(0) == 0x28 && at(1) == 0xB5 && at(2) == 0x2F && at(3) == 0xFD) return Packing::kZstd;
  if (at(0) == 0x04 && at(1) == 0x22 && at(2) == 0x4D && at(3) == 0x18) return Packing::kLz4;
  if (at(0) == 'P' && at(1) == 'K' && at(2) == 3 && at(3) == 4) return Packing::kZip;
  const std::string_view text(reinterpret_cast<const char*>(data.data()), data.size());
  if (text.starts_with(kXerialMark) || text.starts_with(kSnappyMark)) return Packing::kSnappy;
  return std::nullopt;
}

std::unique_ptr<Inflater> make_inflater(Packing packing) {
  switch (packing) {
    case Packing::kGzip:
    case Packing::kZlib:
      return make<ZlibInflater>();
    case Packing::kZstd:
      return make<ZstdInflater>();
    case Packing::kLz4:
      return make<Lz4Inflater>();
    case Packing::kSnappy:
      return make_snappy_inflater();
    case Packing::kZip:
      return make_zip_inflater();
    case Packing::kChunked:
      return make_chunked_inflater();
  }
  return nullptr;
}

}  // namespace ringfence::review
