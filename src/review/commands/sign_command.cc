// ringfence-review sign: a named person's signature over a packet, the record and the answers.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "evidence/files.h"
#include "review/commands/command.h"
#include "review/commands/packet_steps.h"
#include "review/commands/signer.h"
#include "review/model/times.h"

namespace ringfence::review {
namespace {

struct SignOptions {
  SignWish wish;
  bool check = false;
};

// The key of who signs; made and put into the trust policy where that was asked for.
Result<evidence::SigningKey> signing_key(Session& session, const SignWish& options) {
  const std::string file = options.key.empty() ? signer_key(options.role) : options.key;
  auto key = session.review.key(file);
  if (key || !key.failed_with(ErrorCode::kNotFound)) return key;
  if (!options.make_key) {
    return Error(ErrorCode::kNotFound,
                 fmt::format("there is no key keys/{}.pem; --make-key makes one for {}", file,
                             options.name));
  }
  RF_TRY_ASSIGN(evidence::SigningKey made, session.review.make_key(file));
  RF_TRY(session.review.add_trust_key(
      session.subject,
      {file, file, "cust-approver", options.name, "reviewer", "", session.review.settings().owner,
       "made by ringfence-review sign --make-key"},
      made, session.now));
  return made;
}

// The record as it is signed stands beside the packet; all who sign one packet sign one record.
Result<> freeze_record(const PacketPlace& packet, const Record& record) {
  std::error_code error;
  const std::string text = format_record(record);
  if (!std::filesystem::exists(packet.record, error)) {
    return evidence::write_file(packet.record, text);
  }
  RF_TRY_ASSIGN(const std::string frozen, evidence::read_file(packet.record));
  if (frozen == text) return {};
  return Error(ErrorCode::kPreconditionFailed,
               fmt::format("the record changed since {} was first signed: write a new packet and "
                           "sign that",
                           packet.name));
}

Result<> add_signature(Session& session, const PacketPlace& packet, const SignWish& options,
                       const SubjectView& view) {
  RF_TRY_ASSIGN(const evidence::SigningKey key, signing_key(session, options));
  RF_TRY_ASSIGN(const verifier::Trust trust, session.review.trust(session.subject));
  const auto read = verifier::read_packet(packet.folder, trust, session.review.question_set());
  if (!read) {
    return Error(ErrorCode::kCorrupt, fmt::format("the packet does not read: {}: {}",
                                                  read.error().file, read.error().what));
  }
  if (read->manifest.checkpoint_size != static_cast<std::int64_t>(view.items.size())) {
    return Error(
        ErrorCode::kPreconditionFailed,
        fmt::format("{} items were added since {} was written: write a new packet and "
                    "sign that",
                    static_cast<std::int64_t>(view.items.size()) - read->manifest.checkpoint_size,
                    packet.name));
  }
  RF_TRY(freeze_record(packet, view.record));
  const SignatureStatement statement{read->manifest.digest,
                                     record_digest(view.record),
                                     answers_digest(view.items),
                                     options.role,
                                     options.name,
                                     options.title,
                                     format_time(session.now)};
  std::string text;
  std::error_code error;
  if (std::filesystem::exists(packet.signatures, error)) {
    RF_TRY_ASSIGN(text, evidence::read_file(packet.signatures));
    RF_TRY_ASSIGN(const std::vector<ReadSignature> before, read_signatures(text, trust));
    for (const ReadSignature& one : before) {
      if (one.key_id == key.id()) {
        return Error(ErrorCode::kAlreadyExists,
                     fmt::format("{} has signed {} already", one.holder, packet.name));
      }
    }
  }
  return evidence::write_file(packet.signatures, text + sign_statement(statement, key));
}

int report(const Invocation& invocation, const SubjectView& view, const PacketPlace& packet,
           const std::vector<SignatureView>& signatures) {
  const bool enough = enough_signatures(view.profile, signatures, &SignatureView::good);
  bool refused = false;
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  std::string text = fmt::format("packet {}\n", packet.name);
  for (const SignatureView& one : signatures) {
    refused = refused || !one.good;
    list.push_back({{"role", one.role},
                    {"name", one.name},
                    {"title", one.title},
                    {"date", one.date},
                    {"holder", one.holder},
                    {"good", one.good},
                    {"why", one.why}});
    text += fmt::format("  {}, {} ({}), {}, key of {}: {}\n", one.name, one.title, one.role,
                        one.date, one.holder.empty() ? "nobody known" : one.holder,
                        one.good ? "good" : "REFUSED: " + one.why);
  }
  text +=
      fmt::format("{} signatures, {} needed{}\n", signatures.size(), view.profile.signatures_needed,
                  enough    ? ": signed"
                  : refused ? ": not signed"
                            : ": more to come");
  const nlohmann::ordered_json out{{"packet", packet.name},
                                   {"signatures", std::move(list)},
                                   {"needed", view.profile.signatures_needed},
                                   {"signed", enough}};
  print(invocation.json() ? out.dump(1) + "\n" : text);
  return refused ? kExitRefused : kExitOk;
}

Result<int> run(const Invocation& invocation, const SignOptions& options) {
  RF_TRY_ASSIGN(Session session, open_session(invocation));
  if (!options.check) RF_TRY(sign_review_packet(session, options.wish));
  RF_TRY_ASSIGN(const SubjectView view,
                load_subject_view(session.review, session.subject, session.now));
  RF_TRY_ASSIGN(const PacketPlace packet, find_packet(session.subject, options.wish.packet));
  RF_TRY_ASSIGN(const std::vector<SignatureView> signatures,
                check_signatures(session.review, session.subject, packet, view.record, view.items));
  return report(invocation, view, packet, signatures);
}

}  // namespace

Result<> sign_review_packet(Session& session, const SignWish& wish) {
  for (const auto& [what, value] : {std::pair("--role", wish.role), std::pair("--name", wish.name),
                                    std::pair("--title", wish.title)}) {
    if (value.empty()) {
      return Error(ErrorCode::kInvalid, fmt::format("{} is missing: who signs?", what));
    }
  }
  RF_TRY_ASSIGN(const SubjectView view,
                load_subject_view(session.review, session.subject, session.now));
  RF_TRY_ASSIGN(const PacketPlace packet, find_packet(session.subject, wish.packet));
  return add_signature(session, packet, wish, view);
}

Result<bool> newest_packet_is_current(const Session& session) {
  const std::vector<PacketPlace> packets = list_packets(session.subject);
  if (packets.empty()) return false;
  RF_TRY_ASSIGN(const SubjectView view,
                load_subject_view(session.review, session.subject, session.now));
  RF_TRY_ASSIGN(const verifier::Trust trust, session.review.trust(session.subject));
  const auto read = verifier::read_packet(packets[0].folder, trust, session.review.question_set());
  if (!read || read->manifest.checkpoint_size != static_cast<std::int64_t>(view.items.size())) {
    return false;
  }
  const auto frozen = evidence::read_file(packets[0].record);
  return frozen.failed_with(ErrorCode::kNotFound) ||
         (frozen && *frozen == format_record(view.record));
}

void add_sign_command(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<SignOptions>();
  CLI::App* command = program.add_subcommand(
      "sign", "Sign a packet together with the record and the answers, or check who did");
  command->add_option("packet", options->wish.packet, "Name or folder; default: the newest");
  command->add_option("--role", options->wish.role, "In which role, as in profile.toml");
  command->add_option("--name", options->wish.name, "Who signs");
  command->add_option("--title", options->wish.title, "Title or position");
  command->add_option("--key", options->wish.key, "Name under keys/; default: the role's");
  command->add_flag("--make-key", options->wish.make_key, "Make the key if it is not there");
  command->add_flag("--check", options->check, "Only say what the signatures are worth now");
  command->callback([options, &invocation] {
    run_command(invocation, "sign", [&] { return run(invocation, *options); });
  });
}

}  // namespace ringfence::review
