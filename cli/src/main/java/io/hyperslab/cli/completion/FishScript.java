package io.hyperslab.cli.completion;

import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import java.util.List;

/// The script for fish: one `complete` line for each thing there is to complete.
final class FishScript {
  private static final String BEFORE =
      """
      # Completion of hyperslab for fish. Put it to
      # ~/.config/fish/completions/hyperslab.fish, or into ~/.config/fish/config.fish:
      #   hyperslab completion fish | source

      # Behind a file and a slash, what is inside of it.
      function __hyperslab_inside
          set -l typed (string unescape -- (commandline -ct))
          string match -q -- '*/*' $typed; or return
          set typed (string replace -r -- '^~/' $HOME/ $typed)
          set -l program (commandline -opc)[1]
          set -l file $typed
          while string match -q -- '*/*' $file
              set file (string replace -r -- '/[^/]*$' '' $file)
              if test -f $file
                  $program complete-path -- $typed 2>/dev/null
                  return
              end
          end
      end

      complete -c hyperslab -f
      complete -c hyperslab -n __fish_use_subcommand -s h -l help -d 'Show the help'
      complete -c hyperslab -n __fish_use_subcommand -l version -d 'Show the version'
      """;

  private final StringBuilder text = new StringBuilder();

  private FishScript() {}

  static String of(List<Syntax> commands, List<String> tools) {
    FishScript script = new FishScript();
    script.text.append(BEFORE);
    commands.forEach(script::command);
    for (String tool : tools) {
      script.name(tool, "As the HDF5 tool of this name");
      script.within(tool).append(" -F\n");
    }
    return script.text.toString();
  }

  private void command(Syntax syntax) {
    text.append('\n');
    name(syntax.name(), syntax.summary());
    for (Option option : syntax.allOptions()) {
      option(syntax.name(), option);
    }
    Wanted wanted = Wanted.by(syntax);
    if (wanted.isFile()) {
      within(syntax.name()).append(" -F -a '(__").append(Completion.PROGRAM).append("_inside)'\n");
    } else if (!wanted.words().isEmpty()) {
      within(syntax.name()).append(" -a '").append(String.join(" ", wanted.words())).append("'\n");
    }
  }

  private void option(String command, Option option) {
    StringBuilder line = within(command);
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    if (option.isValued()) {
      Wanted wanted = Wanted.by(option);
      line.append(wanted.isFile() ? " -r -F" : " -x");
      if (!wanted.words().isEmpty()) {
        line.append(" -a '").append(String.join(" ", wanted.words())).append('\'');
      }
    }
    line.append(" -d ").append(quoted(option.help())).append('\n');
  }

  private void name(String name, String summary) {
    text.append("complete -c ")
        .append(Completion.PROGRAM)
        .append(" -n __fish_use_subcommand -a ")
        .append(name)
        .append(" -d ")
        .append(quoted(summary))
        .append('\n');
  }

  private StringBuilder within(String command) {
    return text.append("complete -c ")
        .append(Completion.PROGRAM)
        .append(" -n '__fish_seen_subcommand_from ")
        .append(command)
        .append('\'');
  }

  /// Unlike in other shells, a backslash escapes inside of single quotes.
  private static String quoted(String sentence) {
    return "'" + Words.withoutStop(sentence).replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
