// Result<T>: a value or an Error. Every expected failure is one of these; exceptions stay inside
// adapters of third-party libraries.
#pragma once

#include <expected>
#include <utility>

#include "base/error.h"

namespace ringfence {

template <class T = void>
class [[nodiscard]] Result : public std::expected<T, Error> {
 public:
  using std::expected<T, Error>::expected;
  Result() = default;
  // An Error converts directly, so that `return Error(...)` and `co_return result.error()` read
  // plainly.
  Result(Error error) : std::expected<T, Error>(std::unexpect, std::move(error)) {}
  bool ok() const { return this->has_value(); }
  bool failed_with(ErrorCode code) const {
    return !this->has_value() && this->error().code == code;
  }
};

}  // namespace ringfence

// `RF_TRY(expression)`: returns the error of a Result from the enclosing function, else goes on.
// `RF_TRY_ASSIGN(declaration, expression)`: the same, and binds the value. RF_CO_* are for
// coroutines.
#define RF_CONCAT_INNER(a, b) a##b
#define RF_CONCAT(a, b) RF_CONCAT_INNER(a, b)
#define RF_TRY(...)                                              \
  do {                                                           \
    auto rf_try_result = (__VA_ARGS__);                          \
    if (!rf_try_result) return std::move(rf_try_result).error(); \
  } while (false)
#define RF_TRY_ASSIGN_IMPL(temporary, declaration, ...) \
  auto temporary = (__VA_ARGS__);                       \
  if (!temporary) return std::move(temporary).error();  \
  declaration = *std::move(temporary)
#define RF_TRY_ASSIGN(declaration, ...) \
  RF_TRY_ASSIGN_IMPL(RF_CONCAT(rf_try_, __LINE__), declaration, __VA_ARGS__)
#define RF_CO_TRY(...)                                              \
  do {                                                              \
    auto rf_try_result = (__VA_ARGS__);                             \
    if (!rf_try_result) co_return std::move(rf_try_result).error(); \
  } while (false)
#define RF_CO_TRY_ASSIGN_IMPL(temporary, declaration, ...) \
  auto temporary = (__VA_ARGS__);                          \
  if (!temporary) co_return std::move(temporary).error();  \
  declaration = *std::move(temporary)
#define RF_CO_TRY_ASSIGN(declaration, ...) \
  RF_CO_TRY_ASSIGN_IMPL(RF_CONCAT(rf_try_, __LINE__), declaration, __VA_ARGS__)
