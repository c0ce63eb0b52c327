// Errors as values. A distinct code exists only where a caller reacts to it differently.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace ringfence {

enum class ErrorCode : std::uint8_t {
  kCancelled,       // the caller or the node is stopping; nothing may be concluded
  kTimeout,         // a deadline passed before anything was sent or decided
  kUnknownOutcome,  // sent, and no answer: it may or may not have happened, or happen later
  kUnavailable,     // refused for now; certainly had no effect; retry later
  kNotFound,
  kAlreadyExists,       // conditional create lost, or the thing exists
  kPreconditionFailed,  // conditional write lost
  kFenced,              // a newer epoch, session or incarnation owns this
  kCorrupt,             // stored or received bytes fail their checks
  kOutOfSpace,
  kInvalid,      // the request is wrong in itself; retrying is useless
  kTooLarge,     // over a stated limit
  kUnsupported,  // a version or feature this build does not know
  kPermission,
  kClosed,    // the peer closed the stream
  kInternal,  // a failure with no better name; always logged
};

// Stable lower-case name, for logs and JSON output.
std::string_view error_name(ErrorCode code);

// Why an operation failed. `detail` is for the operator: it names the field, the value and the
// limit, never a topic, client or principal name in clear.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string detail;

  Error() = default;
  explicit Error(ErrorCode c, std::string d = {}) : code(c), detail(std::move(d)) {}
  bool is(ErrorCode c) const { return code == c; }
  std::string to_string() const;
};

}  // namespace ringfence
