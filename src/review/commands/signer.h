// Names of the keys that people sign a record with.
#pragma once

#include <string>
#include <string_view>

namespace ringfence::review {

// "sign-risk-owner" of "Risk owner": the file under keys/ and the name in the trust policy.
std::string signer_key(std::string_view role);

}  // namespace ringfence::review
