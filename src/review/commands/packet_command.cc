// ringfence-review packet: a folder that a reader takes away and checks offline.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "evidence/files.h"
#include "review/commands/command.h"
#include "review/commands/packet_documents.h"
#include "review/commands/packet_steps.h"
#include "review/model/times.h"
#include "review/report/packet_zip.h"

namespace ringfence::review {
namespace {

// Raw files that some item withholds and no item shows.
std::set<std::string> withheld_raw(const std::vector<ItemView>& items) {
  std::set<std::string> out;
  std::set<std::string> shown;
  for (const ItemView& item : items) {
    for (const evidence::Raw& raw : item.raw) {
      (raw.disclosure == "withheld" ? out : shown).insert(raw.digest);
    }
  }
  for (const std::string& digest : shown) out.erase(digest);
  return out;
}

Result<evidence::PacketOptions> contents(const Session& session, const PacketWish& options,
                                         const SubjectView& view, std::string& notices) {
  evidence::PacketOptions out;
  out.created = format_time(session.now);
  out.audience = options.audience;
  out.question_set = view.question_set;
  out.subject = session.subject.scope;
  out.open = open_claims(session.review.question_set(), view.askings, view.items);
  const std::vector<PacketPlace> before = list_packets(session.subject);
  if (!before.empty()) {
    RF_TRY_ASSIGN(out.previous, manifest_digest(before[0]));
  }
  RF_TRY_ASSIGN(
      PacketDocuments documents,
      packet_documents(session, {options.audience, out.created, out.previous, !options.no_pdf}));
  out.files = std::move(documents.files);
  out.without_items = std::move(documents.without_items);
  out.without_raw = withheld_raw(view.items);
  out.without_raw.insert(documents.without_raw.begin(), documents.without_raw.end());
  out.subject = documents.subject;
  for (const std::string& line : documents.notices) notices += line + "\n";
  return out;
}

verifier::Outcome verify_packet(const Session& session, const std::filesystem::path& folder) {
  verifier::Options options;
  options.trust = session.subject.file("trust.json");
  options.packet = folder;
  options.printing.now = session.now;
  return verifier::verify(options);
}

Result<int> write(const Invocation& invocation, const PacketWish& wish) {
  RF_TRY_ASSIGN(const Session session, open_session(invocation));
  RF_TRY_ASSIGN(const WrittenPacket done, write_review_packet(session, wish));
  const std::string folder = done.place.folder.string();
  if (invocation.json()) {
    const nlohmann::ordered_json out{{"packet", folder},
                                     {"zip", wish.no_zip ? "" : done.place.zip.string()},
                                     {"manifest", done.manifest},
                                     {"audience", wish.audience},
                                     {"verifier_exit", done.checked.exit_code},
                                     {"left_out_items", done.left_out_items},
                                     {"left_out_raw", done.left_out_raw}};
    print(out.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
    return kExitOk;
  }
  print(
      fmt::format("packet {}\nmanifest {}\naudience {}: {} items and {} raw files left out\n{}"
                  "check it: ringfence-verify --trust {} {}\n",
                  folder, done.manifest, wish.audience, done.left_out_items, done.left_out_raw,
                  done.notices, session.subject.file("trust.json").string(), folder));
  return kExitOk;
}

}  // namespace

Result<WrittenPacket> write_review_packet(const Session& session, const PacketWish& wish) {
  RF_TRY_ASSIGN(const SubjectView view,
                load_subject_view(session.review, session.subject, session.now));
  if (view.items.empty()) {
    return Error(ErrorCode::kPreconditionFailed,
                 "there is no evidence yet: run a probe or file answers first");
  }
  WrittenPacket out;
  RF_TRY_ASSIGN(const evidence::PacketOptions what, contents(session, wish, view, out.notices));
  RF_TRY_ASSIGN(const evidence::EvidenceFolder evidence, session.review.evidence(session.subject));
  RF_TRY_ASSIGN(const evidence::SigningKey key, session.review.key("reviewer"));
  out.place = next_packet(session.subject, date_of(session.now));
  if (!wish.out.empty()) {
    out.place.folder = wish.out;
    out.place.name = out.place.folder.filename();
    out.place.zip = wish.out + ".zip";
  }
  // Written beside and renamed, so that a crash leaves no half packet under a good name.
  const std::filesystem::path partial = out.place.folder.string() + ".partial";
  std::error_code error;
  if (std::filesystem::exists(out.place.folder, error)) {
    return Error(ErrorCode::kAlreadyExists, out.place.folder.string() + " is there already");
  }
  std::filesystem::remove_all(partial, error);
  RF_TRY_ASSIGN(out.manifest, evidence::write_packet(evidence, partial, what, key));
  std::filesystem::rename(partial, out.place.folder, error);
  if (error) return Error(ErrorCode::kOutOfSpace, "cannot write " + out.place.folder.string());
  if (!wish.no_zip) RF_TRY(zip_packet(out.place.folder, out.place.zip));
  out.left_out_items = what.without_items.size();
  out.left_out_raw = what.without_raw.size();
  out.checked = verify_packet(session, out.place.folder);
  if (out.checked.exit_code != 3) return out;
  return Error(ErrorCode::kCorrupt, "the packet does not verify: " + out.checked.output);
}

void add_packet_command(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<PacketWish>();
  CLI::App* command =
      program.add_subcommand("packet", "Write a packet that anyone can verify offline");
  command->add_option("--audience", options->audience, "internal, auditor, vendor, public")
      ->capture_default_str()
      ->check(CLI::IsMember({"internal", "auditor", "vendor", "public"}));
  command->add_option("--out", options->out, "Folder; default: packets/DATE of the subject");
  command->add_flag("--no-zip", options->no_zip, "Write the folder only");
  command->add_flag("--no-pdf", options->no_pdf, "Leave report.pdf out");
  command->callback([options, &invocation] {
    run_command(invocation, "packet", [&] { return write(invocation, *options); });
  });
}

}  // namespace ringfence::review
