#include "review/probe_capture/options.h"

#include <CLI/CLI.hpp>

namespace ringfence::review::capture {

void add_options(CLI::App& command, Options& options) {
  command
      .add_option("--step", options.step,
                  "flows: compare a capture with the declared endpoints; commit: make markers and "
                  "log what they are, unseen; plant: put them into Kafka; scan: search for them")
      ->check(CLI::IsMember({"flows", "commit", "plant", "scan"}))
      ->capture_default_str();
  command.add_option("--capture", options.captures, "pcap or pcapng file, in the order of time");
  command.add_option("--platform", options.platform,
                     "Address or prefix of the platform's processes; may be given many times");
  command.add_option("--endpoints", options.endpoints_file,
                     "Declared endpoints, tab-separated (README of the probe)");
  command.add_option("--listeners", options.listeners_file,
                     "Output of `ss -Hltun` on the platform's hosts during the capture");
  command
      .add_option("--during", options.during,
                  "What went on: endpoints of class support or install count only then")
      ->check(CLI::IsMember({"steady", "support", "install", "export"}))
      ->capture_default_str();
  command.add_flag("--trust-shown-names", options.trust_shown,
                   "Let the server name or host that a flow shows explain it without a DNS answer");
  command.add_option("--ledger-key", options.ledger_key,
                     "Id of the key that signs the platform's ledger or endpoint list");
  command.add_option("--ledger-user", options.ledger_user,
                     "Operating-system user under which the platform runs");
  command.add_option("--counter-user", options.counter_user,
                     "Operating-system user under which the capture was taken");
  command.add_option("--topic", options.topic,
                     "plant: existing topic for the marked records; default: one of the marker's "
                     "name");
  command.add_option("--surface", options.extra_surfaces,
                     "commit: further marker that you will plant yourself (schema, host, config)");
  command.add_option("--planted", options.planted,
                     "plant: a --surface whose marker you have planted");
  command.add_option("--clear-surface", options.clear_surfaces,
                     "scan: a surface that is declared to leave in clear (topic, client-id ...)");
  command.add_option("--outside", options.outside,
                     "scan: file or folder where no marker may be: exports, support files, logs "
                     "that leave");
  command.add_option("--inside", options.inside,
                     "scan: file or folder where markers may be; what is found is counted");
  command.add_option("--unpack-gib", options.unpacked_gib, "Most that is unpacked in one scan")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  kafka::client::add_connection_options(command, options.connection);
  command.get_option("--bootstrap")->required(false);
}

}  // namespace ringfence::review::capture
