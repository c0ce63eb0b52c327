// ringfence-review completion bash|zsh: a script made from the commands and flags as they are.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "review/commands/command.h"

namespace ringfence::review {
namespace {

// "command subcommand" -> the words that may follow.
void collect(const CLI::App& app, const std::string& path, std::string& cases, std::string& names) {
  std::string words;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    words += sub->get_name() + " ";
    names += (names.empty() ? "" : "|") + sub->get_name();
  }
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) words += "--" + name + " ";
  }
  if (!words.empty()) words.pop_back();
  cases += fmt::format("    \"{}\") words=\"{}\" ;;\n", path, words);
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    collect(*sub, path.empty() ? sub->get_name() : path + " " + sub->get_name(), cases, names);
  }
}

std::string bash_script(const CLI::App& program) {
  std::string cases;
  std::string names;
  collect(program, "", cases, names);
  return "# source <(ringfence-review completion bash)\n"
         "_ringfence_review() {\n"
         "  local path=\"\" word words=\"\" current=\"${COMP_WORDS[COMP_CWORD]}\" i\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    word=\"${COMP_WORDS[i]}\"\n"
         "    case \"$word\" in\n"
         "      " +
         names +
         ")\n"
         "        path=\"${path:+$path }$word\" ;;\n"
         "    esac\n"
         "  done\n"
         "  case \"$path\" in\n" +
         cases +
         "  esac\n"
         "  COMPREPLY=($(compgen -W \"$words --review --subject --output\" -- \"$current\"))\n"
         "  [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$current\"))\n"
         "}\n"
         "complete -F _ringfence_review ringfence-review\n";
}

}  // namespace

void add_completion_command(CLI::App& program, Invocation& invocation) {
  auto shell = std::make_shared<std::string>("bash");
  CLI::App* command = program.add_subcommand("completion", "Print a shell completion script");
  command->add_option("shell", *shell, "bash or zsh")
      ->capture_default_str()
      ->check(CLI::IsMember({"bash", "zsh"}));
  command->callback([shell, &program, &invocation] {
    // zsh reads bash completions.
    const std::string head = *shell == "zsh" ? "autoload -U +X bashcompinit && bashcompinit\n" : "";
    print(head + bash_script(program));
    invocation.exit_code = kExitOk;
  });
}

}  // namespace ringfence::review
