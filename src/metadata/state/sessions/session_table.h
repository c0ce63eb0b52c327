// Agents' sessions (ARCHITECTURE rule 3). Ids are given out in order and never again, so an ended
// session needs no memory: an id below the next one that is not here has ended.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/ids.h"
#include "metadata/state/commands.h"
#include "metadata/state/types.h"

namespace ringfence::meta {

struct StoredResult {
  FlushCounter counter;
  EntryResults results;
};

struct Session {
  SessionId id;
  NodeId node;
  NamePair agent;
  std::string endpoints;
  FlushCounter last_counter;  // of the newest decided commit; 0: none yet
  std::vector<StoredResult>
      results;  // still wanted, ascending by counter; at most kSessionResultsMax
};

class SessionTable {
 public:
  const Session* find(SessionId id) const;
  // The id that the next registration gets; ids start at 1.
  SessionId next() const { return next_; }
  std::vector<const Session*> sorted() const;
  std::size_t size() const { return sessions_.size(); }

  void add(Session session);
  void end(SessionId id) { sessions_.erase(id); }
  // Records a decided commit and forgets results of counters below `lowest_wanted`.
  void store_result(SessionId id, FlushCounter counter, FlushCounter lowest_wanted,
                    EntryResults results);
  void restore_next(SessionId next) { next_ = next; }

 private:
  std::map<SessionId, Session> sessions_;
  SessionId next_{1};
};

}  // namespace ringfence::meta
