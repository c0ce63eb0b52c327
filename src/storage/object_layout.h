// The constants that only the builder and the parser of data objects share.
#pragma once

#include <cstdint>
#include <string_view>

namespace ringfence::storage {

inline constexpr std::string_view kHeaderMagic{"\x89RFOBJ\r\n", 8};
inline constexpr std::string_view kTrailerMagic{"RFOBJEND", 8};
inline constexpr std::uint32_t kFooterMagic = 0x52464654;  // "RFFT"

}  // namespace ringfence::storage
