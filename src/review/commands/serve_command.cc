// ringfence-review serve: the review in a browser on this machine, until it is stopped.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "net/real_loop.h"
#include "review/commands/command.h"
#include "review/commands/packet_steps.h"
#include "review/page/serve.h"

namespace ringfence::review {
namespace {

// Writes a packet first where the newest one is not of today's evidence and record.
Result<std::string> sign_from_page(const Invocation& invocation, const std::string& subject,
                                   const PageSigner& signer) {
  Invocation of_subject = invocation;
  of_subject.subject = subject;
  RF_TRY_ASSIGN(Session session, open_session(of_subject));
  RF_TRY_ASSIGN(const bool current, newest_packet_is_current(session));
  if (!current) RF_TRY(write_review_packet(session, {}));
  RF_TRY(sign_review_packet(session, {"", signer.role, signer.name, signer.title, "", true}));
  RF_TRY_ASSIGN(const PacketPlace packet, find_packet(session.subject, ""));
  return packet.zip.string();
}

Result<int> serve(const Invocation& invocation, std::uint16_t port) {
  net::RealLoop loop;
  ServeOptions options;
  options.review = invocation.review;
  options.listen.port = port;
  options.sign = [&invocation](const std::string& subject, const PageSigner& signer) {
    return sign_from_page(invocation, subject, signer);
  };
  RF_TRY(serve_page(loop, options, [&](const std::string& address) {
    const nlohmann::ordered_json json{{"address", address}};
    print(invocation.json()
              ? json.dump() + "\n"
              : fmt::format("open {}\nnobody else on this machine knows the address; stop with "
                            "Ctrl-C\n",
                            address));
  }));
  return kExitOk;
}

}  // namespace

void add_serve_command(CLI::App& program, Invocation& invocation) {
  auto port = std::make_shared<std::uint16_t>(0);
  CLI::App* command =
      program.add_subcommand("serve", "Open the review in a browser on this machine (loopback)");
  command->add_option("--port", *port, "Port; 0: any free one")->capture_default_str();
  command->callback([port, &invocation] {
    run_command(invocation, "serve", [&] { return serve(invocation, *port); });
  });
}

}  // namespace ringfence::review
