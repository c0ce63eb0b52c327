#include "review/probe_capture/capture_probe.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "review/probe_capture/flow_findings.h"
#include "review/probe_capture/inputs.h"
#include "review/probe_capture/marker_state.h"

namespace ringfence::review {
namespace {

using capture::Options;

constexpr const char* kPolicy =
    "# What the probe \"capture\" needs.\n"
    "# Steps flows and scan: read access to the files named, nothing else; no network.\n"
    "# Taking the capture is the customer's: for example\n"
    "#   tcpdump -i any -s 0 -w capture.pcapng 'host 10.0.0.10'\n"
    "# Step plant, Kafka rules of its principal (User:review in this example):\n"
    "kafka-acls --add --allow-principal User:review --operation Create --cluster\n"
    "kafka-acls --add --allow-principal User:review --operation Write --operation Describe "
    "--topic '*'\n"
    "kafka-acls --add --allow-principal User:review --operation Read --group '*'\n"
    "kafka-acls --add --allow-principal User:review --operation Write --operation Describe "
    "--transactional-id '*'\n";

class CaptureProbe final : public Probe {
 public:
  ProbeFacts facts() const override {
    ProbeFacts facts;
    facts.name = "capture";
    facts.about =
        "Compare a packet capture with the declared endpoints; plant markers and search "
        "for them";
    facts.policy_name = "capture_policy.txt";
    facts.policy = kPolicy;
    facts.cannot_see = {
        "What encrypted connections carry: their bytes are counted, not read; TLS key logs are not "
        "used",
        "Server names inside QUIC and encrypted client hellos",
        "Fields of HTTP/2 and HTTP/3 that are Huffman-coded, and packings other than gzip, zlib, "
        "zstd, lz4, snappy, zip members and HTTP chunks",
        "More than two packings inside each other, and digests with a key or a salt",
        "IP fragments: counted, not put together",
        "Traffic that did not pass where the capture was taken, and packets that it dropped",
        "Channels by timing, size or order",
        "Who really owns an address: owner and region are those of the endpoint list"};
    return facts;
  }

  void add_options(CLI::App& command) override { capture::add_options(command, options_); }

  std::vector<std::string> claims() const override {
    return options_.step == "flows" ? capture::flow_claims(options_) : capture::scan_claims();
  }

  Result<std::vector<Finding>> run(ProbeContext& context) override {
    if (options_.step == "flows") return flows(context);
    if (options_.step == "commit") return capture::commit_step(options_, context);
    auto findings = options_.step == "plant" ? capture::plant_step(options_, context)
                                             : capture::scan_step(options_, context);
    if (findings) return findings;
    // The state goes on: the next run finds the markers that were committed to.
    MarkerList list;
    const auto state = capture::earlier_markers(context, list);
    if (!state) return findings;
    Finding finding;
    finding.type = "canary-scan";
    finding.claims = capture::scan_claims();
    finding.zone = "Z1";
    finding.result = "inconclusive";
    finding.unit = "marker";
    finding.population = static_cast<std::int64_t>(list.markers.size());
    finding.examined = 0;
    finding.excluded = {{"markers", "the run stopped", finding.population}};
    finding.summary = "The run stopped: " + findings.error().detail;
    finding.raw = {{"markers.txt", list.to_text(), "text/plain", "withheld"}};
    nlohmann::ordered_json body;
    body["step"] = options_.step;
    body["markers"] = capture::to_json(*state);
    finding.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return std::vector<Finding>{std::move(finding)};
  }

 private:
  Result<std::vector<Finding>> flows(ProbeContext& context) {
    if (options_.captures.empty()) {
      return Error(ErrorCode::kInvalid, "--capture: name the capture");
    }
    RF_TRY_ASSIGN(const std::vector<Endpoint> endpoints, capture::declared_endpoints(options_));
    std::string listeners;
    if (!options_.listeners_file.empty()) {
      RF_TRY_ASSIGN(listeners, capture::read_text(options_.listeners_file, 4 << 20));
      if (listeners.empty()) listeners = "\n";  // given, and nothing listens
    }
    RF_TRY_ASSIGN(const CaptureSurvey survey,
                  capture::read_captures(options_, endpoints, nullptr, context));
    return capture::flow_findings({options_, survey, endpoints, listeners});
  }

  Options options_;
};

}  // namespace

std::unique_ptr<Probe> make_capture_probe() { return std::make_unique<CaptureProbe>(); }

}  // namespace ringfence::review
