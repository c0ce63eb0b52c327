// Every message behind one type-erased row: for tools that print any message and for tests over all
// of them. Code that serves requests uses the typed functions instead.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "bytes/reader.h"
#include "bytes/slice.h"

namespace ringfence::kafka {

enum class MessageKind : std::uint8_t { kRequest, kResponse, kData };

struct MessageType {
  std::string_view name;  // of the API
  MessageKind kind;
  std::int16_t api_key;  // -1 for data
  std::int16_t min_version;
  std::int16_t max_version;

  // Decodes one body and encodes it again: the same bytes, when the input was in the canonical
  // form.
  Result<bytes::Chain> (*recode)(bytes::Reader& reader, std::int16_t version);
  // Decodes one body and prints it.
  Result<std::string> (*print)(bytes::Reader& reader, std::int16_t version);
  // Encodes the body that a JSON text describes (records come out empty: JSON has only their size).
  Result<bytes::Chain> (*parse)(std::string_view json, std::int16_t version);
};

std::span<const MessageType> all_messages();
// nullptr when there is no such message.
const MessageType* find_message(std::int16_t api_key, MessageKind kind);
const MessageType* find_message(std::string_view name, MessageKind kind);

}  // namespace ringfence::kafka
