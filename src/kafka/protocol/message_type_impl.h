// Fills a row of message_type.h for one message; included by the generated table only.
#pragma once

#include "bytes/writer.h"
#include "kafka/protocol/json.h"
#include "kafka/protocol/message_type.h"

namespace ringfence::kafka {

template <class Message>
Result<bytes::Chain> recode_message(bytes::Reader& reader, std::int16_t version) {
  Message message;
  RF_TRY(decode(reader, version, message));
  bytes::Writer writer;
  encode(writer, version, message);
  return writer.finish();
}

template <class Message>
Result<std::string> print_message(bytes::Reader& reader, std::int16_t version) {
  Message message;
  RF_TRY(decode(reader, version, message));
  JsonWriter json;
  to_json(json, version, message);
  return json.text();
}

template <class Message>
Result<bytes::Chain> parse_message(std::string_view text, std::int16_t version) {
  if (version < Message::kMinVersion || version > Message::kMaxVersion) {
    return Error(ErrorCode::kUnsupported, "version of this message");
  }
  RF_TRY_ASSIGN(const JsonDocument document, JsonDocument::parse(text));
  Message message;
  RF_TRY(from_json(document.root(), version, message));
  bytes::Writer writer;
  encode(writer, version, message);
  return writer.finish();
}

template <class Message>
constexpr MessageType message_type(MessageKind kind) {
  std::int16_t key = -1;
  if constexpr (requires { Message::kApiKey; }) key = Message::kApiKey;
  return {Message::kName,
          kind,
          key,
          Message::kMinVersion,
          Message::kMaxVersion,
          recode_message<Message>,
          print_message<Message>,
          parse_message<Message>};
}

}  // namespace ringfence::kafka
