// What the edge does with names and object ids: token, seal, open, encrypt. Deterministic for one
// set of keys, so that the simulator can replay and equal names meet.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"

namespace ringfence::keys {

// Kinds never share tokens: the token of topic "a" says nothing about client "a".
enum class NameKind : std::uint8_t {
  kTopic = 1,
  kTopicCollision = 2,  // over the name with `.` written as `_`
  kAgent = 3,
  kClient = 4,
  kPrincipal = 5,
  kAddress = 6,
  kTransactionalId = 7,
  kGroup = 8,
  kPath = 9,
  kConfigValue = 10,
  kGroupInstance = 11,
  kGroupProtocol = 12,  // protocol types and the names of assignors
  kMemberMetadata = 13,
  kAssignment = 14,
  kCommitMetadata = 15,
};

using NameToken = std::array<std::uint8_t, 32>;

inline constexpr std::size_t kNameTokenKeyBytes = 32;
inline constexpr std::size_t kSealingKeyBytes = 64;  // AES-256-SIV takes two AES-256 keys
inline constexpr std::size_t kObjectIdKeyBytes = 16;
// The longest name that can be sealed; Kafka's longest topic name has 249 bytes.
inline constexpr std::size_t kNameBytesMax = 4000;
inline constexpr std::size_t kBlobBytesMax = 1024 * 1024;
// Sealed names are padded to a multiple of this, so that the length says little.
inline constexpr std::size_t kSealPaddingBytes = 64;

struct KeyMaterial {
  std::array<std::uint8_t, kNameTokenKeyBytes> name_token{};
  std::array<std::uint8_t, kSealingKeyBytes> sealing{};
  std::array<std::uint8_t, kObjectIdKeyBytes> object_id{};
};

// Immutable after construction, safe on any thread. Wipes the key material when destroyed.
class Keys {
 public:
  explicit Keys(const KeyMaterial& material) : material_(material) {}
  Keys(const Keys&) = default;
  Keys& operator=(const Keys&) = default;
  ~Keys();

  // Keys that follow from the seed: for tests and the simulator, never for data.
  static Keys deterministic(std::uint64_t seed);

  // Under which keys tokens and blobs are made; rises when keys are rotated.
  std::uint32_t key_id() const { return 1; }

  // HMAC-SHA-256 over the kind and the name.
  NameToken token(NameKind kind, std::string_view name) const;
  // The first 8 bytes of the token in hex, for logs and metric labels.
  std::string short_token(NameKind kind, std::string_view name) const;
  // AES-256-SIV (RFC 5297) with the kind as associated data: 16 bytes of synthetic IV, then the
  // padded name. kTooLarge beyond kNameBytesMax.
  Result<std::string> seal(NameKind kind, std::string_view name) const;
  // kCorrupt when the blob was not made by seal() with these keys and this kind.
  Result<std::string> open(NameKind kind, std::string_view sealed) const;

  // The same for bytes of any length (up to kBlobBytesMax): what members of a group say about
  // themselves. The two forms do not open each other's blobs.
  Result<std::string> seal_blob(NameKind kind, std::string_view bytes) const;
  Result<std::string> open_blob(NameKind kind, std::string_view sealed) const;

  // AES-128 of (session, counter), both big-endian: unique, and opaque without the key.
  ObjectId object_id(SessionId session, FlushCounter counter) const;
  struct ObjectOrigin {
    SessionId session;
    FlushCounter counter;
  };
  ObjectOrigin object_origin(const ObjectId& id) const;

  // Tells one set of keys from another without revealing either: hex, 16 characters.
  std::string fingerprint() const;

 private:
  Result<std::string> encrypt(unsigned char associated, const std::string& plain) const;
  Result<std::string> decrypt(unsigned char associated, std::string_view sealed) const;

  KeyMaterial material_;
};

}  // namespace ringfence::keys
