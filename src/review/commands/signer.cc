#include "review/commands/signer.h"

namespace ringfence::review {

std::string signer_key(std::string_view role) {
  std::string out = "sign-";
  for (const char c : role) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool fits = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (fits) out += lower;
    if (!fits && out.back() != '-') out += '-';
  }
  while (out.back() == '-') out.pop_back();
  return out.substr(0, 60);
}

}  // namespace ringfence::review
