// InitProducerId: a new producer id, or the next epoch of a known one (KIP-360).
#include "agent/error_map.h"
#include "agent/handlers/handlers.h"
#include "agent/names.h"
#include "kafka/protocol/error_codes.h"
#include "metadata/service/client.h"

namespace ringfence::agent {
namespace {

using kafka::KafkaError;

constexpr Duration kTimeout = seconds(10);

}  // namespace

async::Task<kafka::InitProducerIdResponse> init_producer_id(Call& call,
                                                            kafka::InitProducerIdRequest request) {
  kafka::InitProducerIdResponse response;
  response.producer_id = -1;
  response.producer_epoch = -1;
  const auto fail = [&response](KafkaError error) { response.error_code = code(error); };
  meta::InitProducerId command;
  if (request.transactional_id) {
    if (request.transactional_id->empty()) {
      fail(KafkaError::kInvalidRequest);
      co_return response;
    }
    auto pair =
        call.services.names.pair(keys::NameKind::kTransactionalId, *request.transactional_id);
    if (!pair) {
      fail(KafkaError::kInvalidRequest);
      co_return response;
    }
    command.transactional_id = std::move(*pair);
  }
  // Id and epoch come together or not at all.
  if ((request.producer_id < 0) != (request.producer_epoch < 0)) {
    fail(KafkaError::kInvalidRequest);
    co_return response;
  }
  if (request.producer_id >= 0) {
    command.id = ProducerId(request.producer_id);
    command.epoch = ProducerEpoch(request.producer_epoch);
  }
  const auto decided = co_await call.services.meta.init_producer_id(
      std::move(command), {}, async::Deadline::after(call.services.loop, kTimeout, call.abandon));
  if (!decided) {
    fail(map_error(Operation::kInitProducerId, decided.error()));
    co_return response;
  }
  KafkaError error = map_refusal(Operation::kInitProducerId, decided->error);
  // Older clients do not know PRODUCER_FENCED.
  if (error == KafkaError::kProducerFenced && call.version() < 4) {
    error = KafkaError::kInvalidProducerEpoch;
  }
  if (error != KafkaError::kNone) {
    fail(error);
    co_return response;
  }
  response.producer_id = decided->answer.id.value;
  response.producer_epoch = decided->answer.epoch.value;
  co_return response;
}

}  // namespace ringfence::agent
