// report.html as PDF, printed by the headless Chromium that is on the machine. Where there is none
// the packet goes without: the HTML prints well from any browser.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace ringfence::review {

struct PdfOptions {
  // Empty: the first of chromium, chromium-browser, google-chrome in PATH.
  std::filesystem::path browser;
  int seconds_max = 90;
};

// Writes `html` into a fresh folder under `work`, prints it there and returns the PDF's bytes;
// removes the folder. The browser runs as a child with a profile of its own, no network use, and is
// ended with all its children at the limit. kNotFound: no browser; kTimeout; kInternal: it failed,
// with its exit code. Blocks the calling thread.
Result<std::string> print_pdf(const std::string& html, const std::filesystem::path& work,
                              const PdfOptions& options = {});

}  // namespace ringfence::review
