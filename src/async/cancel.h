// Cancellation as a parameter. A CancelSource is owned by whoever can stop the work; a Cancel is
// the view of it that travels down the call tree. Sources chain: cancelling a parent cancels its
// children.
#pragma once

#include "base/assert.h"

namespace ringfence::async {

class CancelSource;

// Called once, when the source is cancelled, from inside cancel(). Intrusive: lives in the waiting
// operation.
class CancelHook {
 public:
  CancelHook() = default;
  CancelHook(const CancelHook&) = delete;
  CancelHook& operator=(const CancelHook&) = delete;
  ~CancelHook() { detach(); }
  void detach();

 protected:
  virtual void on_cancel() = 0;

 private:
  friend class Cancel;
  friend class CancelSource;
  CancelSource* source_ = nullptr;
  CancelHook* previous_ = nullptr;
  CancelHook* next_ = nullptr;
};

// A copyable view. A default-made one is never cancelled. The source outlives every view in use.
class Cancel {
 public:
  Cancel() = default;
  explicit Cancel(CancelSource* source) : source_(source) {}
  bool cancelled() const;
  // False for a default-made one.
  bool can_fire() const { return source_ != nullptr; }
  // Attaches the hook; if already cancelled, returns false and does not attach.
  bool attach(CancelHook& hook) const;

 private:
  friend class CancelSource;
  CancelSource* source_ = nullptr;
};

class CancelSource final : private CancelHook {
 public:
  CancelSource() = default;
  // Cancelled when `parent` is.
  explicit CancelSource(Cancel parent) {
    if (!parent.attach(*this)) cancelled_ = true;
  }
  ~CancelSource() { RF_ASSERT(first_ == nullptr, "a cancel source died with operations attached"); }

  Cancel token() { return Cancel(this); }
  bool cancelled() const { return cancelled_; }
  // Idempotent. Hooks run in the order they were attached; they may detach others but not attach
  // new ones.
  void cancel() {
    cancelled_ = true;
    while (first_ != nullptr) {
      CancelHook* hook = first_;
      hook->detach();
      hook->on_cancel();
    }
  }

 private:
  friend class Cancel;
  friend class CancelHook;
  void on_cancel() override { cancel(); }

  bool cancelled_ = false;
  CancelHook* first_ = nullptr;
  CancelHook* last_ = nullptr;
};

inline void CancelHook::detach() {
  if (source_ == nullptr) return;
  (previous_ ? previous_->next_ : source_->first_) = next_;
  (next_ ? next_->previous_ : source_->last_) = previous_;
  source_ = nullptr;
  previous_ = next_ = nullptr;
}

inline bool Cancel::cancelled() const { return source_ != nullptr && source_->cancelled_; }

inline bool Cancel::attach(CancelHook& hook) const {
  if (source_ == nullptr) return true;
  if (source_->cancelled_) return false;
  RF_ASSERT(hook.source_ == nullptr, "a cancel hook is attached once");
  hook.source_ = source_;
  hook.previous_ = source_->last_;
  (source_->last_ ? source_->last_->next_ : source_->first_) = &hook;
  source_->last_ = &hook;
  return true;
}

}  // namespace ringfence::async
