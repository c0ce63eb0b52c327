#include "review/probe_bucket/words.h"

#include <openssl/evp.h>

#include <algorithm>

#include "evidence/crypto.h"

namespace ringfence::review::bucket {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

std::string digest_hex(std::string_view text, const EVP_MD* kind) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), out, &size, kind, nullptr);
  return evidence::to_hex({reinterpret_cast<const char*>(out), size});
}

std::uint32_t first_three(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  return byte(0) << 16 | byte(1) << 8 | byte(2);
}

}  // namespace

WordSearch::WordSearch(const std::vector<std::string>& words) : begins_(1U << 24) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word.size() < kWordBytesMin || word.size() > kWordBytesMax || i >= kWordsMax) {
      ++skipped_;
      continue;
    }
    ++searched_;
    add(lower(word), i, "clear");
    // Eight bytes of a digest are enough to know it by; texts are searched in lower case.
    add(digest_hex(word, EVP_md5()).substr(0, 16), i, "md5");
    add(digest_hex(word, EVP_sha1()).substr(0, 16), i, "sha1");
    add(digest_hex(word, EVP_sha256()).substr(0, 16), i, "sha256");
    if (word.size() < 6) continue;  // shorter encodings are found by chance
    add(lower(evidence::to_hex(word)), i, "hex");
    std::string base64 = evidence::to_base64(word.substr(0, word.size() / 3 * 3));
    add(lower(base64), i, "base64");
  }
}

void WordSearch::add(std::string form, std::size_t word, std::string_view kind) {
  const std::uint32_t begin = first_three(form);
  begins_[begin] = true;
  Group& group = groups_[begin];
  const auto place = std::lower_bound(group.lengths.begin(), group.lengths.end(), form.size());
  if (place == group.lengths.end() || *place != form.size())
    group.lengths.insert(place, form.size());
  group.forms.try_emplace(std::move(form), Form{word, kind});
}

std::string_view WordSearch::find(std::string_view text, std::size_t& word) const {
  const std::string folded = lower(text);
  for (std::size_t i = 0; i + kWordBytesMin <= folded.size(); ++i) {
    const std::uint32_t begin = first_three(std::string_view(folded).substr(i));
    if (!begins_[begin]) continue;
    const Group& group = groups_.at(begin);
    for (const std::size_t length : group.lengths) {
      if (i + length > folded.size()) break;
      const auto found = group.forms.find(folded.substr(i, length));
      if (found == group.forms.end()) continue;
      word = found->second.word;
      return found->second.kind;
    }
  }
  return {};
}

}  // namespace ringfence::review::bucket
