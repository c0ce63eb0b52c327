// RFC 6962 trees: roots, inclusion and consistency proofs, and tile paths of C2SP tlog-tiles.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evidence/crypto.h"

namespace ringfence::evidence {

Digest leaf_hash(std::string_view entry);
Digest node_hash(const Digest& left, const Digest& right);
Digest tree_root(const Digest* leaves, std::size_t count);
// Both expect index < size and old_size <= size; sizes are numbers of leaves.
std::vector<Digest> inclusion_proof(const std::vector<Digest>& leaves, std::size_t index,
                                    std::size_t size);
std::vector<Digest> consistency_proof(const std::vector<Digest>& leaves, std::size_t old_size,
                                      std::size_t size);
bool consistency_holds(std::size_t old_size, const Digest& old_root, std::size_t size,
                       const Digest& root, const std::vector<Digest>& proof);
std::string tile_path(std::uint64_t index, std::uint64_t width);  // "x001/x234/067", "000.p/5"

}  // namespace ringfence::evidence
