// Which of our claims answer which question of the CSA's CAIQ v4, by id. Only rows whose id and
// subject were found alike in two independent published copies are here: an unverified row would
// put words into an official form. A question that asks for more than our claims say (CEK-03.1 asks
// for libraries approved to a standard) has no row, and one that asks for more than the claims
// beside it gets an answer that its reader must still judge.
#pragma once

#include <string_view>
#include <vector>

namespace ringfence::review {

struct CaiqRow {
  std::string_view id;
  std::vector<std::string_view> claims;
  std::string_view source;
};

inline const std::vector<CaiqRow>& caiq_mapping() {
  static const std::vector<CaiqRow> kRows = {
      {"DSP-16.1",
       {"C1.ret.a", "C1.ret.c", "C1.del.b", "C2.ret.b", "C3.ret.b"},
       "CAIQ v4, retention and deletion; verified in two copies, 2026-11"},
      {"DSP-19.1",
       {"C1.res.a", "C5.res.a", "K3.c"},
       "CAIQ v4, data location; verified in two copies, 2026-11"},
      {"IAM-05.1",
       {"K5.b", "K5.c", "M5.a"},
       "CAIQ v4, least privilege; verified in two copies, 2026-11"},
  };
  return kRows;
}

}  // namespace ringfence::review
