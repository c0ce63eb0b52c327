// What the message fuzz targets share. Included by *_fuzz.cc only.
#pragma once

#include <sanitizer/allocator_interface.h>

#include "base/assert.h"
#include "kafka/protocol/message_type.h"

namespace ringfence::kafka {

// Adds up what is allocated while one exists (freed or not), through the sanitizer's hooks.
class AllocationMeter {
 public:
  AllocationMeter() {
    static const bool installed =
        __sanitizer_install_malloc_and_free_hooks(on_malloc, on_free) != 0;
    RF_ASSERT(installed, "no hook for allocations");
    total_ = 0;
    counting_ = true;
  }
  ~AllocationMeter() { counting_ = false; }
  std::size_t total() const { return total_; }

 private:
  static void on_malloc(const volatile void*, std::size_t size) {
    if (counting_) total_ += size;
  }
  static void on_free(const volatile void*) {}

  static inline bool counting_ = false;
  static inline std::size_t total_ = 0;
};

// Decoding and encoding may allocate this many times the input, plus a constant, all told. The
// reader's own budget is 32 times the input; text, growing buffers and encoding come on top.
inline constexpr std::size_t kAllocationFactor = 64;
inline constexpr std::size_t kAllocationFloor = 512 * 1024;

// Decodes; when that works, the encoded form must decode to itself, and print as JSON.
inline void check_stable(const MessageType& type, std::int16_t version, const bytes::Slice& body) {
  Result<bytes::Chain> first = Error();
  {
    const AllocationMeter meter;
    bytes::Reader reader(body);
    first = type.recode(reader, version);
    RF_ASSERT(meter.total() <= body.size() * kAllocationFactor + kAllocationFloor,
              "a message allocates out of proportion to its bytes");
  }
  if (!first.ok()) return;
  const bytes::Slice canonical = first->flatten();
  bytes::Reader again(canonical);
  const auto second = type.recode(again, version);
  RF_ASSERT(second.ok(), "what was encoded does not decode");
  RF_ASSERT(again.finish().ok(), "what was encoded does not decode to its end");
  RF_ASSERT(second->flatten() == canonical, "the encoded form is not stable");
  bytes::Reader print_reader(canonical);
  RF_ASSERT(type.print(print_reader, version).ok(), "what decodes does not print");
}

}  // namespace ringfence::kafka
