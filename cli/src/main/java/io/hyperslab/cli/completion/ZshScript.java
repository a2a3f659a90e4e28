package io.hyperslab.cli.completion;

import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import java.util.List;

/// The script for zsh, in the terms of its completion system.
final class ZshScript {
  private static final String BEFORE =
      """
      #compdef hyperslab
      # Completion of hyperslab for zsh. Put it to a folder of $fpath as _hyperslab, or into
      # ~/.zshrc, behind compinit:
      #   source <(hyperslab completion zsh)

      # Files; behind a file and a slash, what is inside of it.
      _hyperslab_files() {
        local typed=${(Q)PREFIX} file
        typed=${typed/#\\~\\//$HOME/}
        file=$typed
        while [[ $file == */* ]]; do
          file=${file%/*}
          if [[ -f $file ]]; then
            local -a inside groups others
            inside=(${(f)"$($program complete-path -- $typed 2>/dev/null)"})
            inside=(${inside#${typed%/*}/})
            groups=(${(M)inside:#*/})
            others=(${inside:#*/})
            compset -P '*/'
            (( $#groups )) && compadd -S '' -a groups
            (( $#others )) && compadd -a others
            return
          fi
        done
        _files
      }

      _hyperslab() {
        local curcontext=$curcontext state line program=$words[1]
        local -a names
        typeset -A opt_args
        _arguments -C '(- *)'{-h,--help}'[Show the help]' '(- *)--version[Show the version]' \\
          '1: :->command' '*:: :->arguments'
        if [[ $state == command ]]; then
          names=(
      """;

  private static final String BETWEEN =
      """
          )
          _describe command names
        fi
        [[ $state == arguments ]] || return
        case $words[1] in
      """;

  private static final String AFTER =
      """
        esac
      }

      if [[ $funcstack[1] == _hyperslab ]]; then
        _hyperslab "$@"
      else
        compdef _hyperslab hyperslab
      fi
      """;

  private final StringBuilder text = new StringBuilder();

  private ZshScript() {}

  static String of(List<Syntax> commands, List<String> tools) {
    ZshScript script = new ZshScript();
    script.text.append(BEFORE);
    for (Syntax syntax : commands) {
      script.name(syntax.name(), syntax.summary());
    }
    for (String tool : tools) {
      script.name(tool, "As the HDF5 tool of this name");
    }
    script.text.append(BETWEEN);
    commands.forEach(script::command);
    if (!tools.isEmpty()) {
      script.text.append("    ").append(String.join("|", tools)).append(") _files ;;\n");
    }
    return script.text.append(AFTER).toString();
  }

  private void name(String name, String summary) {
    String described = name + ":" + Words.withoutStop(summary);
    text.append("      ").append(Words.quoted(described)).append('\n');
  }

  private void command(Syntax syntax) {
    text.append("    ").append(syntax.name()).append(") _arguments -s -S \\\n");
    for (Option option : syntax.allOptions()) {
      option(option);
    }
    for (Operand operand : syntax.operands()) {
      String place = operand.most() > 1 ? "*:" : ":";
      text.append("      ")
          .append(Words.quoted(place + message(operand.placeholder()) + action(Wanted.by(operand))))
          .append(" \\\n");
    }
    text.append("      ;;\n");
  }

  private void option(Option option) {
    String explained = "[" + escaped(Words.withoutStop(option.help())) + "]";
    String value =
        option.isValued() ? ":" + message(option.placeholder()) + action(Wanted.by(option)) : "";
    for (String name : option.names()) {
      String valued = !option.isValued() ? "" : name.startsWith("--") ? "=" : "+";
      text.append("      ").append(Words.quoted("*" + name + valued + explained + value));
      text.append(" \\\n");
    }
  }

  private static String message(String placeholder) {
    return escaped(placeholder) + ":";
  }

  private static String action(Wanted wanted) {
    if (wanted.isFile()) {
      return "_" + Completion.PROGRAM + "_files";
    }
    return wanted.words().isEmpty() ? " " : "(" + String.join(" ", wanted.words()) + ")";
  }

  private static String escaped(String explanation) {
    return explanation.replaceAll("([\\\\\\[\\]:])", "\\\\$1");
  }
}
