#include "object_store/s3/calls.h"

#include <charconv>

#include "object_store/s3/xml.h"

namespace ringfence::store::s3 {
namespace {

constexpr std::size_t kPageEntriesMax = 10'000;  // servers send 1,000

Error corrupt(std::string what) { return Error(ErrorCode::kCorrupt, "answer: " + std::move(what)); }

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string unquoted(std::string_view etag) {
  if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"')
    etag = etag.substr(1, etag.size() - 2);
  return std::string(etag);
}

// A key or prefix of a listing, decoded where the server says that it encoded.
struct KeyReader {
  bool encoded = false;
  std::optional<Error> error;

  std::string read(const XmlNode& node, std::string_view name) {
    std::string text = node.text_of(name);
    if (!encoded) return text;
    auto decoded = url_decode(text);
    if (decoded) return *std::move(decoded);
    error = decoded.error();
    return text;
  }
};

std::string bucket_resource(const std::string& bucket) { return "bucket " + bucket; }
std::string object_resource(const std::string& bucket) { return "an object of bucket " + bucket; }

ObjectVersion read_version(const XmlNode& node, KeyReader& keys) {
  ObjectVersion version;
  version.key = keys.read(node, "Key");
  version.version_id = node.text_of("VersionId");
  version.etag = unquoted(node.text_of("ETag"));
  version.last_modified = node.text_of("LastModified");
  version.storage_class = node.text_of("StorageClass");
  version.size_bytes = number(node.text_of("Size"));
  version.latest = node.text_of("IsLatest") == "true";
  version.marker = node.name() == "DeleteMarker";
  return version;
}

Result<VersionPage> read_versions(const Answer& answer, const std::string& after,
                                  const std::string& after_version) {
  auto document = XmlDocument::parse(answer.body, "ListVersionsResult");
  if (!document) return document.error();
  const XmlNode root = document->root();
  KeyReader keys{root.text_of("EncodingType") == "url"};
  VersionPage page;
  root.each("", [&](const XmlNode& node) {
    const std::string name = node.name();
    if (name == "Version" || name == "DeleteMarker")
      page.versions.push_back(read_version(node, keys));
  });
  if (page.versions.size() > kPageEntriesMax) return corrupt("a listing page over 10,000 entries");
  if (root.text_of("IsTruncated") == "true") {
    page.key_marker = keys.read(root, "NextKeyMarker");
    page.version_marker = root.text_of("NextVersionIdMarker");
    if (page.key_marker.empty())
      return corrupt("a listing that is cut short and does not say where it goes on");
    if (page.key_marker < after ||
        (page.key_marker == after &&
         (page.version_marker == after_version || page.versions.empty())))
      return corrupt("a listing whose next page does not lie after this one");
  }
  if (keys.error) return *keys.error;
  return page;
}

}  // namespace

Result<std::string> url_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      unsigned value = 0;
      const char* from = text.data() + i + 1;
      if (i + 2 >= text.size() || std::from_chars(from, from + 2, value, 16).ptr != from + 2)
        return corrupt("a key with a broken escape");
      out += static_cast<char>(value);
      i += 2;
    }
  }
  return out;
}

async::Task<Result<Answer>> get_setting(Client& client, std::string bucket, Setting setting,
                                        async::Deadline deadline, Query more) {
  Request request;
  request.bucket = std::move(bucket);
  request.query = std::move(more);
  request.query.emplace_back(std::string(setting.query), "");
  co_return co_await client.call(std::move(request), deadline);
}

async::Task<Result<VersionPage>> list_object_versions(Client& client, std::string bucket,
                                                      std::string prefix, std::string key_marker,
                                                      std::string version_marker,
                                                      async::Deadline deadline) {
  Request request;
  request.bucket = bucket;
  request.query = {{"versions", ""}, {"encoding-type", "url"}, {"max-keys", "1000"}};
  if (!prefix.empty()) request.query.emplace_back("prefix", prefix);
  if (!key_marker.empty()) request.query.emplace_back("key-marker", key_marker);
  if (!version_marker.empty()) request.query.emplace_back("version-id-marker", version_marker);
  auto answer = co_await client.call(std::move(request), deadline);
  if (!answer) co_return answer.error();
  RF_CO_TRY(answer->or_error("s3:ListBucketVersions", bucket_resource(bucket)));
  co_return read_versions(*answer, key_marker, version_marker);
}

async::Task<Result<ObjectPage>> list_objects(Client& client, std::string bucket, std::string prefix,
                                             std::string start_after, std::string token,
                                             async::Deadline deadline) {
  Request request;
  request.bucket = bucket;
  request.query = {{"list-type", "2"}, {"encoding-type", "url"}, {"max-keys", "1000"}};
  if (!prefix.empty()) request.query.emplace_back("prefix", prefix);
  if (!token.empty()) {
    request.query.emplace_back("continuation-token", token);
  } else if (!start_after.empty()) {
    request.query.emplace_back("start-after", start_after);
  }
  auto answer = co_await client.call(std::move(request), deadline);
  if (!answer) co_return answer.error();
  RF_CO_TRY(answer->or_error("s3:ListBucket", bucket_resource(bucket)));
  auto document = XmlDocument::parse(answer->body, "ListBucketResult");
  if (!document) co_return document.error();
  const XmlNode root = document->root();
  KeyReader keys{root.text_of("EncodingType") == "url"};
  ObjectPage page;
  root.each("Contents", [&](const XmlNode& node) {
    page.objects.push_back({keys.read(node, "Key"), unquoted(node.text_of("ETag")),
                            node.text_of("LastModified"), number(node.text_of("Size"))});
  });
  if (page.objects.size() > kPageEntriesMax)
    co_return corrupt("a listing page over 10,000 entries");
  if (root.text_of("IsTruncated") == "true") {
    page.next_token = root.text_of("NextContinuationToken");
    if (page.next_token.empty() || page.next_token == token || page.objects.empty())
      co_return corrupt("a listing that is cut short and does not go on");
  }
  if (keys.error) co_return *keys.error;
  co_return page;
}

async::Task<Result<UploadPage>> list_multipart_uploads(Client& client, std::string bucket,
                                                       std::string prefix, std::string key_marker,
                                                       std::string id_marker,
                                                       async::Deadline deadline) {
  Request request;
  request.bucket = bucket;
  request.query = {{"uploads", ""}, {"encoding-type", "url"}, {"max-uploads", "1000"}};
  if (!prefix.empty()) request.query.emplace_back("prefix", prefix);
  if (!key_marker.empty()) request.query.emplace_back("key-marker", key_marker);
  if (!id_marker.empty()) request.query.emplace_back("upload-id-marker", id_marker);
  auto answer = co_await client.call(std::move(request), deadline);
  if (!answer) co_return answer.error();
  RF_CO_TRY(answer->or_error("s3:ListBucketMultipartUploads", bucket_resource(bucket)));
  auto document = XmlDocument::parse(answer->body, "ListMultipartUploadsResult");
  if (!document) co_return document.error();
  const XmlNode root = document->root();
  KeyReader keys{root.text_of("EncodingType") == "url"};
  UploadPage page;
  root.each("Upload", [&](const XmlNode& node) {
    page.uploads.push_back({keys.read(node, "Key"), node.text_of("UploadId"),
                            node.text_of("Initiated"), node.text_of("Initiator/ID")});
  });
  if (page.uploads.size() > kPageEntriesMax)
    co_return corrupt("a listing page over 10,000 entries");
  if (root.text_of("IsTruncated") == "true") {
    page.key_marker = keys.read(root, "NextKeyMarker");
    page.id_marker = root.text_of("NextUploadIdMarker");
    if (page.key_marker < key_marker ||
        (page.key_marker == key_marker && (page.id_marker == id_marker || page.uploads.empty())))
      co_return corrupt("a listing whose next page does not lie after this one");
  }
  if (keys.error) co_return *keys.error;
  co_return page;
}

ObjectHead read_head(const Answer& answer) {
  ObjectHead head;
  const auto field = [&](std::string_view name) { return std::string(answer.header(name)); };
  head.size_bytes = number(answer.header("content-length"));
  head.etag = unquoted(answer.header("etag"));
  head.version_id = field("x-amz-version-id");
  head.last_modified = field("last-modified");
  head.encryption = field("x-amz-server-side-encryption");
  head.kms_key = field("x-amz-server-side-encryption-aws-kms-key-id");
  head.customer_key_md5 = field("x-amz-server-side-encryption-customer-key-md5");
  if (head.customer_key_md5.empty())
    head.customer_key_md5 = field("x-amz-server-side-encryption-customer-algorithm");
  head.bucket_key = answer.header("x-amz-server-side-encryption-bucket-key-enabled") == "true";
  head.replication = field("x-amz-replication-status");
  head.lock_mode = field("x-amz-object-lock-mode");
  head.lock_until = field("x-amz-object-lock-retain-until-date");
  head.legal_hold = field("x-amz-object-lock-legal-hold");
  head.storage_class = field("x-amz-storage-class");
  head.restore = field("x-amz-restore");
  head.expiration = field("x-amz-expiration");
  constexpr std::string_view kPrefix = "x-amz-meta-";
  for (const net::HttpField& header : answer.headers) {
    if (std::string_view(header.name).starts_with(kPrefix))
      head.metadata.push_back({header.name.substr(kPrefix.size()), header.value});
  }
  return head;
}

async::Task<Result<ObjectHead>> head_object(Client& client, std::string bucket, std::string key,
                                            std::string version_id, async::Deadline deadline) {
  Request request;
  request.method = "HEAD";
  request.bucket = bucket;
  request.key = std::move(key);
  if (!version_id.empty()) request.query.emplace_back("versionId", version_id);
  const std::string action = version_id.empty() ? "s3:GetObject" : "s3:GetObjectVersion";
  auto answer = co_await client.call(std::move(request), deadline);
  if (!answer) co_return answer.error();
  RF_CO_TRY(answer->or_error(action, object_resource(bucket)));
  co_return read_head(*answer);
}

async::Task<Result<Answer>> put_object(Client& client, std::string bucket, std::string key,
                                       bytes::Chain body, std::vector<net::HttpField> headers,
                                       async::Deadline deadline) {
  Request request;
  request.method = "PUT";
  request.bucket = std::move(bucket);
  request.key = std::move(key);
  request.body = std::move(body);
  request.headers = std::move(headers);
  co_return co_await client.call(std::move(request), deadline);
}

async::Task<Result<Answer>> get_object(Client& client, std::string bucket, std::string key,
                                       std::string version_id, std::string range,
                                       std::size_t bytes_max, async::Deadline deadline) {
  Request request;
  request.bucket = std::move(bucket);
  request.key = std::move(key);
  request.answer_bytes_max = bytes_max;
  if (!version_id.empty()) request.query.emplace_back("versionId", std::move(version_id));
  if (!range.empty()) request.headers.push_back({"range", std::move(range)});
  co_return co_await client.call(std::move(request), deadline);
}

async::Task<Result<Answer>> delete_object(Client& client, std::string bucket, std::string key,
                                          std::string version_id, async::Deadline deadline) {
  Request request;
  request.method = "DELETE";
  request.bucket = std::move(bucket);
  request.key = std::move(key);
  if (!version_id.empty()) request.query.emplace_back("versionId", std::move(version_id));
  co_return co_await client.call(std::move(request), deadline);
}

}  // namespace ringfence::store::s3
