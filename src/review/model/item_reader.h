// Evidence items back from the review's own folder: as the verifier reads them, and as people do.
#pragma once

#include <vector>

#include "evidence/evidence_folder.h"
#include "review/model/review_state.h"
#include "verifier/item.h"

namespace ringfence::review {

struct ReadItems {
  std::vector<ItemView> views;        // by leaf, erased ones included
  std::vector<verifier::Item> items;  // by leaf, without erased ones; recomputed where possible
};

// kCorrupt names the item that does not read, verify or fit the trust policy. `trust` must live as
// long as the result: its items point to its keys.
Result<ReadItems> read_items(const evidence::EvidenceFolder& evidence,
                             const verifier::Trust& trust);

// Of one signed statement (the payload of an envelope), without holder and leaf.
Result<ItemView> view_statement(std::string_view payload);

}  // namespace ringfence::review
