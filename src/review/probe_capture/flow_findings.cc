#include "review/probe_capture/flow_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "review/model/times.h"

namespace ringfence::review::capture {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kListed = 200;

struct Totals {
  std::uint64_t flows = 0, examined = 0, foreign = 0;
  std::uint64_t out_flows = 0, out_bytes = 0;
  std::vector<const std::pair<const Destination::Key, Destination>*> unexplained_out,
      unexplained_in;
  std::uint64_t unexplained_bytes = 0;  // both directions
  std::uint64_t other_bytes = 0;        // to and from endpoints of the other side
  std::uint64_t encrypted = 0;          // in flows that leave
  std::vector<std::string> without_owner;
};

Totals add_up(const FlowInputs& in) {
  Totals totals;
  for (const auto& entry : in.survey.destinations) {
    const auto& [key, destination] = entry;
    totals.flows += destination.flows;
    if (key.way == Way::kForeign) {
      totals.foreign += destination.flows;
      continue;
    }
    totals.examined += destination.flows;
    if (key.way == Way::kWithin) continue;
    const Endpoint* endpoint =
        destination.endpoint ? &in.endpoints[*destination.endpoint] : nullptr;
    const std::uint64_t bytes = destination.bytes_out + destination.bytes_in;
    if (key.way == Way::kOut) {
      totals.out_flows += destination.flows;
      totals.out_bytes += bytes;
      totals.encrypted += destination.encrypted;
    }
    if (endpoint == nullptr) {
      (key.way == Way::kOut ? totals.unexplained_out : totals.unexplained_in).push_back(&entry);
      totals.unexplained_bytes += bytes;
    } else if (endpoint->party != "own") {
      totals.other_bytes += endpoint->party == "other" ? bytes : 0;
      if (key.way == Way::kOut && endpoint->owner.empty()) {
        totals.without_owner.push_back(endpoint->destination);
      }
    }
  }
  totals.flows += in.survey.overflow_flows;
  return totals;
}

std::string where(const Destination::Key& key) {
  return fmt::format("{}{} port {}", key.peer.to_string(),
                     key.shown.empty() ? "" : " (" + key.shown + ")", key.port);
}

Json flow_json(const Destination::Key& key, const Destination& destination) {
  return {{"way", way_name(key.way)},
          {"address", key.peer.to_string()},
          {"port", key.port},
          {"protocol", key.protocol},
          {"shown_name", key.shown},
          {"certificate_names", destination.certificate_names},
          {"speaks", destination.speaks},
          {"flows", destination.flows},
          {"bytes_out", destination.bytes_out},
          {"bytes_in", destination.bytes_in},
          {"encrypted", destination.encrypted},
          {"why", destination.why}};
}

Json classes_json(const FlowInputs& in) {
  struct Sum {
    std::uint64_t flows = 0, out = 0, in = 0, encrypted = 0;
  };
  std::map<std::size_t, Sum> sums;
  for (const auto& [key, destination] : in.survey.destinations) {
    if (!destination.endpoint) continue;
    Sum& sum = sums[*destination.endpoint];
    sum.flows += destination.flows;
    sum.out += destination.bytes_out;
    sum.in += destination.bytes_in;
    sum.encrypted += destination.encrypted;
  }
  Json classes = Json::array();
  for (const auto& [place, sum] : sums) {
    const Endpoint& endpoint = in.endpoints[place];
    if (classes.size() >= kListed) break;
    classes.push_back({{"endpoint", endpoint.destination},
                       {"line", endpoint.line},
                       {"direction", endpoint.out ? "out" : "in"},
                       {"class", endpoint.kind},
                       {"party", endpoint.party},
                       {"owner", endpoint.owner},
                       {"region", endpoint.region},
                       {"purpose", endpoint.purpose},
                       {"flows", sum.flows},
                       {"bytes_out", sum.out},
                       {"bytes_in", sum.in},
                       {"encrypted", sum.encrypted}});
  }
  return classes;
}

Json body_json(const FlowInputs& in, const Totals& totals) {
  const CaptureSurvey& survey = in.survey;
  Json unexplained = Json::array();
  for (const auto* list : {&totals.unexplained_out, &totals.unexplained_in}) {
    for (const auto* entry : *list) {
      if (unexplained.size() < kListed)
        unexplained.push_back(flow_json(entry->first, entry->second));
    }
  }
  Json body;
  body["counter_source"] = "packet capture";
  body["capture"] = {{"packets", survey.file.packets},
                     {"bytes", survey.file.bytes},
                     {"first", time_text(survey.first_us)},
                     {"last", time_text(survey.last_us)},
                     {"packets_cut", survey.file.truncated},
                     {"packets_dropped", survey.file.dropped},
                     {"drops_known", survey.file.drops_known},
                     {"fragments", survey.fragments},
                     {"fragment_bytes", survey.fragment_bytes},
                     {"not_ip", survey.not_ip},
                     {"malformed", survey.malformed},
                     {"unknown_link", survey.unknown_link},
                     {"doubts", doubts(survey)}};
  body["during"] = in.options.during;
  body["platform"] = in.options.platform;
  body["classes"] = classes_json(in);
  body["flows_out"] = totals.out_flows;
  body["counter_bytes"] = totals.out_bytes;
  body["unexplained_bytes"] = totals.unexplained_bytes;
  body["unexplained_destinations"] = totals.unexplained_out.size() + totals.unexplained_in.size();
  body["unexplained"] = unexplained;
  body["encrypted_bytes"] = totals.encrypted;
  body["epsilon"] = 0;  // the bytes of IP are counted themselves
  std::size_t listed = 0;
  body["names_asked"] = Json::object();
  for (const auto& [name, count] : survey.names.asked()) {
    if (++listed > kListed) break;
    body["names_asked"][name] = count;
  }
  return body;
}

// Ports on which something listens, from `ss -Hltun`: NETID STATE RECV-Q SEND-Q LOCAL PEER.
struct Listeners {
  std::set<std::pair<std::string, std::uint16_t>> open;  // protocol and port, loopback left out
  std::string problem;
};

Listeners read_listeners(std::string_view text) {
  Listeners out;
  int number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    const std::string line(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    std::vector<std::string> words;
    std::size_t at = 0;
    while ((at = line.find_first_not_of(" \t\r", at)) != line.npos) {
      const std::size_t stop = line.find_first_of(" \t\r", at);
      words.push_back(line.substr(at, stop == line.npos ? stop : stop - at));
      if (stop == line.npos) break;
      at = stop;
    }
    if (words.empty()) continue;
    const std::size_t colon = words.size() > 4 ? words[4].rfind(':') : std::string::npos;
    std::uint16_t port = 0;
    const bool good =
        colon != std::string::npos &&
        std::from_chars(words[4].data() + colon + 1, words[4].data() + words[4].size(), port).ec ==
            std::errc();
    if (!good) {
      out.problem =
          fmt::format("line {} of the listeners file is not a line of `ss -Hltun`", number);
      return out;
    }
    const std::string host = words[4].substr(0, colon);
    if (!host.starts_with("127.") && !host.starts_with("[::1]")) out.open.insert({words[0], port});
  }
  return out;
}

// What does not match between listeners and declared inbound endpoints, in words.
std::vector<std::string> listener_differences(const FlowInputs& in, const Listeners& listeners) {
  std::vector<std::string> out;
  for (const auto& [protocol, port] : listeners.open) {
    const bool declared =
        std::any_of(in.endpoints.begin(), in.endpoints.end(), [&](const Endpoint& endpoint) {
          return !endpoint.out && endpoint.admits_port(port) &&
                 in_force(endpoint, in.options.during);
        });
    if (!declared)
      out.push_back(fmt::format("{} port {} listens and is not declared", protocol, port));
  }
  for (const Endpoint& endpoint : in.endpoints) {
    if (endpoint.out || !in_force(endpoint, in.options.during)) continue;
    const bool open =
        std::any_of(listeners.open.begin(), listeners.open.end(),
                    [&](const auto& one) { return endpoint.admits_port(one.second); });
    if (!open) {
      out.push_back(
          fmt::format("port {} is declared and nothing listens there", endpoint.port_min));
    }
  }
  return out;
}

std::string period(const CaptureSurvey& survey) {
  return fmt::format("Between {} and {}", time_text(survey.first_us), time_text(survey.last_us));
}

std::string unexplained_sentence(const Totals& totals) {
  std::string text;
  std::size_t listed = 0;
  for (const auto* list : {&totals.unexplained_out, &totals.unexplained_in}) {
    for (const auto* entry : *list) {
      if (++listed > 3) continue;
      text += fmt::format("{}{} {}", listed > 1 ? ", " : "",
                          entry->first.way == Way::kOut ? "to" : "from", where(entry->first));
    }
  }
  if (listed > 3) text += fmt::format(" and {} more", listed - 3);
  return text;
}

class Builder {
 public:
  explicit Builder(const FlowInputs& in)
      : in_(in), totals_(add_up(in)), doubts_(doubts(in.survey)) {
    body_ = body_json(in, totals_);
  }

  std::vector<Finding> build() {
    RawFile table{"destinations.tsv", destinations_table(in_.survey, in_.endpoints),
                  "text/tab-separated-values", "withheld"};
    table_ = std::move(table);
    add_port_list();
    if (has_ledger(in_.options)) add_reconciliation();
    return std::move(findings_);
  }

 private:
  bool unexplained_out() const {
    return !totals_.unexplained_out.empty() || in_.survey.overflow_flows > 0;
  }

  Finding start(std::string type, std::vector<std::string> claims) const {
    Finding finding;
    finding.type = std::move(type);
    finding.claims = std::move(claims);
    finding.zone = "Z1";
    finding.unit = "flow";
    finding.examined = static_cast<std::int64_t>(totals_.examined);
    finding.population = static_cast<std::int64_t>(totals_.flows);
    const auto leave_out = [&](std::string what, std::string why, std::uint64_t count) {
      if (count > 0) {
        finding.excluded.push_back(
            {std::move(what), std::move(why), static_cast<std::int64_t>(count)});
      }
    };
    leave_out("flows of other machines", "neither end is an address of the platform",
              totals_.foreign);
    leave_out("flows beyond the table", "more than 100000 destinations", in_.survey.overflow_flows);
    if (totals_.flows == 0) {
      finding.population = 1;
      leave_out("the platform's flows", "the capture holds none", 1);
    }
    if (in_.survey.first_us > 0) {
      finding.from = time_text(in_.survey.first_us);
      finding.to = time_text(in_.survey.last_us);
    }
    finding.raw = {table_};
    return finding;
  }

  void add_port_list() {
    Finding finding = start("config-snapshot", {"K6.a"});
    Json body = body_;
    const Listeners listeners = read_listeners(in_.listeners);
    const auto differences = listener_differences(in_, listeners);
    if (!in_.listeners.empty()) body["listener_differences"] = differences;
    finding.body = body.dump();
    const bool flows_fail = unexplained_out() || !totals_.unexplained_in.empty();
    if (flows_fail) {
      finding.result = "fails";
      finding.summary = fmt::format("{} there were flows that the endpoint list does not have: {}.",
                                    period(in_.survey), unexplained_sentence(totals_));
    } else if (!in_.listeners.empty() && listeners.problem.empty() && !differences.empty()) {
      finding.result = "fails";
      finding.summary = fmt::format("{} listeners and endpoint list differ: {}.",
                                    period(in_.survey), differences.front());
    } else if (in_.listeners.empty() || !listeners.problem.empty()) {
      finding.result = "inconclusive";
      finding.summary = fmt::format(
          "{} every flow seen was declared; {}", period(in_.survey),
          listeners.problem.empty() ? "no list of listeners was given, so ports without traffic "
                                      "were not compared."
                                    : listeners.problem + ".");
    } else {
      settle(finding, "listeners and flows were exactly those declared");
    }
    findings_.push_back(std::move(finding));
  }

  // Holds, unless the capture itself gives reason to doubt that it has everything.
  void settle(Finding& finding, const std::string& what) {
    if (totals_.examined == 0) {
      finding.result = "inconclusive";
      finding.summary = "The capture holds no flow of the platform's addresses.";
    } else if (!doubts_.empty()) {
      finding.result = "inconclusive";
      finding.summary = fmt::format("{} {}, but the capture is not whole: {}.", period(in_.survey),
                                    what, doubts_.front());
    } else {
      finding.result = "holds";
      finding.summary = fmt::format("{} {} ({} flows, {} bytes to and from other addresses).",
                                    period(in_.survey), what, totals_.examined, totals_.out_bytes);
    }
  }

  Finding reconciliation(const char* claim) const {
    Finding finding = start("egress-reconciliation", {claim});
    Json body = body_;
    body["ledger_key"] = in_.options.ledger_key;
    body["ledger_user"] = in_.options.ledger_user;
    body["counter_key"] = "";  // the runner puts the signing key here
    body["counter_user"] = in_.options.counter_user;
    finding.body = body.dump();
    return finding;
  }

  void add_reconciliation() {
    add_if_explained("C3.res.c", "every flow that left went to a declared destination");
    add_owners();
    if (in_.options.during == "support") {
      add_if_explained("K6.e", "in a support case no endpoint appeared that is not on the list");
    }
    if (in_.options.during == "export") {
      add_if_explained("C6.res.a", "during the export every flow went to a declared destination");
    }
    add_record_bytes();
    add_refutable("K1.b", "that a bucket, account or key outside the list is refused");
    add_refutable("K3.b", "that an endpoint of another region is refused");
  }

  bool fail_if_unexplained(Finding& finding) {
    if (!unexplained_out()) return false;
    finding.result = "fails";
    finding.summary = fmt::format(
        "{} the platform's processes sent {} bytes to destinations that nobody "
        "declared: {}.",
        period(in_.survey), unexplained_out_bytes(), unexplained_sentence(totals_));
    return true;
  }

  std::uint64_t unexplained_out_bytes() const {
    std::uint64_t bytes = in_.survey.overflow_bytes;
    for (const auto* entry : totals_.unexplained_out) bytes += entry->second.bytes_out;
    return bytes;
  }

  void add_if_explained(const char* claim, const std::string& what) {
    Finding finding = reconciliation(claim);
    if (!fail_if_unexplained(finding)) settle(finding, what);
    findings_.push_back(std::move(finding));
  }

  void add_owners() {
    Finding finding = reconciliation("P2.b");
    if (!fail_if_unexplained(finding)) {
      if (totals_.without_owner.empty()) {
        settle(finding, "every destination seen has a declared owner");
      } else {
        finding.result = "inconclusive";
        finding.summary = fmt::format("{} no owner is declared for {}.", period(in_.survey),
                                      totals_.without_owner.front());
      }
    }
    findings_.push_back(std::move(finding));
  }

  void add_record_bytes() {
    Finding finding = reconciliation("C1.res.b");
    if (!fail_if_unexplained(finding)) {
      if (totals_.other_bytes == 0) {
        settle(finding, "no flow went to the other side, and every flow was declared");
      } else {
        finding.result = "inconclusive";
        finding.summary = fmt::format(
            "{} every flow was declared, and {} bytes went to or from the other side: whether "
            "records are among them a capture's sizes do not show.",
            period(in_.survey), totals_.other_bytes);
      }
    }
    findings_.push_back(std::move(finding));
  }

  // A capture can contradict these and not carry them: a part of the claim is a trial.
  void add_refutable(const char* claim, const std::string& rest) {
    Finding finding = reconciliation(claim);
    if (!fail_if_unexplained(finding)) {
      finding.result = "inconclusive";
      finding.summary = fmt::format("{} every flow that left was declared; {} was not tried.",
                                    period(in_.survey), rest);
    }
    findings_.push_back(std::move(finding));
  }

  const FlowInputs& in_;
  Totals totals_;
  std::vector<std::string> doubts_;
  Json body_;
  RawFile table_;
  std::vector<Finding> findings_;
};

}  // namespace

std::string time_text(std::uint64_t time_us) {
  return format_time(static_cast<std::int64_t>(time_us / 1'000'000));
}

bool in_force(const Endpoint& endpoint, const std::string& during) {
  return endpoint.kind == "steady" || endpoint.kind == during;
}

bool has_ledger(const Options& options) {
  return !options.ledger_key.empty() && !options.ledger_user.empty() &&
         !options.counter_user.empty();
}

std::vector<std::string> doubts(const CaptureSurvey& survey) {
  std::vector<std::string> out;
  if (survey.file.dropped > 0) {
    out.push_back(fmt::format("{} packets were dropped while capturing", survey.file.dropped));
  }
  if (!survey.file_error.empty()) out.push_back("reading ended early: " + survey.file_error);
  if (survey.file.cut_off) out.push_back("the file ends inside a packet");
  if (survey.unknown_link > 0) {
    out.push_back(
        fmt::format("{} packets are of a link type that is not read", survey.unknown_link));
  }
  if (survey.malformed > 0) {
    out.push_back(
        fmt::format("{} packets have lengths that contradict each other", survey.malformed));
  }
  return out;
}

std::string destinations_table(const CaptureSurvey& survey,
                               const std::vector<Endpoint>& endpoints) {
  std::string text =
      "way\tprotocol\taddress\tport\tshown_name\tspeaks\tflows\tpackets\tbytes_out\tbytes_in\t"
      "encrypted\tfirst\tlast\tendpoint\twhy\n";
  for (const auto& [key, one] : survey.destinations) {
    text += fmt::format(
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", way_name(key.way),
        key.protocol, key.peer.to_string(), key.port, key.shown, fmt::join(one.speaks, ","),
        one.flows, one.packets, one.bytes_out, one.bytes_in, one.encrypted, time_text(one.first_us),
        time_text(one.last_us), one.endpoint ? endpoints[*one.endpoint].destination : "", one.why);
  }
  return text;
}

std::vector<std::string> flow_claims(const Options& options) {
  std::vector<std::string> claims = {"K6.a"};
  if (!has_ledger(options)) return claims;
  for (const char* claim : {"C3.res.c", "P2.b", "C1.res.b", "K1.b", "K3.b"}) {
    claims.emplace_back(claim);
  }
  if (options.during == "support") claims.emplace_back("K6.e");
  if (options.during == "export") claims.emplace_back("C6.res.a");
  return claims;
}

std::vector<Finding> flow_findings(const FlowInputs& inputs) { return Builder(inputs).build(); }

}  // namespace ringfence::review::capture
