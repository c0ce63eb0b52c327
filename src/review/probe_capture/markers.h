// Markers: names that exist nowhere else in the world, and every form in which one may be found.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "review/probe_capture/matcher.h"

namespace ringfence::review {

// Where a marker is planted through the Kafka endpoint.
inline constexpr const char* kMarkerSurfaces[] = {
    "topic", "record-key",     "record-value",     "header-key", "header-value", "client-id",
    "group", "group-metadata", "transactional-id", "principal",  "error-name"};

struct Marker {
  std::string surface;  // of kMarkerSurfaces; "control" for those of the scan's own controls
  std::string text;     // 26 letters and digits in lower case: 130 random bits
};

std::string random_marker_text();
std::vector<Marker> make_markers();
// What is logged before anything is planted: SHA-256 over a salt of 32 bytes and the list. The
// list's text form is one marker a line, "SURFACE TEXT", the salt in hex first.
struct MarkerList {
  std::string salt;  // 32 bytes
  std::vector<Marker> markers;
  std::string to_text() const;
  // kInvalid names the line.
  static Result<MarkerList> parse(std::string_view text);
  std::string commitment() const;  // SHA-256 of to_text(), hex
};

// The forms searched for in bytes as they stand. Forms that need unpacking are unpack.h's.
//   raw, utf16le, utf16be, base64 (three phases, both alphabets), hex, url, json, and the unkeyed
//   digests md5, sha1, sha224, sha256, sha384, sha512 of the name and of the name with a line end:
//   first and last 8 bytes as bytes, hex and base64.
struct Form {
  std::uint32_t marker;  // place in the list
  std::string name;      // "utf16le", "sha256-hex"
};

// Immutable; shared by all streams of a scan.
struct MarkerPatterns {
  explicit MarkerPatterns(std::vector<Marker> list);
  std::vector<Marker> markers;
  std::vector<Form> forms;  // by pattern number
  std::unique_ptr<Matcher> matcher;
};

// Encodings, also used to make the scan's positive controls.
std::string to_utf16(std::string_view text, bool big_endian);
std::string to_percent(std::string_view text);       // every byte as %XX
std::string to_json_escapes(std::string_view text);  // every byte as \u00XX
std::string unkeyed_digest(const char* algorithm, std::string_view text);

}  // namespace ringfence::review
