// What the user says of a capture: where it was taken, what is declared, what to look for.
#pragma once

#include <string>
#include <vector>

#include "kafka/client/connection_options.h"

namespace CLI {
class App;
}

namespace ringfence::review::capture {

struct Options {
  std::string step = "flows";  // flows, commit, plant, scan
  std::vector<std::string> captures;
  std::vector<std::string> platform;  // addresses or prefixes of the platform's processes
  std::string endpoints_file;
  std::string listeners_file;     // `ss -Hltun` of the platform's hosts
  std::string during = "steady";  // steady, support, install, export
  bool trust_shown = false;
  std::string ledger_key, ledger_user, counter_user;

  kafka::client::ConnectionOptions connection;
  std::string topic;
  std::vector<std::string> extra_surfaces;   // commit: markers that the user plants
  std::vector<std::string> planted;          // plant: those that the user has planted
  std::vector<std::string> clear_surfaces;   // scan: declared to leave in clear
  std::vector<std::string> outside, inside;  // scan: files and folders
  std::uint64_t unpacked_gib = 16;
};

void add_options(CLI::App& command, Options& options);

}  // namespace ringfence::review::capture
