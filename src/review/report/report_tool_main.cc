// Makes the documents of a made-up subject, for the process-level tests (tests/review). Not
// installed, and not a way to make packets: those come from ringfence-review.
//   review_report_tool FIXTURE.json OUT AUDIENCE     writes the documents under OUT
//   review_report_tool --pdf HTML PDF                prints a page with the browser of this machine
//   review_report_tool --open SEALED KEYHEX ABOUT    prints a sealed annex
// The fixture may hold: product, deployment, build, statement (somebody's words), summary (a
// probe's), duty, topic, signed (bool), answers (count).
#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "evidence/files.h"
#include "review/report/documents.h"
#include "review/report/report_fixture.h"
#include "review/report/report_pdf.h"

namespace ringfence::review {
namespace {

Result<> write_documents(const std::string& fixture, const std::string& out,
                         const std::string& audience) {
  RF_TRY_ASSIGN(const std::string text, evidence::read_file(fixture));
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return Error(ErrorCode::kInvalid, "the fixture is no JSON object");
  FixtureTexts texts;
  const auto take = [&](const char* name, std::string& into) {
    if (json.contains(name)) into = json[name].get<std::string>();
  };
  take("product", texts.product);
  take("deployment", texts.deployment);
  take("build", texts.build);
  take("statement", texts.statement);
  take("summary", texts.summary);
  take("duty", texts.duty);
  take("topic", texts.topic);
  texts.is_signed = json.value("signed", false);
  RF_TRY_ASSIGN(ReportInput input, fixture_input(texts));
  DocumentOptions options;
  RF_TRY_ASSIGN(options.audience, parse_audience(audience));
  options.names_key = std::string(32, 'k');
  options.read_raw = [&](const std::string& digest) -> Result<std::string> {
    return fixture_raw(texts, digest);
  };
  RF_TRY_ASSIGN(const Documents documents, make_documents(std::move(input), options));
  for (const auto& [path, bytes] : documents.files) {
    RF_TRY(evidence::write_file(std::filesystem::path(out) / path, bytes, false));
  }
  fmt::print("{} files, {} items left out, {} raw files left out\n", documents.files.size(),
             documents.without_items.size(), documents.without_raw.size());
  return {};
}

Result<> open_sealed(const std::string& path, const std::string& key_hex,
                     const std::string& about) {
  RF_TRY_ASSIGN(const std::string sealed, evidence::read_file(path));
  std::string key;
  for (std::size_t i = 0; i + 1 < key_hex.size(); i += 2) {
    key += static_cast<char>(std::stoi(key_hex.substr(i, 2), nullptr, 16));
  }
  RF_TRY_ASSIGN(const std::string clear, open_names(sealed, key, about));
  fmt::print("{}\n", clear);
  return {};
}

Result<> write_pdf(const std::filesystem::path& html, const std::filesystem::path& out) {
  RF_TRY_ASSIGN(const std::string page, evidence::read_file(html));
  RF_TRY_ASSIGN(const std::string pdf, print_pdf(page, out.parent_path()));
  return evidence::write_file(out, pdf, false);
}

}  // namespace
}  // namespace ringfence::review

int main(int argc, char** argv) {
  using namespace ringfence::review;
  ringfence::Result<> done;
  if (argc == 4 && std::string_view(argv[1]) == "--pdf") {
    done = write_pdf(argv[2], argv[3]);
  } else if (argc == 4) {
    done = write_documents(argv[1], argv[2], argv[3]);
  } else if (argc == 5 && std::string_view(argv[1]) == "--open") {
    done = open_sealed(argv[2], argv[3], argv[4]);
  } else {
    fmt::print(stderr, "usage: review_report_tool FIXTURE OUT AUDIENCE\n");
    return 2;
  }
  if (done.ok()) return 0;
  fmt::print(stderr, "review_report_tool: {}\n", done.error().to_string());
  return 1;
}
