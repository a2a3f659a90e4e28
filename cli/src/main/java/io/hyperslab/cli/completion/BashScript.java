package io.hyperslab.cli.completion;

import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import java.util.ArrayList;
import java.util.List;

/// The script for bash. It needs nothing but bash itself.
final class BashScript {
  private static final String GENERAL_OPTIONS = "--help --version";

  private static final String BEFORE =
      """
      # Completion of hyperslab for bash. Put it to
      # ~/.local/share/bash-completion/completions/hyperslab, or into ~/.bashrc:
      #   source <(hyperslab completion bash)

      # Files; behind a file and a slash, what is inside of it.
      _hyperslab_files() {
        local typed=$1 file IFS=$'\\n'
        compopt -o filenames 2>/dev/null
        COMPREPLY=($(compgen -f -- "$typed"))
        [[ ${#COMPREPLY[@]} -eq 0 && $typed == */* ]] || return 0
        typed=${typed#[\\"\\']}
        typed=${typed//\\\\/}
        [[ $typed == '~/'* ]] && typed=$HOME/${typed#'~/'}
        file=$typed
        while [[ $file == */* ]]; do
          file=${file%/*}
          if [[ -f $file ]]; then
            COMPREPLY=($("${COMP_WORDS[0]}" complete-path -- "$typed" 2>/dev/null))
            [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace 2>/dev/null
            return 0
          fi
        done
      }

      _hyperslab_words() {
        COMPREPLY=($(compgen -W "$1" -- "$2"))
      }

      _hyperslab() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= i
        # Bash parts --option=value into three words.
        if [[ $word == = ]]; then
          word=
        elif [[ $before == = && COMP_CWORD -ge 2 ]]; then
          before=${COMP_WORDS[COMP_CWORD-2]}
        fi
        COMPREPLY=()
        for ((i = 1; i < COMP_CWORD; i++)); do
          if [[ ${COMP_WORDS[i]} != -* ]]; then
            command=${COMP_WORDS[i]}
            break
          fi
        done
        case $command in
      """;

  private static final String AFTER =
      """
        esac
      }

      complete -F _hyperslab hyperslab
      """;

  private final StringBuilder text = new StringBuilder();

  private BashScript() {}

  static String of(List<Syntax> commands, List<String> tools) {
    BashScript script = new BashScript();
    script.text.append(BEFORE);
    script.commandNames(commands, tools);
    commands.forEach(script::command);
    if (!tools.isEmpty()) {
      script.branch(String.join(" | ", tools)).append(files()).append(" ;;\n");
    }
    return script.text.append(AFTER).toString();
  }

  private void commandNames(List<Syntax> commands, List<String> tools) {
    List<String> names = new ArrayList<>(commands.stream().map(Syntax::name).toList());
    names.addAll(tools);
    branch("''").append("case $word in\n");
    text.append("        -*) ").append(words(GENERAL_OPTIONS)).append(" ;;\n");
    text.append("        *) ").append(words(String.join(" ", names))).append(" ;;\n");
    text.append("      esac ;;\n");
  }

  private void command(Syntax syntax) {
    branch(syntax.name()).append("case $before in\n");
    for (Option option : syntax.allOptions()) {
      if (option.isValued()) {
        text.append("        ")
            .append(String.join(" | ", option.names()))
            .append(") ")
            .append(complete(Wanted.by(option)))
            .append(" return ;;\n");
      }
    }
    text.append("      esac\n      case $word in\n");
    List<String> names =
        syntax.allOptions().stream().flatMap(option -> option.names().stream()).toList();
    text.append("        -*) ").append(words(String.join(" ", names))).append(" ;;\n");
    text.append("        *) ").append(complete(Wanted.by(syntax))).append(" ;;\n");
    text.append("      esac ;;\n");
  }

  private StringBuilder branch(String pattern) {
    return text.append("    ").append(pattern).append(")\n      ");
  }

  private static String complete(Wanted wanted) {
    if (wanted.isFile()) {
      return files() + ";";
    }
    return wanted.words().isEmpty() ? ":;" : words(String.join(" ", wanted.words())) + ";";
  }

  private static String files() {
    return "_%s_files \"$word\"".formatted(Completion.PROGRAM);
  }

  private static String words(String words) {
    return "_%s_words '%s' \"$word\"".formatted(Completion.PROGRAM, words);
  }
}
