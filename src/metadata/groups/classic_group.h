// One consumer group of the classic protocol, as a state machine without I/O (ARCHITECTURE rule 9).
//
// Callers come in with a ticket for each join and sync that may have to wait, and with the time;
// what is to become durable and who is to be answered comes out as Effects. An answer may leave
// only when the changes that came out with it or before it are durable.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/time.h"
#include "metadata/state/commands.h"
#include "metadata/state/groups/group_calls.h"
#include "metadata/state/groups/group_types.h"

namespace ringfence::meta {

struct GroupSettings {
  Duration initial_delay = seconds(3);  // group.initial.rebalance.delay.ms
  std::int32_t min_session_timeout_ms = 6'000;
  std::int32_t max_session_timeout_ms = 1'800'000;
  std::size_t max_size = INT32_MAX;            // group.max.size
  Duration new_member_timeout = seconds(300);  // of a join that waits, for a member's first one
  std::size_t pending_max = 10'000;            // member ids given out and not used yet
};

// Names a waiting caller; 0 is nobody.
using GroupTicket = std::uint64_t;

struct GroupEffects {
  // In order; each a PutGroup, AssignGroup, RemoveGroupMembers or ReplaceGroupMember.
  std::vector<Command> changes;
  struct Reply {
    GroupTicket ticket = 0;
    std::variant<JoinAnswer, SyncAnswer> answer;
  };
  std::vector<Reply> replies;
};

// Single-threaded and pure. Sizes of what comes in are checked by the caller.
class ClassicGroup {
 public:
  ClassicGroup(NamePair name, const GroupSettings& settings);
  // What the state holds, after a change of leader: everybody gets a full session timeout.
  ClassicGroup(const Group& stored, const GroupSettings& settings, MonotonicTime now);

  // `effects` has the answer now or later, under the ticket.
  void join(const JoinCall& call, GroupTicket ticket, MonotonicTime now, GroupEffects& effects);
  void sync(const SyncCall& call, GroupTicket ticket, MonotonicTime now, GroupEffects& effects);
  GroupError heartbeat(const HeartbeatCall& call, MonotonicTime now);
  LeaveAnswer leave(const LeaveCall& call, MonotonicTime now, GroupEffects& effects);
  // May this be committed now? A member's commit keeps its session alive.
  GroupError check_commit(const OffsetCommitCall& call, MonotonicTime now);
  // Time has passed.
  void tick(MonotonicTime now, GroupEffects& effects);
  // tick() has nothing to do before.
  MonotonicTime next_deadline() const;

  GroupState state() const { return state_; }
  std::int32_t generation() const { return generation_; }
  const NamePair& name() const { return name_; }
  const NamePair& protocol_type() const { return protocol_type_; }
  std::size_t size() const { return members_.size(); }
  // Nothing that the stored state does not have: the object may be dropped and made again.
  bool idle() const { return members_.empty() && pending_.empty(); }
  bool subscribed_to(const Token& topic) const;
  bool consumer_group() const { return subscribed_.has_value(); }
  GroupDescription describe() const;
  // Bytes of what members sent.
  std::size_t bytes() const {
    return sizeof(ClassicGroup) + bytes_ + members_.size() * sizeof(Member) + pending_.size() * 128;
  }
  // Completed rebalances so far.
  std::uint64_t rebalances() const { return rebalances_; }

 private:
  struct Member {
    Uuid id;
    NamePair instance;
    NamePair client;
    std::string host;
    std::int32_t session_timeout_ms = 0;
    std::int32_t rebalance_timeout_ms = 0;
    std::vector<MemberProtocol> protocols;
    std::optional<std::vector<Token>> subscribed;
    std::string assignment;
    GroupTicket join = 0;
    GroupTicket sync = 0;
    bool is_new = false;    // in its first join: its session cannot be kept alive by heartbeats
    bool stored = false;    // part of the durable generation
    bool restored = false;  // known from the stored state only: just one protocol, and no topics
    MonotonicTime expires;  // end of its session
  };
  using Members = std::map<Uuid, Member>;

  Member* find(const Uuid& id);
  const Member* find(const Uuid& id) const;
  Member* find_instance(const Token& instance);
  GroupError check_member(const Uuid& id, const Token& instance);
  bool accepts(const Uuid& id) const;
  bool supports(const JoinCall& call) const;
  bool all_joined() const { return awaiting_ == members_.size() && pending_.empty(); }
  void set_join(Member& member, GroupTicket ticket);
  void count_protocols(const Member& member, int change);
  std::int32_t rebalance_timeout_ms() const;
  NamePair select_protocol() const;
  const std::string& metadata_of(const Member& member) const;
  GroupMember stored_form(const Member& member) const;
  void compute_subscribed();

  void join_new(const JoinCall& call, GroupTicket ticket, MonotonicTime now, GroupEffects& out);
  void join_known(const JoinCall& call, GroupTicket ticket, MonotonicTime now, GroupEffects& out);
  void add_member(const JoinCall& call, const Uuid& id, GroupTicket ticket, MonotonicTime now,
                  GroupEffects& out);
  void update_member(Member& member, const JoinCall& call, GroupTicket ticket, GroupEffects& out);
  void replace_static(Member& member, const JoinCall& call, GroupTicket ticket, MonotonicTime now,
                      GroupEffects& out);
  void keep_replaced(Member& member, const Uuid& old, const JoinCall& call, GroupEffects& out);
  void answer_current(const Member& member, GroupTicket ticket, bool with_members,
                      GroupEffects& out) const;
  void rebalance_or_complete(MonotonicTime now, GroupEffects& out);
  void prepare_rebalance(MonotonicTime now, GroupEffects& out);
  void complete_join_if_all(MonotonicTime now, GroupEffects& out);
  void complete_join(MonotonicTime now, GroupEffects& out);
  bool elect_leader();
  void begin_generation(MonotonicTime now, GroupEffects& out);
  void remove_member(const Uuid& id, GroupError join_error, GroupEffects& out);
  void end_sync_waits(GroupError error, MonotonicTime now, GroupEffects& out);
  void assign(const SyncCall& call, MonotonicTime now, GroupEffects& out);
  void expire_members(MonotonicTime now, GroupEffects& out);
  void expire_join(MonotonicTime now, GroupEffects& out);
  void expire_sync(MonotonicTime now, GroupEffects& out);
  void flush_removed(GroupEffects& out);
  void touch(Member& member, MonotonicTime now);
  static void fail_join(GroupTicket ticket, GroupError error, const Uuid& member,
                        GroupEffects& out);
  static void fail_sync(GroupTicket ticket, GroupError error, GroupEffects& out);

  const GroupSettings& settings_;
  NamePair name_;
  GroupState state_ = GroupState::kEmpty;
  bool initial_ = false;  // PreparingRebalance of a group that was empty
  bool added_in_delay_ = false;
  std::int32_t generation_ = 0;
  NamePair protocol_type_;
  NamePair protocol_;
  Uuid leader_;
  Members members_;
  std::size_t awaiting_ = 0;                // members with a join that waits
  std::map<Token, std::size_t> supported_;  // how many members know a protocol
  std::map<Uuid, MonotonicTime> pending_;   // ids given out, until when
  std::optional<std::vector<Token>> subscribed_;
  std::vector<Uuid> removed_;  // stored members that are gone, not told to the state yet
  MonotonicTime join_until_ = MonotonicTime::never();
  MonotonicTime initial_limit_ = MonotonicTime::never();
  MonotonicTime sync_until_ = MonotonicTime::never();
  std::set<Uuid> to_sync_;  // members of the generation that have not sent SyncGroup
  std::size_t bytes_ = 0;
  std::uint64_t rebalances_ = 0;
};

}  // namespace ringfence::meta
