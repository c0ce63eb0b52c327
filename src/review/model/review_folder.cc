#include "review/model/review_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "evidence/files.h"
#include "review/model/times.h"
#include "review/model/toml_fields.h"
#include "review/model/trust_file.h"
#include "verifier/report.h"

namespace ringfence::review {
namespace {

using evidence::read_file;
using evidence::write_file;

constexpr std::string_view kWordsTemplate =
    "# Your own sensitive names and words, one a line: topics, customers, people, projects.\n"
    "# Probes flag what would leave with one of them in it. This file stays in this folder.\n";
constexpr std::string_view kProbesTemplate =
    "# Options of `ringfence-review probe NAME`, one table a probe, so that a run can be "
    "repeated:\n"
    "# [kafka]\n# bootstrap = \"broker-1.example:9093\"\n# What stands on the command line wins.\n";

bool is_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  return !name.empty() && name.size() <= 64 && name[0] != '.' &&
         std::all_of(name.begin(), name.end(), fits);
}

// For a log's origin: no spaces, no '+'.
std::string slug(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool fits = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (fits) out += lower;
    if (!fits && !out.empty() && out.back() != '-') out += '-';
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.empty() ? "review" : out.substr(0, 40);
}

std::string subject_toml(const evidence::Scope& scope, const std::string& origin) {
  const evidence::System& system = scope.system;
  std::string out =
      "# What is under review. Evidence binds to all of it: another build, configuration or "
      "policy\n"
      "# makes what was found before STALE; another system, entity included, makes it foreign.\n"
      "about = \"\"\n\n";
  for (const auto& [name, value] :
       {std::pair("product", &system.product), std::pair("entity", &system.entity),
        std::pair("deployment", &system.deployment), std::pair("account", &system.account),
        std::pair("cluster", &system.cluster), std::pair("region", &system.region),
        std::pair("bucket", &system.bucket)}) {
    out += fmt::format("{} = {}\n", name, quote_toml(*value));
  }
  out += fmt::format(
      "# production, test, emulator\nenvironment = {}\n# Version in use. Empty: as in the newest "
      "item.\nbuild = {}\n# SHA-256 of the deployment's configuration and policies, where you keep "
      "them.\nconfig_digest = {}\npolicy_digest = {}\n\n# Name of this subject's log. Keys are "
      "bound "
      "to it: do not change it.\norigin = {}\n",
      quote_toml(scope.environment), quote_toml(scope.build), quote_toml(scope.config_digest),
      quote_toml(scope.policy_digest), quote_toml(origin));
  return out;
}

Result<> read_subject(std::string_view toml, const std::string& file, Subject& subject) {
  RF_TRY_ASSIGN(TomlFields fields, TomlFields::parse(toml, file));
  evidence::Scope& scope = subject.scope;
  subject.about = fields.text("about");
  scope.system.product = fields.text("product");
  scope.system.entity = fields.text("entity");
  scope.system.deployment = fields.text("deployment");
  scope.system.account = fields.text("account");
  scope.system.cluster = fields.text("cluster");
  scope.system.region = fields.text("region");
  scope.system.bucket = fields.text("bucket");
  scope.environment = fields.one_of("environment", {"production", "test", "emulator"});
  if (scope.environment.empty()) scope.environment = "production";
  scope.build = fields.text("build");
  for (auto [key, value] : {std::pair("config_digest", &scope.config_digest),
                            std::pair("policy_digest", &scope.policy_digest)}) {
    *value = fields.text(key);
    if (!value->empty() && !verifier::is_digest(*value)) {
      fields.fail(key, "must be a SHA-256 of 64 lower-case hex digits, or empty");
    }
  }
  subject.origin = fields.text("origin");
  if (scope.system.product.empty()) fields.fail("product", "is missing");
  if (subject.origin.empty()) fields.fail("origin", "is missing");
  return fields.finish();
}

verifier::Scope verifier_scope(const evidence::Scope& scope) {
  const evidence::System& s = scope.system;
  return {{s.product, s.entity, s.deployment, s.account, s.cluster, s.region, s.bucket},
          scope.environment,
          scope.build,
          scope.config_digest,
          scope.policy_digest};
}

TrustFileKey trust_key(const KeyHolder& holder, const evidence::SigningKey& key, std::int64_t now) {
  // A reviewer files words that were said before this folder existed.
  const bool files_words = holder.role != "probe" && holder.role != "cust-log";
  return {holder.name,
          key.public_key(),
          holder.role,
          holder.holder,
          holder.party,
          holder.host,
          holder.confirmed_by,
          holder.how,
          date_of(now),
          files_words ? "2020-01-01T00:00:00Z" : format_time(now - 86400),
          format_time(now + 3653LL * 86400)};
}

}  // namespace

struct ReviewFolder::Lock {
  int file = -1;
  ~Lock() {
    if (file >= 0) ::close(file);
  }
};

ReviewFolder::ReviewFolder(std::filesystem::path path, ReviewSettings settings,
                           std::shared_ptr<Lock> lock)
    : path_(std::move(path)), settings_(std::move(settings)), lock_(std::move(lock)) {}

Result<ReviewFolder> ReviewFolder::create(std::filesystem::path path, ReviewSettings settings) {
  std::error_code error;
  if (std::filesystem::exists(path / "review.toml", error)) {
    return Error(ErrorCode::kAlreadyExists,
                 fmt::format("there is a review in {} already", path.string()));
  }
  std::filesystem::create_directories(path / "keys", error);
  std::filesystem::permissions(path / "keys", std::filesystem::perms::owner_all, error);
  if (error) {
    return Error(ErrorCode::kPermission, fmt::format("cannot make {}", path.string()));
  }
  RF_TRY(write_file(path / "profile.toml", profile_template()));
  RF_TRY(write_file(path / "words.txt", kWordsTemplate));
  RF_TRY(write_file(path / ".gitignore", "keys/\n.lock\nwork/\n"));
  RF_TRY(write_file(path / "review.toml",
                    fmt::format("name = {}\nowner = {}\ncreated = {}\n", quote_toml(settings.name),
                                quote_toml(settings.owner), quote_toml(settings.created))));
  return open(std::move(path));
}

Result<ReviewFolder> ReviewFolder::open(std::filesystem::path path) {
  auto text = read_file(path / "review.toml", 1U << 20);
  if (!text) {
    return Error(ErrorCode::kNotFound,
                 fmt::format("no review in {}: there is no review.toml (ringfence-review new makes "
                             "one)",
                             path.string()));
  }
  auto lock = std::make_shared<Lock>();
  lock->file = ::open((path / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock->file < 0) {
    return Error(ErrorCode::kPermission, fmt::format("cannot write into {}", path.string()));
  }
  if (::flock(lock->file, LOCK_EX | LOCK_NB) != 0) {
    std::array<char, 32> other{};
    const ssize_t got = ::pread(lock->file, other.data(), other.size() - 1, 0);
    const std::string id(other.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    return Error(ErrorCode::kPermission,
                 fmt::format("another process ({}) works on this review; wait until it ends",
                             id.empty() ? "unknown" : id));
  }
  const std::string id = std::to_string(::getpid());
  if (::ftruncate(lock->file, 0) != 0 ||
      ::pwrite(lock->file, id.data(), id.size(), 0) != static_cast<ssize_t>(id.size())) {
    return Error(ErrorCode::kOutOfSpace, "cannot write the lock file");
  }
  RF_TRY_ASSIGN(TomlFields fields, TomlFields::parse(*text, "review.toml"));
  ReviewSettings settings;
  settings.name = fields.text("name");
  settings.owner = fields.text("owner");
  settings.created = fields.text("created");
  RF_TRY(fields.finish());
  ReviewFolder out(std::move(path), std::move(settings), std::move(lock));
  auto set = verifier::load_question_set("");
  if (!set) return Error(ErrorCode::kInternal, set.error().what);
  out.set_ = std::make_shared<const verifier::QuestionSet>(std::move(*set));
  return out;
}

Result<Profile> ReviewFolder::profile() const {
  RF_TRY_ASSIGN(const std::string text, read_file(path_ / "profile.toml", 1U << 20));
  return parse_profile(text, *set_);
}

Result<std::vector<std::string>> ReviewFolder::words() const {
  std::vector<std::string> out;
  std::error_code error;
  if (!std::filesystem::exists(path_ / "words.txt", error)) return out;
  RF_TRY_ASSIGN(const std::string text, read_file(path_ / "words.txt", 8U << 20));
  for (std::string_view line : verifier::split(text, '\n')) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    if (!line.empty() && line[0] != '#') out.emplace_back(line);
  }
  return out;
}

Result<evidence::SigningKey> ReviewFolder::key(std::string_view name) const {
  const std::filesystem::path file = path_ / "keys" / (std::string(name) + ".pem");
  struct stat facts{};
  if (!is_name(name) || ::stat(file.c_str(), &facts) != 0) {
    return Error(ErrorCode::kNotFound, fmt::format("there is no key keys/{}.pem", name));
  }
  if ((facts.st_mode & 077U) != 0) {
    return Error(ErrorCode::kPermission,
                 fmt::format("keys/{}.pem may be read by others: chmod 600 it", name));
  }
  return evidence::SigningKey::load_pem(file);
}

Result<evidence::SigningKey> ReviewFolder::make_key(std::string_view name) {
  if (!is_name(name)) {
    return Error(ErrorCode::kInvalid, fmt::format("\"{}\" is no name for a key", name));
  }
  RF_TRY_ASSIGN(evidence::SigningKey key, evidence::SigningKey::generate());
  RF_TRY(key.save_pem(path_ / "keys" / (std::string(name) + ".pem")));
  return key;
}

std::vector<std::string> ReviewFolder::subjects() const {
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(path_ / "subjects", error)) {
    if (std::filesystem::exists(entry.path() / "subject.toml", error)) {
      out.push_back(entry.path().filename());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

Result<Subject> ReviewFolder::subject(std::string_view name) const {
  const std::vector<std::string> all = subjects();
  std::string list;
  for (const std::string& one : all) list += (list.empty() ? "" : ", ") + one;
  Subject out;
  out.name = name.empty() && all.size() == 1 ? all[0] : std::string(name);
  if (out.name.empty()) {
    return Error(ErrorCode::kInvalid,
                 fmt::format("which subject? --subject NAME; there are: {}", list));
  }
  if (std::find(all.begin(), all.end(), out.name) == all.end()) {
    return Error(ErrorCode::kInvalid,
                 fmt::format("there is no subject \"{}\"; there are: {}", out.name, list));
  }
  out.folder = path_ / "subjects" / out.name;
  const std::string file = fmt::format("subjects/{}/subject.toml", out.name);
  RF_TRY_ASSIGN(const std::string text, read_file(path_ / file, 1U << 20));
  RF_TRY(read_subject(text, file, out));
  return out;
}

Result<Subject> ReviewFolder::add_subject(std::string_view name, const evidence::Scope& scope,
                                          const std::vector<KeyHolder>& holders, std::int64_t now) {
  if (!is_name(name)) {
    return Error(ErrorCode::kInvalid,
                 fmt::format("\"{}\" is no name for a subject: letters, digits, '-', '_', '.', at "
                             "most 64",
                             name));
  }
  const std::filesystem::path folder = path_ / "subjects" / std::string(name);
  std::error_code error;
  if (std::filesystem::exists(folder / "subject.toml", error)) {
    return Error(ErrorCode::kAlreadyExists, fmt::format("there is a subject {} already", name));
  }
  RF_TRY_ASSIGN(const evidence::SigningKey log_key, key("log"));
  const std::string origin = fmt::format("ringfence-review/{}-{}/{}", slug(settings_.name),
                                         log_key.id().substr(0, 8), name);
  std::vector<TrustFileKey> keys;
  for (KeyHolder holder : holders) {
    RF_TRY_ASSIGN(const evidence::SigningKey signing, key(holder.file));
    if (holder.role == "cust-log") holder.name = origin;
    keys.push_back(trust_key(holder, signing, now));
  }
  RF_TRY(write_file(folder / "trust.json", make_trust(set_->digest, scope, origin, keys)));
  RF_TRY(write_file(folder / "party.toml", party_template(scope.system.entity)));
  RF_TRY(write_file(folder / "probes.toml", kProbesTemplate));
  RF_TRY(write_file(folder / "record.json", format_record({})));
  RF_TRY(write_file(folder / "subject.toml", subject_toml(scope, origin)));
  return subject(name);
}

Result<evidence::EvidenceFolder> ReviewFolder::evidence(const Subject& subject) const {
  RF_TRY_ASSIGN(evidence::SigningKey log_key, key("log"));
  return evidence::EvidenceFolder::open(subject.file("evidence"), subject.origin,
                                        std::move(log_key));
}

Result<verifier::Trust> ReviewFolder::trust(const Subject& subject) const {
  const std::string name = fmt::format("subjects/{}/trust.json", subject.name);
  RF_TRY_ASSIGN(std::string text, read_file(path_ / name, 1U << 20));
  auto trust = verifier::read_trust(text, name);
  if (trust && !(trust->subject == verifier_scope(subject.scope))) {
    RF_TRY_ASSIGN(text, with_subject(text, subject.scope));
    RF_TRY(write_file(path_ / name, text));
    trust = verifier::read_trust(text, name);
  }
  if (!trust) {
    return Error(ErrorCode::kCorrupt,
                 fmt::format("{}: {}", trust.error().file, trust.error().what));
  }
  return std::move(*trust);
}

Result<std::string> ReviewFolder::add_nonce(const Subject& subject, std::int64_t now) {
  RF_TRY_ASSIGN(const std::string text, read_file(subject.file("trust.json"), 1U << 20));
  const std::string nonce = evidence::to_hex(evidence::random_bytes(32));
  RF_TRY_ASSIGN(const std::string changed, with_nonce(text, nonce, format_time(now)));
  RF_TRY(write_file(subject.file("trust.json"), changed));
  return nonce;
}

Result<> ReviewFolder::add_trust_key(const Subject& subject, const KeyHolder& holder,
                                     const evidence::SigningKey& key, std::int64_t now) {
  RF_TRY_ASSIGN(const std::string text, read_file(subject.file("trust.json"), 1U << 20));
  RF_TRY_ASSIGN(const std::string changed, with_key(text, trust_key(holder, key, now)));
  if (auto read = verifier::read_trust(changed, "trust.json"); !read) {
    return Error(ErrorCode::kInvalid, read.error().what);
  }
  return write_file(subject.file("trust.json"), changed);
}

Result<Party> ReviewFolder::party(const Subject& subject) const {
  RF_TRY_ASSIGN(const std::string text, read_file(subject.file("party.toml"), 1U << 20));
  return parse_party(text);
}

Result<Record> ReviewFolder::record(const Subject& subject) const {
  std::error_code error;
  if (!std::filesystem::exists(subject.file("record.json"), error)) return Record{};
  RF_TRY_ASSIGN(const std::string text, read_file(subject.file("record.json")));
  return parse_record(text, *set_);
}

Result<> ReviewFolder::save_record(const Subject& subject, const Record& record) {
  for (const auto& [question, decision] : record) {
    RF_TRY(check_decision(question, decision, *set_));
  }
  return write_file(subject.file("record.json"), format_record(record));
}

Result<std::vector<AskedView>> ReviewFolder::askings(const Subject& subject) const {
  std::vector<AskedView> out;
  std::error_code error;
  if (!std::filesystem::exists(subject.file("asked.json"), error)) return out;
  RF_TRY_ASSIGN(const std::string text, read_file(subject.file("asked.json")));
  try {
    const nlohmann::json document = nlohmann::json::parse(text);
    for (const nlohmann::json& one : document.is_array() ? document : document.at("askings")) {
      AskedView asked;
      asked.date = one.at("date");
      asked.by = one.value("by", "");
      asked.to = one.value("to", "");
      asked.file = one.value("file", "");
      asked.claims = one.at("claims").get<std::vector<std::string>>();
      out.push_back(std::move(asked));
    }
  } catch (const nlohmann::json::exception& error_text) {
    return Error(ErrorCode::kCorrupt, fmt::format("asked.json: {}", error_text.what()));
  }
  return out;
}

}  // namespace ringfence::review
