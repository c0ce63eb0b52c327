#include "review/probe_capture/markers.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <set>

#include "evidence/crypto.h"

namespace ringfence::review {
namespace {

constexpr std::size_t kMarkerLength = 26;
constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz234567";
constexpr const char* kDigests[] = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"};
constexpr std::size_t kDigestPart = 8;

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string url_alphabet(std::string text) {
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

// The characters of base64 that depend on `bytes` alone, when `before` bytes (0 to 2) stand before
// them in their group of three.
std::string base64_core(std::string_view bytes, std::size_t before) {
  const std::string encoded = evidence::to_base64(std::string(before, '\0') + std::string(bytes));
  const std::size_t skip = before == 0 ? 0 : before == 1 ? 2 : 3;
  const std::size_t whole = (before + bytes.size()) * 8 / 6;  // characters without foreign bits
  return encoded.substr(skip, whole - skip);
}

class FormList {
 public:
  void add(std::uint32_t marker, std::string name, std::string pattern) {
    if (!seen_.insert(pattern).second) return;
    patterns.push_back(std::move(pattern));
    forms.push_back({marker, std::move(name)});
  }
  void add_text(std::uint32_t marker, const std::string& text) {
    add(marker, "raw", text);
    add(marker, "utf16le", to_utf16(text, false));
    add(marker, "utf16be", to_utf16(text, true));
    add_base64(marker, "base64", text);
    add(marker, "hex", evidence::to_hex(text));
    add(marker, "hex", upper(evidence::to_hex(text)));
    add(marker, "url", to_percent(text));
    std::string low = to_percent(text);
    std::transform(low.begin(), low.end(), low.begin(),
                   [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    add(marker, "url", low);
    add(marker, "json", to_json_escapes(text));
  }
  void add_digests(std::uint32_t marker, const std::string& text) {
    for (const char* algorithm : kDigests) {
      const std::string name = algorithm;
      const std::string digest = unkeyed_digest(algorithm, text);
      if (digest.size() < kDigestPart) continue;
      const std::string parts[] = {digest.substr(0, kDigestPart),
                                   digest.substr(digest.size() - kDigestPart)};
      for (const std::string& part : parts) {
        add(marker, name, part);
        add(marker, name + "-hex", evidence::to_hex(part));
        add(marker, name + "-hex", upper(evidence::to_hex(part)));
      }
      add_base64(marker, name + "-base64", parts[0]);
    }
  }

  std::vector<std::string> patterns;
  std::vector<Form> forms;

 private:
  void add_base64(std::uint32_t marker, const std::string& name, const std::string& bytes) {
    for (const std::size_t before : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
      const std::string core = base64_core(bytes, before);
      if (core.size() < Matcher::kPatternMin) continue;
      add(marker, name, core);
      add(marker, name, url_alphabet(core));
    }
  }

  std::set<std::string> seen_;
};

}  // namespace

std::string random_marker_text() {
  const std::string random = evidence::random_bytes(kMarkerLength);
  std::string text;
  for (const char byte : random) text += kLetters[static_cast<unsigned char>(byte) % 32];
  return text;
}

std::vector<Marker> make_markers() {
  std::vector<Marker> markers;
  for (const char* surface : kMarkerSurfaces) markers.push_back({surface, random_marker_text()});
  return markers;
}

std::string MarkerList::to_text() const {
  std::string text = "salt " + evidence::to_hex(salt) + "\n";
  for (const Marker& marker : markers) text += marker.surface + " " + marker.text + "\n";
  return text;
}

Result<MarkerList> MarkerList::parse(std::string_view text) {
  MarkerList list;
  int number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    const std::size_t space = line.find(' ');
    const auto bad = [&](std::string_view what) {
      return Error(ErrorCode::kInvalid, fmt::format("marker list, line {}: {}", number, what));
    };
    if (space == line.npos) return bad("not SURFACE TEXT");
    const std::string_view first = line.substr(0, space), rest = line.substr(space + 1);
    if (number == 1) {
      if (first != "salt" || rest.size() != 64) return bad("not \"salt\" and 64 hex digits");
      for (std::size_t i = 0; i < 64; i += 2) {
        int byte = 0;
        for (const char c : rest.substr(i, 2)) {
          const std::size_t digit = std::string_view("0123456789abcdef").find(c);
          if (digit == std::string_view::npos) return bad("not a hex digit");
          byte = byte * 16 + static_cast<int>(digit);
        }
        list.salt += static_cast<char>(byte);
      }
      continue;
    }
    if (rest.size() != kMarkerLength || rest.find_first_not_of(kLetters) != rest.npos) {
      return bad("not a marker");
    }
    if (list.markers.size() >= 256) return bad("more than 256 markers");
    list.markers.push_back({std::string(first), std::string(rest)});
  }
  if (list.markers.empty()) return Error(ErrorCode::kInvalid, "marker list: no marker in it");
  return list;
}

std::string MarkerList::commitment() const { return evidence::sha256_hex(to_text()); }

MarkerPatterns::MarkerPatterns(std::vector<Marker> list) : markers(std::move(list)) {
  FormList all;
  for (std::uint32_t i = 0; i < markers.size(); ++i) {
    all.add_text(i, markers[i].text);
    all.add_digests(i, markers[i].text);
    all.add_digests(i, markers[i].text + "\n");
  }
  forms = std::move(all.forms);
  matcher = std::make_unique<Matcher>(std::move(all.patterns));
}

std::string to_utf16(std::string_view text, bool big_endian) {
  std::string out;
  for (const char c : text) {
    if (big_endian) out += '\0';
    out += c;
    if (!big_endian) out += '\0';
  }
  return out;
}

std::string to_percent(std::string_view text) {
  std::string out;
  for (const char c : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return out;
}

std::string to_json_escapes(std::string_view text) {
  std::string out;
  for (const char c : text) out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
  return out;
}

std::string unkeyed_digest(const char* algorithm, std::string_view text) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  const EVP_MD* method = EVP_get_digestbyname(algorithm);
  if (method == nullptr || EVP_Digest(text.data(), text.size(), out, &size, method, nullptr) != 1) {
    return {};  // switched off in this libcrypto: the scan's controls show the empty cell
  }
  return std::string(reinterpret_cast<const char*>(out), size);
}

}  // namespace ringfence::review
