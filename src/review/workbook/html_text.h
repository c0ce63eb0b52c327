// Text inside HTML, as element content or as a quoted attribute.
#pragma once

#include <string>
#include <string_view>

namespace ringfence::review {

// Nothing of the text is markup afterwards: & < > " and ' become references.
std::string html_escape(std::string_view text);

}  // namespace ringfence::review
