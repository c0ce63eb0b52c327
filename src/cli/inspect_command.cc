// ringfence inspect: a stored thing as JSON. Reads only.
#include <fmt/format.h>
#include <sqlite3.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <optional>

#include "cli/command.h"
#include "cli/dev_process.h"
#include "cli/inspect_json.h"
#include "keys/local_keys.h"
#include "metadata/state/snapshot.h"

namespace ringfence::cli {
namespace {

using nlohmann::json;

struct InspectOptions {
  std::string path;
  std::string keys;
  std::uint64_t from = 1;
  std::uint64_t count = 100;
};

Result<std::string> read_file(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  if (!file) return Error(ErrorCode::kNotFound, path + ": cannot be opened");
  std::string data;
  std::vector<char> buffer(1 << 20);
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
    data.append(buffer.data(), size);
  }
  return data;
}

bytes::ByteSpan span_of(const std::string& data) { return std::as_bytes(std::span(data)); }

Result<std::optional<keys::Keys>> load_keys(const InspectOptions& options) {
  if (options.keys.empty()) return std::optional<keys::Keys>();
  RF_TRY_ASSIGN(keys::Keys keys, keys::open_local_keys({options.keys, false}));
  return std::optional<keys::Keys>(std::move(keys));
}

void show(const json& value) {
  print(value.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

Result<void> inspect_object(const InspectOptions& options) {
  RF_TRY_ASSIGN(const std::string data, read_file(options.path));
  RF_TRY_ASSIGN(const auto object, storage::parse_object(span_of(data)));
  show(object_json(object));
  return {};
}

Result<void> inspect_snapshot(const InspectOptions& options) {
  RF_TRY_ASSIGN(const auto keys, load_keys(options));
  RF_TRY_ASSIGN(const std::string data, read_file(options.path));
  RF_TRY_ASSIGN(const meta::State state, meta::parse_snapshot(span_of(data)));
  show(state_json(state, keys ? &*keys : nullptr));
  return {};
}

class LogFile {
 public:
  ~LogFile() {
    sqlite3_finalize(statement_);
    sqlite3_close(database_);
  }
  // A log that was closed has everything in one file; one that was not has a -wal file beside it,
  // which SQLite reads only with write access to the folder.
  Result<void> open(const std::string& path, std::uint64_t from, std::uint64_t count) {
    const int flags = SQLITE_OPEN_READWRITE;
    if (sqlite3_open_v2(path.c_str(), &database_, flags, nullptr) != SQLITE_OK) return failed(path);
    if (sqlite3_exec(database_, "PRAGMA query_only=1; PRAGMA locking_mode=EXCLUSIVE;", nullptr,
                     nullptr, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(
            database_,
            "SELECT record FROM log WHERE shard=0 AND sequence>=? ORDER BY sequence LIMIT ?", -1,
            &statement_, nullptr) != SQLITE_OK) {
      return failed(path);
    }
    sqlite3_bind_int64(statement_, 1, static_cast<sqlite3_int64>(from));
    sqlite3_bind_int64(statement_, 2, static_cast<sqlite3_int64>(count));
    return {};
  }
  Result<std::optional<std::string>> next() {
    const int step = sqlite3_step(statement_);
    if (step == SQLITE_DONE) return std::optional<std::string>();
    if (step != SQLITE_ROW) return failed("the log");
    const void* data = sqlite3_column_blob(statement_, 0);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, 0));
    return std::optional<std::string>(std::string(static_cast<const char*>(data), size));
  }

 private:
  Error failed(const std::string& what) {
    return Error(ErrorCode::kCorrupt, fmt::format("{}: {}", what, sqlite3_errmsg(database_)));
  }
  sqlite3* database_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
};

Result<void> inspect_log(const InspectOptions& options) {
  const DataLayout layout(options.path);
  RF_TRY_ASSIGN(const auto lock, store::DirectoryLock::acquire(layout.root));
  RF_TRY_ASSIGN(const auto keys, load_keys(options));
  LogFile log;
  RF_TRY(log.open(layout.log, options.from, options.count));
  for (;;) {
    RF_TRY_ASSIGN(const auto blob, log.next());
    if (!blob) return {};
    RF_TRY_ASSIGN(const meta::Record record, meta::parse_record(span_of(*blob)));
    // One line a record, so that a long log can be piped.
    print(record_json(record, keys ? &*keys : nullptr)
              .dump(-1, ' ', false, json::error_handler_t::replace) +
          "\n");
  }
}

using Inspect = Result<void> (*)(const InspectOptions&);

CLI::App* add_kind(CLI::App& inspect, const char* name, const char* help,
                   const std::shared_ptr<InspectOptions>& options, Invocation& invocation,
                   Inspect work) {
  CLI::App* kind = inspect.add_subcommand(name, help);
  kind->callback([options, &invocation, work] {
    const auto result = work(*options);
    invocation.exit_code = result ? kExitOk : report(invocation, "inspect", result.error());
  });
  return kind;
}

}  // namespace

void add_inspect_command(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<InspectOptions>();
  CLI::App* inspect =
      program.add_subcommand("inspect", "Print an object, log records or a snapshot as JSON");
  inspect->require_subcommand(1);
  CLI::App* object = add_kind(*inspect, "object", "A data object, every checksum compared", options,
                              invocation, &inspect_object);
  object->add_option("file", options->path, "File below bucket/data/")->required();
  CLI::App* snapshot =
      add_kind(*inspect, "snapshot", "A metadata snapshot", options, invocation, &inspect_snapshot);
  snapshot->add_option("file", options->path, "File below bucket/metadata/snapshot/")->required();
  CLI::App* log = add_kind(*inspect, "log", "Records of the metadata log, one a line", options,
                           invocation, &inspect_log);
  log->add_option("data", options->path, "Data directory of a stopped process")->required();
  log->add_option("--from", options->from, "First sequence number")->capture_default_str();
  log->add_option("--count", options->count, "Records at most")->capture_default_str();
  for (CLI::App* kind : {snapshot, log}) {
    kind->add_option("--keys", options->keys, "Show names in clear with the keys in this folder");
  }
}

}  // namespace ringfence::cli
