// The scan's own controls: one marker a surface and form, planted in a copy of what was searched
// and searched for by the same code. A form that is not found is an empty cell: not covered.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "bytes/slice.h"

namespace ringfence::review {

struct ControlMatrix {
  std::vector<std::string> surfaces;  // "tcp", "udp", "file"
  std::vector<std::string> forms;
  std::map<std::pair<std::string, std::string>, bool> found;  // by surface and form
  bool complete() const;
  std::vector<std::string> empty_cells() const;  // "udp: zstd"
  std::string to_text() const;                   // a table for people
};

// Every form that a control is made for, simple and nested.
const std::vector<std::string>& control_forms();
// `marker` in that form. kInternal: a codec failed.
Result<std::string> in_form(const std::string& form, const std::string& marker);

// `sample`: bytes of the surface as it was found; the controls are put in the middle of it, each
// cut in two packets (tcp, udp) or two reads (file).
Result<ControlMatrix> run_controls(bytes::ByteSpan sample);

}  // namespace ringfence::review
