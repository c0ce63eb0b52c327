// Tests of the S3 client without a server. Goal: requests are signed as AWS publishes it, answers
// of any kind are read within bounds, and failures are classified so that a person can act. Method:
// AWS's published signature examples, and a scripted HttpClient under a SimLoop.
#include <gtest/gtest.h>

#include <deque>
#include <fstream>

#include "async/sim_loop.h"
#include "object_store/s3/calls.h"
#include "object_store/s3/credentials.h"
#include "object_store/s3/xml.h"

namespace ringfence::store::s3 {
namespace {

// "Signature Calculations for the Authorization Header: Transferring Payload in a Single Chunk".
const Credentials kS3Example{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                             ""};

ToSign s3_example(std::string method, std::string path, std::string query,
                  std::vector<net::HttpField> more,
                  std::string payload = std::string(kEmptySha256)) {
  ToSign request{std::move(method), std::move(path), std::move(query), std::move(more)};
  request.payload_hash = payload;
  request.time = "20130524T000000Z";
  request.region = "us-east-1";
  request.service = "s3";
  request.headers.push_back({"host", "examplebucket.s3.amazonaws.com"});
  request.headers.push_back({"x-amz-content-sha256", payload});
  request.headers.push_back({"x-amz-date", request.time});
  return request;
}

std::string signature(const ToSign& request, const Credentials& credentials) {
  const std::string all = authorization(request, credentials);
  return all.substr(all.find("Signature=") + 10);
}

TEST(Signature, EqualsThePublishedS3Examples) {
  EXPECT_EQ(signature(s3_example("GET", "/test.txt", "", {{"range", "bytes=0-9"}}), kS3Example),
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  EXPECT_EQ(signature(s3_example("PUT", "/" + uri_encode("test$file.text", true), "",
                                 {{"date", "Fri, 24 May 2013 00:00:00 GMT"},
                                  {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                                 sha256_hex("Welcome to Amazon S3.")),
                      kS3Example),
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  EXPECT_EQ(signature(s3_example("GET", "/", encode_query({{"lifecycle", ""}}), {}), kS3Example),
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  EXPECT_EQ(
      signature(s3_example("GET", "/", encode_query({{"prefix", "J"}, {"max-keys", "2"}}), {}),
                kS3Example),
      "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

TEST(Signature, EqualsThePublishedTestSuite) {
  const Credentials suite{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""};
  ToSign request{"GET", "/", ""};
  request.headers = {{"host", "example.amazonaws.com"}, {"x-amz-date", "20150830T123600Z"}};
  request.payload_hash = std::string(kEmptySha256);
  request.time = "20150830T123600Z";
  request.region = "us-east-1";
  request.service = "service";
  EXPECT_EQ(authorization(request, suite),
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
            "SignedHeaders=host;x-amz-date, "
            "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  request.query = encode_query({{"Param2", "value2"}, {"Param1", "value1"}});
  EXPECT_EQ(signature(request, suite),
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
  request.query.clear();
  request.method = "POST";
  EXPECT_EQ(signature(request, suite),
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
}

TEST(Signature, TimeAndEncoding) {
  EXPECT_EQ(amz_date(UnixMillis{1369353600000}), "20130524T000000Z");
  EXPECT_EQ(amz_date(UnixMillis{1440938160999}), "20150830T123600Z");
  EXPECT_EQ(uri_encode("a/b c+~*\xc3\xa4", true), "a/b%20c%2B~%2A%C3%A4");
  EXPECT_EQ(uri_encode("a/b", false), "a%2Fb");
  EXPECT_EQ(md5_base64("hello"), "XUFAKrxLKna5cZ2REBfFkg==");
}

TEST(Xml, RefusesWhatIsNotAnAnswer) {
  for (const std::string_view bad :
       {"", "garbage", "<a><b></a>", "<a>", "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>"}) {
    EXPECT_TRUE(XmlDocument::parse(bad, "").failed_with(ErrorCode::kCorrupt)) << bad;
  }
  EXPECT_TRUE(XmlDocument::parse("<other/>", "wanted").failed_with(ErrorCode::kCorrupt));
  std::string deep;
  for (int i = 0; i < 300'000; ++i) deep += "<a>";
  EXPECT_TRUE(XmlDocument::parse(deep, "").failed_with(ErrorCode::kCorrupt));
  deep.resize(3 * 50'000);
  for (int i = 0; i < 50'000; ++i) deep += "</a>";
  EXPECT_TRUE(XmlDocument::parse(deep, "a").ok()) << "deep, and no stack is used";
  const auto good = XmlDocument::parse("<x:a xmlns:x=\"u\"><x:b>1&amp;2</x:b></x:a>", "a");
  ASSERT_TRUE(good.ok());
  EXPECT_EQ(good->root().text_of("b"), "1&2");
}

TEST(Refusals, SayWhatToDo) {
  const Refusal denied =
      read_refusal(403, "<Error><Code>AccessDenied</Code><Message>no\n</Message></Error>", "R1");
  const Error error = error_of(denied, "s3:GetBucketPolicy", "bucket b");
  EXPECT_TRUE(error.is(ErrorCode::kPermission));
  EXPECT_EQ(error.detail, "s3:GetBucketPolicy on bucket b: 403 AccessDenied: no? (request R1)");
  EXPECT_TRUE(error_of(read_refusal(501, "", ""), "a", "b").is(ErrorCode::kUnsupported));
  EXPECT_TRUE(error_of(read_refusal(404, "<html>", ""), "a", "b").is(ErrorCode::kNotFound));
  const Error skew =
      error_of(read_refusal(403, "<Error><Code>RequestTimeTooSkewed</Code></Error>", ""), "a", "b");
  EXPECT_NE(skew.detail.find("set the clock"), std::string::npos);
}

TEST(Profiles, EnvironmentThenFilesAndNoSecretInErrors) {
  std::map<std::string, std::string> variables = {
      {"AWS_ACCESS_KEY_ID", "AK"}, {"AWS_SECRET_ACCESS_KEY", "SK"}, {"AWS_REGION", "eu-central-1"}};
  const Environment environment = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
  const auto from_environment = load_profile("", environment);
  ASSERT_TRUE(from_environment.ok());
  EXPECT_EQ(from_environment->credentials.access_key_id, "AK");
  EXPECT_EQ(from_environment->region, "eu-central-1");

  const std::string file = ::testing::TempDir() + "/credentials";
  std::ofstream(file) << "[default]\naws_access_key_id = D\n[audit]\naws_access_key_id=A\n"
                         "aws_secret_access_key = S = \nregion = x\n";
  variables["AWS_SHARED_CREDENTIALS_FILE"] = file;
  variables["AWS_CONFIG_FILE"] = "/nonexistent";
  const auto audit = load_profile("audit", environment);
  ASSERT_TRUE(audit.ok());
  EXPECT_EQ(audit->credentials.access_key_id, "A");
  EXPECT_EQ(audit->credentials.secret_access_key, "S =");
  const auto missing = load_profile("other", environment);
  ASSERT_TRUE(missing.failed_with(ErrorCode::kNotFound));
  EXPECT_EQ(missing.error().detail.find("SK"), std::string::npos);
}

// Answers what the script says, in order, and keeps what was asked.
class Scripted final : public net::HttpClient {
 public:
  async::Task<Result<net::HttpClientResponse>> send(net::HttpClientRequest request,
                                                    async::Deadline) override {
    requests.push_back(std::move(request));
    if (script.empty()) co_return Error(ErrorCode::kUnavailable, "connect: nobody");
    auto next = std::move(script.front());
    script.pop_front();
    co_return next;
  }
  void add(unsigned status, std::string body) {
    script.push_back(net::HttpClientResponse{status, {}, std::move(body)});
  }
  std::deque<Result<net::HttpClientResponse>> script;
  std::vector<net::HttpClientRequest> requests;
};

class Calls : public ::testing::Test {
 protected:
  std::unique_ptr<Client> make(ClientOptions options) {
    options.credentials = kS3Example;
    auto made = Client::make(loop_, http_, options);
    EXPECT_TRUE(made.ok());
    return *std::move(made);
  }
  async::Deadline soon() { return async::Deadline::after(loop_, seconds(60)); }
  Result<VersionPage> versions(std::string_view body, std::string after = "") {
    http_.add(200, std::string(body));
    return scheduler_.run(list_object_versions(*client_, "b", "", after, "", soon()));
  }

  async::SimScheduler scheduler_{1};
  async::SimLoop loop_{scheduler_, 2, UnixMillis{1'700'000'000'000}};
  Scripted http_;
  std::unique_ptr<Client> client_ = make({.endpoint = "http://127.0.0.1:9"});
};

TEST_F(Calls, AddressesBucketsByPathAndByHost) {
  http_.add(200, "");
  (void)scheduler_.run(head_object(*client_, "my-bucket", "a b/c", "", soon()));
  EXPECT_EQ(http_.requests[0].url, "http://127.0.0.1:9/my-bucket/a%20b/c");
  client_ = make({.region = "eu-west-1"});
  http_.add(200, "");
  (void)scheduler_.run(head_object(*client_, "my-bucket", "k", "v=1", soon()));
  EXPECT_EQ(http_.requests[1].url,
            "https://my-bucket.s3.eu-west-1.amazonaws.com/k?versionId=v%3D1");
  http_.add(200, "");
  (void)scheduler_.run(head_object(*client_, "my.bucket", "k", "", soon()));
  EXPECT_EQ(http_.requests[2].url, "https://s3.eu-west-1.amazonaws.com/my.bucket/k");
}

TEST_F(Calls, SignsPayloadsWithoutTlsOnly) {
  const auto payload = [&] {
    http_.add(200, "");
    (void)scheduler_.run(
        put_object(*client_, "b", "k", bytes::Chain(bytes::Slice::copy_of("hello")), {}, soon()));
    for (const net::HttpField& field : http_.requests.back().headers) {
      if (field.name == "x-amz-content-sha256") return field.value;
    }
    return std::string();
  };
  EXPECT_EQ(payload(), sha256_hex("hello"));
  client_ = make({.endpoint = "https://storage.example"});
  EXPECT_EQ(payload(), kUnsignedPayload);
}

TEST_F(Calls, RetriesPassingFailuresWithinBounds) {
  http_.script.push_back(Error(ErrorCode::kUnavailable, "connect: refused"));
  http_.add(503, "<Error><Code>SlowDown</Code></Error>");
  http_.add(200, "");
  auto answer = scheduler_.run(get_setting(*client_, "b", kPolicy, soon()));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->attempts, 3u);
  for (int i = 0; i < 9; ++i) http_.add(503, "");
  answer = scheduler_.run(get_setting(*client_, "b", kPolicy, soon()));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->status, 503u);
  EXPECT_EQ(answer->attempts, 4u);
  http_.script.clear();
  http_.add(403, "");
  http_.script.push_back(Error(ErrorCode::kInvalid, "tls: untrusted"));
  EXPECT_EQ(scheduler_.run(get_setting(*client_, "b", kPolicy, soon()))->attempts, 1u);
  EXPECT_FALSE(scheduler_.run(get_setting(*client_, "b", kPolicy, soon())).ok());
  EXPECT_TRUE(http_.script.empty()) << "neither a denial nor a bad certificate is tried again";
}

TEST_F(Calls, ReadsVersionsAndMarkers) {
  const auto page = versions(
      "<ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>"
      "<NextKeyMarker>b%2Fc</NextKeyMarker><NextVersionIdMarker>2</NextVersionIdMarker>"
      "<Version><Key>a+1</Key><VersionId>9</VersionId><IsLatest>true</IsLatest>"
      "<ETag>&quot;e&quot;</ETag><Size>7</Size></Version>"
      "<DeleteMarker><Key>b%2Fc</Key><VersionId>2</VersionId></DeleteMarker>"
      "</ListVersionsResult>");
  ASSERT_TRUE(page.ok()) << page.error().to_string();
  ASSERT_EQ(page->versions.size(), 2u);
  EXPECT_EQ(page->versions[0].key, "a 1");
  EXPECT_EQ(page->versions[0].etag, "e");
  EXPECT_EQ(page->versions[0].size_bytes, 7u);
  EXPECT_TRUE(page->versions[1].marker);
  EXPECT_EQ(page->key_marker, "b/c");
}

TEST_F(Calls, AnEndlessOrBrokenListingIsAnError) {
  const std::string_view endless =
      "<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>k</NextKeyMarker>"
      "<NextVersionIdMarker></NextVersionIdMarker></ListVersionsResult>";
  EXPECT_TRUE(versions(endless, "k").failed_with(ErrorCode::kCorrupt));
  EXPECT_TRUE(versions(endless, "z").failed_with(ErrorCode::kCorrupt)) << "it goes back";
  EXPECT_TRUE(versions("<ListVersionsResult><IsTruncated>true</IsTruncated></ListVersionsResult>")
                  .failed_with(ErrorCode::kCorrupt));
  EXPECT_TRUE(versions(endless.substr(0, 60)).failed_with(ErrorCode::kCorrupt)) << "cut short";
  EXPECT_TRUE(versions("<html>hello</html>").failed_with(ErrorCode::kCorrupt));
  EXPECT_TRUE(versions("<ListVersionsResult><EncodingType>url</EncodingType><Version><Key>%G1"
                       "</Key></Version></ListVersionsResult>")
                  .failed_with(ErrorCode::kCorrupt));
}

}  // namespace
}  // namespace ringfence::store::s3
