// A listing of every version of every object as lines of a file, under one Merkle root. The file
// may hold millions of lines; memory does not grow with it.
//
// A line is: key, version id, "object" or "marker", size, etag, last modified, "latest" or "old",
// encryption, key id; separated by tabs. Key and the rest are percent-encoded where they are not
// plain printable ASCII, so that a line begins with the readable key. Encryption "?": not looked
// at; "-": the server names none. The root is that of RFC 6962 over the lines without their ends.
#pragma once

#include <cstdint>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "evidence/merkle.h"
#include "object_store/s3/calls.h"

namespace ringfence::review::bucket {

struct ListingLine {
  std::string key, version_id, etag, last_modified;
  std::uint64_t size_bytes = 0;
  bool marker = false;
  bool latest = false;
  std::string encryption = "?", kms_key = "?";
};
std::string encode_key(std::string_view key);
std::string to_text(const ListingLine& line);  // without line end
// kCorrupt: not nine fields.
Result<ListingLine> parse_line(std::string_view text);

// The root of leaves that come one by one; memory grows with the logarithm of their number.
class RootBuilder {
 public:
  void add(std::string_view leaf);
  std::int64_t count() const { return count_; }
  evidence::Digest root() const;

 private:
  struct Peak {
    evidence::Digest digest;
    std::uint64_t leaves;
  };
  std::vector<Peak> peaks_;
  std::int64_t count_ = 0;
};

struct Listing {
  std::string path;  // of the file
  std::string root;  // hex
  std::int64_t count = 0;
  std::int64_t objects = 0, markers = 0;
  std::uint64_t bytes = 0;       // of the objects
  std::uint64_t file_bytes = 0;  // of the file
};

class ListingWriter {
 public:
  // Replaces the file. kInternal: it cannot be written.
  static Result<ListingWriter> create(const std::string& path);
  Result<> add(const ListingLine& line);
  Result<Listing> finish();

 private:
  ListingWriter() = default;
  std::ofstream file_;
  RootBuilder root_;
  Listing listing_;
};

// Calls with every line in order, numbered from 0, and says what the file holds. kCorrupt: a broken
// line.
using LineVisitor = std::function<Result<>(std::int64_t index, const ListingLine& line)>;
Result<Listing> read_listing(const std::string& path, const LineVisitor& visit);

struct ListRequest {
  std::string bucket;
  std::vector<std::string> prefixes;  // empty: everything
  std::string path;
  std::int64_t objects_max = 0;
  std::function<void(std::int64_t done)> progress;
};
// kTooLarge: more than objects_max. kCorrupt: a listing that is not in the order of keys.
async::Task<Result<Listing>> list_bucket(store::s3::Client& client, ListRequest request,
                                         async::Deadline deadline);

// HEAD of this very version. Some servers do not know "null" as the version of what was never
// versioned; they are asked without it.
async::Task<Result<store::s3::ObjectHead>> head_version(store::s3::Client& client,
                                                        std::string bucket, ListingLine line,
                                                        async::Deadline deadline);

// Looks at every object of a short listing and writes encryption and key into its lines. Objects
// that cannot be looked at keep "?". Returns the new listing and the first refusal, if any.
struct Looked {
  Listing listing;
  std::string refusal;
};
async::Task<Result<Looked>> look_at_all(async::Loop& loop, store::s3::Client& client,
                                        std::string bucket, Listing listing,
                                        async::Deadline deadline);

}  // namespace ringfence::review::bucket
