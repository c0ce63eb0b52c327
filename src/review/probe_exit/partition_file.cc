#include "review/probe_exit/partition_file.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <charconv>
#include <filesystem>
#include <memory>

namespace ringfence::review::exit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWriteAhead = 1 << 20;
constexpr std::size_t kReadPiece = 1 << 20;

constexpr std::string_view kReasons[] = {"compaction", "aborted",          "transaction-marker",
                                         "retention",  "open-transaction", "unknown"};

Error corrupt(const std::string& path, std::uint64_t line, std::string_view what) {
  return Error(ErrorCode::kCorrupt, fmt::format("{}, line {}: {}", path, line, what));
}

bool parse_offset(std::string_view text, std::int64_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && out >= 0;
}

class FileDigest {
 public:
  FileDigest() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
  }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string hex() {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), out, &size);
    return evidence::to_hex({reinterpret_cast<const char*>(out), size});
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

Result<LineReader> LineReader::open(const std::string& path) {
  LineReader reader(path);
  reader.file_.open(path, std::ios::binary);
  if (!reader.file_) return Error(ErrorCode::kNotFound, path + ": cannot be read");
  return reader;
}

Result<bool> LineReader::next(std::string_view& line) {
  std::size_t searched = begin_;
  while (true) {
    const std::size_t end = buffer_.find('\n', searched);
    if (end != buffer_.npos) {
      line = std::string_view(buffer_).substr(begin_, end - begin_);
      consumed_ += end + 1 - begin_;
      begin_ = end + 1;
      return true;
    }
    buffer_.erase(0, begin_);
    begin_ = 0;
    searched = buffer_.size();
    if (buffer_.size() > kLineMax) {
      return Error(ErrorCode::kTooLarge, path_ + ": a line of over 256 MiB");
    }
    buffer_.resize(searched + kReadPiece);
    file_.read(buffer_.data() + searched, static_cast<std::streamsize>(kReadPiece));
    buffer_.resize(searched + static_cast<std::size_t>(file_.gcount()));
    if (file_.gcount() == 0) {
      if (buffer_.empty()) return false;
      return Error(ErrorCode::kCorrupt, path_ + ": the last line is cut off");
    }
  }
}

Result<void> read_records(
    const std::string& path,
    const std::function<Result<void>(std::string_view, const LineView&)>& take) {
  RF_TRY_ASSIGN(LineReader reader, LineReader::open(path));
  std::int64_t last = -1;
  std::uint64_t number = 0;
  while (true) {
    std::string_view line;
    RF_TRY_ASSIGN(const bool more, reader.next(line));
    if (!more) return {};
    ++number;
    const auto view = read_line(line);
    if (!view) return corrupt(path, number, "not a record");
    if (view->offset <= last) return corrupt(path, number, "offsets do not rise");
    last = view->offset;
    RF_TRY(take(line, *view));
  }
}

Result<std::vector<Gap>> read_gaps(const std::string& path) {
  std::vector<Gap> gaps;
  if (!fs::exists(path)) return gaps;
  RF_TRY_ASSIGN(LineReader reader, LineReader::open(path));
  std::uint64_t number = 0;
  while (true) {
    std::string_view line;
    RF_TRY_ASSIGN(const bool more, reader.next(line));
    if (!more) return gaps;
    ++number;
    const std::size_t first = line.find('\t');
    const std::size_t second = first == line.npos ? first : line.find('\t', first + 1);
    Gap gap;
    if (second == line.npos || !parse_offset(line.substr(0, first), gap.first) ||
        !parse_offset(line.substr(first + 1, second - first - 1), gap.last) ||
        gap.first > gap.last) {
      return corrupt(path, number, "not a gap");
    }
    gap.reason = std::string(line.substr(second + 1));
    if (std::find(std::begin(kReasons), std::end(kReasons), gap.reason) == std::end(kReasons)) {
      return corrupt(path, number, "no such reason");
    }
    if (!gaps.empty() && gaps.back().reason == gap.reason && gaps.back().last + 1 == gap.first) {
      gaps.back().last = gap.last;
    } else {
      gaps.push_back(std::move(gap));
    }
  }
}

Result<PartitionFacts> read_partition(const std::string& records, const std::string& gaps) {
  PartitionFacts facts;
  MerkleStream lines, contents;
  FileDigest digest;
  RF_TRY(read_records(records, [&](std::string_view line, const LineView& view) -> Result<void> {
    if (facts.first_offset < 0) facts.first_offset = view.offset;
    facts.last_offset = view.offset;
    facts.bytes += line.size() + 1;
    lines.add(line);
    contents.add(view.content);
    digest.add(line);
    digest.add("\n");
    return {};
  }));
  facts.count = lines.count();
  facts.root = lines.root();
  facts.content_root = contents.root();
  facts.sha256 = digest.hex();
  RF_TRY_ASSIGN(facts.gaps, read_gaps(gaps));
  return facts;
}

Result<PartitionWriter> PartitionWriter::open(const std::string& records, const std::string& gaps,
                                              std::int64_t start) {
  PartitionWriter writer;
  writer.next_ = start;
  writer.records_path_ = records;
  RF_TRY(writer.read_back(records, gaps));
  writer.records_.open(records, std::ios::binary | std::ios::app);
  writer.gaps_file_.open(gaps, std::ios::binary | std::ios::app);
  if (!writer.records_ || !writer.gaps_file_) {
    return Error(ErrorCode::kPermission, records + ": cannot be written");
  }
  return writer;
}

// Counts what stands there; removes what an interruption left behind.
Result<void> PartitionWriter::read_back(const std::string& records, const std::string& gaps) {
  std::error_code error;
  for (const std::string& path : {records, gaps}) {
    if (!fs::exists(path)) continue;
    RF_TRY_ASSIGN(LineReader reader, LineReader::open(path));
    std::string_view line;
    while (true) {
      const auto more = reader.next(line);
      if (!more && !more.error().is(ErrorCode::kCorrupt)) return more.error();
      if (!more || !*more) break;
    }
    fs::resize_file(path, reader.position(), error);
    if (error) return Error(ErrorCode::kPermission, path + ": " + error.message());
  }
  if (fs::exists(records)) {
    RF_TRY(read_records(records, [&](std::string_view line, const LineView& view) -> Result<void> {
      lines_.add(line);
      bytes_ += line.size() + 1;
      next_ = std::max(next_, view.offset + 1);
      return {};
    }));
  }
  // Gaps were written before the records in front of later gaps: those that do not join on to what
  // stands there are found again.
  RF_TRY_ASSIGN(const std::vector<Gap> known, read_gaps(gaps));
  std::string kept;
  for (const Gap& gap : known) {
    if (gap.first > next_) break;
    kept += fmt::format("{}\t{}\t{}\n", gap.first, gap.last, gap.reason);
    next_ = std::max(next_, gap.last + 1);
  }
  std::ofstream file(gaps, std::ios::binary | std::ios::trunc);
  file << kept;
  file.close();
  if (!file) return Error(ErrorCode::kPermission, gaps + ": cannot be written");
  return {};
}

void PartitionWriter::record(const kafka::Record& record, kafka::TimestampType type) {
  line_.clear();
  append_line(line_, record, type);
  lines_.add(line_);
  pending_ += line_;
  pending_ += '\n';
  bytes_ += line_.size() + 1;
  next_ = record.offset + 1;
  if (pending_.size() >= kWriteAhead) failed_ = !flush() || failed_;
}

void PartitionWriter::gap(std::int64_t first, std::int64_t last, std::string_view reason) {
  if (first > last) return;
  pending_gaps_ += fmt::format("{}\t{}\t{}\n", first, last, reason);
  next_ = last + 1;
}

Result<void> PartitionWriter::flush() {
  gaps_file_ << pending_gaps_;
  gaps_file_.flush();
  records_ << pending_;
  records_.flush();
  pending_.clear();
  pending_gaps_.clear();
  if (!gaps_file_ || !records_ || failed_) {
    return Error(ErrorCode::kOutOfSpace, records_path_ + ": cannot be written");
  }
  return {};
}

Result<void> PartitionWriter::close() {
  RF_TRY(flush());
  records_.close();
  gaps_file_.close();
  if (records_.fail() || gaps_file_.fail()) {
    return Error(ErrorCode::kOutOfSpace, records_path_ + ": cannot be written");
  }
  return {};
}

}  // namespace ringfence::review::exit
