#include <algorithm>

#include "kafka/protocol/message_type.h"

namespace ringfence::kafka {

const MessageType* find_message(std::int16_t api_key, MessageKind kind) {
  const auto messages = all_messages();
  const auto found = std::ranges::find_if(messages, [=](const MessageType& type) {
    return type.api_key == api_key && type.kind == kind;
  });
  return found != messages.end() ? &*found : nullptr;
}

const MessageType* find_message(std::string_view name, MessageKind kind) {
  const auto messages = all_messages();
  const auto found = std::ranges::find_if(
      messages, [=](const MessageType& type) { return type.name == name && type.kind == kind; });
  return found != messages.end() ? &*found : nullptr;
}

}  // namespace ringfence::kafka
