// Adds up what is allocated while one exists, freed again or not. For tests and fuzz targets: under
// AddressSanitizer through its hooks, else through operator new, which the including test replaces
// by RF_COUNT_OPERATOR_NEW.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

#if __has_feature(address_sanitizer)
#include <sanitizer/allocator_interface.h>

#include "base/assert.h"
#endif

namespace ringfence::kafka {

class AllocationMeter {
 public:
  AllocationMeter() {
#if __has_feature(address_sanitizer)
    static const bool installed = __sanitizer_install_malloc_and_free_hooks(
        [](const volatile void*, std::size_t size) { add(size); }, [](const volatile void*) {});
    RF_ASSERT(installed, "no hook for allocations");
#endif
    total_ = 0;
    counting_ = true;
  }
  ~AllocationMeter() { counting_ = false; }
  std::size_t total() const { return total_; }
  static void add(std::size_t size) {
    if (counting_) total_ += size;
  }

 private:
  static inline bool counting_ = false;
  static inline std::size_t total_ = 0;
};

// Decoding and encoding a message may allocate this many times its bytes, plus a constant, all
// told. The reader's own budget is 32 times the input; text, growing buffers and encoding come on
// top.
inline constexpr std::size_t kAllocationFactor = 64;
inline constexpr std::size_t kAllocationFloor = 512 * 1024;

}  // namespace ringfence::kafka

#if __has_feature(address_sanitizer)
#define RF_COUNT_OPERATOR_NEW
#else
#define RF_COUNT_OPERATOR_NEW                                            \
  void* operator new(std::size_t size) {                                 \
    ringfence::kafka::AllocationMeter::add(size);                        \
    if (void* memory = std::malloc(size != 0 ? size : 1)) return memory; \
    std::abort();                                                        \
  }                                                                      \
  void operator delete(void* memory) noexcept { std::free(memory); }     \
  void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#endif
