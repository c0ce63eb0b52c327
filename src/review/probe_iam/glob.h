// Wildcard patterns of the policy language: `*` any run of characters, `?` one character. Matching
// takes at most pattern times text steps, whatever the pattern.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "review/probe_iam/truth.h"

namespace ringfence::review::iam {

class Glob {
 public:
  Glob() = default;
  // `*`, `?` and kUnknownMark are special. With `fold_case` ASCII letters compare without case.
  static Glob parse(std::string_view text, bool fold_case = false);
  // Nothing is special but kUnknownMark.
  static Glob literal(std::string_view text, bool fold_case = false);

  void append_literal(std::string_view text);
  void append_pattern(std::string_view text);
  void append_any_run() { tokens_.push_back(kAnyRun); }

  // kMaybe only where the pattern holds an unknown part.
  Truth match(std::string_view text) const;
  bool has_wildcard() const;
  bool has_unknown() const { return unknown_; }
  // A text that the pattern matches: every run becomes `run`, every single character `one`.
  std::string witness(std::string_view run, char one = 'x') const;
  // Whether both patterns match some common text (unknown parts count as any run).
  static bool overlap(const Glob& a, const Glob& b);
  // A text that both match, empty when there is none. Free runs are filled with `fill`.
  static std::string common(const Glob& a, const Glob& b, std::string_view fill);

 private:
  static constexpr std::uint16_t kAnyOne = 256, kAnyRun = 257, kUnknown = 258;
  bool matches(std::string_view text) const;
  bool is_run(std::size_t i) const { return tokens_[i] == kAnyRun || tokens_[i] == kUnknown; }

  std::vector<std::uint16_t> tokens_;  // bytes, or one of the three above
  bool fold_case_ = false;
  bool unknown_ = false;
};

std::string lower(std::string_view text);  // ASCII letters only

}  // namespace ringfence::review::iam
