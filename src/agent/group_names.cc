#include "agent/group_names.h"

#include <algorithm>
#include <set>

#include "bytes/reader.h"

namespace ringfence::agent {

std::string member_text(const Uuid& member) {
  if (member.is_zero()) return {};
  std::string text = member.to_hex();
  for (const std::size_t at : {8u, 13u, 18u, 23u}) text.insert(at, 1, '-');
  return text;
}

Uuid member_id(std::string_view text) {
  if (text.empty()) return {};
  constexpr std::size_t kTextBytes = 36;
  std::string hex;
  if (text.size() == kTextBytes) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash != (text[i] == '-')) return meta::kForeignMember;
      if (!dash) hex += text[i];
    }
  }
  const auto id = Uuid::from_hex(hex);
  return id && !id->is_zero() && member_text(*id) == text ? *id : meta::kForeignMember;
}

std::string_view clipped_name(std::string_view text) { return text.substr(0, keys::kNameBytesMax); }

namespace {

// False: not a subscription. Every version begins with the fields of version 0.
bool read_topics(Names& names, std::string_view metadata, std::set<meta::Token>& topics) {
  bytes::Reader in(std::as_bytes(std::span(metadata.data(), metadata.size())));
  const std::int16_t version = in.i16();
  const std::int32_t claimed = in.i32();
  if (!in.ok() || version < 0 || claimed < 0) return false;
  const std::size_t count = in.count(static_cast<std::uint64_t>(claimed), 2, sizeof(meta::Token));
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    const std::int16_t size = in.i16();
    if (size < 0) return false;
    const std::string_view name = in.text(static_cast<std::size_t>(size));
    if (in.ok()) topics.insert(names.topic_token(std::string(name)));
  }
  return in.ok();
}

}  // namespace

std::optional<std::vector<meta::Token>> subscribed_topics(
    Names& names, std::string_view protocol_type, const std::vector<std::string_view>& metadata) {
  if (protocol_type != "consumer") return std::nullopt;
  std::set<meta::Token> topics;
  for (const std::string_view one : metadata)
    if (!read_topics(names, one, topics)) return std::nullopt;
  if (topics.size() > meta::kGroupTopicsMax) return std::nullopt;
  return std::vector<meta::Token>(topics.begin(), topics.end());
}

std::string_view group_state_text(meta::GroupState state) {
  switch (state) {
    case meta::GroupState::kEmpty:
      return "Empty";
    case meta::GroupState::kPreparingRebalance:
      return "PreparingRebalance";
    case meta::GroupState::kCompletingRebalance:
      return "CompletingRebalance";
    case meta::GroupState::kStable:
      return "Stable";
    case meta::GroupState::kDead:
      return "Dead";
  }
  return "Unknown";
}

}  // namespace ringfence::agent
