// Constants of the snapshot format. Internal; docs/formats/snapshot.md has the meaning.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ringfence::meta {

inline constexpr std::uint32_t kSnapshotMagic = 0x52464D53;  // "RFMS"
inline constexpr std::uint16_t kSnapshotVersion = 1;
inline constexpr std::uint32_t kSnapshotKnownIncompatible = 0;
inline constexpr std::size_t kSnapshotHeaderBytes = 59;  // without its checksum
inline constexpr std::size_t kSectionHeaderBytes = 12;
inline constexpr std::uint16_t kSectionRequired =
    1;  // flag: a reader that does not know the tag must refuse

// Stored: never renumber. 7 transactions, 9 access and 10 jobs are reserved. Sections up to
// kProducers are in every full snapshot; kGroups is there when there is a group.
enum class SectionTag : std::uint16_t {
  kCluster = 1,
  kTopics = 2,
  kObjects = 3,
  kIndex = 4,
  kSessions = 5,
  kProducers = 6,
  kGroups = 8,
};

}  // namespace ringfence::meta
