// The documents of a packet: a pure function from a graded subject to files. What a program must do
// with them: pass `files` to evidence::write_packet with `without_items` and `without_raw`, and use
// `subject` as the packet's subject.
#pragma once

#include <map>
#include <string>

#include "review/report/names.h"
#include "review/report/report_digest.h"

namespace ringfence::review {

struct DocumentOptions {
  Audience audience = Audience::kAuditor;
  // 32 bytes: makes tokens and seals the annex. Needed for vendor and public, else kInvalid.
  std::string names_key;
  // Reads a raw file of the evidence folder by digest, to look for names and to fill annex/. An
  // error leaves the file out and is no failure.
  RawReader read_raw;
};

struct Documents {
  // Path in the packet -> bytes: statement.md, report.html, review.xlsx, boundary.json, duties.md,
  // limits.md, annex/..., oscal/..., cdx/..., exports/... ; for vendor and public
  // annex/names.sealed.
  std::map<std::string, std::string> files;
  std::set<std::string> without_items;
  std::set<std::string> without_raw;
  evidence::Scope subject;  // with tokens for "public", whose reader gets no item that binds to it
  // Differs from what was asked: "PDF skipped: no Chromium found". For the terminal.
  std::vector<std::string> notices;
};

// Time and memory grow with the view; 215 claims and 1,000 items take well under a second.
Result<Documents> make_documents(ReportInput input, const DocumentOptions& options);

// One claim in words: what was seen or said, by whom, over what, with limits. Each sentence scoped.
std::string claim_words(const ReportDigest& digest, const ClaimSummary& claim);

// Parts of make_documents, one a file.
std::map<std::string, std::string> annex_files(const ReportDigest& digest,
                                               const RawReader& read_raw, const Withheld& withheld);
Result<std::string> review_workbook(const ReportDigest& digest,
                                    const std::vector<std::string>& left_out);
std::map<std::string, std::string> oscal_files(const ReportDigest& digest);
std::string cyclonedx_declarations(const ReportDigest& digest);
std::string caiq_answers(const ReportDigest& digest);
std::string dora_inputs(const ReportDigest& digest);

}  // namespace ringfence::review
