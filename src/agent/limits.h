// Everything of a Kafka connection is bounded; what an operator may want to change is a
// configuration key instead.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/time.h"

namespace ringfence::agent {

// Requests up to this size are read before the memory budget of large requests is asked, so that
// small requests (metadata, fetch) of all clients still get through while large ones (produce) wait
// for the store.
inline constexpr std::size_t kSmallRequestBytes = 16 * 1024;
// Memory for small requests, beside `queued.max.request.bytes`.
inline constexpr std::size_t kSmallRequestBudgetBytes = 32 * 1024 * 1024;
// A fetch that finds no memory for its whole response, because others hold it and perhaps do not
// read, is answered with this much, from a reserve that only such responses use.
inline constexpr std::size_t kCrowdedFetchBytes = 1024 * 1024;
inline constexpr std::size_t kFetchReserveBytes = 32 * 1024 * 1024;
// What a peer must have sent of a large frame before memory for all of it is taken: one part in
// kFrameProbeShare, at most kFrameProbeBytes. This much of a frame is copied once more, so it is
// kept small.
inline constexpr std::size_t kFrameProbeShare = 16;
inline constexpr std::size_t kFrameProbeBytes = 64 * 1024;
// The receive buffer that every connection has: most requests fit.
inline constexpr std::size_t kReceiveBufferBytes = 2 * 1024;
// A frame that has begun must arrive at this rate, after a grace.
inline constexpr Duration kFrameGrace = seconds(30);
inline constexpr std::size_t kFrameBytesPerSecondMin = 64 * 1024;
// Produce requests of one connection that wait for their acknowledgement at the same time.
inline constexpr std::size_t kProducePipelineMax = 256;
// The next request is not handled while this much output waits for the peer.
inline constexpr std::size_t kOutputBytesMax = 1024 * 1024;
// How often deadlines of connections are looked at.
inline constexpr Duration kSweepInterval = seconds(1);
// Time for connections to finish what they do when the agent stops.
inline constexpr Duration kDrainTimeout = seconds(10);
// Longest time a fetch waits for records, whatever the client asks for.
inline constexpr Duration kFetchWaitMax = seconds(300);
// Topics and partitions of one request; more is a malformed request.
inline constexpr std::size_t kRequestPartitionsMax = 200'000;
// Names whose token and sealed form are remembered.
inline constexpr std::size_t kNameCacheEntriesMax = 100'000;

static_assert(kReceiveBufferBytes >= 64 && kReceiveBufferBytes <= kSmallRequestBytes);

}  // namespace ringfence::agent
