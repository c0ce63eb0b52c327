#include "review/report/documents.h"

#include <fmt/format.h>

#include "review/report/report_blocks.h"
#include "review/report/report_text.h"

namespace ringfence::review {
namespace {

Result<> write_all(const ReportDigest& digest, const DocumentOptions& options,
                   const Withheld& withheld, Documents& out) {
  const std::vector<BoundaryRow> boundary = make_boundary(digest);
  StatementOptions how;
  how.audience = audience_name(options.audience);
  how.left_out.notes = withheld.notes;
  const std::vector<Block> blocks = statement_blocks(digest, boundary, how);
  const std::string title =
      fmt::format("Evidence on {}, {}", shown(digest.view->scope.system.product),
                  day_of(digest.input->created));
  const std::string map = boundary_svg(digest, boundary);
  out.files["statement.md"] = render_markdown(blocks);
  out.files["report.html"] = render_html(blocks, title, map);
  out.files["boundary.svg"] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + map + "\n";
  out.files["boundary.json"] = boundary_json(digest, boundary);
  RF_TRY_ASSIGN(out.files["review.xlsx"], review_workbook(digest, withheld.notes));
  out.files.merge(annex_files(digest, options.read_raw, withheld));
  out.files.merge(oscal_files(digest));
  out.files["cdx/declarations.cdx.json"] = cyclonedx_declarations(digest);
  out.files["exports/caiq.csv"] = caiq_answers(digest);
  out.files["exports/dora-register-inputs.csv"] = dora_inputs(digest);
  return {};
}

}  // namespace

std::vector<ReportKey> report_keys(const verifier::Trust& trust) {
  std::vector<ReportKey> out;
  for (const verifier::TrustKey& key : trust.keys) {
    out.push_back({key.id, key.name, key.role, key.holder, key.party, key.host, key.confirmed_by,
                   key.how, key.date});
  }
  return out;
}

Result<Documents> make_documents(ReportInput input, const DocumentOptions& options) {
  Documents out;
  out.subject = input.view.scope;
  if (!hides_names(options.audience)) {
    const Withheld withheld =
        find_withheld(input, options.audience, NameTokens("", {}), options.read_raw);
    RF_TRY(write_all(make_digest(input), options, withheld, out));
    return out;
  }
  if (options.names_key.size() != 32) {
    return Error(ErrorCode::kInvalid, fmt::format("audience {} needs the key for names: 32 bytes",
                                                  audience_name(options.audience)));
  }
  NameTokens tokens(options.names_key, collect_names(input, options.audience),
                    kept_names(input, options.audience));
  const Withheld withheld = find_withheld(input, options.audience, tokens, options.read_raw);
  const ReportInput hidden = with_tokens(std::move(input), tokens);
  RF_TRY(write_all(make_digest(hidden), options, withheld, out));
  out.without_items = withheld.items;
  out.without_raw = withheld.raw;
  out.subject = hidden.view.scope;
  const std::string about =
      fmt::format("ringfence-names/v1 {} {}", audience_name(options.audience), hidden.created);
  RF_TRY_ASSIGN(out.files["annex/names.sealed"], seal_names(tokens, options.names_key, about));
  return out;
}

}  // namespace ringfence::review
