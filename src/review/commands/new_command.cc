// ringfence-review new: a review folder, or one more subject in it.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "review/commands/command.h"
#include "review/commands/signer.h"
#include "review/model/times.h"

namespace ringfence::review {
namespace {

struct NewOptions {
  std::string folder;
  ReviewSettings settings;
  std::string operator_name, reviewer_name;
  std::vector<std::string> signers;  // ROLE=NAME
  std::string confirmed_by, how;
  evidence::Scope scope;
};

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::string subject_name(std::string_view product) {
  std::string out;
  for (const char c : product) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool fits = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (fits) out += lower;
    if (!fits && !out.empty() && out.back() != '-') out += '-';
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.empty() ? "subject" : out.substr(0, 40);
}

Result<std::vector<KeyHolder>> make_holders(ReviewFolder& review, const NewOptions& options) {
  const std::string& owner = review.settings().owner;
  const std::string by = options.confirmed_by.empty() ? owner : options.confirmed_by;
  const std::string how =
      options.how.empty() ? "made by ringfence-review new in this folder" : options.how;
  const std::string host = host_name();
  const std::string measurer =
      options.operator_name.empty() ? owner + ", platform team" : options.operator_name;
  const std::string reviewer =
      options.reviewer_name.empty() ? owner + ", reviewer" : options.reviewer_name;
  std::vector<KeyHolder> holders = {
      {"log", "log", "cust-log", measurer, "operator", host, by, how},
      {"probe", "probe", "probe", measurer, "operator", host, by, how},
      {"reviewer", "reviewer", "reviewer", reviewer, "reviewer", host, by, how}};
  for (const std::string& signer : options.signers) {
    const std::size_t at = signer.find('=');
    if (at == std::string::npos || at == 0 || at + 1 == signer.size()) {
      return Error(
          ErrorCode::kInvalid,
          fmt::format("--signer \"{}\": must be ROLE=NAME, as \"risk owner=Jane Roe\"", signer));
    }
    const std::string role = signer.substr(0, at);
    holders.push_back({signer_key(role), signer_key(role), "cust-approver", signer.substr(at + 1),
                       "reviewer", host, by, how});
  }
  for (const KeyHolder& holder : holders) {
    if (!review.key(holder.file).failed_with(ErrorCode::kNotFound)) continue;
    RF_TRY(review.make_key(holder.file));
  }
  return holders;
}

Result<ReviewFolder> open_or_create(const NewOptions& options, std::int64_t now) {
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::path(options.folder) / "review.toml", error)) {
    return ReviewFolder::open(options.folder);
  }
  ReviewSettings settings = options.settings;
  settings.created = format_time(now);
  if (settings.name.empty()) {
    settings.name = std::filesystem::absolute(options.folder, error).filename().string();
  }
  if (settings.owner.empty()) {
    return Error(ErrorCode::kInvalid, "--owner is missing: the organisation that reviews");
  }
  return ReviewFolder::create(options.folder, std::move(settings));
}

Result<int> make(const Invocation& invocation, const NewOptions& options) {
  const std::int64_t now = wall_clock();
  RF_TRY_ASSIGN(ReviewFolder review, open_or_create(options, now));
  const std::string name =
      invocation.subject.empty() ? subject_name(options.scope.system.product) : invocation.subject;
  RF_TRY_ASSIGN(const std::vector<KeyHolder> holders, make_holders(review, options));
  RF_TRY_ASSIGN(const Subject subject, review.add_subject(name, options.scope, holders, now));
  RF_TRY(review.evidence(subject));
  if (invocation.json()) {
    const nlohmann::ordered_json out{{"review", review.path().string()},
                                     {"subject", subject.name},
                                     {"origin", subject.origin},
                                     {"question_set", review.question_set().digest}};
    print(out.dump(1) + "\n");
    return kExitOk;
  }
  print(fmt::format(
      "review \"{}\" in {}, subject {}\n"
      "  state what you need:    {}/profile.toml\n"
      "  name what is sensitive: {}/words.txt\n"
      "  check the keys' holders: {}\n"
      "then: ringfence-review ask | probe NAME | status\n",
      review.settings().name, review.path().string(), subject.name, review.path().string(),
      review.path().string(), subject.file("trust.json").string()));
  return kExitOk;
}

}  // namespace

void add_new_command(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<NewOptions>();
  CLI::App* command = program.add_subcommand(
      "new", "Make a review folder with its keys, or add a subject to one (--subject NAME)");
  command->add_option("folder", options->folder, "The review's folder")->required();
  command->add_option("--name", options->settings.name, "Of the review; default: the folder's");
  command->add_option("--owner", options->settings.owner, "The organisation that reviews");
  command->add_option("--operator", options->operator_name, "Holder of the log's and probe's keys");
  command->add_option("--reviewer", options->reviewer_name, "Holder of the reviewer's key");
  command->add_option("--signer", options->signers,
                      "ROLE=NAME of somebody who will sign the record; one key each");
  command->add_option("--confirmed-by", options->confirmed_by, "Who confirmed the keys' holders");
  command->add_option("--how", options->how, "How that was confirmed");
  evidence::System& system = options->scope.system;
  command->add_option("--product", system.product, "What is under review")->required();
  command->add_option("--entity", system.entity, "Legal entity that provides it")->required();
  command->add_option("--deployment", system.deployment, "Which deployment, in your own words");
  command->add_option("--account", system.account, "Account of the data");
  command->add_option("--cluster", system.cluster, "Cluster id");
  command->add_option("--region", system.region, "Region");
  command->add_option("--bucket", system.bucket, "Bucket that holds records");
  command->add_option("--environment", options->scope.environment, "production, test, emulator")
      ->capture_default_str()
      ->check(CLI::IsMember({"production", "test", "emulator"}));
  command->add_option("--build", options->scope.build, "Version in use");
  command->callback([options, &invocation] {
    run_command(invocation, "new", [&] { return make(invocation, *options); });
  });
}

}  // namespace ringfence::review
