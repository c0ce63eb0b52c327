// Joining, and how a generation comes to be.
#include "metadata/groups/classic_group.h"

#include <algorithm>
#include <utility>

namespace ringfence::meta {
namespace {

// Between looks at a group whose members do not come back, when their timeout says less.
constexpr std::int32_t kRetryMs = 1000;

bool same_protocols(const std::vector<MemberProtocol>& a, const std::vector<MemberProtocol>& b) {
  // Token and content decide: the sealed form of one text is always the same.
  return std::ranges::equal(a, b, [](const MemberProtocol& x, const MemberProtocol& y) {
    return x.name.token == y.name.token && x.metadata == y.metadata;
  });
}

std::size_t bytes_of(const std::vector<MemberProtocol>& protocols) {
  std::size_t bytes = 0;
  for (const MemberProtocol& protocol : protocols)
    bytes += protocol.metadata.size() + sizeof(MemberProtocol);
  return bytes;
}

}  // namespace

ClassicGroup::ClassicGroup(NamePair name, const GroupSettings& settings)
    : settings_(settings), name_(std::move(name)) {}

ClassicGroup::ClassicGroup(const Group& stored, const GroupSettings& settings, MonotonicTime now)
    : settings_(settings),
      name_(stored.name),
      generation_(stored.generation),
      protocol_type_(stored.protocol_type),
      protocol_(stored.protocol),
      leader_(stored.leader),
      subscribed_(stored.subscribed) {
  for (const GroupMember& known : stored.members) {
    Member& member = members_[known.id];
    member.id = known.id;
    member.instance = known.instance;
    member.client = known.client;
    member.host = known.host;
    member.session_timeout_ms = known.session_timeout_ms;
    member.rebalance_timeout_ms = known.rebalance_timeout_ms;
    member.protocols.push_back({stored.protocol, known.metadata});
    member.assignment = known.assignment;
    member.stored = true;
    member.restored = true;
    member.expires = now + milliseconds(known.session_timeout_ms);
    count_protocols(member, 1);
    bytes_ += bytes_of(member.protocols) + member.assignment.size();
  }
  const Duration rebalance = milliseconds(rebalance_timeout_ms());
  switch (stored.phase) {
    case GroupPhase::kEmpty:
      state_ = GroupState::kEmpty;
      break;
    case GroupPhase::kPreparing:
      state_ = GroupState::kPreparingRebalance;
      join_until_ = now + rebalance;
      break;
    case GroupPhase::kCompleting:
      state_ = GroupState::kCompletingRebalance;
      sync_until_ = now + rebalance;
      for (const auto& [id, member] : members_) to_sync_.insert(id);
      break;
    case GroupPhase::kStable:
      state_ = GroupState::kStable;
      break;
  }
}

// ---- small questions

ClassicGroup::Member* ClassicGroup::find(const Uuid& id) {
  const auto found = members_.find(id);
  return found == members_.end() ? nullptr : &found->second;
}

const ClassicGroup::Member* ClassicGroup::find(const Uuid& id) const {
  const auto found = members_.find(id);
  return found == members_.end() ? nullptr : &found->second;
}

ClassicGroup::Member* ClassicGroup::find_instance(const Token& instance) {
  for (auto& [id, member] : members_)
    if (member.instance.token == instance) return &member;
  return nullptr;
}

// KIP-345: an instance id stands for one member; whoever else shows it is fenced.
GroupError ClassicGroup::check_member(const Uuid& id, const Token& instance) {
  if (!instance.is_zero()) {
    const Member* holder = find_instance(instance);
    if (holder == nullptr) return GroupError::kUnknownMember;
    if (holder->id != id) return GroupError::kFencedInstance;
  }
  return find(id) != nullptr ? GroupError::kNone : GroupError::kUnknownMember;
}

bool ClassicGroup::accepts(const Uuid& id) const {
  const Member* member = find(id);
  switch (state_) {
    case GroupState::kPreparingRebalance:
      // By who waits, so that members beyond a limit that was lowered are left out.
      return (member != nullptr && member->join != 0) || awaiting_ < settings_.max_size;
    case GroupState::kCompletingRebalance:
    case GroupState::kStable:
      return member != nullptr || members_.size() < settings_.max_size;
    default:
      return true;
  }
}

bool ClassicGroup::supports(const JoinCall& call) const {
  if (call.protocol_type.token.is_zero() || call.protocols.empty()) return false;
  if (members_.empty() && state_ == GroupState::kEmpty) return true;
  if (call.protocol_type.token != protocol_type_.token) return false;
  if (members_.empty()) return true;
  return std::ranges::any_of(call.protocols, [this](const MemberProtocol& protocol) {
    const auto known = supported_.find(protocol.name.token);
    return known != supported_.end() && known->second == members_.size();
  });
}

void ClassicGroup::set_join(Member& member, GroupTicket ticket) {
  if (member.join == 0 && ticket != 0) ++awaiting_;
  if (member.join != 0 && ticket == 0) --awaiting_;
  member.join = ticket;
}

void ClassicGroup::count_protocols(const Member& member, int change) {
  std::set<Token> names;
  for (const MemberProtocol& protocol : member.protocols) names.insert(protocol.name.token);
  for (const Token& name : names) {
    std::size_t& count = supported_[name];
    count = change > 0 ? count + 1 : count - 1;
    if (count == 0) supported_.erase(name);
  }
}

std::int32_t ClassicGroup::rebalance_timeout_ms() const {
  std::int32_t longest = 0;
  for (const auto& [id, member] : members_)
    longest = std::max(longest, member.rebalance_timeout_ms);
  return longest;
}

// Each member votes for the first of its protocols that all know; most votes win, then the lowest
// token, so that the choice follows from the members alone.
NamePair ClassicGroup::select_protocol() const {
  std::map<Token, std::pair<std::size_t, const NamePair*>> votes;
  for (const auto& [id, member] : members_) {
    for (const MemberProtocol& protocol : member.protocols) {
      const auto known = supported_.find(protocol.name.token);
      if (known == supported_.end() || known->second != members_.size()) continue;
      auto& [count, name] = votes[protocol.name.token];
      ++count;
      name = &protocol.name;
      break;
    }
  }
  std::size_t best = 0;
  NamePair chosen;
  for (const auto& [token, vote] : votes) {
    if (vote.first <= best) continue;
    best = vote.first;
    chosen = *vote.second;
  }
  return chosen;
}

const std::string& ClassicGroup::metadata_of(const Member& member) const {
  static const std::string kNone;
  for (const MemberProtocol& protocol : member.protocols)
    if (protocol.name.token == protocol_.token) return protocol.metadata;
  return kNone;
}

// A member of which only the stored form is known leaves the topics as they were stored: they can
// only be too many, which keeps offsets longer.
void ClassicGroup::compute_subscribed() {
  std::set<Token> topics;
  bool known = true;
  for (const auto& [id, member] : members_) {
    if (member.restored && subscribed_) {
      topics.insert(subscribed_->begin(), subscribed_->end());
    } else if (member.subscribed) {
      topics.insert(member.subscribed->begin(), member.subscribed->end());
    } else {
      known = false;
    }
  }
  if (topics.size() > kGroupTopicsMax) known = false;
  subscribed_.reset();
  if (known && !members_.empty()) subscribed_.emplace(topics.begin(), topics.end());
}

void ClassicGroup::touch(Member& member, MonotonicTime now) {
  // In its first join a member cannot send heartbeats.
  member.expires = now + (member.is_new ? settings_.new_member_timeout
                                        : Duration(milliseconds(member.session_timeout_ms)));
}

void ClassicGroup::fail_join(GroupTicket ticket, GroupError error, const Uuid& member,
                             GroupEffects& out) {
  if (ticket == 0) return;
  JoinAnswer answer;
  answer.error = error;
  answer.member = member;
  out.replies.push_back({ticket, std::move(answer)});
}

// ---- joining

void ClassicGroup::join(const JoinCall& call, GroupTicket ticket, MonotonicTime now,
                        GroupEffects& out) {
  if (call.session_timeout_ms < settings_.min_session_timeout_ms ||
      call.session_timeout_ms > settings_.max_session_timeout_ms)
    return fail_join(ticket, GroupError::kInvalidSessionTimeout, call.member, out);
  if (!accepts(call.member)) {
    if (find(call.member) != nullptr) remove_member(call.member, GroupError::kUnknownMember, out);
    pending_.erase(call.member);
    fail_join(ticket, GroupError::kGroupFull, {}, out);
  } else if (!supports(call)) {
    fail_join(ticket, GroupError::kInconsistentProtocol, call.member, out);
  } else if (call.member.is_zero()) {
    join_new(call, ticket, now, out);
  } else {
    join_known(call, ticket, now, out);
  }
  flush_removed(out);
}

void ClassicGroup::join_new(const JoinCall& call, GroupTicket ticket, MonotonicTime now,
                            GroupEffects& out) {
  if (!call.instance.token.is_zero()) {
    Member* holder = find_instance(call.instance.token);
    if (holder != nullptr) return replace_static(*holder, call, ticket, now, out);
    return add_member(call, call.fresh_member, ticket, now, out);
  }
  if (!call.require_known_member) return add_member(call, call.fresh_member, ticket, now, out);
  // KIP-394: an id first, so that a client that goes away leaves nothing behind.
  if (pending_.size() >= settings_.pending_max)
    return fail_join(ticket, GroupError::kGroupFull, {}, out);
  pending_[call.fresh_member] = now + milliseconds(call.session_timeout_ms);
  fail_join(ticket, GroupError::kMemberIdRequired, call.fresh_member, out);
}

void ClassicGroup::join_known(const JoinCall& call, GroupTicket ticket, MonotonicTime now,
                              GroupEffects& out) {
  if (pending_.contains(call.member)) {
    // An instance id comes with no member id, or with one that is known.
    if (!call.instance.token.is_zero())
      return fail_join(ticket, GroupError::kUnknownMember, call.member, out);
    pending_.erase(call.member);
    return add_member(call, call.member, ticket, now, out);
  }
  const GroupError refused = check_member(call.member, call.instance.token);
  if (refused != GroupError::kNone) return fail_join(ticket, refused, call.member, out);
  Member& member = *find(call.member);
  const bool same = same_protocols(member.protocols, call.protocols);
  const bool leads = call.member == leader_;
  if (state_ == GroupState::kCompletingRebalance && same) {
    // The answer to its join was lost.
    touch(member, now);
    return answer_current(member, ticket, leads, out);
  }
  if (state_ == GroupState::kStable && same && !leads) {
    touch(member, now);
    return answer_current(member, ticket, false, out);
  }
  if (state_ == GroupState::kEmpty)
    return fail_join(ticket, GroupError::kUnknownMember, call.member, out);
  touch(member, now);
  update_member(member, call, ticket, out);
  rebalance_or_complete(now, out);
}

void ClassicGroup::add_member(const JoinCall& call, const Uuid& id, GroupTicket ticket,
                              MonotonicTime now, GroupEffects& out) {
  if (state_ == GroupState::kPreparingRebalance && initial_) added_in_delay_ = true;
  if (members_.empty()) protocol_type_ = call.protocol_type;
  Member& member = members_[id];
  member.id = id;
  member.instance = call.instance;
  member.client = call.client;
  member.host = call.host;
  member.is_new = true;
  update_member(member, call, ticket, out);
  // A waiting connection does not tell that its client has gone, hence a limit.
  touch(member, now);
  if (leader_.is_zero()) leader_ = id;
  rebalance_or_complete(now, out);
}

void ClassicGroup::update_member(Member& member, const JoinCall& call, GroupTicket ticket,
                                 GroupEffects& out) {
  if (!member.protocols.empty()) count_protocols(member, -1);
  bytes_ -= std::min(bytes_, bytes_of(member.protocols));
  member.protocols = call.protocols;
  member.subscribed = call.subscribed;
  member.restored = false;
  member.session_timeout_ms = call.session_timeout_ms;
  member.rebalance_timeout_ms = call.rebalance_timeout_ms;
  count_protocols(member, 1);
  bytes_ += bytes_of(member.protocols);
  // A join of the same member that still waits is of a connection that was given up.
  if (member.join != 0) fail_join(member.join, GroupError::kRebalanceInProgress, member.id, out);
  set_join(member, ticket);
}

// A static member comes back without the id that it had: it takes its own place again.
void ClassicGroup::replace_static(Member& holder, const JoinCall& call, GroupTicket ticket,
                                  MonotonicTime now, GroupEffects& out) {
  const Uuid old = holder.id;
  fail_join(holder.join, GroupError::kFencedInstance, old, out);
  fail_sync(holder.sync, GroupError::kFencedInstance, out);
  set_join(holder, 0);
  holder.sync = 0;
  auto node = members_.extract(old);
  node.key() = call.fresh_member;
  Member& member = members_.insert(std::move(node)).position->second;
  member.id = call.fresh_member;
  member.client = call.client;
  member.host = call.host;
  if (leader_ == old) leader_ = member.id;
  if (to_sync_.erase(old) > 0) to_sync_.insert(member.id);
  member.is_new = false;
  touch(member, now);
  const bool was_stored = member.stored;
  update_member(member, call, ticket, out);
  if (state_ == GroupState::kStable && select_protocol().token == protocol_.token)
    return keep_replaced(member, old, call, out);
  // The state learns of the new id with the next generation; the old one is gone at once.
  if (was_stored) {
    removed_.push_back(old);
    member.stored = false;
  }
  if (state_ == GroupState::kPreparingRebalance) return complete_join_if_all(now, out);
  prepare_rebalance(now, out);
}

// In a stable group whose protocol stays the same nobody else notices.
void ClassicGroup::keep_replaced(Member& member, const Uuid& old, const JoinCall& call,
                                 GroupEffects& out) {
  out.changes.push_back(ReplaceGroupMember{.group = name_.token,
                                           .generation = generation_,
                                           .old_member = old,
                                           .member = stored_form(member)});
  const GroupTicket ticket = member.join;
  set_join(member, 0);
  const bool leads = leader_ == member.id;
  JoinAnswer answer;
  answer.generation = generation_;
  answer.member = member.id;
  // Older clients would take the leader's place and assign anew: they are shown another leader.
  answer.leader = leads && !call.can_skip_assignment ? old : leader_;
  answer.protocol_type = protocol_type_;
  answer.protocol = protocol_;
  answer.skip_assignment = leads && call.can_skip_assignment;
  if (answer.skip_assignment)
    for (const auto& [id, m] : members_) answer.members.push_back({id, m.instance, metadata_of(m)});
  out.replies.push_back({ticket, std::move(answer)});
}

void ClassicGroup::answer_current(const Member& member, GroupTicket ticket, bool with_members,
                                  GroupEffects& out) const {
  JoinAnswer answer;
  answer.generation = generation_;
  answer.member = member.id;
  answer.leader = leader_;
  answer.protocol_type = protocol_type_;
  answer.protocol = protocol_;
  if (with_members)
    for (const auto& [id, m] : members_) answer.members.push_back({id, m.instance, metadata_of(m)});
  out.replies.push_back({ticket, std::move(answer)});
}

// ---- rebalancing

void ClassicGroup::rebalance_or_complete(MonotonicTime now, GroupEffects& out) {
  if (state_ == GroupState::kPreparingRebalance) return complete_join_if_all(now, out);
  prepare_rebalance(now, out);
}

void ClassicGroup::prepare_rebalance(MonotonicTime now, GroupEffects& out) {
  if (state_ == GroupState::kCompletingRebalance)
    end_sync_waits(GroupError::kRebalanceInProgress, now, out);
  to_sync_.clear();
  sync_until_ = MonotonicTime::never();
  const Duration rebalance = milliseconds(rebalance_timeout_ms());
  initial_ = state_ == GroupState::kEmpty;
  state_ = GroupState::kPreparingRebalance;
  if (initial_) {
    // More members are likely to come: wait, and longer as long as they come.
    added_in_delay_ = false;
    join_until_ = now + settings_.initial_delay;
    initial_limit_ = now + std::max(rebalance, settings_.initial_delay);
    if (settings_.initial_delay.count() == 0) complete_join(now, out);
    return;
  }
  join_until_ = now + rebalance;
  complete_join_if_all(now, out);
}

void ClassicGroup::complete_join_if_all(MonotonicTime now, GroupEffects& out) {
  if (state_ == GroupState::kPreparingRebalance && !initial_ && all_joined())
    complete_join(now, out);
}

// False: nobody has joined.
bool ClassicGroup::elect_leader() {
  const Member* leader = find(leader_);
  if (leader != nullptr && leader->join != 0) return true;
  for (const auto& [id, member] : members_) {
    if (member.join == 0) continue;
    leader_ = id;
    return true;
  }
  return false;
}

void ClassicGroup::complete_join(MonotonicTime now, GroupEffects& out) {
  join_until_ = MonotonicTime::never();
  std::vector<Uuid> late;
  for (const auto& [id, member] : members_)
    if (member.join == 0 && member.instance.token.is_zero()) late.push_back(id);
  for (const Uuid& id : late) remove_member(id, GroupError::kUnknownMember, out);
  if (!members_.empty() && !elect_leader()) {
    // Only static members that have not come back: until they do or their sessions end.
    join_until_ = now + milliseconds(std::max(rebalance_timeout_ms(), kRetryMs));
    return;
  }
  begin_generation(now, out);
}

GroupMember ClassicGroup::stored_form(const Member& member) const {
  return {.id = member.id,
          .instance = member.instance,
          .client = member.client,
          .host = member.host,
          .session_timeout_ms = member.session_timeout_ms,
          .rebalance_timeout_ms = member.rebalance_timeout_ms,
          .metadata = metadata_of(member),
          .assignment = {}};
}

void ClassicGroup::begin_generation(MonotonicTime now, GroupEffects& out) {
  initial_ = false;
  ++generation_;
  removed_.clear();  // the whole membership is said below
  protocol_ = members_.empty() ? NamePair{} : select_protocol();
  if (members_.empty()) leader_ = {};
  compute_subscribed();
  PutGroup put{.group = name_,
               .generation = generation_,
               .protocol_type = protocol_type_,
               .protocol = protocol_,
               .leader = leader_,
               .members = {},
               .subscribed = subscribed_};
  to_sync_.clear();
  for (auto& [id, member] : members_) {
    put.members.push_back(stored_form(member));
    member.stored = true;
    bytes_ -= std::min(bytes_, member.assignment.size());
    member.assignment.clear();
    to_sync_.insert(id);
  }
  out.changes.emplace_back(std::move(put));
  state_ = members_.empty() ? GroupState::kEmpty : GroupState::kCompletingRebalance;
  if (members_.empty()) return;
  for (auto& [id, member] : members_) {
    if (member.join != 0) answer_current(member, member.join, id == leader_, out);
    set_join(member, 0);
    member.is_new = false;
    touch(member, now);
  }
  sync_until_ = now + milliseconds(rebalance_timeout_ms());
}

void ClassicGroup::remove_member(const Uuid& id, GroupError join_error, GroupEffects& out) {
  const auto found = members_.find(id);
  if (found == members_.end()) return;
  Member& member = found->second;
  fail_join(member.join, join_error, {}, out);
  fail_sync(member.sync, join_error, out);
  set_join(member, 0);
  count_protocols(member, -1);
  bytes_ -= std::min(bytes_, bytes_of(member.protocols) + member.assignment.size());
  if (member.stored) removed_.push_back(id);
  to_sync_.erase(id);
  members_.erase(found);
  if (leader_ == id) leader_ = members_.empty() ? Uuid{} : members_.begin()->first;
}

// Says what the next generation did not.
void ClassicGroup::flush_removed(GroupEffects& out) {
  if (removed_.empty()) return;
  // The leader as the state can know it.
  const Member* leader = find(leader_);
  out.changes.push_back(
      RemoveGroupMembers{.group = name_.token,
                         .generation = generation_,
                         .members = std::exchange(removed_, {}),
                         .leader = leader != nullptr && leader->stored ? leader_ : Uuid{}});
}

}  // namespace ringfence::meta
