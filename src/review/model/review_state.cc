#include "review/model/review_state.h"

#include <algorithm>
#include <array>

namespace ringfence::review {
namespace {

struct TypeName {
  std::string_view code, type;
};
// docs/formats/evidence_item.md. Where a code has several names, the first is what a probe returns.
constexpr std::array<TypeName, 32> kTypes = {
    {{"E01", "field-inventory"},   {"E02", "egress-frame-ledger"}, {"E03", "egress-reconciliation"},
     {"E04", "egress-decrypt"},    {"E05", "sealed-name"},         {"E06", "canary-scan"},
     {"E07", "config-snapshot"},   {"E08", "cloudtrail-chain"},    {"E09", "object-inventory"},
     {"E10", "policy-theorem"},    {"E11", "revocation-drill"},    {"E12", "key-custody"},
     {"E13", "deletion-manifest"}, {"E14", "deletion-result"},     {"E15", "crypto-shred"},
     {"E16", "access-review"},     {"E16", "access-request"},      {"E16", "access-grant"},
     {"E16", "access-deny"},       {"E16", "access-revoke"},       {"E16", "access-expire"},
     {"E17", "session-record"},    {"E18", "support-bundle"},      {"E19", "retention-probe"},
     {"E20", "export-manifest"},   {"E20", "import-report"},       {"E21", "rehearsal"},
     {"E22", "build-provenance"},  {"E23", "runtime-identity"},    {"E24", "attestation"},
     {"start", "probe-start"},     {"tombstone", "tombstone"}}};

}  // namespace

std::string_view code_of_type(std::string_view type) {
  const auto* found = std::find_if(kTypes.begin(), kTypes.end(),
                                   [&](const TypeName& name) { return name.type == type; });
  return found == kTypes.end() ? std::string_view() : found->code;
}

std::string_view type_of_code(std::string_view code) {
  const auto* found = std::find_if(kTypes.begin(), kTypes.end(),
                                   [&](const TypeName& name) { return name.code == code; });
  return found == kTypes.end() ? std::string_view() : found->type;
}

const QuestionView* SubjectView::question(std::string_view id) const {
  const auto found = std::find_if(questions.begin(), questions.end(),
                                  [&](const QuestionView& q) { return q.id == id; });
  return found == questions.end() ? nullptr : &*found;
}

const ClaimView* SubjectView::claim(std::string_view id) const {
  const auto found = claims.find(std::string(id));
  return found == claims.end() ? nullptr : &found->second;
}

}  // namespace ringfence::review
