// Packings that are frames around something else: snappy's framings, members of a ZIP archive, HTTP
// chunks.
#pragma once

#include <memory>
#include <string_view>

#include "review/probe_capture/inflater.h"

namespace ringfence::review {

inline constexpr std::string_view kXerialMark("\x82SNAPPY\0", 8);
inline constexpr std::string_view kSnappyMark("\xFF\x06\0\0sNaPpY", 10);

std::unique_ptr<Inflater> make_snappy_inflater();
std::unique_ptr<Inflater> make_zip_inflater();
std::unique_ptr<Inflater> make_chunked_inflater();

}  // namespace ringfence::review
