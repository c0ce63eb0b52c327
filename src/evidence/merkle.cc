#include "evidence/merkle.h"

#include <bit>

namespace ringfence::evidence {
namespace {

// RFC 6962 section 2.1.1, PATH(m, D[n]).
void inclusion_path(const Digest* leaves, std::size_t count, std::size_t index,
                    std::vector<Digest>& out) {
  if (count <= 1) return;
  const std::size_t left = std::bit_floor(count - 1);
  if (index < left) {
    inclusion_path(leaves, left, index, out);
    out.push_back(tree_root(leaves + left, count - left));
  } else {
    inclusion_path(leaves + left, count - left, index - left, out);
    out.push_back(tree_root(leaves, left));
  }
}

// RFC 6962 section 2.1.2, SUBPROOF(m, D[n], b).
void consistency_path(const Digest* leaves, std::size_t count, std::size_t old_size, bool whole,
                      std::vector<Digest>& out) {
  if (old_size == count) {
    if (!whole) out.push_back(tree_root(leaves, count));
    return;
  }
  const std::size_t left = std::bit_floor(count - 1);
  if (old_size <= left) {
    consistency_path(leaves, left, old_size, whole, out);
    out.push_back(tree_root(leaves + left, count - left));
  } else {
    consistency_path(leaves + left, count - left, old_size - left, false, out);
    out.push_back(tree_root(leaves, left));
  }
}

}  // namespace

Digest leaf_hash(std::string_view entry) {
  std::string bytes(1, '\0');
  return sha256(bytes.append(entry));
}

Digest node_hash(const Digest& left, const Digest& right) {
  return sha256("\x01" + as_bytes(left) + as_bytes(right));
}

Digest tree_root(const Digest* leaves, std::size_t count) {
  if (count == 0) return sha256("");
  if (count == 1) return leaves[0];
  const std::size_t left = std::bit_floor(count - 1);
  return node_hash(tree_root(leaves, left), tree_root(leaves + left, count - left));
}

std::vector<Digest> inclusion_proof(const std::vector<Digest>& leaves, std::size_t index,
                                    std::size_t size) {
  std::vector<Digest> out;
  inclusion_path(leaves.data(), size, index, out);
  return out;
}

std::vector<Digest> consistency_proof(const std::vector<Digest>& leaves, std::size_t old_size,
                                      std::size_t size) {
  std::vector<Digest> out;
  if (old_size > 0 && old_size < size) {
    consistency_path(leaves.data(), size, old_size, true, out);
  }
  return out;
}

// RFC 9162 section 2.1.4.2.
bool consistency_holds(std::size_t old_size, const Digest& old_root, std::size_t size,
                       const Digest& root, const std::vector<Digest>& proof) {
  if (old_size > size || old_size == 0) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  std::vector<Digest> path = proof;
  if (std::has_single_bit(old_size)) path.insert(path.begin(), old_root);
  if (path.empty()) return false;
  std::size_t node = old_size - 1;
  std::size_t last = size - 1;
  for (; (node & 1) != 0; node >>= 1) last >>= 1;
  Digest first = path[0];
  Digest second = path[0];
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      first = node_hash(path[i], first);
      second = node_hash(path[i], second);
      for (; (node & 1) == 0 && node != 0; node >>= 1) last >>= 1;
    } else {
      second = node_hash(second, path[i]);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && first == old_root && second == root;
}

std::string tile_path(std::uint64_t index, std::uint64_t width) {
  const auto three = [](std::uint64_t value) {
    const std::string digits = std::to_string(value % 1000);
    return std::string(3 - digits.size(), '0') + digits;
  };
  std::string path = three(index);
  for (index /= 1000; index > 0; index /= 1000) path.insert(0, "x" + three(index) + "/");
  if (width < 256) path += ".p/" + std::to_string(width);
  return path;
}

}  // namespace ringfence::evidence
