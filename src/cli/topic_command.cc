// ringfence topic create|list|describe|delete.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/client_session.h"
#include "cli/command.h"

namespace ringfence::cli {
namespace {

using async::Task;
using kafka::client::Client;
using nlohmann::json;

struct TopicOptions {
  BrokerOptions broker;
  std::vector<std::string> names;
  kafka::client::TopicSpec spec;
  std::vector<std::string> configs;
  bool if_not_exists = false;
  bool if_exists = false;
};

Result<void> parse_configs(TopicOptions& options) {
  for (const std::string& text : options.configs) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return Error(ErrorCode::kInvalid,
                   fmt::format("--config \"{}\" is not allowed; allowed: KEY=VALUE", text));
    }
    options.spec.configs[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return {};
}

// An existing topic is a failure like others; only data at risk has the exit code of a refusal.
Error refused(const std::string& name, const Error& error) {
  const ErrorCode code = error.is(ErrorCode::kAlreadyExists) ? ErrorCode::kInternal : error.code;
  return Error(code, name + ": " + error.detail);
}

Task<Result<void>> create(Client& client, TopicOptions& options, OutputForm form) {
  RF_CO_TRY(parse_configs(options));
  for (const std::string& name : options.names) {
    options.spec.name = name;
    const auto created = co_await client.create_topic(options.spec);
    if (!created) {
      if (options.if_not_exists && created.failed_with(ErrorCode::kAlreadyExists)) continue;
      co_return refused(name, created.error());
    }
    if (form == OutputForm::kJson) {
      print(json{{"topic", name},
                 {"id", created->topic_id.to_base64()},
                 {"partitions", created->num_partitions}}
                .dump() +
            "\n");
    } else {
      print(fmt::format("{} {} with {} partition{}\n",
                        options.spec.validate_only ? "could create" : "created", name,
                        created->num_partitions, created->num_partitions == 1 ? "" : "s"));
    }
  }
  co_return Result<void>();
}

Task<Result<void>> list(Client& client, OutputForm form) {
  RF_CO_TRY_ASSIGN(const auto metadata, co_await client.metadata(std::nullopt));
  json names = json::array();
  for (const auto& topic : metadata.topics) {
    const std::string name = topic.name.value_or("");
    if (form == OutputForm::kJson) {
      names.push_back({{"topic", name},
                       {"id", topic.topic_id.to_base64()},
                       {"partitions", topic.partitions.size()}});
    } else {
      print(name + "\n");
    }
  }
  if (form == OutputForm::kJson) print(names.dump() + "\n");
  co_return Result<void>();
}

Task<Result<void>> describe_one(Client& client, std::string name, OutputForm form) {
  RF_CO_TRY_ASSIGN(const auto metadata, co_await client.metadata(std::vector<std::string>{name}));
  if (metadata.topics.size() != 1)
    co_return Error(ErrorCode::kCorrupt, "one topic asked, others answered");
  const auto& topic = metadata.topics.front();
  if (topic.error_code != 0) {
    co_return kafka::client::to_error(static_cast<kafka::KafkaError>(topic.error_code), name);
  }
  RF_CO_TRY_ASSIGN(const auto configs, co_await client.topic_configs(name));
  json out{{"topic", name}, {"id", topic.topic_id.to_base64()}};
  std::string text = fmt::format("topic {}  id {}  partitions {}\n", name,
                                 topic.topic_id.to_base64(), topic.partitions.size());
  for (const auto& config : configs) {
    out["configs"][config.name] = config.value.value_or("");
    // Source 1: set on the topic itself.
    if (config.config_source == 1) {
      text += fmt::format("  config {} = {}\n", config.name, config.value.value_or(""));
    }
  }
  for (const auto& partition : topic.partitions) {
    const std::int32_t index = partition.partition_index;
    RF_CO_TRY_ASSIGN(const auto first, co_await client.list_offset(name, index, -2));
    RF_CO_TRY_ASSIGN(const auto next, co_await client.list_offset(name, index, -1));
    out["partitions"].push_back({{"partition", index},
                                 {"leader", partition.leader_id},
                                 {"log_start", first.offset},
                                 {"high_watermark", next.offset}});
    text += fmt::format("  partition {}  leader {}  offsets {} to {}\n", index, partition.leader_id,
                        first.offset, next.offset);
  }
  print(form == OutputForm::kJson ? out.dump() + "\n" : text);
  co_return Result<void>();
}

Task<Result<void>> describe(Client& client, TopicOptions& options, OutputForm form) {
  for (const std::string& name : options.names) {
    RF_CO_TRY(co_await describe_one(client, name, form));
  }
  co_return Result<void>();
}

Task<Result<void>> remove(Client& client, TopicOptions& options, OutputForm form) {
  for (const std::string& name : options.names) {
    const auto deleted = co_await client.delete_topic(name);
    if (!deleted) {
      if (options.if_exists && deleted.failed_with(ErrorCode::kNotFound)) continue;
      co_return refused(name, deleted.error());
    }
    print(form == OutputForm::kJson ? json{{"deleted", name}}.dump() + "\n"
                                    : fmt::format("deleted {}\n", name));
  }
  co_return Result<void>();
}

CLI::App* add_action(CLI::App& topic, std::string name, std::string help,
                     const std::shared_ptr<TopicOptions>& options, Invocation& invocation) {
  CLI::App* action = topic.add_subcommand(std::move(name), std::move(help));
  add_broker_options(*action, options->broker);
  add_output_option(*action, invocation);
  return action;
}

using Action = Task<Result<void>> (*)(Client&, TopicOptions&, OutputForm);

void run_on(CLI::App* action, const std::shared_ptr<TopicOptions>& options, Invocation& invocation,
            Action work) {
  action->callback([options, &invocation, work] {
    invocation.exit_code = with_client(
        options->broker, invocation, "topic",
        [options, &invocation, work](Client& c) { return work(c, *options, invocation.form()); });
  });
}

Task<Result<void>> list_action(Client& client, TopicOptions&, OutputForm form) {
  return list(client, form);
}

}  // namespace

void add_topic_command(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<TopicOptions>();
  CLI::App* topic = program.add_subcommand("topic", "Create, list, describe and delete topics");
  topic->require_subcommand(1);

  CLI::App* creating = add_action(*topic, "create", "Create topics", options, invocation);
  creating->add_option("names", options->names, "Topic names")->required();
  creating->add_option("--partitions,-p", options->spec.partitions,
                       "Number of partitions (default: the server's num.partitions)");
  creating->add_option("--replication-factor", options->spec.replication_factor,
                       "Only reported back; the object store keeps the copies");
  creating->add_option("--config", options->configs, "KEY=VALUE, may be repeated");
  creating->add_flag("--if-not-exists", options->if_not_exists, "An existing topic is no error");
  creating->add_flag("--validate-only", options->spec.validate_only, "Check and create nothing");
  run_on(creating, options, invocation, &create);

  run_on(add_action(*topic, "list", "List topics", options, invocation), options, invocation,
         &list_action);

  CLI::App* describing =
      add_action(*topic, "describe", "Show partitions, offsets and configs", options, invocation);
  describing->add_option("names", options->names, "Topic names")->required();
  run_on(describing, options, invocation, &describe);

  CLI::App* deleting =
      add_action(*topic, "delete", "Delete topics and their records", options, invocation);
  deleting->add_option("names", options->names, "Topic names")->required();
  deleting->add_flag("--if-exists", options->if_exists, "A missing topic is no error");
  run_on(deleting, options, invocation, &remove);
}

}  // namespace ringfence::cli
