// Searches texts for the customer's own names: in clear, in any case, encoded, or as an unkeyed
// digest, which a dictionary opens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ringfence::review::bucket {

inline constexpr std::size_t kWordBytesMin = 3;    // shorter words would hit everywhere
inline constexpr std::size_t kWordBytesMax = 249;  // Kafka's longest topic name
inline constexpr std::size_t kWordsMax = 100'000;

class WordSearch {
 public:
  // Words outside of the limits are not searched; skipped() counts them.
  explicit WordSearch(const std::vector<std::string>& words);

  // How the first form found stands in the text: "clear", "base64", "hex", "md5", "sha1", "sha256";
  // empty: none found. `word` is the index of the word.
  std::string_view find(std::string_view text, std::size_t& word) const;
  std::size_t searched() const { return searched_; }
  std::size_t skipped() const { return skipped_; }

 private:
  struct Form {
    std::size_t word;
    std::string_view kind;
  };
  struct Group {                       // forms that begin with the same three bytes
    std::vector<std::size_t> lengths;  // ascending
    std::unordered_map<std::string, Form> forms;
  };
  void add(std::string form, std::size_t word, std::string_view kind);

  std::unordered_map<std::uint32_t, Group> groups_;  // looked up only
  std::vector<bool> begins_;                         // by three bytes
  std::size_t searched_ = 0, skipped_ = 0;
};

}  // namespace ringfence::review::bucket
