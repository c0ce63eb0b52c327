// Shared pieces of the record and snapshot codecs. Internal.
#pragma once

#include <string>

#include "bytes/reader.h"
#include "bytes/writer.h"
#include "metadata/state/decisions.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

// Stored: never renumber. 0 and gaps are free; see docs/formats/metadata_log.md.
enum class DecisionType : std::uint16_t {
  kSessionRegistered = 1,
  kSessionEnded = 2,
  kTopicCreated = 3,
  kTopicDeleted = 4,
  kObjectCommitted = 5,
  kProducerIdAllocated = 6,
  kProducerEpochRaised = 7,
  kProducersExpired = 8,
  kGroupPut = 9,
  kGroupAssigned = 10,
  kGroupMembersRemoved = 11,
  kGroupMemberReplaced = 12,
  kOffsetsCommitted = 13,
  kGroupsTrimmed = 14,
};

// The type word of an index entry. A reference to an index part in the bucket is reserved.
inline constexpr std::uint8_t kIndexEntryRun = 1;
inline constexpr std::uint8_t kIndexEntryPart = 2;

inline constexpr std::uint16_t kDecisionVersion = 1;  // of every type, so far

DecisionType decision_type(const DecisionBody& body);
void write_decision(bytes::Writer& out, const Decision& decision);
// One decision; the reader fails on damage. kUnsupported: type or version unknown.
Result<Decision> read_decision(bytes::Reader& in);

void write_object_committed(bytes::Writer& out, const ObjectCommitted& decision, UnixMillis time);
ObjectCommitted read_object_committed(bytes::Reader& in, UnixMillis time);

void write_blob(bytes::Writer& out, std::string_view blob);
// At most `size_max` bytes.
std::string read_blob(bytes::Reader& in, std::size_t size_max);
void write_token(bytes::Writer& out, const Token& token);
Token read_token(bytes::Reader& in);
void write_digest(bytes::Writer& out, const Digest& digest);
Digest read_digest(bytes::Reader& in);
void write_pair(bytes::Writer& out, const NamePair& pair);
NamePair read_pair(bytes::Reader& in);
void write_configs(bytes::Writer& out, const std::vector<TopicConfig>& configs);
std::vector<TopicConfig> read_configs(bytes::Reader& in);
// A varint of at most `max`; fails the reader beyond it.
std::uint64_t read_bounded(bytes::Reader& in, std::uint64_t max, const char* what);

// A reader's failure as kCorrupt: these bytes were stored, not sent.
Error corrupt(const bytes::Reader& in, const char* where);

}  // namespace ringfence::meta
