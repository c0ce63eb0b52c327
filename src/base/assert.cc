#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace ringfence {

void assertion_failed(const char* file, int line, const char* condition, const char* message) {
  std::fprintf(stderr, "ringfence: assertion failed at %s:%d: %s (%s)\n", file, line, condition,
               message);
  std::fflush(stderr);
  std::abort();
}

}  // namespace ringfence
