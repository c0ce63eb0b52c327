// Goal: a log line carries its template id and typed arguments, and a name shows in clear only when
// asked. Method: render lines with every kind of argument and compare whole lines.
#include "base/log.h"

#include <gtest/gtest.h>

namespace ringfence {
namespace {

constexpr log::Template kLine{"test.line", "something happened"};

log::Options options(bool clear, log::Format format) {
  log::Options o;
  o.names_clear = clear;
  o.format = format;
  o.token = [](log::NameKind, std::string_view) { return std::string("0a1b"); };
  o.now = [] { return UnixMillis{7}; };
  return o;
}

TEST(Log, LogfmtCarriesTypedArguments) {
  const std::string line =
      log::render(options(false, log::Format::kLogfmt), log::Level::kWarn, kLine,
                  {{"count", 3},
                   {"size", std::size_t{4}},
                   {"good", true},
                   {"took_ms", Duration(1'500'000)},
                   {"why", Error(ErrorCode::kTimeout, "slow")},
                   {"kind", "literal"}});
  EXPECT_EQ(line,
            "ts_ms=7 level=warn id=test.line msg=\"something happened\" count=3 size=4 "
            "good=true took_ms=1.500 why=\"" +
                Error(ErrorCode::kTimeout, "slow").to_string() + "\" kind=literal\n");
}

TEST(Log, NamesAreTokensUnlessAskedFor) {
  const auto topic = [] { return log::name(log::NameKind::kTopic, "payroll"); };
  EXPECT_EQ(log::render(options(false, log::Format::kLogfmt), log::Level::kInfo, kLine,
                        {{"topic", topic()}})
                .find("payroll"),
            std::string::npos);
  EXPECT_NE(log::render(options(false, log::Format::kLogfmt), log::Level::kInfo, kLine,
                        {{"topic", topic()}})
                .find("topic=topic:0a1b"),
            std::string::npos);
  EXPECT_NE(log::render(options(true, log::Format::kLogfmt), log::Level::kInfo, kLine,
                        {{"topic", topic()}})
                .find("topic=payroll"),
            std::string::npos);
}

TEST(Log, HostileTextCannotForgeALine) {
  const std::string line = log::render(options(true, log::Format::kJson), log::Level::kInfo, kLine,
                                       {{"topic", log::name(log::NameKind::kTopic, "a\"\n{}")}});
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_NE(line.find("\"topic\":\"a\\\"\\u000a{}\""), std::string::npos);
}

TEST(Log, LevelsBelowTheLimitReachNoSink) {
  std::string seen;
  log::Options o = options(false, log::Format::kLogfmt);
  o.level = log::Level::kWarn;
  o.sink = [&seen](std::string_view line) { seen += line; };
  log::configure(o);
  log::info(kLine);
  EXPECT_TRUE(seen.empty());
  log::error(kLine);
  EXPECT_NE(seen.find("level=error"), std::string::npos);
  log::configure({});
}

}  // namespace
}  // namespace ringfence
