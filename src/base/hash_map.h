// Hash tables whose order differs from process to process, so that code which depends on iteration
// order shows up as a difference between two runs of one seed.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace ringfence {

// Random per process, fixed within it.
std::uint64_t hash_salt();

template <class Key>
struct SaltedHash {
  std::size_t operator()(const Key& key) const noexcept {
    std::uint64_t x = static_cast<std::uint64_t>(std::hash<Key>{}(key)) ^ salt;
    x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93ull;
    x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93ull;
    return static_cast<std::size_t>(x ^ (x >> 32));
  }
  std::uint64_t salt = hash_salt();
  using is_avalanching = void;
};

// References are invalidated by insertion. Never iterate where the order can be seen: sort first,
// or use std::map.
template <class Key, class Value>
using HashMap = boost::unordered_flat_map<Key, Value, SaltedHash<Key>>;
template <class Key>
using HashSet = boost::unordered_flat_set<Key, SaltedHash<Key>>;

}  // namespace ringfence
