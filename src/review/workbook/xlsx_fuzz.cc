// Goal: no bytes crash the XLSX reader or make it pass its limits. Method: the input is taken as a
// file, and also as the XML of one sheet and of the shared strings inside a sound package, so that
// the fuzzer need not forge checksums to reach the cells.
#include <zip.h>

#include <cstdlib>

#include "review/workbook/xlsx_reader.h"

namespace {

using namespace ringfence::review;

std::string package(std::string_view sheet, std::string_view strings) {
  static const std::pair<const char*, std::string> kParts[] = {
      {"_rels/.rels", "<r><Relationship Id='a' Type='x/officeDocument' Target='w.xml'/></r>"},
      {"w.xml", "<w><sheets><sheet name='S' sheetId='1' r:id='a'/></sheets></w>"},
      {"_rels/w.xml.rels",
       "<r><Relationship Id='a' Type='x/worksheet' Target='s.xml'/>"
       "<Relationship Id='b' Type='x/sharedStrings' Target='t.xml'/></r>"}};
  zip_error_t failure;
  zip_error_init(&failure);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &failure);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &failure);
  const auto add = [&](const char* name, std::string_view bytes) {
    zip_source_t* part = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const zip_int64_t index = zip_file_add(archive, name, part, 0);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
  };
  for (const auto& [name, bytes] : kParts) add(name, bytes);
  add("s.xml", sheet);
  add("t.xml", strings);
  if (zip_close(archive) != 0) std::abort();
  zip_stat_t about;
  zip_source_stat(target, &about);
  std::string bytes(about.size, '\0');
  zip_source_open(target);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

void read(std::string_view bytes) {
  XlsxLimits limits;
  limits.zip.part_bytes_max = 1U << 20;
  limits.zip.total_bytes_max = 4U << 20;
  limits.cells_max = 2000;
  limits.text_bytes_max = 1U << 20;
  const auto workbook = read_xlsx(bytes, limits);
  if (!workbook) return;
  std::size_t cells = 0;
  std::size_t text = 0;
  for (const Sheet& sheet : workbook->sheets) {
    for (const Row& row : sheet.rows) {
      cells += row.size();
      for (const Cell& cell : row) {
        text += cell.text.size();
        if (!is_utf8(cell.text)) std::abort();
      }
    }
  }
  // Replacing a control character makes a text three times as long at most.
  if (cells > limits.cells_max || text > 3 * limits.text_bytes_max) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  read(input);
  if (input.starts_with("PK")) return 0;
  read(package(input, "<sst><si><t>one</t></si><si><r><t>t</t></r><r><t>wo</t></r></si></sst>"));
  read(package("<s><sheetData><row><c t='s'><v>0</v></c></row></sheetData></s>", input));
  return 0;
}
