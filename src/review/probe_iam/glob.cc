#include "review/probe_iam/glob.h"

namespace ringfence::review::iam {
namespace {

unsigned char fold(unsigned char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<unsigned char>(c + ('a' - 'A')) : c;
}

// Bytes of the UTF-8 character at `at`; stray bytes count as one character each.
std::size_t character_bytes(std::string_view text, std::size_t at) {
  auto c = static_cast<unsigned char>(text[at]);
  std::size_t length = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  return std::min(length, text.size() - at);
}

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(fold(static_cast<unsigned char>(c)));
  return out;
}

Glob Glob::parse(std::string_view text, bool fold_case) {
  Glob glob;
  glob.fold_case_ = fold_case;
  glob.append_pattern(text);
  return glob;
}

Glob Glob::literal(std::string_view text, bool fold_case) {
  Glob glob;
  glob.fold_case_ = fold_case;
  glob.append_literal(text);
  return glob;
}

void Glob::append_literal(std::string_view text) {
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == kUnknownMark) {
      tokens_.push_back(kUnknown);
      unknown_ = true;
    } else {
      tokens_.push_back(fold_case_ ? fold(byte) : byte);
    }
  }
}

void Glob::append_pattern(std::string_view text) {
  for (char c : text) {
    if (c == '*') {
      // A second run in a row says nothing new and would cost time.
      if (tokens_.empty() || tokens_.back() != kAnyRun) tokens_.push_back(kAnyRun);
    } else if (c == '?') {
      tokens_.push_back(kAnyOne);
    } else {
      append_literal(std::string_view(&c, 1));
    }
  }
}

bool Glob::has_wildcard() const {
  for (std::uint16_t token : tokens_) {
    if (token == kAnyOne || token == kAnyRun) return true;
  }
  return false;
}

// Greedy with one point of return: only the last run ever needs to be widened.
bool Glob::matches(std::string_view text) const {
  constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  std::size_t token = 0, at = 0, run = kNowhere, run_at = 0;
  while (at < text.size()) {
    if (token < tokens_.size() && is_run(token)) {
      run = token++;
      run_at = at;
      continue;
    }
    if (token < tokens_.size()) {
      auto byte = static_cast<unsigned char>(text[at]);
      if (tokens_[token] == kAnyOne) {
        ++token;
        at += character_bytes(text, at);
        continue;
      }
      if (tokens_[token] == (fold_case_ ? fold(byte) : byte)) {
        ++token;
        ++at;
        continue;
      }
    }
    if (run == kNowhere) return false;
    token = run + 1;
    run_at += character_bytes(text, run_at);
    at = run_at;
  }
  while (token < tokens_.size() && is_run(token)) ++token;
  return token == tokens_.size();
}

Truth Glob::match(std::string_view text) const {
  if (!matches(text)) return Truth::kNo;
  return unknown_ ? Truth::kMaybe : Truth::kYes;
}

std::string Glob::witness(std::string_view run, char one) const {
  std::string out;
  for (std::uint16_t token : tokens_) {
    if (token == kAnyRun || token == kUnknown) {
      out += run;
    } else if (token == kAnyOne) {
      out += one;
    } else {
      out += static_cast<char>(token);
    }
  }
  return out;
}

bool Glob::overlap(const Glob& a, const Glob& b) {
  return a.tokens_ == b.tokens_ || !common(a, b, "").empty() || (a.matches("") && b.matches(""));
}

// Reachability over pairs of positions, each pair visited once. Steps: 0 start, 1 both consume the
// same character, 2 only a's run ends, 3 only b's run ends, 4 a consumes within b's run, 5 b
// consumes within a's run.
std::string Glob::common(const Glob& a, const Glob& b, std::string_view fill) {
  const std::size_t columns = b.tokens_.size() + 1;
  std::vector<std::uint8_t> step((a.tokens_.size() + 1) * columns, 0);
  std::vector<std::uint32_t> queue{0};
  step[0] = 6;
  auto visit = [&](std::size_t i, std::size_t j, std::uint8_t how) {
    auto& slot = step[i * columns + j];
    if (slot != 0) return;
    slot = how;
    queue.push_back(static_cast<std::uint32_t>(i * columns + j));
  };
  for (std::size_t head = 0; head < queue.size(); ++head) {
    std::size_t i = queue[head] / columns, j = queue[head] % columns;
    bool more_a = i < a.tokens_.size(), more_b = j < b.tokens_.size();
    bool run_a = more_a && a.is_run(i), run_b = more_b && b.is_run(j);
    if (run_a) visit(i + 1, j, 2);
    if (run_b) visit(i, j + 1, 3);
    if (run_b && more_a && !run_a) visit(i + 1, j, 4);
    if (run_a && more_b && !run_b) visit(i, j + 1, 5);
    if (!more_a || !more_b || run_a || run_b) continue;
    std::uint16_t x = a.tokens_[i], y = b.tokens_[j];
    bool same = x == y || x == kAnyOne || y == kAnyOne ||
                ((a.fold_case_ || b.fold_case_) && x < 256 && y < 256 &&
                 fold(static_cast<unsigned char>(x)) == fold(static_cast<unsigned char>(y)));
    if (same) visit(i + 1, j + 1, 1);
  }
  std::size_t i = a.tokens_.size(), j = b.tokens_.size();
  if (step[i * columns + j] == 0) return {};
  auto text_of = [](std::uint16_t token) {
    return token == kAnyOne ? 'x' : static_cast<char>(token);
  };
  std::string reversed;
  while (i != 0 || j != 0) {
    switch (step[i * columns + j]) {
      case 1:
        --i, --j;
        reversed += text_of(a.tokens_[i] == kAnyOne ? b.tokens_[j] : a.tokens_[i]);
        break;
      case 2:
        --i;
        if (j < b.tokens_.size() ? b.is_run(j) : j > 0 && b.is_run(j - 1)) {
          reversed.append(fill.rbegin(), fill.rend());
        }
        break;
      case 3:
        --j;
        break;
      case 4:
        reversed += text_of(a.tokens_[--i]);
        break;
      default:
        reversed += text_of(b.tokens_[--j]);
        break;
    }
  }
  return {reversed.rbegin(), reversed.rend()};
}

}  // namespace ringfence::review::iam
