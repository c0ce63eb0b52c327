// The words of the metadata state machine: names as pairs, digests, positions, refusals.
//
// Everything in this folder is pure and single-threaded: no clock, no randomness, no I/O. Time and
// fresh ids come in as arguments.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/time.h"

namespace ringfence::meta {

// SHA-256, whole. Used for the record chain and for the state hash.
using Digest = std::array<std::uint8_t, 32>;

// HMAC-SHA-256 of a clear name under a key that the state never sees: equal names give equal
// tokens.
struct Token {
  std::array<std::uint8_t, 32> bytes{};
  auto operator<=>(const Token&) const = default;
  bool is_zero() const { return *this == Token{}; }
};

// A name as the state knows it: a token to compare and look up, and a sealed blob that only the
// edge can open. `key_id` says under which key both were made, so that a rotation is a decision.
struct NamePair {
  Token token;
  std::uint32_t key_id = 0;
  std::string sealed;  // raw bytes, at most kSealedBytesMax
  bool operator==(const NamePair&) const = default;
};

using ShardId = Strong<struct ShardIdTag, std::uint32_t>;
inline constexpr ShardId kFirstShard{0};  // one shard per cluster for now; formats carry the id

// A point of the log: everything up to and including record `sequence`, whose digest is `hash`.
// Sequence 0 with a zero hash is the empty log.
struct LogPosition {
  LogSequence sequence;
  Digest hash{};
  bool operator==(const LogPosition&) const = default;
};

// Which half of the state is kept. A replica (agents) has no sessions and no producers: it can
// serve reads and refuse early, never accept.
enum class Mode : std::uint8_t { kFull, kReplica };

// Why a command, or one entry of a commit, was refused. The agent maps these to Kafka codes in one
// place. The numbers are stored (results of commits): never renumber.
enum class DecideError : std::uint8_t {
  kNone = 0,
  kDuplicate =
      1,  // not a failure: the batch is in the log; offset and timestamp are the original's
  kTopicExists = 2,
  kTopicNameCollision = 3,  // `a.b` and `a_b`
  kUnknownTopic = 4,        // never created, or deleted
  kUnknownPartition = 5,
  kSessionEnded = 6,    // for ever: register again
  kSessionUnknown = 7,  // this state never gave out that session
  kCounterTooOld = 8,   // decided before, and its result was released by the agent
  kOutOfOrderSequence = 9,
  kInvalidProducerEpoch = 10,  // batch of an epoch older than the newest one seen
  kProducerFenced = 11,        // InitProducerId with an old epoch
  kInvalidPartitions = 12,
  kInvalidReplicationFactor = 13,
  kInvalidConfig = 14,
  kInvalidRequest = 15,  // a malformed command: a bug of the edge, never of a Kafka client
  kPolicy = 16,          // a stated limit of the cluster
  kUnsupported = 17,
  kUnknownGroup = 18,
  kIllegalGeneration = 19,  // of a group: older than the stored one, or none of its
  kGroupNotEmpty = 20,
  kUnknownMember = 21,
  kCount = 22,
};

std::string_view decide_error_name(DecideError error);

// Limits of single commands and records. Bytes from outside are checked against these before
// anything is kept.
inline constexpr std::size_t kSealedBytesMax = 4096;
inline constexpr std::int32_t kPartitionsPerTopicMax = 100'000;
inline constexpr std::size_t kPartitionsTotalMax = 2'000'000;
inline constexpr std::size_t kTopicConfigsMax = 64;
inline constexpr std::size_t kCommitEntriesMax = 1'000'000;
inline constexpr std::size_t kSessionResultsMax =
    1024;  // stored results of one session; older ones are dropped
inline constexpr std::size_t kLiveSessionsMax = 10'000;
inline constexpr std::size_t kExpirePerDecisionMax = 10'000;
inline constexpr std::size_t kDecisionsPerRecordMax = 100'000;

}  // namespace ringfence::meta

// Tokens are keyed hashes already: eight of their bytes are as good as any hash.
template <>
struct std::hash<ringfence::meta::Token> {
  std::size_t operator()(const ringfence::meta::Token& token) const noexcept {
    std::uint64_t head = 0;
    std::memcpy(&head, token.bytes.data(), sizeof head);
    return static_cast<std::size_t>(head);
  }
};
