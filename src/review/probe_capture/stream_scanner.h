// Searches one stream of bytes (one direction of a connection, one file) for markers: as they
// stand, in the forms of markers.h, and inside what the stream packs, two packings deep.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "bytes/slice.h"
#include "review/probe_capture/inflater.h"
#include "review/probe_capture/markers.h"

namespace ringfence::review {

struct ScanLimits {
  std::size_t block_bytes = 64 << 10;
  std::uint64_t unpacked_max = 64ull << 20;        // of one packed stream
  std::uint64_t unpacked_total_max = 16ull << 30;  // of the whole scan
};

// What all streams of a scan share. Outlives them; one thread.
struct ScanShared {
  const MarkerPatterns& patterns;
  ScanLimits limits;
  std::uint64_t scanned = 0;   // bytes of the streams themselves
  std::uint64_t unpacked = 0;  // bytes that packed streams gave
  std::uint64_t packed_streams = 0;
  std::uint64_t refused = 0;  // packed streams given up at a limit: bombs, or limits too low
  std::vector<std::byte> scratch = std::vector<std::byte>(32 << 10);
};

// Each marker and way in which it was found, once, with the first place.
struct ScanHits {
  struct Key {
    std::uint32_t marker;
    std::string how;  // "raw", "gzip>base64", "kafka-batch>gzip>utf16le"
    auto operator<=>(const Key&) const = default;
  };
  std::map<Key, std::uint64_t> first_at;
};

// Lifecycle: make, feed() in order, finish(). A hole in the stream: finish(), and go on. `shared`
// and `hits` outlive it. Memory: a block, what is carried over (at most 1 MiB) and the windows of
// at most four packed streams a level.
class StreamScanner {
 public:
  StreamScanner(ScanShared& shared, ScanHits& hits);
  ~StreamScanner();
  StreamScanner(const StreamScanner&) = delete;
  StreamScanner& operator=(const StreamScanner&) = delete;

  void feed(bytes::ByteSpan data);
  // Looks at what is buffered and frees the room; the stream goes on.
  void flush();
  void finish();
  std::size_t buffered() const { return buffer_.capacity(); }

 private:
  struct Active;
  StreamScanner(StreamScanner& parent, const std::string& how, bool chunks);

  void scan_block(bool last);
  void find_packed(bytes::ByteSpan block, std::size_t fresh, bool last);
  void find_chunked(bytes::ByteSpan block, std::size_t fresh, bool last);
  std::size_t find_batches(bytes::ByteSpan block, bool last);
  void unpack_batch(bytes::ByteSpan batch);
  void start(Packing packing, bytes::ByteSpan from, bool last);
  bool pump(Active& active, bytes::ByteSpan in);
  std::string path(std::string_view how) const;

  ScanShared& shared_;
  ScanHits& hits_;
  unsigned depth_ = 0;   // packings around this stream, HTTP chunks left out
  bool chunks_ = false;  // it is in HTTP chunks: there are none in those
  bool nested_ = false;
  std::string how_;
  std::vector<std::byte> buffer_;
  std::size_t carried_ = 0;  // bytes at the front of buffer_ that were looked at before
  std::uint64_t base_ = 0;   // position of buffer_ in the stream
  std::vector<std::unique_ptr<Active>> active_;
};

}  // namespace ringfence::review
