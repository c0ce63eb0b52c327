// What the documents of a packet are made of: one subject of a review, graded, and a few facts
// about keys and log. Nothing is looked up, so that the documents are a pure function of this and
// of the options (documents.h).
#pragma once

#include <string>
#include <vector>

#include "review/model/review_state.h"

namespace ringfence::review {

// A key that the reader's trust policy names, and how that was confirmed.
struct ReportKey {
  std::string id, name, role, holder, party, host, confirmed_by, how, date;
};
std::vector<ReportKey> report_keys(const verifier::Trust& trust);

struct ReportInput {
  SubjectView view;
  std::vector<ReportKey> keys;
  std::string created;  // RFC 3339, whole seconds: when the documents speak
  std::string log_origin;
  std::uint64_t log_size = 0;
  std::string log_root;         // base64
  std::string previous_packet;  // SHA-256 of its manifest; empty: none
};

}  // namespace ringfence::review
