// The ids that cross folder borders. Kafka's names for Kafka's things.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/strong.h"

namespace ringfence {

// 128 random or derived bits, as Kafka's uuid type: 16 raw bytes, all zero means absent.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const Uuid&) const = default;
  bool is_zero() const { return *this == Uuid{}; }
  // 32 lower-case hex digits.
  std::string to_hex() const;
  // URL-safe base64 without padding, 22 characters: the form Kafka tools print.
  std::string to_base64() const;
  static Result<Uuid> from_hex(std::string_view text);
};

using TopicId = Uuid;  // Kafka's topic id; also our internal identity of a topic
using ObjectId =
    Uuid;  // AES-128 of (session, counter): opaque in the key, see docs/formats/object.md
using ClusterId = Uuid;

using PartitionIndex = Strong<struct PartitionIndexTag, std::int32_t>;
using Offset = Strong<struct OffsetTag, std::int64_t>;
using ProducerId = Strong<struct ProducerIdTag, std::int64_t>;
using ProducerEpoch = Strong<struct ProducerEpochTag, std::int16_t>;
using SessionId = Strong<struct SessionIdTag, std::uint64_t>;        // an agent's logged session
using FlushCounter = Strong<struct FlushCounterTag, std::uint64_t>;  // 1, 2, ... within a session
using LogSequence =
    Strong<struct LogSequenceTag, std::uint64_t>;  // metadata log record number, from 1
using LeaderEpoch = Strong<struct LeaderEpochTag, std::uint64_t>;  // fencing epoch of the sequencer
using NodeId = Strong<struct NodeIdTag, std::int32_t>;             // Kafka broker id

inline constexpr ProducerId kNoProducerId{-1};
inline constexpr ProducerEpoch kNoProducerEpoch{-1};

struct TopicPartition {
  TopicId topic;
  PartitionIndex partition;
  auto operator<=>(const TopicPartition&) const = default;
};

}  // namespace ringfence

template <>
struct std::hash<ringfence::Uuid> {
  std::size_t operator()(const ringfence::Uuid& id) const noexcept {
    std::uint64_t a = 0, b = 0;
    std::memcpy(&a, id.bytes.data(), 8);
    std::memcpy(&b, id.bytes.data() + 8, 8);
    return static_cast<std::size_t>(a ^ (b * 0x9E3779B97F4A7C15ull));
  }
};
template <>
struct std::hash<ringfence::TopicPartition> {
  std::size_t operator()(const ringfence::TopicPartition& tp) const noexcept {
    return std::hash<ringfence::Uuid>{}(tp.topic) +
           0x9E3779B97F4A7C15ull * (static_cast<std::uint32_t>(tp.partition.value) + 1);
  }
};
