#include "review/probe_bucket/bucket_probe.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "net/real_loop.h"
#include "object_store/s3/credentials.h"
#include "review/probe_bucket/analysis.h"
#include "review/probe_bucket/deletion.h"
#include "review/probe_bucket/findings.h"
#include "review/probe_bucket/inventory.h"
#include "review/probe_bucket/options.h"
#include "review/probe_bucket/policy_text.h"
#include "review/probe_bucket/settings.h"
#include "review/probe_bucket/times.h"
#include "review/probe_bucket/trials.h"
#include "review/probe_bucket/writes.h"

namespace ringfence::review {
namespace {

namespace s3 = store::s3;
using namespace bucket;  // NOLINT: the parts of this folder

constexpr std::uint64_t kListingInItemBytes = 16U << 20;
constexpr std::size_t kSummaryBytesMax = 4000;

// A write that was really tried is not judged as well; false: nothing is left to judge.
bool leave_untried(std::vector<WriteOutcome>& judged, const std::vector<WriteOutcome>& tried) {
  using End = WriteOutcome::End;
  bool any = false;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const bool done = tried[i].end == End::kRefused || tried[i].end == End::kLetThrough;
    if (judged[i].kind == WriteKind::kAsDeclared) continue;
    if (done) judged[i] = {judged[i].kind, End::kNotTried, "tried for real, see there"};
    any = any || judged[i].end == End::kLetThrough;
  }
  return any;
}

// A file of this run's work folder, or of an earlier run's beside it.
std::string work_file(const std::string& folder, const std::string& name) {
  namespace fs = std::filesystem;
  const fs::path own = fs::path(folder) / name;
  std::error_code ignored;
  if (fs::exists(own, ignored)) return own.string();
  for (const fs::directory_entry& run :
       fs::directory_iterator(fs::path(folder).parent_path(), ignored)) {
    const bool is_run = run.path().filename().string().starts_with("bucket-");
    if (is_run && fs::is_regular_file(run.path() / name, ignored))
      return (run.path() / name).string();
  }
  return own.string();
}

// One run, on the loop of its own.
class Run {
 public:
  Run(net::RealLoop& loop, net::HttpClient& http, const Options& options, ProbeContext& context)
      : loop_(loop), http_(http), options_(options), context_(context) {
    until_ = async::Deadline::after(loop, seconds(options.run_timeout_s));
  }

  async::Task<int> main();
  Result<std::vector<Finding>> take() { return std::move(result_); }

 private:
  async::Task<Result<std::vector<Finding>>> everything();
  Result<std::unique_ptr<s3::Client>> client_of(const std::string& profile, bool signs,
                                                const std::string& endpoint);
  async::Task<Result<void>> settings_findings(Settings& settings, std::vector<Finding>& out);
  async::Task<Result<std::vector<WriteOutcome>>> write_trials(const Settings& settings);
  async::Task<Result<void>> identity_trials(std::vector<Finding>& out);
  async::Task<Result<void>> inventory(const Settings& settings, std::vector<Finding>& out);
  async::Task<Result<void>> deletion(const Settings& settings, std::vector<Finding>& out);
  async::Task<Result<Listing>> list_anew();
  async::Task<Result<std::vector<Finding>>> judge(const Settings& settings, Inventory& inventory);
  // A listing that an earlier run logged, found again; its root is checked where it is read.
  Result<Listing> find_again(const LoggedListing& logged);
  std::optional<LoggedListing> logged(bool sampled_too);
  std::int64_t now() const { return parse_time(context_.now()).value_or(0); }
  void progress(std::string_view what, std::int64_t done, std::int64_t total) {
    if (context_.progress) context_.progress(what, done, total);
  }

  net::RealLoop& loop_;
  net::HttpClient& http_;
  const Options& options_;
  ProbeContext& context_;
  async::Deadline until_;
  std::unique_ptr<s3::Client> client_;
  Result<std::vector<Finding>> result_ = std::vector<Finding>();
};

async::Task<int> Run::main() {
  result_ = co_await everything();
  co_return 0;
}

Result<std::unique_ptr<s3::Client>> Run::client_of(const std::string& profile, bool signs,
                                                   const std::string& endpoint) {
  s3::ClientOptions client;
  client.endpoint = endpoint;
  client.region = options_.region;
  client.attempt_timeout = seconds(options_.attempt_timeout_s);
  client.addressing = options_.addressing == "path"      ? s3::Addressing::kPath
                      : options_.addressing == "virtual" ? s3::Addressing::kVirtual
                                                         : s3::Addressing::kAuto;
  if (signs) {
    auto found = s3::load_profile(profile, s3::process_environment());
    if (!found) return found.error();
    client.credentials = found->credentials;
    if (client.region.empty()) client.region = found->region;
  }
  if (client.region.empty()) client.region = "us-east-1";
  return s3::Client::make(loop_, http_, std::move(client));
}

async::Task<Result<std::vector<Finding>>> Run::everything() {
  auto client = client_of(options_.profile, true, options_.endpoint);
  if (!client) co_return client.error();
  client_ = *std::move(client);
  std::vector<Finding> out;
  progress("settings", 0, 0);
  auto settings = co_await read_settings(*client_, options_.bucket, context_.now, until_);
  if (!settings) co_return settings.error();
  if (!options_.deleted.empty()) {
    RF_CO_TRY(co_await deletion(*settings, out));
    co_return out;
  }
  RF_CO_TRY(co_await settings_findings(*settings, out));
  RF_CO_TRY(co_await identity_trials(out));
  if (options_.list) RF_CO_TRY(co_await inventory(*settings, out));
  if (!options_.save_baseline_file.empty()) {
    std::ofstream file(options_.save_baseline_file, std::ios::binary);
    file << baseline_text(*settings);
    if (!file.flush())
      co_return Error(ErrorCode::kInternal,
                      "--save-baseline " + options_.save_baseline_file + ": cannot be written");
  }
  co_return out;
}

async::Task<Result<void>> Run::settings_findings(Settings& settings, std::vector<Finding>& out) {
  out.push_back(find_baseline(settings, options_));
  out.push_back(find_retention_settings(settings, options_));
  out.push_back(find_copies(settings, options_));
  out.push_back(find_copy_places(settings, options_));
  out.push_back(find_lock_terms(settings, options_));
  out.push_back(find_key(settings, options_));
  std::vector<WriteOutcome> tried;
  if (options_.try_writes) {
    auto trials = co_await write_trials(settings);
    if (!trials) co_return trials.error();
    tried = *std::move(trials);
    out.push_back(find_writes(tried, options_, "rehearsal", !settings.policy_text.empty()));
  }
  Finding writes;
  auto judged = judge_writes(settings.policy_text, options_, settings);
  if (judged && !tried.empty() && !leave_untried(*judged, tried)) co_return Result<void>();
  if (settings.was_read("policy") && judged) {
    writes = find_writes(*judged, options_, "config-snapshot", !settings.policy_text.empty());
  } else {
    writes.type = "config-snapshot";
    writes.claims = {"K4.c"};
    writes.result = "inconclusive";
    writes.examined = 0;
    writes.excluded = {{"bucket policy", "not evaluated", 1}};
    writes.summary = "The bucket policy could not be judged: " +
                     (judged ? settings.at("policy").error : judged.error().to_string()) + ".";
  }
  out.push_back(std::move(writes));
  co_return Result<void>();
}

async::Task<Result<std::vector<WriteOutcome>>> Run::write_trials(const Settings& settings) {
  const std::string& profile =
      options_.write_profile.empty() ? options_.profile : options_.write_profile;
  auto writer = client_of(profile, true, options_.endpoint);
  if (!writer) co_return writer.error();
  std::unique_ptr<s3::Client> plain;
  if (!options_.plain_endpoint.empty()) {
    auto made = client_of(profile, true, options_.plain_endpoint);
    if (!made) co_return made.error();
    plain = *std::move(made);
  }
  const std::string nonce = fmt::format("{:016x}", loop_.random().next());
  co_return co_await try_writes(**writer, plain.get(), options_, settings, nonce, until_);
}

async::Task<Result<void>> Run::identity_trials(std::vector<Finding>& out) {
  std::vector<Identity> identities;
  auto anonymous = client_of("", false, options_.endpoint);
  if (!anonymous) co_return anonymous.error();
  identities.push_back({"nobody (without credentials)", *std::move(anonymous)});
  for (const std::string& profile : options_.other_profiles) {
    auto other = client_of(profile, true, options_.endpoint);
    if (!other) co_return other.error();
    identities.push_back({"profile " + profile, *std::move(other)});
  }
  auto lists = co_await try_lists(identities, options_.bucket, until_);
  if (!lists) co_return lists.error();
  out.push_back(find_lists(*lists, options_));
  if (!options_.try_writes) co_return Result<void>();
  const std::string key =
      options_.scratch_prefix + fmt::format("identity-{:016x}", loop_.random().next());
  auto writes = co_await try_foreign_writes(identities, *client_, options_.bucket, key, until_);
  if (!writes) co_return writes.error();
  out.push_back(find_foreign_writes(*writes, options_));
  co_return Result<void>();
}

std::optional<LoggedListing> Run::logged(bool sampled_too) {
  if (!context_.earlier) return std::nullopt;
  auto item = context_.earlier("object-inventory", "Z2.b");
  if (!item || !*item) return std::nullopt;
  auto found = read_logged(**item, sampled_too);
  if (!found) return std::nullopt;
  return *found;
}

Result<Listing> Run::find_again(const LoggedListing& logged) {
  std::string path = options_.listing_file;
  if (path.empty()) path = work_file(context_.work_folder, logged.file);
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored) && !logged.digest.empty() && context_.read_raw) {
    auto bytes = context_.read_raw(logged.digest);
    if (!bytes) return bytes.error();
    std::ofstream(path, std::ios::binary) << *bytes;
  }
  auto nothing = [](std::int64_t, const ListingLine&) -> Result<> { return {}; };
  auto listing = read_listing(path, nothing);
  if (!listing) return listing.error();
  if (listing->root != logged.root)
    return Error(ErrorCode::kCorrupt,
                 "listing file " + logged.file + " is not the one whose root was logged");
  return listing;
}

async::Task<Result<Listing>> Run::list_anew() {
  ListRequest request{options_.bucket, options_.prefixes,
                      context_.work_folder + "/bucket-listing.new", options_.objects_max,
                      [this](std::int64_t done) { progress("listing", done, 0); }};
  auto listing = co_await list_bucket(*client_, std::move(request), until_);
  co_return listing;
}

async::Task<Result<std::vector<Finding>>> Run::judge(const Settings&, Inventory& in) {
  const WordSearch words(context_.words);
  KnownKeys known;
  if (!options_.known_file.empty()) {
    auto loaded = KnownKeys::load(options_.known_file);
    if (!loaded) co_return loaded.error();
    known = *std::move(loaded);
  }
  in.known = !options_.known_file.empty();
  in.words = words.searched();
  Analysis analysis({&options_, &words, in.known ? &known : nullptr, now()});
  auto read =
      read_listing(in.listing.path, [&](std::int64_t index, const ListingLine& line) -> Result<> {
        if (index % 100'000 == 0) progress("judging", index, in.listing.count);
        analysis.feed(line);
        return {};
      });
  if (!read) co_return read.error();
  analysis.finish();
  in.analysis = &analysis;
  auto uploads = co_await list_uploads(*client_, options_, now(), until_);
  if (uploads) in.uploads = &*uploads;
  if (!uploads) in.uploads_error = uploads.error().to_string();
  std::optional<SampleResult> sample;
  if (!in.seed.empty()) {
    auto indexes = draw_sample(in.seed, in.listing.count, options_.sample_size);
    if (!indexes) co_return Error(ErrorCode::kInvalid, "the reader's nonce is no hex or no object");
    progress("sample", 0, options_.sample_size);
    auto looked =
        co_await look_at_sample(loop_, *client_, options_, words, in.listing, *indexes, until_);
    if (!looked) co_return looked.error();
    sample = *std::move(looked);
    in.sample = &*sample;
  }
  co_return inventory_findings(in);
}

async::Task<Result<void>> Run::inventory(const Settings& settings, std::vector<Finding>& out) {
  Inventory in;
  in.options = &options_;
  in.settings = &settings;
  const auto last = options_.relist || context_.nonce_hex.empty() ? std::nullopt : logged(false);
  const auto item = last ? context_.earlier("object-inventory", "Z2.b")
                         : Result<std::optional<EarlierItem>>(std::nullopt);
  // The seed must be younger than the root (rule R10).
  const bool draw = last && item && *item && last->count > 0 &&
                    parse_time(context_.nonce_issued) >= parse_time((*item)->to);
  if (draw) {
    auto again = find_again(*last);
    if (!again) co_return again.error();
    in.listing = *std::move(again);
    in.seed = context_.nonce_hex;
    in.root_leaf = last->leaf;
  } else {
    auto listing = co_await list_anew();
    if (!listing && listing.error().is(ErrorCode::kPermission)) {
      for (const char* claim : {"Z2.b", "C1.res.a", "C1.ret.b", "K4.b", "Z2.c"}) {
        Finding denied;
        denied.type = "object-inventory";
        denied.claims = {claim};
        denied.result = "inconclusive";
        denied.examined = 0;
        denied.excluded = {{"object versions", "the listing is denied", 1}};
        denied.summary = "The probe may not list: " + listing.error().detail + ".";
        out.push_back(std::move(denied));
      }
      co_return Result<void>();
    }
    if (!listing) co_return listing.error();
    in.listing = *std::move(listing);
    if (in.listing.count <= options_.head_max && in.listing.count > 0) {
      progress("objects", 0, in.listing.count);
      auto looked = co_await look_at_all(loop_, *client_, options_.bucket, in.listing, until_);
      if (!looked) co_return looked.error();
      in.listing = looked->listing;
      in.look_refusal = looked->refusal;
    }
    const std::string path =
        context_.work_folder + "/bucket-listing-" + in.listing.root.substr(0, 16) + ".tsv";
    std::error_code failed;
    std::filesystem::rename(in.listing.path, path, failed);
    if (failed) co_return Error(ErrorCode::kInternal, path + ": " + failed.message());
    in.listing.path = path;
  }
  if (in.listing.file_bytes <= kListingInItemBytes && in.listing.count > 0) {
    std::ifstream file(in.listing.path, std::ios::binary);
    in.raw = {"bucket-listing.tsv", std::string(in.listing.file_bytes, '\0'),
              "text/tab-separated-values", "withheld"};
    file.read(in.raw.bytes.data(), static_cast<std::streamsize>(in.raw.bytes.size()));
  }
  auto findings = co_await judge(settings, in);
  if (!findings) co_return findings.error();
  for (Finding& finding : *findings) out.push_back(std::move(finding));
  co_return Result<void>();
}

async::Task<Result<void>> Run::deletion(const Settings& settings, std::vector<Finding>& out) {
  const auto before = logged(true);
  if (!before)
    co_return Error(ErrorCode::kInvalid,
                    "--deleted: no listing was logged before the deletion; run the probe without "
                    "--deleted first, then delete");
  auto listing = find_again(*before);
  if (!listing) co_return listing.error();
  auto looked = co_await look_after_deletion(*client_, options_, settings, *listing,
                                             context_.work_folder + "/bucket-after.tsv", until_);
  if (!looked) co_return looked.error();
  for (Finding& finding : deletion_findings(*looked, options_, settings, now()))
    out.push_back(std::move(finding));
  co_return Result<void>();
}

class BucketProbe final : public Probe {
 public:
  ProbeFacts facts() const override {
    return {"bucket",
            "1",
            "Read the settings of a bucket, list its objects, sample them by the reader's seed",
            "bucket_policy.json",
            std::string(kBucketPolicyText),
            {kCannotSee.begin(), kCannotSee.end()}};
  }
  void add_options(CLI::App& command) override { bucket::add_options(command, options_); }
  std::vector<std::string> claims() const override {
    if (!options_.deleted.empty()) return {"C1.del.a", "C1.del.b", "C5.del.a"};
    std::vector<std::string> claims = {"Z2.a",     "C1.ret.c", "C5.res.a", "C5.res.b",
                                       "C5.ret.b", "K4.e",     "K4.c",     "M2.b"};
    if (options_.try_writes) claims.push_back("M1.b");
    if (options_.list)
      claims.insert(claims.end(), {"Z2.b", "C1.res.a", "C1.ret.b", "K4.b", "Z2.c"});
    return claims;
  }
  Result<std::vector<Finding>> run(ProbeContext& context) override {
    RF_TRY(check(options_));
    net::RealLoop loop;
    net::HttpClientOptions http;
    http.ca_file = options_.ca_file;
    http.user_agent = "ringfence-review";
    auto client = net::make_http_client(loop, http);
    Run run(loop, *client, options_, context);
    loop.run(run.main());
    auto findings = run.take();
    if (findings) {
      // Whatever server or user said: a summary is one line of plain text.
      for (Finding& finding : *findings) {
        finding.summary = s3::printable(finding.summary, kSummaryBytesMax);
        for (evidence::Excluded& left : finding.excluded) {
          left.what = s3::printable(left.what, kSummaryBytesMax);
          left.why = s3::printable(left.why, kSummaryBytesMax);
        }
      }
    }
    return findings;
  }

 private:
  Options options_;
};

}  // namespace

std::unique_ptr<Probe> make_bucket_probe() { return std::make_unique<BucketProbe>(); }

}  // namespace ringfence::review
