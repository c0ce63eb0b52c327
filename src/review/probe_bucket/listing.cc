#include "review/probe_bucket/listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "async/task_group.h"
#include "object_store/s3/sigv4.h"

namespace ringfence::review::bucket {
namespace {

namespace s3 = store::s3;

constexpr std::size_t kLineBytesMax = 16 * 1024;
constexpr std::size_t kLooksAtOnce = 16;

std::string or_dash(std::string_view text) { return text.empty() ? "-" : encode_key(text); }

Error backwards() {
  return Error(ErrorCode::kCorrupt, "answer: a listing that is not in the order of keys");
}

ListingLine line_of(const s3::ObjectVersion& version) {
  return {version.key,        version.version_id, version.etag,  version.last_modified,
          version.size_bytes, version.marker,     version.latest};
}

// The provider lists newest first within a key; some servers list markers after everything else.
void sort_page(std::vector<s3::ObjectVersion>& versions) {
  for (std::size_t i = 1; i < versions.size(); ++i) {
    const auto before = [&](const s3::ObjectVersion& a, const s3::ObjectVersion& b) {
      if (a.key != b.key) return a.key < b.key;
      if (a.latest != b.latest) return a.latest;
      return a.last_modified > b.last_modified;
    };
    if (!before(versions[i], versions[i - 1])) continue;
    const auto place = std::upper_bound(versions.begin(), versions.begin() + static_cast<long>(i),
                                        versions[i], before);
    std::rotate(place, versions.begin() + static_cast<long>(i),
                versions.begin() + static_cast<long>(i) + 1);
  }
}

async::Task<void> look_at(s3::Client& client, const std::string& bucket, ListingLine& line,
                          std::string& refusal, async::Deadline deadline) {
  if (line.marker) {
    line.encryption = line.kms_key = "-";
    co_return;
  }
  auto head = co_await head_version(client, bucket, line, deadline);
  if (!head) {
    if (refusal.empty() && !head.error().is(ErrorCode::kNotFound))
      refusal = head.error().to_string();
    co_return;
  }
  line.encryption = head->customer_key_md5.empty() ? head->encryption : "SSE-C";
  line.kms_key = head->kms_key;
  if (line.encryption.empty()) line.encryption = "-";
  if (line.kms_key.empty()) line.kms_key = "-";
}

}  // namespace

std::string encode_key(std::string_view key) {
  std::string out;
  out.reserve(key.size());
  for (const char c : key) {
    if (c > 0x20 && c < 0x7f && c != '%') {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string to_text(const ListingLine& line) {
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}", encode_key(line.key),
                     or_dash(line.version_id), line.marker ? "marker" : "object", line.size_bytes,
                     or_dash(line.etag), or_dash(line.last_modified),
                     line.latest ? "latest" : "old", or_dash(line.encryption),
                     or_dash(line.kms_key));
}

Result<ListingLine> parse_line(std::string_view text) {
  std::string fields[9];
  for (std::size_t i = 0; i < 9; ++i) {
    const std::size_t tab = text.find('\t');
    if ((tab == text.npos) != (i == 8)) return Error(ErrorCode::kCorrupt, "a broken listing line");
    // '+' stands for itself in our lines.
    std::string field(text.substr(0, tab));
    std::string plain;
    for (const char c : field) plain += c == '+' ? "%2B" : std::string(1, c);
    auto decoded = s3::url_decode(plain);
    if (!decoded) return decoded.error();
    fields[i] = i != 0 && *decoded == "-" ? "" : *decoded;
    text = tab == text.npos ? std::string_view() : text.substr(tab + 1);
  }
  ListingLine line{fields[0], fields[1], fields[4], fields[5]};
  std::from_chars(fields[3].data(), fields[3].data() + fields[3].size(), line.size_bytes);
  line.marker = fields[2] == "marker";
  line.latest = fields[6] == "latest";
  line.encryption = fields[7].empty() ? "-" : fields[7];
  line.kms_key = fields[8].empty() ? "-" : fields[8];
  return line;
}

void RootBuilder::add(std::string_view leaf) {
  peaks_.push_back({evidence::leaf_hash(leaf), 1});
  ++count_;
  while (peaks_.size() > 1 && peaks_[peaks_.size() - 2].leaves == peaks_.back().leaves) {
    const Peak right = peaks_.back();
    peaks_.pop_back();
    peaks_.back().digest = evidence::node_hash(peaks_.back().digest, right.digest);
    peaks_.back().leaves *= 2;
  }
}

evidence::Digest RootBuilder::root() const {
  if (peaks_.empty()) return evidence::sha256("");
  evidence::Digest digest = peaks_.back().digest;
  for (std::size_t i = peaks_.size() - 1; i-- > 0;)
    digest = evidence::node_hash(peaks_[i].digest, digest);
  return digest;
}

Result<ListingWriter> ListingWriter::create(const std::string& path) {
  ListingWriter writer;
  writer.listing_.path = path;
  writer.file_.open(path, std::ios::binary | std::ios::trunc);
  if (!writer.file_) return Error(ErrorCode::kInternal, path + ": cannot be written");
  return writer;
}

Result<> ListingWriter::add(const ListingLine& line) {
  const std::string text = to_text(line);
  root_.add(text);
  file_ << text << '\n';
  if (!file_) return Error(ErrorCode::kOutOfSpace, listing_.path + ": cannot be written");
  listing_.file_bytes += text.size() + 1;
  ++listing_.count;
  ++(line.marker ? listing_.markers : listing_.objects);
  listing_.bytes += line.size_bytes;
  return {};
}

Result<Listing> ListingWriter::finish() {
  file_.close();
  if (!file_) return Error(ErrorCode::kOutOfSpace, listing_.path + ": cannot be written");
  listing_.root = evidence::to_hex(evidence::as_bytes(root_.root()));
  return listing_;
}

Result<Listing> read_listing(const std::string& path, const LineVisitor& visit) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error(ErrorCode::kNotFound, path + ": the listing is not there any more");
  Listing listing;
  listing.path = path;
  RootBuilder root;
  std::string text;
  while (std::getline(file, text)) {
    if (text.size() > kLineBytesMax) return Error(ErrorCode::kCorrupt, path + ": a line too long");
    root.add(text);
    auto line = parse_line(text);
    if (!line) return line.error();
    RF_TRY(visit(listing.count, *line));
    listing.file_bytes += text.size() + 1;
    ++listing.count;
    ++(line->marker ? listing.markers : listing.objects);
    listing.bytes += line->size_bytes;
  }
  listing.root = evidence::to_hex(evidence::as_bytes(root.root()));
  return listing;
}

async::Task<Result<Listing>> list_bucket(s3::Client& client, ListRequest request,
                                         async::Deadline deadline) {
  auto writer = ListingWriter::create(request.path);
  if (!writer) co_return writer.error();
  // Prefixes in order, without those that another one contains.
  std::vector<std::string> prefixes = request.prefixes;
  if (prefixes.empty()) prefixes.emplace_back();
  std::sort(prefixes.begin(), prefixes.end());
  std::string last_key, last_prefix;
  std::int64_t count = 0;
  for (std::size_t i = 0; i < prefixes.size(); ++i) {
    if (i > 0 && prefixes[i].starts_with(last_prefix)) continue;
    last_prefix = prefixes[i];
    std::string key_marker, version_marker;
    do {
      auto page = co_await s3::list_object_versions(client, request.bucket, prefixes[i], key_marker,
                                                    version_marker, deadline);
      if (!page) co_return page.error();
      sort_page(page->versions);
      for (const s3::ObjectVersion& version : page->versions) {
        if (version.key < last_key || !version.key.starts_with(prefixes[i])) co_return backwards();
        last_key = version.key;
        RF_CO_TRY(writer->add(line_of(version)));
      }
      count += static_cast<std::int64_t>(page->versions.size());
      if (count > request.objects_max)
        co_return Error(ErrorCode::kTooLarge,
                        fmt::format("bucket {} holds more than {} versions (--objects-max)",
                                    request.bucket, request.objects_max));
      if (request.progress) request.progress(count);
      key_marker = page->key_marker;
      version_marker = page->version_marker;
    } while (!key_marker.empty());
  }
  co_return writer->finish();
}

async::Task<Result<s3::ObjectHead>> head_version(s3::Client& client, std::string bucket,
                                                 ListingLine line, async::Deadline deadline) {
  auto head = co_await s3::head_object(client, bucket, line.key, line.version_id, deadline);
  if (head || line.version_id != "null" || !head.error().is(ErrorCode::kNotFound)) co_return head;
  auto plain = co_await s3::head_object(client, bucket, line.key, "", deadline);
  if (plain && !plain->version_id.empty() && plain->version_id != "null") co_return head;
  co_return plain;
}

async::Task<Result<Looked>> look_at_all(async::Loop& loop, s3::Client& client, std::string bucket,
                                        Listing listing, async::Deadline deadline) {
  Looked out;
  std::vector<ListingLine> lines;
  auto read = read_listing(listing.path, [&](std::int64_t, const ListingLine& line) -> Result<> {
    lines.push_back(line);
    return {};
  });
  if (!read) co_return read.error();
  async::TaskGroup group(loop);
  for (ListingLine& line : lines) {
    if (co_await group.wait_below(kLooksAtOnce, async::Deadline::none(deadline.cancel)) ==
        async::Wake::kCancelled)
      break;
    group.spawn(look_at(client, bucket, line, out.refusal, deadline));
  }
  co_await group.join();
  if (deadline.cancel.cancelled()) co_return Error(ErrorCode::kCancelled);
  auto writer = ListingWriter::create(listing.path);
  if (!writer) co_return writer.error();
  for (const ListingLine& line : lines) RF_CO_TRY(writer->add(line));
  auto finished = writer->finish();
  if (!finished) co_return finished.error();
  out.listing = *std::move(finished);
  co_return out;
}

}  // namespace ringfence::review::bucket
