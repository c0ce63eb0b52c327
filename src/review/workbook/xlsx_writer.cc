#include "review/workbook/xlsx_writer.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>

namespace ringfence::review {
namespace {

constexpr std::size_t kRowsMax = 100000;
constexpr std::size_t kColumnsMax = 1000;
// Notes are shown in a small window.
constexpr std::size_t kNoteUnitsMax = 8000;

// A file in memory: libxlsxwriter writes to a path, and nothing of a review may be left in a
// shared folder.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("workbook", MFD_CLOEXEC)) {}
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }

  bool ok() const { return descriptor_ >= 0; }
  std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

  Result<std::string> bytes() const {
    struct stat about = {};
    if (fstat(descriptor_, &about) != 0) return Error(ErrorCode::kInternal, "fstat failed");
    std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
      const ssize_t got =
          pread(descriptor_, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
      if (got <= 0) return Error(ErrorCode::kInternal, "a file in memory is shorter than it says");
      have += static_cast<std::size_t>(got);
    }
    return bytes;
  }

 private:
  int descriptor_;
};

struct Look {
  std::uint32_t background = 0;
  bool bold = false;
  bool muted = false;
};

Look look_of(CellStyle style) {
  switch (style) {
    case CellStyle::kPlain:
      return {};
    case CellStyle::kTitle:
      return {0, true, false};
    case CellStyle::kHeader:
      return {0xD9E2EC, true, false};
    case CellStyle::kInput:
      return {0xFFFBE6, false, false};
    case CellStyle::kMuted:
      return {0, false, true};
    case CellStyle::kContradicted:
      return {0xF8D7DA, true, false};
    case CellStyle::kUnknown:
      return {0xEEEEEE, false, false};
    case CellStyle::kStale:
      return {0xF3E8D2, false, false};
    case CellStyle::kAttested:
      return {0xE3ECF9, false, false};
    case CellStyle::kMeasured:
      return {0xDDF1E4, false, false};
    case CellStyle::kProven:
      return {0xC5E8D0, true, false};
  }
  return {};
}

lxw_format* make_format(lxw_workbook* book, CellStyle style) {
  const Look look = look_of(style);
  lxw_format* format = workbook_add_format(book);
  format_set_num_format_index(format, 49);  // "@": text
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  if (style != CellStyle::kTitle) format_set_text_wrap(format);
  if (look.bold) format_set_bold(format);
  if (look.muted) format_set_font_color(format, 0x666666);
  if (look.background != 0) {
    format_set_bg_color(format, look.background);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, 0xBBBBBB);
  }
  return format;
}

Result<> check(const Workbook& workbook) {
  if (workbook.sheets.empty()) return Error(ErrorCode::kInvalid, "a workbook without sheets");
  for (const Sheet& sheet : workbook.sheets) {
    const bool bad = sheet.name.empty() || utf16_units(sheet.name) > 31 || !is_utf8(sheet.name) ||
                     sheet.name.find_first_of("[]:*?/\\\n\r\t") != sheet.name.npos ||
                     sheet.name.front() == '\'' || sheet.name.back() == '\'';
    if (bad || find_sheet(workbook, sheet.name) != &sheet) {
      return Error(ErrorCode::kInvalid,
                   "sheet \"" + storable_text(sheet.name) +
                       "\": a name is 1 to 31 characters without []:*?/\\ and stands once");
    }
    if (sheet.rows.size() > kRowsMax) {
      return Error(ErrorCode::kTooLarge,
                   fmt::format("sheet \"{}\": more than {} rows", sheet.name, kRowsMax));
    }
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
      if (sheet.rows[row].size() > kColumnsMax) {
        return Error(ErrorCode::kTooLarge, fmt::format("sheet \"{}\", row {}: more than {} columns",
                                                       sheet.name, row + 1, kColumnsMax));
      }
      for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
        if (utf16_units(sheet.rows[row][column].text) > kCellTextUnitsMax) {
          return Error(ErrorCode::kTooLarge,
                       fmt::format("{}: more than {} characters", cell_place(sheet, row, column),
                                   kCellTextUnitsMax));
        }
      }
    }
  }
  return {};
}

// Cuts at a whole character.
std::string at_most(std::string text, std::size_t units) {
  while (utf16_units(text) > units) {
    std::size_t keep = text.size() - (utf16_units(text) - units);
    while (keep > 0 && (static_cast<unsigned char>(text[keep]) & 0xC0) == 0x80) --keep;
    text.resize(keep);
  }
  return text;
}

// "_x000D_" in a file stands for that character, so a text that holds such a form is written with
// its first "_" in that form.
std::string escaped(std::string text) {
  for (std::size_t at = text.find("_x"); at != text.npos; at = text.find("_x", at + 2)) {
    const bool form =
        at + 7 <= text.size() && text[at + 6] == '_' &&
        text.substr(at + 2, 4).find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
    if (form) text.insert(at, "_x005F");
    if (form) at += 6;
  }
  return text;
}

class Writer {
 public:
  Writer(lxw_workbook* book, const Workbook& workbook) : book_(book), workbook_(workbook) {
    for (std::size_t at = 0; at < kCellStyles; ++at) {
      formats_.push_back(make_format(book, static_cast<CellStyle>(at)));
    }
  }

  Result<> write() {
    std::string title = storable_text(workbook_.title);
    lxw_doc_properties properties = {};
    properties.title = title.data();
    properties.created = static_cast<time_t>(std::max<std::int64_t>(workbook_.created, 1));
    RF_TRY(worked(workbook_set_properties(book_, &properties), "properties"));
    for (const Sheet& sheet : workbook_.sheets) RF_TRY(write_sheet(sheet));
    return {};
  }

 private:
  static Result<> worked(lxw_error outcome, std::string_view what) {
    if (outcome == LXW_NO_ERROR) return {};
    return Error(ErrorCode::kInternal, fmt::format("{}: {}", what, lxw_strerror(outcome)));
  }

  Result<> write_sheet(const Sheet& sheet) {
    lxw_worksheet* page = workbook_add_worksheet(book_, sheet.name.c_str());
    if (page == nullptr) return Error(ErrorCode::kInternal, "sheet \"" + sheet.name + "\"");
    for (std::size_t at = 0; at < sheet.widths.size(); ++at) {
      const auto column = static_cast<lxw_col_t>(at);
      RF_TRY(worked(worksheet_set_column(page, column, column, sheet.widths[at],
                                         formats_[static_cast<std::size_t>(CellStyle::kPlain)]),
                    sheet.name));
    }
    worksheet_freeze_panes(page, static_cast<lxw_row_t>(sheet.frozen_rows),
                           static_cast<lxw_col_t>(sheet.frozen_columns));
    if (sheet.frozen_rows > 0) {
      worksheet_repeat_rows(page, 0, static_cast<lxw_row_t>(sheet.frozen_rows - 1));
    }
    worksheet_set_landscape(page);
    worksheet_set_paper(page, 9);  // A4
    worksheet_fit_to_pages(page, 1, 0);
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
      for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
        RF_TRY(worked(write_cell(page, row, column, sheet.rows[row][column]),
                      cell_place(sheet, row, column)));
      }
    }
    return {};
  }

  lxw_error write_cell(lxw_worksheet* page, std::size_t row, std::size_t column, const Cell& cell) {
    const auto r = static_cast<lxw_row_t>(row);
    const auto c = static_cast<lxw_col_t>(column);
    lxw_format* format = formats_[static_cast<std::size_t>(cell.style)];
    const std::string text = escaped(storable_text(cell.text));
    const lxw_error outcome = text.empty()
                                  ? worksheet_write_blank(page, r, c, format)
                                  : worksheet_write_string(page, r, c, text.c_str(), format);
    if (outcome != LXW_NO_ERROR || cell.note.empty()) return outcome;
    return worksheet_write_comment(page, r, c,
                                   at_most(storable_text(cell.note), kNoteUnitsMax).c_str());
  }

  lxw_workbook* book_;
  const Workbook& workbook_;
  std::vector<lxw_format*> formats_;
};

}  // namespace

Result<std::string> write_xlsx(const Workbook& workbook) {
  RF_TRY(check(workbook));
  const MemoryFile file;
  if (!file.ok()) return Error(ErrorCode::kInternal, "no file in memory could be made");
  lxw_workbook* book = workbook_new(file.path().c_str());
  if (book == nullptr) return Error(ErrorCode::kInternal, "the workbook could not be begun");
  const Result<> written = Writer(book, workbook).write();
  const lxw_error closed = workbook_close(book);
  RF_TRY(written);
  if (closed != LXW_NO_ERROR) {
    return Error(ErrorCode::kInternal, std::string("workbook: ") + lxw_strerror(closed));
  }
  return file.bytes();
}

}  // namespace ringfence::review
