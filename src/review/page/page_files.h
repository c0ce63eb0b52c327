// The files of web/ as they were when the program was built.
#pragma once

#include <string_view>
#include <vector>

namespace ringfence::review {

struct PageFile {
  std::string_view name;
  std::string_view hex;
};
const std::vector<PageFile>& page_files();  // generated

}  // namespace ringfence::review
