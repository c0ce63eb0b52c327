// The folder of one review: settings, profile, keys, words and subjects (README.md of this folder
// shows the tree). One process at a time: open() takes the lock and holds it until the object is
// gone. Files are replaced whole, so a crash leaves the old or the new one.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/evidence_folder.h"
#include "evidence/packet_writer.h"
#include "review/model/review_state.h"
#include "verifier/trust.h"

namespace ringfence::review {

struct ReviewSettings {
  std::string name;     // of the review
  std::string owner;    // the customer's organisation: holder of the keys
  std::string created;  // RFC 3339
};

// One of the systems under review. All paths lie under `folder`.
struct Subject {
  std::string name;  // letters, digits, '-', '_', '.'; at most 64
  std::string about;
  std::filesystem::path folder;
  evidence::Scope scope;  // subject.toml
  std::string origin;     // of its log

  std::filesystem::path file(std::string_view name_in_folder) const {
    return folder / std::string(name_in_folder);
  }
};

// A holder of a key, as `new` writes it into the trust policy.
struct KeyHolder {
  std::string file;  // under keys/, without .pem
  std::string name;  // in the trust policy; for the log: its origin
  std::string role;  // docs/formats/trust_policy.md
  std::string holder, party, host, confirmed_by, how;
};

class ReviewFolder {
 public:
  // kAlreadyExists when there is a review.toml. Makes settings, profile and words, no subject.
  static Result<ReviewFolder> create(std::filesystem::path path, ReviewSettings settings);
  // kNotFound: no review there; kPermission: another process works on it (named by its id).
  static Result<ReviewFolder> open(std::filesystem::path path);

  const std::filesystem::path& path() const { return path_; }
  const ReviewSettings& settings() const { return settings_; }
  const verifier::QuestionSet& question_set() const { return *set_; }

  Result<Profile> profile() const;
  Result<std::vector<std::string>> words() const;  // words.txt: one a line, '#' begins a comment
  // keys/NAME.pem; kPermission when others may read it.
  Result<evidence::SigningKey> key(std::string_view name) const;
  Result<evidence::SigningKey> make_key(std::string_view name);  // kAlreadyExists if there

  std::vector<std::string> subjects() const;  // by name
  // Empty: the only one. kInvalid lists those that there are.
  Result<Subject> subject(std::string_view name) const;
  // Writes subject.toml, party.toml and probes.toml as templates, record.json and trust.json.
  Result<Subject> add_subject(std::string_view name, const evidence::Scope& scope,
                              const std::vector<KeyHolder>& holders, std::int64_t now);

  Result<evidence::EvidenceFolder> evidence(const Subject& subject) const;
  // trust.json, its subject brought to what subject.toml says.
  Result<verifier::Trust> trust(const Subject& subject) const;
  // Hands out a nonce for samples (rule R10) and returns it, hex.
  Result<std::string> add_nonce(const Subject& subject, std::int64_t now);
  Result<> add_trust_key(const Subject& subject, const KeyHolder& holder,
                         const evidence::SigningKey& key, std::int64_t now);

  Result<Party> party(const Subject& subject) const;
  Result<Record> record(const Subject& subject) const;
  Result<> save_record(const Subject& subject, const Record& record);
  Result<std::vector<AskedView>> askings(const Subject& subject) const;

 private:
  struct Lock;
  ReviewFolder(std::filesystem::path path, ReviewSettings settings, std::shared_ptr<Lock> lock);
  std::filesystem::path path_;
  ReviewSettings settings_;
  std::shared_ptr<Lock> lock_;  // shared: copies of the object are one holder
  std::shared_ptr<const verifier::QuestionSet> set_;
};

// Why each claim without an item has none, as a packet's manifest says it.
std::vector<evidence::OpenClaim> open_claims(const verifier::QuestionSet& set,
                                             const std::vector<AskedView>& askings,
                                             const std::vector<ItemView>& items);

// Everything about a subject at `now` (seconds since 1970), graded in memory as ringfence-verify
// grades a packet of the same items. Adds nothing to the evidence.
Result<SubjectView> load_subject_view(const ReviewFolder& review, const Subject& subject,
                                      std::int64_t now);

}  // namespace ringfence::review
