#include "review/probe_exit/exit_probe.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "kafka/client/connection_options.h"
#include "review/probe_exit/exporter.h"
#include "review/probe_exit/findings.h"

namespace ringfence::review {
namespace {

constexpr const char* kPolicy =
    "# Kafka rules that the probe \"exit\" needs, on the source and on the target\n"
    "# (User:review in this example). It writes nothing.\n"
    "kafka-acls --add --allow-principal User:review --operation Read --operation Describe "
    "--operation DescribeConfigs --topic '*'\n"
    "kafka-acls --add --allow-principal User:review --operation Describe --group '*'\n"
    "kafka-acls --add --allow-principal User:review --operation Describe --cluster\n";

class ExitProbe final : public Probe {
 public:
  ProbeFacts facts() const override {
    ProbeFacts facts;
    facts.name = "exit";
    facts.about = "Read records out through the Kafka protocol, and compare a target with them";
    facts.policy_name = "exit_acls.txt";
    facts.policy = kPolicy;
    facts.cannot_see = {
        "Records that were gone before the export began, and those of transactions without an end",
        "Why offsets are missing where the topic is not compacted and no marker stands there",
        "Producer ids, sequences and leader epochs: they are not part of the format",
        "Access rules, quotas and schemas: configurations of topics are kept, not compared",
        "Records written after the end offsets that were taken at the start",
        "Commits of groups that the principal may not describe"};
    return facts;
  }

  void add_options(CLI::App& command) override {
    command
        .add_option("--step", step_,
                    "export: read a cluster into a folder; compare: read the target named by "
                    "--bootstrap and compare it with the folder --source")
        ->check(CLI::IsMember({"export", "compare"}))
        ->capture_default_str();
    command.add_option("--folder", folder_,
                       "Folder of the records read; with an interrupted export in it that goes on "
                       "(default: the run's own)");
    command.add_option("--source", source_, "compare: folder of the source's export");
    command.add_option("--topics", topics_, "Topics, separated by commas (default: all)")
        ->delimiter(',');
    command.add_option("--groups", groups_, "Groups, separated by commas (default: all)")
        ->delimiter(',');
    command.add_flag("--show-records", show_records_,
                     "compare: put the records, in clear, into the item (32 MiB a partition, 128 "
                     "MiB in all), so that whoever reads the packet recomputes the roots");
    kafka::client::add_connection_options(command, connection_);
  }

  std::vector<std::string> claims() const override { return {"K10.a", "K10.b"}; }

  Result<std::vector<Finding>> run(ProbeContext& context) override {
    exit::ExportOptions options;
    options.connection = connection_;
    options.folder = folder_.empty() ? context.work_folder : folder_;
    options.topics = topics_;
    options.groups = groups_;
    options.now = context.now;
    options.progress = [&](std::int64_t done, std::int64_t total) {
      if (context.progress) context.progress("offsets read", done, total);
    };
    if (step_ == "export") {
      RF_TRY_ASSIGN(const exit::Export data, exit::export_cluster(std::move(options)));
      return exit::export_findings(data);
    }
    return compare(context, std::move(options));
  }

 private:
  Result<std::vector<Finding>> compare(ProbeContext& context, exit::ExportOptions options) {
    if (source_.empty()) return Error(ErrorCode::kInvalid, "--source: name the source's export");
    if (source_ == options.folder) {
      return Error(ErrorCode::kInvalid,
                   "--folder: the target's records need a folder of their own");
    }
    RF_TRY_ASSIGN(const exit::Export source, exit::read_export(source_, exit::kManifestName));
    options.like = &source;
    RF_TRY_ASSIGN(const std::string logged, logged_roots(context));
    const std::string target_folder = options.folder;
    RF_TRY_ASSIGN(const exit::Export target, exit::export_cluster(std::move(options)));
    RF_TRY_ASSIGN(const exit::Comparison comparison,
                  exit::compare_exports(source_, source, target_folder, target));
    return exit::compare_findings({comparison, source, target, source_, logged, show_records_});
  }

  // What the log committed to when the source was exported.
  static Result<std::string> logged_roots(ProbeContext& context) {
    if (!context.earlier) return std::string();
    RF_TRY_ASSIGN(const auto item, context.earlier("export-manifest", "K10.a"));
    if (!item) return std::string();
    const auto body = nlohmann::json::parse(item->body, nullptr, false);
    const bool good = body.is_object() && body.contains("roots") && body["roots"].is_string();
    return good ? body["roots"].get<std::string>() : std::string();
  }

  std::string step_ = "export";
  std::string folder_, source_;
  std::vector<std::string> topics_, groups_;
  bool show_records_ = false;
  kafka::client::ConnectionOptions connection_;
};

}  // namespace

std::unique_ptr<Probe> make_exit_probe() { return std::make_unique<ExitProbe>(); }

}  // namespace ringfence::review
