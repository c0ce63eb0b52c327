#include "object_store/s3/credentials.h"

#include <cstdlib>
#include <fstream>
#include <map>

namespace ringfence::store::s3 {
namespace {

constexpr std::size_t kFileBytesMax = 1 << 20;

using Section = std::map<std::string, std::string>;

std::string trim(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  if (from == text.npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(" \t\r") - from + 1));
}

// An INI file; unreadable or missing is empty. Indented lines (nested settings) are passed over.
std::map<std::string, Section> read_sections(const std::string& path) {
  std::map<std::string, Section> sections;
  std::ifstream file(path);
  std::string line, name;
  std::size_t bytes = 0;
  while (file && std::getline(file, line)) {
    bytes += line.size() + 1;
    if (bytes > kFileBytesMax) return {};
    if (line.empty() || line[0] == '#' || line[0] == ';' || line[0] == ' ' || line[0] == '\t')
      continue;
    if (line[0] == '[') {
      name = trim(std::string_view(line).substr(1, line.find(']') - 1));
      if (name.starts_with("profile ")) name = trim(std::string_view(name).substr(8));
      continue;
    }
    const std::size_t equals = line.find('=');
    if (equals == line.npos) continue;
    sections[name][trim(std::string_view(line).substr(0, equals))] =
        trim(std::string_view(line).substr(equals + 1));
  }
  return sections;
}

std::string value_of(const std::map<std::string, Section>& sections, const std::string& profile,
                     const std::string& key) {
  const auto section = sections.find(profile);
  if (section == sections.end()) return {};
  const auto value = section->second.find(key);
  return value == section->second.end() ? std::string() : value->second;
}

}  // namespace

Environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == 0) return std::nullopt;
    return value;
  };
}

Result<Profile> load_profile(const std::string& profile, const Environment& environment) {
  const auto variable = [&](const char* name) { return environment(name).value_or(""); };
  const std::string home = variable("HOME") + "/.aws/";
  const std::string keys_file =
      environment("AWS_SHARED_CREDENTIALS_FILE").value_or(home + "credentials");
  const std::string config_file = environment("AWS_CONFIG_FILE").value_or(home + "config");
  const std::string name =
      profile.empty() ? environment("AWS_PROFILE").value_or("default") : profile;
  const auto keys = read_sections(keys_file);
  const auto config = read_sections(config_file);

  Profile found;
  found.region = environment("AWS_REGION").value_or(environment("AWS_DEFAULT_REGION").value_or(""));
  if (found.region.empty()) found.region = value_of(config, name, "region");
  if (profile.empty() && environment("AWS_ACCESS_KEY_ID")) {
    found.credentials = {variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"),
                         variable("AWS_SESSION_TOKEN"), "environment"};
    if (found.credentials.secret_access_key.empty())
      return Error(ErrorCode::kInvalid,
                   "AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not");
    return found;
  }
  for (const auto* sections : {&keys, &config}) {
    found.credentials = {value_of(*sections, name, "aws_access_key_id"),
                         value_of(*sections, name, "aws_secret_access_key"),
                         value_of(*sections, name, "aws_session_token"), "profile " + name};
    if (!found.credentials.access_key_id.empty() && !found.credentials.secret_access_key.empty())
      return found;
  }
  return Error(ErrorCode::kNotFound,
               "no S3 credentials: neither AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the "
               "environment nor profile " +
                   name + " in " + keys_file + " or " + config_file);
}

}  // namespace ringfence::store::s3
