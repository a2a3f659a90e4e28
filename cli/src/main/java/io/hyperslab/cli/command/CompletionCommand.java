package io.hyperslab.cli.command;

import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.completion.Completion;
import io.hyperslab.cli.completion.Shell;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// `hyperslab completion`: prints a script that makes a shell complete arguments.
public final class CompletionCommand implements Command {
  private final Supplier<List<Syntax>> commands;
  private final List<String> tools;

  /// @param commands gives what all commands take; asked when the command runs, for this one is
  ///   among them
  /// @param tools names of commands whose arguments are files as far as shells are concerned
  public CompletionCommand(Supplier<List<Syntax>> commands, List<String> tools) {
    this.commands = commands;
    this.tools = List.copyOf(tools);
  }

  @Override
  public Syntax syntax() {
    return Syntax.of("completion", "Prints a script that makes your shell complete arguments.")
        .description(
            "Commands, options and their values, files, and paths inside of files: behind"
                + " weather.h5/ the shell offers what is in the file.")
        .operands(Operand.one("bash|zsh|fish", "Your shell."))
        .example("completion bash > ~/.local/share/bash-completion/completions/hyperslab", "")
        .example("completion zsh > ~/.zfunc/_hyperslab", "a folder of $fpath")
        .example("completion fish > ~/.config/fish/completions/hyperslab.fish", "");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    String name = arguments.operand(0);
    Shell shell =
        Arrays.stream(Shell.values())
            .filter(one -> one.name().equals(name.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> new UsageException("shell '" + name + "': bash, zsh or fish"));
    console.out().print(Completion.script(shell, commands.get(), tools));
    return console.status();
  }
}
