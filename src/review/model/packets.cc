#include "review/model/packets.h"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/files.h"
#include "verifier/packet.h"

namespace ringfence::review {
namespace {

PacketPlace place(const std::filesystem::path& folder) {
  const std::string base = folder.string();
  return {folder.filename(), folder, base + ".zip", base + ".signatures.json",
          base + ".record.json"};
}

// "2026-01-31-10" after "2026-01-31-9".
std::pair<std::string, std::size_t> order_of(const std::string& name) {
  return {name.substr(0, 10), name.size() > 11 ? std::strtoul(name.c_str() + 11, nullptr, 10) : 1};
}

}  // namespace

std::vector<PacketPlace> list_packets(const Subject& subject) {
  std::vector<PacketPlace> out;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(subject.file("packets"), error)) {
    if (std::filesystem::exists(entry.path() / "manifest.dsse.json", error)) {
      out.push_back(place(entry.path()));
    }
  }
  std::sort(out.begin(), out.end(), [](const PacketPlace& a, const PacketPlace& b) {
    return order_of(a.name) > order_of(b.name);
  });
  return out;
}

PacketPlace next_packet(const Subject& subject, std::string_view date) {
  std::error_code error;
  std::filesystem::path folder = subject.file("packets") / std::string(date);
  for (int n = 2; std::filesystem::exists(folder, error); ++n) {
    folder = subject.file("packets") / fmt::format("{}-{}", date, n);
  }
  return place(folder);
}

Result<PacketPlace> find_packet(const Subject& subject, std::string_view name) {
  for (const PacketPlace& packet : list_packets(subject)) {
    if (name.empty() || packet.name == name) return packet;
  }
  std::error_code error;
  std::filesystem::path folder{std::string(name)};
  if (!folder.has_filename()) folder = folder.parent_path();
  if (!name.empty() && std::filesystem::exists(folder / "manifest.dsse.json", error)) {
    return place(folder);
  }
  return Error(ErrorCode::kNotFound,
               name.empty() ? std::string("there is no packet yet: ringfence-review packet")
                            : fmt::format("there is no packet {}", name));
}

Result<std::string> manifest_digest(const PacketPlace& packet) {
  RF_TRY_ASSIGN(const std::string text, evidence::read_file(packet.folder / "manifest.dsse.json"));
  return evidence::sha256_hex(text);
}

Result<std::vector<SignatureView>> check_signatures(const ReviewFolder& review,
                                                    const Subject& subject,
                                                    const PacketPlace& packet, const Record& record,
                                                    const std::vector<ItemView>& items) {
  std::vector<SignatureView> out;
  std::error_code error;
  if (!std::filesystem::exists(packet.signatures, error)) return out;
  RF_TRY_ASSIGN(const verifier::Trust trust, review.trust(subject));
  RF_TRY_ASSIGN(const std::string text, evidence::read_file(packet.signatures));
  const auto signatures = read_signatures(text, trust);
  if (!signatures) {
    return Error(signatures.error().code,
                 fmt::format("packets/{}: {}", packet.signatures.filename().string(),
                             signatures.error().detail));
  }
  SignedState state;
  state.packet_name = packet.name;
  const auto read = verifier::read_packet(packet.folder, trust, review.question_set());
  if (read) {
    state.packet = read->manifest.digest;
  } else {
    state.packet_wrong = read.error().file + ": " + read.error().what;
  }
  const auto frozen = evidence::read_file(packet.record);
  if (frozen) state.frozen_record = evidence::sha256_hex(*frozen);
  state.record = record_digest(record);
  state.answers = answers_digest(items);
  for (const ReadSignature& signature : *signatures) {
    out.push_back(judge_signature(signature, state));
  }
  return out;
}

Result<std::optional<SignedBefore>> last_signed(const ReviewFolder& review, const Subject& subject,
                                                const Profile& profile, const Record& record,
                                                const std::vector<ItemView>& items) {
  for (const PacketPlace& packet : list_packets(subject)) {
    const auto signatures = check_signatures(review, subject, packet, record, items);
    if (!signatures || !enough_signatures(profile, *signatures, &SignatureView::intact)) continue;
    RF_TRY_ASSIGN(const verifier::Trust trust, review.trust(subject));
    const auto read = verifier::read_packet(packet.folder, trust, review.question_set());
    if (!read) continue;
    SignedBefore before;
    before.packet = packet.name;
    before.log_size = static_cast<std::uint64_t>(read->manifest.checkpoint_size);
    const verifier::Report report =
        verifier::grade_packet(review.question_set(), trust, *read, {}, read->manifest.created);
    for (const auto& [id, claim] : report.claims) before.verdicts.emplace(id, claim.verdict);
    RF_TRY_ASSIGN(const std::string frozen, evidence::read_file(packet.record));
    RF_TRY_ASSIGN(before.record, parse_record(frozen, review.question_set()));
    return std::optional(std::move(before));
  }
  return std::optional<SignedBefore>();
}

}  // namespace ringfence::review
