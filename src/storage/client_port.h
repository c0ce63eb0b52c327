// MetadataPort over the real client of the metadata service.
#pragma once

#include "metadata/service/client.h"
#include "storage/metadata_port.h"

namespace ringfence::storage {

// The client outlives it.
class ClientPort final : public MetadataPort {
 public:
  explicit ClientPort(meta::Client& client) : client_(client) {}

  SessionId session() const override { return client_.session(); }
  async::Task<Result<SessionId>> wait_session(SessionId not_this,
                                              async::Deadline deadline) override {
    return client_.wait_session(not_this, deadline);
  }
  async::Task<Result<Committed>> commit_object(meta::CommitObject command,
                                               async::Cancel cancel) override;
  const meta::State& state() const override { return client_.replica().state(); }
  async::Task<Result<void>> read_index(async::Deadline deadline) override {
    return client_.read_index(deadline);
  }

 private:
  meta::Client& client_;
};

}  // namespace ringfence::storage
