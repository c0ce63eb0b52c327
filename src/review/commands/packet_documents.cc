#include "review/commands/packet_documents.h"

#include "evidence/files.h"
#include "review/report/documents.h"
#include "review/report/report_pdf.h"

namespace ringfence::review {
namespace {

// 32 bytes that make tokens of names and seal the annex; made when they are first needed.
Result<std::string> names_key(const ReviewFolder& review) {
  const std::filesystem::path file = review.path() / "keys/names.key";
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    RF_TRY(evidence::write_file(file, evidence::random_bytes(32)));
    std::filesystem::permissions(
        file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
  }
  RF_TRY_ASSIGN(std::string key, evidence::read_file(file, 64));
  if (key.size() != 32) return Error(ErrorCode::kCorrupt, "keys/names.key must be 32 bytes");
  return key;
}

// Third line of the newest checkpoint.
std::string root_of(const evidence::EvidenceFolder& evidence) {
  const auto note = evidence::read_file(evidence.folder() / "log/checkpoint", 1U << 20);
  if (!note) return "";
  const auto lines = verifier::split(*note, '\n');
  return lines.size() > 2 ? std::string(lines[2]) : "";
}

}  // namespace

Result<PacketDocuments> packet_documents(const Session& session, const DocumentRequest& request) {
  RF_TRY_ASSIGN(const evidence::EvidenceFolder evidence, session.review.evidence(session.subject));
  RF_TRY_ASSIGN(const verifier::Trust trust, session.review.trust(session.subject));
  ReportInput input;
  RF_TRY_ASSIGN(input.view, load_subject_view(session.review, session.subject, session.now));
  input.keys = report_keys(trust);
  input.created = request.created;
  input.log_origin = session.subject.origin;
  input.log_size = evidence.log().size();
  input.log_root = root_of(evidence);
  input.previous_packet = request.previous;
  DocumentOptions options;
  RF_TRY_ASSIGN(options.audience, parse_audience(request.audience));
  if (hides_names(options.audience)) {
    RF_TRY_ASSIGN(options.names_key, names_key(session.review));
  }
  options.read_raw = [&evidence](const std::string& digest) {
    return evidence::read_file(evidence.folder() / "raw" / digest);
  };
  RF_TRY_ASSIGN(Documents made, make_documents(std::move(input), options));
  PacketDocuments out{std::move(made.files), std::move(made.without_items),
                      std::move(made.without_raw), made.subject, std::move(made.notices)};
  const auto html = out.files.find("report.html");
  if (request.pdf && html != out.files.end()) {
    auto pdf = print_pdf(html->second, session.subject.file("work"));
    if (pdf) {
      out.files["report.pdf"] = std::move(*pdf);
    } else {
      out.notices.push_back("no report.pdf: " + pdf.error().detail);
    }
  }
  return out;
}

}  // namespace ringfence::review
