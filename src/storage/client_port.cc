#include "storage/client_port.h"

namespace ringfence::storage {

async::Task<Result<Committed>> ClientPort::commit_object(meta::CommitObject command,
                                                         async::Cancel cancel) {
  auto decided = co_await client_.commit_object(std::move(command), cancel);
  if (!decided) co_return std::move(decided).error();
  co_return Committed{decided->error, std::move(decided->answer.results), decided->sequence};
}

}  // namespace ringfence::storage
