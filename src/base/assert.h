// Programmer errors crash, in every build. Never reachable from client bytes or stored bytes: those
// are errors.
#pragma once

namespace ringfence {

// Prints file, line, condition and message to stderr and aborts.
[[noreturn]] void assertion_failed(const char* file, int line, const char* condition,
                                   const char* message);

}  // namespace ringfence

#define RF_ASSERT(condition, message)                                         \
  do {                                                                        \
    if (!(condition)) [[unlikely]]                                            \
      ::ringfence::assertion_failed(__FILE__, __LINE__, #condition, message); \
  } while (false)
