#include "review/probe_capture/decode_runs.h"

#include <array>
#include <cstdint>
#include <vector>

namespace ringfence::review {
namespace {

// What stands in one form only is found by its pattern: here a second form is inside, and shorter
// runs cannot hold a marker or a digest's eight bytes in two forms.
constexpr std::size_t kBase64Min = 20;
constexpr std::size_t kHexMin = 20;
constexpr std::size_t kWideMin = 10;
constexpr std::size_t kEscapesMin = 8;

constexpr std::uint8_t kNone = 0xFF, kSkip = 0xFE;

constexpr std::array<std::uint8_t, 256> base64_table() {
  std::array<std::uint8_t, 256> table{};
  table.fill(kNone);
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kLetters.size(); ++i) {
    table[static_cast<unsigned char>(kLetters[i])] = static_cast<std::uint8_t>(i);
  }
  table['-'] = 62;
  table['_'] = 63;
  table['\r'] = kSkip;  // lines of MIME
  table['\n'] = kSkip;
  return table;
}

constexpr std::array<std::uint8_t, 256> hex_table() {
  std::array<std::uint8_t, 256> table{};
  table.fill(kNone);
  for (int i = 0; i < 10; ++i)
    table[static_cast<std::size_t>('0' + i)] = static_cast<std::uint8_t>(i);
  for (int i = 0; i < 6; ++i) {
    table[static_cast<std::size_t>('a' + i)] = static_cast<std::uint8_t>(10 + i);
    table[static_cast<std::size_t>('A' + i)] = static_cast<std::uint8_t>(10 + i);
  }
  return table;
}

constexpr auto kBase64 = base64_table();
constexpr auto kHex = hex_table();

class RunDecoder {
 public:
  RunDecoder(bytes::ByteSpan data, const DecodedRun& found)
      : bytes_(reinterpret_cast<const unsigned char*>(data.data())),
        size_(data.size()),
        found_(found) {}

  void base64_and_hex() {
    std::size_t at = 0;
    while (at < size_) {
      if (kBase64[bytes_[at]] >= kSkip) {
        ++at;
        continue;
      }
      std::size_t end = at, letters = 0;
      bool hex = true;
      while (end < size_ && kBase64[bytes_[end]] != kNone) {
        if (kBase64[bytes_[end]] != kSkip) {
          ++letters;
          hex = hex && kHex[bytes_[end]] != kNone;
        }
        ++end;
      }
      if (hex && letters >= kHexMin) {
        hex_run(at, end);
      } else if (letters >= kBase64Min) {
        base64_run(at, end);
      }
      at = end;
    }
    hex_islands();
  }

  void escapes() {
    std::size_t percent = 0, json = 0;
    for (std::size_t i = 0; i + 2 < size_; ++i) {
      percent += bytes_[i] == '%' && is_hex(i + 1) && is_hex(i + 2);
      json += bytes_[i] == '\\' && bytes_[i + 1] == 'u';
    }
    if (percent >= kEscapesMin) unescape("url", '%', 1, 2);
    if (json >= kEscapesMin) unescape("json", '\\', 2, 4);
  }

  void utf16() {
    std::size_t at = 0;
    while (at + 1 < size_) {
      // A letter beside a zero byte, many times: little-endian as it stands; big-endian reads the
      // same from its second byte on.
      if (bytes_[at] == 0 || bytes_[at + 1] != 0) {
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end + 1 < size_ && bytes_[end] != 0 && bytes_[end + 1] == 0) end += 2;
      const bool tail = end < size_ && bytes_[end] != 0;  // the last letter of big-endian text
      if ((end - at) / 2 >= kWideMin) {
        out_.clear();
        for (std::size_t i = at; i < end; i += 2) out_.push_back(std::byte{bytes_[i]});
        if (tail) out_.push_back(std::byte{bytes_[end]});
        found_("utf16", out_);
      }
      at = end > at ? end : at + 1;
    }
  }

 private:
  bool is_hex(std::size_t at) const { return at < size_ && kHex[bytes_[at]] != kNone; }

  void base64_run(std::size_t begin, std::size_t end) {
    for (std::size_t skip = 0; skip < 4; ++skip) {
      out_.clear();
      std::uint32_t bits = 0;
      unsigned have = 0;
      std::size_t skipped = 0;
      for (std::size_t i = begin; i < end; ++i) {
        const std::uint8_t value = kBase64[bytes_[i]];
        if (value == kSkip) continue;
        if (skipped < skip) {
          ++skipped;
          continue;
        }
        bits = bits << 6 | value;
        have += 6;
        if (have >= 8) {
          have -= 8;
          out_.push_back(static_cast<std::byte>(bits >> have & 0xFF));
        }
      }
      if (!out_.empty()) found_("base64", out_);
    }
  }

  void hex_run(std::size_t begin, std::size_t end) {
    for (std::size_t skip = 0; skip < 2; ++skip) {
      out_.clear();
      int high = -1;
      std::size_t skipped = 0;
      for (std::size_t i = begin; i < end; ++i) {
        const std::uint8_t digit = kHex[bytes_[i]];
        if (digit == kNone) continue;  // a line end
        if (skipped < skip) {
          ++skipped;
        } else if (high < 0) {
          high = digit;
        } else {
          out_.push_back(static_cast<std::byte>(high << 4 | digit));
          high = -1;
        }
      }
      if (!out_.empty()) found_("hex", out_);
    }
    // Hex digits are base64 letters too.
    base64_run(begin, end);
  }

  // Hex inside a longer run of letters ("token_6162..."): the part that is hex only.
  void hex_islands() {
    std::size_t at = 0;
    while (at < size_) {
      if (kHex[bytes_[at]] == kNone) {
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < size_ && kHex[bytes_[end]] != kNone) ++end;
      const bool whole = (at == 0 || kBase64[bytes_[at - 1]] == kNone) &&
                         (end == size_ || kBase64[bytes_[end]] == kNone);
      if (!whole && end - at >= kHexMin) hex_only(at, end);
      at = end;
    }
  }
  void hex_only(std::size_t begin, std::size_t end) {
    for (std::size_t from = begin; from < begin + 2; ++from) {
      out_.clear();
      for (std::size_t i = from; i + 1 < end; i += 2) {
        out_.push_back(static_cast<std::byte>(kHex[bytes_[i]] << 4 | kHex[bytes_[i + 1]]));
      }
      if (!out_.empty()) found_("hex", out_);
    }
  }

  // `sign`, then `skip` - 1 more characters, then `digits` hex digits, of which the last two count.
  void unescape(std::string_view how, unsigned char sign, std::size_t skip, std::size_t digits) {
    out_.clear();
    std::size_t i = 0;
    while (i < size_) {
      bool escape = bytes_[i] == sign && i + skip + digits <= size_;
      for (std::size_t d = 0; escape && d < digits; ++d) escape = is_hex(i + skip + d);
      if (!escape) {
        out_.push_back(std::byte{bytes_[i++]});
        continue;
      }
      const std::size_t last = i + skip + digits;
      out_.push_back(static_cast<std::byte>(kHex[bytes_[last - 2]] << 4 | kHex[bytes_[last - 1]]));
      i = last;
    }
    found_(how, out_);
  }

  const unsigned char* bytes_;
  std::size_t size_;
  const DecodedRun& found_;
  std::vector<std::byte> out_;
};

}  // namespace

void decode_runs(bytes::ByteSpan data, const DecodedRun& found) {
  RunDecoder decoder(data, found);
  decoder.base64_and_hex();
  decoder.escapes();
  decoder.utf16();
}

}  // namespace ringfence::review
