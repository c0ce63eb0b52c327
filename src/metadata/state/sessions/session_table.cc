#include "metadata/state/sessions/session_table.h"

#include <algorithm>

namespace ringfence::meta {

const Session* SessionTable::find(SessionId id) const {
  const auto found = sessions_.find(id);
  return found == sessions_.end() ? nullptr : &found->second;
}

std::vector<const Session*> SessionTable::sorted() const {
  std::vector<const Session*> list;
  list.reserve(sessions_.size());
  for (const auto& [id, session] : sessions_) list.push_back(&session);
  return list;
}

void SessionTable::add(Session session) {
  next_ = std::max(next_, session.id.next());
  const SessionId id = session.id;
  sessions_.insert_or_assign(id, std::move(session));
}

void SessionTable::store_result(SessionId id, FlushCounter counter, FlushCounter lowest_wanted,
                                EntryResults results) {
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) return;
  Session& session = found->second;
  session.last_counter = std::max(session.last_counter, counter);
  std::vector<StoredResult>& stored = session.results;
  std::erase_if(stored, [&](const StoredResult& result) {
    return result.counter < lowest_wanted || result.counter == counter;
  });
  const auto place = std::ranges::upper_bound(stored, counter, {}, &StoredResult::counter);
  stored.insert(place, {counter, std::move(results)});
  if (stored.size() > kSessionResultsMax) stored.erase(stored.begin());
}

}  // namespace ringfence::meta
