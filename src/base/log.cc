#include "base/log.h"

#include <fmt/format.h>

#include <atomic>
#include <mutex>

namespace ringfence::log {
namespace {

struct Global {
  std::mutex mutex;
  Options options;
  std::atomic<int> level{1000};
};
Global& global() {
  static Global instance;
  return instance;
}

std::string_view level_name(Level level) {
  switch (level) {
    case Level::kDebug:
      return "debug";
    case Level::kInfo:
      return "info";
    case Level::kWarn:
      return "warn";
    case Level::kError:
      return "error";
  }
  return "error";
}

std::string_view kind_name(NameKind kind) {
  switch (kind) {
    case NameKind::kTopic:
      return "topic";
    case NameKind::kClient:
      return "client";
    case NameKind::kPrincipal:
      return "principal";
    case NameKind::kAddress:
      return "address";
    case NameKind::kPath:
      return "path";
  }
  return "name";
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  out += '"';
}

bool plain(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c == 0x7f) return false;
  }
  return true;
}

void append_text(std::string& out, Format format, std::string_view text) {
  if (format == Format::kLogfmt && plain(text)) {
    out += text;
  } else {
    append_quoted(out, text);
  }
}

std::string shown(const Options& options, const Name& name) {
  if (options.names_clear) return name.clear;
  std::string out(kind_name(name.kind));
  out += ':';
  out += options.token ? options.token(name.kind, name.clear) : std::string("hidden");
  return out;
}

struct Appender {
  std::string& out;
  const Options& options;
  void operator()(std::int64_t v) const { fmt::format_to(std::back_inserter(out), "{}", v); }
  void operator()(std::uint64_t v) const { fmt::format_to(std::back_inserter(out), "{}", v); }
  void operator()(double v) const { fmt::format_to(std::back_inserter(out), "{:.3f}", v); }
  void operator()(bool v) const { out += v ? "true" : "false"; }
  void operator()(std::string_view v) const { append_text(out, options.format, v); }
  void operator()(const Text& v) const { append_text(out, options.format, v.value); }
  void operator()(const Name& v) const { append_text(out, options.format, shown(options, v)); }
};

void append_key(std::string& out, Format format, std::string_view key) {
  if (format == Format::kJson) {
    if (out.size() > 1) out += ',';
    append_quoted(out, key);
    out += ':';
  } else {
    if (!out.empty()) out += ' ';
    out += key;
    out += '=';
  }
}

}  // namespace

void configure(Options options) {
  Global& g = global();
  const std::lock_guard lock(g.mutex);
  g.level = options.sink ? static_cast<int>(options.level) : 1000;
  g.options = std::move(options);
}

bool enabled(Level level) {
  return static_cast<int>(level) >= global().level.load(std::memory_order_relaxed);
}

std::string render(const Options& options, Level level, const Template& template_,
                   std::initializer_list<Field> fields) {
  std::string out;
  if (options.format == Format::kJson) out += '{';
  if (options.now) {
    append_key(out, options.format, "ts_ms");
    fmt::format_to(std::back_inserter(out), "{}", options.now().ms);
  }
  append_key(out, options.format, "level");
  append_text(out, options.format, level_name(level));
  append_key(out, options.format, "id");
  append_text(out, options.format, template_.id);
  append_key(out, options.format, "msg");
  append_text(out, options.format, template_.text);
  for (const Field& field : fields) {
    append_key(out, options.format, field.key());
    std::visit(Appender{out, options}, field.value());
  }
  if (options.format == Format::kJson) out += '}';
  out += '\n';
  return out;
}

void write(Level level, const Template& template_, std::initializer_list<Field> fields) {
  if (!enabled(level)) return;
  Global& g = global();
  const std::lock_guard lock(g.mutex);
  if (!g.options.sink) return;
  g.options.sink(render(g.options, level, template_, fields));
}

}  // namespace ringfence::log
